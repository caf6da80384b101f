"""All factors of a diary, each tested and with its verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cramp_diary.analysis.daily import daily_table
from cramp_diary.analysis.inference.family import TestedFactor, compare_all, compare_factor
from cramp_diary.analysis.inference.negative_control import (
    NEGATIVE_CONTROL,
    choose_model,
    draw_exposure,
)
from cramp_diary.analysis.inference.pace import expected_on
from cramp_diary.analysis.inference.power import SPELLS, Evidence, assess_evidence
from cramp_diary.analysis.inference.separation import (
    follows_weekdays,
    inseparable,
    is_order_unknown,
    may_be_reaction,
    share_known_before,
)
from cramp_diary.analysis.inference.verdicts import (
    CHANCE_P,
    CLEAR_Q,
    LINKS,
    POSSIBLE_Q,
    Verdict,
    benjamini_hochberg,
    decide_verdict,
)
from cramp_diary.analysis.risk_factors import list_hidden_factors, list_risk_factors
from cramp_diary.core.month import month_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from cramp_diary.analysis.inference.association import Association
    from cramp_diary.analysis.inference.power import Counts, Shortfall
    from cramp_diary.analysis.risk_factors import RiskFactor
    from cramp_diary.core.period import Period
    from cramp_diary.core.trial import Trial


@dataclass(frozen=True, slots=True)
class Finding:
    """The result for one factor.

    Attributes
    ----------
    association, q_value
        ``None`` where the minimum data is lacking; then `lacking` says why.
    evidence
        Which ratios the diary could show, now and with more days.
    expected_on
        About when the days still needed will have been recorded, at the present pace.
    inseparable_from
        For a link: another flagged factor beside which it dissolves.
    may_be_reaction
        For a link: whether tomorrow's exposure goes together with the cramps as strongly.
    follows_weekdays
        For a link: whether it dissolves beside the days of the week.
    known_before
        For a link of more of what a person may do because of a cramp with more cramps: the share
        of it that is known to have come before the first cramp of its day.
    tested_together
        How many factors were tested as one family with it, itself included.
    """

    risk_factor: RiskFactor
    verdict: Verdict
    counts: Counts
    association: Association | None
    q_value: float | None
    lacking: tuple[Shortfall, ...]
    not_comparable: str
    evidence: Evidence
    expected_on: date | None
    inseparable_from: RiskFactor | None = None
    may_be_reaction: bool = False
    follows_weekdays: bool = False
    known_before: float | None = None
    tested_together: int = 1

    @property
    def may_be_chance(self) -> bool:
        """Whether it is a possible link whose own interval holds 1."""
        a = self.association
        unsure = a is not None and (a.p_value > CHANCE_P or a.low <= 1 <= a.high)
        return unsure and self.verdict is Verdict.POSSIBLE_LINK

    @property
    def order_unknown(self) -> bool:
        """Whether it may have followed the cramps of the day that it goes together with."""
        return is_order_unknown(self.known_before)

    @property
    def is_opposite(self) -> bool:
        """Whether it is a link of more exposure with fewer cramps, against what is suspected."""
        a = self.association
        return a is not None and a.rate_ratio < 1 and self.verdict in LINKS

    @property
    def few_courses(self) -> bool:
        """Whether separate courses are missing, which more recorded days do not bring."""
        recorded = self.risk_factor.by_course and self.counts.days > 0
        return recorded and any(lacking.what == SPELLS for lacking in self.lacking)

    @property
    def days_still_needed(self) -> int | None:
        """About how many more recorded days until a first verdict, or a ratio of 2 would show.

        Until a first verdict where there is none yet; ``None`` where no pace is known.
        """
        if self.association is not None:
            return self.evidence.days_for_two
        return None if self.few_courses else self.evidence.days_to_first_verdict


@dataclass(frozen=True, slots=True)
class Findings:
    """The results for all factors of a diary.

    Attributes
    ----------
    factors
        The seven, each medication, and the person's own: tested as one family.
    negative_control
        A factor drawn by chance, outside the family; ``None`` where no factor was tested.
    negative_control_model
        The factor whose streaks the negative control has.
    left_out, trial
        The factors of a trial that is not over, and the trial.
    """

    factors: tuple[Finding, ...]
    negative_control: Finding | None
    negative_control_model: RiskFactor | None
    left_out: tuple[RiskFactor, ...] = ()
    trial: Trial | None = None

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The factors, and the negative control last."""
        return (*self.factors, *([self.negative_control] if self.negative_control else []))

    @property
    def tested(self) -> int:
        """How many factors had the minimum data and were compared."""
        return sum(finding.association is not None for finding in self.factors)

    @property
    def control_is_link(self) -> bool:
        """Whether the negative control came out as a link, which only chance can do."""
        return self.negative_control is not None and self.negative_control.verdict in LINKS


LONGEST_GAP = 60
"""Days of a gap in the record that are kept: half a period of the quickest cosine."""


