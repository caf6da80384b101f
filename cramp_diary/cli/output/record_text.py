"""Format records as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.day_fields import DAY_FIELDS
from cramp_diary.core.text import format_count, shorten
from cramp_diary.core.units import format_number
from cramp_diary.core.vocabulary import NO_CRAMPS, NONE, FactorKind, Side, format_yes_no
from cramp_diary.core.when import format_day, format_moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cramp_diary.core.model import Activity, Day, Episode, Site, Wear
    from cramp_diary.core.settings import Settings
    from cramp_diary.store import Diary
    from cramp_diary.store.backups.integrity import Contents


NONE_MISSING = "No day of the last fortnight is missing."
NOTE_LENGTH = 43
"""Characters of a note that a list shows."""


def format_site(site: Site) -> str:
    """Format a site."""
    if site.side is Side.BOTH:
        return f"{site.muscle} on both sides"
    return f"{site.side} {site.muscle}" if site.side else str(site.muscle)


def format_episode_line(episode: Episode) -> str:
    """Format an episode on one line, without its time and with its note shortened."""
    note = " ".join(episode.note.split())
    cut = shorten(note[: NOTE_LENGTH + 1], lambda cut: len(cut) <= NOTE_LENGTH, ellipsis="...")
    return ", ".join((*_episode_parts(episode), *([f"note: {cut}"] if note else [])))


def format_episode(episode: Episode, settings: Settings) -> str:
    """Format an episode on two or three lines: its heading, what is recorded, the whole note."""
    lines = [format_episode_heading(episode, settings), f"  {', '.join(_episode_parts(episode))}"]
    if not lines[1].strip():
        lines[1] = "  nothing else recorded"
        lines = lines[: 1 if episode.note else 2]
    return "\n".join([*lines, f"  note: {episode.note}"] if episode.note else lines)


def _episode_parts(e: Episode) -> Iterator[str]:
    if e.severity is not None:
        yield f"severity {e.severity}"
    if e.duration_minutes is not None:
        yield f"{format_number(e.duration_minutes)} min"
    yield from map(format_site, e.sites)
    if e.state is not None:
        yield str(e.state)
    if e.woke is not None:
        yield "woke you" if e.woke else "did not wake you"
    for relief in e.reliefs:
        eased = "" if relief.minutes is None else f" (eased in {format_number(relief.minutes)} min)"
        yield f"{relief.method}{eased}"
    if e.soreness_hours is not None:
        sore = f"sore for {format_number(e.soreness_hours)} h"
        yield sore if e.soreness_hours else "not sore afterwards"


def format_episode_heading(episode: Episode, settings: Settings) -> str:
    """Format the heading of an episode: id, absolute time and diary day."""
    day = format_day(episode.diary_day) if episode.diary_day else ""
    return f"Episode {episode.id}: {format_episode_time(episode, settings)} (diary day {day})"


def format_episode_time(episode: Episode, settings: Settings) -> str:
    """Format the time when an episode began, and whether it is exact."""
    at = episode.started_at
    zone = f" {at.isoformat()[-6:]}" if settings.show_zone else ""
    return f"{'about ' if episode.about else ''}{format_moment(at)}{zone}"


def format_diary_day(diary: Diary, day: date, called: str = "") -> str:
    """Format a whole diary day: cramps, what is recorded, and what is not.

    What the person calls the day, such as yesterday, stands beside its date.
    """
    record = diary.day(day)
    texts = [
        *_format_fields(diary, record),
        ("activity", _join(map(_format_activity, diary.activities_on(day)))),
        ("shoes", _join(map(_format_wear, diary.wear_on(day)))),
        ("as needed", _join(f"{d.medication} {d.amount}" for d in diary.doses_on(day))),
        *_format_own_values(diary, day),
        *_format_trial(diary, day),
    ]
    lines = [f"{format_called_day(day, called)}: {format_cramps(diary, record)}."]
    lines += [f"  {name}: {text}" for name, text in texts if text]
    missing = [name for name, text in texts if not text and name != "as needed"]
    if missing:
        lines.append(f"  not recorded: {', '.join(missing)}")
    if record.note:
        lines.append(f"  note: {record.note}")
    return "\n".join(lines)


def format_called_day(day: date, called: str) -> str:
    """Format a day with what the person calls it, such as yesterday; empty if it has no name."""
    return f"{format_day(day)} ({called})" if called else format_day(day)


def list_recorded(diary: Diary, day: date) -> list[str]:
    """Return what is recorded of a day beside its cramps, each by its name."""
    record = diary.day(day)
    found = {
        **{field.label: getattr(record, field.column) is not None for field in DAY_FIELDS},
        "activity": diary.activities_on(day),
        "shoes": diary.wear_on(day),
        "medication": diary.doses_on(day),
        **dict.fromkeys((value.factor for value in diary.values_on(day)), True),
        "note": record.note,
    }
    return [name for name, is_recorded in found.items() if is_recorded]


def format_cramps(diary: Diary, record: Day) -> str:
    """Format the episodes of a day, or that it had none, or that neither is recorded."""
    episodes = diary.episodes_on(record.diary_day)
    if episodes:
        ids = ", ".join(str(episode.id) for episode in episodes)
        return f"{format_count(len(episodes), 'episode')} ({ids})"
    return NO_CRAMPS if record.no_cramps else "cramps or none, not recorded"


def _format_fields(diary: Diary, day: Day) -> Iterator[tuple[str, str]]:
    """Yield the label and the text of each field; what is of the night only if it has a cramp."""
    settings = diary.settings()
    has_night_cramp = any(episode.is_of_night for episode in diary.episodes_on(day.diary_day))
    for field in DAY_FIELDS:
        value = getattr(day, field.column)
        if value is not None:
            yield field.label, field.format(value, settings)
        elif has_night_cramp or not field.is_of_night:
            yield field.label, ""


def _format_own_values(diary: Diary, day: date) -> Iterator[tuple[str, str]]:
    values = {value.factor: value.value for value in diary.values_on(day)}
    for factor in diary.factors():
        text = ""
        if (value := values.get(factor.name)) is not None:
            is_yes_no = factor.kind is FactorKind.YES_NO
            text = format_yes_no(bool(value)) if is_yes_no else format_number(value)
        yield f"{factor.name} ({factor.unit})" if factor.unit else factor.name, text


def _format_trial(diary: Diary, day: date) -> Iterator[tuple[str, str]]:
    from cramp_diary.cli.trial_days import find_trial_day, format_drawn_day, format_kept

    if found := find_trial_day(diary, day):
        yield "trial", f"{format_drawn_day(*found)}; {format_kept(found[1].done)}"


def _format_activity(activity: Activity) -> str:
    if activity.kind == NONE:
        return NONE
    effort = "" if activity.effort is None else f" at effort {format_number(activity.effort)}"
    return f"{activity.kind} {format_number(activity.minutes)} min{effort}"


def _format_wear(wear: Wear) -> str:
    if wear.shoe == NONE:
        return NONE
    return wear.shoe if wear.hours is None else f"{wear.shoe} {format_number(wear.hours)} h"


def _join(texts: Iterator[str]) -> str:
    return ", ".join(text.strip() for text in texts)


def format_contents(contents: Contents) -> str:
    """Format how much a diary contains, and its last day."""
    if contents.last_day is None:
        return "no day yet"
    episodes, days = format_count(contents.episodes, "episode"), format_count(contents.days, "day")
    return f"{episodes}, {days}, the last one {format_day(contents.last_day)}"


def format_day_commands(day: date) -> str:
    """Return the commands that record a day, with cramps or without."""
    return f"cramp day {day} --no-cramps, or cramp log {day}"
