"""Two templates of one document, such as iki's own in the form of other settings: which of their elements are one.

A template is seen as a tree of the elements that bear an origin. What reads the same in both is one, and between what
is, the most similar of what is left.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import count

from lxml import etree

from iki.word.marks import EDGE, Marks
from iki.word.ooxml import Element, w

_LEAST = 0.5
_LINE = w("type")
"""The lines above notes have another than the notes: they never differ."""
_PLACED = re.compile(f"{EDGE}([0-9]+){EDGE}")


@dataclass(slots=True)
class Shape:
    """An element that bears an origin: what it says as XML, and the elements in it that bear one; `number` is its."""

    element: Element
    says: str
    inner: list["Shape"]
    number: int = field(default=-1)

    def every(self) -> Iterator["Shape"]:
        """Yield it and all in it, in the order of the document."""
        yield self
        for each in self.inner:
            yield from each.every()


def shapes(root: Element, bearers: Collection[str], marks: Marks) -> list[Shape]:
    """Return the elements of a part that bear an origin, the outermost of them, by the names of their tags."""
    return [
        Shape(element, _said(element, marks), shapes(element, bearers, marks)) for element in _outermost(root, bearers)
    ]


def _outermost(root: Element, bearers: Collection[str]) -> Iterator[Element]:
    for child in root.iterchildren("*"):
        if child.tag in bearers:
            yield child
        elif child.get(_LINE, "normal") == "normal":
            yield from _outermost(child, bearers)


def _said(element: Element, marks: Marks) -> str:
    """Return the XML of an element with its tags in words: their numbers differ from template to template."""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    return _PLACED.sub(lambda found: f"{{{getattr(marks.marks[int(found[1])], 'says', '')}}}", xml)


def number(every: Sequence[Shape], like: Sequence[Shape]) -> None:
    """Give each shape a number: that of the one it is in the other template, or one that nothing has there."""
    free = count(max((shape.number for each in like for shape in each.every()), default=-1) + 1)
    _number(every, like)
    for shape in (shape for each in every for shape in each.every()):
        if shape.number < 0:
            shape.number = next(free)


def _number(every: Sequence[Shape], like: Sequence[Shape]) -> None:
    matcher = SequenceMatcher(None, [each.says for each in like], [each.says for each in every], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            for other, each in zip(like[start:end], every[begin:stop], strict=True):
                _be(each, other)
        elif kind == "replace":
            _number_similar(every[begin:stop], like[start:end])


def _number_similar(every: Sequence[Shape], like: Sequence[Shape]) -> None:
    left = list(like)
    for each in every:
        others = [other for other in left if other.element.tag == each.element.tag]
        best = max(others, key=lambda other: _similarity(other, each), default=None)
        if best is not None and _similarity(best, each) >= _LEAST:
            each.number = best.number
            _number(each.inner, best.inner)
            del left[: left.index(best) + 1]


def _similarity(one: Shape, other: Shape) -> float:
    return SequenceMatcher(None, one.says.split(">"), other.says.split(">"), autojunk=False).ratio()


def _be(shape: Shape, other: Shape) -> None:
    for one, same in zip(shape.every(), other.every(), strict=True):
        one.number = same.number
