"""A formula that says no more than the name of its indikator."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import has_operation
from iki.wording import content_of, first_word, normal, stem

_FILLERS = frozenset(map(stem, terms("pengisi")))


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        nama, formulasi = row.indikator.nama, row.indikator.formulasi or ""
        if not formulasi or has_operation(formulasi) or normal(nama) == normal(formulasi):
            continue
        if content_of(formulasi) - _FILLERS <= content_of(nama):
            is_counted = first_word(nama) == first_word(formulasi) == "jumlah"
            yield Finding(
                (*row.indikator.trail, "formulasi"),
                f"Formulasi '{shortened(formulasi)}' hanya mengulang nama indikatornya.",
                "Jelaskan apa yang dihitung sebagai satu dan apa pembaginya, misalnya 'A dibagi B dikali 100%'.",
                (0, len(formulasi)),
                level=Level.INFO if is_counted else None,
            )


RULE = Rule(
    name="formulasi-sirkular",
    level=Level.WARNING,
    judge=_judge,
    what="Formulasi yang hanya mengulang kata-kata nama indikatornya.",
    why="Formulasi menjelaskan cara menghitung. Bila ia hanya mengulang, dua orang dapat menghitung dengan hasil yang "
    "berbeda. Untuk 'Jumlah …' cukup dijelaskan apa yang dihitung sebagai satu.",
    basis="LKE AKIP 2.a.2",
    before="""
    sasaran:
      - uraian: Meningkatnya ketertiban umum
        indikator:
          - nama: Patroli wilayah
            formulasi: Pelaksanaan patroli wilayah
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya ketertiban umum
        indikator:
          - nama: Persentase patroli wilayah yang terlaksana
            formulasi: Jumlah patroli yang terlaksana dibagi jumlah yang direncanakan dikali 100%
    """,
)
