"""Conversion of the diary file's rows to records, and back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cramp_diary.core.day_fields import DAY_FIELDS, FIELD_COLUMNS
from cramp_diary.core.model import (
    Activity,
    Course,
    Day,
    Dose,
    Drink,
    Episode,
    Factor,
    FactorValue,
    Medication,
    MonthlySymptoms,
    Relief,
    Shoe,
    Site,
    Wear,
)
from cramp_diary.core.record import unchecked
from cramp_diary.core.symptoms import SYMPTOM_COLUMNS
from cramp_diary.core.vocabulary import (
    NONE,
    Arm,
    Direction,
    DrugClass,
    Expected,
    FactorKind,
    Muscle,
    Outcome,
    ReliefMethod,
    Side,
    State,
)
from cramp_diary.store.schema import STORED_RANGES, STORED_YEARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cramp_diary.core.inbox import LineKey
    from cramp_diary.core.trial import Trial, TrialDay

    Row = Mapping[str, Any]

SELECT_DAYS = "SELECT * FROM days WHERE diary_day >= ? AND diary_day < ? ORDER BY diary_day"
SELECT_ACTIVITIES = (
    "SELECT * FROM activities WHERE diary_day >= ? AND diary_day < ? ORDER BY diary_day, id"
)
SELECT_WEAR = (
    "SELECT diary_day, name, hours FROM wear LEFT JOIN shoes ON shoes.id = shoe_id"
    " WHERE diary_day >= ? AND diary_day < ? ORDER BY diary_day, wear.id"
)
SELECT_DOSES = (
    "SELECT doses.*, name FROM doses JOIN medications ON medications.id = medication_id"
    " WHERE diary_day >= ? AND diary_day < ? ORDER BY diary_day, doses.id"
)
SELECT_DRINKS = "SELECT * FROM drinks WHERE diary_day >= ? AND diary_day < ? ORDER BY diary_day, id"
SELECT_VALUES = (
    "SELECT diary_day, name, value FROM factor_values JOIN factors ON factors.id = factor_id"
    " WHERE diary_day >= ? AND diary_day < ? ORDER BY diary_day, name"
)
"""These take two diary days, the second of which is not included."""

SELECT_MONTHLY_SYMPTOMS = "SELECT * FROM monthly_symptoms ORDER BY month"
SELECT_TRIALS = "SELECT * FROM trials ORDER BY first_day"
SELECT_TRIAL_DAYS = "SELECT * FROM trial_days ORDER BY trial, day"


def to_bool(value: int | None) -> bool | None:
    """Return the boolean of 1 or 0; None is not recorded."""
    return None if value is None else bool(value)


def episode_row(episode: Episode, diary_day: date) -> dict[str, Any]:
    """Return the row of an episode, without its sites and reliefs."""
    return {
        "started_at": episode.started_at.isoformat(),
        "started_utc": episode.started_at.timestamp(),
        "diary_day": diary_day.isoformat(),
        "severity": episode.severity,
        "duration_minutes": episode.duration_minutes,
        "state": episode.state,
        "woke": episode.woke,
        "soreness_hours": episode.soreness_hours,
        "note": episode.note,
        "precision": "about" if episode.about else "exact",
        "logged_at": episode.logged_at and episode.logged_at.isoformat(),
        "key": episode.key,
    }


def site_rows(episode: Episode, episode_id: int) -> list[dict[str, Any]]:
    """Return the rows of an episode's sites, in the order given."""
    return [
        {"episode_id": episode_id, "position": n, "muscle": site.muscle, "side": site.side}
        for n, site in enumerate(episode.sites)
    ]


def relief_rows(episode: Episode, episode_id: int) -> list[dict[str, Any]]:
    """Return the rows of an episode's reliefs, in the order given."""
    return [
        {"episode_id": episode_id, "position": n, "method": r.method, "minutes": r.minutes}
        for n, r in enumerate(episode.reliefs)
    ]


def to_episode(row: Row, sites: Iterable[Row] = (), reliefs: Iterable[Row] = ()) -> Episode:
    """Return an episode, made of its row and the rows of its sites and reliefs."""
    return unchecked(
        Episode,
        started_at=_aware(row["started_at"]),
        severity=_in_range(row, "episodes", "severity"),
        duration_minutes=_in_range(row, "episodes", "duration_minutes"),
        state=row["state"] and State(row["state"]),
        woke=to_bool(row["woke"]),
        sites=tuple(map(to_site, sites)),
        reliefs=tuple(map(to_relief, reliefs)),
        soreness_hours=_in_range(row, "episodes", "soreness_hours"),
        note=row["note"],
        about=row["precision"] == "about",
        logged_at=_moment(row["logged_at"]),
        key=row["key"],
        id=row["id"],
        diary_day=date.fromisoformat(row["diary_day"]),
    )


