"""Headings, captions, names and notes of the monthly page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.risk_factors import MEDICATION, NO_MEDICATION
from cramp_diary.core.text import format_count, shorten
from cramp_diary.wording.findings import format_contrast
from cramp_diary.wording.formatting import NOT_CAUSES, format_date
from cramp_diary.wording.key_figures import format_nothing_recorded

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.monthly import MonthlyReport
    from cramp_diary.core.month import Month

FEW_DAYS = 4
"""Weeks with fewer recorded days are drawn hatched, as the captions say."""

LONGEST_NAME = 24
_NAME_END = 8

FIGURES_HEADING = "Key figures"
MONTH_HEADING = "Day by day"
MONTH_CAPTION = "episodes (worst severity)"
CHANGE_KEY = "medication change"
PLACES_CAPTION = "episodes; one may be at several"
WEEKS_HEADING = "Episodes a week, on recorded days"
PAGE_WEEKS_HEADING = "Episodes a week"
PAGE_WEEKS_CAPTION = f"95% intervals; hatched: under {FEW_DAYS} days"
WEEKS_CAPTION = f"Line: 95% interval, arrow: it goes on. Hatched: under {FEW_DAYS} recorded days."
WEEK_START_LABEL = "week from"
WEEK_COUNT_LABELS = ("recorded days", "episodes", "median severity", "worst severity")
PAGE_WEEK_COUNTS = 2
"""How many of these rows the page has."""

HOURS_HEADING = "Hour an episode began, by state"
FACTORS_HEADING = "What goes together with the cramps"
FACTOR_COLUMN = "Factor and what is compared"
COUNTS_COLUMN = "Episodes / days"
RATIO_COLUMN = "Ratio"
INTERVAL_COLUMN = "95% interval"
FEWER_CRAMPS, MORE_CRAMPS = "fewer cramps", "more"
VERDICT_COLUMN = "Verdict"
PUBLISHED_KEY = "tick: a published ratio"
TOO_FEW_LABEL = "No verdict yet"
RELIEF_LABEL = "What eased them"
TRIAL_LABEL = "The trial"
NOTHING_COMPARED = "Nothing can be compared yet."
NO_GLYPH_NOTE = "a letter that the font of this page lacks: cramp report --text has it."
DISCLAIMER = f"Self-reported in a diary. {NOT_CAUSES}"
PAGE_METHOD = (
    "Method: rate ratios of a Firth-penalised Poisson model, adjusted for drift and yesterday's"
    " cramps, all factors tested together."
)
METHOD = (
    "Method: rate ratios from a Firth-penalised Poisson model of episodes a day, adjusted for"
    " slow drift and cramps the day before; 95% intervals by inverting a score test widened by"
    " circular shifts of each factor's calendar; Benjamini-Hochberg over all factors tested."
    " Weekly rates: exact Poisson intervals."
)


def shorten_name(name: str) -> str:
    """Return a long name cut in its middle, as names of medicines differ at their ends.

    >>> shorten_name("magnesium"), shorten_name("metformin hydrochloride 500 mg")
    ('magnesium', 'metformin hydro…e 500 mg')
    """
    return shorten(name, lambda cut: len(cut) <= LONGEST_NAME, name[-_NAME_END:])


def format_factor(finding: Finding) -> str:
    """Return a factor with its exposure, as in "poor circulation (sitting)"."""
    factor = finding.risk_factor
    if factor == NO_MEDICATION:
        return "medication (none recorded)"
    if factor.factor == factor.exposure:
        return shorten_name(factor.exposure)
    named = factor.factor.split()
    exposure = " ".join(word for word in factor.exposure.split() if word not in named)
    exposure = shorten_name(exposure or factor.exposure)
    name = "medication" if factor.factor == MEDICATION else factor.factor
    return f"{name} ({exposure})"


def format_factor_two_lines(finding: Finding) -> tuple[str, str]:
    """Return a factor and, for a second line, what is compared or would be."""
    factor = finding.risk_factor
    compared = format_contrast(finding)
    if factor.factor not in (MEDICATION, factor.exposure):
        return factor.factor, compared or factor.exposure
    if factor.factor == MEDICATION and not compared and finding.counts.days:
        days = format_count(finding.counts.days, "recorded day")
        compared = f"taken on {finding.counts.exposed_days} of {days}"
    return format_factor(finding), compared


def format_factors_caption(report: MonthlyReport) -> str:
    """Format which days the factor table compares."""
    days = format_count(report.diary_days, "recorded day")
    caption = f"whole diary up to {format_date(report.covers_until)}: {days}"
    names = ", ".join(factor.exposure for factor in report.left_out)
    return f"{caption}; {names} left out during its trial" if names else caption


def format_title(month: Month) -> str:
    """Return the title of the page.

    >>> from cramp_diary.core.month import Month
    >>> format_title(Month(2026, 3))
    'Cramp diary, March 2026'
    """
    return f"Cramp diary, {month.title}"


def format_no_episodes(report: MonthlyReport) -> str:
    """Format that a month has no episodes, or no recorded days."""
    if not report.figures.recorded_days:
        return format_nothing_recorded(report.month)
    recorded = format_count(report.figures.recorded_days, "recorded day")
    return f"No episodes on the {recorded} of {report.month.title}."


def format_weeks_summary(report: MonthlyReport) -> str:
    """Format how many weeks the panels by week show, and from when."""
    weeks = report.weeks
    return f"{format_count(len(weeks), 'week')} from {format_date(weeks[0].start)}"


def format_made_on(report: MonthlyReport, version: str) -> str:
    """Format when and by what the page was made."""
    return f"Made on {format_date(report.made_on)} by cramp-diary {version}."
