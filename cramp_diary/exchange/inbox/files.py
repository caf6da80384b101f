"""Finding the files of an inbox, and reading their lines; the files are never written."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import format_os_error
from cramp_diary.core.files import expand_home
from cramp_diary.exchange.csv_folder.files import SPREADSHEETS
from cramp_diary.exchange.inbox.errors import LineTooLong, NoInbox, NotText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cramp_diary.core.errors import DiaryError

SUFFIXES = frozenset({".txt", ".md", ".text", ".log"})
LONGEST_LINE = 4000
LARGEST_INBOX = 256_000_000
_BEGINNING = 2000
_CONFLICT = ("conflict", "konflikt", "conflit", "conflicto")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class RawLine(NamedTuple):
    """A line with its number, or what is wrong with it."""

    number: int
    text: str
    error: DiaryError | None = None


class InboxFile(NamedTuple):
    """The lines of a file, without blank ones and those that begin with ``#``.

    `unfinished` is the number of a last line that has no end yet, 0 if there is none.
    """

    path: Path
    lines: tuple[RawLine, ...]
    unfinished: int = 0


def is_inbox(path: Path) -> bool:
    """Tell by the names whether a path is a file of an inbox, or a folder of such, without CSV.

    >>> from pathlib import Path
    >>> is_inbox(Path("inbox.txt")), is_inbox(Path("days.csv"))
    (True, False)
    """
    try:
        if path.is_dir():
            files = list(path.iterdir())
            has_csv = any(file.suffix.casefold() in SPREADSHEETS for file in files)
            return not has_csv and any(map(_is_file_of_inbox, files))
    except OSError:
        return False
    return path.suffix.casefold() in SUFFIXES


def _is_file_of_inbox(path: Path) -> bool:
    is_hidden = path.name.startswith((".", "~"))
    return path.suffix.casefold() in SUFFIXES and not is_hidden and path.is_file()


def find_inbox_files(paths: Iterable[Path], *, with_conflicts: bool = False) -> list[Path]:
    """Return the files at some paths, each once, conflict copies after the others.

    Parameters
    ----------
    paths
        Files, or folders of them.
    with_conflicts
        Whether the copies that a sync program has put beside a file are read, too.

    Raises
    ------
    NoInbox
        If one of them is not there or cannot be read, or a folder holds no text file.
    """
    found: dict[Path, Path] = {}
    for path in map(expand_home, paths):
        try:
            files = list(_files_at(path, with_conflicts=with_conflicts))
        except OSError as error:
            raise NoInbox(path, f"cannot be read ({format_os_error(error)})") from error
        for file in files:
            found.setdefault(file.resolve(), file)
    return sorted(found.values(), key=lambda file: (is_conflict_copy(file), str(file)))


def _files_at(path: Path, *, with_conflicts: bool) -> Iterator[Path]:
    if path.is_dir():
        files = list(filter(_is_file_of_inbox, path.iterdir()))
        if not files:
            raise NoInbox(path, "holds no text file")
        yield from files
        return
    if not path.exists():
        raise NoInbox(path, "is not there")
    if not path.is_file():
        raise NoInbox(path, "is no file")
    yield path
    if with_conflicts:
        for other in path.parent.iterdir():
            is_copy = other.name.startswith(path.stem) and is_conflict_copy(other)
            if is_copy and _is_file_of_inbox(other):
                yield other


def is_conflict_copy(path: Path) -> bool:
    """Tell by its name whether a sync program made a file where two devices had changed one.

    >>> from pathlib import Path
    >>> is_conflict_copy(Path("inbox (conflicted copy).txt")), is_conflict_copy(Path("inbox.txt"))
    (True, False)
    """
    return any(word in path.name.casefold() for word in _CONFLICT)


def read_inbox_file(path: Path) -> InboxFile:
    """Read the lines of a file.

    Raises
    ------
    NoInbox
        If it cannot be read, or is no text.
    """
    try:
        if path.stat().st_size > LARGEST_INBOX:
            raise NoInbox(path, "is far larger than an inbox can be")
        content = path.read_bytes()
    except OSError as error:
        raise NoInbox(path, f"cannot be read ({format_os_error(error)})") from error
    if content.startswith(_UTF_16):
        content = _recode(content)
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\0" in content[:_BEGINNING] and content[:_BEGINNING].count(b"\0") > 1:
        raise NoInbox(path, "is no text in UTF-8")
    is_from_old_mac = b"\n" not in content and b"\r" in content
    *ended, last = content.split(b"\r" if is_from_old_mac else b"\n")
    lines = tuple(filter(None, (_read_line(*each) for each in enumerate(ended, 1))))
    return InboxFile(path, lines, len(ended) + 1 if last.strip() else 0)


def _recode(content: bytes) -> bytes:
    """Return text in UTF-16 as UTF-8; half a character at the end is left out."""
    whole = content[: len(content) // 2 * 2]
    return whole.decode("utf-16", errors="replace").encode()


def _read_line(number: int, content: bytes) -> RawLine | None:
    if b"\0" in content:
        return RawLine(number, "", NotText("the character NUL, as after a sync that was cut off"))
    content = content.strip()
    if not content or content.startswith(b"#"):
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return RawLine(number, "", NotText("bytes that are not UTF-8"))
    if len(text) > LONGEST_LINE:
        return RawLine(number, "", LineTooLong(len(text), LONGEST_LINE))
    return RawLine(number, text)
