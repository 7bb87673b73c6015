"""What a merged file is made of: values as one of three sides wrote them, and what had to be put together anew."""

from typing import NamedTuple, Union

from iki.source import Data, Trail

BASE, OURS, THEIRS = range(3)
"""The sides of a merge: what both began from, and what each made of it."""


class Kept(NamedTuple):
    """A value that stays as one side wrote it, at a trail of that side's file."""

    side: int
    trail: Trail
    data: Data


class Written(NamedTuple):
    """A text that no side wrote: both sides of a conflict, with the remarks of both."""

    text: str
    remarks: tuple[str, ...] = ()


class Fields(NamedTuple):
    """A mapping put together of entries, written as the mapping that it is like."""

    like: Kept
    entries: tuple[tuple[str, "Piece"], ...]


class Items(NamedTuple):
    """A list put together of items, written as the list that it is like."""

    like: Kept
    items: tuple["Piece", ...]


Piece = Union[Kept, Written, Fields, Items]  # noqa: UP007 - it names what is below it

Sides = tuple[Kept | None, Kept | None, Kept | None]
"""A value on each side; None where that side has it not."""


def data_of(piece: Piece) -> Data:
    """Return what a piece says."""
    if isinstance(piece, Kept):
        return piece.data
    if isinstance(piece, Written):
        return piece.text
    if isinstance(piece, Fields):
        return {key: data_of(each) for key, each in piece.entries}
    return [data_of(each) for each in piece.items]


def below(kept: Kept | None, step: str | int) -> Kept | None:
    """Return an entry or an item of a value; None where there is none."""
    if kept is None:
        return None
    data = kept.data
    if isinstance(data, dict) and isinstance(step, str) and step in data:
        return Kept(kept.side, (*kept.trail, step), data[step])
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return Kept(kept.side, (*kept.trail, step), data[step])
    return None


def like_of(sides: Sides) -> Kept:
    """Return the side as which something is written that is put together: ours, where we have it."""
    return next(each for each in (sides[OURS], sides[THEIRS], sides[BASE]) if each is not None)


def items_of(kept: Kept | None) -> list[Kept]:
    """Return the items of a list; none of anything else."""
    count = len(kept.data) if kept is not None and isinstance(kept.data, list) else 0
    return [each for each in (below(kept, index) for index in range(count)) if each is not None]
