"""Merged cells of a table whose rows came and went: signs by which it reads right both before and after."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from iki.word.aligned import Pairs
from iki.word.grid import before_of, span_of
from iki.word.merged import set_v_merge
from iki.word.ooxml import TC, TC_PR, VAL, Element, properties, w

_SIGN = f"{TC_PR}/{w('vMerge')}"


class _Group(NamedTuple):
    """Cells that are one, or one cell that stands alone, in the table as it was or as it is."""

    is_new: bool
    column: int
    places: tuple[int, ...]


_Cells = Mapping[tuple[int, int], list[_Group]]
"""The groups that a cell belongs to, by its column and the place of its row."""


def split_merged(rows: Pairs) -> None:
    """Let cells be merged as they were and as they are; those groups that cannot be both stand apart.

    A row that is there before and after has one sign a cell: it cannot begin a group on one side and continue one on
    the other. Where it would have to, every group that shares a row with these is split too.
    """
    if not all(map(_are_merged_as_they_were, rows)):
        _split_merged(rows)


def _split_merged(rows: Pairs) -> None:
    cells: dict[tuple[int, int], list[_Group]] = {}
    for is_new in (False, True):
        for group in _groups([pair[is_new] for pair in rows], is_new=is_new):
            for place in group.places:
                cells.setdefault((group.column, place), []).append(group)
    apart = _all_near(_clashing(cells), cells)
    for (column, place), groups in cells.items():
        if not apart.isdisjoint(groups):
            for row in (each for each in rows[place] if each is not None):
                _unmerge(row, column)
        elif len(groups) > 1 and groups[0].places[0] == place and len(groups[0].places) > 1:
            _begin(rows[place][1], column)


def _are_merged_as_they_were(pair: tuple[Element | None, Element | None]) -> bool:
    old, new = pair
    return old is not None and new is not None and _signs(old) == _signs(new)


def _signs(row: Element) -> list[str | None]:
    found = (cell.find(_SIGN) for cell in row.findall(TC))
    return [sign.get(VAL, "continue") if sign is not None else None for sign in found]


def _groups(rows: Sequence[Element | None], *, is_new: bool) -> Iterator[_Group]:
    """Yield the groups of one side, from column to column."""
    found: dict[tuple[int, int], list[int]] = {}
    begun: dict[int, int] = {}
    for place, row in enumerate(rows):
        for column, cell in _cells(row) if row is not None else ():
            sign = cell.find(_SIGN)
            if sign is None or sign.get(VAL) == "restart" or column not in begun:
                begun[column] = place
            found.setdefault((column, begun[column]), []).append(place)
    return (_Group(is_new, column, tuple(places)) for (column, _), places in found.items())


def _clashing(cells: _Cells) -> set[_Group]:
    """Return the groups of which one begins where the other goes on."""
    found: set[_Group] = set()
    for (_, place), groups in cells.items():
        if len({group.places[0] == place for group in groups}) > 1:
            found.update(groups)
    return found


def _all_near(groups: set[_Group], cells: _Cells) -> set[_Group]:
    """Return groups with all that share a row with one of them, however far that goes."""
    found, todo = set(groups), list(groups)
    while todo:
        group = todo.pop()
        near = {each for place in group.places for each in cells[group.column, place]} - found
        found |= near
        todo += near
    return found


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = before_of(row)
    for cell in row.findall(TC):
        yield column, cell
        column += span_of(cell)


def _unmerge(row: Element, column: int) -> None:
    for start, cell in _cells(row):
        sign = cell.find(_SIGN)
        if start == column and sign is not None:
            properties(cell, TC_PR).remove(sign)


def _begin(row: Element | None, column: int) -> None:
    """Let a cell begin a group that it began before, though nothing of it is left."""
    for start, cell in _cells(row) if row is not None else ():
        if start == column and cell.find(_SIGN) is None:
            set_v_merge(cell, "restart")
