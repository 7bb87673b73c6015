"""Files on their way: written whole beside their place, and on the disk before they are put there."""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from iki.characters import printable
from iki.errors import IkiError

FOLDER = ".iki-tmp"
_SUFFIX = ".tmp"


@dataclass(slots=True)
class Staged:
    """A file that is not yet in its place, still open, and the SHA-256 of its bytes."""

    path: Path
    file: BinaryIO
    digest: str
    _is_placed: bool = False

    def settle(self) -> None:
        """See that its bytes are on the disk: a name must not get there before them."""
        os.fsync(self.file.fileno())
        self.file.close()

    def place(self, path: Path) -> None:
        """Put it in its place, over what stands there."""
        self.path.replace(path)
        self._is_placed = True

    def drop(self) -> None:
        """Do without it, if it was not put in its place."""
        self.file.close()
        if not self._is_placed:
            self.path.unlink(missing_ok=True)


@dataclass(slots=True)
class Stage:
    """The folder of files on their way below an output folder, made when there is one; to be closed after use."""

    out: Path
    folder: Path = field(init=False)
    """Where they stand."""
    _waiting: list[Staged] = field(default_factory=list)
    _mark: str = field(default_factory=lambda: secrets.token_hex(4))
    _count: int = 0

    def __post_init__(self) -> None:
        """Name the folder once for all."""
        self.folder = self.out / FOLDER

    def sweep(self) -> None:
        """Remove what a build left that was killed; no other may be at work."""
        if os.path.lexists(self.folder):
            self._see_that_it_is_sound()
            self._remove("")

    def write(self, content: Iterable[bytes]) -> Staged:
        """Write a file that is to be put in place later."""
        if not self._count:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._see_that_it_is_sound()
        self._count += 1
        path, digest = self.folder / f"{self._mark}-{self._count}{_SUFFIX}", hashlib.sha256()
        with contextlib.ExitStack() as on_failure:
            on_failure.callback(path.unlink, missing_ok=True)
            file = on_failure.enter_context(path.open("wb"))
            for piece in content:
                digest.update(piece)
                file.write(piece)
            file.flush()
            on_failure.pop_all()
        self._waiting.append(Staged(path, file, digest.hexdigest()))
        return self._waiting[-1]

    def replace(self, path: Path, content: Iterable[bytes]) -> None:
        """Write a file and put it in its place at once, over what stands there."""
        staged = self.write(content)
        staged.settle()
        staged.place(path)

    def put_away(self) -> None:
        """Remove what was not put in place."""
        for staged in self._waiting:
            staged.drop()
        self._waiting.clear()

    def close(self) -> None:
        """Remove what was not put in place, whenever the work was interrupted, and the folder."""
        with contextlib.suppress(OSError):  # the next build sweeps it
            self.put_away()
        if self.folder.is_dir() and not self.folder.is_symlink():
            self._remove(self._mark)

    def _see_that_it_is_sound(self) -> None:
        if self.folder.is_symlink() or not self.folder.is_dir():
            raise IkiError(f"{printable(str(self.folder))} bukan folder biasa. Hapus, lalu ulangi.")

    def _remove(self, mark: str) -> None:
        """Remove the files whose names begin with a mark, and the folder where nothing else is in it."""
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                if path.name.startswith(mark) and path.name.endswith(_SUFFIX):
                    path.unlink()
            self.folder.rmdir()
