"""Statements that were refused where they stand, so that one slip is one fault: what misses them is not to blame."""

from dataclasses import dataclass, field, replace

from iki.word.marks import Statement
from iki.word.tagged import Fault


@dataclass(slots=True)
class Lost:
    """The openers and closers that one part has lost, by their word; `faults` are those of the part.

    With each stands the fault that can be told more clearly once its other half is found.
    """

    faults: list[Fault]
    _words: dict[str, list[Fault | None]] = field(default_factory=dict)

    def add(self, word: str, fault: Fault | None = None) -> None:
        """Note a statement that is not there for those that need it."""
        self._words.setdefault(word, []).append(fault)

    def has_closed(self, word: str) -> bool:
        """Tell whether a block was closed by a statement that was refused, which is one fault already."""
        return self._take(f"end{word}") is not None

    def has_opened(self, opener: str, mark: Statement, word: str) -> bool:
        """Tell whether a statement misses an opener that was lost; that one's fault then says where this one stands."""
        if not word.startswith("end"):
            return bool(self._words.get(opener))
        taken = self._take(opener)
        if taken is None:
            return False
        for fault in taken:
            clearer = f"{fault.message[:-1]}; '{word}' ada di {mark.place.words}."
            self.faults[self.faults.index(fault)] = replace(fault, message=clearer)
        return True

    def _take(self, word: str) -> tuple[Fault, ...] | None:
        """Take one of the lost statements; return its fault if it has one, None if there is none left."""
        lost = self._words.get(word)
        return tuple(filter(None, (lost.pop(),))) if lost else None
