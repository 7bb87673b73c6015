"""What the last builds in a folder made of what, so that nothing is made twice.

It is kept where the user's programs keep what can be had again: nobody else says of a document that it is right, least
of all a repository that brings its output along. One that is broken or missing costs a full build and nothing else.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from iki import cache
from iki.marks import MARK

KEY = 16
"""So many bytes tell what a document was made from."""
RECORD = KEY + 32 + MARK
"""So many bytes a packed record has."""
_FIRST = "iki-manifest 1 "


Made = Callable[[], Iterable[tuple[str, bytes]]]
"""Yields, each time it is asked, the names of documents in their order and their packed records."""


class Record(NamedTuple):
    """What is known of a document: what it was made from, the SHA-256 of its bytes, the mark of its file."""

    key: bytes
    digest: bytes
    mark: bytes


@dataclass(slots=True)
class Manifest:
    """What builds left in an output folder.

    `whole` is the key of the last build, if nothing was amiss, `messages` are what it had to say, and `count` how many
    of the documents are its own: the first. `pictures` are the names of those that documents show, `sound` are lines
    about positions in which nothing was found when they were judged by what has the key `judged_by`.
    """

    whole: str = ""
    messages: str = ""
    count: int = 0
    pictures: frozenset[str] = frozenset()
    judged_by: str = ""
    sound: Sequence[str] = ()
    records: dict[str, bytes] = field(default_factory=dict)
    """Packed, by the document's name."""

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read what the last builds in a folder left."""
        content = cache.read(folder, "", _FIRST)
        if content is None:
            return cls()
        lines = TextIOWrapper(BytesIO(content), encoding="utf-8", newline="\n")  # which does not hold them all at once
        whole, messages, count, pictures, judged_by, sound = json.loads(next(lines))
        every_sound = [line.removesuffix("\n") for line in islice(lines, sound)]
        found = cls(whole, messages, count, frozenset(pictures), judged_by, every_sound)
        for line in lines:
            record, _, name = line.removesuffix("\n").partition(" ")
            found.records[sys.intern(name)] = bytes.fromhex(record)
        return found

    def write(self, folder: Path, made: Made = tuple) -> None:
        """Keep this for the next build in the folder, in front of it what was `made` now.

        Where that cannot be, the next one makes everything.
        """
        cache.write(folder, "", _FIRST, partial(self._lines, made))

    def _lines(self, made: Made) -> Iterator[bytes]:
        head = [self.whole, self.messages, self.count, sorted(self.pictures), self.judged_by, len(self.sound)]
        yield f"{json.dumps(head)}\n".encode()
        yield from (f"{line}\n".encode() for line in self.sound)
        for name, record in chain(made(), self.records.items()):
            yield f"{record.hex()} {name}\n".encode()

    def record(self, name: str) -> Record | None:
        """Return what is known of a document."""
        packed = self.records.get(name)
        return Record(packed[:KEY], packed[KEY:-MARK], packed[-MARK:]) if packed else None

    def of_the_last_build(self) -> Iterable[str]:
        """Return the names of the documents of the last build in their order."""
        return islice(self.records, self.count)
