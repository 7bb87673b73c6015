"""What Word would have to repair, mended while rendering: a cell that conditions left empty, a table without rows."""

from iki.word.marks import EDGE, Close, Marks, Repaired
from iki.word.ooxml import SDT, SDT_CONTENT, TBL, TC, TC_PR, TEXT_BOX, TR, Element, P, put_after, put_before, w

_MUST_END_WITH_A_PARAGRAPH = (TC, TEXT_BOX, w("hdr"), w("ftr"), w("footnote"), w("endnote"), SDT_CONTENT)
_ZERO_WIDTH = tuple(map(w, ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd")))
_ZERO_WIDTH_TAGS = ("<w:bookmark", "<w:perm")
_MAY_HOLD_BLOCKS = (w("body"), TC, TEXT_BOX, w("hdr"), w("ftr"), w("footnote"), w("endnote"))


def _ending_with_a_paragraph(content: str) -> str:
    last = content.rstrip()
    while last.endswith("/>") and last[last.rfind("<") :].startswith(_ZERO_WIDTH_TAGS):
        last = last[: last.rfind("<")]
    tag = last[last.rfind("<") :]
    is_there = tag in {"</w:p>", "</w:sdt>"} or (tag.startswith(("<w:p ", "<w:p/")) and tag.endswith("/>"))
    return content if is_there else f"{content}<w:p/>"


def _with_rows(table: str) -> str:
    return table if "<w:tr>" in table or "<w:tr " in table else ""


FILTERS = {"_ending_with_a_paragraph": _ending_with_a_paragraph, "_with_rows": _with_rows}


def guard(root: Element, marks: Marks) -> None:
    """Let whatever a condition may leave without what Word requires pass through its repair once rendered."""
    for container in root.iter(*_MUST_END_WITH_A_PARAGRAPH):
        if _holds_paragraphs(container) and not _ends_with_a_paragraph(container):
            _guard_content(container, marks)
    controls = [control for control in root.iter(SDT) if _is_in(control, (TBL,))]
    for rows in (*root.iter(TBL), *controls):
        if not _has_a_lasting_row(rows if rows.tag == TBL else rows.find(SDT_CONTENT)):
            put_before(rows, marks.set(Repaired("_with_rows")))
            put_after(rows, marks.set(Close()))


def _holds_paragraphs(container: Element) -> bool:
    """Tell whether it holds paragraphs: a content control may also stand inside one, around cells or around rows."""
    parent = container.getparent()
    return container.tag != SDT_CONTENT or (parent is not None and _is_in(parent, _MAY_HOLD_BLOCKS))


def _is_in(control: Element, kinds: tuple[str, ...]) -> bool:
    """Tell what a content control stands in, other controls around it left aside."""
    around = (each.tag for each in control.iterancestors() if each.tag not in {SDT, SDT_CONTENT})
    return next(around, "") in kinds


def _ends_with_a_paragraph(container: Element) -> bool:
    """Tell whether the last thing in it is a paragraph that no condition ends behind."""
    for last in reversed(container):
        if EDGE in (last.tail or "") or last.tag not in {P, *_ZERO_WIDTH}:
            return False
        if last.tag == P:
            return True
    return False


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


def _has_a_lasting_row(holder: Element | None) -> bool:
    """Tell whether its first or last row stands outside all conditions: no mark before the one or behind the other."""
    rows = holder.findall(TR) if holder is not None else []
    if holder is None or not rows:
        return False
    before = [holder.text, *(each.tail for each in rows[0].itersiblings(preceding=True))]
    behind = [each.tail for each in (rows[-1], *rows[-1].itersiblings())]
    return not any(EDGE in (text or "") for text in before) or not any(EDGE in (text or "") for text in behind)
