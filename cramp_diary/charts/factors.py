"""What goes together with the cramps: a table with a forest of its intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cramp_diary.analysis.words.findings import LINKS, detectable_words, verdict_words
from cramp_diary.analysis.words.labels import factor_in_two_lines, factor_words
from cramp_diary.analysis.words.numbers import interval_words, ratio_words
from cramp_diary.charts.forest import draw_ratio, forest_axes
from cramp_diary.charts.lettering import fitted, points_in_mm, width_mm, write
from cramp_diary.charts.style import BODY, HAIRLINE, MUTED, RULE, SMALL, measured_in_mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.text import Text

    from cramp_diary.analysis.findings import Finding

HEADER_MM, AXIS_MM = 4.6, 4.4
ONE_LINE_MM, ROOMY_ONE_LINE_MM = 3.5, 5.0
TWO_LINES_MM, ROOMY_MM = 6.1, 7.0
"""The least height of a row of one line and of two, and the most that looks well."""

_DAYS, _RATIO, _INTERVAL, _VERDICT = 0.335, 0.408, 0.418, 0.75
"""Columns as shares of the width: days and ratio end there, interval and verdict begin."""

_FOREST = (0.565, 0.735)
_GAP_MM = 2.0


@dataclass(frozen=True, slots=True)
class FactorArtists:
    """What was drawn, by row; ratio and interval only where there is an association.

    They lie in `forest`: x is the ratio on a log scale, y is mm below the header.
    """

    forest: Axes
    names: tuple[Text, ...]
    verdicts: tuple[Text, ...]
    ratios: dict[int, Line2D]
    intervals: dict[int, Line2D]


def table_height(rows: int, row_mm: float) -> float:
    """Return the mm that a table takes, header and axis included."""
    return HEADER_MM + rows * row_mm + AXIS_MM


def draw_factors(
    ax: Axes, findings: Sequence[Finding], left_out: str = "", row_mm: float = TWO_LINES_MM
) -> FactorArtists:
    """Draw one row a factor; those that cannot be compared say why and show no ratio.

    Parameters
    ----------
    left_out
        Said in a last row of its own, if not empty.
    row_mm
        From `TWO_LINES_MM` on, what is compared stands in a second line.
    """
    width, height = measured_in_mm(ax)
    rows_mm = row_mm * (len(findings) + bool(left_out))
    _header(ax, width)
    left, right = _FOREST
    bottom = 1 - (HEADER_MM + rows_mm) / height
    forest = forest_axes(ax, (left, bottom, right - left, rows_mm / height), rows_mm)
    draw_row = _row_of_two_lines if row_mm >= TWO_LINES_MM else _row_of_one_line
    names, verdicts = [], []
    ratios, intervals = {}, {}
    for n, finding in enumerate(findings):
        top = HEADER_MM + n * row_mm
        ax.plot([0, width], [top, top], color=RULE, lw=HAIRLINE, clip_on=False)
        name, verdict = draw_row(ax, width, (top, row_mm), finding)
        names.append(name)
        verdicts.append(verdict)
        if finding.association:
            at = (n + 0.5) * row_mm
            ratios[n], intervals[n] = draw_ratio(forest, at, finding.association, finding.verdict)
    write(ax, (0, HEADER_MM + rows_mm - 1.0), left_out, SMALL, color=MUTED)
    return FactorArtists(forest, tuple(names), tuple(verdicts), ratios, intervals)


def _header(ax: Axes, width: float) -> None:
    sides: tuple[tuple[float, str, Literal["left", "right"]], ...] = (
        (0, "Factor and what is compared", "left"),
        (_DAYS, "Episodes / days", "right"),
        (_RATIO, "Rate ratio", "right"),
        (_INTERVAL, "95% interval", "left"),
        (sum(_FOREST) / 2 - 0.004, "fewer", "right"),
        (sum(_FOREST) / 2 + 0.004, "more cramps", "left"),
        (_VERDICT, "Verdict", "left"),
    )
    for share, words, align in sides:
        write(ax, (share * width, HEADER_MM - 1.4), words, SMALL, color=MUTED, align=align)


def _row_of_two_lines(
    ax: Axes, width: float, place: tuple[float, float], finding: Finding
) -> tuple[Text, Text]:
    top, row_mm = place
    slack = (row_mm - TWO_LINES_MM) / 2
    name, compared = factor_in_two_lines(finding)
    verdict, _, still = verdict_words(finding).partition(": ")
    room, at = (1 - _VERDICT) * width, _VERDICT * width
    below = top + slack + 5.05
    more = fitted(detectable_words(finding) or still, room, SMALL)
    write(ax, (0, below), fitted(compared, _FOREST[0] * width, SMALL), SMALL, color=MUTED)
    write(ax, (at, below), more, SMALL, color=MUTED)
    return _first_line(ax, width, top + slack + 2.5, (name, verdict, BODY), finding)


def _row_of_one_line(
    ax: Axes, width: float, place: tuple[float, float], finding: Finding
) -> tuple[Text, Text]:
    top, row_mm = place
    baseline = top + row_mm / 2 + points_in_mm(SMALL) * 0.36
    verdict = verdict_words(finding)
    if width_mm(verdict, SMALL) > (1 - _VERDICT) * width:
        verdict = verdict.partition(":")[0]
    words = (factor_words(finding), verdict, SMALL)
    return _first_line(ax, width, baseline, words, finding)


def _first_line(
    ax: Axes, width: float, baseline: float, words: tuple[str, str, float], finding: Finding
) -> tuple[Text, Text]:
    name, verdict, size = words
    is_link = finding.verdict in LINKS
    held = f"{finding.counts.episodes} / {finding.counts.days}"
    write(ax, (_DAYS * width, baseline), held, size, align="right")
    if finding.association:
        ratio, interval = ratio_words(finding.association), interval_words(finding.association)
        write(ax, (_RATIO * width, baseline), ratio, size, weight="bold", align="right")
        room = (_FOREST[0] - _INTERVAL) * width - _GAP_MM / 2
        write(ax, (_INTERVAL * width, baseline), fitted(interval, room, SMALL), SMALL)
    room = _DAYS * width - width_mm(held, size) - _GAP_MM
    weight: Literal["normal", "bold"] = "bold" if is_link else "normal"
    return (
        write(ax, (0, baseline), fitted(name, room, size), size),
        write(ax, (_VERDICT * width, baseline), verdict, size, weight=weight),
    )
