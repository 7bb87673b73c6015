"""Footnotes and endnotes: a note for each reference that a document prints, whatever loops and copies do to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jinja2 import Template, nodes

from iki.word.marks import EDGE, Computed, Marks
from iki.word.numbers import renewed
from iki.word.ooxml import ID, Element, put_after, put_before, serialise, w

KINDS = {"footnotes": "footnote", "endnotes": "endnote"}
"""What notes are called in the parts that hold them, by what the part is to the body."""

NUMBER = "_note"
"""The variable by which the rendering of a note finds its number."""

_NOTE_EDGE = f"{EDGE}note{EDGE}"


@dataclass(frozen=True, slots=True)
class Notes:
    """A compiled part of notes: what stands before and behind them, and each note by the number it has there.

    `first` is the first number that none of the lines before them has.
    """

    part: str
    before: str
    after: str
    notes: Mapping[str, Template]
    first: int


def first_free(root: Element, kind: str) -> int:
    """Return the first number that a note may have: behind those of the lines between text and notes."""
    lines = (note.get(ID, "") for note in root.iter(w(kind)) if note.get(w("type"), "normal") != "normal")
    return 1 + max((int(number) for number in lines if number.isdecimal()), default=0)


def number_references(root: Element, marks: Marks) -> dict[str, set[str]]:
    """Let every reference that is printed ask for a note of its own; return which are referred to, by kind."""
    referred: dict[str, set[str]] = {kind: set() for kind in KINDS.values()}
    for kind, numbers in referred.items():
        for reference in root.iter(w(f"{kind}Reference")):
            old = reference.get(ID, "")
            numbers.add(old)
            reference.set(ID, marks.set(Computed(renewed(old, f"_{kind}"))))
    return referred


def cut_notes(root: Element, kind: str, marks: Marks) -> tuple[str, dict[str, str], str]:
    """Return what stands before a part's notes, each note's XML with a mark for its number, and what stands after.

    The lines that separate notes from the text are notes too, but nobody refers to them: they stand before.
    """
    old = []
    for note in root.iter(w(kind)):
        if note.get(w("type"), "normal") == "normal":
            old.append(note.get(ID, ""))
            note.set(ID, marks.set(Computed(nodes.Name(NUMBER, "load"))))
            put_before(note, _NOTE_EDGE)
            put_after(note, _NOTE_EDGE)
    return _cut(serialise(root), old)


def _cut(xml: str, old: Iterable[str]) -> tuple[str, dict[str, str], str]:
    before, *rest = xml.split(_NOTE_EDGE)
    if not rest:
        end = before.rindex("</") if "</" in before else len(before)
        return before[:end], {}, before[end:]
    return before + "".join(rest[1:-1:2]), dict(zip(old, rest[::2], strict=True)), rest[-1]
