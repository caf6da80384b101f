"""Backups that only a passphrase opens, in the age format: any age program reads them, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cramp_diary.core.errors import CannotWrite
from cramp_diary.core.files import write_atomically
from cramp_diary.exchange.errors import NoEncryption, WrongPassphrase
from cramp_diary.store.errors import NotABackup

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

AGE_MAGIC = b"age-encryption.org/v1\n"


def needs_passphrase(path: Path) -> bool:
    """Tell whether a file is encrypted in the age format."""
    try:
        with path.open("rb") as file:
            return file.read(len(AGE_MAGIC)) == AGE_MAGIC
    except OSError:
        return False


def refuse_to_replace(target: Path) -> None:
    """Refuse a file in the way that is no encrypted backup.

    Raises
    ------
    NotABackup
        If there is one.
    """
    if target.exists() and not needs_passphrase(target):
        raise NotABackup(target, "no encrypted backup")


def encrypt(plain: Path, target: Path, passphrase: str) -> None:
    """Write a file encrypted, once the passphrase was seen to open it, and read it again.

    Raises
    ------
    NoEncryption
        If the extra package is not installed.
    CannotWrite
        If the system refuses, or what was read again is not what was written.
    """
    age = _age()
    content = _read(plain)
    sealed: bytes = age.passphrase.encrypt(content, passphrase)
    if age.passphrase.decrypt(sealed, passphrase) != content:
        raise CannotWrite(target, "what was encrypted does not open again")
    write_atomically(target, lambda file: file.write(sealed))
    if _read(target) != sealed:
        raise CannotWrite(target, "it was not whole when read again")


def decrypt(path: Path, passphrase: str) -> bytes:
    """Return what an encrypted file holds.

    Raises
    ------
    NoEncryption
        If the extra package is not installed.
    WrongPassphrase
        If the passphrase does not open it, or it was changed.
    """
    age = _age()
    try:
        content: bytes = age.passphrase.decrypt(_read(path), passphrase)
    except age.DecryptError as error:
        raise WrongPassphrase(path) from error
    return content


def require_encryption() -> None:
    """Refuse before anything is asked, if the extra package is not installed.

    Raises
    ------
    NoEncryption
        If it is not.
    """
    _age()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error


def _age() -> ModuleType:
    try:
        import pyrage  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise NoEncryption from error
    module: ModuleType = pyrage
    return module
