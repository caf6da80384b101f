"""The table of medications."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cramp_diary.charts.panels.medication_list import draw_medication_list, list_height
from cramp_diary.core.vocabulary import KEEP_TAKING
from cramp_diary.wording.medication_list import MedicationText, format_medications_header
from tests.support.drawn_pages import overlapping, words
from tests.support.drawn_panels import drawn_on, leaving
from tests.support.reports import MARCH

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH = 180.0
PLAIN = MedicationText("pill", "statin", "20 mg", "2 Jan 2025", "no change")
LONG = MedicationText(
    "Hydrochlorothiazide/triamterene prolonged release 25 mg/50 mg",
    "potassium-sparing diuretic",
    "an unusually long dose of 12.5 mg",
    "30 Sep 2025",
    "new dose on 10 Mar: 40 mg, before 20 mg; stopped, first day without it 21 Mar",
)


def drawn(rows: list[MedicationText], height: float = 0.0) -> tuple[Figure, list[Text]]:
    size = (WIDTH, height or list_height(rows, WIDTH))
    figure, names = drawn_on(
        size, lambda ax: draw_medication_list(ax, format_medications_header(MARCH), rows)
    )
    assert leaving(figure, size) == []
    assert overlapping(figure) == []
    return figure, names


@pytest.mark.parametrize("rows", [[PLAIN], [LONG], [PLAIN, LONG] * 5])
def test_every_word_of_every_medication_is_there(rows: list[MedicationText]) -> None:
    figure, names = drawn(rows)
    assert len(names) == len(rows)
    said = words(figure)
    whole = " ".join(said)
    for cell in (word for row in rows for text in row for word in text.split()):
        assert cell in whole
    assert KEEP_TAKING in said
    assert not [text for text in said if "\N{HORIZONTAL ELLIPSIS}" in text]


def test_rows_beyond_the_room_are_counted() -> None:
    figure, names = drawn([PLAIN] * 9, list_height([PLAIN] * 5, WIDTH))
    assert len(names) == 4
    assert "and 5 more medications, not shown" in words(figure)
    assert KEEP_TAKING in words(figure)
    # The last one needs no such line.
    assert len(drawn([PLAIN] * 9)[1]) == 9


def test_a_name_without_spaces_is_cut_in_its_middle() -> None:
    name = "x" * 80 + "500mg"
    (shown,) = drawn([PLAIN._replace(name=name)])[1]
    assert shown.get_text().endswith("500mg")
    assert "\N{HORIZONTAL ELLIPSIS}" in shown.get_text()
