"""Reading, importing and exporting a diary as a folder of CSV files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cramp_diary.core.changes import NOTHING, Changes
from cramp_diary.core.files import make_private_folder
from cramp_diary.core.model import Day
from cramp_diary.core.settings import LOCAL_ZONE, OF_THIS_MACHINE, Settings
from cramp_diary.core.vocabulary import FactorKind
from cramp_diary.core.when import diary_day
from cramp_diary.core.zones import load_zone
from cramp_diary.exchange.csv_folder.cells import write_csv
from cramp_diary.exchange.csv_folder.merge import find_changes
from cramp_diary.exchange.csv_folder.merger import takes_settings
from cramp_diary.exchange.csv_folder.reader import parse_folder
from cramp_diary.exchange.csv_folder.schemas import (
    ACTIVITIES,
    COURSES,
    DAYS,
    DOSES,
    DRINKS,
    EPISODES,
    FACTORS,
    MEDICATIONS,
    MONTHLY_SYMPTOMS,
    SETTINGS_FILE,
    SHOES,
    TRIAL_DAYS,
    TRIALS,
    WEAR,
    SettingValue,
)
from cramp_diary.exchange.errors import FolderDiffers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import Keep
    from cramp_diary.exchange.csv_folder.differences import FolderDifference
    from cramp_diary.exchange.csv_folder.reader import ParsedFolder
    from cramp_diary.store import Diary


def read_folder(folder: Path | str) -> Period:
    """Return the diary that a CSV folder holds, from its first day through its last.

    Raises
    ------
    NoCsvFolder, NoCsvFile
        If there is no such folder, or file of one.
    BadRow, BadRows
        If rows cannot be used: one with a time without an offset, too, as no zone is known.
    """
    changes, _ = find_changes(parse_folder(Path(folder)), NOTHING)
    found, starts = changes.added, changes.added.settings.day_starts_at
    episodes = tuple(
        replace(e, diary_day=diary_day(e.started_at, e.state, starts)) for e in found.episodes
    )
    days = sorted(_days_of(replace(found, episodes=episodes)))
    if not days:
        return found
    return replace(found, start=days[0], end=days[-1] + timedelta(days=1), episodes=episodes)


class Imported(NamedTuple):
    """What an import did, or would do.

    Attributes
    ----------
    changes
        What it changes in the diary.
    differences
        Where the folder differs from the diary.
    notices
        Sentences: what was not read, or read in a way that is to be looked at.
    has_rows
        Whether any file has a row.
    """

    changes: Changes
    differences: tuple[FolderDifference, ...]
    notices: tuple[str, ...]
    has_rows: bool


class FolderImport:
    """A CSV folder to be imported; its files are read once, when they are first compared.

    Parameters
    ----------
    folder
        The folder with the files, or one of the files.
    now
        Records later than this are refused. Times without an offset are in the zone of the setting
        `time_zone`, or else in that of `now`.
    keep
        Whose values are kept where the folder differs from the diary.
    """

    def __init__(self, folder: Path | str, now: datetime, keep: Keep | None = None) -> None:
        self._folder = Path(folder)
        self._now = now
        self._keep = keep
        self._parsed: dict[tuple[str, bool], ParsedFolder] = {}

    def compare(self, known: Period = NOTHING) -> Imported:
        """Return what the import would do to a diary that holds `known`, or to a new one.

        Raises
        ------
        NoCsvFolder, NoCsvFile
            If there is no such folder, or file of one.
        BadRow, BadRows
            If rows cannot be used, contradict each other or are in the future.
        FolderDiffers
            If the folder differs from the diary, and it is not said whose values are kept.
        """
        takes_theirs = takes_settings(known, self._keep)
        parsed = self._parse(known.settings.time_zone, takes_theirs=takes_theirs)
        changes, differences = find_changes(parsed, known, self._keep, self._now)
        if differences and self._keep is None:
            raise FolderDiffers(self._folder, differences)
        return Imported(changes, differences, parsed.notices, not parsed.is_empty)

    def _parse(self, zone_name: str, *, takes_theirs: bool) -> ParsedFolder:
        key = zone_name, takes_theirs
        if key not in self._parsed:
            zone = self._now.tzinfo if zone_name == LOCAL_ZONE else load_zone(zone_name)
            self._parsed[key] = parse_folder(self._folder, zone, takes_settings=takes_theirs)
        return self._parsed[key]

    def add_to(self, diary: Diary) -> Imported:
        """Make the changes in a diary, all of them or none.

        Raises
        ------
        NoCsvFolder, NoCsvFile, BadRow, BadRows, FolderDiffers
            As `compare`.
        """
        found: list[Imported] = []

        def find(known: Period) -> Changes:
            found[:] = [self.compare(known)]
            return found[0].changes

        diary.add_missing(find)
        return found[0]


def import_folder(
    folder: Path | str, diary: Diary, now: datetime, keep: Keep | None = None
) -> Imported:
    """Add the records of a CSV folder that the diary does not hold, all of them or none.

    Parameters
    ----------
    folder, now, keep
        As of `FolderImport`.
    diary
        The diary that the records are added to.

    Raises
    ------
    NoCsvFolder, NoCsvFile, BadRow, BadRows, FolderDiffers
        As `FolderImport.compare`.
    """
    return FolderImport(folder, now, keep).add_to(diary)


def export_folder(period: Period, folder: Path | str) -> None:
    """Write a period as a CSV folder that is read back to the same; its files are replaced.

    Of the settings, those that were changed, and when a day begins, which the days depend on.

    Raises
    ------
    CannotWrite
        If the system refuses.
    """
    folder = Path(folder)
    make_private_folder(folder, parents=True)
    own = [factor.name for factor in period.factors]
    tables: dict[str, tuple[Iterable[str], Iterable[Iterable[object]]]] = {
        DAYS.file: ((*DAYS.columns, *own), _day_rows(period, own))
    }
    for kind, records in _records_by_schema(period):
        tables[kind.file] = (kind.columns, map(kind.write, records))
    for file, (header, rows) in tables.items():
        write_csv(folder / file, [header, *rows])


def _records_by_schema(period: Period) -> Iterable[tuple[Any, Iterable[Any]]]:
    return (
        (EPISODES, period.episodes),
        (ACTIVITIES, period.activities),
        (SHOES, period.shoes),
        (WEAR, period.wear),
        (MEDICATIONS, period.medications),
        (COURSES, period.courses),
        (DOSES, period.doses),
        (DRINKS, period.drinks),
        (FACTORS, period.factors),
        (MONTHLY_SYMPTOMS, period.monthly_symptoms),
        (TRIALS, period.trials),
        (TRIAL_DAYS, period.trial_days),
        (SETTINGS_FILE, _list_settings(period.settings)),
    )


def _list_settings(settings: Settings) -> list[SettingValue]:
    usual = Settings()
    return [
        SettingValue(key, value)
        for key, value in settings._asdict().items()
        if key not in OF_THIS_MACHINE and (key == "day_starts_at" or value != getattr(usual, key))
    ]


def _day_rows(period: Period, own: list[str]) -> Iterable[Iterable[object]]:
    yes_no = {factor.name for factor in period.factors if factor.kind is FactorKind.YES_NO}
    recorded = {day.diary_day: day for day in period.days}
    values: dict[tuple[date, str], object] = {
        (v.diary_day, v.factor): bool(v.value) if v.factor in yes_no else v.value
        for v in period.factor_values
    }
    for day in sorted(recorded.keys() | {day for day, _ in values}):
        record = recorded.get(day, Day(diary_day=day))
        yield (*DAYS.write(record), *(values.get((day, name)) for name in own))


def _days_of(period: Period) -> set[date]:
    on_a_day: tuple[Iterable[Any], ...] = (
        period.days,
        period.episodes,
        period.activities,
        period.wear,
        period.doses,
        period.drinks,
        period.factor_values,
    )
    return {record.diary_day for records in on_a_day for record in records}
