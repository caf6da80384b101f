"""``cramp shoes``: keep the list of shoes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.named_records import remove_record, rename_record
from cramp_diary.cli.output.streams import print_notice, print_result, print_table
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.core.model import Shoe
from cramp_diary.core.vocabulary import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

app = options.new_app()


@app.callback(epilog="Example: cramp shoes add clogs --toe-room")
def shoes() -> None:
    """Keep the list of your shoes, and what they give your feet."""


Name = Annotated[
    str, typer.Argument(help="What you call them.", autocompletion=candidates.shoe_names)
]


@app.command(epilog='Example: cramp shoes add "old trainers" --no-arch-support --toe-room')
def add(
    name: Name,
    arch_support: Annotated[
        bool | None, typer.Option("--arch-support/--no-arch-support", help="Do they support?")
    ] = None,
    toe_room: Annotated[
        bool | None, typer.Option("--toe-room/--no-toe-room", help="Is there room for the toes?")
    ] = None,
    ventilated: Annotated[
        bool | None, typer.Option("--ventilated/--not-ventilated", help="Do they breathe?")
    ] = None,
    *,
    db: options.Db,
) -> None:
    """Add shoes, or say more of shoes added before."""
    shoe = Shoe(name.strip(), arch_support, toe_room, ventilated)
    with diary_session(db, create=True) as diary:
        new = diary.add_shoe(shoe)
        known = next(s for s in diary.shoes() if name_key(s.name) == name_key(shoe.name))
    print_result(
        f"{'Added' if new else 'Changed'} {known.name}: {', '.join(_format_features(known))}."
    )
    if known.poor is None:
        print_notice(
            "Hours in them count for improper footwear once arch support and toe room are said:"
            " cramp shoes add again, with --arch-support or --no-arch-support and so on."
        )
    print_undo_hint()


@app.command("list", epilog="Example: cramp shoes list")
def list_shoes(*, db: options.Db) -> None:
    """List your shoes."""
    with diary_session(db) as diary:
        known = diary.shoes()
    if known:
        print_table((shoe.name, *_format_features(shoe)) for shoe in known)
    else:
        print_notice("There are no shoes in the diary: add some with cramp shoes add")


@app.command(epilog='Example: cramp shoes rename trainers "old trainers"')
def rename(name: Name, new_name: options.NewName, *, db: options.Db) -> None:
    """Give shoes another name; what is recorded of them stays."""
    rename_record(db, Shoe, name, new_name)


@app.command(epilog='Example: cramp shoes remove "old trainers"')
def remove(name: Name, yes: options.Yes = False, *, db: options.Db) -> None:
    """Remove shoes, after a question if they were worn.

    Shoes that are worn out can stay: what is recorded of them still counts.
    """
    remove_record(db, Shoe, name, "cramp shoes remove", yes=yes)


def _format_features(shoe: Shoe) -> Iterator[str]:
    for name, value in (
        ("arch support", shoe.arch_support),
        ("toe room", shoe.toe_room),
        ("ventilated", shoe.ventilated),
    ):
        yield f"{name} {'not recorded' if value is None else 'yes' if value else 'no'}"
