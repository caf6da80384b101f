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
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from cramp_diary.core.model import Day, Wear
    from cramp_diary.core.period import Period


def medication_column(name: str) -> str:
    """Return the column of a medication."""
    return f"medication: {name}"


def own_column(name: str) -> str:
    """Return the column of one of the person's own factors."""
    return f"own: {name}"


def before_column(column: str) -> str:
    """Return the column of what is known to have come before the first episode of the day."""
    return f"{column} before the first episode"


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
        - ``sleep_disturbance`` (0 to 10, of the night after the day), which no factor uses;
        - ``poor_shoe_hours`` and ``poor_shoes`` (0/1): in shoes without arch support or toe room;
        - ``medication: NAME`` (0/1, 0 on recorded days without course or dose), ``own: NAME``;
        - ``... before the first episode`` of water and of medications, on days with episodes: how
          much of it is known to have come before the first one. 0 where no time is known, or that
          of the episode is approximate.
    """
    days = [period.start + timedelta(n) for n in range((period.end - period.start).days)]
    counted = Counter(episode.diary_day for episode in period.episodes)
    records = {day.diary_day: day for day in period.days}
    columns = {
        "episodes": {day: float(counted[day]) for day in period.recorded_days},
        "severity": _find_worst_severities(period),
        **{column: _read_amounts(records, column) for column in FIELD_COLUMNS},
        "exertion_load": _sum_loads(period),
        **_measure_footwear(period),
        **_code_medications(period, days),
        **_read_own_factors(period),
        **_measure_before_episodes(period),
    }
    index = pd.DatetimeIndex(days, freq="D")
    return pd.DataFrame(
        {name: [by_day.get(day, np.nan) for day in days] for name, by_day in columns.items()},
        index=index,
        dtype=float,
    )


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
    hours: dict[date, list[float]] = defaultdict(list)
    worn: dict[date, list[float]] = defaultdict(list)
    for wear in period.wear:
        is_poor = poor[wear.shoe]
        in_poor = hours_worn(wear, counts=is_poor)
        hours[wear.diary_day].append(in_poor)
        # Poor shoes were worn whether or not it is known for how long.
        worn[wear.diary_day].append(in_poor if is_poor is None else float(in_poor != 0))
    return {
        "poor_shoe_hours": {day: sum(values) for day, values in hours.items()},
        "poor_shoes": {day: 1.0 if 1.0 in values else sum(values) for day, values in worn.items()},
    }


def hours_worn(wear: Wear, *, counts: bool | None) -> float:
    """Return the hours in shoes of a kind: 0 in others, NaN where the kind or time is unknown.

    Parameters
    ----------
    counts
        Whether the shoes are of the kind; ``None`` where that is not known.
    """
    if counts is False or wear.hours == 0:
        return 0.0
    return np.nan if counts is None or wear.hours is None else wear.hours


def _code_medications(period: Period, days: Sequence[date]) -> dict[str, dict[date, float]]:
    taken = _take_courses(period, period.recorded_days, days)
    for dose in period.doses:
        taken[dose.medication][dose.diary_day] = 1.0
    return {medication_column(name): by_day for name, by_day in taken.items()}


def _take_courses(
    period: Period, known: Iterable[date], days: Iterable[date]
) -> dict[str, dict[date, float]]:
    """Return each medication on the days known, 0, and on those days that a course covers, 1."""
    taken = {medication.name: dict.fromkeys(known, 0.0) for medication in period.medications}
    for course in period.courses:
        covered = (day for day in days if course.covers(day))
        taken[course.medication].update(dict.fromkeys(covered, 1.0))
    return taken


def _read_own_factors(period: Period) -> dict[str, dict[date, float]]:
    values: dict[str, dict[date, float]] = {factor.name: {} for factor in period.factors}
    for record in period.factor_values:
        values[record.factor][record.diary_day] = record.value
    return {own_column(name): by_day for name, by_day in values.items()}


def _measure_before_episodes(period: Period) -> dict[str, dict[date, float]]:
    """Return what of the water and the medications is known to have come before the episodes."""
    first: dict[date, datetime | None] = {}
    for episode in sorted(period.episodes, key=lambda episode: episode.started_at):
        if episode.diary_day is not None:
            first.setdefault(episode.diary_day, None if episode.about else episode.started_at)
    taken = _take_courses(period, first, first)
    for dose in period.doses:
        if _is_before(dose.taken_at, first.get(dose.diary_day)):
            taken[dose.medication][dose.diary_day] = 1.0
    of_medications = {medication_column(name): by_day for name, by_day in taken.items()}
    found = {"water_ml": _sum_water_before(period, first), **of_medications}
    return {before_column(column): by_day for column, by_day in found.items()}


def _sum_water_before(period: Period, first: Mapping[date, datetime | None]) -> dict[date, float]:
    before, timed = dict.fromkeys(first, 0.0), dict.fromkeys(first, 0.0)
    for drink in period.drinks:
        if (day := drink.diary_day) in first:
            timed[day] += drink.water_ml
            before[day] += drink.water_ml if _is_before(drink.drunk_at, first[day]) else 0.0
    totals = {day.diary_day: day.water_ml or 0.0 for day in period.days}
    # A total that was told anew, and is less, says that the drinks are wrong.
    return {day: 0.0 if timed[day] > totals.get(day, 0.0) else ml for day, ml in before.items()}


def _is_before(at: datetime | None, started_at: datetime | None) -> bool:
    return at is not None and started_at is not None and at < started_at
