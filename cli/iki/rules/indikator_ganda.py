"""An indikator that a position has twice."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from iki.characters import shortened
from iki.diagnostics import Level
from iki.rule import Case, Finding, Row, Rule
from iki.wording import FUNCTION_WORDS, is_slip, normal, vocabulary_of

_ALIKE = 0.92
_FEWEST_WORDS = 3
_MOST_NEAR = 8
"""So many of those that have nearly all words in common are looked at: hundreds of them differ on purpose."""


def _judge(case: Case) -> Iterator[Finding]:
    seen: dict[str, Row] = {}
    near: dict[int, list[Row]] = {}
    for row in case.rows:
        same = seen.setdefault(normal(row.indikator.nama), row)
        if same is row:
            same = _nearly_the_same(row, near)
        if same is not row and _may_be_one(same, row):
            yield _told(row, same)


def _nearly_the_same(row: Row, near: dict[int, list[Row]]) -> Row:
    """Return an earlier row that differs by a slip of the pen, else the row itself; it is remembered for later ones.

    Rows meet where they have all words but one in common, by the sum of what these are hashed to, so that no row is
    compared with every other one.
    """
    hashes = list(map(hash, _carrying(row.indikator.nama)))
    whole = sum(hashes)
    keys = [whole, *(whole - each for each in hashes)] if len(hashes) >= _FEWEST_WORDS else []
    others = [each for key in keys if key in near for each in near[key][:_MOST_NEAR]]
    for other in sorted(others, key=lambda each: each.indikator.trail):
        if _differ_by_a_slip(other.indikator.nama, row.indikator.nama):
            return other
    for key in keys:
        near.setdefault(key, []).append(row)
    return row


def _carrying(text: str) -> frozenset[str]:
    return vocabulary_of(text) - FUNCTION_WORDS


def _differ_by_a_slip(one: str, other: str) -> bool:
    differing = _carrying(one) ^ _carrying(other)
    if differing and (len(differing) != len((one, other)) or not is_slip(*differing)):
        return False
    numbers = re.findall(r"\d+", one) == re.findall(r"\d+", other)
    return numbers and SequenceMatcher(None, normal(one), normal(other), autojunk=False).ratio() >= _ALIKE


def _may_be_one(one: Row, other: Row) -> bool:
    """Tell whether two rows do not say by their unit that each measures something else of the same."""
    units = [(row.indikator.satuan or "").casefold() for row in (one, other)]
    return "" in units or units[0] == units[1]


def _told(row: Row, same: Row) -> Finding:
    where = "sasaran yang sama" if same.sasaran is row.sasaran else f"sasaran nomor {same.sasaran.nomor}"
    is_exact = normal(same.indikator.nama) == normal(row.indikator.nama)
    return Finding(
        (*row.indikator.trail, "nama"),
        f"Indikator '{shortened(row.indikator.nama)}' {'sudah ada' if is_exact else 'hampir sama dengan satu'} "
        f"pada {where}.",
        f"Ganti dengan ukuran yang khusus bagi sasaran nomor {row.sasaran.nomor}, atau hapus salah satunya.",
        (0, len(row.indikator.nama)),
    )


RULE = Rule(
    name="indikator-ganda",
    level=Level.WARNING,
    smart="S",
    judge=_judge,
    what="Indikator yang ditulis dua kali, atau hampir dua kali, dalam satu jabatan.",
    why="Satu indikator mengukur satu sasaran. Bila dipakai dua kali, capaiannya dihitung dua kali. "
    "Diam bila 'satuan' keduanya berbeda.",
    basis="KMK 467/KMK.01/2014 (Kementerian Keuangan)",
    before="""
    sasaran:
      - uraian: Meningkatnya kesejahteraan masyarakat
        indikator:
          - nama: Jumlah RT yang diberdayakan
            formulasi: Hitung RT yang menjalankan kegiatan swadaya
          - nama: Jumlah RT yang diberdayakan
            formulasi: Hitung RT yang dibina
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kesejahteraan masyarakat
        indikator:
          - nama: Jumlah RT yang diberdayakan
            formulasi: Hitung RT yang menjalankan kegiatan swadaya
      - uraian: Meningkatnya mutu sarana umum
        indikator:
          - nama: Persentase sarana umum dalam keadaan baik
            formulasi: Jumlah sarana umum yang baik dibagi jumlah sarana umum dikali 100%
    """,
)
