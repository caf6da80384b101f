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
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.cli.session import diary_session
from cramp_diary.cli.trial_days import format_trial_day
from cramp_diary.core.errors import Contradiction, NothingRecorded
from cramp_diary.core.month import month_of
from cramp_diary.core.when import format_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
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
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask the five questions about the month again.")
    ] = False,
    no_input: options.NoInput = False,
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

    On a terminal it asks, once for each month, five questions about what a doctor asks beside
    cramps: pain when walking, an urge to move the legs, numbness, weakness, swelling.
    """
    if text and (output or view):
        raise Contradiction("--text prints", "a picture is asked for, too", "leave out one")
    is_terminal = can_ask(no_input=no_input)
    if ask and not is_terminal:
        here = "--no-input is given" if no_input else "there is none here"
        raise Contradiction("--ask asks on a terminal", here, "leave it out")
    with diary_session(db) as diary:
        day, last_day = today(diary), last_counted_day(diary)
        recorded = diary.recorded_days()
        months = parse_months(" ".join(month or []), year, (since, until), day, recorded)
        path = output_paths.report_path(output, months, with_factors=with_factors and not text)
        period, told = diary.read(), format_trial_day(diary, day)
    if is_terminal and _is_to_ask(db, period, months, day, ask=ask):
        from cramp_diary.cli.prompts.symptom_questions import ask_symptoms

        period = ask_symptoms(db, period, months[0], day)
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
    if not text and path.suffix.casefold() != ".pdf" and any(r.trial_report for r in reports):
        print_notice(
            "A trial has ended; for its days and pairs the page has no room: cramp chart trial"
        )
    if told:
        print_notice(f"Today: {told}.")
    if view:
        open_file.open_with_viewer(path)


def _is_to_ask(db: Path, period: Period, months: Sequence[Month], day: date, *, ask: bool) -> bool:
    """Return whether the five questions are asked, on a terminal: by ``--ask``, or of one month.

    Raises
    ------
    Contradiction
        If ``--ask`` is about several months.
    """
    if len(months) > 1:
        if ask:
            raise Contradiction("--ask is about one month", "these are several", "name one")
        return False
    from cramp_diary.cli.prompts.symptom_questions import is_time_to_ask

    return ask or is_time_to_ask(db, period, months[0], day)


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
    from cramp_diary.charts.figures import trial_chart
    from cramp_diary.charts.page.factor_pages import factor_pages
    from cramp_diary.charts.page.monthly_page import monthly_page
    from cramp_diary.charts.saving import save_figures
    from cramp_diary.wording.page_text import format_pages_title

    title = format_pages_title(reports[0].month, reports[-1].month)
    figures = [monthly_page(report) for report in reports]
    if factors:
        figures += factor_pages(factors, reports)
    if path.suffix.casefold() == ".pdf":
        figures += [trial_chart(each.trial_report) for each in reports if each.trial_report]
    save_figures(figures, path, title, text)
