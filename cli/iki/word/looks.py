"""How a paragraph looks: its style, numbering and spacing, without what it says and what is tracked of its end."""

from copy import deepcopy

from lxml import etree

from iki.word.ooxml import P_PR, R_PR, SECT_PR, Element, properties, w

_NO_LOOK = frozenset((R_PR, SECT_PR, w("pPrChange")))


def look_of(paragraph: Element) -> Element | None:
    """Return a copy of what a paragraph looks like, as a tracked change holds it; None where nothing is said of it."""
    look = paragraph.find(P_PR)
    if look is None or all(each.tag in _NO_LOOK for each in look):
        return None
    made = look.makeelement(P_PR, {})
    made.extend(deepcopy(each) for each in look if each.tag not in _NO_LOOK)
    return made


def look_in_words(look: Element | None) -> bytes:
    """Return what two looks are compared by."""
    return b"" if look is None else etree.tostring(look, with_tail=False)


def wear(paragraph: Element, look: Element | None) -> None:
    """Let a paragraph look so; what is tracked of its end, and the section that it ends, stay."""
    own = properties(paragraph, P_PR)
    for each in [each for each in own if each.tag not in _NO_LOOK]:
        own.remove(each)
    own[:0] = [] if look is None else [deepcopy(each) for each in look]
