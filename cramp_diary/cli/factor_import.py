"""Import the values of own factors from a table with a row a day: look, ask, and take them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.cli import clock
from cramp_diary.cli.days import today
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.settings import LOCAL_ZONE
from cramp_diary.core.text import format_count, format_span, join_words
from cramp_diary.core.vocabulary import FactorKind
from cramp_diary.core.zones import load_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo
    from pathlib import Path

    from cramp_diary.core.changes import Changes
    from cramp_diary.core.period import Period
    from cramp_diary.core.settings import Settings
    from cramp_diary.core.vocabulary import Keep
    from cramp_diary.exchange.daily_table import ColumnValues, DailyTable, TableOptions
    from cramp_diary.exchange.factor_table import FactorPlan, SeriesPlan
    from cramp_diary.store import Diary

_CELLS_A_STEP = 5000
MUCH = 500_000
"""A file of so many bytes, which takes about a second, shows how far it is."""


class TableImport(NamedTuple):
    """A table to be imported, and how.

    Attributes
    ----------
    path
        The file.
    options
        What is to be taken from it.
    keep
        Whose values are kept where they differ from those of the diary.
    takes_all
        Whether the days are taken, too, that the diary does not span.
    command
        The command that imports it, as it was typed.
    """

    path: Path
    options: TableOptions
    keep: Keep | None
    takes_all: bool
    command: str

    def run(self, db: Path, *, yes: bool) -> None:
        """Say what would come, ask unless `yes`, and import it.

        Raises
        ------
        BadTable, BadRow
            If the file is no table with a row a day.
        SourceDiffers
            If it differs from the diary, and it is not said whose values are kept.
        NoTerminalToConfirm, Declined
            If nobody can be asked, or the answer is no.
        """
        from cramp_diary.exchange.daily_table import read_daily_table, read_table_file

        content = read_table_file(self.path)
        with diary_session(db) as diary:
            known = diary.read()
            with _counting(len(content)) as count:
                table = read_daily_table(
                    self.path,
                    content,
                    self.options,
                    known.factors,
                    _find_zone(known.settings),
                    count=count,
                )
            plan = self._plan(table, known, diary)
            print_result("\n".join(self._format_preview(table, plan)))
            print_notices(_list_rest(table, plan, takes_all=self.takes_all))
            self._refuse_differences(plan)
            if not plan.changes.format_counts():
                print_result("There is nothing to import that the diary does not have.")
                return
            confirm("cramp factor import", ("Import this? (yes or no)", "yes"), yes=yes)

            def find(known: Period) -> Changes:
                """Find the changes again: another program may have changed the diary meanwhile."""
                plan = self._plan(table, known, diary)
                self._refuse_differences(plan)
                return plan.changes

            stray = set(diary.stray_days())
            changes = diary.add_missing(find)
            far = sorted(set(diary.stray_days()) - stray)
        print_result(f"Imported {changes.format_counts()}.")
        print_if_far(far)
        print_undo_hint()

    def _plan(self, table: DailyTable, known: Period, diary: Diary) -> FactorPlan:
        from cramp_diary.exchange.factor_table import plan_factors

        found = [column.series for column in table.columns]
        return plan_factors(found, known, today(diary), self.keep, takes_all=self.takes_all)

    def _refuse_differences(self, plan: FactorPlan) -> None:
        from cramp_diary.exchange.errors import SourceDiffers

        if plan.differences and self.keep is None:
            raise SourceDiffers(self.path, "file", plan.differences, self.command)

    def _format_preview(self, table: DailyTable, plan: FactorPlan) -> Iterator[str]:
        days = [value.day for column in table.columns for value in column.series.values]
        span = f" {format_span(min(days), max(days))}" if days else ""
        shift = self.options.shift
        shifted = (
            f", each for {format_count(abs(shift), 'day')} {'before' if shift > 0 else 'after'}"
        )
        yield (
            f"{self.path.name}: {format_count(table.rows, 'row')}{span}, the day from column"
            f" {table.date_column}{shifted if shift else ''}"
        )
        for column, series in zip(table.columns, plan.series, strict=True):
            yield f"{series.factor.name}: {_format_kind(column, series)}"
            yield f"  {_format_counts(column, series, self.keep)}"
            compared = format_count(series.recorded, "of these days is", "of these days are")
            yield f"  {compared} recorded, with cramps or without, and can be compared"


def _find_zone(settings: Settings) -> tzinfo:
    name = settings.time_zone
    return (clock.now().tzinfo or UTC) if name == LOCAL_ZONE else load_zone(name)


@contextmanager
def _counting(size: int) -> Iterator[Callable[[], None]]:
    """Show that a large file is read; what is yielded is called for each cell."""
    if size < MUCH:
        yield lambda: None
        return
    counted = 0
    with progress() as begin:

        def count() -> None:
            nonlocal counted
            counted += 1
            if counted % _CELLS_A_STEP == 0:
                begin(f"Reading cell {counted}")

        yield count


def _format_kind(column: ColumnValues, series: SeriesPlan) -> str:
    """Format what a column holds: a yes or no, or an amount from the least to the greatest."""
    from cramp_diary.exchange.factor_table import format_value

    values = [value.value for value in column.series.values]
    suspected = f"new, {series.factor.more_exposed} of it is suspected"
    known = suspected if series.is_new else "in the diary already"
    of_column = f"column {column.column}, {known}"
    if not values:
        return of_column
    if series.factor.kind is FactorKind.YES_NO:
        return f"{of_column}, yes on {sum(map(bool, values))} of {format_count(len(values), 'day')}"
    least, most = (format_value(series.factor, value) for value in (min(values), max(values)))
    return f"{of_column}, from {least} to {most}"


def _format_counts(column: ColumnValues, series: SeriesPlan, keep: Keep | None) -> str:
    """Format what becomes of each row; the counts add up to the rows of the file."""
    kept = {None: "", "mine": ", the diary's kept", "theirs": ", the file's taken"}[keep]
    counts = {
        "new": series.added,
        "there already": series.same,
        f"other than in the diary{kept}": series.different,
        "of days that the diary does not span": series.outside,
        "of days to come": series.to_come,
        "without a value": column.empty,
        "said twice": column.repeated,
        "not usable": column.unusable,
    }
    return join_words((f"{number} {what}" for what, number in counts.items() if number), "and")


def _list_rest(table: DailyTable, plan: FactorPlan, *, takes_all: bool) -> Iterator[str]:
    """Yield what is to be said of what is not taken."""
    from cramp_diary.exchange.errors import show_some

    yield from table.notices
    if table.problems:
        places = format_count(len(table.problems), "place")
        yield f"Left out because it cannot be used, in {places}:"
        yield from (f"  {line}" for line in show_some(table.problems, len(table.problems)))
    if any(series.outside for series in plan.series) and not takes_all:
        yield "To take the days, too, that the diary does not span, add --all."
