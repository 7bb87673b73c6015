"""What a computer may believe that must make no difference to any output, made up for a program of its own."""

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BOM = b"\xef\xbb\xbf"


def with_another_clock(moment: float) -> None:
    """Let Python's clock stand still at another time, in another zone's noon."""
    import datetime
    import time

    class Elsewhen(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Elsewhen":
            return cls.fromtimestamp(moment, tz)

        @classmethod
        def utcnow(cls) -> "Elsewhen":
            return cls.fromtimestamp(moment, datetime.UTC).replace(tzinfo=None)

    local, utc = time.localtime, time.gmtime
    time.time = lambda: moment
    time.localtime = lambda seconds=None: local(moment if seconds is None else seconds)
    time.gmtime = lambda seconds=None: utc(moment if seconds is None else seconds)
    datetime.datetime = Elsewhen  # type: ignore[misc]


def with_folders_backwards() -> None:
    """Let the system tell what a folder holds in the opposite order."""
    listed, scanned = os.listdir, os.scandir

    class Backwards:
        def __init__(self, path: str = ".") -> None:
            with scanned(path) as entries:
                self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

        def __iter__(self) -> Iterator["os.DirEntry[str]"]:
            return self._entries

        def __next__(self) -> "os.DirEntry[str]":
            return next(self._entries)

        def __enter__(self) -> "Backwards":
            return self

        def __exit__(self, *_: object) -> None: ...

        def close(self) -> None: ...

    os.listdir = lambda path=".": sorted(listed(path), reverse=True)  # type: ignore[assignment]
    os.scandir = Backwards  # type: ignore[assignment,misc]


def with_another_zlib() -> None:
    """Let zlib compress to other bytes, as zlib-ng does: here, by not trying."""
    import zlib

    compressor = zlib.compressobj
    zlib.compressobj = lambda *asked: compressor(0, *asked[1:])  # type: ignore[misc]
    zlib.compress = lambda content, *_, **__: compressor(0).compress(content)  # type: ignore[assignment]


def with_windows_archives() -> None:
    """Let the zips that Python makes say that they were made on Windows."""
    make = zipfile.ZipInfo.__init__

    def made(self: zipfile.ZipInfo, *about: Any, **more: Any) -> None:
        make(self, *about, **more)
        self.create_system = 0

    zipfile.ZipInfo.__init__ = made  # type: ignore[method-assign]


def with_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def with_other_line_ends(office: Path) -> None:
    """Save all YAML as Windows' Notepad does."""
    for path in office.rglob("*.yaml"):
        path.write_bytes(BOM + path.read_bytes().replace(b"\n", b"\r\n"))


def with_other_dates(office: Path) -> None:
    for number, path in enumerate(sorted(office.rglob("*.yaml"))):
        os.utime(path, (0, 86400 * number))


def with_files_only_to_read(office: Path) -> None:
    for path in (office / "data").rglob("*.yaml"):
        path.chmod(0o444)


BEFORE: dict[str, Callable[[], None]] = {
    "clock-1985": lambda: with_another_clock(500_000_000),
    "clock-2099": lambda: with_another_clock(4_080_000_000),
    "folders-backwards": with_folders_backwards,
    "another-zlib": with_another_zlib,
    "archives-of-windows": with_windows_archives,
    "one-core": with_one_core,
}
"""What Python is made to believe before iki is imported."""
FILES: dict[str, Callable[[Path], None]] = {
    "crlf-and-bom": with_other_line_ends,
    "dates-of-files": with_other_dates,
    "read-only": with_files_only_to_read,
}
"""What becomes of an office's files."""
