"""Finding the XML of an export, in a ZIP file or unpacked, and opening it as a stream.

What a file is follows from what it holds, not from its name: in the language of the phone,
``export.xml`` is called ``eksport.xml``, ``exportar.xml`` and so on, and ``export_cda.xml`` beside
it is another format (github.com/dogsheep/healthkit-to-sqlite, issue 11).
"""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple

from cramp_diary.core.errors import format_os_error
from cramp_diary.exchange.apple_health.errors import DamagedExport, ExportTooLarge, NoExport
from cramp_diary.exchange.csv_folder.files import SPREADSHEETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST_EXPORT = 16 * 10**9
"""Bytes of XML: some forty million records. What unpacks to more was made to fill a disk."""

_BEGINNING = 4096
_ZIP = b"PK\x03\x04"
_MARKS = (b"<!DOCTYPE HealthData", b"<HealthData")
_SUFFIXES = (".zip", ".xml")
_ENCRYPTED = 0x1


class Opened(NamedTuple):
    """An export that is open: its bytes as a stream, and how many they are."""

    stream: IO[bytes]
    size: int


def is_phone_export(path: Path) -> bool:
    """Tell whether a path is meant to be an export of a phone: a ZIP file, or XML.

    So is a folder without CSV that holds XML, as an unpacked export does. A spreadsheet, which is a
    ZIP file, too, is none.
    """
    suffix = path.suffix.casefold()
    try:
        if path.is_dir():
            suffixes = {file.suffix.casefold() for file in path.iterdir()}
            return ".xml" in suffixes and not suffixes & SPREADSHEETS
        if suffix in SPREADSHEETS or suffix in _SUFFIXES:
            return suffix in _SUFFIXES
        return path.is_file() and _read_beginning(path).startswith((_ZIP, b"<?xml", *_MARKS))
    except OSError:
        return False


def _read_beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_BEGINNING).lstrip(b"\xef\xbb\xbf \r\n\t")


def _is_health(beginning: bytes) -> bool:
    return any(mark in beginning for mark in _MARKS)


@contextmanager
def open_export(path: Path) -> Iterator[Opened]:
    """Open the XML of an export; a ZIP file is not unpacked to the disk.

    Raises
    ------
    NoExport
        If there is none, or it cannot be read.
    ExportTooLarge
        If it unpacks to more than `LARGEST_EXPORT`.
    DamagedExport
        If the ZIP file is cut off or damaged, also where that shows only while it is read.
    """
    try:
        if path.is_dir():
            path = _choose_file(path)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, _open_member(path, archive) as opened:
                yield opened
            return
        beginning = _read_beginning(path)
        if beginning.startswith(_ZIP):
            raise DamagedExport(path, "the ZIP file has no end")
        if not _is_health(beginning):
            raise NoExport(path, "is no export of Apple Health")
        with path.open("rb") as stream:
            yield Opened(stream, path.stat().st_size)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise DamagedExport(path, "the ZIP file cannot be unpacked") from error
    except OSError as error:
        raise NoExport(path, f"cannot be read ({format_os_error(error)})") from error


def _choose_file(folder: Path) -> Path:
    for path in sorted(folder.glob("*.[xX][mM][lL]")):
        if path.is_file() and _is_health(_read_beginning(path)):
            return path
    raise NoExport(folder, "holds no export of Apple Health")


@contextmanager
def _open_member(path: Path, archive: zipfile.ZipFile) -> Iterator[Opened]:
    member = _choose_member(path, archive, archive.infolist())
    if member.file_size > LARGEST_EXPORT:
        raise ExportTooLarge(path, member.file_size, LARGEST_EXPORT)
    with archive.open(member) as stream:  # ends after file_size bytes, whatever is packed
        yield Opened(stream, member.file_size)


def _choose_member(
    path: Path, archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]
) -> zipfile.ZipInfo:
    for member in members:
        if not member.filename.casefold().endswith(".xml"):
            continue
        if member.flag_bits & _ENCRYPTED:
            raise NoExport(path, "is locked with a password")
        try:
            with archive.open(member) as stream:
                beginning = stream.read(_BEGINNING)
        except NotImplementedError as error:  # a way of packing that Python does not know
            raise NoExport(path, "is packed in a way that cannot be read") from error
        if _is_health(beginning):
            return member
    raise NoExport(path, "holds no export of Apple Health")
