"""``cramp med``: keep the list of medications and their courses."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.days import today
from cramp_diary.cli.named_records import remove_record, rename_record
from cramp_diary.cli.output.recorded_days import print_if_far
from cramp_diary.cli.output.streams import (
    on_one_line,
    print_json,
    print_notice,
    print_result,
    print_table,
)
from cramp_diary.cli.parsing.cleared_fields import parse_cleared
from cramp_diary.cli.parsing.periods import parse_diary_day
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.errors import NoSuchName, NothingGiven
from cramp_diary.core.model import Course, Medication
from cramp_diary.core.operating_system import quote_argument, shell_quote
from cramp_diary.core.text import format_span
from cramp_diary.core.vocabulary import KEEP_TAKING, DrugClass, name_key
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.summaries.medication_timeline import MedicationTimeline
    from cramp_diary.store import Diary

app = options.new_app()

NO_MEDICATIONS = "There are no medications in the diary: add some with cramp med add"

Name = Annotated[
    str, typer.Argument(help="What you call it.", autocompletion=candidates.medications)
]

DrugClassName = Annotated[
    str | None,
    typer.Option(
        "--class",
        metavar="CLASS",
        help=f"{', '.join(DrugClass)}.",
        autocompletion=candidates.drug_classes,
    ),
]
CourseDose = Annotated[
    str | None, typer.Option("--dose", metavar="TEXT", help='How much: "40 mg daily".')
]

EMPTY_COURSE_VALUES: dict[str, tuple[str, Any]] = {
    "until": ("last_day", None),
    "dose": ("dose", ""),
}
"""The fields of a course that --clear takes: each attribute, and its value when not recorded."""


@app.callback(epilog="Example: cramp med start furosemide 2026-01-05")
def med() -> None:
    """Keep the list of your medications and when you took them.

    Nothing here is advice: never stop a prescribed medicine without your doctor.
    """


@app.command(epilog="Example: cramp med add furosemide --class loop")
def add(
    name: Name,
    drug_class: DrugClassName = None,
    *,
    db: options.Db,
) -> None:
    """Add a medication, or change the class of one added before."""
    medication = Medication(name.strip(), DrugClass.parse(drug_class or DrugClass.OTHER))
    with diary_session(db, create=True) as diary, diary.writing():
        known = {name_key(m.name): m for m in diary.medications()}
        if drug_class is None:
            medication = known.get(name_key(medication.name), medication)
        new = diary.add_medication(medication)
    print_result(f"{'Added' if new else 'Changed'} {medication.name}: {medication.drug_class}.")
    print_notice(
        f"Taken daily: cramp med start {quote_argument(medication.name)}\n"
        f"Taken as needed: cramp day today --med {shell_quote(medication.name)}"
    )
    print_undo_hint()


@app.command(epilog='Example: cramp med start furosemide 2026-01-05 --dose "40 mg daily"')
def start(
    name: Name,
    date: options.DiaryDay = None,
    dose: CourseDose = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day, of a course that is over.")
    ] = None,
    *,
    db: options.Db,
) -> None:
    """Begin a course: the medication is taken every day from this one on."""
    with diary_session(db) as diary:
        first_day = parse_diary_day(diary, date)
        last_day = None if until is None else parse_diary_day(diary, [until])
        course = Course(name.strip(), first_day, last_day, dose or "")
        diary.start_course(course)
        far = [first_day] if diary.is_far(first_day) else []
    print_result(f"{name}: a course runs {format_span(*course.days, format_day)}.")
    print_if_far(far)
    print_undo_hint()


@app.command(epilog="Example: cramp med stop furosemide yesterday")
def stop(name: Name, date: options.DiaryDay = None, *, db: options.Db) -> None:
    """End the running course; the date is the last day it was taken."""
    with diary_session(db) as diary:
        last_day = parse_diary_day(diary, date)
        diary.stop_course(name.strip(), last_day)
    print_result(f"{name}: the course ends with {format_day(last_day)}.")
    print_undo_hint()


@app.command(epilog='Example: cramp med edit furosemide --from 2026-01-12 --dose "20 mg daily"')
def edit(
    name: Name,
    course: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="A day of the course that is meant.", show_default="the latest"
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day it was taken.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day it was taken.")
    ] = None,
    dose: CourseDose = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="until: the course is still running; dose: it is not recorded.",
            autocompletion=lambda: [*EMPTY_COURSE_VALUES],
        ),
    ] = None,
    drug_class: DrugClassName = None,
    *,
    db: options.Db,
) -> None:
    """Change the days or the dose of a course, or the class of the medication."""
    changes = parse_cleared(clear or [], EMPTY_COURSE_VALUES)
    if dose is not None:
        changes["dose"] = dose
    if not changes and since is until is drug_class is None:
        raise NothingGiven(f"cramp med edit --dose '40 mg' {quote_argument(name)}", "change")
    lines = []
    with diary_session(db) as diary, diary.writing():
        if drug_class is not None:
            lines.append(_change_class(diary, name.strip(), DrugClass.parse(drug_class)))
        for field, typed in (("first_day", since), ("last_day", until)):
            if typed is not None:
                changes[field] = parse_diary_day(diary, [typed])
        if changes:
            day = None if course is None else parse_diary_day(diary, [course])
            lines.append(_format_course(diary.change_course(name.strip(), day, **changes)))
    print_result("\n".join(lines))
    if diary.changed:
        print_undo_hint()


@app.command(epilog="Example: cramp med rename furosemide Lasix")
def rename(name: Name, new_name: options.NewName, *, db: options.Db) -> None:
    """Give a medication another name; its courses and doses stay."""
    rename_record(db, Medication, name, new_name)


@app.command(epilog="Example: cramp med remove Lasix")
def remove(name: Name, yes: options.Yes = False, *, db: options.Db) -> None:
    """Remove a medication, after a question if it has courses or doses.

    One that is no longer taken can stay: cramp med stop ends its course.
    """
    remove_record(db, Medication, name, "cramp med remove", yes=yes)


@app.command("list", epilog="Example: cramp med list")
def list_medications(*, db: options.Db) -> None:
    """List your medications and their courses."""
    with diary_session(db) as diary:
        rows = [row for m in diary.medications() for row in _format_courses(m, diary.courses())]
    if rows:
        print_table(rows)
        print_notice(KEEP_TAKING)
    else:
        print_notice(NO_MEDICATIONS)


@app.command(epilog="Example: cramp med timeline furosemide")
def timeline(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Which one.", autocompletion=candidates.medications, show_default="all"
        ),
    ] = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Compare the 28 days before and after each change of a course.

    Associations are not causes.
    """
    with diary_session(db) as diary:
        found = _read_timelines(diary, name)
    if as_json:
        from cramp_diary.wording.medication_timeline import CAVEATS

        print_json({"medications": [asdict(each) for each in found], "caveats": CAVEATS})
    elif found:
        print_result(_format_timelines(found))
    else:
        print_notice(NO_MEDICATIONS)


