"""A YAML text in which nothing is odd, read by a parser: its data alone, or the places of all that it says.

Whatever the dialect would have a word about is left to its reader.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from iki.characters import FORBIDDEN_IN_TEXT, is_blank
from iki.ordinary import MAX_LEVELS, NULLS, OddError, Place, Places
from iki.source import Data, Trail

_Event = Any
"""A parser event; the stubs let its marks be None, but what the parser yields always has them."""
_Following = Callable[[], _Event]
"""Takes the next event from the parser."""


def read(text: str) -> Data:
    """Return the data of a text without unprintable letters; raises `OddError` where anything of it is odd or blank."""
    try:
        return _whole(yaml.CSafeLoader(text).get_event)
    except yaml.YAMLError as error:
        raise OddError from error


def places_in(text: str) -> tuple[Places, Places]:
    """Return where every value and every key of such a text stands."""
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


def _place_of(event: _Event) -> Place:
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
