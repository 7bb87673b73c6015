"""Who holds the positions: `pejabat.yaml` judged beyond its schema, and loaded."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from iki.characters import is_blank, shortened
from iki.diagnostics import Diagnostic
from iki.model import Pejabat
from iki.naming import nearest
from iki.source import Data, Source

_NIP = re.compile(r"(\d{8})(\d{6})([12])(\d{3})")
_KEYS = frozenset(field.name for field in fields(Pejabat)) - {"jenis_nip"}
_OF_A_CONTRACT = "21"
"""What the number of an employee by contract (PPPK) has in the place of a month."""
_NONE = "-"
"""How an office writes that somebody has no such number."""
_LENGTH = 18
_OLDEST = 1930
"""Nobody who was born earlier signs today."""
_YOUNGEST = 15
"""Nobody enters the service at a younger age, in years."""


def judge(source: Source, ids: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with people: positions that are none of `ids`, numbers that cannot be."""
    for identity, person in _people(source):
        if identity not in ids and not is_blank(identity):
            near = nearest(identity, ids)
            hint = f"Maksud Anda '{near}'?" if near else "Tulis id jabatan: nama berkasnya tanpa .yaml."
            message = f"Tidak ada jabatan '{shortened(identity)}'."
            yield source.key_fault((identity,), "pejabat-tidak-dikenal", message, hint)
        nip = person.get("nip")
        why = _fault_of_nip(nip) if isinstance(nip, str) and not is_blank(nip) and nip != _NONE else ""
        if why:
            hint = (
                "Periksa pada SK pengangkatan; susunannya tanggal lahir, bulan pengangkatan (21 bagi PPPK), "
                "jenis kelamin, nomor urut. Bila memang tidak punya, tulis '-' beserta tanda kutipnya."
            )
            yield source.fault((identity, "nip"), "nip-salah", f"NIP ini tidak mungkin: {why}.", hint)


def load(source: Source) -> dict[str, Pejabat]:
    """Return the people by the id of their position; the source has passed its schema."""
    every = {
        identity: Pejabat(
            **{key: value.rstrip("\n") for key, value in person.items() if isinstance(value, str) and key in _KEYS}
        )
        for identity, person in _people(source)
    }
    return {
        identity: replace(each, nip=_spaced(each.nip), jenis_nip=_kind_of_nip(each.nip))
        for identity, each in every.items()
    }


def _people(source: Source) -> Iterator[tuple[str, Mapping[str, Data]]]:
    for identity, person in source.data.items() if isinstance(source.data, dict) else ():
        if isinstance(person, dict):
            yield identity, person


def _digits(nip: str) -> str:
    return "".join(nip.split())


def _spaced(nip: str | None) -> str | None:
    """Write a number as forms do: date of birth, month of entry, sex, serial number."""
    found = _NIP.fullmatch(_digits(nip)) if nip is not None else None
    return " ".join(found.groups()) if found else nip


def _kind_of_nip(nip: str | None) -> str:
    found = _NIP.fullmatch(_digits(nip)) if nip is not None else None
    return "NI PPPK" if found and found[2].endswith(_OF_A_CONTRACT) else "NIP"


def _fault_of_nip(nip: str) -> str:
    """Say in Indonesian why a number cannot be anybody's; an empty answer means that it can."""
    digits = _digits(nip)
    if not (digits.isascii() and digits.isdigit()):
        return "ada yang bukan angka"
    if len(digits) != _LENGTH:
        return f"bukan {_LENGTH} angka, melainkan {len(digits)}"
    month = "01" if digits[12:14] == _OF_A_CONTRACT else digits[12:14]
    born, entered = _date(digits[:8]), _date(f"{digits[8:12]}{month}01")
    if born is None or born.year < _OLDEST:
        return f"tanggal lahir '{digits[:8]}' tidak ada"
    if entered is None:
        return f"bulan pengangkatan '{digits[8:14]}' tidak ada"
    if entered.year - born.year < _YOUNGEST:
        return "bulan pengangkatannya terlalu dekat dengan tanggal lahirnya"
    return "" if digits[14] in "12" else "angka ke-15 (jenis kelamin) harus 1 atau 2"


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
