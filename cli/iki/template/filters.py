"""The filters that templates may use, each with the kind it takes and the kind it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from iki.template.kinds import NUMBER, TEXT, Kind, listed

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter under its Indonesian name: what it takes, what it gives, and the function that does it."""

    takes: Kind
    gives: Kind
    apply: Callable[[Any], Any]


def _huruf(number: int) -> str:
    """Count as lists of fungsi do: 1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + rest) + letters
    return letters


def _baris(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


FILTERS = {"huruf": Filter(NUMBER, TEXT, _huruf), "baris": Filter(TEXT, listed(TEXT), _baris)}
