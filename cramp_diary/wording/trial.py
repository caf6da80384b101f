"""Sentences about a trial of one: its days, its power, how it goes on, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cramp_diary.analysis.inference.trial import OFFERED_LENGTHS, PAIR_DAYS, TRIAL_LEVEL
from cramp_diary.analysis.inference.trial_power import CARRY_OVER, PLANNED_RATIOS, SKIPPED
from cramp_diary.analysis.published import FEWER_A_NIGHT
from cramp_diary.analysis.rates import DAYS_PER_WEEK
from cramp_diary.core.text import format_count, join_words
from cramp_diary.core.vocabulary import Arm, Expected, Outcome
from cramp_diary.core.when import format_day
from cramp_diary.wording.formatting import (
    format_digits,
    format_interval,
    format_p_value,
    format_range,
    format_rate,
    format_ratio,
    sentence_case,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cramp_diary.analysis.inference.family import TestedFactor
    from cramp_diary.analysis.inference.trial import TrialEstimate, TrialResult, TrialSide
    from cramp_diary.analysis.inference.trial_power import TrialPlan, TrialPower
    from cramp_diary.analysis.published import Published
    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.analysis.summaries.monthly import MonthlyReport
    from cramp_diary.analysis.summaries.trial import ArmProgress, TrialProgress, TrialReport
    from cramp_diary.core.trial import Trial
    from cramp_diary.core.trial_habits import Habit

NOT_BLINDED = (
    "You know on which days the habit is to be done: nobody can be blinded to it, so what you"
    " expect may show, too."
)
NO_PEEKING = (
    "What comes of it is shown at the end, and nowhere before: who looks on the way stops at a"
    " lucky moment."
)
STOPPED_EARLY = (
    "The trial was stopped early: what is seen then proves nothing, as the moment was not fixed"
    " beforehand."
)
LIMITS_OF_TRIAL = (
    "Not shown: what the habit would do over a longer time, in another season, or for anybody"
    " else; nor what it does beyond its own days, as an effect that lasts makes the two sides"
    " alike."
)
SKIPPING = (
    "Every night that goes otherwise than drawn makes the two sides more alike, and so does a"
    " habit that goes on to act on the next days."
)
POWER_HEADER = ("days", "effect", "as drawn", "1 in 5 skipped", "half lasts on")

SIDE_NAMES = {Arm.TREATED: "with it", Arm.CONTROL: "without"}
TRIAL_HEADING = "A trial of one"
SCHEDULE_CAPTION = (
    "Strip: dark, days drawn to be with the habit; white, without. Below it: number, episodes;"
    " light, no cramps confirmed; hatched, not recorded."
)
PAIRS_CAPTION = (
    "Lines are pairs, thicker where several are alike: whole, less with it; dashed, more; dotted,"
    " the same."
)

_EFFECTS = dict(zip(PLANNED_RATIOS, ("half as many cramps", "a third fewer"), strict=True))
_EXPECTED = {
    Expected.BETTER: "fewer or milder cramps on the days with it",
    Expected.SAME: "no difference",
    Expected.WORSE: "more or worse cramps on the days with it",
}


def format_habit_days(habit: Habit) -> str:
    """Format what a trial asks for on the days of each side."""
    return (
        f"A trial of {habit.name}: three days with it and three without, again and again; each"
        f" time a coin decides which come first. With it: {habit.treated}. Without:"
        f" {habit.control}."
    )


def format_observed(observed: TestedFactor | None) -> str:
    """Format what the diary says of a habit on days that nobody drew."""
    if observed is None:
        return "The diary has no factor that shows this habit, so it says nothing of it yet."
    name, counts = observed.risk_factor.exposure, observed.counts
    association = observed.comparison.association() if observed.comparison else None
    if association is None:
        return f"Of {name} too little is recorded to compare ({format_count(counts.days, 'day')})."
    contrast = f"days with {observed.risk_factor.more_exposed} of it against the others"
    return (
        f"Of {name} the diary says, of days that nobody drew: a ratio of"
        f" {format_ratio(association)} ({format_interval(association)}), {contrast}. That is an"
        " association, and no cause."
    )


def format_plan_rate(plan: TrialPlan) -> str:
    """Format the person's rate, and what the diary lacks for a power."""
    rate = f"In the last year: {format_rate(plan.rate)}, on {plan.recorded_days} recorded days."
    if not plan.lacking:
        return rate
    lacks = ", ".join(f"{each.have} of {each.need} {each.what}" for each in plan.lacking)
    return f"{rate} How often a trial would show something cannot be told yet: {lacks} so far."


def format_power_rows(
    plan: TrialPlan, further: tuple[TrialPower, ...] = ()
) -> list[tuple[str, ...]]:
    """Return the cells of the powers under `POWER_HEADER`."""
    rows = []
    lengths = sorted({*OFFERED_LENGTHS, *(each.days for each in further)})
    powers = {
        (each.days, each.ratio, each.skipped, each.carry_over): each
        for each in (*plan.powers, *further)
    }
    for days in lengths:
        for ratio in PLANNED_RATIOS:
            cells = [
                f"{powers[days, ratio, *how].power:.0%}"
                for how in ((0.0, 0.0), (SKIPPED, 0.0), (0.0, CARRY_OVER))
            ]
            rows.append((str(days), _EFFECTS[ratio], *cells))
    return rows


