"""Counts, dates, ratios and rates as text; the smallest parts of every sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.text import format_count
from cramp_diary.core.when import format_day, format_short_month

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.rates import WeeklyRate

DISPLAY_BOUND = 50.0
"""Ratios beyond this, or below its inverse, are shown as no limit."""

NOT_CAUSES = "Associations are not causes."
NO_EPISODES = "No episodes in these days."
NOT_RECORDED = "not recorded"
NOT_GIVEN = "not given"


def sentence_case(text: str) -> str:
    """Return the text with a capital as its first letter.

    >>> sentence_case("hours in poor shoes")
    'Hours in poor shoes'
    """
    return text[:1].upper() + text[1:]


def format_date(day: date) -> str:
    """Format a date without its weekday.

    >>> from datetime import date
    >>> format_date(date(2026, 3, 1))
    '1 Mar 2026'
    """
    return format_day(day).split(" ", 1)[1]


def format_days(first: date, last: date) -> str:
    """Format the days from the first through the last."""
    return f"{format_date(first)} to {format_date(last)}"


def format_short_date(day: date) -> str:
    """Format a date without weekday and year.

    >>> from datetime import date
    >>> format_short_date(date(2026, 3, 1))
    '1 Mar'
    """
    return f"{day.day} {format_short_month(day.month)}"


def format_digits(value: float) -> str:
    """Format a ratio or rate with about two significant digits.

    >>> format_digits(0), format_digits(0.0312), format_digits(2.134), format_digits(13.96)
    ('0', '0.03', '2.1', '14')
    """
    if value == 0:
        return "0"
    if value < 1:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"  # noqa: PLR2004 - two digits


def format_range(low: float, high: float) -> str:
    """Format the two limits of an interval of ratios or rates.

    >>> format_range(0.85, 12.3)
    '0.85 to 12'
    """
    return f"{format_digits(low)} to {format_digits(high)}"


def format_rate(rate: WeeklyRate | None) -> str:
    """Format an episode rate with its interval."""
    if rate is None:
        return "no recorded days"
    return f"{format_digits(rate.per_week)} a week ({format_range(rate.low, rate.high)})"


def format_episodes_on_days(episodes: int, days: int, noun: str = "day") -> str:
    """Format a number of episodes with the days on which they were.

    >>> format_episodes_on_days(1, 28, "recorded day")
    '1 episode on 28 recorded days'
    """
    return f"{format_count(episodes, 'episode')} on {format_count(days, noun)}"


def format_left_out(number: int, noun: str) -> str:
    """Return how many more of something there is no room for; empty if none.

    >>> format_left_out(3, "medication"), format_left_out(1, "method"), format_left_out(0, "method")
    ('and 3 more medications, not shown', 'and 1 more method, not shown', '')
    """
    return f"and {format_count(number, f'more {noun}')}, not shown" if number else ""


def format_ratio(association: Association) -> str:
    """Format a rate ratio; beyond 50, or below 1/50, as that bound."""
    ratio = association.rate_ratio
    if ratio > DISPLAY_BOUND:
        return f"over {DISPLAY_BOUND:.0f}"
    return f"under 1/{DISPLAY_BOUND:.0f}" if ratio < 1 / DISPLAY_BOUND else format_digits(ratio)


def format_interval(association: Association) -> str:
    """Format a 95% interval; a limit beyond 1/50..50 counts as none."""
    low, high = association.low, association.high
    has_low, has_high = low >= 1 / DISPLAY_BOUND, high <= DISPLAY_BOUND
    if has_low and has_high:
        return format_range(low, high)
    if has_low:
        return f"{format_digits(low)}, no upper limit"
    return f"no lower limit, {format_digits(high)}" if has_high else "no limits"


def format_p_value(name: str, value: float) -> str:
    """Format a p- or q-value.

    >>> format_p_value("p", 0.0321), format_p_value("q", 0.00004), format_p_value("p", 0.5)
    ('p = 0.032', 'q < 0.001', 'p = 0.50')
    """
    if value < 0.001:  # noqa: PLR2004 - the smallest that is written
        return f"{name} < 0.001"
    return f"{name} = {value:.2f}" if value >= 0.1 else f"{name} = {value:.3f}"  # noqa: PLR2004
