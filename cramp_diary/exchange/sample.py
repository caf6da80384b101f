"""The invented diary that comes with the program: its CSV folder, and the truth behind it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

WRITTEN_BY = datetime(2026, 4, 6, 8, tzinfo=UTC)
"""A time after the last entry of the sample, for a machine whose clock is behind it."""

_PACKAGE = Path(__file__).parents[1]


def sample_folder() -> Path:
    """Return the CSV folder of the sample.

    An installed package holds it; in a checkout it stands beside the package.
    """
    inside = _PACKAGE / "sample_data"
    return inside if inside.is_dir() else _PACKAGE.parent / "sample_data"


def read_true_ratios() -> dict[str, float]:
    """Return the rate ratios that the sample was drawn from, by column of the daily table."""
    text = (sample_folder() / "truth.json").read_text(encoding="utf-8")
    ratios: dict[str, float] = json.loads(text)
    return ratios
