"""The columns of the table: what their cells print, how they merge, and how wide they are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from iki.form.letters import width_of
from iki.form.widths import Need, are_too_many, fit, shared
from iki.form.words import Part, column_path, expression, font_of, heading, parts
from iki.model import Bentuk, Jabatan

COLUMNS = (("nomor",), ("sasaran",), ("indikator",), ("formulasi",), ("sumber_data",))
"""Each by the names of what one of its cells prints."""
_WEIGHTS = {
    "nomor": 624,
    "sasaran": 4351,
    "indikator": 3955,
    "formulasi": 4450,
    "sumber_data": 2494,
    **dict.fromkeys(("definisi", "alasan"), 3600),
    **dict.fromkeys(("jabatan", "program", "penanggung_jawab", "catatan", "mendukung"), 2400),
    **dict.fromkeys(("satuan", "target", "kondisi_awal", "polaritas", "tipe", "jenis", "periode", "kode"), 1300),
}
_WEIGHT_OF_A_PERIOD, _WEIGHT_OF_OTHERS = 1000, 2200
_CENTRED = frozenset(("nomor", "satuan", "target", "target_periode", "kondisi_awal", "kode"))
_TRIWULAN = re.compile(r"^tw\s*(\d)$", re.IGNORECASE)
SIZE = 11
_SMALLEST = 8
"""Letters are not made smaller than this, in points, for words that do not fit."""
_SHORT = 12
"""Texts of no more letters stand in the middle of a column of the office's own."""
_BREAKABLE = re.compile(r"://|^www\.|@")
"""What is no word but an address: it may be broken anywhere."""


class Column(NamedTuple):
    """A column: its heading, that of the group it stands in (or empty), what its cells print, and its width in twips.

    Cells merge downwards while `key`, an expression, stays the same; an empty one merges nothing. `suffix` follows the
    value.
    """

    heading: str
    group: str
    parts: tuple[Part, ...]
    key: str
    suffix: str
    centred: bool
    width: int


class Table(NamedTuple):
    """The columns of a table, the size of its letters in points, and whether words are broken all the same."""

    columns: tuple[Column, ...]
    size: int
    is_too_narrow: bool


def table_of(bentuk: Bentuk, kolom: Sequence[tuple[str, ...]], every_jabatan: Sequence[Jabatan], width: int) -> Table:
    """Return the table of these columns, which share a width in twips.

    The positions give the periods that have targets, and the longest words; letters are made smaller for them unless
    the office has set their size.
    """
    wanted = list(_wanted(kolom, bentuk, every_jabatan))
    needs, sizes = [need for _, need in wanted], _sizes(bentuk)
    size = next((size for size in sizes if fit(needs, width, size)), sizes[-1])
    columns = (column._replace(width=own) for (column, _), own in zip(wanted, shared(needs, width, size), strict=True))
    return Table(tuple(columns), size, are_too_many(needs, width, size))


def size_of(bentuk: Bentuk) -> int:
    """Return the size of the sheet's letters, in points."""
    return int(bentuk.huruf.get("ukuran", SIZE))


def _sizes(bentuk: Bentuk) -> Sequence[int]:
    """Return the sizes that the letters of a table may have, the best first."""
    if "tabel" in bentuk.huruf:
        return (int(bentuk.huruf["tabel"]),)
    largest = size_of(bentuk) - 1
    return range(largest, min(largest, _SMALLEST) - 1, -1)


def _wanted(
    kolom: Sequence[tuple[str, ...]], bentuk: Bentuk, every_jabatan: Sequence[Jabatan]
) -> Iterator[tuple[Column, Need]]:
    """Yield each column, its width not yet known, and what it needs."""
    for names in kolom:
        if names == ("target_periode",):
            yield from _period_columns(bentuk, every_jabatan)
            continue
        paths = tuple(map(column_path, names))
        title = _title(names, bentuk)
        suffix = "." if names == ("nomor",) else ""
        texts = [text for path in paths for text in _texts(path, every_jabatan)]
        own = all(name.rpartition(".")[0].endswith("tambahan") for name in names)
        centred = _CENTRED.issuperset(names) or (own and max(map(len, texts), default=_SHORT + 1) <= _SHORT)
        column = Column(title, "", parts(names, bentuk), _key(names, paths, bentuk), suffix, centred, 0)
        weight = max(_WEIGHTS.get(name, _WEIGHT_OF_OTHERS) for name in names)
        yield column, Need(weight, _above(title, bentuk), _below(texts, bentuk))


