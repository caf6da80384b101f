"""Minutes to relief: medians, intervals, and the texts that replace them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.colors import same_color

from cramp_diary.analysis.summaries.relief import ReliefSummary, relief_summary
from cramp_diary.charts import style
from cramp_diary.charts.panels.relief import ReliefArtists, draw_relief
from cramp_diary.core.model import Relief
from cramp_diary.core.vocabulary import ReliefMethod
from cramp_diary.wording.relief import format_relief
from tests.support.drawn_pages import overlapping
from tests.support.drawn_panels import drawn_on, leaving
from tests.support.factories import a_period
from tests.support.reports import points

SIZE = (86.0, 40.0)
STRETCHING = [f"stretching:{n}" for n in (1, 2, 2, 3, 5, 9)]


def summary(reliefs: list[str]) -> ReliefSummary:
    """Return a summary of episodes, each with the reliefs of one text."""
    period = a_period(date(2026, 3, 1), [1] * len(reliefs))
    episodes = tuple(
        replace(e, reliefs=tuple(Relief.parse(one) for one in text.split(";") if one))
        for e, text in zip(period.episodes, reliefs, strict=True)
    )
    return relief_summary(replace(period, episodes=episodes))


RICH = summary([*STRETCHING, "heat:20", "heat:30", "heat", "electrolyte drink", ""])


def drawn(found: ReliefSummary = RICH) -> ReliefArtists:
    return drawn_on(SIZE, lambda ax: draw_relief(ax, found))[1]


def test_medians_and_whiskers_stand_at_their_minutes() -> None:
    artists = drawn()
    # By hand: six values, whose least and greatest bound the median (Conover 1999, 3.2).
    assert points(artists.medians[0]) == [[2.5, 0]]
    assert points(artists.intervals[0]) == [[1, 0], [9, 0]]
    assert points(artists.medians[1]) == [[25, 1]]
    assert set(artists.medians) == {0, 1}


def test_too_few_times_are_a_hollow_mark_without_an_interval() -> None:
    artists = drawn()
    assert set(artists.intervals) == {0}
    assert same_color(artists.medians[0].get_markerfacecolor(), style.GREEN)
    assert same_color(artists.medians[1].get_markerfacecolor(), style.PAPER)


def test_each_row_says_how_many_are_timed_and_the_figures() -> None:
    artists = drawn()
    assert [name.get_text() for name in artists.names] == [
        "stretching",
        "heat",
        "electrolyte drink",
    ]
    assert [number.get_text() for number in artists.numbers] == [
        "2.5 (1 to 9)",
        "25 (n < 6)",
        "no times given",
    ]


def test_the_scale_begins_at_zero_and_holds_the_longest() -> None:
    scale = drawn().scale
    assert scale is not None
    low, high = scale.get_xlim()
    assert low == 0
    assert high > 25


@pytest.mark.parametrize("size", [(86, 38), (86, 60), (180, 60)])
def test_all_methods_with_long_times_keep_their_place(size: tuple[float, float]) -> None:
    every = summary([f"{method}:{1000 + n}" for method in ReliefMethod for n in range(17)])
    figure, artists = drawn_on(size, lambda ax: draw_relief(ax, every))
    assert len(artists.names) == len(ReliefMethod)
    assert overlapping(figure) == []
    assert leaving(figure, size) == []


@pytest.mark.parametrize(
    ("reliefs", "said"),
    [
        ([], "No episodes in these days."),
        (["", ""], "No method of relief is given for any of 2 episodes."),
    ],
)
def test_without_data_it_says_so(reliefs: list[str], said: str) -> None:
    artists = drawn(summary(reliefs))
    assert artists.note is not None
    assert artists.note.get_text() == said
    assert said in format_relief(summary(reliefs))


def test_methods_without_times_have_an_empty_scale() -> None:
    artists = drawn(summary(["rest", "rest"]))
    assert artists.medians == {}
    assert artists.scale is not None


def test_in_words() -> None:
    assert format_relief(RICH).startswith(
        "Minutes until it eased, by method. stretching, timed 6 of 6: 2.5 (1 to 9). heat, timed"
        " 2 of 3: 25 (n < 6). electrolyte drink, timed 0 of 1: no times given."
    )
