"""The five symptoms that a doctor asks about beside cramps: answered by yes or no, once a month.

Chosen after NICE Clinical Knowledge Summaries, "Leg cramps". See analysis/README.md, "What guidance
asks".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Symptom(NamedTuple):
    """One of the five symptoms.

    Attributes
    ----------
    column
        The attribute of `model.MonthlySymptoms`, the column in the diary file and in CSV.
    label
        What it is called where it is printed.
    question, help
        The question, and the help that ``?`` shows.
    """

    column: str
    label: str
    question: str
    help: str


SYMPTOMS = (
    Symptom(
        column="calf_pain_walking",
        label="calf pain when walking",
        question="Did a calf hurt when you walked?",
        help="Pain that comes with walking and goes when you stand still; no sudden cramp.",
    ),
    Symptom(
        column="urge_to_move_legs",
        label="an urge to move the legs",
        question="Did you feel an urge to move your legs?",
        help="An unpleasant feeling at rest, mostly in the evening, that moving the legs eases.",
    ),
    Symptom(
        column="numbness",
        label="numbness or tingling",
        question="Was a leg or foot numb, or did it tingle?",
        help="Pins and needles, burning, or skin that feels less; beside the cramps.",
    ),
    Symptom(
        column="weakness",
        label="weakness or wasting",
        question="Has a leg become weaker or thinner?",
        help="A foot that drags, stumbling, stairs that are harder, or a thinner calf or thigh.",
    ),
    Symptom(
        column="swelling",
        label="swelling",
        question="Was a leg or ankle swollen?",
        help="One leg or both. Swelling of one leg with warmth or redness: see a doctor today.",
    ),
)
"""In the order in which they are asked, printed and exported."""


def format_answers(answers: Mapping[str, bool]) -> str:
    """Format answers by column; what was not answered is left out.

    >>> format_answers({"swelling": False, "weakness": False, "numbness": True})
    'yes to numbness or tingling; no to weakness or wasting, swelling'
    """
    parts = []
    for word, answer in (("yes", True), ("no", False)):
        labels = [symptom.label for symptom in SYMPTOMS if answers.get(symptom.column) is answer]
        if labels:
            parts.append(f"{word} to {', '.join(labels)}")
    return "; ".join(parts)


SYMPTOM_COLUMNS = tuple(symptom.column for symptom in SYMPTOMS)
