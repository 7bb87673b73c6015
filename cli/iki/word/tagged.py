"""Tags taken out of a part's tree and marks put in their place: split runs healed, rows and cells taken whole."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from iki.characters import shortened
from iki.word.lexer import CLOSERS, Piece, Tag, in_ascii, pieces, tags
from iki.word.marks import EDGE, Marks, Refused, Statement, Value
from iki.word.ooxml import (
    BODY,
    BR,
    P_PR,
    R_PR,
    SPACE,
    TBL,
    TC,
    TC_PR,
    TR,
    Element,
    P,
    R,
    T,
    ancestor,
    bare_copy,
    is_word,
    put_before,
    remove,
    w,
)
from iki.word.place import Place

CONTENTS, END_CONTENTS = "daftar_isi", "enddaftar_isi"
PAGE_NUMBER, NEW_PAGE = "nomor_halaman", "halaman_baru"
_KEPT = tuple(
    map(
        w,
        (
            *("drawing", "pict", "object", "sym", "fldChar", "fldSimple", "footnoteReference", "endnoteReference"),
            *("sectPr", "ptab", "ruby"),
        ),
    )
)
_WHOLE = {"p": (P, "paragraf"), "tr": (TR, "baris"), "tc": (TC, "sel")}
_SINGLE = re.compile(r"\{\s*%?|[}%\s]+$")
"""What is left around a statement that is no whole tag."""
_MOST_TAGS = 20_000
_OUTSIDE = "Pakai '{%p … %}' untuk mengulang paragraf."


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a template: where, what, and what to do."""

    place: Place
    message: str
    hint: str = ""

    def in_words(self) -> str:
        """Return the message with the place, and with the text around the tag where the place alone is not enough."""
        where = f"{self.place.words}: " if self.place.words else ""
        around = f' Teksnya: "{self.place.around}".' if self.place.around else ""
        return f"{where}{self.message}{around}"


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A paragraph with tags, as it was before anything moved."""

    paragraph: Element
    pieces: list[Piece]
    text: str
    tags: list[Tag]
    place: Place

    def near(self, tag: Tag) -> Place:
        """Return the place of one of its tags."""
        return self.place.near(self.text, tag.start, tag.end)


Merged = dict[Element, tuple[str, Place]]
"""Cells that carry a `gabung`: its key as written, and its place."""


@dataclass(slots=True)
class Tagging:
    """What marking the tags of one part found beside them.

    `merged` are the cells with a `gabung`, which `merge_cells` gives their continuation, `merging_rows` their rows;
    `fronts` the paragraphs that end a list of contents and will end its section.
    """

    marks: Marks
    faults: list[Fault] = field(default_factory=list)
    merged: Merged = field(default_factory=dict)
    merging_rows: set[Element] = field(default_factory=set)
    fronts: list[Element] = field(default_factory=list)

    def say(self, place: Place, message: str, hint: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(place, message, hint))


def mark_tags(root: Element, where: Mapping[Element, Place], marks: Marks) -> Tagging:
    """Replace every tag below `root` by its mark, and note what stands where it cannot.

    `where` gives the place of each paragraph.
    """
    tagging = Tagging(marks)
    every = _find(root, where)
    if sum(len(tagged.tags) for tagged in every) > _MOST_TAGS:
        tagging.say(every[0].place, f"Bagian ini memuat lebih dari {_MOST_TAGS} tag.", "Sederhanakan templatnya.")
        return tagging
    for tagged in every:
        _mark(tagged, tagging)
    return tagging


def _find(root: Element, where: Mapping[Element, Place]) -> list[_Tagged]:
    found = []
    for paragraph in root.iter(P):
        own = pieces(paragraph)
        text = "".join(piece.text for piece in own)
        found_tags = list(tags(text)) if "{" in text or "}" in text else []
        if found_tags:
            found.append(_Tagged(paragraph, own, text, found_tags, where[paragraph]))
    return found


def _mark(tagged: _Tagged, tagging: Tagging) -> None:
    if tagged.paragraph.getroottree().getroot().tag in {TR, TC, P}:
        what = "baris tabel" if tagged.paragraph.getroottree().getroot().tag == TR else "sel"
        message = f"Ada tag lain di {what} yang hanya boleh memuat satu tag untuk seluruh {what}."
        tagging.say(tagged.place, message, "Pindahkan tag itu ke baris atau sel lain.")
        return
    for tag in reversed(tagged.tags):  # from the right, so that places further left stay true
        if not tag.closed:
            _say_unclosed(tagged, tag, tagging)
            _refuse(tagged, tag, _SINGLE.sub("", tag.says), tagging.marks)
        elif tag.opener == "$":
            _heal(tagged, tag)
        elif tag.scope in _WHOLE and tag.says != NEW_PAGE:
            _mark_scope(tagged, tag, tagging)
        elif tag.scope == "gabung":
            _note_merge(tagged, tag, tagging)
        else:
            _mark_inline(tagged, tag, tagging.marks)


def _say_unclosed(tagged: _Tagged, tag: Tag, tagging: Tagging) -> None:
    if tag.opener == "}":
        message = "Ada '}' berlebih sesudah tag; ia akan ikut tercetak."
        hint = "Hapus '}' itu."
    elif tag.opener in CLOSERS:
        message = f"Tag '{shortened(tag.says)}' tidak ditutup."
        hint = f"Akhiri dengan '{CLOSERS[tag.opener]}' di paragraf yang sama."
    elif tag.opener.startswith("{"):
        message = f"'{shortened(tag.says)}' diawali satu kurung kurawal, sehingga bukan tag."
        hint = "Tulis '{{ … }}' untuk nilai dan '{% … %}' untuk pernyataan, tanpa spasi di antara tandanya."
    else:
        opener = next(opener for opener, closer in CLOSERS.items() if closer == tag.opener)
        message = f"'{tag.opener}' tanpa '{opener}' yang membukanya."
        hint = f"Awali tagnya dengan '{opener}', atau hapus '{tag.opener}'."
    tagging.say(tagged.near(tag), message, hint)


def _refuse(tagged: _Tagged, tag: Tag, says: str, marks: Marks) -> None:
    """Leave a mark where a statement is refused, so that what it opens or closes is not missed as well."""
    if tag.opener.startswith("{") and tag.opener not in {"{{", "{#"}:
        words = in_ascii(says).split() or [""]
        _cut(tagged, tag, marks.set(Refused(" ".join(words[1:] if words[0] in _WHOLE else words))))


def _heal(tagged: _Tagged, tag: Tag) -> None:
    """Keep another system's place holder in one run, however many Word has made of it."""
    if not any(piece.start <= tag.start and tag.end <= piece.end for piece in tagged.pieces):
        _cut(tagged, tag, tag.says)


