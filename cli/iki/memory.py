"""The memory of what iki itself wrote below a folder, so that nobody's work is taken for its own.

It stands in that folder, one line a file: the SHA-256 of its bytes and its name, as `sha256sum` writes them. A line is
on the disk before its file is put in place, so that a build that was cut short never takes its own work for somebody's;
a line more than needed does no harm.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import TextIO

from iki.characters import printable
from iki.errors import IkiError
from iki.files import is_regular, why_not_written
from iki.roomy import Roomy

MEMORY = ".iki-written"
_LENGTH = 32
_IS_DIGEST = re.compile("[0-9a-f]{64}").fullmatch


@dataclass(slots=True)
class Memory:
    """Every hash that iki is known to have written, by the file's name; to be closed after use.

    The hashes of a name stand one after another, 32 bytes each: there can be a hundred thousand names.
    """

    out: Path
    hashes: Roomy
    changed: bool = False
    """Whether the file does not say what is known here, or not in order."""
    is_torn: bool = False
    """Whether the last line was cut short."""
    log: TextIO | None = None

    @classmethod
    def read(cls, out: Path) -> "Memory":
        """Read what earlier builds left; a line that is not whole is nobody's, and nothing is added to it."""
        path = out / MEMORY
        if os.path.lexists(path) and not is_regular(path):
            raise IkiError(f"{printable(str(path))} bukan berkas biasa. Hapus, lalu ulangi.")
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            text = ""
        except OSError as error:
            raise IkiError(why_not_written(out, error)) from error
        hashes, names = Roomy(), list[str]()
        lines = text.splitlines()
        for line in lines:
            digest, _, name = line.partition("  ")
            # a power cut can leave nothing but NUL where a line should be
            if name and "\0" not in name and _IS_DIGEST(digest):
                hashes[intern(name)] = hashes.get(name, b"") + bytes.fromhex(digest)
                names.append(name)
        is_torn = bool(text) and not text.endswith("\n")
        is_tidy = not is_torn and len(lines) == len(hashes) and names == list(hashes)
        return cls(out, hashes, changed=not is_tidy, is_torn=is_torn)

    def wrote(self, name: str, digest: str) -> bool:
        """Tell whether iki is known to have written these bytes there."""
        known, wanted = self.hashes.get(name, b""), bytes.fromhex(digest)
        return any(known[start : start + _LENGTH] == wanted for start in range(0, len(known), _LENGTH))

    def note(self, every: Iterable[tuple[str, str]]) -> None:
        """Remember names and hashes, on the disk too, before their files are put in place."""
        new = [(name, digest) for name, digest in every if not self.wrote(name, digest)]
        if not new:
            return
        if self.log is None:
            self.log = (self.out / MEMORY).open("a", encoding="utf-8", newline="\n")
            self.log.write("\n" * self.is_torn)
        for name, digest in new:
            self.hashes[name] = self.hashes.get(name, b"") + bytes.fromhex(digest)
            self.log.write(f"{digest}  {name}\n")
        self.log.flush()
        os.fsync(self.log.fileno())
        self.changed = True

    def settle(self, name: str, digest: str) -> None:
        """Forget what stood there before: this is what stands there now."""
        only = bytes.fromhex(digest)
        if self.hashes.get(name) != only:
            self.hashes[name] = only
            self.changed = True

    def forget(self, name: str) -> None:
        """Forget a file that is gone."""
        del self.hashes[name]
        self.changed = True

    def tidy(self, replace: Callable[[Path, Iterable[bytes]], None]) -> None:
        """Write down what is known, one line for each file whose hash is sure, with what replaces files."""
        self.close()
        if self.changed:
            replace(self.out / MEMORY, self._lines())
            self.changed = False

    def _lines(self) -> Iterator[bytes]:
        for name, known in self.hashes.items():
            for digest in sorted(known[start : start + _LENGTH] for start in range(0, len(known), _LENGTH)):
                yield f"{digest.hex()}  {name}\n".encode()

    def close(self) -> None:
        """Let go of the file that lines are added to."""
        if self.log is not None:
            self.log.close()
            self.log = None
