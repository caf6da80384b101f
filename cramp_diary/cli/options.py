"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cramp_diary.errors import CannotWrite

USUAL_PLACE = Path("(the usual place)")


def new_app() -> typer.Typer:
    """Return the application of one command or of one group of commands."""
    return typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode="rich")


def _chosen(ctx: typer.Context, value: Path) -> Path:
    if value != USUAL_PLACE:
        return value
    from_group = ctx.find_root().params.get("db")
    return from_group or _usual_place()


def _usual_place() -> Path:
    folder = Path(typer.get_app_dir("cramp-diary"))
    if not folder.is_absolute():  # XDG_CONFIG_HOME is set but empty, which means unset
        folder = Path.home() / ".config" / folder.name
    return folder / "diary.db"


Db = Annotated[
    Path,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The diary file. [env var: CRAMP_DIARY_DB]",
        callback=_chosen,
        show_default=False,
    ),
]
When = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHEN]...",
        help="now, 20m ago, 2h ago, 03:10, yesterday 22:30, last night 3am, 2026-03-01 03:10.",
        show_default="now",
    ),
]
DiaryDay = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DATE]...",
        help="today, yesterday, tuesday, 3 days ago or 2026-03-01.",
        show_default="today",
    ),
]
Severity = Annotated[int | None, typer.Option("--severity", "-s", help="0 to 10 (NRS).")]
Minutes = Annotated[
    str | None, typer.Option("--minutes", "-m", metavar="TIME", help="How long: 4, 90min or 1h30.")
]
Sites = Annotated[
    list[str] | None,
    typer.Option(
        "--site",
        metavar="MUSCLE[:SIDE]",
        help="arch, toes, heel, calf, shin, hamstring, thigh or other; left, right or both.",
    ),
]
InState = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help="asleep, in-bed (awake), resting, exercising or after-exercise.",
    ),
]
Reliefs = Annotated[
    list[str] | None,
    typer.Option(
        "--relief",
        metavar="METHOD[:MINUTES]",
        help="stretching, walking, massage, heat, water, electrolyte-drink, rest or other;"
        " and the minutes until it eased.",
    ),
]
Woke = Annotated[bool | None, typer.Option("--woke/--not-woke", help="Whether it woke you.")]
Soreness = Annotated[
    str | None, typer.Option("--soreness", metavar="TIME", help="How long it stayed sore: 6h.")
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="In your own words.")]
Water = Annotated[
    str | None, typer.Option("--water", metavar="VOLUME", help="Drunk that day: 1.2l or 900ml.")
]
Activities = Annotated[
    list[str] | None,
    typer.Option(
        "--activity",
        metavar="KIND:MINUTES[:EFFORT]",
        help="run:45:6, effort from 0 to 10 (Borg CR10); none if there was none.",
    ),
]
Shoes = Annotated[
    list[str] | None,
    typer.Option(
        "--shoes", metavar="NAME[:HOURS]", help="'old trainers:8'; none if you wore none."
    ),
]
Doses = Annotated[
    list[str] | None,
    typer.Option("--med", metavar="NAME[:AMOUNT]", help="furosemide:40mg, taken as needed."),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The last week holds this day.", show_default="today"),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE.png", help="Where to; a folder will do."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def png_path(output: Path | None, name: str) -> Path:
    """Return where to write a picture: the file asked for, or `name` in the folder asked for.

    Raises
    ------
    CannotWrite
        If the file asked for is no .png.
    """
    path = output or Path(name)
    if path.is_dir():
        return path / name
    if path.suffix.casefold() != ".png":
        raise CannotWrite(path, "only .png can be drawn")
    return path
