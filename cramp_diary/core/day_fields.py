"""The fields of a diary day: column, option, label, limits, parser and question of each.

The columns in SQL and CSV, the questions of ``cramp day``, the names that ``--clear`` takes, the
limits, and the printed form of a day are derived from this table. Three places cannot be derived
and are compared with it by tests: the attributes of `model.Day`, the options that Typer reads from
the signature of ``cramp day``, and the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.core import limits, units
from cramp_diary.core.errors import NotWhole
from cramp_diary.core.vocabulary import format_yes_no, is_none, name_key, parse_yes_no

if TYPE_CHECKING:
    from collections.abc import Callable

    from cramp_diary.core.limits import Limits
    from cramp_diary.core.settings import Settings
    from cramp_diary.core.units import Measures


class DayField(NamedTuple):
    """One field of a diary day.

    Attributes
    ----------
    column
        The attribute of `model.Day`, the column in the diary file and in days.csv.
    option
        The option of ``cramp day``, without its dashes; also what ``--clear`` takes.
    label
        Its name where a day is printed.
    question, example, help
        The question, an example of an answer, and the help that ``?`` shows.
    parse
        Converts the text that was typed, given the sizes of the person's cups and glasses.
    limits
        Of an amount; ``None`` for yes or no.
    is_whole
        Whether an amount has no decimals.
    is_of_night
        Whether it is about the night after the day, and asked only if there was a cramp in it.
    """

    column: str
    option: str
    label: str
    question: str
    example: str
    help: str
    parse: Callable[[str, Measures], float]
    limits: Limits | None = None
    is_whole: bool = False
    is_of_night: bool = False

    @property
    def is_amount(self) -> bool:
        """Whether it is an amount; otherwise it is yes or no."""
        return self.limits is not None

    def parse_typed(self, text: str, measures: Measures) -> float:
        """Parse what was typed; none is 0, or no.

        Raises
        ------
        InputError
            If it does not fit, or is almost surely in another unit.
        """
        if is_none(text):
            return 0.0 if self.is_amount else False
        value = self.parse(text, measures)
        self.check_unit(value)
        return int(value) if self.is_whole else value

    def check(self, value: float | None) -> None:
        """Refuse an amount outside the limits, or with decimals where it can have none.

        Raises
        ------
        OutOfRange, OtherUnit, NotWhole
            If it is one.
        """
        if self.limits is not None and value is not None:
            self.limits.check(value)
            if self.is_whole and value != int(value):
                raise NotWhole(self.label, value)

    def check_unit(self, value: float | None) -> None:
        """Refuse what `check` does, and an amount that is almost surely in another unit.

        Raises
        ------
        OutOfRange, NotWhole, OtherUnit
            If it is one.
        """
        self.check(value)
        if self.limits is not None and value is not None:
            limits.check_unit(self.limits.name, value, self.limits.unit)

    def format(self, value: float, settings: Settings) -> str:
        """Format a value for the printed form of a day, volumes in the person's unit."""
        if self.limits is None:
            return format_yes_no(bool(value))
        if self.limits.unit == "ml":
            return settings.format_volume(value)
        short = {"hours": "h", "minutes": "min"}.get(self.limits.unit, self.limits.unit)
        return f"{units.format_number(value)} {short}".strip()


DAY_FIELDS = (
    DayField(
        column="water_ml",
        option="water",
        label="water",
        question="How much did you drink, the whole day?",
        example="1.2l, 900ml, 3 glasses",
        help="With its unit: 900ml, half a litre, 12 fl oz, 2 cups, a pint, three glasses.",
        parse=units.parse_volume,
        limits=limits.WATER_ML,
    ),
    DayField(
        column="sitting_hours",
        option="sitting",
        label="sitting",
        question="How many hours did you sit?",
        example="7.5, 7h30",
        help="Desk, car, table and sofa together.",
        parse=lambda text, _: units.parse_hours(text),
        limits=limits.SITTING_HOURS,
    ),
    DayField(
        column="electrolyte_servings",
        option="servings",
        label="electrolyte servings",
        question="How many electrolyte servings?",
        example="banana, orange, spinach, nuts",
        help="Count each banana, orange, bowl of spinach or handful of nuts: 3, 2 bananas, none.",
        parse=lambda text, _: units.parse_servings(text),
        limits=limits.ELECTROLYTE_SERVINGS,
    ),
    DayField(
        column="stretch_minutes",
        option="stretch",
        label="stretching",
        question="How many minutes did you stretch?",
        example="",
        help="Calf stretches, toe points, ankle circles; 0 is an answer.",
        parse=lambda text, _: units.parse_minutes(text),
        limits=limits.STRETCH_MINUTES,
    ),
    DayField(
        column="nerve_symptoms",
        option="nerve",
        label="nerve symptoms",
        question="Tingling, numbness or back pain?",
        example="",
        help="Any of the three, at any time of the day.",
        parse=lambda text, _: parse_yes_no(text),
    ),
    DayField(
        column="sleep_disturbance",
        option="disturbed",
        label="sleep disturbance",
        question="How much did the cramp disturb your sleep, 0 to 10?",
        example="",
        help="0 is not at all, 10 is a night without sleep: 6, six or 6/10.",
        parse=lambda text, _: units.parse_out_of_ten(text),
        limits=limits.SLEEP_DISTURBANCE,
        is_whole=True,
        is_of_night=True,
    ),
)
"""In the order in which they are asked, printed and exported."""

AMOUNT_FIELDS = tuple(field for field in DAY_FIELDS if field.is_amount)
FIELD_COLUMNS = tuple(field.column for field in DAY_FIELDS)
DAY_COLUMNS = ("diary_day", "cramps", *FIELD_COLUMNS, "note", "confirmed_at")
"""All columns of a day, in the diary file and in days.csv."""

CLEARABLE = {
    "no-cramps": "cramps",
    **{field.option: field.column for field in DAY_FIELDS},
    "note": "note",
    "activity": "activities",
    "shoes": "wear",
    "med": "doses",
}
"""The names that ``cramp day --clear`` takes besides own factors, and what is cleared."""

EXPOSURE_NAMES = (
    *("water", "electrolyte servings", "sitting", "exertion load"),
    *("hours in poor shoes", "poor shoes", "nerve symptoms"),
)
"""What findings call the exposures that come with the diary, as `analysis.risk_factors` does."""

FINDING_NAMES = (
    *EXPOSURE_NAMES,
    *("dehydration", "electrolyte imbalance", "poor circulation", "overexertion"),
    *("improper footwear", "nerve compression", "medication side effects"),
    *("no medication recorded", "honesty check", "coin toss"),
)
"""What ``cramp factors NAME`` takes in every diary; no new medication or own factor has these."""

WEEKDAYS_WORD = "weekdays"
"""What it takes in place of a name to show the days of the week; a factor of this name wins."""

RESERVED_WORDS = frozenset(
    map(
        name_key,
        (
            *DAY_COLUMNS,
            *CLEARABLE,
            *(field.label for field in DAY_FIELDS),
            *EXPOSURE_NAMES,
            "as needed",
        ),
    )
)
"""Keys of the names that an own factor cannot take, because a day already has them."""
