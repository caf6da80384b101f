"""``cramp report``: draw the monthly page of one or several months."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output import open_file
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.streams import on_one_line, print_result
from cramp_diary.cli.parsing import output_paths
from cramp_diary.cli.parsing.periods import today
from cramp_diary.cli.parsing.report_months import (
    build_reports,
    draw_reports,
    format_reports,
    parse_months,
)
from cramp_diary.cli.session import diary_session
from cramp_diary.core.errors import Contradiction

app = options.new_app()


@app.command(epilog="Example: cramp report march -o march.png")
def report(
    month: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MONTH]...",
            help="2026-03, march, 'march 2025', this or last.",
            show_default="the last complete month",
        ),
    ] = None,
    year: Annotated[
        int | None, typer.Option(min=1900, max=2200, help="All its months, as a .pdf.")
    ] = None,
    since: options.SinceMonth = None,
    until: options.UntilMonth = None,
    output: options.Output = None,
    view: options.View = False,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Your name or initials, to stand on the page.")
    ] = "",
    text: Annotated[bool, typer.Option("--text", help="Print the page in words instead.")] = False,
    *,
    db: options.Db,
) -> None:
    """Draw the report of a month, one page to look at or to hand to a doctor.

    Of a year, or of the months from --since to --until, a PDF with a page a month.
    """
    if text and (output or view):
        raise Contradiction("--text prints", "a picture is asked for, too", "leave out one")
    with diary_session(db) as diary:
        day = today(diary)
        months = parse_months(" ".join(month or []), year, (since, until), day)
        path = output_paths.report_path(output, months)
        period = diary.read()
    dates = (clock.now().date(), day)
    with progress(len(months)) as begin_step:
        reports = build_reports(period, months, dates, on_one_line(name), begin_step)
        pages = format_reports(reports)
        if not text:
            draw_reports(reports, path, pages)
    print_result(pages if text else str(path))
    if view:
        open_file.open_with_viewer(path)
