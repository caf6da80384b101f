"""The paths of pictures: in the file or folder asked for, with a suffix that can be drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cramp_diary.core.errors import CannotWrite, OnePageOnly, format_os_error
from cramp_diary.core.files import expand_home
from cramp_diary.core.text import join_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cramp_diary.core.month import Month

PICTURE_ENDINGS = (".png", ".pdf", ".svg")


def picture_path(
    output: Path | None, name: str, endings: tuple[str, ...] = PICTURE_ENDINGS
) -> Path:
    """Return where to write a picture: the file asked for, or `name` in the folder asked for.

    Raises
    ------
    CannotWrite
        If the file asked for has another suffix.
    """
    path = expand_home(output or Path(name))
    if is_folder(path):
        return path / name
    if path.suffix.casefold() not in endings:
        reason = f"only {join_words(endings, 'and')} can be drawn"
        raise CannotWrite(
            path, reason if endings == PICTURE_ENDINGS else "several months need a .pdf"
        )
    return path


def chart_path(output: Path | None, name: str, *, in_folder: bool) -> Path:
    """Return where to write a chart; one of several goes into a folder.

    Raises
    ------
    CannotWrite
        As `picture_path`, or if a picture is asked for where a folder is needed.
    """
    if not in_folder:
        return picture_path(output, name)
    folder = expand_home(output or Path())
    if folder.suffix.casefold() in PICTURE_ENDINGS and not is_folder(folder):
        raise CannotWrite(folder, "all charts together need a folder")
    return folder / name


def report_path(
    output: Path | None, months: Sequence[Month], *, with_factors: bool = False
) -> Path:
    """Return where to write a report; one of several months, or with the factors, is a PDF.

    Raises
    ------
    CannotWrite
        As `picture_path`.
    OnePageOnly
        If one month with the factors is to be a .png or .svg.
    """
    first, last = months[0], months[-1]
    if len(months) == 1:
        ending = ".pdf" if with_factors else ".png"
        path = picture_path(output, f"cramp-report-{first}{ending}")
        if with_factors and path.suffix.casefold() != ending:
            raise OnePageOnly(path, str(first), path.with_suffix(ending))
        return path
    is_from_january = first.month == 1 and first.year == last.year
    span = f"{first.year}" if is_from_january else f"{first}-to-{last}"
    return picture_path(output, f"cramp-report-{span}.pdf", (".pdf",))


def is_folder(path: Path) -> bool:
    """Return whether a path is that of a folder.

    Raises
    ------
    CannotWrite
        If the system refuses to tell.
    """
    try:
        return path.is_dir()
    except OSError as error:
        raise CannotWrite(path, format_os_error(error)) from error
