"""The shipped templates made to an office's measure: title, sections, columns, paper, font.

An office's own template is never touched. What comes out is a template like any other, tags and all.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from iki.form import TITLE, Form, matrix
from iki.form.columns import SIZE
from iki.form.paper import Paper
from iki.form.words import FONT
from iki.word import sheet
from iki.word.grid import GRID, GRID_COLUMN, span_of
from iki.word.ooxml import (
    BODY,
    P_PR,
    SECT_PR,
    TBL,
    TR,
    VAL,
    Element,
    P,
    R,
    cells_of,
    parse,
    remove,
    serialise,
    w,
)
from iki.word.package import Package, read_package, stored, write_package
from iki.word.properties import CORE_TITLE
from iki.word.sheet import COLON_WIDTH, contents, identity, indicators, letterhead, paragraph, signature

_MAIN, _STYLES, _FONTS, _CORE = "word/document.xml", "word/styles.xml", "word/fontTable.xml", "docProps/core.xml"
_LABEL_WIDTH, _SHEET_WIDTH, _INDENT = 1814, 1361, 425
_LETTER = 12
"""The width of a usual letter, in twentieths of a point for each point of size."""
_SMALLEST_TEXT = 18
"""Letters of fewer half points than this make distances, not text."""
_BROAD = 2_000
"""A column that holds text is broader than this, in twips; the others hold labels, which would break."""
_WIDTH = w("w")
_STYLE, _OF_TITLES = f"{P_PR}/{w('pStyle')}", frozenset(("IKIJudul", "IKIJudulHalaman"))
_LANDSCAPE = "landscape"
_OF_TABLES = frozenset(("IKIKepalaTabel", "IKIIsiTabel"))
"""The styles that set the size of the tables' letters; others follow them."""
_OF_A_DECREE = "SK"
"""How the names of styles begin that are those of a decree: Bookman Old Style 12, whatever the sheets have."""
_CONTENTS, _IDENTITY, _INDICATORS, _MATRIX = (
    *("Daftar isi", "Identitas jabatan"),
    *("Tabel indikator kinerja", "Matriks indikator kinerja"),
)
"""The tables that the form makes, by the names that a screen reader reads out."""
_WORKSHEET, _WORKSHEETS_BROAD = "Lembar kerja reviu", 900
"""The table in whose every column somebody writes by hand, and how broad such a column is."""
_LETTERHEAD, _SIGNATURE = "Kop", "Tanda tangan"
"""Tables that only a template has whose letterhead and signature are not those of a sheet: a decree."""
_Rows = tuple[Sequence[int], Iterable[str]]
"""The widths of a table's columns, and its rows."""


def tailored(content: bytes, form: Form) -> bytes:
    """Return the shipped template with the title, sections, columns, paper and font of a form."""
    package = read_package(content)
    if not isinstance(package, Package):
        raise TypeError(package.reason)
    xml = package.xml
    changed = {_MAIN: _body(xml[_MAIN], form), _STYLES: _styles(xml[_STYLES], form)}
    if form.font != FONT:
        changed[_FONTS] = _fonts(xml[_FONTS], form)
    titles = {title for _, title in _titles(_parsed(xml[_MAIN]), form)} - {(TITLE,)}
    if titles and not any("{{" in line for title in titles for line in title):
        changed[_CORE] = _core(xml[_CORE], " ".join(titles.pop()))
    parts = (stored(part.name, changed[part.name]) if part.name in changed else part for part in package.parts)
    return b"".join(write_package(parts))


def _body(xml: bytes, form: Form) -> bytes:
    root = _parsed(xml)
    captions = {_caption(table) for table in root.iter(TBL)}
    if not form.has_contents:
        _remove_contents(root)
    _set_sections(root, form, captions)
    for title, lines in list(_titles(root, form)):
        if form.letterhead is not None and _LETTERHEAD not in captions:
            _insert_before(title, letterhead(form.letterhead, form.paper.inner))
        _set_lines(title, lines)
    if _SIGNATURE not in captions:
        _sign(root, form)
    return serialise(root).encode()


