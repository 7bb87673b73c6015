"""A source judged by JSON Schema 2020-12, every fault said in Indonesian for a reader who never saw a schema."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import jsonschema_rs

from iki.characters import is_blank, printable, shortened
from iki.diagnostics import Diagnostic, limited
from iki.errors import IkiError
from iki.naming import nearest
from iki.source import Data, Source, Trail

_IN_WORDS = {
    "string": "teks",
    "number": "angka",
    "integer": "angka",
    "boolean": "ya atau tidak",
    "array": "daftar",
    "object": "kelompok 'kunci: nilai'",
}
_MOST_GUESSES = 20
_WHOLE = "Tulis 'kunci: nilai' di tiap baris, mulai dari kolom pertama, misalnya 'jabatan: Camat'."
_DECIMALS = re.compile(r"\d+ ?(cm|mm)?")
_BULLETS = ("\N{BULLET}", "\N{EN DASH}", "\N{EM DASH}", "\N{MIDDLE DOT}", "*", "-")


class Schema(NamedTuple):
    """A compiled schema: `accepts` opens the door on valid data, `content` lets the slower validator name faults."""

    content: dict[str, Any]
    accepts: Callable[[Data], bool]


def read_schema(text: bytes, name: str) -> Schema:
    """Compile a schema's JSON text; `name` is what an `IkiError` calls a broken one. Nothing remote is ever fetched."""
    try:
        content = json.loads(text)
        if _holds_pattern(content):
            raise ValueError("aturan 'pattern' tidak didukung, karena dibaca berbeda oleh tiap pemeriksa skema")
        validator = jsonschema_rs.Draft202012Validator(content, retriever=_refuse_remote)
    except (ValueError, RecursionError, jsonschema_rs.ValidationError) as error:
        reason = str(error).partition("\n")[0]
        if isinstance(error, json.JSONDecodeError):
            reason = f"bukan JSON yang benar di baris {error.lineno}, kolom {error.colno}"
        message = f"Skema {name} tidak dapat dipakai: {printable(reason)}. Pulihkan berkas itu dari git, atau hapus."
        raise IkiError(message) from error
    return Schema(content, validator.is_valid)


def _holds_pattern(content: Any) -> bool:
    """Tell whether a schema uses regular expressions: the engines and the editors read them in different ways."""
    if isinstance(content, dict):
        own = isinstance(content.get("pattern"), str) or "patternProperties" in content
        return own or any(map(_holds_pattern, content.values()))
    return isinstance(content, list) and any(map(_holds_pattern, content))


def _refuse_remote(uri: str) -> Any:
    raise ValueError(f"$ref ke luar tidak diizinkan: {uri}")


def judge(schema: Schema, source: Source) -> tuple[Diagnostic, ...]:
    """Return every fault of a source that could be read; one that could not has said so already."""
    if not source.is_read or schema.accepts(source.data):
        return ()
    return tuple(limited(_name_faults(schema.content, source)))


class _Fault(NamedTuple):
    """What jsonschema found: which keyword (and its value) of which sub-schema refuses what instance, and where."""

    trail: Trail
    keyword: str
    value: Any
    instance: Any
    schema: Mapping[str, Any]


def _name_faults(content: dict[str, Any], source: Source) -> Iterator[Diagnostic]:
    seen: set[tuple[Trail, str]] = set()
    for fault in _find_faults(content, source.data):
        known = (fault.trail, fault.keyword)
        if known not in seen and fault.trail not in source.unread:
            yield from _said(fault, source, content)
        seen.add(known)
    if not seen:
        raise RuntimeError(f"{source.path}: the fast validator refuses what jsonschema accepts")


