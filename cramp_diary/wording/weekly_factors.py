"""Words of the lanes of factors below the chart of weeks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.risk_factors import MEDICATION, WATER
from cramp_diary.core.text import format_count
from cramp_diary.core.units import VolumeUnit, millilitres_per
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.core.when import format_short_month
from cramp_diary.wording.factor_phrases import unit_of
from cramp_diary.wording.formatting import NOT_RECORDED, format_date, format_days
from cramp_diary.wording.page_labels import format_title
from cramp_diary.wording.weeks import format_weeks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.summaries.weekly import Week
    from cramp_diary.analysis.summaries.weekly_factors import (
        FactorWeek,
        FactorWeeks,
        WeeksWithFactors,
    )
    from cramp_diary.core.month import Month
    from cramp_diary.core.settings import Settings

LANES_CAPTION = (
    "Below the cramps: each factor in the same weeks, the mean of the days on which it is recorded;"
    " no bar, not recorded. What moves together need not be connected."
)
FACTOR_PAGE_HEADING = "The factors week by week, beside the cramps"
NO_LANES = "No factor is recorded in these weeks."
LANE_DAYS_LABEL = "days"
_WHOLE_FROM, _THOUSAND, _TENTHS_BELOW = 100, 1000, 10_000


def format_lane_unit(lane: FactorWeeks) -> str:
    """Return what the numbers of a lane are."""
    if not lane.recorded:
        return f"{NOT_RECORDED} in these weeks"
    if lane.risk_factor.yes_no:
        return "% of days"
    return f"{unit_of(lane.risk_factor, _water_unit(lane.settings))} a day".strip()


def _water_unit(settings: Settings) -> VolumeUnit:
    """Return the unit of water; litres for millilitres, whose numbers are too long for a week."""
    in_ml = settings.volume_unit is VolumeUnit.ML
    return VolumeUnit.LITRE if in_ml else settings.volume_unit


def format_lane_value(lane: FactorWeeks, week: FactorWeek) -> str:
    """Return the number of one week of a lane, empty if nothing is recorded."""
    if week.mean is None:
        return ""
    if lane.risk_factor == WATER:
        one = millilitres_per(_water_unit(lane.settings), lane.settings.measures)
        return f"{week.mean / one:.1f}"
    yes_no = lane.risk_factor.yes_no
    mean = week.mean * 100 if yes_no else week.mean
    if abs(mean) >= _THOUSAND:
        return f"{mean / _THOUSAND:.{int(abs(mean) < _TENTHS_BELOW)}f}k"
    return f"{mean:.0f}" if yes_no or abs(mean) >= _WHOLE_FROM else f"{round(mean, 1):g}"


def format_factor_page_title(first: Month, last: Month) -> str:
    """Return the title of the page with the factors; of several months so short that a name fits.

    >>> from cramp_diary.core.month import Month
    >>> format_factor_page_title(Month(2025, 10), Month(2026, 3))
    'Cramp diary, Oct 2025 to Mar 2026'
    """
    if last == first:
        return format_title(first)
    ends = (f"{format_short_month(month.month)} {month.year}" for month in (first, last))
    return f"Cramp diary, {' to '.join(ends)}"


def format_lane_span(weeks: Sequence[Week], place: int, pages: int) -> str:
    """Return the days that a page of lanes shows, and which of several pages it is."""
    last = weeks[-1]
    days = format_days(weeks[0].start, last.start + timedelta(days=last.days - 1))
    counted = format_count(sum(week.recorded_days for week in weeks), "recorded day")
    which = f"; page {place} of {pages} with factors" if pages > 1 else ""
    return f"{days}: {counted}{which}"


def format_factor_page(shown: WeeksWithFactors) -> str:
    """Return what the page with the factors shows as text."""
    weeks, lanes = format_weeks(shown.weeks), format_lanes(shown.factors, shown.weeks)
    return f"{FACTOR_PAGE_HEADING}\n{weeks}\n{lanes}"


def format_lanes_caption(lanes: Sequence[FactorWeeks]) -> str:
    """Return what the lanes show, and what to do about medications if one is among them."""
    if not lanes:
        return NO_LANES
    return f"{LANES_CAPTION} {_format_medication_note(lanes)}".rstrip()


def format_lanes(lanes: Sequence[FactorWeeks], weeks: Sequence[Week]) -> str:
    """Describe the lanes."""
    described = [_format_lane(lane, weeks) for lane in lanes] or [NO_LANES]
    return "\n".join(filter(None, (*described, _format_medication_note(lanes))))


def _format_medication_note(lanes: Sequence[FactorWeeks]) -> str:
    shown = any(lane.recorded and lane.risk_factor.factor == MEDICATION for lane in lanes)
    return KEEP_TAKING if shown else ""


def _format_lane(lane: FactorWeeks, weeks: Sequence[Week]) -> str:
    shown = "; ".join(
        f"from {format_date(week.start)} {format_lane_value(lane, part)}"
        f" on {format_count(part.recorded_days, 'day')}"
        for week, part in zip(weeks, lane.weeks, strict=True)
        if part.recorded_days
    )
    heading = f"{lane.risk_factor.exposure}, {format_lane_unit(lane)}"
    return f"{heading}: {shown}." if shown else f"{heading}."
