"""What of a merge is its own: what none of the commits had that it follows on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from iki.compare.changes import Item
from iki.compare.similar import alike
from iki.entries import Entry
from iki.texts import CAME, WENT

Labels = frozenset[object]
"""What somebody calls an item that he follows."""
Told = tuple[Entry, Labels]
"""One thing that happened, with the labels of what it happened to."""
_LEAST = 0.45
"""From so alike on, what went on two sides of a merge is the same, though a side had reworded it."""


@dataclass(frozen=True, slots=True)
class Own:
    """One thing that a commit did, and along each edge where that was which it happened to, None where it was not."""

    entry: Entry
    labels: Labels
    befores: tuple[Item | None, ...]


def own(sides: list[list[Told]]) -> list[Own]:
    """Return what is told along every side of a merge; along the only one of another commit, all of it.

    What is new along one side has changed along another where that one had something of it.
    """
    if len(sides) == 1:
        return [Own(entry, labels, (entry.before,)) for entry, labels in sides[0]]
    found = [*_gone(sides)]
    new = [{entry.after for entry, _ in side if is_new(entry)} for side in sides]
    same = [{_what(entry): entry for entry, _ in side} for side in sides]
    told = set()
    for entry, labels in (each for side in sides for each in side if not is_gone(each[0])):
        what = _what(entry)
        if what not in told and all(
            what in those or (not is_new(entry) and _has(came, entry)) for those, came in zip(same, new, strict=True)
        ):
            told.add(what)
            befores = tuple(those[what].before if what in those else None for those in same)
            found.append(Own(entry, labels, befores))
    return found


def _gone(sides: list[list[Told]]) -> Iterator[Own]:
    """Yield what every side had and the merge has not."""
    for entry, labels in (each for each in (sides[0] if sides else ()) if is_gone(each[0])):
        others = [next((one for one, _ in side if _are_one(one, entry)), None) for side in sides[1:]]
        if None not in others:
            yield Own(entry, labels, (entry.before, *(one.before for one in others if one is not None)))


def _are_one(one: Entry, other: Entry) -> bool:
    if not is_gone(one) or one.before is None or other.before is None:
        return False
    is_of_a_kind = bool(one.before.sasaran), bool(one.before.indikator)
    if (one.jabatan, is_of_a_kind) != (other.jabatan, (bool(other.before.sasaran), bool(other.before.indikator))):
        return False
    return one.old == other.old or alike(one.old, other.old) >= _LEAST


def is_new(entry: Entry) -> bool:
    """Tell whether something whole came."""
    return entry.kind == CAME and not entry.field


def is_gone(entry: Entry) -> bool:
    """Tell whether something whole went."""
    return entry.kind == WENT and not entry.field


def _has(items: Collection[Item | None], entry: Entry) -> bool:
    """Tell whether the item that an entry is about, or its whole position, is among some."""
    return entry.after is not None and (entry.after in items or Item(entry.after.jabatan) in items)


def _what(entry: Entry) -> tuple[str, ...]:
    """Return what tells an entry along one side of a merge from the others."""
    return (entry.jabatan, entry.item, entry.field, entry.kind if not entry.field else "", entry.new)
