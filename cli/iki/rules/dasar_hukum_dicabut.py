"""A regulation that had been revoked when the document was made."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import rows
from iki.rule import Case, Finding, Rule

_KINDS = {row[0]: row[1] for row in rows("jenis_peraturan")}
_KIND = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(_KINDS, key=len, reverse=True)) + r")(?![^\W\d_])", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d/.])(\d{1,3})\s*(?:/|tahun|th\.?)\s*((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_REVOKED = {(kind, nomor, tahun): (date, instead) for kind, nomor, tahun, date, instead in rows("dasar_hukum")}
_FARTHEST = 120


def _judge(case: Case) -> Iterator[Finding]:
    date = _date(case)
    for text in case.texts if date else ():
        for start, end, instead in _revoked(text.text, date):
            yield _told((*text.trail,), text.text[start:end], instead, (start, end))
    if date and case.office.every_jabatan[0] is case.jabatan:
        decree = case.office.kantor.dokumen
        for paragraph in (*decree.menimbang, *decree.mengingat, *decree.memperhatikan):
            for start, end, instead in _revoked(paragraph, date):
                yield _told(("jabatan",), paragraph[start:end], instead, None)


def _date(case: Case) -> str:
    """Return since when the document holds, as far as anybody says so."""
    kantor = case.office.kantor
    if kantor.dokumen.tanggal:
        return kantor.dokumen.tanggal
    year = _YEAR.search(case.jabatan.periode or kantor.tahun or kantor.periode or "")
    return f"{year[0]}-01-01" if year else ""


def _revoked(text: str, date: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a text cites what had been revoked by a date, and what holds instead."""
    for number in _NUMBER.finditer(text):
        kinds = list(_KIND.finditer(text, max(0, number.start() - _FARTHEST), number.start()))
        if kinds and not re.search(r"\d{4}|;", text[kinds[-1].end() : number.start()]):
            revoked, instead = _REVOKED.get((_KINDS[kinds[-1][0].lower()], number[1], number[2]), ("9999", ""))
            if revoked < date:
                yield kinds[-1].start(), number.end(), instead


def _told(trail: tuple[str | int, ...], written: str, instead: str, span: tuple[int, int] | None) -> Finding:
    where = "" if span else "Keputusan di iki.yaml menyebut "
    message = f"{where}'{shortened(written)}'{', yang' if where else ''} sudah dicabut."
    return Finding(trail, message, f"Yang berlaku: {instead}.", span)


RULE = Rule(
    name="dasar-hukum-dicabut",
    level=Level.WARNING,
    judge=_judge,
    what="Peraturan yang sudah dicabut pada tanggal dokumen ini.",
    why="Dasar yang sudah dicabut membuat keputusan mudah digugurkan. Hanya diperiksa bila tanggal, tahun atau periode "
    "dokumen diketahui.",
    before="""
    fungsi:
      - Penyusunan laporan keuangan menurut Permendagri Nomor 13 Tahun 2006
    # iki.yaml
    tahun: 2026
    """,
    after="""
    fungsi:
      - Penyusunan laporan keuangan menurut Permendagri Nomor 77 Tahun 2020
    # iki.yaml
    tahun: 2026
    """,
)
