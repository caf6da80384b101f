"""Each command that an error or cramp check names is run as it stands, and puts things right."""

from __future__ import annotations

import inspect
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.cli.command_names import COMMANDS
from cramp_diary.core import errors as core_errors
from cramp_diary.core.errors import DiaryError
from cramp_diary.core.model import Day
from cramp_diary.exchange import errors as exchange_errors
from cramp_diary.exchange.apple_health import errors as health_errors
from cramp_diary.store import errors as store_errors
from cramp_diary.store import open_diary, transaction
from cramp_diary.store.backup_paths import backup_folder
from cramp_diary.store.backups import restore
from tests.store.test_damage import AS_ANYBODY, needs_rights
from tests.support.factories import NOW
from tests.support.health_exports import an_export, water
from tests.support.paths import ROOT
from tests.support.trials import nights

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.command_runner import Cramp

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are of POSIX")
PATH = r"""(?:'[^']*'|"[^"]*"|[^\s'"])+"""
WHAT_A_COMMAND_BEGINS_WITH = rf"cramp (?:--db {PATH} )?(?:{'|'.join(COMMANDS)}|--help)\b|mv |rm |"
WHAT_A_COMMAND_BEGINS_WITH += r"chmod |chown |sudo |pip "
COMMAND = re.compile(
    rf"(?:{WHAT_A_COMMAND_BEGINS_WITH}).*?"
    r"(?=, or | or |, then |, and | and |, which | shows? | lists | begins |, if |\.$|\n|$)"
)
FILLED_IN = {
    "FILE": "elsewhere.db",
    "TIME": "2026-02-03T20:00+01:00",
    "NUMBER": "9",
    "VOLUME": "1l",
    "HOURS": "3",
    "ID": "1",
}


def named_commands(text: str) -> list[str]:
    """Return the commands that a text names, with what a person fills in filled in."""
    found = [match.strip() for match in COMMAND.findall(text)]
    return [" ".join(FILLED_IN.get(word, word) for word in command.split(" ")) for command in found]


