"""``cramp factor``: keep the list of your own risk factors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.named_records import remove_record, rename_record
from cramp_diary.cli.output.streams import print_notice, print_result, print_table
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.limits import Limits
from cramp_diary.core.model import Factor
from cramp_diary.core.operating_system import shell_quote
from cramp_diary.core.vocabulary import Direction, FactorKind, Keep, name_key

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


@app.command("import", epilog="Example: cramp factor import sample_data/elsewhere/weather.csv")
def import_table(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV, or JSON lines, with a row for each day."),
    ],
    date: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="The column with the day.", show_default="found by its dates"
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN[,COLUMN]...",
            help="The columns to import.",
            show_default="all with values",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME[,NAME]...",
            help="What to call them.",
            show_default="as the file does",
        ),
    ] = None,
    unit: Annotated[
        str | None, typer.Option(metavar="UNIT[,UNIT]...", help="Their units: C, mm, hours.")
    ] = None,
    shift: Annotated[
        int,
        typer.Option(metavar="DAYS", help="1 for values stamped with the morning after the day."),
    ] = 0,
    keep: Annotated[
        str | None,
        typer.Option(
            metavar=f"[{'|'.join(Keep)}]",
            help="Where the file differs: keep what the diary says, or take what it says.",
            autocompletion=candidates.kept_sides,
        ),
    ] = None,
    all_days: Annotated[
        bool, typer.Option("--all", help="Also days before and after those of the diary.")
    ] = False,
    yes: options.Yes = False,
    *,
    db: options.Db,
) -> None:
    """Import factors from a table with a row a day.

    First it says what would come, and asks. A column of numbers becomes an amount, one of yes and
    no, or of 0 and 1, a yes or no. A day without a row or a value is not recorded. What was
    imported before is not changed: where the file differs, that is listed, and nothing comes until
    you say which to keep.
    """
    from cramp_diary.cli.factor_import import TableImport
    from cramp_diary.exchange.daily_table import TableOptions

    side = None if keep is None else Keep.parse(keep)
    Limits("shift", -7, 7, "days").check(shift)
    named = f"./{file}" if str(file).startswith("-") else str(file)
    given = {"--date": date, "--columns": columns, "--name": name, "--unit": unit}
    words = [f"{option} {shell_quote(text)}" for option, text in given.items() if text]
    words += [f"--shift {shift}"] * bool(shift) + ["--all"] * all_days + ["--yes"] * yes
    TableImport(
        file,
        TableOptions(date or "", _split_list(columns), _split_list(name), _split_list(unit), shift),
        side,
        all_days,
        " ".join(("cramp factor import", shell_quote(named), *words)),
    ).run(db, yes=yes)


def _split_list(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _format_factor(factor: Factor) -> tuple[str, str, str]:
    kind = f"{factor.kind} in {factor.unit}" if factor.unit else str(factor.kind)
    follows = "; it may follow a cramp" if factor.may_follow_cramp else ""
    source = f"; last imported from {factor.source}" if factor.source else ""
    return factor.name, kind, f"{factor.more_exposed} of it is suspected{follows}{source}"
