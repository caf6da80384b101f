"""Legs and feet in outline, with the number of episodes of each muscle and side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import PathPatch
from matplotlib.transforms import Affine2D

from cramp_diary.charts.lettering import (
    SMALL_LINE_MM,
    centred_baseline,
    points_in_mm,
    width_mm,
    wrap_text,
    write,
    write_lines,
)
from cramp_diary.charts.panels.body_outlines import BACK_VIEW, FRONT_VIEW, SOLE_VIEW, Limb
from cramp_diary.charts.style import (
    BODY,
    HAIRLINE,
    INK,
    LIGHT_BLUE,
    MUTED,
    PAPER,
    SKY,
    SMALL,
    measured_in_mm,
)
from cramp_diary.core.vocabulary import Side
from cramp_diary.wording.sites import BODY_VIEWS, format_site_notes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path
    from matplotlib.text import Text

    from cramp_diary.analysis.summaries.sites import SiteCounts
    from cramp_diary.core.vocabulary import Muscle

DRAWN_SIDES = (Side.LEFT, Side.RIGHT)
SHADES = ((0.0, PAPER), (1 / 3, LIGHT_BLUE), (2 / 3, "#96CFF1"), (1.0, SKY))
"""Fill up to each share of the highest number; the numbers stand on it as well."""

_GROUPS: tuple[Limb, ...] = (BACK_VIEW, FRONT_VIEW, SOLE_VIEW)
_WIDE_NUMBER = 100
_GAP_MM, _LABEL_GAP_MM, _NOTES_GAP_MM, _MOST_LINES = 3.0, 1.2, 2.0, 6
_SKIN = "#F5F5F5"
_LONGEST_LEG = 1.45
"""How much a limb may be stretched lengthwise where there is little width."""


@dataclass(frozen=True, slots=True)
class BodyMapArtists:
    """What was drawn; `notes` are the lines of text about what cannot be drawn."""

    regions: dict[tuple[Muscle, Side], PathPatch]
    numbers: dict[tuple[Muscle, Side], Text]
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a limb is drawn, and how many mm a unit of its outline is, across and down."""

    limb: Limb
    side: Side
    left: float
    top: float
    units: tuple[float, float]

    def transform(self) -> Affine2D:
        shape = Affine2D()
        if self.side is Side.RIGHT:
            shape = shape.scale(-1, 1).translate(self.limb.width, 0)
        return shape.scale(*self.units).translate(self.left, self.top)

    def under(self) -> tuple[float, float]:
        """Return the point below the middle of the limb, where its side is written."""
        down = self.top + BACK_VIEW.height * self.units[1] + SMALL_LINE_MM
        return self.left + self.limb.width * self.units[0] / 2, down


def draw_body_map(ax: Axes, counts: SiteCounts) -> BodyMapArtists:
    """Draw back, front and soles, left on the left, as large as width and height allow.

    Needs about 80 by 42 mm, of which the text below the drawing takes one to six lines.
    """
    width, height = measured_in_mm(ax)
    lines = _note_lines(counts, width)
    first_note = height - SMALL_LINE_MM * (len(lines) - 1) - 0.8
    artists = BodyMapArtists({}, {}, write_lines(ax, (0, first_note), lines))
    gaps = [max(width_mm(muscle) for muscle in limb.muscles) for limb in _GROUPS]
    gaps = [gap + 2 * _LABEL_GAP_MM for gap in gaps]
    top = points_in_mm(SMALL) + 1.4
    free = width - sum(gaps) - _GAP_MM * (len(_GROUPS) - 1)
    room = height - top - SMALL_LINE_MM * (len(lines) + 1) - _NOTES_GAP_MM
    units, spare = _unit_mm(free, room)
    left = spare
    for limb, gap, view in zip(_GROUPS, gaps, BODY_VIEWS, strict=True):
        step = limb.width * units[0] + gap
        middle = left + (step + limb.width * units[0]) / 2
        write(ax, (middle, points_in_mm(SMALL)), view, color=MUTED, align="center")
        for side, at in zip(DRAWN_SIDES, (left, left + step), strict=True):
            _draw_limb(ax, _Place(limb, side, at, top, units), counts, artists)
        for muscle, (_, down) in limb.at.items():
            at_name = (middle, centred_baseline(top + down * units[1]))
            write(ax, at_name, muscle, align="center")
        left += step + limb.width * units[0] + _GAP_MM + 2 * spare
    return artists


def _unit_mm(free: float, room: float) -> tuple[tuple[float, float], float]:
    """Return the mm of a unit across and down, and the spare width beside each pair of limbs."""
    whole = 2 * sum(limb.width for limb in _GROUPS)
    down = min(room / BACK_VIEW.height, free / whole * _LONGEST_LEG)
    across = min(free / whole, down)
    return (across, down), (free - across * whole) / (2 * len(_GROUPS))


def _note_lines(counts: SiteCounts, width: float) -> list[str]:
    notes = format_site_notes(counts)
    most = max(1, _MOST_LINES - len(notes) + 1)
    lines = [line for note in notes for line in wrap_text(note, width, most)]
    return lines[:_MOST_LINES]


def _draw_limb(ax: Axes, place: _Place, counts: SiteCounts, artists: BodyMapArtists) -> None:
    placed = place.transform()
    _draw_shape(ax, place.limb.outline.transformed(placed), _SKIN, MUTED)
    number_of = {count.muscle: count.on(place.side) for count in counts.muscles}
    for muscle, outline in place.limb.muscles.items():
        which, number = (muscle, place.side), number_of[muscle]
        fill = _shade(number, counts)
        artists.regions[which] = _draw_shape(ax, outline.transformed(placed), fill, INK)
        if counts.not_given < counts.episodes:
            artists.numbers[which] = _write_number(ax, place, muscle, number, fill)
    write(ax, place.under(), place.side, color=MUTED, align="center")


def _draw_shape(ax: Axes, shape: Path, fill: str, edge: str) -> PathPatch:
    drawn = PathPatch(shape, facecolor=fill, edgecolor=edge, lw=HAIRLINE, clip_on=False)
    ax.add_artist(drawn)
    return drawn


def _write_number(ax: Axes, place: _Place, muscle: Muscle, number: int, fill: str) -> Text:
    across, down = place.transform().transform(place.limb.at[muscle])
    size = SMALL if number >= _WIDE_NUMBER else BODY
    at = (float(across), centred_baseline(float(down), size))
    if not number:
        return write(ax, at, "0", size, color=MUTED, align="center")
    text = write(ax, at, str(number), size, weight="bold", align="center")
    # On toes, or with two digits, a number crosses the outline: a background covers it.
    text.set_bbox({"facecolor": fill, "edgecolor": "none", "pad": 0.2})
    return text


def _shade(number: int, counts: SiteCounts) -> str:
    most = max(count.on(side) for count in counts.muscles for side in DRAWN_SIDES)
    share = number / most if most else 0.0
    return next(fill for highest, fill in SHADES if share <= highest)
