"""Sentences about a change in the rate or the severity between two periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.before_after import (
    RECORDED_AFTER,
    RECORDED_BEFORE,
    SEVERITIES_AFTER,
    SEVERITIES_BEFORE,
)
from cramp_diary.core.text import format_count
from cramp_diary.wording.formatting import (
    format_episodes_on_days,
    format_interval,
    format_rate,
    format_ratio,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.inference.before_after import DaySpan, Difference
    from cramp_diary.analysis.inference.power import Shortfall


@dataclass(frozen=True, slots=True)
class ComparedPeriods:
    """What the period before, the one after and both together are called in a sentence."""

    before: str
    after: str
    both: str


def format_lacking(lacking: Sequence[Shortfall], periods: ComparedPeriods) -> str:
    """Format what there is too little of, and how much is needed.

    >>> from cramp_diary.analysis.inference.power import Shortfall
    >>> format_lacking([Shortfall("episodes", 1, 10)], ComparedPeriods("March", "April", "both"))
    'too few days: 1 episode in both, 10 needed'
    """
    lacks = (f"{_format_amount(short, periods)}, {short.need} needed" for short in lacking)
    return f"too few days: {'; '.join(lacks)}"


def format_day_span(span: DaySpan) -> str:
    """Format the episodes of a span of days with their rate."""
    if span.rate is None:
        return f"none of {format_count(span.days, 'day')} recorded"
    counts = format_episodes_on_days(span.episodes, span.recorded_days)
    return f"{counts} recorded, {format_rate(span.rate)}"


def format_ratio_part(ratio: Association, before: str) -> str:
    """Format a rate as a multiple of the rate before, as part of a sentence."""
    return (
        f"{format_ratio(ratio)} times that of {before}, 95% interval {format_interval(ratio)}"
        f" ({format_episodes_on_days(ratio.episodes, ratio.days)})"
    )


def format_points(difference: Difference) -> str:
    """Format by how many points the severity differs.

    >>> from cramp_diary.analysis.inference.before_after import Difference
    >>> format_points(Difference(-1.04, -2.5, 0.5, 0.2, 1.0))
    '1.0 points lower, 95% interval -2.5 to +0.5'
    """
    points = round(difference.points, 1)
    size = "the same" if points == 0 else f"{abs(points):.1f} points"
    way = "" if points == 0 else " higher" if points > 0 else " lower"
    low, high = _format_signed(difference.low), _format_signed(difference.high)
    return f"{size}{way}, 95% interval {low} to {high}"


def _format_signed(points: float) -> str:
    rounded = round(points, 1)
    return f"{rounded:+.1f}" if rounded else "0"


def _format_amount(short: Shortfall, periods: ComparedPeriods) -> str:
    where = {
        RECORDED_BEFORE: ("recorded day", f" in {periods.before}"),
        RECORDED_AFTER: ("recorded day", f" in {periods.after}"),
        SEVERITIES_BEFORE: ("cramp day", f" with a severity in {periods.before}"),
        SEVERITIES_AFTER: ("cramp day", f" with a severity in {periods.after}"),
        "episodes": ("episode", f" in {periods.both}"),
        "cramp days": ("cramp day", f" in {periods.both}"),
    }
    noun, rest = where[short.what]
    return f"{format_count(short.have, noun)}{rest}"
