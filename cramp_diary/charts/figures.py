"""The single charts, at a size for a screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from cramp_diary.charts.lettering import (
    SMALL_LINE_MM,
    fit_name,
    fit_text,
    line_mm,
    points_in_mm,
    wrap_text,
    write,
    write_heading,
    write_lines,
)
from cramp_diary.charts.panels import hours as hours_of_day
from cramp_diary.charts.panels import (
    medication_weeks,
    relief,
    trial,
    water,
    weekly,
    year_calendar,
)
from cramp_diary.charts.panels.body_map import draw_body_map
from cramp_diary.charts.panels.factor_levels import (
    DAYS_ROW_MM,
    LEVEL_MM,
    LEVELS_LEFT_MM,
    draw_days,
    draw_level_table,
    draw_levels,
    table_mm,
)
from cramp_diary.charts.panels.factors import ROOMY_MM, draw_factors, row_heights, table_height
from cramp_diary.charts.panels.weekly_factors import LANE_MM, draw_lanes
from cramp_diary.charts.style import (
    BODY,
    HEADING,
    MUTED,
    Box,
    clean_style,
    draw_rule,
    measured_in_mm,
    new_figure,
    panel,
)
from cramp_diary.wording import chart_texts as words
from cramp_diary.wording.factor_levels import (
    DAYS_CAPTION,
    LEVELS_CAPTION,
    LEVELS_HEADING,
    NO_LEVELS,
    RATES_LABEL,
    format_levels_measure,
    format_levels_name,
    format_levels_verdict,
)
from cramp_diary.wording.formatting import NO_EPISODES, format_days
from cramp_diary.wording.medication_weeks import MEDICATION_CAPTION, MEDICATION_HEADING
from cramp_diary.wording.page_labels import (
    FACTORS_HEADING,
    HOURS_HEADING,
    WEEKS_CAPTION,
    WEEKS_HEADING,
)
from cramp_diary.wording.relief import RELIEF_CAPTION, RELIEF_HEADING
from cramp_diary.wording.sites import SITES_CAPTION, SITES_HEADING
from cramp_diary.wording.trial import (
    NOT_BLINDED,
    PAIRS_CAPTION,
    SCHEDULE_CAPTION,
    STOPPED_EARLY,
    TRIAL_HEADING,
    format_pairs_unit,
    format_trial_heading,
    format_trial_sentence,
)
from cramp_diary.wording.weekly_factors import format_lanes_caption

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matplotlib.figure import Figure

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.calendar_years import CalendarYear
    from cramp_diary.analysis.summaries.factor_levels import FactorLevels, LevelDay
    from cramp_diary.analysis.summaries.medication_weeks import MedicationWeeks
    from cramp_diary.analysis.summaries.relief import ReliefSummary
    from cramp_diary.analysis.summaries.sites import SiteCounts
    from cramp_diary.analysis.summaries.trial import TrialReport
    from cramp_diary.analysis.summaries.water import WaterDays
    from cramp_diary.analysis.summaries.weekly import Week
    from cramp_diary.analysis.summaries.weekly_factors import FactorWeeks
    from cramp_diary.core.vocabulary import State

CHART_DPI = 150
CHART_WIDTH_MM = 170.0
MARGIN_MM = 7.0
_TITLE_MM, _UNDER_TITLE_MM = 8.0, 3.5
_HEADING_MM, _GAP_MM, _MOST_LINES = 5.6, 2.5, 3
WEEKS_A_ROW, DAYS_A_ROW = 26, 63
MOST_ROWS = 40
"""A figure of more rows would be too tall to open; the rows of a long time grow longer instead."""

TALLEST_MM = 6000.0
"""The same for rows with many lanes below them."""

DAYS_A_LONG_ROW = 366
_TRIAL_PLOTS_MM = 62.0
_NAME_MM, _NAME_BASE_MM, _RATES_LABEL_MM, _LEVELS_MM = 8.0, 6.0, 4.0, 50.0
_VERDICT_GAP_MM, _BLOCK_GAP_MM, _OTHER_THAN_DAYS_MM = 4.0, 3.0, 120.0
_FEWEST_DAYS_A_ROW, _VERDICT_LINES, _NAME_SHARE, _UNIT_SHARE = 56, 6, 0.44, 0.22

Item = TypeVar("Item")


def split_rows(
    items: Sequence[Item], most: int, most_rows: int = MOST_ROWS
) -> list[Sequence[Item]]:
    """Split a sequence into as few rows of at most `most` items as possible, of equal length.

    The last row may be shorter; all are longer than `most` where there would be over `most_rows`.

    >>> split_rows("abcdefg", 3)
    ['abc', 'def', 'g']
    >>> split_rows("abcdefg", 6)
    ['abcd', 'efg']
    >>> len(split_rows(range(1000), 10)), len(split_rows(range(1000), 10)[0])
    (40, 25)
    """
    rows = min(most_rows, ceil(len(items) / most))
    length = ceil(len(items) / rows)
    return [items[n : n + length] for n in range(0, len(items), length)]


def _figure(
    heading: str, captions: Sequence[str], height_mm: float, width_mm: float = CHART_WIDTH_MM
) -> tuple[Figure, Box]:
    """Return a figure with a heading and captions, and the box below them for the drawing."""
    inner = width_mm - 2 * MARGIN_MM
    lines = [line for text in captions for line in wrap_text(text, inner, _MOST_LINES)]
    head_mm = _HEADING_MM + len(lines) * SMALL_LINE_MM + _GAP_MM
    figure = new_figure(width_mm, height_mm + head_mm + 2 * MARGIN_MM, CHART_DPI)
    head = panel(figure, Box(MARGIN_MM, MARGIN_MM, inner, head_mm))
    measured_in_mm(head)
    write_heading(head, heading)
    write_lines(head, (0, _HEADING_MM + SMALL_LINE_MM - 0.8), lines, color=MUTED)
    return figure, Box(MARGIN_MM, MARGIN_MM + head_mm, inner, height_mm)


@dataclass(frozen=True, slots=True)
class _RowMm:
    """The sizes of a row in mm: beside, in and below its axes; `item` is the least width of one."""

    left: float
    right: float
    height: float
    below: float
    item: float


_WEEKS_ROW = _RowMm(weekly.WEEKS_LEFT_MM, 0.0, 51.0, weekly.weeks_below_mm(), 6.0)
_WATER_ROW = _RowMm(water.WATER_LEFT_MM, water.WATER_RIGHT_MM, 49.0, water.WATER_BELOW_MM, 2.2)


def _figure_of_rows(
    heading: str,
    captions: Sequence[str],
    rows: Sequence[Sequence[object]],
    spans: Sequence[tuple[date, date]],
    mm: _RowMm,
) -> tuple[Figure, list[Box]]:
    """Return a figure as `_figure`, and the box of the axes of each row; more than one has titles.

    Parameters
    ----------
    rows
        As from `split_rows`, the longest first; an item has the same width in all.
    spans
        The first and last day of each row.
    """
    beside = mm.left + mm.right
    item_mm = max(mm.item, (CHART_WIDTH_MM - 2 * MARGIN_MM - beside) / len(rows[0]))
    title_mm = _TITLE_MM if len(rows) > 1 else 0.0
    step = title_mm + mm.height + mm.below
    width = item_mm * len(rows[0]) + beside + 2 * MARGIN_MM
    figure, box = _figure(heading, captions, step * len(rows), width)
    plots = []
    for n, (row, span) in enumerate(zip(rows, spans, strict=True)):
        top = box.top + n * step
        if title_mm:
            ax = panel(figure, Box(box.left, top, box.width, title_mm))
            measured_in_mm(ax)
            at = (0, title_mm - _UNDER_TITLE_MM)
            write(ax, at, format_days(*span), weight="bold")
        plots.append(Box(box.left + mm.left, top + title_mm, item_mm * len(row), mm.height))
    return figure, plots


def weekly_chart(
    weeks: Sequence[Week], span: str, lanes: Sequence[FactorWeeks] | None = None
) -> Figure:
    """Draw episodes a week on recorded days, half a year of weeks in a row.

    Parameters
    ----------
    weeks
        As from `weekly_table` or `last_weeks`, at least one.
    span
        The days shown, as text below the heading; so in all of these functions.
    lanes
        As from `factor_weeks` of the same weeks, drawn below each row; empty if no factor is
        recorded, which the caption says.
    """
    captions = [span, WEEKS_CAPTION]
    if lanes is not None:
        captions.append(format_lanes_caption(lanes))
    mm = replace(_WEEKS_ROW, below=_WEEKS_ROW.below + len(lanes or ()) * LANE_MM)
    most_rows = min(MOST_ROWS, int(TALLEST_MM / (_TITLE_MM + mm.height + mm.below)))
    rows = split_rows(weeks, WEEKS_A_ROW, max(1, most_rows))
    spans = [(row[0].start, row[-1].start + timedelta(days=row[-1].days - 1)) for row in rows]
    top = weekly.rate_axis_top(weeks)
    with clean_style():
        figure, plots = _figure_of_rows(WEEKS_HEADING, captions, rows, spans, mm)
        for n, (plot, row) in enumerate(zip(plots, rows, strict=True)):
            weekly.draw_weeks(panel(figure, plot), row, top)
            first = n * len(rows[0])
            draw_lanes(figure, plot, lanes or (), slice(first, first + len(row)))
    return figure


def trial_chart(report: TrialReport) -> Figure:
    """Draw a trial that is over: its days, its pairs, the rates of both sides, and the sentence."""
    captions = [
        format_trial_heading(report.trial),
        format_trial_sentence(report),
        *([] if report.is_whole else [STOPPED_EARLY]),
        SCHEDULE_CAPTION,
        PAIRS_CAPTION,
        NOT_BLINDED,
    ]
    rows = ceil(len(report.days) / trial.DAYS_IN_ROW)
    schedule_mm = rows * trial.SCHEDULE_ROW_MM
    with clean_style():
        figure, box = _figure(TRIAL_HEADING, captions, schedule_mm + _TRIAL_PLOTS_MM)
        trial.draw_schedule(panel(figure, replace(box, height=schedule_mm)), report.days)
        top, height = box.top + schedule_mm + 5, _TRIAL_PLOTS_MM - 15
        pairs = panel(figure, Box(box.left + 10, top, 62, height))
        trial.draw_pairs(pairs, report.result.pairs, format_pairs_unit(report.trial))
        sides = panel(figure, Box(box.left + 90, top, box.width - 92, height))
        trial.draw_sides(sides, report.result)
    return figure


def body_map_chart(counts: SiteCounts, span: str) -> Figure:
    """Draw legs and feet with the episodes of each muscle."""
    with clean_style():
        figure, box = _figure(SITES_HEADING, (span, SITES_CAPTION), 80)
        draw_body_map(panel(figure, box), counts)
    return figure


def hours_chart(hours: Mapping[State | None, tuple[int, ...]], span: str) -> Figure:
    """Draw the hours at which episodes began."""
    with clean_style():
        figure, box = _figure(HOURS_HEADING, (span,), 75)
        left, top = 6.0, 4.0
        room = box.height - top - hours_of_day.HOURS_BELOW_MM
        ax = panel(figure, Box(box.left + left, box.top + top, box.width - left, room))
        if hours:
            hours_of_day.draw_hours(ax, hours)
        else:
            measured_in_mm(ax)
            write(ax, (0, points_in_mm(BODY)), NO_EPISODES, BODY, color=MUTED)
    return figure


def factors_chart(findings: Sequence[Finding], span: str, note: str = "") -> Figure:
    """Draw the table of factors, in full length."""
    width = 194.0
    heights = row_heights(findings, width - 2 * MARGIN_MM, ROOMY_MM, in_two_lines=True)
    with clean_style():
        captions = [*filter(None, (span, note)), words.format_factors_notice(findings)]
        figure, box = _figure(FACTORS_HEADING, captions, table_height(heights) + 1, width)
        draw_factors(panel(figure, box), findings, heights)
    return figure


def levels_chart(several: Sequence[FactorLevels], span: str, note: str = "") -> Figure:
    """Draw factors in levels, one below the other; empty if no factor is recorded."""
    captions = [
        *filter(None, (span, note)),
        words.format_factors_notice([shown.finding for shown in several]),
    ]
    if any(shown.curve for shown in several):
        captions.append(LEVELS_CAPTION)
    captions.append(DAYS_CAPTION if several else NO_LEVELS)
    most_rows = int((TALLEST_MM / max(len(several), 1) - _OTHER_THAN_DAYS_MM) / DAYS_ROW_MM)
    blocks = [_LevelsBlock.of(shown, max(1, min(most_rows, MOST_ROWS))) for shown in several]
    with clean_style():
        figure, box = _figure(LEVELS_HEADING, captions, sum(block.height for block in blocks))
        top = box.top
        for block in blocks:
            block.draw(figure, replace(box, top=top, height=block.height))
            top += block.height
    return figure


@dataclass(frozen=True, slots=True)
class _LevelsBlock:
    """What is drawn of one factor: the levels, their table, the verdict and rows of days."""

    shown: FactorLevels
    verdict: Sequence[str]
    rows: Sequence[Sequence[LevelDay]]

    @classmethod
    def of(cls, shown: FactorLevels, most_rows: int) -> _LevelsBlock:
        room = CHART_WIDTH_MM - 2 * MARGIN_MM
        verdict = wrap_text(format_levels_verdict(shown), room, _VERDICT_LINES, BODY)
        rows = split_rows(shown.days, DAYS_A_LONG_ROW, most_rows) if shown.levels else ()
        return cls(shown, verdict, rows)

    @property
    def _heights(self) -> tuple[float, float, float, float]:
        """The heights of the name, the levels, their table and the verdict."""
        return (
            _NAME_MM + (_RATES_LABEL_MM if self.shown.curve else 0.0),
            _LEVELS_MM if self.shown.curve else 0.0,
            table_mm(self.shown) if self.shown.levels else 0.0,
            len(self.verdict) * line_mm(BODY) + _VERDICT_GAP_MM,
        )

    @property
    def height(self) -> float:
        return sum(self._heights) + len(self.rows) * DAYS_ROW_MM + _BLOCK_GAP_MM

    def draw(self, figure: Figure, box: Box) -> None:
        name_mm, levels_mm, table, verdict_mm = self._heights
        head = panel(figure, replace(box, height=name_mm))
        measured_in_mm(head)
        draw_rule(head, 0)
        name = fit_name(format_levels_name(self.shown), box.width * _NAME_SHARE)
        write(head, (0, _NAME_BASE_MM), name, HEADING, weight="bold")
        unit = fit_text(format_levels_measure(self.shown), box.width * _UNIT_SHARE, BODY)
        write(head, (box.width, _NAME_BASE_MM), unit, BODY, color=MUTED, align="right")
        top = box.top + name_mm
        if self.shown.curve:
            write(head, (0, name_mm - 0.4), RATES_LABEL, BODY, color=MUTED)
            width = LEVEL_MM * len(self.shown.levels)
            plot = Box(box.left + LEVELS_LEFT_MM, top + 2, width, levels_mm - 2)
            draw_levels(panel(figure, plot), self.shown)
        top += levels_mm
        if self.shown.levels:
            draw_level_table(panel(figure, replace(box, top=top, height=table)), self.shown)
        top += table
        said = panel(figure, replace(box, top=top, height=verdict_mm))
        measured_in_mm(said)
        for n, line in enumerate(self.verdict):
            write(said, (0, _VERDICT_GAP_MM / 2 + (n + 1) * line_mm(BODY)), line, BODY)
        top += verdict_mm
        for n, row in enumerate(self.rows):
            place = Box(box.left, top + n * DAYS_ROW_MM, box.width, DAYS_ROW_MM)
            longest = max(len(self.rows[0]), _FEWEST_DAYS_A_ROW)
            draw_days(panel(figure, place), row, len(self.shown.levels), longest)


def medication_chart(shown: MedicationWeeks, span: str) -> Figure:
    """Draw what was taken when, a row for each medication."""
    with clean_style():
        height = medication_weeks.medication_height(shown)
        figure, box = _figure(MEDICATION_HEADING, (span, MEDICATION_CAPTION), height)
        medication_weeks.draw_medications(panel(figure, box), shown)
    return figure


def relief_chart(summary: ReliefSummary, span: str) -> Figure:
    """Draw the minutes until relief, a row for each method."""
    height = relief.relief_height(summary)
    with clean_style():
        figure, box = _figure(RELIEF_HEADING, (span, RELIEF_CAPTION), height)
        relief.draw_relief(panel(figure, box), summary)
    return figure


def water_chart(drunk: WaterDays, span: str) -> Figure:
    """Draw the water of each day, two months of days in a row."""
    rows = split_rows(drunk.days, DAYS_A_ROW)
    spans = [(row[0].day, row[-1].day) for row in rows]
    captions = (span, *words.format_water_captions(drunk))
    heading = words.format_water_heading(drunk)
    top = water.water_axis_top(drunk)
    with clean_style():
        figure, plots = _figure_of_rows(heading, captions, rows, spans, _WATER_ROW)
        for plot, row in zip(plots, rows, strict=True):
            water.draw_water(panel(figure, plot), replace(drunk, days=tuple(row)), top)
    return figure


def year_chart(years: Sequence[CalendarYear]) -> Figure:
    """Draw the years of twelve months, one below the other."""
    width, height = year_calendar.year_size()
    step = height + 4
    with clean_style():
        figure, box = _figure(
            words.YEAR_HEADING,
            (words.YEAR_CAPTION,),
            step * len(years) + year_calendar.YEAR_KEY_MM,
            width + 2 * MARGIN_MM,
        )
        for n, year in enumerate(years):
            place = Box(box.left, box.top + n * step, width, height)
            year_calendar.draw_year(panel(figure, place), year)
        key = Box(box.left, box.top + step * len(years), width, year_calendar.YEAR_KEY_MM)
        year_calendar.draw_year_key(panel(figure, key))
    return figure
