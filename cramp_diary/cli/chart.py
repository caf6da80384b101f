"""``cramp chart``: one chart as a picture."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.opening import opened
from cramp_diary.cli.output import say
from cramp_diary.cli.spans import read_weeks

app = options.new_app()


class Chart(StrEnum):
    """The charts there are."""

    WEEKLY = "weekly"


@app.command(epilog="Example: cramp chart weekly -o weekly.png")
def chart(
    name: Annotated[Chart, typer.Argument(help="Which chart.")],
    output: options.Output = None,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How many weeks.")] = 26,
    until: options.Until = None,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Draw a chart and save it as a PNG."""
    from cramp_diary.analysis.words.weeks import weeks_in_words
    from cramp_diary.charts.saving import save_png
    from cramp_diary.charts.weekly_chart import weekly_chart

    path = options.png_path(output, f"cramp-{name}.png")
    with opened(db) as diary:
        shown = read_weeks(diary, weeks, until)
    save_png(weekly_chart(shown), path, "Cramps by week", weeks_in_words(shown))
    say(str(path))
