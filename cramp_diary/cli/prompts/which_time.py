"""Read a time phrase; where the clocks went back over it, ask which of the two times was meant.

The questions are loaded only when one has to be asked, which most often is never.
"""

from __future__ import annotations

from datetime import datetime

from cramp_diary.cli import clock
from cramp_diary.core.errors import RepeatedTime, UnknownChoice
from cramp_diary.core.when import Moment, format_moment, parse_when


def parse_or_ask_time(phrase: str, *, asks: bool) -> Moment:
    """Read a time phrase; where the clocks went back over it, ask which time was meant.

    Raises
    ------
    InputError
        If it cannot be read, or came twice and nobody is there to be asked.
    Left
        If the person leaves instead of answering.
    """
    try:
        return parse_when(phrase, clock.now())
    except RepeatedTime as error:
        if not asks:
            raise
        return Moment(ask_which_time(phrase, error.first, error.second))


def ask_which_time(phrase: str, first: datetime, second: datetime) -> datetime:
    """Ask which of two times was meant, both of which the clocks ran through."""
    from cramp_diary.cli.prompts.conversation import Question, ask_questions
    from cramp_diary.core import record_phrases

    times = {f"{format_moment(at)} {at.isoformat()[-6:]}": at for at in (first, second)}

    def read(text: str) -> datetime:
        picked = record_phrases.match_choice(text, tuple(times))
        if picked not in times:
            raise UnknownChoice("such time", text, ("1", "2"))
        return times[picked]

    question = Question(
        key="which",
        text=f"The clocks went back: {phrase} came twice. Which one was it?",
        help="1 is before the clocks went back, 2 is the hour that came again.",
        choices=tuple(times),
        needed=True,
        read=read,
    )
    which: datetime = ask_questions([question])["which"]
    return which
