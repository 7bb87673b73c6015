"""Statements that were refused where they stand, so that one slip is one fault: what misses them is not to blame."""

from dataclasses import dataclass, field, replace

from iki.word.marks import Statement
from iki.word.tagged import Fault


@dataclass(slots=True)
class Lost:
    """The openers and closers that one part has lost, by their word; `faults` are those of the part.

    With each stands the fault that can be told more clearly once its other half is found; None for a refused one.
    """

    faults: list[Fault]
    _words: dict[str, list[Fault | None]] = field(default_factory=dict)

    def add(self, word: str, fault: Fault | None = None) -> None:
        """Note a statement that is not there for those that need it."""
        self._words.setdefault(word, []).append(fault)

    def take_closer(self, word: str) -> bool:
        """Take a lost statement that would have closed a block, one fault already; tell whether there was one."""
        return self._take(f"end{word}") is not None

    def take_opener(self, opener: str, mark: Statement, word: str) -> bool:
        """Take the lost opener that a statement misses; its fault then says where this one stands."""
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
