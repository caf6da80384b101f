"""The timelines of medications: read, and laid out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cramp_diary.cli.output.streams import on_one_line
from cramp_diary.cli.parsing.periods import today
from cramp_diary.core.errors import NoSuchName
from cramp_diary.core.vocabulary import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.summaries.medication_timeline import MedicationTimeline
    from cramp_diary.store import Diary


def read_timelines(diary: Diary, name: str | None) -> tuple[MedicationTimeline, ...]:
    """Return the timelines of all medications, or of the one asked for.

    Raises
    ------
    NoSuchName
        If it was never added.
    """
    from cramp_diary.analysis.summaries.medication_timeline import medication_timelines

    found = medication_timelines(diary.read(), today(diary))
    if name is None:
        return found
    asked = tuple(t for t in found if name_key(t.medication) == name_key(name.strip()))
    if not asked:
        known = [t.medication for t in found]
        raise NoSuchName("medication", name, known, f"cramp med add '{name}'")
    return asked


def format_timelines(timelines: Sequence[MedicationTimeline]) -> str:
    """Lay timelines out, a line a sentence."""
    from cramp_diary.wording.medication_timeline import CAVEATS

    lines = [line for timeline in timelines for line in (*_lines(timeline), "")]
    if any(timeline.changes for timeline in timelines):
        lines += CAVEATS
    return "\n".join(lines).rstrip("\n")


def timeline_objects(timelines: Sequence[MedicationTimeline]) -> dict[str, object]:
    """Return timelines as plain objects for JSON, with what must be said of them."""
    from cramp_diary.wording.medication_timeline import CAVEATS

    return {"medications": [asdict(timeline) for timeline in timelines], "caveats": CAVEATS}


def _lines(timeline: MedicationTimeline) -> Iterator[str]:
    from cramp_diary.wording.medication_timeline import (
        format_change_sentences,
        format_medication_heading,
        format_timeline_sentences,
    )

    yield on_one_line(format_medication_heading(timeline))
    for change in timeline.changes:
        first, *rest = map(on_one_line, format_change_sentences(change))
        yield f"  {first}"
        yield from (f"    {sentence}" for sentence in rest)
    yield from (f"  {sentence}" for sentence in format_timeline_sentences(timeline))
