"""The five questions about a month, which ``cramp report`` asks once: `core.symptoms`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.prompts.conversation import (
    KEYS_LEGEND,
    Question,
    ask_questions,
    print_folded,
)
from cramp_diary.cli.prompts.episode_questions import parse_yes_no_answer
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.errors import StoreError
from cramp_diary.core.model import MonthlySymptoms
from cramp_diary.core.month import month_of
from cramp_diary.core.symptoms import SYMPTOMS, format_answers
from cramp_diary.core.vocabulary import YES_NO, format_yes_no
from cramp_diary.store import open_diary

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period

QUESTIONS = tuple(
    Question(
        key=symptom.column,
        text=symptom.question,
        help=symptom.help,
        choices=YES_NO,
        read=parse_yes_no_answer,
    )
    for symptom in SYMPTOMS
)


def is_time_to_ask(db: Path, period: Period, month: Month, today: date) -> bool:
    """Return whether to ask about a month unasked: once, and while it is remembered.

    That is in the month itself and in the one after it, if it has a recorded day, nobody was asked
    about it before, and the diary can be written.
    """
    is_remembered = month in {month_of(today), month_of(today).previous}
    was_asked = any(symptoms.month == month.start for symptoms in period.monthly_symptoms)
    is_recorded = any(month_of(day) == month for day in period.recorded_days)
    return is_remembered and is_recorded and not was_asked and _can_be_written(db)


def _can_be_written(db: Path) -> bool:
    try:
        with open_diary(db) as diary, diary.writing():
            return True
    except StoreError:
        return False


def ask_symptoms(db: Path, period: Period, month: Month, today: date) -> Period:
    """Ask the five questions about a month, record the answers, or that there are none.

    Returns
    -------
    Period
        The diary as it is then.

    Raises
    ------
    Cancelled
        At Ctrl-C or Ctrl-D; nothing is recorded, and they are asked again the next time.
    """
    with open_diary(db) as diary, diary.writing():
        pass  # fail before the questions, not after them, if the file cannot be written
    known = {symptoms.month: symptoms for symptoms in period.monthly_symptoms}
    before = known.get(month.start, MonthlySymptoms(month=month.start))
    so_far = ", so far" if today < month.end else ""
    print_folded(f"Five short questions about {month.title}{so_far}, for the page:")
    print_result(f"{KEYS_LEGEND}\n")
    typed = {column: format_yes_no(answer) for column, answer in before.answers.items()}
    symptoms = MonthlySymptoms(month=month.start, **ask_questions(QUESTIONS, typed=typed))
    with diary_session(db) as diary:
        diary.answer_month(symptoms)
        is_changed, after = diary.changed, diary.read()
    told = format_answers(symptoms.answers) or "nothing answered"
    print_folded(f"\n{month.title}: {told}.")
    if not symptoms.answers:
        print_notice(f"They are not asked again; if you wish: cramp report {month} --ask")
    if is_changed:
        print_undo_hint()
    return after
