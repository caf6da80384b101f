"""Draw what README.md shows of the sample: the page of its last whole month, and all its weeks.

``python sample_data/draw_pictures.py`` writes report.png and weekly.png beside this file. They do
not depend on the day, and tests/charts/test_baseline.py says when they are out of date.
"""

from __future__ import annotations

from pathlib import Path

from cramp_diary.charts.sample_pictures import draw_sample_page, draw_sample_weeks
from cramp_diary.charts.saving import save_png
from cramp_diary.exchange.csv_folder.folder import read_folder

FOLDER = Path(__file__).resolve().parent


def draw_pictures(folder: Path) -> None:
    """Write both pictures into a folder."""
    period = read_folder(FOLDER)
    pictures = {
        "report.png": draw_sample_page(period, made_on=period.end),
        "weekly.png": draw_sample_weeks(period),
    }
    for name, picture in pictures.items():
        save_png(picture.figure, folder / name, picture.title, picture.words)


if __name__ == "__main__":
    draw_pictures(FOLDER)