@pytest.fixture
def run(cramp: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that runs a command as a shell does, and fails if the command does."""
    monkeypatch.chdir(tmp_path)

    def run_one(command: str) -> None:
        words = shlex.split(command)
        if words[0] == "cramp":
            if {"restore", "forget"} & set(words) or words[1:3] == ["trial", "stop"]:
                words.append("--yes")
            result = cramp(*words[1:])
            assert result.exit_code in (0, 1 if words[1] == "check" else 0), (
                command,
                result.stderr,
            )
        else:
            subprocess.run(command, shell=True, check=True)  # noqa: S602 - what the error names

    return run_one


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _nothing_to_undo(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del diary, patch
    while (result := cramp("undo")).exit_code == 0:
        pass
    return result.stderr


def _nothing_recorded(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del patch
    other = str(diary.with_name("other.db"))
    cramp("--db", other, "shoes", "add", "clogs")
    return cramp("--db", other, "report", "2025-01").stderr


def _not_clean(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del diary

    def refuse(action: int, *_: object) -> int:
        return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK

    real = sqlite3.connect

    def connect(*arguments: object, **options: object) -> sqlite3.Connection:
        connection = real(*arguments, **options)  # type: ignore[call-overload]
        connection.set_authorizer(refuse)  # VACUUM attaches a database
        return connection  # type: ignore[no-any-return]

    with patch.context() as inner:
        inner.setattr(sqlite3, "connect", connect)
        return cramp("forget", "1", "--yes").stderr


def _not_read_back(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    cramp("backup", str(diary.parent / "b.db"))

    def cut(folder: Path) -> None:
        if folder == diary.parent:
            _cut(diary)

    with patch.context() as inner:
        inner.setattr(restore, "sync_folder", cut)
        return cramp("restore", str(diary.parent / "b.db"), "--yes").stderr


def _foreign_sidecar(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del patch
    journal = Path(f"{diary}-journal")
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    os.utime(journal, (0, 0))
    return cramp("list").stderr


def _foreign_folder(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del patch
    shutil.rmtree(backup_folder(diary))
    backup_folder(diary).write_text("letters")
    return cramp("forget", "1", "--yes").stderr


def _gone(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del patch
    diary.unlink()
    return cramp("log").stderr


def _damaged(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del patch
    _cut(diary)
    return cramp("list").stderr


def _differing_table(cramp: Cramp, diary: Path, _: pytest.MonkeyPatch) -> str:
    table = diary.with_name("it's hot.csv")
    words = ("factor", "import", str(table), "--all", "--yes", "--name", "my 'heat'")
    for heat in (20, 21):
        table.write_text(f"day,heat\n2026-02-27,{heat}\n", encoding="utf-8")
        said = cramp(*words)
    return said.stderr


def _factor_has_values(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    del diary, patch
    cramp("factor", "add", "--unit", "cups (large)", "--less", "--", "-my 'tea'")
    assert cramp("day", "--set", "-my 'tea'=2").exit_code == 0
    return cramp("factor", "add", "--unit", "fl oz", "--", "-my 'tea'").stderr


def _said(*words: str, before: tuple[str, ...] = ()) -> Callable[..., str]:
    def say(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
        del diary, patch
        if before:
            assert cramp(*before).exit_code == 0
        result = cramp(*words)
        assert result.exit_code != 0
        return result.stderr

    return say


def _too_early(cramp: Cramp, diary: Path, patch: pytest.MonkeyPatch) -> str:
    cramp("delete", "1")
    said = _said("day", "today", "--no-cramps")(cramp, diary, patch)
    assert "from 18:00 on" in said
    patch.setattr(clock, "now", lambda: NOW.replace(hour=18, minute=0))
    return said


def _differing_folder(cramp: Cramp, diary: Path, _: pytest.MonkeyPatch) -> str:
    folder = str(diary.with_name("an old export"))
    assert cramp("day", "yesterday", "--water", "1l").exit_code == 0
    assert cramp("export", folder).exit_code == 0
    assert cramp("day", "yesterday", "--water", "2l").exit_code == 0
    return cramp("import", folder).stderr


def _differing_export(cramp: Cramp, diary: Path, _: pytest.MonkeyPatch) -> str:
    path = diary.with_name("my export.xml")
    path.write_text(an_export(water("02-27 08:00", "900")), encoding="utf-8")
    assert cramp("day", "2026-02-27", "--water", "1l").exit_code == 0
    return cramp("import", str(path), "--all", "--yes").stderr


def _demo_folder_not_empty(cramp: Cramp, diary: Path, _: pytest.MonkeyPatch) -> str:
    folder = diary.with_name("my 'demo'")
    folder.mkdir()
    folder.with_name(f"{folder.name}-2").mkdir()
    (folder / "mine.txt").touch()
    return cramp("demo", str(folder)).stderr


_START = ("trial", "start", "stretching", "--expect", "same", "--yes")


def _trial_of_water(cramp: Cramp, diary: Path, _: pytest.MonkeyPatch) -> str:
    start = ("trial", "start", "water", "--from", "today", "--expect", "same", "--yes")
    _known_water(*start)(cramp, diary, _)
    return cramp("chart", "water").stderr


def _known_water(*words: str) -> Callable[..., str]:
    def say(cramp: Cramp, diary: Path, _: pytest.MonkeyPatch) -> str:
        with open_diary(diary) as opened:
            for n in range(1, 40):
                opened.add_to_day(Day(diary_day=NOW.date() - timedelta(days=n), water_ml=1500))
        return cramp(*words).stderr

    return say


def _worsening(cramp: Cramp, diary: Path, _: pytest.MonkeyPatch) -> str:
    today = NOW.date()
    cramps = {today - timedelta(days=n) for n in (*range(3, 29), 40, 70)}
    with open_diary(diary) as opened:
        opened.add_period(nights(today - timedelta(days=112), today - timedelta(days=2), cramps))
    return cramp("trial", "plan", "walking").stderr


PROVOKED: dict[type[DiaryError], Callable[[Cramp, Path, pytest.MonkeyPatch], str]] = {
    store_errors.NothingToUndo: _nothing_to_undo,
    store_errors.NoDiary: _said("list", "--db", "none.db"),
    store_errors.DiaryGone: _gone,
    store_errors.DamagedDiary: _damaged,
    store_errors.ForeignSidecar: _foreign_sidecar,
    store_errors.ForeignBackupFolder: _foreign_folder,
    store_errors.NotReadBack: _not_read_back,
    store_errors.NotCleaned: _not_clean,
    store_errors.BackupFailed: _said("backup", "missing/folder/file.db"),
    core_errors.NoSuchCommand: _said("xyzzy"),
    core_errors.NoSuchEpisode: _said("show", "7"),
    core_errors.NoSuchName: _said("day", "--shoes", "my old 'clogs':3"),
    core_errors.NothingOfThatName: _said("shoes", "remove", "my old 'clogs'"),
    core_errors.FactorHasValues: _factor_has_values,
    exchange_errors.SourceDiffers: _differing_table,
    core_errors.NoSuchCourse: _said("med", "edit", "pill", "--clear", "dose"),
    core_errors.CourseExists: _said("med", "start", "pill", before=("med", "start", "pill")),
    core_errors.NoRunningCourse: _said("med", "stop", "pill"),
    core_errors.NothingRecorded: _nothing_recorded,
    core_errors.TooEarlyForNoCramps: _too_early,
    core_errors.DoseWithoutDay: _said("day", "--med", "pill", "--water", "1l"),
    core_errors.NothingGiven: _said("edit", "1"),
    core_errors.TrialOfFluids: _known_water("trial", "plan", "drink four litres"),
    core_errors.NoUsualWater: _said("trial", "plan", "water"),
    core_errors.TakenOrNot: _said("trial", "plan", "'heel' raises"),
    core_errors.TrialWhileWorsening: _worsening,
    core_errors.NoTrial: _said("trial"),
    core_errors.TrialNotOver: _said(
        "trial", "result", before=(*_START, "--from", NOW.date().isoformat())
    ),
    core_errors.FactorOfTrial: _trial_of_water,
    core_errors.TrialRunning: _said("trial", "plan", "walking", before=_START),
    core_errors.NoTrialDay: _said("day", "2026-01-02", "--done", before=_START),
    exchange_errors.FolderDiffers: _differing_folder,
    health_errors.HealthDiffers: _differing_export,
    core_errors.OnePageOnly: _said("report", "2026-03", "--with-factors", "-o", "my page.png"),
    core_errors.DemoFolderNotEmpty: _demo_folder_not_empty,
    core_errors.OutputNotWritten: lambda *_: str(core_errors.OutputNotWritten("no room")),
}


def _names_a_command(error: type[DiaryError]) -> bool:
    source = inspect.getsource(error).partition('"""')[2].partition('"""')[2]
    return bool(re.search(rf"cramp (?:{'|'.join(COMMANDS)}|--help)\b|_command\(", source))


def test_every_error_that_names_a_command_is_tried_here() -> None:
    errors = {
        error
        for module in (core_errors, store_errors, exchange_errors, health_errors)
        for _, error in inspect.getmembers(module, inspect.isclass)
        if issubclass(error, DiaryError) and error.__module__ == module.__name__
    }
    naming = {error for error in errors if _names_a_command(error)}
    naming -= {exchange_errors.NoEncryption}  # it names pip, which is not run here
    assert naming <= PROVOKED.keys(), naming - PROVOKED.keys()


@pytest.mark.parametrize("error", PROVOKED, ids=lambda error: error.__name__)
def test_what_an_error_names_works_when_pasted(
    cramp: Cramp,
    diary_path: Path,
    run: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    error: type[DiaryError],
) -> None:
    for words in (("log",), ("med", "add", "pill"), ("backup",)):
        assert cramp(*words).exit_code == 0
    said = PROVOKED[error](cramp, diary_path, monkeypatch)
    commands = named_commands(said)
    assert commands, said
    for command in commands:
        run(command)
    assert cramp("list").exit_code == 0


def test_the_commands_name_the_diary_that_was_named_and_paths_with_spaces(
    cramp: Cramp, tmp_path: Path, run: Callable[[str], None]
) -> None:
    diary = tmp_path / "my cramps; $HOME" / "d'ary.db"
    cramp("--db", str(diary), "log")
    cramp("--db", str(diary), "log", "1h ago")
    undo = cramp("drink", "1 cup", "--db", str(diary)).stderr
    (command,) = named_commands(undo)
    assert command == f"cramp --db {shlex.quote(str(diary))} undo"
    run(command)
    assert "drink" not in cramp("--db", str(diary), "history", "--limit", "1").stdout
    diary.unlink()
    run(named_commands(cramp("--db", str(diary), "list").stderr)[0])
    assert cramp("--db", str(diary), "list").exit_code == 0
    assert not Path(os.environ["CRAMP_DIARY_DB"]).exists()


def _mends(cramp: Cramp) -> list[str]:
    return [finding["mend"] for finding in json.loads(cramp("check", "--json").stdout)["findings"]]


def _wal(diary: Path) -> None:
    with closing(sqlite3.connect(diary)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _foreign_table(diary: Path) -> None:
    with closing(sqlite3.connect(diary)) as connection:
        connection.execute("CREATE TABLE photos (name)")


def _of_somebody_else(diary: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    os.chown(diary, 12345, 12345)


def _open_to_others(diary: Path) -> None:
    for place in (diary, backup_folder(diary), *backup_folder(diary).iterdir()):
        place.chmod(0o755)


def _remainders(diary: Path) -> None:
    shutil.copyfile(diary, backup_folder(diary) / ".plain-77.part")
    shutil.copyfile(diary, diary.with_name(f".{diary.name}.abcdef.part"))
    shutil.copyfile(diary, backup_folder(diary) / ".2026-03-02.db.abcdef.part-journal")


def _damaged_backup(diary: Path) -> None:
    _cut(next(backup_folder(diary).glob("*.db")))


def _no_backup(diary: Path) -> None:
    shutil.rmtree(backup_folder(diary))


def _file_for_folder(diary: Path) -> None:
    _no_backup(diary)
    backup_folder(diary).write_text("letters")


@posix
@pytest.mark.parametrize(
    "harm",
    [
        _wal,
        _foreign_table,
        _of_somebody_else,
        _open_to_others,
        _remainders,
        _damaged_backup,
        _no_backup,
        _file_for_folder,
    ],
)
def test_what_check_names_works_when_pasted_and_then_all_is_well(
    cramp: Cramp, diary_path: Path, run: Callable[[str], None], harm: Callable[[Path], None]
) -> None:
    cramp("log", "--note", "one")
    harm(diary_path)
    mends = _mends(cramp)
    assert mends
    before = diary_path.read_bytes()
    assert cramp("check").exit_code == 1
    assert diary_path.read_bytes() == before
    for mend in mends:
        for command in named_commands(mend):
            run(command)
    assert _mends(cramp) == []
    assert cramp("list").stdout.count("one") == 1


def _check_as_anybody(diary: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [*AS_ANYBODY, sys.executable, "-m", "cramp_diary", "--db", str(diary), "check", "--json"],
        cwd=ROOT,
        env=os.environ | {"HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_rights
@pytest.mark.parametrize("places", [("file",), ("folder",), ("backups",), ("file", "folder")])
def test_what_cannot_be_written_is_named_and_mended(
    cramp: Cramp, diary_path: Path, tmp_path: Path, run: Callable[[str], None], places: list[str]
) -> None:
    cramp("log")
    folder = backup_folder(diary_path)
    paths = {"file": diary_path, "folder": diary_path.parent, "backups": folder}
    modes = {"file": 0o400, "folder": 0o500, "backups": 0o500}
    (folder / "2026-03-02.db").unlink()
    try:
        for place in places:
            paths[place].chmod(modes[place])
        found = json.loads(_check_as_anybody(diary_path, tmp_path).stdout)["findings"]
        what = [finding["what"] for finding in found]
        assert len(found) == len(places) + 1
        assert what[-1] == "there is no backup of it that is whole"
        for place in places:
            assert any(str(paths[place]) in text for text in what[:-1])
        for finding in found:
            for command in named_commands(finding["mend"]):
                run(command)
        assert _check_as_anybody(diary_path, tmp_path).returncode == 0
    finally:
        diary_path.parent.chmod(0o700)
        folder.chmod(0o700)


def test_a_disk_that_may_only_be_read_is_not_answered_with_chmod(
    cramp: Cramp, diary_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cramp("log")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    findings = json.loads(cramp("check", "--json").stdout)["findings"]
    assert [finding["what"] for finding in findings] == [
        f"nothing can be written in {diary_path.parent}, though its mode allows it",
        f"{diary_path} may only be read, though its mode allows it",
        f"nothing can be written in {backup_folder(diary_path)}, though its mode allows it",
    ]
    command = f"cramp backup {tmp_path / 'diary.db'}"
    assert {finding["mend"].partition(", then use")[0] for finding in findings} == {command}
    assert cramp(*shlex.split(command)[1:]).exit_code == 0


def test_a_missing_or_empty_diary_is_named_as_what_it_is(cramp: Cramp, diary_path: Path) -> None:
    diary_path.parent.mkdir()
    for is_empty in (False, True):
        if is_empty:
            diary_path.touch()
        result = cramp("check")
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"There is no diary at {diary_path}: begin one with cramp log" in result.stderr
    cramp("log")
    for is_empty in (True, False):
        diary_path.unlink()
        if is_empty:
            diary_path.touch()
        result = cramp("check")
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"{diary_path} is gone or empty, but there are backups of it" in result.stderr


@pytest.fixture(autouse=True)
def _wait_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "BUSY_SECONDS", 0.2)
