"""How a diary file says what it is; read without loading what migrates it."""

APPLICATION_ID = 0x43724450
"""``CrDP``, in the header of every diary."""

FORMAT = 3
"""The number of migrations, in ``user_version``; a test holds it to the list."""

STORED_RANGES: dict[str, tuple[float, float]] = {
    "severity": (0, 10),
    "duration_minutes": (0, 1440),
    "soreness_hours": (0, 336),
    "minutes": (0, 1440),
    "effort": (0, 10),
    "hours": (0, 24),
    "value": (-1e9, 1e9),
    "water_ml": (0, 15_000),
    "sitting_hours": (0, 24),
    "electrolyte_servings": (0, 30),
    "stretch_minutes": (0, 600),
}
"""What the CHECKs of the schema let a column hold, which a test compares with them.

A stored value beyond it was written by no command: the file is damaged. A value within it and
beyond the limits of `core.limits` and `core.day_fields`, which may have become narrower since it
was recorded, is only named by ``cramp check``.
"""
