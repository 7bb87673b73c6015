"""The matriks semula-menjadi: what changed, a row for each item of a position, as offices attach it to a revision."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields

from iki.compare.changes import Changes, Field, IndikatorChange, Item, JabatanChange, SasaranChange
from iki.entries import RENAMED, Entry, field_in_words, in_place, items_of, note_of, sides_of, whole
from iki.form.words import label
from iki.model import Bagian, Bentuk, Indikator, Jabatan, Perubahan, Sasaran

Reason = Callable[[Item | None, Item | None, str], str]
"""Why an item changed, known by where it stood and stands, and for a position by its field too; else empty."""

EVERYBODY = "Semua jabatan"
_OF_THE_OFFICE = frozenset(("pemda", "perangkat_daerah", "tahun", "periode", "sumber_data"))
"""Settings that stand in the documents of all positions."""
_NOTHING = "\N{EN DASH}"
_NOT_TOLD = frozenset(("trail", "id", "nama", "uraian", "nomor", "indikator", "sasaran", "atasan"))
"""What says where something stands, or stands in the title already."""


def is_in_matrix(entry: Entry) -> bool:
    """Tell whether a row of the matrix says the same: how files are called and sheets look is none of its business."""
    return entry.field in _OF_THE_OFFICE if not entry.jabatan else entry.kind != RENAMED


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix, and what it is about in the old and in the new state; `field` is a position's."""

    perubahan: Perubahan
    before: Item | None
    after: Item | None
    field: str = ""


def rows(changes: Changes, bentuk: Bentuk, reason: Reason) -> Iterator[Row]:
    """Yield the rows of the matrix, numbered from 1; what only follows from a default is told with the default."""
    drafts = _Drafts(bentuk)
    for number, each in enumerate(drafts.every(changes), start=1):
        why = reason(each.before, each.after, each.field)
        made = Perubahan(
            nomor=number, id=each.id, jabatan=each.name, semula=each.semula, menjadi=each.menjadi, alasan=why or None
        )
        yield Row(made, each.before, each.after, each.field)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row before it is numbered."""

    id: str
    name: str
    semula: tuple[Bagian, ...]
    menjadi: tuple[Bagian, ...]
    before: Item | None
    after: Item | None
    field: str = ""


@dataclass(frozen=True, slots=True)
class _Drafts:
    bentuk: Bentuk

    def every(self, changes: Changes) -> Iterator[_Draft]:
        for field in changes.kantor:
            if field.name in _OF_THE_OFFICE:
                sides = self._field(field)
                yield _Draft("", EVERYBODY, *sides, Item(), Item(), field.name)
        for jabatan in changes.jabatan:
            yield from self._position(jabatan)

    def _position(self, change: JabatanChange) -> Iterator[_Draft]:
        found = whole(change)
        if change.old is None or change.new is None:
            for item, about in self._all_of(found):
                before, after = (None, item) if change.old is None else (item, None)
                semula, menjadi = ((), about) if change.old is None else (about, ())
                yield _Draft(found.id, found.nama, semula, menjadi, before, after)
            return
        before, after = Item(change.old.id), Item(change.new.id)
        for field in change.fields:
            yield _Draft(found.id, found.nama, *self._field(field), before, after, field.name)
        for sasaran in change.sasaran:
            yield from self._sasaran(sasaran, change)

    def _all_of(self, jabatan: Jabatan) -> Iterator[tuple[Item, tuple[Bagian, ...]]]:
        """Yield all that a position says, item by item."""
        own = (_part(label("jabatan", self.bentuk), jabatan.nama), *self._every_field(jabatan))
        yield Item(jabatan.id), own
        for sasaran in jabatan.sasaran:
            item = Item(jabatan.id, sasaran.nomor)
            yield item, self._described(item, sasaran)
            for number, indikator in enumerate(sasaran.indikator, start=1):
                item = Item(jabatan.id, sasaran.nomor, number)
                yield item, self._described(item, indikator)

    def _described(self, item: Item, what: Sasaran | Indikator) -> tuple[Bagian, ...]:
        return (_part(in_place(item), _wording(what)), *self._every_field(what))

    def _every_field(self, item: Jabatan | Sasaran | Indikator) -> Iterator[Bagian]:
        for name in (each.name for each in fields(item) if each.name not in _NOT_TOLD):
            text = field_in_words(name, getattr(item, name))
            if text:
                yield _part(label(name, self.bentuk), text)

    def _field(self, field: Field) -> tuple[tuple[Bagian, ...], tuple[Bagian, ...]]:
        called = label(field.name.rpartition(".")[2], self.bentuk)
        old, new = sides_of(field)
        return (_part(called, old or _NOTHING),), (_part(called, new or _NOTHING),)

    def _sasaran(self, change: SasaranChange, of: JabatanChange) -> Iterator[_Draft]:
        old, new, found = change.old, change.new, whole(of)
        before = Item(of.old.id, old.nomor) if old is not None and of.old is not None else None
        after = Item(of.new.id, new.nomor) if new is not None and of.new is not None else None
        if old is None or new is None or change.moved or change.fields:
            kin = f"sasaran {change.kin.nomor}" if change.kin else ""
            sides = self._sides((old, new), (before, after), change.fields, note_of(change, kin))
            yield _Draft(found.id, found.nama, *sides, before, after)
        for indikator in change.indikator:
            yield from self._indikator(indikator, of)

    def _indikator(self, change: IndikatorChange, of: JabatanChange) -> Iterator[_Draft]:
        before, after = items_of(change, of)
        own = tuple(field for field in change.fields if not field.inherited)
        if change.old is None or change.new is None or change.moved or own:
            kin = f"'{change.kin.nama}'" if change.kin else ""
            sides = self._sides((change.old, change.new), (before, after), own, note_of(change, kin))
            yield _Draft(whole(of).id, whole(of).nama, *sides, before, after)

    def _sides(
        self,
        whats: tuple[Sasaran | Indikator | None, Sasaran | Indikator | None],
        items: tuple[Item | None, Item | None],
        changed: Iterable[Field],
        note: str,
    ) -> tuple[tuple[Bagian, ...], tuple[Bagian, ...]]:
        """Return both cells: where an item stands and what it says, and of its fields those that changed.

        What came or went is told whole.
        """
        (old, new), (before, after) = whats, items
        more = (_part("", f"({note})"),) if note else ()
        if old is None or before is None:
            return (), (*self._described(after, new), *more) if new is not None and after is not None else ()
        if new is None or after is None:
            return (*self._described(before, old), *more), ()
        cells = [[_part(in_place(before), _wording(old))], [_part(in_place(after), _wording(new))]]
        for field in (each for each in changed if each.name not in {"nama", "uraian"}):
            for cell, side in zip(cells, self._field(field), strict=True):
                cell.extend(side)
        return tuple(cells[0]), tuple(cells[1])


def _wording(item: Sasaran | Indikator) -> str | None:
    return item.uraian if isinstance(item, Sasaran) else item.nama


def _part(called: str, text: str | None) -> Bagian:
    return Bagian(judul=called or None, isi=text or None)
