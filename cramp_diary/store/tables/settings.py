"""Settings in the diary file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.settings import find_setting, parse_settings
from cramp_diary.core.when import diary_day
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.base import Tables

if TYPE_CHECKING:
    from cramp_diary.core.settings import Settings


class StoredSettings(Tables):
    """Methods for settings."""

    def settings(self) -> Settings:
        """Return all settings; those never changed have their defaults."""
        stored = self._select("SELECT key, value FROM settings")
        return parse_settings({row["key"]: row["value"] for row in stored})

    def change_setting(self, key: str, text: str) -> None:
        """Change a setting; if days now begin at another time, episodes move to their days.

        Raises
        ------
        InputError
            If there is no such setting, or it cannot have this value.
        """
        setting = find_setting(key)
        value = setting.format(setting.parse(text))
        with self.writing():
            self._upsert("settings", {"key": key, "value": value}, "key")
            self._describe_step(f"set {key} to {value}")
            self._move_episodes_to_their_days()

    def _move_episodes_to_their_days(self) -> None:
        starts = self.settings().day_starts_at
        for row in self._select("SELECT * FROM episodes ORDER BY started_utc, id"):
            episode = rows.to_episode(row)
            day = diary_day(episode.started_at, episode.state, starts)
            if day != episode.diary_day:
                self._end_no_cramps(day)
                self._execute(
                    "UPDATE episodes SET diary_day = ? WHERE id = ?", day.isoformat(), episode.id
                )
