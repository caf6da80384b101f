"""The monthly page as text, for those who cannot see the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.text import format_count
from cramp_diary.core.version import __version__
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.wording import page_labels
from cramp_diary.wording.advice import (
    SIGNS_HEADING,
    SUGGESTIONS_HEADING,
    format_advice,
    format_no_sign,
    format_signs_to_watch,
    format_warning_signs,
)
from cramp_diary.wording.chart_texts import format_state_lines
from cramp_diary.wording.findings import format_control_note, format_finding
from cramp_diary.wording.formatting import NOT_GIVEN, NOT_RECORDED
from cramp_diary.wording.headline import format_headline
from cramp_diary.wording.key_figures import (
    format_completeness,
    format_key_figures,
    format_late_sentence,
)
from cramp_diary.wording.medication_list import (
    MEDICATIONS_HEADING,
    format_medication_sentence,
    format_no_medications,
)
from cramp_diary.wording.medication_timeline import format_course_change
from cramp_diary.wording.page_factors import rank_findings
from cramp_diary.wording.published import format_published
from cramp_diary.wording.relief import RELIEF_HEADING, format_methods
from cramp_diary.wording.sites import SITES_HEADING, format_sites
from cramp_diary.wording.symptoms import format_symptoms
from cramp_diary.wording.trial import (
    TRIAL_HEADING,
    format_result_notes,
    format_trial_line,
    format_trial_sentence,
)
from cramp_diary.wording.weeks import format_week

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.summaries.monthly import CalendarDay, MonthlyReport
    from cramp_diary.core.month import Month


def format_pages_title(first: Month, last: Month) -> str:
    """Format the title of a file with the pages of some months."""
    return f"Cramps, {first.title}{f' to {last.title}' if last != first else ''}"


def format_page(report: MonthlyReport, version: str = __version__) -> str:
    """Return all that the monthly page shows as text: a section a panel, a line a fact.

    Parameters
    ----------
    version
        Of the program, for the last line.
    """
    return "\n\n".join("\n".join(filter(None, lines)) for lines in _sections(report, version))


def _sections(report: MonthlyReport, version: str) -> Iterator[Sequence[str]]:
    title = page_labels.format_title(report.month)
    head = f"{title}: {report.name}" if report.name else title
    completeness = format_completeness(report) if report.figures.recorded_days else ""
    yield head, format_headline(report), completeness, format_late_sentence(report)
    if told := format_trial_line(report):
        yield (told,)
    yield page_labels.FIGURES_HEADING, *_format_figures(report)
    yield MEDICATIONS_HEADING, *_format_medications(report)
    found = [f"- {sign}" for sign in format_warning_signs(report)] or [format_no_sign(report)]
    yield SIGNS_HEADING, *found, *format_symptoms(report), format_signs_to_watch()
    yield page_labels.MONTH_HEADING, *_format_calendar(report.calendar)
    none = page_labels.format_no_episodes(report)
    yield page_labels.HOURS_HEADING, *(format_state_lines(report.hours) if report.hours else [none])
    yield (format_sites(report.where) if report.figures.episodes else f"{SITES_HEADING}. {none}",)
    yield page_labels.WEEKS_HEADING, *map(format_week, report.weeks)
    yield from _format_findings(report)
    if ended := report.trial_report:
        yield TRIAL_HEADING, format_trial_sentence(ended), *format_result_notes(ended)
    weeks = page_labels.format_weeks_summary(report)
    yield (f"{RELIEF_HEADING}, {weeks}. {format_methods(report.relief)}",)
    advice = format_advice(report.findings)
    if advice:
        yield (f"{SUGGESTIONS_HEADING}: {advice}",)
    yield page_labels.DISCLAIMER, page_labels.METHOD, page_labels.format_made_on(report, version)


def _format_medications(report: MonthlyReport) -> Iterator[str]:
    if not report.medications:
        yield format_no_medications(report.month)
        return
    yield from map(format_medication_sentence, report.medications)
    yield KEEP_TAKING


def _format_findings(report: MonthlyReport) -> Iterator[Sequence[str]]:
    heading = f"{page_labels.FACTORS_HEADING}, {page_labels.format_factors_caption(report)}"
    ranked = rank_findings(report.findings)
    others = [finding for finding in report.findings if finding not in ranked]
    factors = (
        " ".join([format_finding(f), *map(format_published, f.risk_factor.published)])
        for f in (*ranked, *others)
    )
    control = report.negative_control
    explained = (format_finding(control), format_control_note(control)) if control else ()
    yield heading, *factors, *explained


def _format_figures(report: MonthlyReport) -> Iterator[str]:
    before_title = report.month.previous.title
    for row in format_key_figures(report):
        this, before = (", ".join(filter(None, value)) for value in (row.this, row.before))
        what = f"{row.what} ({row.what_detail})" if row.what_detail else row.what
        yield f"{what}: {this}; {before_title}: {before}."


def _format_calendar(calendar: Sequence[CalendarDay]) -> Iterator[str]:
    cramps = [_format_cramp_day(day) for day in calendar if day.episodes]
    confirmed = [str(day.day.day) for day in calendar if day.episodes == 0]
    missing = [str(d.day.day) for d in calendar if d.reached and d.episodes is None]
    for heading, days in (
        ("Days with cramps", cramps),
        ("Days confirmed without cramps", confirmed),
        (f"Days {NOT_RECORDED}", missing),
    ):
        yield f"{heading}: {', '.join(days) or 'none'}."
    changes = [
        f"{c.medication}, {format_course_change(c)}" for day in calendar for c in day.changes
    ]
    if changes:
        yield f"{page_labels.CHANGE_KEY.capitalize()}: {'; '.join(changes)}."


def _format_cramp_day(day: CalendarDay) -> str:
    severity = f"severity {NOT_GIVEN}"
    if day.worst_severity is not None:
        severity = f"worst severity {day.worst_severity:g}"
    return f"{day.day.day} ({format_count(day.episodes or 0, 'episode')}, {severity})"
