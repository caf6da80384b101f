"""The diary as a table of one row per calendar day. See analysis/README.md, "Data"."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cramp_diary.core.day_fields import FIELD_COLUMNS
from cramp_diary.core.vocabulary import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from cramp_diary.core.model import Day, Wear
    from cramp_diary.core.period import Period


def medication_column(name: str) -> str:
    """Return the column of a medication."""
    return f"medication: {name}"


def own_column(name: str) -> str:
    """Return the column of one of the person's own factors."""
    return f"own: {name}"


def daily_table(period: Period) -> pd.DataFrame:
    """Return one row per calendar day of the period.

    Not recorded is NaN in every column, and zero is a recorded zero.

    Parameters
    ----------
    period
        Part of a diary, or the whole of it.

    Returns
    -------
    pandas.DataFrame
        Index: daily ``DatetimeIndex`` over ``[start, end)``. Columns, all float:

        - ``episodes`` (0 where no cramps were confirmed), ``severity`` (worst of the day);
        - ``water_ml``, ``electrolyte_servings``, ``sitting_hours``, ``stretch_minutes``;
        - ``exertion_load`` (minutes x Borg CR10), ``nerve_symptoms`` (0/1);
        - ``poor_shoe_hours`` and ``poor_shoes`` (0/1): in shoes without arch support or toe room;
        - ``medication: NAME`` (0/1, 0 on recorded days without course or dose), ``own: NAME``.
    """
    days = [period.start + timedelta(n) for n in range((period.end - period.start).days)]
    records = {day.diary_day: day for day in period.days}
    columns = {
        "episodes": _count_episodes(period),
        "severity": _find_worst_severities(period),
        **{column: _read_amounts(records, column) for column in FIELD_COLUMNS},
        "exertion_load": _sum_loads(period),
        **_measure_footwear(period),
        **_code_medications(period, days),
        **_read_own_factors(period),
    }
    index = pd.DatetimeIndex(days, freq="D")
    return pd.DataFrame(
        {name: [by_day.get(day, np.nan) for day in days] for name, by_day in columns.items()},
        index=index,
        dtype=float,
    )


def _count_episodes(period: Period) -> dict[date, float]:
    counted = Counter(e.diary_day for e in period.episodes)
    return {day: float(counted[day]) for day in period.recorded_days}


def _find_worst_severities(period: Period) -> dict[date, float]:
    worst: dict[date, float] = {}
    for episode in period.episodes:
        if episode.severity is not None and episode.diary_day is not None:
            worst[episode.diary_day] = max(worst.get(episode.diary_day, 0.0), episode.severity)
    return worst


def _read_amounts(records: Mapping[date, Day], name: str) -> dict[date, float]:
    values = ((day, getattr(record, name)) for day, record in records.items())
    return {day: float(value) for day, value in values if value is not None}


def _sum_loads(period: Period) -> dict[date, float]:
    loads: dict[date, float] = defaultdict(float)
    for activity in period.activities:
        loads[activity.diary_day] += np.nan if activity.load is None else activity.load
    return loads


def _measure_footwear(period: Period) -> dict[str, dict[date, float]]:
    poor = {shoe.name: shoe.poor for shoe in period.shoes} | {NONE: False}

    def hours(wear: Wear) -> float:
        is_poor, worn = poor[wear.shoe], wear.hours
        if is_poor is False or worn == 0:
            return 0.0
        return np.nan if is_poor is None or worn is None else worn

    def worn(wear: Wear) -> float:
        return np.nan if poor[wear.shoe] is None and wear.hours != 0 else float(hours(wear) != 0)

    return {
        "poor_shoe_hours": _combine_by_day(period.wear, hours, sum),
        "poor_shoes": _combine_by_day(period.wear, worn, _combine_poor),
    }


def _combine_poor(worn: Iterable[float]) -> float:
    values = list(worn)
    return 1.0 if 1.0 in values else sum(values)


def _combine_by_day(
    wear: Iterable[Wear],
    value: Callable[[Wear], float],
    summary: Callable[[Iterable[float]], float],
) -> dict[date, float]:
    values: dict[date, list[float]] = defaultdict(list)
    for record in wear:
        values[record.diary_day].append(value(record))
    return {day: summary(found) for day, found in values.items()}


def _code_medications(period: Period, days: Iterable[date]) -> dict[str, dict[date, float]]:
    taken: dict[str, dict[date, float]] = {
        medication.name: dict.fromkeys(period.recorded_days, 0.0)
        for medication in period.medications
    }
    calendar = list(days)
    for course in period.courses:
        covered = (day for day in calendar if course.covers(day))
        taken[course.medication].update(dict.fromkeys(covered, 1.0))
    for dose in period.doses:
        taken[dose.medication][dose.diary_day] = 1.0
    return {medication_column(name): by_day for name, by_day in taken.items()}


def _read_own_factors(period: Period) -> dict[str, dict[date, float]]:
    values: dict[str, dict[date, float]] = {factor.name: {} for factor in period.factors}
    for record in period.factor_values:
        values[record.factor][record.diary_day] = record.value
    return {own_column(name): by_day for name, by_day in values.items()}
