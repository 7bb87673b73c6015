"""The quick way through a YAML file in which nothing is odd: its data alone, and no places until somebody asks.

Nearly every file is like that nearly every time. Whatever the dialect would have a word about is left to its reader.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from iki.characters import FORBIDDEN_IN_TEXT
from iki.source import Data, Trail

GLUED_REMARK = re.compile(r"\s+#[^\s#]")
NULLS = frozenset(("", "~", "null"))
MAX_LEVELS = 12
_OF_GIT = ("<<<<<<<", "=======", ">>>>>>>")
_LONGEST = 100_000
"""Longer texts than this many letters are rare enough to be read with care."""

_Event = Any
"""A parser event; the stubs let its marks be None, but what the parser yields always has them."""


class OddError(Exception):
    """What the quick way meets and does not understand."""


class PlacesWhenAsked(Mapping[Trail, tuple[int, int]]):
    """Places that are found only when the first of them is asked for: in a sound file, never."""

    def __init__(self, find: Callable[[], Mapping[Trail, tuple[int, int]]]) -> None:
        self._find = find

    def __getitem__(self, trail: Trail) -> tuple[int, int]:
        return self._find()[trail]

    def __iter__(self) -> Iterator[Trail]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())


def read_plain(text: str) -> Data:
    """Return the data of a text in which nothing is odd; raises `OddError` for any other."""
    is_odd = len(text) > _LONGEST or not text.replace("\n", "").isprintable() or any(map(text.__contains__, _OF_GIT))
    if is_odd or (" #" in text and GLUED_REMARK.search(text)):
        raise OddError
    return _Plain(text).read()


class _Plain:
    """Builds the data of one file from its parser events."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._get_event = yaml.CSafeLoader(text).get_event
        self._container: Any = []
        self._around: list[Any] = []
        self._key: str | None = None

    def read(self) -> Data:
        """Return the data."""
        try:
            while type(event := self._get_event()) is not yaml.StreamEndEvent:
                _TAKE[type(event)](self, event)
        except (yaml.YAMLError, KeyError) as error:  # no sound YAML, or an alias
            raise OddError from error
        root: list[Data] = self._container
        return root[0] if root else None

    def _scalar(self, event: _Event) -> None:
        value: str | None = event.value
        if event.tag is not None or event.anchor is not None:
            raise OddError
        if event.implicit[0]:
            value = self._unquoted(event)
        elif event.style == '"' and FORBIDDEN_IN_TEXT.search(event.value):
            raise OddError
        if self._key is None and type(self._container) is dict:
            if value is None or value == "<<" or value in self._container:
                raise OddError
            self._key = value
        else:
            self._hang(value)

    def _unquoted(self, event: _Event) -> str | None:
        """Return an unquoted text, or null; one that goes on over a line like a list item's is odd."""
        first, last = event.start_mark.line, event.end_mark.line
        if first != last and any(line.lstrip().startswith("- ") for line in self._lines[first + 1 : last + 1]):
            raise OddError
        return None if event.value in NULLS else event.value

    def _hang(self, value: Any) -> None:
        if self._key is None:
            self._container.append(value)
        else:
            self._container[self._key] = value
            self._key = None

    def _open(self, event: _Event, container: Any) -> None:
        is_key = self._key is None and type(self._container) is dict
        if is_key or event.tag is not None or event.anchor is not None or len(self._around) == MAX_LEVELS:
            raise OddError
        self._hang(container)
        self._around.append(self._container)
        self._container = container

    def _close(self, _: _Event) -> None:
        self._container = self._around.pop()

    def _document(self, event: _Event) -> None:
        if event.version or event.tags or self._container:
            raise OddError

    def _pass(self, _: _Event) -> None:
        """Take no notice of what says nothing."""


_TAKE: dict[type, Callable[[_Plain, _Event], None]] = {
    yaml.ScalarEvent: _Plain._scalar,
    yaml.MappingStartEvent: lambda reader, event: reader._open(event, {}),
    yaml.SequenceStartEvent: lambda reader, event: reader._open(event, []),
    yaml.MappingEndEvent: _Plain._close,
    yaml.SequenceEndEvent: _Plain._close,
    yaml.DocumentStartEvent: _Plain._document,
    yaml.DocumentEndEvent: _Plain._pass,
    yaml.StreamStartEvent: _Plain._pass,
}
"""Not the reader's own, which would hold itself by it: a thousand files would wait for the garbage collector."""
