"""Nothing lost: real processes killed, faults at every step, many at once, harm to the file.

``make torture`` prints what was tried and fails at the first loss; a short form is a test.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import cramp_diary.exchange.csv_folder.folder
import cramp_diary.store.backups.backup
import cramp_diary.store.migrations  # noqa: F401 - loaded once, not in each child
from cramp_diary.cli import clock
from cramp_diary.store import transaction
from cramp_diary.store.backup_paths import backup_folder, is_pre_restore_copy, list_backups
from cramp_diary.store.backups.integrity import examine
from cramp_diary.store.salvage.salvage import salvage
from cramp_diary.store.sidecars import sidecars
from tests.support import fault_injection, recovery
from tests.support.factories import AFTER_SAMPLE
from tests.support.fault_injection import Fault
from tests.support.old_diary_files import of_first_format
from tests.support.paths import ROOT, SAMPLE_DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL_CSV = {
    "episodes.csv": "started_at,severity,sites\n2026-03-01T03:10+01:00,6,calf:left\n",
    "days.csv": "diary_day,water_ml,alcohol\n2026-02-27,900,2\n2026-02-26,800,1\n",
}
INBOX = """\
2026-04-04T03:12+02:00 log severity 7 calf:left asleep stretching:2 "woke the cat" shoes clogs:2
2026-04-04 07:40 day yesterday water 1.8l activity walk:30
2026-04-04 08:10 drink 300ml
"""
BEGIN = (
    "shoes add clogs",
    "med add pill",
    "factor add alcohol",
    "log 2026-03-01 20:00 --severity 6 --site calf:left --relief heat:2 --note one",
    "day 2026-03-01 --water 1l --shoes clogs:8 --activity walk:30:3 --med pill --set alcohol=1",
    "log 2026-03-20 20:00 --severity 3 --note two",
    "drink 300ml",
    "undo",
)
CHANGES = (
    "log 2026-04-05 20:00 --severity 7 --site toes --relief heat --water 2l --shoes clogs:3",
    "day 2026-04-04 --no-cramps --activity none --set alcohol=3 --note hot",
    "drink 1 cup",
    "edit 1 --severity 2 --site heel --clear relief",
    "delete 2",
    "undo",
    "redo",
    "settings day_starts_at 05:00",
    "shoes add boots",
    "med start pill 2026-04-01",
    "import CSV",
    "import INBOX",
    "restore BACKUP --yes",
    "forget 1 --yes",
    "forget --before 2026-03-10 --yes",
    "backup OUT",
)


class Scale(NamedTuple):
    """How much of each is tried; of the places of a fault each `stride`-th."""

    kills: int
    stride: int
    processes: int
    logs: int
    wal_readers: int
    harms: int
    salvages: int


LONG = Scale(kills=240, stride=1, processes=8, logs=50, wal_readers=120, harms=400, salvages=200)
SHORT = Scale(kills=8, stride=37, processes=4, logs=3, wal_readers=3, harms=8, salvages=8)


class Place:
    """A folder to torture a diary in, and a copy of it to begin from each time."""

    def __init__(self, folder: Path) -> None:
        self.kept, self.work = folder / "kept", folder / "work"
        self.work.mkdir(parents=True)
        self.db = self.work / "home" / "diary.db"
        self.ends: dict[str, tuple[list[str] | None, list[str] | None]] = {}
        """What the diary holds before and after a command, as far as that was found out."""

    def words(self, line: str) -> list[str]:
        """Return a command's words, on this diary."""
        places = {"CSV": "csv", "INBOX": "inbox.txt", "BACKUP": "b.db", "OUT": "out.db"}
        words = [str(self.work / places[w]) if w in places else w for w in line.split()]
        return ["--db", str(self.db), *words]

    def begin_in_first_format(self) -> None:
        """Write a diary of one episode as the first version did, and keep it."""
        of_first_format(self.db)
        fault_injection.put_back(self.work, self.kept)

    def begin(self) -> None:
        """Write a small diary with a bit of everything, and keep it."""
        (self.work / "csv").mkdir()
        for name, text in SMALL_CSV.items():
            (self.work / "csv" / name).write_text(text)
        (self.work / "inbox.txt").write_text(INBOX)
        for number, line in enumerate(BEGIN):
            assert fault_injection.run(self.words(line)).code == 0, line
            if number == len(BEGIN) // 2:
                assert fault_injection.run(self.words(f"backup {self.work / 'b.db'}")).code == 0
        fault_injection.put_back(self.work, self.kept)


# Killed.


