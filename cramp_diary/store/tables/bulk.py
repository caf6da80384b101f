"""Whole periods: read through sqlite3 alone, written through sqlite-utils.

Reading ten years through sqlite3 takes half the time of reading it through sqlite-utils, the import
of that included.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cramp_diary.core.vocabulary import NONE
from cramp_diary.core.when import diary_day
from cramp_diary.store.schema import DAY_TABLES
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.catalog import Catalog
from cramp_diary.store.tables.episodes import Episodes
from cramp_diary.store.transaction import no_other_transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from cramp_diary.core.model import Episode
    from cramp_diary.core.period import Period


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
            factors=self.factors(),
            factor_values=tuple(map(rows.to_value, self._select(rows.SELECT_VALUES, *bounds))),
            settings=self.settings(),
        )

    def add_period(self, period: Period) -> None:
        """Add all records of a period, in one transaction.

        Shoes, medications and factors must be new; days replace the stored ones. The package
        `exchange` compares a period with the diary and leaves only what is to be added.
        """
        from sqlite_utils import Database  # noqa: PLC0415 - loads pandas, 0.3 s

        with self.writing(), no_other_transaction(self._connection):
            database = Database(self._connection, execute_plugins=False)
            for shoe in period.shoes:
                self.add_shoe(shoe)
            for medication in period.medications:
                self.add_medication(medication)
            for factor in period.factors:
                self.add_factor(factor)
            for course in period.courses:
                self.start_course(course)
            self._add_episodes(database, period.episodes)
            database.table("days").upsert_all(map(rows.day_row, period.days), pk="diary_day")
            self._add_exposures(database, period)
            counts = f"{len(period.episodes)} episodes and {len(period.days)} days"
            self._describe_step(f"imported {counts}", replace=True)

    def _add_episodes(self, database: Database, episodes: Iterable[Episode]) -> None:
        starts = self.settings().day_starts_at
        (last_id,) = self._select(
            "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'episodes'"
        )[0]
        numbered = [
            replace(e, id=n, diary_day=diary_day(e.started_at, e.state, starts))
            for n, e in enumerate(episodes, last_id + 1)
        ]
        database.table("episodes").insert_all(
            {"id": e.id, **rows.episode_row(e, e.diary_day)} for e in numbered if e.diary_day
        )
        for table, row_maker in (
            ("episode_sites", rows.site_rows),
            ("episode_reliefs", rows.relief_rows),
        ):
            database.table(table).insert_all(
                row for e in numbered if e.id for row in row_maker(e, e.id)
            )

    def _add_exposures(self, database: Database, period: Period) -> None:
        shoes = {name: self.shoe_id(name) for name in {w.shoe for w in period.wear} - {NONE}}
        database.table("activities").insert_all(map(rows.activity_row, period.activities))
        database.table("wear").insert_all(
            {"diary_day": w.diary_day.isoformat(), "shoe_id": shoes.get(w.shoe), "hours": w.hours}
            for w in period.wear
        )
        medications = {d.medication: self.medication_id(d.medication) for d in period.doses}
        database.table("doses").insert_all(
            {
                "diary_day": d.diary_day.isoformat(),
                "medication_id": medications[d.medication],
                "amount": d.amount,
            }
            for d in period.doses
        )
        factors = {v.factor: self.factor_id(v.factor) for v in period.factor_values}
        database.table("factor_values").insert_all(
            {"factor_id": factors[v.factor], "diary_day": v.diary_day.isoformat(), "value": v.value}
            for v in period.factor_values
        )

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
