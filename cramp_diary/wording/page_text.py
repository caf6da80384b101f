"""The monthly page in words, for whoever cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary import __version__
from cramp_diary.wording import page_labels
from cramp_diary.wording.advice import (
    DOCTOR_HEADING,
    SIGNS,
    SUGGESTIONS_HEADING,
    applying_sign,
    ask_first,
    suggestions,
)
from cramp_diary.wording.chart_texts import state_lines
from cramp_diary.wording.findings import finding_sentence
from cramp_diary.wording.formatting import counted
from cramp_diary.wording.highlights import report_sentences
from cramp_diary.wording.key_figures import (
    NOT_RECORDED,
    change_sentence,
    completeness_words,
    key_figure_rows,
    late_sentence,
)
from cramp_diary.wording.medication_timeline import change_words
from cramp_diary.wording.medication_weeks import taken_in_words
from cramp_diary.wording.published import published_words
from cramp_diary.wording.relief import RELIEF_HEADING, methods_in_words
from cramp_diary.wording.sites import WHERE_HEADING, where_in_words
from cramp_diary.wording.weeks import week_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.inference.findings import Finding
    from cramp_diary.analysis.summaries.monthly import CalendarDay, MonthlyReport


def page_in_words(report: MonthlyReport, version: str = __version__) -> str:
    """Return all that the monthly page shows, in words: one section a panel, one line a fact.

    Parameters
    ----------
    version
        Of the program, for the foot.
    """
    return "\n\n".join("\n".join(filter(None, lines)) for lines in _sections(report, version))


def _sections(report: MonthlyReport, version: str) -> Iterator[Sequence[str]]:
    title = page_labels.title_words(report.month)
    head = f"{title}: {report.name}" if report.name else title
    yield head, completeness_words(report), late_sentence(report)
    yield page_labels.FIGURES_HEADING, *_figures_in_words(report), change_sentence(report)
    yield page_labels.CALENDAR_HEADING, *_calendar_in_words(report.calendar)
    yield (taken_in_words(report.medications),)
    yield page_labels.WEEKS_HEADING, *map(week_in_words, report.weeks)
    yield page_labels.HOURS_HEADING, *_hours_in_words(report)
    none = page_labels.no_episodes_words(report)
    yield (where_in_words(report.where) if report.figures.episodes else f"{WHERE_HEADING}. {none}",)
    eased = page_labels.nothing_eased_words(report) or methods_in_words(report.relief)
    yield (f"{RELIEF_HEADING}, {page_labels.weeks_words(report)}. {eased}",)
    yield from _findings_in_words(report)
    signs = (applying_sign(report.trend), *SIGNS)
    yield DOCTOR_HEADING, *(f"- {sign}" for sign in signs if sign)
    suggested = suggestions(report.findings)
    if suggested:
        items = (f"- {one}" for one in suggested)
        yield SUGGESTIONS_HEADING, *items, ask_first(suggested)
    yield page_labels.DISCLAIMER, page_labels.METHOD, page_labels.made_words(report, version)


def _findings_in_words(report: MonthlyReport) -> Iterator[Sequence[str]]:
    heading = f"{page_labels.FACTORS_HEADING}, {page_labels.factors_caption(report)}"
    coin = (finding_sentence(report.coin), page_labels.COIN_NOTE) if report.coin else ()
    yield heading, *map(_with_published, report.findings), *coin
    yield page_labels.WORDS_HEADING, *report_sentences(report)


def _with_published(finding: Finding) -> str:
    sizes = map(published_words, finding.risk_factor.published)
    return " ".join([finding_sentence(finding), *sizes])


def _figures_in_words(report: MonthlyReport) -> Iterator[str]:
    before_title = report.month.previous.title
    for row in key_figure_rows(report):
        this, before = (", ".join(filter(None, value)) for value in (row.this, row.before))
        what = f"{row.what} ({row.what_detail})" if row.what_detail else row.what
        yield f"{what}: {this}; {before_title}: {before}."


def _calendar_in_words(calendar: Sequence[CalendarDay]) -> Iterator[str]:
    cramps = [_cramp_day(day) for day in calendar if day.episodes]
    confirmed = [str(day.day.day) for day in calendar if day.episodes == 0]
    missing = [str(d.day.day) for d in calendar if d.reached and d.episodes is None]
    for heading, days in (
        ("Days with cramps", cramps),
        ("Days confirmed without cramps", confirmed),
        (f"Days {NOT_RECORDED}", missing),
    ):
        yield f"{heading}: {', '.join(days) or 'none'}."
    changes = [f"{c.medication}, {change_words(c)}" for day in calendar for c in day.changes]
    if changes:
        yield f"{page_labels.CHANGE_KEY.capitalize()}: {'; '.join(changes)}."


def _cramp_day(day: CalendarDay) -> str:
    severity = "severity not given"
    if day.worst_severity is not None:
        severity = f"worst severity {day.worst_severity:g}"
    return f"{day.day.day} ({counted(day.episodes or 0, 'episode')}, {severity})"


def _hours_in_words(report: MonthlyReport) -> Iterator[str]:
    if not report.hours:
        yield page_labels.no_episodes_words(report)
    yield from state_lines(report.hours)