def kills(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Kill real logs at random moments: each line that was echoed is there, the file is whole."""
    db, draw = folder / "killed" / "diary.db", Random(6)  # noqa: S311 - when to kill
    _log(db, "begin", None)
    took = min(_log(db, "measure", None)[1] for _ in range(3))
    echoed = set()
    for number in range(scale.kills):
        if number % 4 == 0:  # so that some are killed while they back up
            for backup in list_backups(db):
                backup.unlink()
        note = f"note-{number}-"
        said, _ = _log(db, note, draw.uniform(0.3, 2.0) * took)
        if note in said and said.endswith("\n"):
            echoed.add(note)
        _is_whole(db)
        there = _notes(db)
        assert echoed <= there, echoed - there
    assert echoed, "none was quick enough: nothing was shown"
    yield "logs killed", scale.kills
    yield "of them after their echo", len(echoed)


def inbox_kills(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Kill imports of an inbox that grows: in the end each line of it is there, and once."""
    db, inbox, draw = folder / "killed" / "diary.db", folder / "inbox.txt", Random(9)  # noqa: S311 - when to kill
    lines: list[str] = []
    took, kept, tried = 0.0, 0, 0
    for number in count():
        lines += [
            f"2026-04-01T{hour:02}:{minute:02}+02:00 log note {number}-{hour}-{minute}"
            for hour in range(6)
            for minute in range(60)
        ]
        draw.shuffle(lines)
        inbox.write_text("".join(f"{line}\n" for line in lines))
        is_killed = number % 4 > 0  # the others come to their end, and show how long that takes
        _, seconds = _run(db, ["import", str(inbox)], draw.uniform(0.4, 1.4) * took * is_killed)
        took = took if is_killed else seconds
        _is_whole(db)
        there = _list_notes(db)
        assert len(there) == len(set(there))
        assert len(there) % (6 * 60) == 0, "an import came by half"
        assert is_killed or len(there) == len(lines)
        tried += is_killed
        kept += is_killed and len(there) == len(lines)
        if tried >= scale.kills // 4 and not is_killed:
            break
    assert sorted(_list_notes(db)) == sorted(line.partition("note ")[2] for line in lines)
    yield "imports of an inbox killed", tried
    yield "of them after all was kept (for want of time, none)", kept


def _list_notes(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM episodes")]


def _log(db: Path, note: str, after: float | None) -> tuple[str, float]:
    return _run(db, ["log", "--note", note], after)


def _run(db: Path, words: list[str], after: float | None) -> tuple[str, float]:
    """Run a command in a process of its own, killed after so many seconds; return what it said."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "cramp_diary", "--db", str(db), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as log:  # noqa: S603 - our own
        if after:
            time.sleep(after)
            log.send_signal(signal.SIGKILL)
        said, _ = log.communicate()
    return said.decode(), time.perf_counter() - begun


def _notes(db: Path) -> set[str]:
    return set(_list_notes(db)) if db.exists() else set()


def _is_whole(db: Path) -> None:
    examine(db)
    for backup in list_backups(db):
        if not is_pre_restore_copy(backup):
            examine(backup)


# Faults at every step.


def faults_at_every_step(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Let each change fail or crash at each step: old or new state, one sentence, and it is kept.

    Each is tried with the backup of the day still to be made, and with it made.
    """
    place = Place(folder)
    place.begin()
    for kind, crash in (
        ("statement", False),
        ("statement", True),
        ("file operation", False),
        ("file operation", True),
    ):
        tried = 0
        for line in CHANGES:
            tried += _sweep(place, line, kind, scale, crash=crash)
        yield f"{'crashes' if crash else 'errors'} at a {kind}", tried
    yield from _full_disks(place, scale)


def _sweep(place: Place, line: str, kind: str, scale: Scale, *, crash: bool) -> int:
    tried = 0
    for is_backed_up in (True, False) if scale.stride == 1 else (not line.startswith("log"),):
        old, new = _old_and_new(place, line)
        for number in count(1, scale.stride):
            _begin_again(place, is_backed_up=is_backed_up)
            outcome = fault_injection.run(place.words(line), Fault(kind, number, crash))
            if not outcome.met:
                break
            tried += 1
            _judge(place, line, outcome, old, new)
    return tried


def _old_and_new(place: Place, line: str) -> tuple[list[str] | None, list[str] | None]:
    if line not in place.ends:
        _begin_again(place, is_backed_up=True)
        old = fault_injection.state(place.db)
        outcome = fault_injection.run(place.words(line))
        assert outcome.code == 0, (line, outcome)
        place.ends[line] = old, fault_injection.state(place.db)
    return place.ends[line]


def _begin_again(place: Place, *, is_backed_up: bool) -> None:
    fault_injection.put_back(place.kept, place.work)
    if not is_backed_up:
        for backup in list_backups(place.db):
            backup.unlink()


def _judge(
    place: Place,
    line: str,
    outcome: fault_injection.Outcome,
    old: list[str] | None,
    new: list[str] | None,
) -> None:
    about = (line, outcome)
    after = fault_injection.state(place.db)
    if outcome.code == 0 and after not in (old, new):
        # sqlite-utils takes an error for an older SQLite, and writes the same by another way.
        assert _records(after) == _records(new), about
        assert fault_injection.run(place.words("undo")).code == 0
        assert _records(fault_injection.state(place.db)) == _records(old), about
        return
    assert after in (old, new), about
    assert "Traceback" not in outcome.stderr, about
    assert outcome.code in {0, 3, fault_injection.CRASHED}, about
    says_it_is_kept = line.startswith(("log", "day", "drink")) and outcome.stdout != ""
    if outcome.code == 0 or says_it_is_kept:
        assert after == new, about
    if outcome.code == 3:
        assert outcome.stderr.count("cramp: ") == 1, about
    assert not list(place.work.glob("*.part")) or outcome.code == fault_injection.CRASHED, about
    for copy in (*list_backups(place.db), *place.work.glob("*.db")):
        examine(copy)


def _records(state: list[str] | None) -> list[str]:
    """Return all but the journal, and the numbers last used, which an undo does not take back."""
    apart = ('INSERT INTO "journal"', 'INSERT INTO "sqlite_sequence"', 'DELETE FROM "sqlite_seq')
    return [line for line in state or [] if not line.startswith(apart)]


def _full_disks(place: Place, scale: Scale) -> Iterator[tuple[str, int]]:
    """Give each change less room than it needs; the next log works once there is room."""
    tried = 0
    for line in (*CHANGES, f"export {place.work / 'new'}"):
        old, new = _old_and_new(place, line)
        assert old is not None
        most = place.db.stat().st_size + 70_000
        for room in range(0, most, 2048 * scale.stride):
            _begin_again(place, is_backed_up=room % 4096 == 0)
            outcome = fault_injection.run(place.words(line), Fault("full disk", room))
            tried += 1
            _judge(place, line, outcome, old, new)
            for path in (place.work / "new").glob("*"):
                assert path.suffix == ".csv", path
        assert fault_injection.run(place.words("log 2026-04-03 20:00 --note later")).code == 0
        assert "later" in _notes(place.db)
    yield "full disks", tried


# The same below Python, where SQLite writes.


def system_calls(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Let each change of a file fail or be the last, also those that SQLite makes."""
    if not is_preloaded():
        yield from _preloaded(folder, scale)
        return
    place, old = Place(folder), Place(folder / "old")
    place.begin()
    old.begin_in_first_format()
    for kind, crash in (
        ("system call", False),
        ("system call", True),
        ("full disk's system call", False),
    ):
        tried = sum(_sweep(place, line, kind, scale, crash=crash) for line in CHANGES)
        tried += _sweep(old, "list", kind, scale, crash=crash)
        yield f"{'crashes' if crash else 'errors'} at a {kind}", tried


def is_preloaded() -> bool:
    """Tell whether this process was begun with the failing disk."""
    return hasattr(ctypes.CDLL(None), "torture_arm")


def _preloaded(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    compiler = shutil.which("cc")
    if not (sys.platform == "linux" and compiler):
        yield "system calls, for want of Linux and a cc", 0
        return
    library = folder / "failing_disk.so"
    source = ROOT / "tests" / "support" / "failing_disk.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)  # noqa: S603 - our own
    command = [sys.executable, "-m", "tests.torture", "system_calls"]
    command += ["--short"] * (scale == SHORT)
    with subprocess.Popen(  # noqa: S603 - our own
        command,
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            number, what = line.split(maxsplit=1)
            if number.isdecimal():
                yield what.strip(), int(number)
    assert process.returncode == 0


# Upgrades.


def upgrades(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Let an upgrade fail or crash at each step: the old file or the new one, and no half."""
    place = Place(folder)
    place.begin_in_first_format()
    tried = 0
    for kind in ("statement", "file operation"):
        for crash in (False, True):
            tried += _sweep(place, "list", kind, scale, crash=crash)
    yield "faults in an upgrade", tried


# Many at once.


def many_at_once(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Let processes begin a diary at once and log at once: each line is kept, none is refused."""
    db = folder / "many" / "diary.db"
    code = "import subprocess, sys\nfor n in range(int(sys.argv[1])):\n    subprocess.run(["
    code += "sys.executable, '-m', 'cramp_diary', '--db', sys.argv[2], 'log', '--note',"
    code += " f'{sys.argv[3]}-{n}'], check=True, stdout=subprocess.DEVNULL)"
    command = [sys.executable, "-c", code, str(scale.logs), str(db)]
    running = [
        subprocess.Popen([*command, str(number)], cwd=ROOT, stderr=subprocess.PIPE)  # noqa: S603 - our own
        for number in range(scale.processes)
    ]
    said = [process.communicate()[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * scale.processes, said
    assert not [line for text in said for line in text.splitlines() if "cramp: " in line], said
    expected = {f"{p}-{n}" for p in range(scale.processes) for n in range(scale.logs)}
    assert _notes(db) == expected
    assert examine(db).episodes == len(expected)
    _is_whole(db)
    assert len(list_backups(db)) in {1, 2}, backup_folder(db)
    yield f"logs of {scale.processes} processes at once", len(expected)


# Another program that has set WAL mode.

_HOLDER = """
import os, sqlite3, sys, time
path, note, seconds, is_killed = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4] == "1"
connection = sqlite3.connect(path, isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL").fetchall()
connection.execute("UPDATE episodes SET note = ? WHERE id = 2", (note,))
connection.execute("BEGIN")
connection.execute("SELECT * FROM episodes").fetchall()
print("holds it", flush=True)
time.sleep(seconds)
if is_killed:
    os._exit(1)
connection.close()
"""


WAL_COMMANDS = ("log 2026-04-05 20:00 --note mine", "restore BACKUP --yes", "forget 1 --yes")


def wal_readers(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Let another program set WAL mode, change a note and go on reading, while a command runs.

    The command works or is refused. What either of them has acknowledged is in the diary, or in
    the file that a restore put aside, and no file is damaged. Some of the others are killed.
    """
    place, draw = Place(folder), Random(8)  # noqa: S311 - how long it is held
    place.begin()
    refused, usual = 0, transaction.BUSY_SECONDS
    transaction.BUSY_SECONDS = 0.4  # so that it does not take an hour
    try:
        for number in range(scale.wal_readers):
            for line in WAL_COMMANDS:
                held = draw.choice((0.0, 0.1, 0.3, 2.0))
                options = (f"theirs {number}", str(held), str(draw.randrange(2)))
                refused += _beside_a_wal_reader(place, line, options)
    finally:
        transaction.BUSY_SECONDS = usual
    yield "logs, restores and forgets each beside a program in WAL mode", scale.wal_readers
    yield "of them refused", refused


def _beside_a_wal_reader(place: Place, line: str, options: tuple[str, str, str]) -> bool:
    """Run a command while another program holds the diary; return whether it was refused."""
    fault_injection.put_back(place.kept, place.work)
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", _HOLDER, str(place.db), *options], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holds it\n"
        outcome = fault_injection.run(place.words(line))
        holder.kill()
    assert "Traceback" not in outcome.stderr, (line, outcome)
    assert outcome.code in {0, 3}, (line, outcome)
    _judge_beside_a_wal_reader(place, line, options[0], outcome)
    return outcome.code == 3


def _judge_beside_a_wal_reader(
    place: Place, line: str, note: str, outcome: fault_injection.Outcome
) -> None:
    about = (line, note, outcome)
    there, done = _notes(place.db), outcome.code == 0
    _is_whole(place.db)
    if line.startswith("log"):
        assert note in there, about
        assert ("mine" in there) == done, about
    elif line.startswith("forget"):
        assert note in there, about
        assert ("one" not in there) == done, about
    elif done:
        (aside,) = (copy for copy in list_backups(place.db) if is_pre_restore_copy(copy))
        assert note in _notes(aside), about
        examine(aside)
        assert note not in there, about
        assert fault_injection.state(place.db) == fault_injection.state(place.work / "b.db"), about
    else:
        assert note in there, about
        assert "Restored" not in outcome.stdout, about
    if not done:
        assert "is held open by" in outcome.stderr, about
    assert fault_injection.run(place.words("log 2026-04-03 20:00 --note later")).code == 0, about
    assert "later" in _notes(place.db), about
    assert not any(path.exists() for path in sidecars(place.db)), about


# Harm to the file.


def harms(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Flip a bit, zero a page or cut the file: named or not met, never made worse by a failure."""
    place, draw = Place(folder), Random(7)  # noqa: S311 - where to harm
    place.begin()
    whole, named = place.db.read_bytes(), 0
    for number in range(scale.harms):
        content = bytearray(whole)
        if number % 4 < 2:
            content[draw.randrange(len(whole) if number % 4 else 8192)] ^= 1 << draw.randrange(8)
        elif number % 4 == 2:
            start = 4096 * draw.randrange(len(whole) // 4096)
            content[start : start + 4096] = bytes(4096)
        else:
            del content[draw.randrange(1, len(whole)) :]
        for line in (draw.choice(CHANGES), draw.choice(("list --all", "status", "check"))):
            fault_injection.put_back(place.kept, place.work)
            place.db.write_bytes(content)
            outcome = fault_injection.run(place.words(line))
            assert "Traceback" not in outcome.stderr, (line, outcome)
            restored = line.startswith("restore")
            if outcome.code == 3 and not restored and "is written" not in outcome.stderr:
                assert place.db.read_bytes() == content, (line, outcome)
            named += outcome.code == 3
        assert fault_injection.run(place.words("restore BACKUP --yes")).code == 0
        examine(place.db)
    yield "bit flips, zeroed pages and cuts", scale.harms
    yield "of their commands refused", named
    yield "restored after each", scale.harms


# Salvage.


def salvages(folder: Path, scale: Scale) -> Iterator[tuple[str, int]]:
    """Salvage damaged copies of the sample: no row less than a plain reading of the pages reaches.

    One to three pages of each are zeroed, inverted, or have some of their bits flipped. Sites and
    reliefs whose episode is lost are left out of the count: no diary can hold them.
    """
    whole, draw = folder / "whole.db", Random(12)  # noqa: S311 - where to harm
    assert fault_injection.run(["--db", str(whole), "import", str(SAMPLE_DATA)]).code == 0
    long_note = ["log", "2026-04-04 20:00", "--note", "A long story. " * 800]
    assert fault_injection.run(["--db", str(whole), *long_note]).code == 0
    originals, content = recovery.read_records(whole), whole.read_bytes()
    shell, total = recovery.sqlite_shell(), Counter[str]()
    for number in range(scale.salvages):
        damaged, new = folder / f"damaged-{number}.db", folder / f"new-{number}.db"
        damaged.write_bytes(_damage_pages(content, draw))
        harmed = damaged.read_bytes()
        salvaged = salvage(damaged, new)
        assert damaged.read_bytes() == harmed
        came = recovery.read_records(new)
        reached = recovery.read_plainly(harmed, originals)
        reached = recovery.without_sites_of_lost_episodes(reached)
        # A damaged day that is still a day may take the place of the true one.
        assert len(came & originals) >= 0.99 * len(reached), (number, reached - came)
        total["rows before"] += len(originals)
        total["a plain reading reaches"] += len(reached)
        total["saved"] += len(came & originals)
        total["placeholders added"] += len(salvaged.placeholders)
        total["other rows that differ"] += len(came - originals) - len(salvaged.placeholders)
        if shell:
            theirs = folder / f"recovered-{number}.db"
            found = recovery.recover_with_sqlite(shell, damaged, theirs, originals)
            total["saved by .recover"] += len(recovery.without_sites_of_lost_episodes(found))
    assert total["saved"] >= 0.999 * total["a plain reading reaches"], total
    assert total["saved"] >= total["saved by .recover"], total
    yield "salvages", scale.salvages
    yield from ((what, number) for what, number in total.items() if number)


def _damage_pages(content: bytes, draw: Random, size: int = 4096) -> bytes:
    damaged = bytearray(content)
    for number in draw.sample(range(len(content) // size), draw.randint(1, 3)):
        at = number * size
        kind = draw.choice(("zeroed", "inverted", "flipped"))
        if kind == "zeroed":
            damaged[at : at + size] = bytes(size)
        elif kind == "inverted":
            damaged[at : at + size] = bytes(byte ^ 255 for byte in damaged[at : at + size])
        else:
            for _ in range(draw.randint(1, 64)):
                damaged[at + draw.randrange(size)] ^= 1 << draw.randrange(8)
    return bytes(damaged)


ALL = (
    *(kills, inbox_kills, faults_at_every_step, system_calls, upgrades, many_at_once),
    *(wal_readers, harms, salvages),
)


def main(arguments: list[str] | None = None) -> None:
    """Try all of it, and print how much was tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="A little of each.")
    parser.add_argument("only", nargs="*", choices=[[], *(part.__name__ for part in ALL)])
    asked = parser.parse_args(arguments)
    clock.now = lambda: AFTER_SAMPLE
    for part in ALL:
        if asked.only and part.__name__ not in asked.only:
            continue
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            for what, number in part(Path(folder), SHORT if asked.short else LONG):
                print(f"{number:6}  {what}", flush=True)
        print(f"        nothing lost, {time.perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