def to_site(row: Row) -> Site:
    """Return the site of a row."""
    return Site(Muscle(row["muscle"]), row["side"] and Side(row["side"]))


def to_relief(row: Row) -> Relief:
    """Return the relief of a row."""
    minutes = _in_range(row, "episode_reliefs", "minutes")
    return unchecked(Relief, method=ReliefMethod(row["method"]), minutes=minutes)


def day_row(day: Day) -> dict[str, Any]:
    """Return the row of a day."""
    return {
        "diary_day": day.diary_day.isoformat(),
        "cramps": "none" if day.no_cramps else None,
        **{column: getattr(day, column) for column in FIELD_COLUMNS},
        "note": day.note,
        "confirmed_at": day.confirmed_at and day.confirmed_at.isoformat(),
    }


def to_day(row: Row) -> Day:
    """Return the day of a row."""
    return unchecked(
        Day,
        diary_day=date.fromisoformat(row["diary_day"]),
        no_cramps=row["cramps"] == "none",
        **{
            field.column: _in_range(row, "days", field.column)
            if field.is_amount
            else to_bool(row[field.column])
            for field in DAY_FIELDS
        },
        note=row["note"],
        confirmed_at=_moment(row["confirmed_at"]),
    )


def shoe_fields(shoe: Shoe) -> dict[str, Any]:
    """Return the columns of a shoe that are known of it, without its name."""
    names = ("arch_support", "toe_room", "ventilated")
    return {name: value for name in names if (value := getattr(shoe, name)) is not None}


def to_shoe(row: Row) -> Shoe:
    """Return the shoe of a row."""
    return unchecked(
        Shoe,
        name=row["name"],
        arch_support=to_bool(row["arch_support"]),
        toe_room=to_bool(row["toe_room"]),
        ventilated=to_bool(row["ventilated"]),
    )


def medication_fields(medication: Medication) -> dict[str, Any]:
    """Return the columns of a medication, without its name."""
    return {"drug_class": medication.drug_class}


def to_medication(row: Row) -> Medication:
    """Return the medication of a row."""
    return unchecked(Medication, name=row["name"], drug_class=DrugClass(row["drug_class"]))


def course_row(course: Course, medication_id: int) -> dict[str, Any]:
    """Return the row of a course."""
    return {
        "medication_id": medication_id,
        "first_day": course.first_day.isoformat(),
        "last_day": course.last_day and course.last_day.isoformat(),
        "dose": course.dose,
    }


