"""The pages of an SQLite file, read from its bytes without SQLite, however damaged they are.

The terms are those of the document "Database File Format" (https://www.sqlite.org/fileformat2.html,
sections 1.3, 1.5 and 1.6). No content makes this module raise an error or run for long: what
cannot be read is left out and counted.
"""

from __future__ import annotations

from enum import IntEnum
from struct import unpack_from
from typing import TYPE_CHECKING, NamedTuple

from cramp_diary.store.header import HEADER_BYTES, SQLITE_MAGIC
from cramp_diary.store.salvage.records import read_record, read_varint
from cramp_diary.store.salvage.rowids import mend_rowids

if TYPE_CHECKING:
    from cramp_diary.store.salvage.records import Value

PAGE_SIZES = tuple(1 << power for power in range(9, 17))
USUAL_PAGE_SIZE = 4096
PAYLOAD_FRACTIONS = bytes((64, 32, 32))
MOST_RESERVED = 32
POINTER = 4


class PageType(IntEnum):
    """The first byte of a b-tree page."""

    INTERIOR_INDEX = 2
    INTERIOR_TABLE = 5
    LEAF_INDEX = 10
    LEAF_TABLE = 13


class Cell(NamedTuple):
    """A row as it is stored: its rowid, and its values in the order of the columns.

    A rowid that is not in order with the others of the page is damaged.
    """

    rowid: int
    values: tuple[Value, ...]
    is_in_order: bool = True


