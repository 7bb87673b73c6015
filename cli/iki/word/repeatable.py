"""A part made fit to stand many times in one document: sections of their own, headers of their own, numbers renewed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from jinja2 import nodes
from lxml import etree

from iki.word.marks import EDGE, Close, Computed, Marks, When
from iki.word.numbers import SHEET, renewed
from iki.word.ooxml import (
    BODY,
    DOC_PR,
    ID,
    P_PR,
    R_ID,
    SECT_PR,
    Element,
    P,
    ancestor,
    bare_copy,
    properties,
    put_after,
    put_before,
    remove,
    serialise,
    w,
)
from iki.word.relationships import Addition

MAIN = "word/document.xml"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_VML, _SHAPE_ID = "urn:schemas-microsoft-com:vml", "{urn:schemas-microsoft-com:office:office}spid"
_WORDS = re.compile(r'([\s"]+)')
_BEFORE_PG_NUM_TYPE = frozenset(
    w(name)
    for name in (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type"),
        *("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType"),
    )
)


def renew_numbers(root: Element, marks: Marks) -> None:
    """Let every rendering give bookmarks and drawings numbers that no other copy has."""
    for drawing in root.iter(DOC_PR):
        _compute(drawing, "id", "_number", marks)
    _renew_ranges(root, marks)
    _renew_shapes(root, marks)


def _renew_ranges(root: Element, marks: Marks) -> None:
    for kind in ("bookmark", "perm"):
        for start in root.iter(w(f"{kind}Start")):
            _renumber(start, kind, "_bookmark", marks)
        for end in root.iter(w(f"{kind}End")):
            _renumber(end, kind, "_bookmark_end", marks)
    names = {start.get(w("name"), "") for start in root.iter(w("bookmarkStart"))} - {""}
    for code in root.iter(w("instrText"), w("fldSimple")):
        _renew_references(code, names, marks)
    for start in root.iter(w("bookmarkStart")):
        _compute(start, w("name"), "_bookmark_name", marks)
    for link in root.iter(w("hyperlink")):
        if link.get(w("anchor")):
            _compute(link, w("anchor"), "_anchor", marks)


def _renew_references(code: Element, names: Collection[str], marks: Marks) -> None:
    """Let the code of a field name the bookmark of its own copy: REF, PAGEREF, a link inside the document."""
    simple = code.tag == w("fldSimple")
    words = _WORDS.split((code.get(w("instr")) if simple else code.text) or "")
    if any(word in names for word in words):
        text = "".join(marks.set(Computed(renewed(word, "_anchor"))) if word in names else word for word in words)
        if simple:
            code.set(w("instr"), text)
        else:
            code.text = text


def _renew_shapes(root: Element, marks: Marks) -> None:
    """Give old drawings names of their own in every copy, and leave each copy to its own kind of shape."""
    for shape in root.iter(f"{{{_VML}}}*"):
        kind = shape.get("type", "")
        if kind.startswith("#"):
            shape.set("type", "#" + marks.set(Computed(renewed(kind[1:], "_anchor"))))
        if etree.QName(shape).localname == "shapetype" and shape.get("id"):
            _compute(shape, "id", "_bookmark_name", marks)
        else:
            for name in {"id", _SHAPE_ID} & set(shape.attrib):
                del shape.attrib[name]


def _renumber(element: Element, kind: str, filter_name: str, marks: Marks) -> None:
    element.set(ID, marks.set(Computed(renewed(f"{kind} {element.get(ID, '')}", filter_name))))


def _compute(element: Element, attribute: str, filter_name: str, marks: Marks) -> None:
    element.set(attribute, marks.set(Computed(renewed(element.get(attribute, ""), filter_name))))


def make_sections(
    root: Element,
    own_parts: Mapping[str, str],
    of_a_position: Collection[str],
    fronts: Sequence[Element],
    marks: Marks,
) -> None:
    """Let the body be repeated, one section a copy: every copy but the last ends with a section break of its own.

    `own_parts` are the headers and footers that have tags, by their relationship id; `of_a_position` those of them that
    name the position; `fronts` the paragraphs that end a list of contents and its section. A rendering is told by
    `_first` and `_last` whether a copy is the document's first or last, by `_relations` which id a header has in it.
    """
    _end_fronts(root, {each for each, part in own_parts.items() if part in of_a_position}, fronts)
    for reference in root.iter(w("headerReference"), w("footerReference")):
        identity = reference.get(R_ID)
        if identity in own_parts:
            renamed = nodes.Getitem(nodes.Name("_relations", "load"), nodes.Const(identity), "load")
            reference.set(R_ID, marks.set(Computed(renamed)))
    body = root.find(BODY)
    if body is None:
        return
    section = body.find(SECT_PR)
    if section is None:
        section = body.makeelement(SECT_PR, {})
        body.append(section)
    first = next(each for each in body.iter(SECT_PR) if ancestor(each, P) not in fronts)
    _start_at_one(first)
    _start_on_a_page(first, marks)
    _break_before(section, marks)
    put_before(section, marks.set(When(nodes.Name("_last", "load"))))
    put_after(section, marks.set(Close()))


def blank_headers(root: Element, fronts: Sequence[Element], own: str) -> dict[Addition, bytes]:
    """Let no first section take over a header from the copy before: where it has none, it gets a blank one.

    Returns the parts to add, whose names begin with the word `own`.
    """
    sections = [each for each in root.iter(SECT_PR) if ancestor(each, P) not in fronts]
    added: dict[Addition, bytes] = {}
    first = sections[0] if sections else root
    missing = sorted({key for section in sections for key in _headers_of(section)} - set(_headers_of(first)))
    for number, (name, kind) in enumerate(missing, start=1):
        reference = first.makeelement(name, {w("type"): kind, R_ID: f"{own}Kosong{number}"})
        first.insert(0, reference)
        role = "header" if name == w("headerReference") else "footer"
        about = f"{_TYPES}/{role}", f"word/{own}-kosong-{number}.xml", f"{_CONTENT_TYPES}.{role}+xml"
        blank = _blank(first, "hdr" if role == "header" else "ftr")
        added[Addition(MAIN, f"{own}Kosong{number}", *about)] = blank
    return added


def _headers_of(section: Element) -> list[tuple[str, str]]:
    references = section.iter(w("headerReference"), w("footerReference"))
    return [(str(reference.tag), reference.get(w("type"), "default")) for reference in references]


def _blank(like: Element, name: str) -> bytes:
    root = etree.Element(w(name), nsmap={"w": like.nsmap["w"]})
    root.append(root.makeelement(P, {}))
    return serialise(root).encode()


def _end_fronts(root: Element, of_a_position: Collection[str], fronts: Iterable[Element]) -> None:
    """Give a list of contents a section of its own on the same paper, without the headers that name a position."""
    section = next(root.iter(SECT_PR), None)
    for front in fronts:
        made = bare_copy(section) if section is not None else front.makeelement(SECT_PR, {})
        for reference in list(made.iter(w("headerReference"), w("footerReference"))):
            if reference.get(R_ID) in of_a_position:
                remove(reference)
        _number_pages(made, {w("fmt"): "lowerRoman", w("start"): "1"})
        properties(front, P_PR).append(made)


def name_sheets(root: Element, fronts: Sequence[Element]) -> None:
    """Let the body begin, behind a list of contents, with a bookmark: every copy is a sheet that links can name."""
    body = root.find(BODY)
    if body is None:
        return
    start = body.makeelement(w("bookmarkStart"), {ID: SHEET, w("name"): SHEET})
    end = body.makeelement(w("bookmarkEnd"), {ID: SHEET})
    following = fronts[-1].getnext() if fronts else None
    if following is not None:
        following.addprevious(start)
    else:
        body.insert(0, start)
        start.tail, body.text = body.text, None
    end.tail, start.tail = start.tail, None
    start.addnext(end)


def _start_at_one(section: Element) -> None:
    numbering = section.find(w("pgNumType"))
    if numbering is None or numbering.get(w("start")) is None:
        _number_pages(section, {w("start"): "1"})


def _number_pages(section: Element, how: Mapping[str, str]) -> None:
    numbering = section.find(w("pgNumType"))
    if numbering is None:
        numbering = section.makeelement(w("pgNumType"), {})
        section.insert(sum(child.tag in _BEFORE_PG_NUM_TYPE for child in section), numbering)
    for name, value in how.items():
        numbering.set(name, value)


def _start_on_a_page(section: Element, marks: Marks) -> None:
    """Let every copy but the first begin on a new page, whatever the template's first section does."""
    kind = section.find(w("type"))
    if kind is not None:
        own = nodes.Const(kind.get(w("val"), "nextPage"))
        begins = nodes.And(nodes.Name("_first", "load"), nodes.Not(nodes.Name("_contents", "load")))
        chosen = nodes.CondExpr(begins, own, nodes.Const("nextPage"))
        kind.set(w("val"), marks.set(Computed(chosen)))


def _break_before(section: Element, marks: Marks) -> None:
    """Give the body's last paragraph the section break; add a paragraph where the body ends with something else."""
    last = section.getprevious()
    own = section.makeelement(P, {})
    holds_break = last is not None and last.find(f"{P_PR}/{SECT_PR}") is not None
    added = last is None or last.tag != P or EDGE in (last.tail or "") or holds_break
    paragraph = own if added or last is None else last
    if added:
        section.addprevious(own)
    copy = bare_copy(section)
    look = properties(paragraph, P_PR)
    look.insert(len(look) - len(look.findall(w("pPrChange"))), copy)
    whole = own if added else copy
    put_before(whole, marks.set(When(nodes.Not(nodes.Name("_last", "load")))))
    put_after(whole, marks.set(Close()))
