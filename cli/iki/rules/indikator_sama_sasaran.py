"""An indikator that says what its sasaran says, and measures nothing of it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Row, Rule
from iki.vocabulary import ACTIVITIES, MEASURES, OUTCOME, has_operation, is_measure
from iki.wording import FUNCTION_WORDS, first_word, normal, small_words, stem, vocabulary_of

_UNSAID = ACTIVITIES | MEASURES | terms("arah") | FUNCTION_WORDS
_BEGINNING = re.compile(rf"{OUTCOME.pattern}|pe\w{{4,}}an$")
_GIVEN_BY_OTHERS = terms("luar")
_VAGUE = "tingkat"


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        nama, uraian = row.indikator.nama, row.sasaran.uraian or ""
        if normal(nama) == normal(uraian):
            yield _told(row, "sama dengan sasarannya", None)
        elif _matter_of(nama, OUTCOME) == _matter_of(uraian, _BEGINNING) != frozenset() and not _is_defined(row):
            yield _told(row, "hampir sama dengan sasarannya", Level.INFO if _is_measured(row) else None)


@lru_cache(maxsize=5_000)
def _matter_of(text: str, beginning: re.Pattern[str]) -> frozenset[str]:
    """Return what a text is about, whatever is done with it and however it is measured."""
    every = small_words(text)
    begun = 1 if every and beginning.match(every[0]) else 0
    return frozenset(map(stem, frozenset(every[begun:]) - _UNSAID))


def _is_measured(row: Row) -> bool:
    return is_measure(row.indikator.nama) or has_operation(row.indikator.formulasi or "")


def _is_defined(row: Row) -> bool:
    """Tell whether what is measured is said: by a measure of its own, a definition, a reckoning, or by others."""
    formulasi = row.indikator.formulasi or ""
    if not is_measure(row.indikator.nama):
        return False
    is_own = first_word(row.indikator.nama) != _VAGUE or row.indikator.definisi is not None
    return is_own or has_operation(formulasi) or not _GIVEN_BY_OTHERS.isdisjoint(vocabulary_of(formulasi))


def _told(row: Row, how: str, level: Level | None) -> Finding:
    nama = row.indikator.nama
    return Finding(
        (*row.indikator.trail, "nama"),
        f"Indikator '{shortened(nama)}' {how}; belum tampak apa yang diukur.",
        "Tulis bukti yang dapat dihitung bahwa sasaran itu tercapai, misalnya 'Persentase … yang …' atau 'Jumlah …'.",
        (0, len(nama)),
        level=level,
    )


RULE = Rule(
    name="indikator-sama-sasaran",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Indikator yang sama, atau hampir sama, dengan sasarannya.",
    why="Sasaran menyebut apa yang ingin dicapai, indikator menyebut dengan apa hal itu diukur. "
    "'Meningkatnya kepuasan' yang diukur dengan 'Indeks kepuasan' sudah benar; 'Tingkat kepuasan' hanya dicatat, bila "
    "formulasinya belum menghitung apa-apa.",
    basis="LKE AKIP 1.b.5",
    before="""
    sasaran:
      - uraian: Pelayanan administrasi pertanahan
        indikator:
          - nama: Pelayanan administrasi pertanahan
            formulasi: Jumlah pelayanan
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kualitas pelayanan administrasi pertanahan
        indikator:
          - nama: Persentase surat tanah yang selesai tepat waktu
            formulasi: Jumlah surat yang selesai paling lama 3 hari dibagi jumlah permohonan dikali 100%
    """,
)
