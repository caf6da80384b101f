"""The export of a phone: a look before, a question, and its import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.cli import clock
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.recorded_days import print_if_far
from cramp_diary.cli.output.streams import print_notice, print_result, print_table
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.files import has_content
from cramp_diary.core.settings import Settings
from cramp_diary.core.text import format_count, join_words
from cramp_diary.core.vocabulary import Keep
from cramp_diary.core.when import format_moment

if TYPE_CHECKING:
    from cramp_diary.exchange.apple_health.export import HealthExport
    from cramp_diary.exchange.apple_health.merge import HealthPlan

_STEPS_OF_BAR = 200


class HealthImport(NamedTuple):
    """An export to be imported, and how.

    Attributes
    ----------
    path
        The ZIP file, its XML, or the folder that was unpacked from it.
    keep
        Whose values are kept where the two differ.
    takes_all
        Whether days outside the diary, and days that are probably half logged, are taken, too.
    yes
        Whether to skip the question.
    """

    path: Path
    keep: Keep | None
    takes_all: bool
    yes: bool

    def run(self, db: Path, *, is_dry: bool) -> None:
        """Print what would come, ask, and import it; without `yes` only on a terminal.

        Raises
        ------
        NoExport, ExportTooLarge, DamagedExport
            If it is no export, or cannot be read to its end.
        HealthDiffers
            If the two differ, and it is not said whose values are kept.
        NoTerminalToConfirm, Declined
            If it is not confirmed.
        """
        from cramp_diary.core.changes import NOTHING
        from cramp_diary.exchange.apple_health.errors import HealthDiffers

        known = NOTHING
        if has_content(db):
            with diary_session(db) as diary:
                known = diary.read()
        export = self._read(known.settings)
        plan = export.compare(known, self.keep, takes_all=self.takes_all)
        _print_plan(export, plan, self.keep)
        if plan.differences and self.keep is None:
            given = {"--all": self.takes_all, "--yes": self.yes}
            options = [option for option, is_given in given.items() if is_given]
            raise HealthDiffers(self.path, plan.differences, options)
        if is_dry or not plan.changes.format_counts():
            return
        confirm("cramp import", ("Import this? (yes or no)", "yes"), yes=self.yes)
        with diary_session(db, create=True) as diary:
            stray = set(diary.stray_days())
            changes = export.add_to(diary, self.keep, takes_all=self.takes_all)
            far = set(diary.stray_days()) - stray
        print_result(f"Imported {changes.format_counts()}.")
        print_if_far(sorted(far))
        print_undo_hint()

    def _read(self, settings: Settings) -> HealthExport:
        from cramp_diary.exchange.apple_health.export import HealthExport

        with _counting() as count:
            return HealthExport(self.path, clock.now(), settings, count)


@contextmanager
def _counting() -> Iterator[Callable[[int, int], None]]:
    """Show how much of the export has been read."""
    read = shown = 0
    with progress(_STEPS_OF_BAR) as begin:

        def count(number: int, size: int) -> None:
            nonlocal read, shown
            read += number
            while shown * size < read * _STEPS_OF_BAR and shown < _STEPS_OF_BAR:
                shown += 1
                begin("Reading")

        yield count


def _print_plan(export: HealthExport, plan: HealthPlan, keep: Keep | None) -> None:
    from cramp_diary.exchange.apple_health.records import Fate
    from cramp_diary.exchange.errors import show_some

    made = f", made on {format_moment(export.exported_at)}" if export.exported_at else ""
    print_result(f"An export of Apple Health{made}, of {format_count(export.total, 'record')}:")
    print_table([(str(plan.fates[fate]), fate) for fate in Fate if plan.fates[fate]])
    lists = {
        f"Probably half logged, as you usually drink {plan.usual_ml or 0:.0f} ml, and left out"
        " without --all": plan.half_logged,
        "Left out, as it cannot be": plan.impossible,
    }
    for title, lines in lists.items():
        if lines:
            print_notice(f"{title}, {format_count(len(lines), 'day')}:")
            for line in show_some(lines, len(lines)):
                print_notice(f"  {line}")
    for name in plan.other_factors:
        print_notice(
            f"Left out, as your own factor {name} has another unit or kind. To give yours another"
            " name: cramp factor rename"
        )
    if plan.fates[Fate.OUTSIDE]:
        print_notice("To take the days outside your diary, too, add --all.")
    if plan.differences and keep:
        places = format_count(len(plan.differences), "place")
        whose = "what the diary says is kept" if keep is Keep.MINE else "the export's is taken"
        print_notice(f"In {places} where they differ, {whose}.")
    new = [
        format_count(number, f"day of {kind}", f"days of {kind}")
        for kind, number in plan.new_days.items()
    ]
    if new:
        print_result(f"New to the diary: {join_words(new, 'and')}.")
    elif not plan.changes.format_counts():
        print_result("There is nothing new in it.")
