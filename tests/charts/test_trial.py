"""The chart of a trial: where its days, its pairs and its rates stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.summaries.trial import judge_trial
from cramp_diary.charts.figures import trial_chart
from cramp_diary.charts.panels.trial import DAYS_IN_ROW, draw_pairs, draw_schedule, draw_sides
from cramp_diary.charts.style import clean_style, new_figure
from cramp_diary.core.period import Period
from cramp_diary.core.vocabulary import Arm
from tests.support.trials import FIRST, a_trial, after, nights

if TYPE_CHECKING:
    from matplotlib.lines import Line2D

    from cramp_diary.analysis.summaries.trial import TrialReport


def _report(days: int = 42) -> TrialReport:
    trial, drawn = a_trial(days=days)
    cramps = {day.diary_day for day in drawn if day.arm is Arm.CONTROL} | {after(6)}
    found = nights(FIRST, after(days), cramps, {after(3)})
    return judge_trial(
        Period(
            start=found.start,
            end=found.end,
            episodes=found.episodes,
            days=found.days,
            trials=(trial,),
            trial_days=drawn,
        ),
        trial,
    )


def _places(line: Line2D) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return where the points of a line are, by x and by y."""
    x, y = line.get_data()
    return tuple(map(float, x)), tuple(map(float, y))  # type: ignore[arg-type] # of floats


def test_each_day_has_a_cell_and_its_episodes_a_number() -> None:
    report = _report()
    with clean_style():
        ax = new_figure(150, 30, 100).add_axes((0, 0, 1, 1))
        cells = draw_schedule(ax, report.days)
    assert len(cells) == 42
    assert len({cell.get_x() for cell in cells}) == DAYS_IN_ROW
    assert cells[DAYS_IN_ROW].get_y() > cells[0].get_y()
    assert cells[DAYS_IN_ROW].get_x() == cells[0].get_x()
    assert cells[3].get_hatch()
    numbers = [text.get_text() for text in ax.texts]
    assert numbers.count("1") == sum(bool(day.episodes) for day in report.days)
    assert [text for text in numbers if text != "1"] == ["1 Jan", "6 Feb"]


def test_alike_pairs_are_one_thicker_line_from_without_to_with() -> None:
    report = _report()
    with clean_style():
        ax = new_figure(80, 60, 100).add_axes((0.1, 0.1, 0.8, 0.8))
        lines = draw_pairs(ax, report.result.pairs, "episodes a day")
    drawn = {_places(line)[1]: line for line in lines}
    assert set(drawn) == {(1.0, 0.0), (1.0, 1 / 3)}
    assert drawn[1.0, 0.0].get_linewidth() > drawn[1.0, 1 / 3].get_linewidth()
    assert {line.get_linestyle() for line in lines} == {"-"}
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == ["without", "with it"]


def test_both_rates_have_their_interval_and_their_text() -> None:
    result = _report().result
    with clean_style():
        ax = new_figure(80, 60, 100).add_axes((0.1, 0.1, 0.8, 0.8))
        treated, control = draw_sides(ax, result)
    assert result.treated.rate
    assert _places(treated)[0] == (result.treated.rate.per_week,)
    assert _places(treated)[1] < _places(control)[1]
    assert [text.get_text()[:8] for text in ax.texts] == ["with it:", "without:"]


def test_a_longer_trial_has_a_taller_figure_and_no_text_is_small() -> None:
    short, long = trial_chart(_report(36)), trial_chart(_report(180))
    assert long.get_figheight() > short.get_figheight()
    for figure in (short, long):
        texts = [text for ax in figure.axes for text in ax.texts if text.get_text()]
        assert min(float(text.get_fontsize()) for text in texts) >= 7
