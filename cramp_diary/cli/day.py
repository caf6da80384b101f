"""``cramp day``: what a diary day was like."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary import units
from cramp_diary.cli import options
from cramp_diary.cli.output import say
from cramp_diary.cli.said import read_context, read_values, some_day
from cramp_diary.cli.saying import day_words
from cramp_diary.cli.spans import asked_day
from cramp_diary.store import open_diary

app = options.new_app()


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
        float | None,
        typer.Option(help="Electrolyte servings: banana, orange, spinach, nuts ..."),
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
        typer.Option("--set", metavar="NAME=VALUE", help="A factor of your own: alcohol=2."),
    ] = None,
    activity: options.Activities = None,
    shoes: options.Shoes = None,
    med: options.Doses = None,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Record what a diary day was like, or show it when nothing is given.

    What is not given stays as it was: not recorded is never zero. Activity and medication add to
    the day; the rest replaces what was said before.
    """
    said = some_day(
        no_cramps=no_cramps,
        water_ml=units.millilitres(water) if water else None,
        sitting_hours=units.hours(sitting) if sitting else None,
        electrolyte_servings=servings,
        stretch_minutes=units.minutes(stretch) if stretch else None,
        nerve_symptoms=nerve,
        note=note or "",
    )
    context = read_context(said, activity, shoes, med)
    with open_diary(db, create=context.says_something or bool(values)) as diary, diary.writing():
        asked = asked_day(diary, date)
        context.record(diary, asked)
        diary.add_exposures(read_values(values or (), diary, asked))
        say(day_words(diary, asked))
