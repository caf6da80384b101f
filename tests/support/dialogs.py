"""Questions of the program with their answers, and a diary in which they are asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Episode,
    Factor,
    Medication,
    Relief,
    Shoe,
    Site,
)
from cramp_diary.core.vocabulary import FactorKind, Muscle, ReliefMethod, Side, State
from cramp_diary.store import open_diary
from tests.support.factories import BERLIN

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.core.period import Period

SUNDAY = date(2026, 3, 1)
MONDAY = date(2026, 3, 2)

EPISODE = (
    ("When did it begin?", "half an hour ago"),
    ("How bad was it", "7"),
    ("How long did it last?", "4"),
    ("Where?", "4l, toes"),
    ("What were you doing", "1"),
    ("Did it wake you?", "y"),
    ("What did you do about it?", "1 2, heat"),
    ("Anything to add?", "ouch"),
)
CONTEXT = (
    ("How much did you drink", "1,2 l"),
    ("How many hours did you sit?", "7h30"),
    ("How many electrolyte servings?", "2"),
    ("How many minutes did you stretch?", "0"),
    ("Tingling, numbness or back pain?", "2"),
    ("What activity?", "2 30 3"),
    ("Which shoes", "old 8, 2 1.5"),
    ("Taken as needed?", "1 40mg"),
    ("mood?", "-2"),
    ("nap?", "n"),
)
LOGGED = Episode(
    started_at=datetime(2026, 3, 2, 2, 50, tzinfo=BERLIN),
    severity=7,
    duration_minutes=4,
    sites=(Site(Muscle.CALF, Side.LEFT), Site(Muscle.TOES)),
    state=State.ASLEEP,
    woke=True,
    reliefs=(Relief(ReliefMethod.STRETCHING, 2), Relief(ReliefMethod.HEAT)),
    note="ouch",
)
"""The episode that the answers of EPISODE make, asked at NIGHT."""


def furnish(path: Path) -> Path:
    """Create a diary with shoes, medications, own factors, and a walk on 26 February."""
    with open_diary(path, create=True) as diary:
        diary.add_shoe(Shoe("clogs"))
        diary.add_shoe(Shoe("old trainers"))
        diary.add_medication(Medication("atorvastatin"))
        diary.add_medication(Medication("furosemide"))
        diary.start_course(Course("atorvastatin", date(2026, 2, 1)))
        diary.add_factor(Factor("mood"))
        diary.add_factor(Factor("nap", FactorKind.YES_NO))
        diary.add_activity(Activity(date(2026, 2, 26), "walk", 20))
        diary.add_to_day(Day(diary_day=date(2026, 2, 26), no_cramps=True))
    return path


def content(path: Path) -> Period:
    """Read the whole diary."""
    with open_diary(path) as diary:
        return diary.read()


def episodes(path: Path) -> tuple[Episode, ...]:
    """Read the episodes, the latest first."""
    with open_diary(path) as diary:
        return diary.episodes()
