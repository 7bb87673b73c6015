"""A share whose formula does not say what is divided by what."""

import re
from collections.abc import Iterator

from iki.characters import printable, shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.model import Indikator
from iki.rule import Case, Finding, Rule
from iki.vocabulary import has_operation, is_measure, is_share, share_formula
from iki.wording import first_word, normal, vocabulary_of

_PERCENT = terms("persen")
_GIVEN_BY_OTHERS = terms("luar")
_PUBLISHED = terms("terbitan")
_RATIOS = frozenset(("rasio", "ratio"))
_COUNTS = frozenset(("banyaknya", "jumlah", "membandingkan", "perbandingan"))
_IN_PERCENT = re.compile(r"(?:\bx|[*\N{MULTIPLICATION SIGN}]|\bdikali(?:kan)?)\s?100\s?%?|\b100\s?%|%")
_DIVISOR = re.compile(
    r"\bdibanding(?:kan)?\b|banding(?:kan|an)\b.*\b(?:dengan|terhadap)\b"
    r"|\b(?:dari|per|berbanding|terhadap) (?:jumlah|seluruh|total|keseluruhan|semua|target|pagu|rencana)\b"
)


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        formulasi = row.indikator.formulasi or ""
        if formulasi and _lacks_divisor(row.indikator, formulasi):
            is_sure = _is_percent(row.indikator.nama) or _is_percent(formulasi) or first_word(formulasi) in _COUNTS
            is_sure = is_sure and not _comes_from_others(row.indikator)
            yield Finding(
                (*row.indikator.trail, "formulasi"),
                f"Formulasi '{shortened(formulasi)}' belum menyebut apa dibagi apa.",
                f"Tulis pembilang dan pembaginya, misalnya '{printable(share_formula(_share(row.indikator)))}'.",
                (0, len(formulasi)),
                level=None if is_sure else Level.INFO,
            )


def _lacks_divisor(indikator: Indikator, formulasi: str) -> bool:
    nama, small = indikator.nama, formulasi.lower()
    is_named = is_share(nama) or (_is_percent(formulasi) and not is_measure(nama))
    if not is_named or " dibagi " in small or normal(nama) == normal(formulasi) or _DIVISOR.search(small):
        return False
    bare = _IN_PERCENT.sub("", small)  # times a hundred alone divides nothing, but two lines may be a fraction
    if has_operation(bare) or ("\n" in small and bare != small):
        return False
    is_ratio = (first_word(nama) in _RATIOS and "banding" in small) or _is_fraction(small)
    return not is_ratio and _GIVEN_BY_OTHERS.isdisjoint(vocabulary_of(formulasi))


def _comes_from_others(indikator: Indikator) -> bool:
    """Tell whether somebody else publishes the figure: a survey of the state, a report card of schools."""
    return any(not _PUBLISHED.isdisjoint(vocabulary_of(each)) for each in indikator.sumber_data)


def _is_fraction(formulasi: str) -> bool:
    """Tell whether a stroke divides a whole from its part: *laporan tepat waktu/laporan*, *realisasi/anggaran*."""
    part, _, whole = formulasi.partition("/")
    of_part, of_whole = map(vocabulary_of, (part, whole))
    return not of_part.isdisjoint(of_whole) or ("realisasi" in of_part and bool(of_whole))


def _share(indikator: Indikator) -> str:
    """Return the text that names the share: the formula where the name does not."""
    return indikator.nama if is_share(indikator.nama) else indikator.formulasi or ""


def _is_percent(text: str) -> bool:
    return text.lstrip().startswith("%") or first_word(text) in _PERCENT


RULE = Rule(
    name="persen-tanpa-pembagi",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Persentase, rasio, cakupan atau tingkat yang formulasinya tidak menyebut pembilang dan pembagi.",
    why="Persentase adalah satu bilangan dibagi bilangan lain. Tanpa pembaginya, setiap orang menghitung dengan "
    "caranya sendiri. Hasil survei dan angka yang diterbitkan lembaga lain tidak perlu dihitung ulang.",
    basis="LKE AKIP 2.a.2",
    before="""
    sasaran:
      - uraian: Meningkatnya disiplin aparatur
        indikator:
          - nama: Persentase pegawai yang hadir tepat waktu
            formulasi: Jumlah pegawai yang hadir tepat waktu
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya disiplin aparatur
        indikator:
          - nama: Persentase pegawai yang hadir tepat waktu
            formulasi: Jumlah pegawai yang hadir tepat waktu dibagi jumlah pegawai dikali 100%
    """,
)
