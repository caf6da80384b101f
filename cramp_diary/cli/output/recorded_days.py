"""Notices about days that a change has made recorded or not, or that may be of another year."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.cli.output.record_text import list_recorded
from cramp_diary.cli.output.streams import print_notice
from cramp_diary.core.text import format_count, join_words
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cramp_diary.store import Diary

    Cramps = Mapping[date, bool]
    Change = tuple[bool | None, bool | None]

MOST_NAMED = 5
"""Where more days have changed in the same way, they are counted, not named."""

_FAR_AWAY = "over a year from everything else in the diary"

CRAMPS, FREE, UNRECORDED = True, False, None
"""What a day is: as in `Diary.cramps_by_day`, where days that are not recorded are left out."""

_CHANGES: dict[Change, tuple[str, str]] = {
    (FREE, CRAMPS): (
        "{day} was recorded with no cramps; it no longer is.",
        "{count} were recorded with no cramps; they no longer are.",
    ),
    (CRAMPS, FREE): (
        "{day} counts as without cramps again, as you confirmed{rest}.",
        "{count} count as without cramps again, as you confirmed.",
    ),
    (CRAMPS, UNRECORDED): (
        "{day} is no longer recorded{rest}{hint}",
        "{count} with cramps are no longer recorded.",
    ),
    (FREE, UNRECORDED): (
        "{day} is no longer recorded{rest}.",
        "{count} without cramps are no longer recorded.",
    ),
    (UNRECORDED, CRAMPS): (
        "{day} is now recorded, with cramps.",
        "{count} are now recorded, with cramps.",
    ),
    (UNRECORDED, FREE): (
        "{day} is now recorded, with no cramps.",
        "{count} are now recorded, with no cramps.",
    ),
}
"""The notice for a day, and the one for many."""


@contextmanager
def watched_days(
    diary: Diary, day: date | None = None, *, names_new: bool = False
) -> Iterator[list[str]]:
    """Compare which days are recorded before and after the block.

    Parameters
    ----------
    day
        The only day that the block can change; default any day.
    names_new
        Whether days that were not recorded before are reported, too: the answer to some commands
        shows them already.

    Yields
    ------
    list of str
        The notices to be printed; filled at the end of the block.
    """
    notices: list[str] = []
    bounds = (day, day and day + timedelta(days=1))
    before = diary.cramps_by_day(*bounds)
    yield notices
    notices += _format_changes(diary, before, diary.cramps_by_day(*bounds), names_new=names_new)


def print_notices(notices: Iterable[str]) -> None:
    """Print each notice on a line of its own."""
    for notice in notices:
        print_notice(notice)


def print_if_far(days: Sequence[date]) -> None:
    """Ask about the year of days that are far from the rest of the diary."""
    if len(days) > MOST_NAMED:
        print_notice(f"{len(days)} days are {_FAR_AWAY}: are their years right?")
        return
    for day in days:
        print_notice(f"{format_day(day)} is {_FAR_AWAY}: is the year right?")


def _format_changes(
    diary: Diary, before: Cramps, after: Cramps, *, names_new: bool
) -> Iterator[str]:
    changed: dict[Change, list[date]] = {}
    for day in sorted(before.keys() | after.keys()):
        change = before.get(day), after.get(day)
        if change in _CHANGES and (names_new or change[0] is not UNRECORDED):
            changed.setdefault(change, []).append(day)
    for change, days in changed.items():
        one, many = _CHANGES[change]
        if len(days) > MOST_NAMED:
            yield many.format(count=format_count(len(days), "day"))
            continue
        for day in days:
            rest = _format_rest(diary, day) if "{rest}" in one else ""
            hint = _format_hint(diary, day) if "{hint}" in one else ""
            yield one.format(day=format_day(day), rest=rest, hint=hint)


def _format_hint(diary: Diary, day: date) -> str:
    """Return how to confirm that a day had no cramps, where that can be said by now."""
    from cramp_diary.cli.meant_day import may_confirm_no_cramps

    if not may_confirm_no_cramps(diary, day):
        return "."
    return f". If there were no cramps: cramp day {day} --no-cramps"


def _format_rest(diary: Diary, day: date) -> str:
    """Return the part of a sentence that names what else is recorded of a day."""
    names = list_recorded(diary, day)
    if not names:
        return ""
    is_one = len(names) == 1 and not names[0].endswith("s")
    return f"; its {join_words(names, 'and')} {'stays' if is_one else 'stay'}"
