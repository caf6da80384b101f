"""Words as people say them are taken alike as an option, as an answer and from CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cramp_diary.cli.prompts.episode_questions import EPISODE_QUESTIONS
from cramp_diary.core.errors import InputError
from cramp_diary.core.record_phrases import parse_episode_options
from cramp_diary.exchange.csv_folder.cells import Cells
from cramp_diary.exchange.csv_folder.dates import DateParser, Order
from cramp_diary.exchange.csv_folder.schemas import EPISODES
from tests.support.spoken_words import REFUSED, UNDERSTOOD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

COLUMNS = {"site": "sites", "relief": "relief", "state": "state", "severity": "severity"}
QUESTIONS = {question.key: question for question in EPISODE_QUESTIONS}
ATTRIBUTES = {"site": "sites", "relief": "reliefs"}
NUMBERS_OF_CHOICES = {("relief", "0")}
"""At a question with numbered choices, a number is that of a choice."""


def rows(table: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any]]:
    return [(field, *row) for field in COLUMNS for row in table[field].items()]


def worded(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("field", "typed", "meaning"), rows(UNDERSTOOD))
def test_an_answer_means_what_the_option_means(field: str, typed: str, meaning: object) -> None:
    answer = QUESTIONS[field].read(typed)
    parsed = parse_episode_options(**{field: answer})
    assert worded(parsed[ATTRIBUTES.get(field, field)]) == meaning


@pytest.mark.parametrize(("field", "typed", "said"), rows(REFUSED))
def test_an_answer_without_one_meaning_is_asked_again(field: str, typed: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        QUESTIONS[field].read(typed)
    if typed:
        assert said in str(refused.value)


def cells_with(field: str, typed: str, separator: str = ",") -> Cells:
    texts = {"started_at": "2026-03-01T03:10+01:00", COLUMNS[field]: typed}
    dates = DateParser(None, lambda: Order(day_first=False, month_first=False))
    return Cells("episodes.csv", 2, texts, dates, separator, header_line=1)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(("field", "typed", "meaning"), rows(UNDERSTOOD))
def test_a_cell_means_what_the_option_means(
    field: str, typed: str, meaning: object, separator: str
) -> None:
    episode = EPISODES.read(cells_with(field, typed, separator))
    assert worded(getattr(episode, ATTRIBUTES.get(field, field))) == meaning


@pytest.mark.parametrize(("field", "typed", "said"), rows(REFUSED))
def test_a_cell_without_one_meaning_is_refused_with_its_line(
    field: str, typed: str, said: str
) -> None:
    if not typed:
        assert EPISODES.read(cells_with(field, typed)).sites == ()
        return
    with pytest.raises(InputError) as refused:
        EPISODES.read(cells_with(field, typed))
    assert f"episodes.csv, line 2, column {COLUMNS[field]}: " in str(refused.value)
    assert said in str(refused.value)


def test_the_answer_says_what_was_understood(cramp: Cramp) -> None:
    words = ("--site", "both feet", "--site", "hamstrng", "--state", "in my sleep")
    told = cramp("log", *words, "--severity", "8/10", "--relief", "hot bath 5 min")
    assert told.exit_code == 0
    assert "both feet" not in told.stdout
    for said in ("foot on both sides, hamstring", "asleep", "severity 8", "heat"):
        assert said in told.stdout


def test_a_word_that_is_refused_is_told_as_it_was_typed_and_changes_nothing(cramp: Cramp) -> None:
    refused = cramp("log", "--site", "both \x1b[31mcalfes and legs")
    assert refused.exit_code == 2
    assert "\x1b" not in refused.stderr
    assert "[31mcalfes': did you mean calf?" in refused.stderr
    assert cramp("list").exit_code != 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("water_ml\n2026-03-01,1.8", "line 2, column water_ml: water of 1.8 ml is hardly what"),
        ("sitting_hours\n2026-03-01,450", "for 450 minutes give 7.5 hours."),
        ("sleep\n2026-03-01,450", "column sleep: sleep of 450 hours is hardly what was meant"),
    ],
)
def test_a_cell_in_another_unit_is_refused(
    cramp: Cramp, tmp_path: Path, row: str, said: str
) -> None:
    assert cramp("factor", "add", "sleep", "--unit", "hours").exit_code == 0
    folder = tmp_path / "csv"
    folder.mkdir()
    (folder / "days.csv").write_text(f"diary_day,{row}\n")
    refused = cramp("import", str(folder))
    assert refused.exit_code == 2
    assert "days.csv, line 2, column " in refused.stderr
    assert said in refused.stderr


def test_a_drink_or_a_factor_in_another_unit_is_refused(cramp: Cramp) -> None:
    assert cramp("factor", "add", "sleep", "--unit", "hours").exit_code == 0
    assert "for 1.5 l give 1500 ml" in cramp("drink", "1.5ml").stderr
    assert "'1.5' has no unit: write 1.5l or 1.5 glasses." in cramp("drink", "1.5").stderr
    assert "give 7.5 hours" in cramp("day", "--set", "sleep=450").stderr
    assert "sleep (hours): 7.5" in cramp("day", "--set", "sleep=450min").stdout
    assert "1500 ml" in cramp("drink", "one", "and", "a", "half", "litres").stdout


def test_words_for_none_record_that_there_was_none(cramp: Cramp) -> None:
    words = ("--activity", "no", "--shoes", "nothing", "--servings", "none", "--stretch", "0")
    told = cramp("day", *words, "--water", "half a litre").stdout
    for line in ("activity: none", "shoes: none", "electrolyte servings: 0", "stretching: 0 min"):
        assert line in told
    assert "water: 500 ml" in told
    assert "cannot be 'nothing', which means none" in cramp("shoes", "add", "nothing").stderr


def test_an_edit_takes_a_relief_out_that_was_none(cramp: Cramp) -> None:
    assert "heat" in cramp("log", "--relief", "hot bath").stdout
    changed = cramp("edit", "1", "--relief", "nothing")
    assert changed.exit_code == 0
    assert "heat" not in changed.stdout
