"""The values that TAB offers for options and arguments, many of them from the diary.

Names that would steer a terminal are left out. Every command loads this module, so what it needs
is imported where it is needed.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from cramp_diary.core.vocabulary import Choice

Offers = list[str | tuple[str, str]]
"""Values, some with words about them: what Typer's ``autocompletion=`` takes."""

_LATEST = 20
ARTICLE_EXPOSURES = (
    *("water", "electrolyte servings", "sitting", "exertion load"),
    *("hours in poor shoes", "poor shoes", "nerve symptoms"),
)
"""As `analysis.risk_factors` names them, which TAB is too fast to import."""


def shoes(ctx: typer.Context) -> Offers:
    """Offer the shoes, and none."""
    from cramp_diary.core.vocabulary import NONE
    from cramp_diary.store.readonly_peek import names

    return [*_harmless(names(_path(ctx), "shoes")), NONE]


def medications(ctx: typer.Context) -> Offers:
    """Offer the medications."""
    from cramp_diary.store.readonly_peek import names

    return [*_harmless(names(_path(ctx), "medications"))]


def own_factors(ctx: typer.Context) -> Offers:
    """Offer ``NAME=`` of each own factor, or ``NAME=yes`` and ``NAME=no``."""
    from cramp_diary.core.vocabulary import FactorKind
    from cramp_diary.store.readonly_peek import factor_kinds

    kinds = factor_kinds(_path(ctx))
    return [
        f"{name}={answer}"
        for name in _harmless(list(kinds))
        for answer in (("yes", "no") if kinds[name] == FactorKind.YES_NO else ("",))
    ]


def exposures(ctx: typer.Context) -> Offers:
    """Offer the exposures of the article, the medications and the own factors."""
    from cramp_diary.store.readonly_peek import factor_kinds, names

    path = _path(ctx)
    own = [*names(path, "medications"), *factor_kinds(path)]
    return [*ARTICLE_EXPOSURES, *_harmless(own)]


def episode_ids(ctx: typer.Context) -> Offers:
    """Offer the ids of the latest episodes, each with its time."""
    from cramp_diary.store.readonly_peek import latest_episodes

    found = latest_episodes(_path(ctx), _LATEST)
    return [(str(number), _time(started_at)) for number, started_at in found.items()]


def muscles(incomplete: str) -> Offers:
    """Offer the muscles, and once one is begun also its sides."""
    from cramp_diary.core.vocabulary import Muscle, Side

    sides = ["", *(f":{side}" for side in Side)] if incomplete else [""]
    return [f"{muscle}{side}" for muscle in Muscle for side in sides]


def states() -> Offers:
    """Offer the states."""
    from cramp_diary.core.vocabulary import State

    return _words(State)


def relief_methods() -> Offers:
    """Offer the methods of relief."""
    from cramp_diary.core.vocabulary import ReliefMethod

    return _words(ReliefMethod)


def drug_classes() -> Offers:
    """Offer the classes of medications."""
    from cramp_diary.core.vocabulary import DrugClass

    return _words(DrugClass)


def settings_keys() -> Offers:
    """Offer the settings, each with its meaning."""
    from cramp_diary.core.settings import SETTINGS

    return [(key, setting.meaning) for key, setting in SETTINGS.items()]


def _words(words: type[Choice]) -> Offers:
    return [word.replace(" ", "-") for word in words]


def _harmless(found: list[str]) -> list[str]:
    from cramp_diary.cli.output.streams import sanitize

    return [name for name in found if sanitize(name) == name]


def _time(started_at: str) -> str:
    from datetime import datetime

    from cramp_diary.core.phrases.spoken import format_moment

    with suppress(ValueError):
        return format_moment(datetime.fromisoformat(started_at))
    return ""


def _path(ctx: typer.Context) -> Path:
    """Return the diary that the line names, as the commands find it."""
    return Path(ctx.params.get("db") or "")
