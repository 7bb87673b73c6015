"""Numbers and names that may stand only once in a document, given anew to every copy of what bears them.

A rendering carries its `Numbers` under the name `_numbers`, which no template can write.
"""

from jinja2 import nodes

_NAME = "_numbers"
_LONGEST_BOOKMARK = 40


class Numbers:
    """What one document has used so far, over all its parts."""

    def __init__(self) -> None:
        self._taken = 0
        self._bookmarks: dict[str, int] = {}
        self._copies: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._given: set[str] = set()
        self._here: set[str] = set()

    def begin_copy(self) -> None:
        """Note that another copy of the body begins: links before their bookmark mean the one still to come."""
        self._here.clear()

    def number(self) -> int:
        """Return a number that nothing in the document has yet."""
        self._taken += 1
        return self._taken

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
        while (new := _with_number(name, copy)) in self._given:
            copy += 1
        self._given.add(new)
        self._copies[name] = copy
        self._names[name] = new
        self._here.add(name)
        return new

    def anchor(self, name: str) -> str:
        """Return the name that a bookmark has in this copy of the body, also where it only comes further down."""
        if name in self._here or name not in self._names:
            return self._names.get(name, name)
        return _with_number(name, self._copies[name] + 1)

    def seen(self) -> dict[str, "Numbers"]:
        """Return the variables by which a rendering finds these numbers."""
        return {_NAME: self}


def _with_number(name: str, copy: int) -> str:
    suffix = f"_{copy}" if copy > 1 else ""
    return name[: _LONGEST_BOOKMARK - len(suffix)] + suffix


FILTERS = {
    "_number": lambda _, numbers: numbers.number(),
    "_bookmark": lambda old, numbers: numbers.bookmark(old),
    "_bookmark_end": lambda old, numbers: numbers.bookmark_end(old),
    "_bookmark_name": lambda name, numbers: numbers.bookmark_name(name),
    "_anchor": lambda name, numbers: numbers.anchor(name),
}


def renewed(old: str, filter_name: str) -> nodes.Expr:
    """Return the expression that gives an old number or name anew, through one of `FILTERS`."""
    return nodes.Filter(nodes.Const(old), filter_name, [nodes.Name(_NAME, "load")], [], None, None)
