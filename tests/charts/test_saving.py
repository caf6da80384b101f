"""Saved files: whole, private, the same every time."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from PIL import Image

from cramp_diary.charts.page.monthly_page import monthly_page
from cramp_diary.charts.saving import save_png
from cramp_diary.charts.style import clean_style, new_figure
from cramp_diary.core.errors import CannotWrite
from tests.support.paths import ROOT
from tests.support.reports import a_report

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.support.reports import a_report, a_rich_period
from cramp_diary.charts.page.monthly_page import monthly_page
from cramp_diary.charts.saving import save_figures, save_png
from cramp_diary.charts.gallery import draw_chart
from cramp_diary.core.vocabulary import Chart
folder = Path(sys.argv[2])
save_png(monthly_page(a_report("rich"), "1.0"), folder / "page.png", "title", "in words")
for chart in (Chart.WHERE, Chart.WATER):
    for ending in ("png", "pdf", "svg"):
        drawn = draw_chart(chart, a_rich_period())
        save_figures((drawn.figure,), folder / f"{chart}.{ending}", drawn.title, drawn.words)
print("matplotlib.pyplot" in sys.modules)
"""


def small() -> Figure:
    return new_figure(20, 10, 100)


def test_the_same_bytes_in_every_process_and_format(tmp_path: Path) -> None:
    digests = set()
    # A locale that is not installed is as good as C; de_DE is there on some machines.
    for seed, zone, language in (
        ("1", "Pacific/Kiritimati", "C"),
        ("2", "America/Lima", "de_DE.UTF-8"),
    ):
        folder = tmp_path / seed
        folder.mkdir()
        command = [sys.executable, "-W", "error", "-c", SCRIPT, str(ROOT), str(folder)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        done = subprocess.run(  # noqa: S603 - this interpreter, on the script above
            command, env=environment, check=True, capture_output=True, text=True
        )
        assert done.stdout == "False\n"
        files = sorted(folder.iterdir())
        assert len(files) == 7
        digests.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files))
    assert len(digests) == 1


def test_metadata_holds_title_and_words_and_no_software(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    save_png(small(), path, "Crampes", "Jours à crampes … 水")
    with Image.open(path) as image:
        assert image.info["Title"] == "Crampes"
        assert image.info["Description"] == "Jours à crampes … 水"
        assert "Software" not in image.info
        assert image.size == (78, 39)


def test_the_page_is_a4_at_200_dots_per_inch() -> None:
    figure = monthly_page(a_report("rich"))
    assert (figure.get_size_inches() * 25.4).tolist() == pytest.approx([210, 297])
    assert figure.dpi == 200


def test_only_the_owner_may_read_it_and_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_text("old")
    path.chmod(0o644)
    save_png(small(), path, "t", "d")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"\x89PNG")
    assert [found.name for found in tmp_path.iterdir()] == ["a.png"]


def test_no_folder_is_told_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "a.png"
    with pytest.raises(CannotWrite, match=r"(?i)no such file or directory"):
        save_png(small(), path, "t", "d")


def test_nothing_is_left_behind_where_the_move_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.mkdir()
    with pytest.raises(CannotWrite, match=r"(?i)a\.png cannot be written \(is a directory"):
        save_png(small(), path, "t", "d")
    assert [found.name for found in tmp_path.iterdir()] == ["a.png"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Figure, "savefig", full)
    with pytest.raises(CannotWrite, match=r"(?i)no space left"):
        save_png(small(), path, "t", "d")
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.png"]


def test_no_one_else_s_settings_change_a_page_and_none_of_theirs_change(tmp_path: Path) -> None:
    plain, odd = tmp_path / "plain.png", tmp_path / "odd.png"
    save_png(monthly_page(a_report("one recorded day"), "1.0"), plain, "t", "d")
    mine = {"font.size": 20.0, "savefig.bbox": "tight", "hatch.linewidth": 5.0, "axes.grid": True}
    with mpl.rc_context(mine):  # type: ignore[arg-type] # newer stubs name every setting
        save_png(monthly_page(a_report("one recorded day"), "1.0"), odd, "t", "d")
        assert mpl.rcParams["font.size"] == 20
    assert plain.read_bytes() == odd.read_bytes()


def test_clean_style_puts_back_what_was_there() -> None:
    before = dict(mpl.rcParams)
    with clean_style():
        assert dict(mpl.rcParams) != before
    assert dict(mpl.rcParams) == before
