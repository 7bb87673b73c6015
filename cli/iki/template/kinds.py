"""What a template sees, as kinds that its expressions are checked against; all of it follows from the model."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from iki.model import Jabatan, Kantor, Pejabat
from iki.views import Perubahan, Reviu

_NOT_FOR_TEMPLATES = frozenset(("trail", "has_own_sumber_data"))


@dataclass(frozen=True, slots=True)
class Kind:
    """What an expression yields: `word` says it in Indonesian; a record has a `model`, a list or group an `item`."""

    word: str
    model: type | None = None
    item: "Kind | None" = None


TEXT = Kind("teks")
NUMBER = Kind("angka")
TRUTH = Kind("syarat")
FREE = Kind("isi bebas")
"""Whatever stands below `tambahan`: it can be printed and tested, and its fields can be named."""
PICTURE = Kind("gambar")
"""A picture from a file: it can only be printed."""
UNKNOWN = Kind("tidak dikenal")
"""What an expression with a fault yields: nothing more is said of it."""


def listed(item: Kind) -> Kind:
    """Return the kind of a list of `item`."""
    return Kind("daftar", item=item)


def record(model: type) -> Kind:
    """Return the kind of one of the model's objects."""
    return Kind("objek", model=model)


GROUP = Kind("kelompok", item=TEXT)
"""Texts by key, in order, as in `target_periode`."""

SEEN = {
    "jabatan": record(Jabatan),
    "every_jabatan": listed(record(Jabatan)),
    "kantor": record(Kantor),
    "pejabat": record(Pejabat),
    "atasan": record(Pejabat),
    "penandatangan": record(Pejabat),
    "lembar": NUMBER,
    "terakhir": TRUTH,
    "buku": TRUTH,
}
"""The names that every template sees.

`pejabat` holds the position, `atasan` that of its superior, `penandatangan` signs for the office; `lembar` counts the
positions as they are printed.
"""

SEEN_OF_CHANGES = {"every_perubahan": listed(record(Perubahan)), "kantor": record(Kantor)}
"""The names that the template of the matriks semula-menjadi sees."""

SEEN_OF_WORKSHEET = {"every_reviu": listed(record(Reviu)), "kantor": record(Kantor)}
"""The names that the template of a reviewer's worksheet sees."""

LOOP = {"index": NUMBER, "first": TRUTH, "last": TRUTH}
"""What a template may ask of `loop`."""


@cache
def fields_of(model: type) -> Mapping[str, Kind]:
    """Return the fields of a model that templates see, with their kinds."""
    hints = get_type_hints(model)
    return {field.name: _kind(hints[field.name]) for field in fields(model) if field.name not in _NOT_FOR_TEMPLATES}


def _kind(annotation: Any) -> Kind:
    arguments = get_args(annotation)
    if type(None) in arguments:
        return _kind(next(argument for argument in arguments if argument is not type(None)))
    if get_origin(annotation) is tuple:
        return listed(_kind(arguments[0]))
    if get_origin(annotation) is Mapping:
        return GROUP if arguments[1] is str else FREE
    if is_dataclass(annotation) and isinstance(annotation, type):
        return record(annotation)
    return {str: TEXT, int: NUMBER}[annotation]
