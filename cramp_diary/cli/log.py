"""``cramp log``: an episode, after it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary import units
from cramp_diary.cli import clock, options
from cramp_diary.cli.output import say, tell
from cramp_diary.cli.said import Context, read_context, some_day
from cramp_diary.cli.saying import day_words, episode_words, heading
from cramp_diary.model import Episode, Relief, Site
from cramp_diary.store import open_diary
from cramp_diary.vocabulary import State
from cramp_diary.when import diary_day, parse_when, spoken_day

if TYPE_CHECKING:
    from cramp_diary.store import Diary

app = options.new_app()


@app.command(
    epilog="Example: cramp log last night 3am --severity 7 --minutes 4 --site calf:left"
    " --state asleep --relief stretching:2 --woke --water 1.2l"
)
def log(
    when: options.When = None,
    severity: options.Severity = None,
    minutes: options.Minutes = None,
    site: options.Sites = None,
    state: options.InState = None,
    relief: options.Reliefs = None,
    woke: options.Woke = None,
    soreness: options.Soreness = None,
    note: options.Note = None,
    water: options.Water = None,
    activity: options.Activities = None,
    shoes: options.Shoes = None,
    med: options.Doses = None,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Log a cramp episode, and what its diary day was like.

    Water, activity, shoes and medication describe the diary day that the episode belongs to, just
    as cramp day would.
    """
    episode = Episode(
        started_at=parse_when(" ".join(when or ["now"]), clock.now()).at,
        severity=severity,
        duration_minutes=units.minutes(minutes) if minutes else None,
        state=State.read(state) if state else None,
        woke=woke,
        sites=tuple(map(Site.read, site or ())),
        reliefs=tuple(map(Relief.read, relief or ())),
        soreness_hours=units.hours(soreness) if soreness else None,
        note=note or "",
    )
    day = some_day(water_ml=units.millilitres(water) if water else None)
    context = read_context(day, activity, shoes, med)
    with open_diary(db, create=True) as diary, diary.writing():
        _log(diary, episode, context)


def _log(diary: Diary, episode: Episode, context: Context) -> None:
    starts = diary.settings().day_starts_at
    was_free = diary.day(diary_day(episode.started_at, episode.state, starts)).no_cramps
    logged = diary.add_episode(episode)
    if logged.diary_day is None:
        return
    context.record(diary, logged.diary_day)
    say(f"{heading(logged)}\n  {episode_words(logged)}")
    if context.says_something:
        say(day_words(diary, logged.diary_day))
    if was_free:
        tell(f"{spoken_day(logged.diary_day)} was recorded with no cramps; it no longer is.")
    tell(f"To take it back: cramp delete {logged.id}")
