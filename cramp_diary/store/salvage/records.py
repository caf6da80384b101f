"""Records of SQLite: the values of a row, read from bytes that may be damaged or cut.

The terms are those of section 2.1 of "Database File Format"
(https://www.sqlite.org/fileformat2.html).
"""

from __future__ import annotations

from enum import Enum
from struct import unpack_from
from typing import NamedTuple

LONGEST_VARINT = 9
MORE_FOLLOWS = 0x80
REAL = 7
CONSTANTS = {8: 0, 9: 1}
RESERVED = {10, 11}
FIRST_BLOB = 12
LENGTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""The bytes of a value, by the serial types that are no text and no blob."""


class Lost(Enum):
    """Stands for a value whose bytes are not there."""

    LOST = "lost"


Value = None | int | float | str | bytes | Lost


class Record(NamedTuple):
    """The values of a record in the order of the columns, and how many bytes it should have."""

    values: tuple[Value, ...]
    length: int


def read_record(payload: bytes) -> Record | None:
    """Return the record that begins the bytes, None if none does."""
    header, offset = read_varint(payload, 0)
    if not offset <= header <= len(payload):
        return None
    values: list[Value] = []
    end = header
    while offset < header:
        serial_type, offset = read_varint(payload, offset)
        if serial_type < 0 or serial_type in RESERVED:
            return None
        length = (serial_type - FIRST_BLOB) // 2
        if serial_type < FIRST_BLOB:
            length = LENGTHS[serial_type]
        content = payload[end : end + length]
        values.append(_to_value(serial_type, content) if len(content) == length else Lost.LOST)
        end += length
    return Record(tuple(values), end) if offset == header else None


def _to_value(serial_type: int, content: bytes) -> Value:
    if serial_type == 0:
        return None
    if serial_type == REAL:
        return float(unpack_from(">d", content)[0])
    if serial_type < FIRST_BLOB:
        return CONSTANTS.get(serial_type, int.from_bytes(content, "big", signed=True))
    # A damaged letter does not cost the whole text.
    return content.decode("utf-8", errors="replace") if serial_type % 2 else content


def read_varint(content: bytes, offset: int) -> tuple[int, int]:
    """Return a varint, a number of up to 64 bits with its sign, and where it ends.

    Where the bytes end first, it is -1.
    """
    value = 0
    for used, byte in enumerate(content[offset : offset + LONGEST_VARINT], 1):
        if used == LONGEST_VARINT:
            value = value << 8 | byte
            return (value - 2**64 if value >= 2**63 else value), offset + used
        value = value << 7 | byte & ~MORE_FOLLOWS
        if byte < MORE_FOLLOWS:
            return value, offset + used
    return -1, len(content)
