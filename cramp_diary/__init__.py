"""A personal cramp diary that says honestly what goes together with your cramps.

The names of ``__all__`` are for notebooks and programs, which say ``import cramp_diary as cd``.
Each is loaded when it is first used (PEP 562), so the import alone is quick and loads no numpy.

>>> import cramp_diary as cd
>>> cd.Month(2026, 3).title
'March 2026'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cramp_diary.core.version import __version__

if TYPE_CHECKING:
    from cramp_diary.analysis.daily import daily_table, medication_column, own_column
    from cramp_diary.analysis.inference.association import Association, associate
    from cramp_diary.analysis.inference.findings import all_findings, recorded_calendar
    from cramp_diary.analysis.inference.trial import draw_arms, round_days, trial_result
    from cramp_diary.analysis.inference.trial_power import plan_trial, trial_power
    from cramp_diary.analysis.summaries.monthly import monthly_report
    from cramp_diary.analysis.summaries.weekly import weekly_table
    from cramp_diary.charts.gallery import draw_chart, draw_weekly_with_factors
    from cramp_diary.charts.page.monthly_page import draw_page
    from cramp_diary.charts.saving import save_figures
    from cramp_diary.core.model import (
        Activity,
        Course,
        Day,
        Dose,
        Episode,
        Factor,
        FactorValue,
        Medication,
        Relief,
        Shoe,
        Site,
        Wear,
    )
    from cramp_diary.core.month import Month
    from cramp_diary.core.period import Period
    from cramp_diary.core.vocabulary import Chart, Muscle, ReliefMethod, Side, State
    from cramp_diary.core.when import parse_day, parse_when
    from cramp_diary.exchange.csv_folder.folder import export_folder, import_folder, read_folder
    from cramp_diary.store.connection import open_diary
    from cramp_diary.wording.findings import format_finding, format_verdict
    from cramp_diary.wording.formatting import format_interval, format_ratio

__all__ = [
    "Activity",
    "Association",
    "Chart",
    "Course",
    "Day",
    "Dose",
    "Episode",
    "Factor",
    "FactorValue",
    "Medication",
    "Month",
    "Muscle",
    "Period",
    "Relief",
    "ReliefMethod",
    "Shoe",
    "Side",
    "Site",
    "State",
    "Wear",
    "__version__",
    "all_findings",
    "associate",
    "daily_table",
    "draw_arms",
    "draw_chart",
    "draw_page",
    "draw_weekly_with_factors",
    "export_folder",
    "format_finding",
    "format_interval",
    "format_ratio",
    "format_verdict",
    "import_folder",
    "medication_column",
    "monthly_report",
    "open_diary",
    "own_column",
    "parse_day",
    "parse_when",
    "plan_trial",
    "read_folder",
    "recorded_calendar",
    "round_days",
    "save_figures",
    "trial_power",
    "trial_result",
    "weekly_table",
]

_MODULES = {
    "analysis.daily": ("daily_table", "medication_column", "own_column"),
    "analysis.inference.association": ("Association", "associate"),
    "analysis.inference.findings": ("all_findings", "recorded_calendar"),
    "analysis.inference.trial": ("draw_arms", "round_days", "trial_result"),
    "analysis.inference.trial_power": ("plan_trial", "trial_power"),
    "analysis.summaries.monthly": ("monthly_report",),
    "analysis.summaries.weekly": ("weekly_table",),
    "charts.gallery": ("draw_chart", "draw_weekly_with_factors"),
    "charts.page.monthly_page": ("draw_page",),
    "charts.saving": ("save_figures",),
    "core.vocabulary": ("Chart", "Muscle", "ReliefMethod", "Side", "State"),
    "core.model": (
        "Activity",
        "Course",
        "Day",
        "Dose",
        "Episode",
        "Factor",
        "FactorValue",
        "Medication",
        "Relief",
        "Shoe",
        "Site",
        "Wear",
    ),
    "core.month": ("Month",),
    "core.period": ("Period",),
    "core.when": ("parse_day", "parse_when"),
    "exchange.csv_folder.folder": ("export_folder", "import_folder", "read_folder"),
    "store.connection": ("open_diary",),
    "wording.findings": ("format_finding", "format_verdict"),
    "wording.formatting": ("format_interval", "format_ratio"),
}
"""Where each name lives: the names above once more, for the moment at which one is used."""


def __getattr__(name: str) -> object:
    """Load a name of ``__all__`` when it is first used."""
    for module, names in _MODULES.items():
        if name in names:
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the names, whether they are loaded or not."""
    return sorted({*globals(), *__all__})
