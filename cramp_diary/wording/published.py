"""Sentences about published effect sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.published import SEQUENCE_RATIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.published import Published
    from cramp_diary.analysis.risk_factors import RiskFactor

SEQUENCE_NOTE = (
    "Sequence ratio: people first treated for cramps in the year after they began the medicine,"
    " over those in the year before."
)

EXERCISE_NOTES = {
    "water_ml": (
        "Published, of cramps in exercise: in a 161-km race, runners with cramps were no drier than"
        " those without (Hoffman 2015)."
    ),
    "electrolyte_servings": (
        "Published, of cramps in exercise: an electrolyte drink raised the threshold of a cramp,"
        " plain water lowered it (Lau 2019)."
    ),
}
"""What is published about a factor, by its column, where no published ratio can be compared."""


def format_published_beside(factor: RiskFactor) -> str:
    """Return what is published about a factor, to compare with the diary; empty if nothing."""
    return " ".join(format_sizes(factor.published)) or EXERCISE_NOTES.get(factor.column, "")


def format_sizes(sizes: Sequence[Published]) -> Iterator[str]:
    """Yield published sizes, and after them what a sequence ratio is if there is one."""
    yield from map(format_published, sizes)
    if any(size.kind == SEQUENCE_RATIO for size in sizes):
        yield SEQUENCE_NOTE


def format_published(size: Published) -> str:
    """Format a published size with its interval and source.

    Examples
    --------
    >>> from cramp_diary.analysis.published import published_for
    >>> from cramp_diary.core.vocabulary import DrugClass
    >>> format_published(published_for(DrugClass.STATIN)[1])
    'Published: 1.03, a rate ratio in blinded trials of muscle symptoms with statins (CTT 2022).'
    """
    interval = ""
    if size.low is not None and size.high is not None:
        interval = f" ({size.low:.2f} to {size.high:.2f})"
    return (
        f"Published: {size.value:.2f}{interval}, a {size.kind} of {size.what}"
        f" ({size.source} {size.year})."
    )
