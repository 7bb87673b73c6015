"""Many files into one folder: whole or not at all, and never over what somebody else wrote or edited."""

import contextlib
import os
import time
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from iki.characters import printable
from iki.errors import IkiError, reason
from iki.files import hash_of, is_regular, why_not_written
from iki.memory import MEMORY, Memory
from iki.staging import Stage, Staged

_GROUP = 64
"""So many files are made safe on the disk before they are put in their places together."""
_PATIENCE, _PAUSE = 2.5, 0.1
"""For so many seconds files are waited for that are held, as Word and virus scanners do on Windows."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be written: its name below the output folder with `/`, and its bytes in pieces, gone through once."""

    name: str
    content: Iterable[bytes]


class Fate(Enum):
    """What became of an artifact, or of what an earlier one left."""

    WRITTEN = auto()
    SAME = auto()
    OVERWRITTEN = auto()
    """Somebody's edited file was put beside it first."""
    EDITED = auto()
    """Kept: somebody edited what iki wrote."""
    FOREIGN = auto()
    """Kept: iki never wrote the file that stands there."""
    LOCKED = auto()
    """Kept: somebody holds it, as Word on Windows does with a file it shows."""
    FORBIDDEN = auto()
    """Kept: its folder may not be written to."""
    REMOVED = auto()
    """Gone: iki wrote it, and it is not wanted any more."""
    LEFT_OVER = auto()
    """Kept though it is not wanted any more: somebody edited what iki wrote."""


class Written(NamedTuple):
    """One artifact's name below its folder, its fate, and the SHA-256 of its bytes where these are what stands there.

    `beside` is where the edited file was kept when it was overwritten.
    """

    folder: Path
    name: str
    fate: Fate
    digest: str = ""
    beside: Path | None = None


@dataclass(frozen=True, slots=True)
class _Going:
    """An artifact on its way to its place, where an edit may stand that is to be put aside."""

    name: str
    path: Path
    staged: Staged
    is_over_edit: bool

    @property
    def digest(self) -> str:
        return self.staged.digest


