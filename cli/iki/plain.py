"""The quick way through a YAML file in which nothing is odd: its data alone, and no places until somebody asks.

Nearly every file is like that nearly every time. Whatever the dialect would have a word about is left to its reader.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from iki.characters import FORBIDDEN_IN_TEXT, is_blank
from iki.source import Data, Trail

GLUED_REMARK = re.compile(r"\s+#[^\s#]")
NULLS = frozenset(("", "~", "null"))
MAX_LEVELS = 12
_OF_MERGES = ("<<<<<<<", "=======", ">>>>>>>", "(dihapus)", "(kosong)")
_LONGEST = 100_000
"""Longer texts than this many letters are rare enough to be read with care."""

_Event = Any
"""A parser event; the stubs let its marks be None, but what the parser yields always has them."""
_Following = Callable[[], _Event]
"""Takes the next event from the parser."""


class OddError(Exception):
    """What the quick way meets and does not understand."""


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
    """The one search of a text for the places of its values and of its keys."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: tuple[Places, Places] | None = None

    def found(self) -> "tuple[Places, Places]":
        if self._places is None:
            self._places = places_in(self._text)
        return self._places


def places_when_asked(text: str) -> tuple[PlacesWhenAsked, PlacesWhenAsked]:
    """Return where every value and every key of a plain text stands, as soon as somebody wants to know."""
    search = _Search(text)
    return PlacesWhenAsked(search, of_keys=False), PlacesWhenAsked(search, of_keys=True)


def read_plain(text: str) -> Data:
    """Return the data of a text in which nothing is odd or blank; raises `OddError` for any other."""
    is_odd = len(text) > _LONGEST or not text.replace("\n", "").isprintable() or any(map(text.__contains__, _OF_MERGES))
    if is_odd or (" #" in text and GLUED_REMARK.search(text)):
        raise OddError
    try:
        return _whole(yaml.CSafeLoader(text).get_event)
    except yaml.YAMLError as error:
        raise OddError from error


Places = dict[Trail, tuple[int, int]]


def places_in(text: str) -> tuple[Places, Places]:
    """Return where every value and every key of a plain text stands: line and column from 1."""
    values: Places = {}
    keys: Places = {}
    following: _Following = yaml.CSafeLoader(text).get_event
    following()
    if type(following()) is not StreamEndEvent:
        _note(following(), following, (), (values, keys))
    return values, keys


def _note(event: _Event, following: _Following, trail: Trail, places: tuple[Places, Places]) -> None:
    kind = type(event)
    places[0][trail] = _place_of(event)
    if kind is MappingStartEvent:
        while type(event := following()) is ScalarEvent:
            below = (*trail, event.value)
            places[1][below] = _place_of(event)
            _note(following(), following, below, places)
    elif kind is not ScalarEvent:
        number = 0
        while type(event := following()) is not SequenceEndEvent:
            _note(event, following, (*trail, number), places)
            number += 1


def _place_of(event: _Event) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _whole(following: _Following) -> Data:
    """Return the data of a text's one document; None for a text without any."""
    following()
    start = following()
    if type(start) is StreamEndEvent:
        return None
    if start.version or start.tags:
        raise OddError
    data = _value(following(), following, 0)
    following()
    if type(following()) is not StreamEndEvent:
        raise OddError
    return data


def _value(event: _Event, following: _Following, level: int) -> Data:
    """Return what an event begins; recursion ends with the levels that iki allows."""
    kind = type(event)
    if kind is ScalarEvent:
        return _text(event)
    if level == MAX_LEVELS or event.anchor is not None or event.tag is not None:
        raise OddError
    return (_mapping if kind is MappingStartEvent else _list)(following, level + 1)


def _mapping(following: _Following, level: int) -> dict[str, Data]:
    data: dict[str, Data] = {}
    while type(event := following()) is ScalarEvent:
        key = _text(event)
        if key is None or key == "<<" or key in data:
            raise OddError
        data[key] = _value(following(), following, level)
    if type(event) is not MappingEndEvent:
        raise OddError
    return data


def _list(following: _Following, level: int) -> list[Data]:
    data = []
    while type(event := following()) is not SequenceEndEvent:
        data.append(_value(event, following, level))
    return data


def _text(event: _Event) -> str | None:
    """Return a text or null; a text that nobody sees is odd, and one that goes on over a line like a list item's."""
    text: str = event.value
    if event.anchor is not None or event.tag is not None:
        raise OddError
    if event.implicit[0]:
        if text in NULLS:
            return None
        is_odd = not text.isascii() and is_blank(text)
        if " -" in text or "\n-" in text:
            is_odd = is_odd or event.start_mark.line != event.end_mark.line
    else:
        is_odd = is_blank(text) or (event.style == '"' and re.search(FORBIDDEN_IN_TEXT, text) is not None)
    if is_odd:
        raise OddError
    return text
