"""What went from one position and came to another: told in both, each with the name of the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from iki.compare.changes import Item, JabatanChange, Place, SasaranChange
from iki.model import Indikator, Jabatan, Sasaran


@dataclass(frozen=True, slots=True)
class _Standing:
    """A sasaran or an indikator that came to a position, or went from it, and where it stands there."""

    jabatan: Jabatan
    item: Item
    what: Sasaran | Indikator

    @property
    def wording(self) -> str:
        text = self.what.uraian if isinstance(self.what, Sasaran) else self.what.nama
        return " ".join((text or "").lower().split())


@dataclass(frozen=True, slots=True)
class _Homes:
    """The position that an item went to, by where it stood, and the one that it came from, by where it stands."""

    of_gone: dict[Item, Jabatan]
    of_new: dict[Item, Jabatan]


def told_of_each_other(every: Sequence[JabatanChange]) -> Iterator[JabatanChange]:
    """Yield the changes of positions; what stands in another position now is linked with what it was there."""
    pairs = _pairs([each for change in every for each in _moving(change, came=False)], every)
    if not pairs:
        yield from every
        return
    homes = _Homes({old.item: new.jabatan for old, new in pairs}, {new.item: old.jabatan for old, new in pairs})
    was = {new.item: old.item for old, new in pairs}
    for change in every:
        sasaran = tuple(_with_homes(change, each, homes) for each in change.sasaran)
        own = {item: old for item, old in was.items() if change.new is not None and item.jabatan == change.new.id}
        yield replace(change, sasaran=sasaran, was={**change.was, **own})


def _pairs(went: Sequence[_Standing], every: Sequence[JabatanChange]) -> list[tuple[_Standing, _Standing]]:
    """Return which of what went is which of what came: by its id, else word for word."""
    by_id: dict[tuple[type, str | None], list[_Standing]] = defaultdict(list)
    by_words: dict[tuple[type, str], list[_Standing]] = defaultdict(list)
    for each in went:
        by_id[type(each.what), each.what.id].append(each)
        by_words[type(each.what), each.wording].append(each)
    pairs: list[tuple[_Standing, _Standing]] = []
    taken: set[Item] = set()
    for new in (each for change in every for each in _moving(change, came=True)):
        named = by_id[type(new.what), new.what.id] if new.what.id is not None else []
        same = by_words[type(new.what), new.wording] if new.wording else []
        for old in (*named, *same):
            if old.item not in taken and old.item.jabatan != new.item.jabatan:
                taken.add(old.item)
                pairs.append((old, new))
                break
    return pairs


def _moving(change: JabatanChange, *, came: bool) -> Iterator[_Standing]:
    """Yield all that came to a position, or went from it; all that it holds where it is new, or gone."""
    jabatan, other = (change.new, change.old) if came else (change.old, change.new)
    if jabatan is None:
        return
    for sasaran in jabatan.sasaran if other is None else ():
        yield _Standing(jabatan, Item(jabatan.id, sasaran.nomor), sasaran)
        for number, indikator in enumerate(sasaran.indikator, start=1):
            yield _Standing(jabatan, Item(jabatan.id, sasaran.nomor, number), indikator)
    for each in change.sasaran:
        what, gone = (each.new, each.old) if came else (each.old, each.new)
        if what is not None and gone is None:
            yield _Standing(jabatan, Item(jabatan.id, what.nomor), what)
        for row in each.indikator:
            one, gone_row = (row.new, row.old) if came else (row.old, row.new)
            place = row.places[1 if came else 0]
            if one is not None and gone_row is None and place is not None:
                yield _Standing(jabatan, Item(jabatan.id, place.sasaran, place.nomor), one)


def _with_homes(of: JabatanChange, change: SasaranChange, homes: _Homes) -> SasaranChange:
    rows = tuple(replace(each, home=_home(of, each.places, homes)) for each in change.indikator)
    old, new = (Place(each.nomor, 0) if each is not None else None for each in (change.old, change.new))
    return replace(change, home=_home(of, (old, new), homes), indikator=rows)


def _home(of: JabatanChange, places: tuple[Place | None, Place | None], homes: _Homes) -> Jabatan | None:
    """Return the other position of what only came, or only went."""
    old, new = (
        Item(jabatan.id, place.sasaran, place.nomor) if jabatan is not None and place is not None else None
        for jabatan, place in zip((of.old, of.new), places, strict=True)
    )
    if old is not None and new is None:
        return homes.of_gone.get(old)
    return homes.of_new.get(new) if new is not None and old is None else None
