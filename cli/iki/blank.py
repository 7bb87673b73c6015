"""What a sound template leaves blank: keys that no file has, or everything, because it is a finished document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

from iki.diagnostics import Diagnostic, Level, Location
from iki.model import Dokumen, Indikator, Jabatan, Kantor, Sasaran
from iki.naming import nearest
from iki.render import Rendering


def judge_values(name: str, rendering: Rendering, *, replaces_builtin: bool) -> Iterator[Diagnostic]:
    """Say that a template uses no data; in the place of iki's own it would leave the office without its documents."""
    if not rendering.uses:
        level = Level.ERROR if replaces_builtin else Level.WARNING
        message = "Templat ini tidak memakai satu nilai pun dari data."
        again = "pindahkan, lalu kembalikan templat Anda atau jalankan 'iki template new iki'"
        hint = f"Bila ini dokumen jadi, {again if replaces_builtin else 'pindahkan dari folder templates'}."
        yield Diagnostic(Location(name, 1, 1), level, "templat-tanpa-nilai", message, hint)


def judge_keys(
    name: str, rendering: Rendering, kantor: Kantor, every_jabatan: Sequence[Jabatan]
) -> Iterator[Diagnostic]:
    """Warn of keys that a template prints though nobody wrote one: a slip in the template or in the data."""
    for model, group in sorted({(model, group) for model, group, _ in rendering.keys}, key=str):
        known = {key for each in _every(model, kantor, every_jabatan) for key in _keys(getattr(each, group))}
        wanted = {key for owner, of, key in rendering.keys if (owner, of) == (model, group)}
        for key in sorted(wanted - known if every_jabatan else ()):
            whose = f"'{group}.{key}' ({model.__name__.lower()})"
            near = nearest(key, known)
            hint = f"Maksud Anda '{near}'?" if near else "Periksa ejaannya di templat dan di data."
            message = f"Kunci {whose} tidak ada di satu berkas pun; tempatnya kosong."
            yield Diagnostic(Location(name, 1, 1), Level.WARNING, "kunci-tanpa-isi", message, hint)


def _keys(group: object) -> Iterable[str]:
    """Return the keys that somebody wrote."""
    if isinstance(group, Dokumen):
        return [field.name for field in fields(group) if getattr(group, field.name)]
    return group if isinstance(group, Mapping) else ()


def _every(model: type, kantor: Kantor, every_jabatan: Sequence[Jabatan]) -> Iterator[object]:
    """Yield all objects of one kind."""
    every_sasaran = [sasaran for jabatan in every_jabatan for sasaran in jabatan.sasaran]
    if model is Kantor:
        yield kantor
    elif model is Jabatan:
        yield from every_jabatan
    elif model is Sasaran:
        yield from every_sasaran
    elif model is Indikator:
        yield from (indikator for sasaran in every_sasaran for indikator in sasaran.indikator)
