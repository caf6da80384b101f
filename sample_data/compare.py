"""Print what the analysis finds in the sample diary beside the truth that it was drawn from.

It reads what another command prints:

    cramp factors --json | python sample_data/compare.py
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from truth import TRUE_RATIOS

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = {
    "water": "water_ml",
    "electrolyte servings": "electrolyte_servings",
    "sitting": "sitting_hours",
    "exertion load": "exertion_load",
    "hours in poor shoes": "poor_shoe_hours",
    "nerve symptoms": "nerve_symptoms",
    "furosemide": "medication: furosemide",
    "atorvastatin": "medication: atorvastatin",
    "alcohol": "own: alcohol",
    "hot room": "own: hot room",
}
"""What each exposure is called in the truth; the coin toss is in none."""


def compare(findings: Iterable[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    """Return rows of a table: the factor, its true rate ratio, the one found, and the verdict."""
    rows = [("factor", "true", "found", "verdict")]
    for finding in findings:
        column = COLUMNS.get(finding["exposure"])
        if column is None:
            continue
        true, found = TRUE_RATIOS[column], finding["rate_ratio"]
        verdict = ", ".join([finding["verdict"], *finding["notes"]])
        if true == 1 and finding["verdict"].endswith("link"):
            verdict += ": a false one"
        rows.append((finding["exposure"], f"{true:.1f}", f"{found:.2g}" if found else "", verdict))
    return rows


def main() -> None:
    """Print the table."""
    rows = compare(json.load(sys.stdin))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sys.stdout.write("The truth that this diary was drawn from, as rate ratios:\n")
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(f"{'  '.join(cells).rstrip()}\n")


if __name__ == "__main__":
    main()
