"""An indikator that names work or a paper, with nothing of it to be counted."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.model import Indikator
from iki.rule import Case, Finding, Rule
from iki.vocabulary import ACTIVITIES, has_operation
from iki.wording import first_place, first_word

_PAPERS = terms("keluaran")
_LIMIT = re.compile(r"[%<>≤≥]")
_UNCOUNTED = ACTIVITIES | _PAPERS


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        first = _without_doubling(first_word(row.indikator.nama))
        is_counted = _is_counted(row.indikator)
        if (first in _UNCOUNTED and not is_counted) or (is_counted and first in ACTIVITIES and row.indikator.satuan):
            start, end = first_place(row.indikator.nama) or (0, 0)
            what = "kegiatan" if first in ACTIVITIES else "dokumen"
            yield Finding(
                (*row.indikator.trail, "nama"),
                f"Indikator '{shortened(row.indikator.nama)}' menyebut {what}, belum ukuran keberhasilannya.",
                _hint(first, row.indikator.nama[start:end]),
                (start, end),
                level=Level.INFO if is_counted else None,
            )


def _without_doubling(first: str) -> str:
    """Return a word by itself that may be written twice: *lomba* of *lomba-lomba*."""
    half, _, other = first.partition("-")
    return half if half == other else first


def _is_counted(indikator: Indikator) -> bool:
    """Tell whether it is said how much of it there is to be."""
    has_number = bool(indikator.satuan or indikator.target or indikator.target_periode)
    return has_number or _LIMIT.search(indikator.nama) is not None or has_operation(indikator.formulasi or "")


def _hint(first: str, written: str) -> str:
    if first in _PAPERS:
        paper = written if written.isupper() else first
        return f"Ukur mutunya, misalnya 'Persentase {paper} yang selesai tepat waktu dan tanpa perbaikan'."
    if first == "pelayanan":
        return "Ukur mutunya, misalnya 'Persentase permohonan yang selesai tepat waktu' atau 'Indeks kepuasan …'."
    return "Ukur hasilnya: apa yang berubah sesudah kegiatan ini, misalnya 'Persentase … yang …' atau 'Jumlah …'."


RULE = Rule(
    name="indikator-kegiatan",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Indikator yang menyebut kegiatan atau dokumen, bukan ukuran keberhasilannya.",
    why="Kegiatan yang terlaksana belum berarti sasarannya tercapai. Keluaran boleh menjadi indikator asal terukur: "
    "'Jumlah laporan …', 'Persentase dokumen …', atau dengan 'satuan'.",
    basis="KMK 467/KMK.01/2014 (Kementerian Keuangan)",
    before="""
    sasaran:
      - uraian: Meningkatnya kewaspadaan dini masyarakat
        indikator:
          - nama: Sosialisasi FKDM
            formulasi: Pelaksanaan sosialisasi FKDM
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kewaspadaan dini masyarakat
        indikator:
          - nama: Persentase laporan kewaspadaan dini yang ditindaklanjuti
            formulasi: Jumlah laporan yang ditindaklanjuti dibagi jumlah laporan yang masuk dikali 100%
    """,
)
