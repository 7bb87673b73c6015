"""The tags in a paragraph's text, however many runs Word has split them into."""

from collections.abc import Iterator
from dataclasses import dataclass

from iki.word.ooxml import BR, TAB, Element, P, R, T, ancestor

CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TYPED_BY_WORD = str.maketrans("\u201c\u201d\u201e\u2018\u2019\u00a0\u202f\n", '"""\'\'   ')
"""Word turns quotes into typographic ones and spaces into no-break ones while somebody types a tag."""
_SCOPES = ("p", "tr", "gabung")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text-bearing element of a paragraph and the place of its text within the paragraph's."""

    element: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """The place just behind its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: where it stands in the paragraph's text, its opener, its scope, and what it says.

    `scope` is `p`, `tr` or `gabung` for statements that take their paragraph, row or cell, else empty. A tag that is
    never closed has the closer `""`.
    """

    start: int
    end: int
    opener: str
    scope: str
    says: str
    closed: bool = True


def pieces(paragraph: Element) -> list[Piece]:
    """Return the paragraph's own texts in order, those of text boxes inside it left out; tabs and breaks are spaces."""
    found: list[Piece] = []
    start = 0
    for element in paragraph.iter(T, TAB, BR):
        if _is_own(element, paragraph):
            text = (element.text or "") if element.tag == T else " "
            found.append(Piece(element, start, text))
            start += len(text)
    return found


def _is_own(element: Element, paragraph: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == R and ancestor(element, P) is paragraph


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a paragraph's text in order."""
    position = 0
    while (start := text.find("{", position)) >= 0:
        opener = text[start : start + 2]
        if opener not in CLOSERS:
            position = start + 1
            continue
        inner_end = text.find(CLOSERS[opener], start + 2)
        if inner_end < 0:
            yield Tag(start, len(text), opener, "", text[start:].strip(), closed=False)
            return
        position = inner_end + 2
        yield _tag(text, start, position, opener)


def _tag(text: str, start: int, end: int, opener: str) -> Tag:
    inner = text[start + 2 : end - 2].translate(_TYPED_BY_WORD)
    for scope in _SCOPES if opener == "{%" else ():
        if inner.startswith(f"{scope} "):
            return Tag(start, end, opener, scope, inner.removeprefix(scope).translate(_TYPED_BY_WORD).strip())
    return Tag(start, end, opener, "", inner.translate(_TYPED_BY_WORD).strip())
