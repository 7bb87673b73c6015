"""Values of three sides merged: what one side changed is taken from it; what both changed otherwise is a conflict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iki.compare.similar import Likeness, alike
from iki.merge.layout import Layout
from iki.merge.order import Key, in_order, keys
from iki.merge.pieces import (
    BASE,
    OURS,
    THEIRS,
    Fields,
    Items,
    Kept,
    Piece,
    Sides,
    Written,
    below,
    data_of,
    items_of,
    like_of,
)
from iki.source import Data, Trail
from iki.syntax import EMPTY, GONE

_SAME_TEXT: Likeness[Kept] = Likeness(
    lambda one, other: alike(_text(one.data), _text(other.data)), lambda _: None, lambda each: _text(each.data)
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A merge on its way: what the two sides are called, how their files are laid out, and what is unsettled.

    `remarks` are those that go along with a value though the side that it is taken from does not have them.
    """

    labels: tuple[str, str]
    layouts: Sequence[Layout]
    unsettled: list[str] = field(default_factory=list)
    remarks: dict[tuple[int, Trail], list[str]] = field(default_factory=dict)

    def written(self, kept: Kept) -> str:
        """Return what is written for a value: remarks tell apart what says the same."""
        return self.layouts[kept.side].text_of(kept.trail)

    def remarks_of(self, *some: Kept | None) -> tuple[str, ...]:
        """Return the remarks above and beside a value on some sides, each once."""
        every = (self.layouts[each.side].remarks(each.trail, only_above=False) for each in some if each is not None)
        return tuple(dict.fromkeys(remark for remarks in every for remark in remarks))

    def keep_remarks(self, sides: Sides, taken: Kept, *, only_above: bool) -> None:
        """Let a value that is taken from one side have the other side's new remarks too."""
        base, *others = (
            self.layouts[each.side].remarks(each.trail, only_above=only_above) if each is not None else []
            for each in sides
        )
        own = self.layouts[taken.side].remarks(taken.trail, only_above=only_above)
        new = [each for remarks in others for each in remarks if each not in base and each not in own]
        if new:
            self.remarks[taken.side, taken.trail] = list(dict.fromkeys(new))

    def is_same(self, one: Kept | None, other: Kept | None) -> bool:
        """Tell whether a value is the same on two sides, to the letter."""
        if one is None or other is None:
            return one is other
        return one.data == other.data and self.written(one) == self.written(other)

    def conflict(self, ours: Data, theirs: Data, what: str) -> Written:
        """Return a text that shows both sides, and note that somebody has to choose."""
        self.unsettled.append(what)
        sides = (f"<<<<<<< {self.labels[0]}", _text(ours), "=======", _text(theirs), f">>>>>>> {self.labels[1]}")
        return Written("\n".join(sides))


def merged(sides: Sides, meeting: Meeting, what: str) -> Piece | None:
    """Return what becomes of a value; None where it goes. `what` names it where it stays unsettled."""
    taken = taken_whole(sides, meeting)
    if taken is not BOTH:
        return taken
    _, ours, theirs = sides
    if _are(dict, ours, theirs):
        return merged_fields(sides, meeting, what)
    if _are(list, ours, theirs):
        return merged_items(sides, meeting, what)
    return settled(sides, meeting, what)


BOTH = Written("")
"""Both sides did something."""


def taken_whole(sides: Sides, meeting: Meeting) -> Piece | None:
    """Return the side that alone did something, or either if both did the same; `BOTH` where they did not."""
    base, ours, theirs = sides
    if meeting.is_same(theirs, base) or meeting.is_same(ours, theirs):
        return ours
    if meeting.is_same(ours, base):
        return theirs
    return BOTH


def settled(sides: Sides, meeting: Meeting, what: str) -> Piece | None:
    """Return the side that says something else than the base; both where both do."""
    base, ours, theirs = sides
    if _says(ours, theirs) or _says(base, theirs) or _says(base, ours):
        taken = theirs if _says(base, ours) and not _says(ours, theirs) else ours
        if taken is not None:
            meeting.keep_remarks(sides, taken, only_above=False)
        return taken
    return meeting.conflict(_said(ours), _said(theirs), what)._replace(remarks=meeting.remarks_of(ours, theirs))


def _said(kept: Kept | None) -> Data:
    return GONE if kept is None else kept.data


