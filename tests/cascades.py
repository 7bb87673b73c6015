"""A cascade of three levels for tests: Camat, Sekretaris and Kasubag, with a Kasi in another branch."""

from pathlib import Path

from git_repos import commit, git

CAMAT, SEKRETARIS, KASUBAG, KASI = (f"data/jabatan/{name}.yaml" for name in ("camat", "sekretaris", "kasubag", "kasi"))
HEAD = "tugas: Bekerja\nfungsi: [Perencanaan]\nsumber_data: [Laporan]\n"
FILES = {
    CAMAT: f"""\
jabatan: Camat
atasan:
{HEAD}sasaran:
  - id: kepuasan
    uraian: Meningkatnya kepuasan masyarakat
    indikator:
      - id: skm
        nama: Nilai survei kepuasan
        formulasi: Nilai unsur dibagi jumlah unsur, dikali 25
        target: 85,5%
  - id: tertib
    uraian: Meningkatnya ketertiban
    indikator:
      - nama: Jumlah gangguan
        formulasi: Hitungan
""",
    SEKRETARIS: f"""\
jabatan: Sekretaris
atasan: camat
{HEAD}sasaran:
  - id: surat
    uraian: Meningkatnya ketepatan surat
    mendukung: [camat/kepuasan]  # IKU 1
    indikator:
      - nama: Persentase surat tepat waktu
        formulasi: Jumlah surat tepat waktu dibagi jumlah surat
  - uraian: Meningkatnya kerapian arsip
    indikator:
      - nama: Persentase arsip rapi
        formulasi: Jumlah arsip rapi dibagi jumlah arsip
        mendukung:
          - camat/skm
""",
    KASUBAG: f"""\
jabatan: Kasubag
atasan: sekretaris
{HEAD}sasaran:
  - uraian: Meningkatnya kelengkapan surat
    mendukung: [sekretaris/surat]
    indikator:
      - nama: Persentase surat lengkap
        formulasi: Jumlah surat lengkap dibagi jumlah surat
""",
    KASI: f"""\
jabatan: Kasi
atasan: camat
{HEAD}sasaran:
  - uraian: Meningkatnya ketertiban umum
    mendukung: [camat/tertib]
    indikator:
      - {{nama: Jumlah patroli, formulasi: Hitungan, mendukung: [camat/skm, 'camat/tertib']}}
""",
}


def made(folder: Path) -> Path:
    """Write the cascade into a project and commit it once."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "core.autocrlf", "false")
    commit(folder)
    return folder