def format_worth(plan: TrialPlan) -> str:
    """Say when a trial is not worth it; empty where it may be."""
    if plan.lacking or plan.is_worth_it:
        return ""
    longest = plan.find(max(OFFERED_LENGTHS), min(PLANNED_RATIOS))
    return (
        f"It is not worth it: even {longest.days} days would miss half as many cramps more often"
        f" than not (they would show it in {longest.power:.0%} of trials). With so few cramps, or"
        " cramps in such streaks, go on recording instead."
    )


def format_trial_heading(trial: Trial) -> str:
    """Format a trial with its days."""
    first, last = trial.first_day, trial.planned_end - timedelta(days=1)
    span = f"from {format_day(first)} to {format_day(last)}"
    heading = f"Trial of {trial.habit}: {trial.days} days {span}"
    stopped = f", stopped on {format_day(trial.stopped_on)}" if trial.stopped_on else ""
    return f"{heading}{stopped}."


def format_fixed_plan(trial: Trial) -> Iterator[str]:
    """Yield what was fixed when a trial began."""
    yield format_trial_heading(trial)
    pairs = trial.days // PAIR_DAYS
    yield (
        f"{pairs} pairs of three days with and three days without, drawn from the seed {trial.seed}"
        f" and compared by {_format_outcome(trial)}; you expect {_format_expected(trial)}."
    )
    yield f"The plan's SHA-256: {trial.plan_hash}"


def _format_outcome(trial: Trial) -> str:
    if trial.outcome is Outcome.SEVERITY:
        return "the worst severity of each recorded day"
    return "the episodes on recorded days"


def _format_expected(trial: Trial) -> str:
    return _EXPECTED[trial.expected] if trial.expected else "nothing that was said"


def format_progress(progress: TrialProgress) -> Iterator[str]:
    """Yield how a trial was kept and recorded so far, a line a side."""
    for name, arm in (("With it", progress.treated), ("Without", progress.control)):
        yield f"{name}: {_format_arm(arm)}"
    if progress.changed_answers:
        answers = format_count(progress.changed_answers, "answer")
        yield f"{answers} took the place of another one that was given before."


def _format_arm(arm: ArmProgress) -> str:
    days = format_count(arm.days, "day")
    return (
        f"{days}, kept as drawn on {arm.as_drawn}, otherwise on {arm.otherwise}, not said on"
        f" {arm.not_said}; cramps or none recorded on {arm.recorded_days}."
    )


def format_trial_line(report: MonthlyReport) -> str:
    """Format the trial of a month in a line: its day and how it was kept; empty without one."""
    trial, progress = report.trial, report.trial_progress
    if trial is None or progress is None:
        return ""
    days = progress.treated.days + progress.control.days
    kept = progress.treated.as_drawn + progress.control.as_drawn
    recorded = progress.treated.recorded_days + progress.control.recorded_days
    is_whole = trial.end == trial.planned_end
    day = f"day {days} of {trial.days}" if is_whole else f"stopped after {days}"
    return (
        f"Trial of {trial.habit}: {day}; kept as drawn on {kept} of {days} days, cramps or none"
        f" recorded on {recorded}."
    )


def format_left_out_note(left_out: Sequence[RiskFactor], trial: Trial | None) -> str:
    """Say which factors are left out while a trial of them runs; empty if none are."""
    if trial is None or not left_out:
        return ""
    names = join_words([factor.exposure for factor in left_out], "and")
    last = trial.end - timedelta(days=1)
    return (
        f"{sentence_case(names)} is left out while the trial of {trial.habit} runs, until"
        f" {format_day(last)}: a look on the way would spoil it."
    )


def format_trial_sentence(report: TrialReport) -> str:
    """Return what was found and how sure that is, in a sentence that a person understands."""
    estimate, trial = report.result.estimate, report.trial
    if estimate.difference is None:
        return "No pair has recorded days on both sides: nothing can be compared."
    p = format_p_value("p", estimate.p_value)
    is_severity = trial.outcome is Outcome.SEVERITY
    size = abs(estimate.difference) * (1 if is_severity else DAYS_PER_WEEK)
    by = f"{format_digits(size)} {'points a day' if is_severity else 'a week'}"
    if estimate.p_value >= TRIAL_LEVEL:
        return (
            f"The two sides differ by {by}, which chance alone often brings ({p}): a difference was"
            " not shown, and that there is none was not shown either."
        )
    is_less = estimate.difference < 0
    if is_severity:
        what = f"the cramps were {'milder' if is_less else 'worse'}"
    else:
        what = f"there were {'fewer' if is_less else 'more'} cramps"
    return (
        f"On the days drawn for {trial.habit} {what} than on the others, by {by}; without any"
        f" difference between the sides, chance alone brings one as large in"
        f" {_format_share(estimate.p_value)} such trials ({p})."
    )


