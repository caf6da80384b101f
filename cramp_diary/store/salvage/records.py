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
LONGEST_HEADER = 1000
"""Several hundred columns: a header that claims more is damaged."""
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


class RawRecord(NamedTuple):
    """A record: its bytes, as far as they are there, and what its header says of its values.

    Attributes
    ----------
    payload
        The header, then the values.
    serial_types
        What is stored, and how long it is, in the order of the columns.
    begin, length
        How many bytes the header has, and how many all of the record should have.
    """

    payload: bytes
    serial_types: tuple[int, ...]
    begin: int
    length: int

    def read_values(self) -> tuple[Value, ...]:
        """Return the values in the order of the columns."""
        values: list[Value] = []
        at = self.begin
        for serial_type in self.serial_types:
            length = _length(serial_type)
            content = self.payload[at : at + length]
            values.append(_to_value(serial_type, content) if len(content) == length else Lost.LOST)
            at += length
        return tuple(values)


def read_record(payload: bytes) -> RawRecord | None:
    """Return the record that begins the bytes, None if none does."""
    begin, offset = read_varint(payload, 0)
    if not offset <= begin <= min(len(payload), LONGEST_HEADER):
        return None
    serial_types: list[int] = []
    while offset < begin:
        serial_type, offset = read_varint(payload, offset)
        if serial_type < 0 or serial_type in RESERVED:
            return None
        serial_types.append(serial_type)
    if offset != begin:
        return None
    return RawRecord(payload, tuple(serial_types), begin, begin + sum(map(_length, serial_types)))


def _length(serial_type: int) -> int:
    """Return how many bytes a value has."""
    return LENGTHS[serial_type] if serial_type < FIRST_BLOB else (serial_type - FIRST_BLOB) // 2


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
