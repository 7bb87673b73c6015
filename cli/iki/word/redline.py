"""Two renderings of one template → one document with tracked changes: each part of the new, with what the old had.

What stands for what is known, not guessed: every paragraph, row, cell and run bears its *origin*, the element of the
template that it was rendered from, and the items of the loops around it. Accepting all gives the new texts, rejecting
all the old ones.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from iki.compare.words import pieces
from iki.word.aligned import Pairs, aligned, are_the_same, keys_of, last_in_one, paired_rows, spans_of
from iki.word.grid import GRID, GRID_COLUMN, ROW_PR
from iki.word.joint_merges import split_merged
from iki.word.looks import look_in_words, look_of, wear
from iki.word.ooxml import (
    ID,
    P_PR,
    R_PR,
    SDT,
    SDT_CONTENT,
    SECT_PR,
    TBL,
    TC,
    TC_PR,
    TR,
    Element,
    P,
    R,
    properties,
    remove,
    w,
)
from iki.word.origins import ORIGIN
from iki.word.runs import delete, holds_the_same, text_of, with_text

INS, DEL = w("ins"), w("del")
"""What came, and what went: the elements that mark it."""
_HEAD = (TC_PR, w("sdtPr"), w("sdtEndPr"))
_INLINE_HOLDERS = frozenset((w("hyperlink"), w("smartTag"), w("fldSimple"), SDT))
_WITHOUT_WIDTH = tuple(map(w, ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr")))
_NOTES = (w("footnoteReference"), w("endnoteReference"))
_CODE = w("instrText")


@dataclass(frozen=True, slots=True)
class Who:
    """Who made a change, and when: a name, and an ISO date and time."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Said:
    """The words that went and came, and the whole text that they stand in, before and after."""

    old: str
    new: str
    before: str
    after: str


Authors = Callable[[Sequence[str], Said], Who]
"""Tells who changed what has the keys of an origin."""


