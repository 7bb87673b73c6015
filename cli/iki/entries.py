"""What changed, one thing after the other as a reader goes through it, with the texts before and after."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from iki.compare.changes import Changes, Field, IndikatorChange, Item, JabatanChange, SasaranChange
from iki.model import Indikator, Jabatan
from iki.texts import CAME, MOVED, RECORD, RENAMED, WENT, parts_of

OFFICE = "Pengaturan kantor"
Defaults = tuple[tuple[str, ...], tuple[str, ...]]
"""The sources of data that the office gives, before and after."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that changed: of what, how, and its text before and after, each empty where there is none.

    `jabatan` is the position's id and empty for the office; `item` says which of its items (`Sasaran 2, indikator 1`),
    `field` which of its fields, both empty where the whole is meant; `note` says more in Indonesian. `before` and
    `after` are what it is about in the old and in the new state, None where it is not there; `reason` is why.
    """

    jabatan: str
    name: str
    item: str
    field: str
    kind: str
    old: str = ""
    new: str = ""
    note: str = ""
    before: Item | None = None
    after: Item | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How much changed: positions, indikator that changed, came, went or have another position, and settings."""

    jabatan: int
    changed: int
    came: int
    went: int
    moved: int = 0
    settings: int = 0

    def in_words(self) -> str:
        """Return it as a sentence says it: `3 jabatan, 5 indikator berubah, 1 baru`."""
        kinds = ((self.changed, "berubah"), (self.came, "baru"), (self.went, "dihapus"), (self.moved, "pindah jabatan"))
        parts = [f"{count} {word}" for count, word in kinds if count]
        if parts:
            parts[0] = parts[0].replace(" ", " indikator ", 1)
        told = [f"{self.jabatan} jabatan{'' if parts else ' berubah'}"] if self.jabatan else []
        return ", ".join((*told, *parts, *(["pengaturan kantor berubah"] if self.settings else [])))


def counted(changes: Changes) -> Counted:
    """Count what changed; the indikator of a position that came or went are counted too."""
    came = went = changed = moved = 0
    for jabatan in changes.jabatan:
        if jabatan.old is None or jabatan.new is None:
            rows = sum(len(sasaran.indikator) for sasaran in whole(jabatan).sasaran)
            came, went = (came + rows, went) if jabatan.old is None else (came, went + rows)
            continue
        for each in (each for sasaran in jabatan.sasaran for each in sasaran.indikator):
            came += each.old is None and each.home is None
            went += each.new is None and each.home is None
            moved += each.old is None and each.home is not None
            is_same = each.old is not None and each.new is not None
            says_other = any(not field.inherited and field.name != RECORD for field in each.fields)
            changed += is_same and (each.moved or says_other)
    positions = sum(next(_of_position(each, changes.sumber_data), None) is not None for each in changes.jabatan)
    return Counted(positions, changed, came, went, moved, sum(not field.inherited for field in changes.kantor))


def entries(changes: Changes) -> Iterator[Entry]:
    """Yield all that changed, in the order in which the new state prints it; what only follows is not told."""
    for field in changes.kantor:
        yield from _About("", OFFICE, "", Item(), Item()).field(field)
    for jabatan in changes.jabatan:
        yield from _of_position(jabatan, changes.sumber_data)


def effective(field: Field, defaults: Defaults) -> Field:
    """Return a field with what is printed: where a position has no sources of its own, those of the office."""
    if field.name != "sumber_data":
        return field
    old, new = (default if own is None else own for own, default in zip((field.old, field.new), defaults, strict=True))
    return replace(field, old=old, new=new)


