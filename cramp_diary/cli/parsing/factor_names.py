"""Reading the factors that are named on the command line."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cramp_diary.core.errors import FactorOfTrial, UnknownChoice
from cramp_diary.core.phrases.day_words import DAY
from cramp_diary.core.vocabulary import ALL_FACTORS, name_key

if TYPE_CHECKING:
    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.core.period import Period


def refuse_factors_of_trial(name: str, period: Period) -> None:
    """Refuse a name that stands for a factor of a trial which is not over.

    Raises
    ------
    FactorOfTrial
        If it does, and for no other factor.
    """
    from cramp_diary.analysis.risk_factors import list_hidden_factors, list_risk_factors
    from cramp_diary.wording.findings_table import select_factors

    hidden, trial = list_hidden_factors(period), period.running_trial
    if trial is None or not hidden:
        return
    with suppress(UnknownChoice):
        select_factors(list_risk_factors(period), name)
        return
    with suppress(UnknownChoice):
        exposure = select_factors(hidden, name)[0].exposure
        raise FactorOfTrial(exposure, trial.habit, trial.end - DAY)


def parse_factor_names(text: str, period: Period) -> tuple[RiskFactor, ...] | None:
    """Read a name of factors, or several with commas between them; None for "all".

    Raises
    ------
    UnknownChoice
        If a name stands for no factor of the diary.
    FactorOfTrial
        If it stands for that of a trial which is not over.
    """
    from cramp_diary.analysis.risk_factors import list_risk_factors
    from cramp_diary.wording.findings_table import select_factors

    if name_key(text) == ALL_FACTORS:
        return None
    known = list_risk_factors(period)
    with suppress(UnknownChoice):
        return select_factors(known, text)
    names = [name for name in text.split(",") if name.strip()] or [text]
    for name in names:
        refuse_factors_of_trial(name, period)
    return tuple(dict.fromkeys(f for name in names for f in select_factors(known, name)))
