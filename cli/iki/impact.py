"""Which items may no longer be right since an item that they support says something else now: those to be looked at."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from iki.characters import shortened
from iki.compare.changes import Changes, Field, Item, JabatanChange
from iki.diagnostics import Location
from iki.fingerprint import by_link, content, fields_of, fingerprint, items_of, normal, said_by, value_of
from iki.model import Indikator, Jabatan, Sasaran
from iki.source import Trail
from iki.texts import CAME, CHANGED, WENT, parts_of

Place = Callable[[str, Trail], Location]
"""Where something of a position (its id) stands in the new state."""
SUSPECTED, NONE_SUSPECTED = "Perlu ditinjau", "Tidak ada yang perlu ditinjau."
_MOST = 4
"""So many differences are told in one sentence."""
_BEFORE = 2
"""So many words that stayed are told before those that did not, where texts are too long to be told whole."""
_LONG = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an item says otherwise than before; `indikator` is the number of the one of a sasaran, else 0.

    `field` is empty where a whole indikator of the sasaran came or went; `kind` is one of those of `texts`.
    """

    indikator: int
    field: str
    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Suspect:
    """An item that is to be looked at: where its link stands, whose it is, which item, what it and its link say.

    `differences` tell what the supported item says otherwise than before; there are none where that `is_gone`.
    """

    location: Location
    jabatan: str
    name: str
    item: Item
    text: str
    link: str
    is_gone: bool
    differences: tuple[Difference, ...]

    @property
    def called(self) -> str:
        """What `iki review` calls it."""
        return called(self.item)


def called(item: Item) -> str:
    """Return what `iki review` calls an item: `camat/2`, and `camat/2.1` for the first indikator of its sasaran 2."""
    return f"{item.jabatan}/{item.sasaran}" + (f".{item.indikator}" if item.indikator else "")


def item_at(jabatan: str, trail: Trail) -> Item:
    """Return the item of a position that a trail leads to."""
    return Item(jabatan, *(step + 1 for step in trail if isinstance(step, int)))


def item_of(jabatan: str, what: Sasaran | Indikator) -> Item:
    """Return where an item of a position stands."""
    return item_at(jabatan, what.trail)


def changed_positions(changes: Changes) -> frozenset[str]:
    """Return the ids, old and new, of positions of which an item that others can support changed, or has another name.

    What supports nothing of these is no suspect.
    """
    return frozenset(each.id for change in changes.jabatan for each in _of_interest(change))


def _of_interest(change: JabatanChange) -> tuple[Jabatan, ...]:
    old, new = change.old, change.new
    if old is None:
        return ()
    named = {each.id: content(each) for each in items_of(old) if each.id}
    now = {each.id: content(each) for each in items_of(new) if each.id} if new is not None else {}
    if new is None or change.is_renamed:
        return (old, *([new] if new is not None else [])) if named else ()
    return (old,) if any(now.get(identity) != said for identity, said in named.items()) else ()


def suspects(old: Iterable[Jabatan], new: Iterable[Jabatan], changes: Changes, place: Place) -> Iterator[Suspect]:
    """Yield what is to be looked at, in the order of the new positions.

    `changes` are those of the two states; both may be without positions that are the same in either and support
    nothing that changed.
    """
    old, new = tuple(old), tuple(new)
    then, now = _Then.of(old, changes), by_link(new)
    for jabatan in new:
        for what in items_of(jabatan):
            for index, link, supported in then.supported(jabatan, what):
                after = now.get(link)
                if _is_other(supported, after, what.tinjauan.get(link, "")):
                    yield Suspect(
                        place(jabatan.id, (*what.trail, "mendukung", index)),
                        jabatan.id,
                        jabatan.nama,
                        item_of(jabatan.id, what),
                        wording(what),
                        link,
                        after is None,
                        tuple(then.differences(supported, after, link)) if after is not None else (),
                    )


def _is_other(before: Sasaran | Indikator, after: Sasaran | Indikator | None, recorded: str) -> bool:
    """Tell whether a supported item is gone, or says what was not yet recorded as seen."""
    return after is None or (content(before) != content(after) and recorded != fingerprint(after))


