"""What no single file shows: superiors that exist, one top, no circle, links that lead somewhere, the order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from iki.characters import is_blank, shortened
from iki.content import items
from iki.diagnostics import Diagnostic, limited
from iki.model import Kantor
from iki.naming import fault_of_id, nearest
from iki.source import Data, Source

_LONGEST_WAY = 6
_TAKE_IT_OUT = "Hapus dari urutan, atau buat berkasnya dengan 'iki new'."

_TIES = frozenset(("jabatan", "atasan", "sasaran", "indikator", "id", "mendukung"))
"""Keys by which positions are tied to each other, and those that lead there."""

Sources = Mapping[str, Source]
"""Every position's source by its id, those with faults too, in the order of printing."""


def arrange(ids: Iterable[str], kantor: Kantor) -> list[str]:
    """Order position ids as `urutan` says; those it does not name follow by id."""
    rank = {identity: index for index, identity in enumerate(kantor.urutan)}
    return sorted(ids, key=lambda identity: (rank.get(identity, len(rank)), identity))


def outline(source: Source) -> Source:
    """Return a source with no data but what other positions can be at odds with, so that all can be held at once."""
    data = source.data
    if not isinstance(data, dict):
        return source
    return replace(source, data=_outlined(data))


def _outlined(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _outlined(value) for key, value in data.items() if key in _TIES}
    return list(map(_outlined, data)) if isinstance(data, list) else data


def judge(sources: Sources, kantor: Kantor) -> Iterator[Diagnostic]:
    """Yield the faults between positions."""
    yield from _unknown_atasan(sources, kantor)
    yield from _circles(sources)
    yield from _second_tops(sources)
    yield from _dead_links(sources, kantor)


def judge_kantor(settings: Source, kantor: Kantor, sources: Sources) -> Iterator[Diagnostic]:
    """Yield the faults of `iki.yaml` that show only beside the positions."""
    yield from limited(_order(settings, kantor, sources))
    for identity in kantor.atasan_luar:
        if identity in sources:
            message = f"'{identity}' ada di atasan_luar, padahal punya berkas data/jabatan/{identity}.yaml."
            hint = "Hapus dari atasan_luar; id di sana hanya untuk jabatan tanpa berkas."
            yield settings.key_fault(("atasan_luar", identity), "atasan-luar-ganda", message, hint)


def _order(settings: Source, kantor: Kantor, sources: Sources) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, identity in enumerate(kantor.urutan):
        if is_blank(identity):
            continue
        if identity not in sources:
            message = f"Jabatan '{shortened(identity)}' dalam urutan tidak punya berkas di data/jabatan."
            yield settings.fault(
                ("urutan", index), "urutan-tidak-dikenal", message, _guess(identity, sources) or _TAKE_IT_OUT
            )
        elif identity in seen:
            message = f"Jabatan '{shortened(identity)}' disebut dua kali dalam urutan."
            yield settings.fault(("urutan", index), "urutan-ganda", message, "Hapus salah satunya.")
        seen.add(identity)


def _unknown_atasan(sources: Sources, kantor: Kantor) -> Iterator[Diagnostic]:
    known = {*sources, *kantor.atasan_luar}
    for source in sources.values():
        atasan = _atasan(source)
        if atasan is not None and atasan not in known and not is_blank(atasan):
            message = f"Atasan '{shortened(atasan)}' tidak dikenal: tidak ada berkasnya di data/jabatan."
            hint = (
                _guess(_id_of(atasan, sources), known)
                or "Tulis id jabatan atasan, atau daftarkan di atasan_luar dalam iki.yaml."
            )
            yield source.fault(("atasan",), "atasan-tidak-dikenal", message, hint)


def _id_of(name: str, sources: Sources) -> str:
    """Return the id of the position that bears this name, for whoever wrote a name; else what was written."""
    for identity, source in sources.items():
        title = source.data.get("jabatan") if isinstance(source.data, dict) else None
        if isinstance(title, str) and title.casefold() == name.casefold():
            return identity
    return name


def _circles(sources: Sources) -> Iterator[Diagnostic]:
    for circle in _every_circle({identity: _atasan(source) for identity, source in sources.items()}):
        shown = circle if len(circle) <= _LONGEST_WAY else (*circle[: _LONGEST_WAY - 1], "…", circle[-1])
        way = " → ".join((*shown, circle[0]))
        for identity in circle:
            message = f"Garis atasan berputar: {way}."
            hint = "Perbaiki atasan salah satu jabatan ini, sehingga garisnya berakhir di pucuk pimpinan."
            yield sources[identity].fault(("atasan",), "atasan-melingkar", message, hint)


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


def _second_tops(sources: Sources) -> Iterator[Diagnostic]:
    tops = [(identity, source) for identity, source in sources.items() if _is_top(source)]
    for _, source in tops[1:]:
        message = f"Jabatan tanpa atasan sudah ada: '{tops[0][0]}'; hanya satu pucuk pimpinan yang boleh."
        hint = "Isi atasan jabatan ini; bila atasannya di luar dokumen, daftarkan di atasan_luar dalam iki.yaml."
        yield source.key_fault(("atasan",), "atasan-belum-ada", message, hint)


def _dead_links(sources: Sources, kantor: Kantor) -> Iterator[Diagnostic]:
    ids = {identity: _item_ids(source) for identity, source in sources.items() if source.data is not None}
    for source in sources.values():
        yield from limited(_dead_links_of(source, ids, sources, kantor))


def _dead_links_of(
    source: Source, ids: Mapping[str, frozenset[str]], sources: Sources, kantor: Kantor
) -> Iterator[Diagnostic]:
    for trail, item in items(source):
        for index, link in enumerate(_list(item.get("mendukung"))):
            why, hint = _why_dead(link, ids, sources, kantor)
            if why:
                yield source.fault((*trail, "mendukung", index), "tautan-putus", why, hint)


def _why_dead(link: Data, ids: Mapping[str, frozenset[str]], sources: Sources, kantor: Kantor) -> tuple[str, str]:
    if not isinstance(link, str):
        return "", ""
    jabatan, _, item = link.partition("/")
    if fault_of_id(jabatan) or fault_of_id(item):
        return "", ""
    if jabatan not in sources and jabatan not in kantor.atasan_luar:
        return f"Jabatan '{jabatan}' dalam tautan ini tidak dikenal.", _guess(
            jabatan, sources
        ) or "Periksa id jabatannya."
    if jabatan in ids and item not in ids[jabatan]:
        message = f"Tidak ada sasaran atau indikator ber-id '{item}' pada jabatan '{jabatan}'."
        return message, _guess(item, ids[jabatan]) or f"Tambahkan 'id: {item}' pada butir itu, atau perbaiki tautannya."
    return "", ""


def _item_ids(source: Source) -> frozenset[str]:
    return frozenset(identity for _, item in items(source) if isinstance(identity := item.get("id"), str))


def _atasan(source: Source) -> str | None:
    atasan = source.data.get("atasan") if isinstance(source.data, dict) else None
    return atasan if isinstance(atasan, str) else None


def _is_top(source: Source) -> bool:
    data = source.data
    return isinstance(data, dict) and data.get("atasan", "") is None and ("atasan",) not in source.unread


def _list(value: Data) -> list[Data]:
    return value if isinstance(value, list) else []


def _guess(text: str, known: Iterable[str]) -> str:
    near = nearest(text, known)
    return f"Maksud Anda '{near}'?" if near else ""
