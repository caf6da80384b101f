"""The questions about an episode.

An answer is converted to the value of the option with the same name and parsed as that option is:
once to check it, and again when the episode is recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cramp_diary.cli.prompts.conversation import Answers, Question
from cramp_diary.cli.prompts.which_time import parse_or_ask_time
from cramp_diary.core import record_phrases
from cramp_diary.core.model import Episode
from cramp_diary.core.record_phrases import parse_episode_options, parse_severity
from cramp_diary.core.vocabulary import YES_NO, Muscle, ReliefMethod, State, parse_yes_no

MUSCLES, STATES, METHODS = tuple(Muscle), tuple(State), tuple(ReliefMethod)
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def _make_reader(key: str, convert: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return a function that converts an answer to the value of an option, and checks it."""

    def read(text: str) -> Any:  # noqa: ANN401 - the type that the option has
        value = convert(text)
        Episode(started_at=_SOME_TIME, **parse_episode_options(**{key: value}))
        return value

    return read


def _parse_sites(text: str) -> list[str]:
    from cramp_diary.core.words.places import split_places

    record_phrases.split_answer(text)
    return [record_phrases.expand_site(part, MUSCLES) for part in split_places(text)]


def _parse_reliefs(text: str) -> list[str]:
    parts = record_phrases.split_answer(text)
    return [record_phrases.expand_relief(part, METHODS) for part in parts]


def parse_yes_no_answer(text: str) -> bool:
    """Parse yes or no, or its number or first letter."""
    return parse_yes_no(record_phrases.match_choice(text, YES_NO))


def _may_have_slept(so_far: Answers) -> bool:
    return "state" not in so_far or State.parse(so_far["state"]) is State.ASLEEP


def parse_choices_with_amounts(text: str, choices: tuple[str, ...]) -> list[str]:
    """Return each of several choices with its amount, as the options take them."""
    return [
        record_phrases.expand_amount(part, choices) for part in record_phrases.split_answer(text)
    ]


WHEN_QUESTION = Question(
    key="when",
    text="When did it begin?",
    example="20m ago, 3:10, last night 3am",
    help="Any time that has been: half an hour ago, 3:10am, yesterday 22:30, 17 nov 3am.",
    enter="now",
    read=lambda text: parse_or_ask_time(text, asks=True),
)

EPISODE_QUESTIONS = (
    Question(
        key="severity",
        text="How bad was it, 0 to 10?",
        help="0 is no pain, 10 the worst pain you can imagine: 7, seven or 7/10.",
        read=_make_reader("severity", parse_severity),
    ),
    Question(
        key="minutes",
        text="How long did it last?",
        example="4 (minutes), 90min, 1h30",
        help="A number alone is minutes; also 90s, half an hour. A guess is fine.",
        read=_make_reader("minutes", str),
    ),
    Question(
        key="site",
        text="Where?",
        example="4l is the left calf; 2, 4r are two places",
        help="Number or name: left calf, both feet, ball of the foot, big toe; commas between."
        " Foot is the whole foot, or you cannot say where in it.",
        choices=MUSCLES,
        read=_make_reader("site", _parse_sites),
    ),
    Question(
        key="state",
        text="What were you doing when it began?",
        example="In bed and resting are awake",
        help="In bed is awake in bed; resting is awake anywhere else: sitting, on the sofa.",
        choices=STATES,
        read=_make_reader("state", lambda text: record_phrases.match_choice(text, STATES)),
    ),
    Question(
        key="woke",
        text="Did it wake you?",
        help="Whether you woke up from it.",
        choices=YES_NO,
        read=_make_reader("woke", parse_yes_no_answer),
        applies=_may_have_slept,
    ),
    Question(
        key="relief",
        text="What did you do about it?",
        example="1 2: stretching, and it eased after 2 minutes",
        help="Number or name, then the minutes until it eased; commas between: 1 2, hot bath."
        " None is an answer.",
        choices=METHODS,
        read=_make_reader("relief", _parse_reliefs),
    ),
    Question(
        key="note",
        text="Anything to add?",
        help="In your own words. It stays on this machine.",
        read=_make_reader("note", str),
    ),
)
"""The questions about an episode, except the one about its time."""
