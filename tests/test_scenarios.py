"""What happens to indicators over a year, on real repositories: told as a person would, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from git_repos import CAMAT, GIT, commit, edit, git

from iki.compare.words import pieces

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")

TABLE = """\
jabatan: Camat
atasan:
tugas: Memimpin kecamatan
fungsi:
  - Perencanaan program
  - Pembinaan kelurahan
  - Pelaporan kegiatan
sumber_data: [Renstra, IKU]
sasaran:
  - uraian: Meningkatnya kualitas pelayanan
    indikator:
      - nama: Nilai survei kepuasan masyarakat
        formulasi: Hasil survei
      - nama: Persentase pengaduan yang selesai
        formulasi: Pengaduan selesai dibagi pengaduan masuk
  - uraian: Meningkatnya ketertiban umum
    indikator:
      - nama: Jumlah gangguan keamanan
        formulasi: Laporan kepolisian
"""
FIRST = """\
      - nama: Nilai survei kepuasan masyarakat
        formulasi: Hasil survei
"""
SECOND = """\
      - nama: Persentase pengaduan yang selesai
        formulasi: Pengaduan selesai dibagi pengaduan masuk
"""


@pytest.fixture
def camat(office: Path) -> Path:
    (office / CAMAT).write_text(TABLE, encoding="utf-8")
    git(office, "init", "-q", "-b", "main")
    commit(office, "awal")
    return office


THREE = "- Pembinaan kelurahan\n  - Pelaporan kegiatan\n  - Perencanaan program"
SCENARIOS = {
    "reworded": (
        (("nama: Nilai survei kepuasan", "nama: Indeks survei kepuasan"),),
        ["~ Sasaran 1, indikator 1, nama diubah", "[-Nilai-]{+Indeks+} survei kepuasan masyarakat"],
        "1 jabatan, 1 indikator berubah.",
    ),
    "reworded beyond recognition, in its place": (
        (("nama: Jumlah gangguan keamanan", "nama: Angka kriminalitas"), ("Laporan kepolisian", "Laporan dari Polsek")),
        [
            "~ Sasaran 2, indikator 1, nama diubah",
            "[-Jumlah gangguan keamanan-]{+Angka kriminalitas+}",
            "~ Sasaran 2, indikator 1, formulasi diubah",
            "Laporan [-kepolisian-]{+dari Polsek+}",
        ],
        "1 jabatan, 1 indikator berubah.",
    ),
    "another one in its place": (
        ((FIRST, "      - nama: Volume sampah terangkut\n        formulasi: Timbangan truk\n"),),
        [
            "- Sasaran 1, indikator 1 dihapus (nomor semula)",
            "Nilai survei kepuasan masyarakat",
            "+ Sasaran 1, indikator 1 baru",
            "Volume sampah terangkut",
        ],
        "1 jabatan, 1 indikator baru, 1 dihapus.",
    ),
    "moved to another sasaran": (
        ((FIRST, ""), ("        formulasi: Laporan kepolisian\n", f"        formulasi: Laporan kepolisian\n{FIRST}")),
        [
            "> Sasaran 2, indikator 2 dipindahkan (dari sasaran 1, indikator 1)",
            "Nilai survei kepuasan masyarakat",
        ],
        "1 jabatan, 1 indikator berubah.",
    ),
    "reordered": (
        ((FIRST + SECOND, SECOND + FIRST),),
        ["> Sasaran 1, indikator 2 dipindahkan (dari sasaran 1, indikator 1)", "Nilai survei kepuasan masyarakat"],
        "1 jabatan, 1 indikator berubah.",
    ),
    "one in two": (
        (
            (
                FIRST,
                FIRST.replace("kepuasan masyarakat", "kepuasan")
                + "      - nama: Survei kepuasan masyarakat kelurahan\n        formulasi: Hasil\n",
            ),
        ),
        [
            "~ Sasaran 1, indikator 1, nama diubah",
            "Nilai survei kepuasan[- masyarakat-]",
            "+ Sasaran 1, indikator 2 baru",
            "Survei kepuasan masyarakat kelurahan",
        ],
        "1 jabatan, 1 indikator berubah, 1 baru.",
    ),
    "two in one": (
        ((FIRST + SECOND, FIRST.replace("masyarakat", "masyarakat dan persentase pengaduan yang selesai")),),
        [
            "~ Sasaran 1, indikator 1, nama diubah",
            "Nilai survei kepuasan masyarakat{+ dan persentase pengaduan yang selesai+}",
            "- Sasaran 1, indikator 2 dihapus (digabung ke 'Nilai survei kepuasan",
            "masyarakat dan persentase pengaduan yang selesai')",
            "Persentase pengaduan yang selesai",
        ],
        "1 jabatan, 1 indikator berubah, 1 dihapus.",
    ),
    "functions": (
        (("  - Pembinaan kelurahan\n", ""), ("Pelaporan kegiatan", "Pelaporan kegiatan dan keuangan")),
        [
            "- fungsi b dihapus",
            "Pembinaan kelurahan",
            "~ fungsi b diubah",
            "Pelaporan kegiatan{+ dan keuangan+}",
        ],
        "1 jabatan berubah.",
    ),
    "functions in another order": (
        (("- Perencanaan program\n  - Pembinaan kelurahan\n  - Pelaporan kegiatan", THREE),),
        ["> fungsi c dipindahkan (dari huruf a)", "Perencanaan program"],
        "1 jabatan berubah.",
    ),
    "a sasaran that went with its indikator": (
        ((TABLE[TABLE.index("  - uraian: Meningkatnya ketertiban") :], ""),),
        [
            "- Sasaran 2 dihapus",
            "Meningkatnya ketertiban umum",
            "- Sasaran 2, indikator 1 dihapus",
            "Jumlah gangguan keamanan",
        ],
        "1 jabatan, 1 indikator dihapus.",
    ),
    "the position's source of data": (
        (("[Renstra, IKU]", "[Renstra, IKU, LKjIP]"),),
        ["~ sumber_data diubah", "Renstra, IKU{+, LKjIP+}"],
        "1 jabatan berubah.",
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_change_is_told_as_a_person_would(camat: Path, iki: Callable[..., Result], name: str) -> None:
    edits, lines, summary = SCENARIOS[name]
    for old, new in edits:
        edit(camat, old, new)
    told = [line.strip() for line in iki("diff").out.splitlines() if line]
    assert told == ["Camat (camat)", *lines, summary]


def test_an_item_that_went_to_another_position_is_told_in_both(camat: Path, iki: Callable[..., Result]) -> None:
    lurah = "jabatan: Lurah\natasan: camat\ntugas: Memimpin\nfungsi: [A]\nsumber_data: [IKU]\nsasaran:\n"
    (camat / "data/jabatan/lurah.yaml").write_text(f"{lurah}- uraian: Bersih\n  indikator:\n{SECOND}", "utf-8")
    commit(camat)
    edit(camat, FIRST, "")
    (camat / "data/jabatan/lurah.yaml").write_text(f"{lurah}- uraian: Bersih\n  indikator:\n{FIRST}{SECOND}", "utf-8")
    told = iki("diff").out
    assert "- Sasaran 1, indikator 1 dihapus (dipindahkan ke jabatan Lurah; nomor semula)" in told
    assert "+ Sasaran 1, indikator 1 baru (dipindahkan dari jabatan Camat)" in told


def test_two_branches_merged_tell_what_each_of_them_did_once(camat: Path, iki: Callable[..., Result]) -> None:
    git(camat, "checkout", "-qb", "usul")
    edit(camat, "Laporan kepolisian", "Laporan Polsek")
    commit(camat, "usul\n\nAlasan: data Polsek", author="Budi")
    git(camat, "checkout", "-q", "main")
    edit(camat, "Hasil survei", "Hasil survei daring")
    commit(camat, "main\n\nAlasan: survei daring")
    git(camat, "merge", "-q", "-m", "gabung", "usul")
    lines = iki("log", "camat").out.splitlines()
    assert sum("formulasi diubah" in line for line in lines) == 2
    assert "gabung" not in " ".join(lines)
    told = iki("diff", "HEAD~2").out
    assert "Alasan: survei daring" in told
    assert "Alasan: data Polsek" in told


def test_a_merge_that_changes_something_of_its_own_is_told(camat: Path, iki: Callable[..., Result]) -> None:
    git(camat, "checkout", "-qb", "usul")
    edit(camat, "Hasil survei", "Hasil survei A")
    commit(camat, "usul")
    git(camat, "checkout", "-q", "main")
    edit(camat, "Hasil survei", "Hasil survei B")
    commit(camat, "main")
    git(camat, "merge", "-q", "-s", "ours", "--no-commit", "usul")
    edit(camat, "Hasil survei B", "Hasil survei A dan B")
    commit(camat, "damai")
    told = iki("log", "camat", "--indikator", "1.1").out
    assert told.count("formulasi diubah") == 3
    assert "Hasil survei {+A dan +}B" in told


def test_renaming_a_file_and_naming_it_to_those_below_is_no_other_change(
    camat: Path, iki: Callable[..., Result]
) -> None:
    (camat / "data/jabatan/lurah.yaml").write_text(
        TABLE.replace("jabatan: Camat\natasan:", "jabatan: Lurah\natasan: camat"), "utf-8"
    )
    commit(camat)
    git(camat, "mv", CAMAT, "data/jabatan/pimpinan.yaml")
    edit(camat, "atasan: camat", "atasan: pimpinan", "data/jabatan/lurah.yaml")
    assert [line.strip() for line in iki("diff").out.splitlines() if line] == [
        "Camat (pimpinan)",
        "> berkas diganti namanya",
        "camat.yaml → pimpinan.yaml",
        "1 jabatan berubah.",
    ]


def test_a_work_tree_of_its_own_and_a_subfolder_are_read_as_the_project_is(
    camat: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(camat, "worktree", "add", "-q", str(camat / "lain"), "-b", "lain")
    edit(camat / "lain", "Hasil survei", "Hasil survei 2026")
    assert iki("diff").out == "Tidak ada yang berubah.\n"
    monkeypatch.chdir(camat / "lain" / "data")
    assert "Hasil survei{+ 2026+}" in iki("diff").out
    assert "Jabatan ini baru" in iki("log", "camat").out


def test_line_ends_of_windows_in_the_work_tree_are_no_change(camat: Path, iki: Callable[..., Result]) -> None:
    (camat / CAMAT).write_bytes((camat / CAMAT).read_bytes().replace(b"\n", b"\r\n"))
    assert iki("diff").out == "Tidak ada yang berubah.\n"


def test_a_hostile_repository_runs_nothing_and_writes_nothing(
    camat: Path, iki: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ran = tmp_path_factory.mktemp("luar") / "ran"
    program = ran.parent / "jebakan.sh"
    program.write_text(f"#!/bin/sh\necho x >> {ran}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    edit(camat, "Hasil survei", "Hasil survei 2026")
    commit(camat, "x\n\nAlasan: y")
    (camat / ".gitattributes").write_text("* diff=x filter=x merge=x\n", encoding="utf-8")
    for key in (
        *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "gpg.program"),
        *("diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.smudge"),
        *("filter.x.process", "trailer.alasan.command", "trailer.alasan.cmd", "credential.helper", "pager.log"),
    ):
        git(camat, "config", key, str(program))
    git(camat, "config", "log.showSignature", "true")
    git(camat, "config", "core.hooksPath", str(ran.parent))
    for hook in ("post-checkout", "pre-auto-gc", "fsmonitor-watchman", "post-index-change", "reference-transaction"):
        (ran.parent / hook).symlink_to(program)
    before = sorted(path for path in camat.rglob("*"))
    for arguments in (("diff", "HEAD~1"), ("log",), ("log", "camat"), ("show", "HEAD~1:camat")):
        assert iki(*arguments).code == 0
    assert not ran.exists()
    assert sorted(path for path in camat.rglob("*")) == before


def test_items_with_other_ids_are_other_items_however_alike(camat: Path, iki: Callable[..., Result]) -> None:
    edit(camat, "      - nama: Nilai survei kepuasan masyarakat", "      - id: a\n        nama: Jumlah laporan rutin")
    commit(camat)
    edit(camat, "id: a\n        nama: Jumlah laporan rutin", "id: b\n        nama: Jumlah laporan prioritas")
    assert "1 indikator baru, 1 dihapus" in iki("diff").out
    edit(camat, "id: b\n        nama: Jumlah laporan prioritas", "id: b\n        nama: Jumlah laporan rutin")
    assert [line.strip() for line in iki("diff").out.splitlines()[1:3]] == [
        "~ Sasaran 1, indikator 1, id diubah",
        "[-a-]{+b+}",
    ]


def test_an_item_with_an_id_is_known_in_another_position_too(camat: Path, iki: Callable[..., Result]) -> None:
    edit(camat, "      - nama: Nilai survei", "      - id: skm\n        nama: Nilai survei")
    lurah = TABLE.replace("jabatan: Camat\natasan:", "jabatan: Lurah\natasan: camat")
    (camat / "data/jabatan/lurah.yaml").write_text(lurah, "utf-8")
    commit(camat)
    edit(camat, f"      - id: skm\n        {FIRST.lstrip(' -')}", "")
    edit(camat, FIRST, "      - {id: skm, nama: Indeks baru, formulasi: Lain}\n", "data/jabatan/lurah.yaml")
    told = iki("diff").out
    assert "dihapus (dipindahkan ke jabatan Lurah" in told
    assert "baru (dipindahkan dari jabatan Camat)" in told
    assert told.endswith("2 jabatan, 1 indikator dihapus, 1 pindah jabatan.\n")


def test_sources_written_at_another_place_are_no_change_of_what_is_printed(
    camat: Path, iki: Callable[..., Result]
) -> None:
    edit(camat, "sumber_data: [Renstra, IKU]\n", "")
    (camat / "iki.yaml").write_text("sumber_data: [Renstra, IKU]\n", encoding="utf-8")
    told = iki("diff").out
    assert told.splitlines() == [
        "Pengaturan kantor",
        "  - perangkat_daerah dihapus",
        "    Kecamatan Bontang Barat",
        "  + sumber_data baru",
        "    Renstra, IKU",
        "",
        "pengaturan kantor berubah.",
    ]
    assert "Sumber Data" not in iki("diff", "--format", "md").out
    commit(camat)
    (camat / "iki.yaml").write_text("sumber_data: [Renstra, LKjIP]\n", encoding="utf-8")
    assert (
        "| 1 | **Sumber Data**: Renstra, <del>IKU</del> | **Sumber Data**: Renstra, <ins>LKjIP</ins> |"
        in iki("diff", "--format", "md").out
    )
    assert "**Sumber Data**: Renstra, <ins>LKjIP</ins>" in iki("diff", "HEAD~1", "--format", "md").out
    assert "Jabatan tanpa sumber data sendiri" not in iki("diff", "HEAD~1", "--format", "md").out


def test_a_deletion_on_a_branch_that_began_earlier_has_its_own_reason(camat: Path, iki: Callable[..., Result]) -> None:
    git(camat, "checkout", "-qb", "usul")
    edit(camat, FIRST, "")
    commit(camat, "a\n\nAlasan: SATU")
    edit(camat, TABLE[TABLE.index("  - uraian: Meningkatnya ketertiban") :], "")
    commit(camat, "b\n\nAlasan: DUA")
    git(camat, "checkout", "-q", "main")
    new = "sasaran:\n  - uraian: Arsip tertata\n    indikator:\n      - {nama: Arsip rapi, formulasi: Jumlah}\n"
    edit(camat, "sasaran:\n", new)
    commit(camat, "c")
    git(camat, "merge", "-q", "--no-edit", "usul")
    for base in ("HEAD~1", "HEAD~2"):
        lines = iki("diff", base).out.splitlines()
        reasons = {lines[place - 1].strip(): line.strip() for place, line in enumerate(lines) if "Alasan" in line}
        assert reasons["Nilai survei kepuasan masyarakat"] == "Alasan: SATU"
        assert reasons["Meningkatnya ketertiban umum"] == "Alasan: DUA"
        assert reasons["Jumlah gangguan keamanan"] == "Alasan: DUA"


def test_a_merge_that_takes_out_what_both_sides_had_reworded_is_told(camat: Path, iki: Callable[..., Result]) -> None:
    git(camat, "checkout", "-qb", "usul")
    edit(camat, "nama: Nilai survei kepuasan masyarakat", "nama: Nilai survei kepuasan warga")
    commit(camat, "usul")
    git(camat, "checkout", "-q", "main")
    edit(camat, "nama: Nilai survei kepuasan masyarakat", "nama: Nilai survei kepuasan penduduk")
    commit(camat, "main")
    git(camat, "merge", "-q", "-s", "ours", "--no-commit", "usul")
    edit(camat, FIRST.replace("masyarakat", "penduduk"), "")
    commit(camat, "damai\n\nAlasan: DAMAI")
    assert "dihapus" in iki("log", "camat", "-n", "1").out
    assert "Alasan: DAMAI" in iki("diff", "HEAD~1").out


def test_a_position_in_the_place_of_a_revision_is_told_so(camat: Path, iki: Callable[..., Result]) -> None:
    for name in ("camat", CAMAT):
        result = iki("diff", name)
        assert (result.code, "adalah jabatan, bukan revisi. Lihat riwayatnya dengan 'iki log camat'" in result.err) == (
            2,
            True,
        )
    edit(camat, "Hasil survei", "Lain")
    commit(camat)
    assert iki("diff", "HEAD~1..HEAD").out == iki("diff", "HEAD~1", "HEAD").out
    assert iki("diff", "HEAD~1..").out == iki("diff", "HEAD~1", "HEAD").out


def test_positions_that_are_all_gone_from_the_disk_are_told(camat: Path, iki: Callable[..., Result]) -> None:
    (camat / CAMAT).unlink()
    (camat / "data/jabatan").rmdir()
    assert "- Jabatan ini dihapus (2 sasaran, 3 indikator)" in iki("diff").out


def test_a_long_text_of_few_words_is_compared_in_no_time() -> None:
    old = "satu dua tiga empat lima " * 1_000
    new = old.replace("tiga", "TIGA").replace("lima satu", "satu")
    found = list(pieces(old, new))
    assert "".join(piece.new for piece in found) == new
    assert next((each.old, each.new) for each in pieces("Lomba-lomba PKK", "Lomba PKK")) == ("Lomba-lomba", "Lomba")
