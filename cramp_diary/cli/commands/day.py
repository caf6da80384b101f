"""``cramp day``: record or show what a diary day was like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.days import missing_days, today
from cramp_diary.cli.meant_day import (
    day_of_intake,
    describe_day,
    format_intake_note,
    format_other_day_hint,
    refuse_doses_without_day,
    refuse_early_no_cramps,
)
from cramp_diary.cli.output.record_text import NONE_MISSING, format_day_commands, format_diary_day
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result, print_table
from cramp_diary.cli.parsing.periods import parse_spoken_day
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.cli.trial_days import format_trial_day
from cramp_diary.core.day_fields import CLEARABLE, DAY_FIELDS
from cramp_diary.core.errors import Contradiction
from cramp_diary.core.meant_day import place_entry
from cramp_diary.core.record_phrases import parse_day_entry
from cramp_diary.core.vocabulary import name_key
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    import datetime as dt

    from cramp_diary.core.model import DayEntry
    from cramp_diary.store import Diary

app = options.new_app()


@app.command(
    epilog="Example: cramp day yesterday --no-cramps --water 1.8l --sitting 7.5 --servings 2"
    " --activity walk:30:3 --shoes sneakers:9 --no-nerve"
)
def day(
    date: options.SpokenDay = None,
    no_cramps: Annotated[
        bool, typer.Option("--no-cramps", help="There were none: say it, it is never assumed.")
    ] = False,
    water: options.Water = None,
    sitting: Annotated[
        str | None, typer.Option(metavar="TIME", help="Hours sat: 7.5 or 7h30.")
    ] = None,
    servings: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="Electrolyte servings: 3, '2 bananas' or none."),
    ] = None,
    stretch: Annotated[
        str | None, typer.Option(metavar="TIME", help="Minutes stretched: 10.")
    ] = None,
    nerve: Annotated[
        bool | None,
        typer.Option("--nerve/--no-nerve", help="Tingling, numbness or back pain that day."),
    ] = None,
    disturbed: options.Disturbed = None,
    done: Annotated[
        bool | None,
        typer.Option("--done/--not-done", help="Whether the habit of a trial was done that day."),
    ] = None,
    note: options.Note = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="A factor of your own: alcohol=2.",
            autocompletion=candidates.own_factors,
        ),
    ] = None,
    activity: options.Activities = None,
    shoes: options.Shoes = None,
    med: options.Doses = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="Make it not recorded: water, shoes, no-cramps, alcohol; or one of several:"
            " med:magnesium, walk.",
            autocompletion=candidates.clearable,
        ),
    ] = None,
    missing: Annotated[
        bool,
        typer.Option("--missing", help="Ask for each unrecorded day of the last fortnight."),
    ] = False,
    no_input: options.NoInput = False,
    *,
    db: options.Db,
) -> None:
    """Record what a diary day was like.

    Without a date it is about the day before until noon, and about today from then on; what you
    take from midnight on (--med without a date) is of the new day.

    When nothing is given, it shows the day, and asks, on a terminal only. What is not given stays
    as it was: not recorded is never zero. Activity and medication add to the day; the rest
    replaces what was said before.
    """
    given: dict[str, Any] = {"no_cramps": no_cramps, "water": water, "sitting": sitting}
    given |= {"servings": servings, "stretch": stretch, "nerve": nerve, "note": note}
    given |= {
        "disturbed": disturbed,
        "activity": activity,
        "shoes": shoes,
        "med": med,
        "values": values,
    }
    is_no = any(given[field.option] is False for field in DAY_FIELDS)
    changes = bool(any(given.values()) or is_no or clear or done is not None)
    if missing and (changes or date):
        raise Contradiction("You give --missing", "also a day or what it was like", "leave out one")
    if changes:
        _record(db, date, given, clear or [], done)
    elif can_ask(no_input=no_input):
        from cramp_diary.cli.prompts.day_dialogs import ask_day, ask_missing_days

        if missing:
            ask_missing_days(db)
        else:
            ask_day(db, date)
    else:
        _print_day(db, date, missing=missing)


def _print_day(db: Path, words: list[str] | None, *, missing: bool) -> None:
    with diary_session(db) as diary:
        if not missing:
            day = parse_spoken_day(diary, words)
            print_result(_format_spoken_day(diary, day, words))
            _print_other_day_hint(diary, day, words)
        elif days := missing_days(diary, today(diary)):
            print_table((format_day(day), format_day_commands(day)) for day in days)
        else:
            print_notice(NONE_MISSING)


def _record(
    db: Path,
    words: list[str] | None,
    given: dict[str, Any],
    clear: list[str],
    done: bool | None,  # noqa: FBT001 - the answer itself
) -> None:
    with diary_session(db, create=True) as diary:
        day = parse_spoken_day(diary, words)
        if not words:
            refuse_doses_without_day(diary, given["med"] or [])
        if given["no_cramps"]:
            refuse_early_no_cramps(diary, day)
        with diary.writing(), watched_days(diary, day) as notices:
            for name in clear:
                _clear(diary, day, name)
            if done is not None:
                diary.answer_trial_day(day, done=done)
            measures, factors = diary.settings().measures, diary.factors()
            entry = parse_day_entry(measures, factors, **given)
            days = _add_entry(diary, entry, day, dose_day=day if words else day_of_intake(diary))
            far = [each for each in days if diary.is_far(each)]
            shown = dict.fromkeys([day, *days] if clear or not days else days)
            texts = [_format_spoken_day(diary, each, words) for each in shown]
        print_result("\n".join(texts))
        for each in days:
            if each > day:
                print_notice(format_intake_note(diary, each))
        _print_other_day_hint(diary, day, words)
        if (running := today(diary)) != day and (told := format_trial_day(diary, running)):
            print_notice(f"Today: {told}.")
    print_notices(notices)
    print_if_far(far)
    print_undo_hint()


def _clear(diary: Diary, day: dt.date, name: str) -> None:
    """Make a field not recorded, or take out one exposure; say which one, if several are named."""
    if column := CLEARABLE.get(name_key(name)):
        diary.clear_of_day(day, column)
    elif (count := diary.clear_part(day, name.strip())) > 1:
        print_notice(f"Of {count} records of {name}, the one recorded last is taken out.")


def _add_entry(diary: Diary, entry: DayEntry, day: dt.date, *, dose_day: dt.date) -> list[dt.date]:
    """Record an entry, its doses on a day of their own; return the days, that of the doses last."""
    starts = diary.settings().day_starts_at
    parts = place_entry(entry, day, dose_day=dose_day, now=clock.now(), day_starts_at=starts)
    for part in parts:
        diary.add_day_entry(part)
    return [part.day.diary_day for part in parts]


def _format_spoken_day(diary: Diary, day: dt.date, words: list[str] | None) -> str:
    """Format a whole diary day; where it was not named, with what a person calls it."""
    return format_diary_day(diary, day, "" if words else describe_day(diary, day))


def _print_other_day_hint(diary: Diary, day: dt.date, words: list[str] | None) -> None:
    if hint := "" if words else format_other_day_hint(diary, day):
        print_notice(hint)
