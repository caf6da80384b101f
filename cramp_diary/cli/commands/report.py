"""``cramp report``: draw the monthly page of one or several months."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.days import last_counted_day, today
from cramp_diary.cli.output import open_file
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.streams import on_one_line, print_notice, print_result
from cramp_diary.cli.parsing import output_paths
from cramp_diary.cli.parsing.report_months import parse_months
from cramp_diary.cli.session import diary_session
from cramp_diary.core.errors import Contradiction, NothingRecorded
from cramp_diary.core.month import month_of
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cramp_diary.analysis.summaries.monthly import MonthlyReport
    from cramp_diary.analysis.summaries.weekly_factors import WeeksWithFactors
    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period

app = options.new_app()


@app.command(epilog="Example: cramp report march -o march.png")
def report(
    month: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MONTH]...",
            help='2026-03, march, "march 2025", this or last.',
            show_default="the last complete one",
        ),
    ] = None,
    year: Annotated[
        int | None, typer.Option(min=1900, max=2200, help="All its months, as a .pdf.")
    ] = None,
    since: options.SinceMonth = None,
    until: options.UntilMonth = None,
    output: options.Output = None,
    view: options.Open = False,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Your name or initials, to stand on the page.")
    ] = "",
    text: Annotated[bool, typer.Option("--text", help="Print the page in words instead.")] = False,
    with_factors: Annotated[
        bool,
        typer.Option("--with-factors", help="One more page, in a .pdf: the factors week by week."),
    ] = False,
    *,
    db: options.Db,
) -> None:
    """Draw a month on one page, to look at or to hand to a doctor.

    Of a year, or of the months from --since to --until, a PDF with a page a month. With
    --with-factors the last page shows each factor beside the cramps, half a year a page.
    """
    if text and (output or view):
        raise Contradiction("--text prints", "a picture is asked for, too", "leave out one")
    with diary_session(db) as diary:
        day, last_day = today(diary), last_counted_day(diary)
        recorded = diary.recorded_days()
        months = parse_months(" ".join(month or []), year, (since, until), day, recorded)
        path = output_paths.report_path(output, months, with_factors=with_factors and not text)
        period = diary.read()
    made_on = clock.now().date()
    with progress(len(months)) as begin_step:
        from cramp_diary.analysis.summaries.monthly import monthly_report
        from cramp_diary.wording.page_text import format_page
        from cramp_diary.wording.weekly_factors import format_factor_page

        reports = []
        for each in _months_with_page(months, period):
            begin_step(each.title)
            reports.append(monthly_report(period, each, made_on, last_day, on_one_line(name)))
        shown = _find_factors(reports, period) if with_factors else None
        pages = [*map(format_page, reports), *([format_factor_page(shown)] if shown else [])]
        in_words = "\n\n".join(pages)
        if not text:
            _draw_reports(reports, shown, path, in_words)
    print_result(in_words if text else str(path))
    if day < reports[-1].month.end:
        title = reports[-1].month.title
        print_notice(f"{title} is not over: the page shows it up to {format_day(last_day)}.")
    if view:
        open_file.open_with_viewer(path)


def _months_with_page(months: Sequence[Month], period: Period) -> list[Month]:
    """Return the months; of several, leave out those without a recorded day, with a notice.

    Raises
    ------
    NothingRecorded
        If none of several months has a recorded day.
    """
    recorded_months = {month_of(recorded) for recorded in period.recorded_days}
    shown = [month for month in months if len(months) == 1 or month in recorded_months]
    if not shown:
        when = f"{months[0].title} to {months[-1].title}"
        raise NothingRecorded(when, max(period.recorded_days, default=None))
    left_out = [month.title for month in months if month not in shown]
    if left_out:
        print_notice(f"No page for months without a recorded day: {', '.join(left_out)}.")
    return shown


def _find_factors(reports: Sequence[MonthlyReport], period: Period) -> WeeksWithFactors:
    """Return the factors in the weeks of the reports."""
    from cramp_diary.analysis.summaries.weekly_factors import weeks_with_factors

    end = reports[-1].covers_until + timedelta(days=1)
    return weeks_with_factors(period, reports[0].month.start, end)


def _draw_reports(
    reports: Sequence[MonthlyReport], factors: WeeksWithFactors | None, path: Path, text: str
) -> None:
    """Draw one page a month, and after them the factors, if these are given, into a file.

    The pages as text go into its description.
    """
    from cramp_diary.charts.page.factor_pages import factor_pages
    from cramp_diary.charts.page.monthly_page import monthly_page
    from cramp_diary.charts.saving import save_figures
    from cramp_diary.wording.page_text import format_pages_title

    title = format_pages_title(reports[0].month, reports[-1].month)
    figures = [monthly_page(report) for report in reports]
    if factors:
        figures += factor_pages(factors, reports)
    save_figures(figures, path, title, text)
