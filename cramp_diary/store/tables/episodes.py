"""Episodes in the diary file."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from cramp_diary.core.errors import NoSuchEpisode
from cramp_diary.core.record import changed_unchecked
from cramp_diary.core.settings import find_setting
from cramp_diary.core.when import diary_day, format_moment
from cramp_diary.store.keys import new_key
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.settings import StoredSettings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cramp_diary.core.model import Episode

_DETAILS = ("episode_sites", "episode_reliefs")


class Episodes(StoredSettings):
    """Methods for episodes, and for the settings that their days depend on."""

    def add_episode(self, episode: Episode) -> Episode:
        """Record an episode.

        A confirmation that its day had no cramps stays, and counts again without the episode.

        Returns
        -------
        Episode
            The same with its id, a new key, its diary day, and `logged_at`, the time given to
            `open_diary`.
        """
        day = self.diary_day_of(episode)
        episode = replace(episode, logged_at=self._now, key=new_key())
        with self.writing():
            episode_id = self._insert("episodes", rows.episode_row(episode, day))
            self._insert_details(episode, episode_id)
            self._describe_step(f"logged episode {episode_id}, {format_moment(episode.started_at)}")
        return replace(episode, id=episode_id, diary_day=day)

    def replace_episode(self, episode_id: int, episode: Episode) -> Episode:
        """Replace an episode; the new one has the id, key and `logged_at` of the old one.

        Raises
        ------
        NoSuchEpisode
            If none has this id.
        """
        day = self.diary_day_of(episode)
        with self.writing():
            before = self.episode(episode_id)
            episode = changed_unchecked(episode, logged_at=before.logged_at, key=before.key)
            self._update_episode(episode_id, episode, day)
            self._describe_step(f"changed episode {episode_id}")
        return changed_unchecked(episode, id=episode_id, diary_day=day)

    def _update_episode(self, episode_id: int, episode: Episode, day: date) -> None:
        row = rows.episode_row(episode, day)
        changes = ", ".join(f"{column} = ?" for column in row)
        self._execute(f"UPDATE episodes SET {changes} WHERE id = ?", *row.values(), episode_id)
        for table in _DETAILS:
            self._execute(f"DELETE FROM {table} WHERE episode_id = ?", episode_id)
        self._insert_details(episode, episode_id)

    def diary_day_of(self, episode: Episode) -> date:
        """Return the diary day of an episode, by the setting `day_starts_at`."""
        starts = self.settings().day_starts_at
        return diary_day(episode.started_at, episode.state, starts)

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
            self._store_setting(key, value)
            self._move_episodes_to_their_days()

    def _move_episodes_to_their_days(self) -> None:
        starts = self.settings().day_starts_at
        for row in self._select("SELECT * FROM episodes ORDER BY started_utc, id"):
            episode = rows.to_episode(row)
            day = diary_day(episode.started_at, episode.state, starts)
            if day != episode.diary_day:
                self._execute(
                    "UPDATE episodes SET diary_day = ? WHERE id = ?", day.isoformat(), episode.id
                )

    def _last_episode_id(self) -> int:
        """Return the last id that an episode was given; none is given twice."""
        ((last_id,),) = self._select(
            "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'episodes'"
        )
        return int(last_id)

    def _insert_details(self, episode: Episode, episode_id: int) -> None:
        for site in rows.site_rows(episode, episode_id):
            self._insert("episode_sites", site)
        for relief in rows.relief_rows(episode, episode_id):
            self._insert("episode_reliefs", relief)

    def episode(self, episode_id: int) -> Episode:
        """Return one episode.

        Raises
        ------
        NoSuchEpisode
            If none has this id.
        """
        found = self._episodes("WHERE id = ?", episode_id)
        if not found:
            raise NoSuchEpisode(episode_id)
        return found[0]

    def episodes(self, start: date | None = None, end: date | None = None) -> tuple[Episode, ...]:
        """Return the episodes of the diary days ``[start, end)``, the earliest first."""
        return self._episodes("WHERE diary_day >= ? AND diary_day < ?", *self._bounds(start, end))

    def episodes_on(self, day: date) -> tuple[Episode, ...]:
        """Return the episodes of one diary day, the earliest first."""
        return self._episodes("WHERE diary_day = ?", day.isoformat())

    def delete_episode(self, episode_id: int) -> Episode:
        """Delete an episode and return it.

        Raises
        ------
        NoSuchEpisode
            If none has this id.
        """
        with self.writing():
            episode = self.episode(episode_id)
            self._execute("DELETE FROM episodes WHERE id = ?", episode_id)
            self._describe_step(
                f"deleted episode {episode_id}, {format_moment(episode.started_at)}"
            )
        return episode

    def _episodes(self, where: str, *values: object) -> tuple[Episode, ...]:
        found = self._select(f"SELECT * FROM episodes {where} ORDER BY started_utc, id", *values)
        sites, reliefs = (
            self._select(
                f"SELECT * FROM {table} WHERE episode_id IN (SELECT id FROM episodes {where})"
                " ORDER BY episode_id, position",
                *values,
            )
            for table in _DETAILS
        )
        sites_of, reliefs_of = _by_episode(sites), _by_episode(reliefs)
        return tuple(
            rows.to_episode(row, sites_of.get(row["id"], ()), reliefs_of.get(row["id"], ()))
            for row in found
        )


def _by_episode(details: Iterable[rows.Row]) -> dict[int, tuple[rows.Row, ...]]:
    grouped = groupby(details, key=lambda row: row["episode_id"])
    return {episode_id: tuple(group) for episode_id, group in grouped}
