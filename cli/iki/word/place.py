"""Places in a template in words that a Word user finds: `halaman isi, tabel 2, baris 3, kolom 4`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from iki.characters import printable, shortened
from iki.word import relationships
from iki.word.ooxml import ALTERNATE, FALLBACK, R_ID, TBL, TC, TEXT_BOX, TR, Element, P, ancestor, parse, w

_PARTS = {"document": "halaman isi", "header": "kepala halaman", "footer": "kaki halaman"}
_NOTES = {"footnotes": "catatan kaki", "endnotes": "catatan akhir", "comments": "komentar"}
_NOTE = (w("footnote"), w("endnote"))
_PAGES = {"first": " pertama", "even": " genap"}
_AROUND = 25
"""How many letters before and behind a tag show where in its paragraph it stands."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a template, in the order of reading: the body's come first, then those of each other part.

    `paragraph` counts all paragraphs of the part as the file has them, from 0; `around` is the text around the tag.
    """

    part: str
    paragraph: int
    words: str
    around: str = ""

    def near(self, text: str, start: int, end: int) -> "Place":
        """Return this place with what stands around `text[start:end]` in its paragraph, if anything does."""
        if not text[:start].strip() and not text[end:].strip():
            return self
        before, behind = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        shown = (
            f"{'…' * (start > _AROUND)}{before}{shortened(text[start:end])}{behind}{'…' * (end + _AROUND < len(text))}"
        )
        return replace(self, around=printable(" ".join(shown.split())))


def part_in_words(name: str) -> str:
    """Return what a Word user calls the part `word/footer2.xml`."""
    stem = PurePosixPath(name).stem.rstrip("0123456789")
    return _PARTS.get(stem) or _NOTES.get(stem) or name


def parts_in_words(xml: Mapping[str, bytes], main: str) -> dict[str, str]:
    """Return what a Word user calls the headers and footers of the part `main`: those of the first or of even pages."""
    root = parse(xml[main])
    targets = relationships.targets(xml, main)
    found: dict[str, str] = {}
    for reference in root.iter(w("headerReference"), w("footerReference")) if root is not None else ():
        part = targets.get(reference.get(R_ID, ""), "")
        found.setdefault(part, part_in_words(part) + _PAGES.get(reference.get(w("type"), ""), ""))
    return found


def places(root: Element, part: str, words: str) -> dict[Element, Place]:
    """Return the place of every paragraph of the part named `part`, which a Word user calls `words`.

    Both branches of a text box that Word saves twice are one place.
    """
    rank = "" if PurePosixPath(part).stem == "document" else part
    counted = _Counted(root)
    found = {
        paragraph: Place(rank, number, f"{words}, {counted.in_words(paragraph)}")
        for number, paragraph in enumerate(root.iter(P))
    }
    for box in root.iter(ALTERNATE):
        fallback = box.find(FALLBACK)
        if fallback is not None:
            found.update(zip(fallback.iter(P), map(found.__getitem__, box[0].iter(P)), strict=False))
    return found


class _Counted:
    """The tables, rows, cells, text boxes and loose paragraphs of one part by their number, from 1."""

    def __init__(self, root: Element) -> None:
        self._tables = {table: number for number, table in enumerate(_shown(root, TBL), start=1)}
        self._boxes = {box: number for number, box in enumerate(_shown(root, TEXT_BOX), start=1)}
        ordinary = (note for note in root.iter(*_NOTE) if note.get(w("type"), "normal") == "normal")
        self._notes = {note: number for number, note in enumerate(ordinary, start=1)}
        self._rows = _numbered(root, TR, TBL)
        self._cells = _numbered(root, TC, TR)
        self._loose = Counter[Element | None]()

    def in_words(self, paragraph: Element) -> str:
        """Say in which cell or note a paragraph stands, else the how-manieth outside of tables it is."""
        holder = next(paragraph.iterancestors(TC, TEXT_BOX, *_NOTE), None)
        if holder in self._notes:
            return f"nomor {self._notes[holder]}"
        if holder is not None and holder.tag == TC:
            row, table = ancestor(holder, TR), ancestor(holder, TBL)
            if row is None or table is None:
                return "tabel"
            place = self._tables.get(table, 1), self._rows[row], self._cells[holder]
            return "tabel {}, baris {}, kolom {}".format(*place)
        self._loose[holder] += 1
        box = f"kotak teks {self._boxes.get(holder, 1)}, " if holder is not None else ""
        return f"{box}paragraf {self._loose[holder]}"


def _shown(root: Element, name: str) -> Iterator[Element]:
    """Yield what stands in the tree, but not in the branch for readers that do not know text boxes."""
    return (element for element in root.iter(name) if ancestor(element, FALLBACK) is None)


def _numbered(root: Element, name: str, holder: str) -> dict[Element, int]:
    """Number elements within the nearest `holder` around each."""
    counted = Counter[Element | None]()
    numbers = {}
    for element in root.iter(name):
        owner = ancestor(element, holder)
        counted[owner] += 1
        numbers[element] = counted[owner]
    return numbers
