"""What the charts on their own show, in words: titles, captions and alt texts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.wording.findings import finding_sentence
from cramp_diary.wording.formatting import counted, date_words
from cramp_diary.wording.key_figures import NOT_RECORDED
from cramp_diary.wording.page_labels import DISCLAIMER, FACTORS_HEADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.calendar_years import CalendarYear
    from cramp_diary.analysis.summaries.monthly import CalendarDay
    from cramp_diary.analysis.summaries.water import WaterDay, WaterDays
    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import State

CALENDAR_HEADING = "The year day by day"
CALENDAR_CAPTION = "Number: episodes of the day, 0 confirmed none. Shade: worst severity."
WATER_HEADING = "Water a day, against the goal"
WATER_CAPTIONS = (
    "Bars: dark, goal reached; hatched, not reached; none, water not recorded.",
    "Strip: number, episodes; light, no cramps confirmed; hatched, not recorded.",
)
WATER_STRIP = "cramps"
GOAL = "goal"
NO_EPISODES = "No episodes in these days."


def span_words(period: Period) -> str:
    """Say which days a chart is of, and how many of them are recorded."""
    days = counted(len(period.recorded_days), "recorded day")
    return f"{days_words(period.start, period.end - timedelta(days=1))}: {days}"


def days_words(first: date, last: date) -> str:
    """Say which days from the first through the last."""
    return f"{date_words(first)} to {date_words(last)}"


def year_words(year: CalendarYear) -> str:
    """Say a year's episodes and recorded days."""
    held = f"{counted(year.episodes, 'episode')} on {counted(year.recorded_days, 'recorded day')}"
    return f"{year.year}: {held}"


def calendar_in_words(years: Sequence[CalendarYear]) -> str:
    """Return what the calendar of years shows, in words."""
    return " ".join(_year_in_words(year) for year in years)


def hours_in_words(hours: Mapping[State | None, Sequence[int]]) -> str:
    """Return what the chart of hours shows, in words."""
    if not hours:
        return NO_EPISODES
    return " ".join(["Episodes by hour they began in:", *state_lines(hours)])


def state_lines(hours: Mapping[State | None, Sequence[int]]) -> Iterator[str]:
    """Say the hours of each state that has any."""
    for state, counts in hours.items():
        at = ", ".join(f"{n} at {hour:02d}:00" for hour, n in enumerate(counts) if n)
        yield f"{state or 'state not given'}: {at}."


def factors_in_words(findings: Sequence[Finding]) -> str:
    """Return what the table of factors shows, in words."""
    return " ".join([f"{FACTORS_HEADING}.", *map(finding_sentence, findings), DISCLAIMER])


def no_water_words(water: WaterDays) -> str:
    """Say that no water is recorded; nothing if some is."""
    return "" if water.recorded_days else f"Water is not recorded in these {len(water.days)} days."


def goal_words(water: WaterDays) -> str:
    """Say how often the goal was reached."""
    goal = water.settings.volume(water.goal_ml)
    days = counted(water.recorded_days, "day")
    return f"Goal of {goal} reached on {water.goal_days} of {days} with water recorded."


def water_in_words(water: WaterDays) -> str:
    """Return what the chart of water shows, in words."""
    said = no_water_words(water) or goal_words(water)
    days = "; ".join(_water_day(day, water) for day in water.days if _says_something(day))
    return f"{WATER_HEADING}. {said} {days}{'.' if days else ''}".rstrip()


def _says_something(day: WaterDay) -> bool:
    return day.water_ml is not None or bool(day.episodes)


def _water_day(day: WaterDay, water: WaterDays) -> str:
    drunk = NOT_RECORDED if day.water_ml is None else water.settings.volume(day.water_ml)
    cramps = f", {counted(day.episodes, 'episode')}" if day.episodes else ""
    return f"{date_words(day.day)} {drunk}{cramps}"


def _year_in_words(year: CalendarYear) -> str:
    days = "; ".join(_cramp_day(day) for day in year.days if day.episodes)
    return f"{year_words(year)}{f'; {days}' if days else ''}."


def _cramp_day(day: CalendarDay) -> str:
    worst = "" if day.worst_severity is None else f", worst {day.worst_severity:g}"
    return f"{day.day.day} {day.day:%b} {day.episodes}{worst}"
