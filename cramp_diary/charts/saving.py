"""Saving figures: the same bytes every time, written whole or not at all, and private."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

from cramp_diary.charts.style import clean_style
from cramp_diary.core.errors import CannotWrite
from cramp_diary.core.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

    from matplotlib.figure import Figure

_SALT = "cramp-diary"
_SCREEN_DPI = 120
"""Of what a notebook displays and keeps: a page of half the size in bytes, and still legible."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its title and its description in words; notebooks display it."""

    figure: Figure
    title: str
    words: str

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002 - as Jupyter calls it
        exclude: object = None,  # noqa: ARG002 - as Jupyter calls it
    ) -> tuple[dict[str, object], dict[str, object]]:
        file = BytesIO()
        with clean_style():
            dpi = min(self.figure.dpi, _SCREEN_DPI)
            _save_as_png(self.figure, file, self.title, self.words, dpi)
        shown: dict[str, object] = {"image/png": file.getvalue(), "text/plain": self.words}
        return shown, {"image/png": {"alt": self.words, "width": 850}}


def save_figures(figures: Sequence[Figure], path: Path | str, title: str, description: str) -> None:
    """Write figures in the format of the file's ending, readable by its owner only.

    Parameters
    ----------
    figures
        Of a page or a chart; more than one only into a PDF, a page each.
    path
        Ends in .png, .pdf or .svg; a file that exists is replaced.
    title, description
        For the metadata of the file; the description is what the picture shows, in words.

    Raises
    ------
    CannotWrite
        If it cannot be written or the ending is none of these; `path` is then unchanged.
    """
    path = Path(path)
    ending = path.suffix.casefold()
    if ending == ".pdf":
        _write(path, lambda file: _save_as_pdf(figures, file, title, description))
    elif len(figures) != 1:
        raise CannotWrite(path, "only a .pdf has several pages")
    elif ending == ".svg":
        _write(path, lambda file: _save_as_svg(figures[0], file, title, description))
    elif ending == ".png":
        save_png(figures[0], path, title, description)
    else:
        raise CannotWrite(path, "only .png, .pdf and .svg can be drawn")


def save_png(figure: Figure, path: Path, title: str, description: str) -> None:
    """Write one figure as a PNG, as `save_figures`."""
    _write(path, lambda file: _save_as_png(figure, file, title, description, figure.dpi))


def _write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    with clean_style():
        mpl.rc("svg", hashsalt=_SALT)
        write_atomically(path, write)


def _save_as_png(figure: Figure, file: BinaryIO, title: str, description: str, dpi: float) -> None:
    # By default, Software names the release of matplotlib.
    metadata = {"Software": None, "Title": title, "Description": description}
    # The default of 6 takes half as long again on these drawings, for a larger file.
    level = {"compress_level": 2}
    figure.savefig(file, format="png", dpi=dpi, metadata=metadata, pil_kwargs=level)


def _save_as_pdf(figures: Sequence[Figure], file: BinaryIO, title: str, description: str) -> None:
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415 - only a PDF needs it

    # By default, Producer and Creator name the release of matplotlib, CreationDate the time.
    metadata: dict[str, Any] = {"Title": title, "Subject": description}
    metadata |= dict.fromkeys(("Creator", "Producer", "CreationDate"))
    with PdfPages(file, metadata=metadata) as pages:
        for figure in figures:
            pages.savefig(figure, dpi=figure.dpi)


def _save_as_svg(figure: Figure, file: BinaryIO, title: str, description: str) -> None:
    metadata = {"Title": title, "Description": description, "Creator": None, "Date": None}
    figure.savefig(file, format="svg", dpi=figure.dpi, metadata=metadata)
