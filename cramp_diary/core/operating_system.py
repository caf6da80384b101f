"""Which operating system the program runs on; nothing else asks."""

from __future__ import annotations

import sys


def is_windows() -> bool:
    """Tell whether this is Windows: no file modes of POSIX, and other shells."""
    return sys.platform == "win32"


def is_macos() -> bool:
    """Tell whether this is macOS, where fsync does not reach the disk itself."""
    return sys.platform == "darwin"