def _remove_contents(root: Element) -> None:
    """Take out the list of contents, from the statement that opens it to the one that closes it."""
    inside = False
    for element in list(root.iterfind(f"{BODY}/*")):
        text = "".join(map(str, element.itertext()))
        inside = inside or text == "{%p daftar_isi %}"
        if inside:
            remove(element)
        inside = inside and text != "{%p enddaftar_isi %}"


def _titles(root: Element, form: Form) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield each paragraph that is a title which the settings name, and its lines."""
    for each in root.iter(P):
        style = each.find(_STYLE)
        text = "".join(map(str, each.itertext())) if style is not None and style.get(VAL) in _OF_TITLES else ""
        if text == TITLE:
            yield each, form.title
        elif text.startswith(matrix.TITLE) and form.matrix is not None:
            yield each, form.matrix.title


def _set_sections(root: Element, form: Form, captions: Collection[str]) -> None:
    """Set the paper of each section, and make the tables in it to the form."""
    for section, tables in _sections(root):
        paper = form.paper if _is_landscape(section) else form.upright
        wider = _set_paper(section, paper)
        for table in tables:
            caption = _caption(table)
            if caption in _ROWS:
                rows = _ROWS[caption](form, _signed(form, captions))
                _set_rows(table, *rows) if rows is not None else remove(table)
            elif caption == _LETTERHEAD and form.letterhead is not None:
                _insert_before(table, letterhead(form.letterhead, paper.inner))
                remove(table)
            else:
                _widen(table, wider, _WORKSHEETS_BROAD if caption == _WORKSHEET else _BROAD)


def _signed(form: Form, captions: Collection[str]) -> str | None:
    """Return the condition under which a signature follows the rows, empty for always; None where none ever does."""
    if _SIGNATURE in captions:
        return ""
    whose = form.office_signature if _MATRIX in captions else form.signature
    return whose.under if whose is not None else None


def _sign(root: Element, form: Form) -> None:
    """Set the signature below the last table, or none."""
    tables = [table for table in root.iter(TBL) if _caption(table) in _ROWS]
    if not tables:  # what says what changed is signed by nobody
        return
    last = tables[-1]
    is_matrix = _caption(last) == _MATRIX
    whose = form.office_signature if is_matrix else form.signature
    if whose is not None:
        beside = None if is_matrix else form.left_signature
        for element in reversed(_elements(signature(whose, form.paper.inner, beside))):
            last.addnext(element)


def _sections(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each section's properties, and the tables that stand in that section, in order."""
    tables: list[Element] = []
    for element in list(root.iter(TBL, SECT_PR)):
        if element.tag == SECT_PR:
            yield element, tables
            tables = []
        else:
            tables.append(element)


def _insert_before(element: Element, xml: Iterable[str]) -> None:
    for made in _elements(xml):
        element.addprevious(made)


def _set_lines(title: Element, lines: Sequence[str]) -> None:
    """Let a title say something else where it stands, with all that makes it look as it does."""
    for run in title.findall(R):
        title.remove(run)
    for made in _elements([paragraph("", "\n".join(lines))]):
        title.extend(made.findall(R))


def _widen(table: Element, by: int, least: int) -> None:
    """Give (or take) the difference of two papers, in twips, to the columns broader than `least`, each its share."""
    whole, grid = table.find(f"{w('tblPr')}/{w('tblW')}"), table.find(GRID)
    if whole is None or grid is None:
        raise ValueError("a table of the shipped template has no width")
    widths = [int(column.get(_WIDTH, "0")) for column in grid]
    broad = sum(width for width in widths if width > least)
    edges = list(accumulate((width if width > least else 0 for width in widths), initial=0))
    made = [
        width + round(by * end / broad) - round(by * start / broad)
        for width, (start, end) in zip(widths, pairwise(edges), strict=True)
    ]
    whole.set(_WIDTH, str(sum(made)))
    for column, width in zip(grid, made, strict=True):
        column.set(_WIDTH, str(width))
    for row in table.findall(TR):
        start = 0
        for cell in cells_of(row):
            own = cell.find(f"{w('tcPr')}/{w('tcW')}")
            if own is not None:
                own.set(_WIDTH, str(sum(made[start : start + span_of(cell)])))
            start += span_of(cell)


