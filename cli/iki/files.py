"""Single files, whole or not at all: readers see the old one or the new one, after a power cut too."""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from iki.characters import printable
from iki.errors import IkiError, reason


def replace_file(path: Path, content: Iterable[bytes], mode: int | None = None) -> None:
    """Put `content` at `path` whole: readers see the old file or the new one, never a part; `path`'s folder exists.

    `mode` says who may read it, where that is not for the system to say.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("wb") as file:
            if mode is not None:
                temporary.chmod(mode)
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())  # a name must not reach the disk before its bytes
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def create_file(path: Path, content: bytes) -> bool:
    """Put a new file and its folders in place; tell whether it was made: what stands there already is left alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return False
        replace_file(path, [content])
    except OSError as error:
        raise IkiError(f"{printable(str(path))} tidak dapat ditulis ({reason(error)}). Periksa foldernya.") from error
    return True


def replace_unchanged(path: Path, before: bytes, content: bytes) -> None:
    """Put new content into somebody's file, whole, if it still says what it did when it was read."""
    try:
        if path.read_bytes() != before:
            raise IkiError(f"{printable(str(path))} berubah sementara iki membacanya; dibiarkan. Jalankan lagi.")
        mode = stat.S_IMODE(path.stat().st_mode)
        replace_file(path, [content])
        path.chmod(mode)
    except PermissionError as error:
        raise IkiError(f"{printable(str(path))} tidak dapat ditulis; tutup bila sedang dibuka, lalu ulangi.") from error
    except OSError as error:
        raise IkiError(why_not_written(path, error)) from error


def write_report(path: Path, report: str | bytes) -> None:
    """Write a report where the user asked for it, over whatever stands there."""
    content = report.encode() if isinstance(report, str) else report
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path) and not is_regular(path):
            path.write_bytes(content)  # a device or link is written to, never replaced
        else:
            replace_file(path, [content])
    except OSError as error:
        raise IkiError(f"Laporan tidak dapat ditulis ke {printable(str(path))} ({reason(error)}).") from error


def is_regular(path: Path) -> bool:
    """Tell whether a file stands there itself: no folder, no link, no pipe."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def why_not_written(path: Path, error: OSError) -> str:
    """Say why a file cannot be written, and what to do."""
    shown = printable(str(path))
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return f"{shown} tidak dapat dibuat: ada berkas di tempat foldernya. Pindahkan atau ganti nama berkas itu."
    return f"{shown} tidak dapat ditulis ({reason(error)}); yang lama tetap utuh. Periksa ruang disk dan foldernya."
