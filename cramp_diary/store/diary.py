"""A diary that is open: its methods take and give records, never rows."""

from __future__ import annotations

from cramp_diary.store.tables.bulk import Bulk
from cramp_diary.store.tables.days import Days
from cramp_diary.store.tables.erasure import Erasure


class Diary(Bulk, Days, Erasure):
    """An open diary; `cramp_diary.store.open_diary` gives one.

    Each method that changes something is one transaction of its own; within
    ``with diary.writing():`` several are one together.
    """
