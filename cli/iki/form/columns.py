"""The columns of the table: what their cells print, how they merge, and how wide they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from iki.form.words import Part, column_path, heading, parts
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
_LONGEST_WORDS = (32, 24, 18, 14, 10)
"""Longer words may be broken: where all columns together have no room for the first of these, the next."""
_BESIDE_TEXT = 200
"""What a cell's margins take of its width, and a little more."""
_WIDEST_LETTER, _LETTER = 18, 12
"""The width of a capital in bold and of a usual letter, in twentieths of a point for each point of size."""


@dataclass(frozen=True, slots=True)
class Column:
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


def columns_of(bentuk: Bentuk, every_jabatan: Sequence[Jabatan], width: int, size: int) -> tuple[Column, ...]:
    """Return the columns that share a width in twips; `size` is that of their letters, in points.

    The positions give the periods that have targets, and the longest words.
    """
    every = [each for names in bentuk.kolom or COLUMNS for each in _wanted(names, bentuk, every_jabatan)]
    return tuple(_fitted(every, width, size))


def matrix_columns(
    bentuk: Bentuk, kolom: Iterable[tuple[str, ...]], every_jabatan: Sequence[Jabatan], width: int, size: int
) -> tuple[Column, ...]:
    """Return the columns of a table of several positions: no cell merges into another position's."""
    every = [each for names in kolom for each in _wanted(names, bentuk, every_jabatan)]
    return tuple(
        replace(column, key=f"jabatan.id, {column.key}" if column.key not in {"", "jabatan.id"} else column.key)
        for column in _fitted(every, width, size)
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A column before its width is known: its share of the whole, and what it needs.

    `above` is the width of the longest word of its headings, in twips for each point of the size of its letters;
    `longest` counts the letters of the longest word below.
    """

    column: Column
    weight: int
    above: int
    longest: int

    def minimum(self, size: int, most: int) -> int:
        """Return the width that breaks no word of `most` letters, in twips; `size` is in points."""
        return max(self.above, min(self.longest, most) * _LETTER) * size + _BESIDE_TEXT


def are_too_many(
    kolom: Iterable[tuple[str, ...]], bentuk: Bentuk, every_jabatan: Sequence[Jabatan], width: int, size: int
) -> bool:
    """Tell whether so many columns stand side by side that even words of usual length are broken."""
    every = [each for names in kolom for each in _wanted(names, bentuk, every_jabatan)]
    return sum(each.minimum(size, _LONGEST_WORDS[-1]) for each in every) > width


def _wanted(names: tuple[str, ...], bentuk: Bentuk, every_jabatan: Sequence[Jabatan]) -> Iterator[_Wanted]:
    title = bentuk.label.get("+".join(names)) or " / ".join(heading(name, bentuk) for name in names)
    if names == ("target_periode",):
        for period in _periods(every_jabatan) or ("",):
            path = ("indikator", "target_periode", period)
            column = Column(period or title, title if period else "", parts((path,), bentuk), "", "", True, 0)
            yield _Wanted(column, _WEIGHT_OF_A_PERIOD, _above(column, bentuk), _longest((path,), every_jabatan))
        return
    paths = tuple(map(column_path, names))
    suffix = "." if names == ("nomor",) else ""
    centred = _CENTRED.issuperset(names)
    column = Column(title, "", parts(paths, bentuk), _key(names, paths, bentuk), suffix, centred, 0)
    weight = max(_WEIGHTS.get(name, _WEIGHT_OF_OTHERS) for name in names)
    yield _Wanted(column, weight, _above(column, bentuk), _longest(paths, every_jabatan))


def _key(names: tuple[str, ...], paths: tuple[tuple[str, ...], ...], bentuk: Bentuk) -> str:
    if names == ("sumber_data",):
        own = "indikator.sumber_data"
        return {"tidak": "", "sasaran": f"sasaran.nomor, {own}"}.get(bentuk.gabung or "", own)
    owners = {path[0] for path in paths}
    if "indikator" in owners:
        return ""
    return "sasaran.nomor" if "sasaran" in owners else "jabatan.id"


def _periods(every_jabatan: Sequence[Jabatan]) -> tuple[str, ...]:
    """Return every period that has a target, in the order in which they are first met."""
    rows = (indikator for jabatan in every_jabatan for sasaran in jabatan.sasaran for indikator in sasaran.indikator)
    return tuple(dict.fromkeys(period for indikator in rows for period in indikator.target_periode))


def _above(column: Column, bentuk: Bentuk) -> int:
    number = "(10)" if bentuk.baris_nomor_kolom == "ya" else ""
    return max(map(len, f"{column.heading} {column.group} {number}".split()), default=0) * _WIDEST_LETTER


def _longest(paths: Iterable[tuple[str, ...]], every_jabatan: Sequence[Jabatan]) -> int:
    words = (len(word) for path in paths for text in _texts(path, every_jabatan) for word in text.split())
    return max(words, default=0)


def _texts(path: tuple[str, ...], every_jabatan: Sequence[Jabatan]) -> Iterator[str]:
    for jabatan in every_jabatan:
        for sasaran in jabatan.sasaran:
            for indikator in sasaran.indikator:
                owner = {"jabatan": jabatan, "sasaran": sasaran, "indikator": indikator}.get(path[0])
                yield from _printed(_found(owner, path[1:]))


def _found(value: object, path: Sequence[str]) -> object:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else getattr(value, key, None)
    return value


def _printed(value: object) -> Iterator[str]:
    if isinstance(value, (tuple, list)):
        for item in value:
            yield from _printed(item)
    elif value is not None:
        yield str(value)


def _fitted(every: Sequence[_Wanted], total: int, size: int) -> Iterator[Column]:
    """Divide the width between the margins among the columns."""
    shares = _shares(every, total, size)
    edges = [round(total * sum(shares[:number]) / sum(shares)) for number in range(len(every) + 1)]
    for each, (start, end) in zip(every, pairwise(edges), strict=True):
        yield replace(each.column, width=end - start)


def _shares(every: Sequence[_Wanted], total: int, size: int) -> list[float]:
    """Share a width by weight, but let no column be narrower than its longest word while there is room."""
    tried = ([each.minimum(size, most) for each in every] for most in _LONGEST_WORDS)
    minima = next((minima for minima in tried if sum(minima) <= total), None)
    if minima is None:
        return [each.minimum(size, _LONGEST_WORDS[-1]) for each in every]
    narrow: set[int] = set()
    while True:
        left = total - sum(minima[number] for number in narrow)
        weight = sum(each.weight for number, each in enumerate(every) if number not in narrow)
        more = {n for n, each in enumerate(every) if n not in narrow and each.weight * left < minima[n] * weight}
        if not more:
            break
        narrow |= more
    return [minima[n] if n in narrow else each.weight * left / weight for n, each in enumerate(every)]
