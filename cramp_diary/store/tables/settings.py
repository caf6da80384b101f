"""Settings in the diary file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.settings import parse_settings
from cramp_diary.store.tables.base import Tables

if TYPE_CHECKING:
    from cramp_diary.core.settings import Settings


class StoredSettings(Tables):
    """Methods for settings; `Episodes` changes them, as an episode's day depends on them."""

    def settings(self) -> Settings:
        """Return all settings; those never changed have their defaults."""
        stored = self._select("SELECT key, value FROM settings")
        return parse_settings({row["key"]: row["value"] for row in stored})

    def _store_setting(self, key: str, value: str) -> None:
        self._upsert("settings", {"key": key, "value": value}, "key")
        self._describe_step(f"set {key} to {value}")
