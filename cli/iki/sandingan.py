"""The matriks semula-menjadi: what changed, a row for each item of a position, as offices attach it to a revision."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from iki.compare.changes import Changes, Field, IndikatorChange, Item, JabatanChange, SasaranChange
from iki.entries import Defaults, Entry, effective, in_place, items_of, note_of, whole
from iki.form.columns import period_in_words
from iki.form.words import label
from iki.model import Bentuk, Indikator, Jabatan, Sasaran
from iki.texts import MOVED, RENAMED, field_in_words, parts_of
from iki.views import Bagian, Perubahan

Reason = Callable[[Item | None, Item | None, str], str]
"""Why an item changed, known by where it stood and stands, and for a position by its field too; else empty."""
Cell = tuple[Bagian, ...]

EVERYBODY, FOLLOWERS = "Semua jabatan", "Jabatan tanpa sumber data sendiri"
_OF_THE_OFFICE = frozenset(("pemda", "perangkat_daerah", "tahun", "periode", "sumber_data"))
"""Settings that stand in the documents of all positions."""
_KEPT_BY = frozenset(("id", "status", "ditinjau", "tinjauan"))
"""What the office keeps its files by, and prints in no document."""
_NOT_TOLD = _KEPT_BY | {"trail", "has_own_sumber_data", "nama", "uraian", "nomor", "indikator", "sasaran", "atasan"}
"""What else says where something stands, or stands in the title already."""
NOTHING = "\N{EN DASH}"
"""What stands for a text where there is none."""


def is_in_matrix(entry: Entry) -> bool:
    """Tell whether a row of the matrix says the same: how files are called and sheets look is none of its business."""
    if not entry.jabatan:
        return entry.field in _OF_THE_OFFICE
    return entry.kind != RENAMED and entry.field.partition(".")[0] not in _KEPT_BY


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix, and what it is about in the old and in the new state; `field` is a position's."""

    perubahan: Perubahan
    before: Item | None
    after: Item | None
    field: str = ""


def rows(changes: Changes, bentuk: Bentuk, reason: Reason) -> Iterator[Row]:
    """Yield the rows of the matrix, numbered from 1; what only follows from a default is told with the default."""
    drafts = _Drafts(bentuk, changes.sumber_data)
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
    semula: Cell
    menjadi: Cell
    before: Item | None
    after: Item | None
    field: str = ""