def _find_faults(content: dict[str, Any], data: Data) -> Iterator[_Fault]:
    from jsonschema import Draft202012Validator
    from referencing import Registry

    try:
        for error in Draft202012Validator(content, registry=Registry()).iter_errors(data):
            schema = error.schema if isinstance(error.schema, Mapping) else {}
            yield _Fault(
                tuple(error.absolute_path), str(error.validator), error.validator_value, error.instance, schema
            )
    except RecursionError as error:
        raise IkiError("Skema proyek merujuk dirinya sendiri tanpa akhir. Perbaiki '$ref' di dalamnya.") from error


def _said(fault: _Fault, source: Source, content: dict[str, Any]) -> Iterable[Diagnostic]:
    if isinstance(fault.instance, str) and is_blank(fault.instance):
        return ()  # blank texts of every kind are reported in one place, `content`
    match fault.keyword:
        case "enum" if not isinstance(fault.instance, str):
            return ()  # its type is already reported
        case "required":
            return _missing_keys(fault, source)
        case "additionalProperties":
            return _unknown_keys(fault, source, content)
        case "type":
            return [_wrong_type(fault, source, content)]
        case _:
            return [_wrong_value(fault, source)]


def _missing_keys(fault: _Fault, source: Source) -> Iterator[Diagnostic]:
    properties = fault.schema.get("properties", {})
    misspelt = {nearest(key, properties) for key in tuple(fault.instance)[:_MOST_GUESSES] if key not in properties}
    for key in fault.value:
        if key not in fault.instance and key not in misspelt and (*fault.trail, key) not in source.keys:
            about = properties.get(key)
            meaning = about.get("description", "") if isinstance(about, dict) else ""
            hint = f"Tambahkan '{key}:' di sini. {meaning}".rstrip()
            yield source.fault(fault.trail, "kunci-belum-ada", f"Kunci '{key}' belum ada.", hint)


def _unknown_keys(fault: _Fault, source: Source, content: dict[str, Any]) -> Iterator[Diagnostic]:
    allowed = fault.schema.get("properties", {})
    for key in fault.instance:
        if key not in allowed:
            message = f"Kunci '{shortened(key)}' tidak dikenal di sini."
            trail = (*fault.trail, key)
            yield source.key_fault(trail, "kunci-tidak-dikenal", message, _guess_key(key, allowed, content))


def _guess_key(key: str, allowed: Mapping[str, Any], content: dict[str, Any]) -> str:
    levels = {"tingkat teratas": content, **content.get("$defs", {})}
    homes = [name for name, level in levels.items() if isinstance(level, dict) and key in level.get("properties", {})]
    if homes:
        return f"Kunci ini milik {' atau '.join(homes)}; periksa indentasinya."
    if _DECIMALS.fullmatch(key):
        return "Bila ini bagian dari angka desimal, apit seluruhnya dengan kutip, misalnya '2,5 cm'."
    near = nearest(key, allowed)
    if near:
        return f"Maksud Anda '{near}'?"
    inside = [f"{name}.{key}" for name, about in content.get("properties", {}).items() if key in _properties(about)]
    if inside and "tambahan" in allowed:
        return f"Maksud Anda '{inside[0]}'? Tulis di bawah '{inside[0].partition('.')[0]}:', menjorok dua spasi."
    own = ", atau pindahkan ke bawah 'tambahan:' bila memang milik kantor Anda" if "tambahan" in allowed else ""
    return f"Hapus kunci ini{own}. Yang ada di sini: {', '.join(allowed)}." if not own else f"Hapus kunci ini{own}."


def _properties(about: Any) -> Collection[str]:
    return about.get("properties", ()) if isinstance(about, dict) else ()


