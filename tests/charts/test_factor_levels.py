"""The chart of a factor in levels: rates, line and band, table, verdict and strip of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from cramp_diary.analysis.rates import daily_rate
from cramp_diary.analysis.risk_factors import LOAD, NERVES, SERVINGS, SITTING, WATER
from cramp_diary.analysis.summaries.factor_levels import (
    AMOUNTS_A_LEVEL,
    FactorLevel,
    FactorLevels,
    LevelDay,
    factor_levels,
)
from cramp_diary.charts.figures import CHART_WIDTH_MM, DAYS_A_LONG_ROW, TALLEST_MM, levels_chart
from cramp_diary.charts.panels.factor_levels import (
    DAYS_ROW_MM,
    LEVEL_MM,
    LEVELS_LEFT_MM,
    draw_days,
    draw_level_table,
    draw_levels,
    shade_of,
    table_mm,
)
from cramp_diary.charts.style import LEVEL_SHADES, MM_PER_INCH, clean_style
from cramp_diary.core.model import Day
from cramp_diary.core.settings import Settings
from cramp_diary.core.units import VolumeUnit
from cramp_diary.wording.factor_levels import (
    NO_LEVELS,
    format_factor_levels,
    format_level,
    format_levels_verdict,
)
from cramp_diary.wording.findings import CONTROL_IS_LINK_NOTE, format_finding
from tests.support.drawn_pages import description, overlapping, words
from tests.support.drawn_panels import drawn_on, leaving
from tests.support.factories import a_period
from tests.support.known_ratio import a_diary_of

if TYPE_CHECKING:
    from pathlib import Path

    from cramp_diary.analysis.risk_factors import RiskFactor
    from tests.support.command_runner import Cramp

MONDAY = date(2026, 1, 26)


@cache
def compared(factor: RiskFactor = SITTING, days: int = 200) -> FactorLevels:
    """Return a factor of a diary in which sitting is linked; counted once."""
    (shown,) = factor_levels(a_diary_of(days, sitting_ratio=3.0), (factor,))
    return shown


@cache
def too_few(factor: RiskFactor = SITTING) -> FactorLevels:
    return compared(factor, 20)


def some_days(levels: list[int | None], episodes: list[int | None]) -> list[LevelDay]:
    return [
        LevelDay(MONDAY + timedelta(n), level, count)
        for n, (level, count) in enumerate(zip(levels, episodes, strict=True))
    ]


def test_each_level_has_a_bar_as_high_as_its_rate_and_its_exact_interval() -> None:
    shown = compared()
    drawn = draw_levels(Figure().add_subplot(), shown)
    assert [bar.get_x() + bar.get_width() / 2 for bar in drawn.bars] == pytest.approx(range(5))
    for bar, segment, level in zip(
        drawn.bars, drawn.whiskers.get_segments(), shown.levels, strict=True
    ):
        rate = daily_rate(level.episodes, level.days)
        assert rate is not None
        assert bar.get_height() == pytest.approx(level.episodes / level.days)
        assert segment[:, 1] == pytest.approx([rate.low, rate.high])


def test_the_line_goes_through_the_bars_from_the_least_amount_to_the_greatest() -> None:
    shown = compared()
    curve = shown.curve
    assert curve is not None
    drawn = draw_levels(Figure().add_subplot(), shown)
    x, y = np.asarray(drawn.line.get_data())
    assert (np.diff(x) > 0).all()
    assert y == pytest.approx(curve.per_day)
    assert x[[0, AMOUNTS_A_LEVEL - 1]].mean() == pytest.approx(0)
    corners = drawn.band.get_paths()[0].vertices
    for place, low, high in zip(x, curve.low, curve.high, strict=True):
        at = np.asarray(corners)[np.isclose(np.asarray(corners)[:, 0], place), 1]
        assert (at.min(), at.max()) == pytest.approx((low, high))


def test_between_no_and_yes_there_is_no_line() -> None:
    drawn = draw_levels(Figure().add_subplot(), compared(NERVES))
    y = np.asarray(drawn.line.get_ydata())
    assert np.isnan(y).sum() == 1
    assert len(set(y[:AMOUNTS_A_LEVEL])) == 1
    assert len(drawn.band.get_paths()) == 2


def test_an_interval_of_few_days_goes_beyond_the_axis_with_an_arrow() -> None:
    shown = compared(NERVES)
    few = FactorLevel(1, 1, 1, 0, daily_rate(0, 1))
    drawn = draw_levels(Figure().add_subplot(), replace(shown, levels=(shown.levels[0], few)))
    assert np.asarray(drawn.going_on.get_xdata()).tolist() == [1]
    whole = draw_levels(Figure().add_subplot(), shown)
    assert np.asarray(whole.going_on.get_xdata()).tolist() == []


def test_without_a_ratio_no_line_can_be_drawn() -> None:
    with pytest.raises(ValueError, match="no curve"):
        draw_levels(Figure().add_subplot(), too_few())


@pytest.mark.parametrize("shown", [compared(), compared(NERVES), too_few(), too_few(LOAD)])
def test_days_and_episodes_stand_under_each_level_and_rates_only_beside_a_line(
    shown: FactorLevels,
) -> None:
    size = (LEVELS_LEFT_MM + 5 * LEVEL_MM, table_mm(shown))
    figure, shades = drawn_on(size, lambda ax: draw_level_table(ax, shown))
    texts = words(figure)
    assert len(shades) == len(shown.levels)
    assert ("95% interval" in texts) == (shown.curve is not None)
    for level in shown.levels:
        assert {str(level.days), str(level.episodes)} <= set(texts)
    assert overlapping(figure) == []
    assert leaving(figure, size) == []


def test_the_shades_of_levels_are_darker_in_grey_too() -> None:
    grey = [sum(np.array([0.299, 0.587, 0.114]) * to_rgb(shade)) for shade in LEVEL_SHADES]
    assert grey[0] < 0.9
    assert (-np.diff(grey) > 0.1).all()
    assert [shade_of(n, 2) for n in range(2)] == [LEVEL_SHADES[0], LEVEL_SHADES[-1]]
    assert shade_of(0, 1) == LEVEL_SHADES[0]


def test_the_strip_has_the_shade_of_each_day_and_gaps_stay_white() -> None:
    days = some_days([0, 0, None, 1, 0, None], [0, 1, 0, 5, None, None])
    ax = Figure(figsize=(6, 1)).add_subplot()
    drawn = draw_days(ax, days, 2, 6)
    day_mm = ax.get_xlim()[1] / 6
    spans = [path.get_extents().intervalx / day_mm for path in drawn.runs.get_paths()]
    assert np.array(spans) == pytest.approx(np.array([(0, 2), (3, 4), (4, 5)]))
    fills = [to_rgb(fill) for fill in drawn.runs.get_facecolor()]  # type: ignore[arg-type]
    assert fills == [to_rgb(shade_of(level, 2)) for level in (0, 1, 0)]
    marks = [path.get_extents() for path in drawn.marks.get_paths()]
    assert [mark.intervalx.mean() / day_mm for mark in marks] == pytest.approx([1.5, 3.5])
    # A mark of three or more episodes is as tall as any.
    assert marks[1].height == pytest.approx(3 * marks[0].height)
    assert max(mark.y1 for mark in marks) < drawn.runs.get_paths()[0].get_extents().y0


def test_a_strip_without_a_level_or_a_cramp_is_empty() -> None:
    drawn = draw_days(Figure().add_subplot(), some_days([None], [0]), 2, 1)
    assert (drawn.runs.get_paths(), drawn.marks.get_paths()) == ([], [])


@pytest.mark.parametrize("count", [1, 30, 120, 366, 2000])
def test_the_months_of_a_strip_have_room(count: int) -> None:
    size = (156.0, DAYS_ROW_MM)
    days = some_days([0] * count, [0] * count)
    figure, _ = drawn_on(size, lambda ax: draw_days(ax, days, 1, max(count, 56)))
    assert overlapping(figure) == []
    assert leaving(figure, size) == []


@pytest.mark.parametrize(
    ("days", "rows"), [(1, 1), (DAYS_A_LONG_ROW, 1), (DAYS_A_LONG_ROW + 1, 2), (3650, 10)]
)
def test_a_long_time_has_rows_of_at_most_a_year(days: int, rows: int) -> None:
    shown = replace(compared(), days=tuple(some_days([0] * days, [0] * days)))
    texts = words(levels_chart((shown,), "all days"))
    assert sum(" to " in text and "20" in text and ":" not in text for text in texts) >= rows
    strips = [text for text in texts if text.startswith("26 Jan 2026 to ")]
    assert len(strips) == 1
    one = levels_chart((replace(shown, days=shown.days[:1]),), "a day")
    many = levels_chart((shown,), "all days")
    added = (many.get_size_inches()[1] - one.get_size_inches()[1]) * MM_PER_INCH
    assert added == pytest.approx((rows - 1) * DAYS_ROW_MM)


def test_many_factors_of_some_years_are_no_taller_than_a_picture_can_be() -> None:
    days = tuple(some_days([0] * 800, [0] * 800))
    figure = levels_chart((replace(compared(), days=days),) * 40, "two years")
    assert figure.get_size_inches()[1] * MM_PER_INCH < TALLEST_MM


NAMES = [
    "ä" * 40,
    "a name of forty letters that goes on and on",
    "W" * 40,
    "משקה חם",
    "\U0010fffd tea",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_kind_keeps_its_place(name: str) -> None:
    blocks = []
    for shown in (compared(), compared(NERVES), too_few()):
        factor = replace(
            shown.finding.risk_factor,
            factor=name,
            exposure=name,
            column=f"own: {name}",
            unit="large tablets of 400 mg",
        )
        blocks.append(replace(shown, finding=replace(shown.finding, risk_factor=factor)))
    with clean_style():
        figure = levels_chart(blocks, "200 recorded days")
        figure.draw_without_rendering()
        assert overlapping(figure) == []
        right = (CHART_WIDTH_MM - 5) / MM_PER_INCH * figure.dpi
        assert [t for t in figure.findobj() if _is_right_of(t, right)] == []


def _is_right_of(artist: object, right: float) -> bool:
    is_text = isinstance(artist, Text) and artist.get_visible() and artist.get_text().strip()
    return bool(is_text) and artist.get_window_extent().x1 > right  # type: ignore[attr-defined]


def test_a_line_with_hebrew_in_it_runs_from_left_to_right() -> None:
    name = "חדר 5 חם"
    factor = replace(SITTING, factor=name, exposure=name, column=f"own: {name}")
    for shown, said in (
        (too_few(), f"\u200e{name}\u200e: too few days"),
        # Without the mark, the digits of the count would stand before the name.
        (compared(), f"h of \u200e{name}\u200e; 109 episodes"),
    ):
        finding = replace(shown.finding, risk_factor=factor)
        lines = words(levels_chart((replace(shown, finding=finding),), ""))
        assert said in " ".join(lines)


def test_the_verdict_is_its_sentence_and_what_is_missing_where_there_is_none() -> None:
    for shown in (compared(), compared(NERVES), too_few(), too_few(LOAD)):
        said = " ".join(words(levels_chart((shown,), "")))
        assert format_finding(shown.finding) in said
    assert "it needs" in format_levels_verdict(too_few())
    assert "not recorded yet" in format_levels_verdict(too_few(LOAD))


def test_a_possible_link_says_if_the_coin_toss_is_one_too() -> None:
    shown = compared()
    possible = replace(shown.finding, verdict=type(shown.finding.verdict).POSSIBLE_LINK)
    said = replace(shown, finding=possible, control_is_link=True)
    assert format_levels_verdict(said).endswith(CONTROL_IS_LINK_NOTE)
    assert CONTROL_IS_LINK_NOTE not in format_levels_verdict(replace(said, control_is_link=False))
    clear = replace(shown, control_is_link=True)
    assert CONTROL_IS_LINK_NOTE not in format_levels_verdict(clear)


@pytest.mark.parametrize(
    ("factor", "unit", "ends", "label"),
    [
        (WATER, VolumeUnit.ML, (1300, 1500), "1300 to 1500"),
        (WATER, VolumeUnit.LITRE, (1300, 1500), "1.3 to 1.5"),
        (WATER, VolumeUnit.CUP, (591.471, 591.471), "2.5"),
        (SITTING, VolumeUnit.ML, (6.5, 8), "6.5 to 8"),
        (SERVINGS, VolumeUnit.ML, (0, 0), "0"),
        (LOAD, VolumeUnit.ML, (-0.01234, 123.456), "-0.012 to 123"),
        (NERVES, VolumeUnit.ML, (0, 0), "no"),
        (NERVES, VolumeUnit.ML, (1, 1), "yes"),
    ],
)
def test_a_level_is_a_range_in_the_unit_of_the_diary(
    factor: RiskFactor, unit: VolumeUnit, ends: tuple[float, float], label: str
) -> None:
    finding = replace(compared().finding, risk_factor=factor)
    shown = FactorLevels(finding, (), None, (), Settings(volume_unit=unit))
    assert format_level(shown, FactorLevel(*ends, 8, 1, None)) == label


def test_the_picture_in_words_has_what_is_drawn() -> None:
    shown = compared()
    level, curve = shown.levels[0], shown.curve
    assert curve is not None
    text = format_factor_levels((shown, too_few(NERVES)))
    label = format_level(shown, level)
    assert f"Sitting (poor circulation): {label} h: {level.episodes} episodes on" in text
    assert f"The line goes from {curve.per_day[0]:.2f} (" in text
    assert format_finding(shown.finding) in text
    assert "10 Sep 2025 to 28 Mar 2026: a level on 200 of 200 days, cramps on" in text
    assert "Nerve symptoms (nerve compression): no: " in text
    assert text.count("The line goes") == 1
    assert text.endswith("Associations are not causes.")


def test_no_factor_is_said() -> None:
    assert NO_LEVELS in words(levels_chart((), "January"))
    assert NO_LEVELS in format_factor_levels(())


def test_days_without_cramps_or_water_draw(cramp: Cramp, tmp_path: Path) -> None:
    cramp("day", "2026-02-26", "--no-cramps")
    path = tmp_path / "a.png"
    assert cramp("chart", "factors", "all", "-o", str(path)).exit_code == 0
    assert NO_LEVELS in description(path)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("sitting",), ["Sitting (poor circulation)"]),
        (("poor", "circulation"), ["Sitting (poor circulation)"]),
        (("shoes",), ["Hours in poor shoes (improper footwear)"]),
        (("Furo,", "WATER"), ["Furosemide (medication", "Water (dehydration)"]),
        (("medication", "side", "effects"), ["Atorvastatin", "Furosemide"]),
        (("all",), ["Water", "Electrolyte servings", "Sitting", "Exertion load"]),
    ],
)
def test_the_command_draws_the_factors_that_are_named(
    sample: Cramp, tmp_path: Path, names: tuple[str, ...], shown: list[str]
) -> None:
    path = tmp_path / "levels.png"
    result = sample("chart", "factors", *names, "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    parts = description(path).split("\n\n")[1:-1]
    assert [part[: len(name)] for part, name in zip(parts, shown, strict=False)] == shown
    assert len(parts) == (10 if names == ("all",) else len(shown))


def test_the_numbers_are_those_of_the_sample(sample: Cramp, tmp_path: Path) -> None:
    path = tmp_path / "levels.png"
    sample("chart", "factors", "sitting", "-o", str(path))
    said = description(path)
    assert "2 to 5.5 h: 4 episodes on 34 days, 0.12 a day (0.03 to 0.30); 6 to 7 h: 9" in said
    in_full = sample("factors", "sitting").stdout
    assert "65 episodes on 160 days" in said
    assert "2.2 times the episode rate, 95% interval 1.2 to 4.2" in said
    assert "2.2 times the episode rate, 95% interval 1.2 to 4.2" in in_full
    sample("chart", "factors", "sitting", "--since", "2026-03-01", "-o", str(path))
    assert "too few days" in description(path)
    assert "1 Mar 2026 to 5 Apr 2026: a level on" in description(path)
    assert "a day (" not in description(path)


def test_a_name_with_a_comma_is_one_name(sample: Cramp, tmp_path: Path) -> None:
    sample("factor", "add", "tea, green", "--unit", "cups")
    path = tmp_path / "levels.png"
    sample("chart", "factors", "tea, green", "-o", str(path))
    assert "Tea, green: too few days: not recorded yet" in description(path)


def test_without_a_name_the_chart_of_factors_is_the_table(
    sample: Cramp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sample("chart", "factors").stdout == "cramp-factors.png\n"
    assert sample("chart", "factors", "sitting").stdout == "cramp-factor-levels.png\n"
    assert description(tmp_path / "cramp-factors.png").startswith("What goes together")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("hours", "sitting"), "'sitting' would be a factor, for the chart factors, but hours is"),
        (("all", "sitting"), "'sitting' would be a factor, for the chart factors, but all is"),
        (("factors", "coffee"), "There is no factor 'coffee'"),
        (("factors", "water,coffee"), "There is no factor 'coffee'"),
        (("factors", "sitting", "--factors", "water"), "--factors is for the chart weekly, but"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(
    sample: Cramp, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    path = tmp_path / "no.png"
    result = sample("chart", *words, "-o", str(path))
    assert result.exit_code != 0
    assert result.stderr.startswith(f"cramp: {why}")
    assert result.stderr.count("\n") == 1
    assert not path.exists()


def test_the_same_error_as_of_the_table(sample: Cramp, tmp_path: Path) -> None:
    asked = sample("factors", "siting").stderr
    drawn = sample("chart", "factors", "siting", "-o", str(tmp_path / "a.png")).stderr
    # The table has the coin toss, too, of which there is no chart.
    assert drawn == asked.replace(", hot room or coin toss", " or hot room")


@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_every_format_can_be_drawn(sample: Cramp, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"levels.{ending}"
    assert sample("chart", "factors", "sitting", "-o", str(path)).exit_code == 0
    assert path.stat().st_size > 1000


def test_a_day_that_only_has_water_is_a_gap() -> None:
    counts = [0, None, 1, None]
    days = [
        Day(diary_day=MONDAY + timedelta(n), no_cramps=count == 0, water_ml=1000)
        for n, count in enumerate(counts)
    ]
    (shown,) = factor_levels(replace(a_period(MONDAY, counts), days=tuple(days)), (WATER,))
    drawn = draw_days(Figure().add_subplot(), shown.days, 1, 3)
    assert len(drawn.runs.get_paths()) == 2
    assert len(drawn.marks.get_paths()) == 1
