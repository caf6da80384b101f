"""An export of Apple Health that is read once, compared with a diary, and added to it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from cramp_diary.core.changes import NOTHING
from cramp_diary.core.settings import LOCAL_ZONE
from cramp_diary.core.zones import load_zone
from cramp_diary.exchange.apple_health.daily import sum_days
from cramp_diary.exchange.apple_health.errors import HealthDiffers
from cramp_diary.exchange.apple_health.merge import plan_import
from cramp_diary.exchange.apple_health.reader import DayBounds, read_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from cramp_diary.core.changes import Changes
    from cramp_diary.core.period import Period
    from cramp_diary.core.settings import Settings
    from cramp_diary.core.vocabulary import Keep
    from cramp_diary.exchange.apple_health.merge import HealthPlan
    from cramp_diary.store import Diary


class HealthExport:
    """What an export says of each day.

    Parameters
    ----------
    path
        The ZIP file, its XML, or the folder that was unpacked from it.
    now
        What belongs to a day that is not over by now is left out. Its zone is that of the person
        where the settings name none.
    settings
        Of the diary: where the person is, and when a day begins.
    count
        Called with how many bytes were read, and how many there are, after each part.

    Attributes
    ----------
    total
        How many records it has.
    exported_at
        When it was made, None if it does not say.

    Raises
    ------
    NoExport, ExportTooLarge, DamagedExport
        If it is none, or cannot be read to its end.
    BadSetting
        If this machine does not know the time zone of the diary.
    """

    def __init__(
        self,
        path: Path,
        now: datetime,
        settings: Settings,
        count: Callable[[int, int], None] = lambda _, __: None,
    ) -> None:
        name = settings.time_zone
        zone = (now.tzinfo or UTC) if name == LOCAL_ZONE else load_zone(name)
        self._path = path
        records = read_records(path, DayBounds(zone, settings.day_starts_at), now, count)
        self.total, self.exported_at = records.total, records.exported_at
        self._days = sum_days(records, zone)

    def compare(
        self, known: Period = NOTHING, keep: Keep | None = None, *, takes_all: bool = False
    ) -> HealthPlan:
        """Return what the import would do to a diary that holds `known`; see `plan_import`."""
        return plan_import(self._days, known, self._path.name, keep, takes_all=takes_all)

    def add_to(self, diary: Diary, keep: Keep | None = None, *, takes_all: bool = False) -> Changes:
        """Make the changes in a diary, all of them or none, as one step, and return them.

        Raises
        ------
        HealthDiffers
            If the two differ, and it is not said whose values are kept.
        """

        def find(known: Period) -> Changes:
            plan = self.compare(known, keep, takes_all=takes_all)
            if plan.differences and keep is None:
                raise HealthDiffers(self._path, plan.differences, ["--all"] if takes_all else [])
            return plan.changes

        return diary.add_missing(find)
