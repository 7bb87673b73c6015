"""Where each piece of a rendering comes from: the element of the template, and the items that loops had taken.

A rendering carries its `Identities` under the name `_identities`, which no template can write.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from iki.model import Jabatan
from iki.template.environment import Verbatim
from iki.views import Kelompok, Pasangan
from iki.word.likeness import Shape, number, shapes
from iki.word.marks import Marks, Origin
from iki.word.ooxml import SDT, TBL, TC, TR, Element, P, R, quoted, w

ORIGIN = "origin"
"""The attribute that bears the origin: the number of the template's element, then the keys of the loops, after `/`."""
BEARERS = frozenset((P, TR, TC, TBL, R, SDT, w("hyperlink")))
"""The elements that bear an origin."""

_NAME, _KEY = "_identities", "_key_"


class Keyed(str):
    """A text of a list that is known by its key, however it is worded."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, text: str, key: str) -> "Keyed":
        """Make a text that is known by a key."""
        made = super().__new__(cls, text)
        made.key = key
        return made


class Identities:
    """The keys of the model's objects: what is the same before and after has the same key."""

    def __init__(self, keys: Mapping[int, str]) -> None:
        self._keys = keys

    def key(self, value: Any, turn: int) -> str:
        """Return the key of what a loop has taken, in its how-manieth turn; that is the key of what has no other."""
        if isinstance(value, Keyed):
            return value.key
        if isinstance(value, Pasangan):
            return value.kunci
        if isinstance(value, Kelompok):
            return value.nama or ""
        return self._keys.get(id(value)) or (value.id if isinstance(value, Jabatan) else None) or str(turn)

    def seen(self) -> dict[str, "Identities"]:
        """Return the variables by which a rendering finds these keys."""
        return {_NAME: self}


class Origins:
    """The elements of a template, part by part; those that are one with an element of another have its number."""

    def __init__(self, like: "Origins | None" = None) -> None:
        self._like = like
        self._parts: dict[str, list[Shape]] = {}

    def bear(self, part: str, root: Element, marks: Marks) -> None:
        """Let every element of a part that can be told apart say where it comes from."""
        every = shapes(root, BEARERS, marks)
        number(every, self._like._parts.get(part, ()) if self._like is not None else ())
        self._parts[part] = every
        for shape in (shape for each in every for shape in each.every()):
            shape.element.set(ORIGIN, marks.set(Origin(shape.number)))


def key_of(name: str) -> nodes.Expr:
    """Return the expression that gives the key of what a loop has taken, as it stands in an attribute."""
    return nodes.Name(f"{_KEY}{name}", "load")


def turn_of(name: str) -> nodes.Stmt:
    """Return the statement that notes the key of what a loop has taken, once in each turn of it."""
    turn = nodes.Getattr(nodes.Name("loop", "load"), "index", "load")
    arguments: list[nodes.Expr] = [nodes.Name(_NAME, "load"), turn]
    key = nodes.Filter(nodes.Name(name, "load"), "_key", arguments, [], None, None)
    return nodes.Assign(nodes.Name(f"{_KEY}{name}", "store"), key, lineno=1)


def _key(value: Any, identities: Identities, turn: int) -> Verbatim:
    return Verbatim(quoted(identities.key(value, turn).replace("/", "_"))[1:-1])


FILTERS = {"_key": _key}