class Output:
    """A folder to write into, with the memory of what iki wrote there: a context, left when all is written."""

    def __init__(self, folder: Path, *, is_alone: bool = False) -> None:
        """Begin; where nobody else is at work there, what a killed build left is swept away."""
        self.folder = folder
        self._memory = Memory.read(folder)
        self._stage = Stage(folder)
        self._sound: set[Path] = set()
        if is_alone:
            self._stage.sweep()

    def __enter__(self) -> "Output":
        return self

    def __exit__(self, *_: object) -> None:
        self._stage.close()
        self._memory.close()

    def write(self, artifacts: Iterable[Artifact | Written], *, overwrite: bool) -> Iterator[Written]:
        """Write each artifact whole, but never over what iki did not write, nor over an edit unless told to.

        What became of each is yielded in their order; what is known to stand there as it should passes through.
        """
        every = iter(artifacts)
        while group := list(islice(every, _GROUP)):
            yield from self._put(
                [each if isinstance(each, Written) else self._ready(each, overwrite=overwrite) for each in group]
            )
        self._tidy()

    def wrote(self, name: str) -> bool:
        """Tell whether iki is known to have written a file of this name."""
        return name in self._memory.hashes

    def is_settled(self, known: Container[str]) -> bool:
        """Tell whether the memory in the folder is whole, and speaks of no document of a position but those known."""
        return not self._memory.changed and all(name in known for name in self._memory.hashes if "/" in name)

    def remember(self, every: Iterable[tuple[str, str]]) -> None:
        """Learn from elsewhere what iki wrote, by name and SHA-256, where the memory in the folder is lost."""
        for name, digest in every:
            if name not in self._memory.hashes:
                self._memory.settle(name, digest)

    def remove(self, is_unwanted: Callable[[str], bool]) -> Iterator[Written]:
        """Remove what iki wrote and is not wanted any more, but nothing that somebody edited since."""
        for name in sorted(filter(is_unwanted, self._memory.hashes)):
            path = self.folder / name
            try:
                fate = self._removed(name, path)
            except OSError as error:
                shown = printable(str(path))
                raise IkiError(f"{shown} tidak dapat dihapus ({reason(error)}). Hapus sendiri.") from error
            if fate is not None:
                yield Written(self.folder, name, fate)
        self._tidy()

    def _ready(self, artifact: Artifact, *, overwrite: bool) -> Written | _Going:
        """Write an artifact beside its place, and see what stands there."""
        name, path = artifact.name, self.folder / artifact.name
        try:
            if not self._is_sound(path.parent):
                return Written(self.folder, name, Fate.FORBIDDEN)
            if os.path.lexists(path) and not is_regular(path):
                return Written(self.folder, name, Fate.FOREIGN)
            staged = self._stage.write(artifact.content)
            fate = self._fate(name, path, staged.digest)
            if fate is Fate.WRITTEN or (fate is Fate.EDITED and overwrite):
                return _Going(name, path, staged, fate is Fate.EDITED)
            staged.drop()
        except OSError as error:
            raise IkiError(why_not_written(path, error)) from error
        return Written(self.folder, name, fate, staged.digest if fate is Fate.SAME else "")

    def _is_sound(self, folder: Path) -> bool:
        """Make a folder if it is not there, see that it is no way out of the output, and tell whether it may be had."""
        if folder not in self._sound:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except PermissionError:
                return False
            if not folder.resolve().is_relative_to(self.folder.resolve()):
                shown = printable(str(folder))
                raise IkiError(f"{shown} adalah tautan ke luar folder keluaran. Ganti dengan folder biasa.")
            self._sound.add(folder)
        return True

    def _fate(self, name: str, path: Path, digest: str) -> Fate:
        """Say what the file that stands there means for writing it anew."""
        try:
            old = hash_of(path)
        except FileNotFoundError:
            return Fate.WRITTEN
        if old == digest:
            return Fate.SAME
        if name not in self._memory.hashes:
            return Fate.FOREIGN
        return Fate.WRITTEN if self._memory.wrote(name, old) else Fate.EDITED

    def _put(self, ready: Sequence[Written | _Going]) -> Iterator[Written]:
        """Put a group of files in their places, all of them safe on the disk before the first."""
        going = [each for each in ready if isinstance(each, _Going)]
        try:
            for each in going:
                each.staged.settle()
            self._memory.note((each.name, each.digest) for each in ready if each.digest)
            beside = {each.name: self._put_aside(each.path) for each in going if each.is_over_edit}
            kept = _moved(going)
        except OSError as error:
            raise IkiError(why_not_written(self.folder, error)) from error
        self._stage.put_away()
        for one in ready:
            if isinstance(one, _Going):
                yield Written(self.folder, one.name, *self._outcome(one, kept, beside.get(one.name)))
            else:
                if one.digest:
                    self._memory.settle(one.name, one.digest)
                yield one

    def _outcome(self, each: _Going, kept: Collection[str], beside: Path | None) -> tuple[Fate, str, Path | None]:
        if each.name in kept:
            return (Fate.LOCKED if os.access(each.path.parent, os.W_OK) else Fate.FORBIDDEN), "", None
        self._memory.settle(each.name, each.digest)
        return (Fate.OVERWRITTEN if beside else Fate.WRITTEN), each.digest, beside

    def _put_aside(self, path: Path) -> Path:
        """Copy an edited file beside itself under the first free name `x.suntingan-1.docx`, and return that."""
        number = 1
        while os.path.lexists(beside := path.with_name(f"{path.stem}.suntingan-{number}{path.suffix}")):
            number += 1
        self._stage.replace(beside, [path.read_bytes()])
        return beside

    def _removed(self, name: str, path: Path) -> Fate | None:
        """Remove one file that iki wrote; None where nothing stands there that it could have written."""
        if not is_regular(path) or not path.parent.resolve().is_relative_to(self.folder.resolve()):
            if not os.path.lexists(path):
                self._memory.forget(name)
            return None
        if not self._memory.wrote(name, hash_of(path)):
            return Fate.LEFT_OVER
        path.unlink()
        self._memory.forget(name)
        if path.parent != self.folder:
            with contextlib.suppress(OSError):  # there is more in it
                path.parent.rmdir()
        return Fate.REMOVED

    def _tidy(self) -> None:
        try:
            self._memory.tidy(self._stage.replace)
        except OSError as error:
            raise IkiError(why_not_written(self.folder / MEMORY, error)) from error


def write_all(artifacts: Iterable[Artifact], folder: Path, *, overwrite: bool) -> Iterator[Written]:
    """Write a few artifacts as `Output.write` does."""
    with Output(folder) as output:
        yield from output.write(artifacts, overwrite=overwrite)


def _moved(going: Sequence[_Going]) -> set[str]:
    """Put files in their places, and return the names of those that somebody holds and did not let go of."""
    until = time.monotonic() + _PATIENCE
    held = [each for each in going if not _is_moved(each)]
    while any(os.access(each.path.parent, os.W_OK) for each in held) and time.monotonic() < until:
        time.sleep(_PAUSE)
        held = [each for each in held if not _is_moved(each)]
    return {each.name for each in held}


def _is_moved(each: _Going) -> bool:
    try:
        each.staged.place(each.path)
    except PermissionError:
        return False
    return True
