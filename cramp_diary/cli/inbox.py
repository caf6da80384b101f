"""The inbox of lines from a phone: which one it is, how many lines are new, and their import."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from cramp_diary.cli import clock
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.recorded_days import print_if_far, print_notices, watched_days
from cramp_diary.cli.output.streams import print_result
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.errors import DiaryError
from cramp_diary.core.files import has_content
from cramp_diary.core.text import format_count, join_words
from cramp_diary.store.errors import NoDiary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cramp_diary.core.inbox import KnownLines, LineEntry
    from cramp_diary.exchange.inbox.grammar import LineOptions
    from cramp_diary.exchange.inbox.inbox import Inbox, InboxContents
    from cramp_diary.store import Diary

    Entries = Sequence[LineEntry]

_LINES_A_STEP = 200
MANY_LINES = 2000
"""From this many lines on, which take about a second, an import shows how far it is."""


def find_inbox(db: Path) -> Path | None:
    """Return the file or folder that the settings of the diary name, None if there is none."""
    try:
        with diary_session(db) as diary:
            named = diary.settings().inbox
    except NoDiary:
        return None
    return Path(named) if named else None


def count_new_lines(diary: Diary) -> int | None:
    """Count the lines of the inbox that were not imported yet; None if the settings name none.

    Raises
    ------
    NoInbox
        If it cannot be read.
    """
    named = diary.settings().inbox
    if not named:
        return None
    from cramp_diary.exchange.inbox.inbox import Inbox

    return Inbox([Path(named)], with_conflicts=True).count_new(diary.known_lines())


def format_new_lines(diary: Diary) -> str:
    """Format how many lines of the inbox are new, or why that cannot be told; empty if none is."""
    try:
        count = count_new_lines(diary)
    except DiaryError as error:
        return f"The inbox cannot be read: {error}"
    return f"{format_count(count, 'new line')} in the inbox: cramp import" if count else ""


class LineImport(NamedTuple):
    """Lines to be imported, and how.

    Attributes
    ----------
    paths
        Files and folders of them.
    with_conflicts
        Whether the copies that a sync program has put beside a file are read, too.
    options
        What the lines may give.
    is_strict
        Whether a line that cannot be used keeps out all others.
    """

    paths: Sequence[Path]
    with_conflicts: bool
    options: LineOptions
    is_strict: bool

    def run(self, db: Path, *, is_dry: bool) -> None:
        """Import the lines into a diary, or only say what would come, and print the rest.

        Raises
        ------
        NoInbox
            If a file cannot be read.
        BadLines
            If `is_strict` and a line cannot be used.
        typer.Exit
            With 1, if a line was left out because it cannot be used.
        """
        from cramp_diary.exchange.inbox.inbox import Inbox

        inbox = Inbox(self.paths, with_conflicts=self.with_conflicts)
        is_new = not has_content(db)
        if is_dry:
            found, added = self._rehearse(inbox, None if is_new else db)
            print_result(_format_added(added, "Would import"))
            print_notices(_list_rest(found))
        elif is_new and not self._would_add(inbox):
            found, _ = self._rehearse(inbox, None)  # and no empty diary is left behind
            print_result(_format_added((), "Imported"))
            print_notices(_list_rest(found))
        else:
            with (
                diary_session(db, create=True) as diary,
                watched_days(diary, names_new=True) as notices,
            ):
                stray = set(diary.stray_days())
                found, added = self._add_to(inbox, diary)
                far = set(diary.stray_days()) - stray
            print_result(_format_added(added, "Imported"))
            print_notices((*_list_rest(found), *notices))
            print_if_far(sorted(far))
            if added:
                print_undo_hint()
        if found.problems:
            raise typer.Exit(1)

    def _would_add(self, inbox: Inbox) -> bool:
        """Tell whether any line would come into a new diary; one that refuses all is not made."""
        if inbox.line_count < MANY_LINES or self.is_strict:
            return bool(self._rehearse(inbox, None)[1])
        return inbox.has_usable_line(self.options, clock.now())

    def _rehearse(self, inbox: Inbox, db: Path | None) -> tuple[InboxContents, Entries]:
        from cramp_diary.store.rehearsal import rehearse

        if db is not None:
            with diary_session(db):
                pass  # upgrades a diary of an earlier format
        with rehearse(db, clock.now()) as diary:
            return self._add_to(inbox, diary)

    def _add_to(self, inbox: Inbox, diary: Diary) -> tuple[InboxContents, Entries]:
        """Record the lines; return what was found, with those refused, and what was recorded."""
        from cramp_diary.exchange.inbox.errors import BadLines, LineProblem

        found: list[InboxContents] = []
        refused: list[LineProblem] = []

        def read(known: KnownLines) -> Entries:
            settings, factors, now = diary.settings(), diary.factors(), clock.now()
            found[:] = [
                inbox.read(
                    known,
                    self.options,
                    settings,
                    factors,
                    now,
                    is_strict=self.is_strict,
                    count=count,
                )
            ]
            return found[0].entries

        def refuse(number: int, error: DiaryError) -> None:
            refused.append(LineProblem(*found[0].places[number], error))
            if self.is_strict:
                raise BadLines(refused)

        with _counting(inbox.line_count) as count:
            added = diary.add_lines(read, refuse, count)
        problems = sorted((*found[0].problems, *refused), key=lambda problem: problem[:2])
        return found[0]._replace(problems=tuple(problems)), added


@contextmanager
def _counting(lines: int) -> Iterator[Callable[[], None]]:
    """Show how far an import is that takes long; what is yielded is called twice for each line."""
    if lines < MANY_LINES:
        yield lambda: None
        return
    counted = 0
    with progress(2 * lines // _LINES_A_STEP) as begin:

        def count() -> None:
            nonlocal counted
            counted += 1
            if counted % _LINES_A_STEP == 0:
                begin("Importing")

        yield count


def _format_added(added: Entries, verb: str) -> str:
    if not added:
        return "There is nothing new in the inbox."
    days = {day.day.diary_day for entry in added if not entry.episode for day in entry.days}
    counts = {
        "episode": sum(entry.episode is not None for entry in added),
        "day": len(days),
        "drink": sum(entry.drink is not None for entry in added),
    }
    parts = [format_count(count, noun) for noun, count in counts.items() if count]
    return f"{verb} {format_count(len(added), 'line')}: {join_words(parts, 'and')}."


def _list_rest(found: InboxContents) -> Iterator[str]:
    """Yield what is to be said of the lines that were not imported."""
    from cramp_diary.exchange.errors import show_some

    if found.problems:
        lines = format_count(len(found.problems), "line")
        yield f"Left out because they cannot be used, {lines}:"
        problems = map(str, found.problems)
        yield from (f"  {line}" for line in show_some(problems, len(found.problems)))
    if found.changed:
        lines = format_count(len(found.changed), "line")
        yield (
            f"Not imported again, as one of the same time was imported with other words, {lines}:"
        )
        yield from (f"  {line}" for line in show_some(found.changed, len(found.changed)))
        yield (
            "Correct what the diary has with cramp edit or cramp day; if it is another entry, give"
            " the line another time."
        )
    yield from found.notices
