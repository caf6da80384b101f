"""Parse a time phrase, and ask which time is meant where the clocks went back over it.

The modules that ask are imported only when that is needed, which is rare.
"""

from __future__ import annotations

from datetime import datetime

from cramp_diary.cli import clock
from cramp_diary.core.errors import RepeatedTime, UnknownChoice
from cramp_diary.core.when import Moment, format_moment, parse_when


def parse_or_ask_time(phrase: str, *, asks: bool) -> Moment:
    """Parse a time phrase; if it occurred twice as the clocks went back, ask which is meant.

    Raises
    ------
    InputError
        If it cannot be read, or occurred twice and nothing may be asked.
    Cancelled
        At Ctrl-C or Ctrl-D instead of an answer.
    """
    try:
        return parse_when(phrase, clock.now())
    except RepeatedTime as error:
        if not asks:
            raise
        return Moment(_ask_which_time(phrase, error.first, error.second))


def _ask_which_time(phrase: str, first: datetime, second: datetime) -> datetime:
    """Ask which of two times is meant, as the clocks showed the same hour twice."""
    from cramp_diary.cli.prompts.conversation import Question, ask_questions
    from cramp_diary.core import record_phrases

    times = {f"{format_moment(at)} {at.isoformat()[-6:]}": at for at in (first, second)}

    def read(text: str) -> datetime:
        choice = record_phrases.match_choice(text, tuple(times))
        if choice not in times:
            raise UnknownChoice("such time", text, ("1", "2"))
        return times[choice]

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
