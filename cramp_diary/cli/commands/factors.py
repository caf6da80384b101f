"""``cramp factors``: what goes together with the cramps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.streams import clean, say, say_json, tell
from cramp_diary.cli.parsing.periods import asked_span
from cramp_diary.cli.session import opened

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.findings import Findings

app = options.new_app()

NARROW = 72
"""Columns below which a table would cut its words; sentences do not."""

_EXPLAINED = (
    "Ratio: the episode rate on more-exposed days over that on less-exposed days,\n"
    "adjusted for slow drift and yesterday's cramps. More days: until a first\n"
    "verdict, or until a ratio of 2 would show. One in full: cramp factors NAME.\n"
    "Associations are not causes."
)


@app.command(epilog="Example: cramp factors sitting --nights")
def factors(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="One factor in full: sitting, 'poor circulation', a medication.",
            show_default="all, as a table",
            autocompletion=candidates.exposures,
        ),
    ] = None,
    nights: Annotated[bool, typer.Option("--nights", help="Only episodes asleep.")] = False,
    since: options.Since = None,
    until: options.Through = None,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Compare more-exposed with less-exposed days, factor by factor.

    Associations are not causes. Below 28 recorded days and 10 episodes nothing is compared, only
    counted.
    """
    from cramp_diary.analysis.inference.findings import all_findings

    with opened(db) as diary:
        first, last = asked_span(diary, since, until)
        period = diary.read(first, last + timedelta(days=1))
    found = all_findings(period.asleep_only() if nights else period, last)
    if nights:
        tell("Only episodes asleep are counted; a day with none of them is one without.")
    if name:
        _say_in_full(found, " ".join(name), as_json=as_json)
    else:
        _say_all(found, as_json=as_json)


def _say_in_full(found: Findings, name: str, *, as_json: bool) -> None:
    from cramp_diary.wording.factor_details import factor_paragraphs
    from cramp_diary.wording.findings_table import as_object, named

    asked = named(found, name)
    if as_json:
        say_json([as_object(finding, found) for finding in asked])
        return
    say("\n\n".join("\n".join(factor_paragraphs(f, found.tested)) for f in asked))


def _say_all(found: Findings, *, as_json: bool) -> None:
    from cramp_diary.wording.findings import coin_words
    from cramp_diary.wording.findings_table import as_objects

    if as_json:
        say_json(as_objects(found))
        return
    _show(found)
    tell("\n".join(filter(None, (_EXPLAINED, coin_words(found)))))


def _show(found: Findings) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from cramp_diary.wording.findings import finding_sentence
    from cramp_diary.wording.findings_table import HEADER, as_row

    console = Console()
    if console.width < NARROW:
        say("\n".join(map(finding_sentence, found.shown)))
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in HEADER:
        table.add_column(heading, no_wrap=heading in HEADER[1:3])
    for finding in found.shown:
        table.add_row(*(Text(clean(cell)) for cell in as_row(finding)))
    console.print(table)
