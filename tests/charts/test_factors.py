"""The factor table and its forest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure

from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.analysis.inference.verdicts import LINKS, Verdict
from cramp_diary.analysis.published import published_for
from cramp_diary.analysis.risk_factors import RiskFactor
from cramp_diary.charts.panels.factors import (
    NEXT_LINE_MM,
    ROW_MM,
    FactorArtists,
    draw_factors,
    row_heights,
)
from cramp_diary.charts.panels.forest import MARKS
from cramp_diary.core.vocabulary import Direction, DrugClass
from cramp_diary.wording.findings import CONTROL_IS_LINK_NOTE, NEGATIVE_CONTROL_NOTE
from cramp_diary.wording.page_labels import PUBLISHED_KEY
from tests.support.reports import a_finding, points

if TYPE_CHECKING:
    from matplotlib.text import Text

    from cramp_diary.analysis.inference.findings import Finding

FINDINGS = (
    a_finding("sitting", (2.0, 1.2, 3.4), Verdict.CLEAR_LINK, factor="poor circulation"),
    a_finding("heat", None),
    a_finding("tea", (60.0, 3.0, 1000.0), Verdict.POSSIBLE_LINK),
    a_finding("sleep", (0.9, 0.01, 1.7), Verdict.CANNOT_TELL_YET),
)


WIDTH = 7 * 25.4
TWO_LINES_MM = ROW_MM + NEXT_LINE_MM


def drawn(
    findings: tuple[Finding, ...] = FINDINGS, *, in_two_lines: bool = True, left_out: str = ""
) -> tuple[Figure, FactorArtists]:
    figure = Figure(figsize=(7, 3))
    heights = row_heights(findings, WIDTH, ROW_MM, in_two_lines=in_two_lines)
    return figure, draw_factors(figure.add_axes((0, 0, 1, 1)), findings, heights, left_out)


def said(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_ratios_and_intervals_lie_where_they_are() -> None:
    _, artists = drawn()
    middle = TWO_LINES_MM / 2
    assert points(artists.ratios[0]) == [[2.0, middle]]
    assert points(artists.intervals[0]) == [[1.2, middle], [3.4, middle]]
    assert points(artists.ratios[2]) == [[50, 2.5 * TWO_LINES_MM]]
    assert artists.forest.get_xscale() == "log"
    assert artists.forest.get_xlim() == pytest.approx((1 / 50, 50))


def test_without_an_association_nothing_is_drawn_and_the_row_says_why() -> None:
    figure, artists = drawn()
    assert set(artists.ratios) == set(artists.intervals) == {0, 2, 3}
    assert artists.verdicts[1].get_text() == "too few days: about 12 more"
    assert said(figure).count("25 / 60") == 4


def test_what_goes_on_beyond_the_scale_is_clipped_and_has_an_arrow() -> None:
    _, artists = drawn()
    assert [x for x, _ in points(artists.intervals[2])] == [3.0, 50.0]
    assert points(artists.ratios[2])[0][0] == 50
    arrows = {
        str(line.get_marker()): points(line)
        for line in artists.forest.lines
        if line.get_marker() in ("<", ">")
    }
    (right,), (left,) = arrows[">"], arrows["<"]
    assert right == pytest.approx([50.0, 2.5 * TWO_LINES_MM])
    assert left == pytest.approx([0.02, 3.5 * TWO_LINES_MM])


@pytest.mark.parametrize(
    ("ratios", "bound"),
    [((2.0, 0.2), 8), ((1 / 8, 8), 8), ((9.0,), 20), ((1 / 15,), 20), ((30.0,), 50)],
)
def test_the_axis_is_as_long_as_the_ratios_need(ratios: tuple[float, ...], bound: float) -> None:
    # Intervals may go on beyond it, with an arrow.
    _, artists = drawn(tuple(a_finding(str(n), (r, r / 90, r * 90)) for n, r in enumerate(ratios)))
    assert artists.forest.get_xlim() == pytest.approx((1 / bound, bound))
    assert points(artists.ratios[0])[0][0] == pytest.approx(ratios[0])
    labels = [label.get_text() for label in artists.forest.get_xticklabels()]
    assert (labels[0], labels[-1]) == (f"1/{bound}", str(bound))


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
        "too few days: about 12 more",
        "possible link",
        "cannot tell yet: about 12 more days",
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


def test_rows_of_one_line_name_the_exposure_and_hold_the_whole_verdict() -> None:
    lacking = a_finding("a", None, days_still_needed=None)
    unlinked = replace(FINDINGS[0], verdict=Verdict.CANNOT_TELL_YET)
    figure, artists = drawn((unlinked, lacking), in_two_lines=False)
    assert artists.names[0].get_text() == "poor circulation (sitting)"
    assert artists.verdicts[1].get_text() == "too few days: no more-exposed days"
    assert not [words for words in said(figure) if words.startswith("days with")]
    heights = [text.get_position()[1] for text in artists.names]
    assert heights[1] - heights[0] == pytest.approx(ROW_MM)


def test_a_link_always_has_a_second_line_for_what_is_compared() -> None:
    figure, artists = drawn((FINDINGS[0], FINDINGS[3]), in_two_lines=False)
    assert "days with sitting against other days" in said(figure)
    assert "days with sleep against other days" not in said(figure)
    assert artists.forest.get_ylim() == (ROW_MM + TWO_LINES_MM, 0)


def test_what_qualifies_a_verdict_is_said_in_full_and_takes_the_lines_it_needs() -> None:
    rival = RiskFactor("footwear", "hours in poor shoes", "x", Direction.MORE)
    unsure = replace(FINDINGS[0], inseparable_from=rival, may_be_reaction=True)
    assert row_heights((unsure, FINDINGS[1]), WIDTH, ROW_MM) == [ROW_MM + 2 * NEXT_LINE_MM, ROW_MM]
    figure, artists = drawn((unsure, FINDINGS[1]), in_two_lines=False)
    assert artists.verdicts[0].get_text() == "clear link:"
    rest = [artists.verdicts[0].get_text(), *sorted_below(artists.verdicts[0], figure)]
    assert " ".join(" ".join(rest).split()) == (
        "clear link: cannot be separated from hours in poor shoes, may be a reaction to cramps"
    )
    assert points(artists.intervals[0])[0] == [1.2, (ROW_MM + 2 * NEXT_LINE_MM) / 2]


def sorted_below(verdict: Text, figure: Figure) -> list[str]:
    """Return the texts of the verdict's column down to the next row."""
    left, top = verdict.get_position()
    found = [text for text in figure.axes[0].texts if text.get_text().strip()]
    column = [text for text in found if text.get_position()[0] >= left and text is not verdict]
    column = [text for text in column if top <= text.get_position()[1] < top + 2.5 * NEXT_LINE_MM]
    return [text.get_text() for text in sorted(column, key=lambda text: text.get_position()[1])]


