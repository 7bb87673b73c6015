"""What of two renderings is the same: by the origin that each piece bears, not by what it says."""

from collections.abc import Hashable, Sequence

from lxml import etree

from iki.compare.order import in_step
from iki.word.grid import span_of
from iki.word.ooxml import TC, Element, P
from iki.word.origins import BEARERS, ORIGIN

Pairs = list[tuple[Element | None, Element | None]]
"""What there was and what there is, in the order of the new; what went stands where it stood."""


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


def paired_rows(old: Sequence[Element], new: Sequence[Element]) -> Pairs:
    """Return which rows of a table are the same; a row of the same items in another branch of a condition is."""
    known = {_identity(each) for each in old} & {_identity(each) for each in new}
    waiting: dict[Hashable, list[Element]] = {}
    for row in old:
        if _identity(row) not in known and keys_of(row):
            waiting.setdefault((tuple(keys_of(row)), tuple(spans_of(row))), []).append(row)
    for row in new:
        same = waiting.get((tuple(keys_of(row)), tuple(spans_of(row)))) if _identity(row) not in known else None
        if same:
            _assume(same.pop(0), row)
    return aligned(old, new)


def _assume(old: Element, new: Element) -> None:
    """Let what stands at the same place in both come from the same elements of the template."""
    for before, after in zip(old.iter(*BEARERS), new.iter(*BEARERS), strict=False):
        if before.tag != after.tag:
            return
        number, own = before.get(ORIGIN, "").partition("/")[0], after.get(ORIGIN, "")
        after.set(ORIGIN, "/".join([number, *own.split("/")[1:]]))
