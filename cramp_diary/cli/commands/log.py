"""``cramp log``: log an episode."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cramp_diary.cli import options
from cramp_diary.cli.output.record_text import format_diary_day, format_episode
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_notice, print_result
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.cli.prompts.which_time import parse_or_ask_time
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.errors import Contradiction
from cramp_diary.core.model import Episode
from cramp_diary.core.record_phrases import parse_day_entry, parse_episode_options
from cramp_diary.core.thresholds import LONG_CRAMP_MINUTES
from cramp_diary.store.errors import NoDiary

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.core.when import Moment

app = options.new_app()

FROM_STDIN = "-"
ADVICE = (
    f"A cramp of over {LONG_CRAMP_MINUTES} minutes that does not ease, or swelling, warmth or"
    " redness of one leg, is a reason to see a doctor."
)


@app.command(
    epilog="Example: cramp log last night 3am --severity 7 --minutes 4 --site calf:left"
    " --state asleep --relief stretching:2 --woke --water 1.2l"
)
def log(
    when: options.When = None,
    severity: options.Severity = None,
    minutes: options.Minutes = None,
    site: options.Sites = None,
    state: options.State = None,
    relief: options.Reliefs = None,
    woke: options.Woke = None,
    soreness: options.Soreness = None,
    note: options.Note = None,
    disturbed: options.Disturbed = None,
    water: options.Water = None,
    activity: options.Activities = None,
    shoes: options.Shoes = None,
    med: options.Doses = None,
    no_input: options.NoInput = False,
    *,
    db: options.Db,
) -> None:
    """Log a cramp episode, and what its diary day was like.

    On a terminal it asks for both, if only a time is given.

    Water, activity, shoes, medication and how much your sleep was disturbed describe the diary day
    that the episode belongs to, just as cramp day would. A lone - reads the note from stdin, which
    keeps it out of the history of the shell.
    """
    asks = can_ask(no_input=no_input) and FROM_STDIN not in (when or [])
    words, note = _read_note(when or [], note)
    given: dict[str, Any] = {"severity": severity, "minutes": minutes, "site": site, "state": state}
    given |= {"relief": relief, "woke": woke, "soreness": soreness, "note": note}
    context = {
        "disturbed": disturbed,
        "water": water,
        "activity": activity,
        "shoes": shoes,
        "med": med,
    }
    if asks and not any(value not in (None, []) for value in (given | context).values()):
        _log_by_asking(db, " ".join(words))
        return
    moment = parse_or_ask_time(" ".join(words or ["now"]), asks=asks)
    episode = _build_episode(moment, given)
    _record(db, episode, context)


def _build_episode(moment: Moment, given: dict[str, Any]) -> Episode:
    about = moment.precision == "about"
    return Episode(started_at=moment.at, about=about, **parse_episode_options(**given))


def _log_by_asking(db: Path, phrase: str) -> None:
    from cramp_diary.cli.prompts.conversation import KEYS_LEGEND, Cancelled, ask_questions
    from cramp_diary.cli.prompts.day_dialogs import ask_episode_day
    from cramp_diary.cli.prompts.episode_questions import EPISODE_QUESTIONS, WHEN_QUESTION

    with suppress(NoDiary), diary_session(db) as diary, diary.writing():
        pass  # fail before the questions, not after them, if the file cannot be written
    moment = parse_or_ask_time(phrase, asks=True) if phrase else None
    print_result(f"A few short questions; answer what you like.\n{KEYS_LEGEND}\n")
    answers = ask_questions(EPISODE_QUESTIONS if moment else (WHEN_QUESTION, *EPISODE_QUESTIONS))
    moment = answers.pop("when", moment) or parse_or_ask_time("now", asks=True)
    logged, day = _record(db, _build_episode(moment, answers), {})
    try:
        ask_episode_day(db, day)
    except Cancelled:
        print_notice(f"Episode {logged.id} is kept; of its day nothing was added.")


def _read_note(words: list[str], note: str | None) -> tuple[list[str], str | None]:
    """Return the words without `FROM_STDIN`, and the note, read from stdin if that is given."""
    if FROM_STDIN not in words:
        return words, note
    if note is not None:
        raise Contradiction("You give --note", "also - for a note from stdin", "leave out one")
    return [word for word in words if word != FROM_STDIN], sys.stdin.read().strip()


def _record(db: Path, episode: Episode, given: dict[str, Any]) -> tuple[Episode, date]:
    """Record the episode and what is given of its day, then print both."""
    with diary_session(db, create=True) as diary, diary.writing():
        day = diary.diary_day_of(episode)
        entry = parse_day_entry(diary.settings().measures, **given).on(day)
        with watched_days(diary, day) as notices:
            logged = diary.add_episode(episode)
        diary.add_day_entry(entry)
        far = [day] if diary.is_far(day) else []
        texts = [format_episode(logged, diary.settings())]
        texts += [format_diary_day(diary, day)] if entry.has_content else []
    print_result("\n".join(texts))
    print_notices(notices)
    print_if_far(far)
    if (episode.duration_minutes or 0) > LONG_CRAMP_MINUTES:
        print_notice(ADVICE)
    print_undo_hint()
    return logged, day