def test_published_sizes_are_ticks_and_the_negative_control_is_explained() -> None:
    sizes = published_for(DrugClass.LOOP)
    loop = replace(FINDINGS[1], risk_factor=replace(FINDINGS[1].risk_factor, published=sizes))
    control = replace(FINDINGS[3], risk_factor=NEGATIVE_CONTROL)
    figure, artists = drawn((loop, control), in_two_lines=False)
    assert list(artists.published) == [0]
    assert [points(tick)[0] for tick in artists.published[0]] == [
        [1.2, ROW_MM / 2],
        [1.47, ROW_MM / 2],
    ]
    assert {tick.get_marker() for tick in artists.published[0]} == {"|"}
    assert NEGATIVE_CONTROL_NOTE in said(figure)
    assert PUBLISHED_KEY in said(figure)
    assert not {NEGATIVE_CONTROL_NOTE, PUBLISHED_KEY} & set(said(drawn()[0]))


def test_a_row_for_those_left_out() -> None:
    figure, artists = drawn(FINDINGS[3:], in_two_lines=False, left_out="and 3 more")
    (note,) = [text for text in figure.axes[0].texts if text.get_text() == "and 3 more"]
    assert note.get_position()[1] > artists.names[0].get_position()[1] + ROW_MM / 2
    assert artists.forest.get_ylim() == (ROW_MM, 0)


@pytest.mark.parametrize("verdict", [Verdict.POSSIBLE_LINK, Verdict.CANNOT_TELL_YET])
def test_the_note_of_the_negative_control_ends_before_the_numbers_of_the_axis(
    verdict: Verdict,
) -> None:
    control = replace(a_finding(verdict=verdict), risk_factor=NEGATIVE_CONTROL)
    figure, artists = drawn((*FINDINGS, control), in_two_lines=False)
    note = CONTROL_IS_LINK_NOTE if verdict in LINKS else NEGATIVE_CONTROL_NOTE
    (written,) = [text for text in figure.axes[0].texts if text.get_text() == note]
    figure.canvas.draw()
    numbers = [label.get_window_extent().x0 for label in artists.forest.get_xticklabels()]
    shown = [x for x in numbers if x > 0]
    assert written.get_window_extent().x1 < min(shown)
