"""What can be wrong with an export of Apple Health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import InputError
from cramp_diary.core.operating_system import shell_quote
from cramp_diary.exchange.errors import SourceDiffers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_AGAIN = (
    "in the Health app tap your picture, then Export All Health Data, and give the file that it"
    " makes."
)


class NoExport(InputError):
    """A file that is no export of Apple Health, or cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}: {_AGAIN}")


class DamagedExport(InputError):
    """An export that ends in the middle, or in which something was changed.

    Its records are in the order of their kinds: what is missing may be a part of any day.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"Nothing was imported: {path} is cut off or damaged ({why}). Copy it from the phone"
            " again, or export it anew."
        )


class ExportTooLarge(InputError):
    """A ZIP file that unpacks to more than any export is."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        giga = 10**9
        super().__init__(
            f"Nothing was imported: {path} unpacks to {size / giga:.1f} GB, and no export is larger"
            f" than {limit / giga:.0f} GB. Export it anew on the phone."
        )


class HealthDiffers(SourceDiffers):
    """An export that has other values than the diary; nothing was imported.

    `options` are those that the person has given beside the path.
    """

    def __init__(self, path: Path, differences: Sequence[object], options: Sequence[str]) -> None:
        command = " ".join((f"cramp import {shell_quote(path)}", *options))
        super().__init__(path, "export", differences, command)
