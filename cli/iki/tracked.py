"""A position before and after, with keys by which a document of both knows what is the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from iki.compare.changes import Item, JabatanChange
from iki.compare.similar import paired
from iki.model import Jabatan
from iki.texts import LEAST, OF_TEXTS
from iki.word.origins import Identities, Keyed


@dataclass(frozen=True, slots=True)
class Tracked:
    """Both states of a position and the keys of what they hold; one that came or went has an empty other state.

    `items` are what the keys stand for: in the new state, or in the old one where it is not there any more.
    """

    old: Jabatan
    new: Jabatan
    identities: Identities
    items: Mapping[str, Item]


def tracked(change: JabatanChange) -> Tracked:
    """Return a changed position as two states of one document."""
    new = change.new if change.new is not None else _emptied(change.old)
    old = change.old if change.old is not None else _emptied(change.new)
    keys: dict[int, str] = {}
    items: dict[str, Item] = {}
    after = {item: f"n{item.sasaran}.{item.indikator}" for item in _objects(new)}
    was = {before: after[item] for item, before in change.was.items() if item in after and before.jabatan == old.id}
    before = {item: was.get(item, f"o{item.sasaran}.{item.indikator}") for item in _objects(old)}
    for state, called in ((old, before), (new, after)):
        for item, found in _objects(state).items():
            keys[id(found)] = called[item]
            items[called[item]] = item
    lines = _keyed(old.fungsi, new.fungsi)
    return Tracked(replace(old, fungsi=lines[0]), replace(new, fungsi=lines[1]), Identities(keys), items)


def _emptied(jabatan: Jabatan | None) -> Jabatan:
    """Return what a document of a position says where there is none: its template, and nothing in it."""
    if jabatan is None:
        raise ValueError("a change of nothing")
    return Jabatan(id=jabatan.id, nama="", atasan=None, tugas=None, fungsi=(), sasaran=())


def _objects(jabatan: Jabatan) -> dict[Item, object]:
    found: dict[Item, object] = {}
    for sasaran in jabatan.sasaran:
        found[Item(jabatan.id, sasaran.nomor)] = sasaran
        for number, indikator in enumerate(sasaran.indikator, start=1):
            found[Item(jabatan.id, sasaran.nomor, number)] = indikator
    return found


def _keyed(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both lists of texts, each text known by a key that it has in both."""
    pairs = paired(old, new, OF_TEXTS, LEAST)
    before = tuple(Keyed(text, f"n{pairs[i]}" if i in pairs else f"o{i}") for i, text in enumerate(old))
    return before, tuple(Keyed(text, f"n{j}") for j, text in enumerate(new))
