"""The values that TAB offers for options and arguments, many of them read from the diary.

Names with control characters are left out. Every command loads this module, so it imports what it
needs inside its functions.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cramp_diary.core.vocabulary import Choice

Candidates = list[str | tuple[str, str]]
"""Values, some with a description: what Typer's ``autocompletion=`` takes."""

_MOST_EPISODES = 20


def shoes(ctx: typer.Context) -> Candidates:
    """Return the names of the shoes, and ``none``."""
    from cramp_diary.core.vocabulary import NONE

    return [*shoe_names(ctx), NONE]


def shoe_names(ctx: typer.Context) -> Candidates:
    """Return the names of the shoes."""
    return _names(ctx, "shoes")


def medications(ctx: typer.Context) -> Candidates:
    """Return the names of the medications."""
    return _names(ctx, "medications")


def factor_names(ctx: typer.Context) -> Candidates:
    """Return the names of the own factors."""
    return _names(ctx, "factors")


def clearable(ctx: typer.Context) -> Candidates:
    """Return what ``cramp day --clear`` takes: fields, own factors, and parts of a day."""
    from cramp_diary.core.day_fields import CLEARABLE
    from cramp_diary.store.readonly_peek import activity_kinds

    return [
        *CLEARABLE,
        *factor_names(ctx),
        *(f"activity:{kind}" for kind in _drop_unsafe(activity_kinds(_diary_path(ctx)))),
        *(f"shoes:{name}" for name in shoe_names(ctx)),
        *(f"med:{name}" for name in medications(ctx)),
    ]


def habits() -> list[str]:
    """Return the habits that a trial can be of."""
    from cramp_diary.core.trial_habits import HABITS

    return [habit.name for habit in HABITS]


def own_factors(ctx: typer.Context) -> Candidates:
    """Return ``NAME=`` for each own factor that is an amount, else ``NAME=yes`` and ``NAME=no``."""
    from cramp_diary.core.vocabulary import YES_NO, FactorKind
    from cramp_diary.store.readonly_peek import factor_kinds

    kinds = factor_kinds(_diary_path(ctx))
    return [
        f"{name}={answer}"
        for name in _drop_unsafe(list(kinds))
        for answer in (YES_NO if kinds[name] == FactorKind.YES_NO else ("",))
    ]


def exposures(ctx: typer.Context) -> Candidates:
    """Return the article's exposures, the medications and the own factors, and ``weekdays``."""
    from cramp_diary.core.day_fields import EXPOSURE_NAMES, WEEKDAYS_WORD
    from cramp_diary.store.readonly_peek import factor_kinds, names

    path = _diary_path(ctx)
    own = [*names(path, "medications"), *factor_kinds(path)]
    return [*EXPOSURE_NAMES, *_drop_unsafe(own), WEEKDAYS_WORD]


def charted_factors(ctx: typer.Context) -> Candidates:
    """Return what ``cramp chart weekly --factors`` and ``cramp chart factors`` take."""
    from cramp_diary.core.day_fields import WEEKDAYS_WORD
    from cramp_diary.core.vocabulary import ALL_FACTORS

    return [ALL_FACTORS, *(each for each in exposures(ctx) if each != WEEKDAYS_WORD)]


def episode_ids(ctx: typer.Context) -> Candidates:
    """Return the ids of the latest episodes, each with its time."""
    from cramp_diary.store.readonly_peek import latest_episodes

    latest = latest_episodes(_diary_path(ctx), _MOST_EPISODES)
    return [(str(number), _format_start(started_at)) for number, started_at in latest.items()]


def muscles(incomplete: str) -> Candidates:
    """Return the muscles; once one is begun, with the sides as well, or else other words."""
    from cramp_diary.core.vocabulary import Muscle, Side
    from cramp_diary.core.words.places import other_place_words

    sides = ["", *(f":{side}" for side in Side)] if incomplete else [""]
    own: Candidates = [f"{muscle}{side}" for muscle in Muscle for side in sides]
    return own if _offers_any(own, incomplete) else _hyphenate_words(other_place_words())


def states(incomplete: str) -> Candidates:
    """Return the states, or other words for them that begin like what is typed."""
    from cramp_diary.core.vocabulary import State
    from cramp_diary.core.words.choices import STATE, other_words

    own = _hyphenate(State)
    return own if _offers_any(own, incomplete) else _hyphenate_words(other_words(STATE))


def relief_methods(incomplete: str) -> Candidates:
    """Return the methods of relief, or other words for them that begin like what is typed."""
    from cramp_diary.core.vocabulary import ReliefMethod
    from cramp_diary.core.words.choices import RELIEF_METHOD, other_words

    own = _hyphenate(ReliefMethod)
    if _offers_any(own, incomplete):
        return own
    return _hyphenate_words(other_words(RELIEF_METHOD))


def kept_sides() -> Candidates:
    """Return whose values an import can keep."""
    from cramp_diary.core.vocabulary import Keep

    return [*Keep]


def drug_classes() -> Candidates:
    """Return the classes of medications."""
    from cramp_diary.core.vocabulary import DrugClass

    return _hyphenate(DrugClass)


def settings_keys() -> Candidates:
    """Return the settings, each with its meaning."""
    from cramp_diary.core.settings import SETTINGS

    return [(key, setting.meaning) for key, setting in SETTINGS.items()]


def _hyphenate(choices: type[Choice]) -> Candidates:
    return [choice.replace(" ", "-") for choice in choices]


def _names(ctx: typer.Context, table: str) -> Candidates:
    from cramp_diary.store.readonly_peek import names

    return [*_drop_unsafe(names(_diary_path(ctx), table))]


def _offers_any(values: Sequence[str | tuple[str, str]], incomplete: str) -> bool:
    return any(str(value).startswith(incomplete) for value in values)


def _hyphenate_words(words: Mapping[str, str]) -> Candidates:
    """Return words of several parts with hyphens, each with its choice."""
    return [(word.replace(" ", "-"), choice) for word, choice in words.items()]


def _drop_unsafe(names: list[str]) -> list[str]:
    from cramp_diary.cli.output.streams import sanitize

    return [name for name in names if sanitize(name) == name]


def _format_start(started_at: str) -> str:
    from datetime import datetime

    from cramp_diary.core.phrases.spoken import format_moment

    with suppress(ValueError):
        return format_moment(datetime.fromisoformat(started_at))
    return ""


def _diary_path(ctx: typer.Context) -> Path:
    """Return the diary file of the command line that is being completed."""
    return Path(ctx.params.get("db") or "")
