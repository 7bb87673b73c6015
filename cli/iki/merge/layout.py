"""How a side's file is laid out: which lines say which entry or item, with the remarks above it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from iki.source import Trail

_BLOCK_STYLES = ("|", ">")
_SIGN = re.compile(r"(?<!\S)#")


class UnlaidError(Exception):
    """A file is laid out in a way that cannot be followed."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of an entry or an item: remarks above it, and from its key or its dash on, at a column.

    `value` is where its value begins: a line (from 0, of `lines`) and a column.
    """

    above: tuple[str, ...]
    column: int
    lines: tuple[str, ...]
    value: tuple[int, int]
    is_flow: bool

    def shifted(self, column: int) -> list[str]:
        """Return its lines as they stand at another column, without what is before the first."""
        return [self.lines[0][self.column :], *(_shifted(line, column - self.column) for line in self.lines[1:])]

    def above_at(self, column: int) -> list[str]:
        """Return the remarks above it as they stand above another column."""
        return [_shifted(line, column - self.column) for line in self.above]


def _shifted(line: str, by: int) -> str:
    if not line.strip() or by == 0:
        return line
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip())) :]


class Layout:
    """One file, its chunks by their trails."""

    def __init__(self, text: str) -> None:
        """Find where everything stands; raises `UnlaidError`."""
        self._lines = text.split("\n")
        self._chunks: dict[Trail, Chunk] = {}
        self._extents: dict[Trail, tuple[int, int, int]] = {}
        root = yaml.compose(text, yaml.CSafeLoader)
        self._remarks = dict(self._every_remark(root))
        end = self._take(root, (), -1) if isinstance(root, yaml.MappingNode) and not root.flow_style else -1
        self.tail = [*self._lines[end + 1 :]]

    def chunk(self, trail: Trail) -> Chunk:
        """Return the lines of an entry or an item."""
        if trail not in self._chunks:
            raise UnlaidError
        return self._chunks[trail]

    def text_of(self, trail: Trail) -> str:
        """Return what is written for a value, wherever it is indented; the whole file for the empty trail."""
        if trail not in self._chunks:
            return "\n".join(self._lines) if not trail else ""
        chunk = self._chunks[trail]
        return "\n".join((*chunk.above_at(0), *chunk.shifted(0)))

    def remarks(self, trail: Trail, *, only_above: bool) -> list[str]:
        """Return the remarks that stand above a value, or also beside it."""
        first, line, last = self._extents.get(trail, (0, 0, -1))
        end = line if only_above else last + 1
        return [self._remarks[number] for number in range(first, end) if number in self._remarks]

    def _every_remark(self, root: Any) -> Iterator[tuple[int, str]]:
        """Yield the line and the text of each remark; what is inside a text is none."""
        texts: dict[int, list[Any]] = defaultdict(list)
        for each in _scalars(root) if "#" in "".join(self._lines) else ():
            is_block = each.style in _BLOCK_STYLES
            for number in range(each.start_mark.line + int(is_block), each.end_mark.line + 1):
                texts[number].append(each)
        for number, line in enumerate(self._lines):
            every = (found.start() for found in _SIGN.finditer(line) if "#" in line)
            place = next((each for each in every if not _is_inside(texts[number], number, each)), None)
            if place is not None:
                yield number, line[place:].rstrip()

    def _take(self, node: Any, trail: Trail, before: int) -> int:
        """Note the chunks below a node that begins behind a line; return the last line that is its own."""
        if isinstance(node, yaml.ScalarNode) or node.flow_style:
            return self._last_line_of(node)
        for number, child in enumerate(node.value):
            key, value = child if isinstance(node, yaml.MappingNode) else (None, child)
            line, column = (key.start_mark.line, key.start_mark.column) if key else self._dash(value)
            step = key.value if key else number
            above = range(max(before + 1, 0), line) if line > before else range(0)
            last = max(line, self._take(value, (*trail, step), line))
            start = value.start_mark
            self._extents[*trail, step] = (above.start if above else line, line, last)
            self._chunks[*trail, step] = Chunk(
                tuple(self._lines[index] for index in above),
                column,
                tuple(self._lines[line : last + 1]),
                (start.line - line, start.column),
                not isinstance(value, yaml.ScalarNode) and bool(value.flow_style),
            )
            before = last
        return before

    def _dash(self, node: Any) -> tuple[int, int]:
        """Return where the dash of an item stands."""
        line, column = node.start_mark.line, node.start_mark.column
        while True:
            found = self._lines[line][:column].rstrip()
            if found.endswith("-"):
                return line, len(found) - 1
            if found or line == 0:
                raise UnlaidError
            line -= 1
            column = len(self._lines[line])

    def _last_line_of(self, node: Any) -> int:
        """Return the last line of a text, or of what stands between brackets."""
        start, end = node.start_mark, node.end_mark
        last: int = end.line
        if isinstance(node, yaml.ScalarNode) and node.style in _BLOCK_STYLES:
            last = min(last - int(end.column == 0), len(self._lines) - 1)
            keeps = "+" in self._lines[start.line][start.column : start.column + 3]  # the blank lines are its own
            while last > start.line and not self._lines[last].strip() and not keeps:
                last -= 1
        return last if last > start.line else int(start.line)


def _is_inside(texts: list[Any], line: int, column: int) -> bool:
    """Tell whether a place is inside one of some texts."""
    starts_and_ends = ((each.start_mark, each.end_mark) for each in texts)
    return any((start.line, start.column) <= (line, column) < (end.line, end.column) for start, end in starts_and_ends)


def _scalars(node: Any) -> Iterator[Any]:
    """Yield all texts of a file, keys too."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif node is not None:
        for each in node.value:
            for below in each if isinstance(each, tuple) else (each,):
                yield from _scalars(below)
