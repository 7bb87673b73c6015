"""What the last builds in a folder made of what, so that nothing is made twice.

It is kept where the user's programs keep what can be had again: nobody else says of a document that it is right, least
of all a repository that brings its output along. One that is broken or missing costs a full build and nothing else.
"""

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from iki.files import replace_file
from iki.marks import MARK

KEY = 16
"""So many bytes tell what a document was made from."""
_DIGEST = 32
_FIRST = "iki-manifest 1"
_DAYS = 90
"""What was not written for so long is of a folder in which nobody builds any more."""


class Record(NamedTuple):
    """What is known of a document: what it was made from, the SHA-256 of its bytes, the mark of its file."""

    key: bytes
    digest: bytes
    mark: bytes


@dataclass(slots=True)
class Manifest:
    """What builds left in an output folder.

    `whole` is the key of the last build, if nothing was amiss, `messages` are what it had to say, and `count` how many
    of the documents are its own: the first. `pictures` are the names of those that documents show.
    """

    whole: str = ""
    messages: str = ""
    count: int = 0
    pictures: frozenset[str] = frozenset()
    records: dict[str, bytes] = field(default_factory=dict)
    """By the document's name, as `packed` makes them."""

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read what the last builds in a folder left."""
        try:
            return cls._parsed(_place(folder).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, RecursionError):
            return cls()

    @classmethod
    def _parsed(cls, text: str) -> "Manifest":
        first, head, *lines = text.split("\n")
        if first != _FIRST or lines[-1:] != [""]:
            raise ValueError
        whole, messages, count, pictures = json.loads(head)
        found = cls(str(whole), str(messages), int(count), frozenset(map(str, pictures)))
        for line in lines[:-1]:
            record, _, name = line.partition(" ")
            found.records[sys.intern(name)] = bytes.fromhex(record)
        if any(len(each) != KEY + _DIGEST + MARK for each in found.records.values()):
            raise ValueError
        if "\0" in text or any(b"\0" in each.encode() for each in found.pictures):  # no file is called so
            raise ValueError
        return found

    def write(self, folder: Path) -> None:
        """Keep this for the next build in the folder; where that cannot be, it makes everything."""
        place = _place(folder)
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            replace_file(place, self._lines())
            for path in place.parent.iterdir():
                if path.stat().st_mtime < time.time() - _DAYS * 86_400:
                    path.unlink()

    def _lines(self) -> Iterator[bytes]:
        yield f"{_FIRST}\n{json.dumps([self.whole, self.messages, self.count, sorted(self.pictures)])}\n".encode()
        for name, record in self.records.items():
            yield f"{record.hex()} {name}\n".encode()

    def record(self, name: str) -> Record | None:
        """Return what is known of a document."""
        packed = self.records.get(name)
        return Record(packed[:KEY], packed[KEY:-MARK], packed[-MARK:]) if packed else None

    def of_the_last_build(self) -> Iterable[str]:
        """Return the names of the documents of the last build in their order."""
        return islice(self.records, self.count)


def _place(folder: Path) -> Path:
    return _cache() / "iki" / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]


def _cache() -> Path:
    """Return the folder where the user's programs keep what can be had again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
