"""The base class of the records: dataclasses that cannot be changed, quick to define."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, TypeVar, dataclass_transform


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
class Record:
    """Base class of frozen dataclasses, which are equal if their compared fields are.

    ``@dataclass(frozen=True)`` means the same, but generates and compiles six methods for every
    class whenever the program starts, which took a tenth of the time of ``cramp log``. Here only
    ``__init__`` is generated; the other methods are written once.

    >>> class Point(Record):
    ...     x: float
    ...     y: float = 0.0
    >>> Point(1.5), Point(1.5) == Point(1.5, 0.0)
    (Point(x=1.5, y=0.0), True)
    """

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    _defaults: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, *, kw_only: bool = False) -> None:
        dataclasses.dataclass(eq=False, repr=False, kw_only=kw_only)(cls)
        fields = cls.__dataclass_fields__.values()
        cls._defaults = {f.name: f.default for f in fields if f.default is not dataclasses.MISSING}

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.__dict__ or name not in self.__dataclass_fields__:
            message = f"cannot assign to field '{name}'"
            raise dataclasses.FrozenInstanceError(message)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        message = f"cannot delete field '{name}'"
        raise dataclasses.FrozenInstanceError(message)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def __repr__(self) -> str:
        fields = (f"{field.name}={getattr(self, field.name)!r}" for field in self._fields())
        return f"{type(self).__qualname__}({', '.join(fields)})"

    def _fields(self) -> tuple[dataclasses.Field[Any], ...]:
        return dataclasses.fields(self)

    def _compared(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in self._fields() if field.compare)


AnyRecord = TypeVar("AnyRecord", bound=Record)


def unchecked(cls: type[AnyRecord], **values: Any) -> AnyRecord:  # noqa: ANN401 - the fields of the record
    """Return a record without checking its values, for what is read from a diary file.

    So a limit that is changed later makes no diary unreadable.

    Parameters
    ----------
    cls
        A class of records.
    values
        All its fields without a default, and any others.
    """
    record = object.__new__(cls)
    record.__dict__.update(cls._defaults)
    record.__dict__.update(values)
    return record


def changed_unchecked(record: AnyRecord, **changes: Any) -> AnyRecord:  # noqa: ANN401 - as in unchecked
    """Return a copy with some fields changed, as `dataclasses.replace`, but `unchecked`."""
    return unchecked(type(record), **vars(record) | changes)
