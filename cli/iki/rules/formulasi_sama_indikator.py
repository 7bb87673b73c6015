"""A formula that is the name of its indikator once more."""

from collections.abc import Iterator

from iki.characters import printable, shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import is_share, share_formula
from iki.wording import first_word, normal, vocabulary_of, words_of

_OTHERS = terms("lembaga")
_GRADES = terms("ordinal") | {"indeks", "nilai", "skor"}
_EVALUATIONS = frozenset(("akip", "sakip", "lke", "spbe", "spip", "reformasi", "zona"))


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        nama, formulasi = row.indikator.nama, row.indikator.formulasi or ""
        if formulasi and normal(nama) == normal(formulasi):
            yield Finding(
                (*row.indikator.trail, "formulasi"),
                f"Formulasi '{shortened(formulasi)}' sama dengan nama indikatornya; cara menghitungnya belum ada.",
                _hint(nama),
                (0, len(formulasi)),
                level=Level.INFO if _is_given_by_others(nama) else None,
            )


def _is_given_by_others(nama: str) -> bool:
    words = vocabulary_of(nama)
    is_graded = first_word(nama) in _GRADES and not _EVALUATIONS.isdisjoint(words)
    return is_graded or not _OTHERS.isdisjoint(words)


def _hint(nama: str) -> str:
    words = words_of(nama)
    if _is_given_by_others(nama) or first_word(nama) in _GRADES:
        return "Sebut siapa yang menilai, atas apa, dan dalam dokumen apa hasilnya terbit."
    if first_word(nama) == "jumlah" and words[1:]:
        about = shortened(nama[words[1].start :])
        return f"Jelaskan '{about}' mana yang dihitung, dalam jangka waktu apa, dan dari catatan apa."
    formula = printable(share_formula(nama if is_share(nama) else ""))
    return f"Tulis cara menghitungnya, misalnya '{formula}'."


RULE = Rule(
    name="formulasi-sama-indikator",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Formulasi yang sama kata demi kata dengan nama indikatornya.",
    why="Formulasi menjelaskan cara mengukur: apa yang dihitung, dari mana, dan dalam jangka waktu apa. "
    "Nama yang ditulis dua kali belum menjelaskannya. Hasil penilaian lembaga lain hanya dicatat.",
    basis="LKE AKIP 2.a.2",
    before="""
    sasaran:
      - uraian: Meningkatnya keberdayaan masyarakat
        indikator:
          - nama: Jumlah RT yang diberdayakan
            formulasi: Jumlah RT yang diberdayakan
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya keberdayaan masyarakat
        indikator:
          - nama: Jumlah RT yang diberdayakan
            formulasi: Hitung RT yang menyelesaikan paling sedikit satu kegiatan swadaya dalam setahun
    """,
)
