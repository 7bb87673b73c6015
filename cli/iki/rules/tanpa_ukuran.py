"""An indikator that names no measure: nobody can say by how much it was reached."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import has_operation, is_measure
from iki.wording import first_place, first_word

_WITH_UNIT = re.compile(r"[<>≤≥]?\s*[\d.,]+\s+[^\W\d_]+.*")
"""A target that says of what it is: *2 laporan*."""
_COUNTABLE = terms("orang") | terms("benda") | terms("layanan") | terms("keluaran")


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        nama, formulasi = row.indikator.nama, row.indikator.formulasi or ""
        is_counted = row.indikator.satuan or _WITH_UNIT.fullmatch(row.indikator.target or "")
        if not is_measure(nama) and not is_counted and not has_operation(formulasi):
            yield Finding(
                (*row.indikator.trail, "nama"),
                f"Indikator '{shortened(nama)}' tidak menyebut ukurannya.",
                f"Awali dengan ukuran, misalnya {_example(nama)}, atau isi 'satuan'.",
                first_place(nama),
            )


def _example(nama: str) -> str:
    """Return how the name could begin: people and things can be counted, all else only by a share of something."""
    if first_word(nama) not in _COUNTABLE:
        return "'Persentase … yang …' atau 'Indeks …'"
    about = nama[:1].lower() + nama[1:] if nama[1:2].islower() else nama
    return f"'Jumlah {shortened(about)}' atau 'Persentase …'"


RULE = Rule(
    name="tanpa-ukuran",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Nama indikator yang tidak diawali ukuran: persentase, jumlah, nilai, indeks, waktu, dan sejenisnya.",
    why="Dari namanya harus tampak satuan apa yang dihitung; tanpa itu target tidak dapat ditetapkan. "
    "Diam bila 'satuan' diisi atau formulasinya berupa hitungan.",
    before="""
    sasaran:
      - uraian: Meningkatnya ketertiban administrasi kependudukan
        indikator:
          - nama: Pelayanan e-KTP
            formulasi: Pelaksanaan pelayanan e-KTP
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya ketertiban administrasi kependudukan
        indikator:
          - nama: Persentase permohonan e-KTP yang selesai tepat waktu
            formulasi: Permohonan yang selesai paling lama 3 hari dibagi seluruh permohonan dikali 100%
    """,
)
