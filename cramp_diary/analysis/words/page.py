"""The monthly page in words: its sentences, and all of it for whoever cannot see it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cramp_diary.analysis.verdicts import Verdict
from cramp_diary.analysis.words.figures import NOT_RECORDED, completeness_words, key_figure_rows
from cramp_diary.analysis.words.findings import LINKS, finding_sentence
from cramp_diary.analysis.words.labels import (
    DISCLAIMER,
    FACTORS_HEADING,
    METHOD,
    factors_caption,
    no_episodes_words,
    shortened,
)
from cramp_diary.analysis.words.numbers import counted, rate_words
from cramp_diary.when import spoken_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.analysis.association import Association
    from cramp_diary.analysis.findings import Finding
    from cramp_diary.analysis.monthly import CalendarDay, MonthlyReport
    from cramp_diary.analysis.weekly import Week

MOST_SENTENCES = 5

_SAID_FIRST = (
    Verdict.CLEAR_LINK,
    Verdict.POSSIBLE_LINK,
    Verdict.STRONG_LINK_UNLIKELY,
    Verdict.CANNOT_TELL_YET,
)


def report_sentences(report: MonthlyReport, most: int = MOST_SENTENCES) -> tuple[str, ...]:
    """Return up to five sentences: links, then the surest others, then what has too few days.

    Parameters
    ----------
    most
        Where the page has room for fewer.
    """
    compared = [(f, f.association) for f in report.findings if f.association]
    compared.sort(key=lambda pair: _importance(*pair))
    links = sum(finding.verdict in LINKS for finding, _ in compared)
    last = _without_verdict(report.findings) if links < most else ()
    if links > most:
        last = (f"And {counted(links - most + 1, 'more link')}, in the table above.",)
    said = compared[: most - len(last)]
    return (*(_brief(finding) for finding, _ in said), *last)


def page_in_words(report: MonthlyReport) -> str:
    """Return all that the monthly page shows, in words."""
    paragraphs = [
        f"Cramp diary, {report.month.title}. {completeness_words(report)}",
        _figures_in_words(report),
        _calendar_in_words(report.calendar),
        weeks_in_words(report.weeks),
        _hours_in_words(report),
        " ".join(
            [
                f"{FACTORS_HEADING}, {factors_caption(report)}.",
                *map(finding_sentence, report.findings),
            ]
        ),
        f"{DISCLAIMER} {METHOD} Made on {spoken_day(report.made_on)}.",
    ]
    return "\n\n".join(paragraphs)


def weeks_in_words(weeks: Sequence[Week]) -> str:
    """Return what the chart of weeks shows, in words."""
    return " ".join(["Episode rate by week:", *map(_week_in_words, weeks)])


def _importance(finding: Finding, a: Association) -> tuple[int, float]:
    rank = _SAID_FIRST.index(finding.verdict)
    # Links: the surest first; the others: the narrowest interval, which tells most.
    return (rank, a.p_value if rank < 2 else math.log(a.high / a.low))  # noqa: PLR2004


def _brief(finding: Finding) -> str:
    """Say a finding with long names cut, so that five sentences keep to their place."""
    name = finding.risk_factor.exposure
    # The first letter may have become a capital.
    return finding_sentence(finding).replace(name[1:], shortened(name)[1:])


def _without_verdict(findings: Sequence[Finding]) -> tuple[str, ...]:
    untold = [f for f in findings if not f.association]
    if not untold:
        return ()
    count = f"{len(untold)} of {counted(len(findings), 'factor')}"
    waiting = [(f.days_still_needed, f.risk_factor.exposure) for f in untold if f.days_still_needed]
    if not waiting:
        return (f"No verdict yet on {count}: too few days on which they were recorded or varied.",)
    days, nearest = min(waiting)
    name = shortened(nearest)
    more = f"about {counted(days, 'more recorded day')}"
    return (f"No verdict yet on {count}: too few days. The nearest is {name}, after {more}.",)


def _figures_in_words(report: MonthlyReport) -> str:
    rows = []
    for row in key_figure_rows(report):
        this, before = (", ".join(filter(None, value)) for value in (row.this, row.before))
        what = f"{row.what} ({row.what_detail})" if row.what_detail else row.what
        rows.append(f"{what}: {this}; the month before: {before}.")
    return " ".join(rows)


def _calendar_in_words(calendar: Sequence[CalendarDay]) -> str:
    parts = []
    cramps = [_cramp_day(day) for day in calendar if day.episodes]
    confirmed = [str(day.day.day) for day in calendar if day.episodes == 0]
    missing = [str(d.day.day) for d in calendar if d.reached and d.episodes is None]
    for heading, days in (
        ("Days with cramps", cramps),
        ("Days confirmed without cramps", confirmed),
        (f"Days {NOT_RECORDED}", missing),
    ):
        parts.append(f"{heading}: {', '.join(days) or 'none'}.")
    return " ".join(parts)


def _cramp_day(day: CalendarDay) -> str:
    severity = "severity not given"
    if day.worst_severity is not None:
        severity = f"worst severity {day.worst_severity:g}"
    return f"{day.day.day} ({counted(day.episodes or 0, 'episode')}, {severity})"


def _week_in_words(week: Week) -> str:
    start = f"from {week.start.day} {week.start:%b}"
    if week.rate is None:
        return f"{start}, {NOT_RECORDED}."
    held = f"{counted(week.episodes, 'episode')} on {counted(week.recorded_days, 'recorded day')}"
    return f"{start}, {rate_words(week.rate)}, {held}."


def _hours_in_words(report: MonthlyReport) -> str:
    if not report.hours:
        return no_episodes_words(report)
    said = []
    for state, counts in report.hours.items():
        hours = ", ".join(f"{n} at {hour:02d}:00" for hour, n in enumerate(counts) if n)
        said.append(f"{state or 'state not given'}: {hours}.")
    return " ".join(["Episodes by hour they began in:", *said])