def _mark_scope(tagged: _Tagged, tag: Tag, tagging: Tagging) -> None:
    """Put a statement's mark in the place of the whole paragraph, cell or row that it takes."""
    name, what = _WHOLE[tag.scope]
    element = tagged.paragraph if name == P else ancestor(tagged.paragraph, name)
    quoted = f"'{{%{tag.scope} {shortened(tag.says)} %}}'"
    parent = element.getparent() if element is not None else None
    if element is None:
        tagging.say(tagged.near(tag), f"{quoted} berada di luar tabel.", _OUTSIDE)
        _refuse(tagged, tag, tag.says, tagging.marks)
    elif parent is None or _holds_more(tagged, tag, element, tagging):
        message = f"{quoted} tidak sendirian di {what}nya."
        tagging.say(tagged.near(tag), message, f"Pindahkan isi lain ke {what} tersendiri.")
        _refuse(tagged, tag, tag.says, tagging.marks)
    elif tag.says in {CONTENTS, END_CONTENTS} and parent.tag != BODY:
        hint = "Taruh di awal halaman isi, di paragraf di luar tabel."
        tagging.say(tagged.place, f"{quoted} tidak dapat dipakai di sini.", hint)
        _refuse(tagged, tag, tag.says, tagging.marks)
    else:
        if tag.says == CONTENTS and any(before.tag in {P, TBL} for before in element.itersiblings(preceding=True)):
            hint = "Pindahkan ke paragraf pertama; kop ditaruh di kepala halaman atau sesudah 'enddaftar_isi'."
            tagging.say(tagged.place, f"{quoted} tidak berada di awal halaman isi.", hint)
        if tag.says == END_CONTENTS:
            front = element.makeelement(P, {})
            element.addprevious(front)
            tagging.fronts.append(front)
        put_before(element, tagging.marks.set(Statement(tag.says, tagged.place, parent)))
        remove(element)


def _holds_more(tagged: _Tagged, tag: Tag, element: Element, tagging: Tagging) -> bool:
    """Tell whether a paragraph, cell or row holds anything beside this tag and remarks that would be lost with it."""
    others = "".join(text.text or "" for text in element.iter(T))
    for alone in (tag, *(other for other in tagged.tags if other.opener == "{#")):
        others = others.replace(tagged.text[alone.start : alone.end], "", 1)
    has_marks = any(EDGE in (inner.text or "") or EDGE in (inner.tail or "") for inner in element.iterdescendants())
    has_merge = element in tagging.merged or element in tagging.merging_rows
    breaks_the_page = any(found.get(w("type")) == "page" for found in element.iter(BR))
    kept = any(
        found.tag in _KEPT or (not is_word(found) and not _is_a_look(found)) for found in element.iterdescendants()
    )
    return bool(others.strip()) or has_marks or has_merge or breaks_the_page or kept


