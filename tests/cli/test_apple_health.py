"""``cramp import export.zip``: a look before, a question, differences, and one step to undo."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cramp_diary.cli import clock
from tests.support.factories import NOW
from tests.support.health_exports import (
    BOTH_DEVICES,
    PLAIN,
    an_export,
    steps,
    water,
    workout,
    zip_export,
)
from tests.support.pty_terminal import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.command_runner import Cramp

DAY = "2026-02-27"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Write the export of a day of everything."""
    path = tmp_path / "export.zip"
    zip_export(path, an_export(*PLAIN))
    return path


@pytest.fixture
def spanned(cramp: Cramp) -> Cramp:
    """Run the command on a diary of two weeks, without what an export knows."""
    for day in ("2026-02-16", "2026-03-01"):
        assert cramp("day", day, "--sitting", "7").exit_code == 0
    return cramp


def test_what_comes_is_what_was_shown_and_is_one_step_to_undo(spanned: Cramp, export: Path) -> None:
    dry = spanned("import", str(export), "--dry-run")
    assert "sleep" not in spanned("day", DAY).stdout
    said = spanned("import", str(export), "--yes")
    assert said.stdout == (
        "An export of Apple Health, made on Mon 2 Mar 2026, 07:00, of 7 records:\n"
        "6  new to the diary\n"
        "1  of other kinds, such as heart rate\n"
        "New to the diary: 1 day of water, 1 day of workouts, 1 day of steps and 1 day of sleep.\n"
        "Imported 1 day, 1 activity, 2 drinks, 2 own factors and 2 values of own factors.\n"
    )
    assert said.stdout.startswith(dry.stdout)
    assert said.stderr == "To take it back: cramp undo\n"
    shown = spanned("day", DAY).stdout
    for line in ("water: 1250 ml", "activity: run 45 min at effort 6", "sleep (h): 7.5"):
        assert line in shown
    assert spanned("undo").exit_code == 0
    assert "water: 1250" not in spanned("day", DAY).stdout
    assert spanned("factor", "list").stdout == ""


def test_importing_twice_adds_nothing(spanned: Cramp, export: Path, diary_path: Path) -> None:
    spanned("import", str(export), "--yes")
    before = diary_path.read_bytes()
    again = spanned("import", str(export), "--yes")
    assert "6  in the diary already" in again.stdout
    assert again.stdout.endswith("There is nothing new in it.\n")
    assert diary_path.read_bytes() == before


def test_only_days_of_the_diary_come_unless_all_are_asked_for(
    cramp: Cramp, export: Path, diary_path: Path
) -> None:
    said = cramp("import", str(export), "--yes")
    assert (said.exit_code, diary_path.exists()) == (0, False)
    assert "6  of days outside your diary" in said.stdout
    assert said.stderr == "To take the days outside your diary, too, add --all.\n"
    said = cramp("import", str(export), "--yes", "--all")
    assert "Imported 1 day" in said.stdout
    assert diary_path.exists()


def test_without_a_terminal_it_is_imported_only_with_yes(spanned: Cramp, export: Path) -> None:
    said = spanned("import", str(export))
    assert said.exit_code == 2
    assert "6  new to the diary" in said.stdout
    assert "cramp import asks first, and there is no terminal to ask on" in said.stderr
    assert "sleep" not in spanned("day", DAY).stdout


@pytest.mark.parametrize("is_typed_first", [True, False])
def test_where_the_two_differ_one_side_is_kept_never_the_sum(
    spanned: Cramp, export: Path, *, is_typed_first: bool
) -> None:
    if not is_typed_first:
        spanned("import", str(export), "--yes")
    spanned("day", DAY, "--water", "1.5l", "--activity", "swim:30")
    if is_typed_first:
        spanned("factor", "add", "sleep", "--unit", "h")
    spanned("day", DAY, "--set", "sleep=6")
    said = spanned("import", str(export), "--yes")
    assert said.exit_code == 1
    assert "export.zip differs from the diary in 3 places:" in said.stderr
    mine = "swim 30 min" if is_typed_first else "run 45 min effort 6, swim 30 min"
    for line in (
        "export.zip: water on Fri 27 Feb 2026: 1500 ml in the diary, 1250 ml in the file",
        f"workouts on Fri 27 Feb 2026: {mine} in the diary, run 45 min effort 6 in the file",
        "sleep on Fri 27 Feb 2026: 6 h in the diary, 7.5 h in the file",
        f"To take what the export says: cramp import {export} --yes --keep theirs",
    ):
        assert line in said.stderr
    said = spanned("import", str(export), "--yes", "--keep", "mine")
    assert "In 3 places where they differ, what the diary says is kept." in said.stderr
    shown = spanned("day", DAY).stdout
    assert "water: 1500 ml" in shown
    assert "sleep (h): 6\n" in shown
    assert "steps: 3000" in shown
    said = spanned("import", str(export), "--yes", "--keep", "theirs")
    assert "In 3 places where they differ, the export's is taken." in said.stderr
    shown = spanned("day", DAY).stdout
    assert "water: 1250 ml" in shown
    assert "sleep (h): 7.5" in shown
    assert "swim" not in shown
    assert "sitting" in shown
    assert "Everything" not in said.stdout
    again = spanned("import", str(export), "--yes")
    assert again.stdout.endswith("There is nothing new in it.\n")


def test_drinks_that_were_typed_go_with_the_water_that_they_were_of(
    spanned: Cramp, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW - timedelta(days=3, hours=-5))
    assert "Fri 27 Feb 2026" in spanned("drink", "300ml").stdout
    monkeypatch.setattr(clock, "now", lambda: NOW)
    spanned("import", str(export), "--yes", "--keep", "theirs")
    spanned("export", str(tmp_path / "csv"))
    assert (tmp_path / "csv" / "drinks.csv").read_text().splitlines()[1:] == [
        "2026-02-27,2026-02-27T08:00:00+01:00,500",
        "2026-02-27,2026-02-27T12:30:00+01:00,750",
    ]


