"""``cramp import`` of an inbox: once each, also from copies; the setting; what ``status`` says."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.cli.commands.import_ import read_line_options
from cramp_diary.core.errors import Contradiction
from cramp_diary.core.settings import Settings
from cramp_diary.exchange.inbox.inbox import Inbox
from cramp_diary.store import open_diary
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.errors import DamagedDiary
from cramp_diary.store.schema import FORMAT
from tests.support.factories import BERLIN, NOW
from tests.support.old_diary_files import of_format

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cramp_diary.core.inbox import KnownLines, LineEntry
    from cramp_diary.core.period import Period
    from tests.support.command_runner import Cramp

EPISODE = '2026-03-01T03:12+01:00 log severity 7 calf:left asleep stretching:2 "woke the cat"'
LATER = "2026-03-02T03:40+01:00 20m ago severity 4"
DAY = "2026-03-01 08:10 day yesterday water 1.8l"
DRINK = "2026-03-01 08:10 drink 300ml"
OLD = "1970-01-01 00:00 log severity 5"
TOMORROW = "2026-03-03 03:10 log severity 5"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox.txt"


def _write(path: Path, *lines: str) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _severities(cramp: Cramp) -> list[int]:
    printed = cramp("list", "--json").stdout
    return [episode["severity"] for episode in json.loads(printed)]


def _read(diary_path: Path) -> Period:
    with open_diary(diary_path) as diary:
        return diary.read()


def test_lines_come_in_once_and_say_what_they_are(
    cramp: Cramp, inbox: Path, diary_path: Path
) -> None:
    _write(inbox, "# from the phone", "", EPISODE, DAY, DRINK, DRINK, LATER)
    before = inbox.read_bytes()
    said = cramp("import", str(inbox))
    assert said.stdout == "Imported 5 lines: 2 episodes, 1 day and 2 drinks.\n"
    assert said.exit_code == 0
    assert said.stderr.endswith("To take it back: cramp undo\n")
    for _ in range(2):
        again = cramp("import", str(inbox))
        assert (again.exit_code, again.stdout) == (0, "There is nothing new in the inbox.\n")
    assert inbox.read_bytes() == before
    period = _read(diary_path)
    first, second = period.episodes
    assert (first.severity, first.note, str(first.sites[0])) == (7, "woke the cat", "calf:left")
    assert first.logged_at == datetime(2026, 3, 1, 3, 12, tzinfo=BERLIN)
    assert second.started_at == datetime(2026, 3, 2, 3, 20, tzinfo=BERLIN)
    assert second.logged_at == datetime(2026, 3, 2, 3, 40, tzinfo=BERLIN)
    assert {d.diary_day.isoformat(): d.water_ml for d in period.days} == {
        "2026-02-28": 1800,
        "2026-03-01": 600,
    }
    assert [drink.drunk_at.hour for drink in period.drinks] == [8, 8]


def test_what_was_edited_or_deleted_here_does_not_come_back(cramp: Cramp, inbox: Path) -> None:
    _write(inbox, EPISODE, LATER)
    cramp("import", str(inbox))
    cramp("edit", "1", "--severity", "2")
    cramp("delete", "2")
    assert "nothing new" in cramp("import", str(inbox)).stdout
    assert _severities(cramp) == [2]


def test_an_undo_forgets_the_lines_and_a_redo_knows_them(cramp: Cramp, inbox: Path) -> None:
    _write(inbox, EPISODE, DAY)
    cramp("import", str(inbox))
    assert "Undone: imported 2 lines of the inbox." in cramp("undo").stdout
    assert "Would import 2 lines" in cramp("import", "--dry-run", str(inbox)).stdout
    cramp("redo")
    assert "nothing new" in cramp("import", str(inbox)).stdout
    cramp("undo")
    assert "Imported 2 lines" in cramp("import", str(inbox)).stdout
    assert _severities(cramp) == [7]


def test_a_forgotten_entry_leaves_no_word_and_does_not_come_back(
    cramp: Cramp, inbox: Path, diary_path: Path
) -> None:
    _write(inbox, EPISODE, LATER, DAY)
    cramp("import", str(inbox))
    assert cramp("forget", "1", "--yes").exit_code == 0
    assert cramp("forget", "2026-02-28", "--yes").exit_code == 0
    assert "nothing new" in cramp("import", str(inbox)).stdout
    for path in diary_path.parent.rglob("*.db"):
        content = path.read_bytes()
        assert b"woke the cat" not in content
        assert b"1800" not in content
        assert b"2026-03-01T03:12" not in content
    assert cramp("check").exit_code == 0
    with closing(sqlite3.connect(diary_path)) as connection:
        rows = connection.execute("SELECT line, place, stamp FROM inbox_lines").fetchall()
    assert [place for _, place, _ in rows] == [1, 1, 1]
    assert all(len(line) == len(stamp) == 32 for line, _, stamp in rows)


def test_two_diaries_know_a_line_by_hashes_that_differ(
    cramp: Cramp, inbox: Path, diary_path: Path, tmp_path: Path
) -> None:
    _write(inbox, EPISODE)
    other = tmp_path / "other.db"
    cramp("import", str(inbox))
    cramp("--db", str(other), "import", str(inbox))
    hashes = []
    for path in (diary_path, other):
        with closing(sqlite3.connect(path)) as connection:
            hashes += connection.execute("SELECT line FROM inbox_lines").fetchall()
    assert len(set(hashes)) == 2


@pytest.mark.parametrize(
    "name", ["inbox (conflicted copy).txt", "inbox.sync-conflict-20260302-071200-AB3.txt"]
)
def test_a_conflict_copy_adds_only_what_it_alone_has(
    cramp: Cramp, inbox: Path, name: str, tmp_path: Path
) -> None:
    _write(inbox, EPISODE, DRINK, DRINK, DAY)
    _write(tmp_path / name, DRINK, LATER, DAY, DRINK, EPISODE)
    assert "Imported 5 lines" in cramp("import", str(tmp_path)).stdout
    assert "nothing new" in cramp("import", str(tmp_path / name)).stdout
    assert "nothing new" in cramp("import", str(inbox)).stdout
    assert _severities(cramp) == [4, 7]


def test_equal_lines_are_counted_in_each_file(
    cramp: Cramp, inbox: Path, diary_path: Path, tmp_path: Path
) -> None:
    _write(inbox, DRINK)
    cramp("import", str(inbox))
    _write(inbox, DRINK, DRINK)
    _write(tmp_path / "inbox conflict.txt", DRINK, DRINK, DRINK)
    assert "Imported 1 line: 1 drink." in cramp("import", str(inbox)).stdout
    assert "Imported 1 line: 1 drink." in cramp("import", str(tmp_path)).stdout
    assert _read(diary_path).days[0].water_ml == 900


def test_a_changed_line_of_the_same_time_is_listed_and_not_doubled(
    cramp: Cramp, inbox: Path, tmp_path: Path
) -> None:
    _write(inbox, EPISODE, DRINK)
    cramp("import", str(inbox))
    changed = EPISODE.replace("severity 7", "severity 8")
    _write(inbox, changed, DRINK)
    _write(tmp_path / "inbox conflict.txt", EPISODE, DRINK)
    for _ in range(2):
        said = cramp("import", str(tmp_path))
        assert (said.exit_code, said.stdout) == (0, "There is nothing new in the inbox.\n")
        assert "  inbox.txt, line 1\n" in said.stderr
        assert "cramp edit or cramp day" in said.stderr
    assert _severities(cramp) == [7]
    _write(inbox, EPISODE, changed, DRINK)
    assert "Imported 1 line" in cramp("import", str(inbox)).stdout
    assert _severities(cramp) == [8, 7]


def test_a_line_that_cannot_be_used_is_named_and_the_others_come(cramp: Cramp, inbox: Path) -> None:
    lines = ("banana", EPISODE, f"{DAY} shoes clogs:3", "2026-03-01 08:10 log severity 12")
    _write(inbox, *lines, OLD, TOMORROW, "2026-03-02 08:00 log")
    for said in (cramp("import", "--dry-run", str(inbox)), cramp("import", str(inbox))):
        assert said.exit_code == 1
        assert "ould import 1 line: 1 episode" in said.stdout or "Imported 1 line" in said.stdout
        named = [line for line in said.stderr.splitlines() if line.startswith("  ")]
        assert [line.split(": ")[0] for line in named] == [
            f"  inbox.txt, line {number}" for number in (1, 3, 4, 5, 6, 7)
        ]
        assert "There is no shoe 'clogs'" in named[1]
        assert "Mon 2 Mar 2026, 08:00 is in the future" in named[5]
    assert _severities(cramp) == [7]
    cramp("shoes", "add", "clogs")
    assert "Imported 1 line: 1 day." in cramp("import", str(inbox)).stdout
    _write(inbox, *lines[:3], "2026-03-01 08:10 log severity 2", OLD, TOMORROW)
    assert "Imported 1 line: 1 episode." in cramp("import", str(inbox)).stdout


def test_a_line_whose_time_has_come_comes_then(
    cramp: Cramp, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(inbox, TOMORROW)
    assert cramp("import", str(inbox)).exit_code == 1
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert "Imported 1 line" in cramp("import", str(inbox)).stdout


@pytest.mark.parametrize("bad", ["banana", f"{DAY} shoes clogs:3"])
def test_with_strict_it_is_all_or_nothing(
    cramp: Cramp, inbox: Path, diary_path: Path, bad: str
) -> None:
    cramp("log", "2026-02-20 20:00")
    before = diary_path.read_bytes()
    _write(inbox, EPISODE, bad)
    said = cramp("import", "--strict", str(inbox))
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith("cramp: Nothing was imported, because of these lines:\n")
    assert "  inbox.txt, line 2: " in said.stderr
    assert diary_path.read_bytes() == before
    _write(inbox, EPISODE)
    assert "Imported 1 line" in cramp("import", "--strict", str(inbox)).stdout


def test_no_cramps_beside_an_episode_is_refused_as_cramp_day_does(
    cramp: Cramp, inbox: Path
) -> None:
    none = "2026-03-01 08:10 day yesterday none"
    _write(inbox, EPISODE, none)
    said = cramp("import", str(inbox))
    assert (said.exit_code, said.stdout) == (1, "Imported 1 line: 1 episode.\n")
    assert "inbox.txt, line 2: You say no cramps on 2026-02-28, but 1 episode" in said.stderr
    cramp("undo")
    _write(inbox, none, EPISODE)
    assert cramp("import", str(inbox)).exit_code == 0


def test_a_look_before_changes_nothing(cramp: Cramp, inbox: Path, diary_path: Path) -> None:
    _write(inbox, EPISODE)
    assert "Would import 1 line" in cramp("import", str(inbox), "--dry-run").stdout
    assert not diary_path.exists()
    cramp("log", "2026-02-20 20:00")
    before = diary_path.read_bytes()
    assert "Would import 1 line" in cramp("import", "--dry-run", str(inbox)).stdout
    assert diary_path.read_bytes() == before


def test_lines_that_are_no_use_leave_no_empty_diary(
    cramp: Cramp, inbox: Path, diary_path: Path
) -> None:
    _write(inbox, "banana", OLD)
    said = cramp("import", str(inbox))
    assert (said.exit_code, said.stdout) == (1, "There is nothing new in the inbox.\n")
    assert "inbox.txt, line 1: 'banana' begins with no date and time" in said.stderr
    assert not diary_path.exists()


def test_a_new_diary_is_not_made_for_lines_that_are_refused(
    cramp: Cramp, inbox: Path, diary_path: Path
) -> None:
    _write(inbox, EPISODE, "banana")
    assert cramp("import", "--strict", str(inbox)).exit_code == 2
    _write(inbox, f"{DAY} shoes clogs:3")
    assert cramp("import", str(inbox)).exit_code == 1
    _write(inbox, *["banana"] * 2500)
    assert cramp("import", str(inbox)).exit_code == 1
    assert not diary_path.exists()


def test_a_line_that_has_no_end_yet_is_left_for_the_next_time(cramp: Cramp, inbox: Path) -> None:
    inbox.write_text(f"{EPISODE}\n{LATER[:-1]}")
    said = cramp("import", str(inbox))
    assert (said.exit_code, said.stdout) == (0, "Imported 1 line: 1 episode.\n")
    assert "inbox.txt, line 2, the last one, has no end yet" in said.stderr
    inbox.write_text(f"{EPISODE}\n{LATER}\n")
    assert "Imported 1 line" in cramp("import", str(inbox)).stdout
    assert _severities(cramp) == [4, 7]


HOSTILE = {
    "nul": (b"\n\0\0\0\n" + EPISODE.encode() + b"\n", "line 2: It holds the character NUL"),
    "latin": (EPISODE.encode() + b"\n2026-03-01 03:10 log caf\xe9\n", "line 2: It holds bytes"),
    "long": (b"x" * 10_000_000 + b"\n" + EPISODE.encode() + b"\n", "line 1: It has 10000000 ch"),
    "half a letter": (EPISODE.encode() + b"\n2026-03-01 03:10 caf\xc3", "line 2, the last one"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_text_is_named_and_the_lines_come(cramp: Cramp, inbox: Path, name: str) -> None:
    content, named = HOSTILE[name]
    if name == "nul":
        content = b"# a comment that is long enough\n" * 100 + content
        named = named.replace("line 2", "line 102")
    inbox.write_bytes(content)
    said = cramp("import", str(inbox))
    assert said.stdout == "Imported 1 line: 1 episode.\n"
    assert f"inbox.txt, {named}" in said.stderr


def test_text_in_utf_16_or_with_other_line_ends_is_read(cramp: Cramp, inbox: Path) -> None:
    text = f"{EPISODE}\r\n{LATER}\r\n"
    inbox.write_bytes(text.encode("utf-16") + b"\0")
    assert "Imported 2 lines" in cramp("import", str(inbox)).stdout
    for content in (
        text.encode("utf-8-sig"),
        text.replace("\r\n", "\r").encode(),
        text.replace(" ", "\u00a0 ").encode(),
    ):
        inbox.write_bytes(content)
        assert "nothing new" in cramp("import", str(inbox)).stdout


def test_a_file_that_is_no_text_or_not_there_is_refused(
    cramp: Cramp, inbox: Path, tmp_path: Path, diary_path: Path
) -> None:
    said = cramp("import", str(inbox))
    assert (said.exit_code, said.stderr) == (
        2,
        f"cramp: {inbox} is not there: name a text file, or a folder that holds such files.\n",
    )
    inbox.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert "is no text in UTF-8" in cramp("import", str(inbox)).stderr
    inbox.unlink()
    inbox.mkdir()
    assert "holds no" in cramp("import", str(inbox)).stderr
    assert not diary_path.exists()
    cramp("settings", "inbox", str(tmp_path / "empty"))
    (tmp_path / "empty").mkdir()
    assert "holds no text file" in cramp("import").stderr


def test_a_file_that_the_system_does_not_give_is_refused(
    cramp: Cramp, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    _write(inbox, EPISODE)
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.read_bytes", refuse)
        assert (
            f"{inbox} cannot be read (Permission denied): name"
            in cramp("import", str(inbox)).stderr
        )
    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.iterdir", refuse)
        cramp("log")
        cramp("settings", "inbox", str(tmp_path))
        assert "cannot be read (Permission denied)" in cramp("import").stderr
        assert json.loads(cramp("status", "--json").stdout)["new_inbox_lines"] is None
        assert cramp("import", str(tmp_path)).exit_code == 2
    monkeypatch.setattr("cramp_diary.exchange.inbox.files.LARGEST_INBOX", 10)
    assert "is far larger than an inbox can be" in cramp("import", str(inbox)).stderr
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        assert "is no file" in cramp("import", str(tmp_path / "pipe.txt")).stderr


def test_without_a_diary_there_is_no_inbox(cramp: Cramp) -> None:
    assert "Nothing to import was given" in cramp("import").stderr


def test_an_import_beside_another_one_doubles_nothing(
    cramp: Cramp, inbox: Path, diary_path: Path
) -> None:
    _write(inbox, EPISODE, DRINK)
    cramp("log", "2026-02-20 20:00")
    calls: list[int] = []

    def read(known: KnownLines) -> Sequence[LineEntry]:
        found = Inbox([inbox]).read(known, read_line_options(), Settings(), (), NOW)
        if not calls:
            cramp("import", str(inbox))  # another program, before this one has the lock
        calls.append(len(found.entries))
        return found.entries

    with open_diary(diary_path, now=NOW) as diary:
        assert diary.add_lines(read, lambda *_: None) == []
    assert calls == [2, 0]
    assert len(_read(diary_path).drinks) == 1


def test_a_salvaged_diary_and_an_upgraded_one_know_the_lines(
    cramp: Cramp, inbox: Path, diary_path: Path, tmp_path: Path
) -> None:
    _write(inbox, EPISODE, DAY, DRINK)
    cramp("import", str(inbox))
    saved = tmp_path / "saved.db"
    said = cramp("restore", "--salvage", str(diary_path), "-o", str(saved))
    assert re.search(r"^imported lines +3$", said.stdout, re.MULTILINE)
    assert "nothing new" in cramp("--db", str(saved), "import", str(inbox)).stdout
    older = tmp_path / "older" / "diary.db"
    of_format(older, 7)
    for expected in ("Imported 3 lines", "nothing new"):
        assert expected in cramp("--db", str(older), "import", str(inbox)).stdout
    assert examine(older).format == FORMAT


def test_a_damaged_hash_is_damage(cramp: Cramp, inbox: Path, diary_path: Path) -> None:
    _write(inbox, EPISODE)
    cramp("import", str(inbox))
    with closing(sqlite3.connect(diary_path)) as connection:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("UPDATE inbox_lines SET line = 'calf'")
        connection.execute("UPDATE settings SET value = 'x' WHERE key = 'inbox_secret'")
        connection.commit()
    with pytest.raises(DamagedDiary):
        examine(diary_path)


def test_the_reminder_loads_nothing_heavy(cramp: Cramp, diary_path: Path) -> None:
    cramp("day", "2026-02-20", "--no-cramps")
    code = "import sys; from cramp_diary.cli.app import app\ntry:\n app()\nexcept SystemExit:\n"
    code += " print(*sys.modules)"
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code, "--db", str(diary_path), "status", "--due"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[0] for name in said.stdout.splitlines()[-1].split()}
    assert "typer" in loaded
    assert not loaded & {"numpy", "pandas", "sqlite_utils", "rich", "matplotlib"}
    assert "cramp_diary.exchange" not in said.stdout.splitlines()[-1].split()


def test_a_great_file_comes_and_only_once(cramp: Cramp, inbox: Path) -> None:
    inbox.write_text(f"{DRINK[:16]} log severity 3\n" * 3000 + "banana\n" * 200_000)
    said = cramp("import", str(inbox))
    assert said.stdout == "Imported 3000 lines: 3000 episodes.\n"
    assert "they cannot be used, 200000 lines:" in said.stderr
    assert said.stderr.count("banana") == 20
    assert "  and 199980 more\n" in said.stderr
    assert "nothing new" in cramp("import", str(inbox)).stdout


def test_a_clock_that_went_back_is_asked_about(cramp: Cramp, inbox: Path) -> None:
    _write(inbox, EPISODE, "2026-03-01T02:15+01:00 log severity 3")
    said = cramp("import", str(inbox))
    assert said.exit_code == 0
    assert "inbox.txt has 1 line with a stamp a little before that of the line above" in said.stderr
    assert "the first in line 2: was the clock of the phone right?" in said.stderr
    _write(inbox, *inbox.read_text().splitlines(), "2026-03-01T02:05+01:00 log severity 2")
    assert "the first in line 3" in cramp("import", str(inbox)).stderr
    _write(inbox, *inbox.read_text().splitlines(), "2026-02-20T02:05+01:00 log severity 2", "x")
    assert "the clock" not in cramp("import", str(inbox)).stderr
    _write(inbox, TOMORROW, "2026-03-01T01:00+01:00 log severity 1")
    assert "the clock of the phone right?" not in cramp("import", str(inbox)).stderr


def test_a_stamp_in_utc_is_read_into_the_zone_of_the_diary(
    cramp: Cramp, inbox: Path, diary_path: Path
) -> None:
    cramp("settings", "time_zone", "America/Los_Angeles")
    _write(inbox, "2026-03-01T11:12Z log asleep", "2026-03-01T11:12Z day yesterday water 1l")
    cramp("import", str(inbox))
    period = _read(diary_path)
    (episode,) = period.episodes
    assert episode.started_at.isoformat() == "2026-03-01T03:12:00-08:00"
    assert str(episode.diary_day) == "2026-02-28"
    assert [str(day.diary_day) for day in period.days] == ["2026-02-27"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("{inbox}", "--keep", "mine"), "--keep mine is about a folder of CSV files"),
        (("{inbox}", "{csv}"), "days.csv is none: import them one after the other"),
        (("{csv}", "{csv}"), "import one folder of CSV files at a time"),
        (("--template", "new", "{inbox}"), "inbox.txt is to be read"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    cramp: Cramp, inbox: Path, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    _write(inbox, EPISODE)
    csv = tmp_path / "days.csv"
    csv.write_text("diary_day\n2026-03-01\n")
    said = cramp("import", *(word.format(inbox=inbox, csv=csv) for word in words))
    assert said.exit_code == Contradiction.exit_code
    assert why in said.stderr


def test_the_setting_names_the_inbox_and_status_counts_its_new_lines(
    cramp: Cramp, inbox: Path, tmp_path: Path
) -> None:
    said = cramp("settings", "inbox", str(inbox))
    assert f"inbox  {inbox}  " in said.stdout
    assert f"{inbox} is not there yet: is the path right?\n" in said.stderr
    assert f"The inbox cannot be read: {inbox} is not there" in cramp("status").stdout
    _write(inbox, EPISODE, LATER)
    _write(tmp_path / "inbox (conflicted copy).txt", LATER, DRINK)
    _write(tmp_path / "other.txt", DAY)
    assert "3 new lines in the inbox: cramp import\n" in cramp("status").stdout
    assert json.loads(cramp("status", "--json").stdout)["new_inbox_lines"] == 3
    assert "Imported 3 lines: 2 episodes and 1 drink." in cramp("import").stdout
    assert "in the inbox" not in cramp("status").stdout
    _write(inbox, EPISODE.replace("7", "8"), LATER)
    assert "in the inbox" not in cramp("status").stdout
    assert "not set" in cramp("settings", "inbox", "none").stdout
    assert json.loads(cramp("status", "--json").stdout)["new_inbox_lines"] is None
    assert "Nothing to import was given" in cramp("import").stderr


def test_the_inbox_is_of_this_machine_and_not_exported(
    cramp: Cramp, inbox: Path, tmp_path: Path, diary_path: Path
) -> None:
    _write(inbox, EPISODE)
    cramp("settings", "inbox", str(inbox))
    cramp("import")
    cramp("export", str(tmp_path / "out"))
    assert "inbox" not in "".join(file.read_text() for file in (tmp_path / "out").iterdir())
    other = tmp_path / "other.db"
    cramp("--db", str(other), "settings", "inbox", str(inbox))
    said = cramp("--db", str(other), "import", str(tmp_path / "out"))
    assert said.exit_code == 0, said.stderr
    assert _read(other) == _read(diary_path)


def test_two_machines_that_import_the_same_inbox_agree(
    cramp: Cramp, inbox: Path, tmp_path: Path, diary_path: Path
) -> None:
    _write(inbox, EPISODE, LATER, LATER)
    other, out = tmp_path / "other.db", tmp_path / "out"
    cramp("import", str(inbox))
    cramp("--db", str(other), "import", str(inbox))
    cramp("edit", "1", "--severity", "2", "--when", "2026-03-01 04:00")
    cramp("export", str(out))
    assert cramp("--db", str(other), "import", str(out), "--keep", "theirs").exit_code == 0
    assert _read(other).episodes == _read(diary_path).episodes


def test_logging_never_imports(cramp: Cramp, inbox: Path) -> None:
    _write(inbox, EPISODE)
    cramp("settings", "inbox", str(inbox))
    cramp("log", "20m ago", "--severity", "1")
    assert _severities(cramp) == [1]


def test_status_due_is_silent_once_yesterday_is_recorded(
    cramp: Cramp, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cramp("day", "2026-02-20", "--no-cramps")
    said = cramp("status", "--due")
    assert (said.exit_code, said.stderr) == (1, "")
    assert said.stdout == (
        "Sun 1 Mar 2026 is not recorded. cramp day 2026-03-01 --no-cramps, or cramp log"
        " 2026-03-01\n"
    )
    _write(inbox, LATER)
    cramp("settings", "inbox", str(inbox))
    said = cramp("status", "--due")
    assert (said.exit_code, said.stdout) == (
        1,
        "Sun 1 Mar 2026 is not recorded. 1 new line in the inbox: cramp import\n",
    )
    cramp("import")
    said = cramp("status", "--due")
    assert (said.exit_code, said.output) == (0, "")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 3, 3, 59, tzinfo=BERLIN))
    assert cramp("status", "--due").exit_code == 0
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 3, 4, 0, tzinfo=BERLIN))
    said = cramp("status", "--due")
    assert (said.exit_code, said.stdout.count("\n")) == (1, 1)
    assert cramp("status", "--due", "--json").exit_code == 2
