"""iki's own word lists: tables in `wordlists/`, which whoever knows the field can add to without writing code."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "wordlists"


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a word list, without its heading; cells that are left out at the end are not there."""
    text = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines()[1:] if line)


def terms(group: str) -> frozenset[str]:
    """Return the words of a group of `istilah.tsv`, in small letters."""
    return _every_term()[group]


@cache
def _every_term() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group, word in rows("istilah"):
        found.setdefault(group, set()).add(word)
    return {group: frozenset(some) for group, some in found.items()}
