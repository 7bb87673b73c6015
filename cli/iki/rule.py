"""What a rule is: one question asked of every position, answered with findings at the field they are about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from iki.diagnostics import Level
from iki.model import Bentuk, Jabatan
from iki.source import Trail


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at `trail` (a field or a list item of the position's file), and what to do about it."""

    trail: Trail
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its module in `rules/` offers it under the name `RULE`.

    `name` is the one Indonesian id, after the fault; `judge` yields the findings of one position in any order. What the
    office prints of it is said by `Bentuk`.
    """

    name: str
    level: Level
    judge: Callable[[Jabatan, Bentuk], Iterable[Finding]]
