"""``cramp report``: the monthly page."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.opening import opened
from cramp_diary.cli.output import on_one_line, say
from cramp_diary.cli.spans import today
from cramp_diary.month import parse_month

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
    output: options.Output = None,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Your name or initials, to stand on the page.")
    ] = "",
    text: Annotated[bool, typer.Option("--text", help="Print the page in words instead.")] = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Draw the report of a month, one page to look at or to hand to a doctor."""
    from cramp_diary.analysis.monthly import monthly_report
    from cramp_diary.analysis.words.page import page_in_words
    from cramp_diary.charts.monthly_page import monthly_page
    from cramp_diary.charts.saving import save_png

    with opened(db) as diary:
        day = today(diary)
        asked = parse_month(" ".join(month or ["last"]), day)
        path = options.png_path(output, f"cramp-report-{asked}.png")
        period = diary.read()
    result = monthly_report(period, asked, clock.now().date(), day, on_one_line(name))
    words = page_in_words(result)
    if not text:
        save_png(monthly_page(result), path, f"Cramps, {asked.title}", words)
    say(words if text else str(path))
