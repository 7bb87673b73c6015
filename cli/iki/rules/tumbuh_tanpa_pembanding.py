"""A growth in percent that does not say from when: without what it is compared with it cannot be reckoned."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Row, Rule
from iki.source import Trail
from iki.vocabulary import SHARES
from iki.wording import first_word, small_words, vocabulary_of, words_of

_GROWTH, _COMPARED = terms("tumbuh"), terms("pembanding")
_PERCENT = SHARES - {"tingkat", "rasio", "ratio", "cakupan"} | {"prosentasi", "prsentase", "persentasi"}
_OTHER = terms("bukan-tumbuh")
_MINUS = r"[-\N{EN DASH}\N{MINUS SIGN}]"
_EARLIER = re.compile(
    rf"\b[nt]\s?{_MINUS}\s?1\b|\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b|\w\)?\s{_MINUS}\s\(?\w|\bpre\s?test\b",
    re.IGNORECASE | re.DOTALL,
)


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        if not row.indikator.formulasi or row.indikator.kondisi_awal:
            continue
        found = next((each for each in _texts(row) if _growth(each[1])), None)
        if found is not None and not _is_compared(f"{row.indikator.formulasi} {row.indikator.definisi or ''}"):
            trail, text = found
            start, end = _growth(text) or (0, 0)
            yield Finding(
                trail,
                f"'{shortened(text)}' tidak menyebut dibandingkan dengan tahun atau keadaan mana.",
                f"Tulis pembandingnya, misalnya '{_formula(text[end:].strip(), text[start:end].lower())}'.",
                (start, end),
            )


def _texts(row: Row) -> Iterator[tuple[Trail, str]]:
    yield (*row.indikator.trail, "formulasi"), row.indikator.formulasi or ""
    yield (*row.indikator.trail, "nama"), row.indikator.nama


def _growth(text: str) -> tuple[int, int] | None:
    """Return where the growth of a text such as *Persentase peningkatan X* stands."""
    is_named = first_word(text) in _PERCENT
    if not is_named and not text.lstrip().startswith("%"):
        return None
    growth, what = (*small_words(text)[int(is_named) : 3], "", "")[:2]
    if growth not in _GROWTH or what in _OTHER:
        return None
    word = words_of(text)[int(is_named)]
    return word.start, word.end


def _is_compared(text: str) -> bool:
    return not _COMPARED.isdisjoint(vocabulary_of(text)) or _EARLIER.search(text) is not None


def _formula(what: str, growth: str) -> str:
    short = shortened(what) or "capaian"
    if "turun" in growth or "kurang" in growth:
        return f"({short} tahun sebelumnya - tahun ini) / tahun sebelumnya x 100%"
    return f"({short} tahun ini - tahun sebelumnya) / tahun sebelumnya x 100%"


RULE = Rule(
    name="tumbuh-tanpa-pembanding",
    level=Level.WARNING,
    smart="T",
    judge=_judge,
    what="Persentase peningkatan, penurunan atau pertumbuhan yang formulasinya tidak menyebut pembanding: tahun "
    "sebelumnya, kondisi awal, atau n-1. Diam bila 'kondisi_awal' diisi.",
    why="Naik atau turun hanya berarti terhadap suatu waktu. Tanpa pembanding, dua orang dapat menghitung "
    "peningkatan yang berbeda.",
    basis="PermenPANRB 53/2014; LKE AKIP 1.b.5",
    before="""
    sasaran:
      - uraian: Meningkatnya disiplin aparatur
        indikator:
          - nama: Persentase peningkatan kehadiran pegawai
            formulasi: Persentase peningkatan kehadiran pegawai
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya disiplin aparatur
        indikator:
          - nama: Persentase peningkatan kehadiran pegawai
            formulasi: (Kehadiran tahun ini - kehadiran tahun sebelumnya) / kehadiran tahun sebelumnya x 100%
    """,
)
