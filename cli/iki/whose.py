"""Whose life is asked for: a position by its id, one of its indikator by words, id or place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from iki import load, project
from iki.characters import printable, shortened
from iki.compare.changes import Item
from iki.compare.similar import alike
from iki.diagnostics import Diagnostic
from iki.entries import in_place
from iki.errors import IkiError
from iki.history import Repository
from iki.model import Indikator, Jabatan, Kantor
from iki.naming import nearest
from iki.past import Files, Office
from iki.revisions import file_of, id_of, is_of_the_office
from iki.source import Source
from iki.trace import Wanted

_MOST = 20
"""So many are named where several are meant."""
_NEAR = 0.5
"""From so alike on, a name was probably meant."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose life is asked for: what to follow, and what it is called."""

    wanted: Wanted
    about: str


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
    item, nama = _meant(indikator, found)
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


def _meant(text: str, every_jabatan: Sequence[Jabatan]) -> tuple[Item, str]:
    """Return the one indikator that is called so: by its id, its place, all of its words, else some of them."""
    rows = [
        (Item(jabatan.id, sasaran.nomor, number), indikator)
        for jabatan in every_jabatan
        for sasaran in jabatan.sasaran
        for number, indikator in enumerate(sasaran.indikator, start=1)
    ]
    asked = " ".join(text.lower().split())
    ways: tuple[Callable[[Item, Indikator], bool], ...] = (
        lambda _, row: row.id == text,
        lambda item, _: f"{item.sasaran}.{item.indikator}" == asked,
        lambda _, row: " ".join(row.nama.lower().split()) == asked,
        lambda _, row: asked in " ".join(row.nama.lower().split()),
    )
    for way in ways:
        found = [(item, row.nama) for item, row in rows if way(item, row)]
        if len(found) == 1:
            return found[0]
        if found:
            shown = "\n".join(
                f"  {item.jabatan} {item.sasaran}.{item.indikator}  {nama}" for item, nama in found[:_MOST]
            )
            hint = "Sebut jabatannya, dan tempatnya, misalnya: iki log camat --indikator 2.1"
            raise IkiError(f"Ada {len(found)} indikator yang cocok:\n{printable(shown, keep_lines=True)}\n{hint}")
    best = max((row.nama for _, row in rows), key=partial(alike, text), default="")
    is_near = alike(text, best) >= _NEAR
    hint = f"Maksud Anda '{best}'?" if is_near else "Tulis id, sebagian namanya, atau tempatnya, misalnya 2.1."
    raise IkiError(f"Tidak ada indikator '{printable(shortened(text))}' di commit terakhir. {hint}")
