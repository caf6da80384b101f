"""Which diary day a command means that names none, as of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli import clock
from cramp_diary.core import meant_day
from cramp_diary.core.record_phrases import parse_day_entry

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.store import Diary


def day_spoken_of(diary: Diary) -> date:
    """Return the diary day that is meant where none is named: until noon, the day before."""
    return meant_day.day_spoken_of(clock.now(), diary.settings().day_starts_at)


def day_of_intake(diary: Diary) -> date:
    """Return the diary day of what is drunk or taken now: from midnight on, the new one."""
    return meant_day.day_of_intake(clock.now(), diary.settings().day_starts_at)


def may_confirm_no_cramps(diary: Diary, day: date) -> bool:
    """Return whether it can be said by now that a day had no cramps."""
    return meant_day.may_confirm_no_cramps(day, clock.now(), diary.settings().day_starts_at)


def refuse_early_no_cramps(diary: Diary, day: date) -> None:
    """Refuse that a day had no cramps while it is too early to say so.

    Raises
    ------
    TooEarlyForNoCramps
        If it is, and the diary does not say so already.
    """
    if not diary.day(day).no_cramps:
        meant_day.refuse_early_no_cramps(day, clock.now(), diary.settings().day_starts_at)


def refuse_doses_without_day(diary: Diary, doses: list[str]) -> None:
    """Refuse doses that may be of last night or of this morning.

    Raises
    ------
    InputError, NoSuchName
        If one does not fit, or its medication is not in the diary: it would on every day.
    DoseWithoutDay
        If there are any, in the hours in which no day means the day before.
    """
    settings = diary.settings()
    for dose in parse_day_entry(settings.measures, med=doses).doses:
        diary.medication_id(dose.medication)
    meant_day.refuse_doses_without_day(doses, clock.now(), settings.day_starts_at)


def describe_day(diary: Diary, day: date) -> str:
    """Return what a person calls a day that is near: today, yesterday, or the new day."""
    return meant_day.describe_day(day, clock.now(), diary.settings().day_starts_at)


def format_other_day_hint(diary: Diary, day: date) -> str:
    """Format how to name today, where no day means the day before; empty where it means today."""
    now, starts = clock.now(), diary.settings().day_starts_at
    running = meant_day.running_day(now, starts)
    if day == running:
        return ""
    until = meant_day.speaks_of_day_before_until(running, starts)
    return f"Until {until:%H:%M}, cramp day means yesterday; for today: cramp day today"


def format_intake_note(diary: Diary, day: date) -> str:
    """Format that what is taken now is of the new day; empty where it is of the running one."""
    now, starts = clock.now(), diary.settings().day_starts_at
    if day == meant_day.running_day(now, starts):
        return ""
    border = meant_day.format_intake_border(starts)
    return (
        f"From {border} on, what you drink or take counts for the new day, which begins at"
        f" {starts:%H:%M}."
    )


def format_still_growing_hint(diary: Diary, day: date) -> str:
    """Format what to leave out of a day that is not over; empty of one that is."""
    # Amounts are totals of the day: the water drunk until now would count as too little.
    starts = diary.settings().day_starts_at
    if meant_day.day_of_intake(clock.now(), starts) > day:
        return ""
    until = meant_day.speaks_of_day_before_until(day, starts)
    return (
        "The day is not over: leave out what will still grow, such as water.\n"
        f"Tomorrow until {until:%H:%M}, cramp day asks for it."
    )


def format_no_cramps_hint(diary: Diary, day: date) -> str:
    """Format from when on it is asked whether there were cramps; empty where it is, or need not."""
    if may_confirm_no_cramps(diary, day) or diary.day(day).no_cramps or diary.episodes_on(day):
        return ""
    begins = meant_day.no_cramps_from(day, diary.settings().day_starts_at)
    return f"That it had no cramps can be said from {begins:%H:%M} on; if there is one: cramp log"
