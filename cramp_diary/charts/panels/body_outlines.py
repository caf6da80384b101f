"""Outlines of legs and feet, drawn for this project.

Each is a left limb with its inner side on the right; y points down. The unit is a hundredth of the
height of a leg. Every muscle but `other` needs an outline in one of the three views.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.path import Path

from cramp_diary.core.vocabulary import Muscle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Limb:
    """A left limb: its width and height, its outline, and the outlines of its muscles.

    `muscles` are in the order in which they are drawn, so that heel and arch lie on the foot; `at`
    is the middle of the number of each.
    """

    width: float
    height: float
    outline: Path
    muscles: dict[Muscle, Path]
    at: dict[Muscle, tuple[float, float]]


def smooth(points: Points, *, closed: bool = True) -> Path:
    """Return a smooth curve through points (Catmull-Rom); an open one ends in a straight line."""
    through = np.asarray(points, dtype=float)
    if closed:
        around = np.vstack([through[-1], through, through[:2]])
    else:
        around = np.vstack([through[0], through, through[-1]])
    vertices: list[NDArray[np.float64]] = [around[1]]
    codes = [Path.MOVETO]
    for before, a, b, after in zip(around, around[1:], around[2:], around[3:], strict=False):
        vertices += [a + (b - before) / 6, b - (after - a) / 6, b]
        codes += [Path.CURVE4] * 3
    return Path(np.vstack([*vertices, around[1]]), [*codes, Path.CLOSEPOLY])


def _ellipse(x: float, y: float, across: float, down: float) -> Path:
    circle = Path.unit_circle()
    return Path(np.asarray(circle.vertices) * (across, down) + (x, y), circle.codes)


_LEG = smooth(
    [
        *((2.5, 0), (2, 12), (4.5, 28), (8, 42), (6, 51), (4.5, 60), (7, 74), (11, 87)),
        *((10.5, 93), (9, 97.5), (13, 100), (20, 100), (23, 97.5), (21, 93), (20.5, 87)),
        *((25, 74), (28.5, 60), (27.5, 51), (25.5, 42), (30, 28), (33.5, 12), (34, 0)),
    ],
    closed=False,
)
_UPPER = smooth(
    [(8, 5), (18, 3), (28, 5), (28.5, 16), (25, 31), (17, 35), (10, 31), (7, 16)],
)
_CALF = smooth(
    [(10, 49), (17, 45.5), (24, 49), (25, 60), (21, 73), (16.5, 79), (11.5, 73), (8, 60)]
)
_SHIN = smooth([(12, 49), (17, 47), (22, 49), (22, 62), (19.5, 77), (16.5, 84), (13, 77), (11, 62)])

BACK_VIEW = Limb(
    36,
    100,
    _LEG,
    {Muscle.HAMSTRING: _UPPER, Muscle.CALF: _CALF},
    {Muscle.HAMSTRING: (17.7, 18), Muscle.CALF: (16.6, 61)},
)
FRONT_VIEW = Limb(
    36,
    100,
    _LEG,
    {Muscle.THIGH: _UPPER, Muscle.SHIN: _SHIN},
    {Muscle.THIGH: (17.7, 18), Muscle.SHIN: (16.6, 62)},
)

_FOOT = smooth(
    [
        *((21, 0), (12, 3.5), (9, 14), (9, 30), (6, 46), (3, 60), (5, 70), (14, 75)),
        *((26, 77), (37, 75), (41, 66), (39, 55), (32, 42), (30.5, 30), (32, 14), (29, 3.5)),
    ]
)
_TOES = Path.make_compound_path(
    _ellipse(35, 86, 6.6, 10),
    _ellipse(24.6, 86.5, 3.4, 7.6),
    _ellipse(17.2, 84, 3.2, 6.8),
    _ellipse(10.4, 80.5, 2.9, 6),
    _ellipse(4.4, 75.5, 2.6, 5.2),
)
SOLE_VIEW = Limb(
    43,
    97,
    _FOOT,
    {
        Muscle.FOOT: _FOOT,
        Muscle.HEEL: _ellipse(20.5, 13, 8.5, 10),
        Muscle.ARCH: smooth(
            [
                (13, 31),
                (20, 27),
                (27, 31),
                (28, 40),
                (33, 52),
                (27, 58),
                (17, 58),
                (10, 55),
                (11, 43),
            ]
        ),
        Muscle.TOES: _TOES,
    },
    {
        Muscle.FOOT: (22.5, 67),
        Muscle.HEEL: (20.5, 13),
        Muscle.ARCH: (20.5, 44),
        Muscle.TOES: (34, 86),
    },
)
