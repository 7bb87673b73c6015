"""The tags in a paragraph's text, however many runs Word has split them into."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iki.word.ooxml import BR, TAB, Element, P, R, T, ancestor, w

CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TYPED_BY_WORD = str.maketrans("\u201c\u201d\u201e\u2018\u2019\u00a0\u202f\n", '"""\'\'   ')
"""Word turns quotes into typographic ones and spaces into no-break ones while somebody types."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TOKEN = re.compile(
    r"\{\{|\{%|\{#|\}\}|%\}|\$\{\w+\}|\{\s+%|\{\s*(?:jabatan|kantor|sasaran|indikator|every_jabatan)\b"
    r"|\{\s*(?:(?:p|tr|tc)\s+)?(?:for|if|elif)\s|\{\s*(?:(?:p|tr|tc)\s+)?(?:endfor|endif|else)\b"
)
_SCOPED = re.compile(r"\s*(p|tr|tc)\s+(.*)", re.IGNORECASE | re.DOTALL)
_NO_BREAK_HYPHEN = w("noBreakHyphen")
_TEXTS = {TAB: " ", BR: " ", w("cr"): " ", _NO_BREAK_HYPHEN: "-", w("softHyphen"): ""}


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

    `scope` is `p`, `tr`, `tc` or `gabung` for statements that take their paragraph, row or cell, else empty. What
    begins but never ends as a tag, or ends without having begun, is not `closed`; then `says` is the text as written.
    A place holder of another system, `${nama}`, has the opener `$`.
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
    for element in paragraph.iter(T, *_TEXTS):
        if _is_own(element, paragraph):
            text = (element.text or "") if element.tag == T else _TEXTS[str(element.tag)]
            found.append(Piece(element, start, text))
            start += len(text)
    return found


def _is_own(element: Element, paragraph: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == R and ancestor(element, P) is paragraph


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a paragraph's text in order, and what would be one if it were closed or opened."""
    tokens = [(found.start(), found[0]) for found in _TOKEN.finditer(text)]
    position = 0
    for number, (start, sign) in enumerate(tokens):
        if start < position:
            continue
        if sign in CLOSERS:
            position, closed = _end(text, tokens, number)
            yield _tag(text, start, position, sign) if closed else _unclosed(text, start, position, sign)
            if closed and sign == "{{" and text[position : position + 1] == "}":
                position += 1
                yield Tag(position - 1, position, "}", "", "}", closed=False)
        elif sign == "%}" and text[start - 1 : start].isdigit():
            continue  # a percentage between braces, as in `{90%}`
        elif sign.startswith("{"):
            closer = next((at for at, later in tokens[number + 1 : number + 2] if later in CLOSERS.values()), None)
            position = closer + 2 if closer is not None else start + len(sign)
            yield _unclosed(text, start, position, sign)
        else:
            position = start + len(sign)
            is_other = sign.startswith("$")
            yield Tag(start, position, "$" if is_other else sign, "", sign, closed=is_other)


def _end(text: str, tokens: Sequence[tuple[int, str]], number: int) -> tuple[int, bool]:
    """Return where the tag that token `number` opens ends, and whether it closes before another begins."""
    start, opener = tokens[number]
    if opener == "{#":
        end = text.find(CLOSERS[opener], start + 2)
        return (end + 2, True) if end >= 0 else (len(text), False)
    for later in range(number + 1, len(tokens)):
        at, token = tokens[later]
        if token == CLOSERS[opener]:
            return at + 2, True
        if token in {"{{", "{%"}:
            return at, False
    return len(text), False


def _unclosed(text: str, start: int, end: int, opener: str) -> Tag:
    return Tag(start, end, opener, "", text[start:end].strip(), closed=False)


def _tag(text: str, start: int, end: int, opener: str) -> Tag:
    inner = in_ascii(text[start + 2 : end - 2])
    if opener == "{%":
        inner = inner.strip("-\u2013\u2014")  # Jinja's, for spaces that Word has none of, which Word makes dashes
        if inner.startswith("gabung "):
            return Tag(start, end, opener, "gabung", inner.removeprefix("gabung").strip())
        if found := _SCOPED.fullmatch(inner):
            return Tag(start, end, opener, found[1].lower(), found[2].strip())
    return Tag(start, end, opener, "", inner.strip())


def in_ascii(typed: str) -> str:
    """Return what a tag says without the typography that Word puts into it."""
    return _UNSEEN.sub("", typed.translate(_TYPED_BY_WORD))