def format_trial_brief(report: TrialReport) -> str:
    """Return what was found, with the rates of both sides, for a page that has little room."""
    sides = ((Arm.TREATED, report.result.treated), (Arm.CONTROL, report.result.control))
    rates = "; ".join(
        f"{SIDE_NAMES[arm]} {format_rate(side.rate)}, on {side.recorded_days} of {side.days} days"
        for arm, side in sides
    )
    return f"{format_trial_sentence(report)} {sentence_case(rates)}."


def _format_share(p_value: float) -> str:
    if p_value < 0.001:  # noqa: PLR2004 - the smallest that is written
        return "fewer than 1 in 1,000"
    return f"{round(p_value * 1000)} of 1,000"


def format_estimate(estimate: TrialEstimate) -> str:
    """Format the ratio of the rates with its interval."""
    if estimate.ratio is None:
        return "no ratio, as no episode fell on the days without it"
    low, high = estimate.low, estimate.high
    if low is not None and high is not None:
        interval = format_range(low, high)
    elif low is not None:
        interval = f"{format_digits(low)}, no upper limit"
    else:
        interval = "no limits" if high is None else f"no lower limit, {format_digits(high)}"
    return f"a ratio of {format_digits(estimate.ratio)} ({interval})"


def format_result_rows(result: TrialResult) -> list[tuple[str, ...]]:
    """Return a table of the two sides, with its header."""
    header = ("", "days", "recorded", "missing", "episodes", "rate (95% interval)")
    sides = (
        (SIDE_NAMES[Arm.TREATED], result.treated),
        (SIDE_NAMES[Arm.CONTROL], result.control),
    )
    rows = [header, *((name, *_side_cells(side)) for name, side in sides)]
    if result.treated.severity is not None or result.control.severity is not None:
        severities = ("severity", *(_format_severity(side) for _, side in sides))
        rows = [(*row, cell) for row, cell in zip(rows, severities, strict=True)]
    return rows


def _side_cells(side: TrialSide) -> tuple[str, ...]:
    numbers = (side.days, side.recorded_days, side.missing_days, side.episodes)
    return (*map(str, numbers), format_rate(side.rate))


def _format_severity(side: TrialSide) -> str:
    return "" if side.severity is None else format_digits(side.severity)


def format_result_notes(report: TrialReport) -> Iterator[str]:
    """Yield what a result rests on, and what stands beside it, a sentence a line."""
    result = report.result
    estimate = result.estimate
    used = format_count(estimate.pairs, "pair")
    yield (
        f"By the side each day was drawn to, over {used} with recorded days on both sides; the"
        f" other {result.unused_pairs} say nothing. With it over without:"
        f" {format_estimate(estimate)}; the interval is approximate away from 1."
    )
    how = (
        "all ways in which the coins could have fallen"
        if result.is_enumerated
        else ("100,000 ways in which the coins could have fallen")
    )
    yield f"{sentence_case(format_p_value('p', estimate.p_value))}, over {how}."
    worst = result.worst_case
    if worst is not None:
        yield (
            "Had every missing day of the better side been a cramp day:"
            f" {format_estimate(worst)}, {format_p_value('p', worst.p_value)}."
        )
    yield from format_progress(report.progress)
    yield f"Expected beforehand: {_format_expected(report.trial)}. {NOT_BLINDED}"
    yield f"Before the trial: {format_observed(report.observed)}"
    yield from map(format_published_trial, report.published)
    if not report.is_whole:
        yield STOPPED_EARLY
    yield LIMITS_OF_TRIAL


def format_pairs_unit(trial: Trial) -> str:
    """Format what the lines of the pairs show."""
    is_severity = trial.outcome is Outcome.SEVERITY
    return "worst severity, mean of a day" if is_severity else "episodes a day"


def format_trial_picture(report: TrialReport) -> str:
    """Describe the chart of a trial."""
    rows = format_result_rows(report.result)
    sides = (", ".join(f"{h} {c}" for h, c in zip(rows[0], row, strict=True)) for row in rows[1:])
    return " ".join(
        [
            f"{TRIAL_HEADING}.",
            format_trial_heading(report.trial),
            *(f"{side.strip()}." for side in sides),
            format_trial_sentence(report),
        ]
    )


def format_published_trial(size: Published) -> str:
    """Format a published trial.

    >>> from cramp_diary.analysis.published import published_trials
    >>> format_published_trial(published_trials("stretching")[0])
    'Published: stretching before bed, 1.2 (0.6 to 1.8) cramps fewer a night (Hallegraeff 2012).'
    """
    shown = "" if size.kind == FEWER_A_NIGHT else ", which is no clear difference"
    return (
        f"Published: {size.what}, {size.value:g} ({size.low:g} to {size.high:g}) {size.kind}"
        f"{shown} ({size.source} {size.year})."
    )
