"""The pages with the factors week by week at the end of a report."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.risk_factors import MEDICATION, SITTING
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.analysis.summaries.weekly_factors import (
    FactorWeek,
    FactorWeeks,
    WeeksWithFactors,
    weeks_with_factors,
)
from cramp_diary.charts.figures import weekly_chart
from cramp_diary.charts.page.factor_pages import LANES_A_PAGE, WEEKS_A_PAGE, factor_pages
from cramp_diary.charts.page.layout import (
    FOOT_BOX,
    FULL_WIDTH_MM,
    PAGE_HEIGHT_MM,
    PAGE_LEFT_MM,
    PAGE_WIDTH_MM,
)
from cramp_diary.charts.style import MM_PER_INCH
from cramp_diary.core.model import Day
from cramp_diary.core.month import Month
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.wording.page_labels import DISCLAIMER, NO_GLYPH_NOTE
from cramp_diary.wording.weekly_factors import FACTOR_PAGE_HEADING, NO_LANES, format_factor_page
from tests.support.drawn_pages import box, overlapping, texts, words
from tests.support.factories import a_period
from tests.support.reports import a_report, a_week

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

    from cramp_diary.core.period import Period
    from tests.support.command_runner import Cramp

MONDAY = date(2025, 9, 29)
NAMES = [
    *(f"factor number {n}" for n in range(7)),
    "ä" * 40,
    "W" * 40,
    "a name of forty letters that goes on and on",
    "משקה חם",
    "\U0001f375 tea",
]


def shown(names: list[str], weeks: int = 26) -> WeeksWithFactors:
    lanes = tuple(
        FactorWeeks(
            replace(SITTING, exposure=name, unit="glasses of it"),
            tuple(FactorWeek(7, 0.123 * 10 ** (n % 4)) for n in range(weeks)),
        )
        for name in names
    )
    starts = (MONDAY + timedelta(7 * n) for n in range(weeks))
    return WeeksWithFactors(tuple(a_week(start, 7, 13, 8) for start in starts), lanes)


def drawn(names: list[str], weeks: int = 26) -> list[Figure]:
    pages = factor_pages(shown(names, weeks), [replace(a_report("rich"), name="A. Person")], "1.0")
    for page in pages:
        page.draw_without_rendering()
    return pages


def a_diary(days: int, start: date = MONDAY) -> Period:
    period = a_period(start, [0] * days)
    return replace(
        period,
        days=tuple(replace(day, sitting_hours=n % 24) for n, day in enumerate(period.days)),
    )


def test_the_page_is_a4_with_the_head_and_foot_of_the_report() -> None:
    (page,) = drawn(NAMES[:3])
    assert tuple(page.get_size_inches() * MM_PER_INCH) == pytest.approx(
        (PAGE_WIDTH_MM, PAGE_HEIGHT_MM)
    )
    said = words(page)
    assert {"Cramp diary, March 2026", "A. Person", FACTOR_PAGE_HEADING, DISCLAIMER} <= set(said)
    assert "29 Sep 2025 to 29 Mar 2026: 182 recorded days" in said
    assert NO_GLYPH_NOTE not in " ".join(said)


@pytest.mark.parametrize(("count", "weeks"), [(1, 1), (5, 5), (10, 27), (12, 26)])
def test_all_texts_keep_within_the_margins_and_apart(count: int, weeks: int) -> None:
    for page in drawn(NAMES[-count:], weeks):
        assert overlapping(page) == []
        left, right = (
            mm / MM_PER_INCH * page.dpi for mm in (PAGE_LEFT_MM, PAGE_LEFT_MM + FULL_WIDTH_MM)
        )
        assert [
            text for text in texts(page) if box(text).x0 < left - 4 or box(text).x1 > right + 6
        ] == []
        foot = (PAGE_HEIGHT_MM - FOOT_BOX.top) / MM_PER_INCH * page.dpi
        lanes = [text for text in texts(page) if text.get_text() == "days"]
        assert min(box(text).y0 for text in lanes) > foot


def test_a_square_is_explained() -> None:
    assert NO_GLYPH_NOTE in " ".join(words(drawn(["\U0001f375 tea"])[0]))


def test_more_factors_or_weeks_are_on_further_pages_that_say_so() -> None:
    pages = drawn(NAMES, 53)
    assert len(NAMES) > LANES_A_PAGE
    assert WEEKS_A_PAGE < 53
    spans = [next(text for text in words(page) if "recorded days;" in text) for page in pages]
    assert [span.partition("; ")[2] for span in spans] == [
        f"page {n} of 4 with factors" for n in (1, 2, 3, 4)
    ]
    assert spans[0].startswith("29 Sep 2025 to 5 Apr 2026: ")
    assert spans[-1].startswith("6 Apr 2026 to 4 Oct 2026: ")
    named = [[name for name in NAMES[:7] if name in words(page)] for page in pages]
    assert named[0] == named[2] == NAMES[:6]
    assert named[1] == named[3] == NAMES[6:7]


def test_beside_a_medication_stands_not_to_stop_it() -> None:
    whole = shown(["furosemide", "tea"])
    lanes = [
        replace(lane, risk_factor=replace(lane.risk_factor, factor=factor))
        for lane, factor in zip(whole.factors, (MEDICATION, "tea"), strict=True)
    ]
    assert KEEP_TAKING in " ".join(words(weekly_chart(whole.weeks, "", lanes)))
    assert KEEP_TAKING not in " ".join(words(weekly_chart(whole.weeks, "", lanes[1:])))
    pages = factor_pages(replace(whole, factors=tuple(lanes)), [a_report("rich")])
    assert KEEP_TAKING in " ".join(words(pages[0]))


def test_no_recorded_factor_is_said() -> None:
    (page,) = drawn([])
    assert NO_LANES in words(page)


@pytest.mark.parametrize(
    ("days", "first", "end", "start", "count"),
    [
        # The diary is younger than half a year.
        (168, date(2026, 3, 1), date(2026, 3, 16), MONDAY, 24),
        # Half a year up to the end of the month.
        (240, date(2026, 5, 1), date(2026, 6, 1), date(2025, 12, 1), 26),
        # All weeks of the months.
        (300, date(2025, 10, 1), date(2026, 7, 1), MONDAY, 40),
        # A month before the diary began.
        (20, date(2025, 9, 1), date(2025, 9, 10), date(2025, 9, 8), 1),
    ],
)
def test_the_weeks_are_those_of_the_report_and_at_least_half_a_year(
    days: int, first: date, end: date, start: date, count: int
) -> None:
    found = weeks_with_factors(a_diary(days), first, end)
    assert (found.weeks[0].start, len(found.weeks)) == (start, count)
    last = found.weeks[-1]
    assert last.start <= end - timedelta(days=1) < last.start + timedelta(days=7)


def test_days_after_the_report_do_not_count() -> None:
    found = weeks_with_factors(a_diary(60), date(2025, 10, 1), date(2025, 11, 1))
    (sitting,) = [lane for lane in found.factors if lane.risk_factor == SITTING]
    # From 29 September to Friday, 31 October.
    assert [week.recorded_days for week in sitting.weeks] == [7, 7, 7, 7, 5]
    # Without a medication there is none that could be recorded, and water is not.
    assert found.factors == (sitting,)


def test_the_page_in_words_has_the_weeks_and_the_factors() -> None:
    text = format_factor_page(weeks_with_factors(a_diary(14), MONDAY, MONDAY + timedelta(14)))
    assert text.startswith(f"{FACTOR_PAGE_HEADING}\nEpisode rate by week:\nfrom 29 Sep 2025, 0 a")
    assert text.endswith(
        "sitting, h a day: from 29 Sep 2025 3 on 7 days; from 6 Oct 2025 10 on 7 days."
    )


def test_a_report_of_a_month_has_a_second_page(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = sample("report", "2026-03", "--with-factors")
    assert (result.exit_code, result.stdout) == (0, "cramp-report-2026-03.pdf\n")
    assert re.search(rb"/Count 2\b", (tmp_path / "cramp-report-2026-03.pdf").read_bytes())


def test_a_report_of_several_months_ends_with_the_factors(sample: Cramp, tmp_path: Path) -> None:
    path = tmp_path / "months.PDF"
    words = ("report", "--since", "2026-02", "--until", "2026-03", "--with-factors")
    assert sample(*words, "-o", str(path)).exit_code == 0
    assert re.search(rb"/Count 3\b", path.read_bytes())


def test_in_words_the_factors_come_last(sample: Cramp) -> None:
    plain = sample("report", "2026-03", "--text").stdout
    more = sample("report", "2026-03", "--text", "--with-factors").stdout
    assert more.startswith(plain.rstrip("\n"))
    added = more.removeprefix(plain.rstrip("\n"))
    assert added.startswith(f"\n\n{FACTOR_PAGE_HEADING}\n")
    assert "furosemide, % of days: from 6 Oct 2025 0 on 7 days" in added
    # The last week ends with the month.
    assert "from 30 Mar 2026 1.2 on 2 days." in added
    assert added.endswith(f"\n{KEEP_TAKING}\n")


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_picture_of_one_page_names_the_command_that_makes_two(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = sample("report", "march", "--with-factors", "-o", f"my march.{ending}")
    assert result.exit_code != 0
    assert result.stderr == (
        f"cramp: --with-factors makes a second page, for which my march.{ending} has no room: it"
        " needs a .pdf file, as with cramp report 2026-03 --with-factors -o 'my march.pdf'\n"
    )
    assert not (tmp_path / f"my march.{ending}").exists()


def test_a_day_of_water_alone_is_in_its_week() -> None:
    period = replace(a_period(MONDAY, [0, None]), days=(Day(diary_day=MONDAY, no_cramps=True),))
    period = replace(
        period, days=(*period.days, Day(diary_day=MONDAY + timedelta(1), water_ml=1500))
    )
    report = monthly_report(period, Month(2025, 9), date(2025, 10, 1))
    found = weeks_with_factors(period, report.month.start, date(2025, 10, 1))
    assert [lane.risk_factor.exposure for lane in found.factors] == ["water"]
