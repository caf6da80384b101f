"""The monthly page: what is on it, and where."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from cramp_diary.charts.lettering import fit_text, width_mm, wrap_text
from cramp_diary.charts.page.layout import PAGE_DPI
from cramp_diary.charts.style import BODY, HEADING
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.wording.advice import (
    NO_SIGN,
    format_advice,
    format_signs_to_watch,
    format_warning_signs,
)
from cramp_diary.wording.headline import format_headline
from cramp_diary.wording.page_labels import DISCLAIMER, NO_GLYPH_NOTE, NOTHING_COMPARED
from cramp_diary.wording.relief import format_relief_brief
from cramp_diary.wording.symptoms import format_symptoms
from tests.support.drawn_pages import a_page, box, texts, words
from tests.support.reports import CASES, a_report


def test_the_page_has_the_order_in_which_a_doctor_reads() -> None:
    place = {text.get_text(): box(text).y0 for text in texts(a_page("rich"))}
    order = [
        "Cramp diary, March 2026",
        "No clear change:",
        "Key figures",
        "Medications",
        "Day by day",
        "Episodes a week",
        "What goes together with the cramps",
        DISCLAIMER,
    ]
    heights = [place[words] for words in order]
    assert heights == sorted(heights, reverse=True)
    assert place["Warning signs"] == pytest.approx(place["Key figures"])
    assert place["Hour an episode began, by state"] == pytest.approx(place["Day by day"])
    factors = place["What goes together with the cramps"]
    assert place["Day by day"] > place["Where it cramped"] > factors


def headings(case: str) -> dict[str, tuple[int, int]]:
    return {
        text.get_text(): (round(box(text).x0), round(box(text).y0))
        for text in texts(a_page(case))
        if text.get_fontsize() == HEADING
        and text.get_fontweight() == "bold"
        and not text.get_text().endswith(":")
    }


@pytest.mark.parametrize("case", CASES)
def test_every_page_has_every_heading_in_two_columns(case: str) -> None:
    found = headings(case)
    assert len(found) == 8
    # Two columns of 86 mm within margins of 15 mm.
    assert {round(left / PAGE_DPI * 25.4) for left, _ in found.values()} == {15, 109}


def test_a_long_list_of_medications_takes_room_from_what_is_below() -> None:
    few, many = headings("no episodes"), headings("ten medicines")
    assert few["Key figures"] == many["Key figures"]
    assert few["Day by day"][1] > many["Day by day"][1] + 50
    said = words(a_page("ten medicines"))
    assert sum(text.startswith("Hydrochlorothiazide/triamterene ") for text in said) >= 9
    assert "Hydrochlorothiazide/triamterene 225 mg/50" in said
    # Begun on the day after the month, and never taken.
    assert not [text for text in said if "250 mg/50" in text or "275 mg/50" in text]


def test_a_month_without_episodes_says_so() -> None:
    assert "No episodes on the 31 recorded days of March 2026." in words(a_page("no episodes"))


def test_the_headline_is_on_the_page_in_full() -> None:
    for case in ("rich", "first week", "everything", "nothing recorded"):
        whole = " ".join(words(a_page(case)))
        for part in format_headline(a_report(case)).split(": "):
            assert part in whole


def test_factors_with_a_ratio_are_rows_and_the_others_are_counted() -> None:
    said = words(a_page("many medications"))
    assert sum(text.startswith("medication (M") for text in said) >= 2
    assert {"alcohol", "honesty check (coin toss)", "No verdict yet"} <= set(said)
    (note,) = [text for text in said if "more factors, not shown" in text]
    assert "M" in note
    assert [text for text in said if text.startswith("4 of 18 factors: ")]


def test_what_has_no_room_is_counted() -> None:
    said = words(a_page("more factors than rows"))
    report = a_report("more factors than rows")
    compared = sum(finding.association is not None for finding in report.findings)
    (note,) = [text for text in said if "more factors, not shown" in text]
    shown = sum(text.startswith(("medication (M", "poor circ", "dehydration")) for text in said)
    shown += "alcohol" in said
    assert note.startswith(f"and {compared - shown} more factors, not shown: ")
    (left_out,) = [text for text in said if "more medications, not shown" in text]
    assert left_out.startswith("and ")


def test_where_nothing_can_be_compared_there_is_a_sentence_and_no_table() -> None:
    said = words(a_page("no episodes"))
    assert NOTHING_COMPARED in said
    assert not [text for text in said if text.startswith("too few days")]
    assert "Verdict" not in said
    (counted,) = [text for text in said if text.startswith("7 of 7 factors: ")]
    assert counted.count("(not recorded yet)") >= 3


def test_names_are_text_and_never_markup() -> None:
    whole = " ".join(words(a_page("strange names")))
    assert "$x^2$ □ [31m" in whole
    assert "{braces} \\textbf" in whole
    assert "\x1b" not in whole


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
        *format_warning_signs(report),
        *format_symptoms(report),
        "Sore after a cramp",
        "Sleep disturbance",
        format_signs_to_watch(),
        format_advice(report.findings),
        format_relief_brief(report.relief, len(report.weeks)),
        KEEP_TAKING,
    ):
        assert said
        assert said in whole
    assert "and 4 more methods, not shown" in whole
    assert "new dose on 10 Mar: 40 mg, before 20 mg" in whole


def test_a_month_without_a_recorded_day_is_a_page_that_says_so() -> None:
    said = words(a_page("nothing recorded"))
    # In the head, and in place of the hours and of the legs.
    assert said.count("No day of March 2026 is recorded.") == 3
    assert "31 not recorded" in said


def test_panels_without_episodes_or_medications_say_so() -> None:
    said = words(a_page("no episodes"))
    assert said.count("No episodes on the 31 recorded days of March 2026.") == 2
    assert "None is recorded as taken in March 2026." in said
    assert NO_SIGN in " ".join(said)


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
