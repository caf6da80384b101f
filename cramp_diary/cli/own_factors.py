"""``cramp factor``: risk factors of the person's own."""

from __future__ import annotations

from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.output import aligned, say, tell
from cramp_diary.model import Factor
from cramp_diary.store import open_diary
from cramp_diary.vocabulary import Direction, FactorKind

app = options.new_app()


@app.callback()
def factor() -> None:
    """Keep risk factors of your own, compared like the seven."""


@app.command(epilog="Example: cramp factor add sleep --unit hours --less")
def add(
    name: Annotated[str, typer.Argument(help="What you call it: alcohol, heat, sleep.")],
    unit: Annotated[str, typer.Option(metavar="UNIT", help="Of an amount: glasses, hours.")] = "",
    yes_no: Annotated[
        bool, typer.Option("--yes-no", help="It is yes or no, not an amount.")
    ] = False,
    less: Annotated[
        bool, typer.Option("--less/--more", help="Which way you expect more cramps.")
    ] = False,
    db: options.Db = options.USUAL_PLACE,
) -> None:
    """Add a factor, or change one added before."""
    kind = FactorKind.YES_NO if yes_no else FactorKind.AMOUNT
    direction = Direction.LESS if less else Direction.MORE
    factor = Factor(name.strip(), kind, unit, direction)
    with open_diary(db, create=True) as diary:
        new = diary.add_factor(factor)
    say(f"{'Added' if new else 'Changed'} {', '.join(_words(factor))}.")
    tell(f"Record it with cramp day --set '{factor.name}={'yes' if yes_no else '2'}'.")


@app.command("list", epilog="Example: cramp factor list")
def list_factors(db: options.Db = options.USUAL_PLACE) -> None:
    """List your own factors."""
    with open_diary(db) as diary:
        known = diary.factors()
    if known:
        say(aligned([_words(factor) for factor in known]))
    else:
        tell("There are no factors of your own in the diary: add one with cramp factor add.")


def _words(factor: Factor) -> tuple[str, str, str]:
    kind = f"{factor.kind} in {factor.unit}" if factor.unit else str(factor.kind)
    return factor.name, kind, f"{factor.more_exposed} is more exposed"
