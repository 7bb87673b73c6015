"""What changed, one thing after the other as a reader goes through it, with the texts before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any

from iki.compare.changes import Changes, Field, IndikatorChange, Item, JabatanChange, SasaranChange
from iki.compare.order import moved
from iki.compare.similar import Likeness, alike, paired
from iki.model import Indikator, Jabatan
from iki.template.filters import huruf
from iki.template.values import in_words

CAME, WENT, CHANGED, MOVED, RENAMED = "baru", "dihapus", "diubah", "dipindahkan", "diganti namanya"
_OF_TEXTS: Likeness[str] = Likeness(alike, lambda _: None, lambda text: text)
_LEAST = 0.45
"""From so alike on, two functions are one that was reworded."""
OFFICE = "Pengaturan kantor"
_IN_LINE = frozenset(("sumber_data", "mendukung", "mencakup", "urutan"))
"""Lists that the sheet prints in one line."""


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
    """How much changed: positions, and indikator that changed, came and went."""

    jabatan: int
    changed: int
    came: int
    went: int

    def in_words(self) -> str:
        """Return it as a sentence says it: `3 jabatan, 5 indikator berubah, 1 baru`."""
        told = [f"{self.jabatan} jabatan"] if self.jabatan else []
        told += [f"{self.changed} indikator berubah"] if self.changed else []
        kinds = ((self.came, "baru"), (self.went, "dihapus"))
        parts = [f"{count} {word}" for count, word in kinds if count]
        if parts and not self.changed:
            parts[0] = parts[0].replace(" ", " indikator ", 1)
        if self.jabatan and not self.changed and not parts:
            told[0] += " berubah"
        return ", ".join((*told, *parts)) or "pengaturan kantor berubah"


def counted(changes: Changes) -> Counted:
    """Count what changed; the indikator of a position that came or went are counted too."""
    came = went = changed = 0
    for jabatan in changes.jabatan:
        if jabatan.old is None or jabatan.new is None:
            rows = sum(len(sasaran.indikator) for sasaran in whole(jabatan).sasaran)
            came, went = (came + rows, went) if jabatan.old is None else (came, went + rows)
            continue
        for each in (each for sasaran in jabatan.sasaran for each in sasaran.indikator):
            if each.old is None:
                came += 1
            elif each.new is None:
                went += 1
            elif each.moved or any(not field.inherited for field in each.fields):
                changed += 1
    return Counted(sum(map(is_told, changes.jabatan)), changed, came, went)


def is_told(change: JabatanChange) -> bool:
    """Tell whether anything of a position changed by itself: what follows from a default is told of the default."""
    return next(_of_position(change), None) is not None


def entries(changes: Changes) -> Iterator[Entry]:
    """Yield all that changed, in the order in which the new state prints it; what only follows is not told."""
    for field in changes.kantor:
        yield from _About("", OFFICE, "", Item(), Item()).field(field)
    for jabatan in changes.jabatan:
        yield from _of_position(jabatan)


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
        """Yield one entry of a field, or one of each key that a group of texts has in only one way."""
        if isinstance(field.old, Mapping) or isinstance(field.new, Mapping):
            old, new = field.old or {}, field.new or {}
            for key in (*old, *(each for each in new if each not in old)):
                if old.get(key) != new.get(key):
                    yield self._of_texts(f"{field.name}.{key}", words(old.get(key)), words(new.get(key)))
        else:
            yield self._of_texts(field.name, *sides_of(field))

    def lines(self, field: Field) -> Iterator[Entry]:
        """Yield an entry of each text of a lettered list that came, went, moved or was reworded."""
        pairs = paired(field.old, field.new, _OF_TEXTS, _LEAST)
        kept = sorted(pairs)
        elsewhere = {kept[index] for index in moved([pairs[i] for i in kept])}
        was = {j: i for i, j in pairs.items()}
        for place, text in enumerate(field.old):
            if place not in pairs:
                yield self._of_texts(f"{field.name}.{huruf(place + 1)}", text, "")
        for place, text in enumerate(field.new):
            name, before = f"{field.name}.{huruf(place + 1)}", was.get(place, -1)
            if before in elsewhere:
                yield self.entry(MOVED, name, new=text, note=f"dari huruf {huruf(before + 1)}")
            if before < 0 or field.old[before] != text:
                yield self._of_texts(name, "" if before < 0 else field.old[before], text)

    def _of_texts(self, name: str, old: str, new: str) -> Entry:
        return self.entry(CAME if not old else WENT if not new else CHANGED, name, old=old, new=new)


def _of_position(change: JabatanChange) -> Iterator[Entry]:
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
        yield from about.lines(field) if field.name == "fungsi" else about.field(field)
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
        yield about.entry(MOVED, new=new.uraian or "", note=f"dari urutan {old.nomor} ke {new.nomor}")
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
        if not field.inherited:
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


def sides_of(field: Field) -> tuple[str, str]:
    """Return both texts of a field; of a list of functions only what differs, with its letters."""
    if field.name == "fungsi" and set(field.old) != set(field.new):
        return _differing_lines(field.old, field.new)
    return _in_line(field.name, field.old), _in_line(field.name, field.new)


def _differing_lines(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, str]:
    texts: tuple[list[str], list[str]] = ([], [])
    for kind, *cut in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            texts[0].extend(lettered(old)[cut[0] : cut[1]])
            texts[1].extend(lettered(new)[cut[2] : cut[3]])
    return "\n".join(texts[0]), "\n".join(texts[1])


def lettered(every: tuple[str, ...]) -> list[str]:
    """Return texts with their letters, as the sheet prints them."""
    return [f"{huruf(number)}. {text}" for number, text in enumerate(every, start=1)]


def words(value: Any, between: str = "\n") -> str:
    """Return a value as plain text, `between` each of several."""
    if is_dataclass(value):
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        return words({name: each for name, each in named.items() if each is not None}, between) or "ada"
    return in_words(value, between)


def field_in_words(name: str, value: Any) -> str:
    """Return the value of a field as plain text, its list as the sheet prints it."""
    if name == "fungsi":
        return "\n".join(lettered(value))
    return _in_line(name, value)


def _in_line(name: str, value: Any) -> str:
    return words(value, ", " if name in _IN_LINE else "; " if isinstance(value, Mapping) else "\n")
