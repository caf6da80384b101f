"""Yes and no are parsed in the same way wherever they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cramp_diary.core.errors import UnknownChoice
from cramp_diary.core.vocabulary import parse_yes_no

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

ANSWERS = {
    **dict.fromkeys(("yes", "y", "true", "1", "Yes", "TRUE", "WAHR", "vrai", "S\u00ed"), True),
    **dict.fromkeys(("no", "n", "false", "0", "No", "FALSE", "FALSCH", "FAUX", "nein"), False),
}


@pytest.mark.parametrize(("typed", "meant"), ANSWERS.items())
def test_yes_and_no_are_parsed_alike_everywhere(
    cramp: Cramp, tmp_path: Path, typed: str, *, meant: bool
) -> None:
    word = "yes" if meant else "no"
    assert parse_yes_no(f" {typed} ") is meant
    assert cramp("settings", "show_zone", typed).stdout.split()[1] == word
    cramp("factor", "add", "nap", "--yes-no")
    assert f"nap: {word}" in cramp("day", "--set", f"nap={typed}").stdout
    (tmp_path / "days.csv").write_text(f"diary_day,nerve_symptoms\n2026-02-20,{typed}\n")
    assert cramp("import", str(tmp_path)).exit_code == 0
    assert f"nerve symptoms: {word}" in cramp("day", "2026-02-20").stdout


@pytest.mark.parametrize("typed", ["", "maybe", "2", "yess", "-1", "on", "x"])
def test_any_other_answer_is_refused(typed: str) -> None:
    with pytest.raises(UnknownChoice, match="use yes or no"):
        parse_yes_no(typed)
