"""What changed inside a text, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from iki.characters import GAINED, LOST

_MOST_PAIRS = 100_000
"""Where more words of both texts are the same, those that come often do not count: comparing them all takes seconds."""
_WORDS = re.compile(r"\s+|[^\W_]+(?:-[^\W_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed (`old` and `new` are the same), went (`new` is empty), came, or was replaced."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        """Tell whether it stayed."""
        return self.old == self.new


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Yield the pieces of two texts in order; joined, their old sides are the old text, their new sides the new one.

    A single space between two replaced words goes with them: nobody reads word by word.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    known = Counter(after)
    is_long = sum(known[word] for word in before) > _MOST_PAIRS
    matcher = SequenceMatcher(None, before, after, autojunk=is_long)
    found = [Piece("".join(before[i:j]), "".join(after[k:m])) for _, i, j, k, m in matcher.get_opcodes()]
    return iter(_joined(found))


def marked(old: str, new: str) -> tuple[str, str]:
    """Return both texts, the words of each that the other has not between their marks."""
    sides = ["", ""]
    for piece in pieces(old, new):
        for side, (text, (start, end)) in enumerate(((piece.old, LOST), (piece.new, GAINED))):
            sides[side] += text if piece.is_same or not text else f"{start}{text}{end}"
    return sides[0], sides[1]


def _joined(found: list[Piece]) -> list[Piece]:
    made: list[Piece] = []
    for piece in found:
        between = len(made) > 1 and made[-1].is_same and not made[-1].old.strip() and not made[-2].is_same
        if between and not piece.is_same:
            space, last = made.pop(), made.pop()
            made.append(Piece(last.old + space.old + piece.old, last.new + space.new + piece.new))
        else:
            made.append(piece)
    return made
