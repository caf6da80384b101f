"""The table of a day's fields, and the three places that repeat it."""

from __future__ import annotations

import dataclasses

import pytest
import typer

from cramp_diary.analysis import risk_factors
from cramp_diary.analysis.inference import negative_control
from cramp_diary.analysis.risk_factors import RiskFactor
from cramp_diary.cli.commands import day, log
from cramp_diary.core.day_fields import (
    AMOUNT_FIELDS,
    CLEARABLE,
    DAY_COLUMNS,
    DAY_FIELDS,
    EXPOSURE_NAMES,
    FINDING_NAMES,
    RESERVED_WORDS,
    DayField,
)
from cramp_diary.core.model import Day
from cramp_diary.core.settings import Settings
from cramp_diary.core.units import Measures


def test_the_attributes_of_a_day_are_the_columns_of_the_table() -> None:
    attributes = [field.name for field in dataclasses.fields(Day)]
    assert attributes == [{"cramps": "no_cramps"}.get(column, column) for column in DAY_COLUMNS]


def test_cramp_day_has_an_option_for_each_field() -> None:
    command = typer.main.get_command(day.app)
    options = {option for param in command.params for option in param.opts}
    assert {f"--{field.option}" for field in DAY_FIELDS} <= options
    assert "--water" in {
        option for param in typer.main.get_command(log.app).params for option in param.opts
    }


def test_everything_that_can_be_cleared_has_an_option() -> None:
    options = {option for p in typer.main.get_command(day.app).params for option in p.opts}
    assert {f"--{word}" for word in CLEARABLE} <= options


@pytest.mark.parametrize("field", AMOUNT_FIELDS, ids=lambda field: field.option)
def test_an_example_of_an_answer_can_be_read(field: DayField) -> None:
    for example in field.example.split(", "):
        if any(character.isdigit() for character in example):
            assert field.parse(example, Measures()) > 0


def test_values_are_printed_with_their_unit() -> None:
    printed = {field.option: field.format(1.0, Settings()) for field in DAY_FIELDS}
    assert printed == {
        "water": "1 ml",
        "sitting": "1 h",
        "servings": "1",
        "stretch": "1 min",
        "nerve": "yes",
        "disturbed": "1",
    }


def test_names_of_the_fields_of_a_day_are_reserved() -> None:
    for field in DAY_FIELDS:
        assert {field.column, field.option, field.label} <= RESERVED_WORDS


def test_the_names_of_exposures_are_those_of_the_findings() -> None:
    factors = [value for value in vars(risk_factors).values() if isinstance(value, RiskFactor)]
    names = {factor.exposure for factor in factors if factor is not risk_factors.NO_MEDICATION}
    assert set(EXPOSURE_NAMES) == names


def test_the_names_that_findings_have_are_known() -> None:
    factors = [value for value in vars(risk_factors).values() if isinstance(value, RiskFactor)]
    found = [*factors, negative_control.NEGATIVE_CONTROL]
    assert set(FINDING_NAMES) == {name for each in found for name in (each.factor, each.exposure)}
