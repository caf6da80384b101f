"""The months of a report: parse which are asked for, and build their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.cli.output.streams import print_notice
from cramp_diary.core.errors import Contradiction, InTheFuture, NothingRecorded
from cramp_diary.core.month import Month, month_of, months_through, parse_month

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from cramp_diary.analysis.summaries.monthly import MonthlyReport
    from cramp_diary.core.period import Period


def parse_months(
    month: str, year: int | None, span: tuple[str | None, str | None], today: date
) -> tuple[Month, ...]:
    """Parse the months that were typed; by default the last complete one.

    Raises
    ------
    UnreadableMonth, InTheFuture
        If a month cannot be read, or has not begun.
    Contradiction
        If more than one of month, year and span is given, or the span ends before it begins.
    """
    choices = (("a month", month), ("a year", year), ("a span", any(span)))
    given = [name for name, value in choices if value]
    if len(given) > 1:
        raise Contradiction(f"The report is of {given[0]}", f"{given[1]} is given", "leave out one")
    if year:
        return _months_of_year(year, today)
    if not any(span):
        return (parse_month(month or "last", today),)
    since, until = span
    last = parse_month(until or "this", today)
    first = parse_month(since, today) if since else Month(last.year, 1)
    if first > last:
        raise Contradiction(
            f"The months begin with {first}", f"end with {last}", "give a last one that is later"
        )
    return months_through(first, last)


def _months_of_year(year: int, today: date) -> tuple[Month, ...]:
    if year > today.year:
        raise InTheFuture(str(year), f"the year {year}", str(today.year))
    return months_through(Month(year, 1), min(Month(year, 12), month_of(today)))


def build_reports(
    period: Period,
    months: Sequence[Month],
    dates: tuple[date, date],
    name: str,
    begin_step: Callable[[str], None],
) -> list[MonthlyReport]:
    """Build the reports; of several months, leave out those without a recorded day, with a notice.

    Parameters
    ----------
    dates
        The date on which the reports are made, and the diary day of that time.
    name
        The name to print on the pages; may be empty.
    begin_step
        Called with each month's title before its report is built.
    """
    from cramp_diary.analysis.summaries.monthly import monthly_report

    made_on, day = dates
    recorded_months = {month_of(recorded) for recorded in period.recorded_days}
    shown = [month for month in months if len(months) == 1 or month in recorded_months]
    if not shown:
        when = f"{months[0].title} to {months[-1].title}"
        raise NothingRecorded(when, max(period.recorded_days, default=None))
    left_out = [month.title for month in months if month not in shown]
    if left_out:
        print_notice(f"No page for months without a recorded day: {', '.join(left_out)}.")
    reports = []
    for month in shown:
        begin_step(month.title)
        reports.append(monthly_report(period, month, made_on, day, name))
    return reports


def format_reports(reports: Sequence[MonthlyReport]) -> str:
    """Return all pages as text."""
    from cramp_diary.wording.page_text import format_page

    return "\n\n".join(map(format_page, reports))


def draw_reports(reports: Sequence[MonthlyReport], path: Path, text: str) -> None:
    """Draw one page a month into a file, with the pages as text in its description."""
    from cramp_diary.charts.page.monthly_page import monthly_page
    from cramp_diary.charts.saving import save_figures

    title = f"Cramps, {reports[0].month.title}"
    if len(reports) > 1:
        title += f" to {reports[-1].month.title}"
    save_figures([monthly_page(report) for report in reports], path, title, text)
