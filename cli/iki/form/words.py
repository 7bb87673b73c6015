"""What fields are called in a document, and the way from a setting's name to what a template prints."""

import re
from collections.abc import Iterable
from dataclasses import fields
from typing import NamedTuple

from iki.model import Bentuk, Indikator, Jabatan, Kantor, Sasaran

_HEADINGS = {
    "nomor": "NO",
    "sasaran": "SASARAN KINERJA UTAMA",
    "indikator": "INDIKATOR KINERJA UTAMA",
    "formulasi": "PENJELASAN/ FORMULASI PERHITUNGAN",
    "target_periode": "TARGET",
    "definisi": "DEFINISI OPERASIONAL",
    "catatan": "KETERANGAN",
}
_LABELS = {
    "unit": "Unit Kerja",
    "ikhtisar": "Ikhtisar Jabatan",
    "definisi": "Definisi",
    "formulasi": "Formulasi",
    "indikator": "Indikator",
    "sasaran": "Sasaran",
    "catatan": "Keterangan",
}


_ABBREVIATIONS = frozenset(("nip", "iku", "iki", "rpjmd", "rkpd", "skpd", "opd", "spm", "sdgs", "rhk", "pk", "tw"))
_PATHS = {
    "nomor": ("sasaran", "nomor"),
    "sasaran": ("sasaran", "uraian"),
    "indikator": ("indikator", "nama"),
    "jabatan": ("jabatan", "nama"),
}


class Part(NamedTuple):
    """One thing that a cell or a section prints: the expression that a template prints, and what it is called."""

    expression: str
    label: str


FONT = "Arial"
PLACEHOLDER = re.compile(r"\{(\w*)\}")
"""What a title says in the place of something that differs: `{jabatan}`, `{tahun}`."""
OF_THE_OFFICE = {name: f"kantor.{name}" for name in ("tahun", "periode", "perangkat_daerah", "pemda")}
OF_A_POSITION = {"jabatan": "jabatan.nama", "unit": "jabatan.unit"}


def font_of(bentuk: Bentuk) -> str:
    """Return the name of the font that the office prints its sheets in."""
    return bentuk.huruf.get("nama", FONT)


def title_lines(text: str) -> tuple[str, ...]:
    """Return a title's lines, its place holders as tags; in a title of capitals they print as capitals."""
    is_capital = PLACEHOLDER.sub("", text) == PLACEHOLDER.sub("", text).upper()
    expressions = OF_THE_OFFICE | OF_A_POSITION
    tag = "{{{{ {} | kapital }}}}" if is_capital else "{{{{ {} }}}}"
    line = PLACEHOLDER.sub(lambda found: tag.format(expressions.get(found[1], "''")), text)
    return tuple(line.split("\n"))


def column_path(name: str) -> tuple[str, ...]:
    """Return the way to what a column prints: of the indikator, unless it is the sasaran's or says whose it is."""
    path = tuple(name.split("."))
    match path:
        case (only,) if only in _PATHS:
            return _PATHS[only]
        case ("jabatan" | "sasaran" | "indikator", _, *_):
            return path
        case (only,) if only not in fields_of(Indikator) and only in fields_of(Sasaran):
            return ("sasaran", only)
        case _:
            return ("indikator", *path)


def section_path(name: str) -> tuple[str, ...]:
    """Return the way to what a section prints: the position's, unless it says that it is the office's or a person's."""
    path = tuple(name.split("."))
    return path if path[0] in {"kantor", "pejabat"} else ("jabatan", *path)


def parts(names: Iterable[str], bentuk: Bentuk) -> tuple[Part, ...]:
    """Return what a cell prints, in the order of its settings."""
    return tuple(Part(expression(column_path(name)), label(name, bentuk)) for name in names)


def may_be_list(path: tuple[str, ...]) -> bool:
    """Tell whether what stands at the end of a way can be several texts."""
    model = {"jabatan": Jabatan, "kantor": Kantor}.get(path[0])
    types = {field.name: field.type for field in fields(model)} if model is not None else {}
    return path[1] == "tambahan" or "tuple" in str(types.get(path[1], ""))


def expression(path: tuple[str, ...]) -> str:
    """Write a way as a template's expression; keys that are no names stand in brackets."""
    return path[0] + "".join(f".{key}" if key.isidentifier() else f"[{quoted(key)}]" for key in path[1:])


def quoted(key: str) -> str:
    """Write a text as a constant of a template."""
    return f'"{key}"' if "'" in key else f"'{key}'"


def label(name: str, bentuk: Bentuk) -> str:
    """Return what a section or one part of a cell is called, as in `Penanggung Jawab`."""
    return _label_of(name, bentuk) or _LABELS.get(name) or _readable(name)


def heading(name: str, bentuk: Bentuk) -> str:
    """Return what stands above a column, as in `PENANGGUNG JAWAB`."""
    return _label_of(name, bentuk) or _HEADINGS.get(name) or _readable(name).upper()


def _label_of(name: str, bentuk: Bentuk) -> str | None:
    return bentuk.label.get(name) or bentuk.label.get(name.rpartition(".")[2])


def _readable(name: str) -> str:
    words = name.rpartition(".")[2].replace("_", " ").replace("-", " ").split()
    return " ".join(word.upper() if word.lower() in _ABBREVIATIONS else word.title() for word in words)


def fields_of(model: type) -> frozenset[str]:
    """Return the names under which settings may name the fields of a model."""
    return frozenset(field.name for field in fields(model)) - {"trail", "nomor"}
