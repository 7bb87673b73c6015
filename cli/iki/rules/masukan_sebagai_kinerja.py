"""A formula that counts what went in, purchases and payments, where performance is what came of them."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.model import Jabatan
from iki.rule import Case, Finding, Rule
from iki.vocabulary import Replacement, has_operation, listed
from iki.wording import vocabulary_of, words_of

_BEFORE_IT = terms("pembuka")
_FINANCE = terms("keuangan")
_NOT_INPUT, _ABSORBED = "bukan", "serapan"
_RESULT = "Hitung hasil yang dicapai dengan anggaran itu; serapannya cukup dalam laporan keuangan."


def _judge(case: Case) -> Iterator[Finding]:
    if _is_about(f"{case.jabatan.nama} {case.jabatan.unit or ''}", _FINANCE):
        return
    for row in case.rows:
        formulasi = row.indikator.formulasi or ""
        found = _input(formulasi) if row.indikator.jenis != "input" else None
        if found is None or _is_its_work(found[1].instead, formulasi, case.jabatan):
            continue
        (start, end), term = found
        yield Finding(
            (*row.indikator.trail, "formulasi"),
            f"Formulasi '{shortened(formulasi)}' menghitung masukan, bukan hasilnya.",
            f"Ukur yang dihasilkannya, misalnya '{_filled(term.note, formulasi[end:])}'." if term.note else _RESULT,
            (start, end),
            level=Level.INFO if term.instead == _ABSORBED else None,
        )


def _input(formulasi: str) -> tuple[tuple[int, int], Replacement] | None:
    """Return the input that a formula begins with, after words such as *jumlah* and *realisasi*."""
    found = {start: (end, term) for start, end, term in listed("masukan").in_text(formulasi)}
    words = words_of(formulasi) if found else ()
    for place, word in enumerate(words[:8]):
        if place in found:
            end, term = found[place]
            return None if term.instead == _NOT_INPUT else ((word.start, words[end - 1].end), term)
        if word.lower not in _BEFORE_IT:
            return None
    return None


def _is_its_work(kind: str, formulasi: str, jabatan: Jabatan) -> bool:
    """Tell whether the position is there for it: budgets are somebody's work, so are purchases made in time."""
    if kind == _ABSORBED:
        return _is_about(" ".join((jabatan.tugas or "", *jabatan.fungsi)), _FINANCE)
    return has_operation(formulasi) or _is_about(jabatan.nama, frozenset(("pengadaan",)))


def _is_about(text: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(vocabulary_of(text))


def _filled(formula: str, rest: str) -> str:
    thing = shortened(rest.strip().removeprefix("dan ")) or "…"
    return formula.replace("{}", thing)


RULE = Rule(
    name="masukan-sebagai-kinerja",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Formulasi yang menghitung pembelian, pengadaan, pembayaran, perjalanan dinas, atau serapan anggaran. "
    "Diam bagi jabatan yang pekerjaannya keuangan atau pengadaan.",
    why="Membeli meterai adalah masukan; hasilnya surat yang terkirim tepat waktu. Banyaknya belanja "
    "tidak menunjukkan berhasil tidaknya suatu jabatan.",
    basis="LKE AKIP 1.b.4",
    before="""
    sasaran:
      - uraian: Meningkatnya kelancaran surat-menyurat
        indikator:
          - nama: Meterai
            formulasi: Jumlah pembelian meterai
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kelancaran surat-menyurat
        indikator:
          - nama: Persentase surat yang terkirim pada hari yang sama
            formulasi: Jumlah surat yang terkirim pada hari yang sama dibagi jumlah seluruh surat dikali 100%
    """,
)
