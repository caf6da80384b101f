"""The entry point of ``cramp`` and ``python -m cramp_diary``.

Most commands take a tenth of a second, so what Python does for long-running programs is left out:
the garbage collector is off from the start (saves 4 ms), and the process ends without tearing its
modules down (saves 9 ms); what they have registered to be done at exit is done. OpenBLAS gets one
thread: for the small matrices of a diary, several threads wait for each other longer than they
work.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line, and exit."""
    gc.disable()
    _open_missing_streams()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from cramp_diary.cli.app import main as run  # noqa: PLC0415 - after the collector is off

    code: str | int | None = 0
    try:
        run()
    except SystemExit as ended:
        code = ended.code
    atexit._run_exitfuncs()  # noqa: SLF001 - os._exit does not
    try:
        sys.stdout.flush()
    except OSError:  # a closed pipe or a full disk: the exit code is all that is left
        code = code or 1
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _open_missing_streams() -> None:
    """Open the null device in place of each standard stream that was closed before the start.

    Otherwise the next file that is opened, which may be the diary, would get the number of the
    stream. It can only be read, so that writing to stdout fails; what is said on stderr is lost.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            mode = "r" if name == "stdin" else "w"
            stream = open(descriptor, mode, encoding="utf-8")  # noqa: PTH123, SIM115 - a number
            setattr(sys, name, stream)


if __name__ == "__main__":
    main()
