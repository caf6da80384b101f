"""The entry point of ``cramp`` and ``python -m cramp_diary``.

Most commands take a tenth of a second, so what Python does for long-running programs is left out:
the garbage collector is off from the start (saves 4 ms), and the process ends without tearing its
modules down (saves 9 ms). OpenBLAS gets one thread: for the small matrices of a diary, several
threads wait for each other longer than they work.
"""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line, and exit."""
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from cramp_diary.cli.app import main as run  # noqa: PLC0415 - after the collector is off

    code: str | int | None = 0
    try:
        run()
    except SystemExit as ended:
        code = ended.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # a closed pipe or a full disk: the exit code is all that is left
        code = code or 1
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
