"""What identifies a diary file, and which of its tables belong to days.

Kept apart from the migrations: those load sqlite-utils, and with it pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.store.errors import NewerDiary, NotADiary

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

APPLICATION_ID = 0x43724450
"""``CrDP``, in the header of every diary."""

FORMAT = 10
"""The number of migrations, in ``user_version``; a test compares it with the list."""

DAY_TABLES = ("episodes", "days", "activities", "wear", "doses", "drinks", "factor_values")
"""The tables with a ``diary_day`` column; a test compares them with the schema.

The days of a trial are drawn beforehand, and no records: their column is called ``day``.
"""

LATER_TABLES = {
    "drinks": (6, "id, diary_day, drunk_at, water_ml"),
    "monthly_symptoms": (
        7,
        "month, calf_pain_walking, urge_to_move_legs, numbness, weakness, swelling",
    ),
    "inbox_lines": (8, "id, line, place, stamp"),
    "trials": (9, "first_day, habit, days, seed, outcome, expected, plan_hash, stopped_on"),
    "trial_days": (9, "trial, day, arm, done, changed"),
}
"""The tables that earlier formats lack, each with the first format that has it, and columns.

A test compares them with the schema.
"""

SELECT_ALL_DAYS = " UNION ".join(f"SELECT diary_day FROM {table}" for table in DAY_TABLES)
"""The query for the days of which anything is recorded."""

REFERENCES = {
    "shoes": {"wear": "shoe_id"},
    "medications": {"courses": "medication_id", "doses": "medication_id"},
    "factors": {"factor_values": "factor_id"},
}
"""The tables of names, each with the columns that refer to it, by table.

A test compares them with the schema.
"""

STORED_RANGES: dict[str, dict[str, tuple[float, float]]] = {
    "episodes": {
        "severity": (0, 10),
        "duration_minutes": (0, 1440),
        "soreness_hours": (0, 336),
    },
    "episode_reliefs": {"minutes": (0, 1440)},
    "days": {
        "water_ml": (0, 15_000),
        "sitting_hours": (0, 24),
        "electrolyte_servings": (0, 30),
        "stretch_minutes": (0, 600),
        "sleep_disturbance": (0, 10),
    },
    "activities": {"minutes": (0, 1440), "effort": (0, 10)},
    "wear": {"hours": (0, 24)},
    "drinks": {"water_ml": (0, 15_000)},
    "factor_values": {"value": (-1e9, 1e9)},
    "trials": {"days": (36, 400)},
}
"""The range that the CHECKs of the schema allow, by table and column; a test compares the two.

No command writes a value outside it: a file with such a value is damaged. A value inside it may
still be outside the limits of `core.limits` and `core.day_fields`, which may have become narrower
since it was recorded; ``cramp check`` reports it.
"""

STORED_YEARS = (1900, 2200)
"""The same for the years of stored times; the CHECKs allow any from 1000 to 2999."""


def read_format(connection: sqlite3.Connection, path: Path) -> int:
    """Return the format of the diary, 0 for an empty file.

    Raises
    ------
    NotADiary, NewerDiary
        If it is something else, or of a later version.
    """
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        if is_empty(connection) and application_id == version == 0:
            return 0
        raise NotADiary(path, "the file of another program")
    if version > FORMAT:
        raise NewerDiary(path, version, FORMAT)
    return int(version)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether the file has no table yet."""
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(objects == 0)
