"""``cramp demo``: the diary of an invented person, what is found in it, and the truth behind it."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import clock, options
from cramp_diary.cli.output.findings_table import print_findings
from cramp_diary.cli.output.named_commands import set_named_diary
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.streams import print_notice, print_result, print_table
from cramp_diary.cli.parsing import output_paths
from cramp_diary.cli.session import diary_session
from cramp_diary.core.errors import CannotWrite, DemoFolderNotEmpty, format_os_error
from cramp_diary.core.files import expand_home, make_private_folder, path_exists
from cramp_diary.core.operating_system import shell_quote
from cramp_diary.core.text import format_count

if TYPE_CHECKING:
    from cramp_diary.analysis.inference.findings import Findings
    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period

app = options.new_app()


@app.command(epilog="Example: cramp demo ~/cramp-demo")
def demo(
    folder: Annotated[
        Path,
        typer.Argument(metavar="[FOLDER]", help="A new or empty folder.", readable=False),
    ] = Path("cramp-demo"),
) -> None:
    """Make the diary of an invented person, and look at it.

    It is drawn from a truth that is known, so that each finding can be held against it. Your own
    diary is not touched.
    """
    folder = expand_home(folder)
    _check_is_empty(folder)
    make_private_folder(folder, parents=True)
    path = folder / "diary.db"
    set_named_diary(path)  # the commands that are named below are about this diary
    period = _make_diary(path)
    with progress(4) as begin_step:
        begin_step("factors")
        from cramp_diary.analysis.inference.findings import all_findings
        from cramp_diary.charts.sample_pictures import (
            draw_sample_page,
            draw_sample_weeks,
            last_whole_month,
        )
        from cramp_diary.charts.saving import save_png

        found = all_findings(period, period.end - timedelta(days=1))
        begin_step("weeks")
        pictures = {folder / "weekly.png": draw_sample_weeks(period)}
        begin_step("report")
        report_path = output_paths.report_path(folder, [last_whole_month(period)])
        pictures[report_path] = draw_sample_page(period, clock.now().date())
        begin_step("files")
        for file, picture in pictures.items():
            save_png(picture.figure, file, picture.title, picture.words)
    print_findings(found)
    _print_truth(found)
    print_result("\n".join(["", *map(str, pictures)]))
    _print_next_steps(folder, period, last_whole_month(period))


def _check_is_empty(folder: Path) -> None:
    """Check that nothing can be overwritten.

    Raises
    ------
    DemoFolderNotEmpty
        If the folder holds something.
    CannotWrite
        If it is a file, or the system does not let its files be listed.
    """
    try:
        is_empty = not any(folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotWrite(folder, format_os_error(error)) from error
    if not is_empty:
        others = (folder.with_name(f"{folder.name}-{number}") for number in count(2))
        raise DemoFolderNotEmpty(folder, next(path for path in others if not path_exists(path)))


def _make_diary(path: Path) -> Period:
    from cramp_diary.exchange.csv_folder.folder import import_folder
    from cramp_diary.exchange.sample import WRITTEN_BY, sample_folder

    with diary_session(path, create=True) as diary:
        import_folder(sample_folder(), diary, max(clock.now(), WRITTEN_BY))
        period = diary.read()
    episodes = format_count(len(period.episodes), "episode")
    days = format_count(len(period.recorded_days), "recorded day")
    print_notice(f"The diary of an invented person: {episodes} on {days}.")
    return period


def _print_truth(found: Findings) -> None:
    from cramp_diary.exchange.sample import read_true_ratios
    from cramp_diary.wording.sample_truth import TRUTH_HEADING, format_truth_rows

    print_result(f"\n{TRUTH_HEADING}")
    print_table(format_truth_rows(found, read_true_ratios()))


def _print_next_steps(folder: Path, period: Period, month: Month) -> None:
    last_day = period.end - timedelta(days=1)
    print_notice(
        f"\nThe month day by day: cramp month {month}\n"
        f"The page in words: cramp report {month} --text\n"
        f"All charts: cramp chart all --until {last_day} -o {shell_quote(folder)}\n"
        "All of it is in this folder, and your own diary is as it was."
    )
