"""Cells that merge downwards: the continued cell beside each of them, and where no merge may run on."""

from collections.abc import Mapping

from iki.template.merging import forget
from iki.word.grid import before_of, span_of
from iki.word.marks import Close, Computed, Marks, Merge, Otherwise
from iki.word.ooxml import (
    P_PR,
    TBL,
    TC,
    TC_PR,
    TR,
    VAL,
    Element,
    P,
    ancestor,
    bare_copy,
    cells_of,
    holder,
    properties,
    put_after,
    put_before,
    w,
)
from iki.word.origins import ORIGIN
from iki.word.place import Place
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


def merge_cells(root: Element, merged: Merged, where: Mapping[Element, Place], marks: Marks) -> None:
    """Stand a continued cell beside each cell that may be merged; which of them is put out, its key decides.

    Cells of one table that stand in the same grid column with the same width share a slot, so that a merge runs on from
    one row of the template to another. Cells that Word itself has merged are taken along where the template repeats or
    leaves out rows: what would be continued may not be there.
    """
    begins = _merged_by_word(root, merged, where, marks)
    slots: dict[tuple[Element, int, int], int] = {}
    in_row: dict[Element, set[int]] = {}
    placed = {cell: (_first_column(cell), span_of(cell)) for cell in merged}
    for cell, (says, place) in merged.items():
        table, row = ancestor(cell, TBL), ancestor(cell, TR)
        if table is None or row is None:
            continue
        slot = slots.setdefault((table, *placed[cell]), len(slots))
        in_row.setdefault(row, set()).add(slot)
        set_v_merge(cell, "restart")
        put_before(cell, marks.set(Computed(forget({slot}))) if cell in begins else "")
        put_before(cell, marks.set(Merge(says, place, slot)))
        cell.addprevious(_continued(cell))
        put_before(cell, marks.set(Otherwise()))
        put_after(cell, marks.set(Close()))
    for table in dict.fromkeys(table for table, _, _ in slots):
        _start_anew(table, {slot for (owner, _, _), slot in slots.items() if owner is table}, in_row, marks)


def _merged_by_word(root: Element, merged: Merged, where: Mapping[Element, Place], marks: Marks) -> set[Element]:
    """Add the cells that Word has merged in tables with statements, under one key each; return those that begin."""
    begins = set()
    changing = {holder(mark.parent) for mark in marks.statements()}
    for table in root.iter(TBL):
        if table not in changing:
            continue
        for sign in table.iter(w("vMerge")):
            cell = ancestor(sign, TC)
            paragraph = cell.find(P) if cell is not None else None
            if cell is None or paragraph is None or cell in merged or ancestor(cell, TBL) is not table:
                continue
            merged[cell] = ("0", where[paragraph])
            if sign.get(VAL, "continue") == "restart":
                begins.add(cell)
    return begins


def _start_anew(table: Element, slots: set[int], in_row: dict[Element, set[int]], marks: Marks) -> None:
    """Let no merge run into a table from before, nor past a row that has no such cell: Word would have to repair it."""
    put_before(table, marks.set(Computed(forget(slots))))
    for row in table.iter(TR):
        missing = slots - in_row.get(row, set())
        if missing and ancestor(row, TBL) is table:
            put_before(row, marks.set(Computed(forget(missing))))


def _first_column(cell: Element) -> int:
    """Return the grid column in which a cell begins, from 0."""
    row = ancestor(cell, TR)
    if row is None:
        return 0
    cells = cells_of(row)
    return before_of(row) + sum(map(span_of, cells[: cells.index(cell)]))


def set_v_merge(cell: Element, value: str) -> None:
    """Let a cell begin a merge downwards (`restart`) or go on with one (`continue`)."""
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
    made = cell.makeelement(TC, _origin(cell))
    made.append(bare_copy(properties(cell, TC_PR)))
    set_v_merge(made, "continue")
    paragraph = made.makeelement(P, _origin(cell.find(P)))
    look = cell.find(f"{P}/{P_PR}")
    if look is not None:
        paragraph.append(bare_copy(look))
    made.append(paragraph)
    return made


def _origin(element: Element | None) -> dict[str, str]:
    """Return where an element comes from: what continues it comes from there too."""
    origin = element.get(ORIGIN) if element is not None else None
    return {ORIGIN: origin} if origin is not None else {}
