"""Where the letters of a YAML text stand in its file, however it is written: plain, quoted, folded over lines.

Folding changes only white space, so that the letters of a text are found by going through both side by side.
"""

import re
from collections.abc import Iterator, Sequence

_ESCAPES = {"x": 2, "u": 4, "U": 8}
_WORD = re.compile(r"\S+")
_HEADER = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")

Place = tuple[int, int]
"""A line and a column, both from 0."""


def places_of(lines: Sequence[str], start: Place, text: str) -> list[tuple[Place, Place] | None]:
    """Return for each letter of a text where it begins and ends in the file; None for white space.

    `start` is where the value begins in `lines`: its first letter, its quotation mark or the `|` or `>` above it.
    """
    written = _written(lines, start)
    return [None if letter.isspace() else next(written, None) for letter in text]


def ends_of(lines: Sequence[str], start: Place, text: str, span: tuple[int, int]) -> tuple[Place, Place] | None:
    """Return where the first letter of a span begins and where its last one ends; None where it holds none.

    Most texts are written as they are: then it is enough to count letters from line to line.
    """
    line, column = start
    meant = text[slice(*span)]
    if meant and meant == meant.strip() and lines[line].startswith(text, column):  # it stands there letter by letter
        return (line, column + span[0]), (line, column + min(span[1], len(text)))
    opening = lines[line][column : column + 1]
    before = len("".join(text[: span[0]].split()))
    inside = len("".join(text[slice(*span)].split()))
    if not inside:
        return None
    if opening == '"' or (opening == "'" and "'" in text):
        found = [each for each in places_of(lines, start, text)[slice(*span)] if each is not None]
        return (found[0][0], found[-1][1]) if found else None
    if opening in {"|", ">"} and _HEADER.match(lines[line], column):
        line, column = line + 1, 0
    elif opening == "'":
        column += 1
    first = _letter(lines, (line, column), before)
    last = _letter(lines, first, inside - 1) if first is not None else None
    return (first, (last[0], last[1] + 1)) if first is not None and last is not None else None


def _letter(lines: Sequence[str], start: Place, number: int) -> Place | None:
    """Return where the how-manieth letter (from 0) stands that is no white space."""
    line, column = start
    while line < len(lines):
        for word in _WORD.finditer(lines[line], column):
            if number < word.end() - word.start():
                return line, word.start() + number
            number -= word.end() - word.start()
        line, column = line + 1, 0
    return None


def _written(lines: Sequence[str], start: Place) -> Iterator[tuple[Place, Place]]:
    """Yield where each letter that is no white space stands, from a value's start on."""
    line, column = start
    opening = lines[line][column : column + 1]
    if opening in {"|", ">"} and _HEADER.match(lines[line], column):
        return _letters(lines, line + 1, 0, "")
    if opening in {"'", '"'}:
        return _letters(lines, line, column + 1, opening)
    return _letters(lines, line, column, "")


def _letters(lines: Sequence[str], line: int, column: int, quote: str) -> Iterator[tuple[Place, Place]]:
    while line < len(lines):
        text = lines[line]
        if column >= len(text):
            line, column = line + 1, 0
            continue
        length, is_letter = _next(text, column, quote)
        if is_letter:
            yield (line, column), (line, column + length)
        column += length


def _next(text: str, column: int, quote: str) -> tuple[int, bool]:
    """Return how long what stands here is, and whether it is a letter of the value."""
    letter = text[column]
    if quote == "'" and text.startswith("''", column):
        return 2, True
    if quote == '"' and letter == "\\":
        kind = text[column + 1 : column + 2]
        length = 2 + _ESCAPES.get(kind, 0)
        return length, bool(kind) and kind not in "nrtabefvN_LP 0"
    return 1, not letter.isspace()
