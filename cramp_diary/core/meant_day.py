"""Which diary day is meant by a command that names none; pure functions of now.

A diary day that begins at 04:00, by the clock of the person:

============  ==============  ==============  =======================
at            spoken of       what is taken   "no cramps" of the
              without a day   belongs to      running day
============  ==============  ==============  =======================
04:00-11:59   the day before  running day     not yet
12:00-17:59   running day     running day     not yet
18:00-23:59   running day     running day     can be said
00:00-03:59   running day     the day after   can be said
============  ==============  ==============  =======================

All times move with `day_starts_at`. Over breakfast a person speaks of the day that is over. What is
drunk or taken after a night cramp must not stand beside it, so from four hours before the end of a
diary day all of it belongs to the next one, in every night. Stretching is neither drunk nor taken:
it stays with the running day, as it does before bed. Hours are read off the clock, also
where the clocks change in between: noon is noon.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from cramp_diary.core.errors import DoseWithoutDay, TooEarlyForNoCramps
from cramp_diary.core.model import Day, DayEntry
from cramp_diary.core.phrases.day_words import DAY
from cramp_diary.core.when import diary_day, format_day

SPEAKS_OF_DAY_BEFORE = timedelta(hours=8)
NO_CRAMPS_AFTER = timedelta(hours=14)
BELONGS_TO_NEXT = timedelta(hours=4)


def running_day(now: datetime, day_starts_at: time) -> date:
    """Return the diary day that is running."""
    return diary_day(now, None, day_starts_at)


def day_spoken_of(now: datetime, day_starts_at: time) -> date:
    """Return the diary day that a person speaks of who names none.

    >>> day_spoken_of(datetime(2026, 3, 2, 8, 5), time(4)).isoformat()
    '2026-03-01'
    """
    running = running_day(now, day_starts_at)
    is_early = _elapsed(now, running, day_starts_at) < SPEAKS_OF_DAY_BEFORE
    return running - DAY if is_early else running


def speaks_of_day_before_until(day: date, day_starts_at: time) -> datetime:
    """Return until when, on the clock, a person speaks of the day before a day."""
    return datetime.combine(day, day_starts_at) + SPEAKS_OF_DAY_BEFORE


def day_of_intake(now: datetime, day_starts_at: time) -> date:
    """Return the diary day of what is drunk or taken now.

    >>> day_of_intake(datetime(2026, 3, 2, 3, 10), time(4)).isoformat()
    '2026-03-02'
    """
    running = running_day(now, day_starts_at)
    is_of_next = _elapsed(now, running, day_starts_at) >= DAY - BELONGS_TO_NEXT
    return running + DAY if is_of_next else running


def format_intake_border(day_starts_at: time) -> str:
    """Format the time from which on what is taken belongs to the next diary day.

    >>> format_intake_border(time(4)), format_intake_border(time(5, 30))
    ('midnight', '01:30')
    """
    border = datetime.combine(date(2000, 1, 2), day_starts_at) - BELONGS_TO_NEXT
    return f"{border:%H:%M}" if border.time() != time() else "midnight"


def no_cramps_from(day: date, day_starts_at: time) -> datetime:
    """Return from when on, on the clock, it can be said that a day had no cramps."""
    return datetime.combine(day, day_starts_at) + NO_CRAMPS_AFTER


def may_confirm_no_cramps(day: date, now: datetime, day_starts_at: time) -> bool:
    """Return whether it can be said at `now` that a day had no cramps.

    >>> may_confirm_no_cramps(date(2026, 3, 2), datetime(2026, 3, 2, 17, 59), time(4))
    False
    """
    return now.replace(tzinfo=None) >= no_cramps_from(day, day_starts_at)


def refuse_early_no_cramps(day: date, now: datetime, day_starts_at: time) -> None:
    """Refuse that a day had no cramps while it is too early to say so.

    Raises
    ------
    TooEarlyForNoCramps
        If it is.
    """
    if may_confirm_no_cramps(day, now, day_starts_at):
        return
    begins = no_cramps_from(day, day_starts_at)
    on = "" if begins.date() == now.date() else f" of {format_day(begins.date())}"
    raise TooEarlyForNoCramps(format_day(day), f"{begins:%H:%M}{on}")


def refuse_doses_without_day(doses: list[str], now: datetime, day_starts_at: time) -> None:
    """Refuse doses without a day in the hours that speak of the day before.

    Parameters
    ----------
    doses
        As they were typed.

    Raises
    ------
    DoseWithoutDay
        If there are any, and it is such an hour.
    """
    is_unclear = day_spoken_of(now, day_starts_at) != running_day(now, day_starts_at)
    if doses and is_unclear:
        raise DoseWithoutDay(doses, format_intake_border(day_starts_at))


def place_entry(
    entry: DayEntry, day: date, *, dose_day: date, now: datetime, day_starts_at: time
) -> list[DayEntry]:
    """Return what is told of a day, and the doses on a day of their own, each if there is any.

    Doses of the day of which is what is taken now were taken by now.
    """
    taken = entry.doses
    if dose_day == day_of_intake(now, day_starts_at):
        taken = tuple(replace(dose, taken_at=now) for dose in taken)
    doses = DayEntry(Day(diary_day=day), doses=taken)
    parts = ((day, entry._replace(doses=())), (dose_day, doses))
    return [part.on(each) for each, part in parts if part.has_content]


def describe_day(day: date, now: datetime, day_starts_at: time) -> str:
    """Return what a person calls a day that is near: today, yesterday, or the new day.

    >>> describe_day(date(2026, 3, 1), datetime(2026, 3, 2, 0, 30), time(4))
    'today, until 04:00'
    """
    running = running_day(now, day_starts_at)
    if day == running:
        return "today" if now.date() == day else f"today, until {day_starts_at:%H:%M}"
    if day == running + DAY:
        return f"the new day, from {day_starts_at:%H:%M}"
    return "yesterday" if day == running - DAY else ""


def _elapsed(now: datetime, running: date, day_starts_at: time) -> timedelta:
    """Return for how long the running day has run, on the clock."""
    return now.replace(tzinfo=None) - datetime.combine(running, day_starts_at)
