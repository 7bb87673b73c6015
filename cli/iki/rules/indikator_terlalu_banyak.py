"""A position or a sasaran with more to be measured than anybody can keep in sight."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.model import Sasaran
from iki.rule import Case, Finding, Rule

_PER_JABATAN, _PER_SASARAN = 10, 3


def _judge(case: Case) -> Iterator[Finding]:
    every = case.jabatan.sasaran
    most = case.office.limit("indikator-per-jabatan", _PER_JABATAN)
    if len(case.rows) > most:
        message = f"Jabatan ini memiliki {len(case.rows)} indikator; lebih dari {most} sulit dipantau."
        level = Level.INFO if case.atasan is None else None
        yield Finding(("sasaran",), message, "Pilih yang paling menentukan keberhasilan jabatan ini.", level=level)
    most = case.office.limit("sasaran-per-jabatan", 0)
    if 0 < most < len(every):
        message = f"Jabatan ini memiliki {len(every)} sasaran; batas kantor {most}."
        yield Finding(("sasaran",), message, "Gabungkan sasaran yang hasilnya sama.")
    most = case.office.limit("indikator-per-sasaran", _PER_SASARAN)
    level = None if "indikator-per-sasaran" in case.office.periksa.batas else Level.INFO
    yield from (_of_sasaran(sasaran, most, level) for sasaran in every if len(sasaran.indikator) > most)


def _of_sasaran(sasaran: Sasaran, most: int, level: Level | None) -> Finding:
    named = f"'{shortened(sasaran.uraian)}'" if sasaran.uraian else f"nomor {sasaran.nomor}"
    message = f"Sasaran {named} memiliki {len(sasaran.indikator)} indikator; lebih dari {most} sulit dipantau."
    return Finding((*sasaran.trail, "indikator"), message, "Pilih yang paling menggambarkan sasaran itu.", level=level)


_EXAMPLE = """
          - nama: Jumlah {} yang selesai tepat waktu
            formulasi: Hitung {} yang selesai paling lambat pada tanggalnya"""
_SASARAN = """
    sasaran:
      - uraian: Meningkatnya mutu pelaporan keuangan
        indikator:"""
_EVERY = [_EXAMPLE.replace("{}", each) for each in ("laporan bulanan", "laporan semester", "laporan tahunan", "neraca")]

RULE = Rule(
    name="indikator-terlalu-banyak",
    level=Level.WARNING,
    judge=_judge,
    what="Lebih dari sepuluh indikator dalam satu jabatan, atau lebih dari tiga dalam satu sasaran.",
    why="Indikator yang sedikit dan tepat lebih mudah dipantau. Angkanya mengikuti aturan Kementerian Keuangan dan "
    "dapat diubah di iki.yaml, 'periksa: batas:'. Bagi jabatan teratas, dan bagi sasaran selama kantor belum "
    "menetapkan batasnya, hanya dicatat.",
    basis="KMK 467/KMK.01/2014 (Kementerian Keuangan)",
    before=_SASARAN + "".join(_EVERY),
    after=_SASARAN + "".join(_EVERY[:2]),
    limits=(
        ("indikator-per-jabatan", _PER_JABATAN, "indikator dalam satu jabatan"),
        ("indikator-per-sasaran", _PER_SASARAN, "indikator dalam satu sasaran"),
        ("sasaran-per-jabatan", 0, "sasaran dalam satu jabatan; 0: tidak dibatasi"),
    ),
)
