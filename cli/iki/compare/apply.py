"""The old state and what changed → the new state: what a list of changes leaves out, this could not make."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from iki.compare.changes import Changes, Field, IndikatorChange, JabatanChange, Place, SasaranChange, State
from iki.model import Bentuk, Indikator, Jabatan, Kantor, Sasaran

_Item = TypeVar("_Item", Sasaran, Indikator)


def apply(old: State, changes: Changes) -> tuple[Kantor, Bentuk, dict[str, Jabatan]]:
    """Return the new settings and the new positions by id."""
    every_jabatan = {jabatan.id: jabatan for jabatan in old.every_jabatan}
    for change in changes.jabatan:
        if change.old is not None:
            del every_jabatan[change.old.id]
    for change in changes.jabatan:
        if change.new is not None:
            made = change.new if change.old is None else _jabatan(change.old, change)
            every_jabatan[change.new.id] = made
    names = {each.name for each in fields(Kantor)}
    kantor = _with(old.kantor, (field for field in changes.kantor if field.name in names))
    start = "dokumen."
    dokumen = [
        replace(field, name=field.name.removeprefix(start)) for field in changes.kantor if field.name.startswith(start)
    ]
    bentuk = [field for field in changes.kantor if field.name not in names and not field.name.startswith(start)]
    kantor = replace(kantor, dokumen=_with(kantor.dokumen, dokumen))
    return kantor, _with(old.bentuk, bentuk), every_jabatan


def _with(item: Any, fields: Iterable[Field]) -> Any:
    return replace(item, **{field.name: field.new for field in fields})


def _jabatan(old: Jabatan, change: JabatanChange) -> Jabatan:
    by_old = {each.old.nomor: each for each in change.sasaran if each.old is not None}
    leaving = {
        each.places[0]
        for parent in change.sasaran
        for each in parent.indikator
        if each.new is None or (each.old is not None and each.moved)
    }
    stayed = [sasaran for sasaran in old.sasaran if not _leaves(by_old.get(sasaran.nomor))]
    placed = {
        each.new.nomor: each.old or each.new
        for each in change.sasaran
        if each.new is not None and (each.old is None or each.moved)
    }
    came = {id(each.new): each for each in change.sasaran if each.old is None and each.new is not None}
    made = []
    for number, sasaran in enumerate(_arranged(stayed, placed), start=1):
        own = came.get(id(sasaran)) or by_old.get(sasaran.nomor)
        indikator = () if id(sasaran) in came else sasaran.indikator
        kept = _indikator(sasaran.nomor, indikator, own.indikator if own else (), leaving)
        made.append(replace(_with(sasaran, own.fields if own else ()), nomor=number, indikator=kept))
    applied: Jabatan = _with(old, change.fields)
    return replace(applied, id=change.new.id if change.new else old.id, sasaran=tuple(made))


def _leaves(change: SasaranChange | None) -> bool:
    return change is not None and (change.new is None or change.moved)


def _indikator(
    sasaran: int, old: Sequence[Indikator], changes: Iterable[IndikatorChange], leaving: Collection[Place | None]
) -> tuple[Indikator, ...]:
    """Return the indikator of one sasaran, told by its old number, from those that it had."""
    fields = {each.places[0]: each.fields for each in changes}
    places = [Place(sasaran, number) for number in range(1, len(old) + 1)]
    stayed = [
        _with(each, fields.get(place, ())) for place, each in zip(places, old, strict=True) if place not in leaving
    ]
    placed = {
        each.places[1].nomor: _with(each.old, each.fields) if each.old is not None else each.new
        for each in changes
        if each.places[1] is not None and (each.old is None or each.moved)
    }
    return tuple(_arranged(stayed, placed))


def _arranged(stayed: Sequence[_Item], placed: Mapping[int, _Item]) -> Iterator[_Item]:
    """Yield those that were placed at their numbers, from 1, and the others in order between them."""
    others = iter(stayed)
    for number in range(1, len(stayed) + len(placed) + 1):
        yield placed[number] if number in placed else next(others)
