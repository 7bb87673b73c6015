"""A sasaran that says what is done, or names a thing, instead of what comes of it."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import rows, terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import ACTIVITIES, OUTCOME
from iki.wording import Word, small_words, words_of

_OPENERS = frozenset(("lebih", "makin", "mulai", "sasaran", "semakin", "tetap", "tidak"))
_PLANS = frozenset(("program", "kegiatan", "sub", "subkegiatan"))
_REGULARLY = frozenset(("rutin", "berkala"))
_JOINTS = frozenset(("atau", "dan", "serta"))
_DIRECTIONS = terms("arah")
_CONDITIONS = terms("keadaan")
_OUTCOMES = {row[0]: row[1] for row in rows("hasil")}


def _judge(case: Case) -> Iterator[Finding]:
    for sasaran in case.jabatan.sasaran:
        small = small_words(sasaran.uraian or "")
        if sasaran.uraian and small and not _is_outcome(small):
            words = words_of(sasaran.uraian)
            first = words[0].lower
            yield Finding(
                (*sasaran.trail, "uraian"),
                f"Sasaran '{shortened(sasaran.uraian)}' {_what_it_is(first)}.",
                _hint(sasaran.uraian, words),
                (words[0].start, words[0].end),
                level=None if first in ACTIVITIES else Level.INFO,
            )


def _is_outcome(words: tuple[str, ...]) -> bool:
    """Tell whether a sasaran is a condition: *Meningkatnya …*, *Layanan yang andal*, *Laporan tersusun*."""
    if words[0] in _PLANS:
        return False
    first = next((word for word in words if word[2:] and word not in _OPENERS), "")
    is_told = not _CONDITIONS.isdisjoint((words[0], *words[-2:]))
    return OUTCOME.match(first) is not None or is_told or "yang" in words


def _what_it_is(first: str) -> str:
    if first in ACTIVITIES:
        return "menyebut apa yang dikerjakan, belum hasil yang ingin dicapai"
    return "berupa upaya, belum hasilnya" if first in _DIRECTIONS else "belum menyebut keadaan yang ingin dicapai"


def _hint(uraian: str, words: tuple[Word, ...]) -> str:
    start = next((place for place, word in enumerate(words) if word.lower not in _PLANS), 0)
    better = _outcome_of(uraian, words[start:])
    example = f"misalnya '{shortened(better)}'" if better else "misalnya diawali 'Meningkatnya …' atau 'Terwujudnya …'"
    kept = " Nama programnya dapat disimpan di 'program'." if words[0].lower == "program" else ""
    return f"Tulis keadaan yang diharapkan, {example}.{kept}"


def _outcome_of(uraian: str, words: tuple[Word, ...]) -> str:
    """Return what a text would say as an outcome; empty where its words do not tell."""
    following = [word for word in words[1:] if word.lower not in _REGULARLY]
    if not following or following[0].lower in _JOINTS or uraian[words[0].end] != " ":
        return ""
    first, second = words[0].lower, following[0].lower
    is_quality = first == "pembinaan" and second.startswith("ke") and second.endswith("an") and second != "kegiatan"
    better = "Meningkatnya" if is_quality else _OUTCOMES.get(first, "")
    return f"{better} {uraian[following[0].start :]}" if better else ""


RULE = Rule(
    name="sasaran-bukan-hasil",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Sasaran yang menyebut program, kegiatan atau suatu benda, bukan keadaan yang ingin dicapai.",
    why="Sasaran menggambarkan hasil: apa yang berubah bila pekerjaan ini berhasil. Kegiatan hanyalah jalannya. "
    "'Peningkatan …' dan 'Meningkatkan …' masih upaya, dan hanya dicatat.",
    basis="LKE AKIP 1.b.4; PermenPANRB 89/2021",
    before="""
    sasaran:
      - uraian: Program Peningkatan Disiplin Aparatur
        indikator:
          - nama: Persentase pegawai yang hadir tepat waktu
            formulasi: Jumlah pegawai yang hadir tepat waktu dibagi jumlah pegawai dikali 100%
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya disiplin aparatur
        program: Program Peningkatan Disiplin Aparatur
        indikator:
          - nama: Persentase pegawai yang hadir tepat waktu
            formulasi: Jumlah pegawai yang hadir tepat waktu dibagi jumlah pegawai dikali 100%
    """,
)
