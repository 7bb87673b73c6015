"""Places in a template in words that a Word user finds: `halaman isi, tabel 2, baris 3, kolom 4`."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from iki.word.ooxml import TBL, TC, TR, Element, P, ancestor

_PARTS = {"document": "halaman isi", "header": "kepala halaman", "footer": "kaki halaman"}
_NOTES = {"footnotes": "catatan kaki", "endnotes": "catatan akhir", "comments": "komentar"}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a template, in the order of reading: the body's come first, then those of each other part."""

    part: str
    paragraph: int
    words: str


def part_in_words(name: str) -> str:
    """Return what a Word user calls the part `word/footer2.xml`."""
    stem = PurePosixPath(name).stem.rstrip("0123456789")
    return _PARTS.get(stem) or _NOTES.get(stem) or name


def place_of(paragraph: Element, root: Element, part: str) -> Place:
    """Return the place of a paragraph of the part named `part`."""
    rank = "" if PurePosixPath(part).stem == "document" else part
    return Place(rank, _position(paragraph, root, P), _in_words(paragraph, root, part))


def _in_words(paragraph: Element, root: Element, part: str) -> str:
    """Say in which cell of which table of its part a paragraph stands, else which paragraph it is."""
    cell = ancestor(paragraph, TC)
    table = ancestor(paragraph, TBL)
    row = ancestor(paragraph, TR)
    if cell is None or table is None or row is None:
        return f"{part_in_words(part)}, paragraf {_position(paragraph, root, P)}"
    return (
        f"{part_in_words(part)}, tabel {_position(table, root, TBL)}, "
        f"baris {table.findall(TR).index(row) + 1 if row in table else 1}, kolom {_column(cell, row)}"
    )


def _position(element: Element, root: Element, name: str) -> int:
    return next(number for number, found in enumerate(root.iter(name), start=1) if found is element)


def _column(cell: Element, row: Element) -> int:
    return next((number for number, found in enumerate(row.findall(TC), start=1) if found is cell), 1)
