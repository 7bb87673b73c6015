"""What Word would have to repair, mended while rendering: a cell that conditions left empty, a table without rows."""

from iki.word.marks import EDGE, Close, Marks, Repaired
from iki.word.ooxml import TBL, TC, TC_PR, TR, Element, P, put_after, put_before, w

_MUST_END_WITH_A_PARAGRAPH = (TC, w("txbxContent"), w("hdr"), w("ftr"), w("footnote"), w("endnote"))


def _ending_with_a_paragraph(content: str) -> str:
    last = content[content.rfind("<") :].rstrip()
    is_there = last in {"</w:p>", "</w:sdt>"} or (last.startswith(("<w:p ", "<w:p/")) and last.endswith("/>"))
    return content if is_there else f"{content}<w:p/>"


def _with_rows(table: str) -> str:
    return table if "<w:tr>" in table or "<w:tr " in table else ""


FILTERS = {"_ending_with_a_paragraph": _ending_with_a_paragraph, "_with_rows": _with_rows}


def guard(root: Element, marks: Marks) -> None:
    """Let whatever a condition may leave without what Word requires pass through its repair once rendered."""
    for container in root.iter(*_MUST_END_WITH_A_PARAGRAPH):
        if not _ends_with_a_paragraph(container):
            _guard_content(container, marks)
    for table in list(root.iter(TBL)):
        if not _has_a_lasting_row(table):
            put_before(table, marks.set(Repaired("_with_rows")))
            put_after(table, marks.set(Close()))


def _ends_with_a_paragraph(container: Element) -> bool:
    """Tell whether the last thing in it is a paragraph that no condition ends behind."""
    last = container[-1] if len(container) else None
    return last is not None and last.tag == P and EDGE not in (last.tail or "")


def _guard_content(container: Element, marks: Marks) -> None:
    opening, closing = marks.set(Repaired("_ending_with_a_paragraph")), marks.set(Close())
    first = container[0] if len(container) else None
    if first is not None and first.tag == TC_PR:
        put_after(first, opening)
    else:
        container.text = opening + (container.text or "")
    if len(container):
        container[-1].tail = (container[-1].tail or "") + closing
    else:
        container.text = (container.text or "") + closing


def _has_a_lasting_row(table: Element) -> bool:
    """Tell whether its first or last row stands outside all conditions: no mark before the one or behind the other."""
    rows = table.findall(TR)
    if not rows:
        return False
    before = rows[0].getprevious()
    return EDGE not in ((before.tail if before is not None else table.text) or "") or EDGE not in (rows[-1].tail or "")
