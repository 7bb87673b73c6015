"""Two renderings of one template → one document with tracked changes: each part of the new, with what the old had.

What stands for what is known, not guessed: every paragraph, row, cell and run bears its *origin*, the element of the
template that it was rendered from, and the items of the loops around it. Accepting all gives the new texts, rejecting
all the old ones.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from iki.compare.order import moved
from iki.compare.words import pieces
from iki.word.grid import span_of
from iki.word.ooxml import P_PR, SDT, SDT_CONTENT, TBL, TC_PR, TR, VAL, Element, P, R, cells_of, properties, w
from iki.word.origins import ORIGIN

_INS, _DEL, _R_PR, _TR_PR = w("ins"), w("del"), w("rPr"), w("trPr")
_TEXT, _DELETED_TEXT = w("t"), w("delText")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AS_TEXT = {w("tab"): "\t", w("br"): "\n", w("cr"): "\r", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}
_AS_ELEMENT = {text: tag for tag, text in _AS_TEXT.items()}
_INLINE_HOLDERS = frozenset((w("hyperlink"), w("smartTag"), w("fldSimple"), SDT))
_WITHOUT_WIDTH = frozenset(map(w, ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr")))
_NOTES = (w("footnoteReference"), w("endnoteReference"))
_V_MERGE = f"{TC_PR}/{w('vMerge')}"


@dataclass(frozen=True, slots=True)
class Who:
    """Who made a change, and when: a name, and an ISO date and time."""

    author: str
    date: str


@dataclass(slots=True)
class Redline:
    """Merges the parts of two renderings; `who` tells from the keys of an origin who changed what has it."""

    who: Callable[[Sequence[str]], Who]
    count: int = field(default=0)
    """How many changes have been marked so far."""

    def merged(self, old: Element, new: Element) -> Element:
        """Return a part (a body, a header, a footer) of the new rendering with tracked changes; both are used up."""
        self._blocks(old, new)
        for element in new.iter():
            if element.get(ORIGIN) is not None:
                del element.attrib[ORIGIN]
        return new

    # Paragraphs and tables one below the other.

    def _blocks(self, old: Element, new: Element) -> None:
        """Merge what stands in a body, a cell or a header: `new` becomes what holds both."""
        kept = [child for child in new if child.tag in {TC_PR, w("sectPr"), w("sdtPr"), w("sdtEndPr")}]
        pairs = _aligned(_flow(old), _flow(new))
        pairs = _last_in_one(pairs)
        tail = [child for child in kept if child.tag == w("sectPr")]
        head = [child for child in kept if child.tag != w("sectPr")]
        made = [self._block(*pair) for pair in pairs]
        self._end_with_a_mark(pairs, made)
        new[:] = [*head, *made, *tail]

    def _block(self, old: Element | None, new: Element | None) -> Element:
        if old is None or new is None:
            whole = new if new is not None else old
            assert whole is not None  # noqa: S101 - a pair of nothing is never made
            self._mark_whole(whole, _INS if old is None else _DEL)
            return whole
        if new.tag == P:
            self._inline(old, new)
        elif new.tag == TBL:
            self._table(old, new)
        elif new.tag == SDT:
            ours, theirs = old.find(SDT_CONTENT), new.find(SDT_CONTENT)
            if ours is not None and theirs is not None:
                self._blocks(ours, theirs)
        return new

    def _mark_whole(self, block: Element, kind: str) -> None:
        """Mark a paragraph, a table or what holds them as inserted or deleted with all that it says."""
        for row in block.iter(TR):
            self._mark_row(row, kind)
        for paragraph in block.iter(P):
            self._mark_end(paragraph, kind)
            self._mark_content(paragraph, kind)

    def _mark_end(self, paragraph: Element, kind: str) -> None:
        look = properties(paragraph, P_PR)
        letters = look.find(_R_PR)
        if letters is None:
            letters = look.makeelement(_R_PR, {})
            followers = [each for each in look if each.tag in {w("sectPr"), w("pPrChange")}]
            if followers:
                followers[0].addprevious(letters)
            else:
                look.append(letters)
        letters.insert(0, self._change(kind, paragraph))

    def _mark_content(self, holder: Element, kind: str) -> None:
        """Wrap the runs of a paragraph, those inside links too."""
        for child in list(holder):
            if child.tag == R and kind == _DEL and any(child.find(note) is not None for note in _NOTES):
                holder.remove(child)  # the new document has no such note
            elif child.tag == R:
                self._wrap(child, kind)
            elif child.tag in _INLINE_HOLDERS:
                inner = child.find(SDT_CONTENT) if child.tag == SDT else child
                self._mark_content(inner if inner is not None else child, kind)
            elif child.tag in _WITHOUT_WIDTH and kind == _DEL:
                holder.remove(child)  # its number may be another's in the new rendering

    def _wrap(self, run: Element, kind: str) -> None:
        change = self._change(kind, run)
        run.addprevious(change)
        change.append(run)
        if kind == _DEL:
            _as_deleted(run)

    def _change(self, kind: str, about: Element) -> Element:
        self.count += 1
        who = self.who(_keys(about))
        attributes = {w("id"): str(self.count), w("author"): who.author, w("date"): who.date}
        return about.makeelement(kind, attributes)

    def _end_with_a_mark(self, pairs: Sequence[tuple[Element | None, Element | None]], made: list[Element]) -> None:
        """Let the last paragraph keep its mark: nobody can take the end of a cell away.

        What came or went at the end came or went with the mark of the paragraph before it.
        """
        start = len(pairs)
        while start and (None in pairs[start - 1] or made[start - 1].tag in _WITHOUT_WIDTH):
            start -= 1
        changed = [(old is None, each) for (old, _), each in zip(pairs[start:], made[start:], strict=True)]
        if not start or not changed or made[start - 1].tag != P or changed[-1][1].tag != P:
            return
        self._mark_end(made[start - 1], _INS if changed[-1][0] else _DEL)
        letters = made[-1].find(f"{P_PR}/{_R_PR}")
        if letters is not None:
            for mark in (*letters.findall(_INS), *letters.findall(_DEL)):
                letters.remove(mark)

    # Tables.

    def _table(self, old: Element, new: Element) -> None:
        rows: list[tuple[Element | None, Element | None]] = []
        for ours, theirs in _aligned(old.findall(TR), new.findall(TR)):
            if ours is not None and theirs is not None and _spans(ours) != _spans(theirs):
                rows += [(ours, None), (None, theirs)]
            else:
                rows.append((ours, theirs))
        _split_merged(rows)
        for row in new.findall(TR):
            new.remove(row)
        for ours, theirs in rows:
            if ours is not None and theirs is not None:
                for before, after in zip(cells_of(ours), cells_of(theirs), strict=True):
                    self._blocks(before, after)
                new.append(theirs)
            else:
                whole, kind = (theirs, _INS) if ours is None else (ours, _DEL)
                assert whole is not None  # noqa: S101 - a pair of nothing is never made
                self._mark_whole(whole, kind)
                new.append(whole)

    def _mark_row(self, row: Element, kind: str) -> None:
        look = row.find(_TR_PR)
        if look is None:
            look = row.makeelement(_TR_PR, {})
            after = [each for each in row if each.tag == w("tblPrEx")]
            row.insert(len(after), look)
        look.append(self._change(kind, row))

    # Within a paragraph.

    def _inline(self, old: Element, new: Element) -> None:
        """Merge the runs of a paragraph, or of a link in one."""
        look = [child for child in new if child.tag == P_PR]
        made: list[Element] = []
        for ours, theirs in _aligned(_inner(old), _inner(new)):
            made += self._inline_pair(ours, theirs)
        new[:] = [*look, *made]

    def _inline_pair(self, old: Element | None, new: Element | None) -> Iterable[Element]:
        if old is not None and new is not None and new.tag == R:
            return self._run(old, new)
        if old is not None and new is not None:
            if new.tag in _INLINE_HOLDERS:
                ours, theirs = (each.find(SDT_CONTENT) if each.tag == SDT else each for each in (old, new))
                if ours is not None and theirs is not None:
                    self._inline(ours, theirs)
            return [new]
        whole, kind = (new, _INS) if old is None else (old, _DEL)
        assert whole is not None  # noqa: S101 - a pair of nothing is never made
        if whole.tag in _WITHOUT_WIDTH:
            return [whole] if kind == _INS else []
        holder = whole.makeelement(P, {})
        holder.append(whole)
        self._mark_content(holder, kind)
        return list(holder)

    def _run(self, old: Element, new: Element) -> Iterable[Element]:
        before, after = _text_of(old), _text_of(new)
        if before is None or after is None:
            if _content(old) == _content(new):
                return [new]
            return [self._wrapped(old, _DEL, old), self._wrapped(new, _INS, new)]
        if before == after:
            return [new]
        return list(self._pieces(old, new, before, after))

    def _pieces(self, old: Element, new: Element, before: str, after: str) -> Iterator[Element]:
        for piece in pieces(before, after):
            if piece.is_same:
                yield _with_text(new, piece.new)
                continue
            if piece.old:
                yield self._wrapped(_with_text(old, piece.old), _DEL, new)
            if piece.new:
                yield self._wrapped(_with_text(new, piece.new), _INS, new)

    def _wrapped(self, run: Element, kind: str, about: Element) -> Element:
        change = self._change(kind, about)
        change.append(run)
        if kind == _DEL:
            _as_deleted(run)
        return change


_Pairs = list[tuple[Element | None, Element | None]]


def _aligned(old: Sequence[Element], new: Sequence[Element]) -> _Pairs:
    """Return which elements are the same by their origins, in the order of the new; what went stands where it stood.

    What changed its order among them is told as gone and come.
    """
    where: dict[object, list[int]] = defaultdict(list)
    for place, element in enumerate(new):
        where[_identity(element)].append(place)
    found: dict[int, int] = {}
    for place, element in enumerate(old):
        places = where.get(_identity(element))
        if places:
            found[place] = places.pop(0)
    kept = sorted(found)
    for index in moved([found[place] for place in kept]):
        del found[kept[index]]
    pairs: _Pairs = []
    done = 0
    for place, element in enumerate(old):
        if place not in found:
            pairs.append((element, None))
            continue
        pairs += [(None, each) for each in new[done : found[place]]]
        pairs.append((element, new[found[place]]))
        done = found[place] + 1
    return pairs + [(None, each) for each in new[done:]]


def _identity(element: Element) -> object:
    origin = element.get(ORIGIN)
    return element.tag, origin if origin is not None else tuple(sorted(map(str, element.attrib.values())))


def _keys(element: Element) -> list[str]:
    """Return the keys of the loops around an element, the outermost first."""
    origin = next((each.get(ORIGIN) for each in (element, *element.iterancestors()) if each.get(ORIGIN)), "") or ""
    return origin.split("/")[1:]


def _flow(holder: Element) -> list[Element]:
    return [child for child in holder if child.tag in {P, TBL, SDT} or child.tag in _WITHOUT_WIDTH]


def _inner(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if child.tag != P_PR]


def _last_in_one(pairs: _Pairs) -> _Pairs:
    """Let the last paragraph of the old and that of the new be one where each would stand alone at the end."""
    end = len(pairs)
    start = end
    while start and None in pairs[start - 1]:
        start -= 1
    olds = [old for old, _ in pairs[start:end] if old is not None and old.tag == P]
    news = [new for _, new in pairs[start:end] if new is not None and new.tag == P]
    if not olds or not news:
        return pairs
    rest = [pair for pair in pairs[start:end] if pair[0] is not olds[-1] and pair[1] is not news[-1]]
    return [*pairs[:start], *rest, (olds[-1], news[-1])]


def _spans(row: Element) -> list[int]:
    return [span_of(cell) for cell in cells_of(row)]


def _split_merged(rows: Sequence[tuple[Element | None, Element | None]]) -> None:
    """Take the merges out of groups of cells that are not the same rows before and after."""
    before, after = _groups([old for old, _ in rows]), _groups([new for _, new in rows])
    for column, places in before ^ after:
        for row in (row for place in places for row in rows[place] if row is not None):
            _unmerge(row, column)


def _groups(rows: Sequence[Element | None]) -> set[tuple[int, tuple[int, ...]]]:
    """Return the groups of merged cells: the column that each begins in, and the places of its rows."""
    found: dict[tuple[int, int], list[int]] = {}
    open_groups: dict[int, int] = {}
    for place, row in enumerate(rows):
        if row is None:
            continue
        column = 0
        for cell in cells_of(row):
            sign = cell.find(_V_MERGE)
            if sign is None:
                open_groups.pop(column, None)
            elif sign.get(VAL) == "restart" or column not in open_groups:
                open_groups[column] = place
                found[column, place] = [place]
            else:
                found[column, open_groups[column]].append(place)
            column += span_of(cell)
    return {(column, tuple(places)) for (column, _), places in found.items()}


def _unmerge(row: Element, column: int) -> None:
    start = 0
    for cell in cells_of(row):
        sign = cell.find(_V_MERGE)
        if start == column and sign is not None:
            properties(cell, TC_PR).remove(sign)
        start += span_of(cell)


def _text_of(run: Element) -> str | None:
    """Return what a run says, its breaks and tabs as characters; None where it holds something else."""
    text = ""
    for child in run:
        if child.tag == _TEXT:
            text += child.text or ""
        elif child.tag in _AS_TEXT and not child.attrib:
            text += _AS_TEXT[child.tag]
        elif child.tag != _R_PR:
            return None
    return text


def _content(run: Element) -> list[bytes]:
    from lxml import etree

    return [etree.tostring(child, method="c14n") for child in run if child.tag != _R_PR]


def _with_text(like: Element, text: str) -> Element:
    """Return a run that looks like another and says something else."""
    run = like.makeelement(R, {})
    look = like.find(_R_PR)
    if look is not None:
        run.append(deepcopy(look))
    said = ""
    for character in text:
        if character in _AS_ELEMENT:
            _say(run, said)
            said = ""
            run.append(run.makeelement(_AS_ELEMENT[character], {}))
        else:
            said += character
    _say(run, said)
    return run


def _say(run: Element, text: str) -> None:
    if text:
        said = run.makeelement(_TEXT, {_SPACE: "preserve"})
        said.text = text
        run.append(said)


def _as_deleted(run: Element) -> None:
    for child in run:
        if child.tag == _TEXT:
            child.tag = _DELETED_TEXT
        elif child.tag == w("instrText"):
            child.tag = w("delInstrText")
