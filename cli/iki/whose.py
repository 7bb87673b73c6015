"""Whose life is asked for: a position by its id, one of its indikator by words, id or place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from iki import load, project
from iki.characters import printable, shortened
from iki.compare.changes import Item
from iki.compare.similar import alike
from iki.diagnostics import Diagnostic
from iki.entries import Entry, in_place
from iki.errors import IkiError
from iki.history import Repository
from iki.model import Indikator, Jabatan, Kantor
from iki.naming import nearest
from iki.past import Files, Office
from iki.revisions import file_of, id_of, is_of_the_office
from iki.source import Source
from iki.trace import Step, Wanted

_MOST = 20
"""So many are named where several are meant."""
_NEAR = 0.5
"""From so alike on, a name was probably meant."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose life is asked for: what to follow, and what it is called.

    `formerly` are words that an indikator was called by once, where none is called so now; `names` are what
    they are called now.
    """

    wanted: Wanted
    about: str
    formerly: str = ""
    names: tuple[str, ...] = ()


def whose(repository: Repository, tip: str, identity: str, indikator: str) -> Whose:
    """Find what is meant by a position's id and by the words, the id or the place (`2.1`) of one of its indikator."""
    if not identity and not indikator:
        return Whose(Wanted(), "semua jabatan")
    files = repository.files(tip)
    every = [id_of(name) for name in files if name != project.SETTINGS and is_of_the_office(name)]
    if identity and identity not in every:
        if indikator:
            raise IkiError(_unknown(identity, every))
        return Whose(Wanted(sought=identity), f"jabatan {identity}")
    office = Files(repository)
    found = list(_positions(office, files, [identity] if identity else every))
    if not indikator:
        return Whose(Wanted(items={Item(identity): frozenset((identity,))}), f"jabatan {found[0].nama}")
    meant = _meant(indikator, found)
    if meant is None:
        every_item = {item: frozenset((item,)) for item, _ in _rows(found)}
        names = tuple(row.nama for _, row in _rows(found))
        return Whose(Wanted(items=every_item, by_item=True, with_gone=True), "", indikator, names)
    item, nama = meant
    about = f"indikator '{nama}' ({item.jabatan}, {in_place(item).lower()})"
    return Whose(Wanted(items={item: frozenset((item,))}), about)


def absent(repository: Repository, tip: str, identity: str) -> IkiError:
    """Return what is to be said of a position that never was."""
    return IkiError(_unknown(identity, [id_of(name) for name in repository.files(tip) if is_of_the_office(name)]))


def _unknown(identity: str, every: Sequence[str]) -> str:
    near = nearest(identity, every)
    hint = f"Maksud Anda '{near}'?" if near else "Lihat nama berkas di data/jabatan."
    return f"Jabatan '{printable(shortened(identity))}' tidak ada. {hint}"


def _positions(office: Files, files: Mapping[str, str], ids: Sequence[str]) -> Iterator[Jabatan]:
    names = [file_of(each) for each in ids]
    office.fetch([[(files[name], None) for name in names]])
    settings = office.office(files.get(project.SETTINGS), "HEAD")
    kantor = settings.kantor if isinstance(settings, Office) else Kantor()
    for name, identity in zip(names, ids, strict=True):
        source = office.position(name, files[name], "HEAD")
        if isinstance(source, Diagnostic) and len(ids) == 1:
            where = f"{source.location.path}:{source.location.line}"
            raise IkiError(f"{where}: {source.message} Perbaiki dahulu, lalu commit.")
        if isinstance(source, Source):
            yield load.jabatan(source, identity, kantor)


def _rows(every_jabatan: Sequence[Jabatan]) -> list[tuple[Item, Indikator]]:
    return [
        (Item(jabatan.id, sasaran.nomor, number), indikator)
        for jabatan in every_jabatan
        for sasaran in jabatan.sasaran
        for number, indikator in enumerate(sasaran.indikator, start=1)
    ]


def _meant(text: str, every_jabatan: Sequence[Jabatan]) -> tuple[Item, str] | None:
    """Return the one indikator that is called so: by its id, its place, all of its words, else some of them."""
    rows = _rows(every_jabatan)
    asked = " ".join(text.lower().split())
    ways: tuple[Callable[[Item, Indikator], bool], ...] = (
        lambda _, row: row.id == asked,
        lambda item, _: f"{item.sasaran}.{item.indikator}" == asked,
        lambda _, row: " ".join(row.nama.lower().split()) == asked,
        lambda _, row: asked in " ".join(row.nama.lower().split()),
    )
    for way in ways:
        found = [(item, row.nama) for item, row in rows if way(item, row)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _several([f"{item.jabatan} {item.sasaran}.{item.indikator}  {nama}" for item, nama in found])
    return None


def _several(every: Sequence[str]) -> IkiError:
    shown = "\n".join(f"  {each}" for each in every[:_MOST])
    hint = "Sebut jabatannya, dan tempatnya, misalnya: iki log camat --indikator 2.1"
    return IkiError(f"Ada {len(every)} indikator yang cocok:\n{printable(shown, keep_lines=True)}\n{hint}")


def formerly(steps: Iterable[Step], whose: Whose, identity: str) -> tuple[str, Iterator[Step]]:
    """Return what an indikator was called once, and what commits did to it; one that is gone, or was reworded.

    `identity` is the position that is asked for, empty for all of them.
    """
    asked, every = " ".join(whose.formerly.lower().split()), list(steps)
    found: dict[object, str] = {}
    for step in every:
        for entry, labels in step.told:
            was = _former_name(entry, identity)
            if was and asked in " ".join(was.lower().split()):
                found |= {label: found.get(label, was) for label in labels}
    if len(found) > 1:
        raise _several(sorted(set(found.values())))
    if not found:
        names = [_former_name(entry, identity) for step in every for entry, _ in step.told]
        raise _absent_indikator(whose.formerly, [*whose.names, *names])
    label, nama = found.popitem()
    own = (replace(step, told=tuple(each for each in step.told if label in each[1]), unread=()) for step in every)
    return nama, (step for step in own if step.told)


def _former_name(entry: Entry, identity: str) -> str:
    """Return what an indikator was called before it went or was reworded, one of a position where that is asked for."""
    before = entry.before
    if before is None or not before.indikator or entry.field not in {"", "nama"}:
        return ""
    return entry.old if identity in {"", before.jabatan} else ""


def _absent_indikator(text: str, names: Sequence[str]) -> IkiError:
    best = max(names, key=partial(alike, text), default="")
    is_near = alike(text, best) >= _NEAR
    hint = f"Maksud Anda '{best}'?" if is_near else "Tulis id, sebagian namanya, atau tempatnya, misalnya 2.1."
    return IkiError(f"Tidak ada indikator '{printable(shortened(text))}', juga tidak dahulu. {hint}")
