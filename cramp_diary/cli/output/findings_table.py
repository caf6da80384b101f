"""Print all findings as a table; on a narrow terminal, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli.output.layout import NARROW_COLUMNS
from cramp_diary.cli.output.streams import new_console, print_notice, print_result, sanitize

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.findings import Findings

_EXPLANATION = (
    "More-exposed days: those with more of it; of water and servings, those with less.\n"
    "Ratio: their rate of episodes over that of the other days, adjusted for slow drift and"
    " yesterday's cramps.\n"
    "More days: until a first verdict, or until a ratio of 2 would show.\n"
    "One in full: cramp factors NAME\n"
    "Associations are not causes."
)


def print_findings(found: Findings) -> None:
    """Print the findings on stdout, and on stderr what the columns mean."""
    from cramp_diary.wording.findings import format_medication_note, format_negative_control
    from cramp_diary.wording.trial import format_left_out_note

    _print_table(found)
    left_out = format_left_out_note(found.left_out, found.trial)
    notes = (
        left_out,
        _EXPLANATION,
        format_medication_note(found.shown),
        format_negative_control(found),
    )
    print_notice("\n".join(filter(None, notes)))


def _print_table(found: Findings) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    from cramp_diary.wording.findings import format_finding
    from cramp_diary.wording.findings_table import FINDINGS_HEADER, format_finding_row

    console = new_console()
    if console.width < NARROW_COLUMNS:
        print_result("\n".join(map(format_finding, found.shown)))
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in FINDINGS_HEADER:
        table.add_column(heading, no_wrap=heading in FINDINGS_HEADER[1:3])
    for finding in found.shown:
        table.add_row(*(Text(sanitize(cell)) for cell in format_finding_row(finding)))
    console.print(table)
