"""What a schema cannot say about the form's settings: names of columns and sections, labels, lengths, sizes."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from iki.characters import NOT_IN_A_TAG, is_blank, shortened
from iki.diagnostics import Diagnostic
from iki.form.matrix import POSITION
from iki.form.paper import MARGINS, twips
from iki.form.words import OF_A_POSITION, OF_THE_OFFICE, column_path, fields_of, section_path
from iki.model import Indikator, Jabatan, Kantor, Pejabat, Sasaran
from iki.naming import nearest
from iki.source import Data, Source, Trail

_MODELS = {"indikator": Indikator, "sasaran": Sasaran, "jabatan": Jabatan, "kantor": Kantor, "pejabat": Pejabat}
_OBJECTS = frozenset(("sasaran", "indikator", "tambahan", "dokumen", "urutan", "atasan_luar"))
"""Fields that no cell can print as they are."""
_SPECIAL = frozenset(("nomor", "sasaran", "indikator", "jabatan"))
_GROUPS = ("matriks", "kelompok")
_GROUPINGS = ("eselon", "unit", "periode", "status", POSITION)
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_LIKE_A_TAG = re.compile(r"\{\s*[{%#]|[}%#]\s*\}")
_SIZES = range(6, 21)
_WIDEST_MARGIN = 4_536
"""Two of them leave room for a table on every paper, in twips: 8 cm."""
_OTHER_NAMES = {"nama": "indikator", "uraian": "sasaran", "no": "nomor", "sumber data": "sumber_data"}


def judge(source: Source) -> Iterator[Diagnostic]:
    """Return what is wrong with the form's settings in `iki.yaml`; tolerates what its schema refuses."""
    data = source.data if isinstance(source.data, dict) else {}
    columns, of_the_matrix, sections, groups = (
        list(_names(trail, _at(data, trail))) for trail in (("kolom",), ("matriks", "kolom"), ("bagian",), _GROUPS)
    )
    yield from _unknown(source, columns, "Kolom", _columns(), _is_column)
    yield from _not_alone(source, [*columns, *of_the_matrix])
    yield from _places(source, data.get("label"), ("label", "judul"), OF_THE_OFFICE | OF_A_POSITION)
    yield from _places(source, data.get("matriks"), ("matriks", "judul"), OF_THE_OFFICE)
    yield from _misplaced(source, data.get("label"))
    yield from _unknown(source, of_the_matrix, "Kolom", _columns(), _is_column)
    yield from _unknown(source, sections, "Bagian", _sections(), _is_section)
    yield from _unknown(source, groups, "Kelompok", _GROUPINGS, _is_grouping)
    yield from _last_is_the_position(source, [name for _, name in groups])
    yield from _labels(source, data.get("label"), {name for _, name in (*columns, *of_the_matrix, *sections)})
    yield from _letterhead(source, data)
    yield from _plain_texts(source, "matriks", data.get("matriks"))
    yield from _margins(source, data.get("margin"))
    yield from _size(source, data.get("huruf"))


def _at(data: Data, trail: Trail) -> list[Data]:
    """Return the list at a trail; none where there is something else."""
    for key in trail:
        data = data.get(str(key)) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []


def _names(trail: Trail, value: Data) -> Iterator[tuple[Trail, str]]:
    """Yield every name in a list, those of lists inside it too, each with its place."""
    if isinstance(value, str):
        yield trail, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _names((*trail, index), item)


def _unknown(
    source: Source,
    names: Iterable[tuple[Trail, str]],
    what: str,
    known: Collection[str],
    is_known: Callable[[str], bool],
) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for trail, name in names:
        if is_blank(name):
            continue
        if not is_known(name):
            is_column = what == "Kolom"
            near = (_OTHER_NAMES.get(name) or _of_the_position(name) if is_column else "") or nearest(name, known)
            own = f"Bila itu kunci milik kantor sendiri, tulis 'tambahan.{shortened(name)}'."
            hint = f"Maksud Anda '{near}'?" if near else own
            yield source.fault(trail, "bentuk-salah", f"{what} '{shortened(name)}' tidak dikenal.", hint)
        elif name in seen:
            yield source.fault(trail, "bentuk-salah", f"{what} '{name}' disebut dua kali.", "Hapus salah satunya.")
        seen.add(name)


def _of_the_position(name: str) -> str:
    """Return how a column of the position is named that somebody named as if it were the indikator's."""
    return f"jabatan.{name}" if name in fields_of(Jabatan) - fields_of(Indikator) - _OBJECTS - {"nama"} else ""


def _is_column(name: str) -> bool:
    return name == "nomor" or (
        name not in _OTHER_NAMES and not name.startswith(("kantor.", "pejabat.")) and _is_printable(column_path(name))
    )


def _is_grouping(name: str) -> bool:
    own, _, key = name.partition(".")
    return name in _GROUPINGS or (own == "tambahan" and bool(key) and "." not in key and NOT_IN_A_TAG.isdisjoint(key))


def _not_alone(source: Source, columns: Iterable[tuple[Trail, str]]) -> Iterator[Diagnostic]:
    """Refuse periods in a cell with other things: each of them is a column."""
    for trail, name in columns:
        if name == "target_periode" and isinstance(trail[-2], int):
            message = "'target_periode' menjadi beberapa kolom, tidak dapat berada di dalam satu sel."
            yield source.fault(trail, "bentuk-salah", message, "Tulis sebagai kolom tersendiri.")


