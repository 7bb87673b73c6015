"""How far long work is, in one line at the bottom of a terminal; where nobody watches there is none."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

_PATIENCE, _PAUSE = 1.0, 0.1
"""After so many seconds the line appears; between two looks of it there are so many."""
_BAR = 30
"""So many characters long is the bar, or shorter where the terminal is narrow."""

_Item = TypeVar("_Item")


class Progress:
    """The line of one run, cleared whenever something else may be printed; without a terminal there is none."""

    def __init__(self, terminal: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to count the time."""
        self._terminal, self._clock = terminal, clock
        self._next = clock() + _PATIENCE
        self._length = 0

    def over(self, every: Iterable[_Item], what: str, count: int | None = None) -> Iterator[_Item]:
        """Yield each item, and show how many there were of as many as are known to come."""
        return iter(every) if self._terminal is None else self._shown(every, what, count)

    def _shown(self, every: Iterable[_Item], what: str, count: int | None) -> Iterator[_Item]:
        try:
            for done, item in enumerate(every, start=1):
                if self._clock() >= self._next:
                    self._show(_line(what, done, count, _width(self._terminal)))
                yield item
        finally:
            self.clear()

    def note(self, said: str) -> None:
        """Say something that whoever waits already wants to know before the end."""
        if self._terminal is not None and (self._length or self._clock() >= self._next):
            self.clear()
            self._write(f"{said}\n")

    def clear(self) -> None:
        """Take the line away, for what is to be printed in its place."""
        if self._length:
            self._write(f"\r{' ' * self._length}\r")
            self._length = 0

    def _show(self, line: str) -> None:
        self._write(f"\r{line.ljust(self._length)}")
        self._length = max(self._length, len(line))
        self._next = self._clock() + _PAUSE

    def _write(self, text: str) -> None:
        if self._terminal is not None:
            self._terminal.write(text)
            self._terminal.flush()


NONE = Progress()
"""For work that nobody watches."""


def of_run() -> Progress:
    """Return the line of a run where somebody watches, on the terminal that errors go to."""
    is_watched = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return Progress(sys.stderr) if is_watched else NONE


def _width(terminal: TextIO | None) -> int:
    """Return how many characters fit in a line; with one more, some terminals begin the next."""
    try:
        columns = os.get_terminal_size(terminal.fileno() if terminal is not None else 0).columns
    except (OSError, ValueError):
        columns = 0
    return (columns or shutil.get_terminal_size().columns) - 1  # some terminals do not know how wide they are


def _line(what: str, done: int, count: int | None, width: int) -> str:
    if not count:
        return f"{what} {_number(done)}"[:width]
    told = f" {_number(done)} dari {_number(count)}"
    room = min(_BAR, width - len(what) - len(told) - len(" []"))
    full = room * done // count
    bar = f" [{'#' * full}{'.' * (room - full)}]" if room > 1 else ""
    return f"{what}{bar}{told}"[:width]


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")
