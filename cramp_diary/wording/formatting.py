"""Counts, ratios and rates as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.rates import WeeklyRate

DISPLAY_BOUND = 50.0
"""Ratios beyond this, or below its inverse, are shown as no limit."""


def format_count(number: int, noun: str) -> str:
    """Say a number of things.

    >>> format_count(1, "episode"), format_count(0, "recorded day")
    ('1 episode', '0 recorded days')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def sentence_case(text: str) -> str:
    """Begin with a capital.

    >>> sentence_case("hours in poor shoes")
    'Hours in poor shoes'
    """
    return text[:1].upper() + text[1:]


def format_date(day: date) -> str:
    """Say a date without its weekday.

    >>> from datetime import date
    >>> format_date(date(2026, 3, 1))
    '1 Mar 2026'
    """
    return format_day(day).split(" ", 1)[1]


def format_digits(value: float) -> str:
    """Write a ratio or rate with as many digits as it can bear.

    >>> format_digits(0), format_digits(0.0312), format_digits(2.134), format_digits(13.96)
    ('0', '0.03', '2.1', '14')
    """
    if value == 0:
        return "0"
    if value < 1:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"  # noqa: PLR2004 - two digits


def format_rate(rate: WeeklyRate | None) -> str:
    """Say an episode rate with its interval."""
    if rate is None:
        return "no recorded days"
    interval = f"{format_digits(rate.low)} to {format_digits(rate.high)}"
    return f"{format_digits(rate.per_week)} a week ({interval})"


def format_ratio(association: Association) -> str:
    """Say a rate ratio.

    Beyond 50, or below 1/50, only the bound is said.
    """
    ratio = association.rate_ratio
    if ratio > DISPLAY_BOUND:
        return f"over {DISPLAY_BOUND:.0f}"
    return f"under 1/{DISPLAY_BOUND:.0f}" if ratio < 1 / DISPLAY_BOUND else format_digits(ratio)


def format_interval(association: Association) -> str:
    """Say a 95% interval; limits beyond 1/50..50 are none."""
    low, high = association.low, association.high
    has_low, has_high = low >= 1 / DISPLAY_BOUND, high <= DISPLAY_BOUND
    if has_low and has_high:
        return f"{format_digits(low)} to {format_digits(high)}"
    if has_low:
        return f"{format_digits(low)}, no upper limit"
    return f"no lower limit, {format_digits(high)}" if has_high else "no limits"


def format_p_value(name: str, value: float) -> str:
    """Say a p- or q-value.

    >>> format_p_value("p", 0.0321), format_p_value("q", 0.00004), format_p_value("p", 0.5)
    ('p = 0.032', 'q < 0.001', 'p = 0.50')
    """
    if value < 0.001:  # noqa: PLR2004 - the smallest that is told
        return f"{name} < 0.001"
    return f"{name} = {value:.2f}" if value >= 0.1 else f"{name} = {value:.3f}"  # noqa: PLR2004
