"""Files in the user's cache: what can be had again, each sealed by a hash, so that a broken one is none."""

import contextlib
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from iki.files import replace_file

_DIGEST = 32
_DAYS = 90
"""What was not written for so long is about a folder in which nobody works any more."""


def place(folder: Path, what: str = "") -> Path:
    """Return where something about a folder is kept, apart from what is called otherwise; an OSError: nowhere."""
    about = os.fsencode(folder.resolve()) + (f"\0{what}".encode(errors="surrogateescape") if what else b"")
    return _cache() / "iki" / hashlib.sha256(about).hexdigest()[:_DIGEST]


def read(folder: Path, what: str, first: str) -> bytes | None:
    """Return what is kept of something about a folder, if it is whole and its first line begins like this."""
    try:
        content = place(folder, what).read_bytes()
    except OSError:
        return None
    start = len(first) + 2 * _DIGEST + 1
    is_whole = content[:start] == f"{first}{hashlib.sha256(content[start:]).hexdigest()}\n".encode()
    return content[start:] if is_whole else None


def write(folder: Path, what: str, first: str, lines: Callable[[], Iterator[bytes]]) -> None:
    """Keep what `lines` yields, each time the same; where that cannot be, it is had again when it is wanted.

    It quotes the office's files, which are not everybody's to read.
    """
    with contextlib.suppress(OSError):
        path = place(folder, what)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest = hashlib.sha256()
        for line in lines():
            digest.update(line)
        replace_file(path, chain([f"{first}{digest.hexdigest()}\n".encode()], lines()), mode=0o600)
        for each in path.parent.iterdir():
            if each.stat().st_mtime < time.time() - _DAYS * 86_400:
                each.unlink()


def _cache() -> Path:
    """Return the folder where the user's programs keep what can be had again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or _home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return _home() / "Library" / "Caches"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return given if given.is_absolute() else _home() / ".cache"  # a relative one is to be ignored


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:  # a user without one, as in many a container
        raise FileNotFoundError from error
