"""Titles, captions and descriptions (alt texts) of the single charts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.negative_control import NEGATIVE_CONTROL
from cramp_diary.core.text import format_count
from cramp_diary.wording.findings import (
    format_control_note,
    format_finding,
    format_medication_note,
)
from cramp_diary.wording.formatting import (
    NO_EPISODES,
    NOT_GIVEN,
    NOT_RECORDED,
    format_date,
    format_days,
    format_episodes_on_days,
    format_short_date,
)
from cramp_diary.wording.page_labels import DISCLAIMER, FACTORS_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.calendar_years import CalendarYear
    from cramp_diary.analysis.summaries.monthly import CalendarDay
    from cramp_diary.analysis.summaries.water import WaterDay, WaterDays
    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import State

YEAR_HEADING = "The year day by day"
YEAR_CAPTION = "Number: episodes of the day, 0 confirmed none. Shade: worst severity."
_BARS_WITH_GOAL = "Bars: dark, goal reached; hatched, not reached; none, water not recorded."
_BARS = "Bars: what was drunk that day; none, water not recorded."
_STRIP = "Strip: number, episodes; light, no cramps confirmed; hatched, not recorded."
WATER_STRIP = "cramps"
GOAL_LABEL = "goal"
STATE_NOT_GIVEN = f"state {NOT_GIVEN}"
NIGHT_LABEL = "night, 22 to 06"
HOUR_LABELS = ("noon", "18:00", "midnight", "06:00", "noon")
"""The labels of every sixth hour of the axis, from noon to noon."""

WORST_SEVERITY_LABEL = "worst severity"
SEVERITY_NOT_GIVEN = f"severity {NOT_GIVEN}"


def format_span(period: Period) -> str:
    """Format the days that a chart shows, and how many of them are recorded."""
    days = format_count(len(period.recorded_days), "recorded day")
    return f"{format_days(period.start, period.end - timedelta(days=1))}: {days}"


def format_year(year: CalendarYear) -> str:
    """Format the twelve months of a year, its episodes and its recorded days."""
    counts = format_episodes_on_days(year.episodes, year.recorded_days, "recorded day")
    return f"{year.first_month.title} to {year.last_month.title}: {counts}"


def format_years(years: Sequence[CalendarYear]) -> str:
    """Describe the calendar of years."""
    return " ".join(_format_year_days(year) for year in years)


def format_hours(hours: Mapping[State | None, Sequence[int]]) -> str:
    """Describe the chart of hours."""
    if not hours:
        return NO_EPISODES
    return " ".join(["Episodes by hour they began in:", *format_state_lines(hours)])


def format_state_lines(hours: Mapping[State | None, Sequence[int]]) -> Iterator[str]:
    """Yield the episodes by hour of each state."""
    for state, counts in hours.items():
        at = ", ".join(f"{n} at {hour:02d}:00" for hour, n in enumerate(counts) if n)
        yield f"{state or STATE_NOT_GIVEN}: {at}."


def format_worst_severity(severity: float) -> str:
    """Format the worst severity of a day.

    >>> format_worst_severity(7.5)
    'worst 7.5'
    """
    return f"worst {severity:g}"


def format_factors(findings: Sequence[Finding]) -> str:
    """Describe the table of factors."""
    notes = [format_control_note(f) for f in findings if f.risk_factor == NEGATIVE_CONTROL]
    said = [f"{FACTORS_HEADING}.", *map(format_finding, findings), *notes]
    return " ".join([*said, format_factors_notice(findings)])


def format_factors_notice(findings: Sequence[Finding]) -> str:
    """Format what holds of every comparison of factors."""
    return " ".join(filter(None, (DISCLAIMER, format_medication_note(findings))))


def format_no_water(water: WaterDays) -> str:
    """Return that no water is recorded; empty if some is."""
    return "" if water.recorded_days else f"Water is not recorded in these {len(water.days)} days."


def format_water_heading(water: WaterDays) -> str:
    """Return the heading of the chart of water."""
    return "Water a day" if water.goal_ml is None else "Water a day, against the goal"


def format_water_captions(water: WaterDays) -> tuple[str, ...]:
    """Return what is said above the chart of water: a summary, and what bars and strip mean."""
    bars = _BARS if water.goal_ml is None else _BARS_WITH_GOAL
    return _format_water_summary(water), bars, _STRIP


def _format_water_summary(water: WaterDays) -> str:
    """Format how often water was recorded, or, if there is a goal, how often it was reached."""
    if water.goal_ml is None:
        recorded = format_count(len(water.days), "day")
        return f"Water recorded on {water.recorded_days} of {recorded}."
    goal = water.settings.format_volume(water.goal_ml)
    days = format_count(water.recorded_days, "day")
    return f"Goal of {goal} reached on {water.goal_days} of {days} with water recorded."


def format_water(water: WaterDays) -> str:
    """Describe the chart of water."""
    summary = format_no_water(water) or _format_water_summary(water)
    shown = (day for day in water.days if day.water_ml is not None or day.episodes)
    days = "; ".join(_format_water_day(day, water) for day in shown)
    return f"{format_water_heading(water)}. {summary} {days}{'.' if days else ''}".rstrip()


def _format_water_day(day: WaterDay, water: WaterDays) -> str:
    drunk = NOT_RECORDED if day.water_ml is None else water.settings.format_volume(day.water_ml)
    cramps = f", {format_count(day.episodes, 'episode')}" if day.episodes else ""
    return f"{format_date(day.day)} {drunk}{cramps}"


def _format_year_days(year: CalendarYear) -> str:
    days = "; ".join(_format_year_cramp_day(day) for day in year.days if day.episodes)
    return f"{format_year(year)}{f'; {days}' if days else ''}."


def _format_year_cramp_day(day: CalendarDay) -> str:
    counted = f"{format_short_date(day.day)} {day.episodes}"
    if day.worst_severity is None:
        return counted
    return f"{counted}, {format_worst_severity(day.worst_severity)}"
