"""Which items somebody names to have them recorded as looked at: a position, or one of its sasaran or indikator."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from iki.characters import printable, shortened
from iki.errors import IkiError
from iki.fingerprint import fingerprint, items_of
from iki.impact import called, item_of
from iki.model import Indikator, Jabatan, Sasaran
from iki.naming import nearest
from iki.source import Trail

_MOST = 12
"""So many items are named as those that are there."""
_FOLDER, _SUFFIX = "data/jabatan/", ".yaml"


@dataclass(frozen=True, slots=True)
class Asked:
    """Items of a position that support something and are to be recorded, by their trails."""

    jabatan: Jabatan
    items: dict[Trail, Sasaran | Indikator] = field(default_factory=dict)

    @property
    def links(self) -> list[tuple[str, str]]:
        """Return the links of its items, each after what the command line calls its item."""
        return [(_called(self.jabatan, each), link) for each in self.items.values() for link in each.mendukung]

    def due(self, known: Mapping[str, Sasaran | Indikator]) -> dict[Trail, dict[str, str]]:
        """Return by trails and links which fingerprints are not recorded yet; `known` are the items that links name."""
        found = {}
        for trail, item in self.items.items():
            every = {link: fingerprint(known[link]) for link in item.mendukung if link in known}
            fresh = {link: said for link, said in every.items() if item.tinjauan.get(link) != said}
            if fresh:
                found[trail] = fresh
        return found


def position_of(name: str) -> str:
    """Return the id of the position that is named, by its id or its file."""
    return name.removeprefix(_FOLDER).partition("/")[0].removesuffix(_SUFFIX)


def asked(names: Iterable[str], by_id: Mapping[str, Jabatan]) -> list[Asked]:
    """Return the items that are named, or say of the first name that means nothing what was probably meant."""
    found: dict[str, Asked] = {}
    for name in names:
        identity = position_of(name)
        if identity not in by_id:
            hint = _guess(identity, by_id) + _list(by_id.values())
            hint = hint or "Id jabatan adalah nama berkasnya di data/jabatan, tanpa '.yaml'."
            raise IkiError(f"Jabatan '{_said(identity)}' tidak ada. {hint}".rstrip())
        items = found.setdefault(identity, Asked(by_id[identity])).items
        items |= {each.trail: each for each in _supporting(name, by_id[identity])}
    return list(found.values())


def _supporting(name: str, jabatan: Jabatan) -> list[Sasaran | Indikator]:
    """Return the items of a position that are named and support something; there is one."""
    rest = name.removeprefix(_FOLDER).partition("/")[2]
    items = _named(rest, jabatan) if rest else list(items_of(jabatan))
    if not items:
        known = [*(each.id for each in items_of(jabatan) if each.id), *(_number(each) for each in items_of(jabatan))]
        hint = _guess(rest, known) + _list([jabatan])
        raise IkiError(f"Butir '{_said(rest)}' tidak ada pada jabatan '{jabatan.id}'. {hint}".rstrip())
    found = [each for each in items if each.mendukung]
    if not found:
        hint = _list([jabatan]) or "Tulis dahulu 'mendukung: [id-jabatan/id-butir]' pada butirnya."
        raise IkiError(f"'{_said(name)}' tidak mendukung butir lain, jadi tidak ada yang dicatat. {hint}")
    return found


def _named(rest: str, jabatan: Jabatan) -> list[Sasaran | Indikator]:
    """Return the item of a number, as in `2` or `2.1`, else that of an id."""
    by_number = [each for each in items_of(jabatan) if _number(each) == rest]
    return by_number or [each for each in items_of(jabatan) if each.id == rest]


def _number(item: Sasaran | Indikator) -> str:
    return called(item_of("", item)).removeprefix("/")


def _called(jabatan: Jabatan, item: Sasaran | Indikator) -> str:
    return called(item_of(jabatan.id, item))


def _guess(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"Maksud Anda '{near}'? " if near else ""


def _list(every_jabatan: Iterable[Jabatan]) -> str:
    """Say which items support something, as the command line calls them."""
    found = list(_every_supporting(every_jabatan))
    more = ", …" if len(found) > _MOST else ""
    return f"Yang mendukung butir lain: {', '.join(found[:_MOST])}{more}." if found else ""


def _every_supporting(every_jabatan: Iterable[Jabatan]) -> Iterator[str]:
    for jabatan in every_jabatan:
        yield from (_called(jabatan, each) for each in items_of(jabatan) if each.mendukung)


def _said(name: str) -> str:
    return printable(shortened(name))
