"""The monthly symptoms in the diary file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.store.tables import rows
from cramp_diary.store.tables.base import Tables

if TYPE_CHECKING:
    from cramp_diary.core.model import MonthlySymptoms


class StoredSymptoms(Tables):
    """Methods for the symptoms that are asked about once a month."""

    def monthly_symptoms(self) -> tuple[MonthlySymptoms, ...]:
        """Return the symptoms of each month that was asked about, in order."""
        found = self._select(rows.SELECT_MONTHLY_SYMPTOMS)
        return tuple(map(rows.to_monthly_symptoms, found))

    def answer_month(self, symptoms: MonthlySymptoms) -> None:
        """Record the answers about a month in place of earlier ones; none is an answer, too."""
        with self.writing():
            self._upsert("monthly_symptoms", rows.monthly_symptoms_row(symptoms), "month")
            what = "answered" if symptoms.answers else "skipped"
            self._describe_step(f"{what} the questions about {symptoms.month:%Y-%m}")
