"""All positions of an office in order; only so many are held at once, the others are read again when asked for."""

import hashlib
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from sys import intern
from typing import Any, NamedTuple, TypeVar, overload

from iki import load, project
from iki.dialect import parse
from iki.errors import IkiError
from iki.model import Jabatan, Kantor
from iki.project import Project
from iki.source import Source

KEPT = 2_000
"""So many positions are held: an office has a hundred, a province some thousands."""
REMEMBERED, _FEW = 20_000, 200
"""Of no more than so many is it remembered from build to build that they were sound; of more, only a few are held."""
_DIGEST = 32
_Item = TypeVar("_Item")


class Head(NamedTuple):
    """What everybody has to know of a position: its id, its name, and the id of its superior."""

    id: str
    nama: str
    atasan: str | None


class _InOrder(Sequence[_Item]):
    """A sequence of what is not all held: `at` gives what is at a place, counted from the front."""

    @abstractmethod
    def at(self, index: int) -> _Item:
        """Return what is at a place."""

    @overload
    def __getitem__(self, index: int) -> _Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Item]: ...
    def __getitem__(self, index: int | slice) -> _Item | Sequence[_Item]:
        places = range(len(self))[index]
        return self.at(places) if isinstance(places, int) else [self.at(each) for each in places]


class _Heads(_InOrder[Head]):
    """Heads in columns: a hundred thousand objects more would take as much memory as what they say."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._names: list[str] = []
        self._superiors: list[str | None] = []

    def append(self, head: Head) -> None:
        self._ids.append(head.id)
        self._names.append(head.nama)
        self._superiors.append(intern(head.atasan) if head.atasan is not None else None)  # many have the same

    def __len__(self) -> int:
        return len(self._ids)

    def at(self, index: int) -> Head:
        return Head(self._ids[index], self._names[index], self._superiors[index])

    def __iter__(self) -> Iterator[Head]:
        return map(Head, self._ids, self._names, self._superiors)


def held_of(count: int) -> int:
    """Return how many of so many positions are held."""
    return KEPT if count <= REMEMBERED else _FEW


class Positions(_InOrder[Jabatan]):
    """The positions of a project without errors, in the order of printing; as many are held as are to be `kept`."""

    def __init__(self, here: Project, kantor: Kantor, kept: int) -> None:
        self._kept = kept
        self._heads = _Heads()
        self.sound: list[str] = []
        """Lines by which files need not be judged again; none where there are too many to be held."""
        self._here = here
        self._kantor = kantor
        self._digests = bytearray()  # a hundred thousand objects would take three times as much
        self._held: dict[int, Jabatan] = {}

    @property
    def heads(self) -> Sequence[Head]:
        """What everybody has to know of each of them."""
        return self._heads

    def add(self, head: Head, digest: bytes, jabatan: Jabatan | None = None, sound: str | None = None) -> None:
        """Add the next position, with the digest of its file, and what it says where that is at hand.

        A line by which its file need not be judged again is kept if there is one and room for it.
        """
        if jabatan is not None and len(self._held) < self._kept:
            self._held[len(self._heads)] = jabatan
        self._heads.append(head)
        self._digests += digest
        if len(self) > REMEMBERED:
            self.sound.clear()
        elif sound is not None:
            self.sound.append(sound)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_held": {}}

    def digest(self, index: int) -> bytes:
        """Return the digest of a position's file."""
        return bytes(self._digests[index * _DIGEST : (index + 1) * _DIGEST])

    def __len__(self) -> int:
        return len(self._heads)

    def at(self, index: int) -> Jabatan:
        """Return the position at a place, read again where it is not held."""
        return self._held.get(index) or self._read(index)

    def __iter__(self) -> Iterator[Jabatan]:
        return (self[index] for index in range(len(self)))

    def _read(self, index: int) -> Jabatan:
        identity = self._heads[index].id
        path = self._here.data / f"{identity}.yaml"
        content, name = project.read_content(self._here, path), self._here.name(path)
        if isinstance(content, Source) or digest_of(content) != self.digest(index):
            raise IkiError(f"{name} berubah sementara iki bekerja. Jalankan lagi.")
        jabatan = load.jabatan(parse(content, name), identity, self._kantor)
        if len(self._held) < self._kept:
            self._held[index] = jabatan
        return jabatan


def digest_of(content: bytes) -> bytes:
    """Return a digest of what a file says."""
    return hashlib.sha256(content).digest()
