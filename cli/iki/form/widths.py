"""How columns share the width of a table: by weight, but none is narrower than its words while there is room."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_MOST = range(260, 100, -10)
"""Words below the heading may be broken where they are wider, in twips for each point of the size of their letters.

Where all columns together have no room for the first of these, the next; headings are broken last.
"""
_USUAL = 200
"""Few words of Indonesian are wider: about eighteen letters."""
_BESIDE_TEXT = 210
"""What a cell's margins take of its width, and a little more."""


class Need(NamedTuple):
    """What a column needs: its share of the whole, and the widths of its longest words.

    `above` is that of its heading, `below` that of its cells, in twips for each point of the size of their letters.
    """

    weight: int
    above: float
    below: float

    def minimum(self, size: float, most: int) -> float:
        """Return the width that breaks no heading and no word up to `most`, in twips; `size` is in points."""
        return max(self.above, min(self.below, most)) * size + _BESIDE_TEXT


def fit(every: Sequence[Need], total: int, size: float) -> bool:
    """Tell whether there is room for headings and all but unusually long words."""
    return sum(each.minimum(size, _USUAL) for each in every) <= total


def are_too_many(every: Sequence[Need], total: int, size: float) -> bool:
    """Tell whether so many columns stand side by side that headings or words of usual length are broken."""
    return sum(each.minimum(size, _MOST[-1]) for each in every) > total


def shared(every: Sequence[Need], total: int, size: float) -> list[int]:
    """Return the width of each column; together they are `total`, to the twip."""
    shares = _shares(every, total, size)
    edges = [round(total * sum(shares[:number]) / sum(shares)) for number in range(len(every) + 1)]
    return [end - start for start, end in pairwise(edges)]


def _shares(every: Sequence[Need], total: int, size: float) -> list[float]:
    tried = ([each.minimum(size, most) for each in every] for most in _MOST)
    minima = next((minima for minima in tried if sum(minima) <= total), None)
    if minima is None:
        return [each.minimum(size, 0) for each in every]
    narrow: set[int] = set()
    while True:
        left = total - sum(minima[number] for number in narrow)
        weight = sum(each.weight for number, each in enumerate(every) if number not in narrow)
        more = {n for n, each in enumerate(every) if n not in narrow and each.weight * left < minima[n] * weight}
        if not more:
            break
        narrow |= more
    return [minima[n] if n in narrow else each.weight * left / weight for n, each in enumerate(every)]
