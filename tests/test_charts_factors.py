"""The factor table and its forest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chart_reports import a_finding, points
from matplotlib.colors import same_color
from matplotlib.figure import Figure

from cramp_diary.analysis.verdicts import Verdict
from cramp_diary.charts.factors import ONE_LINE_MM, TWO_LINES_MM, FactorArtists, draw_factors
from cramp_diary.charts.forest import MARKS

if TYPE_CHECKING:
    from cramp_diary.analysis.findings import Finding

FINDINGS = (
    a_finding("sitting", (2.0, 1.2, 3.4), Verdict.CLEAR_LINK, factor="poor circulation"),
    a_finding("heat", None),
    a_finding("tea", (60.0, 3.0, 1000.0), Verdict.POSSIBLE_LINK),
    a_finding("sleep", (0.9, 0.01, 1.7), Verdict.CANNOT_TELL_YET),
)


def drawn(
    findings: tuple[Finding, ...] = FINDINGS, row_mm: float = TWO_LINES_MM
) -> tuple[Figure, FactorArtists]:
    figure = Figure(figsize=(7, 3))
    return figure, draw_factors(figure.add_axes((0, 0, 1, 1)), findings, "", row_mm)


def said(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_ratios_and_intervals_lie_where_they_are() -> None:
    _, artists = drawn()
    ratio, interval = points(artists.ratios[0]), points(artists.intervals[0])
    middle = TWO_LINES_MM / 2
    assert ratio == [[2.0, middle]]
    assert interval == [[1.2, middle], [3.4, middle]]
    assert artists.forest.get_xscale() == "log"
    assert artists.forest.get_xlim() == pytest.approx((1 / 50, 50))


def test_without_an_association_nothing_is_drawn_and_the_row_says_why() -> None:
    figure, artists = drawn()
    assert set(artists.ratios) == set(artists.intervals) == {0, 2, 3}
    assert artists.verdicts[1].get_text() == "too few days"
    assert "about 12 more" in said(figure)


def test_what_goes_on_beyond_the_scale_is_clipped_and_has_an_arrow() -> None:
    _, artists = drawn()
    assert [x for x, _ in points(artists.intervals[2])] == [3.0, 50.0]
    assert points(artists.ratios[2])[0][0] == 50
    arrows = {
        str(line.get_marker()): points(line)
        for line in artists.forest.lines
        if line.get_marker() in ("<", ">")
    }
    assert arrows == {">": [[50.0, 2.5 * TWO_LINES_MM]], "<": [[0.02, 3.5 * TWO_LINES_MM]]}


def test_there_is_a_line_where_the_rates_are_equal() -> None:
    _, artists = drawn()
    assert [1, 1] in [[x for x, _ in points(line)] for line in artists.forest.lines]


def test_the_words_of_each_row() -> None:
    figure, artists = drawn()
    assert [name.get_text() for name in artists.names] == [
        "poor circulation",
        "heat",
        "tea",
        "sleep",
    ]
    assert [verdict.get_text() for verdict in artists.verdicts] == [
        "clear link",
        "too few days",
        "possible link",
        "cannot tell yet",
    ]
    words = said(figure)
    assert words.count("25 / 60") == 4
    for expected in (
        "2.0",
        "1.2 to 3.4",
        "over 50",
        "3.0, no upper limit",
        "days with sitting against other days",
    ):
        assert expected in words


def test_links_are_told_by_weight_and_shape_not_colour_alone() -> None:
    _, artists = drawn()
    assert [verdict.get_fontweight() for verdict in artists.verdicts] == [
        "bold",
        "normal",
        "bold",
        "normal",
    ]
    assert len({shape for shape, _ in MARKS.values()}) > 2
    assert same_color(str(artists.ratios[3].get_markerfacecolor()), "white")


def test_rows_of_one_line_name_the_exposure_and_shorten_only_the_reason() -> None:
    lacking = a_finding("a", None, days_still_needed=None)
    figure, artists = drawn((FINDINGS[0], lacking), ONE_LINE_MM)
    assert artists.names[0].get_text() == "poor circulation (sitting)"
    assert artists.verdicts[1].get_text() == "too few days"
    assert not [words for words in said(figure) if words.startswith("days with")]
    heights = [text.get_position()[1] for text in artists.names]
    assert heights[1] - heights[0] == pytest.approx(ONE_LINE_MM)


def test_a_row_for_those_left_out() -> None:
    figure = Figure(figsize=(7, 3))
    artists = draw_factors(figure.add_axes((0, 0, 1, 1)), FINDINGS[:1], "and 3 more", ONE_LINE_MM)
    (note,) = [text for text in figure.axes[0].texts if text.get_text() == "and 3 more"]
    assert note.get_position()[1] > artists.names[0].get_position()[1] + ONE_LINE_MM / 2
    assert artists.forest.get_ylim() == (2 * ONE_LINE_MM, 0)
