"""A merged file written out: what a side wrote stays as it wrote it, with its remarks; the rest is written anew."""

from collections.abc import Mapping, Sequence

import yaml

from iki.merge.layout import Chunk, Layout, UnlaidError
from iki.merge.pieces import BASE, OURS, THEIRS, Fields, Items, Kept, Piece, Written, data_of
from iki.source import Data, Trail

_STEP = 2
"""How far what is written anew is indented."""
_WIDEST = 1_000_000

Lines = tuple[list[str], list[str]]
"""Remarks, and what they stand above: its first line without what is before it."""


Remarks = Mapping[tuple[int, Trail], Sequence[str]]
"""Remarks that are to stand above a value besides its own, by its side and trail."""


def written(piece: Piece, layouts: Sequence[Layout], remarks: Remarks) -> str:
    """Return the text of a whole file; raises `UnlaidError` where a side's lines cannot be followed."""
    if isinstance(piece, Kept):
        return layouts[piece.side].text_of(())
    if not isinstance(piece, Fields):
        raise UnlaidError
    writer = _Writer(layouts, remarks)
    return "\n".join((*writer.fields(piece, 0), *_tail(layouts)))


def plainly(data: Data) -> str:
    """Return data as YAML, whatever it was written like before."""
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDEST, default_flow_style=False)
    return text


def _tail(layouts: Sequence[Layout]) -> list[str]:
    """Return the lines behind all data: remarks, and the end of the last line."""
    base, ours, theirs = (layouts[side].tail for side in (BASE, OURS, THEIRS))
    if ours == base or not any(map(str.strip, ours)):
        return theirs
    return ours


class _Writer:
    def __init__(self, layouts: Sequence[Layout], remarks: Remarks) -> None:
        self._layouts, self._remarks = layouts, remarks

    def _above(self, kept: Kept, chunk: Chunk, column: int) -> list[str]:
        """Return all remarks that stand above a value."""
        more = self._remarks.get((kept.side, kept.trail), ())
        return [*chunk.above_at(column), *(" " * column + each for each in more)]

    def _chunk(self, kept: Kept) -> Chunk | None:
        """Return the lines of an entry or an item; None where it stands between brackets."""
        try:
            return self._layouts[kept.side].chunk(kept.trail)
        except UnlaidError:
            return None

    def _all_above(self, kept: Kept, chunk: Chunk, column: int) -> list[str]:
        """Return all remarks of a value that is written anew, those beside it above it too."""
        layout = self._layouts[kept.side]
        above, every = (layout.remarks(kept.trail, only_above=only) for only in (True, False))
        return [*self._above(kept, chunk, column), *(" " * column + each for each in every[len(above) :])]

    def fields(self, piece: Fields, column: int) -> list[str]:
        """Return the lines of a mapping's entries."""
        lines: list[str] = []
        for name, part in piece.entries:
            above, own = self._entry(name, part, column)
            lines += (*above, " " * column + own[0], *own[1:])
        return lines

    def _entry(self, name: str, piece: Piece, column: int) -> Lines:
        if isinstance(piece, Kept):
            chunk = self._chunk(piece)
            if chunk is not None:
                return self._above(piece, chunk, column), chunk.shifted(column)
            return [], _moved(plainly({name: piece.data}), column)
        key = plainly({name: None}).rpartition(":")[0]
        if isinstance(piece, Written):
            return [" " * column + each for each in piece.remarks], [
                f"{key}: |-",
                *_indented(piece.text, column + _STEP),
            ]
        chunk = self._chunk(piece.like) if piece.like.trail[-1:] == (name,) else None
        if chunk is None or chunk.is_flow or not data_of(piece):
            above = self._all_above(piece.like, chunk, column) if chunk is not None else []
            if _is_a_plain_list(piece) or not data_of(piece):
                return above, [f"{key}: {_flow(data_of(piece))}"]
            return above, [f"{key}:", *self._below(piece, column + _STEP)]
        first = self._layouts[piece.like.side].chunk((*piece.like.trail, _first_step(piece.like)))
        return self._above(piece.like, chunk, column), [
            chunk.lines[0][chunk.column :],
            *self._below(piece, column + first.column - chunk.column),
        ]

    def _below(self, piece: Fields | Items, column: int) -> list[str]:
        if isinstance(piece, Fields):
            return self.fields(piece, column)
        lines: list[str] = []
        for each in piece.items:
            above, own = self._item(each, column)
            lines += (*above, " " * column + own[0], *own[1:])
        return lines

    def _item(self, piece: Piece, column: int) -> Lines:
        if isinstance(piece, Kept):
            chunk = self._chunk(piece)
            if chunk is not None:
                return self._above(piece, chunk, column), chunk.shifted(column)
            return [], _moved(plainly([piece.data]), column)
        if isinstance(piece, Written):
            return [" " * column + each for each in piece.remarks], ["- |-", *_indented(piece.text, column + _STEP)]
        chunk = self._chunk(piece.like)
        if isinstance(piece, Items) or chunk is None or chunk.is_flow:
            above = self._all_above(piece.like, chunk, column) if chunk is not None else []
            return above, _moved(plainly([data_of(piece)]), column)
        gap = chunk.value[1] - chunk.column if chunk.value[0] == 0 else _STEP
        (name, first), *rest = piece.entries
        above, own = self._entry(name, first, column + gap)
        lines = self.fields(Fields(piece.like, tuple(rest)), column + gap)
        return [*self._above(piece.like, chunk, column), *above], [f"-{' ' * (gap - 1)}{own[0]}", *own[1:], *lines]


def _first_step(kept: Kept) -> str | int:
    return next(iter(kept.data)) if isinstance(kept.data, dict) else 0


def _is_a_plain_list(piece: Fields | Items) -> bool:
    return isinstance(piece, Items) and all(
        isinstance(each, Kept) and isinstance(each.data, str) for each in piece.items
    )


def _flow(data: Data) -> str:
    text: str = yaml.safe_dump(data, allow_unicode=True, width=_WIDEST, default_flow_style=True)
    return text.strip()


def _moved(text: str, column: int) -> list[str]:
    """Return the lines of a text as they stand at a column, without what is before the first."""
    first, *others = text.rstrip("\n").split("\n")
    return [first, *(" " * column + line if line else line for line in others)]


def _indented(text: str, column: int) -> list[str]:
    return [" " * column + line if line else line for line in text.split("\n")]