@dataclass(frozen=True, slots=True)
class _Then:
    """The old state: its items by where they stood and by their links; and what the new state's items were there.

    `ids` are the old ids of positions by the new ones, `changed` the new ids of all that changed.
    """

    items: Mapping[Item, Sasaran | Indikator]
    links: Mapping[str, Sasaran | Indikator]
    was: Mapping[Item, Item]
    ids: Mapping[str, str]
    changed: frozenset[str]

    @classmethod
    def of(cls, old: Collection[Jabatan], changes: Changes) -> "_Then":
        return cls(
            {item_of(each.id, what): what for each in old for what in items_of(each)},
            by_link(old),
            {item: before for each in changes.jabatan for item, before in each.was.items()},
            {each.new.id: each.old.id for each in changes.jabatan if each.new is not None and each.old is not None},
            frozenset(each.new.id for each in changes.jabatan if each.new is not None),
        )

    def before(self, item: Item) -> Sasaran | Indikator | None:
        """Return what an item of the new state was; None for what is new."""
        was = self.was.get(item) if item.jabatan in self.changed else item
        return self.items.get(was) if was is not None else None

    def supported(self, jabatan: Jabatan, what: Sasaran | Indikator) -> Iterator[tuple[int, str, Sasaran | Indikator]]:
        """Yield which links an item had before already, and what each led to; none if it says something else now."""
        before = self.before(item_of(jabatan.id, what)) if what.mendukung else None
        if before is None or content(before) != content(what):
            return
        for index, link in enumerate(what.mendukung):
            owner, slash, identity = link.partition("/")
            old_link = f"{self.ids.get(owner, owner)}{slash}{identity}"
            if old_link in self.links and not {link, old_link}.isdisjoint(before.mendukung):
                yield index, link, self.links[old_link]

    def differences(self, before: Sasaran | Indikator, after: Sasaran | Indikator, link: str) -> Iterator[Difference]:
        """Yield what the item that a link leads to says otherwise than before."""
        yield from _own_differences(before, after, 0)
        if isinstance(before, Indikator) or isinstance(after, Indikator):
            return
        kept = set[Trail]()
        for number, row in enumerate(after.indikator, start=1):
            was = self.before(item_of(link.partition("/")[0], row))
            if isinstance(was, Indikator) and was in before.indikator:
                kept.add(was.trail)
                yield from _own_differences(was, row, number)
            else:
                yield Difference(number, "", CAME, "", row.nama)
        for number, row in enumerate(before.indikator, start=1):
            if row.trail not in kept:
                yield Difference(number, "", WENT, row.nama, "")


def _own_differences(before: Sasaran | Indikator, after: Sasaran | Indikator, number: int) -> Iterator[Difference]:
    if type(before) is not type(after):
        yield Difference(number, "", CHANGED, wording(before), wording(after))
        return
    for name in fields_of(after):
        if said_by(before, name) != said_by(after, name):
            for part in parts_of(Field(name, value_of(before, name), value_of(after, name))):
                if normal(part.old) != normal(part.new):
                    yield Difference(number, part.name, part.kind, part.old, part.new)


def wording(what: Sasaran | Indikator) -> str:
    """Return the sentence of an item."""
    return what.nama if isinstance(what, Indikator) else what.uraian or ""


def in_words(suspect: Suspect) -> str:
    """Say in one sentence what is to be looked at, and why."""
    item = suspect.item
    place = f"sasaran {item.sasaran}" + (f", indikator {item.indikator}" if item.indikator else "")
    about = f"{place} '{shortened(suspect.text)}' mendukung {shortened(suspect.link)}"
    if suspect.is_gone:
        return f"{about}, yang sudah tidak ada"
    told = [_told(each) for each in suspect.differences[:_MOST]]
    left = len(suspect.differences) - len(told)
    return f"{about}, yang berubah: {'; '.join(told)}" + (f"; dan {left} lainnya" if left else "")


def advice(suspect: Suspect) -> str:
    """Say what to do about it."""
    if suspect.is_gone:
        return "Ganti tautan itu dengan butir yang sekarang didukung, atau hapus."
    return f"Sesuaikan bila perlu, lalu catat: iki review {suspect.called}"


def _told(difference: Difference) -> str:
    of_which = f"indikator {difference.indikator}" if difference.indikator else ""
    if not difference.field and difference.kind != CHANGED:
        return f"indikator '{shortened(difference.old or difference.new)}' {difference.kind}"
    what = " ".join(filter(None, (difference.field, of_which))) or "butirnya"
    if difference.kind == CHANGED:
        old, new = _beside(difference.old, difference.new)
        return f"{what} '{shortened(old)}' → '{shortened(new)}'"
    return f"{what} '{shortened(difference.old or difference.new)}' {difference.kind}"


def _beside(old: str, new: str) -> tuple[str, str]:
    """Return two texts; if they are too long to be told whole, from shortly before where they differ."""
    if max(len(old), len(new)) <= _LONG:
        return old, new
    before, after = old.split(), new.split()
    pairs = enumerate(zip_longest(before, after))
    start = max(next((index for index, (one, other) in pairs if one != other), 0) - _BEFORE, 0)
    dots = "… " if start else ""
    return dots + " ".join(before[start:]), dots + " ".join(after[start:])
