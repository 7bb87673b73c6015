"""One file a style: what changed, told to people or programs. Here: the changes as a reader goes through them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from iki.compare.changes import Changes, Field, IndikatorChange, JabatanChange, SasaranChange
from iki.model import Jabatan, Sasaran
from iki.template.environment import in_words

CAME, WENT, CHANGED, MOVED, RENAMED = "baru", "dihapus", "diubah", "dipindahkan", "diganti namanya"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that changed: of what, how, and its text before and after, each empty where there is none.

    `jabatan` is the position's id and empty for the office; `item` says which of its items (`Sasaran 2, indikator 1`),
    `field` which of its fields, both empty where the whole is meant; `note` says more in Indonesian.
    """

    jabatan: str
    name: str
    item: str
    field: str
    kind: str
    old: str = ""
    new: str = ""
    note: str = ""


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


Style = Callable[[Changes], str]


def every_style() -> tuple[str, ...]:
    """Return the names of the styles that stand here."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def style(name: str) -> Style:
    """Return what tells changes in one of the names of `every_style`."""
    told: Style = import_module(f"{__name__}.{name}").told
    return told


def coloured(name: str, text: str) -> str:
    """Return what a style told as a terminal shows it; most styles have no colours."""
    colour: Callable[[str], str] | None = getattr(import_module(f"{__name__}.{name}"), "coloured", None)
    return colour(text) if colour is not None else text


def counted(changes: Changes) -> Counted:
    """Count what changed; the indikator of a position that came or went are counted too."""
    came = went = changed = 0
    for jabatan in changes.jabatan:
        if jabatan.old is None or jabatan.new is None:
            rows = sum(len(sasaran.indikator) for sasaran in _whole(jabatan).sasaran)
            came, went = (came + rows, went) if jabatan.old is None else (came, went + rows)
            continue
        for each in (each for sasaran in jabatan.sasaran for each in sasaran.indikator):
            if each.old is None:
                came += 1
            elif each.new is None:
                went += 1
            elif each.moved or any(not field.inherited for field in each.fields):
                changed += 1
    return Counted(len(changes.jabatan), changed, came, went)


def entries(changes: Changes) -> Iterator[Entry]:
    """Yield all that changed, in the order in which the new state prints it; what only follows is not told."""
    for field in changes.kantor:
        yield from _of_field(field, "", "Pengaturan kantor", "")
    for jabatan in changes.jabatan:
        yield from _of_position(jabatan)


def _whole(change: JabatanChange) -> Jabatan:
    whole = change.new or change.old
    if whole is None:
        raise ValueError("a change of nothing")
    return whole


def _of_position(change: JabatanChange) -> Iterator[Entry]:
    whole = _whole(change)
    if change.old is None or change.new is None:
        kind = CAME if change.old is None else WENT
        rows = sum(len(sasaran.indikator) for sasaran in whole.sasaran)
        note = f"{len(whole.sasaran)} sasaran, {rows} indikator"
        texts = {"new": whole.nama} if kind == CAME else {"old": whole.nama}
        yield Entry(whole.id, whole.nama, "", "", kind, note=note, **texts)
        return
    if change.is_renamed:
        yield Entry(whole.id, whole.nama, "", "berkas", RENAMED, f"{change.old.id}.yaml", f"{change.new.id}.yaml")
    for field in change.fields:
        yield from _of_field(field, whole.id, whole.nama, "")
    for sasaran in change.sasaran:
        yield from _of_sasaran(sasaran, whole)


def _of_sasaran(change: SasaranChange, whole: Jabatan) -> Iterator[Entry]:
    item = _number(change.new or change.old)
    if change.old is None and change.new is not None:
        note = f"dipecah dari sasaran {change.kin.nomor}" if change.kin else ""
        yield Entry(whole.id, whole.nama, item, "", CAME, new=change.new.uraian or "", note=note)
    elif change.new is None and change.old is not None:
        note = f"digabung ke sasaran {change.kin.nomor}" if change.kin else ""
        yield Entry(whole.id, whole.nama, item, "", WENT, old=change.old.uraian or "", note=note)
    elif change.moved and change.old is not None and change.new is not None:
        note = f"dari urutan {change.old.nomor} ke {change.new.nomor}"
        yield Entry(whole.id, whole.nama, item, "", MOVED, new=change.new.uraian or "", note=note)
    for field in change.fields:
        yield from _of_field(field, whole.id, whole.nama, item)
    for indikator in change.indikator:
        yield from _of_indikator(indikator, whole)


def _of_indikator(change: IndikatorChange, whole: Jabatan) -> Iterator[Entry]:
    before, after = change.places
    place = after or before
    item = f"Sasaran {place.sasaran}, indikator {place.nomor}" if place is not None else ""
    if change.old is None and change.new is not None:
        note = f"dipecah dari '{change.kin.nama}'" if change.kin else ""
        yield Entry(whole.id, whole.nama, item, "", CAME, new=change.new.nama, note=note)
    elif change.new is None and change.old is not None:
        note = f"digabung ke '{change.kin.nama}'" if change.kin else ""
        yield Entry(whole.id, whole.nama, item, "", WENT, old=change.old.nama, note=note)
    elif change.moved and before is not None and change.old is not None and change.new is not None:
        note = f"dari sasaran {before.sasaran}, indikator {before.nomor}"
        yield Entry(whole.id, whole.nama, item, "", MOVED, new=change.new.nama, note=note)
    for field in change.fields if change.old is not None and change.new is not None else ():
        if not field.inherited:
            yield from _of_field(field, whole.id, whole.nama, item)


def _number(sasaran: Sasaran | None) -> str:
    return f"Sasaran {sasaran.nomor}" if sasaran is not None else ""


def _of_field(field: Field, identity: str, name: str, item: str) -> Iterator[Entry]:
    """Yield one entry of a field, or one of each key that a group of texts has in only one way."""
    if isinstance(field.old, Mapping) or isinstance(field.new, Mapping):
        old, new = field.old or {}, field.new or {}
        for key in (*old, *(each for each in new if each not in old)):
            if old.get(key) != new.get(key):
                told = in_words(old.get(key), "\n"), in_words(new.get(key), "\n")
                yield Entry(identity, name, item, f"{field.name}.{key}", _kind(*told), *told)
    else:
        told = in_words(field.old, "\n"), in_words(field.new, "\n")
        yield Entry(identity, name, item, field.name, _kind(*told), *told)


def _kind(old: str, new: str) -> str:
    return CAME if not old else WENT if not new else CHANGED
