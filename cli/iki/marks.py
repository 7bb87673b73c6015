"""The mark of a file: what changes whenever it is written, so that it need not be read to know that it was not."""

import hashlib
import os
from pathlib import Path

MARK = 8
"""So many bytes are a mark."""


def mark(path: Path | str) -> bytes:
    """Return the mark of a file, which holds on this computer alone; nothing where none stands."""
    try:
        about = os.lstat(path)
    except OSError:
        return b""
    return mark_of(about)


def mark_of(about: os.stat_result) -> bytes:
    """Return the mark of a file of which this is known."""
    told = (about.st_mode, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
    return hashlib.blake2b(repr(told).encode(), digest_size=MARK).digest()
