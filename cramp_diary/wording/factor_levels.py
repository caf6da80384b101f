"""Words of the chart of one factor in levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.analysis.risk_factors import WATER
from cramp_diary.core.text import format_count
from cramp_diary.core.units import format_number, millilitres_per
from cramp_diary.core.vocabulary import YES_NO
from cramp_diary.wording.chart_texts import format_factors_notice
from cramp_diary.wording.factor_phrases import unit_of
from cramp_diary.wording.findings import CONTROL_IS_LINK_NOTE, format_finding
from cramp_diary.wording.formatting import (
    format_days,
    format_digits,
    format_episodes_on_days,
    format_range,
    sentence_case,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.rates import DailyRate
    from cramp_diary.analysis.summaries.factor_levels import FactorLevel, FactorLevels

LEVELS_HEADING = "Cramps at each level of a factor"
LEVELS_CAPTION = (
    "Bars: episodes a recorded day, with exact 95% intervals, as if no episode had to do with"
    " another. Line: what the model behind the verdict expects on average; band: the same for all"
    " ratios in the verdict's 95% interval, so it says how steep the line is, not how high."
)
DAYS_CAPTION = (
    "All days: the shade is that of the level; above it a mark on days with cramps, taller with"
    " more of them; white, not recorded."
)
NO_LEVELS = "No factor is recorded in these days."
RATES_LABEL = "episodes a recorded day"
LEVEL_LABEL = "level"
COUNT_LABELS = ("recorded days", "episodes")
RATE_LABELS = ("episodes a day", "95% interval")
_WHOLE_FROM = 100


def format_levels_name(shown: FactorLevels) -> str:
    """Return the exposure, and after it the risk factor that it stands for."""
    factor = shown.finding.risk_factor
    same = factor.factor == factor.exposure
    return factor.exposure if same else f"{factor.exposure} ({factor.factor})"


def format_levels_unit(shown: FactorLevels) -> str:
    """Return the unit of the amounts; empty where they have none, and of a yes or no."""
    return unit_of(shown.finding.risk_factor, shown.settings.volume_unit)


def format_levels_measure(shown: FactorLevels) -> str:
    """Return what the levels measure: "h a day"; empty where they have no unit."""
    unit = format_levels_unit(shown)
    return f"{unit} a day" if unit else ""


def format_level(shown: FactorLevels, level: FactorLevel) -> str:
    """Return the range of a level, without the unit: "6 to 7"; of a yes or no one of the two."""
    least, greatest = (_format_end(shown, end) for end in (level.least, level.greatest))
    return least if least == greatest else f"{least} to {greatest}"


def _format_end(shown: FactorLevels, amount: float) -> str:
    factor, settings = shown.finding.risk_factor, shown.settings
    if factor.yes_no:
        yes, no = YES_NO
        return yes if amount else no
    if factor == WATER:
        amount /= millilitres_per(settings.volume_unit, settings.measures)
    return _format_amount(amount)


def _format_amount(amount: float) -> str:
    if abs(amount) < 1:
        return format_number(float(f"{amount:.2g}"))
    return format_number(round(amount, 2 if abs(amount) < _WHOLE_FROM else 0))


def format_level_counts(level: FactorLevel) -> tuple[str, str]:
    """Return the numbers under `COUNT_LABELS`."""
    return str(level.days), str(level.episodes)


def format_level_rate(rate: DailyRate | None) -> tuple[str, str]:
    """Return the numbers under `RATE_LABELS`, empty without a day."""
    if rate is None:
        return "", ""
    return format_digits(rate.per_day), format_range(rate.low, rate.high)


def format_levels_verdict(shown: FactorLevels) -> str:
    """Return the verdict in a sentence; without one, what is missing."""
    sentence = format_finding(shown.finding)
    if shown.control_is_link and shown.finding.verdict is Verdict.POSSIBLE_LINK:
        return f"{sentence} {CONTROL_IS_LINK_NOTE}"
    return sentence


def format_factor_levels(several: Sequence[FactorLevels]) -> str:
    """Describe the chart of levels."""
    described = ["\n".join(_describe(shown)) for shown in several]
    notice = format_factors_notice([shown.finding for shown in several])
    return "\n\n".join([f"{LEVELS_HEADING}.", *(described or [NO_LEVELS]), notice])


def _describe(shown: FactorLevels) -> Iterator[str]:
    unit = f" {format_levels_unit(shown)}".rstrip()
    levels = "; ".join(
        f"{format_level(shown, level)}{unit}:"
        f" {format_episodes_on_days(level.episodes, level.days)}"
        f"{_describe_rate(level.rate) if shown.curve else ''}"
        for level in shown.levels
    )
    if levels:
        yield f"{sentence_case(format_levels_name(shown))}: {levels}."
    if shown.curve:
        curve = shown.curve
        ends = (
            f"{format_digits(curve.per_day[n])} ({format_range(curve.low[n], curve.high[n])}) at"
            f" {_format_end(shown, curve.amounts[n])}{unit}"
            for n in (0, -1)
        )
        yield f"The line goes from {' to '.join(ends)}."
    yield format_levels_verdict(shown)
    if levels:
        known = sum(day.level is not None for day in shown.days)
        cramped = sum(bool(day.episodes) for day in shown.days)
        yield (
            f"{format_days(shown.days[0].day, shown.days[-1].day)}: a level on"
            f" {known} of {format_count(len(shown.days), 'day')}, cramps on {cramped}."
        )


def _describe_rate(rate: DailyRate | None) -> str:
    per_day, interval = format_level_rate(rate)
    return f", {per_day} a day ({interval})" if rate else ""
