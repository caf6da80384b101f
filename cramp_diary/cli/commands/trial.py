"""``cramp trial``: plan, run and judge a randomised trial of one habit."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from secrets import randbelow
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cramp_diary.cli import options
from cramp_diary.cli.completion import candidates
from cramp_diary.cli.days import last_counted_day, today
from cramp_diary.cli.output.progress import progress
from cramp_diary.cli.output.streams import print_json, print_notice, print_result, print_table
from cramp_diary.cli.parsing.periods import parse_diary_day, parse_iso_day
from cramp_diary.cli.prompts.confirm import confirm
from cramp_diary.cli.prompts.tty import can_ask
from cramp_diary.cli.session import diary_session, print_undo_hint
from cramp_diary.cli.trial_days import (
    find_ended_trial,
    find_trial_day,
    format_kept,
    format_trial_day,
)
from cramp_diary.core.errors import (
    ClockBehind,
    MuchWater,
    NoExpectation,
    NoTrial,
    NoUsualWater,
    TakenOrNot,
    TrialInThePast,
    TrialLength,
    TrialRunning,
    TrialWhileWorsening,
)
from cramp_diary.core.limits import TRIAL_LENGTH
from cramp_diary.core.operating_system import quote_argument
from cramp_diary.core.phrases.day_words import DAY
from cramp_diary.core.trial import Trial, hash_plan, schedule
from cramp_diary.core.trial_habits import WATER, parse_habit
from cramp_diary.core.vocabulary import YES_NO, Arm, Expected, Outcome, parse_yes_no

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cramp_diary.analysis.inference.trial_power import TrialPlan, TrialPower
    from cramp_diary.core.period import Period
    from cramp_diary.core.trial_habits import Habit
    from cramp_diary.store import Diary

USUAL_TRIAL_DAYS = 108
MOST_WATER_ML = 3000
"""Of what is usual and a glass more: what is beyond is no modest amount."""

_SEEDS = 2**32


class _TrialGroup(options.HelpfulGroup):
    """A group that runs its own command when it is called without another one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's private type
        """Parse the arguments; without any, the trial is shown and not the help."""
        parsed: list[str] = super(options.HelpfulGroup, self).parse_args(ctx, args)
        return parsed


app = typer.Typer(cls=_TrialGroup, add_completion=False, rich_markup_mode="rich")

HabitName = Annotated[
    list[str],
    typer.Argument(
        metavar="HABIT...",
        help="stretching, walking, sitting breaks, shoes, water, bedtime routine, or own words.",
        autocompletion=candidates.habits,
    ),
]
NotTaken = Annotated[
    bool, typer.Option("--not-taken", help="It is nothing you take: no medicine, no supplement.")
]


@app.callback(invoke_without_command=True, epilog="Example: cramp trial plan stretching")
def trial(ctx: typer.Context, as_json: options.AsJson = False, *, db: options.Db) -> None:
    """Try one habit on yourself, on days that a coin decides.

    Alone it shows how the trial goes on, and nothing of what comes of it. Never of a medicine:
    what is prescribed stays as it is.
    """
    if ctx.invoked_subcommand is None:
        with diary_session(db) as diary:
            day, trials = today(diary), diary.trials()
            if not trials:
                raise NoTrial
            found = next((t for t in trials if day < t.end), trials[-1])
            before = last_counted_day(diary) + DAY
            period, told = diary.read(), format_trial_day(diary, day)
            drawn = find_trial_day(diary, day)
        _print_trial(period, found, day, before, told, drawn and drawn[1].done, as_json=as_json)


