"""``cramp factors``: what goes together with the cramps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cramp_diary.cli import options
from cramp_diary.cli.opening import opened
from cramp_diary.cli.output import clean, say, tell

if TYPE_CHECKING:
    from cramp_diary.analysis.findings import Finding

app = options.new_app()

NARROW = 72
"""Columns below which a table would cut its words; sentences do not."""


@app.command(epilog="Example: cramp factors --json")
def factors(as_json: options.AsJson = False, db: options.Db = options.USUAL_PLACE) -> None:
    """Compare more-exposed with less-exposed days, factor by factor.

    Associations are not causes. Below 28 recorded days and 10 episodes nothing is compared, only
    counted.
    """
    from cramp_diary.analysis.finding_table import as_objects
    from cramp_diary.analysis.findings import factor_findings

    with opened(db) as diary:
        period = diary.read()
    findings = factor_findings(period)
    if as_json:
        say(json.dumps(as_objects(findings), indent=2))
        return
    _show(findings)
    tell(
        "Ratio: the episode rate on more-exposed days over that on less-exposed days,\n"
        "adjusted for slow drift and yesterday's cramps. More days: until a first\n"
        "verdict, or until a ratio of 2 would show. Associations are not causes."
    )


def _show(findings: tuple[Finding, ...]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from cramp_diary.analysis.finding_table import HEADER, as_row
    from cramp_diary.analysis.words.findings import finding_sentence

    console = Console()
    if console.width < NARROW:
        say("\n".join(map(finding_sentence, findings)))
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in HEADER:
        table.add_column(name, no_wrap=name in HEADER[1:3])
    for finding in findings:
        table.add_row(*(Text(clean(cell)) for cell in as_row(finding)))
    console.print(table)