def whole(change: JabatanChange) -> Jabatan:
    """Return the position as it is now, or as it was when it went."""
    found = change.new or change.old
    if found is None:
        raise ValueError("a change of nothing")
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What an entry is about; it makes the entries that are about this."""

    jabatan: str
    name: str
    item: str
    before: Item | None
    after: Item | None

    def entry(self, kind: str, field: str = "", **more: str) -> Entry:
        return Entry(self.jabatan, self.name, self.item, field, kind, before=self.before, after=self.after, **more)

    def came_or_went(self, old: str | None, new: str | None, note: str) -> Entry:
        """Say that the whole came or went: one of both texts is None."""
        return self.entry(CAME, new=new or "", note=note) if old is None else self.entry(WENT, old=old, note=note)

    def field(self, field: Field) -> Iterator[Entry]:
        """Yield an entry of each part of a field that differs; none of what only follows from another change."""
        for part in parts_of(field) if not field.inherited else ():
            old = "" if part.kind == MOVED else part.old
            yield self.entry(part.kind, part.name, old=old, new=part.new, note=part.note)


def _of_position(change: JabatanChange, defaults: Defaults) -> Iterator[Entry]:
    found = whole(change)
    before, after = (Item(each.id) if each is not None else None for each in (change.old, change.new))
    about = _About(found.id, found.nama, "", before, after)
    if change.old is None or change.new is None:
        rows = sum(len(sasaran.indikator) for sasaran in found.sasaran)
        note = f"{len(found.sasaran)} sasaran, {rows} indikator"
        yield about.came_or_went(_name_of(change.old), _name_of(change.new), note)
        return
    if change.is_renamed:
        yield about.entry(RENAMED, "berkas", old=f"{change.old.id}.yaml", new=f"{change.new.id}.yaml")
    for field in change.fields:
        yield from about.field(effective(field, defaults))
    for sasaran in change.sasaran:
        yield from _of_sasaran(sasaran, change)


def _of_sasaran(change: SasaranChange, of: JabatanChange) -> Iterator[Entry]:
    old, new, found = change.old, change.new, whole(of)
    before = Item(of.old.id, old.nomor) if old is not None and of.old is not None else None
    after = Item(of.new.id, new.nomor) if new is not None and of.new is not None else None
    about = _About(found.id, found.nama, in_place(after or before), before, after)
    if old is None or new is None:
        kin = f"sasaran {change.kin.nomor}" if change.kin else ""
        texts = (None if old is None else old.uraian or "", None if new is None else new.uraian or "")
        yield about.came_or_went(*texts, _joined(note_of(change, kin), _old_number(before, of.new)))
    elif change.moved:
        yield about.entry(MOVED, new=new.uraian or "", note=f"dari urutan {old.nomor}")
    for field in change.fields:
        yield from about.field(field)
    for indikator in change.indikator:
        yield from _of_indikator(indikator, of)


def _of_indikator(change: IndikatorChange, of: JabatanChange) -> Iterator[Entry]:
    old, new, found = change.old, change.new, whole(of)
    before, after = items_of(change, of)
    about = _About(found.id, found.nama, in_place(after or before), before, after)
    if old is None or new is None:
        kin = f"'{change.kin.nama}'" if change.kin else ""
        note = _joined(note_of(change, kin), _old_number(before, of.new))
        yield about.came_or_went(_name_of(old), _name_of(new), note)
        return
    if change.moved and before is not None:
        yield about.entry(MOVED, new=new.nama, note=f"dari sasaran {before.sasaran}, indikator {before.indikator}")
    for field in change.fields:
        yield from about.field(field)


def _old_number(before: Item | None, new: Jabatan | None) -> str:
    """Say that the number of what went is now that of another item."""
    if before is None or new is None or before.sasaran > len(new.sasaran):
        return ""
    has_another = before.indikator <= len(new.sasaran[before.sasaran - 1].indikator)
    return "nomor semula" if has_another else ""


def _joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _name_of(item: Jabatan | Indikator | None) -> str | None:
    return None if item is None else item.nama


def items_of(change: IndikatorChange, of: JabatanChange) -> tuple[Item | None, Item | None]:
    """Return where an indikator of a position stood and stands."""
    before, after = (
        Item(jabatan.id, place.sasaran, place.nomor) if place is not None and jabatan is not None else None
        for jabatan, place in zip((of.old, of.new), change.places, strict=True)
    )
    return before, after


def in_place(item: Item | None) -> str:
    """Say where an item of a position stands, as in `Sasaran 2, indikator 1`; nothing of the position itself."""
    if item is None or not item.sasaran:
        return ""
    return f"Sasaran {item.sasaran}" + (f", indikator {item.indikator}" if item.indikator else "")


def note_of(change: SasaranChange | IndikatorChange, kin: str) -> str:
    """Say from what an item came, or into what it went; `kin` names its kin."""
    is_new = change.old is None
    if change.home is not None:
        return f"dipindahkan {'dari' if is_new else 'ke'} jabatan {change.home.nama}"
    if not kin:
        return ""
    return f"dipecah dari {kin}" if is_new else f"digabung ke {kin}"
