"""``cramp med``: medications and their courses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.commands.timelines import read_timelines, timeline_objects, timeline_text
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.streams import aligned, say, say_json, tell
from cramp_diary.cli.parsing.periods import asked_day
from cramp_diary.cli.session import opened, say_how_to_undo
from cramp_diary.core.model import Course, Medication
from cramp_diary.core.vocabulary import DrugClass, name_key
from cramp_diary.core.when import spoken_day

if TYPE_CHECKING:
    from collections.abc import Iterator

app = options.new_app()

NO_MEDICATIONS = "There are no medications in the diary: add some with cramp med add."

Name = Annotated[
    str, typer.Argument(help="What you call it.", autocompletion=candidates.medications)
]


@app.callback(epilog="Example: cramp med start furosemide 2026-01-05")
def med() -> None:
    """Keep the list of your medications and when you took them.

    Nothing here is advice: never stop a prescribed medicine without your doctor.
    """


@app.command(epilog="Example: cramp med add furosemide --class loop")
def add(
    name: Name,
    drug_class: Annotated[
        str | None,
        typer.Option(
            "--class",
            metavar="CLASS",
            help=f"{', '.join(DrugClass)}.",
            autocompletion=candidates.drug_classes,
        ),
    ] = None,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Add a medication, or change the class of one added before."""
    medication = Medication(name.strip(), DrugClass.read(drug_class or DrugClass.OTHER))
    with opened(db, create=True) as diary, diary.writing():
        known = {name_key(m.name): m for m in diary.medications()}
        if drug_class is None:
            medication = known.get(name_key(medication.name), medication)
        new = diary.add_medication(medication)
    say(f"{'Added' if new else 'Changed'} {medication.name}: {medication.drug_class}.")
    tell(
        f"Taken daily: cramp med start '{medication.name}'."
        f" As needed: cramp day --med '{medication.name}'."
    )
    say_how_to_undo()


@app.command(epilog="Example: cramp med start furosemide 2026-01-05 --dose '40 mg daily'")
def start(
    name: Name,
    date: options.DiaryDay = None,
    dose: Annotated[str, typer.Option(metavar="TEXT", help="How much: '40 mg daily'.")] = "",
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Begin a course: the medication is taken every day from this one on."""
    with opened(db) as diary:
        first_day = asked_day(diary, date)
        diary.start_course(Course(name.strip(), first_day, dose=dose))
    say(f"{name}: a course runs from {spoken_day(first_day)} on.")
    say_how_to_undo()


@app.command(epilog="Example: cramp med stop furosemide yesterday")
def stop(name: Name, date: options.DiaryDay = None, db: options.Db = options.USUAL_PLACE) -> None:
    """End the running course; the date is the last day it was taken."""
    with opened(db) as diary:
        last_day = asked_day(diary, date)
        diary.stop_course(name.strip(), last_day)
    say(f"{name}: the course ends with {spoken_day(last_day)}.")
    say_how_to_undo()


@app.command("list", epilog="Example: cramp med list")
def list_medications(db: options.Db = options.USUAL_PLACE) -> None:
    """List your medications and their courses."""
    with opened(db) as diary:
        rows = [row for m in diary.medications() for row in _rows(m, diary.courses())]
    if rows:
        say(aligned(rows))
    else:
        tell(NO_MEDICATIONS)


@app.command(epilog="Example: cramp med timeline furosemide")
def timeline(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Which one.", autocompletion=candidates.medications, show_default="all"
        ),
    ] = None,
    as_json: options.AsJson = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Compare the 28 days before and after each change of a course.

    Associations are not causes.
    """
    with opened(db) as diary:
        found = read_timelines(diary, name)
    if as_json:
        say_json(timeline_objects(found))
    elif found:
        say(timeline_text(found))
    else:
        tell(NO_MEDICATIONS)


def _rows(medication: Medication, courses: tuple[Course, ...]) -> Iterator[tuple[str, ...]]:
    own = [course for course in courses if course.medication == medication.name]
    for course in own:
        until = f"to {course.last_day}" if course.last_day else "still running"
        words = f"from {course.first_day} {until}"
        yield medication.name, medication.drug_class, f"{words}  {course.dose}"
    if not own:
        yield medication.name, medication.drug_class, "no course"
