"""Published sizes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cramp_diary.analysis.published import Published

SEQUENCE_NOTE = (
    "Sequence ratio: people first treated for cramps in the year after they began the medicine,"
    " over those in the year before."
)


def published_words(size: Published) -> str:
    """Say a published size with its interval and source.

    Examples
    --------
    >>> from cramp_diary.analysis.published import published_for
    >>> from cramp_diary.vocabulary import DrugClass
    >>> published_words(published_for(DrugClass.STATIN)[1])
    'Published: 1.03, a rate ratio in blinded trials of muscle symptoms with statins (CTT 2022).'
    """
    return f"Published: {_number(size)}, a {size.kind} of {size.what} ({size.source} {size.year})."


def _number(size: Published) -> str:
    if size.low is None or size.high is None:
        return f"{size.value:.2f}"
    return f"{size.value:.2f} ({size.low:.2f} to {size.high:.2f})"
