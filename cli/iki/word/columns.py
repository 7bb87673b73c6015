"""Tables whose columns a template repeats or leaves out: their grid, widths and merges made to fit once rendered."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from jinja2 import nodes
from lxml import etree

from iki.word.marks import Close, Marks, Repaired
from iki.word.ooxml import (
    TBL,
    TC_PR,
    TR,
    VAL,
    Element,
    ancestor,
    cells_of,
    number_of,
    properties,
    put_after,
    put_before,
    remove,
    w,
)

MOST_COLUMNS = 63
"""More columns than this, Word does not open."""

_FREE = "kolom_bebas"
_GRID, _GRID_COLUMN, _SPAN, _WIDTH = w("tblGrid"), w("gridCol"), w("gridSpan"), w("tcW")
_ROW_PR, _BEFORE, _AFTER, _MERGE = w("trPr"), w("gridBefore"), w("gridAfter"), w("vMerge")
_TWIPS = w("w")
_BEFORE_SPAN = frozenset(map(w, ("cnfStyle", "tcW")))
_BEFORE_GRID_AFTER = frozenset(map(w, ("cnfStyle", "divId", "gridBefore")))


def free_columns(marks: Marks) -> bool:
    """Let every table with a statement that takes a cell be fitted once it is rendered; tell whether there is one."""
    rows = [mark.parent for mark in marks.statements() if mark.parent.tag == TR]
    for row in rows:
        row.set(_FREE, "1")
    tables = dict.fromkeys(table for row in rows if (table := ancestor(row, TBL)) is not None)
    for table in tables:
        names = table.getroottree().getroot().nsmap
        declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in sorted(names.items(), key=str) if prefix)
        put_before(
            table, marks.set(Repaired("_with_columns", (nodes.Const(declared), nodes.Name("_troubles", "load"))))
        )
        put_after(table, marks.set(Close()))
    return bool(tables)


def _with_columns(xml: str, declared: str, troubles: list[str]) -> str:
    if not xml.strip():
        return xml
    root = etree.fromstring(f"<fit {declared}>{xml}</fit>")
    for table in root.findall(TBL):
        troubles += _fit(table)
    text = etree.tostring(root, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")]


FILTERS = {"_with_columns": _with_columns}


def _fit(table: Element) -> Iterator[str]:
    rows = [row for row in table.iter(TR) if ancestor(row, TBL) is table]
    for row in [row for row in rows if not cells_of(row)]:
        remove(row)
        rows.remove(row)
    if not rows:
        remove(table)
        return
    free = [row for row in rows if row.attrib.pop(_FREE, "")] or rows
    columns = max(map(_columns, free))
    for row in rows:
        _stretch(row, columns - _columns(row))
    columns = max(map(_columns, rows))
    if columns > MOST_COLUMNS:
        yield f"tabel menjadi {columns} kolom; Word hanya dapat membuka sampai {MOST_COLUMNS}"
    for row in rows:
        _leave_free(row, columns - _columns(row))
    _set_widths(table, rows, columns)
    _mend_merges(rows)


def _columns(row: Element) -> int:
    return _before(row) + sum(map(_span, cells_of(row))) + number_of(row.find(f"{_ROW_PR}/{_AFTER}"))


def _before(row: Element) -> int:
    return number_of(row.find(f"{_ROW_PR}/{_BEFORE}"))


def _span(cell: Element) -> int:
    return number_of(cell.find(f"{TC_PR}/{_SPAN}")) or 1


def _stretch(row: Element, more: int) -> None:
    """Let the last cell that spans columns take so many more or fewer of them."""
    for cell in reversed(cells_of(row)):
        if more and _span(cell) > 1:
            given = max(more, 1 - _span(cell))
            _set_span(cell, _span(cell) + given)
            more -= given


def _set_span(cell: Element, span: int) -> None:
    look = properties(cell, TC_PR)
    found = look.find(_SPAN)
    if found is None:
        found = look.makeelement(_SPAN, {})
        look.insert(sum(child.tag in _BEFORE_SPAN for child in look), found)
    found.set(VAL, str(span))


def _leave_free(row: Element, missing: int) -> None:
    """Note that a row ends so many columns before the table does."""
    if missing <= 0:
        return
    look = row.find(_ROW_PR)
    if look is None:
        look = row.makeelement(_ROW_PR, {})
        row.insert(sum(child.tag == w("tblPrEx") for child in row), look)
    after = look.find(_AFTER)
    if after is None:
        after = look.makeelement(_AFTER, {})
        look.insert(sum(child.tag in _BEFORE_GRID_AFTER for child in look), after)
    after.set(VAL, str(number_of(after) + missing))


def _set_widths(table: Element, rows: Iterable[Element], columns: int) -> None:
    """Divide the width that the table had among its columns, each in the proportion of its cell in the fullest row."""
    grid = table.find(_GRID)
    if grid is None:
        return
    total = sum(_twips(column.get(_TWIPS)) for column in grid)
    widths = next((list(_widths(row)) for row in rows if len(cells_of(row)) == columns), [])
    if not all(widths) or len(widths) != columns:
        widths = [1] * columns
    edges = [total * sum(widths[:number]) // sum(widths) for number in range(columns + 1)]
    grid[:] = [
        grid.makeelement(_GRID_COLUMN, {_TWIPS: str(end - start)} if total else {}) for start, end in pairwise(edges)
    ]
    for row in rows:
        column = _before(row)
        for cell in cells_of(row):
            _set_width(cell, edges[column + _span(cell)] - edges[column])
            column += _span(cell)


def _widths(row: Element) -> Iterator[int]:
    for cell in cells_of(row):
        width = cell.find(f"{TC_PR}/{_WIDTH}")
        yield _twips(width.get(_TWIPS) if width is not None and width.get(w("type")) == "dxa" else None)


def _twips(written: str | None) -> int:
    return int(written) if written and written.isdecimal() else 0


def _set_width(cell: Element, width: int) -> None:
    found = cell.find(f"{TC_PR}/{_WIDTH}")
    if found is not None and width:
        found.set(_TWIPS, str(width))
        found.set(w("type"), "dxa")


def _mend_merges(rows: Iterable[Element]) -> None:
    """Let a merge that continues nothing of its place and width begin there."""
    above: dict[int, int] = {}
    for row in rows:
        column, here = _before(row), {}
        for cell in cells_of(row):
            merge = cell.find(f"{TC_PR}/{_MERGE}")
            if merge is not None:
                if merge.get(VAL, "continue") == "continue" and above.get(column) != _span(cell):
                    merge.set(VAL, "restart")
                here[column] = _span(cell)
            column += _span(cell)
        above = here
