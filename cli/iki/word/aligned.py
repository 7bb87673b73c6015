"""What of two renderings is the same: by the origin that each piece bears, not by what it says."""

from collections.abc import Hashable, Sequence

from lxml import etree

from iki.compare.order import in_step
from iki.word.grid import span_of
from iki.word.ooxml import TC, TC_PR, VAL, Element, P, properties, w
from iki.word.origins import ORIGIN

Pairs = list[tuple[Element | None, Element | None]]
"""What there was and what there is, in the order of the new; what went stands where it stood."""

_V_MERGE = f"{TC_PR}/{w('vMerge')}"


def aligned(old: Sequence[Element], new: Sequence[Element]) -> Pairs:
    """Return which elements are the same by their origins; what changed its order is told as gone and come."""
    places = in_step([_identity(each) for each in old], [_identity(each) for each in new])
    return [(old[i] if i is not None else None, new[j] if j is not None else None) for i, j in places]


def are_the_same(old: Element, new: Element) -> bool:
    """Tell whether two elements that stand where the same names are declared say and look the same."""
    return etree.tostring(old, with_tail=False) == etree.tostring(new, with_tail=False)


def spans_of(row: Element) -> list[int]:
    """Return how many columns each cell of a row takes."""
    return [span_of(cell) for cell in row.findall(TC)]


def _identity(element: Element) -> Hashable:
    origin = element.get(ORIGIN)
    if origin is None:  # a link to a sheet is none of the template's: it is known by what it holds
        origin = next((f"in {each.get(ORIGIN)}" for each in element.iter() if each.get(ORIGIN)), "")
    return element.tag, origin


def keys_of(element: Element) -> list[str]:
    """Return the keys of the loops around an element, the outermost first."""
    origin = next((each.get(ORIGIN) for each in (element, *element.iterancestors()) if each.get(ORIGIN)), "") or ""
    return origin.split("/")[1:]


def last_in_one(pairs: Pairs) -> Pairs:
    """Let the last paragraph of the old and that of the new be one where each would stand alone at the end."""
    start = len(pairs)
    while start and None in pairs[start - 1]:
        start -= 1
    olds = [old for old, _ in pairs[start:] if old is not None and old.tag == P]
    news = [new for _, new in pairs[start:] if new is not None and new.tag == P]
    if not olds or not news:
        return pairs
    rest = [pair for pair in pairs[start:] if pair[0] is not olds[-1] and pair[1] is not news[-1]]
    return [*pairs[:start], *rest, (olds[-1], news[-1])]


def split_merged(rows: Pairs) -> None:
    """Take the merges out of groups of cells that are not the same rows before and after."""
    if all(old is not None and new is not None and _merges(old) == _merges(new) for old, new in rows):
        return
    before, after = _groups([old for old, _ in rows]), _groups([new for _, new in rows])
    for column, places in before ^ after:
        for row in (row for place in places for row in rows[place] if row is not None):
            _unmerge(row, column)


def _groups(rows: Sequence[Element | None]) -> set[tuple[int, tuple[int, ...]]]:
    """Return the groups of merged cells: the column that each begins in, and the places of its rows."""
    found: dict[tuple[int, int], list[int]] = {}
    open_groups: dict[int, int] = {}
    for place, row in enumerate(rows):
        if row is None:
            continue
        column = 0
        for cell in row.findall(TC):
            sign = cell.find(_V_MERGE)
            if sign is None:
                open_groups.pop(column, None)
            elif sign.get(VAL) == "restart" or column not in open_groups:
                open_groups[column] = place
                found[column, place] = [place]
            else:
                found[column, open_groups[column]].append(place)
            column += span_of(cell)
    return {(column, tuple(places)) for (column, _), places in found.items()}


def _merges(row: Element) -> list[bytes | None]:
    return [etree.tostring(sign) if sign is not None else None for sign in (c.find(_V_MERGE) for c in row.findall(TC))]


def _unmerge(row: Element, column: int) -> None:
    start = 0
    for cell in row.findall(TC):
        sign = cell.find(_V_MERGE)
        if start == column and sign is not None:
            properties(cell, TC_PR).remove(sign)
        start += span_of(cell)
