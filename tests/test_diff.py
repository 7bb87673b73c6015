"""`iki diff` on real repositories: what changed, as a person would tell it, and nothing else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import POSITION, Result
from git_repos import CAMAT, GIT, commit, edit, git

from iki.compare.words import pieces
from iki.review import coloured

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")


def test_the_work_tree_is_compared_with_the_last_commit(repo: Path, iki: Callable[..., Result]) -> None:
    assert iki("diff", "--exit-code").out == "Tidak ada yang berubah.\n"
    edit(repo, "Hasil survei", "Hasil survei tahunan")
    result = iki("diff")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Camat Bontang Barat (camat)",
        "  ~ Sasaran 1, indikator 1, formulasi diubah",
        "    Hasil survei{+ tahunan+}",
        "",
        "1 jabatan, 1 indikator berubah.",
    ]
    assert iki("diff", "--exit-code").code == 1
    assert "1 indikator berubah" in iki("diff", "HEAD").out


def test_a_layout_that_says_the_same_is_no_change(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "tugas: Memimpin kecamatan", "# keterangan\ntugas: >-\n  Memimpin\n  kecamatan")
    edit(repo, "fungsi: [Perencanaan, Pembinaan]", "fungsi:\n- Perencanaan\n- Pembinaan")
    assert iki("diff").out == "Tidak ada yang berubah.\n"


def test_revisions_are_compared_with_each_other_and_since_they_went_apart(
    repo: Path, iki: Callable[..., Result]
) -> None:
    git(repo, "checkout", "-qb", "usul")
    edit(repo, "Nilai SKM", "Nilai SKM kecamatan")
    commit(repo)
    git(repo, "checkout", "-q", "main")
    edit(repo, "Memimpin kecamatan", "Memimpin kecamatan dan kelurahan")
    commit(repo)
    between = iki("diff", "main", "usul").out
    assert "nama diubah" in between
    assert "tugas diubah" in between
    since = iki("diff", "main...usul").out
    assert "nama diubah" in since
    assert "tugas diubah" not in since
    git(repo, "checkout", "-q", "usul")
    assert iki("diff", "main...").out == since


def test_a_default_that_changed_is_told_once(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "sumber_data: [Renstra, IKU]", "sumber_data: [Renstra, LKjIP]")
    told = iki("diff").out
    assert [line for line in told.splitlines() if "sumber_data" in line] == ["  ~ sumber_data diubah"]
    assert told.endswith("1 jabatan berubah.\n")


def test_a_default_of_the_office_is_told_once_though_no_other_file_changed(
    repo: Path, iki: Callable[..., Result]
) -> None:
    edit(repo, "sumber_data: [Renstra, IKU]\n", "")
    (repo / "iki.yaml").write_text("sumber_data: [Renstra]\n", encoding="utf-8")
    commit(repo)
    (repo / "iki.yaml").write_text("sumber_data: [LKjIP]\n", encoding="utf-8")
    assert iki("diff").out.splitlines()[:3] == [
        "Pengaturan kantor",
        "  ~ sumber_data diubah",
        "    [-Renstra-]{+LKjIP+}",
    ]
    assert iki("diff").out.count("sumber_data") == 1


def test_positions_that_came_went_or_have_another_file_are_told(repo: Path, iki: Callable[..., Result]) -> None:
    (repo / CAMAT).rename(repo / "data" / "jabatan" / "camat-barat.yaml")
    (repo / "data" / "jabatan" / "lurah.yaml").unlink()
    new = (
        "jabatan: Kasi\natasan: camat-barat\ntugas:\nfungsi:\nsumber_data:\nsasaran:\n- uraian: Bersih\n  indikator:\n"
    )
    (repo / "data" / "jabatan" / "kasi.yaml").write_text(f"{new}  - {{nama: Volume sampah, formulasi: }}\n", "utf-8")
    told = iki("diff").out
    assert "  > berkas diganti namanya" in told
    assert "  + Jabatan ini baru (1 sasaran, 1 indikator)" in told
    assert "  - Jabatan ini dihapus (1 sasaran, 1 indikator)" in told
    assert told.endswith("3 jabatan, 1 indikator baru, 1 dihapus.\n")


def test_markdown_and_json_tell_the_same(repo: Path, iki: Callable[..., Result], tmp_path: Path) -> None:
    edit(repo, "Hasil survei", "Hasil | <b>survei</b>")
    text = iki("diff", "--format", "md").out
    assert text.startswith("**Perubahan IKI:** 1 jabatan, 1 indikator berubah\n")
    assert (
        "| 1 | **Sasaran 1, indikator 1**: Nilai SKM<br>**Formulasi**: Hasil survei "
        "| **Sasaran 1, indikator 1**: Nilai SKM<br>"
        "**Formulasi**: Hasil <ins>\\| &lt;b&gt;</ins>survei<ins>&lt;/b&gt;</ins> |  |\n"
    ) in text
    told = json.loads(iki("diff", "--format", "json").out)
    assert told["summary"] == {"jabatan": 1, "changed": 1, "came": 0, "went": 0, "moved": 0, "settings": 0}
    assert [(each["item"], each["field"], each["old"]) for each in told["changes"]] == [
        ("Sasaran 1, indikator 1", "formulasi", "Hasil survei")
    ]
    assert iki("diff", "--format", "md", "--output", str(tmp_path / "x.md")).out == ""
    assert (tmp_path / "x.md").read_text(encoding="utf-8") == text


def test_a_terminal_shows_what_came_green_and_what_went_red() -> None:
    told = "Camat (camat)\n  ~ Tugas diubah\n    [-lama-]{+baru\n    sekali+}\n"
    shown = coloured("text", told)
    assert shown.startswith("\x1b[1mCamat (camat)\x1b[0m\n  \x1b[33m~\x1b[0m Tugas")
    assert "\x1b[31m[-lama-]\x1b[0m\x1b[32m{+baru\n    sekali+}\x1b[0m" in shown
    assert coloured("json", told) == told


def test_a_comment_stays_below_what_a_pull_request_takes(repo: Path, iki: Callable[..., Result]) -> None:
    for number in range(40):
        text = POSITION.replace("jabatan: Camat Bontang Barat\natasan:", f"jabatan: Kasi {number}\natasan: camat")
        (repo / "data" / "jabatan" / f"kasi-{number}.yaml").write_text(text, encoding="utf-8")
    commit(repo)
    for number in range(40):
        edit(repo, "Hasil survei", "kata " * 500, f"data/jabatan/kasi-{number}.yaml")
    text = iki("diff", "--format", "md").out
    assert len(text) < 65_000
    assert "perubahan lain tidak ditampilkan di sini" in text


def test_files_that_cannot_be_understood_are_named_with_their_revision(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "fungsi:", "fungsii:")
    commit(repo)
    edit(repo, "fungsii:", "fungsi:")
    result = iki("diff")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("HEAD:data/jabatan/camat.yaml:4:1: error: Kunci 'fungsii' tidak dikenal")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("HEAD~5",), "Revisi 'HEAD~5' tidak ada"),
        (("a", "b", "c"), "paling banyak dua revisi"),
        (("--format", "pdf"), "bentuk 'pdf' tidak ada; pilih: docx, json, md, text, xlsx"),
        (("--", "--output=x"), "Revisi '--output=x' tidak ada"),
    ],
)
def test_what_cannot_be_compared_is_said(
    repo: Path, iki: Callable[..., Result], arguments: tuple[str, ...], words: str
) -> None:
    result = iki("diff", *arguments)
    assert result.code == 2
    assert words in result.err
    assert not (repo / "x").exists()


def test_a_folder_without_history_is_told_so(office: Path, iki: Callable[..., Result]) -> None:
    result = iki("diff")
    assert (result.code, "tidak berada di dalam repositori git" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new"), [("a b c", "a x c"), ("", "a"), ("a", ""), ("sama", "sama"), ("Nilai SKM, 80%", "Nilai SKM: 85%")]
)
def test_pieces_join_to_both_texts(old: str, new: str) -> None:
    found = list(pieces(old, new))
    assert "".join(piece.old for piece in found) == old
    assert "".join(piece.new for piece in found) == new


def test_neighbouring_words_are_replaced_together() -> None:
    found = [(piece.old, piece.new) for piece in pieces("satu dua tiga empat", "satu lima enam empat")]
    assert found == [("satu ", "satu "), ("dua tiga", "lima enam"), (" empat", " empat")]
