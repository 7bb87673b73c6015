"""An indikator that is tied to nothing of the superior's: the line from top to bottom breaks here."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.model import Jabatan
from iki.rule import Case, Finding, Row, Rule
from iki.wording import content_of


def _judge(case: Case) -> Iterator[Finding]:
    if case.atasan is None or not (case.office.asks_for("mendukung") or any(map(_is_tied, case.rows))):
        return
    items = _items(case.atasan)
    for row in case.rows:
        if not _is_tied(row):
            yield Finding(
                (*row.indikator.trail, "nama"),
                f"Indikator '{shortened(row.indikator.nama)}' belum menyebut sasaran atasan yang ditopangnya.",
                _hint(row, case.atasan, items),
            )


def _is_tied(row: Row) -> bool:
    return bool(row.sasaran.mendukung or row.indikator.mendukung)


def _items(atasan: Jabatan) -> list[tuple[str, str]]:
    """Return what of the superior can be tied to: ids and texts."""
    found = [(each.id, each.uraian or "") for each in atasan.sasaran if each.id]
    return found + [(each.id, each.nama) for sasaran in atasan.sasaran for each in sasaran.indikator if each.id]


def _hint(row: Row, atasan: Jabatan, items: list[tuple[str, str]]) -> str:
    """Return how to tie it: to what shares most words, which is no more than a suggestion."""
    if not items:
        return f"Beri 'id' pada sasaran {shortened(atasan.nama)}, lalu tulis 'mendukung: [{atasan.id}/id-itu]' di sini."
    own = content_of(row.sasaran.uraian or "") | content_of(row.indikator.nama)
    likely, text = max(items, key=lambda item: len(content_of(item[1]) & own))
    return f"Tulis 'mendukung' di sasarannya, misalnya '[{atasan.id}/{likely}]' bila menopang '{shortened(text)}'."


_ABOVE = """
    # camat.yaml
    jabatan: Camat
    sasaran:
      - id: partisipasi
        uraian: Meningkatnya partisipasi masyarakat dalam perencanaan pembangunan
        indikator:
          - nama: Persentase peserta Musrenbang yang hadir
            formulasi: Jumlah peserta yang hadir dibagi jumlah undangan dikali 100%
"""

RULE = Rule(
    name="tidak-menopang",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Indikator bawahan yang tidak ditautkan ke sasaran atau indikator atasannya. Diperiksa bila kantor memintanya "
    "('periksa: wajib: [mendukung]'), atau bila berkas itu sudah menautkan indikator lain.",
    why="Kinerja bawahan harus menjelaskan kinerja atasannya. Tanpa tautan, pembaca tidak tahu untuk apa indikator "
    "itu, dan matriks penjenjangan tidak dapat disusun. Tautan di sasaran berlaku bagi semua indikatornya.",
    basis="PermenPANRB 89/2021; LKE AKIP 1.b.8",
    before=_ABOVE
    + """
    # kasi.yaml
    jabatan: Kepala Seksi Pembangunan
    atasan: camat
    sasaran:
      - uraian: Meningkatnya mutu usulan pembangunan
        indikator:
          - nama: Persentase usulan yang lengkap
            formulasi: Jumlah usulan yang lengkap dibagi jumlah seluruh usulan dikali 100%
    # iki.yaml
    periksa: {wajib: [mendukung]}
    """,
    after=_ABOVE
    + """
    # kasi.yaml
    jabatan: Kepala Seksi Pembangunan
    atasan: camat
    sasaran:
      - uraian: Meningkatnya mutu usulan pembangunan
        mendukung: [camat/partisipasi]
        indikator:
          - nama: Persentase usulan yang lengkap
            formulasi: Jumlah usulan yang lengkap dibagi jumlah seluruh usulan dikali 100%
    # iki.yaml
    periksa: {wajib: [mendukung]}
    """,
)
