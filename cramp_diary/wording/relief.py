"""Sentences and rows about methods of relief and habits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.summaries.relief import FEWEST_FOR_INTERVAL
from cramp_diary.core.text import format_count
from cramp_diary.core.units import format_number
from cramp_diary.core.when import format_day
from cramp_diary.wording.formatting import NO_EPISODES, NOT_RECORDED, format_left_out

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.relief import (
        Habits,
        MedianMinutes,
        MethodRelief,
        ReliefSummary,
    )
    from cramp_diary.core.settings import Settings

RELIEF_HEADER = ("method", "used", "timed", "not timed", "median min", "95% interval", "severity")

RELIEF_LEGEND = (
    "Used: episodes with this method. Timed: with the minutes until it eased. Severity: their mean."
)
RELIEF_CAVEAT = (
    "Bad cramps get more methods and take longer, so the methods are not compared fairly."
    " An episode with several methods counts in each."
)
NO_INTERVAL = (
    f"n < {FEWEST_FOR_INTERVAL}: fewer than {FEWEST_FOR_INTERVAL} times have no 95% interval."
)

RELIEF_HEADING = "Minutes until it eased, by method"
NOT_FAIR = "No fair comparison: bad cramps get more."
RELIEF_CAPTION = f"Median and 95% interval. {NOT_FAIR}"
MOST_BRIEF = 4
"""The most methods that a brief sentence names."""

MINUTES_LABEL = "minutes"
CHART_HEADER = ("timed", "median (95%)")


def format_relief_heading(summary: ReliefSummary) -> str:
    """Format which episodes these are, and how many have no method of relief."""
    if not summary.episodes:
        return "Relief: no episodes."
    days = f"{format_day(summary.start)} to {format_day(summary.end - timedelta(days=1))}"
    episodes = format_count(summary.episodes, "episode")
    without = f"{summary.without_relief} of them without" if summary.without_relief else "each with"
    return f"Relief, {days}: {episodes}, {without} a method of relief."


def format_relief_row(method: MethodRelief) -> tuple[str, ...]:
    """Return one method as a row under `RELIEF_HEADER`."""
    minutes = method.minutes
    return (
        str(method.method),
        str(method.episodes),
        str(method.episodes - method.without_minutes),
        str(method.without_minutes),
        "" if minutes is None else format_number(round(minutes.median, 1)),
        "" if minutes is None else _format_interval(minutes),
        "" if method.mean_severity is None else f"{method.mean_severity:.1f}",
    )


def format_relief_notes(summary: ReliefSummary) -> tuple[str, ...]:
    """Return how to read the table, and its limits; empty without a table."""
    if not summary.methods:
        return ()
    short = any(m.minutes and m.minutes.low is None for m in summary.methods)
    return (RELIEF_LEGEND, RELIEF_CAVEAT, NO_INTERVAL) if short else (RELIEF_LEGEND, RELIEF_CAVEAT)


def format_no_relief(summary: ReliefSummary) -> str:
    """Return why there is no method to show; empty if there is one."""
    if summary.methods:
        return ""
    if not summary.episodes:
        return NO_EPISODES
    return f"No method of relief is given for any of {format_count(summary.episodes, 'episode')}."


def format_timed(method: MethodRelief) -> str:
    """Format how many of the episodes with a method are timed.

    >>> from cramp_diary.core.vocabulary import ReliefMethod
    >>> from cramp_diary.analysis.summaries.relief import MethodRelief
    >>> format_timed(MethodRelief(ReliefMethod.HEAT, 7, 2, 0, None, 0, None))
    '5 of 7'
    """
    return f"{method.episodes - method.without_minutes} of {method.episodes}"


def format_minutes_to_relief(method: MethodRelief) -> str:
    """Format the median of the minutes with its interval."""
    if method.minutes is None:
        return "no times given"
    return f"{format_number(round(method.minutes.median, 1))} ({_format_interval(method.minutes)})"


def _format_brief_method(method: MethodRelief) -> str:
    timed = f"({method.episodes - method.without_minutes}/{method.episodes})"
    if method.minutes is None:
        return f"{method.method} {timed}"
    median = format_number(round(method.minutes.median, 1))
    if method.minutes.low is not None:
        median = f"{median}, 95% interval {_format_interval(method.minutes)}"
    return f"{method.method} {median} {timed}"


def format_relief(summary: ReliefSummary) -> str:
    """Describe the chart of reliefs."""
    return f"{RELIEF_HEADING}. {format_methods(summary)}"


def format_methods(summary: ReliefSummary) -> str:
    """Describe the minutes until relief of each method."""
    minutes = [
        f"{method.method}, timed {format_timed(method)}: {format_minutes_to_relief(method)}."
        for method in summary.methods
    ]
    return " ".join([*minutes, format_no_relief(summary) or RELIEF_CAPTION])


def format_relief_brief(summary: ReliefSummary, weeks: int) -> str:
    """Format the minutes until relief of the methods used most in one sentence; empty without.

    Parameters
    ----------
    weeks
        Those of the summary.
    """
    if not summary.methods:
        return ""
    methods = [_format_brief_method(method) for method in summary.methods[:MOST_BRIEF]]
    more = format_left_out(len(summary.methods[MOST_BRIEF:]), "method")
    listed = "; ".join(filter(None, (*methods, more)))
    return f"Median minutes in {weeks} weeks (timed/used): {listed}. {NOT_FAIR}"


def format_habits(habits: Habits, settings: Settings) -> tuple[str, ...]:
    """Format how often each of the four reliefs of the article was a habit."""
    stretched = f"on {_format_share(habits.stretch_days, habits.stretch_recorded_days)}"
    servings = _format_median(habits.median_servings, "", habits.servings_days)
    hours = _format_median(habits.median_good_shoe_hours, " h", habits.good_shoe_recorded_days)
    return (
        _format_water(habits, settings),
        f"Stretching: {stretched if habits.stretch_recorded_days else NOT_RECORDED}.",
        f"Electrolyte servings: {servings}.",
        f"Shoes with arch support and toe room: {hours}.",
    )


def _format_water(habits: Habits, settings: Settings) -> str:
    if habits.median_water_ml is None:
        return f"Water: {NOT_RECORDED}."
    if habits.water_goal_ml is None or habits.water_goal_days is None:
        median = settings.format_volume(habits.median_water_ml)
        days = format_count(habits.water_days, "day")
        return f"Water: median {median} a day on {days} recorded."
    reached = _format_share(habits.water_goal_days, habits.water_days)
    return f"Water goal: {settings.format_volume(habits.water_goal_ml)} reached on {reached}."


def _format_interval(minutes: MedianMinutes) -> str:
    if minutes.low is None or minutes.high is None:
        return f"n < {FEWEST_FOR_INTERVAL}"
    return f"{format_number(round(minutes.low, 1))} to {format_number(round(minutes.high, 1))}"


def _format_share(days: int, recorded: int) -> str:
    return f"{days} of {format_count(recorded, 'day')} recorded"


def _format_median(value: float | None, unit: str, days: int) -> str:
    if value is None:
        return NOT_RECORDED
    recorded = format_count(days, "day")
    return f"median {format_number(round(value, 1))}{unit} a day on {recorded} recorded"
