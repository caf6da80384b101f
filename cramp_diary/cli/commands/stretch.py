"""``cramp stretch``: guide the stretching routine, and record its minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.days import today
from cramp_diary.cli.output.record_text import format_episode_heading, format_episode_line
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.output.stretch_guide import guide
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core import units
from cramp_diary.core.model import Relief
from cramp_diary.core.stretching import routine
from cramp_diary.core.vocabulary import YES_NO, ReliefMethod
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from cramp_diary.core.model import Episode
    from cramp_diary.store import Diary

app = options.new_app()

FEWEST_MINUTES = 0.2
"""Less counts as started by mistake."""

_RECENT = timedelta(hours=1)


@app.command(epilog="Example: cramp stretch --minutes 3")
def stretch(
    minutes: Annotated[
        str, typer.Option("--minutes", "-m", metavar="TIME", help="How long: 1 to 30 minutes.")
    ] = "5",
    done: Annotated[
        bool, typer.Option("--done", help="You did it already: record the minutes at once.")
    ] = False,
    no_input: options.NoInput = False,
    *,
    db: options.Db,
) -> None:
    """Stretch feet and calves to a count; the minutes are recorded.

    They are added to the current diary day.
    Ctrl-C ends it early; what you did until then counts. Where it hurts more, stop.
    """
    wanted, began = units.parse_minutes(minutes), clock.now()
    steps = routine(wanted)
    if not (done or can_ask(no_input=False)):
        print_result("\n".join(map(str, steps)))
        print_notice(
            "Nothing is recorded; when it is done:"
            f" cramp stretch -m {units.format_number(wanted)} --done"
        )
        return
    with diary_session(db, create=True):
        pass  # fail now, not after the routine, if the diary cannot be opened
    stretched = round(wanted if done else guide(steps) / 60, 1)
    if stretched < FEWEST_MINUTES:
        print_notice(f"Nothing is recorded: that was less than {FEWEST_MINUTES} minutes.")
        return
    _record(db, stretched)
    if can_ask(no_input=no_input):
        _ask_whether_it_helped(db, began)


def _record(db: Path, minutes: float) -> None:
    with diary_session(db) as diary:
        day = today(diary)
        total = diary.stretch(day, minutes).stretch_minutes or minutes
    print_result(
        f"{format_day(day)}: {units.format_number(minutes)} min of stretching,"
        f" {units.format_number(round(total, 1))} min in all."
    )
    print_undo_hint()


def _ask_whether_it_helped(db: Path, began: datetime) -> None:
    with diary_session(db) as diary:
        episode = _latest_episode(diary, began)
    if episode is None or episode.id is None:
        return
    relief = _ask_relief(episode)
    if relief is None:
        return
    others = tuple(r for r in episode.reliefs if r.method is not ReliefMethod.STRETCHING)
    with diary_session(db) as diary:
        changed = episode.change(reliefs=(*others, relief))
        changed = diary.replace_episode(episode.id, changed)
        settings = diary.settings()
    print_result(f"{format_episode_heading(changed, settings)}\n  {format_episode_line(changed)}")
    print_undo_hint()


def _latest_episode(diary: Diary, began: datetime) -> Episode | None:
    """Return the latest episode of the last hour, unless its minutes of stretching are recorded."""
    now = began.astimezone(UTC)
    recent = [
        episode
        for episode in diary.episodes(start=began.date() - timedelta(days=2))
        if now - _RECENT <= episode.started_at.astimezone(UTC) <= now
    ]
    latest = max(recent, key=lambda episode: episode.started_at, default=None)
    if latest and any(
        relief.method is ReliefMethod.STRETCHING and relief.minutes is not None
        for relief in latest.reliefs
    ):
        return None
    return latest


def _ask_relief(episode: Episode) -> Relief | None:
    """Ask whether it helped; return a relief, without minutes if not, or None if unanswered."""
    from cramp_diary.cli.prompts.conversation import KEYS_LEGEND, Cancelled, Question, ask_questions
    from cramp_diary.cli.prompts.episode_questions import parse_yes_no_answer

    eased = Question(
        key="eased",
        text=f"Did it ease the cramp of {episode.started_at:%H:%M} (episode {episode.id})?",
        help="Either way it is recorded that you stretched; Enter leaves the episode as it is.",
        choices=YES_NO,
        read=parse_yes_no_answer,
    )
    relief = Question(
        key="relief",
        text="After how many minutes?",
        example="3",
        help="From when you began to stretch.",
        read=lambda text: Relief(ReliefMethod.STRETCHING, units.parse_minutes(text)),
        applies=lambda answers: answers.get("eased", False),
    )
    print_result(KEYS_LEGEND)
    try:
        answers = ask_questions((eased, relief))
    except Cancelled:
        print_notice("The episode stays as it was.")
        return None
    done = Relief(ReliefMethod.STRETCHING) if "eased" in answers else None
    return answers.get("relief", done)
