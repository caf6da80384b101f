"""The SQL views by which other programs read a diary, as format 10 has them.

What their columns mean is in README.md beside this file. They hold no data of their own. Released
ones are history, like the migrations: one that changes drops the view and creates another.
"""

from __future__ import annotations

_DAYS = """
    CREATE VIEW v_days AS
    WITH RECURSIVE
    bounds AS (
        SELECT min(diary_day) AS first_day, max(diary_day) AS last_day
        FROM (
            SELECT diary_day FROM episodes
            UNION ALL SELECT diary_day FROM days
            UNION ALL SELECT diary_day FROM activities
            UNION ALL SELECT diary_day FROM wear
            UNION ALL SELECT diary_day FROM doses
            UNION ALL SELECT diary_day FROM drinks
            UNION ALL SELECT diary_day FROM factor_values
        )
    ),
    calendar (diary_day) AS (
        SELECT first_day FROM bounds WHERE first_day IS NOT NULL
        UNION ALL
        SELECT date(diary_day, '+1 day') FROM calendar, bounds WHERE diary_day < last_day
    ),
    counted AS (
        SELECT diary_day, count(*) AS episodes, max(severity) AS worst_severity
        FROM episodes GROUP BY diary_day
    ),
    loads AS (
        SELECT diary_day,
            CASE WHEN sum(minutes > 0 AND effort IS NULL) = 0
                THEN sum(CASE WHEN minutes > 0 THEN minutes * effort ELSE 0.0 END)
            END AS exertion_load
        FROM activities GROUP BY diary_day
    ),
    worn AS (
        SELECT wear.diary_day, wear.hours,
            CASE
                WHEN wear.shoe_id IS NULL THEN 0
                WHEN shoes.arch_support = 0 OR shoes.toe_room = 0 THEN 1
                WHEN shoes.arch_support IS NOT NULL AND shoes.toe_room IS NOT NULL THEN 0
            END AS is_poor
        FROM wear LEFT JOIN shoes ON shoes.id = wear.shoe_id
    ),
    poor AS (
        SELECT diary_day,
            CASE WHEN is_poor = 0 OR hours = 0 THEN 0.0 WHEN is_poor = 1 THEN hours END AS hours,
            CASE
                WHEN is_poor = 0 OR hours = 0 THEN 0
                WHEN is_poor = 1 THEN 1
            END AS was_worn
        FROM worn
    ),
    footwear AS (
        SELECT diary_day,
            CASE WHEN count(hours) = count(*) THEN sum(hours) END AS poor_shoe_hours,
            CASE
                WHEN max(was_worn) = 1 THEN 1
                WHEN count(was_worn) = count(*) THEN 0
            END AS poor_shoes
        FROM poor GROUP BY diary_day
    )
    SELECT
        calendar.diary_day,
        counted.episodes IS NOT NULL OR days.cramps IS NOT NULL AS recorded,
        counted.episodes IS NULL AND days.cramps IS NOT NULL AS confirmed_none,
        CASE
            WHEN counted.episodes IS NOT NULL THEN counted.episodes
            WHEN days.cramps IS NOT NULL THEN 0
        END AS episodes,
        counted.worst_severity,
        days.water_ml,
        days.electrolyte_servings,
        days.sitting_hours,
        days.stretch_minutes,
        loads.exertion_load,
        footwear.poor_shoe_hours,
        footwear.poor_shoes,
        days.nerve_symptoms,
        days.sleep_disturbance
    FROM calendar
    LEFT JOIN days ON days.diary_day = calendar.diary_day
    LEFT JOIN counted ON counted.diary_day = calendar.diary_day
    LEFT JOIN loads ON loads.diary_day = calendar.diary_day
    LEFT JOIN footwear ON footwear.diary_day = calendar.diary_day
    """