@dataclass(slots=True)
class Redline:
    """Merges the parts of two renderings; `who` tells who changed what."""

    who: Authors
    count: int = field(default=0)
    """How many changes have been marked so far."""
    same_notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """The number that a note had before, by the name of what refers to it and the number that it has now."""

    def merged(self, old: Element | None, new: Element | None, end: Iterable[str] = ()) -> Element:
        """Return a body, a header or a note of the new rendering with tracked changes; both are used up.

        Where there is no old or no new one, all of it came or went. `end` are the marks of what ends its last
        paragraph, and its section with it: `INS` where the old document has no such end, `DEL` where the new has none.
        """
        for gone in [] if old is None or new is None else list(old.iter(*_WITHOUT_WIDTH)):
            remove(gone)  # its number may be another's in the new rendering
        whole = new if new is not None else old
        if whole is None:
            raise ValueError("a pair of nothing")
        if old is None or new is None:
            self._mark_all(whole, INS if old is None else DEL)
        else:
            self._blocks(old, new)
        for kind in end:
            self._mark_break(whole, kind, stays=(new if kind == DEL else old) is not None)
        etree.strip_attributes(whole, ORIGIN)
        return whole

    # Paragraphs and tables one below the other.

    def _blocks(self, old: Element, new: Element) -> None:
        """Merge what stands in a body, a cell or a header: `new` becomes what holds both."""
        head = [child for child in new if child.tag in _HEAD]
        tail = [child for child in new if child.tag == SECT_PR]
        pairs = last_in_one([each for pair in aligned(_flow(old), _flow(new)) for each in _as_they_can_be(*pair)])
        made = [self._block(*pair) for pair in pairs]
        self._end_with_a_mark(pairs, made)
        new[:] = [*head, *made, *tail]

    def _block(self, old: Element | None, new: Element | None) -> Element:
        if old is None or new is None:
            return self._mark_whole(*_whole(old, new))
        if new.tag == P and not are_the_same(old, new):
            if old.get(ORIGIN) != new.get(ORIGIN):
                self._look(new, look_of(old), look_of(new))
            self._inline(old, new)
        elif new.tag == TBL:
            self._table(old, new)
        elif new.tag == SDT:
            self._blocks(_content_of(old), _content_of(new))
        return new

    def _mark_all(self, holder: Element, kind: str) -> None:
        """Mark all that stands in a body, a header or a note; its last paragraph stays, with nothing in it."""
        while controls := holder.findall(SDT):
            for control in controls:
                _put_instead(control)
        blocks = [child for child in holder if child.tag in {P, TBL}]
        for block in blocks:
            self._mark_whole(block, kind)
        if blocks and blocks[-1].tag == P:
            _unmark_end(blocks[-1])

    def _mark_whole(self, block: Element, kind: str) -> Element:
        """Mark a paragraph, a table or what holds them as inserted or deleted with all that it says."""
        for row in block.iter(TR):
            self._mark_row(row, kind)
        for paragraph in block.iter(P):
            self._mark_end(paragraph, kind)
            self._mark_content(paragraph, kind)
        return block

    def _mark_end(self, paragraph: Element, kind: str, about: Element | None = None) -> None:
        look = properties(paragraph, P_PR)
        letters = look.find(R_PR)
        if letters is None:
            letters = look.makeelement(R_PR, {})
            followers = [each for each in look if each.tag in {SECT_PR, w("pPrChange")}]
            if followers:
                followers[0].addprevious(letters)
            else:
                look.append(letters)
        place = sum(each.tag == INS for each in letters)  # what came stands before what went
        letters.insert(place if kind == DEL else 0, self._change(kind, paragraph if about is None else about))

    def _mark_break(self, body: Element, kind: str, *, stays: bool) -> None:
        """Mark what ends a section; where what it ends stays without it, so that this has no more ends than without."""
        last = body.findall(P)[-1]
        self._mark_end(last, kind)
        if stays and last.get(ORIGIN) is None:
            before = next(
                (each for each in last.itersiblings(P, TBL, preceding=True) if not _is_marked(each, kind)), None
            )
            if before is not None and before.tag == P:
                self._mark_end(before, kind)

    def _mark_content(self, holder: Element, kind: str) -> None:
        """Wrap the runs of a paragraph, those inside links too."""
        for child in list(holder):
            if child.tag == R:
                self._wrapped(child, kind, child)
            elif child.tag in _INLINE_HOLDERS:
                self._mark_content(_content_of(child), kind)

    def _change(self, kind: str, about: Element, said: Said | None = None) -> Element:
        """Return the mark of a change; without what was said before and after, all that it is about came or went."""
        self.count += 1
        if said is None:
            text = "" if about.tag == TR else " ".join(map(str, about.itertext()))
            said = Said("", text, "", text) if kind == INS else Said(text, "", text, "")
        who = self.who(keys_of(about), said)
        attributes = {ID: str(self.count), w("author"): who.author, w("date"): who.date}
        return about.makeelement(kind, attributes)

    def _end_with_a_mark(self, pairs: Pairs, made: Sequence[Element]) -> None:
        """Let the last paragraph keep its mark: nobody can take the end of a cell away.

        What came or went at the end came or went with the mark of the paragraph before it.
        """
        start = len(pairs)
        while start and (None in pairs[start - 1] or made[start - 1].tag in _WITHOUT_WIDTH):
            start -= 1
        changed = [(old is None, each) for (old, _), each in zip(pairs[start:], made[start:], strict=True)]
        if not start or not changed or made[start - 1].tag != P or changed[-1][1].tag != P:
            return
        has_come = changed[-1][0]
        before, after = (look_of(made[start - 1]), look_of(made[-1]))
        self._mark_end(made[start - 1], INS if has_come else DEL, made[-1])
        _unmark_end(made[-1])
        self._look(made[-1], *((before, after) if has_come else (after, before)))

    def _look(self, paragraph: Element, before: Element | None, after: Element | None) -> None:
        """Let a paragraph look as it does now, and as it did before where somebody rejects that."""
        if look_in_words(before) != look_in_words(after):
            wear(paragraph, after)
            change = self._change(w("pPrChange"), paragraph)
            change.append(before if before is not None else change.makeelement(P_PR, {}))
            properties(paragraph, P_PR).append(change)

    # Tables.

    def _table(self, old: Element, new: Element) -> None:
        for table in (old, new):
            _unwrap(table)
        rows: Pairs = []
        for ours, theirs in paired_rows(old.findall(TR), new.findall(TR)):
            if ours is None or theirs is None or are_the_same(ours, theirs) or spans_of(ours) == spans_of(theirs):
                rows.append((ours, theirs))
            else:
                rows += [(ours, None), (None, theirs)]
        split_merged(rows)
        made = [self._row(*pair) for pair in rows]  # before they leave the table, where the names of both are declared
        for row in new.findall(TR):
            new.remove(row)
        new.extend(made)

    def _row(self, old: Element | None, new: Element | None) -> Element:
        if old is None or new is None:
            return self._mark_whole(*_whole(old, new))
        if not are_the_same(old, new):
            for before, after in zip(old.findall(TC), new.findall(TC), strict=True):
                self._blocks(before, after)
        return new

    def _mark_row(self, row: Element, kind: str) -> None:
        look = row.find(ROW_PR)
        if look is None:
            look = row.makeelement(ROW_PR, {})
            after = [each for each in row if each.tag == w("tblPrEx")]
            row.insert(len(after), look)
        look.append(self._change(kind, row))

    # Within a paragraph.

    def _inline(self, old: Element, new: Element) -> None:
        """Merge the runs of a paragraph, or of a link in one."""
        look = [child for child in new if child.tag == P_PR]
        made: list[Element] = []
        for pair in aligned(_inner(old), _inner(new)):
            made += self._inline_pair(*pair)
        new[:] = [*look, *made]

    def _inline_pair(self, old: Element | None, new: Element | None) -> Iterable[Element]:
        if old is not None and new is not None and new.tag == R:
            return self._run(old, new)
        if old is not None and new is not None:
            if new.tag in _INLINE_HOLDERS:
                self._inline(_content_of(old), _content_of(new))
            return [new]
        whole, kind = _whole(old, new)
        if whole.tag == R:
            return [self._wrapped(whole, kind, whole)]
        if whole.tag in _INLINE_HOLDERS:
            self._mark_content(_content_of(whole), kind)
        return [whole]

    def _run(self, old: Element, new: Element) -> Iterable[Element]:
        before, after = text_of(old), text_of(new)
        if before is None or after is None:
            if holds_the_same(old, new):
                self._remember_notes(old, new)
                return [new]
            if old.find(_CODE) is not None and new.find(_CODE) is not None:
                return [new]  # the code of a field says nothing that is printed
            return [self._wrapped(old, DEL, old), self._wrapped(new, INS, new)]
        if before == after:
            return [new]
        return list(self._pieces(old, new, before, after))

    def _remember_notes(self, old: Element, new: Element) -> None:
        for before, after in zip(old.iter(*_NOTES), new.iter(*_NOTES), strict=True):
            self.same_notes[str(after.tag), after.get(ID, "")] = before.get(ID, "")

    def _pieces(self, old: Element, new: Element, before: str, after: str) -> Iterator[Element]:
        for piece in pieces(before, after):
            if piece.is_same:
                yield with_text(new, piece.new)
                continue
            said = Said(piece.old, piece.new, before, after)
            if piece.old:
                yield self._wrapped(with_text(old, piece.old), DEL, new, said)
            if piece.new:
                yield self._wrapped(with_text(new, piece.new), INS, new, said)

    def _wrapped(self, run: Element, kind: str, about: Element, said: Said | None = None) -> Element:
        change = self._change(kind, about, said)
        parent = run.getparent()
        if parent is not None:
            parent.replace(run, change)
        change.append(run)
        if kind == DEL:
            delete(run)
        return change


