"""A position before and after, with keys by which a document of both knows what is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from iki.compare.changes import Item, JabatanChange
from iki.compare.similar import paired
from iki.model import Jabatan
from iki.texts import LEAST, OF_TEXTS
from iki.word.origins import Keyed


@dataclass(frozen=True, slots=True)
class Tracked:
    """A position before and after (None: there is none), and the keys of what both hold, by the identity of objects.

    `items` are what the keys stand for: in the new state, or in the old one where it is not there any more.
    """

    old: Jabatan | None
    new: Jabatan | None
    keys: Mapping[int, str]
    items: Mapping[str, Item]

    @property
    def id(self) -> str:
        """The position's id, the newer one where it has two."""
        either = self.new or self.old
        return either.id if either is not None else ""

    @property
    def nama(self) -> str:
        """The position's name."""
        either = self.new or self.old
        return either.nama if either is not None else ""


def tracked(change: JabatanChange) -> Tracked:
    """Return a position that changed as two states of one document."""
    return _tracked(change.old, change.new, change.was)


def unchanged(old: Jabatan, new: Jabatan) -> Tracked:
    """Return a position that holds the same before and after."""
    return _tracked(old, new, {item: item for item in _objects(new)})


def _tracked(old: Jabatan | None, new: Jabatan | None, was: Mapping[Item, Item]) -> Tracked:
    after = {item: f"n{item.sasaran}.{item.indikator}" for item in _objects(new)}
    same = {before: after[item] for item, before in was.items() if old and item in after and before.jabatan == old.id}
    before = {item: same.get(item, f"o{item.sasaran}.{item.indikator}") for item in _objects(old)}
    keys: dict[int, str] = {}
    items: dict[str, Item] = {}
    for state, called in ((old, before), (new, after)):
        for item, found in _objects(state).items():
            keys[id(found)] = called[item]
            items[called[item]] = item
    either = new or old
    name = either.id if either is not None else ""
    sides = _with_keys(old, new)
    return Tracked(*sides, {**keys, **{id(each): name for each in sides if each is not None}}, items)


def _objects(jabatan: Jabatan | None) -> dict[Item, object]:
    found: dict[Item, object] = {}
    if jabatan is None:
        return found
    for sasaran in jabatan.sasaran:
        found[Item(jabatan.id, sasaran.nomor)] = sasaran
        for number, indikator in enumerate(sasaran.indikator, start=1):
            found[Item(jabatan.id, sasaran.nomor, number)] = indikator
    return found


def _with_keys(old: Jabatan | None, new: Jabatan | None) -> tuple[Jabatan | None, Jabatan | None]:
    """Return both states with their functions known by keys."""
    lines = _keyed(old.fungsi if old is not None else (), new.fungsi if new is not None else ())
    before = replace(old, fungsi=lines[0]) if old is not None else None
    return before, replace(new, fungsi=lines[1]) if new is not None else None


def _keyed(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both lists of texts, each text known by a key that it has in both."""
    pairs = paired(old, new, OF_TEXTS, LEAST)
    before = tuple(Keyed(text, f"n{pairs[i]}" if i in pairs else f"o{i}") for i, text in enumerate(old))
    return before, tuple(Keyed(text, f"n{j}") for j, text in enumerate(new))
