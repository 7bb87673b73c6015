"""Which items of three lists are one and the same, and in which order the merged list has them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from iki.compare.order import moved
from iki.compare.similar import Likeness, left_over, paired, paired_rest
from iki.merge.pieces import BASE, OURS, THEIRS, Kept

Key = tuple[int, int]
"""An item by the first side that has it, and its place there: what both sides have of the base has one key."""

_LEAST = 0.45
"""From so alike on, an item is another one reworded."""
_LEAST_IN_PLACE = 0.35
"""So alike at least is what took the place of what went: an indikator whose formula, for one, is the same."""
_MOST = 40_000
"""So many pairs of items are held against each other; in longer lists only what is the same, or bears an id, is one."""
_LEAST_OF_NEW = 0.8
"""What both sides added is one only if it is nearly the same, or is called the same in the same place."""


def keys(
    sides: Sequence[Sequence[Kept]],
    likeness: Likeness[Kept],
    group: Callable[[Kept], int],
    least_of_new: float = _LEAST_OF_NEW,
) -> tuple[list[Key], list[Key], list[Key]]:
    """Return the keys of the items of each side, in its order; only within a group does one take another's place."""
    base, ours, theirs = sides
    of_ours, of_theirs = (
        [known.get(place, (side, place)) for place in range(len(items))]
        for side, items in ((OURS, ours), (THEIRS, theirs))
        for known in [{j: (BASE, i) for i, j in _pairs(base, items, likeness, group).items()}]
    )
    new_of_ours = [place for place, key in enumerate(of_ours) if key[0] == OURS]
    new_of_theirs = [place for place, key in enumerate(of_theirs) if key[0] == THEIRS]
    new = [ours[place] for place in new_of_ours], [theirs[place] for place in new_of_theirs]
    for i, j in paired(*new, _bounded(likeness, *new), least_of_new).items():
        of_theirs[new_of_theirs[j]] = of_ours[new_of_ours[i]]
    return [(BASE, place) for place in range(len(base))], of_ours, of_theirs


def _bounded(likeness: Likeness[Kept], old: Sequence[Kept], new: Sequence[Kept]) -> Likeness[Kept]:
    """Return what tells that items are the same; in long lists it does not look closely."""
    return likeness if len(old) * len(new) <= _MOST else replace(likeness, score=lambda *_: 0.0)


def _pairs(
    old: Sequence[Kept], new: Sequence[Kept], likeness: Likeness[Kept], group: Callable[[Kept], int]
) -> dict[int, int]:
    """Return which place of the new list each place of the old one has gone to."""
    likeness = _bounded(likeness, old, new)
    found = paired(old, new, likeness, _LEAST)
    left, right = left_over(old, new, found)
    rest = paired_rest([old[i] for i in left], [new[j] for j in right], likeness, _LEAST_IN_PLACE, group)
    return found | {left[i]: right[j] for i, j in rest.items()}


def in_order(
    base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key], kept: Collection[Key]
) -> tuple[list[Key], bool]:
    """Return the keys that are kept as the merged list has them, and whether it could not follow both sides.

    It is our order, in which what they moved stands behind what it stands behind with them, and so does what is new.
    """
    theirs_moved, ours_moved, known = _moved(base, theirs), _moved(base, ours), {*theirs}
    order = [key for key in ours if key in kept and (key not in theirs_moved or key in ours_moved)]
    there, before = {*order}, None
    for key in theirs:
        if key in kept and key not in there:
            place = order.index(before) + 1 if before is not None else 0
            while before is not None and place < len(order) and order[place] not in known:
                place += 1  # what we added there comes first
            order.insert(place, key)
            there.add(key)
        before = key if key in there else before
    return order, _is_lost(base, ours, order) or _is_lost(base, theirs, order)


def _moved(base: Sequence[Key], side: Sequence[Key]) -> set[Key]:
    """Return what stands elsewhere among what the base has too."""
    place = {key: index for index, key in enumerate(side)}
    stayed = [key for key in base if key in place]
    return {stayed[index] for index in moved([place[key] for key in stayed])}


def _is_lost(base: Sequence[Key], side: Sequence[Key], order: Sequence[Key]) -> bool:
    """Tell whether two items that changed places on a side stand in the order of the base again."""
    places = [{key: index for index, key in enumerate(keys)} for keys in (base, side, order)]
    common = set.intersection(*(set(each) for each in places))
    before, after, now = places
    return any(
        (before[one] < before[other]) != (after[one] < after[other]) != (now[one] < now[other])
        for one in _moved(base, side) & common
        for other in common - {one}
    )
