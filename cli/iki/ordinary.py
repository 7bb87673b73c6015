"""A YAML file written in the ordinary way, read line by line: keys, list items, folded texts, and little else.

That takes half the time of a parser of YAML, and nearly every file of an office is ordinary. What is written in any
other way is odd, which is no fault: the parser reads it. What is read here is exactly what the parser would read.
"""

import re
from array import array
from collections.abc import Callable, MutableSequence
from functools import lru_cache

from iki.characters import is_blank
from iki.source import Data, Trail

NULLS = frozenset(("", "~", "null"))
MAX_LEVELS = 12
_FOLDED, _BLOCKS = (">", ">-"), frozenset((">", ">-", "|", "|-"))
_BREAKS = re.compile(r"\n(\n*)")
_NOT_IN_ITEMS = frozenset("[]{}:#\"'")
_LONGEST_KEY = 100
"""The parser takes no key of more than 1,024 letters for one, and nobody names one so."""

Place = tuple[int, int]
"""Line and column, from 1."""
Places = dict[Trail, Place]
Noted = MutableSequence[int]
"""The places of a text's values, before each that of its key, in the file's order: of each its line and its column."""
_COLUMN_BITS = 20
"""So many are for the column; the line has the others."""


class OddError(Exception):
    """What is not understood here."""


def read(text: str) -> tuple[dict[str, Data], Noted]:
    """Return the data of a text without unprintable letters, and what `places_of` wants to know where all of it stands.

    Raises `OddError` where it is not ordinary.
    """
    reader = _Reader(text)
    return reader.whole(), reader.noted


def places_of(data: Data, noted: Noted) -> tuple[Places, Places]:
    """Return where every value and every key of a text stands."""
    of_column = (1 << _COLUMN_BITS) - 1
    following = iter([((each >> _COLUMN_BITS) + 1, (each & of_column) + 1) for each in noted]).__next__
    values: Places = {(): following()}
    keys: Places = {}
    if isinstance(data, dict):
        _hang(data, (), following, (values, keys))
    return values, keys


def _hang(
    data: dict[str, Data] | list[Data], trail: Trail, following: Callable[[], Place], places: tuple[Places, Places]
) -> None:
    """Say whose places these are: those of all below a group or a list, in the file's order."""
    values, keys = places
    has_keys = isinstance(data, dict)
    for step, below in data.items() if isinstance(data, dict) else enumerate(data):
        here = (*trail, step)
        if has_keys:
            keys[here] = following()
        values[here] = following()
        if isinstance(below, dict | list):
            _hang(below, here, following, places)


