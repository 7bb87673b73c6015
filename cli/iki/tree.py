"""What no single file shows: superiors that exist, one top, no circle, links that lead somewhere, the order."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from iki.characters import is_blank, shortened
from iki.content import items
from iki.diagnostics import Diagnostic, limited
from iki.model import Kantor
from iki.naming import fault_of_id, nearest
from iki.source import Data, Source, Trail

_LONGEST_WAY = 6
_TAKE_IT_OUT = "Hapus dari urutan, atau buat berkasnya dengan 'iki new'."


class Ties(NamedTuple):
    """What other positions can be at odds with, and no more, so that those of all positions can be held at once.

    `ids` are those of its sasaran and indikator, None where the file could not be read. Most have none, and an empty
    set would take more memory than all the rest.
    """

    nama: str | None
    atasan: str | None
    is_top: bool
    ids: Collection[str] | None
    links: tuple[tuple[Trail, str], ...]


EveryTies = Mapping[str, Ties]
"""Every position's ties by its id, those with faults too, in the order of printing."""
SourceOf = Callable[[str], Source]
"""Returns the file of a position by its id, read again where it is not held: few have a fault to be placed."""


def arrange(ids: Iterable[str], kantor: Kantor) -> list[str]:
    """Order position ids as `urutan` says; those it does not name follow by id."""
    rank = {identity: index for index, identity in enumerate(kantor.urutan)}
    return sorted(ids, key=lambda identity: (rank.get(identity, len(rank)), identity))


def ties(source: Source) -> Ties:
    """Return what ties one position to the others."""
    data = source.data if isinstance(source.data, dict) else {}
    every_item = items(source)
    return Ties(
        _text(data.get("jabatan")),
        _text(data.get("atasan")) if ("atasan",) not in source.unread else None,
        data.get("atasan", "") is None and ("atasan",) not in source.unread,
        None
        if source.data is None
        else frozenset(filter(None, (_text(item.get("id")) for _, item in every_item))) or (),
        tuple(link for trail, item in every_item if "mendukung" in item for link in _links(trail, item["mendukung"])),
    )


def _text(value: Data) -> str | None:
    return value if isinstance(value, str) else None


def _links(trail: Trail, links: Data) -> Iterator[tuple[Trail, str]]:
    for index, link in enumerate(links if isinstance(links, list) else ()):
        if isinstance(link, str):
            yield (*trail, "mendukung", index), link


def judge(every_ties: EveryTies, kantor: Kantor, source_of: SourceOf) -> Iterator[Diagnostic]:
    """Yield the faults between positions."""
    yield from _unknown_atasan(every_ties, kantor, source_of)
    yield from _circles(every_ties, source_of)
    yield from _second_tops(every_ties, source_of)
    yield from _dead_links(every_ties, kantor, source_of)


def judge_kantor(settings: Source, kantor: Kantor, every_ties: EveryTies) -> Iterator[Diagnostic]:
    """Yield the faults of `iki.yaml` that show only beside the positions, and say where there are none."""
    if not every_ties:
        hint = "Buat yang pertama dengan 'iki new'; berkas jabatan ditaruh langsung di data/jabatan."
        yield settings.key_warning((), "jabatan-belum-ada", "Belum ada jabatan di data/jabatan.", hint)
    yield from limited(_order(settings, kantor, every_ties))
    yield from _signer(settings, kantor, every_ties)
    for identity in kantor.atasan_luar:
        if identity in every_ties:
            message = f"'{identity}' ada di atasan_luar, padahal punya berkas data/jabatan/{identity}.yaml."
            hint = "Hapus dari atasan_luar; id di sana hanya untuk jabatan tanpa berkas."
            yield settings.key_fault(("atasan_luar", identity), "atasan-luar-ganda", message, hint)


def _signer(settings: Source, kantor: Kantor, every_ties: EveryTies) -> Iterator[Diagnostic]:
    identity = kantor.dokumen.penandatangan
    known = {**every_ties, **kantor.atasan_luar}
    if identity and not is_blank(identity) and identity not in known:
        message = f"Jabatan '{shortened(identity)}' yang menandatangani tidak ada di data/jabatan atau atasan_luar."
        hint = _guess(identity, known) or "Tulis id jabatan: nama berkasnya tanpa .yaml."
        yield settings.fault(("dokumen", "penandatangan"), "penandatangan-tidak-dikenal", message, hint)


