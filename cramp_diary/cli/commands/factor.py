"""``cramp factor``: keep the list of your own risk factors."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.named_records import remove_record, rename_record
from cramp_diary.cli.output.streams import print_notice, print_result, print_table
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.model import Factor
from cramp_diary.core.operating_system import shell_quote
from cramp_diary.core.vocabulary import Direction, FactorKind, name_key

app = options.new_app()


@app.callback(epilog="Example: cramp factor add sleep --unit hours --less")
def factor() -> None:
    """Keep risk factors of your own, compared like the seven."""


Name = Annotated[
    str,
    typer.Argument(
        help="What you call it: alcohol, heat, sleep.", autocompletion=candidates.factor_names
    ),
]


@app.command(epilog="Example: cramp factor add sleep --unit hours --less")
def add(
    name: Name,
    unit: Annotated[
        str | None, typer.Option(metavar="UNIT", help="Of an amount: glasses, hours.")
    ] = None,
    yes_no: Annotated[
        bool | None, typer.Option("--yes-no/--amount", help="Is it yes or no, or an amount?")
    ] = None,
    less: Annotated[
        bool | None, typer.Option("--less/--more", help="Which way you expect more cramps.")
    ] = None,
    may_follow_a_cramp: Annotated[
        bool | None,
        typer.Option(
            "--may-follow-a-cramp/--never-follows",
            help="Might you do it because of a cramp, such as drinking tea?",
        ),
    ] = None,
    *,
    db: options.Db,
) -> None:
    """Add a factor, or change what is given of one added before.

    Once it has values, its kind and unit stay as they are. Of a factor that may follow a cramp,
    a link of more of it with more cramps says that it is not known which came first.
    """
    with diary_session(db, create=True) as diary, diary.writing():
        known = {name_key(factor.name): factor for factor in diary.factors()}
        factor = known.get(name_key(name.strip()), Factor(name.strip()))
        if unit is not None:
            factor = replace(factor, unit=unit)
        if yes_no is not None:
            factor = replace(factor, kind=FactorKind.YES_NO if yes_no else FactorKind.AMOUNT)
        if yes_no and unit is None:
            factor = replace(factor, unit="")
        if less is not None:
            direction = Direction.LESS if less else Direction.MORE
            factor = replace(factor, more_exposed=direction)
        if may_follow_a_cramp is not None:
            factor = replace(factor, may_follow_cramp=may_follow_a_cramp)
        new = diary.add_factor(factor)
    print_result(f"{'Added' if new else 'Changed'} {', '.join(_format_factor(factor))}.")
    example = "yes" if factor.kind is FactorKind.YES_NO else "2"
    print_notice(f"Record it with cramp day --set {shell_quote(f'{factor.name}={example}')}")
    print_undo_hint()


@app.command("list", epilog="Example: cramp factor list")
def list_factors(*, db: options.Db) -> None:
    """List your own factors."""
    with diary_session(db) as diary:
        known = diary.factors()
    if known:
        print_table(_format_factor(factor) for factor in known)
    else:
        print_notice("There are no factors of your own in the diary: add one with cramp factor add")


@app.command(epilog="Example: cramp factor rename alcohol wine")
def rename(name: Name, new_name: options.NewName, *, db: options.Db) -> None:
    """Give a factor another name; its values stay."""
    rename_record(db, Factor, name, new_name)


@app.command(epilog="Example: cramp factor remove heat")
def remove(name: Name, yes: options.Yes = False, *, db: options.Db) -> None:
    """Remove a factor, after a question if it has values."""
    remove_record(db, Factor, name, "cramp factor remove", yes=yes)


def _format_factor(factor: Factor) -> tuple[str, str, str]:
    kind = f"{factor.kind} in {factor.unit}" if factor.unit else str(factor.kind)
    follows = "; it may follow a cramp" if factor.may_follow_cramp else ""
    return factor.name, kind, f"{factor.more_exposed} of it is suspected{follows}"