class Pages:
    """The pages of a file, numbered from 1 as SQLite does, and the rows on them.

    Attributes
    ----------
    size, count
        The bytes of a page, and the number of whole pages.
    rows
        The rows on each leaf page of a table.
    broken_cells
        How many rows of such a page cannot be read.
    children
        The pages below each interior page of a table.
    overflow
        The pages that continue a long row.
    free
        The pages of the freelist, none if it is damaged.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        header = content[:HEADER_BYTES]
        has_header = (
            len(header) == HEADER_BYTES
            and header.startswith(SQLITE_MAGIC)
            and header[21:24] == PAYLOAD_FRACTIONS
        )
        self.size = _find_page_size(content, header)
        reserved = header[20] if has_header and header[20] <= MOST_RESERVED else 0
        self._usable = self.size - reserved
        self.count = len(content) // self.size
        self._steps_left = 4 * self.count + 1000
        self.overflow: set[int] = set()
        self.rows: dict[int, list[Cell]] = {}
        self.broken_cells: dict[int, int] = {}
        self.children: dict[int, list[int]] = {}
        self._index_pages: set[int] = set()
        for number in range(1, self.count + 1):
            self._read_page(number)
        self.free = self._read_freelist() if has_header else frozenset()

    def count_unreadable(self) -> int:
        """Count the pages that are of no kind of page, or on which nothing can be read.

        A rest at the end that is no whole page counts as one.
        """
        empty = {number for number, broken in self.broken_cells.items() if broken}
        known = {number for number, rows in self.rows.items() if rows or number not in empty}
        known |= self.children.keys() | self._index_pages | self.overflow | self.free
        return self.count - len(known) + bool(len(self._content) % self.size)

    def _page(self, number: int) -> bytes:
        return self._content[(number - 1) * self.size : number * self.size]

    def _is_page(self, number: int) -> bool:
        return 1 < number <= self.count

    def _read_page(self, number: int) -> None:
        page = self._page(number)
        start = HEADER_BYTES if number == 1 else 0
        try:
            kind = PageType(page[start])
        except ValueError:
            return
        offsets, broken = _read_cell_pointers(page, start, kind)
        if kind == PageType.LEAF_TABLE:
            self._read_rows(number, page, offsets, broken)
        elif kind == PageType.INTERIOR_TABLE:
            found = [_read_pointer(page, offset) for offset in offsets]
            found.append(_read_pointer(page, start + 8))
            self.children[number] = list(dict.fromkeys(filter(self._is_page, found)))
        else:
            self._index_pages.add(number)
            for offset in offsets:
                self._follow_index_cell(page, offset, kind)

    def _read_rows(self, number: int, page: bytes, offsets: list[int], broken: int) -> None:
        rows = self.rows[number] = []
        begins = {*offsets, self._usable}
        most = 32 * self.size  # damaged cells may overlap, but not without end
        cells: list[Cell | None] = []
        for offset in offsets:
            cell, read = self._read_cell(page, offset, begins) if most > 0 else (None, 0)
            most -= read
            cells.append(cell)
        mended = mend_rowids([cell and cell.rowid for cell in cells])
        for cell, rowid in zip(cells, mended, strict=True):
            if cell is None:
                broken += 1
            elif rowid is None:
                rows.append(cell._replace(is_in_order=False))
            else:
                rows.append(cell._replace(rowid=rowid))
        self.broken_cells[number] = broken

    def _read_cell(self, page: bytes, offset: int, begins: set[int]) -> tuple[Cell | None, int]:
        """Return the row at an offset, and how many bytes of the page were read for it.

        `begins` are the places where cells begin, and the end of the page.
        """
        length, offset = read_varint(page, offset)
        rowid, offset = read_varint(page, offset)
        if length < 0 or offset >= len(page):
            return None, 0
        local = self._local_length(length, self._usable - 35)
        payload = page[offset : self._usable]
        if local < length:
            payload = page[offset : offset + local]
            payload += self._read_overflow(_read_pointer(page, offset + local), length - local)
        record = read_record(payload)
        if record is None:
            return None, 0
        # One of the two lengths is damaged if they differ. Where the cells leave no gap, the sum
        # of the values' lengths is right if it reaches to another cell.
        if record.length == length or offset + record.length in begins:
            return Cell(rowid, record.read_values()), min(record.length, len(payload))
        return None, record.begin

    def _follow_index_cell(self, page: bytes, offset: int, kind: PageType) -> None:
        offset += POINTER if kind == PageType.INTERIOR_INDEX else 0
        length, offset = read_varint(page, offset)
        local = self._local_length(length, (self._usable - 12) * 64 // 255 - 23)
        if local < length:
            self._read_overflow(_read_pointer(page, offset + local), length - local)

    def _local_length(self, length: int, most: int) -> int:
        """Return how much of a payload is on the b-tree page itself (section 1.6)."""
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (self._usable - POINTER)
        return local if local <= most else least

    def _read_overflow(self, number: int, length: int) -> bytes:
        """Return the bytes of a chain of overflow pages, as far as it can be followed."""
        parts: list[bytes] = []
        seen: set[int] = set()
        while length > 0 and self._is_page(number) and number not in seen and self._steps_left:
            self._steps_left -= 1
            page = self._page(number)
            if not any(page):
                break
            seen.add(number)
            parts.append(page[POINTER : min(self._usable, POINTER + length)])
            length -= len(parts[-1])
            number = _read_pointer(page, 0)
        self.overflow |= seen
        return b"".join(parts)

    def _read_freelist(self) -> frozenset[int]:
        """Return the pages of the freelist, none unless they are as many as the header counts.

        A damaged pointer could otherwise declare pages free that hold rows.
        """
        number, stated = unpack_from(">II", self._content, 32)
        free: set[int] = set()
        while self._is_page(number) and number not in free:
            free.add(number)
            page = self._page(number)
            number, leaves = unpack_from(">II", page)
            most = min(leaves, len(page) // POINTER - 2)
            free.update(filter(self._is_page, unpack_from(f">{most}I", page, 2 * POINTER)))
        return frozenset(free) if len(free) == stated else frozenset()


def _find_page_size(content: bytes, header: bytes) -> int:
    """Return the size of page by which most cells are found; that of the header among equals."""
    stated = int.from_bytes(header[16:18], "big")
    stated = PAGE_SIZES[-1] if stated == 1 else stated

    def evidence(size: int) -> tuple[int, bool, bool]:
        found = sum(_count_cells(content, at, size) for at in range(0, len(content), size))
        return found, size == stated, size == USUAL_PAGE_SIZE

    return max(PAGE_SIZES, key=evidence)


def _count_cells(content: bytes, at: int, size: int) -> int:
    """Return how many cells a b-tree page has, 0 if its header does not say where they begin."""
    page = content[at : at + size]
    start = 0 if at else HEADER_BYTES
    if len(page) < size or page[start] not in set(PageType):
        return 0
    offsets, _ = _read_cell_pointers(page, start, PageType(page[start]))
    (begin,) = unpack_from(">H", page, start + 5)
    return len(offsets) if offsets and begin == min(offsets) else 0


def _read_cell_pointers(page: bytes, start: int, kind: PageType) -> tuple[list[int], int]:
    """Return where the cells of a page are, and how many of the pointers to them are damaged."""
    (stated,) = unpack_from(">H", page, start + 3)
    first = start + (12 if kind in {PageType.INTERIOR_INDEX, PageType.INTERIOR_TABLE} else 8)
    count = min(stated, (len(page) - first) // 2)
    # A damaged count leads into the free part of the page, which is zero.
    pointers = dict.fromkeys(filter(None, unpack_from(f">{count}H", page, first)))
    offsets = [at for at in pointers if first <= at < len(page) - 3]
    return offsets, len(pointers) - len(offsets)


def _read_pointer(page: bytes, offset: int) -> int:
    """Return a page number, 0 where there is none."""
    return int.from_bytes(page[offset : offset + POINTER], "big") if offset >= 0 else 0
