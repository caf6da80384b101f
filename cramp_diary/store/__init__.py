"""The diary file: everything that knows SQLite."""

from cramp_diary.store.connection import open_diary
from cramp_diary.store.diary import Diary

__all__ = ["Diary", "open_diary"]
