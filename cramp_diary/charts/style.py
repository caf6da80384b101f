"""What all charts share: colours, type sizes, hatches, and boxes measured in millimetres.

The global settings of matplotlib stay as they are: `clean_style` sets its own only while a figure
is made or saved, so that no matplotlibrc changes a page.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from cramp_diary.core.vocabulary import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

MM_PER_INCH = 25.4

# Okabe and Ito, Color Universal Design (2008): distinct in any colour vision.
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
YELLOW = "#F0E442"
BLUE = "#0072B2"
VERMILLION = "#D55E00"

INK = "#1A1A1A"
MUTED = "#4D4D4D"
RULE = "#B8B8B8"
FAINT = "#E9E9E9"
PAPER = "#FFFFFF"
LIGHT_BLUE = "#CFE7F7"
DARK_BLUE = "#00456B"

TITLE, HEADING, BODY, SMALL = 17.0, 9.5, 8.0, 7.0
"""The type scale, in points."""

FONT = "DejaVu Sans"
HAIRLINE = 0.5
LEAST_EDGED_MM = 1.0
"""Bars and cells narrower than this have no edge, which would cover their fill."""

NOT_RECORDED_HATCH = "//////"
FEW_DAYS_HATCH = "////"

STATE_LOOKS: dict[State | None, tuple[str, str]] = {
    State.ASLEEP: (BLUE, ""),
    State.IN_BED: (SKY, "/////"),
    State.RESTING: (YELLOW, "......"),
    State.EXERCISING: (VERMILLION, "xxxxx"),
    State.AFTER_EXERCISE: (ORANGE, "-----"),
    None: (PAPER, ""),
}
"""Fill and hatch of each state; ``None`` is a state not given."""

SEVERITY_FILLS = ((3.0, "#FBE7BF"), (6.0, "#EDB23F"), (10.0, "#DD7426"))
"""Highest severity of each band and its fill, darker with severity in grey, too."""

LEVEL_SHADES = ("#C6E0F2", "#8FC3E6", "#4F9FD3", "#1C6FAB", "#0B3A63")
"""From the least to the most of an amount, darker in grey, too."""

NOT_GIVEN_HATCH = "..."

Look = tuple[str, str, str]
"""The fill, hatch and edge of a rectangle."""

DAY_LOOKS: dict[str, Look] = {
    "cramps": (VERMILLION, "", MUTED),
    "no cramps": (LIGHT_BLUE, "", MUTED),
    "not recorded": (PAPER, NOT_RECORDED_HATCH, RULE),
    "to come": (PAPER, "", RULE),
}
"""The look of each kind of day."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in mm from its top left corner."""

    left: float
    top: float
    width: float
    height: float


@contextmanager
def clean_style() -> Iterator[None]:
    """Use the settings of the charts, and no others, while a figure is made, measured or saved."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rc("font", family=FONT, size=BODY)
        # A $ in a name is a dollar sign.
        # Letters fitted to the pixels are wider on a screen, and take longer to draw.
        mpl.rc("text", color=INK, parse_math=False, hinting="none")
        mpl.rc("axes", edgecolor=MUTED, labelcolor=INK, linewidth=HAIRLINE)
        mpl.rc("axes.spines", top=False, right=False)
        mpl.rc("hatch", linewidth=HAIRLINE)
        mpl.rc("xtick", color=MUTED, labelsize=SMALL)
        mpl.rc("ytick", color=MUTED, labelsize=SMALL)
        mpl.rc("xtick.major", size=2.0, width=HAIRLINE)
        mpl.rc("ytick.major", size=2.0, width=HAIRLINE)
        yield


def new_figure(width_mm: float, height_mm: float, dpi: int) -> Figure:
    """Return an empty figure of a fixed size, drawn by Agg and unknown to pyplot."""
    size = (width_mm / MM_PER_INCH, height_mm / MM_PER_INCH)
    figure = Figure(figsize=size, dpi=dpi, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def panel(figure: Figure, box: Box) -> Axes:
    """Return new axes that fill a box."""
    width, height = (inches * MM_PER_INCH for inches in figure.get_size_inches())
    bottom = 1 - (box.top + box.height) / height
    return figure.add_axes(
        (box.left / width, bottom, box.width / width, box.height / height), facecolor="none"
    )


def size_in_mm(ax: Axes) -> tuple[float, float]:
    """Return the width and height of axes."""
    box = ax.get_window_extent().transformed(ax.figure.dpi_scale_trans.inverted())
    return box.width * MM_PER_INCH, box.height * MM_PER_INCH


def measured_in_mm(ax: Axes) -> tuple[float, float]:
    """Set the data units of axes to mm from the top left corner; return their width and height."""
    width, height = size_in_mm(ax)
    ax.set_axis_off()
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    return width, height


def draw_rectangle(
    ax: Axes, corner: tuple[float, float], size: tuple[float, float], look: Look
) -> Rectangle:
    """Draw a rectangle with a thin edge, whole even where it stands on the border of the axes."""
    fill, hatch, edge = look
    drawn = Rectangle(corner, *size, facecolor=fill, edgecolor=edge, lw=HAIRLINE, clip_on=False)
    drawn.set_hatch(hatch)
    ax.add_artist(drawn)
    return drawn


def draw_rule(ax: Axes, y: float) -> None:
    """Draw a thin line across axes measured in mm."""
    ax.add_artist(Line2D(ax.get_xlim(), [y, y], color=RULE, lw=HAIRLINE, clip_on=False))


def draw_horizontal_grid(ax: Axes) -> None:
    """Draw faint horizontal lines behind the data in place of the left spine and its ticks."""
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="y", color=FAINT, lw=HAIRLINE)
    ax.set_axisbelow(True)


def severity_look(severity: float | None) -> tuple[str, str]:
    """Return the fill and hatch for a worst severity."""
    if severity is None:
        return PAPER, NOT_GIVEN_HATCH
    return next(fill for highest, fill in SEVERITY_FILLS if severity <= highest), ""
