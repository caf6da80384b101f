"""The options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cramp_diary.cli.completion import candidates
from cramp_diary.cli.output.named_commands import set_named_diary
from cramp_diary.cli.output.streams import print_result
from cramp_diary.core.files import expand_home


def new_app() -> typer.Typer:
    """Return the Typer application of a command or of a group of commands."""
    return typer.Typer(cls=HelpfulGroup, add_completion=False, rich_markup_mode="rich")


def print_help(ctx: typer.Context) -> None:
    """Print the help of the command; on a wide terminal, Typer prints it itself."""
    text = ctx.get_help()
    if text:
        print_result(text)


class HelpfulGroup(TyperGroup):
    """A group of commands that shows its help when it is called without one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's private type
        """Parse the arguments of the group; without any, show the help and exit with 2."""
        if not args and not ctx.resilient_parsing:
            print_help(ctx)
            raise typer.Exit(2)
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


def locate_diary(ctx: typer.Context, given: Path | None) -> Path:
    """Return the diary file: of the command's --db, of the program's --db, or the default."""
    root = ctx.find_root()
    chosen = given or root.params.get("db")
    if chosen is None:
        return _default_diary_path()
    diary = expand_home(Path(chosen))
    if given or getattr(root.get_parameter_source("db"), "name", "") == "COMMANDLINE":
        set_named_diary(diary)
    return diary


def _default_diary_path() -> Path:
    folder = Path(typer.get_app_dir("cramp-diary"))
    if not folder.is_absolute():  # XDG_CONFIG_HOME is set but empty, which means unset
        folder = Path.home() / ".config" / folder.name
    return folder / "diary.db"


Db = Annotated[
    Path,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The diary file, or else that of the variable CRAMP_DIARY_DB.",
        default_factory=lambda: None,
        callback=locate_diary,
        readable=False,  # the store reports a file that cannot be read
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
SpokenDay = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DATE]...",
        help="today, yesterday, tuesday, 3 days ago or 2026-03-01.",
        show_default="yesterday until noon, then today",
    ),
]
EpisodeId = Annotated[
    int,
    typer.Argument(
        metavar="ID",
        help="As cramp list shows it.",
        min=1,
        max=2**63 - 1,
        autocompletion=candidates.episode_ids,
    ),
]
NewName = Annotated[str, typer.Argument(metavar="NEW", help="The new name.")]
Severity = Annotated[
    str | None,
    typer.Option("--severity", "-s", metavar="NUMBER", help="How bad, from 0 to 10."),
]
Minutes = Annotated[
    str | None,
    typer.Option(
        "--minutes", "-m", metavar="TIME", help="How long: 4, 90s, 1h30 or 'half an hour'."
    ),
]
Sites = Annotated[
    list[str] | None,
    typer.Option(
        "--site",
        metavar="MUSCLE[:SIDE]",
        help="arch, toes, heel, calf, shin, hamstring, thigh, foot or other; left, right or both;"
        " 'both feet' will do.",
        autocompletion=candidates.muscles,
    ),
]
State = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="STATE",
        help="asleep, in-bed (awake), resting, exercising or after-exercise; 'in my sleep' will"
        " do.",
        autocompletion=candidates.states,
    ),
]
Reliefs = Annotated[
    list[str] | None,
    typer.Option(
        "--relief",
        metavar="METHOD[:MINUTES]",
        help="stretching, walking, massage, heat, water, electrolyte-drink, rest or other;"
        " and the minutes until it eased; 'hot bath 5min' will do.",
        autocompletion=candidates.relief_methods,
    ),
]
Woke = Annotated[bool | None, typer.Option("--woke/--not-woke", help="Whether it woke you.")]
Soreness = Annotated[
    str | None,
    typer.Option("--soreness", metavar="TIME", help="How long it stayed sore: 6h or none."),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="In your own words.")]
Water = Annotated[
    str | None,
    typer.Option("--water", metavar="VOLUME", help="Drunk that day: 1.2l, 900ml or '3 glasses'."),
]
Disturbed = Annotated[
    str | None,
    typer.Option(
        "--disturbed", metavar="NUMBER", help="How much the cramp disturbed your sleep, 0 to 10."
    ),
]
Activities = Annotated[
    list[str] | None,
    typer.Option(
        "--activity",
        metavar="KIND:MINUTES[:EFFORT]",
        help="run:45:6, effort 0-10; none if there was none.",
    ),
]
Shoes = Annotated[
    list[str] | None,
    typer.Option(
        "--shoes",
        metavar="NAME[:HOURS]",
        help="'old trainers:8'; none if you wore none.",
        autocompletion=candidates.shoes,
    ),
]
Doses = Annotated[
    list[str] | None,
    typer.Option(
        "--med",
        metavar="NAME[:AMOUNT]",
        help="furosemide:40mg, taken as needed.",
        autocompletion=candidates.medications,
    ),
]
UntilWeek = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The last week holds this day.", show_default="today"),
]
SinceDay = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="The first day.", show_default="the first"),
]
UntilDay = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="The last day.", show_default="today"),
]
SinceMonth = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="MONTH", help="The first of several months.", show_default="January"
    ),
]
UntilMonth = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="MONTH", help="The last of several months.", show_default="this"
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Where to: .png, .pdf or .svg; a folder will do."
    ),
]
Open = Annotated[bool, typer.Option("--open", help="Show it with the system's viewer.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing, even on a terminal.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
