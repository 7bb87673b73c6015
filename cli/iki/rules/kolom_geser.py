"""A table whose texts stand one column away from where they belong."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.rule import Case, Finding, Row, Rule
from iki.vocabulary import ACTIVITIES, MEASURES, OUTCOME, has_operation, is_measure
from iki.wording import first_word

_COUNTS = terms("cacah")
_FEWEST = 3


def _judge(case: Case) -> Iterator[Finding]:
    moved = [row for row in case.rows if _may_have_moved(row)]
    sure = sum(1 for row in moved if OUTCOME.match(first_word(row.indikator.nama)))
    if sure >= _FEWEST and sure * 2 > len(case.rows):
        yield Finding(
            ("sasaran",),
            f"Isi {len(moved)} dari {len(case.rows)} baris tabel ini tampak bergeser satu kolom ke kanan: kolom "
            "sasaran berisi program, kolom indikator berisi sasaran, dan kolom formulasi berisi indikator.",
            _hint(moved[0]),
        )


def _may_have_moved(row: Row) -> bool:
    """Tell whether a row reads *Program …*, then no measure, then a measure that nothing is reckoned with."""
    sasaran, nama, formulasi = row.sasaran.uraian or "", row.indikator.nama, row.indikator.formulasi or ""
    measure = first_word(formulasi)
    if first_word(sasaran) not in ACTIVITIES or is_measure(nama):
        return False
    return measure in MEASURES and measure not in _COUNTS and not has_operation(formulasi)


def _hint(row: Row) -> str:
    return (
        f"Geser setiap isi satu kolom ke kiri. Baris pertama: '{shortened(row.sasaran.uraian or '')}' ke 'program', "
        f"'{shortened(row.indikator.nama)}' ke 'uraian' sasaran, '{shortened(row.indikator.formulasi or '')}' ke "
        "'nama' indikator; lalu isi 'formulasi' dengan cara menghitungnya."
    )


RULE = Rule(
    name="kolom-geser",
    level=Level.WARNING,
    judge=_judge,
    what="Tabel yang isinya bergeser: program di kolom sasaran, hasil di kolom indikator, ukuran di kolom formulasi.",
    why="Pembaca mencari sasaran di kolom sasaran. Bila isinya bergeser, sasaran dan indikatornya sebenarnya sudah "
    "ada, hanya perlu dipindahkan; yang belum ada adalah cara menghitungnya.",
    before="""
    sasaran:
      - uraian: Program Peningkatan Disiplin Aparatur
        indikator:
          - nama: Meningkatnya disiplin aparatur
            formulasi: Persentase pegawai yang hadir tepat waktu
      - uraian: Program Pelayanan Administrasi Perkantoran
        indikator:
          - nama: Terpenuhinya kebutuhan perkantoran
            formulasi: Persentase kebutuhan yang terpenuhi
      - uraian: Program Peningkatan Kapasitas Aparatur
        indikator:
          - nama: Meningkatnya kecakapan aparatur
            formulasi: Persentase pegawai yang bersertifikat
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
