"""What changed from one state of an office to another: values that tell all, and from which the new follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from iki.model import Bentuk, Indikator, Jabatan, Kantor, Sasaran


@dataclass(frozen=True, slots=True)
class Field:
    """A field of something that changed: its name, and its values as in the model.

    An `inherited` one follows from another change, or changes nothing that is printed: the source of data that the
    position, or the office, gives; the new id of a position that it names.
    """

    name: str
    old: Any
    new: Any
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an indikator stands: the number of its sasaran, and its own number there, both from 1."""

    sasaran: int
    nomor: int


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """Something of an office at one time: a position by its id, its sasaran and indikator by their numbers, else 0.

    A position that is nobody's (the empty id) means the office.
    """

    jabatan: str = ""
    sasaran: int = 0
    indikator: int = 0


@dataclass(frozen=True, slots=True)
class IndikatorChange:
    """An indikator that came (`old` is None), went (`new` is None) or changed; `places` are those that it has then.

    `moved` tells that it stands elsewhere among those that stayed. `kin` is the one from which it was split, or in
    which it was merged, `home` the other position from which it came or to which it went.
    """

    old: Indikator | None
    new: Indikator | None
    places: tuple[Place | None, Place | None]
    fields: tuple[Field, ...] = ()
    moved: bool = False
    kin: Indikator | None = None
    home: Jabatan | None = None


@dataclass(frozen=True, slots=True)
class SasaranChange:
    """A sasaran that came, went, moved or changed, or whose indikator did; the rest as in `IndikatorChange`."""

    old: Sasaran | None
    new: Sasaran | None
    fields: tuple[Field, ...] = ()
    moved: bool = False
    indikator: tuple[IndikatorChange, ...] = ()
    kin: Sasaran | None = None
    home: Jabatan | None = None


@dataclass(frozen=True, slots=True)
class JabatanChange:
    """A position that came, went or changed; one whose file was renamed has two ids.

    `was` tells which item of the old position each item of the new one was, changed or not.
    """

    old: Jabatan | None
    new: Jabatan | None
    fields: tuple[Field, ...] = ()
    sasaran: tuple[SasaranChange, ...] = ()
    was: Mapping[Item, Item] = field(default_factory=dict)

    @property
    def is_renamed(self) -> bool:
        """Tell whether its file has another name."""
        return self.old is not None and self.new is not None and self.old.id != self.new.id


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed: settings of the office, and positions, in the order in which the new state prints them.

    `kantor` are fields of the office, of its document (`dokumen.nomor`) and of the form of its sheets; `sumber_data`
    is what the office gives to positions without their own, before and after.
    """

    kantor: tuple[Field, ...]
    jabatan: tuple[JabatanChange, ...]
    sumber_data: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def __bool__(self) -> bool:
        return bool(self.kantor or self.jabatan)


@dataclass(frozen=True, slots=True)
class State:
    """An office at one time: its settings, and its positions in the order of printing."""

    kantor: Kantor
    every_jabatan: tuple[Jabatan, ...]
    bentuk: Bentuk = field(default_factory=Bentuk)