def _is_a_look(element: Element) -> bool:
    """Tell whether an element of another language only says how something looks, as Word's newer versions add."""
    return next(element.iterancestors(R_PR, P_PR, TC_PR, w("trPr"), w("sdtPr")), None) is not None


def _note_merge(tagged: _Tagged, tag: Tag, tagging: Tagging) -> None:
    cell = ancestor(tagged.paragraph, TC)
    _cut(tagged, tag, "")
    if cell is None or cell in tagging.merged:
        message = f"'{{%gabung {shortened(tag.says)} %}}' " + (
            "berada di luar tabel." if cell is None else "ditulis dua kali dalam satu sel."
        )
        tagging.say(tagged.near(tag), message, "Tulis sekali, di dalam sel yang hendak digabung ke bawah.")
        return
    tagging.merged[cell] = (tag.says, tagged.near(tag))
    tagging.merging_rows.update(cell.iterancestors(TR))


def _mark_inline(tagged: _Tagged, tag: Tag, marks: Marks) -> None:
    if tag.opener == "{#":
        _cut(tagged, tag, "")
    elif tag.opener == "{{" and tag.says != PAGE_NUMBER:
        _cut(tagged, tag, marks.set(Value(tag.says, tagged.near(tag))))
    else:
        text = _cut(tagged, tag, "")
        second = _split_run(text.element, tag.start - text.start)
        _put_between(tagged, tag, second, marks)


def _put_between(tagged: _Tagged, tag: Tag, second: Element, marks: Marks) -> None:
    """Put what an inline tag stands for before the second half of the run that it has cut in two."""
    parent = second.getparent()
    if tag.opener == "{{":
        for run in _page_number(second):
            second.addprevious(run)
    elif tag.says == NEW_PAGE:
        run = _run_like(second)
        run.append(run.makeelement(BR, {w("type"): "page"}))
        second.addprevious(run)
    elif parent is not None:
        put_before(second, marks.set(Statement(tag.says, tagged.near(tag), parent)))


def _page_number(like: Element) -> list[Element]:
    """Return the runs of a field that shows the number of the page, in the look of another run."""
    runs = [_run_like(like) for _ in range(5)]
    for run, kind in zip(runs[::2], ("begin", "separate", "end"), strict=True):
        run.append(run.makeelement(w("fldChar"), {w("fldCharType"): kind}))
    for run, name, text in ((runs[1], w("instrText"), " PAGE "), (runs[3], T, "1")):
        holder = run.makeelement(name, {SPACE: "preserve"})
        holder.text = text
        run.append(holder)
    return runs


def _run_like(run: Element) -> Element:
    """Return an empty run of the same formatting."""
    made = run.makeelement(R, {})
    if (look := run.find(R_PR)) is not None:
        made.append(bare_copy(look))
    return made


def _cut(tagged: _Tagged, tag: Tag, replacement: str) -> Piece:
    """Take a tag out of all the pieces that hold parts of it; that of its first character takes the replacement."""
    first = max(bisect_right(tagged.pieces, tag.start, key=lambda piece: piece.start) - 1, 0)
    last = bisect_left(tagged.pieces, tag.end, key=lambda piece: piece.start)
    covered = [piece for piece in tagged.pieces[first:last] if piece.end > tag.start]
    for piece in reversed(covered):
        if piece.element.tag != T:
            remove(piece.element)
            continue
        now = piece.element.text or ""
        before = now[: max(tag.start - piece.start, 0)]
        after = now[tag.end - piece.start :] if tag.end < piece.end else now[len(piece.text) :]
        piece.element.text = before + (replacement if piece is covered[0] else "") + after
        piece.element.set(SPACE, "preserve")
    return covered[0]


def _split_run(text: Element, offset: int) -> Element:
    """Split a run inside one of its texts, at `offset`; return the second half, which has the same formatting."""
    run = text.getparent()
    if run is None:
        raise ValueError("a text outside a run")
    second = _run_like(run)
    rest = text.makeelement(T, {SPACE: "preserve"})
    rest.text = (text.text or "")[offset:]
    text.text = (text.text or "")[:offset]
    second.append(rest)
    second.extend(list(text.itersiblings()))
    behind, run.tail = run.tail, None
    run.addnext(second)
    second.tail = behind
    return second
