"""Figures into PNG files: the same bytes every time, whole or not at all, and private."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.charts.style import clean_style
from cramp_diary.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure


def save_png(figure: Figure, path: Path, title: str, description: str) -> None:
    """Write a figure, readable by its owner only.

    Parameters
    ----------
    figure
        As from `monthly_page` or `weekly_chart`.
    path
        Replaced if it is there.
    title, description
        For the PNG's metadata; the description is what the picture shows, in words.

    Raises
    ------
    CannotWrite
        If there is no place for it; `path` is then as it was.
    """
    # Software would name the release of matplotlib.
    metadata = {"Software": None, "Title": title, "Description": description}
    with clean_style():
        write_whole(
            path,
            lambda file: figure.savefig(file, format="png", dpi=figure.dpi, metadata=metadata),
        )
