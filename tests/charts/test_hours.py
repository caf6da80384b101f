"""The hours of a day, noon to noon."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from cramp_diary.charts.panels.hours import draw_hours
from cramp_diary.charts.style import STATE_LOOKS
from cramp_diary.core.vocabulary import State
from cramp_diary.wording.chart_texts import STATE_NOT_GIVEN

HOURS: dict[State | None, tuple[int, ...]] = {
    State.ASLEEP: tuple(2 if hour == 3 else 0 for hour in range(24)),
    None: tuple(1 if hour in (3, 12) else 0 for hour in range(24)),
}


def test_bars_stand_at_their_hour_after_noon_and_on_one_another() -> None:
    drawn = draw_hours(Figure().add_subplot(), HOURS)
    asleep, not_given = drawn[State.ASLEEP][3], drawn[None][3]
    assert asleep.get_x() + asleep.get_width() / 2 == pytest.approx(15.5)
    assert (asleep.get_y(), asleep.get_height()) == (0, 2)
    assert (not_given.get_y(), not_given.get_height()) == (2, 1)
    noon = drawn[None][12]
    assert noon.get_x() + noon.get_width() / 2 == pytest.approx(0.5)
    assert (noon.get_y(), noon.get_height()) == (0, 1)


def test_hours_without_an_episode_leave_no_trace() -> None:
    drawn = draw_hours(Figure().add_subplot(), HOURS)
    assert [bar.get_linewidth() > 0 for bar in drawn[State.ASLEEP]] == [h == 3 for h in range(24)]


def test_the_night_is_shaded_from_22_to_06() -> None:
    figure = Figure()
    ax = figure.add_subplot()
    draw_hours(ax, HOURS)
    night = ax.patches[0].get_extents().transformed(ax.transData.inverted())
    assert (night.x0, night.x1) == pytest.approx((10, 18))


def test_states_differ_in_hatch_as_well_as_in_colour() -> None:
    assert set(STATE_LOOKS) == {*State, None}
    assert len(set(STATE_LOOKS.values())) == len(STATE_LOOKS)
    hatches = [hatch for _, hatch in STATE_LOOKS.values() if hatch]
    assert len(hatches) == len(set(hatches)) == 4


def test_the_key_names_only_the_states_there_are() -> None:
    ax = Figure().add_subplot()
    draw_hours(ax, HOURS)
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["asleep", STATE_NOT_GIVEN]
    assert all(swatch.get_linewidth() > 0 for swatch in legend.get_patches())
