"""The table of a position merged: every sasaran and indikator is followed wherever a side has put it."""

from collections.abc import Mapping, Sequence
from typing import Any

from iki.characters import shortened
from iki.compare.similar import Likeness, alike
from iki.merge.order import Key, in_order, keys
from iki.merge.pieces import BASE, OURS, THEIRS, Fields, Items, Kept, Piece, Sides, below, items_of, like_of
from iki.merge.values import Meeting, merged, merged_fields, merged_items, placed, whole
from iki.syntax import GONE


def merged_table(sides: Sides, meeting: Meeting) -> Piece:
    """Return the list of sasaran with their indikator."""
    lists = [items_of(each) for each in sides]
    if not all(isinstance(each.data, dict) for items in lists for each in items):
        return merged_items(sides, meeting, "sasaran")
    table = _Table(lists, meeting)
    order, is_torn = in_order(*table.named, table.every_sasaran.keys())
    if is_torn:
        meeting.unsettled.append("urutan sasaran")
    return whole(Items(like_of(sides), tuple(table.every_sasaran[key] for key in order)), sides, meeting)


class _Table:
    """The three tables beside each other: what is one and the same, where it stands, and what becomes of it."""

    def __init__(self, lists: Sequence[Sequence[Kept]], meeting: Meeting) -> None:
        self._meeting = meeting
        self.named = keys(lists, _SASARAN, lambda _: 0)
        rows = [[row for each in items for row in items_of(below(each, "indikator"))] for items in lists]
        self._rows = keys(rows, Likeness(self._score, _id, self._words), self._group)
        self._parents = [
            {key: named[int(row.trail[1])] for key, row in zip(some, every, strict=True)}
            for some, every, named in zip(self._rows, rows, self.named, strict=True)
        ]
        places, every_place = placed(self._rows, rows), placed(self.named, lists)
        self._torn_keys = {key for key, sides in every_place.items() if self._is_torn(key, sides, places)}
        pieces = {key: self._row(key, each) for key, each in places.items()}
        self._pieces = {key: piece for key, piece in pieces.items() if piece is not None}
        self._homes = {key: self._home(key, places[key]) for key in self._pieces}
        every = {key: self._sasaran(key, each) for key, each in every_place.items()}
        self.every_sasaran = {key: piece for key, piece in every.items() if piece is not None}

    def _group(self, row: Kept) -> int:
        """Return a number for the sasaran that an indikator stands below, the same on all sides."""
        side, place = self.named[row.side][int(row.trail[1])]
        return place if side == BASE else -1 - place

    def _words(self, row: Kept) -> tuple[str, str, int]:
        return _said(row, "nama"), _said(row, "formulasi"), self._group(row)

    def _score(self, one: Kept, other: Kept) -> float:
        """Return how alike two indikator are, from 0 to 1."""
        if _are_two(one, other):
            return 0.0
        names, formulas = (alike(_said(one, field), _said(other, field)) for field in ("nama", "formulasi"))
        return 0.65 * names + 0.2 * formulas + 0.15 * (self._group(one) == self._group(other))

    def _is_torn(self, key: Key, sides: Sides, rows: Mapping[Key, Sides]) -> bool:
        """Tell whether one side let a sasaran go, and the other changed it or its table."""
        base, ours, theirs = sides
        left = ours or theirs
        if base is None or left is None or (ours is not None and theirs is not None):
            return False
        own = [(row, places[BASE], places[left.side]) for row, places in rows.items() if self._stands(row, left, key)]
        return _own(base) != _own(left) or any(
            before is None or not self._stands(row, base, key) or (after is not None and before.data != after.data)
            for row, before, after in own
        )

    def _stands(self, row: Key, side: Kept, sasaran: Key) -> bool:
        """Tell whether an indikator stands below a sasaran on a side."""
        return self._parents[side.side].get(row) == sasaran

    def _row(self, key: Key, sides: Sides) -> Piece | None:
        base, ours, theirs = sides
        left = ours or theirs
        if base is None or left is None or (ours is not None and theirs is not None):
            return merged(sides, self._meeting, _called("indikator", left, "nama")) if left is not None else None
        home = self._parents[left.side][key]
        if left.data != base.data or home != self._parents[BASE][key]:
            return self._torn(left, ours, "nama", {})
        return left if home in self._torn_keys else None

    def _torn(self, left: Kept, ours: Kept | None, field: str, others: Mapping[str, Piece | None]) -> Piece:
        """Return what one side let go and the other changed, with both said in one of its fields."""
        text, called = _fields(left).get(field), _called("sasaran" if field == "uraian" else "indikator", left, field)
        mine, other = (GONE, text) if ours is None else (text, GONE)
        remarks = self._meeting.remarks_of(below(left, field))
        conflict = self._meeting.conflict(mine, other, called)._replace(remarks=remarks)
        entries = {name: others.get(name) or below(left, name) for name in _fields(left)} | {field: conflict}
        return Fields(left, tuple((name, piece) for name, piece in entries.items() if piece is not None))

    def _home(self, key: Key, sides: Sides) -> Key:
        """Return the sasaran below which an indikator stands: where the side has put it that moved it."""
        base, ours, theirs = (parents.get(key) for parents in self._parents)
        if theirs is not None and ours in (None, base):
            return theirs
        if theirs is not None and theirs not in (ours, base):
            self._meeting.unsettled.append(f"tempat {_called('indikator', sides[OURS], 'nama')}")
        return ours or key

    def _sasaran(self, key: Key, sides: Sides) -> Piece | None:
        base, ours, theirs = sides
        rows = self._rows_of(key, sides)
        left = ours or theirs
        if left is None:
            return None
        if base is None or (ours is not None and theirs is not None):
            return merged_fields(sides, self._meeting, _called("sasaran", left, "uraian"), {"indikator": rows})
        return self._torn(left, ours, "uraian", {"indikator": rows}) if key in self._torn_keys else None

    def _rows_of(self, key: Key, sides: Sides) -> Piece:
        """Return the indikator below a sasaran."""
        base, ours, theirs = (
            [row for row in rows if parents[row] == key]
            for rows, parents in zip(self._rows, self._parents, strict=True)
        )
        kept = {row for row, home in self._homes.items() if home == key}
        order, is_torn = in_order(base, ours, theirs, kept)
        called = _called("sasaran", sides[OURS] or sides[THEIRS], "uraian")
        if is_torn:
            self._meeting.unsettled.append(f"urutan indikator {called}")
        if ours and theirs and not order:
            self._meeting.unsettled.append(f"{called} tidak punya indikator lagi")
        lists = below(sides[BASE], "indikator"), below(sides[OURS], "indikator"), below(sides[THEIRS], "indikator")
        like = like_of(lists) if any(lists) else like_of(sides)
        return whole(Items(like, tuple(self._pieces[row] for row in order)), lists, self._meeting)


