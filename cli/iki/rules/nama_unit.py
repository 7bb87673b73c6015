"""The unit that a position leads, called otherwise in its own task and functions."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from iki.diagnostics import Level
from iki.lists import rows, terms
from iki.rule import Case, Finding, Office, Rule

_KINDS = dict(rows("unit"))
_KIND = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
_LED = re.compile(rf"(?:kepala )?({_KIND}) (.+)", re.IGNORECASE)
_NAMED = re.compile(rf"(?<!\w)(?<!di )(?=[A-Z])((?i:{_KIND}))((?:,? (?:(?:dan|serta|atau) )?[A-Z][\w/-]*)+)")
_PLACES = terms("satuan-kerja")
_NEAR = 0.75

Unit = tuple[str, str]
"""What kind of unit it is and what it is called."""


def _judge(case: Case) -> Iterator[Finding]:
    own = _led_by(case.jabatan.nama)
    texts = (text for text in case.texts if text.field in {"tugas", "fungsi"}) if own else ()
    for text in texts:
        for found in _NAMED.finditer(text.text):
            unit = _unit(found[1], found[2])
            if own and unit not in case.office.shared(_every_unit) and _is_near(own, unit):
                end = found.end(1) + len(_without_place(found[2]))
                yield Finding(
                    text.trail,
                    f"'{text.text[found.start() : end]}' berbeda dari nama unit jabatan ini, '{case.jabatan.nama}'.",
                    "Pakai satu nama di semua tempat, yaitu yang ada di peraturan tentang susunan organisasi.",
                    (found.start(), end),
                )


def _led_by(nama: str) -> Unit | None:
    found = _LED.match(nama)
    return _unit(found[1], " " + found[2]) if found else None


def _unit(kind: str, called: str) -> Unit:
    return _KINDS[kind.lower()], _without_place(called).lower().strip()


def _without_place(called: str) -> str:
    """Return what a unit is called without the agency or the place that it belongs to."""
    end = next((word.start() for word in re.finditer(r" ([\w/-]+)", called) if word[1].lower() in _PLACES), len(called))
    return called[:end]


def _every_unit(office: Office) -> frozenset[Unit | None]:
    """Return the units that positions of the office lead."""
    return frozenset(_led_by(jabatan.nama) for jabatan in office.every_jabatan)


def _is_near(own: Unit, unit: Unit) -> bool:
    if own[0] != unit[0] or abs(len(own[1]) - len(unit[1])) > len(own[1]) / 2:
        return False
    return SequenceMatcher(None, own[1], unit[1], autojunk=False).ratio() >= _NEAR


RULE = Rule(
    name="nama-unit",
    level=Level.WARNING,
    is_of_language=True,
    judge=_judge,
    what="Nama seksi, bidang atau bagian di tugas dan fungsi yang sedikit berbeda dari nama jabatannya.",
    why="Satu unit punya satu nama, yaitu yang ditetapkan peraturan tentang susunan organisasi. Nama unit lain di "
    "kantor ini tidak dipersoalkan.",
    before="""
    jabatan: Kepala Seksi Ketenteraman dan Ketertiban
    fungsi:
      - Evaluasi urusan lingkup Seksi Ketenteraman dan Ketertiban Umum
    """,
    after="""
    jabatan: Kepala Seksi Ketenteraman dan Ketertiban Umum
    fungsi:
      - Evaluasi urusan lingkup Seksi Ketenteraman dan Ketertiban Umum
    """,
)
