"""A YAML file written in the ordinary way, read line by line: keys, list items, folded texts, and little else.

That takes half the time of a parser of YAML, and nearly every file of an office is ordinary. What is written in any
other way is odd, which is no fault: the parser reads it. What is read here is exactly what the parser would read.
"""

import re
from collections.abc import Iterator

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


class OddError(Exception):
    """What is not understood here."""


def read(text: str) -> dict[str, Data]:
    """Return the data of a text without unprintable letters; raises `OddError` where it is not ordinary."""
    return _Reader(text).whole()


def places_in(text: str) -> tuple[Places, Places]:
    """Return where every value and every key of such a text stands."""
    places: list[Place] = []
    data = _Reader(text, places).whole()
    values: Places = {}
    keys: Places = {}
    _hang(data, (), iter(places), (values, keys))
    return values, keys


def _hang(value: Data, trail: Trail, places: Iterator[Place], noted: tuple[Places, Places]) -> None:
    """Say whose places these are: a value's and those of all below it, in the file's order."""
    values, keys = noted
    values[trail] = next(places)
    if isinstance(value, dict):
        for key, below in value.items():
            keys[*trail, key] = next(places)
            _hang(below, (*trail, key), places, noted)
    elif isinstance(value, list):
        for number, below in enumerate(value):
            _hang(below, (*trail, number), places, noted)


class _Reader:
    """Reads entries, which are lines with a key, a list's dash or both, and what hangs below each.

    Where they are wanted, the places of values are noted, and before each that of its key, in the file's order.
    """

    __slots__ = ("_column", "_end", "_is_item", "_key", "_lines", "_may_be_blank", "_next", "_places", "_row", "_value")

    def __init__(self, text: str, places: list[Place] | None = None) -> None:
        self._lines = text.split("\n")
        if self._lines[-1]:
            raise OddError
        self._lines[-1] = "..."  # ends what is kept or folded above it
        self._end = len(self._lines) - 1
        self._next = 0
        self._places = places
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
        self._row, self._next, self._column = row, row + 1, len(line) - len(body)
        self._is_item = body.startswith("- ")
        if self._is_item:
            body = body[2:]
        elif row == self._end:
            self._column = -1
            return
        key, colon, value = body.partition(": ")
        if colon or body.endswith(":"):
            key = key if colon else body[:-1]
            if not key.isidentifier() or key in NULLS or len(key) > _LONGEST_KEY or not key.isascii():
                raise OddError
            if value.startswith((" ", "#")):
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
            if self._places is not None:  # not to call for nothing, of each line, is a tenth of the time
                self._note(column)
            data[key] = self._scalar(column) if self._value else self._below(column, level)
        return data

    def _below(self, column: int, level: int) -> Data:
        """Return what hangs below a key without a value; a list may begin under the key itself."""
        nowhere = self._row + 1, column + len(self._key) + 2
        self._step()
        if self._column < column or (self._column == column and not self._is_item):
            if self._places is not None:
                self._places.append(nowhere)
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
        if self._places is not None:
            self._note(len(self._lines[self._row]) - len(value))
        if value[0].isalnum() or value[0] == "(":
            if " #" in value:
                value = value.partition(" #")[0].rstrip(" ")
            if ": " in value or value[-1] in ": ":
                raise OddError
            self._step()
        elif value == "~":
            self._step()
        elif value in _BLOCKS:
            return self._block(value, column)
        elif value[0] == "[":
            return self._items(value[1:])
        else:
            value = _unquoted(value)
            self._step()
            return self._seen(value)
        return self._seen(value) if value not in NULLS else None

    def _note(self, column: int) -> None:
        """Note the place of what begins at a column (from 0) of this line."""
        if self._places is not None:
            self._places.append((self._row + 1, column + 1))

    def _seen(self, text: str) -> str:
        """Return a text, if somebody sees it."""
        if self._may_be_blank and is_blank(text):
            raise OddError
        return text

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
        return self._seen(text if len(style) > 1 else f"{text}\n")

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
            items.append(self._seen(item) if item != "null" else None)
        self._step()
        return items


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
