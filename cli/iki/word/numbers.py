"""Numbers and names that may stand only once in a document, given anew to every copy of what bears them.

A rendering carries its `Numbers` under the name `_numbers`, which no template can write.
"""

from collections.abc import Mapping
from copy import copy
from itertools import count

from jinja2 import nodes

from iki.model import Jabatan
from iki.template.environment import Verbatim
from iki.word.ooxml import quoted

SHEET = "iki_lembar"
"""The bookmark at the beginning of the first sheet; those of the others have a number behind it."""

_NAME = "_numbers"
_LONGEST_BOOKMARK = 40


class Numbers:
    """What one document has used so far, over all its parts; `first_list` and `first_note` are free at its start."""

    def __init__(self, first_list: int = 1, first_note: int = 1) -> None:
        self._taken = count(1)
        self._bookmarks: dict[str, int] = {}
        self._copies: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._given: set[str] = set()
        self._here: set[str] = set()
        self._noted: list[tuple[str, str, int]] = []
        self._notes = count(first_note)
        self._lists: dict[int, int] = {}
        self._first_list = first_list
        self._copy = 0
        self.started: dict[int, int] = {}

    def begin_copy(self) -> None:
        """Note that another copy of the body begins: links before their bookmark mean the one still to come."""
        self._here.clear()
        self._lists.clear()
        self._copy += 1

    def aside(self) -> "Numbers":
        """Return numbers for another rendering of this copy: none that is given here, but the same lists."""
        other = copy(self)
        other._bookmarks, other._copies, other._names, other._given, other._here, other._noted = (
            {},
            {},
            {},
            set(),
            set(),
            [],
        )
        return other

    def number(self) -> int:
        """Return a number that nothing in the document has yet."""
        return next(self._taken)

    def bookmark(self, old: str) -> int:
        """Return the number of a bookmark that begins here; its end asks with `bookmark_end`."""
        self._bookmarks[old] = self.number()
        return self._bookmarks[old]

    def bookmark_end(self, old: str) -> int:
        """Return the number that the bookmark's latest beginning was given."""
        return self._bookmarks.get(old) or self.bookmark(old)

    def bookmark_name(self, name: str) -> str:
        """Return a bookmark's name for the next copy of it: the first keeps its own."""
        copy = self._copies.get(name, 0) + 1
        while (new := with_number(name, copy)).lower() in self._given:
            copy += 1
        self._given.add(new.lower())
        self._copies[name] = copy
        self._names[name] = new
        self._here.add(name)
        return new

    def anchor(self, name: str) -> str:
        """Return the name that a bookmark has in this copy of the body, also where it only comes further down."""
        if name in self._here or name not in self._names:
            return self._names.get(name, name)
        return with_number(name, self._copies[name] + 1)

    def note(self, old: str, kind: str) -> int:
        """Return the number of a new note, like the template's note `old` of this kind; it is printed later."""
        new = next(self._notes)
        self._noted.append((kind, old, new))
        return new

    def take_notes(self) -> list[tuple[str, str, int]]:
        """Return the kind, old and new number of each note that was asked for since the last call."""
        noted, self._noted = self._noted, []
        return noted

    def list(self, old: int) -> int:
        """Return the number that a list has in this copy: the first copy has the template's own.

        `started` maps each other to the list that it is like.
        """
        if self._copy > 1 and old not in self._lists:
            new = self._lists[old] = self._first_list + len(self.started)
            self.started[new] = old
        return self._lists.get(old, old)

    def seen(self) -> dict[str, "Numbers"]:
        """Return the variables by which a rendering finds these numbers."""
        return {_NAME: self}


def with_number(name: str, copy: int) -> str:
    """Return the name of the how-manieth bookmark of one name; Word allows forty letters."""
    suffix = f"_{copy}" if copy > 1 else ""
    return name[: _LONGEST_BOOKMARK - len(suffix)] + suffix


def _in_attribute(name: str) -> Verbatim:
    return Verbatim(quoted(name)[1:-1])


def _sheet(jabatan: Jabatan, sheets: Mapping[str, int]) -> str:
    return with_number(SHEET, sheets[jabatan.id])


FILTERS = {
    "_sheet": _sheet,
    "_number": lambda _, numbers: numbers.number(),
    "_bookmark": lambda old, numbers: numbers.bookmark(old),
    "_bookmark_end": lambda old, numbers: numbers.bookmark_end(old),
    "_bookmark_name": lambda name, numbers: _in_attribute(numbers.bookmark_name(name)),
    "_footnote": lambda old, numbers: numbers.note(old, "footnote"),
    "_endnote": lambda old, numbers: numbers.note(old, "endnote"),
    "_list": lambda old, numbers: numbers.list(int(old)),
    "_anchor": lambda name, numbers: _in_attribute(numbers.anchor(name)),
}


def renewed(old: str, filter_name: str) -> nodes.Expr:
    """Return the expression that gives an old number or name anew, through one of `FILTERS`."""
    return nodes.Filter(nodes.Const(old), filter_name, [nodes.Name(_NAME, "load")], [], None, None)
