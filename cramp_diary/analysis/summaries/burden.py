"""What cramps did to sleep and legs. See analysis/README.md, "What guidance asks"."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cramp_diary.core.period import Period


@dataclass(frozen=True, slots=True)
class Burden:
    """Sleep disturbance and soreness; ``None`` where nothing was said.

    Attributes
    ----------
    nights
        Diary days with an episode that began asleep or in bed, or woke the person.
    nights_said
        Those of which it was said how much the sleep was disturbed.
    median_disturbance, worst_disturbance
        Of these, on a scale from 0 to 10.
    soreness_said
        Episodes of which it was said how long the soreness lasted, and be it not at all.
    sore
        Those with soreness.
    longest_soreness_hours
        Of those with soreness.
    """

    nights: int
    nights_said: int
    median_disturbance: float | None
    worst_disturbance: int | None
    soreness_said: int
    sore: int
    longest_soreness_hours: float | None


def measure_burden(period: Period) -> Burden:
    """Summarize what the cramps of a period did beside hurting.

    The sleep disturbance of a day counts if there was a cramp in the night after it; a number and
    the minutes of each cramp, its severity and the sleep disturbance are what the patients of Sebo
    2019 kept in a daily log. Soreness is the "persistent subsequent pain" of Hallegraeff 2017.

    Parameters
    ----------
    period
        The days to summarize.
    """
    nights = {episode.diary_day for episode in period.episodes if episode.is_of_night}
    said = {day.diary_day: day.sleep_disturbance for day in period.days}
    disturbed = [value for day in nights if day and (value := said.get(day)) is not None]
    soreness = [e.soreness_hours for e in period.episodes if e.soreness_hours is not None]
    sore = [hours for hours in soreness if hours > 0]
    return Burden(
        nights=len(nights),
        nights_said=len(disturbed),
        median_disturbance=float(median(disturbed)) if disturbed else None,
        worst_disturbance=max(disturbed, default=None),
        soreness_said=len(soreness),
        sore=len(sore),
        longest_soreness_hours=max(sore, default=None),
    )
