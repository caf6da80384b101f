"""The questions about a diary day: each about something that is not recorded of it yet.

Water, sitting and the other fields of a day are asked about in the words of `DAY_FIELDS`, in
``core/day_fields.py``; the questions about cramps, soreness, activity, shoes, medications, own
factors and the note are worded here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cramp_diary.cli import clock
from cramp_diary.cli.meant_day import may_confirm_no_cramps
from cramp_diary.cli.prompts.conversation import Answers, Question
from cramp_diary.cli.prompts.episode_questions import (
    parse_choices_with_amounts,
    parse_yes_no_answer,
)
from cramp_diary.cli.trial_days import find_trial_day, format_drawn_day
from cramp_diary.core import record_phrases
from cramp_diary.core.day_fields import DAY_FIELDS
from cramp_diary.core.errors import UnknownChoice
from cramp_diary.core.limits import SORENESS_HOURS
from cramp_diary.core.meant_day import running_day
from cramp_diary.core.model import Factor, FactorValue
from cramp_diary.core.phrases.day_words import DAY
from cramp_diary.core.phrases.spoken import format_day_and_month, format_weekday
from cramp_diary.core.record_phrases import (
    parse_amount_of,
    parse_day_entry,
    parse_episode_options,
)
from cramp_diary.core.vocabulary import NONE, YES_NO, FactorKind, name_key, parse_yes_no
from cramp_diary.store import Diary

CRAMPS_CHOICES = (NONE, "there was one")
OWN_FACTOR_PREFIX = "own factor "
"""The prefix of the keys of the answers about own factors."""

SORENESS_PREFIX = "soreness of episode "
"""The prefix of the keys of the answers about the soreness after an episode, before its id."""

TRIAL_DONE = "trial"
"""The key of the answer about the habit of a trial."""

_USUAL_DAYS = 28
_MOST_KINDS = 6


def record_answers(diary: Diary, day: date, answered: Answers) -> None:
    """Record the answers to `day_questions` or `exposure_questions`."""
    own = [text for key, text in answered.items() if key.startswith(OWN_FACTOR_PREFIX)]
    sore = soreness_answers(answered)
    prefixes = (OWN_FACTOR_PREFIX, SORENESS_PREFIX)
    options = {k: value for k, value in answered.items() if not k.startswith(prefixes)}
    done = options.pop(TRIAL_DONE, None)
    with diary.writing():
        if done is not None:
            diary.answer_trial_day(day, done=done)
        for episode_id, text in sore.items():
            changes = parse_episode_options(soreness=text)
            diary.replace_episode(episode_id, diary.episode(episode_id).change(**changes))
        measures, factors = diary.settings().measures, diary.factors()
        diary.add_day_entry(parse_day_entry(measures, factors, values=own, **options).on(day))


def soreness_answers(answered: Answers) -> dict[int, str]:
    """Return the answers about soreness, by the id of the episode."""
    found = (key.partition(SORENESS_PREFIX) for key in answered)
    return {int(number): answered[prefix + number] for _, prefix, number in found if prefix}


def exposure_questions(diary: Diary, day: date) -> tuple[Question, ...]:
    """Return the questions about what is not recorded of a day: its night, trial and exposures."""
    topics = (
        _night_questions,
        _trial_questions,
        _field_questions,
        _activity_questions,
        _shoe_questions,
        _dose_questions,
        _own_factor_questions,
    )
    return tuple(question for topic in topics for question in topic(diary, day))


def day_questions(diary: Diary, day: date) -> tuple[Question, ...]:
    """Return the questions about what is not recorded: cramps, night, exposures, a note."""
    topics = (_cramps_questions, exposure_questions, _note_questions)
    return tuple(question for topic in topics for question in topic(diary, day))


def name_day(question: Question, day: date) -> Question:
    """Return a question that names the day it is about."""
    return replace(question, text=f"{format_day_and_month(day)}: {question.text}")


def _build_question(
    diary: Diary,
    key: str,
    text: str,
    example: str,
    help: str,  # noqa: A002 - the name of the question's attribute
    convert: Callable[[str], Any] = str,
    choices: Sequence[str] = (),
) -> Question:
    measures = diary.settings().measures

    def read(typed: str) -> Any:  # noqa: ANN401 - the type that the option has
        value = convert(typed)
        parse_day_entry(measures, **{key: value})
        return value

    return Question(key=key, text=text, example=example, help=help, read=read, choices=choices)


def _cramps_questions(diary: Diary, day: date) -> Iterator[Question]:
    if diary.episodes_on(day) or diary.day(day).no_cramps or not may_confirm_no_cramps(diary, day):
        return
    yield _build_question(
        diary,
        key="no_cramps",
        text=_format_cramps_question(diary, day),
        example="If so: cramp log",
        help="A day is one without cramps only if you say so; what you skip counts as neither.",
        choices=CRAMPS_CHOICES,
        convert=_parse_no_cramps,
    )


def _format_cramps_question(diary: Diary, day: date) -> str:
    """Ask about a day and the night after it, as a person calls them now."""
    now, weekday = clock.now(), format_weekday(day)
    if day == running_day(now, diary.settings().day_starts_at):
        if day == now.date():
            return f"Any cramps today, {weekday}, until now?"
        return f"Any cramps on {weekday}, or in the night until now?"
    next_day = day + DAY
    morning = "this morning" if next_day == now.date() else format_weekday(next_day)
    return f"Any cramps on {weekday}, or in the night to {morning}?"


def _parse_no_cramps(text: str) -> bool:
    choice = record_phrases.match_choice(text, CRAMPS_CHOICES)
    if choice in CRAMPS_CHOICES:
        return choice == NONE
    if not text.isdecimal():  # a number is that of a choice, 1 does not mean yes here
        with suppress(UnknownChoice):
            return not parse_yes_no(text)
    raise UnknownChoice("answer", text, CRAMPS_CHOICES)


def _night_questions(diary: Diary, day: date) -> Iterator[Question]:
    """Ask how disturbed and how sore a night with a cramp was; only once it is over."""
    episodes = [episode for episode in diary.episodes_on(day) if episode.is_of_night]
    if not episodes or running_day(clock.now(), diary.settings().day_starts_at) <= day:
        return
    yield from _questions_about_fields(diary, day, of_night=True)
    for episode in episodes:
        if episode.soreness_hours is None:
            yield Question(
                key=f"{SORENESS_PREFIX}{episode.id}",
                text=f"How long were you sore after the cramp at {episode.started_at:%H:%M}?",
                example="2 (hours), 30min, none",
                help="A number alone is hours. If you still are, the hours until now.",
                read=_read_soreness,
            )


def _read_soreness(text: str) -> str:
    SORENESS_HOURS.check(parse_episode_options(soreness=text)["soreness_hours"])
    return text


def _field_questions(diary: Diary, day: date) -> Iterator[Question]:
    return _questions_about_fields(diary, day, of_night=False)


def _questions_about_fields(diary: Diary, day: date, *, of_night: bool) -> Iterator[Question]:
    recorded = diary.day(day)
    for field in DAY_FIELDS:
        if getattr(recorded, field.column) is None and field.is_of_night is of_night:
            yield _build_question(
                diary,
                key=field.option,
                text=field.question,
                example=field.example,
                help=field.help,
                choices=() if field.is_amount else YES_NO,
                convert=str if field.is_amount else parse_yes_no_answer,
            )


def _activity_questions(diary: Diary, day: date) -> Iterator[Question]:
    if diary.activities_on(day):
        return
    kinds = (NONE, *_usual_kinds(diary, day))
    yield _build_question(
        diary,
        key="activity",
        text="What activity?",
        example="walk 30 3 is 30 minutes at effort 3",
        help="Number or name, minutes, effort 0 to 10 if you like; commas between: run 45 6.",
        choices=kinds,
        convert=lambda text: record_phrases.check_none_alone(
            [
                record_phrases.expand_activity(part, kinds)
                for part in record_phrases.split_answer(text)
            ]
        ),
    )


def _usual_kinds(diary: Diary, day: date) -> tuple[str, ...]:
    """Return the kinds of activity of the last weeks, the latest first."""
    days = (day - timedelta(days=n) for n in range(_USUAL_DAYS))
    kinds: dict[str, str] = {}
    for activity in (activity for day in days for activity in diary.activities_on(day)):
        if activity.kind != NONE:
            kinds.setdefault(name_key(activity.kind), activity.kind)
    return tuple(kinds.values())[:_MOST_KINDS]


def _shoe_questions(diary: Diary, day: date) -> Iterator[Question]:
    known = [shoe.name for shoe in diary.shoes()]
    if not known or diary.wear_on(day):
        return
    names = (NONE, *known)

    def convert(text: str) -> list[str]:
        worn = record_phrases.check_none_alone(parse_choices_with_amounts(text, names))
        for name in worn:
            if name != NONE:
                diary.shoe_id(name.partition(":")[0])
        return worn

    yield _build_question(
        diary,
        key="shoes",
        text="Which shoes, and for how many hours?",
        example=f"2 8 is {known[0]}, 8 hours",
        help="Number or name, then hours; commas between. cramp shoes add NAME adds a pair.",
        choices=names,
        convert=convert,
    )


def _dose_questions(diary: Diary, day: date) -> Iterator[Question]:
    running = {course.medication for course in diary.courses() if course.covers(day)}
    names = tuple(m.name for m in diary.medications() if m.name not in running)
    if not names or diary.doses_on(day):
        return

    def convert(text: str) -> list[str]:
        taken = record_phrases.check_none_alone(parse_choices_with_amounts(text, names))
        for name in taken:
            if name != NONE:
                diary.medication_id(name.partition(":")[0])
        return taken

    yield _build_question(
        diary,
        key="med",
        text="Taken as needed?",
        example="1 40mg; Enter if none",
        help="Number or name, then the amount; commas between. A running course needs no word.",
        choices=names,
        convert=convert,
    )


def _own_factor_questions(diary: Diary, day: date) -> Iterator[Question]:
    recorded = {value.factor for value in diary.values_on(day)}
    for factor in diary.factors():
        if factor.name not in recorded:
            yield _build_own_factor_question(factor, day)


def _build_own_factor_question(factor: Factor, day: date) -> Question:
    choices = YES_NO if factor.kind is FactorKind.YES_NO else ()

    def read(text: str) -> str:
        value = record_phrases.match_choice(text, choices)
        FactorValue(day, factor.name, parse_amount_of(factor, value))
        return f"{factor.name}={value}"

    return Question(
        key=f"{OWN_FACTOR_PREFIX}{factor.name}",
        text=f"{factor.name}{f' ({factor.unit})' if factor.unit else ''}?",
        help="One of your own factors; cramp factor list shows them.",
        choices=choices,
        read=read,
    )


def _trial_questions(diary: Diary, day: date) -> Iterator[Question]:
    """Ask whether the habit of a trial was done; only once the day is over."""
    found = find_trial_day(diary, day)
    if found is None or found[1].done is not None:
        return
    if running_day(clock.now(), diary.settings().day_starts_at) > day:
        yield Question(
            key=TRIAL_DONE,
            text=f"{format_drawn_day(*found)}. Did you do it: {found[0].habit}?",
            help="What you did, whichever side the day was drawn to. It counts either way.",
            choices=YES_NO,
            read=parse_yes_no_answer,
        )


def _note_questions(diary: Diary, day: date) -> Iterator[Question]:
    if not diary.day(day).note:
        yield _build_question(
            diary,
            key="note",
            text="Anything to add?",
            example="",
            help="In your own words. It stays on this machine.",
        )
