"""The filters that templates may use, each with the kinds it takes and the kind it gives."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from iki.model import Jabatan, common
from iki.template.kinds import FREE, GROUP, NUMBER, TEXT, Kind, fields_of, listed, record
from iki.views import Kelompok, Pasangan

_LETTERS = 26
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST_ROMAN = 3999
_UNITS = ("", "SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN")
_LARGEST_DIKTUM = 99
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter under its Indonesian name: what it takes, what it gives, and the function that does it.

    `options` are the constants that may be given by name, each with the test of what it may be; `meaning` says in
    Indonesian what the filter does, `example` how it is written.
    """

    takes: tuple[Kind, ...]
    gives: Kind
    apply: Callable[..., Any]
    meaning: str
    example: str = ""
    options: Mapping[str, Callable[[object], bool]] = field(default_factory=dict)


def huruf(number: int) -> str:
    """Count as lists of fungsi do: 1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + rest) + letters
    return letters


def _romawi(number: int) -> str:
    """Count in Roman numerals: 4 → IV; beyond 3999 there are none."""
    if number > _LARGEST_ROMAN:
        return str(number)
    numeral = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        numeral += letters * times
    return numeral


def _diktum(number: int) -> str:
    """Count as decrees do: 1 → KESATU, 12 → KEDUA BELAS, 20 → KEDUA PULUH; beyond 99 there are none."""
    tens, units = divmod(number, 10)
    if not 0 < number <= _LARGEST_DIKTUM:
        return str(number)
    match tens, units:
        case 0, _:
            counted = _UNITS[units]
        case 1, (0 | 1):
            counted = ("SEPULUH", "SEBELAS")[units]
        case 1, _:
            counted = f"{_UNITS[units]} BELAS"
        case _:
            counted = f"{_UNITS[tens]} PULUH {_UNITS[units]}".rstrip()
    return f"KE{counted}"


def _kapital(text: object) -> object:
    return text.upper() if isinstance(text, str) else text


def _baris(text: object) -> tuple[str, ...]:
    """Return the lines of a text, or of every text of a list; those of a group with their keys."""
    if isinstance(text, dict):
        return tuple(f"{key}: {line}" for key, item in text.items() for line in _baris(item))
    if isinstance(text, (tuple, list)):
        return tuple(line for item in text for line in _baris(item))
    return tuple(text.split("\n")) if text and isinstance(text, str) else ()


def tanggal(text: object) -> object:
    """Write out an ISO date; what is none stays as it is written."""
    found = _DATE.fullmatch(text) if isinstance(text, str) else None
    return f"{int(found[3])} {_MONTHS[int(found[2]) - 1]} {found[1]}" if found else text


def _rangkai(texts: object) -> object:
    """Join texts as a sentence does: a, b dan c."""
    if not isinstance(texts, (tuple, list)) or not all(isinstance(text, str) for text in texts):
        return texts
    return " dan ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


def _pasangan(group: object) -> tuple[Pasangan, ...]:
    return tuple(Pasangan(kunci=key, nilai=value) for key, value in group.items()) if isinstance(group, dict) else ()


def _kelompok(every_jabatan: Iterable[Jabatan], menurut: str = "eselon") -> tuple[Kelompok, ...]:
    """Group positions by what they have in common; groups and members in the order in which they are first met."""
    groups: dict[str | None, list[Jabatan]] = {}
    for jabatan in every_jabatan:
        groups.setdefault(common(jabatan, menurut), []).append(jabatan)
    return tuple(Kelompok(nama=nama, jabatan=tuple(members)) for nama, members in groups.items())


def _groups(menurut: object) -> bool:
    """Tell whether positions can be grouped by this: a field that is a text, or a key of the office's own."""
    own, _, key = menurut.partition(".") if isinstance(menurut, str) else ("", "", "")
    return bool(own == "tambahan" and key) or fields_of(Jabatan).get(str(menurut)) == TEXT


FILTERS = {
    "huruf": Filter((NUMBER,), TEXT, huruf, "angka sebagai huruf: a, b, … z, aa", "{{ loop.index | huruf }}"),
    "romawi": Filter((NUMBER,), TEXT, _romawi, "angka Romawi: I, II, III, IV", "{{ loop.index | romawi }}"),
    "diktum": Filter((NUMBER,), TEXT, _diktum, "angka diktum: KESATU, KEDUA, KETIGA", "{{ loop.index | diktum }}"),
    "kapital": Filter((TEXT, FREE), TEXT, _kapital, "teks dengan huruf kapital", "{{ jabatan.nama | kapital }}"),
    "tanggal": Filter(
        (TEXT, FREE),
        TEXT,
        tanggal,
        "tanggal 2026-01-02 sebagai 2 Januari 2026",
        "{{ kantor.dokumen.tanggal | tanggal }}",
    ),
    "rangkai": Filter(
        (listed(TEXT), FREE), TEXT, _rangkai, "daftar sebagai kalimat: a, b dan c", "{{ jabatan.mencakup | rangkai }}"
    ),
    "baris": Filter(
        (TEXT, listed(TEXT), FREE),
        listed(TEXT),
        _baris,
        "baris-baris suatu teks atau daftar",
        "{%p for baris in jabatan.tugas | baris %}",
    ),
    "pasangan": Filter(
        (GROUP, FREE),
        listed(record(Pasangan)),
        _pasangan,
        "kunci dan nilai suatu kelompok, berurutan",
        "{% for butir in indikator.target_periode | pasangan %}{{ butir.kunci }}: {{ butir.nilai }}{% endfor %}",
    ),
    "kelompok": Filter(
        (listed(record(Jabatan)),),
        listed(record(Kelompok)),
        _kelompok,
        "daftar jabatan menjadi kelompok-kelompok, masing-masing dengan nama dan daftar jabatannya",
        "{% for kelompok in every_jabatan | kelompok(menurut='eselon') %}",
        {"menurut": _groups},
    ),
}
