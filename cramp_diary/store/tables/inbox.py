"""The lines of an inbox: what they say, and the keyed hashes by which they are known again.

The secret that keys the hashes is random, and made by the first import. It stands among the
settings, under a name that is none of theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import DiaryError
from cramp_diary.core.text import format_count
from cramp_diary.core.when import diary_day
from cramp_diary.store.keys import IDENTITY, DerivedKeys, list_keys
from cramp_diary.store.tables import rows
from cramp_diary.store.tables.days import Days
from cramp_diary.store.tables.episodes import Episodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cramp_diary.core.inbox import KnownLines, LineEntry
    from cramp_diary.core.model import Episode

_SECRET = "inbox_secret"  # noqa: S105 - where it is stored
_SECRET_BYTES = 16


class StoredLines(Episodes, Days):
    """Methods to import lines, and to know again those that were."""

    def known_lines(self) -> KnownLines:
        """Return the lines that were imported; of a diary without any, with a new secret."""
        # cramp log needs neither: both load the hashes.
        from secrets import token_hex  # noqa: PLC0415

        from cramp_diary.core.inbox import KnownLines  # noqa: PLC0415

        stored = self._select("SELECT value FROM settings WHERE key = ?", _SECRET)
        secret = stored[0]["value"] if stored else token_hex(_SECRET_BYTES)
        found = self._select("SELECT line, place, stamp FROM inbox_lines")
        return KnownLines(bytes.fromhex(secret), map(rows.to_line_key, found))

    def add_lines(
        self,
        read: Callable[[KnownLines], Sequence[LineEntry]],
        refuse: Callable[[int, DiaryError], None],
        count: Callable[[], None] = lambda: None,
    ) -> Sequence[LineEntry]:
        """Record what lines say, in one transaction, and know them again from now on.

        Other programs can write while the lines are read; if one has changed the diary meanwhile,
        they are read again.

        Parameters
        ----------
        read
            Takes the lines that were imported, and returns those that are to be.
        refuse
            Called with the number of a line that contradicts the diary, or names what is not in it,
            and the error: the line is left out. If it raises, nothing is kept.
        count
            Called for each line that is recorded.
        """
        version = self._data_version()
        known = self.known_lines()
        entries = read(known)
        if not entries:
            return ()
        with self.writing():
            if self._data_version() != version:
                known = self.known_lines()
                entries = read(known)
            added: list[LineEntry] = []
            episodes: list[Episode] = []
            for number, entry in enumerate(entries):
                count()
                try:
                    if any(day.day.no_cramps for day in entry.days):  # refused beside an episode
                        self._add_episodes(episodes)
                    self._add_to_days(entry)
                except DiaryError as error:
                    refuse(number, error)
                else:
                    added.append(entry)
                    episodes += [entry.episode] if entry.episode else []
            self._add_episodes(episodes)
            if added:
                self._upsert("settings", {"key": _SECRET, "value": known.secret.hex()}, "key")
            self._insert_all("inbox_lines", [rows.line_key_row(entry.key) for entry in added])
            what = format_count(len(added), "line")
            self._describe_step(f"imported {what} of the inbox", replace=True)
        return added

    def _add_to_days(self, entry: LineEntry) -> None:
        """Record what a line says of days, all of it or nothing."""
        if entry.days:
            with self._attempt():
                for day in entry.days:
                    self.add_day_entry(day)
        if entry.drink:
            self.drink(entry.drink.diary_day, entry.drink.water_ml, entry.drink.drunk_at)

    def _add_episodes(self, episodes: list[Episode]) -> None:
        """Record episodes with the next ids, and empty the list.

        Their keys are those of what identifies them: two diaries that import the same inbox agree.
        """
        if not episodes:
            return
        starts = self.settings().day_starts_at
        keys = DerivedKeys("episodes", list_keys(self._connection, "episodes"))
        numbered = list(enumerate(episodes, self._last_episode_id() + 1))
        found = []
        for n, episode in numbered:
            day = diary_day(episode.started_at, episode.state, starts)
            row = {"id": n, **rows.episode_row(episode, day)}
            row["key"] = keys.derive(*(row[column] for column in IDENTITY["episodes"]))
            found.append(row)
        self._insert_all("episodes", found)
        sites = [row for n, e in numbered for row in rows.site_rows(e, n)]
        reliefs = [row for n, e in numbered for row in rows.relief_rows(e, n)]
        self._insert_all("episode_sites", sites)
        self._insert_all("episode_reliefs", reliefs)
        episodes.clear()
