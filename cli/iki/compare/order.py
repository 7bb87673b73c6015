"""Which of the items that stayed have moved: as few as possible, so that what came or went moves nothing."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence


def moved(places: Sequence[int]) -> set[int]:
    """Return the indexes of those that moved; `places` are the new places of items in their old order.

    All others have kept their order: they are a longest increasing run of places.
    """
    ends: list[int] = []  # the smallest place that ends an increasing run of each length
    at: list[int] = []  # the index of that place
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            at.append(index)
        else:
            ends[length], at[length] = place, index
    kept: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return set(range(len(places))) - kept


def in_step(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int | None, int | None]]:
    """Return the places of what two sequences hold, in the order of the new; what went stands where it stood.

    What changed its order has gone from one place and come to another.
    """
    where: dict[Hashable, list[int]] = defaultdict(list)
    for place, key in enumerate(new):
        where[key].append(place)
    found: dict[int, int] = {}
    for place, key in enumerate(old):
        if where.get(key):
            found[place] = where[key].pop(0)
    kept = sorted(found)
    for index in moved([found[place] for place in kept]):
        del found[kept[index]]
    pairs: list[tuple[int | None, int | None]] = []
    done = 0
    for place in range(len(old)):
        if place not in found:
            pairs.append((place, None))
            continue
        pairs += [(None, each) for each in range(done, found[place])]
        pairs.append((place, found[place]))
        done = found[place] + 1
    return pairs + [(None, each) for each in range(done, len(new))]
