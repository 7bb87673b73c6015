"""`iki log`, `iki show` and `iki build --rev` on real repositories: lives told, old states rendered."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from git_repos import CAMAT, GIT, commit, edit, git

from iki.history import repository
from iki.laid_out import laid_out

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")


def subjects(iki: Callable[..., Result], *arguments: str) -> list[str]:
    """The first lines of the commits that are told of, the newest first."""
    told = json.loads(iki("log", *arguments, "--format", "json").out)
    return [moment["subject"] for moment in told["commits"]]


@pytest.fixture
def told(repo: Path) -> Path:
    """The Camat's indikator reworded twice and moved, the file renamed in between, the Lurah's edited."""
    edit(repo, "nama: Nilai SKM", "nama: Nilai survei kepuasan masyarakat")
    commit(repo, "Tulis lengkap\n\nAlasan: singkatan\n tidak baku\n\nSigned-off-by: A <a@b>", author="Siti", day=6)
    edit(repo, "Hasil survei", "Hasil survei kelurahan", "data/jabatan/lurah.yaml")
    commit(repo, "Lurah", day=7)
    git(repo, "mv", CAMAT, "data/jabatan/pimpinan.yaml")
    edit(repo, "atasan: camat", "atasan: pimpinan", "data/jabatan/lurah.yaml")
    commit(repo, "Ganti nama berkas", day=8)
    new = "sasaran:\n  - uraian: Baru\n    indikator:\n      - {nama: Lain, formulasi: Lain}\n"
    edit(repo, "sasaran:\n", new, "data/jabatan/pimpinan.yaml")
    commit(repo, "Sasaran baru di atas", day=9)
    edit(repo, "kepuasan masyarakat", "kepuasan warga", "data/jabatan/pimpinan.yaml")
    commit(repo, "Warga\n\nalasan: satu\n\nAlasan: dua", day=10)
    return repo


def test_an_indikator_is_followed_through_rewording_moves_and_another_file(
    told: Path, iki: Callable[..., Result]
) -> None:
    assert subjects(iki, "pimpinan", "--indikator", "kepuasan") == ["Warga", "Tulis lengkap", "x"]
    assert subjects(iki, "pimpinan", "--indikator", "2.1") == ["Warga", "Tulis lengkap", "x"]
    assert subjects(iki, "--indikator", "Lain") == ["Sasaran baru di atas"]


def test_a_position_is_followed_through_another_file(told: Path, iki: Callable[..., Result]) -> None:
    every = ["Warga", "Sasaran baru di atas", "Ganti nama berkas", "Tulis lengkap", "x"]
    assert subjects(iki, "pimpinan") == every
    assert subjects(iki, "data/jabatan/pimpinan.yaml", "-n", "2") == every[:2]
    assert subjects(iki, "camat") == every[2:]  # what it was called before
    assert subjects(iki, "lurah") == ["Lurah", "x"]  # whose superior is the same as before


def test_who_when_what_and_why_are_told(told: Path, iki: Callable[..., Result]) -> None:
    lines = iki("log", "pimpinan", "--indikator", "2.1").out.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("6 Januari 2026 Siti ("))
    assert lines[start + 1 : start + 7] == [
        "  Tulis lengkap",
        "  Alasan: singkatan tidak baku",
        "",
        "  Camat Bontang Barat (camat)",
        "    ~ Sasaran 1, indikator 1, nama diubah",
        "      Nilai [-SKM-]{+survei kepuasan masyarakat+}",
    ]
    markdown = iki("log", "pimpinan", "--format", "md").out
    assert markdown.startswith("# Riwayat jabatan Camat Bontang Barat\n\n## 10 Januari 2026, Perencana (`")
    assert "_Alasan: satu_\n\n_Alasan: dua_" in markdown
    assert "Nilai survei kepuasan <del>masyarakat</del> → Nilai survei kepuasan <ins>warga</ins>" in markdown


def test_what_is_gone_still_has_its_life(told: Path, iki: Callable[..., Result]) -> None:
    (told / "data/jabatan/lurah.yaml").unlink()
    commit(told, "Tanpa lurah")
    assert subjects(iki, "lurah") == ["Tanpa lurah", "Lurah", "x"]


def test_a_position_that_was_restored_has_its_life_before_that_too(told: Path, iki: Callable[..., Result]) -> None:
    (told / "data/jabatan/lurah.yaml").unlink()
    commit(told, "Tanpa lurah")
    git(told, "revert", "--no-edit", "HEAD")
    assert subjects(iki, "lurah") == ['Revert "Tanpa lurah"', "Tanpa lurah", "Lurah", "x"]


def test_an_indikator_that_is_gone_or_was_called_otherwise_is_found(told: Path, iki: Callable[..., Result]) -> None:
    assert subjects(iki, "--indikator", "survei kepuasan masyarakat") == ["Warga", "Tulis lengkap", "x"]
    assert subjects(iki, "pimpinan", "--indikator", "kepuasan Masyarakat") == ["Warga", "Tulis lengkap", "x"]
    edit(
        told,
        "  - uraian: Baru\n    indikator:\n      - {nama: Lain, formulasi: Lain}\n",
        "",
        "data/jabatan/pimpinan.yaml",
    )
    commit(told, "Tanpa yang baru\n\nAlasan: keliru", day=11)
    assert subjects(iki, "pimpinan", "--indikator", "lain") == ["Tanpa yang baru", "Sasaran baru di atas"]
    result = iki("log", "lurah", "--indikator", "lain")
    assert (result.code, "juga tidak dahulu" in result.err) == (2, True)


def test_an_indikator_is_followed_into_another_position(told: Path, iki: Callable[..., Result]) -> None:
    row = "      - nama: Nilai survei kepuasan warga\n        formulasi: Hasil survei\n"
    edit(told, row, "      - {nama: Volume sampah, formulasi: Timbangan}\n", "data/jabatan/pimpinan.yaml")
    edit(told, "      - nama: Nilai SKM\n", f"{row}      - nama: Nilai SKM\n", "data/jabatan/lurah.yaml")
    commit(told, "Pindah", day=12)
    assert subjects(iki, "lurah", "--indikator", "warga") == ["Pindah", "Warga", "Tulis lengkap", "x"]
    first = json.loads(iki("log", "lurah", "--indikator", "1.1", "--format", "json").out)["commits"][0]["entries"]
    assert [(each["kind"], each["note"]) for each in first] == [
        ("baru", "dipindahkan dari jabatan Camat Bontang Barat")
    ]


def test_settings_that_were_broken_for_a_while_invent_nothing(told: Path, iki: Callable[..., Result]) -> None:
    good = (told / "iki.yaml").read_text(encoding="utf-8")
    (told / "iki.yaml").write_text(f"{good}x: [\n", encoding="utf-8")
    commit(told, "Rusak")
    (told / "iki.yaml").write_text(good, encoding="utf-8")
    commit(told, "Betul")
    moments = json.loads(iki("log", "--format", "json").out)["commits"]
    assert [moment["subject"] for moment in moments[:2]] == ["Rusak", "Warga"]
    assert moments[0]["entries"] == []
    assert "iki.yaml:" in moments[0]["unread"][0]


def test_a_file_that_was_broken_for_a_while_hides_nothing(told: Path, iki: Callable[..., Result]) -> None:
    edit(told, "fungsi:", "fungsii:", "data/jabatan/pimpinan.yaml")
    edit(told, "kepuasan warga", "kepuasan penduduk", "data/jabatan/pimpinan.yaml")
    commit(told, "Rusak")
    edit(told, "fungsii:", "fungsi:", "data/jabatan/pimpinan.yaml")
    commit(told, "Betul lagi")
    moments = json.loads(iki("log", "pimpinan", "--format", "json").out)["commits"]
    assert [moment["subject"] for moment in moments[:3]] == ["Betul lagi", "Rusak", "Warga"]
    assert [entry["new"] for entry in moments[0]["entries"]] == ["Nilai survei kepuasan penduduk"]
    assert "pimpinan.yaml:4: tidak dapat dipahami" in moments[1]["unread"][0]


def test_all_positions_have_a_life_together(told: Path, iki: Callable[..., Result]) -> None:
    assert subjects(iki)[0] == "Warga"
    assert len(subjects(iki)) == 6
    assert iki("log").out.count("Jabatan ini baru") == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pimpina",), "Jabatan 'pimpina' tidak ada. Maksud Anda 'pimpinan'?"),
        (("pimpina", "--indikator", "x"), "Jabatan 'pimpina' tidak ada. Maksud Anda 'pimpinan'?"),
        (("--indikator", "Nilai"), "Ada 2 indikator yang cocok:\n  lurah 1.1  Nilai SKM\n  pimpinan 2.1  Nilai survei"),
        (("--indikator", "Nilai SKN"), "Tidak ada indikator 'Nilai SKN', juga tidak dahulu. Maksud Anda 'Nilai SKM'?"),
        (("--format", "docx"), "bentuk 'docx' tidak ada; pilih: json, md, text"),
        (("-n", "0"), "Nilai --limit salah: harus 1 atau lebih"),
        (("-n", "dua"), "Nilai --limit / -n salah: harus bilangan bulat"),
    ],
)
def test_what_is_not_there_is_said(
    told: Path, iki: Callable[..., Result], arguments: tuple[str, ...], words: str
) -> None:
    result = iki("log", *arguments)
    assert (result.code, words in result.err) == (2, True), result.err


def test_a_shallow_clone_says_that_there_was_more(
    told: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    git(told, "clone", "-q", "--depth", "2", f"file://{told}", str(told / "dangkal"))
    monkeypatch.chdir(told / "dangkal")
    result = iki("log", "pimpinan")
    assert "Warga" in result.out
    assert "Jabatan ini baru" not in result.out  # that it was not there before, nobody knows
    assert "klona ini dangkal" in result.err
    assert "Klona ini dangkal" in iki("diff", "HEAD~4").err


def test_an_old_state_is_shown_and_built_without_a_checkout(told: Path, iki: Callable[..., Result]) -> None:
    assert "| Nilai survei kepuasan masyarakat | Hasil survei |" in iki("show", "HEAD~4:camat").out
    assert iki("show", "HEAD~4:camat.yaml").out == iki("show", "HEAD~4:camat").out
    before = iki("build", "--rev", "HEAD~4", "--format", "md")
    number = git(told, "rev-parse", "HEAD~4")[:10]
    assert before.out.splitlines()[0] == f"build/rev-{number}/iki/camat.md"
    git(told, "checkout", "-q", "HEAD~4")
    assert iki("build", "--format", "md").code == 0
    for name in ("iki.md", "iki/camat.md", "iki/lurah.md"):
        assert (told / "build" / name).read_bytes() == (told / "build" / f"rev-{number}" / name).read_bytes()
    iki("show", "HEAD:camat", "--format", "docx", "--output", "lama.docx")
    iki("build", "camat")
    assert (told / "lama.docx").read_bytes() == (told / "build/iki/camat.docx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "camat"), 2, "tulis revisi dan jabatan"),
        (("show", "HEAD:"), 2, "tulis revisi dan jabatan"),
        (("show", "HEAD:/etc/passwd"), 2, "Jabatan '/etc/passwd' tidak ada: hanya huruf kecil"),
        (("show", "HEAD:camat", "--output", "x.xlsx"), 2, "berkas .xlsx tidak dapat berisi bentuk md"),
        (("log", "--output", "x.docx"), 2, "berkas .docx tidak dapat berisi bentuk text"),
        (("show", "HEAD:cama"), 2, "Jabatan 'cama' tidak ada"),
        (("show", "HEADD:camat"), 2, "Revisi 'HEADD' tidak ada"),
        (("show", "HEAD:camat", "--format", "docx"), 2, "sebut berkasnya"),
        (("show", "HEAD:camat", "--format", "pdf"), 2, "bentuk 'pdf' tidak ada"),
        (("build", "--rev", "--output=x"), 2, "Revisi '--output=x' tidak ada"),
        (("show", "rusak:camat"), 1, "rusak:data/jabatan/camat.yaml:4:1: error: Kunci 'fungsii' tidak dikenal"),
        (("build", "--rev", "rusak"), 1, "rusak:data/jabatan/camat.yaml:4:1: error: Kunci 'fungsii' tidak dikenal"),
        (("build", "--rev", "rusak"), 1, "ada 1 kesalahan di revisi itu, pilih revisi lain."),
        (("build", "--rev", "kosong"), 2, "Di revisi 'kosong' belum ada iki.yaml"),
    ],
)
def test_an_old_state_that_cannot_be_shown_is_explained(
    repo: Path, iki: Callable[..., Result], arguments: tuple[str, ...], code: int, words: str
) -> None:
    edit(repo, "fungsi:", "fungsii:")
    commit(repo)
    git(repo, "tag", "rusak")
    git(repo, "revert", "--no-edit", "HEAD")
    git(repo, "tag", "kosong", git(repo, "commit-tree", "-m", "x", git(repo, "mktree", "--missing", "-z")))
    result = iki(*arguments)
    assert (result.code, words in result.err) == (code, True), result.err
    assert not (repo / "build").exists()


def test_templates_and_pictures_of_the_old_state_are_used(repo: Path, iki: Callable[..., Result]) -> None:
    (repo / "templates").mkdir()
    (repo / "templates" / "iki.md.j2").write_text("lama: {{ jabatan.nama }}\n", encoding="utf-8")
    commit(repo)
    (repo / "templates" / "iki.md.j2").unlink()
    assert iki("show", "HEAD:camat").out == "lama: Camat Bontang Barat\n"


def test_a_tree_with_names_that_lead_elsewhere_is_laid_out_within_its_folder(
    repo: Path, iki: Callable[..., Result]
) -> None:
    blob = git(repo, "rev-parse", f"HEAD:{CAMAT}")
    inner = f"100644 blob {blob}\t..\\jahat.yaml\n100644 blob {blob}\tx:y.yaml\n"
    entries = f"100644 blob {blob}\tcamat.yaml\n{inner}"
    made = subprocess.run([str(GIT), "mktree"], check=True, input=entries, cwd=repo, capture_output=True, text=True)
    git(repo, "read-tree", "--empty")
    git(repo, "read-tree", "--prefix=data/jabatan/", made.stdout.strip())
    git(repo, "add", "iki.yaml")
    git(repo, "commit", "-qm", "jahat")
    with laid_out(repository(repo), "HEAD") as (then, _):
        laid = {path.relative_to(then.root).as_posix() for path in then.root.rglob("*") if path.is_file()}
    assert laid == {"iki.yaml", "data/jabatan/camat.yaml"}
    assert "Camat Bontang Barat" in iki("show", "HEAD:camat").out


def test_a_reason_is_read_wherever_a_message_says_it() -> None:
    from iki.commits import read

    message = "Judul\n\n* satu\n\nAlasan: hasil\nevaluasi\n* dua\nALASAN : lain\nCo-authored-by: x\n\nAlasan:\n"
    raw = f"tree 1\nauthor A B <a@b> 1767571200 +0800\nencoding utf-8\n\n{message}".encode()
    found = read("2", (), raw)
    assert found.reasons == ("hasil evaluasi", "lain")
    assert (found.author, found.date.isoformat()) == ("A B", "2026-01-05T08:00:00+08:00")
    odd = read("3", (), b"tree 1\nauthor A <a> 99999999999999999 +9999\nencoding ngawur\n\n\xff")
    assert (odd.date.year, odd.message) == (1970, "\ufffd")
    assert read("4", (), "author \xc9 <a> 1 +0000\nencoding latin1\n\nx".encode("latin1")).author == "É"
    assert read("5", (), b"").subject == ""
    assert read("6", (), b"encoding idna\n\nx\xffy\r\nAlasan: a\x1b[2Jb\xe2\x80\xaec\tz\nAlasan: -\n").reasons == (
        "a\ufffd[2Jb\ufffdc z",
    )
