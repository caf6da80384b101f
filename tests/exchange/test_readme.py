"""What README.md says of the inbox: its table of lines, and its reminders.

Its examples are run by tests/test_readme.py.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.cli.commands.import_ import read_line_options
from cramp_diary.store import open_diary
from tests.exchange.test_inbox_lines import MONTH_FIRST, describe, read_lines
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path


README = (ROOT / "cramp_diary" / "exchange" / "README.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| `(.+?)` \| (\d.+) \|$", README, re.MULTILINE)


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_lines_to_put_on_the_phone_are_read(tmp_path: Path) -> None:
    (text,) = _blocks("text")
    read = read_lines(tmp_path, text)
    assert (len(read.entries), read.problems) == (2, ())


def test_the_table_is_of_every_kind_of_line() -> None:
    assert len(LINES) >= 15


@pytest.mark.parametrize(("line", "meaning"), LINES)
def test_a_line_of_the_table_is_recorded_as_it_says(
    line: str, meaning: str, tmp_path: Path
) -> None:
    read = read_lines(tmp_path, f"{MONTH_FIRST}{line}\n")
    assert read.problems == ()
    assert describe(read.entries[1]) == meaning


def test_options_of_a_day_that_begin_no_line_are_named() -> None:
    options = read_line_options()
    of_a_day = {option.parameter for option in options.log.values()} & {
        option.parameter for option in options.day.values()
    } - {"note"}
    named = re.search(r"(`water`.*) alone are refused", README.replace("\n", " "))
    assert named
    assert set(re.findall(r"`(\w+)`", named[1])) == of_a_day


@pytest.mark.skipif(os.name != "posix", reason="a shell and cron")
def test_the_reminders_work(tmp_path: Path) -> None:
    (at_start,) = _blocks("sh")
    (table,) = _blocks("crontab")
    by_cron = table.split(maxsplit=5)[5]
    place = tmp_path / "bin"
    place.mkdir()
    cramp = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cramp_diary "$@"\n'
    for name, text in (("cramp", cramp), ("notify-send", '#!/bin/sh\necho "$1: $2"\n')):
        (place / name).write_text(text)
        (place / name).chmod(0o700)
    db = tmp_path / "diary.db"
    yesterday = (clock.now() - timedelta(days=1, hours=4)).date()
    environment = os.environ | {
        "CRAMP_DIARY_DB": str(db),
        "PATH": f"{place}:{os.environ['PATH']}",
    }

    def run(script: str) -> str:
        said = subprocess.run(  # noqa: S603 - what the README says
            ["/bin/sh", "-c", script],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        return said.stdout

    assert run(by_cron) == "Cramp diary: The diary cannot be read\n"
    with open_diary(db, create=True, now=clock.now()):
        pass
    assert re.fullmatch(r".* is not recorded\. .*\n", run(at_start))
    assert re.fullmatch(r"Cramp diary: .* is not recorded\. .*\n", run(by_cron))
    run(f"cramp day {yesterday} --no-cramps")
    assert run(at_start) == run(by_cron) == ""
