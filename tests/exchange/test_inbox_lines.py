"""How the lines of an inbox are read: stamps, kinds of lines, options with and without dashes."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cramp_diary.cli.commands.import_ import read_line_options
from cramp_diary.core.errors import DiaryError
from cramp_diary.core.inbox import KnownLines, LineKey
from cramp_diary.core.model import Factor
from cramp_diary.core.settings import Settings
from cramp_diary.core.units import format_number
from cramp_diary.exchange.csv_folder.dates import Order
from cramp_diary.exchange.inbox.grammar import LineParser, split_stamp
from cramp_diary.exchange.inbox.inbox import Inbox, describe_surroundings
from tests.support.factories import BERLIN
from tests.support.inbox_lines import REFUSED, UNDERSTOOD, S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cramp_diary.core.inbox import LineEntry
    from cramp_diary.core.model import DayEntry, Drink, Episode
    from cramp_diary.exchange.inbox.inbox import InboxContents

NOW = datetime(2026, 11, 26, 12, tzinfo=BERLIN)
MONTH_FIRST = "1/31/26, 3:12 AM log\n"


def read_lines(folder: Path, text: str) -> InboxContents:
    file = folder / "inbox.txt"
    file.write_text(text, encoding="utf-8")
    factors = (Factor("alcohol"),)
    known = KnownLines(b"secret")
    return Inbox([file]).read(known, read_line_options(), Settings(), factors, NOW)


def describe(entry: LineEntry) -> str:
    parts = [_describe_episode(entry.episode)] if entry.episode else []
    parts += [_describe_day(each) for each in entry.days]
    parts += [_describe_drink(entry.drink)] if entry.drink else []
    return "; ".join(parts)


def _format_at(at: datetime) -> str:
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def _describe_episode(episode: Episode) -> str:
    said = {
        f"severity {episode.severity}": episode.severity is not None,
        str(episode.state): episode.state,
        f"{episode.duration_minutes or 0:g} min": episode.duration_minutes,
        **{str(site): True for site in episode.sites},
        **{str(relief): True for relief in episode.reliefs},
        "woke": episode.woke is True,
        "not woke": episode.woke is False,
        f"sore {episode.soreness_hours or 0:g} h": episode.soreness_hours,
        f"'{episode.note}'": episode.note,
    }
    at = ("about " if episode.about else "") + _format_at(episode.started_at)
    return f"{at} {', '.join(what for what, is_said in said.items() if is_said)}".strip()


def _describe_day(entry: DayEntry) -> str:
    return f"{entry.day.diary_day}: {', '.join(_list_of_day(entry))}"


def _list_of_day(entry: DayEntry) -> Iterator[str]:
    day = entry.day
    if day.no_cramps:
        yield "no cramps"
    amounts = {
        "water": day.water_ml,
        "sitting": day.sitting_hours,
        "servings": day.electrolyte_servings,
        "stretch": day.stretch_minutes,
    }
    yield from (f"{what} {amount:g}" for what, amount in amounts.items() if amount is not None)
    if day.nerve_symptoms is not None:
        yield "nerve" if day.nerve_symptoms else "no nerve"
    yield from (f"{activity.kind} {activity.minutes:g}" for activity in entry.activities)
    yield from (f"{wear.shoe} {wear.hours}" for wear in entry.wear)
    for dose in entry.doses:
        at = f"at {_format_at(dose.taken_at)}" if dose.taken_at else ""
        yield " ".join(filter(None, (dose.medication, dose.amount, at)))
    yield from (f"{value.factor}={format_number(value.value)}" for value in entry.values)
    if day.note:
        yield f"'{day.note}'"


def _describe_drink(drink: Drink) -> str:
    return f"{drink.diary_day}: drank {drink.water_ml:g} at {_format_at(drink.drunk_at)}"


def test_the_tables_are_long_enough() -> None:
    assert len(UNDERSTOOD) >= 80
    assert len(REFUSED) >= 40


WORDS = sorted({word for line in (*UNDERSTOOD, *REFUSED) for word in line.split()})


@settings(max_examples=400)
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=9)), max_size=9).map(" ".join),
    st.sampled_from(["", S, "2026-11-25T03:12Z", "0001-01-01T00:00Z", "9999-12-31T23:59-12:00"]),
)
def test_any_words_are_read_or_refused(text: str, stamp: str) -> None:
    line = split_stamp(f"{stamp} {text}")
    order = Order(day_first=False, month_first=True)
    for settings_of_diary in (Settings(), Settings(time_zone="America/Los_Angeles")):
        surroundings = describe_surroundings(read_line_options(), settings_of_diary, (), NOW)
        with suppress(DiaryError):
            entry = LineParser(surroundings, lambda: order).parse(line, LineKey("", 1))
            assert entry.episode or entry.days or entry.drink


@pytest.mark.parametrize("line", UNDERSTOOD)
def test_a_line_is_read_as_it_is_meant(line: str, tmp_path: Path) -> None:
    read = read_lines(tmp_path, f"{MONTH_FIRST}{line}\n")
    assert read.problems == ()
    assert describe(read.entries[1]) == UNDERSTOOD[line]


@pytest.mark.parametrize("line", REFUSED)
def test_a_line_that_cannot_be_read_is_named_with_its_reason(line: str, tmp_path: Path) -> None:
    read = read_lines(tmp_path, f"{MONTH_FIRST}{line}\n")
    (problem,) = map(str, read.problems)
    assert problem.startswith("inbox.txt, line 2: ")
    assert REFUSED[line] in problem
    assert len(read.entries) == 1
