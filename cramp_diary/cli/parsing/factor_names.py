"""Reading the factors that are named on the command line."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cramp_diary.core.errors import UnknownChoice
from cramp_diary.core.vocabulary import ALL_FACTORS, name_key

if TYPE_CHECKING:
    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.core.period import Period


def parse_factor_names(text: str, period: Period) -> tuple[RiskFactor, ...] | None:
    """Read a name of factors, or several with commas between them; None for "all".

    Raises
    ------
    UnknownChoice
        If a name stands for no factor of the diary.
    """
    from cramp_diary.analysis.risk_factors import list_risk_factors
    from cramp_diary.wording.findings_table import select_factors

    if name_key(text) == ALL_FACTORS:
        return None
    known = list_risk_factors(period)
    with suppress(UnknownChoice):
        return select_factors(known, text)
    names = [name for name in text.split(",") if name.strip()] or [text]
    return tuple(dict.fromkeys(f for name in names for f in select_factors(known, name)))
