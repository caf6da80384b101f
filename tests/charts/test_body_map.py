"""The drawing of legs and feet: which number stands on which muscle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.colors import same_color

from cramp_diary.analysis.summaries.sites import SiteCounts, count_sites
from cramp_diary.charts import style
from cramp_diary.charts.panels.body_map import BodyMapArtists, draw_body_map
from cramp_diary.core.model import Site
from cramp_diary.core.vocabulary import Muscle, Side
from cramp_diary.wording.sites import format_site_notes, format_sites
from tests.support.drawn_pages import box, overlapping, words
from tests.support.drawn_panels import drawn_on, leaving
from tests.support.factories import a_period

SITES = (
    ("calf:left",),
    ("calf:left", "arch"),
    ("calf:both", "other:right"),
    ("calf:left", "calf:right"),
    ("calf", "toes:right"),
    ("calf", "calf:right"),
    (),
)


def counts(sites: tuple[tuple[str, ...], ...] = SITES) -> SiteCounts:
    period = a_period(date(2026, 3, 1), [1] * len(sites))
    episodes = tuple(
        replace(episode, sites=tuple(map(Site.parse, named)))
        for episode, named in zip(period.episodes, sites, strict=True)
    )
    return count_sites(replace(period, episodes=episodes))


def numbers(artists: BodyMapArtists) -> dict[tuple[Muscle, Side], str]:
    return {which: text.get_text() for which, text in artists.numbers.items()}


def test_an_episode_counts_once_in_each_muscle_it_names() -> None:
    found = counts()
    calf = next(count for count in found.muscles if count.muscle is Muscle.CALF)
    assert (calf.left_only, calf.right_only, calf.both, calf.side_not_given) == (2, 1, 2, 1)
    assert calf.episodes == 6
    assert (found.episodes, found.not_given) == (7, 1)
    assert [count.muscle for count in found.muscles] == list(Muscle)


def test_each_muscle_and_side_bears_its_number() -> None:
    _, artists = drawn_on((86, 50), lambda ax: draw_body_map(ax, counts()))
    assert numbers(artists) == {
        (muscle, side): "0"
        for muscle in Muscle
        if muscle is not Muscle.OTHER
        for side in (Side.LEFT, Side.RIGHT)
    } | {
        (Muscle.CALF, Side.LEFT): "4",
        (Muscle.CALF, Side.RIGHT): "3",
        (Muscle.TOES, Side.RIGHT): "1",
    }


@pytest.mark.parametrize("size", [(86, 46), (86, 60), (180, 60)])
def test_numbers_stand_on_their_muscles_and_left_is_left(size: tuple[float, float]) -> None:
    figure, artists = drawn_on(size, lambda ax: draw_body_map(ax, counts()))
    for which, text in artists.numbers.items():
        region, middle = artists.regions[which].get_window_extent(), box(text)
        assert region.x0 < (middle.x0 + middle.x1) / 2 < region.x1
        assert region.y0 < (middle.y0 + middle.y1) / 2 < region.y1
    for muscle in {muscle for muscle, _ in artists.regions}:
        left, right = (
            artists.regions[muscle, side].get_window_extent() for side in (Side.LEFT, Side.RIGHT)
        )
        assert left.x1 < right.x0
    assert overlapping(figure) == []
    assert leaving(figure, size) == []


def test_the_sides_are_mirrored() -> None:
    _, artists = drawn_on((86, 50), lambda ax: draw_body_map(ax, counts()))
    left, right = (
        artists.regions[Muscle.ARCH, side].get_window_extent() for side in (Side.LEFT, Side.RIGHT)
    )
    assert (left.width, left.height) == pytest.approx((right.width, right.height))


def test_the_muscle_named_most_is_the_darkest_and_none_is_blank() -> None:
    _, artists = drawn_on((86, 50), lambda ax: draw_body_map(ax, counts()))
    assert same_color(artists.regions[Muscle.CALF, Side.LEFT].get_facecolor(), style.SKY)
    assert same_color(artists.regions[Muscle.HEEL, Side.LEFT].get_facecolor(), style.PAPER)


def test_what_has_no_place_in_the_drawing_is_said_under_it() -> None:
    assert format_site_notes(counts()) == (
        "Of these on both sides: calf 2.",
        "Side not given: arch 1, calf 1.",
        "Elsewhere (other): right 1.",
        "Place not given: 1 of 7 episodes.",
    )
    figure, artists = drawn_on((86, 60), lambda ax: draw_body_map(ax, counts()))
    assert tuple(text.get_text() for text in artists.notes) == format_site_notes(counts())
    assert {"back", "front, as in a mirror", "sole, heel up"} <= set(words(figure))


@pytest.mark.parametrize(
    ("sites", "said"),
    [
        ((), "No episodes in these days."),
        (((), ()), "Where it cramped is not given for any of 2 episodes."),
    ],
)
def test_without_data_the_outline_stays_and_says_why(
    sites: tuple[tuple[str, ...], ...], said: str
) -> None:
    figure, artists = drawn_on((86, 50), lambda ax: draw_body_map(ax, counts(sites)))
    assert [text.get_text() for text in artists.notes] == [said]
    assert artists.numbers == {}
    assert len(artists.regions) == 16
    assert leaving(figure, (86, 50)) == []
    assert said in format_sites(counts(sites))


def test_many_episodes_everywhere_keep_their_place() -> None:
    every = tuple(f"{muscle}:{side}" for muscle in Muscle for side in ("left", "right"))
    unsided = tuple(map(str, Muscle))
    many = counts((every,) * 270 + (unsided,) * 130 + ((),) * 9)
    figure, artists = drawn_on((86, 52), lambda ax: draw_body_map(ax, many))
    assert numbers(artists)[Muscle.SHIN, Side.LEFT] == "270"
    assert overlapping(figure) == []
    assert leaving(figure, (86, 52)) == []
    assert len(artists.notes) == 6


def test_in_words_the_most_named_muscle_comes_first() -> None:
    assert format_sites(counts()) == (
        "Where it cramped, in episodes. Calf: left 2, right 1, both sides 2, side not given 1;"
        " arch: side not given 1; toes: right 1; other: right 1; place not given for 1 of 7"
        " episodes."
    )


def test_the_foot_as_a_whole_lies_under_heel_and_arch() -> None:
    figure, artists = drawn_on((86, 50), lambda ax: draw_body_map(ax, counts((("foot:left",),))))
    foot = artists.regions[Muscle.FOOT, Side.LEFT]
    assert same_color(foot.get_facecolor(), style.SKY)
    assert numbers(artists)[Muscle.FOOT, Side.LEFT] == "1"
    drawn = figure.axes[0].patches
    for muscle in (Muscle.HEEL, Muscle.ARCH):
        part = artists.regions[muscle, Side.LEFT]
        assert drawn.index(foot) < drawn.index(part)
        assert foot.get_window_extent().contains(*box(artists.numbers[muscle, Side.LEFT]).min)
