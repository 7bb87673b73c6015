"""A formula that says no more than the name of its indikator."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Office, Row, Rule
from iki.vocabulary import MEASURES, has_operation
from iki.wording import FUNCTION_WORDS, content_of, first_word, normal, small_words, stem, vocabulary_of

_COUNTS, _PERCENT = terms("cacah"), terms("persen")
_QUANTITIES, _GRADES, _ASSESSORS = terms("cacah-fisik"), terms("ordinal"), terms("lembaga") | terms("luar")
_COUNT_HINT = "Jelaskan apa yang dihitung sebagai satu, dalam jangka waktu apa, dan dari catatan apa."
_SHARE_HINT = "Jelaskan apa yang dihitung sebagai satu dan apa pembaginya: '… dibagi … dikali 100%'."
_OWN_MEASURES = MEASURES - _COUNTS
_SHORTEST_NAME = 3
_TARGET = re.compile(r"[<>≤≥±]?\s*\d+\s+\w+(?:\s+(?:dalam\s+|per\s+)?(?:setahun|satu tahun|tahun))?\.?")
_FILLERS = frozenset(map(stem, terms("pengisi")))


def _judge(case: Case) -> Iterator[Finding]:
    own = case.office.shared(_own_names)
    for row in case.rows:
        nama, formulasi = row.indikator.nama, row.indikator.formulasi or ""
        if _TARGET.fullmatch(formulasi):
            hint = "Tulis angkanya di 'target', di sini cara menghitungnya, misalnya 'Jumlah … yang … dalam setahun'."
            yield _told(row, "menyebut target, belum cara menghitungnya", hint, None)
        elif formulasi and not row.indikator.definisi and _only_repeats(nama, formulasi, own):
            is_counted = first_word(nama) == first_word(formulasi) == "jumlah" or first_word(nama) in _QUANTITIES
            hint = _COUNT_HINT if _is_a_count(row) else _SHARE_HINT
            yield _told(row, "hanya mengulang nama indikatornya", hint, Level.INFO if is_counted else None)


def _told(row: Row, how: str, hint: str, level: Level | None) -> Finding:
    formulasi = row.indikator.formulasi or ""
    message = f"Formulasi '{shortened(formulasi)}' {how}."
    return Finding((*row.indikator.trail, "formulasi"), message, hint, (0, len(formulasi)), level=level)


def _is_a_count(row: Row) -> bool:
    """Tell whether something is counted, not a share of it."""
    unit = (row.indikator.satuan or "").lower()
    return first_word(row.indikator.nama) in _COUNTS | _QUANTITIES or (bool(unit) and unit not in {"%", "persen"})


def _own_names(office: Office) -> frozenset[str]:
    """Return what the office is called: a name that adds nothing to a formula of its own."""
    return content_of(f"{office.kantor.pemda or ''} {office.kantor.perangkat_daerah or ''}")


def _only_repeats(nama: str, formulasi: str, own: frozenset[str]) -> bool:
    if has_operation(formulasi) or _is_percent(nama) or normal(nama) == normal(formulasi):
        return False
    if first_word(nama) in _GRADES and not _ASSESSORS.isdisjoint(vocabulary_of(formulasi)):
        return False  # others give it: there is nothing to reckon
    return not _has_own_measure(nama, formulasi) and _adds_nothing(nama, formulasi, own)


def _is_percent(nama: str) -> bool:
    return nama.lstrip().startswith("%") or first_word(nama) in _PERCENT


def _has_own_measure(nama: str, formulasi: str) -> bool:
    """Tell whether a formula says at least which measure it is, as the name does not: *Nilai lomba*."""
    measure = first_word(formulasi)
    return measure in _OWN_MEASURES and measure != first_word(nama)


def _adds_nothing(nama: str, formulasi: str, own: frozenset[str]) -> bool:
    added = content_of(formulasi) - _FILLERS - content_of(nama) - own
    if not added:
        return True
    words = small_words(nama)
    if "-" not in nama and max(map(len, added)) > len(words):
        return False
    initials = "".join(word[0] for word in words if word not in FUNCTION_WORDS)
    halves = {half for word in words if "-" in word for half in word.split("-")}
    return all(each in halves or (len(each) >= _SHORTEST_NAME and each in initials) for each in added)


RULE = Rule(
    name="formulasi-sirkular",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Formulasi yang hanya mengulang kata-kata nama indikatornya, atau hanya menyebut targetnya.",
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