def _period_columns(bentuk: Bentuk, every_jabatan: Sequence[Jabatan]) -> Iterator[tuple[Column, Need]]:
    """Yield a column for each period that has a target, below a common heading; one of blanks where none has."""
    title, periods = _title(("target_periode",), bentuk), _periods(every_jabatan)
    for period in periods or ("",):
        path = ("indikator", "target_periode", period)
        head = period_in_words(period, bentuk) or title
        printed = (Part(expression(path), head),) if period else ()
        column = Column(head, title if period else "", printed, "", "", True, 0)
        above = max(_above(head, bentuk), _above(column.group, bentuk) / max(len(periods), 1))
        below = _below(list(_texts(path, every_jabatan)), bentuk)
        yield column, Need(_WEIGHT_OF_A_PERIOD, above, below)


def period_in_words(period: str, bentuk: Bentuk) -> str:
    """Return what a period that has targets is called, as in `TW 1`."""
    return bentuk.label.get(f"target_periode.{period}") or _TRIWULAN.sub(r"TW \1", period)


def _title(names: tuple[str, ...], bentuk: Bentuk) -> str:
    """Return what stands above a column; the office may label one of several names in any order of them."""
    labels = {frozenset(key.split("+")): text for key, text in bentuk.label.items()}
    return labels.get(frozenset(names)) or " / ".join(heading(name, bentuk) for name in names)


def _key(names: tuple[str, ...], paths: tuple[tuple[str, ...], ...], bentuk: Bentuk) -> str:
    if names == ("sumber_data",):
        own = "indikator.sumber_data"
        return {"tidak": "", "sasaran": f"sasaran.nomor, {own}"}.get(bentuk.gabung or "", own)
    owners = {path[0] for path in paths}
    if "indikator" in owners:
        return ""
    if owners == {"sasaran"} and all(path[1] in {"tambahan", "program"} for path in paths):
        # what several sasaran share: a misi, a programme; blank cells stay apart
        return ", ".join(f"{expression(path)} or sasaran.nomor" for path in paths)
    return "sasaran.nomor" if "sasaran" in owners else "jabatan.id"


def _periods(every_jabatan: Sequence[Jabatan]) -> tuple[str, ...]:
    """Return every period that has a target, each before the one that it precedes where it is met."""
    periods: list[str] = []
    rows = (indikator for jabatan in every_jabatan for sasaran in jabatan.sasaran for indikator in sasaran.indikator)
    for own in dict.fromkeys(tuple(indikator.target_periode) for indikator in rows):
        for number, period in enumerate(own):
            if period not in periods:
                after = next((periods.index(each) for each in own[number:] if each in periods), len(periods))
                periods.insert(after, period)
    return tuple(periods)


def _above(text: str, bentuk: Bentuk) -> float:
    number = "(10)" if bentuk.baris_nomor_kolom == "ya" else ""
    return max((width_of(word, font_of(bentuk), bold=True) for word in f"{text} {number}".split()), default=0)


def _below(texts: Iterable[str], bentuk: Bentuk) -> float:
    every_word = {word for text in texts for word in text.split()}
    words = [word for word in every_word if not _BREAKABLE.search(word)]
    longest = max(map(len, words), default=0)
    return max((width_of(each, font_of(bentuk), bold=False) for each in words if 2 * len(each) > longest), default=0)


def has_texts(name: str, every_jabatan: Sequence[Jabatan]) -> bool:
    """Tell whether any file says something that this column prints."""
    return any(_texts(column_path(name), every_jabatan))


def _texts(path: tuple[str, ...], every_jabatan: Sequence[Jabatan]) -> Iterator[str]:
    owner, field, *keys = path
    for each in _owners(owner, every_jabatan):
        value: object = getattr(each, field, None)
        for key in keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if type(value) is str:
            yield value
        elif value is not None:
            yield from _printed(value)


def _owners(name: str, every_jabatan: Sequence[Jabatan]) -> Iterable[object]:
    """Return the objects whose fields a column prints."""
    every_sasaran = (sasaran for jabatan in every_jabatan for sasaran in jabatan.sasaran)
    match name:
        case "jabatan":
            return every_jabatan
        case "sasaran":
            return every_sasaran
        case _:
            return (indikator for sasaran in every_sasaran for indikator in sasaran.indikator)


def _printed(value: object) -> Iterator[str]:
    if isinstance(value, (tuple, list, Mapping)):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _printed(item)
    elif value is not None:
        yield str(value)
