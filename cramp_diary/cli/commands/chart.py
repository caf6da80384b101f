"""``cramp chart``: one chart as a picture file, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.days import today
from cramp_diary.cli.output import open_file
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.parsing import output_paths
from cramp_diary.cli.parsing.chart_periods import RequestedDays, read_chart_periods
from cramp_diary.cli.parsing.factor_names import parse_factor_names
from cramp_diary.cli.session import diary_session
from cramp_diary.cli.trial_days import find_ended_trial
from cramp_diary.core.errors import Contradiction
from cramp_diary.core.files import make_private_folder
from cramp_diary.core.vocabulary import Chart

if TYPE_CHECKING:
    from pathlib import Path

app = options.new_app()


@app.command(epilog="Example: cramp chart weekly -o weekly.png")
def chart(
    name: Annotated[Chart, typer.Argument(help="Which chart, or all into a folder.")],
    factor: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FACTOR]...",
            help="With factors: one in full, as sitting; several as water,sitting; or all.",
            show_default="the table of all",
            autocompletion=candidates.charted_factors,
        ),
    ] = None,
    output: options.Output = None,
    weeks: Annotated[
        int | None,
        typer.Option(min=1, max=520, help="How many weeks.", show_default="what suits the chart"),
    ] = None,
    factors: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="With weekly: factors below it, as water,sitting or all.",
            show_default="none",
            autocompletion=candidates.charted_factors,
        ),
    ] = None,
    since: options.SinceDay = None,
    until: options.UntilDay = None,
    view: options.Open = False,
    *,
    db: options.Db,
) -> None:
    """Draw a chart, and save it as .png, .pdf or .svg.

    The ending of the file's name says which.
    """
    in_levels = " ".join(factor or [])
    asked = RequestedDays(weeks, since, until)
    _refuse_unfit(name, in_levels, factors, asked)
    if name is Chart.TRIAL:
        path = output_paths.chart_path(output, "cramp-trial.png", in_folder=False)
        _draw_trial(db, path, view=view)
        return
    many = name is Chart.ALL
    stem = {c: "factor-levels" if in_levels else str(c) for c in name.each}
    paths = {
        c: output_paths.chart_path(output, f"cramp-{stem[c]}.png", in_folder=many)
        for c in name.each
    }
    with progress(len(paths)) as begin_step:
        with diary_session(db) as diary:
            periods = read_chart_periods(diary, name, asked)
        folder = paths[name.each[0]].parent
        if many:
            make_private_folder(folder)
        from cramp_diary.charts.gallery import (
            draw_chart,
            draw_factor_levels,
            draw_weekly_with_factors,
        )
        from cramp_diary.charts.saving import save_figures

        for each, period in periods.items():
            begin_step(each)
            if in_levels:
                picture = draw_factor_levels(period, parse_factor_names(in_levels, period))
            elif factors is not None:
                picture = draw_weekly_with_factors(period, parse_factor_names(factors, period))
            else:
                picture = draw_chart(each, period)
            save_figures((picture.figure,), paths[each], picture.title, picture.words)
    print_result("\n".join(str(paths[each]) for each in periods))
    if view:
        open_file.open_with_viewer(folder if many else paths[name])


def _refuse_unfit(name: Chart, in_levels: str, factors: str | None, asked: RequestedDays) -> None:
    """Refuse what the chart that is asked for does not take.

    Raises
    ------
    Contradiction
        If something of it is given.
    """
    if factors is not None and name is not Chart.WEEKLY:
        raise Contradiction(
            "--factors is for the chart weekly", f"{name} is asked for", "leave it out"
        )
    if in_levels and name is not Chart.FACTORS:
        raise Contradiction(
            f"{in_levels!r} would be a factor, for the chart factors",
            f"{name} is asked for",
            "leave it out",
        )
    if name is Chart.TRIAL and (asked.weeks or asked.since or asked.until):
        raise Contradiction(
            "The chart trial has the days of the trial", "others are asked for", "leave them out"
        )


def _draw_trial(db: Path, path: Path, *, view: bool) -> None:
    """Draw the last trial, once it is over."""
    with diary_session(db) as diary:
        day, period = today(diary), diary.read()
    found = find_ended_trial(period, None, day)
    from cramp_diary.analysis.summaries.trial import judge_trial
    from cramp_diary.charts.gallery import draw_trial
    from cramp_diary.charts.saving import save_figures

    picture = draw_trial(judge_trial(period, found))
    save_figures((picture.figure,), path, picture.title, picture.words)
    print_result(str(path))
    if view:
        open_file.open_with_viewer(path)
