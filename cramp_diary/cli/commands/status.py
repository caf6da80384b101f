"""``cramp status``: show today, what is missing, and the progress to first findings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.days import missing_days, today
from cramp_diary.cli.inbox import count_new_lines, format_new_lines
from cramp_diary.cli.meant_day import day_of_intake
from cramp_diary.cli.output.json_objects import day_object
from cramp_diary.cli.output.named_commands import name_diary
from cramp_diary.cli.output.record_text import format_day_commands, format_diary_day
from cramp_diary.cli.output.streams import print_json, print_result, print_table
from cramp_diary.cli.session import diary_session
from cramp_diary.cli.trial_days import format_trial_day
from cramp_diary.core.errors import Contradiction, DiaryError
from cramp_diary.core.phrases.day_words import DAY
from cramp_diary.core.thresholds import FEWEST_CRAMP_DAYS, FEWEST_DAYS, FEWEST_EPISODES
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.core.model import Course
    from cramp_diary.store import Diary

app = options.new_app()


@app.command(epilog="Example: cramp status")
def status(
    as_json: options.AsJson = False,
    due: Annotated[
        bool,
        typer.Option(
            "--due",
            help="Print nothing if yesterday is recorded; otherwise one line, and exit with 1.",
        ),
    ] = False,
    *,
    db: options.Db,
) -> None:
    """Show today, what is missing, and how far the first findings are.

    Also the medications that you take, and new lines in the inbox.
    """
    if due and as_json:
        raise Contradiction("--due prints nothing or a line", "--json prints all", "leave out one")
    with diary_session(db) as diary:
        day = today(diary)
        if due:
            _remind(diary, day - DAY)
            return
        if as_json:
            print_json(_status_object(diary, day))
        else:
            _print_status(diary, day)


def _remind(diary: Diary, day: date) -> None:
    """Print a line if nothing says of a day whether there were cramps.

    Raises
    ------
    typer.Exit
        With 1, if nothing does.
    """
    if diary.cramps_by_day(day, day + DAY):
        return
    instead = format_new_lines(diary) or format_day_commands(day)
    print_result(name_diary(f"{format_day(day)} is not recorded. {instead}"))
    raise typer.Exit(1)


def _print_status(diary: Diary, day: date) -> None:
    print_result(f"{format_diary_day(diary, day)}\n")
    running = "\n".join(_format_goal_and_courses(diary, day))
    if running:
        print_result(f"{running}\n")
    missing = missing_days(diary, day)
    if missing:
        print_result("Not recorded in the last fortnight; cramp day --missing asks for them all:")
        print_table((format_day(d), format_day_commands(d)) for d in missing)
        print_result("")
    if lines := format_new_lines(diary):
        print_result(f"{name_diary(lines)}\n")
    print_result(_format_progress(diary))


def _format_goal_and_courses(diary: Diary, day: date) -> Iterator[str]:
    settings, drinks_for = diary.settings(), day_of_intake(diary)
    if settings.water_goal is not None or drinks_for != day:
        water = diary.day(drinks_for).water_ml
        drunk = "not recorded" if water is None else settings.format_volume(water)
        of_new_day = "" if drinks_for == day else f" of {format_day(drinks_for)}"
        goal = (
            settings.water_goal and f"; the goal is {settings.format_volume(settings.water_goal)}"
        )
        yield f"Water{of_new_day}: {drunk}{goal or ''}."
    for course in _running_courses(diary, day):
        yield f"Running: {course.medication} since {format_day(course.first_day)}  {course.dose}"


def _running_courses(diary: Diary, day: date) -> list[Course]:
    return [course for course in diary.courses() if course.covers(day)]


def _count_progress(diary: Diary) -> dict[str, tuple[int, int]]:
    episodes = diary.episode_days()
    return {
        "recorded days": (len(diary.recorded_days()), FEWEST_DAYS),
        "episodes": (len(episodes), FEWEST_EPISODES),
        "cramp days": (len(set(episodes)), FEWEST_CRAMP_DAYS),
    }


def _format_progress(diary: Diary) -> str:
    progress = _count_progress(diary)
    counts = ", ".join(f"{have} of {need} {what}" for what, (have, need) in progress.items())
    if all(have >= need for have, need in progress.values()):
        return "Enough is recorded for first findings: cramp factors"
    return f"First findings need more: {counts} so far, and each factor on enough days."


def _count_new_lines_if_readable(diary: Diary) -> int | None:
    """Count the new lines of the inbox; None if the settings name none, or it cannot be read."""
    try:
        return count_new_lines(diary)
    except DiaryError:
        return None


def _status_object(diary: Diary, day: date) -> dict[str, object]:
    return {
        "diary_day": day,
        "day": day_object(diary, day),
        "water_goal_ml": diary.settings().water_goal,
        "trial_day": format_trial_day(diary, day) or None,
        "running_courses": [course.medication for course in _running_courses(diary, day)],
        "new_inbox_lines": _count_new_lines_if_readable(diary),
        "unrecorded_days": [
            {"day": d, "command": format_day_commands(d)} for d in missing_days(diary, day)
        ],
        "progress": {
            what: {"have": have, "need": need}
            for what, (have, need) in _count_progress(diary).items()
        },
    }
