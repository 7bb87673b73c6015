"""What went from one position and came to another: told in both, each with the name of the other."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from iki.compare.changes import IndikatorChange, JabatanChange, SasaranChange
from iki.model import Indikator, Jabatan, Sasaran

_Homes = dict[str, deque[Jabatan]]
"""The positions that hold an item of some wording, in order."""


def told_of_each_other(every: Sequence[JabatanChange]) -> Iterator[JabatanChange]:
    """Yield the changes of positions; an item that stands word for word in another position now names that."""
    went, came = _homes(every, came=False), _homes(every, came=True)
    if not went.keys() & came.keys():
        yield from every
        return
    for jabatan in every:
        yield replace(jabatan, sasaran=tuple(_of_sasaran(jabatan, each, went, came) for each in jabatan.sasaran))


def _homes(every: Iterable[JabatanChange], *, came: bool) -> _Homes:
    found: _Homes = defaultdict(deque)
    for jabatan in every:
        home = jabatan.new if came else jabatan.old
        for wording in _wordings(jabatan, came=came) if home is not None else ():
            if home is not None:
                found[wording].append(home)
    return found


def _wordings(change: JabatanChange, *, came: bool) -> Iterator[str]:
    """Yield the wordings of all that came to a position, or went from it."""
    is_whole = (change.old if came else change.new) is None
    whole = change.new if came else change.old
    for sasaran in whole.sasaran if is_whole and whole is not None else ():
        yield _wording(sasaran)
        yield from map(_wording, sasaran.indikator)
    for each in change.sasaran:
        item = _item(each, came=came)
        if item is not None:
            yield _wording(item)
        for one in each.indikator:
            row = _item(one, came=came)
            if row is not None:
                yield _wording(row)


def _item(change: SasaranChange | IndikatorChange, *, came: bool) -> Sasaran | Indikator | None:
    """Return what came, or went; None where it did not."""
    if came:
        return change.new if change.old is None else None
    return change.old if change.new is None else None


def _wording(item: Sasaran | Indikator) -> str:
    text = item.uraian if isinstance(item, Sasaran) else item.nama
    return f"{type(item).__name__} {' '.join((text or '').lower().split())}"


def _of_sasaran(jabatan: JabatanChange, change: SasaranChange, went: _Homes, came: _Homes) -> SasaranChange:
    home = _home(jabatan, change, went, came)
    rows = tuple(replace(each, home=_home(jabatan, each, went, came)) for each in change.indikator)
    return replace(change, home=home, indikator=rows)


def _home(
    jabatan: JabatanChange, change: SasaranChange | IndikatorChange, went: _Homes, came: _Homes
) -> Jabatan | None:
    """Return the other position of an item that came or went; each one is given once."""
    item = _item(change, came=True) or _item(change, came=False)
    if item is None or not _wording(item).partition(" ")[2]:
        return None
    others = (went if change.old is None else came).get(_wording(item), deque())
    found = next((each for each in others if each not in (jabatan.old, jabatan.new)), None)
    if found is not None:
        others.remove(found)
    return found
