"""Tags taken out of a part's tree and marks put in their place: split runs healed, rows and cells taken whole."""

from dataclasses import dataclass

from iki.characters import shortened
from iki.word.lexer import CLOSERS, Piece, Tag, pieces, tags
from iki.word.marks import EDGE, Marks, Statement, Value
from iki.word.ooxml import (
    R_PR,
    SPACE,
    TC,
    TR,
    Element,
    P,
    R,
    T,
    ancestor,
    bare_copy,
    put_before,
    remove,
    w,
)
from iki.word.place import Place, place_of

_PICTURES = tuple(w(name) for name in ("drawing", "pict", "object", "sym"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a template: where, what, and what to do."""

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A paragraph with tags, as it was before anything moved."""

    paragraph: Element
    pieces: list[Piece]
    text: str
    tags: list[Tag]
    place: Place


Merged = dict[Element, tuple[str, Place]]
"""Cells that carry a `gabung`: its key as written, and its place."""


def mark_tags(root: Element, part: str, marks: Marks) -> tuple[list[Fault], Merged]:
    """Replace every tag below `root` (of the part named `part`) by its mark; return what stands where it cannot.

    Cells with a `gabung` are only noted: `merge_cells` makes room for their continuation.
    """
    faults: list[Fault] = []
    merged: Merged = {}
    for tagged in _find(root, part):
        faults += _mark(tagged, marks, merged)
    return faults, merged


def _find(root: Element, part: str) -> list[_Tagged]:
    found = []
    for paragraph in root.iter(P):
        own = pieces(paragraph)
        text = "".join(piece.text for piece in own)
        found_tags = list(tags(text)) if "{" in text else []
        if found_tags:
            found.append(_Tagged(paragraph, own, text, found_tags, place_of(paragraph, root, part)))
    return found


def _mark(tagged: _Tagged, marks: Marks, merged: Merged) -> list[Fault]:
    faults = []
    if tagged.paragraph.getroottree().getroot().tag == TR:
        message = "Ada tag lain di baris tabel yang hanya boleh memuat satu '{%tr … %}'."
        return [Fault(tagged.place, message, "Pindahkan tag itu ke baris atau sel lain.")]
    for tag in reversed(tagged.tags):  # from the right, so that places further left stay true
        if not tag.closed:
            message = f"Tag '{shortened(tag.says)}' tidak ditutup."
            hint = f"Akhiri dengan '{CLOSERS[tag.opener]}' di paragraf yang sama."
            faults.append(Fault(tagged.place, message, hint))
        elif tag.scope == "p":
            faults += _mark_whole(tagged, tag, tagged.paragraph, marks, merged)
        elif tag.scope == "tr":
            faults += _mark_row(tagged, tag, marks, merged)
        elif tag.scope == "gabung":
            faults += _note_merge(tagged, tag, merged)
        else:
            _mark_inline(tagged, tag, marks)
    return faults


def _mark_whole(tagged: _Tagged, tag: Tag, element: Element, marks: Marks, merged: Merged) -> list[Fault]:
    """Put a statement's mark in the place of the whole paragraph or row that holds nothing else."""
    parent = element.getparent()
    if parent is None or _holds_more(tagged, tag, element, merged):
        what = "barisnya" if element.tag == TR else "paragrafnya"
        message = f"'{{%{tag.scope} {shortened(tag.says)} %}}' tidak sendirian di {what}."
        return [Fault(tagged.place, message, f"Pindahkan isi lain ke {what.removesuffix('nya')} tersendiri.")]
    put_before(element, marks.set(Statement(tag.says, tagged.place, parent)))
    remove(element)
    return []


def _holds_more(tagged: _Tagged, tag: Tag, element: Element, merged: Merged) -> bool:
    """Tell whether a paragraph or row holds anything beside this tag and remarks that would be lost with it."""
    others = "".join(text.text or "" for text in element.iter(T))
    for alone in (tag, *(other for other in tagged.tags if other.opener == "{#")):
        others = others.replace(tagged.text[alone.start : alone.end], "", 1)
    has_marks = any(EDGE in (inner.text or "") or EDGE in (inner.tail or "") for inner in element.iterdescendants())
    has_merge = any(cell.getparent() is element for cell in merged)
    return (
        bool(others.strip()) or has_marks or has_merge or next(element.iter(w("sectPr"), *_PICTURES), None) is not None
    )


def _mark_row(tagged: _Tagged, tag: Tag, marks: Marks, merged: Merged) -> list[Fault]:
    row = ancestor(tagged.paragraph, TR)
    if row is None:
        message = f"'{{%tr {shortened(tag.says)} %}}' berada di luar tabel."
        return [Fault(tagged.place, message, "Pakai '{%p … %}' untuk mengulang paragraf.")]
    return _mark_whole(tagged, tag, row, marks, merged)


def _note_merge(tagged: _Tagged, tag: Tag, merged: Merged) -> list[Fault]:
    cell = ancestor(tagged.paragraph, TC)
    _cut(tagged, tag, "")
    if cell is None or cell in merged:
        message = f"'{{%gabung {shortened(tag.says)} %}}' " + (
            "berada di luar tabel." if cell is None else "ditulis dua kali dalam satu sel."
        )
        return [Fault(tagged.place, message, "Tulis sekali, di dalam sel yang hendak digabung ke bawah.")]
    merged[cell] = (tag.says, tagged.place)
    return []


def _mark_inline(tagged: _Tagged, tag: Tag, marks: Marks) -> None:
    if tag.opener == "{#":
        _cut(tagged, tag, "")
        return
    if tag.opener == "{{":
        _cut(tagged, tag, marks.set(Value(tag.says, tagged.place)))
        return
    text = _cut(tagged, tag, "")
    run = text.getparent()
    parent = run.getparent() if run is not None else None
    if run is not None and parent is not None:
        second = _split_run(text, tag.start - next(piece.start for piece in tagged.pieces if piece.element is text))
        put_before(second, marks.set(Statement(tag.says, tagged.place, parent)))


def _cut(tagged: _Tagged, tag: Tag, replacement: str) -> Element:
    """Take a tag out of all the texts that hold parts of it; the text of its first character takes the replacement."""
    covered = [piece for piece in tagged.pieces if piece.start < tag.end and piece.end > tag.start]
    for piece in reversed(covered):
        if piece.element.tag != T:
            remove(piece.element)
            continue
        now = piece.element.text or ""
        before = now[: max(tag.start - piece.start, 0)]
        after = now[tag.end - piece.start :] if tag.end < piece.end else now[len(piece.text) :]
        piece.element.text = before + (replacement if piece is covered[0] else "") + after
        piece.element.set(SPACE, "preserve")
    return covered[0].element


def _split_run(text: Element, offset: int) -> Element:
    """Split a run inside one of its texts, at `offset`; return the second half, which has the same formatting."""
    run = text.getparent()
    if run is None:
        raise ValueError("a text outside a run")
    second = run.makeelement(R, {})
    if (look := run.find(R_PR)) is not None:
        second.append(bare_copy(look))
    rest = text.makeelement(T, {SPACE: "preserve"})
    rest.text = (text.text or "")[offset:]
    text.text = (text.text or "")[:offset]
    second.append(rest)
    second.extend(list(text.itersiblings()))
    behind, run.tail = run.tail, None
    run.addnext(second)
    second.tail = behind
    return second