def to_course(row: Row) -> Course:
    """Return the course of a row that also names its medication."""
    return unchecked(
        Course,
        medication=row["medication"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        dose=row["dose"],
    )


def factor_fields(factor: Factor) -> dict[str, Any]:
    """Return the columns of an own factor, without its name."""
    names = ("kind", "unit", "more_exposed", "may_follow_cramp", "source")
    return {name: getattr(factor, name) for name in names}


def to_factor(row: Row) -> Factor:
    """Return the own factor of a row."""
    return unchecked(
        Factor,
        name=row["name"],
        kind=FactorKind(row["kind"]),
        unit=row["unit"],
        more_exposed=Direction(row["more_exposed"]),
        may_follow_cramp=bool(row["may_follow_cramp"]),
        source=row["source"],
    )


def activity_row(activity: Activity) -> dict[str, Any]:
    """Return the row of an activity."""
    return {
        "diary_day": activity.diary_day.isoformat(),
        "kind": activity.kind,
        "minutes": activity.minutes,
        "effort": activity.effort,
        "key": activity.key,
    }


def to_activity(row: Row) -> Activity:
    """Return the activity of a row."""
    return unchecked(
        Activity,
        diary_day=_day(row),
        kind=row["kind"],
        minutes=_in_range(row, "activities", "minutes"),
        effort=_in_range(row, "activities", "effort"),
        key=row["key"],
    )


def wear_row(wear: Wear, shoe_id: int | None) -> dict[str, Any]:
    """Return the row of a wear; no shoe means that none were worn."""
    return {"diary_day": wear.diary_day.isoformat(), "shoe_id": shoe_id, "hours": wear.hours}


def to_wear(row: Row) -> Wear:
    """Return the wear of a row that also names its shoe; no shoe means that none were worn."""
    hours = _in_range(row, "wear", "hours")
    return unchecked(Wear, diary_day=_day(row), shoe=row["name"] or NONE, hours=hours)


def dose_row(dose: Dose, medication_id: int) -> dict[str, Any]:
    """Return the row of a dose."""
    return {
        "diary_day": dose.diary_day.isoformat(),
        "medication_id": medication_id,
        "amount": dose.amount,
        "taken_at": dose.taken_at and dose.taken_at.isoformat(),
    }


def to_dose(row: Row) -> Dose:
    """Return the dose of a row that also names its medication."""
    return unchecked(
        Dose,
        diary_day=_day(row),
        medication=row["name"],
        amount=row["amount"],
        taken_at=_moment(row["taken_at"]),
    )


def drink_row(drink: Drink) -> dict[str, Any]:
    """Return the row of a drink."""
    return {
        "diary_day": drink.diary_day.isoformat(),
        "drunk_at": drink.drunk_at.isoformat(),
        "water_ml": drink.water_ml,
    }


def to_drink(row: Row) -> Drink:
    """Return the drink of a row."""
    return unchecked(
        Drink,
        diary_day=_day(row),
        drunk_at=_aware(row["drunk_at"]),
        water_ml=_in_range(row, "drinks", "water_ml"),
    )


def value_row(value: FactorValue, factor_id: int) -> dict[str, Any]:
    """Return the row of the value of an own factor."""
    return {
        "factor_id": factor_id,
        "diary_day": value.diary_day.isoformat(),
        "value": value.value,
    }


def to_value(row: Row) -> FactorValue:
    """Return the value of a row that also names its factor."""
    value = _in_range(row, "factor_values", "value")
    return unchecked(FactorValue, diary_day=_day(row), factor=row["name"], value=value)


def monthly_symptoms_row(symptoms: MonthlySymptoms) -> dict[str, Any]:
    """Return the row of the symptoms of a month."""
    answers = {column: getattr(symptoms, column) for column in SYMPTOM_COLUMNS}
    return {"month": symptoms.month.isoformat(), **answers}


def to_monthly_symptoms(row: Row) -> MonthlySymptoms:
    """Return the symptoms of a month of a row."""
    answers = {column: to_bool(row[column]) for column in SYMPTOM_COLUMNS}
    return unchecked(MonthlySymptoms, month=date.fromisoformat(row["month"]), **answers)


def trial_row(trial: Trial) -> dict[str, Any]:
    """Return the row of a trial."""
    return {
        "first_day": trial.first_day.isoformat(),
        "habit": trial.habit,
        "days": trial.days,
        "seed": trial.seed,
        "outcome": trial.outcome,
        "expected": trial.expected,
        "plan_hash": trial.plan_hash,
        "stopped_on": trial.stopped_on and trial.stopped_on.isoformat(),
    }


def to_trial(row: Row) -> Trial:
    """Return the trial of a row."""
    from cramp_diary.core.trial import Trial  # noqa: PLC0415 - cramp log does not need it

    return unchecked(
        Trial,
        first_day=date.fromisoformat(row["first_day"]),
        habit=row["habit"],
        days=_in_range(row, "trials", "days"),
        seed=row["seed"],
        outcome=Outcome(row["outcome"]),
        expected=row["expected"] and Expected(row["expected"]),
        plan_hash=row["plan_hash"],
        stopped_on=date.fromisoformat(row["stopped_on"]) if row["stopped_on"] else None,
    )


def trial_day_row(day: TrialDay) -> dict[str, Any]:
    """Return the row of a day of a trial."""
    return {
        "trial": day.trial.isoformat(),
        "day": day.diary_day.isoformat(),
        "arm": day.arm,
        "done": day.done,
        "changed": day.changed,
    }


def to_trial_day(row: Row) -> TrialDay:
    """Return the day of a trial of a row."""
    from cramp_diary.core.trial import TrialDay  # noqa: PLC0415 - cramp log does not need it

    return unchecked(
        TrialDay,
        diary_day=date.fromisoformat(row["day"]),
        trial=date.fromisoformat(row["trial"]),
        arm=Arm(row["arm"]),
        done=to_bool(row["done"]),
        changed=bool(row["changed"]),
    )


def line_key_row(key: LineKey) -> dict[str, Any]:
    """Return the row of a line that was imported."""
    return {"line": key.line, "place": key.place, "stamp": key.stamp or None}


def to_line_key(row: Row) -> LineKey:
    """Return the line that was imported of a row."""
    from cramp_diary.core.inbox import LineKey  # noqa: PLC0415 - cramp log does not need it

    return LineKey(row["line"], row["place"], row["stamp"] or "")


def _in_range(row: Row, table: str, column: str) -> Any:  # noqa: ANN401 - a whole number or not, or None
    value = row[column]
    if value is not None:
        least, greatest = STORED_RANGES[table][column]
        if not least <= value <= greatest:
            message = f"{column} of {value}"
            raise ValueError(message)
    return value


def _moment(text: str | None) -> datetime | None:
    return None if text is None else _aware(text)


def _aware(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.utcoffset() is None:
        message = "a stored time has its offset from UTC"
        raise ValueError(message)
    if not STORED_YEARS[0] <= at.year <= STORED_YEARS[1]:
        message = f"year of {at.year}"
        raise ValueError(message)
    return at


def _day(row: Row) -> date:
    return date.fromisoformat(row["diary_day"])
