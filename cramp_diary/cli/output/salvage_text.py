"""Format what ``cramp restore --salvage`` brought into a new diary, and what it did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli.output.streams import format_table
from cramp_diary.core.text import format_count, join_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cramp_diary.store.salvage.salvage import Salvaged

TABLE_NAMES = {
    "episodes": "episodes",
    "episode_sites": "sites of episodes",
    "episode_reliefs": "reliefs of episodes",
    "days": "days",
    "activities": "activities",
    "shoes": "shoes",
    "wear": "days in shoes",
    "medications": "medications",
    "courses": "courses",
    "doses": "doses",
    "drinks": "times of drinks",
    "factors": "own factors",
    "factor_values": "values of own factors",
    "monthly_symptoms": "months of symptoms",
    "inbox_lines": "imported lines",
    "trials": "trials",
    "trial_days": "days of trials",
    "settings": "settings",
}
"""What the tables are called, in the order in which they are listed."""


def format_salvaged(salvaged: Salvaged) -> str:
    """Format how many pages could be read, the rows that came, and what did not come."""
    lost, pages = salvaged.unreadable_pages, format_count(salvaged.pages, "page")
    came = format_table([(name, str(salvaged.rows[table])) for table, name in TABLE_NAMES.items()])
    what_is_missing = "\n".join(_list_what_is_missing(salvaged))
    return f"{lost} of {pages} could not be read. These rows came:\n{came}\n{what_is_missing}"


def _list_what_is_missing(salvaged: Salvaged) -> Iterator[str]:
    if salvaged.refused:
        yield f"Not readable, or with impossible values: {_format_rows(salvaged.refused)}."
    if salvaged.doubled:
        yield f"Left out, as another came for the same: {_format_rows(salvaged.doubled)}."
    if salvaged.without_episode:
        yield f"Left out, as what they belong to is lost: {_format_rows(salvaged.without_episode)}."
    if salvaged.unassigned:
        rows = format_count(salvaged.unassigned, "row")
        yield f"Left out, as it cannot be told what they record: {rows}."
    if salvaged.cut:
        yield f"Came without a part that is lost: {_format_rows(salvaged.cut)}."
    if salvaged.placeholders:
        yield f"These stand for lost names: {join_words(salvaged.placeholders, 'and')}."
    yield "The history did not come: what was done before cannot be undone in the new diary."


def _format_rows(counts: Mapping[str, int]) -> str:
    """Format how many rows of which tables."""
    return join_words(
        (
            f"{format_count(number, 'row')} of {TABLE_NAMES[name]}"
            for name, number in counts.items()
        ),
        "and",
    )
