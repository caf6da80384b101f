"""The key figures of a month as text, and how complete its record is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.core.text import format_count
from cramp_diary.wording.formatting import NOT_GIVEN, NOT_RECORDED, format_digits, format_range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cramp_diary.analysis.summaries.burden import Burden
    from cramp_diary.analysis.summaries.monthly import KeyFigures, MonthlyReport
    from cramp_diary.core.month import Month


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many days of the month are of one kind, as a number and as text."""

    kind: str
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class FigureText:
    """One key figure: its name, its value this month and the month before, in two lines each."""

    what: str
    what_detail: str
    this: tuple[str, str]
    before: tuple[str, str]


def days_to_come(report: MonthlyReport) -> int:
    """Return how many days of the month are after the last that the report covers."""
    return (report.month.end - timedelta(days=1) - report.covers_until).days


def day_counts(report: MonthlyReport) -> tuple[DayCount, ...]:
    """Return the number of days of each kind, as on the page; kinds without a day are left out.

    The kinds are "cramps", "no cramps", "not recorded" and "to come".
    """
    f = report.figures
    missing, to_come = f.days - f.recorded_days, days_to_come(report)
    kinds = (
        DayCount("cramps", f.cramp_days, f"{format_count(f.cramp_days, 'day')} with cramps"),
        DayCount("no cramps", f.no_cramp_days, f"{f.no_cramp_days} confirmed without cramps"),
        DayCount("not recorded", missing, f"{missing} {NOT_RECORDED}"),
        DayCount("to come", to_come, f"{to_come} still to come"),
    )
    return tuple(kind for kind in kinds if kind.days)


def format_nothing_recorded(month: Month) -> str:
    """Format that a month has no recorded day."""
    return f"No day of {month.title} is recorded."


def format_completeness(report: MonthlyReport) -> str:
    """Format how much of the month is recorded."""
    if not report.figures.recorded_days:
        return format_nothing_recorded(report.month)
    f, to_come = report.figures, days_to_come(report)
    days = f"{'the first ' if to_come else ''}{format_count(f.days, 'day')}"
    confirmed = f"{f.no_cramp_days or 'none'} of them confirmed without cramps"
    missing = f", {f.days - f.recorded_days} {NOT_RECORDED}" if f.recorded_days < f.days else ""
    rest = f"; {format_count(to_come, 'day')} still to come" if to_come else ""
    return f"Recorded {f.recorded_days} of {days}, {confirmed}{missing}{rest}."


def format_late_entries(report: MonthlyReport) -> str:
    """Format in few words how many entries were logged late, of those where that is known."""
    late = report.figures.lateness
    if not late.known:
        return "Time of logging not known" if late.unknown else ""
    of = f"{late.known} known" if late.unknown else _format_entries(late.known)
    return f"Logged over a day late: {late.late} of {of}"


def format_late_sentence(report: MonthlyReport) -> str:
    """Format in a sentence how many entries were logged late; empty without an entry."""
    late = report.figures.lateness
    known = f"{late.late} of {_format_entries(late.known)}" if late.known else ""
    unknown = f"not known of {late.unknown}{' more' if known else ''}" if late.unknown else ""
    counts = "; ".join(filter(None, (known, unknown)))
    what = "episodes, and days confirmed without cramps"
    return f"Logged more than a day late ({what}): {counts}." if counts else ""


def format_key_figures(report: MonthlyReport) -> tuple[FigureText, ...]:
    """Format the key figures of the month and of the month before, side by side.

    Sleep disturbance and soreness have a row only if they were given in one of the two.
    """
    heads = (
        ("Recorded days", ""),
        ("Episodes", ""),
        ("Cramp days, of recorded", ""),
        ("Episode rate", "a week, 95% interval"),
        ("Severity", "median and worst, 0-10"),
        ("Duration", "median and longest"),
        ("Nights woken", ""),
    )
    this, before = _format_values(report.figures), _format_values(report.previous)
    rows = [FigureText(*head, *values) for head, *values in zip(heads, this, before, strict=True)]
    return (*rows, *_format_burden(report.figures, report.previous))


def format_minutes(minutes: float) -> str:
    """Format a duration in minutes or hours.

    >>> format_minutes(4), format_minutes(2.5), format_minutes(90), format_minutes(120)
    ('4 min', '2.5 min', '1 h 30 min', '2 h')
    """
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return f"{round(minutes, 1):g} min"
    hours, rest = divmod(round(minutes), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _format_entries(number: int) -> str:
    return format_count(number, "entry", "entries")


def _format_burden(this: KeyFigures, before: KeyFigures) -> Iterator[FigureText]:
    """Yield the rows of what was given in one of two months."""
    for head, format_value in (
        (("Sleep disturbance", "median and worst, 0-10"), _format_sleep),
        (("Sore after a cramp", "where known; longest"), _format_soreness),
    ):
        values = format_value(this.burden), format_value(before.burden)
        if any(values):
            months = zip(values, (this, before), strict=True)
            yield FigureText(*head, *(value or _format_unknown(f) for value, f in months))


def _format_sleep(burden: Burden) -> tuple[str, str] | None:
    if burden.median_disturbance is None:
        return None
    nights = format_count(burden.nights_said, "night")
    return f"{burden.median_disturbance:g}", f"worst {burden.worst_disturbance}, {nights}"


def _format_soreness(burden: Burden) -> tuple[str, str] | None:
    if not burden.soreness_said:
        return None
    longest = burden.longest_soreness_hours
    how_long = "" if longest is None else f"longest {round(longest, 1):g} h"
    return f"{burden.sore} of {burden.soreness_said}", how_long


def _format_unknown(f: KeyFigures) -> tuple[str, str]:
    if f.rate is None:
        return NOT_RECORDED, ""
    return NOT_GIVEN if f.episodes else "no episodes", ""


def _format_values(f: KeyFigures) -> tuple[tuple[str, str], ...]:
    recorded = (f"{f.recorded_days} of {f.days}", "")
    if f.rate is None:
        return (recorded, *[(NOT_RECORDED, "")] * 6)
    unknown = _format_unknown(f)
    severity, duration = unknown, unknown
    if f.median_severity is not None and f.worst_severity is not None:
        severity = (f"{f.median_severity:g}", f"worst {f.worst_severity:g}")
    if f.median_minutes is not None and f.longest_minutes is not None:
        longest = f"longest {format_minutes(f.longest_minutes)}"
        duration = (format_minutes(f.median_minutes), longest)
    return (
        recorded,
        (str(f.episodes), ""),
        (f"{f.cramp_days} of {f.recorded_days}", ""),
        (format_digits(f.rate.per_week), format_range(f.rate.low, f.rate.high)),
        severity,
        duration,
        (NOT_GIVEN if f.nights_woken is None else str(f.nights_woken), ""),
    )