def _whole(old: Element | None, new: Element | None) -> tuple[Element, str]:
    """Return what there is of a pair, and whether it came or went."""
    whole, kind = (new, INS) if old is None else (old, DEL)
    if whole is None:
        raise ValueError("a pair of nothing")
    return whole, kind


def _flow(holder: Element) -> list[Element]:
    return [child for child in holder if child.tag in {P, TBL, SDT} or child.tag in _WITHOUT_WIDTH]


def _as_they_can_be(old: Element | None, new: Element | None) -> Pairs:
    """Return a pair of blocks as Word can track it: no rows of two grids in a table, no content control that came."""
    if old is not None and new is not None and new.tag == TBL and _columns(old) != _columns(new):
        return [(old, None), (None, new)]
    if (old is None) == (new is None) or _whole(old, new)[0].tag != SDT:
        return [(old, new)]
    whole, kind = _whole(old, new)
    inside = [(None, each) if kind == INS else (each, None) for each in _flow(_content_of(whole))]
    return [each for pair in inside for each in _as_they_can_be(*pair)]


def _columns(table: Element) -> int:
    return len(table.findall(f"{GRID}/{GRID_COLUMN}"))


def _content_of(holder: Element) -> Element:
    """Return what runs, or paragraphs, stand in: a content control says more than its content."""
    found = holder.find(SDT_CONTENT)
    return holder if found is None else found


def _inner(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if child.tag != P_PR]


def _is_marked(block: Element, kind: str) -> bool:
    """Tell whether a paragraph or a table came, or went, with all that it holds."""
    if block.tag == P:
        return block.find(f"{P_PR}/{R_PR}/{kind}") is not None
    return all(row.find(f"{ROW_PR}/{kind}") is not None for row in block.findall(TR))


def _unmark_end(paragraph: Element) -> None:
    letters = paragraph.find(f"{P_PR}/{R_PR}")
    if letters is not None:
        for mark in (*letters.findall(INS), *letters.findall(DEL)):
            letters.remove(mark)


def _unwrap(table: Element) -> None:
    """Take rows and cells out of the content controls around them: Word tracks rows, not what holds them."""
    for holder in [each for each in table.iter(SDT) if each.find(f"{SDT_CONTENT}/{TR}") is not None]:
        _put_instead(holder)
    for holder in [each for each in table.iter(SDT) if each.find(f"{SDT_CONTENT}/{TC}") is not None]:
        _put_instead(holder)


def _put_instead(holder: Element) -> None:
    content = holder.find(SDT_CONTENT)
    for child in list(content) if content is not None else ():
        holder.addprevious(child)
    remove(holder)
