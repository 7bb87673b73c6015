"""Cells that merge downwards: the continued cell beside each of them, and where no merge may run on."""

from iki.template.merging import forget
from iki.word.marks import Close, Computed, Marks, Merge, Otherwise
from iki.word.ooxml import (
    P_PR,
    TBL,
    TC,
    TC_PR,
    TR,
    Element,
    P,
    ancestor,
    bare_copy,
    properties,
    put_after,
    put_before,
    w,
)
from iki.word.tagged import Merged

_BEHIND_V_MERGE = (
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
    "tcPrChange",
)
_AFTER_V_MERGE = frozenset(map(w, _BEHIND_V_MERGE))
_MOST_DIGITS = 3


def merge_cells(merged: Merged, marks: Marks) -> None:
    """Stand a continued cell beside each cell that may be merged; which of them is put out, its key decides.

    Cells of one table that stand in the same grid column with the same width share a slot, so that a merge runs on from
    one row of the template to another.
    """
    slots: dict[tuple[Element, int, int], int] = {}
    in_row: dict[Element, set[int]] = {}
    placed = {cell: (_first_column(cell), _span(cell)) for cell in merged}
    for cell, (says, where) in merged.items():
        table, row = ancestor(cell, TBL), ancestor(cell, TR)
        if table is None or row is None:
            continue
        slot = slots.setdefault((table, *placed[cell]), len(slots))
        in_row.setdefault(row, set()).add(slot)
        _set_v_merge(cell, "restart")
        put_before(cell, marks.set(Merge(says, where, slot)))
        cell.addprevious(_continued(cell))
        put_before(cell, marks.set(Otherwise()))
        put_after(cell, marks.set(Close()))
    for table in dict.fromkeys(table for table, _, _ in slots):
        _start_anew(table, {slot for (owner, _, _), slot in slots.items() if owner is table}, in_row, marks)


def _start_anew(table: Element, slots: set[int], in_row: dict[Element, set[int]], marks: Marks) -> None:
    """Let no merge run into a table from before, nor past a row that has no such cell: Word would have to repair it."""
    put_before(table, marks.set(Computed(forget(slots))))
    for row in table.iter(TR):
        missing = slots - in_row.get(row, set())
        if missing and ancestor(row, TBL) is table:
            put_before(row, marks.set(Computed(forget(missing))))


def _first_column(cell: Element) -> int:
    """Return the grid column in which a cell begins, from 0."""
    before = cell.find(f"../{w('trPr')}/{w('gridBefore')}")
    return _number(before) + sum(_span(before) for before in cell.itersiblings(TC, preceding=True))


def _span(cell: Element) -> int:
    return _number(cell.find(f"{TC_PR}/{w('gridSpan')}")) or 1


def _number(element: Element | None) -> int:
    value = element.get(w("val"), "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else 0


def _set_v_merge(cell: Element, value: str) -> None:
    cell_properties = properties(cell, TC_PR)
    for old in cell_properties.findall(w("vMerge")):
        cell_properties.remove(old)
    merge = cell_properties.makeelement(w("vMerge"), {w("val"): value})
    follower = next((child for child in cell_properties if child.tag in _AFTER_V_MERGE), None)
    if follower is None:
        cell_properties.append(merge)
    else:
        follower.addprevious(merge)


def _continued(cell: Element) -> Element:
    """Return the cell that continues a merge: the same properties, one empty paragraph of the same style."""
    made = cell.makeelement(TC, {})
    made.append(bare_copy(properties(cell, TC_PR)))
    _set_v_merge(made, "continue")
    paragraph = made.makeelement(P, {})
    look = cell.find(f"{P}/{P_PR}")
    if look is not None:
        paragraph.append(bare_copy(look))
    made.append(paragraph)
    return made
