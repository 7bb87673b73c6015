"""Which of the items that stayed have moved: as few as possible, so that what came or went moves nothing."""

from bisect import bisect_left
from collections.abc import Sequence


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
