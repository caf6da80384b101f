"""Sentences about where it cramped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.text import format_count
from cramp_diary.core.vocabulary import Muscle
from cramp_diary.wording.formatting import NO_EPISODES, sentence_case

if TYPE_CHECKING:
    from cramp_diary.analysis.summaries.sites import MuscleCount, SiteCounts

SITES_HEADING = "Where it cramped"
SITES_CAPTION = "Number of episodes; one on both sides stands on each."
BODY_VIEWS = ("back", "front, as in a mirror", "sole, heel up")
"""What the three drawings show; the left leg is on the left in each."""


def format_site_notes(counts: SiteCounts) -> tuple[str, ...]:
    """Return what a drawing of left and right cannot show, or why there is nothing to draw."""
    if not counts.episodes:
        return (NO_EPISODES,)
    if counts.not_given == counts.episodes:
        return (
            f"Where it cramped is not given for any of {format_count(counts.episodes, 'episode')}.",
        )
    drawn = [count for count in counts.muscles if count.muscle is not Muscle.OTHER]
    both = ", ".join(f"{c.muscle} {c.both}" for c in drawn if c.both)
    no_side = ", ".join(f"{c.muscle} {c.side_not_given}" for c in drawn if c.side_not_given)
    notes = (
        f"Of these on both sides: {both or 'none'}.",
        f"Side not given: {no_side}." if no_side else "",
        _format_other(counts),
        f"Place not given: {counts.not_given} of {format_count(counts.episodes, 'episode')}.",
    )
    return tuple(note for note in notes if note)


def format_sites(counts: SiteCounts) -> str:
    """Describe the drawing of where it cramped."""
    if counts.not_given == counts.episodes:
        return f"{SITES_HEADING}. {format_site_notes(counts)[0]}"
    named = [count for count in counts.muscles if count.episodes]
    named.sort(key=lambda count: -count.episodes)
    places = "; ".join(f"{count.muscle}: {_format_sides(count)}" for count in named)
    rest = f"place not given for {counts.not_given} of {format_count(counts.episodes, 'episode')}"
    return f"{SITES_HEADING}, in episodes. {sentence_case(places)}; {rest}."


def _format_other(counts: SiteCounts) -> str:
    other = next((c for c in counts.muscles if c.muscle is Muscle.OTHER and c.episodes), None)
    return f"Elsewhere (other): {_format_sides(other)}." if other else ""


def _format_sides(count: MuscleCount) -> str:
    parts = (
        ("left", count.left_only),
        ("right", count.right_only),
        ("both sides", count.both),
        ("side not given", count.side_not_given),
    )
    return ", ".join(f"{what} {number}" for what, number in parts if number)
