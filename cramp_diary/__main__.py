"""The door: ``cramp`` and ``python -m cramp_diary`` are this.

A command is over in a tenth of a second, so what Python does for long-running programs only
costs: the collector of cycles is off from the start (-4 ms measured), and when all is written the
process ends without taking its modules apart (-9 ms). The matrices of a diary are small: threads
for them wait for each other longer than they work.
"""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line, and end the process."""
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
    except OSError:  # nobody reads, or there is no room: all that can be told is the code
        code = code or 1
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
