"""The key figures, names and notes of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from cramp_diary.analysis.risk_factors import MEDICATION
from cramp_diary.analysis.summaries.logging_delay import LoggingDelay
from cramp_diary.analysis.summaries.monthly import monthly_report
from cramp_diary.core.vocabulary import State
from cramp_diary.wording.key_figures import (
    day_counts,
    format_completeness,
    format_key_figures,
    format_late_entries,
    format_late_sentence,
)
from cramp_diary.wording.page_labels import format_factor, format_factor_two_lines
from tests.support.factories import a_period, an_episode
from tests.support.reports import MADE_ON, MARCH, a_finding


def test_completeness_of_a_month_that_is_over() -> None:
    period = a_period(date(2026, 3, 1), [1] * 9 + [0] * 18 + [None] * 4)
    report = monthly_report(period, MARCH, MADE_ON)
    assert format_completeness(report) == (
        "Recorded 27 of 31 days, 18 of them confirmed without cramps, 4 not recorded."
    )
    assert [(c.kind, c.days) for c in day_counts(report)] == [
        ("cramps", 9),
        ("no cramps", 18),
        ("not recorded", 4),
    ]


def test_completeness_of_a_month_that_is_not() -> None:
    report = monthly_report(
        a_period(date(2026, 3, 1), [1, None, 1]), MARCH, made_on=date(2026, 3, 3)
    )
    assert format_completeness(report) == (
        "Recorded 2 of the first 3 days, none of them confirmed without cramps,"
        " 1 not recorded; 28 days still to come."
    )
    assert [c.words for c in day_counts(report)] == [
        "2 days with cramps",
        "1 not recorded",
        "28 still to come",
    ]


def test_the_share_of_late_entries_is_of_those_of_which_it_is_known() -> None:
    report = monthly_report(a_period(date(2026, 3, 1), [1, 0]), MARCH, MADE_ON)

    def words(*numbers: int) -> tuple[str, str]:
        figures = replace(report.figures, lateness=LoggingDelay(*numbers))
        said = replace(report, figures=figures)
        return format_late_entries(said), format_late_sentence(said)

    what = "Logged more than a day late (episodes, and days confirmed without cramps)"
    assert words(0, 0, 0) == ("", "")
    assert words(0, 1, 0) == ("Logged over a day late: 0 of 1 entry", f"{what}: 0 of 1 entry.")
    assert words(3, 29, 4) == (
        "Logged over a day late: 3 of 29 known",
        f"{what}: 3 of 29 entries; not known of 4 more.",
    )
    assert words(0, 0, 2) == ("Time of logging not known", f"{what}: not known of 2.")


def test_key_figures_stand_beside_those_of_the_month_before() -> None:
    episodes = [
        an_episode(date(2026, 3, 2), time(20), severity=4, duration_minutes=5, state=State.RESTING),
        an_episode(
            date(2026, 3, 3),
            time(20),
            severity=9,
            duration_minutes=95,
            state=State.RESTING,
            woke=False,
        ),
    ]
    period = replace(a_period(date(2026, 2, 1), [0] * 59), episodes=tuple(episodes))
    rows = {row.what: row for row in format_key_figures(monthly_report(period, MARCH, MADE_ON))}
    assert rows["Recorded days"].this == ("31 of 31", "")
    assert rows["Episodes"].this == ("2", "")
    assert rows["Episodes"].before == ("0", "")
    # Garwood: 2 episodes are 0.2422 to 7.2247, over 31/7 weeks.
    assert rows["Episode rate"].this == ("0.45", "0.05 to 1.6")
    assert rows["Severity"].this == ("6.5", "worst 9")
    assert rows["Severity"].before == ("no episodes", "")
    assert rows["Duration"].this == ("50 min", "longest 1 h 35 min")
    assert rows["Nights woken"].this == ("1", "")


def test_not_recorded_and_not_given_are_never_zero() -> None:
    silent = an_episode(
        date(2026, 3, 2),
        time(20),
        severity=None,
        duration_minutes=None,
        state=State.RESTING,
        woke=None,
    )
    period = replace(a_period(date(2026, 3, 1), [None] * 31), episodes=(silent,))
    rows = {row.what: row for row in format_key_figures(monthly_report(period, MARCH, MADE_ON))}
    for what in ("Severity", "Duration", "Nights woken"):
        assert rows[what].this == ("not given", "")
    assert {row.before for row in rows.values()} == {("0 of 28", ""), ("not recorded", "")}


def test_factors_are_named_with_their_exposure() -> None:
    sitting = a_finding("sitting", None, factor="poor circulation")
    statin = a_finding("statin", None, factor=MEDICATION)
    assert format_factor(sitting) == "poor circulation (sitting)"
    assert format_factor(statin) == "medication (statin)"
    assert format_factor(a_finding("heat")) == "heat"
    assert format_factor_two_lines(sitting) == ("poor circulation", "sitting")
    assert format_factor_two_lines(statin) == (
        "medication (statin)",
        "taken on 20 of 60 recorded days",
    )
    assert format_factor_two_lines(a_finding("heat")) == (
        "heat",
        "days with heat against other days",
    )