def _wrong_type(fault: _Fault, source: Source, content: dict[str, Any]) -> Diagnostic:
    wanted = _types(fault.schema)
    name = _name(fault.trail)
    if fault.instance is None:
        if not fault.trail:
            hint = "Salin isi dari jabatan lain, atau hapus berkas ini dan buat lagi dengan 'iki new'."
            return source.fault((), "belum-diisi", "Berkas ini kosong.", hint)
        is_optional = len(fault.trail) == 1 and fault.trail[0] not in content.get("required", ())
        hint = f"Isi dengan {_in_words(wanted)}{', atau hapus kunci ini' if is_optional else ''}."
        return source.fault(fault.trail, "belum-diisi", f"{name} belum diisi.", hint)
    found = "daftar" if isinstance(fault.instance, list) else _IN_WORDS["object"]
    found = "teks" if isinstance(fault.instance, str) else found
    message = f"{name} harus berupa {_in_words(wanted)}, bukan {found}."
    hint = _type_hint(wanted, fault.instance) if fault.trail else _WHOLE
    return source.fault(fault.trail, "jenis-nilai-salah", message, hint)


def _type_hint(wanted: tuple[str, ...], instance: Data) -> str:
    if "string" in wanted and isinstance(instance, dict):
        return (
            "Bila titik dua bagian dari kalimat, apit seluruh teks dengan kutip; bila ini kunci, periksa indentasinya."
        )
    if "string" in wanted:
        return "Tulis sebagai satu teks, tanpa '- ' dan tanpa kurung siku."
    if "array" in wanted and isinstance(instance, str) and instance.startswith("- "):
        return "Hapus '>-', '|' atau tanda kutip di belakang kuncinya; butir-butir di bawahnya sudah benar."
    if "array" in wanted and isinstance(instance, str) and instance.startswith(_BULLETS):
        return f"Ganti tanda '{instance[0]}' di awal tiap butir dengan tanda hubung dan spasi: '- '."
    if "array" in wanted:
        return "Tulis tiap butir di baris sendiri yang diawali '- '."
    return "Tulis kunci-kuncinya di baris di bawahnya, menjorok dua spasi."


def _wrong_value(fault: _Fault, source: Source) -> Diagnostic:
    name = _name(fault.trail)
    match fault.keyword:
        case "minItems" | "minProperties":
            or_none = ", atau hapus tanda kurungnya bila memang belum ada" if "null" in _types(fault.schema) else ""
            hint = f"Isi sedikitnya satu butir{or_none}."
            return source.fault(fault.trail, "daftar-kosong", f"{name} tidak berisi apa-apa.", hint)
        case "maxLength":
            message = f"{name} lebih dari {fault.value} huruf."
            return source.fault(fault.trail, "teks-terlalu-panjang", message, "Persingkat teksnya.")
        case "enum":
            message = f"{name} harus salah satu dari: {', '.join(map(str, fault.value)).rstrip('.')}."
            return source.fault(fault.trail, "pilihan-salah", message, _guess_choice(fault))
        case "None":
            message = f"{name} tidak boleh diisi menurut skema proyek ini."
            return source.fault(fault.trail, "skema", message, "Lihat berkas skema di folder schema/.")
        case keyword:
            message = f"{name} tidak memenuhi skema proyek ini (aturan '{keyword}')."
            return source.fault(fault.trail, "skema", message, "Lihat berkas skema di folder schema/.")


def _guess_choice(fault: _Fault) -> str:
    near = nearest(str(fault.instance), map(str, fault.value))
    return f"Maksud Anda '{near}'?" if near else "Pilih salah satunya."


def _types(schema: Any) -> tuple[str, ...]:
    types = schema.get("type", ()) if isinstance(schema, Mapping) else ()
    return (types,) if isinstance(types, str) else tuple(types)


def _in_words(types: tuple[str, ...]) -> str:
    return " atau ".join(_IN_WORDS[name] for name in types if name in _IN_WORDS)


def _name(trail: Trail) -> str:
    """Name a value as its author would: `'tugas'`, `Butir 3 dari 'fungsi'`."""
    match trail:
        case (*_, str(key), int(index)):
            return f"Butir {index + 1} dari '{shortened(key)}'"
        case (*_, last):
            return f"'{shortened(str(last))}'"
    return "Isi berkas"
