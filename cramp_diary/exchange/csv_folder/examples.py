"""A row of example for each file: what a template holds.

No day of anybody's is meant, and whoever fills in a template may forget to delete a row: so each
says that it is an example, and import leaves out those that are unchanged. Day and month are the
same number and no amount has decimals, so that no spreadsheet can take them for something else.
"""

from __future__ import annotations

_DAY = "2026-02-02"
_NOTE = "Example: overwrite or delete this row"
_SHOE, _PILL = "example shoe", "example pill"

EXAMPLES: dict[str, dict[str, str]] = {
    "episodes.csv": {
        "started_at": f"{_DAY} 03:10",
        "severity": "6",
        "duration_minutes": "4",
        "state": "asleep",
        "woke": "yes",
        "sites": "calf:left",
        "relief": "stretching:2",
        "soreness_hours": "5",
        "note": _NOTE,
        "precision": "about",
    },
    "days.csv": {
        "diary_day": _DAY,
        "cramps": "none",
        "water_ml": "1500",
        "sitting_hours": "7",
        "electrolyte_servings": "2",
        "stretch_minutes": "10",
        "nerve_symptoms": "no",
        "sleep_disturbance": "3",
        "note": _NOTE,
    },
    "activities.csv": {
        "diary_day": _DAY,
        "kind": "example walk",
        "minutes": "30",
        "effort": "5",
    },
    "shoes.csv": {"name": _SHOE, "arch_support": "no", "toe_room": "yes", "ventilated": "no"},
    "wear.csv": {"diary_day": _DAY, "shoe": _SHOE, "hours": "9"},
    "medications.csv": {"name": _PILL, "drug_class": "loop"},
    "courses.csv": {
        "medication": _PILL,
        "first_day": "2026-01-01",
        "last_day": _DAY,
        "dose": "20 mg",
    },
    "doses.csv": {"diary_day": _DAY, "medication": _PILL, "amount": "40 mg"},
    "factors.csv": {
        "name": "example drink",
        "kind": "amount",
        "unit": "glasses",
        "more_exposed": "more",
        "may_follow_cramp": "no",
        "source": "",
    },
}
"""By file and column; in the order of the columns."""

EXAMPLE_COLUMNS = {
    file: next(c for c in ("note", "name", "shoe", "medication", "kind") if c in row)
    for file, row in EXAMPLES.items()
}
"""By file, the column that says that a row is an example."""
