"""An indikator that names no measure: nobody can say by how much it was reached."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.rule import Case, Finding, Rule
from iki.vocabulary import has_operation, is_measure
from iki.wording import words_of


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        nama, formulasi = row.indikator.nama, row.indikator.formulasi or ""
        if not is_measure(nama) and not row.indikator.satuan and not has_operation(formulasi):
            words = words_of(nama)
            about = nama[:1].lower() + nama[1:] if nama[1:2].islower() else nama
            yield Finding(
                (*row.indikator.trail, "nama"),
                f"Indikator '{shortened(nama)}' tidak menyebut ukurannya.",
                f"Awali dengan ukuran, misalnya 'Jumlah {shortened(about)}' atau 'Persentase …', atau isi 'satuan'.",
                (words[0].start, words[0].end) if words else None,
            )


RULE = Rule(
    name="tanpa-ukuran",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Nama indikator yang tidak diawali ukuran: persentase, jumlah, nilai, indeks, waktu, dan sejenisnya.",
    why="Dari namanya harus tampak satuan apa yang dihitung; tanpa itu target tidak dapat ditetapkan. "
    "Diam bila 'satuan' diisi atau formulasinya berupa hitungan.",
    before="""
    sasaran:
      - uraian: Meningkatnya ketertiban administrasi kependudukan
        indikator:
          - nama: Pelayanan e-KTP
            formulasi: Pelaksanaan pelayanan e-KTP
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya ketertiban administrasi kependudukan
        indikator:
          - nama: Persentase permohonan e-KTP yang selesai tepat waktu
            formulasi: Permohonan yang selesai paling lama 3 hari dibagi seluruh permohonan dikali 100%
    """,
)
