"""The few names of WordprocessingML that the compiler knows, and the tree surgery that it is built on."""

from copy import deepcopy
from typing import Any

from lxml import etree

Element = etree._Element
"""lxml gives its element type no public name."""

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
R_ID = f"{{{_R}}}id"
DOC_PR = f"{{{_WP}}}docPr"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


_MOST_DIGITS = 3


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML, as in `w("p")`."""
    return f"{{{_W}}}{name}"


FALLBACK, ALTERNATE = f"{{{_MC}}}Fallback", f"{{{_MC}}}AlternateContent"
BODY, P, P_PR, R, R_PR, T, TAB, BR = (w(name) for name in ("body", "p", "pPr", "r", "rPr", "t", "tab", "br"))
TBL, TR, TC, TC_PR, SECT_PR = (w(name) for name in ("tbl", "tr", "tc", "tcPr", "sectPr"))
SDT, SDT_CONTENT, TEXT_BOX = (w(name) for name in ("sdt", "sdtContent", "txbxContent"))
VAL, ID = w("val"), w("id")


def parse(content: bytes) -> Element | None:
    """Return a part's root, or None for what is no sound XML; comments are left out, nothing outside is ever read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    about: Any = root.getroottree().docinfo
    return None if about.doctype else root


def is_word(element: Element) -> bool:
    """Tell whether an element is WordprocessingML, not a drawing, an equation or another language inside it."""
    return str(element.tag).startswith(f"{{{_W}}}")


def is_named_as_usual(root: Element) -> bool:
    """Tell whether WordprocessingML goes by the prefix `w` throughout, as what iki writes into a part does."""
    return root.nsmap.get("w") == _W and all(element.prefix == "w" for element in root.iter(f"{{{_W}}}*"))


def escape(text: str) -> str:
    """Return a text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return a text as an attribute's value, the quotes around it included."""
    return f'"{escape(text).replace(chr(34), "&quot;")}"'


def serialise(root: Element) -> str:
    """Return a part's XML as Word writes it: declared UTF-8, standalone."""
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + etree.tostring(root, encoding="unicode")


def without_names(element: Element) -> str:
    """Serialise an element without declaring namespaces, to stand below one that declares its own root's."""
    names: Any = element.getroottree().getroot().nsmap
    holder = etree.Element("holder", nsmap=names)
    holder.append(bare_copy(element))
    text = etree.tostring(holder, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")]


def unwrap(element: Element) -> None:
    """Take an element out of its tree but leave its content where it stood."""
    for child in list(element):
        element.addprevious(child)
    remove(element)


def put_before(element: Element, text: str) -> None:
    """Insert text just before an element."""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = _parent(element)
        parent.text = (parent.text or "") + text


def put_after(element: Element, text: str) -> None:
    """Insert text just after an element."""
    element.tail = text + (element.tail or "")


def remove(element: Element) -> None:
    """Take an element out of its tree, leaving the text that follows it where it is."""
    put_before(element, element.tail or "")
    element.tail = None
    _parent(element).remove(element)


def bare_copy(element: Element) -> Element:
    """Copy an element without the marks that follow it."""
    made = deepcopy(element)
    made.tail = None
    return made


def ancestor(element: Element, name: str) -> Element | None:
    """Return the nearest element of this name around `element`."""
    return next(element.iterancestors(name), None)


def holder(element: Element) -> Element:
    """Return an element, or what stands around it where it is but a content control or the content of one."""
    while element.tag in {SDT, SDT_CONTENT} and (parent := element.getparent()) is not None:
        element = parent
    return element


def cells_of(row: Element) -> list[Element]:
    """Return a row's own cells in order, those in content controls too."""
    return [cell for cell in row.iter(TC) if ancestor(cell, TR) is row]


def number_of(element: Element | None, otherwise: int = 0) -> int:
    """Return the number that an element such as `gridSpan` gives, as far as it is one."""
    value = element.get(VAL, "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else otherwise


def properties(element: Element, name: str) -> Element:
    """Return an element's properties (`pPr`, `tcPr`), which stand first in it; made where there are none."""
    found = element.find(name)
    if found is None:
        found = etree.Element(name)
        element.insert(0, found)
        if element.text:  # a mark that stood first in the element stays behind its properties
            found.tail, element.text = element.text, None
    return found


def _parent(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError("the root has nothing before it")
    return parent
