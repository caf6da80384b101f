"""The two pictures of the sample diary, for ``cramp demo`` and for the README."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.charts.gallery import draw_chart
from cramp_diary.charts.page.monthly_page import draw_page
from cramp_diary.core.month import month_of
from cramp_diary.core.vocabulary import Chart

if TYPE_CHECKING:
    from datetime import date

    from cramp_diary.charts.saving import Picture
    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period


def last_whole_month(period: Period) -> Month:
    """Return the last month that the sample holds whole."""
    return month_of(period.end).previous


def draw_sample_page(period: Period, made_on: date) -> Picture:
    """Draw the monthly page of the last whole month; `made_on` is the date that stands on it."""
    month = last_whole_month(period)
    report = monthly_report(period, month, made_on, period.end - timedelta(days=1), "A. Sample")
    return draw_page(report)


def draw_sample_weeks(period: Period) -> Picture:
    """Draw the chart of all weeks of the sample."""
    return draw_chart(Chart.WEEKLY, period)
