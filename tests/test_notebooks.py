"""The notebooks are kept with what they print and draw, and it is what they print and draw now."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.notebooks import FOLDER, METADATA, NOTEBOOKS, read_notebook, run_notebook

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode
    from numpy.typing import NDArray

TOUR = FOLDER / "01_a_tour.ipynb"


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(cell: NotebookNode) -> list[object]:
    """Return all that a cell shows, but for the pixels of its pictures."""
    shown: list[object] = [cell.execution_count, cell.metadata]
    for output in cell.outputs:
        data = {kind: text for kind, text in output.get("data", {}).items() if kind != "image/png"}
        metadata = output.get("metadata", {})
        shown.append((output.output_type, output.get("name"), output.get("text"), data, metadata))
    return shown


def pictures(cell: NotebookNode) -> list[NDArray[np.float64]]:
    data = [output.get("data", {}) for output in cell.outputs]
    files = [BytesIO(b64decode(each["image/png"])) for each in data if "image/png" in each]
    return [np.asarray(Image.open(file).convert("RGB"), dtype=float) for file in files]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_cell_is_kept_with_what_it_shows(path: Path) -> None:
    """A picture may differ by a root mean square of 0.5 of 255, as in tests/charts."""
    kept, run = read_notebook(path), run_notebook(path)
    assert kept.metadata == METADATA
    for cell, again in zip(code_cells(kept), code_cells(run), strict=True):
        assert texts(cell) == texts(again), "make notebooks keeps what is shown now"
        for picture, drawn in zip(pictures(cell), pictures(again), strict=True):
            assert picture.shape == drawn.shape
            assert np.sqrt(np.mean((picture - drawn) ** 2)) < 0.5


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_was_left_unrun_or_went_wrong(path: Path) -> None:
    cells = code_cells(read_notebook(path))
    assert [cell.execution_count for cell in cells] == [*range(1, len(cells) + 1)]
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs
    assert {output.get("name", "stdout") for output in outputs} == {"stdout"}
    assert {output.output_type for output in outputs} <= {"stream", "execute_result"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_of_the_machine_is_kept(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert str(FOLDER.parent) not in text
    assert not re.search(r"/(home|Users|tmp)/| at 0x[0-9a-f]+", text)


def test_the_tour_is_ten_cells_of_which_six_draw_and_the_last_draws_the_page() -> None:
    cells = code_cells(read_notebook(TOUR))
    drawing = [number for number, cell in enumerate(cells, 1) if pictures(cell)]
    assert (len(cells), drawing) == (10, [3, 4, 5, 6, 7, 10])
    imported = re.findall(r"^(?:import|from) .+$", "\n".join(c.source for c in cells), re.MULTILINE)
    assert imported == ["import cramp_diary as cd"]
    assert cells[-1].outputs[0].data["text/plain"].startswith("Cramp diary, March 2026")
