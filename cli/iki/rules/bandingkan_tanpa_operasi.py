"""A formula that compares two numbers and does not say how."""

import re
from collections.abc import Iterator

from iki.characters import printable, shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import has_operation
from iki.wording import first_word, vocabulary_of

_COMPARING = re.compile(r"\b(?:membandingkan|perbandingan|pembandingan)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:dan|dengan|terhadap)\s+", re.IGNORECASE)
_DIRECTED = re.compile(r"\b(?:dengan|terhadap)\b", re.IGNORECASE)
_RATIOS = frozenset(("rasio", "ratio"))
_REACHED = terms("tercapai")


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        formulasi = row.indikator.formulasi or ""
        found = _COMPARING.search(formulasi)
        if found and not has_operation(formulasi):
            yield Finding(
                (*row.indikator.trail, "formulasi"),
                f"Formulasi '{shortened(formulasi)}' membandingkan, tetapi belum menyebut mana dibagi mana.",
                _hint(formulasi[found.end() :]),
                found.span(),
                level=Level.INFO if _is_plain(row.indikator.nama, formulasi) else None,
            )


def _is_plain(nama: str, formulasi: str) -> bool:
    """Tell whether most readers divide in the same way: *Perbandingan A dengan B*, the two of a ratio."""
    return _DIRECTED.search(formulasi) is not None or first_word(nama) in _RATIOS


def _hint(compared: str) -> str:
    parts = [part.strip(" .,:") for part in _BETWEEN.split(re.sub(r"^\s*antara\s+", "", compared))]
    if len(parts) != len(("pembilang", "pembagi")) or not all(parts):
        return "Tulis sebagai hitungan, misalnya 'A dibagi B dikali 100%'."
    reached, whole = sorted(parts, key=lambda part: not _is_reached(part))
    return f"Tulis sebagai hitungan, misalnya '{printable(_capital(reached))} dibagi {printable(whole)} dikali 100%'."


def _is_reached(part: str) -> bool:
    """Tell whether this is the part of the whole: *peserta yang hadir*, *realisasi anggaran*."""
    return not _REACHED.isdisjoint(vocabulary_of(part))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


RULE = Rule(
    name="bandingkan-tanpa-operasi",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Formulasi yang hanya menyebut 'membandingkan', tanpa hitungannya.",
    why="'Membandingkan A dan B' dapat berarti A dibagi B, B dibagi A, atau selisihnya. Hitungan yang tertulis membuat "
    "setiap orang memperoleh hasil yang sama. 'Perbandingan A dengan B' hanya dicatat.",
    basis="LKE AKIP 2.a.2",
    before="""
    sasaran:
      - uraian: Meningkatnya partisipasi masyarakat
        indikator:
          - nama: Tingkat kehadiran dalam Musrenbang
            formulasi: Membandingkan undangan Musrenbang dan peserta yang hadir
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya partisipasi masyarakat
        indikator:
          - nama: Tingkat kehadiran dalam Musrenbang
            formulasi: Peserta yang hadir dibagi undangan Musrenbang dikali 100%
    """,
)
