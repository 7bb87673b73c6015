"""Numbered lists that start anew in every copy of the body: Word would count on from one copy to the next."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from iki.word.marks import Computed, Marks
from iki.word.numbers import renewed
from iki.word.ooxml import (
    P_PR,
    TC,
    TC_PR,
    VAL,
    Element,
    P,
    ancestor,
    bare_copy,
    parse,
    properties,
    serialise,
    w,
    without_names,
)

_NUM, _NUM_ID, _NUM_PR, _LEVEL = w("num"), w("numId"), w("numPr"), w("ilvl")
_STYLE_ID, _ABSTRACT, _ABSTRACT_ID = w("styleId"), w("abstractNum"), w("abstractNumId")
_OVERRIDE, _START_OVERRIDE = w("lvlOverride"), w("startOverride")
_BEFORE_NUM_PR = frozenset(
    map(w, ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"))
)
_BEHIND_INDENT = frozenset(
    map(
        w,
        (
            *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
            *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
        ),
    )
)
_NUMBER = "\ufdd1"


@dataclass(frozen=True, slots=True)
class Lists:
    """The part that defines a template's lists, cut where more may stand, and each list as it starts anew.

    `anew` holds, by the number of a list, the XML of one like it, with U+FDD1 for its own number; `first` is the first
    number that no list of the template has.
    """

    before: str
    after: str
    anew: Mapping[int, str]
    first: int

    @property
    def names(self) -> frozenset[str]:
        """The numbers of all lists, as paragraphs name them."""
        return frozenset(map(str, self.anew))

    def part(self, started: Mapping[int, int]) -> bytes:
        """Return the part's bytes with more lists: `started` maps the number of each to the one it is like."""
        more = "".join(self.anew[old].replace(_NUMBER, str(new)) for new, old in started.items())
        return f"{self.before}{more}{self.after}".encode()


def read_lists(content: bytes) -> Lists | None:
    """Read the part that defines lists; None where it defines none that could start anew."""
    root = parse(content)
    if root is None or root.find(_NUM) is None:
        return None
    starts = {each.get(_ABSTRACT_ID, ""): dict(_starts(each)) for each in root.iter(_ABSTRACT)}
    anew = {}
    for num in root.findall(_NUM):
        old, abstract = num.get(_NUM_ID, ""), num.find(_ABSTRACT_ID)
        if old.isdecimal() and abstract is not None:
            anew[int(old)] = _anew(num, starts.get(abstract.get(VAL, ""), {}))
    last = root.findall(_NUM)[-1]
    last.tail = _NUMBER
    before, after = serialise(root).split(_NUMBER)
    return Lists(before, after, anew, max(anew, default=0) + 1)


def _starts(abstract: Element) -> Iterator[tuple[str, str]]:
    for level in abstract.iter(w("lvl")):
        start = level.find(w("start"))
        yield level.get(_LEVEL, "0"), start.get(VAL, "1") if start is not None else "1"


def _anew(num: Element, starts: Mapping[str, str]) -> str:
    """Return the XML of a list like `num` of which every level starts where it first did."""
    made = deepcopy(num)
    made.tail = None
    made.set(_NUM_ID, _NUMBER)
    own = {override.get(_LEVEL, "0"): override for override in made.findall(_OVERRIDE)}
    for level, start in (starts or {"0": "1"}).items():
        override = own[level] if level in own else etree.SubElement(made, _OVERRIDE, {_LEVEL: level})
        if override.find(_START_OVERRIDE) is None:
            override.insert(0, override.makeelement(_START_OVERRIDE, {VAL: start}))
    return without_names(made)


def start_lists_anew(root: Element, styles: bytes | None, lists: Lists, marks: Marks) -> None:
    """Let every copy of a part number its lists by itself, those too that get their number from a style."""
    by_style = dict(_numbered_styles(parse(styles) if styles else None))
    for paragraph in root.iter(P):
        look = paragraph.find(P_PR)
        style = look.find(w("pStyle")) if look is not None else None
        inherited = by_style.get(style.get(VAL, "") if style is not None else "")
        own = look.find(_NUM_PR) if look is not None else None
        if own is None and inherited is not None:
            own = _own_number(paragraph, *inherited)
        identity = own.find(_NUM_ID) if own is not None else None
        if identity is not None and _is_continued(ancestor(paragraph, TC)):
            identity.set(VAL, "0")  # nothing shows there, so nothing counts
        elif identity is not None and identity.get(VAL, "") in lists.names:
            identity.set(VAL, marks.set(Computed(renewed(identity.get(VAL, ""), "_list"))))


def _is_continued(cell: Element | None) -> bool:
    merge = cell.find(f"{TC_PR}/{w('vMerge')}") if cell is not None else None
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _own_number(paragraph: Element, number: Element, indent: Element | None) -> Element:
    """Give a paragraph the number of its style, and its indent too, which a number of its own would push aside."""
    look = properties(paragraph, P_PR)
    own = bare_copy(number)
    look.insert(sum(child.tag in _BEFORE_NUM_PR for child in look), own)
    if indent is not None and look.find(w("ind")) is None:
        follower = next((child for child in look if child.tag in _BEHIND_INDENT), None)
        (look.append if follower is None else follower.addprevious)(bare_copy(indent))
    return own


def _numbered_styles(styles: Element | None) -> Iterator[tuple[str, tuple[Element, Element | None]]]:
    """Yield each style that numbers its paragraphs: its `numPr` and its indent, its own or inherited."""
    every = {style.get(_STYLE_ID, ""): style for style in styles.iter(w("style"))} if styles is not None else {}
    for identity in every:
        number = _inherited(every, identity, _NUM_PR)
        if number is not None and number.find(_NUM_ID) is not None:
            yield identity, (number, _inherited(every, identity, w("ind")))


def _inherited(every: Mapping[str, Element], identity: str, name: str) -> Element | None:
    seen: set[str] = set()
    while identity in every and identity not in seen:
        seen.add(identity)
        found = every[identity].find(f"{P_PR}/{name}")
        if found is not None:
            return found
        based_on = every[identity].find(w("basedOn"))
        identity = based_on.get(VAL, "") if based_on is not None else ""
    return None
