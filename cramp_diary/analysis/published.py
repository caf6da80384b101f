"""Effect sizes from the literature, shown beside those of the diary."""

from __future__ import annotations

from dataclasses import dataclass

from cramp_diary.core.vocabulary import DrugClass

SEQUENCE_RATIO = "sequence ratio"
BLINDED_RATIO = "rate ratio in blinded trials"
SEASON_RATIO = "ratio of summer to winter"
PERCENT_CHANGE = "change in percent on placebo alone"
FEWER_A_NIGHT = "cramps fewer a night"
FEWER_IN_FOUR_WEEKS = "cramps fewer in four weeks"


@dataclass(frozen=True, slots=True)
class Published:
    """An effect size from the literature.

    Attributes
    ----------
    what
        What it is the size of.
    value, low, high
        The size and its 95% interval; ``None`` where no interval is quoted.
    kind
        "sequence ratio": people given a first cramp remedy in the year after they began the
        medicine over those given one in the year before. "rate ratio in blinded trials": muscle
        symptoms with the medicine over those without, neither known to the person.
    source, year
        First author or group, and year of publication.
    """

    what: str
    value: float
    low: float | None
    high: float | None
    kind: str
    source: str
    year: int


def _sequence_ratio(what: str, value: float, low: float | None, high: float | None) -> Published:
    return Published(what, value, low, high, SEQUENCE_RATIO, "Garrison", 2012)


DIURETICS = _sequence_ratio("diuretics together", 1.47, 1.33, 1.63)

BY_CLASS: dict[DrugClass, tuple[Published, ...]] = {
    DrugClass.LABA_INHALER: (_sequence_ratio("LABA inhalers", 2.42, 2.02, 2.89),),
    DrugClass.POTASSIUM_SPARING: (
        _sequence_ratio("potassium-sparing diuretics", 2.12, None, None),
        DIURETICS,
    ),
    DrugClass.THIAZIDE_LIKE: (
        _sequence_ratio("thiazide-like diuretics", 1.48, None, None),
        DIURETICS,
    ),
    DrugClass.LOOP: (_sequence_ratio("loop diuretics", 1.20, 1.00, 1.44), DIURETICS),
    DrugClass.STATIN: (
        _sequence_ratio("statins", 1.16, 1.04, 1.29),
        Published("muscle symptoms with statins", 1.03, None, None, BLINDED_RATIO, "CTT", 2022),
    ),
}

SEASON_SIZE = Published(
    "new treatments for cramps", 2.0, None, None, SEASON_RATIO, "Garrison", 2015
)
"""New quinine prescriptions in British Columbia, mid-summer over mid-winter."""

PLACEBO_SIZE = Published(
    "cramps after four weeks",
    -28.0,
    None,
    None,
    PERCENT_CHANGE,
    "Cochrane review on magnesium",
    2020,
)


TRIALS_BY_HABIT: dict[str, tuple[Published, ...]] = {
    "stretching": (
        Published("stretching before bed", 1.2, 0.6, 1.8, FEWER_A_NIGHT, "Hallegraeff", 2012),
        Published("calf stretching", 1.95, -3.0, 6.9, FEWER_IN_FOUR_WEEKS, "Coppin", 2005),
    ),
}
"""Difference to the control group; in the second the interval holds 0."""


def published_trials(habit: str) -> tuple[Published, ...]:
    """Return the published trials of a habit; none for most.

    References
    ----------
    J. M. Hallegraeff et al., Stretching before sleep reduces the frequency and severity of
    nocturnal leg cramps in older adults: a randomised trial, Journal of Physiotherapy 58 (2012)
    17-22; R. J. Coppin, D. M. Wicke, P. S. Little, Managing nocturnal leg cramps: calf-stretching
    exercises and cessation of quinine treatment: a factorial randomised controlled trial, British
    Journal of General Practice 55 (2005) 186-191.

    Examples
    --------
    >>> [(trial.source, trial.value) for trial in published_trials("stretching")]
    [('Hallegraeff', 1.2), ('Coppin', 1.95)]
    """
    return TRIALS_BY_HABIT.get(habit, ())


def published_for(drug_class: DrugClass) -> tuple[Published, ...]:
    """Return the published sizes of a class of medications; none for other classes.

    References
    ----------
    S. R. Garrison et al., Nocturnal leg cramps and prescription use that precedes them: a sequence
    symmetry analysis, Archives of Internal Medicine 172 (2012) 120-126; Cholesterol Treatment
    Trialists' Collaboration, Effect of statin therapy on muscle symptoms, The Lancet 400 (2022)
    832-845.

    Examples
    --------
    >>> [(size.what, size.value) for size in published_for(DrugClass.LOOP)]
    [('loop diuretics', 1.2), ('diuretics together', 1.47)]
    """
    return BY_CLASS.get(drug_class, ())