def recorded_calendar(daily: pd.DataFrame) -> pd.DataFrame:
    """Return the rows from the first recorded day to the last, longer gaps shortened to 60 days.

    A gap is a run of days that are not recorded; its first 30 and last 30 rows are kept, with
    their dates. The day before and the day after each recorded day thus stay what they are. One
    day of another year would otherwise bring columns of the model for all the years between.
    """
    known = np.flatnonzero(daily["episodes"].notna())
    if not len(known):
        return daily.iloc[:0]
    days = np.arange(known[0], known[-1] + 1)
    since = days - known[np.searchsorted(known, days, side="right") - 1]
    until = known[np.searchsorted(known, days)] - days
    kept = (since <= LONGEST_GAP // 2) | (until <= LONGEST_GAP // 2)
    calendar = daily.iloc[days[0] : days[-1] + 1]
    return calendar if kept.all() else calendar[kept]


def all_findings(period: Period, as_of: date | None = None) -> Findings:
    """Test every factor of the diary as one family (Benjamini-Hochberg).

    A negative control is tested beside the family and changes nothing in it.

    A *clear link* has q <= .035 also in the family as it was at the end of the month before the
    last recorded day, and is none of more of something with more cramps while it may have followed
    them. Flagged factors are refitted jointly and beside the days of the week, and compared with
    tomorrow's exposure.

    Parameters
    ----------
    period
        The whole diary up to the day of the report.
    as_of
        The day from which the days still needed are dated; default the last recorded day.
    """
    factors = list_risk_factors(period)
    daily = recorded_calendar(daily_table(period))
    members = compare_all(daily, factors)
    model = choose_model(members)
    control = None
    if model:
        daily = daily.assign(**{NEGATIVE_CONTROL.column: draw_exposure(daily, model)})
        control = _add_control_q(compare_factor(daily, NEGATIVE_CONTROL), members)
    shown = (*members, *([control] if control else []))
    earlier = _find_earlier_q_values(period, daily, shown)
    findings = _judge_family(members, daily, earlier, as_of)
    controls = _judge_family([control], daily, earlier, as_of) if control else ()
    return Findings(
        findings,
        controls[0] if controls else None,
        model,
        left_out=list_hidden_factors(period),
        trial=period.running_trial,
    )


def _add_control_q(control: TestedFactor, members: Sequence[TestedFactor]) -> TestedFactor:
    """Give the negative control the q-value it would have in the family; that keeps its own."""
    if control.comparison is None:
        return control
    p_values = [m.comparison.p_value for m in (*members, control) if m.comparison]
    return replace(control, q_value=float(benjamini_hochberg(np.array(p_values))[-1]))


def _find_earlier_q_values(
    period: Period, daily: pd.DataFrame, members: Sequence[TestedFactor]
) -> Mapping[RiskFactor, float]:
    """Test the same factors with what was known at the end of the previous month."""
    if not any(m.q_value is not None and m.q_value <= CLEAR_Q for m in members):
        return {}
    month_start = month_of(max(period.recorded_days)).start
    earlier = recorded_calendar(daily_table(period.before(month_start)))
    factors = [m.risk_factor for m in members if m.risk_factor is not NEGATIVE_CONTROL]
    found = compare_all(earlier, factors)
    if NEGATIVE_CONTROL.column in daily:
        earlier = earlier.assign(
            **{NEGATIVE_CONTROL.column: daily[NEGATIVE_CONTROL.column].reindex(earlier.index)}
        )
        found = (*found, _add_control_q(compare_factor(earlier, NEGATIVE_CONTROL), found))
    return {m.risk_factor: m.q_value for m in found if m.q_value is not None}


def _judge_family(
    members: Sequence[TestedFactor],
    daily: pd.DataFrame,
    earlier_q_values: Mapping[RiskFactor, float],
    as_of: date | None,
) -> tuple[Finding, ...]:
    """Give each factor of a family its verdict.

    Flagged factors also get the refits, jointly and beside the days of the week, and the test with
    the next day's exposure.
    """
    flagged = [m for m in members if m.q_value is not None and m.q_value <= POSSIBLE_Q]
    flagged.sort(key=lambda m: m.comparison.p_value if m.comparison else 1.0)
    rivals = inseparable(daily, [m.risk_factor for m in flagged])
    tested = sum(m.comparison is not None for m in members)
    findings = []
    for m in members:
        factor, compared = m.risk_factor, m.comparison
        association = compared.association() if compared else None
        evidence = assess_evidence(m.counts, compared.inflation if compared else 1.0)
        needed = evidence.days_for_two if compared else evidence.days_to_first_verdict
        used = daily["episodes"].notna() & factor.series(daily).notna()
        known_before = (
            share_known_before(daily, factor, association.rate_ratio)
            if association and m in flagged
            else None
        )
        finding = Finding(
            risk_factor=factor,
            verdict=decide_verdict(
                association,
                m.q_value,
                earlier_q_values.get(factor),
                order_unknown=is_order_unknown(known_before),
            ),
            counts=m.counts,
            association=association,
            q_value=m.q_value,
            lacking=m.lacking,
            not_comparable=m.not_comparable,
            evidence=evidence,
            expected_on=(
                expected_on(used, needed, as_of or daily.index[-1].date()) if len(daily) else None
            ),
            inseparable_from=rivals.get(factor),
            may_be_reaction=bool(
                m in flagged and compared and may_be_reaction(daily, factor, compared.score)
            ),
            follows_weekdays=m in flagged and follows_weekdays(daily, factor),
            known_before=known_before,
            tested_together=max(tested, 1),
        )
        findings.append(finding)
    return tuple(findings)
