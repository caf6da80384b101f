"""``cramp day``: what a diary day was like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.record_text import day_words
from cramp_diary.cli.output.streams import aligned, say, tell
from cramp_diary.cli.parsing.periods import (
    NONE_MISSING,
    asked_day,
    filling_command,
    missing_days,
    today,
)
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.cli.said import read_context, read_values
from cramp_diary.cli.session import opened, say_how_to_undo
from cramp_diary.core.errors import Contradiction
from cramp_diary.core.when import spoken_day

app = options.new_app()

CLEARED = {
    "no-cramps": "cramps",
    "water": "water_ml",
    "sitting": "sitting_hours",
    "servings": "electrolyte_servings",
    "stretch": "stretch_minutes",
    "nerve": "nerve_symptoms",
    "activity": "activities",
    "shoes": "wear",
    "med": "doses",
}
"""What --clear takes, besides the note and own factors, and where it is kept."""


@app.command(
    epilog="Example: cramp day yesterday --no-cramps --water 1.8l --sitting 7.5 --servings 2"
    " --activity walk:30:3 --shoes sneakers:9 --no-nerve"
)
def day(
    date: options.DiaryDay = None,
    no_cramps: Annotated[
        bool, typer.Option("--no-cramps", help="There were none: say it, it is never assumed.")
    ] = False,
    water: options.Water = None,
    sitting: Annotated[
        str | None, typer.Option(metavar="TIME", help="Hours sat: 7.5 or 7h30.")
    ] = None,
    servings: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER", help="Electrolyte servings: banana, orange, spinach, nuts ..."
        ),
    ] = None,
    stretch: Annotated[
        str | None, typer.Option(metavar="TIME", help="Minutes stretched: 10.")
    ] = None,
    nerve: Annotated[
        bool | None,
        typer.Option("--nerve/--no-nerve", help="Tingling, numbness or back pain that day."),
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
            metavar="FIELD", help="Make it not recorded: water, shoes, no-cramps, alcohol."
        ),
    ] = None,
    missing: Annotated[
        bool,
        typer.Option("--missing", help="Ask for each unrecorded day of the last fortnight."),
    ] = False,
    no_input: options.NoInput = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Record what a diary day was like; when nothing is given, show it, and ask.

    It asks on a terminal only. What is not given stays as it was: not recorded is never zero.
    Activity and medication add to the day; the rest replaces what was said before.
    """
    given: dict[str, Any] = {"no_cramps": no_cramps, "water": water, "sitting": sitting}
    given |= {"servings": servings, "stretch": stretch, "nerve": nerve, "note": note}
    given |= {"activity": activity, "shoes": shoes, "med": med}
    changes = bool(any(given.values()) or nerve is not None or values or clear)
    if missing and (changes or date):
        raise Contradiction("You give --missing", "also a day or what it was like", "leave out one")
    if changes:
        _record(db, date, given, values or [], clear or [])
    elif can_ask(no_input=no_input):
        _ask(db, date, missing=missing)
    else:
        _show(db, date, missing=missing)


def _ask(db: Path, words: list[str] | None, *, missing: bool) -> None:
    from cramp_diary.cli.prompts.day_dialogs import ask_of_day, ask_of_missing_days

    if missing:
        ask_of_missing_days(db)
    else:
        ask_of_day(db, words)


def _show(db: Path, words: list[str] | None, *, missing: bool) -> None:
    with opened(db) as diary:
        if not missing:
            say(day_words(diary, asked_day(diary, words)))
        elif days := missing_days(diary, today(diary)):
            say(aligned((spoken_day(day), filling_command(day)) for day in days))
        else:
            tell(NONE_MISSING)


def _record(
    db: Path,
    words: list[str] | None,
    given: dict[str, Any],
    values: list[str],
    clear: list[str],
) -> None:
    with opened(db, create=True) as diary:
        day = asked_day(diary, words)
        with diary.writing():
            for name in clear:
                diary.clear_of_day(day, CLEARED.get(name.casefold(), name))
            read_context(diary.settings().measures, **given).record(diary, day)
            diary.add_exposures(read_values(values, diary, day))
            said = day_words(diary, day)
    say(said)
    say_how_to_undo()
