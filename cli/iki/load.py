"""A valid source → the model, for everything that works on positions instead of YAML."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_origin, get_type_hints

from iki.model import Bentuk, Dokumen, Indikator, Jabatan, Kantor, Matriks, Periksa, Sasaran
from iki.source import Data, Source, Trail


def kantor(source: Source) -> Kantor:
    """Return the office's settings; the source has passed its schema."""
    data = _mapping(source.data)
    return Kantor(**_plain(Kantor, data), dokumen=Dokumen(**_plain(Dokumen, _mapping(data.get("dokumen")))))


def bentuk(source: Source) -> Bentuk:
    """Return how the office wants its sheet; the source has passed its schema."""
    data = _mapping(source.data)
    matriks = _matriks(_mapping(data["matriks"])) if "matriks" in data else None
    return Bentuk(**_plain(Bentuk, data), kolom=_kolom(data), matriks=matriks)


def periksa(source: Source) -> Periksa:
    """Return what the office wants judged; the source has passed its schema."""
    data = _mapping(_mapping(source.data).get("periksa"))
    silent = ({key: _text(value) or "" for key, value in _mapping(each).items()} for each in _list(data.get("abaikan")))
    return Periksa(**_plain(Periksa, data), abaikan=tuple(silent))


def _matriks(data: Mapping[str, Data]) -> Matriks:
    return Matriks(**_plain(Matriks, data), kolom=_kolom(data))


def _kolom(data: Mapping[str, Data]) -> tuple[tuple[str, ...], ...] | None:
    kolom = (_texts(each) if isinstance(each, list) else (_text(each) or "",) for each in _list(data.get("kolom")))
    return tuple(kolom) or None


def jabatan(source: Source, identity: str, of: Kantor) -> Jabatan:
    """Return the position of a source that has passed its schema; `identity` is its file's name without suffix."""
    data = _mapping(source.data)
    given = _plain(Jabatan, data)
    own = given.get("sumber_data", of.sumber_data)
    return Jabatan(
        **given,
        id=identity,
        nama=_text(data["jabatan"]) or "",
        sasaran=tuple(
            _sasaran(_mapping(item), ("sasaran", index), own) for index, item in enumerate(_list(data["sasaran"]))
        ),
    )


def _sasaran(data: Mapping[str, Data], trail: Trail, sumber_data: tuple[str, ...]) -> Sasaran:
    return Sasaran(
        **_plain(Sasaran, data),
        trail=trail,
        nomor=int(trail[-1]) + 1,
        indikator=tuple(
            _indikator(_mapping(item), (*trail, "indikator", index), sumber_data)
            for index, item in enumerate(_list(data["indikator"]))
        ),
    )


def _indikator(data: Mapping[str, Data], trail: Trail, sumber_data: tuple[str, ...]) -> Indikator:
    given = _plain(Indikator, data)
    given["trail"] = trail
    if "sumber_data" in data:
        given["has_own_sumber_data"] = True
    else:
        given["sumber_data"] = sumber_data
    return Indikator(**given)


def _plain(model: type, data: Mapping[str, Data]) -> dict[str, Any]:
    """Convert the keys whose model field has the same name and a plain type; the others are built by hand."""
    texts, others = _PLAIN[model]
    given = {}
    for key, value in data.items():  # no comprehension, and not by `_text`: there are twenty of these groups in a file
        if key in texts:
            given[key] = value.rstrip("\n") if isinstance(value, str) else None
        elif key in others:
            given[key] = others[key](value)
    return given


def _text(value: Data) -> str | None:
    """Return a text without the line end that a `|` block leaves at its end."""
    return value.rstrip("\n") if isinstance(value, str) else None


def _texts(value: Data) -> tuple[str, ...]:
    return tuple(_text(item) or "" for item in _list(value))


def _text_by_key(value: Data) -> dict[str, str]:
    return {key: _text(item) or "" for key, item in _mapping(value).items()}


def _list(value: Data) -> list[Data]:
    return value if isinstance(value, list) else []


def _mapping(value: Data) -> dict[str, Data]:
    return value if isinstance(value, dict) else {}


_TEXTS = (str, str | None)
_CONVERT: dict[Any, Any] = {
    tuple[str, ...]: _texts,
    tuple[str, ...] | None: _texts,
    Mapping[str, str]: _text_by_key,
    Mapping[str, str] | None: _text_by_key,
}


def _plain_fields(model: type) -> tuple[frozenset[str], dict[str, Any]]:
    """Return the fields that are texts, and how the others are converted, by the type of each.

    A free group (`Data`, which is recursive) stays as it was read.
    """
    hints = get_type_hints(model)
    texts = frozenset(field.name for field in fields(model) if hints[field.name] in _TEXTS)
    free = {field.name: _mapping for field in fields(model) if get_origin(hints[field.name]) is Mapping}
    plain = {field.name: _CONVERT[hints[field.name]] for field in fields(model) if hints[field.name] in _CONVERT}
    return texts, free | plain


_PLAIN: dict[type, tuple[frozenset[str], dict[str, Any]]] = {
    model: _plain_fields(model) for model in (Indikator, Sasaran, Jabatan, Kantor, Dokumen, Bentuk, Matriks, Periksa)
}
