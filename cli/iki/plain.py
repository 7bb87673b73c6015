"""The quick way through a YAML file in which nothing is odd: its data, and places in full only when somebody asks.

Nearly every file is like that nearly every time. Whatever the dialect would have a word about is left to its reader.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from iki import ordinary
from iki.ordinary import Noted, OddError, Places
from iki.source import Data, Trail

GLUED_REMARK = re.compile(r"(?<!\s)\s+#[^\s#]")
_OF_MERGES = ("<<<<<<<", "=======", ">>>>>>>", "(dihapus)", "(kosong)")
_PRINTABLE = bytes((*b"\n", *range(32, 127)))
_LONGEST = 100_000
"""Longer texts than this many letters are rare enough to be read with care."""


class PlacesWhenAsked(Mapping[Trail, tuple[int, int]]):
    """Places that are found only when the first of them is asked for: in a sound file, never."""

    def __init__(self, search: "_Search", *, of_keys: bool) -> None:
        self._search, self._of_keys = search, of_keys
        self._places: Places | None = None

    def _found(self) -> "Places":
        if self._places is None:
            self._places = self._search.found()[self._of_keys]
        return self._places

    def __getitem__(self, trail: Trail) -> tuple[int, int]:
        return self._found()[trail]

    def get(self, trail: Trail, otherwise: Any = None) -> Any:
        """Return the place at a trail; asked for every finding, so without the way round that Python's takes."""
        return self._found().get(trail, otherwise)

    def __contains__(self, trail: object) -> bool:
        return trail in self._found()

    def __iter__(self) -> Iterator[Trail]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())


class _Search:
    """The one search for the places of a text's values and of its keys: by what was noted, else in the text."""

    def __init__(self, text: str, data: Data, noted: Noted | None) -> None:
        self._text, self._data, self._noted = text, data, noted
        self._places: tuple[Places, Places] | None = None

    def found(self) -> "tuple[Places, Places]":
        if self._places is None:
            self._places = self._search()
            self._noted = None
        return self._places

    def _search(self) -> "tuple[Places, Places]":
        if self._noted is not None:
            return ordinary.places_of(self._data, self._noted)
        from iki import parsed

        return parsed.places_in(self._text)


def read_plain(text: str) -> tuple[Data, PlacesWhenAsked, PlacesWhenAsked]:
    """Return the data of a text in which nothing is odd or blank, and where its values and its keys stand.

    Raises `OddError` for any other text.
    """
    data, noted = _read(text)
    search = _Search(text, data, noted)
    return data, PlacesWhenAsked(search, of_keys=False), PlacesWhenAsked(search, of_keys=True)


def _read(text: str) -> tuple[Data, Noted | None]:
    is_odd = len(text) > _LONGEST or not _is_printable(text) or any(map(text.__contains__, _OF_MERGES))
    if is_odd or (" #" in text and GLUED_REMARK.search(text)):
        raise OddError
    try:
        return ordinary.read(text)
    except OddError:
        from iki import parsed  # and with it PyYAML, which takes as long to import as a hundred ordinary files to read

        return parsed.read(text), None


def _is_printable(text: str) -> bool:
    if text.isascii():  # nearly every text is, and then that takes a fifth of the time
        return not text.encode().translate(None, _PRINTABLE)
    return text.replace("\n", "").isprintable()
