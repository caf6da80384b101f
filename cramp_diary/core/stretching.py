"""The stretching routine of the article, scaled to the minutes available."""

from __future__ import annotations

from dataclasses import dataclass

from cramp_diary.core.limits import ROUTINE_MINUTES


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise, done with each side in turn; `times` and `seconds` are per minute of routine.

    The seconds of all exercises add up to half a minute; the other half is for the other side.
    """

    name: str
    limb: str
    how: str
    times: float
    seconds: float
    is_hold: bool = False


ROUTINE = (
    Exercise("Toe points", "foot", "point the toes away, then pull them up to the shin", 2, 8),
    Exercise("Ankle circles", "foot", "turn the foot slowly, one way and then the other", 2, 7),
    Exercise(
        "Calf stretches",
        "leg",
        "knee straight, pull the toes to you",
        1,
        15,
        is_hold=True,
    ),
)


@dataclass(frozen=True, slots=True)
class TimedExercise:
    """One exercise with one side: how many times, and the seconds of each."""

    name: str
    how: str
    times: int
    seconds_each: float
    is_hold: bool

    def __str__(self) -> str:
        counted = f"{self.times} x {self.seconds_each:.0f} seconds"
        if not self.is_hold:
            counted = "once" if self.times == 1 else f"{self.times} times"
        return f"{self.name}, {counted}: {self.how}"


def routine(minutes: float) -> tuple[TimedExercise, ...]:
    """Return the exercises of a routine of this many minutes: each left, then right.

    >>> for step in routine(5)[::2]:
    ...     print(step)
    Toe points, left foot, 10 times: point the toes away, then pull them up to the shin
    Ankle circles, left foot, 10 times: turn the foot slowly, one way and then the other
    Calf stretches, left leg, 5 x 15 seconds: knee straight, pull the toes to you

    Raises
    ------
    OutOfRange
        If it is outside `ROUTINE_MINUTES`.
    """
    ROUTINE_MINUTES.check(minutes)
    return tuple(
        _timed(exercise, side, minutes) for exercise in ROUTINE for side in ("left", "right")
    )


def _timed(exercise: Exercise, side: str, minutes: float) -> TimedExercise:
    times = round(exercise.times * minutes)
    return TimedExercise(
        name=f"{exercise.name}, {side} {exercise.limb}",
        how=exercise.how,
        times=times,
        seconds_each=exercise.seconds * minutes / times,
        is_hold=exercise.is_hold,
    )