def _says(one: Kept | None, other: Kept | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.data == other.data


def _are(kind: type, *some: Kept | None) -> bool:
    return all(each is not None and isinstance(each.data, kind) for each in some)


def merged_fields(sides: Sides, meeting: Meeting, what: str, but: Mapping[str, Piece | None] | None = None) -> Piece:
    """Return a mapping merged key by key; some entries may be known already (None for those that go)."""
    names = [list(each.data) if each is not None and isinstance(each.data, dict) else [] for each in sides]
    pieces: dict[str, Piece | None] = {}
    for name in dict.fromkeys(name for some in names for name in some):
        where = f"{what}: {name}" if what else name
        pieces[name] = but[name] if but and name in but else merged(_each(sides, name), meeting, where)
    numbers = {name: (BASE, number) for number, name in enumerate(pieces)}
    kept = {numbers[name] for name, piece in pieces.items() if piece is not None}
    in_base, in_ours, in_theirs = ([numbers[name] for name in some] for some in names)
    order, _ = in_order(in_base, in_ours, in_theirs, kept)
    every = list(pieces)
    entries = [(every[number], pieces[every[number]]) for _, number in order]
    known = tuple((name, piece) for name, piece in entries if piece is not None)
    return whole(Fields(like_of(sides), known), sides, meeting)


def _each(sides: Sides, step: str) -> Sides:
    return below(sides[BASE], step), below(sides[OURS], step), below(sides[THEIRS], step)


def whole(piece: Fields | Items, sides: Sides, meeting: Meeting) -> Piece:
    """Return what was put together, or the side that has all of it, in the same order, where there is one.

    The remarks above it are those of both sides.
    """
    parts = [part for _, part in piece.entries] if isinstance(piece, Fields) else [*piece.items]
    found = (
        side
        for side in (sides[OURS], sides[THEIRS])
        if side is not None and data_of(piece) == side.data and all(_is_below(part, side) for part in parts)
    )
    taken = next(found, None)
    meeting.keep_remarks(sides, taken or piece.like, only_above=True)
    return piece if taken is None or any(_leads_to(taken, *place) for place in meeting.remarks) else taken


def _leads_to(kept: Kept, side: int, trail: Trail) -> bool:
    return kept.side == side and len(trail) > len(kept.trail) and trail[: len(kept.trail)] == kept.trail


def _is_below(part: Piece, side: Kept) -> bool:
    return isinstance(part, Kept) and part.side == side.side and part.trail[:-1] == side.trail


def merged_items(sides: Sides, meeting: Meeting, what: str) -> Piece:
    """Return a list merged item by item: what is reworded on one side is still the same item."""
    lists = [items_of(each) for each in sides]
    named = keys(lists, _SAME_TEXT, lambda _: 0, least_of_new=1.0)
    places = placed(named, lists)
    pieces = {key: item(each, meeting, what) for key, each in places.items()}
    kept = {key for key, piece in pieces.items() if piece is not None}
    order, is_torn = in_order(*named, kept)
    if is_torn:
        meeting.unsettled.append(f"urutan {what}")
    found = (pieces[key] for key in order)
    return whole(Items(like_of(sides), tuple(piece for piece in found if piece is not None)), sides, meeting)


def placed(named: Sequence[Sequence[Key]], lists: Sequence[Sequence[Kept]]) -> dict[Key, Sides]:
    """Return where each item stands on each side."""
    every = dict.fromkeys(key for some in named for key in some)
    by_key = [dict(zip(some, items, strict=True)) for some, items in zip(named, lists, strict=True)]
    return {key: (by_key[BASE].get(key), by_key[OURS].get(key), by_key[THEIRS].get(key)) for key in every}


def item(sides: Sides, meeting: Meeting, what: str) -> Piece | None:
    """Return what becomes of an item of a list: one side may have let it go while the other changed it."""
    base, ours, theirs = sides
    if base is not None and (ours is None or theirs is None):
        left = ours or theirs
        if left is None or _says(left, base):
            return None
        return meeting.conflict(_said(ours), _said(theirs), what)._replace(remarks=meeting.remarks_of(left))
    return merged(sides, meeting, what)


def _text(data: Data) -> str:
    if data is None:
        return EMPTY
    if isinstance(data, str):
        return data
    if isinstance(data, dict):
        return "\n".join(f"{key}: {_text(value)}" for key, value in data.items())
    return "\n".join(f"- {_text(each)}" for each in data)
