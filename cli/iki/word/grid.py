"""The grid of a table that lost or gained rows or cells: its columns, spans and merges made to fit again."""

from collections.abc import Iterable

from iki.word.ooxml import TBL, TC_PR, TR, VAL, Element, ancestor, cells_of, number_of, w

ROW_PR, SPAN, GRID, GRID_COLUMN = w("trPr"), w("gridSpan"), w("tblGrid"), w("gridCol")
_BEFORE, _AFTER, _MERGE = w("gridBefore"), w("gridAfter"), w("vMerge")
_BEFORE_GRID_AFTER = frozenset(map(w, ("cnfStyle", "divId", "gridBefore")))


def rows_of(table: Element) -> list[Element]:
    """Return a table's own rows in order, those in content controls too."""
    return [row for row in table.iter(TR) if ancestor(row, TBL) is table]


def columns_of(row: Element) -> int:
    """Return how many grid columns a row takes."""
    return before_of(row) + sum(map(span_of, cells_of(row))) + number_of(row.find(f"{ROW_PR}/{_AFTER}"))


def before_of(row: Element) -> int:
    """Return how many grid columns a row leaves free before its first cell."""
    return number_of(row.find(f"{ROW_PR}/{_BEFORE}"))


def span_of(cell: Element) -> int:
    """Return how many grid columns a cell takes."""
    return number_of(cell.find(f"{TC_PR}/{SPAN}")) or 1


def leave_free(row: Element, missing: int) -> None:
    """Note that a row ends so many columns before the table does."""
    if missing <= 0:
        return
    look = row.find(ROW_PR)
    if look is None:
        look = row.makeelement(ROW_PR, {})
        row.insert(sum(child.tag == w("tblPrEx") for child in row), look)
    after = look.find(_AFTER)
    if after is None:
        after = look.makeelement(_AFTER, {})
        look.insert(sum(child.tag in _BEFORE_GRID_AFTER for child in look), after)
    after.set(VAL, str(number_of(after) + missing))


def mend_merges(rows: Iterable[Element]) -> None:
    """Let a merge that continues nothing of its place and width begin there."""
    above: dict[int, int] = {}
    for row in rows:
        column, here = before_of(row), {}
        for cell in cells_of(row):
            merge = cell.find(f"{TC_PR}/{_MERGE}")
            if merge is not None:
                if merge.get(VAL, "continue") == "continue" and above.get(column) != span_of(cell):
                    merge.set(VAL, "restart")
                here[column] = span_of(cell)
            column += span_of(cell)
        above = here