_EPISODES = """
    CREATE VIEW v_episodes AS
    SELECT
        id,
        diary_day,
        started_at,
        precision = 'about' AS is_about,
        severity,
        duration_minutes,
        state,
        woke,
        (
            SELECT group_concat(site, '; ') FROM (
                SELECT muscle || ifnull(':' || side, '') AS site FROM episode_sites
                WHERE episode_id = episodes.id ORDER BY position
            )
        ) AS sites,
        (
            SELECT group_concat(relief, '; ') FROM (
                SELECT method || iif(minutes IS NULL, '', printf(':%g', minutes)) AS relief
                FROM episode_reliefs WHERE episode_id = episodes.id ORDER BY position
            )
        ) AS reliefs,
        soreness_hours,
        note
    FROM episodes
    """

_MEANS = ", ".join(
    f"avg({column}) AS mean_{column}"
    for column in (
        *("water_ml", "electrolyte_servings", "sitting_hours", "stretch_minutes"),
        *("exertion_load", "poor_shoe_hours", "poor_shoes", "nerve_symptoms", "sleep_disturbance"),
    )
)

_WEEKS = f"""
    CREATE VIEW v_weeks AS
    WITH setting (starts_on) AS (
        SELECT ifnull(
            (
                SELECT CASE lower(value)
                    WHEN 'tuesday' THEN 1 WHEN 'wednesday' THEN 2 WHEN 'thursday' THEN 3
                    WHEN 'friday' THEN 4 WHEN 'saturday' THEN 5 WHEN 'sunday' THEN 6
                END
                FROM settings WHERE key = 'week_starts_on'
            ),
            0
        )
    )
    SELECT
        date(
            diary_day,
            printf('-%d days', (CAST(strftime('%w', diary_day) AS INTEGER) + 13 - starts_on) % 7)
        ) AS week_start,
        count(*) AS days,
        sum(recorded) AS recorded_days,
        sum(episodes) AS episodes,
        7.0 * sum(episodes) / sum(recorded) AS episodes_per_week,
        max(worst_severity) AS worst_severity,
        {_MEANS}
    FROM v_days, setting
    GROUP BY week_start
    """

_EXPOSURES = {
    "water_ml": "ml",
    "electrolyte_servings": "servings",
    "sitting_hours": "hours",
    "stretch_minutes": "minutes",
    "exertion_load": "minutes x effort",
    "poor_shoe_hours": "hours",
    "poor_shoes": "yes/no",
    "nerve_symptoms": "yes/no",
    "sleep_disturbance": "0 to 10",
}

_EACH_EXPOSURE = " UNION ALL ".join(
    f"SELECT diary_day, '{column}', 0, {column}, '{unit}', '' FROM d WHERE {column} IS NOT NULL"
    for column, unit in _EXPOSURES.items()
)

_EXPOSURES_OF_DAYS = f"""
    CREATE VIEW v_exposures (diary_day, exposure, is_own, value, unit, source) AS
    WITH d AS MATERIALIZED (SELECT * FROM v_days)
    {_EACH_EXPOSURE}
    UNION ALL
    SELECT diary_day, name, 1, value, CASE kind WHEN 'yes/no' THEN kind ELSE unit END, source
    FROM factor_values JOIN factors ON factors.id = factor_id
    """

_MEDICATION_DAYS = """
    CREATE VIEW v_medication_days AS
    SELECT
        diary_day,
        medication,
        drug_class,
        CASE WHEN on_course OR doses > 0 THEN 1 WHEN recorded THEN 0 END AS taken,
        on_course,
        doses
    FROM (
        SELECT
            d.diary_day,
            d.recorded,
            m.name AS medication,
            m.drug_class,
            EXISTS (
                SELECT 1 FROM courses AS c
                WHERE c.medication_id = m.id AND c.first_day <= d.diary_day
                    AND (c.last_day IS NULL OR d.diary_day <= c.last_day)
            ) AS on_course,
            (
                SELECT count(*) FROM doses
                WHERE doses.medication_id = m.id AND doses.diary_day = d.diary_day
            ) AS doses
        FROM v_days AS d CROSS JOIN medications AS m
    )
    """

VIEWS = {
    "v_days": _DAYS,
    "v_episodes": _EPISODES,
    "v_weeks": _WEEKS,
    "v_exposures": _EXPOSURES_OF_DAYS,
    "v_medication_days": _MEDICATION_DAYS,
}
"""The statements that create them, by name, in an order in which none reads a later one."""
