"""A new person's first week, morning by morning on a terminal, and the keys of the night path."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from cramp_diary.core.model import Day, Episode, Relief, Site
from cramp_diary.core.vocabulary import Muscle, ReliefMethod, Side, State
from cramp_diary.store import open_diary
from tests.support.factories import BERLIN
from tests.support.pty_terminal import NIGHT, Terminal

if TYPE_CHECKING:
    from pathlib import Path

NIGHT_CRAMP = (
    ("When did it begin?", ""),
    ("How bad was it, 0 to 10?", "7"),
    ("How long did it last?", "4"),
    ("Where?", "4l"),
    ("What were you doing when it began?", "1"),
    ("Did it wake you?", "y"),
    ("What did you do about it?", "1 2"),
    ("Anything to add?", ""),
    ("How much did you drink", "."),
)
"""All eight questions about the episode, and none of those about its day."""


def _type(
    diary: Path, now: str, typed: str, *turns: tuple[str, str], shows: tuple[str, ...] = ()
) -> int:
    """Run one command at a time in Berlin, answer it, and return how many keys were pressed."""
    terminal = Terminal(diary, *typed.split(), now=now)
    terminal.talk(*turns)
    assert terminal.ends() == 0, terminal.shown
    for words in shows:
        assert words in terminal.shown
    return len(f"cramp {typed}\n") + sum(len(f"{answer}\n") for _, answer in turns)


def test_the_night_path_takes_29_keys_with_all_eight_questions(tmp_path: Path) -> None:
    diary = tmp_path / "diary.db"
    assert _type(diary, NIGHT, "log", *NIGHT_CRAMP) <= 29
    with open_diary(diary) as opened:
        (episode,) = opened.episodes()
    assert episode == Episode(
        started_at=datetime.fromisoformat(NIGHT).replace(tzinfo=BERLIN),
        severity=7,
        duration_minutes=4,
        sites=(Site(Muscle.CALF, Side.LEFT),),
        state=State.ASLEEP,
        woke=True,
        reliefs=(Relief(ReliefMethod.STRETCHING, 2),),
    )


def test_the_shortest_night_path_takes_15_keys(tmp_path: Path) -> None:
    diary = tmp_path / "diary.db"
    turns = (NIGHT_CRAMP[0], ("How bad was it", "."), NIGHT_CRAMP[-1])
    assert _type(diary, NIGHT, "log", *turns) <= 15
    with open_diary(diary) as opened:
        (episode,) = opened.episodes()
    assert episode == Episode(started_at=datetime.fromisoformat(NIGHT).replace(tzinfo=BERLIN))


# The week from Monday, 23 March 2026; the clocks are put forward in the night to the 29th.

NONE_THEN = ("Save it?", "")


def _no_cramps(day: str, water: str) -> tuple[tuple[str, str], ...]:
    question = f"Any cramps on {day}, or in the night to this morning?"
    return (question, "none"), ("How much did you drink", water), ("How many hours", "."), NONE_THEN


def test_the_first_week_ends_with_seven_right_days(tmp_path: Path) -> None:
    diary = tmp_path / "diary.db"

    def morning(at: str, *turns: tuple[str, str], spoken_of: str) -> None:
        shows = (f"{spoken_of} (yesterday): ", "Until 12:00, cramp day means yesterday")
        _type(diary, f"2026-03-{at}", "day", *turns, shows=shows)

    morning("24T08:05", *_no_cramps("Monday", "1.5l"), spoken_of="Mon 23 Mar 2026")
    morning("25T11:59", *_no_cramps("Tuesday", "1.4l"), spoken_of="Tue 24 Mar 2026")
    # In the night to Thursday a cramp, a glass of water and a pill.
    _type(diary, "2026-03-26T03:10", "log", *NIGHT_CRAMP, shows=("Wed 25 Mar: How much",))
    _type(diary, "2026-03-26T03:20", "drink 250ml", shows=("Thu 26 Mar 2026: 250 ml",))
    _type(diary, "2026-03-26T03:21", "med add pill")
    _type(diary, "2026-03-26T03:22", "day --med pill", shows=("Thu 26 Mar 2026 (the new day",))
    night = (
        ("disturb your sleep, 0 to 10?", "6"),
        ("sore after the cramp at 03:10?", "half an hour"),
    )
    told = (*night, ("How much did you drink", "1l"), ("How many hours", "."), NONE_THEN)
    morning("26T05:10", *told, spoken_of="Wed 25 Mar 2026")
    _type(diary, "2026-03-26T15:00", "drink 1l", shows=("Thu 26 Mar 2026: 1250 ml",))
    thursday = _no_cramps("Thursday", "")
    morning("27T07:30", thursday[0], thursday[2], thursday[3], spoken_of="Thu 26 Mar 2026")
    morning("28T04:00", *_no_cramps("Friday", "1.6l"), spoken_of="Fri 27 Mar 2026")
    # The clocks skip from 02:00 to 03:00.
    _type(diary, "2026-03-29T03:10", "log", *NIGHT_CRAMP, shows=("Sat 28 Mar: How much",))
    morning("29T09:45", *told, spoken_of="Sat 28 Mar 2026")
    morning("30T08:05", *_no_cramps("Sunday", "1.7l"), spoken_of="Sun 29 Mar 2026")

    with open_diary(diary) as opened:
        period = opened.read()
    assert period.days == tuple(
        Day(
            diary_day=date(2026, 3, day),
            water_ml=water,
            no_cramps=day not in {25, 28},
            sleep_disturbance=6 if day in {25, 28} else None,
        )
        for day, water in enumerate((1500, 1400, 1000, 1250, 1600, 1000, 1700), 23)
    )
    assert {episode.diary_day for episode in period.episodes} == {
        date(2026, 3, 25),
        date(2026, 3, 28),
    }
    assert [episode.soreness_hours for episode in period.episodes] == [0.5, 0.5]
    (dose,) = period.doses
    assert (dose.diary_day, dose.medication) == (date(2026, 3, 26), "pill")
    assert dose.taken_at is not None
    assert f"{dose.taken_at:%d %H:%M}" == "26 03:22"
    _type(
        diary,
        "2026-03-30T08:10",
        "day --missing",
        shows=("No day of the last fortnight is missing.",),
    )