@dataclass(frozen=True, slots=True)
class _Drafts:
    bentuk: Bentuk
    defaults: Defaults

    def every(self, changes: Changes) -> Iterator[_Draft]:
        for field in changes.kantor:
            name = EVERYBODY if field.name != "sumber_data" else FOLLOWERS
            if field.name in _OF_THE_OFFICE and (name == EVERYBODY or _has_followers(changes)):
                for semula, menjadi in self._cells(field):
                    yield _Draft("", name, semula, menjadi, Item(), Item(), field.name)
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
            for semula, menjadi in self._cells(effective(field, self.defaults)):
                yield _Draft(found.id, found.nama, semula, menjadi, before, after, field.name)
        for sasaran in change.sasaran:
            yield from self._sasaran(sasaran, change)

    def _all_of(self, jabatan: Jabatan) -> Iterator[tuple[Item, Cell]]:
        """Yield all that a position says, item by item."""
        own = (_part(label("jabatan", self.bentuk), jabatan.nama), *self._every_field(jabatan))
        yield Item(jabatan.id), own
        for sasaran in jabatan.sasaran:
            item = Item(jabatan.id, sasaran.nomor)
            yield item, self._described(item, sasaran)
            for number, indikator in enumerate(sasaran.indikator, start=1):
                item = Item(jabatan.id, sasaran.nomor, number)
                yield item, self._described(item, indikator)

    def _described(self, item: Item, what: Sasaran | Indikator) -> Cell:
        return (_part(in_place(item), _wording(what)), *self._every_field(what))

    def _every_field(self, item: Jabatan | Sasaran | Indikator) -> Iterator[Bagian]:
        for name in (each.name for each in fields(item) if each.name not in _NOT_TOLD):
            text = field_in_words(name, getattr(item, name))
            if text:
                yield _part(self._called(name), text)

    def _called(self, name: str) -> str:
        """Return what a field is called, or one of its parts: `target_periode.tw1` is the target of TW 1."""
        head, _, key = name.partition(".")
        match head:
            case "nama":
                return label("jabatan", self.bentuk)
            case "target_periode":
                return f"{label('target', self.bentuk)} {period_in_words(key, self.bentuk)}".strip()
            case "fungsi" if key:
                return f"{label('fungsi', self.bentuk)} {key}"
            case _:
                return label(name, self.bentuk)

    def _cells(self, field: Field) -> Iterator[tuple[Cell, Cell]]:
        """Yield both sides of each part of a field that differs; none of what only follows from another change."""
        if field.inherited or field.name in _KEPT_BY:
            return
        for part in parts_of(field):
            called = self._called(part.name)
            if field.name == "fungsi" and "" in {part.old, part.new}:
                yield self._alone(called, part.old), self._alone(called, part.new)
                continue
            note = f" (dipindahkan {part.note})" if part.kind == MOVED else ""
            yield (_part(called, part.old or NOTHING),), (_part(called, f"{part.new or NOTHING}{note}"),)

    def _alone(self, called: str, text: str) -> Cell:
        return (_part(called, text),) if text else ()

    def _sasaran(self, change: SasaranChange, of: JabatanChange) -> Iterator[_Draft]:
        old, new, found = change.old, change.new, whole(of)
        before = Item(of.old.id, old.nomor) if old is not None and of.old is not None else None
        after = Item(of.new.id, new.nomor) if new is not None and of.new is not None else None
        kin = f"sasaran {change.kin.nomor}" if change.kin else ""
        sides = self._sides((old, new), (before, after), change, note_of(change, kin))
        if sides is not None:
            yield _Draft(found.id, found.nama, *sides, before, after)
        for indikator in change.indikator:
            yield from self._indikator(indikator, of)

    def _indikator(self, change: IndikatorChange, of: JabatanChange) -> Iterator[_Draft]:
        before, after = items_of(change, of)
        kin = f"'{change.kin.nama}'" if change.kin else ""
        sides = self._sides((change.old, change.new), (before, after), change, note_of(change, kin))
        if sides is not None:
            yield _Draft(whole(of).id, whole(of).nama, *sides, before, after)

    def _sides(
        self,
        whats: tuple[Sasaran | Indikator | None, Sasaran | Indikator | None],
        items: tuple[Item | None, Item | None],
        change: SasaranChange | IndikatorChange,
        note: str,
    ) -> tuple[Cell, Cell] | None:
        """Return both cells: where an item stands and what it says, and of its fields those that changed.

        What came or went is told whole, and in the other cell what else became of it. None where nothing is to be told.
        """
        (old, new), (before, after) = whats, items
        other = (_part("", f"({note})"),) if note else ()
        if old is None or before is None:
            return other, self._described(after, new) if new is not None and after is not None else ()
        if new is None or after is None:
            return self._described(before, old), other
        differing = [
            cells for field in change.fields if field.name not in {"nama", "uraian"} for cells in self._cells(field)
        ]
        if not differing and not change.moved and _wording(old) == _wording(new):
            return None
        moved = (_part("", "(dipindahkan)"),) if change.moved else ()
        return (
            (_part(in_place(before), _wording(old)), *(part for cell, _ in differing for part in cell)),
            (_part(in_place(after), _wording(new)), *(part for _, cell in differing for part in cell), *moved),
        )


def _has_followers(changes: Changes) -> bool:
    """Tell whether the sheet of any position prints other sources of data because the office gives others."""
    both = ((each.old, each.new) for each in changes.jabatan)
    return any(
        old is not None and new is not None and old.sumber_data is None and new.sumber_data is None for old, new in both
    )


def _wording(item: Sasaran | Indikator) -> str | None:
    return item.uraian if isinstance(item, Sasaran) else item.nama


def _part(called: str, text: str | None) -> Bagian:
    return Bagian(judul=called or None, isi=text or None)