def _places(source: Source, group: Data, trail: Trail, known: Collection[str]) -> Iterator[Diagnostic]:
    """Refuse place holders in a title that stand for nothing."""
    title = group.get(str(trail[-1])) if isinstance(group, dict) else None
    for name in _IN_BRACES.findall(title) if isinstance(title, str) and not _LIKE_A_TAG.search(title) else ():
        if name not in known:
            near = nearest(name, known)
            hint = f"Maksud Anda '{{{near}}}'?" if near else f"Yang ada: {', '.join(f'{{{each}}}' for each in known)}."
            yield source.fault(trail, "bentuk-salah", f"'{{{shortened(name)}}}' dalam judul tidak dikenal.", hint)


def _misplaced(source: Source, labels: Data) -> Iterator[Diagnostic]:
    """Refuse place holders of titles in other labels, where they would print as they are."""
    for key, text in labels.items() if isinstance(labels, dict) else ():
        found = _IN_BRACES.search(text) if isinstance(text, str) and key != "judul" else None
        if found and found[1] in OF_THE_OFFICE | OF_A_POSITION:
            message = f"'{found[0]}' hanya dapat dipakai dalam judul."
            yield source.fault(("label", key), "bentuk-salah", message, "Tulis teksnya saja.")


def _last_is_the_position(source: Source, groups: list[str]) -> Iterator[Diagnostic]:
    if POSITION in groups[:-1]:
        message = f"Di dalam '{POSITION}' tidak ada kelompok lagi."
        yield source.fault(_GROUPS, "bentuk-salah", message, f"Tulis '{POSITION}' sebagai yang terakhir.")


def _is_section(name: str) -> bool:
    return name == "jabatan" or _is_printable(section_path(name))


def _is_printable(path: tuple[str, ...]) -> bool:
    owner, field, *more = (*path, "")
    if field == "tambahan":
        return len(more) > 1 and all(key and NOT_IN_A_TAG.isdisjoint(key) for key in more[:-1])
    return len(path) == len(("owner", "field")) and field in fields_of(_MODELS[owner]) - _OBJECTS


def _columns() -> frozenset[str]:
    return (fields_of(Indikator) | fields_of(Sasaran) | _SPECIAL) - {"tambahan", *_OTHER_NAMES}


def _sections() -> frozenset[str]:
    return (fields_of(Jabatan) | {"jabatan"}) - _OBJECTS - {"nama"}


def _labels(source: Source, labels: Data, used: Collection[str]) -> Iterator[Diagnostic]:
    last = {name.rpartition(".")[2] for name in used}
    known = {"judul", *_columns(), *_sections(), *used, *last}
    for key in labels if isinstance(labels, dict) else ():
        parts = key.split("+")
        if not known.issuperset(parts) and not is_blank(key) and not key.startswith("target_periode."):
            near = _OTHER_NAMES.get(key) or nearest(key, known)
            hint = f"Maksud Anda '{near}'?" if near else "Pakai nama kolom atau bagian, atau 'judul'."
            yield source.key_fault(
                ("label", key), "bentuk-salah", f"Label untuk '{shortened(key)}' tidak dikenal.", hint
            )
    yield from _plain_texts(source, "label", labels)


def _plain_texts(source: Source, where: str, texts: Data) -> Iterator[Diagnostic]:
    for key, text in texts.items() if isinstance(texts, dict) else ():
        if isinstance(text, str) and _LIKE_A_TAG.search(text):
            hint = "Tulis teksnya saja; untuk tag, buat templat sendiri dengan 'iki template new'."
            message = f"Isi '{where or key}' adalah teks biasa, tanpa tag dan tanpa kurung kurawal ganda."
            yield source.fault((where, key) if where else (key,), "bentuk-salah", message, hint)


def _letterhead(source: Source, data: Mapping[str, Data]) -> Iterator[Diagnostic]:
    """Judge what a letterhead prints; the office's own names are among it."""
    kop = data.get("kop")
    yield from _plain_texts(source, "kop", kop)
    if isinstance(kop, dict):
        yield from _plain_texts(source, "", {key: data.get(key) for key in ("pemda", "perangkat_daerah")})
        logo = kop.get("logo")
        if isinstance(logo, str) and not NOT_IN_A_TAG.isdisjoint(logo):
            message = f"Nama logo '{shortened(logo)}' memuat tanda yang tidak dapat dipakai."
            yield source.fault(("kop", "logo"), "bentuk-salah", message, "Ganti nama berkasnya, misalnya logo.png.")


def _margins(source: Source, margins: Data) -> Iterator[Diagnostic]:
    for side, length in margins.items() if isinstance(margins, dict) else ():
        if side in MARGINS and isinstance(length, str) and not is_blank(length):
            width = twips(length)
            if width is None or width > _WIDEST_MARGIN:
                hint = "Tulis misalnya '2,5 cm' atau '25 mm', paling banyak 8 cm."
                yield source.fault(("margin", side), "bentuk-salah", f"Margin '{side}' tidak terbaca.", hint)


def _size(source: Source, font: Data) -> Iterator[Diagnostic]:
    for key in ("ukuran", "tabel"):
        size = font.get(key) if isinstance(font, dict) else None
        if isinstance(size, str) and not is_blank(size) and not (size.isdecimal() and int(size) in _SIZES):
            hint = f"Tulis angka bulat dari {_SIZES.start} sampai {_SIZES.stop - 1}, misalnya 11."
            yield source.fault(("huruf", key), "bentuk-salah", "Ukuran huruf tidak terbaca.", hint)
