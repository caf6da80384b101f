"""Backups encrypted with a passphrase, in the age format, which any age program can decrypt."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from unicodedata import normalize

from cramp_diary.core.errors import CannotWrite, format_os_error
from cramp_diary.core.files import write_atomically
from cramp_diary.exchange.errors import NoEncryption, WrongPassphrase
from cramp_diary.store.errors import NotABackup
from cramp_diary.store.header import has_age_header

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def needs_passphrase(path: Path) -> bool:
    """Tell whether a file is encrypted in the age format."""
    return has_age_header(path)


def refuse_to_replace(target: Path) -> None:
    """Refuse to replace a file that is not an encrypted backup.

    Raises
    ------
    NotABackup
        If `target` is such a file.
    """
    if target.exists() and not needs_passphrase(target):
        raise NotABackup(target, "no encrypted backup")


def encrypt(target: Path, content: bytes, passphrase: str) -> None:
    """Write content encrypted to `target`; check that it can be decrypted, and what was written.

    The passphrase is taken in Unicode's form NFC, whatever the keyboard made of it; spaces count,
    also those at its ends.

    Raises
    ------
    NoEncryption
        If the extra package is not installed.
    CannotWrite
        If the system refuses, the encrypted content cannot be decrypted, or `target` differs from
        it when read again.
    """
    age = _import_pyrage()
    passphrase = normalize("NFC", passphrase)
    encrypted: bytes = age.passphrase.encrypt(content, passphrase)
    if age.passphrase.decrypt(encrypted, passphrase) != content:
        raise CannotWrite(target, "what was encrypted does not open again")
    write_atomically(target, lambda file: file.write(encrypted))
    if _read_bytes(target) != encrypted:
        raise CannotWrite(target, "it was not whole when read again")


def decrypt(path: Path, passphrase: str) -> bytes:
    """Return the decrypted content of a file.

    The passphrase is tried in the form that `encrypt` takes it in, then as it was typed and in form
    NFD, for files that another program or version encrypted.

    Raises
    ------
    NoEncryption
        If the extra package is not installed.
    WrongPassphrase
        If the passphrase is wrong, or the file was changed.
    """
    age = _import_pyrage()
    encrypted = _read_bytes(path)
    forms = (normalize("NFC", passphrase), passphrase, normalize("NFD", passphrase))
    for form in dict.fromkeys(forms):  # each takes a second, on purpose
        with suppress(age.DecryptError):
            content: bytes = age.passphrase.decrypt(encrypted, form)
            return content
    raise WrongPassphrase(path)


def require_encryption() -> None:
    """Check that the package for encryption is installed, before anything is asked.

    Raises
    ------
    NoEncryption
        If it is not installed.
    """
    _import_pyrage()


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWrite(path, format_os_error(error)) from error


def _import_pyrage() -> ModuleType:
    try:
        import pyrage  # noqa: PLC0415 - an optional dependency
    except ImportError as error:
        raise NoEncryption from error
    module: ModuleType = pyrage
    return module
