"""Whole periods: read at once, and written with the write lock held for the writing alone.

Through sqlite3: sqlite-utils takes twice as long to read ten years, and three times as long to
write them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from cramp_diary.core.settings import find_setting
from cramp_diary.core.vocabulary import NONE, name_key
from cramp_diary.core.when import diary_day
from cramp_diary.store.keys import IDENTITY, DerivedKeys, list_keys
from cramp_diary.store.schema import DAY_TABLES
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.catalog import Catalog
from cramp_diary.store.tables.episodes import Episodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cramp_diary.core.changes import Changes
    from cramp_diary.core.model import Activity, Drink
    from cramp_diary.core.period import Period


Prepared = dict[str, "list[dict[str, Any]]"]
"""Rows by table."""

_REPLACED_BY = {
    "days": "diary_day",
    "factor_values": "factor_id, diary_day",
    "monthly_symptoms": "month",
    "trials": "first_day",
    "trial_days": "trial, day",
}
"""The tables whose rows replace the stored ones, with the columns by which they do."""


class Bulk(Episodes, Catalog):
    """Methods that read or write a whole period."""

    def read(self, start: date | None = None, end: date | None = None) -> Period:
        """Return everything recorded on the diary days ``[start, end)``.

        Without `start`, from the first day on which anything was recorded; without `end`, through
        the last. If nothing was recorded, the result is the empty period before `end`.
        """
        from cramp_diary.core.period import Period  # noqa: PLC0415 - cramp log does not need it

        bounds = self._bounds(start, end)
        first, last = self._first_and_last(bounds)
        end = end or (last + timedelta(days=1) if last else date.min)
        return Period(
            start=start or min(first or end, end),
            end=end,
            episodes=self.episodes(start, end),
            days=tuple(
                day
                for day in map(rows.to_day, self._select(rows.SELECT_DAYS, *bounds))
                if day.has_content
            ),
            activities=tuple(map(rows.to_activity, self._select(rows.SELECT_ACTIVITIES, *bounds))),
            shoes=self.shoes(),
            wear=tuple(map(rows.to_wear, self._select(rows.SELECT_WEAR, *bounds))),
            medications=self.medications(),
            courses=self.courses(),
            doses=tuple(map(rows.to_dose, self._select(rows.SELECT_DOSES, *bounds))),
            drinks=tuple(map(rows.to_drink, self._select(rows.SELECT_DRINKS, *bounds))),
            factors=self.factors(),
            factor_values=tuple(map(rows.to_value, self._select(rows.SELECT_VALUES, *bounds))),
            monthly_symptoms=tuple(
                map(rows.to_monthly_symptoms, self._select(rows.SELECT_MONTHLY_SYMPTOMS))
            ),
            trials=tuple(map(rows.to_trial, self._select(rows.SELECT_TRIALS))),
            trial_days=tuple(map(rows.to_trial_day, self._select(rows.SELECT_TRIAL_DAYS))),
            settings=self.settings(),
        )

    def add_period(self, period: Period) -> None:
        """Add all records of a period, in one transaction.

        Shoes, medications and factors must be new; days replace the stored ones. `add_missing`
        compares a period with the diary and leaves only what is to be added.

        Raises
        ------
        CourseExists
            If another course of a medication covers one of the days of one that is added.
        NameTaken
            If a new medication has the name of an own factor in the diary, or the reverse.
        """
        from cramp_diary.core.changes import Changes  # noqa: PLC0415 - cramp log does not need it

        changes = Changes(added=period)
        with self.writing():
            self._write(changes, self._prepare(changes))

    def add_missing(self, find: Callable[[Period], Changes]) -> Changes:
        """Make the changes that `find` returns, in one transaction, and return them.

        Other programs can write while the changes are found and converted: the lock is held for
        writing them. If another program has changed the diary meanwhile, they are found again.

        Parameters
        ----------
        find
            Takes all that is recorded, and returns what is to be added and changed.
        """
        version = self._data_version()
        prepared = self._find_and_prepare(find)
        with self.writing():
            if self._data_version() != version:
                prepared = self._find_and_prepare(find)
            self._write(*prepared)
        return prepared[0]

    def _find_and_prepare(self, find: Callable[[Period], Changes]) -> tuple[Changes, Prepared]:
        found = find(self.read())
        return found, self._prepare(found)

    def _prepare(self, changes: Changes) -> Prepared:
        """Return the rows to insert in the tables that refer to no name, by table."""
        added, changed = changes.added, changes.changed
        self._refuse_overlaps((*changed.courses, *added.courses), changes.removed.courses)
        # Names of the same folder are not compared: it may be the export of an older diary.
        self._refuse_names_of_others((*added.medications, *added.factors))
        starts = self.settings().day_starts_at
        if text := changes.settings.get("day_starts_at"):
            starts = find_setting("day_starts_at").parse_stored(text)
        numbered = list(enumerate(added.episodes, self._last_episode_id() + 1))
        episodes = [
            {"id": n, **rows.episode_row(e, diary_day(e.started_at, e.state, starts))}
            for n, e in numbered
        ]
        activities = _activity_rows((*changed.activities, *added.activities))
        self._derive_keys("episodes", episodes)
        self._derive_keys("activities", activities)
        return {
            "episodes": episodes,
            "episode_sites": [row for n, e in numbered for row in rows.site_rows(e, n)],
            "episode_reliefs": [row for n, e in numbered for row in rows.relief_rows(e, n)],
            "days": list(map(rows.day_row, (*changed.days, *added.days))),
            "activities": activities,
            "drinks": _drink_rows((*changed.drinks, *added.drinks)),
            "monthly_symptoms": list(
                map(
                    rows.monthly_symptoms_row,
                    (*changed.monthly_symptoms, *added.monthly_symptoms),
                )
            ),
            "trials": list(map(rows.trial_row, (*changed.trials, *added.trials))),
            "trial_days": list(map(rows.trial_day_row, (*changed.trial_days, *added.trial_days))),
        }

    def _derive_keys(self, table: str, without: list[dict[str, Any]]) -> None:
        """Give the rows that have no key, such as those of CSV, the one of their identity."""
        taken = (*list_keys(self._connection, table), *(row["key"] for row in without))
        keys = DerivedKeys(table, taken)
        for row in without:
            row["key"] = row["key"] or keys.derive(*(row[column] for column in IDENTITY[table]))

    def _write(self, changes: Changes, prepared: Prepared) -> None:
        for key, text in changes.settings.items():
            self._store_setting(key, text)
        if changes.settings:
            self._move_episodes_to_their_days()
        ids = self._write_names(changes)
        self._remove(changes.removed, ids)
        for episode in changes.changed.episodes:
            self._update_episode(episode.id or 0, episode, self.diary_day_of(episode))
        with_ids = [_rows_with_ids(period, ids) for period in (changes.changed, changes.added)]
        for tables in (prepared, *with_ids):
            for table, found in tables.items():
                self._insert_all(table, found, key=_REPLACED_BY.get(table, ""))
        self._describe_step(f"imported {changes.format_counts()}", replace=True)

    def _write_names(self, changes: Changes) -> dict[str, dict[str, int]]:
        """Insert or change what has a name, and return all row ids by table and name."""
        shoes, medications, factors = (
            (*getattr(changes.changed, kind), *getattr(changes.added, kind))
            for kind in ("shoes", "medications", "factors")
        )
        named: dict[str, Iterable[tuple[str, dict[str, Any]]]] = {
            "shoes": ((shoe.name, rows.shoe_fields(shoe)) for shoe in shoes),
            "medications": ((m.name, rows.medication_fields(m)) for m in medications),
            "factors": ((factor.name, rows.factor_fields(factor)) for factor in factors),
        }
        return {table: self._insert_or_update(table, found) for table, found in named.items()}

    def _remove(self, removed: Period, ids: dict[str, dict[str, int]]) -> None:
        unnamed = {
            "activities": _activity_rows(removed.activities),
            "drinks": _drink_rows(removed.drinks),
        }
        for table, found in (unnamed | _rows_with_ids(removed, ids)).items():
            self._delete_all(table, found)

    def _first_and_last(self, bounds: tuple[str, str]) -> tuple[date | None, date | None]:
        days = " UNION ALL ".join(f"SELECT diary_day FROM {table}" for table in DAY_TABLES)
        first, last = self._select(
            f"SELECT min(diary_day), max(diary_day) FROM ({days})"
            " WHERE diary_day >= ? AND diary_day < ?",
            *bounds,
        )[0]
        return (
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
        )


def _activity_rows(activities: Iterable[Activity]) -> list[dict[str, Any]]:
    return list(map(rows.activity_row, activities))


def _drink_rows(drinks: Iterable[Drink]) -> list[dict[str, Any]]:
    return list(map(rows.drink_row, drinks))


def _rows_with_ids(period: Period, ids: dict[str, dict[str, int]]) -> Prepared:
    """Return the rows of a period that refer to names, by table; `ids` are by table and name."""
    shoes, medications, factors = (ids[table] for table in ("shoes", "medications", "factors"))
    return {
        "courses": [
            rows.course_row(c, medications[name_key(c.medication)]) for c in period.courses
        ],
        "wear": [
            rows.wear_row(w, None if w.shoe == NONE else shoes[name_key(w.shoe)])
            for w in period.wear
        ],
        "doses": [rows.dose_row(d, medications[name_key(d.medication)]) for d in period.doses],
        "factor_values": [
            rows.value_row(v, factors[name_key(v.factor)]) for v in period.factor_values
        ],
    }