def _fields(kept: Kept | None) -> dict[str, Any]:
    return kept.data if kept is not None and isinstance(kept.data, dict) else {}


def _own(kept: Kept) -> list[tuple[str, Any]]:
    """Return what a sasaran itself says."""
    return sorted((name, value) for name, value in _fields(kept).items() if name != "indikator")


def _called(kind: str, kept: Kept | None, field: str) -> str:
    return f"{kind} '{shortened(str(_fields(kept).get(field) or ''))}'"


def _id(kept: Kept) -> str | None:
    found = _fields(kept).get("id")
    return found if isinstance(found, str) else None


def _said(kept: Kept, field: str) -> str:
    found = _fields(kept).get(field)
    return found if isinstance(found, str) else ""


def _names(kept: Kept) -> str:
    return " ".join(_said(each, "nama") for each in items_of(below(kept, "indikator")))


def _are_two(one: Kept, other: Kept) -> bool:
    return None not in {_id(one), _id(other)} and _id(one) != _id(other)


def _score_of_sasaran(one: Kept, other: Kept) -> float:
    if _are_two(one, other):
        return 0.0
    return 0.6 * alike(_said(one, "uraian"), _said(other, "uraian")) + 0.4 * alike(_names(one), _names(other))


_SASARAN: Likeness[Kept] = Likeness(_score_of_sasaran, _id, lambda each: (_said(each, "uraian"), _names(each)))
