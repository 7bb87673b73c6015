"""What one YAML file says and where: plain data and, beside it, the place of every key, value and list item."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from iki.diagnostics import Diagnostic, Level, Location, has_errors

Data = None | str | list["Data"] | dict[str, "Data"]
Trail = tuple[str | int, ...]
"""The way to a value inside one file: keys and list positions (from 0), as in `("sasaran", 3, "uraian")`."""
MAX_BYTES = 4_000_000
"""Larger files are not read."""
_NOWHERE: Mapping[Trail, tuple[int, int]] = {}


@lru_cache(maxsize=2)  # most who ask, ask again and again of one file
def _lines_of(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


class Source(NamedTuple):
    """One YAML file as read: its data, where everything stands (line and column from 1), and what is wrong with it.

    `data` is None when nothing could be read. A trail in `unread` had a value that the dialect refuses: nothing
    further can be said of it. In a `plain` one nothing is odd, and no text or key is blank. `text` is the whole file.
    """

    path: str
    data: Data = None
    values: Mapping[Trail, tuple[int, int]] = _NOWHERE
    keys: Mapping[Trail, tuple[int, int]] = _NOWHERE
    unread: frozenset[Trail] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    plain: bool = False
    text: str = ""

    @property
    def is_read(self) -> bool:
        """Tell whether there is data to judge: an empty file has, one that could not be read has not."""
        return self.data is not None or not has_errors(self.diagnostics)

    @property
    def lines(self) -> Sequence[str]:
        """The lines of the file."""
        return _lines_of(self.text)

    def at(self, trail: Trail) -> Data:
        """Return the value at `trail`, which the file has."""
        found: Any = self.data
        for step in trail:
            found = found[step]
        value: Data = found
        return value

    def place(self, trail: Trail) -> Location:
        """Return where the value at `trail` stands, or the nearest thing around it that the file has."""
        while trail not in self.values and trail:
            trail = trail[:-1]
        return Location(self.path, *self.values.get(trail, (1, 1)))

    def key_place(self, trail: Trail) -> Location:
        """Return where the key that leads to `trail` stands; for a list item, the item."""
        return Location(self.path, *self.keys[trail]) if trail in self.keys else self.place(trail)

    def fault(self, trail: Trail, rule: str, message: str, hint: str = "") -> Diagnostic:
        """Return an error about the value at `trail`."""
        return Diagnostic(self.place(trail), Level.ERROR, rule, message, hint)

    def key_fault(self, trail: Trail, rule: str, message: str, hint: str = "") -> Diagnostic:
        """Return an error about the key that leads to `trail`."""
        return Diagnostic(self.key_place(trail), Level.ERROR, rule, message, hint)

    def key_warning(self, trail: Trail, rule: str, message: str, hint: str = "") -> Diagnostic:
        """Return a warning about the key that leads to `trail`."""
        return Diagnostic(self.key_place(trail), Level.WARNING, rule, message, hint)


def copied(data: Any) -> Any:
    """Return a copy of data that can be changed without changing it."""
    if isinstance(data, dict):
        return {key: copied(value) for key, value in data.items()}
    return [copied(each) for each in data] if isinstance(data, list) else data


def refused(path: str, rule: str, message: str, hint: str) -> Source:
    """Return the source of a file that is refused before its first line is read."""
    return Source(path, diagnostics=(Diagnostic(Location(path, 1, 1), Level.ERROR, rule, message, hint),))
