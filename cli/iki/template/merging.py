"""Cells that stay merged while their key stays the same from row to row, in Word and in Markdown alike.

A rendering carries its `Merging` under the name `_merging`, which no template can write.
"""

from collections.abc import Collection
from typing import Any

from jinja2 import nodes

from iki.template.environment import Verbatim

_NAME = "_merging"


class Merging:
    """The keys of the row above, by slot: one slot for each column of a table that may be merged."""

    def __init__(self) -> None:
        self._keys: dict[int, Any] = {}

    def continues(self, key: Any, slot: int) -> bool:
        """Tell whether this cell has the same key as the one above it, and remember its key."""
        same = slot in self._keys and self._keys[slot] == key
        self._keys[slot] = key
        return same

    def forget(self, slots: Collection[int]) -> Verbatim:
        """Let the next cells of these slots start anew; puts nothing out."""
        for slot in slots:
            self._keys.pop(slot, None)
        return Verbatim()

    def seen(self) -> dict[str, "Merging"]:
        """Return the variables by which a rendering finds this memory."""
        return {_NAME: self}


FILTERS = {
    "_continues": lambda key, merging, slot: merging.continues(key, slot),
    "_forget": lambda slots, merging: merging.forget(slots),
}


def continues(key: nodes.Expr, slot: int) -> nodes.Expr:
    """Return the expression that asks whether a cell with this key continues the one above it."""
    return nodes.Filter(key, "_continues", [nodes.Name(_NAME, "load"), nodes.Const(slot)], [], None, None)


def forget(slots: Collection[int]) -> nodes.Expr:
    """Return the expression that lets the cells of these slots start anew."""
    return nodes.Filter(nodes.Const(tuple(sorted(slots))), "_forget", [nodes.Name(_NAME, "load")], [], None, None)
