"""A document from which a formula takes its figures, and which the sources do not name."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import rows, terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import Replacement, phrases
from iki.wording import Word, words_of

_DOCUMENTS = phrases({name: Replacement(document, "", "") for name, document in rows("dokumen")})
_HELD = {
    Replacement(system, "", ""): tuple(Replacement(each, "", "") for each in documents.split(", "))
    for system, documents in rows("sistem")
}
"""The documents that a system of the state holds: who names it names them."""
_BEFORE_A_SOURCE = terms("di-dalam")
_BETWEEN = terms("jenis-dokumen")


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        formulasi, sumber = row.indikator.formulasi or "", row.indikator.sumber_data
        used = list(_DOCUMENTS.in_text(formulasi)) if sumber else []
        words = words_of(formulasi) if used else ()
        named = {document for each in sumber if used for _, _, document in _DOCUMENTS.in_text(each)}
        named |= {held for document in named for held in _HELD.get(document, ())}
        for start, end, document in used:
            if document not in named and _is_a_source(words[:start]):
                written = formulasi[words[start].start : words[end - 1].end]
                yield Finding(
                    (*row.indikator.trail, "formulasi"),
                    f"Formulasi memakai '{written}', tetapi sumber datanya tidak menyebutnya.",
                    f"Tambahkan '{document.instead}' ke 'sumber_data' ({shortened(', '.join(sumber))}).",
                    (words[start].start, words[end - 1].end),
                )
                named.add(document)


def _is_a_source(before: tuple[Word, ...]) -> bool:
    """Tell whether what follows these words is where something is taken from: *dalam dokumen …*."""
    rest = [word.lower for word in before if word.lower not in _BETWEEN]
    return bool(rest) and rest[-1] in _BEFORE_A_SOURCE


RULE = Rule(
    name="sumber-tak-lengkap",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Dokumen yang dipakai formulasi, misalnya 'dalam DPA', tetapi tidak ada di sumber data.",
    why="Siapa pun yang menghitung ulang mencari angkanya di sumber data; dokumen yang tidak disebut di sana tidak "
    "akan dikumpulkan.",
    basis="LKE AKIP 2.a.3",
    before="""
    sumber_data: [Laporan kegiatan]
    sasaran:
      - uraian: Meningkatnya ketepatan pelaksanaan kegiatan
        indikator:
          - nama: Persentase kegiatan yang terlaksana
            formulasi: Kegiatan yang terlaksana dibagi kegiatan dalam DPA dikali 100%
    """,
    after="""
    sumber_data: [Laporan kegiatan, DPA]
    sasaran:
      - uraian: Meningkatnya ketepatan pelaksanaan kegiatan
        indikator:
          - nama: Persentase kegiatan yang terlaksana
            formulasi: Kegiatan yang terlaksana dibagi kegiatan dalam DPA dikali 100%
    """,
)
