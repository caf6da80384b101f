"""The list of charts, and the lists of words that drawings have to cover."""

from __future__ import annotations

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.charts.gallery import CHARTS
from cramp_diary.charts.panels.body_outlines import BACK_VIEW, FRONT_VIEW, SOLE_VIEW
from cramp_diary.charts.panels.forest import MARKS
from cramp_diary.charts.style import STATE_LOOKS
from cramp_diary.core.vocabulary import Chart, Muscle, State


def test_every_chart_name_has_a_maker() -> None:
    assert tuple(CHARTS) == Chart.ALL.each
    assert Chart.HOURS.each == (Chart.HOURS,)


def test_every_muscle_but_other_is_drawn_once_with_a_place_for_its_number() -> None:
    limbs = (BACK_VIEW, FRONT_VIEW, SOLE_VIEW)
    drawn = [muscle for limb in limbs for muscle in limb.muscles]
    missing = set(Muscle) - {Muscle.OTHER} - set(drawn)
    assert not missing, f"draw an outline in charts/panels/body_outlines.py of {missing}"
    assert len(drawn) == len(set(drawn))
    assert Muscle.OTHER not in drawn
    for limb in limbs:
        assert set(limb.at) == set(limb.muscles)


def test_every_state_has_a_look() -> None:
    missing = {*State, None} - set(STATE_LOOKS)
    assert not missing, f"give a fill and a hatch in charts/style.STATE_LOOKS to {missing}"


def test_every_verdict_on_a_ratio_has_a_mark() -> None:
    # Too few days are the one verdict without a ratio to mark.
    missing = set(Verdict) - {Verdict.TOO_FEW_DAYS} - set(MARKS)
    assert not missing, f"give a shape and a fill in charts/panels/forest.MARKS to {missing}"
