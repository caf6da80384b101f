"""Lists, counts and shortened texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cramp_diary.core.text import ELLIPSIS, format_count, join_words, shorten


@given(text=st.text(max_size=40), room=st.integers(0, 40), end=st.integers(0, 5))
def test_a_shortened_text_fits_and_keeps_its_beginning_and_end(
    text: str, room: int, end: int
) -> None:
    kept = text[len(text) - end :] if end else ""
    shown = shorten(text, lambda cut: len(cut) <= room, kept)
    if len(text) <= room:
        assert shown == text
    elif room > len(kept):
        assert len(shown) <= room
        begin, _, rest = shown.partition(ELLIPSIS)
        assert text.startswith(begin)
        assert shown.endswith(kept)
        assert rest.endswith(kept[-1:])
    else:
        assert shown == ELLIPSIS


def test_another_mark_may_stand_for_what_is_left_out() -> None:
    assert shorten("slept badly", lambda cut: len(cut) <= 9, ellipsis="...") == "slept..."


@pytest.mark.parametrize(
    ("number", "nouns", "formatted"),
    [
        (0, ("day",), "0 days"),
        (1, ("day",), "1 day"),
        (2, ("day",), "2 days"),
        (1, ("activity", "activities"), "1 activity"),
        (3, ("activity", "activities"), "3 activities"),
    ],
)
def test_a_count_has_its_noun_in_the_right_number(
    number: int, nouns: tuple[str, ...], formatted: str
) -> None:
    assert format_count(number, *nouns) == formatted


def test_words_are_joined_with_the_conjunction_before_the_last() -> None:
    assert join_words(["a", "b", "c"], "and") == "a, b and c"
