"""A sasaran of a field that the position's tasks do not name, where those name others."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Rule
from iki.vocabulary import listed
from iki.wording import content_of, stem

_INSIDE, _EVERYTHING = "dalam", "semua"
_COMMON = frozenset(map(stem, terms("bidang-umum")))
_ONLY_IN_TASKS = "hanya fungsi"
_MOST_FIELDS = 5


def _judge(case: Case) -> Iterator[Finding]:
    jabatan = case.jabatan
    if not jabatan.fungsi or not jabatan.atasan:
        return
    own = (jabatan.nama, jabatan.unit or "", jabatan.ikhtisar or "", jabatan.tugas or "", *jabatan.fungsi)
    fields = _fields(case.office.kantor.perangkat_daerah or "")
    for text in own:
        fields |= _fields(text)
        if _EVERYTHING in fields or len(fields) > _MOST_FIELDS:
            return
    if not fields:
        return
    for sasaran in jabatan.sasaran:
        texts = (sasaran.uraian or "", *(each.nama for each in sasaran.indikator))
        found = frozenset[str]().union(*(_fields(text, is_task=False) for text in texts)) - {_INSIDE, _EVERYTHING}
        if found and found.isdisjoint(fields) and _said(own).isdisjoint(_said(texts)):
            quoted = shortened(sasaran.uraian or sasaran.indikator[0].nama)
            yield Finding(
                (*sasaran.trail, "uraian"),
                f"Sasaran '{quoted}' menyangkut {min(found)}, yang tidak disebut dalam tugas dan fungsi jabatan ini.",
                "Periksa apakah ini memang tugas jabatan ini; bila ya, tambahkan fungsinya, bila tidak, pindahkan.",
            )


def _said(texts: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*map(content_of, texts)) - _COMMON


@lru_cache(maxsize=5_000)
def _fields(text: str, *, is_task: bool = True) -> frozenset[str]:
    """Return the fields of government that a text names; some words say so in tasks alone, as *perizinan* does."""
    found = [term for _, _, term in listed("bidang").in_text(text)]  # mostly none
    kept = [term.instead.split(" | ") for term in found if is_task or term.note != _ONLY_IN_TASKS] if found else ()
    return frozenset[str]().union(*kept)


RULE = Rule(
    name="di-luar-fungsi",
    level=Level.INFO,
    smart="R",
    judge=_judge,
    what="Sasaran dari bidang yang tidak disebut dalam tugas dan fungsi jabatannya. Hanya dugaan dari kata-katanya; "
    "diam bila bidangnya tidak jelas atau jabatannya mengurus banyak bidang.",
    why="Ukuran kinerja jabatan diturunkan dari tugas dan fungsinya. Sasaran di luar itu mungkin milik jabatan lain, "
    "atau ada fungsi yang belum ditulis.",
    before="""
    jabatan: Kepala Seksi Prasarana
    atasan: camat
    tugas: Melaksanakan pemeliharaan prasarana
    fungsi: [Pemeliharaan prasarana dan jembatan]
    sasaran:
      - uraian: Meningkatnya cakupan imunisasi
        indikator:
          - nama: Persentase balita yang diimunisasi
            formulasi: Jumlah balita yang diimunisasi dibagi jumlah seluruh balita dikali 100%
    """,
    after="""
    jabatan: Kepala Seksi Prasarana
    atasan: camat
    tugas: Melaksanakan pemeliharaan prasarana
    fungsi: [Pemeliharaan prasarana dan jembatan]
    sasaran:
      - uraian: Meningkatnya kondisi jembatan
        indikator:
          - nama: Persentase jembatan dalam kondisi baik
            formulasi: Jumlah jembatan yang baik dibagi jumlah seluruh jembatan dikali 100%
    """,
)
