"""What is said of one factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.analysis.evidence import SPELLS
from cramp_diary.analysis.verdicts import Verdict
from cramp_diary.analysis.words.numbers import counted, in_digits, interval_words, ratio_words
from cramp_diary.gate import FEWEST_SPELLS
from cramp_diary.units import plain
from cramp_diary.vocabulary import Direction

if TYPE_CHECKING:
    from cramp_diary.analysis.findings import Finding


def verdict_words(finding: Finding) -> str:
    """Say a verdict in a few words, with the days still needed where it is too early."""
    days = finding.days_still_needed
    if finding.verdict is Verdict.TOO_FEW_DAYS:
        return _too_few(finding)
    if finding.verdict is Verdict.CANNOT_TELL_YET and days:
        return f"cannot tell yet: about {counted(days, 'more day')}"
    return str(finding.verdict)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _too_few(finding: Finding) -> str:
    if finding.not_comparable:
        return "cannot be compared"
    if finding.counts.days == 0:
        return "too few days: not recorded yet"
    if _few_courses(finding):
        courses = finding.counts.spells
        return f"too few days: only {'one course' if courses <= 1 else f'{courses} courses'}"
    if [lacking.what for lacking in finding.lacking] == [SPELLS]:
        spells = counted(finding.counts.spells, "spell")
        return f"too few days: {spells} of exposure, {FEWEST_SPELLS} needed"
    if finding.days_still_needed is None:
        nothing = [lacking.what for lacking in finding.lacking if lacking.have == 0]
        return f"too few days: no {nothing[-1]} yet"
    return f"too few days: about {finding.days_still_needed} more"


def _few_courses(finding: Finding) -> bool:
    """Tell whether courses are what is missing, which no number of days makes up for."""
    recorded = finding.risk_factor.by_course and finding.counts.days > 0
    return recorded and any(lacking.what == SPELLS for lacking in finding.lacking)


def contrast_words(finding: Finding) -> str:
    """Say which days the ratio compares."""
    if finding.association is None:
        return ""
    contrast, factor = finding.association.contrast, finding.risk_factor
    if contrast.basis == "yes/no":
        present, other = f"days {factor.presence}", "other days"
        more_is_present = factor.more_exposed is Direction.MORE
        return f"{present} against {other}" if more_is_present else f"{other} against {present}"
    more, less = (
        f"{plain(round(level, 1))}{' (usual)' if level == contrast.usual else ''}"
        for level in (contrast.more_exposed, contrast.less_exposed)
    )
    return f"days of {factor.levels.format(f'{more} against {less}')}"


def detectable_words(finding: Finding) -> str:
    """Say which ratios the diary is too short to show, where it cannot tell yet."""
    ratio = finding.smallest_detectable_ratio
    if finding.verdict is not Verdict.CANNOT_TELL_YET or ratio is None:
        return ""
    return f"ratios under {in_digits(ratio)} do not show yet"


def finding_sentence(finding: Finding) -> str:
    """Say one finding in a sentence with its interval and denominators."""
    c, a = finding.counts, finding.association
    name = finding.risk_factor.exposure
    held = f"{counted(c.episodes, 'episode')} on {counted(c.days, 'day')}"
    if a is None:
        why = ", cannot be separated from time" if _few_courses(finding) else ""
        return f"{_sentence_case(name)}: {verdict_words(finding)}{why} ({held})."
    numbers = (
        f"{ratio_words(a)} times the episode rate, 95% interval {interval_words(a)};"
        f" {contrast_words(finding)}; {held}"
    )
    if finding.verdict in (Verdict.CLEAR_LINK, Verdict.POSSIBLE_LINK):
        sure = "clearly goes" if finding.verdict is Verdict.CLEAR_LINK else "possibly goes"
        which = "more" if a.rate_ratio > 1 else "fewer"
        more = _sentence_case(finding.risk_factor.more)
        return f"{more} {sure} together with {which} cramps: {numbers}."
    if finding.verdict is Verdict.CANNOT_TELL_YET:
        return f"{_sentence_case(name)}: {_cannot_tell(finding)}: {numbers}."
    return f"{_sentence_case(name)}: {finding.verdict}: {numbers}."


def _cannot_tell(finding: Finding) -> str:
    """Say what the diary is too short for, and for how long."""
    days = finding.days_still_needed
    ahead = f"about {counted(days, 'more day')} would show a ratio of 2" if days else ""
    reasons = ", ".join(reason for reason in (detectable_words(finding), ahead) if reason)
    return f"{finding.verdict} ({reasons})" if reasons else str(finding.verdict)
