"""What an import does to a diary: the records that are added, and those that are changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cramp_diary.core.period import Period, list_record_counts
from cramp_diary.core.text import format_count, join_words

NOTHING = Period(start=date.min, end=date.min)
"""A period without any record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Records to write into a diary.

    Attributes
    ----------
    added
        The records that are new to the diary.
    changed
        Records that take the place of others. Episodes are changed by their id; days, shoes,
        medications, own factors and their values by day or name.
    removed
        The records that are deleted before: those of which the other kinds of `changed` take the
        place, and what contradicts `added`.
    settings
        The settings to store, as texts by their key.
    """

    added: Period = NOTHING
    changed: Period = NOTHING
    removed: Period = NOTHING
    settings: dict[str, str] = field(default_factory=dict)

    def format_counts(self) -> str:
        """Format what an import did, in words.

        >>> Changes(settings={"glass": "200ml"}).format_counts()
        'changes to 1 setting'
        """
        added, changed = list_record_counts(self.added), list_record_counts(self.changed)
        if self.settings:
            changed.append(format_count(len(self.settings), "setting"))
        parts = [join_words(added, "and")] if added else []
        if changed:
            parts.append(f"changes to {join_words(changed, 'and')}")
        return ", and ".join(parts)
