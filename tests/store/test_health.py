"""cramp check: problems are found, the commands it names correct them, and it changes nothing."""

from __future__ import annotations

import json
import os
import shlex
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from cramp_diary.store.backup_paths import backup_folder
from tests.support.old_diary_files import of_first_format

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_runner import Cramp

NOT_BEFORE = "2026-03-02-073000.db"
EPISODE = (
    "INSERT INTO episodes (started_at, started_utc, diary_day, severity, duration_minutes)"
    " VALUES ('{0}T20:00:00+01:00', {1}, '{0}', 6, {2})"
)


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _findings(cramp: Cramp) -> list[tuple[str, str]]:
    result = cramp("check", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == (0 if found["well"] else 1)
    assert found["well"] == (not found["findings"])
    return [(finding["what"], finding["mend"]) for finding in found["findings"]]


def test_all_is_well_with_a_diary_just_begun(cramp: Cramp, diary_path: Path) -> None:
    cramp("log")
    before = diary_path.read_bytes()
    result = cramp("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"{diary_path}: 1 episode, 1 day, the last one Mon 2 Mar 2026; 1 whole backup.\n"
        "All is well.\n"
    )
    assert diary_path.read_bytes() == before


@pytest.mark.parametrize(
    ("statements", "what", "mends"),
    [
        (
            [EPISODE.format("2027-01-01", 1798830000, "NULL")],
            "episode 2 begins in the future, 2027-01-01T20:00",
            ["cramp edit 2 --when '2026-03-01 20:00'", "cramp delete 2"],
        ),
        (
            [EPISODE.format("2026-02-01", 1769972400, "4")] * 2,
            "episode 3 is the same as episode 2",
            ["cramp delete 3"],
        ),
        (
            [EPISODE.format("2026-02-01", 1769972400 + n, "4") for n in range(20)],
            "2026-02-01 has 20 episodes",
            ["cramp delete 5"],
        ),
        (
            [EPISODE.format("2026-02-01", 1769972400, "900")],
            "episode 2 lasted 900 minutes",
            ["cramp edit 2 --minutes 9"],
        ),
        (
            ["INSERT INTO days (diary_day, water_ml) VALUES ('2026-02-01', 9000)"],
            "2026-02-01 has water of 9000 ml",
            ["cramp day 2026-02-01 --water 900ml"],
        ),
        (
            ["INSERT INTO days (diary_day, sitting_hours) VALUES ('2026-02-01', 23)"],
            "2026-02-01 has 23 hours of sitting",
            ["cramp day 2026-02-01 --sitting 13"],
        ),
        (
            ["INSERT INTO activities (diary_day, kind, minutes) VALUES ('2026-02-01', 'a', 1000)"]
            * 2,
            "2026-02-01 has 33.3333 hours of activity",
            ["cramp day 2026-02-01 --clear activity"],
        ),
        (
            [
                "INSERT INTO shoes (id, name) VALUES (1, 'clogs'), (2, 'boots')",
                "INSERT INTO wear (diary_day, shoe_id, hours) VALUES ('2026-02-01', 1, 20)",
                "INSERT INTO wear (diary_day, shoe_id, hours) VALUES ('2026-02-01', 2, 20)",
            ],
            "2026-02-01 has 40 hours in shoes",
            ["cramp day 2026-02-01 --shoes clogs:2"],
        ),
        (
            [
                "INSERT INTO activities (diary_day, kind, minutes) VALUES ('2026-03-04', 'a', 10)",
                "INSERT INTO days (diary_day, note) VALUES ('2026-03-04', 'from tomorrow')",
            ],
            "2026-03-04 has not been yet",
            ["cramp forget 2026-03-04 --yes"],
        ),
        (
            ["INSERT INTO shoes (id, name) VALUES (7, 'clogs')", "CREATE TABLE photos (name)"],
            "photos in the file is not of this program",
            [],
        ),
        (
            ["DROP INDEX episodes_by_day"],
            "episodes_by_day in the file is not as this program made it",
            [],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_suspicious_values_are_found_and_the_named_commands_correct_them(
    cramp: Cramp,
    diary_path: Path,
    tmp_path: Path,
    statements: list[str],
    what: str,
    mends: list[str],
) -> None:
    cramp("log")
    _sql(diary_path, *statements)
    odd = diary_path.read_bytes()
    found = dict(_findings(cramp))
    assert list(found) == [what]
    assert what in cramp("check").stdout
    assert diary_path.read_bytes() == odd
    for mend in mends:
        diary_path.write_bytes(odd)
        program, command, *_ = mend.split()
        assert f"{program} {command}" in found[what]
        result = cramp(*shlex.split(mend)[1:])
        assert result.exit_code == 0, result.stderr
        assert _findings(cramp) == []
    if not mends:
        assert cramp("export", str(tmp_path / "out")).exit_code == 0
        assert cramp("import", str(tmp_path / "out"), "--db", str(tmp_path / "n.db")).exit_code == 0
        assert cramp("check", "--db", str(tmp_path / "n.db")).exit_code == 0


def test_values_just_within_the_limits_are_not_odd(cramp: Cramp, diary_path: Path) -> None:
    cramp("log")
    _sql(
        diary_path,
        "INSERT INTO days (diary_day, water_ml, sitting_hours) VALUES ('2026-02-01', 8999, 20)",
        *(EPISODE.format("2026-02-01", 1769972400 + n, "719") for n in range(19)),
    )
    assert _findings(cramp) == []


def test_files_that_others_may_read_are_found_and_mended(cramp: Cramp, diary_path: Path) -> None:
    cramp("log")
    (backup,) = backup_folder(diary_path).iterdir()
    diary_path.chmod(0o644)
    backup.parent.chmod(0o755)
    backup.chmod(0o640)
    found = _findings(cramp)
    assert [what for what, _ in found] == [
        f"others may read {backup.parent}",
        f"others may read {diary_path}",
        f"others may read {backup}",
    ]
    for _, mend in found:
        assert mend.startswith("chmod ")
        assert os.system(mend) == 0  # noqa: S605 - the command that check names
    assert _findings(cramp) == []


def test_a_diary_others_may_read_is_pointed_out_by_every_command(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("log")
    assert "chmod" not in cramp("list").stderr
    diary_path.chmod(0o640)
    for words in (("list",), ("drink", "1 cup"), ("status", "--json")):
        result = cramp(*words)
        assert result.exit_code == 0
        assert f"may read {diary_path}: make it yours alone with chmod 600 {diary_path}\n" in (
            result.stderr
        )


def test_backups_that_are_missing_damaged_or_late_are_reported(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("log")
    (backup,) = backup_folder(diary_path).iterdir()
    content = backup.read_bytes()
    backup.write_bytes(content[:5000])
    none = ("there is no backup of it that is whole", "cramp backup")
    assert _findings(cramp) == [(f"the backup {backup} is damaged", f"rm {backup}"), none]
    backup.unlink()
    assert _findings(cramp) == [none]
    backup.write_bytes(content)
    backup.chmod(0o600)
    late = diary_path.stat().st_mtime - 3 * 86400
    os.utime(backup, (late, late))
    assert _findings(cramp) == [("it was changed 3 days after the last backup", "cramp backup")]
    assert cramp("backup").exit_code == 0
    assert _findings(cramp) == []


@pytest.mark.usefixtures("on_windows")
def test_on_windows_a_damaged_backup_is_deleted_as_one_does_there(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("log")
    (backup,) = backup_folder(diary_path).iterdir()
    backup.write_bytes(backup.read_bytes()[:5000])
    diary_path.chmod(0o644)
    assert _findings(cramp)[0] == (f"the backup {backup} is damaged", f"del {backup}")


def test_damage_is_reported_with_the_command_that_restores(cramp: Cramp, diary_path: Path) -> None:
    cramp("log")
    content = bytearray(diary_path.read_bytes())
    content[4096 * 6 : 4096 * 7] = bytes(4096)
    content[4096 * 2 : 4096 * 3] = bytes(4096)
    diary_path.write_bytes(content)
    result = cramp("check")
    assert result.exit_code == 3
    assert f"{diary_path}: damaged; 1 whole backup." in result.stdout
    assert "cramp restore" in result.stdout
    found = json.loads(cramp("check", "--json").stdout)
    assert found["contents"] is None
    assert found["findings"][0]["is_damage"] is True
    assert diary_path.read_bytes() == content


def test_a_reference_to_nothing_and_a_value_out_of_range_are_damage(
    cramp: Cramp, diary_path: Path
) -> None:
    cramp("log")
    whole = diary_path.read_bytes()
    for statement, what in (
        (
            "INSERT INTO doses (diary_day, medication_id) VALUES ('2026-02-01', 77)",
            "a row of doses belongs to none of medications",
        ),
        (
            "UPDATE episodes SET started_at = '1026-02-02T00:00:00+01:00'",
            "a record in the table episodes cannot be read",
        ),
        (
            "UPDATE episodes SET started_at = '2026-99-99T99'",
            "a record in the table episodes cannot be read",
        ),
        (
            "INSERT INTO settings VALUES ('day_starts_at', 'noonish')",
            "a record in the table settings cannot be read",
        ),
    ):
        diary_path.write_bytes(whole)
        _sql(diary_path, statement)
        result = cramp("check")
        assert (result.exit_code, f"- {what}\n" in result.stdout) == (3, True), statement
    diary_path.write_bytes(whole)
    _sql(diary_path, "PRAGMA ignore_check_constraints = ON", "UPDATE episodes SET severity = 11")
    assert cramp("check").exit_code == 3


def test_an_older_format_is_checked_as_it_is(cramp: Cramp, diary_path: Path) -> None:
    before = of_first_format(diary_path)
    result = cramp("check")
    assert "there is no backup of it that is whole" in result.stdout
    assert diary_path.read_bytes() == before


def test_there_must_be_something_to_check(cramp: Cramp, diary_path: Path) -> None:
    assert cramp("check").exit_code == 3
    diary_path.parent.mkdir()
    diary_path.write_text("Dear doctor, " * 100)
    assert "no SQLite file" in cramp("check").stderr


def test_the_clock_says_what_is_the_future(cramp: Cramp, monkeypatch: pytest.MonkeyPatch) -> None:
    cramp("log")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now.replace(year=2025))
    assert {what for what, _ in _findings(cramp)} == {
        "episode 1 begins in the future, 2026-03-02T07:30",
    }
