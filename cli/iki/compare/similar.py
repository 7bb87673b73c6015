"""How alike two texts are, and which items of two lists are one and the same: symmetric, and the same every time."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

_Item = TypeVar("_Item")

_LENGTH_OF_A_PIECE = 3
_FEW_WORDS = 2
"""Texts of no more words are too short to say that one was made of the other."""


def alike(one: str | None, other: str | None) -> float:
    """Return how alike two texts are, from 0 to 1, by the pieces of three letters that they share."""
    if one == other:
        return 1.0
    ours, theirs = _pieces(one or ""), _pieces(other or "")
    shared = sum((ours & theirs).values())
    return 2 * shared / (ours.total() + theirs.total())


def contained(part: str | None, whole: str | None) -> float:
    """Return how much of a text's words another holds, from 0 to 1; nothing is said of very short ones."""
    words = Counter((part or "").lower().split())
    if words.total() <= _FEW_WORDS:
        return 0.0
    return (words & Counter((whole or "").lower().split())).total() / words.total()


@lru_cache(maxsize=50_000)
def _pieces(text: str) -> Counter[str]:
    padded = f"  {text.lower()} "
    return Counter(padded[start : start + _LENGTH_OF_A_PIECE] for start in range(len(padded) - _LENGTH_OF_A_PIECE + 1))


@dataclass(frozen=True, slots=True)
class Likeness(Generic[_Item]):
    """How items are told to be the same: by their key (None for those without), else by how alike they are.

    `score` gives that from 0 to 1, whichever of two comes first; it is 1 where what `words` gives is equal.
    """

    score: Callable[[_Item, _Item], float]
    key: Callable[[_Item], str | None]
    words: Callable[[_Item], Hashable]


def paired(old: Sequence[_Item], new: Sequence[_Item], likeness: Likeness[_Item], least: float) -> dict[int, int]:
    """Return which place of the new list each place of the old one has gone to: by its key, else by the best score.

    Below `least` nothing is the same. Of equal scores the nearest places win, then the first: swapping old and new
    swaps the pairs and nothing else.
    """
    key, words = likeness.key, likeness.words
    by_key = {key(item): place for place, item in enumerate(new) if key(item) is not None}
    found = {place: by_key[key(item)] for place, item in enumerate(old) if key(item) in by_key}
    left, right = left_over(old, new, found)
    by_words: dict[Hashable, list[int]] = defaultdict(list)
    for j in right:
        by_words[words(new[j])].append(j)
    found |= _best((1.0, i, j) for i in left for j in by_words.get(words(old[i]), ()))
    left, right = left_over(old, new, found)
    scored = ((likeness.score(old[i], new[j]), i, j) for i in left for j in right)
    return found | _best((alike, i, j) for alike, i, j in scored if alike >= least)


def left_over(old: Sequence[_Item], new: Sequence[_Item], found: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """Return the places of either list for which nothing was found."""
    taken = set(found.values())
    return [i for i in range(len(old)) if i not in found], [j for j in range(len(new)) if j not in taken]


def paired_rest(
    old: Sequence[_Item],
    new: Sequence[_Item],
    likeness: Likeness[_Item],
    least: float,
    group: Callable[[_Item], int],
) -> dict[int, int]:
    """Return which of the items that nothing was found for took the place of which, however much they were reworded.

    They pair within groups, where as many went as came.
    """
    ours, theirs = list(map(group, old)), list(map(group, new))
    went, came = Counter(ours), Counter(theirs)
    scored = (
        (likeness.score(old[i], new[j]), i, j)
        for i, own in enumerate(ours)
        for j, other in enumerate(theirs)
        if own == other and went[own] == came[own]
    )
    return _best((alike, i, j) for alike, i, j in scored if alike >= least)


def _best(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Return the pairs of the best scores, each place in one of them; of equal ones the nearest, then the first."""
    best = sorted((-alike, abs(i - j), i + j, i, j) for alike, i, j in scored)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, _, i, j in best:
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found
