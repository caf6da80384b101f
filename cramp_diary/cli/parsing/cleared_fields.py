"""Parse the fields that ``--clear`` makes not recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cramp_diary.core.errors import UnknownChoice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def parse_cleared(
    fields: Iterable[str], empty_values: Mapping[str, tuple[str, Any]]
) -> dict[str, Any]:
    """Return the attributes that the fields name, each with its value when it is not recorded.

    Parameters
    ----------
    empty_values
        What ``--clear`` takes: each attribute, and its value when it is not recorded.

    Raises
    ------
    UnknownChoice
        If a field is not among them.
    """
    unknown = [name for name in fields if name.casefold() not in empty_values]
    if unknown:
        raise UnknownChoice("field to clear", unknown[0], empty_values)
    return dict(empty_values[name.casefold()] for name in fields)