def _change_class(diary: Diary, name: str, drug_class: DrugClass) -> str:
    """Change the class of a medication, and return the sentence that says so."""
    diary.medication_id(name)
    diary.add_medication(Medication(name, drug_class))
    known = next(m.name for m in diary.medications() if name_key(m.name) == name_key(name))
    return f"{known}: its class is {drug_class}."


def _format_course(course: Course) -> str:
    dose = f", dose {course.dose}" if course.dose else ""
    return f"{course.medication}: the course runs {format_span(*course.days, format_day)}{dose}."


def _format_courses(
    medication: Medication, courses: tuple[Course, ...]
) -> Iterator[tuple[str, ...]]:
    own = [course for course in courses if course.medication == medication.name]
    for course in own:
        until = f"to {course.last_day}" if course.last_day else "still running"
        span = f"from {course.first_day} {until}"
        yield medication.name, medication.drug_class, f"{span}  {course.dose}"
    if not own:
        yield medication.name, medication.drug_class, "no course"


def _read_timelines(diary: Diary, name: str | None) -> tuple[MedicationTimeline, ...]:
    """Return the timelines of all medications, or of the named one.

    Raises
    ------
    NoSuchName
        If it is not in the diary.
    """
    from cramp_diary.analysis.summaries.medication_timeline import medication_timelines

    found = medication_timelines(diary.read(), today(diary))
    if name is None:
        return found
    named = tuple(t for t in found if name_key(t.medication) == name_key(name.strip()))
    if not named:
        known = [t.medication for t in found]
        raise NoSuchName("medication", name, known, "cramp med add")
    return named


def _format_timelines(timelines: Sequence[MedicationTimeline]) -> str:
    """Format timelines, one sentence a line."""
    from cramp_diary.wording.medication_timeline import CAVEATS

    lines = [line for timeline in timelines for line in (*_format_timeline_lines(timeline), "")]
    lines += CAVEATS if any(timeline.changes for timeline in timelines) else [KEEP_TAKING]
    return "\n".join(lines).rstrip("\n")


def _format_timeline_lines(timeline: MedicationTimeline) -> Iterator[str]:
    from cramp_diary.wording.medication_timeline import (
        format_change_sentences,
        format_medication_heading,
    )
    from cramp_diary.wording.published import format_sizes

    yield on_one_line(format_medication_heading(timeline))
    for change in timeline.changes:
        first, *rest = map(on_one_line, format_change_sentences(change))
        yield f"  {first}"
        yield from (f"    {sentence}" for sentence in rest)
    yield from (f"  {sentence}" for sentence in format_sizes(timeline.published))