def test_an_activity_whose_effort_the_person_said_is_known(spanned: Cramp, tmp_path: Path) -> None:
    spanned("day", DAY, "--activity", "run:45:6")
    path = tmp_path / "export.xml"
    path.write_text(an_export(workout("02-27 17:00", "02-27 17:45")))
    said = spanned("import", str(path), "--yes")
    assert "1  in the diary already" in said.stdout


def test_a_day_with_less_than_half_of_the_usual_water_is_left_out(
    spanned: Cramp, tmp_path: Path
) -> None:
    for n in range(17, 25):
        spanned("day", f"2026-02-{n}", "--water", "1.6l")
    path = tmp_path / "export.xml"
    path.write_text(an_export(water("02-26 09:00", "700"), water("02-27 09:00", "800")))
    said = spanned("import", str(path), "--yes")
    assert "1  of days that are probably half logged" in said.stdout
    assert (
        "Probably half logged, as you usually drink 1600 ml, and left out without --all, 1 day:\n"
        "  Thu 26 Feb 2026: 700 ml\n"
    ) in said.stderr
    assert "water: 800 ml" in spanned("day", "2026-02-27").stdout
    assert "water: " not in spanned("day", "2026-02-26").stdout
    assert "Imported 1 day" in spanned("import", str(path), "--yes", "--all").stdout
    again = spanned("import", str(path), "--yes")
    assert "2  in the diary already" in again.stdout


def test_what_is_usual_follows_from_the_export_where_the_diary_says_too_little(
    spanned: Cramp, tmp_path: Path
) -> None:
    path = tmp_path / "export.xml"
    usual = [water(f"02-{n} 09:00", "1500") for n in range(17, 24)]
    path.write_text(an_export(*usual, water("02-26 09:00", "700")))
    said = spanned("import", str(path), "--dry-run")
    assert "as you usually drink 1500 ml" in said.stderr
    assert "7 days of water" in said.stdout


def test_amounts_that_cannot_be_are_listed(spanned: Cramp, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(an_export(water("02-26 09:00", "90", "L"), *PLAIN))
    said = spanned("import", str(path), "--yes")
    assert (
        "Left out, as it cannot be, 1 day:\n  Thu 26 Feb 2026: 90000 ml of water\n" in said.stderr
    )
    assert "Imported 1 day" in said.stdout


def test_an_own_factor_that_means_something_else_is_left_alone(
    spanned: Cramp, export: Path
) -> None:
    spanned("factor", "add", "Sleep", "--unit", "minutes")
    said = spanned("import", str(export), "--yes")
    assert "1  of a factor that means something else in the diary" in said.stdout
    assert "Left out, as your own factor sleep has another unit or kind." in said.stderr
    assert "steps: 3000" in spanned("day", DAY).stdout
    assert "1 own factor and" in said.stdout


def test_own_factors_that_are_there_get_further_days(spanned: Cramp, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    for day in ("02-26", "02-27"):
        path.write_text(an_export(steps(f"{day} 09:00", f"{day} 09:30", "3000")))
        assert spanned("import", str(path), "--yes").exit_code == 0
    assert "steps: 3000" in spanned("day", "2026-02-26").stdout
    assert spanned("factor", "list").stdout.count("steps") == 1


def test_other_files_under_the_same_name_are_named(spanned: Cramp, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    shutil.make_archive(str(tmp_path / "export"), "zip", tmp_path)
    said = spanned("import", str(path), "--yes")
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"{path} holds no export of Apple Health: in the Health app tap" in said.stderr


def test_all_is_about_an_export(spanned: Cramp, tmp_path: Path) -> None:
    (tmp_path / "shoes.csv").write_text("name\nclogs\n")
    said = spanned("import", str(tmp_path / "shoes.csv"), "--all")
    assert said.exit_code == 2
    assert "--all is about the export of a phone" in said.stderr


@pytest.mark.parametrize(("answer", "code"), [("no", 130), (None, 130), ("yes", 0)])
def test_on_a_terminal_it_asks(
    spanned: Cramp,
    export: Path,
    diary_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str | None,
    code: int,
) -> None:
    person = Person(monkeypatch, diary_path)
    person.lives_at("2026-03-02 07:30")
    monkeypatch.setattr("cramp_diary.cli.prompts.confirm.can_ask", lambda *, no_input: not no_input)
    said = person.answers(f"import {export}", ("Import this? (yes or no)", answer))
    assert said.exit_code == code
    assert ("sleep" in spanned("day", DAY).stdout) == (code == 0)


def test_ctrl_c_while_it_reads_leaves_nothing(
    spanned: Cramp, export: Path, diary_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = diary_path.read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cramp_diary.exchange.apple_health.export.sum_days", interrupt)
    said = spanned("import", str(export), "--yes")
    assert said.exit_code != 0
    assert diary_path.read_bytes() == before


def test_a_bar_shows_how_much_was_read(
    spanned: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    totals: list[int] = []

    @contextmanager
    def record(total: int) -> Iterator[Callable[[str], None]]:
        totals.append(total)
        yield shown.append

    monkeypatch.setattr("cramp_diary.cli.apple_health.progress", record)
    path = tmp_path / "export.xml"
    path.write_text(an_export(*BOTH_DEVICES))
    spanned("import", str(path), "--dry-run")
    assert totals == [len(shown)]
    assert {*shown} == {"Reading"}
