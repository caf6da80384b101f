"""A change in the rate or the severity in words, for whatever it is a change from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.before_after import (
    RECORDED_AFTER,
    RECORDED_BEFORE,
    SEVERITIES_AFTER,
    SEVERITIES_BEFORE,
)
from cramp_diary.wording.formatting import (
    format_count,
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
    """What the days before, after and both together are called, as in "the last four weeks"."""

    before: str
    after: str
    both: str


def format_lacking(lacking: Sequence[Shortfall], stretches: ComparedPeriods) -> str:
    """Say what there is too little of, and how much is needed.

    >>> from cramp_diary.analysis.inference.power import Shortfall
    >>> format_lacking([Shortfall("episodes", 1, 10)], ComparedPeriods("March", "April", "both"))
    'too few days: 1 episode in both, 10 needed'
    """
    said = (f"{_had(short, stretches)}, {short.need} needed" for short in lacking)
    return f"too few days: {'; '.join(said)}"


def format_day_span(stretch: DaySpan) -> str:
    """Say the episodes of some days with their rate."""
    episodes = format_count(stretch.episodes, "episode")
    held = f"{episodes} on {format_count(stretch.recorded_days, 'day')}"
    if stretch.rate is None:
        return f"none of {format_count(stretch.days, 'day')} recorded"
    return f"{held} recorded, {format_rate(stretch.rate)}"


def format_ratio_part(ratio: Association, before: str) -> str:
    """Say a rate as a multiple of that before."""
    return (
        f"{format_ratio(ratio)} times that of {before}, 95% interval {format_interval(ratio)}"
        f" ({format_count(ratio.episodes, 'episode')} on {format_count(ratio.days, 'day')})"
    )


def format_points(difference: Difference) -> str:
    """Say by how much severity differs.

    >>> from cramp_diary.analysis.inference.before_after import Difference
    >>> format_points(Difference(-1.04, -2.5, 0.5, 0.2, 1.0))
    '1.0 points lower, 95% interval -2.5 to +0.5'
    """
    points = round(difference.points, 1)
    size = "the same" if points == 0 else f"{abs(points):.1f} points"
    way = "" if points == 0 else " higher" if points > 0 else " lower"
    return f"{size}{way}, 95% interval {_signed(difference.low)} to {_signed(difference.high)}"


def _signed(points: float) -> str:
    rounded = round(points, 1)
    return f"{rounded:+.1f}" if rounded else "0"


def _had(short: Shortfall, stretches: ComparedPeriods) -> str:
    where = {
        RECORDED_BEFORE: ("recorded day", f" in {stretches.before}"),
        RECORDED_AFTER: ("recorded day", f" in {stretches.after}"),
        SEVERITIES_BEFORE: ("cramp day", f" with a severity in {stretches.before}"),
        SEVERITIES_AFTER: ("cramp day", f" with a severity in {stretches.after}"),
    }
    noun, rest = where.get(short.what, (short.what.removesuffix("s"), f" in {stretches.both}"))
    return f"{format_count(short.have, noun)}{rest}"