class _Reader:
    """Reads entries, which are lines with a key, a list's dash or both, and what hangs below each.

    The places of all that is read are noted on the way: nobody has to read a second time to find them.
    """

    __slots__ = ("_column", "_end", "_is_item", "_key", "_lines", "_may_be_blank", "_next", "_row", "_value", "noted")

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        if self._lines[-1] or len(text) >> _COLUMN_BITS:
            raise OddError
        self._lines[-1] = "..."  # ends what is kept or folded above it
        self._end = len(self._lines) - 1
        self._next = 0
        self.noted: Noted = array("Q")
        self._row = self._column = 0
        self._is_item = False
        self._key = self._value = ""
        self._may_be_blank = not text.isascii()
        self._step()

    def whole(self) -> dict[str, Data]:
        """Return the data of the whole text."""
        self._note(0)
        data = self._mapping(0, 1)
        if self._row != self._end or not data:  # there is a line that belongs to none of those above it
            raise OddError
        return data

    def _step(self) -> None:
        """Go to the next entry, over remarks and empty lines; behind the last one the column is -1."""
        lines, row = self._lines, self._next
        body = (line := lines[row]).lstrip(" ")
        while not body or body[0] == "#":
            row += 1
            body = (line := lines[row]).lstrip(" ")
        self._row = row
        self._next = row + 1
        self._column = len(line) - len(body)
        self._is_item = is_item = body[:2] == "- "
        if is_item:
            body = body[2:]
        elif row == self._end:
            self._column = -1
            return
        key, colon, value = body.partition(": ") if ":" in body else ("", "", body)
        if colon or body[-1:] == ":":
            key = key if colon else body[:-1]
            if not _is_key(key):
                raise OddError
            if value[:1] in {" ", "#"}:
                value = value.lstrip(" ")
                value = "" if value.startswith("#") else value
            self._key, self._value = key, value
        elif body:
            self._key, self._value = "", body
        else:
            raise OddError

    def _mapping(self, column: int, level: int) -> dict[str, Data]:
        """Return the keys at a column, from this entry on."""
        if level > MAX_LEVELS:
            raise OddError
        data: dict[str, Data] = {}
        while self._column == column and not self._is_item:
            key = self._key
            if not key or key in data:
                raise OddError
            self.noted.append(self._row << _COLUMN_BITS | column)
            data[key] = self._scalar(column) if self._value else self._below(column, level)
        return data

    def _below(self, column: int, level: int) -> Data:
        """Return what hangs below a key without a value; a list may begin under the key itself."""
        nowhere = self._row << _COLUMN_BITS | column + len(self._key) + 1
        self._step()
        if self._column < column or (self._column == column and not self._is_item):
            self.noted.append(nowhere)
            return None
        self._note(self._column)
        return (self._list if self._is_item else self._mapping)(self._column, level + 1)

    def _list(self, column: int, level: int) -> list[Data]:
        """Return the items at a column, from this entry on."""
        if level > MAX_LEVELS:
            raise OddError
        data: list[Data] = []
        while self._column == column and self._is_item:
            if self._key:
                self._is_item, self._column = False, column + 2
                self._note(column + 2)
                data.append(self._mapping(column + 2, level + 1))
            else:
                data.append(self._scalar(column))
        return data

    def _scalar(self, column: int) -> Data:
        """Return the value of this entry, which is below `column`."""
        value = self._value
        self.noted.append(self._row << _COLUMN_BITS | len(self._lines[self._row]) - len(value))
        first = value[0]
        if first.isalnum() or first == "(":
            if " #" in value:
                value = value.partition(" #")[0].rstrip(" ")
            if ": " in value or value[-1] in ": ":
                raise OddError
            self._step()
            if self._may_be_blank:
                self._see(value)
            return value if value != "null" else None
        if value in _BLOCKS:
            return self._block(value, column)
        if first == "[":
            return self._items(value[1:])
        self._step()
        if value == "~":
            return None
        text = _unquoted(value)
        self._see(text)
        return text

    def _note(self, column: int) -> None:
        """Note the place of what begins at a column (from 0) of this line."""
        self.noted.append(self._row << _COLUMN_BITS | column)

    def _see(self, text: str) -> None:
        """Raise `OddError` for a text that nobody sees; whoever reads many need not ask where all is ASCII."""
        if is_blank(text):
            raise OddError

    def _block(self, style: str, column: int) -> str:
        """Return the text of the lines below a sign that folds or keeps them."""
        lines, row = self._lines, self._next
        line = lines[row]
        width = len(line) - len(line.lstrip(" "))
        if width <= column or width == len(line):
            raise OddError
        indent = line[:width]
        block: list[str] = []
        while line.startswith(indent) or not line.lstrip(" "):
            block.append(line[width:])
            row += 1
            line = lines[row]
        self._next = row
        self._step()
        while not block[-1]:
            block.pop()
        text = "\n".join(block)
        if style in _FOLDED:
            if "\n " in text:  # these lines are not folded
                raise OddError
            text = _BREAKS.sub(_folded, text) if "\n\n" in text else text.replace("\n", " ")
        if self._may_be_blank:
            self._see(text)
        return text if len(style) > 1 else f"{text}\n"

    def _items(self, value: str) -> list[Data]:
        """Return the texts of a list in brackets on one line."""
        column = len(self._lines[self._row]) - len(value)
        items: list[Data] = []
        for written in _up_to("]", value).split(","):
            item = written.strip(" ")
            if not item[:1].isalnum() or not _NOT_IN_ITEMS.isdisjoint(item):
                raise OddError
            self._note(column + len(written) - len(written.lstrip(" ")))
            column += len(written) + 1
            self._see(item)
            items.append(item if item != "null" else None)
        self._step()
        return items


@lru_cache(maxsize=1_000)  # there are few, and each stands in every file
def _is_key(text: str) -> bool:
    return text.isidentifier() and text.isascii() and text not in NULLS and len(text) <= _LONGEST_KEY


def _folded(breaks: re.Match[str]) -> str:
    return breaks[1] or " "


def _unquoted(value: str) -> str:
    """Return the text between quotes, closed on the same line and without escapes; all that begins otherwise is odd."""
    quote = value[0]
    text = _up_to(quote, value[1:]) if quote in "'\"" else ""
    if not text.strip(" ") or (quote == '"' and "\\" in text):
        raise OddError
    return text


def _up_to(sign: str, value: str) -> str:
    """Return what stands in front of the first sign that closes, behind which only a remark may stand."""
    text, closing, rest = value.partition(sign)
    if not closing or (rest and not (rest.startswith(" ") and rest.lstrip(" ").startswith("#"))):
        raise OddError
    return text
