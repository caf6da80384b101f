"""The schema, as named migrations: append, never edit a released one."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from cramp_diary.store.keys import fill_keys
from cramp_diary.store.schema import APPLICATION_ID, FORMAT
from cramp_diary.store.views import VIEWS

if TYPE_CHECKING:
    import sqlite3

migrations = Migrations("cramp_diary")

_BEGINNING = (
    """
    CREATE TABLE episodes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started_at TEXT NOT NULL CHECK (started_at GLOB '[12][0-9][0-9][0-9]-*T*'),
        started_utc REAL NOT NULL,
        diary_day TEXT NOT NULL CHECK (diary_day IS date(diary_day)),
        severity INTEGER CHECK (severity BETWEEN 0 AND 10),
        duration_minutes REAL CHECK (duration_minutes BETWEEN 0 AND 1440),
        state TEXT CHECK (
            state IN ('asleep', 'in bed', 'resting', 'exercising', 'after exercise')
        ),
        woke INTEGER CHECK (woke IN (0, 1)),
        soreness_hours REAL CHECK (soreness_hours BETWEEN 0 AND 336),
        note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX episodes_by_day ON episodes (diary_day)",
    "CREATE INDEX episodes_in_order ON episodes (started_utc, id)",
    """
    CREATE TABLE episode_sites (
        episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        muscle TEXT NOT NULL CHECK (
            muscle IN ('arch', 'toes', 'heel', 'calf', 'shin', 'hamstring', 'thigh', 'other')
        ),
        side TEXT CHECK (side IN ('left', 'right', 'both')),
        PRIMARY KEY (episode_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE episode_reliefs (
        episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        method TEXT NOT NULL CHECK (
            method IN ('stretching', 'walking', 'massage', 'heat', 'water',
                       'electrolyte drink', 'rest', 'other')
        ),
        minutes REAL CHECK (minutes BETWEEN 0 AND 1440),
        PRIMARY KEY (episode_id, position)
    ) STRICT
    """,
    """
    CREATE TABLE days (
        diary_day TEXT PRIMARY KEY CHECK (diary_day IS date(diary_day)),
        cramps TEXT CHECK (cramps = 'none'),
        water_ml REAL CHECK (water_ml BETWEEN 0 AND 15000),
        sitting_hours REAL CHECK (sitting_hours BETWEEN 0 AND 24),
        electrolyte_servings REAL CHECK (electrolyte_servings BETWEEN 0 AND 30),
        stretch_minutes REAL CHECK (stretch_minutes BETWEEN 0 AND 600),
        nerve_symptoms INTEGER CHECK (nerve_symptoms IN (0, 1)),
        note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE activities (
        id INTEGER PRIMARY KEY,
        diary_day TEXT NOT NULL CHECK (diary_day IS date(diary_day)),
        kind TEXT NOT NULL CHECK (kind <> ''),
        minutes REAL NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
        effort REAL CHECK (effort BETWEEN 0 AND 10),
        CHECK (kind <> 'none' OR minutes = 0)
    ) STRICT
    """,
    "CREATE INDEX activities_by_day ON activities (diary_day)",
    """
    CREATE TABLE shoes (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name NOT IN ('', 'none')),
        arch_support INTEGER CHECK (arch_support IN (0, 1)),
        toe_room INTEGER CHECK (toe_room IN (0, 1)),
        ventilated INTEGER CHECK (ventilated IN (0, 1))
    ) STRICT
    """,
    # A row without a shoe records that none were worn, for 0 hours.
    """
    CREATE TABLE wear (
        id INTEGER PRIMARY KEY,
        diary_day TEXT NOT NULL CHECK (diary_day IS date(diary_day)),
        shoe_id INTEGER REFERENCES shoes (id),
        hours REAL CHECK (hours BETWEEN 0 AND 24),
        CHECK (shoe_id IS NOT NULL OR hours IS 0.0)
    ) STRICT
    """,
    "CREATE UNIQUE INDEX wear_by_day ON wear (diary_day, ifnull(shoe_id, 0))",
    """
    CREATE TABLE medications (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name NOT IN ('', 'none')),
        drug_class TEXT NOT NULL CHECK (
            drug_class IN ('thiazide-like', 'loop', 'potassium-sparing diuretic', 'statin',
                           'LABA inhaler', 'other')
        )
    ) STRICT
    """,
    """
    CREATE TABLE courses (
        id INTEGER PRIMARY KEY,
        medication_id INTEGER NOT NULL REFERENCES medications (id),
        first_day TEXT NOT NULL CHECK (first_day IS date(first_day)),
        last_day TEXT CHECK (last_day IS date(last_day) AND last_day >= first_day),
        dose TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE doses (
        id INTEGER PRIMARY KEY,
        diary_day TEXT NOT NULL CHECK (diary_day IS date(diary_day)),
        medication_id INTEGER NOT NULL REFERENCES medications (id),
        amount TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX doses_by_day ON doses (diary_day)",
    """
    CREATE TABLE factors (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name NOT IN ('', 'none')),
        kind TEXT NOT NULL CHECK (kind IN ('amount', 'yes/no')),
        unit TEXT NOT NULL DEFAULT '',
        more_exposed TEXT NOT NULL CHECK (more_exposed IN ('more', 'less'))
    ) STRICT
    """,
    """
    CREATE TABLE factor_values (
        factor_id INTEGER NOT NULL REFERENCES factors (id),
        diary_day TEXT NOT NULL CHECK (diary_day IS date(diary_day)),
        value REAL NOT NULL CHECK (value BETWEEN -1e9 AND 1e9),
        PRIMARY KEY (factor_id, diary_day)
    ) STRICT
    """,
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)


@migrations(name="0001_the_diary")
def _the_diary(db: Database) -> None:
    for statement in _BEGINNING:
        db.execute(dedent(statement).strip())


_JOURNAL = (
    """
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT,
        what TEXT NOT NULL,
        columns TEXT NOT NULL CHECK (json_valid(columns)),
        changes TEXT NOT NULL CHECK (json_valid(changes)),
        undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
    ) STRICT
    """,
    """
    ALTER TABLE episodes ADD COLUMN precision TEXT NOT NULL DEFAULT 'exact'
        CHECK (precision IN ('exact', 'about'))
    """,
)


@migrations(name="0002_a_journal_and_about_when")
def _a_journal_and_about_when(db: Database) -> None:
    for statement in _JOURNAL:
        db.execute(dedent(statement).strip())


_LOGGED_AT_AND_CONFIRMED_AT = (
    """
    ALTER TABLE episodes ADD COLUMN logged_at TEXT
        CHECK (logged_at GLOB '[12][0-9][0-9][0-9]-*T*')
    """,
    """
    ALTER TABLE days ADD COLUMN confirmed_at TEXT
        CHECK (confirmed_at GLOB '[12][0-9][0-9][0-9]-*T*')
    """,
    # days.csv now has a column of this name; the comparison ignores case (NOCASE).
    "UPDATE factors SET name = name || ' (own)' WHERE name = 'confirmed_at'",
)


@migrations(name="0003_when_it_was_said")
def _logged_at_and_confirmed_at(db: Database) -> None:
    for statement in _LOGGED_AT_AND_CONFIRMED_AT:
        db.execute(dedent(statement).strip())


# The rows keep their rowids: the journal names the rows of a step by them.
_FOOT = (
    "ALTER TABLE episode_sites RENAME TO episode_sites_before",
    """
    CREATE TABLE episode_sites (
        episode_id INTEGER NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        muscle TEXT NOT NULL CHECK (
            muscle IN ('arch', 'toes', 'heel', 'calf', 'shin', 'hamstring', 'thigh', 'foot',
                       'other')
        ),
        side TEXT CHECK (side IN ('left', 'right', 'both')),
        PRIMARY KEY (episode_id, position)
    ) STRICT
    """,
    """
    INSERT INTO episode_sites (rowid, episode_id, position, muscle, side)
        SELECT rowid, episode_id, position, muscle, side FROM episode_sites_before
    """,
    "DROP TABLE episode_sites_before",
)


@migrations(name="0004_the_foot")
def _foot(db: Database) -> None:
    for statement in _FOOT:
        db.execute(dedent(statement).strip())


_KEYS = (
    """
    ALTER TABLE {table} ADD COLUMN key TEXT CHECK (
        key GLOB '????????-????-????-????-????????????' AND key NOT GLOB '*[^-0-9a-f]*'
    )
    """,
    "CREATE UNIQUE INDEX {table}_by_key ON {table} (key)",
)


@migrations(name="0005_lasting_keys")
def _lasting_keys(db: Database) -> None:
    for table in ("episodes", "activities"):
        for statement in _KEYS:
            db.execute(dedent(statement.format(table=table)).strip())
    fill_keys(db.conn)


_TIMES_OF_INTAKE = (
    """
    CREATE TABLE drinks (
        id INTEGER PRIMARY KEY,
        diary_day TEXT NOT NULL CHECK (diary_day IS date(diary_day)),
        drunk_at TEXT NOT NULL CHECK (drunk_at GLOB '[12][0-9][0-9][0-9]-*T*'),
        water_ml REAL NOT NULL CHECK (water_ml BETWEEN 0 AND 15000)
    ) STRICT
    """,
    "CREATE INDEX drinks_by_day ON drinks (diary_day)",
    """
    ALTER TABLE doses ADD COLUMN taken_at TEXT
        CHECK (taken_at GLOB '[12][0-9][0-9][0-9]-*T*')
    """,
    """
    ALTER TABLE factors ADD COLUMN may_follow_cramp INTEGER NOT NULL DEFAULT 0
        CHECK (may_follow_cramp IN (0, 1))
    """,
)


@migrations(name="0006_times_of_intake")
def _times_of_intake(db: Database) -> None:
    for statement in _TIMES_OF_INTAKE:
        db.execute(dedent(statement).strip())


_SLEEP_AND_SYMPTOMS = (
    """
    ALTER TABLE days ADD COLUMN sleep_disturbance INTEGER
        CHECK (sleep_disturbance BETWEEN 0 AND 10)
    """,
    # A day now has a field of these names; the comparison ignores case (NOCASE).
    """
    UPDATE factors SET name = name || ' (own)'
        WHERE name IN ('sleep_disturbance', 'sleep disturbance', 'disturbed')
    """,
    # A row without answers records that the questions were skipped.
    """
    CREATE TABLE monthly_symptoms (
        month TEXT PRIMARY KEY CHECK (month IS date(month, 'start of month')),
        calf_pain_walking INTEGER CHECK (calf_pain_walking IN (0, 1)),
        urge_to_move_legs INTEGER CHECK (urge_to_move_legs IN (0, 1)),
        numbness INTEGER CHECK (numbness IN (0, 1)),
        weakness INTEGER CHECK (weakness IN (0, 1)),
        swelling INTEGER CHECK (swelling IN (0, 1))
    ) STRICT
    """,
)


@migrations(name="0007_sleep_and_symptoms")
def _sleep_and_symptoms(db: Database) -> None:
    for statement in _SLEEP_AND_SYMPTOMS:
        db.execute(dedent(statement).strip())


# Of a line that was imported nothing is kept but keyed hashes, by which it is known again.
_INBOX_LINES = """
    CREATE TABLE inbox_lines (
        id INTEGER PRIMARY KEY,
        line TEXT NOT NULL CHECK (length(line) = 32 AND line NOT GLOB '*[^0-9a-f]*'),
        place INTEGER NOT NULL CHECK (place >= 1),
        stamp TEXT CHECK (length(stamp) = 32 AND stamp NOT GLOB '*[^0-9a-f]*'),
        UNIQUE (line, place)
    ) STRICT
    """


@migrations(name="0008_inbox_lines")
def _inbox_lines(db: Database) -> None:
    db.execute(dedent(_INBOX_LINES).strip())


_TRIALS = (
    """
    CREATE TABLE trials (
        first_day TEXT PRIMARY KEY CHECK (first_day IS date(first_day)),
        habit TEXT NOT NULL CHECK (habit <> ''),
        days INTEGER NOT NULL CHECK (days BETWEEN 36 AND 400),
        seed INTEGER NOT NULL CHECK (seed >= 0),
        outcome TEXT NOT NULL CHECK (outcome IN ('episodes', 'severity')),
        expected TEXT CHECK (expected IN ('better', 'same', 'worse')),
        plan_hash TEXT NOT NULL CHECK (
            length(plan_hash) = 64 AND plan_hash NOT GLOB '*[^0-9a-f]*'
        ),
        stopped_on TEXT CHECK (stopped_on IS date(stopped_on))
    ) STRICT
    """,
    """
    CREATE TABLE trial_days (
        trial TEXT NOT NULL REFERENCES trials (first_day) ON DELETE CASCADE,
        day TEXT NOT NULL CHECK (day IS date(day)),
        arm TEXT NOT NULL CHECK (arm IN ('treated', 'control')),
        done INTEGER CHECK (done IN (0, 1)),
        changed INTEGER NOT NULL DEFAULT 0 CHECK (changed IN (0, 1)),
        PRIMARY KEY (trial, day)
    ) STRICT
    """,
)


@migrations(name="0009_trials")
def _trials(db: Database) -> None:
    for statement in _TRIALS:
        db.execute(dedent(statement).strip())


_SOURCES = "ALTER TABLE factors ADD COLUMN source TEXT NOT NULL DEFAULT ''"


@migrations(name="0010_views_and_sources")
def _views_and_sources(db: Database) -> None:
    for statement in (_SOURCES, *VIEWS.values()):
        db.execute(dedent(statement).strip())


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the pending migrations, inside the transaction that the caller has begun."""
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute(f"PRAGMA user_version = {FORMAT:d}")
