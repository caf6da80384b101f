"""The monthly page: what is on it, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from cramp_diary.analysis.inference.verdicts import Verdict
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.charts.lettering import fit_text, width_mm, wrap_text
from cramp_diary.charts.page.layout import PAGE_DPI
from cramp_diary.charts.page.monthly_page import monthly_page
from cramp_diary.charts.style import BODY, clean_style
from cramp_diary.core.month import Month
from cramp_diary.wording.advice import (
    SIGNS,
    format_applying_sign,
    format_ask_first,
    format_suggestions,
)
from cramp_diary.wording.highlights import format_highlights
from cramp_diary.wording.key_figures import format_change
from cramp_diary.wording.page_labels import DISCLAIMER, METHOD, NO_GLYPH_NOTE
from tests.support.drawn_pages import a_page, box, texts, words
from tests.support.factories import a_period
from tests.support.reports import a_finding, a_report

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.monthly import MonthlyReport


def test_completeness_stands_first_and_the_verdicts_last() -> None:
    place = {text.get_text(): box(text).y0 for text in texts(a_page("rich"))}
    place |= {words.split()[-1]: y for words, y in place.items() if words.startswith("a score")}
    order = [
        "Cramp diary, March 2026",
        next(t for t in place if t.startswith("Recorded ") and t.endswith(".")),
        "Key figures",
        "Medications, and episodes a week",
        "Where it cramped",
        "What goes together with the cramps",
        "In words",
        DISCLAIMER,
        METHOD.split()[-1],
    ]
    heights = [place[words] for words in order]
    assert heights == sorted(heights, reverse=True)


def test_headings_keep_their_place_whatever_there_is_to_show() -> None:
    def places(case: str) -> dict[str, tuple[int, int]]:
        return {
            text.get_text(): (round(box(text).x0), round(box(text).y0))
            for text in texts(a_page(case))
            if text.get_fontsize() == 9.5
            and text.get_fontweight() == "bold"
            and text.get_text() not in ("In words", "See a doctor if")
        }

    rich = places("rich")
    # Two columns of 86 mm within margins of 15 mm.
    assert {round(left / PAGE_DPI * 25.4) for left, _ in rich.values()} == {15, 109}
    assert len(rich) == 7
    assert places("no episodes") == places("nine a day") == rich


def test_a_month_without_episodes_says_so() -> None:
    assert "No episodes on the 31 recorded days of March 2026." in words(a_page("no episodes"))


def test_every_sentence_is_on_the_page_in_full() -> None:
    whole = " ".join(words(a_page("rich")))
    sentences = format_highlights(a_report("rich"))
    assert len(sentences) > 1
    for sentence in sentences:
        assert sentence in whole


def test_many_factors_stand_in_the_table_before_the_sentences() -> None:
    said = words(a_page("many medications"))
    assert sum(text.startswith("medication (M") for text in said) == 12
    assert "alcohol" in said
    assert "honesty check (coin toss)" in said
    (note,) = [text for text in said if "more factors, not shown" in text]
    # What was never recorded gives way, and is named.
    assert note.endswith("exertion load, hours in poor shoes, nerve symptoms")


def test_what_has_no_room_is_counted() -> None:
    said = words(a_page("more factors than rows"))
    shown = [text for text in said if text.startswith("medication (M")]
    (note,) = [text for text in said if "more factors, not shown" in text]
    others = {"alcohol"} & set(said)
    left = 47 - len(shown) - len(others) - 2
    assert note.startswith(f"and {left} more factors, not shown: ")
    assert {"dehydration (water)", "poor circulation (sitting)"} <= set(said)


def test_names_are_text_and_never_markup() -> None:
    whole = " ".join(words(a_page("strange names")))
    assert "$x^2$ □ [31m" in whole
    assert "{braces} \\textbf" in whole
    assert "\x1b" not in whole


def a_report_with(count: int) -> MonthlyReport:
    findings = tuple(
        a_finding(f"factor {n}", verdict=Verdict.CANNOT_TELL_YET) for n in range(count)
    )
    return replace(a_report("rich"), findings=findings)


def test_few_factors_have_two_lines_and_many_have_one() -> None:
    few, many = (words(monthly_page(a_report_with(count))) for count in (5, 14))
    assert "days with factor 4 against other days" in few
    assert "days with factor 4 against other days" not in many
    assert "factor 13" in many


def test_text_is_cut_to_its_room_with_an_ellipsis() -> None:
    assert fit_text("sitting", 50, BODY) == "sitting"
    cut = fit_text("a very long name of something", 20, BODY)
    assert cut.endswith("…")
    assert 15 < width_mm(cut, BODY) <= 20
    lines = wrap_text("one two three four five six seven eight nine ten", 20, 2, BODY)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_the_name_stands_at_the_right_of_the_title_and_a_square_is_explained() -> None:
    page = a_page("everything")
    place = {text.get_text(): box(text) for text in texts(page)}
    (name,) = [words for words in place if words.startswith("Ιωάννα")]
    assert name == "Ιωάννα Müller-□□, née 1961 at Łódź"
    assert place[name].x1 / PAGE_DPI * 25.4 == pytest.approx(195, abs=0.5)
    assert place[name].x0 > place["Cramp diary, March 2026"].x1
    assert f"□: {NO_GLYPH_NOTE}" in place
    assert not [words for words in texts(a_page("rich")) if "□" in words.get_text()]


def test_everything_there_is_to_say_is_on_the_page_in_full() -> None:
    report = a_report("everything")
    whole = " ".join(words(a_page("everything")))
    for said in (
        format_change(report),
        format_applying_sign(report.trend),
        *SIGNS,
        *format_suggestions(report.findings),
        format_ask_first(format_suggestions(report.findings)),
    ):
        assert said
        assert said in whole
    assert "and 4 more methods, not shown" in whole
    assert "20 mg" in whole


def test_a_month_without_a_recorded_day_is_a_page_that_says_so() -> None:
    said = words(a_page("nothing recorded"))
    # In the head, and in place of the hours and of the legs.
    assert said.count("No day of March 2026 is recorded.") == 3
    assert "31 not recorded" in said
    assert "medication (none recorded)" in said


def test_panels_without_episodes_or_medications_say_so() -> None:
    said = words(a_page("no episodes"))
    assert said.count("No episodes on the 31 recorded days of March 2026.") == 2
    assert "No episodes are recorded in these 13 weeks." in said
    assert "No medication taken in these 13 weeks." in said


def test_the_repeated_hour_holds_both_its_cramps() -> None:
    report = a_report("clocks go back")
    assert sum(counts[2] for counts in report.hours.values()) == 2
    assert [day.episodes for day in report.calendar if day.day.day in (25, 26)] == [2, 0]


def test_a_year_of_53_weeks_is_followed_by_the_next() -> None:
    report = a_report("after a year of 53 weeks")
    starts = [week.start for week in report.weeks]
    assert len(starts) == 13
    assert {(b - a).days for a, b in pairwise(starts)} == {7}
    assert date(2020, 12, 28) in starts


@pytest.mark.parametrize("day", [1, 10, 20, 30])
def test_the_sentence_on_completeness_ends_with_the_strip_below_it(day: int) -> None:
    begun = a_period(date(2026, 3, day), [1])
    report = monthly_report(begun, Month(2026, 3), date(2026, 3, day))
    with clean_style():
        page = monthly_page(report)
        page.draw_without_rendering()
    (sentence,) = (text for text in texts(page) if text.get_text().startswith("Recorded 1 of "))
    assert sentence.axes is not None
    assert box(sentence).x1 <= sentence.axes.get_window_extent().x1
