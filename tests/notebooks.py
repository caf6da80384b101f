"""Runs the notebooks and keeps what they print and draw: ``make notebooks``.

What is kept depends on the notebook and the package alone, not on the machine, the moment or how
often it was run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""Of a notebook: a kernel would add its version."""


def read_notebook(path: Path) -> NotebookNode:
    """Return a notebook as it is kept."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def run_notebook(path: Path) -> NotebookNode:
    """Return a notebook as it is after all its cells were run, in a new kernel.

    Raises
    ------
    CellExecutionError
        If a cell raises.
    """
    notebook = read_notebook(path)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": FOLDER}},
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        coalesce_streams=True,
    )
    own_diary = {"CRAMP_DIARY_FOLDER", "CRAMP_DIARY_DB"}
    client.execute(env={name: os.environ[name] for name in os.environ.keys() - own_diary})
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


if __name__ == "__main__":
    for each in NOTEBOOKS:
        nbformat.write(run_notebook(each), each)