def _order(settings: Source, kantor: Kantor, every_ties: EveryTies) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, identity in enumerate(kantor.urutan):
        if is_blank(identity):
            continue
        if identity not in every_ties:
            message = f"Jabatan '{shortened(identity)}' dalam urutan tidak punya berkas di data/jabatan."
            yield settings.fault(
                ("urutan", index), "urutan-tidak-dikenal", message, _guess(identity, every_ties) or _TAKE_IT_OUT
            )
        elif identity in seen:
            message = f"Jabatan '{shortened(identity)}' disebut dua kali dalam urutan."
            yield settings.fault(("urutan", index), "urutan-ganda", message, "Hapus salah satunya.")
        seen.add(identity)


def _unknown_atasan(every_ties: EveryTies, kantor: Kantor, source_of: SourceOf) -> Iterator[Diagnostic]:
    known = {**every_ties, **kantor.atasan_luar} if kantor.atasan_luar else every_ties
    for identity, each in every_ties.items():
        atasan = each.atasan
        if atasan is not None and atasan not in known and not is_blank(atasan):
            message = f"Atasan '{shortened(atasan)}' tidak dikenal: tidak ada berkasnya di data/jabatan."
            hint = (
                _guess(_id_of(atasan, every_ties), known)
                or "Tulis id jabatan atasan, atau daftarkan di atasan_luar dalam iki.yaml."
            )
            yield source_of(identity).fault(("atasan",), "atasan-tidak-dikenal", message, hint)


def _id_of(name: str, every_ties: EveryTies) -> str:
    """Return the id of the position that bears this name, for whoever wrote a name; else what was written."""
    for identity, each in every_ties.items():
        if each.nama is not None and each.nama.casefold() == name.casefold():
            return identity
    return name


def _circles(every_ties: EveryTies, source_of: SourceOf) -> Iterator[Diagnostic]:
    for circle in _every_circle({identity: each.atasan for identity, each in every_ties.items()}):
        shown = circle if len(circle) <= _LONGEST_WAY else (*circle[: _LONGEST_WAY - 1], "…", circle[-1])
        way = " → ".join((*shown, circle[0]))
        for identity in circle:
            message = f"Garis atasan berputar: {way}."
            hint = "Perbaiki atasan salah satu jabatan ini, sehingga garisnya berakhir di pucuk pimpinan."
            yield source_of(identity).fault(("atasan",), "atasan-melingkar", message, hint)


def _every_circle(atasan: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Follow each position upwards once; a walk that meets itself has found a circle."""
    done: set[str] = set()
    for start in atasan:
        walk: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in atasan and here not in done and here not in walk:
            walk[here] = None
            here = atasan[here]
        if here in walk:
            steps = tuple(walk)
            yield steps[steps.index(here) :]
        done.update(walk)


def _second_tops(every_ties: EveryTies, source_of: SourceOf) -> Iterator[Diagnostic]:
    tops = [identity for identity, each in every_ties.items() if each.is_top]
    for identity in tops[1:]:
        message = f"Jabatan tanpa atasan sudah ada: '{tops[0]}'; hanya satu pucuk pimpinan yang boleh."
        hint = "Isi atasan jabatan ini; bila atasannya di luar dokumen, daftarkan di atasan_luar dalam iki.yaml."
        yield source_of(identity).key_fault(("atasan",), "atasan-belum-ada", message, hint)


def _dead_links(every_ties: EveryTies, kantor: Kantor, source_of: SourceOf) -> Iterator[Diagnostic]:
    for identity, each in every_ties.items():
        dead = [(trail, *_why_dead(link, every_ties, kantor)) for trail, link in each.links]
        faults = [(trail, why, hint) for trail, why, hint in dead if why]
        source = source_of(identity) if faults else None
        if source is not None:
            yield from limited(source.fault(trail, "tautan-putus", why, hint) for trail, why, hint in faults)


def _why_dead(link: str, every_ties: EveryTies, kantor: Kantor) -> tuple[str, str]:
    jabatan, _, item = link.partition("/")
    if fault_of_id(jabatan) or fault_of_id(item):
        return "", ""
    if jabatan not in every_ties:
        known = jabatan in kantor.atasan_luar
        message = f"Jabatan '{jabatan}' dalam tautan ini tidak dikenal."
        return ("", "") if known else (message, _guess(jabatan, every_ties) or "Periksa id jabatannya.")
    ids = every_ties[jabatan].ids
    if ids is not None and item not in ids:
        message = f"Tidak ada sasaran atau indikator ber-id '{item}' pada jabatan '{jabatan}'."
        return message, _guess(item, ids) or f"Tambahkan 'id: {item}' pada butir itu, atau perbaiki tautannya."
    return "", ""


def _guess(text: str, known: Iterable[str]) -> str:
    near = nearest(text, known)
    return f"Maksud Anda '{near}'?" if near else ""
