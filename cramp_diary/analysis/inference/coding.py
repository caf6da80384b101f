"""How an exposure enters the model, and between which two levels its ratio is quoted.

See analysis/README.md, "Coding of exposures".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.core.errors import CannotCompare
from cramp_diary.core.vocabulary import Direction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cramp_diary.analysis.inference.model_matrix import Floats

CLIP = 1.5
"""Standard deviations beyond which an amount is clipped."""

LEAST_QUARTILE_RANGE = 0.1
"""Standard deviations; quartiles closer together count as coinciding."""

_LEAST_RELATIVE_RANGE = 1e-9
"""Range over greatest value; below it, values differ by rounding only."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The two levels of an exposure that a rate ratio compares, in its own unit.

    Attributes
    ----------
    basis
        "yes/no", "quartiles" or "usual and other days".
    usual
        Which of the two is the usual level, where the basis is that; either can be.
    """

    less_exposed: float
    more_exposed: float
    basis: str
    usual: float | None = None


@dataclass(frozen=True, slots=True)
class CodedExposure:
    """An exposure as it enters the model, on the n used days.

    Attributes
    ----------
    column
        Coded values, shape (n,); higher is more exposed.
    step
        Distance of the two levels of the contrast in coded units.
    exposed
        Which days are more exposed, shape (n,).
    contrast
        The two levels between which the ratio is quoted.
    centre, unit
        The amount that is coded as 0, and how much more of it one coded unit is; the unit is
        negative where less is more exposed.
    """

    column: Floats
    step: float
    exposed: NDArray[np.bool_]
    contrast: Contrast
    centre: float
    unit: float

    def code(self, amounts: Floats) -> Floats:
        """Return the coded values of any amounts of the exposure."""
        return _code(amounts, self.centre, self.unit)


def _code(amounts: Floats, centre: float, unit: float) -> Floats:
    coded: Floats = np.clip((amounts - centre) / unit, -CLIP, CLIP)
    return coded


def is_yes_no(values: Floats) -> bool:
    """Tell whether all values are 0 or 1."""
    return bool(np.isin(values, (0.0, 1.0)).all())


def more_exposed_days(values: Floats, direction: Direction) -> NDArray[np.bool_]:
    """Split the days: 0/1 as they are, amounts at the median, beyond it being more exposed.

    Where no day lies beyond the median, the days at the median count as beyond.
    """
    if is_yes_no(values):
        return np.equal(values, direction is Direction.MORE)
    oriented = values if direction is Direction.MORE else -values
    median = np.median(oriented)
    beyond = oriented > median
    return beyond if beyond.any() else oriented >= median


def count_spells(exposed: NDArray[np.bool_]) -> int:
    """Count the separate runs of more-exposed days among the used ones."""
    return int((np.diff(exposed.astype(int), prepend=0) > 0).sum())


def code_exposure(values: Floats, direction: Direction) -> CodedExposure:
    """Code an exposure for the model, and choose the two levels that its ratio compares.

    0/1 stays as it is. Amounts become z-scores clipped at 1.5 SD; the ratio is quoted between
    the person's 25th and 75th percentiles, or where these coincide between the commonest value
    and the median of the others.

    Percentiles less than 0.1 SD apart count as coinciding: a ratio between two days that hardly
    differ is near 1 whatever the exposure does, and would reassure falsely. Where the others lie
    on both sides of the commonest value, the side with more of them is taken (the more exposed,
    if they are even), since their joint median could be the commonest value again.

    Parameters
    ----------
    values
        Exposure on the used days, shape (n,), without NaN.

    Raises
    ------
    CannotCompare
        If the exposure was the same on all of them.
    """
    if not len(values) or np.ptp(values) <= _LEAST_RELATIVE_RANGE * np.abs(values).max():
        raise CannotCompare("the exposure was the same on every day")
    sign = 1.0 if direction is Direction.MORE else -1.0
    exposed = more_exposed_days(values, direction)
    if is_yes_no(values):
        contrast = Contrast(float(sign < 0), float(sign > 0), "yes/no")
        centre, unit = contrast.less_exposed, sign
    else:
        contrast = _choose_contrast(values, sign)
        centre, unit = float(values.mean()), sign * float(values.std())
    levels = np.array([contrast.less_exposed, contrast.more_exposed])
    less, more = _code(levels, centre, unit)
    coded = _code(values, centre, unit)
    return CodedExposure(coded, float(more - less), exposed, contrast, centre, unit)


def _choose_contrast(values: Floats, sign: float) -> Contrast:
    low, usual, high = (float(level) for level in np.percentile(values, [25, 50, 75]))
    least = LEAST_QUARTILE_RANGE * values.std()
    if high - low >= least:
        return Contrast(*((low, high) if sign > 0 else (high, low)), "quartiles")
    others = values[np.abs(values - usual) > least]
    upwards = np.sign(others - usual).sum() + sign / 2 > 0
    other = float(np.median(others[(others > usual) == upwards]))
    less, more = (usual, other) if (other > usual) == (sign > 0) else (other, usual)
    return Contrast(less, more, "usual and other days", usual)
