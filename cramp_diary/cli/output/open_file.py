"""Open a file with the system's viewer."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from cramp_diary.cli.output.streams import print_notice
from cramp_diary.core.operating_system import is_macos, is_windows

if TYPE_CHECKING:
    from pathlib import Path


def open_with_viewer(path: Path) -> None:
    """Open a file or folder with the system's viewer; print a notice where there is none."""
    try:
        start_viewer(path.resolve())
    except OSError:
        print_notice(f"No viewer was found for {path}: open it yourself.")


def start_viewer(path: Path) -> None:
    """Start the viewer without a shell, and do not wait for it."""
    if is_windows():
        vars(os)["startfile"](path)  # an attribute that type checkers know on Windows only
        return
    viewer = "open" if is_macos() else "xdg-open"
    subprocess.Popen(  # noqa: S603 - a fixed program with an absolute path, without a shell
        [viewer, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
