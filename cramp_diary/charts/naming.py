"""Names of medicines in narrow columns, which differ at their ends."""

from __future__ import annotations

from cramp_diary.charts.lettering import ELLIPSIS, replace_missing_glyphs, width_mm

_KEPT_END = 6
_LONGEST = 200


def fit_name(name: str, room_mm: float, size: float) -> str:
    """Return a name cut in its middle where it is wider than the room; its end stays.

    >>> fit_name("furosemide", 30, 6.5), fit_name("metformin hydrochloride 500 mg", 30, 6.5)
    ('furosemide', 'metformin hydr…500 mg')
    """
    name = replace_missing_glyphs(name)[:_LONGEST]
    if width_mm(name, size) <= room_mm:
        return name
    end = ELLIPSIS + name[-_KEPT_END:].lstrip()
    cuts = (name[:n].rstrip() + end for n in range(len(name) - _KEPT_END, -1, -1))
    return next((cut for cut in cuts if width_mm(cut, size) <= room_mm), ELLIPSIS)
