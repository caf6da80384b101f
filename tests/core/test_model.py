from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from cramp_diary.core.errors import (
    BadName,
    BadText,
    Contradiction,
    InputError,
    NotWhole,
    OutOfRange,
    UnknownChoice,
)
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Factor,
    FactorValue,
    Relief,
    Shoe,
    Site,
    Wear,
)
from cramp_diary.core.vocabulary import DrugClass, Muscle, ReliefMethod, Side, State
from tests.support.factories import a_period, an_episode

if TYPE_CHECKING:
    from collections.abc import Callable

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda: an_episode(severity=11),
        lambda: an_episode(severity=-1),
        lambda: an_episode(duration_minutes=-1),
        lambda: an_episode(duration_minutes=float("nan")),
        lambda: an_episode(on=date(1800, 1, 1)),
        lambda: Day(diary_day=MARCH, water_ml=40_000),
        lambda: Day(diary_day=MARCH, sitting_hours=30),
        lambda: Activity(MARCH, "run", 45, 11),
        lambda: Activity(MARCH, "run", -1),
        lambda: Wear(MARCH, "boots", 25),
        lambda: Relief(ReliefMethod.HEAT, -2),
        lambda: FactorValue(MARCH, "alcohol", float("inf")),
    ],
)
def test_numbers_out_of_range_are_refused_with_the_limits(make: Callable[[], object]) -> None:
    with pytest.raises(OutOfRange, match=r"is out of range: give .* to "):
        make()


def test_a_severity_that_is_not_whole_is_refused() -> None:
    with pytest.raises(NotWhole, match=r"7\.5"):
        an_episode(severity=7.5)  # type: ignore[arg-type] # as an untyped caller would


def test_a_time_without_an_offset_is_refused() -> None:
    naive = datetime(2026, 3, 1, 3)  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="time zone"):
        type(an_episode())(started_at=naive)


@pytest.mark.parametrize("name", ["", " boots", "none", "None", "a:b", "a=b", "a;b", "a\nb", "\0"])
def test_names_that_could_not_be_read_back_are_refused(name: str) -> None:
    with pytest.raises(BadName):
        Shoe(name)


@pytest.mark.parametrize("name", ["water_ml", "Note", "diary_day"])
def test_a_new_factor_cannot_have_the_name_of_a_field_of_the_day(name: str) -> None:
    with pytest.raises(BadName, match="the day has already"):
        Factor(name).as_new()
    # A factor that is already in a diary can be read.
    assert Factor(name).name == name


def test_text_that_is_not_valid_unicode_is_refused() -> None:
    with pytest.raises(BadText):
        Day(diary_day=MARCH, note="\ud800")


def test_words_are_parsed_whatever_their_case_and_hyphens() -> None:
    assert State.parse(" In-Bed ") is State.IN_BED
    assert State.parse("after_exercise") is State.AFTER_EXERCISE
    assert DrugClass.parse("laba inhaler") is DrugClass.LABA_INHALER
    assert Site.parse("calf:left") == Site(Muscle.CALF, Side.LEFT)
    assert Site.parse("toes") == Site(Muscle.TOES)
    assert Relief.parse("electrolyte-drink:1h") == Relief(ReliefMethod.ELECTROLYTE_DRINK, 60)


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda: Muscle.parse("elbow"), "There is no muscle 'elbow': use arch, toes,"),
        (lambda: Site.parse("calf:up"), "There is no side 'up': use left, right or both"),
        (lambda: DrugClass.parse("pill"), "There is no drug class 'pill'"),
        (lambda: Relief.parse("magic"), "There is no relief method 'magic'"),
    ],
)
def test_an_unknown_word_is_refused_and_the_choices_are_listed(
    read: Callable[[], object], message: str
) -> None:
    with pytest.raises(UnknownChoice) as refused:
        read()
    assert str(refused.value).startswith(message)


def test_none_contradicts_an_amount_above_zero() -> None:
    assert Activity(MARCH, "none", 0).load == 0
    with pytest.raises(Contradiction):
        Activity(MARCH, "none", 30)
    with pytest.raises(Contradiction):
        Wear(MARCH, "none", 2)
    with pytest.raises(Contradiction):
        Wear(MARCH, "none")


def test_exertion_load_is_minutes_times_effort_and_none_without_effort() -> None:
    assert Activity(MARCH, "run", 45, 6).load == 270
    assert Activity(MARCH, "run", 45).load is None


@pytest.mark.parametrize(
    ("arch_support", "toe_room", "poor"),
    [
        (False, None, True),
        (True, False, True),
        (True, True, False),
        (True, None, None),
        (None, None, None),
    ],
)
def test_a_shoe_is_poor_if_it_lacks_arch_support_or_toe_room(
    *, arch_support: bool | None, toe_room: bool | None, poor: bool | None
) -> None:
    assert Shoe("boots", arch_support, toe_room).poor is poor


def test_a_course_covers_its_first_and_last_day() -> None:
    course = Course("x", date(2026, 3, 2), date(2026, 3, 4))
    assert [course.covers(date(2026, 3, day)) for day in range(1, 6)] == [0, 1, 1, 1, 0]
    assert Course("x", MARCH).covers(date(2036, 1, 1))
    assert course.overlaps(Course("x", date(2026, 3, 4)))
    assert not course.overlaps(Course("x", date(2026, 3, 5)))
    with pytest.raises(Contradiction, match="last day"):
        Course("x", date(2026, 3, 4), MARCH)


def test_recorded_days_of_a_period_and_of_the_part_before_a_day() -> None:
    period = a_period(MARCH, [1, None, 0, 2])
    assert period.recorded_days == {MARCH, date(2026, 3, 3), date(2026, 3, 4)}
    before = period.before(date(2026, 3, 3))
    assert before.recorded_days == {MARCH}
    assert before.end == date(2026, 3, 3)
    assert period.before(date(2030, 1, 1)) == period


def test_an_error_has_a_sentence_and_an_exit_code() -> None:
    with pytest.raises(InputError) as refused:
        an_episode(severity=11)
    assert str(refused.value) == "severity of 11 is out of range: give 0 to 10."
    assert refused.value.exit_code == 2
