"""Dialogs that record diary days: one day, the missing days, the day of an episode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cramp_diary.cli.days import missing_days, today
from cramp_diary.cli.meant_day import (
    describe_day,
    format_no_cramps_hint,
    format_other_day_hint,
    format_still_growing_hint,
)
from cramp_diary.cli.output.record_text import NONE_MISSING, format_diary_day, format_episode
from cramp_diary.cli.output.recorded_days import print_if_far
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.parsing.periods import parse_spoken_day
from cramp_diary.cli.prompts.conversation import (
    KEYS_LEGEND,
    Answers,
    Cancelled,
    Question,
    ask_questions,
    print_folded,
)
from cramp_diary.cli.prompts.day_questions import (
    day_questions,
    exposure_questions,
    name_day,
    record_answers,
    soreness_answers,
)
from cramp_diary.cli.prompts.episode_questions import parse_yes_no_answer
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.text import format_count
from cramp_diary.core.when import format_day
from cramp_diary.store import Diary, open_diary
from cramp_diary.store.errors import NoDiary

SAVE = "save"


def ask_day(db: Path, words: list[str] | None) -> None:
    """Ask for what is not recorded of a day, show the whole day, and save it if confirmed.

    Raises
    ------
    Cancelled
        At Ctrl-C or Ctrl-D; nothing is recorded.
    """
    with _open_or_blank(db) as diary:
        day = parse_spoken_day(diary, words)
        print_folded(format_diary_day(diary, day, "" if words else describe_day(diary, day)))
        if hint := "" if words else format_other_day_hint(diary, day):
            print_notice(hint)
        questions = day_questions(diary, day)
        if not questions:
            return
        _refuse_if_read_only(diary)
        hints = (format_still_growing_hint(diary, day), format_no_cramps_hint(diary, day))
        print_result("\n".join(["", *filter(None, hints), KEYS_LEGEND, ""]))
        answers = ask_questions([*questions, _save_question(diary, day)])
    if answers.pop(SAVE, False):
        with diary_session(db, create=True) as diary:
            record_answers(diary, day, answers)
            far = [day] if diary.is_far(day) else []
        print_result("Saved.")
        print_if_far(far)
        print_undo_hint()
    else:
        print_notice("Nothing was recorded.")
    _print_log_hint(day, answers)


def ask_missing_days(db: Path) -> None:
    """Ask for each unrecorded day of the last fortnight, the earliest first; save one by one.

    Raises
    ------
    Cancelled
        At Ctrl-C or Ctrl-D before any day is saved.
    """
    with diary_session(db) as diary:
        days = missing_days(diary, today(diary))
        if not days:
            print_notice(NONE_MISSING)
            return
        _refuse_if_read_only(diary)
        print_result(
            f"{_format_days(len(days))} not recorded; the earliest comes first.\n{KEYS_LEGEND}"
        )
        saved = 0
        try:
            for day in days:
                saved += _ask_and_save(diary, day)
        except Cancelled:
            if not saved:
                raise
            print_notice(f"{_format_days(saved)} saved; the rest can wait.")
    if saved:
        print_notice("To take back the last one: cramp undo")


def ask_episode_day(db: Path, day: date) -> None:
    """Ask for the exposures that are not recorded of an episode's day, and save them.

    Raises
    ------
    Cancelled
        At Ctrl-C or Ctrl-D; nothing of the day is recorded.
    """
    with diary_session(db) as diary:
        questions = exposure_questions(diary, day)
        if not questions:
            return
        print_result(
            f"\nThat is saved. If you still can: {format_day(day)}, the day it belongs to."
        )
        hint = format_still_growing_hint(diary, day)
        print_result("\n".join([*filter(None, [hint]), KEYS_LEGEND, ""]))
        answers = ask_questions([name_day(question, day) for question in questions])
        if not answers:
            print_notice("Nothing was added.")
            return
        record_answers(diary, day, answers)
        print_folded(_format_day_and_episodes(diary, day, answers))
    print_undo_hint()


@contextmanager
def _open_or_blank(db: Path) -> Iterator[Diary]:
    """Open the diary, or a temporary one if there is none yet: asking alone creates no diary."""
    with ExitStack() as stack:
        try:
            diary = stack.enter_context(diary_session(db))
        except NoDiary:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            diary = stack.enter_context(open_diary(folder / "blank.db", create=True))
        yield diary


def _refuse_if_read_only(diary: Diary) -> None:
    with diary.writing():
        pass


def _ask_and_save(diary: Diary, day: date) -> bool:
    print_folded(f"\n{format_diary_day(diary, day)}")
    answers = ask_questions(day_questions(diary, day))
    has_content = _has_content(answers)
    if has_content:
        record_answers(diary, day, answers)
        print_folded(f"Saved. {format_diary_day(diary, day)}")
    _print_log_hint(day, answers)
    return has_content


def _has_content(answers: Answers) -> bool:
    return any(key != "no_cramps" or value for key, value in answers.items() if key != SAVE)


def _print_log_hint(day: date, answers: Answers) -> None:
    if answers.get("no_cramps") is False:
        print_notice(f"And the cramp, with its time if you know it: cramp log {day}")


def _save_question(diary: Diary, day: date) -> Question:
    return Question(
        key=SAVE,
        text="Save it?",
        example="n: no",
        help="Enter saves what is shown, n throws it away, < goes back.",
        enter="yes",
        needed=True,
        applies=_has_content,
        above=lambda answers: f"\n{_preview_day(diary, day, answers)}",
        read=parse_yes_no_answer,
    )


class _Rollback(Exception):
    """Rolls back the transaction of a preview."""


def _preview_day(diary: Diary, day: date, answers: Answers) -> str:
    """Format the day as it would be with these answers, and the episodes that they change.

    The diary is not changed.
    """
    text = ""
    with suppress(_Rollback), diary.writing():
        record_answers(diary, day, {key: answers[key] for key in answers if key != SAVE})
        text = _format_day_and_episodes(diary, day, answers)
        raise _Rollback
    return text


def _format_day_and_episodes(diary: Diary, day: date, answers: Answers) -> str:
    """Format a day, and those of its episodes whose soreness was asked about."""
    settings = diary.settings()
    changed = (format_episode(diary.episode(n), settings) for n in soreness_answers(answers))
    return "\n".join([format_diary_day(diary, day), *changed])


def _format_days(count: int) -> str:
    return format_count(count, "day is", "days are")
