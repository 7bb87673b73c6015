"""Tables whose columns a template repeats or leaves out: their grid, widths and merges made to fit once rendered."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from jinja2 import nodes
from lxml import etree

from iki.word.grid import GRID, GRID_COLUMN, SPAN, before_of, columns_of, leave_free, mend_merges, rows_of, span_of
from iki.word.marks import Close, Marks, Repaired
from iki.word.ooxml import (
    SDT,
    TBL,
    TC,
    TC_PR,
    TR,
    VAL,
    Element,
    ancestor,
    cells_of,
    holder,
    properties,
    put_after,
    put_before,
    remove,
    w,
)

MOST_COLUMNS = 63
"""More columns than this, Word does not open."""

_FREE, _WIDTH = "kolom_bebas", w("tcW")
_TWIPS = w("w")
_BEFORE_SPAN = frozenset(map(w, ("cnfStyle", "tcW")))


def free_columns(marks: Marks) -> bool:
    """Let every table with a statement that takes a cell be fitted once it is rendered; tell whether there is one."""
    rows = [row for mark in marks.statements() if (row := holder(mark.parent)).tag == TR]
    for row in rows:
        row.set(_FREE, "1")
    tables = dict.fromkeys(table for row in rows if (table := ancestor(row, TBL)) is not None)
    for table in tables:
        names = table.nsmap
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
    rows = rows_of(table)
    for control in [each for each in table.iter(SDT) if each.getparent() in rows and next(each.iter(TC), None) is None]:
        remove(control)
    for row in [row for row in rows if not cells_of(row)]:
        remove(row)
        rows.remove(row)
    if not rows:
        remove(table)
        return
    free = [row for row in rows if row.attrib.pop(_FREE, "")] or rows
    columns = max(map(columns_of, free))
    for row in rows:
        _stretch(row, columns - columns_of(row))
    columns = max(map(columns_of, rows))
    if columns > MOST_COLUMNS:
        yield f"tabel menjadi {columns} kolom; Word hanya dapat membuka sampai {MOST_COLUMNS}"
    for row in rows:
        leave_free(row, columns - columns_of(row))
    _set_widths(table, rows, columns)
    mend_merges(rows)


def _stretch(row: Element, more: int) -> None:
    """Let the last cell that spans columns take so many more or fewer of them."""
    for cell in reversed(cells_of(row)):
        if more and span_of(cell) > 1:
            given = max(more, 1 - span_of(cell))
            _set_span(cell, span_of(cell) + given)
            more -= given


def _set_span(cell: Element, span: int) -> None:
    look = properties(cell, TC_PR)
    found = look.find(SPAN)
    if found is None:
        found = look.makeelement(SPAN, {})
        look.insert(sum(child.tag in _BEFORE_SPAN for child in look), found)
    found.set(VAL, str(span))


def _set_widths(table: Element, rows: Iterable[Element], columns: int) -> None:
    """Divide the width that the table had among its columns, each in the proportion of its cell in the fullest row."""
    grid = table.find(GRID)
    if grid is None:
        return
    total = sum(_twips(column.get(_TWIPS)) for column in grid)
    widths = next((list(_widths(row)) for row in rows if len(cells_of(row)) == columns), [])
    if not all(widths) or len(widths) != columns:
        widths = [1] * columns
    edges = [total * sum(widths[:number]) // sum(widths) for number in range(columns + 1)]
    grid[:] = [
        grid.makeelement(GRID_COLUMN, {_TWIPS: str(end - start)} if total else {}) for start, end in pairwise(edges)
    ]
    for row in rows:
        column = before_of(row)
        for cell in cells_of(row):
            _set_width(cell, edges[column + span_of(cell)] - edges[column])
            column += span_of(cell)


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
