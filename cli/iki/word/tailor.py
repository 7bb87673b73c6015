"""The shipped template made to an office's measure: title, sections, columns, paper, font.

An office's own template is never touched. What comes out is a template like any other, tags and all.
"""

from collections.abc import Iterable, Sequence

from iki.form import FONT, SIZE, TITLE, Form
from iki.form.paper import Paper
from iki.word.grid import GRID, GRID_COLUMN
from iki.word.ooxml import SECT_PR, TBL, TR, VAL, Element, P, escape, parse, remove, serialise, w
from iki.word.package import Package, read_package, stored, write_package
from iki.word.sheet import COLON_WIDTH, contents, identity, indicators, letterhead, paragraph, signature

_MAIN, _STYLES, _FONTS = "word/document.xml", "word/styles.xml", "word/fontTable.xml"
_LABEL_WIDTH, _SHEET_WIDTH, _INDENT = 1814, 1361, 425
_LETTER = 12
"""The width of a usual letter, in twentieths of a point for each point of size."""
_SMALLEST_TEXT = 18
"""Letters of fewer half points than this make distances, not text."""
_WIDTH = w("w")
_Rows = tuple[Sequence[int], Iterable[str]]
"""The widths of a table's columns, and its rows."""


def tailored(content: bytes, form: Form) -> bytes:
    """Return the shipped template with the title, sections, columns, paper and font of a form."""
    package = read_package(content)
    if not isinstance(package, Package):
        raise TypeError(package.reason)
    changed = {_MAIN: _body(package.xml[_MAIN], form), _STYLES: _styles(package.xml[_STYLES], form)}
    if form.font != FONT:
        changed[_FONTS] = package.xml[_FONTS].replace(FONT.encode(), escape(form.font).encode())
    parts = (stored(part.name, changed[part.name]) if part.name in changed else part for part in package.parts)
    return b"".join(write_package(parts))


def _body(xml: bytes, form: Form) -> bytes:
    root = _parsed(xml)
    for table in root.iter(TBL):
        if (caption := _caption(table)) in _TABLES:
            _set_rows(table, *_TABLES[caption](form))
    for title in [each for each in root.iter(P) if "".join(map(str, each.itertext())) == TITLE]:
        above = letterhead(form.letterhead, form.paper.inner) if form.letterhead is not None else ()
        for element in _elements([*above, paragraph("IKIJudul", "\n".join(form.title))]):
            title.addprevious(element)
        remove(title)
    if form.signature is not None:
        last = _last_table(root)
        for element in reversed(_elements(signature(form.signature, form.paper.inner))):
            last.addnext(element)
    for section in root.iter(SECT_PR):
        _set_paper(section, form.paper)
    return serialise(root).encode()


def _last_table(root: Element) -> Element:
    return [table for table in root.iter(TBL) if _caption(table) in _TABLES][-1]


def _contents(form: Form) -> _Rows:
    widths = (_SHEET_WIDTH, form.paper.inner - _SHEET_WIDTH)
    return widths, contents(form.name.upper(), widths)


def _identity(form: Form) -> _Rows:
    longest = max(len(section.label) for section in form.sections)
    label = min(max(_LABEL_WIDTH, _INDENT + longest * _LETTER * form.size), form.paper.inner // 2)
    widths = (label, COLON_WIDTH, form.paper.inner - label - COLON_WIDTH)
    return widths, identity(form.sections, widths)


def _indicators(form: Form) -> _Rows:
    return [column.width for column in form.columns], indicators(form)


_TABLES = {"Daftar isi": _contents, "Identitas jabatan": _identity, "Tabel indikator kinerja": _indicators}
"""How each table of the shipped template is made, by the name that a screen reader reads out."""


def _caption(table: Element) -> str:
    found = table.find(f"{w('tblPr')}/{w('tblCaption')}")
    return found.get(VAL, "") if found is not None else ""


def _set_rows(table: Element, widths: Sequence[int], rows: Iterable[str]) -> None:
    whole, grid = table.find(f"{w('tblPr')}/{w('tblW')}"), table.find(GRID)
    if whole is None or grid is None:
        raise ValueError("a table of the shipped template has no width")
    whole.set(_WIDTH, str(sum(widths)))
    grid[:] = [grid.makeelement(GRID_COLUMN, {_WIDTH: str(width)}) for width in widths]
    for row in table.findall(TR):
        table.remove(row)
    table.extend(_elements(rows))


def _elements(xml: Iterable[str]) -> list[Element]:
    """Return pieces of WordprocessingML as elements."""
    namespace = w("p")[1:].partition("}")[0]
    return list(_parsed(f'<holder xmlns:w="{namespace}">{"".join(xml)}</holder>'.encode()))


def _set_paper(section: Element, paper: Paper) -> None:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        raise ValueError("the section of the shipped template has no paper")
    size.attrib.clear()
    size.attrib.update({_WIDTH: str(paper.width), w("h"): str(paper.height)})
    if paper.width > paper.height:
        size.set(w("orient"), "landscape")
    for side, width in zip(("top", "right", "bottom", "left"), paper.margins, strict=True):
        margins.set(w(side), str(width))


def _styles(xml: bytes, form: Form) -> bytes:
    """Set the font, make every text larger or smaller by the same, and let the footer's tab reach the margin."""
    root = _parsed(xml)
    for fonts in root.iter(w("rFonts")):
        for name, font in fonts.attrib.items():
            fonts.set(name, form.font if font == FONT else str(font))
    for size in root.iter(w("sz"), w("szCs")):
        points = int(size.get(VAL, "0"))
        if points >= _SMALLEST_TEXT:
            size.set(VAL, str(points + 2 * (form.size - SIZE)))
    for tab in root.iterfind(f".//{w('style')}[@{w('styleId')}='IKIKaki']//{w('tab')}"):
        tab.set(w("pos"), str(form.paper.inner))
    return serialise(root).encode()


def _parsed(xml: bytes) -> Element:
    root = parse(xml)
    if root is None:
        raise ValueError("a part of the shipped template is no XML")
    return root
