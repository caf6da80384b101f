"""The main job with the lowest versions that pyproject.toml allows: ``make floors``.

Each command runs twice, once with this interpreter and once with another one, in whose environment
``--pins`` were installed; both must print the same and exit with 0.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAIN_JOB = (
    "import sample_data",
    "list --limit 3",
    "factors --until 2026-04-05",
    "factors furosemide --until 2026-04-05",
    "trend --until 2026-04-05",
    "relief --until 2026-04-05",
    "week --until 2026-04-05",
    "month 2026-03",
    "report 2026-03 --text",
    "report 2026-03 -o page.png",
    "chart all -o charts --until 2026-04-05",
    "log 2026-04-06T03:10+02:00 --severity 6 --site calf:left --water 1.2l",
    "undo",
    "export csv",
    "check",
)


def lowest_versions() -> list[str]:
    """Return each dependency, those of the extra `encrypted` too, pinned to its lowest version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = (*project["dependencies"], *project["optional-dependencies"]["encrypted"])
    return [re.sub(r"^([\w-]+)>=([\d.]+)[^;]*", r"\1==\2", dependency) for dependency in wanted]


def run_main_job(python: Path, folder: Path) -> list[str]:
    """Run the commands in a folder of their own; return what each printed."""
    folder.mkdir()
    shutil.copytree(ROOT / "sample_data", folder / "sample_data")
    environment = {**os.environ, "COLUMNS": "80", "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    printed = []
    for words in MAIN_JOB:
        done = subprocess.run(  # noqa: S603 - our own program
            [python, "-m", "cramp_diary", "--db", "diary.db", *words.split()],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{python}: cramp {words} ended with {done.returncode}\n{done.stderr}")
        printed.append(f"$ cramp {words}\n{done.stdout}{done.stderr}")
    written = sorted((folder / "csv").iterdir())
    return printed + [f"{file.name}\n{file.read_text(encoding='utf-8')}" for file in written]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--pins", action="store_true", help="print the lowest versions")
    chosen.add_argument("--against", type=Path, help="the Python that has the lowest versions")
    asked = parser.parse_args()
    if asked.pins:
        print("\n".join(lowest_versions()))
        return
    with tempfile.TemporaryDirectory() as folder:
        newest = run_main_job(Path(sys.executable), Path(folder) / "newest")
        lowest = run_main_job(asked.against.absolute(), Path(folder) / "lowest")
    different = [a for a, b in zip(newest, lowest, strict=True) if a != b]
    if different:
        sys.exit("With the lowest versions something else is printed:\n" + "\n".join(different))
    print(f"{len(MAIN_JOB)} commands print the same with {', '.join(lowest_versions())}.")


if __name__ == "__main__":
    main()