@app.command(epilog="Example: cramp trial plan stretching")
def plan(
    habit: HabitName,
    days: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Another length than the three shown.")
    ] = None,
    not_taken: NotTaken = False,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Show what a trial would take, and how often it would show something.

    The numbers are simulated from your own diary.
    """
    from cramp_diary.analysis.inference.trial import OFFERED_LENGTHS
    from cramp_diary.analysis.summaries.trial import foresee_trial, observe_habit

    further = None if days is None else _parse_days(days)
    with diary_session(db) as diary:
        chosen = _choose_habit(diary, habit, is_taken=False if not_taken else None)
        period = _read_if_allowed(diary, chosen)
        other = next((t for t in diary.trials() if today(diary) < t.end), None)
        if other:
            raise TrialRunning(other.habit, other.first_day, other.end)
    observed = observe_habit(period, chosen.name)
    with progress(len(OFFERED_LENGTHS) + (further is not None)) as begin_step:
        found, powers = foresee_trial(period, further, begin_step)
    if as_json:
        print_json(_plan_object(chosen, found, powers))
        return
    from cramp_diary.wording.trial import (
        NOT_BLINDED,
        POWER_HEADER,
        SKIPPING,
        format_habit_days,
        format_observed,
        format_plan_rate,
        format_power_rows,
        format_worth,
    )

    print_result(f"{format_habit_days(chosen)}\n{format_observed(observed)}")
    print_result(f"{format_plan_rate(found)}\n")
    if not found.lacking:
        print_result("How often a trial would show it, were the effect real:")
        print_table([POWER_HEADER, *format_power_rows(found, powers)])
        print_result("")
    print_result("\n".join(filter(None, (SKIPPING, NOT_BLINDED, format_worth(found)))))
    length = further or USUAL_TRIAL_DAYS
    print_notice(f"To begin: cramp trial start --days {length} {quote_argument(chosen.name)}")


@app.command(epilog="Example: cramp trial start stretching --days 108 --expect better --yes")
def start(
    habit: HabitName,
    days: Annotated[
        int, typer.Option(metavar="NUMBER", help="36 to 400, rounded to whole pairs of six.")
    ] = USUAL_TRIAL_DAYS,
    expect: Annotated[
        str | None,
        typer.Option(
            metavar="WORD",
            help="What you expect of the days with it: better, same or worse.",
            autocompletion=lambda: [*Expected],
        ),
    ] = None,
    outcome: Annotated[
        str,
        typer.Option(
            metavar="WORD",
            help="What is compared: episodes or severity.",
            autocompletion=lambda: [*Outcome],
        ),
    ] = Outcome.EPISODES,
    first: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="The first day.", show_default="tomorrow"),
    ] = None,
    not_taken: NotTaken = False,
    yes: options.Yes = False,
    *,
    db: options.Db,
) -> None:
    """Draw the days of a trial, fix its plan, and begin.

    What is fixed then stays: the days, what is compared, and how.
    """
    from cramp_diary.analysis.inference.trial import draw_arms
    from cramp_diary.wording.trial import NO_PEEKING, NOT_BLINDED, format_fixed_plan

    length, compared = _parse_days(days), Outcome.parse(outcome)
    expected = None if expect is None else Expected.parse(expect)
    with diary_session(db) as diary:
        day = today(diary)
        first_day = _parse_first_day(first, day)
        chosen = _choose_habit(diary, habit, is_taken=False if not_taken else None)
        _read_if_allowed(diary, chosen)
        draft = Trial(
            habit=chosen.name,
            first_day=first_day,
            days=length,
            seed=randbelow(_SEEDS),
            outcome=compared,
            plan_hash="",
        )
        for other in diary.trials():
            if other.overlaps(draft) or day < other.end or other.first_day == first_day:
                raise TrialRunning(other.habit, other.first_day, other.end)
        draft = replace(draft, expected=expected or _ask_expected())
        question = f"Begin {length} days of {chosen.name} on {first_day}? What is fixed then stays."
        confirm("cramp trial start", (f"{question} yes or no", YES_NO[0]), yes=yes)
        arms = [Arm.TREATED if each else Arm.CONTROL for each in draw_arms(length, draft.seed)]
        drawn = schedule(first_day, arms)
        fixed = replace(draft, plan_hash=hash_plan(draft, drawn))
        diary.start_trial(fixed, drawn)
        told = format_trial_day(diary, first_day)
    if length != days:
        print_notice(f"{days} days are no whole pairs of six: it has {length}.")
    print_result("\n".join([*format_fixed_plan(fixed), f"{first_day}: {told}."]))
    print_notice(
        "Keep the SHA-256 elsewhere: it shows that nothing of the plan was changed.\n"
        f"{NOT_BLINDED}\n{NO_PEEKING}\n"
        "In the morning, cramp day asks whether it was done; or: cramp day --done"
    )
    print_undo_hint()


@app.command(epilog="Example: cramp trial stop")
def stop(yes: options.Yes = False, *, db: options.Db) -> None:
    """End the trial early; what is then seen proves nothing."""
    from cramp_diary.wording.trial import STOPPED_EARLY

    with diary_session(db) as diary:
        day = today(diary)
        running = next((t for t in diary.trials() if day < t.end), None)
        if running is None:
            raise NoTrial("No trial is running")
        question = f"Stop the trial of {running.habit}? What is seen then proves nothing. yes or no"
        confirm("cramp trial stop", (question, YES_NO[0]), yes=yes)
        diary.stop_trial(running, day)
    if day < running.first_day:
        print_result(f"The trial of {running.habit} had not begun, and is taken out of the diary.")
    else:
        print_result(f"The trial of {running.habit} ends before {day}. {STOPPED_EARLY}")
    print_undo_hint()


@app.command(epilog="Example: cramp trial result")
def result(
    date: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DATE]...", help="A day of the trial that is meant.", show_default="the last"
        ),
    ] = None,
    as_json: options.AsJson = False,
    *,
    db: options.Db,
) -> None:
    """Show what came of a trial, once it is over.

    By the side each day was drawn to, whatever was done on it. Never that the habit works, or
    does not.
    """
    from cramp_diary.analysis.summaries.trial import judge_trial

    with diary_session(db) as diary:
        day, period = today(diary), diary.read()
        found = find_ended_trial(period, parse_diary_day(diary, date) if date else None, day)
    report = judge_trial(period, found)
    from cramp_diary.wording.trial import (
        format_result_notes,
        format_result_rows,
        format_trial_heading,
        format_trial_sentence,
    )

    if as_json:
        sentences = [format_trial_sentence(report), *format_result_notes(report)]
        print_json(
            {
                "trial": _trial_object(found),
                "is_whole": report.is_whole,
                "progress": asdict(report.progress),
                "result": asdict(report.result),
                "observed_before": _observed_object(report.observed),
                "published": [asdict(size) for size in report.published],
                "sentences": sentences,
            }
        )
        return
    print_result(f"{format_trial_heading(found)}\n{format_trial_sentence(report)}\n")
    print_table(format_result_rows(report.result))
    print_result("\n" + "\n".join(format_result_notes(report)))


def _parse_days(days: int) -> int:
    """Return the number of days as whole pairs.

    Raises
    ------
    TrialLength
        If a trial cannot have so many.
    """
    from cramp_diary.analysis.inference.trial import round_days

    if not TRIAL_LENGTH.least <= days <= TRIAL_LENGTH.greatest:
        raise TrialLength(days, (int(TRIAL_LENGTH.least), int(TRIAL_LENGTH.greatest)))
    return round_days(days)


def _parse_first_day(typed: str | None, day: dt.date) -> dt.date:
    if typed is None or typed.strip().casefold() == "tomorrow":
        return day + DAY
    first_day = day if typed.strip().casefold() == "today" else parse_iso_day(typed.strip())
    if first_day < day:
        raise TrialInThePast(first_day, day)
    return first_day


def _choose_habit(diary: Diary, words: list[str], *, is_taken: bool | None) -> Habit:
    """Return the habit that was typed; one in own words is asked about on a terminal."""
    typed, medications = " ".join(words), [m.name for m in diary.medications()]
    try:
        return parse_habit(typed, medications, is_taken=is_taken)
    except TakenOrNot:
        if not can_ask(no_input=False):
            raise
    from cramp_diary.cli.prompts.conversation import Question, ask_questions

    question = Question(
        key="taken",
        text=f"Is {typed} something you take, such as a tablet or a powder?",
        help="No trial is of a medicine or a supplement: that is for your doctor.",
        choices=YES_NO,
        needed=True,
        read=parse_yes_no,
    )
    taken = ask_questions([question])["taken"]
    return parse_habit(typed, medications, is_taken=taken)


def _ask_expected() -> Expected:
    """Ask what is expected of the days with the habit.

    Raises
    ------
    NoExpectation
        If there is no terminal to ask on.
    """
    if not can_ask(no_input=False):
        raise NoExpectation
    from cramp_diary.cli.prompts.conversation import Question, ask_questions
    from cramp_diary.core.record_phrases import match_choice

    question = Question(
        key="expected",
        text="What do you expect of the days with it?",
        help="It is kept beside the result: who expects much may also see much.",
        choices=tuple(Expected),
        needed=True,
        read=lambda text: Expected.parse(match_choice(text, tuple(Expected))),
    )
    expected: Expected = ask_questions([question])["expected"]
    return expected


def _read_if_allowed(diary: Diary, habit: Habit) -> Period:
    """Return the whole diary, if a trial of the habit may be planned now.

    Raises
    ------
    ClockBehind, TrialWhileWorsening, NoUsualWater, MuchWater
        If it may not.
    """
    from cramp_diary.analysis.daily import daily_table
    from cramp_diary.analysis.summaries.trend import TrendVerdict, assess_trend

    day, period = today(diary), diary.read()
    last = max(period.recorded_days, default=day)
    if last > day:
        raise ClockBehind(last, day)
    if assess_trend(daily_table(period), last_counted_day(diary)).verdict is TrendVerdict.WORSENING:
        raise TrialWhileWorsening
    if habit is WATER:
        from cramp_diary.analysis.summaries.trial import find_usual_water
        from cramp_diary.core.thresholds import FEWEST_DAYS

        days, usual = find_usual_water(period)
        if usual is None:
            raise NoUsualWater(days, FEWEST_DAYS)
        if usual + period.settings.glass > MOST_WATER_ML:
            most = period.settings.format_volume(MOST_WATER_ML)
            raise MuchWater(period.settings.format_volume(usual), most)
    return period


def _plan_object(
    habit: Habit, found: TrialPlan, further: Sequence[TrialPower]
) -> dict[str, object]:
    return {
        "habit": habit.name,
        "with_it": habit.treated,
        "without": habit.control,
        "rate": found.rate and asdict(found.rate),
        "recorded_days": found.recorded_days,
        "powers": [asdict(power) for power in (*found.powers, *further)],
        "lacking": [{"what": s.what, "have": s.have, "need": s.need} for s in found.lacking],
        "is_worth_it": None if found.lacking else found.is_worth_it,
    }


def _print_trial(
    period: Period,
    found: Trial,
    day: dt.date,
    before: dt.date,
    told: str,
    done: bool | None,  # noqa: FBT001 - the answer itself
    *,
    as_json: bool,
) -> None:
    from cramp_diary.analysis.summaries.trial import follow_trial
    from cramp_diary.wording.trial import NO_PEEKING, format_progress, format_trial_heading

    progressed = follow_trial(period, found, before)
    if as_json:
        print_json(
            {"trial": _trial_object(found), "today": told or None, "progress": asdict(progressed)}
        )
        return
    print_result(format_trial_heading(found))
    if told:
        print_result(f"{told}; {format_kept(done)}.")
    elif day < found.first_day:
        print_result(f"It begins on {found.first_day}.")
    print_result("\n".join(format_progress(progressed)))
    if day < found.end:
        print_notice(NO_PEEKING)
    else:
        print_notice("It is over. What came of it: cramp trial result")


def _trial_object(trial: Trial) -> dict[str, object]:
    """Return a trial as an object for JSON."""
    return {**asdict(trial), "last_day": trial.end - timedelta(days=1)}


def _observed_object(observed: Any) -> dict[str, object] | None:  # noqa: ANN401 - see observe_habit
    if observed is None:
        return None
    association = observed.comparison and observed.comparison.association()
    return {
        "exposure": observed.risk_factor.exposure,
        "more_exposed": str(observed.risk_factor.more_exposed),
        "rate_ratio": association and association.rate_ratio,
        "low": association and association.low,
        "high": association and association.high,
        "days": observed.counts.days,
    }