def _contents(form: Form, _: str | None) -> _Rows:
    widths = (_SHEET_WIDTH, form.paper.inner - _SHEET_WIDTH)
    return widths, contents(form.name.upper(), widths)


def _identity(form: Form, _: str | None) -> _Rows | None:
    if not form.sections:
        return None
    longest = max(len(section.label) for section in form.sections)
    label = min(max(_LABEL_WIDTH, _INDENT + longest * _LETTER * form.size), form.paper.inner // 2)
    widths = (label, COLON_WIDTH, form.paper.inner - label - COLON_WIDTH)
    return widths, identity(form.sections, widths)


def _indicators(form: Form, signed: str | None) -> _Rows:
    return [column.width for column in form.columns], indicators(form, signed)


def _matrix(form: Form, signed: str | None) -> _Rows:
    if form.matrix is None:
        raise ValueError("the form has no matrix")
    rows = sheet.matrix(form.matrix, signed, numbers_columns=form.numbers_columns)
    return [column.width for column in form.matrix.columns], rows


_ROWS: dict[str, Callable[[Form, str | None], _Rows | None]] = {
    _CONTENTS: _contents,
    _IDENTITY: _identity,
    _INDICATORS: _indicators,
    _MATRIX: _matrix,
}
"""What makes the rows of a table; it is told under which condition a signature follows, and may leave the table out."""


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


def _is_landscape(section: Element) -> bool:
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == _LANDSCAPE


def _set_paper(section: Element, paper: Paper) -> int:
    """Set a section's paper; return by how much there is more room between the margins, in twips."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        raise ValueError("the section of the shipped template has no paper")
    before = int(size.get(_WIDTH, "0")) - sum(int(margins.get(w(side), "0")) for side in ("left", "right"))
    size.attrib.clear()
    size.attrib.update({_WIDTH: str(paper.width), w("h"): str(paper.height)})
    if paper.width > paper.height:
        size.set(w("orient"), _LANDSCAPE)
    for side, width in zip(("top", "right", "bottom", "left"), paper.margins, strict=True):
        margins.set(w(side), str(width))
    return paper.inner - before


def _styles(xml: bytes, form: Form) -> bytes:
    """Set the font, make every text larger or smaller by the same, and let the footer's tab reach the margin."""
    root = _parsed(xml)
    for fonts in root.iter(w("rFonts")):
        for name, font in fonts.attrib.items():
            fonts.set(name, form.font if font == FONT else str(font))
    decree = _sizes(root, lambda style: style.startswith(_OF_A_DECREE))
    of_tables = _sizes(root, _OF_TABLES.__contains__)
    for size in root.iter(w("sz"), w("szCs")):
        if size in decree:
            continue
        points = int(size.get(VAL, "0"))
        if size in of_tables:
            size.set(VAL, str(2 * (form.matrix.size if form.matrix is not None else form.table_size)))
        elif points >= _SMALLEST_TEXT:
            size.set(VAL, str(points + 2 * (form.size - SIZE)))
    for tab in root.iterfind(f".//{w('style')}[@{w('styleId')}='IKIKaki']//{w('tab')}"):
        tab.set(w("pos"), str(form.paper.inner))
    return serialise(root).encode()


def _sizes(root: Element, wanted: Callable[[str], bool]) -> set[Element]:
    """Return the sizes of letters in the styles whose names are wanted."""
    styles = (style for style in root.iter(w("style")) if wanted(style.get(w("styleId"), "")))
    return {size for style in styles for size in style.iter(w("sz"), w("szCs"))}


def _fonts(xml: bytes, form: Form) -> bytes:
    """Name the form's font in the list of fonts."""
    root = _parsed(xml)
    for font in root.iter(w("font")):
        if font.get(w("name")) == FONT:
            font.set(w("name"), form.font)
    return serialise(root).encode()


def _core(xml: bytes, title: str) -> bytes:
    """Let the document's properties say its title."""
    root = _parsed(xml)
    for said in root.iter(CORE_TITLE):
        said.text = title
    return serialise(root).encode()


def _parsed(xml: bytes) -> Element:
    root = parse(xml)
    if root is None:
        raise ValueError("a part of the shipped template is no XML")
    return root
