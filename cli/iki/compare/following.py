"""What only follows from another change: the sources that a default gives, the names of files that were renamed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from iki.compare.changes import Field, IndikatorChange, JabatanChange, SasaranChange

_NAMES = frozenset(("atasan", "mendukung", "tinjauan", "mencakup", "urutan", "dokumen.penandatangan"))
"""Fields that name positions by their ids, and items below them."""


def renamed(every: Iterable[JabatanChange]) -> dict[str, str]:
    """Return the new ids of positions by the old ones, where they differ."""
    return {each.old.id: each.new.id for each in every if each.is_renamed and each.old and each.new}


def with_followers(every: Iterable[JabatanChange], ids: Mapping[str, str]) -> Iterator[JabatanChange]:
    """Yield changes of positions; a field that only names the new id of a position is marked."""
    for change in every:
        sasaran = tuple(_of_sasaran(each, ids) for each in change.sasaran) if ids else change.sasaran
        yield replace(change, fields=marked(change.fields, ids), sasaran=sasaran)


def _of_sasaran(change: SasaranChange, ids: Mapping[str, str]) -> SasaranChange:
    rows = tuple(_of_indikator(each, ids) for each in change.indikator)
    return replace(change, fields=marked(change.fields, ids), indikator=rows)


def _of_indikator(change: IndikatorChange, ids: Mapping[str, str]) -> IndikatorChange:
    return replace(change, fields=marked(change.fields, ids))


def marked(every: Iterable[Field], ids: Mapping[str, str]) -> tuple[Field, ...]:
    """Return fields, those marked that say the same with the new ids."""
    return tuple(
        replace(field, inherited=True) if field.name in _NAMES and _called_anew(field.old, ids) == field.new else field
        for field in every
    )


def _called_anew(value: object, ids: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(_called_anew(each, ids) for each in value)
    if isinstance(value, dict):
        return {_called_anew(key, ids): each for key, each in value.items()}
    if not isinstance(value, str):
        return value
    jabatan, slash, item = value.partition("/")
    return f"{ids.get(jabatan, jabatan)}{slash}{item}"
