"""A formula that rises when what its indikator wants falls: repairs are counted where working machines are wanted."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.rule import Case, Finding, Rule
from iki.vocabulary import listed, share_of
from iki.wording import Word, words_of

_HINT = "Hitung keadaan yang diharapkan sendiri, atau berapa bagian dari kejadian itu yang diselesaikan."


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        nama, formulasi = row.indikator.nama, row.indikator.formulasi or ""
        wanted = _sides(nama, "baik")
        if wanted and row.indikator.polaritas != "turun":
            place = _against(formulasi, wanted)
            if place is not None and formulasi[slice(*place)].lower() not in nama.lower():
                formula = share_of(nama)
                yield Finding(
                    (*row.indikator.trail, "formulasi"),
                    f"Formulasi menghitung '{shortened(formulasi[slice(*place)])}', padahal yang diharapkan "
                    f"'{shortened(nama)}': angka itu bertambah tanpa keadaannya membaik.",
                    f"Hitung keadaan yang diharapkan, misalnya '{formula}'." if formula else _HINT,
                    place,
                )


def _sides(text: str, side: str) -> dict[str, tuple[Word, ...]]:
    """Return the words of one side in a text, the first of each pair."""
    found: dict[str, tuple[Word, ...]] = {}
    for start, end, term in listed("arah").in_text(text):
        if term.instead == side:
            found.setdefault(term.note, words_of(text)[start:end])
    return found


def _against(formulasi: str, wanted: dict[str, tuple[Word, ...]]) -> tuple[int, int] | None:
    """Return where a formula counts the opposite, unless it takes it off or names what is wanted too."""
    unwanted = _sides(formulasi, "buruk")
    if not unwanted or _sides(formulasi, "tawar") or " - " in formulasi:
        return None
    for pair in wanted.keys() & unwanted.keys() - _sides(formulasi, "baik").keys():
        return unwanted[pair][0].start, unwanted[pair][-1].end
    return None


RULE = Rule(
    name="arah-terbalik",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Indikator yang mengharapkan keadaan baik, sedangkan formulasinya menghitung kebalikannya: perbaikan, "
    "kerusakan, pelanggaran, pengaduan.",
    why="Makin banyak AC yang diperbaiki, makin banyak yang rusak. Angka yang naik ketika keadaan memburuk "
    "tidak mengukur keadaan yang diharapkan.",
    before="""
    sasaran:
      - uraian: Terpeliharanya peralatan kantor
        indikator:
          - nama: AC yang berfungsi dengan baik
            formulasi: Jumlah perbaikan AC
    """,
    after="""
    sasaran:
      - uraian: Terpeliharanya peralatan kantor
        indikator:
          - nama: Persentase AC yang berfungsi dengan baik
            formulasi: Jumlah AC yang berfungsi dengan baik dibagi jumlah seluruh AC dikali 100%
    """,
)
