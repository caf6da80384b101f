"""Salvage: all rows that can be read of a damaged diary come into a new one, and no other file."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from itertools import chain
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from cramp_diary.cli.output import salvage_text
from cramp_diary.core.errors import DiaryError
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.header import AGE_MAGIC
from cramp_diary.store.journal import TABLES
from cramp_diary.store.salvage import tables
from cramp_diary.store.salvage.pages import Pages
from cramp_diary.store.salvage.salvage import salvage
from cramp_diary.store.schema import FORMAT
from tests.support import recovery
from tests.support.old_diary_files import of_format

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from typer.testing import Result

    from tests.support.command_runner import Cramp

PAGE = 4096


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Return the path at which the tests ask for the new diary."""
    return tmp_path / "new.db"


@pytest.fixture
def whole(sample: Cramp, diary_path: Path) -> Path:
    """Return the diary into which the sample was imported."""
    assert sample("history").exit_code == 0
    return diary_path


def _sql(path: Path, *statements: str) -> list[tuple[Any, ...]]:
    """Carry out statements, and return what the last one found."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        found = [connection.execute(statement).fetchall() for statement in statements]
    return found[-1]


def _root(path: Path, name: str) -> int:
    return int(dict(_sql(path, "SELECT name, rootpage FROM sqlite_schema"))[name])


def _leaves(path: Path, root: int) -> list[int]:
    """Return the pages that hold the rows of a table, in their order."""
    pages = Pages(path.read_bytes())
    below = [_leaves(path, number) for number in pages.children.get(root, [])]
    return list(chain.from_iterable(below)) or [root]


def _zero(path: Path, numbers: Iterable[int], size: int = PAGE) -> bytes:
    content = bytearray(path.read_bytes())
    for number in numbers:
        content[(number - 1) * size : number * size] = bytes(size)
    path.write_bytes(content)
    return bytes(content)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _salvage(cramp: Cramp, damaged: Path, new: Path) -> Result:
    result = cramp("restore", "--salvage", str(damaged), "-o", str(new))
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize(
    "name", ["episodes", "episodes_by_day", "sqlite_autoindex_episode_sites_1", "the header"]
)
def test_a_diary_that_no_command_reads_comes_back_whole_by_the_commands_that_are_named(
    sample: Cramp, whole: Path, new: Path, tmp_path: Path, name: str
) -> None:
    assert sample("export", str(tmp_path / "before")).exit_code == 0
    harmed = _zero(whole, [1 if name == "the header" else _root(whole, name)])
    for line in ("list", f"export {tmp_path / 'out'}", f"backup {tmp_path / 'b.db'}"):
        assert sample(*line.split()).exit_code == 3
    result = _salvage(sample, whole, new)
    lines = result.stdout.splitlines()
    pages = len(harmed) // PAGE
    assert lines[0] == f"1 of {pages} pages could not be read. These rows came:"
    assert [line.split() for line in lines if line.startswith(("episodes", "days  "))] == [
        ["episodes", "65"],
        ["days", "168"],
    ]
    assert lines[-1] == (
        "The history did not come: what was done before cannot be undone in the new diary."
    )
    checked, advice = result.stderr.splitlines()
    assert checked == "Checked: 65 episodes, 168 days, the last one Sun 5 Apr 2026."
    assert whole.read_bytes() == harmed
    if os.name == "posix":
        assert stat.S_IMODE(new.stat().st_mode) == 0o600
    program, *words = shlex.split(advice.removeprefix("To go on with the new diary: "))
    assert (program, sample(*words, "--yes").exit_code) == ("cramp", 0)
    assert sample("export", str(tmp_path / "after")).exit_code == 0
    assert _files(tmp_path / "after") == _files(tmp_path / "before")


def test_each_page_costs_no_row_but_its_own(whole: Path, tmp_path: Path) -> None:
    originals, content = recovery.read_records(whole), whole.read_bytes()
    damaged = tmp_path / "damaged.db"
    for number in range(1, len(content) // PAGE + 1, 3):
        damaged.write_bytes(content)
        harmed = _zero(damaged, [number])
        reached = recovery.read_plainly(harmed, originals)
        salvaged = salvage(damaged, tmp_path / f"{number}.db")
        came = recovery.read_records(tmp_path / f"{number}.db")
        assert recovery.without_sites_of_lost_episodes(reached) == came & originals, number
        assert len(came - originals) == len(salvaged.placeholders)
        assert salvaged.unreadable_pages >= 1


def test_a_diary_without_damage_comes_whole(sample: Cramp, whole: Path, new: Path) -> None:
    assert sample("log", "2026-04-05 20:00", "--note", "A long story. " * 1000).exit_code == 0
    before = whole.read_bytes()
    result = _salvage(sample, whole, new)
    pages = len(before) // PAGE
    assert result.stdout.startswith(f"0 of {pages} pages could not be read. These rows came:\n")
    assert recovery.read_records(new) == recovery.read_records(whole)
    assert whole.read_bytes() == before


def test_the_size_of_pages_is_found_where_the_header_is_lost(whole: Path, new: Path) -> None:
    originals = recovery.read_records(whole)
    _sql(whole, "PRAGMA page_size = 1024", "VACUUM")
    _zero(whole, [1], size=1024)
    salvaged = salvage(whole, new)
    assert (salvaged.pages, salvaged.unreadable_pages) == (whole.stat().st_size // 1024, 1)
    assert recovery.read_records(new) == originals


@pytest.mark.parametrize("number", range(1, FORMAT))
@pytest.mark.parametrize("has_header", [True, False])
def test_a_diary_of_an_older_format_is_upgraded(
    tmp_path: Path, new: Path, number: int, *, has_header: bool
) -> None:
    old = tmp_path / "old" / "diary.db"
    of_format(old, number)
    name = "confirmed_at" if number < 3 else "caffeine"  # since the third, a column of the day
    insert = "INSERT INTO factors (name, kind, more_exposed) VALUES ('{}', 'amount', 'more')"
    _sql(old, insert.format(name))
    if not has_header:
        _zero(old, [1])
    salvage(old, new)
    assert examine(new).format == FORMAT
    assert _sql(new, "SELECT id, severity, precision, logged_at FROM episodes") == [
        (1, 6, "exact", None)
    ]
    kept = f"{name} (own)" if number < 3 else name
    assert _sql(new, "SELECT name FROM factors") == [(kept,)]
    assert _sql(new, "SELECT key FROM episodes") == [("c86a0c01-6195-586b-82e4-322d3d4f6ad7",)]


def test_a_place_that_came_later_is_kept_where_the_format_is_lost(
    tmp_path: Path, new: Path
) -> None:
    old = tmp_path / "old" / "diary.db"
    of_format(old, 4)
    _sql(
        old,
        "INSERT INTO episode_sites VALUES (1, 0, 'foot', 'left')",
        "DELETE FROM _sqlite_migrations WHERE name LIKE '0004%'",
        "PRAGMA user_version = 3",
    )
    salvage(old, new)
    assert _sql(new, "SELECT muscle, side FROM episode_sites") == [("foot", "left")]


def test_a_diary_cut_in_the_middle_gives_what_is_left(whole: Path, new: Path) -> None:
    originals = recovery.read_records(whole)
    harmed = whole.read_bytes()[: 40 * PAGE + 100]
    whole.write_bytes(harmed)
    salvaged = salvage(whole, new)
    assert (salvaged.pages, salvaged.unreadable_pages) == (41, 1)
    reached = recovery.without_sites_of_lost_episodes(recovery.read_plainly(harmed, originals))
    assert recovery.read_records(new) & originals == reached


# What is lost, and what stands for it.


def test_records_of_lost_names_are_kept_under_names_that_say_so(
    sample: Cramp, whole: Path, new: Path
) -> None:
    before = recovery.read_records(whole)
    assert sample("shoes", "add", "lost shoe 2").exit_code == 0
    _sql(whole, "UPDATE shoes SET id = 9 WHERE name = 'lost shoe 2'")
    _sql(whole, "UPDATE shoes SET arch_support = 7 WHERE id < 9")
    _zero(whole, [_root(whole, "medications"), _root(whole, "factors")])
    result = _salvage(sample, whole, new)
    assert "\nNot readable, or with impossible values: 3 rows of shoes.\n" in result.stdout
    assert (
        "\nThese stand for lost names: lost shoe 1, lost shoe 2 again, lost shoe 3, lost"
        " medication 1, lost medication 2, lost factor 1 and lost factor 2.\n"
    ) in result.stdout
    assert "\nshoes                  1\n" in result.stdout
    kept = ("wear", "courses", "doses", "factor_values")
    after = recovery.read_records(new)
    assert {row for row in before if row[0] in kept} <= after
    kinds = _sql(new, "SELECT name, kind FROM factors ORDER BY id")
    assert kinds == [("lost factor 1", "amount"), ("lost factor 2", "yes/no")]


def test_a_lost_factor_with_no_value_but_0_and_1_is_a_yes_or_no(
    cramp: Cramp, diary_path: Path, new: Path
) -> None:
    for words in ("factor add heat --yes-no", "factor add naps", "day 2026-03-01 --set naps=2"):
        assert cramp(*words.split()).exit_code == 0, words
    assert cramp("day", "2026-03-01", "--set", "heat=yes").exit_code == 0
    _zero(diary_path, [_root(diary_path, "factors")])
    _salvage(cramp, diary_path, new)
    kinds = _sql(new, "SELECT id, kind FROM factors ORDER BY id")
    assert kinds == [(1, "yes/no"), (2, "amount")]


def test_sites_and_reliefs_of_lost_episodes_are_counted(
    sample: Cramp, whole: Path, new: Path
) -> None:
    _zero(whole, _leaves(whole, _root(whole, "episodes"))[:1])
    result = _salvage(sample, whole, new)
    ((sites, reliefs),) = _sql(
        new, "SELECT (SELECT count(*) FROM episode_sites), (SELECT count(*) FROM episode_reliefs)"
    )
    assert (
        f"Left out, as what they belong to is lost: {75 - sites} rows of sites of episodes and"
        f" {75 - reliefs} rows of reliefs of episodes."
    ) in result.stdout
    assert sites < 75


def test_rows_with_impossible_values_are_refused_and_the_others_of_the_page_come(
    sample: Cramp, whole: Path, new: Path
) -> None:
    _sql(
        whole,
        "UPDATE episodes SET severity = 77 WHERE id = 3",
        "UPDATE episodes SET started_at = '2026-03-01T03:10:00' WHERE id = 4",
        "UPDATE days SET water_ml = -4 WHERE diary_day = '2026-03-01'",
    )
    result = _salvage(sample, whole, new)
    assert "values: 2 rows of episodes and 1 row of days.\n" in result.stdout
    assert examine(new).episodes == 63


def test_a_second_row_for_the_same_day_is_left_out(sample: Cramp, whole: Path, new: Path) -> None:
    content = bytearray(whole.read_bytes())
    at = content.index(b"2025-11-21", (_leaves(whole, _root(whole, "days"))[0] - 1) * PAGE)
    content[at : at + 10] = b"2025-11-22"
    whole.write_bytes(content)
    result = _salvage(sample, whole, new)
    assert "Left out, as another came for the same: 1 row of days.\n" in result.stdout


def test_an_episode_whose_long_note_is_lost_comes_without_it(
    sample: Cramp, whole: Path, new: Path
) -> None:
    assert sample("log", "2026-04-05 20:00", "-s", "4", "--note", "A story. " * 2000).exit_code == 0
    _sql(whole, "DELETE FROM journal")  # which holds the note, too
    _zero(whole, sorted(Pages(whole.read_bytes()).overflow)[1:2])
    result = _salvage(sample, whole, new)
    assert "Came without a part that is lost: 1 row of episodes.\n" in result.stdout
    assert _sql(new, "SELECT severity, note FROM episodes WHERE id = 66") == [(4, "")]


def test_a_damaged_letter_of_a_note_costs_no_more_than_the_letter(
    cramp: Cramp, diary_path: Path, new: Path
) -> None:
    assert cramp("log", "--note", "after the long run").exit_code == 0
    content = diary_path.read_bytes().replace(b"the long", b"the\xfflong")
    diary_path.write_bytes(content)
    salvage(diary_path, new)
    assert _sql(new, "SELECT note FROM episodes") == [("after the\ufffdlong run",)]


def test_a_damaged_id_is_mended_where_only_one_is_possible(whole: Path, new: Path) -> None:
    before = recovery.read_records(whole)
    content = bytearray(whole.read_bytes())
    ((started,),) = _sql(whole, "SELECT started_at FROM episodes WHERE id = 4")
    page = (_leaves(whole, _root(whole, "episodes"))[0] - 1) * PAGE
    at = content.index(started.encode(), page)
    id_at = content.rindex(b"\x04\x0e", 0, at)  # the rowid, then the length of the record's header
    content[id_at] = 0x44
    whole.write_bytes(content)
    salvage(whole, new)
    assert recovery.read_records(new) == before


def test_a_damaged_id_that_is_far_too_great_does_not_end_the_counting(
    cramp: Cramp, diary_path: Path, new: Path
) -> None:
    assert cramp("log", "--note", "one").exit_code == 0
    _sql(diary_path, "UPDATE episodes SET id = 9223372036854775807")
    assert cramp("day", "--water", "1l").exit_code == 0
    _salvage(cramp, diary_path, new)
    assert cramp("--db", str(new), "log", "--note", "two").exit_code == 0


def test_rows_that_could_be_of_two_tables_are_not_guessed(
    cramp: Cramp, diary_path: Path, new: Path
) -> None:
    assert cramp("log", "--site", "other", "--relief", "other").exit_code == 0
    _zero(diary_path, [1, *_leaves(diary_path, 1)])
    result = _salvage(cramp, diary_path, new)
    assert "Left out, as it cannot be told what they record: 2 rows.\n" in result.stdout
    assert "\nsites of episodes      0\n" in result.stdout


def test_every_table_of_records_is_read_back_and_named() -> None:
    assert tables.TO_RECORD.keys() == set(TABLES) - {"journal"}
    assert salvage_text.TABLE_NAMES.keys() == tables.TO_RECORD.keys()


# What lies beside the file.


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of its own for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("has_header", [True, False])
def test_what_sqlite_keeps_beside_the_file_is_taken_in_and_left_as_it_is(
    whole: Path, new: Path, tmp_path: Path, temporary: Path, mode: str, *, has_header: bool
) -> None:
    with closing(sqlite3.connect(whole, isolation_level=None)) as writer:
        writer.execute(f"PRAGMA journal_mode = {mode}")
        writer.execute("PRAGMA cache_size = 1")  # so that pages are written before the commit
        writer.execute("BEGIN")
        writer.execute("UPDATE episodes SET note = 'changed since ' || id")
        writer.execute("UPDATE days SET note = 'changed since ' || diary_day")
        if mode == "wal":
            writer.execute("COMMIT")
        copies = tmp_path / "copies"
        copies.mkdir()
        for path in whole.parent.glob("diary.db*"):
            if path.is_file() and not path.name.endswith("-shm"):
                shutil.copy(path, copies / path.name)
    damaged = copies / "diary.db"
    if not has_header:
        _zero(damaged, [1])
    before = _files(copies)
    assert len(before) == 2
    assert mode == "wal" or b"changed since" in before["diary.db"]
    salvage(damaged, new)
    assert _files(copies) == before
    assert not list(temporary.iterdir())
    count = 65 if mode == "wal" else 0
    assert _sql(new, "SELECT count(*) FROM episodes WHERE note LIKE 'changed%'") == [(count,)]
    assert examine(new).days == 168


def test_no_room_for_the_private_copy_is_said(
    cramp: Cramp, diary_path: Path, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cramp("log").exit_code == 0
    diary_path.with_name("diary.db-wal").write_bytes(b"half a step")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert "cannot be copied to the folder of temporary files (No such" in _refused(
        cramp, diary_path, new
    )


# What is refused.


def _refused(cramp: Cramp, damaged: Path, new: Path) -> str:
    before = sorted(new.parent.rglob("*"))
    result = cramp("restore", "--salvage", str(damaged), "-o", str(new))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)
    assert sorted(new.parent.rglob("*")) == before
    return result.stderr


NOT_DIARIES = {
    "is an empty file": b"",
    "is encrypted": AGE_MAGIC + bytes(200),
    "is not a cramp diary": b"Dear doctor,\n" * 1000,
    "is not a cramp diary, ": bytes(3 * PAGE),
}


@pytest.mark.parametrize("why", NOT_DIARIES)
def test_a_file_that_is_no_diary_is_named_as_what_it_is(
    cramp: Cramp, tmp_path: Path, new: Path, why: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(NOT_DIARIES[why])
    assert _refused(cramp, file, new) == (
        f"cramp: {file} {why.strip(', ')}, so there is nothing to salvage and nothing was written:"
        " name a damaged diary or backup.\n"
    )


def test_what_is_no_file_is_named_as_what_it_is(cramp: Cramp, tmp_path: Path, new: Path) -> None:
    assert "is not there, so" in _refused(cramp, tmp_path / "nothing.db", new)
    assert "is a folder, so" in _refused(cramp, tmp_path, new)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "is a pipe or a device, so" in _refused(cramp, tmp_path / "pipe", new)


def test_the_file_of_another_program_is_left_to_it(cramp: Cramp, tmp_path: Path, new: Path) -> None:
    other = tmp_path / "other.db"
    _sql(
        other,
        "CREATE TABLE settings (key TEXT, value TEXT)",
        "CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT)",
        "INSERT INTO settings VALUES ('colour', 'blue')",
    )
    assert "is the file of another program, so" in _refused(cramp, other, new)
    _zero(other, [1])
    assert "is not a cramp diary, so" in _refused(cramp, other, new)


def test_a_diary_of_which_nothing_can_be_read_gives_no_new_one(
    cramp: Cramp, diary_path: Path, new: Path
) -> None:
    assert cramp("log").exit_code == 0
    _zero(diary_path, range(2, diary_path.stat().st_size // PAGE + 1))
    assert "is so damaged that no row of it can be read, so" in _refused(cramp, diary_path, new)


def test_a_newer_diary_is_left_to_a_newer_program(
    cramp: Cramp, diary_path: Path, new: Path
) -> None:
    assert cramp("log").exit_code == 0
    number = f"PRAGMA user_version = {FORMAT + 1}"
    name = "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('cramp_diary', '9_later')"
    _sql(diary_path, number, name)
    assert "was written by a newer cramp-diary" in _refused(cramp, diary_path, new)
    _zero(diary_path, [_root(diary_path, "_sqlite_migrations")])
    assert "was written by a newer cramp-diary" in _refused(cramp, diary_path, new)


def test_a_damaged_number_of_the_format_is_not_taken_for_a_newer_one(
    cramp: Cramp, diary_path: Path, new: Path
) -> None:
    assert cramp("log").exit_code == 0
    _sql(diary_path, "PRAGMA user_version = 67")
    _salvage(cramp, diary_path, new)
    assert (examine(new).format, examine(new).episodes) == (FORMAT, 1)


@pytest.mark.parametrize("ending", ["", "-journal", "-wal", "-shm"])
def test_no_file_is_replaced(cramp: Cramp, diary_path: Path, new: Path, ending: str) -> None:
    assert cramp("log").exit_code == 0
    there = new.with_name(f"{new.name}{ending}")
    there.write_text("Dear doctor")
    assert f"{there} is there already and was left" in _refused(cramp, diary_path, new)
    assert there.read_text() == "Dear doctor"


@pytest.mark.parametrize("words", [("--salvage",), ("-o", "new.db")])
def test_one_option_without_the_other_is_refused(
    cramp: Cramp, diary_path: Path, words: tuple[str, ...]
) -> None:
    assert cramp("log").exit_code == 0
    result = cramp("restore", str(diary_path), *words)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert f"You give {words[0]}, but n" in result.stderr


def test_a_place_that_cannot_be_written_is_named(
    cramp: Cramp, diary_path: Path, tmp_path: Path
) -> None:
    assert cramp("log").exit_code == 0
    new = tmp_path / "no folder" / "new.db"
    result = cramp("restore", "--salvage", str(diary_path), "-o", str(new))
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"cramp: {new} cannot be written (No such file or directory): name another place.\n"
    )


# Ended before the end.


def test_a_salvage_that_is_stopped_leaves_nothing_half_written(
    whole: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cramp_diary.store.salvage.salvage.examine", stop)
    before = sorted(new.parent.iterdir())
    with pytest.raises(KeyboardInterrupt):
        salvage(whole, new)
    assert sorted(new.parent.iterdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="forks and limits")
def test_a_fault_at_any_step_leaves_nothing_half_written(whole: Path, new: Path) -> None:
    from tests.support import fault_injection  # noqa: PLC0415 - cannot be imported on Windows
    from tests.support.fault_injection import Fault  # noqa: PLC0415 - as above

    harmed = _zero(whole, [_root(whole, "episodes")])
    line = ["restore", "--salvage", str(whole), "-o", str(new)]
    steps = [Fault("file operation", number) for number in range(1, 20)]
    for fault in (*steps, *(Fault("full disk", room) for room in range(0, 200_000, 20_000))):
        outcome = fault_injection.run(line, fault)
        assert "Traceback" not in outcome.stderr, outcome
        assert outcome.code in {0, 3}, outcome
        assert new.exists() == (outcome.code == 0)
        left = {path.name for path in new.parent.iterdir()} - {whole.parent.name}
        if new.exists():
            assert examine(new).episodes == 65
            for name in left:  # and where that could not be removed, its first name
                (new.parent / name).unlink()
        else:
            assert left == set()
        assert whole.read_bytes() == harmed


# Any bytes.


def _harm(content: bytes, draw: Random) -> bytes:
    """Return a file damaged in several ways at random, up to nothing that could be read."""
    damaged = bytearray(content)
    for _ in range(draw.randint(1, 40)):
        at = draw.randrange(len(damaged))
        length = draw.choice((1, 2, 8, 100, PAGE, 10 * PAGE))
        kind = draw.choice(("zero", "random", "copy", "bits", "cut"))
        if kind == "zero":
            damaged[at : at + length] = bytes(len(damaged[at : at + length]))
        elif kind == "random":
            damaged[at : at + length] = draw.randbytes(len(damaged[at : at + length]))
        elif kind == "copy":
            page = PAGE * draw.randrange(len(damaged) // PAGE + 1)
            start = PAGE * (at // PAGE)
            damaged[start : start + PAGE] = damaged[page : page + PAGE]
        elif kind == "bits":
            for _ in range(length):
                damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
        elif draw.random() < 0.1:
            del damaged[max(at, 50) :]
    return bytes(damaged)


@pytest.mark.parametrize("seed", range(8))
def test_no_damage_whatever_breaks_it(whole: Path, tmp_path: Path, seed: int) -> None:
    draw, content = Random(seed), whole.read_bytes()  # noqa: S311 - where to harm
    originals = recovery.read_records(whole)
    for number in range(5):
        damaged, new = tmp_path / f"{number}-damaged.db", tmp_path / f"{number}-new.db"
        harmed = _harm(content, draw)
        damaged.write_bytes(harmed)
        try:
            salvaged = salvage(damaged, new)
        except DiaryError:
            assert not new.exists()
        else:
            assert salvaged.contents == examine(new)
        came = recovery.read_records(new) & originals if new.exists() else set()
        reached = recovery.without_sites_of_lost_episodes(recovery.read_plainly(harmed, originals))
        assert len(came) >= 0.9 * len(reached) - 20, (number, reached - came)
        assert damaged.read_bytes() == harmed
    assert not list(tmp_path.glob(".*"))
