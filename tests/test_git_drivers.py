"""git on somebody's computer: with iki it shows positions in words and merges them by item; without, as before."""

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import POSITION, Result
from git_repos import commit, git

from iki import drivers
from iki.in_words import told

Iki = Callable[..., Result]


def _state(repo: Path) -> dict[str, bytes]:
    """Return all of git's own settings of a repository."""
    files = [repo / ".git" / "config", *sorted((repo / ".git" / "info").glob("*"))]
    return {str(path.relative_to(repo)): path.read_bytes() for path in files}


def _branch(repo: Path, name: str, old: str, new: str) -> None:
    git(repo, "checkout", "-q", "-b", name, "main")
    file = repo / "data" / "jabatan" / "camat.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    commit(repo, name)


@pytest.mark.parametrize("before", [None, "", "*.docx binary\n", "*.docx binary"])
def test_what_is_installed_is_uninstalled_to_the_letter(repo: Path, iki: Iki, before: str | None) -> None:
    """The configuration is as it was, whatever was there."""
    attributes = repo / ".git" / "info" / "attributes"
    if before is not None:
        attributes.write_text(before, encoding="utf-8")
    state = _state(repo)
    assert iki("git", "install").code == 0
    once = _state(repo)
    assert iki("git", "install").code == 0
    assert _state(repo) == once != state
    assert iki("git", "uninstall").out == "iki dilepas dari git.\n"
    assert {**_state(repo), **({str(attributes.relative_to(repo)): b""} if before == "" else {})} == state
    assert "memang tidak terpasang" in iki("git", "uninstall").out


def test_what_somebody_else_set_is_neither_overwritten_nor_removed(repo: Path, iki: Iki) -> None:
    """Whoever uses these names for something of his own keeps it."""
    git(repo, "config", "diff.iki.wordRegex", "x")
    state = _state(repo)
    assert iki("git", "install").code == 0
    iki("git", "uninstall")
    assert _state(repo) == state
    git(repo, "config", "diff.iki.textconv", "milik sendiri")
    state = _state(repo)
    made = iki("git", "install")
    assert made.code == 2
    assert "'diff.iki.textconv' sudah dipakai" in made.err
    iki("git", "uninstall")
    assert _state(repo) == state


def test_git_shows_a_change_in_words(repo: Path, iki: Iki) -> None:
    """`git diff`, `git log -p` and `git show` compare what a position says, not how its file is written."""
    iki("git", "install")
    file = repo / "data" / "jabatan" / "camat.yaml"
    file.write_text(
        POSITION.replace("Hasil survei", ">-\n          Hasil survei\n          semester"), encoding="utf-8"
    )
    expected = ["-    Formulasi: Hasil survei", "+    Formulasi: Hasil survei semester"]
    assert _changed_lines(git(repo, "diff")) == expected
    assert "@@ Indikator: Nilai SKM" in git(repo, "diff", "-U0")
    commit(repo, "kedua")
    assert _changed_lines(git(repo, "log", "-p", "-1")) == expected
    assert _changed_lines(git(repo, "show")) == expected
    file.write_text(POSITION.replace("Hasil survei", "'Hasil survei semester'"), encoding="utf-8")
    assert _changed_lines(git(repo, "diff")) == []


def _changed_lines(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}]


@pytest.mark.parametrize("order", [("kita", "mereka"), ("mereka", "kita")])
def test_two_who_edit_neighbouring_lines_do_not_meet(repo: Path, iki: Iki, order: tuple[str, str]) -> None:
    """Git alone would give up; merged, rebased and picked, both edits are there."""
    iki("git", "install")
    _branch(repo, "kita", "Nilai SKM", "Indeks kepuasan")
    _branch(repo, "mereka", "Hasil survei", "Rata-rata hasil survei")
    expected = POSITION.replace("Nilai SKM", "Indeks kepuasan").replace("Hasil survei", "Rata-rata hasil survei")
    first, second = order
    for command in (("merge", "-q", "--no-edit", second), ("rebase", "-q", second), ("cherry-pick", second)):
        git(repo, "checkout", "-q", "-B", "hasil", first)
        git(repo, *command)
        assert (repo / "data" / "jabatan" / "camat.yaml").read_text(encoding="utf-8") == expected
        assert git(repo, "status", "--porcelain") == ""


def test_where_two_meet_the_file_says_so_and_iki_explains(repo: Path, iki: Iki) -> None:
    """Git holds the merge open, and the file can still be read."""
    iki("git", "install")
    _branch(repo, "kita", "Nilai SKM", "Indeks kepuasan")
    _branch(repo, "mereka", "Nilai SKM", "Skor SKM")
    git(repo, "checkout", "-q", "kita")
    merged = git(repo, "merge", "mereka", check=False)
    assert "CONFLICT (content): Merge conflict in data/jabatan/camat.yaml" in merged
    assert git(repo, "status", "--porcelain").startswith("UU data/jabatan/camat.yaml")
    found = iki("validate", "--select", "perubahan-bertemu")
    assert found.code == 1
    assert "'Indeks kepuasan'" in found.out
    assert "'Skor SKM'" in found.out
    assert "1 kesalahan" in found.out
    assert "Indikator: <<<<<<<" in told((repo / "data" / "jabatan" / "camat.yaml").read_bytes()).decode()


def test_in_a_rebase_the_sides_are_called_what_they_are(repo: Path, iki: Iki) -> None:
    """Git calls somebody's own commit *theirs* then."""
    iki("git", "install")
    _branch(repo, "kita", "Nilai SKM", "Indeks kepuasan")
    _branch(repo, "mereka", "Nilai SKM", "Skor SKM")
    git(repo, "rebase", "kita", check=False)
    text = (repo / "data" / "jabatan" / "camat.yaml").read_text(encoding="utf-8")
    ours, theirs = re.findall("[<>]{7} (.*)", text)
    assert ours in {"dasar baru", "HEAD"}
    assert theirs == "commit yang dipindahkan" or "mereka" in theirs


def test_a_file_that_cannot_be_read_is_shown_and_merged_as_git_does(repo: Path, iki: Iki) -> None:
    """Nothing is hidden and nothing is lost."""
    iki("git", "install")
    _branch(repo, "kita", "Nilai SKM", "Indeks kepuasan")
    _branch(repo, "mereka", "fungsi: [Perencanaan, Pembinaan]", "fungsi: [Perencanaan, Pembinaan")
    assert "+fungsi: [Perencanaan, Pembinaan" in git(repo, "show")
    git(repo, "merge", "-q", "--no-edit", "kita")
    text = (repo / "data" / "jabatan" / "camat.yaml").read_text(encoding="utf-8")
    assert "Indeks kepuasan" in text
    assert "Pembinaan\n" in text


def test_a_repository_runs_nothing_of_its_own(repo: Path, iki: Iki) -> None:
    """Modules of the names that iki imports lie in the folder that git works in: none of them is ever run."""
    iki("git", "install")
    for name in ("iki", "yaml", "typer", "json"):
        (repo / f"{name}.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    _branch(repo, "kita", "Nilai SKM", "Indeks kepuasan")
    _branch(repo, "mereka", "Hasil survei", "Rata-rata hasil survei")
    git(repo, "merge", "-q", "--no-edit", "kita")
    assert "+  Indikator: Indeks kepuasan" in git(repo, "show", "kita")
    assert not (repo / "ran").exists()


def test_without_iki_git_goes_on_alone(repo: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment was deleted, or is being renewed: files are shown and merged as they are."""
    monkeypatch.setattr(sys, "executable", str(repo / "tidak ada" / "python"))
    iki("git", "install")
    _branch(repo, "kita", "Nilai SKM", "Indeks kepuasan")
    _branch(repo, "mereka", "Memimpin kecamatan", "Memimpin kecamatan itu")
    _branch(repo, "lain", "Nilai SKM", "Skor SKM")
    assert "+      - nama: Skor SKM" in git(repo, "show")
    git(repo, "merge", "-q", "--no-edit", "mereka")
    git(repo, "merge", "kita", check=False)
    text = (repo / "data" / "jabatan" / "camat.yaml").read_text(encoding="utf-8")
    assert "<<<<<<<" in text
    assert "Indeks kepuasan" in text
    assert "Skor SKM" in text


@pytest.mark.parametrize("name", ["kantor kita", "kantor[1]", '-kantor"x', "kec\tamatan", "Dinas Kesehatan & Co é"])
def test_projects_below_the_top_of_a_repository(
    repo: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whatever its folder is called; another project's settings stay when one is taken off."""
    other = repo / name
    shutil.copytree(repo / "data", other / "data")
    shutil.copy(repo / "iki.yaml", other)
    commit(repo, "dua kantor")
    state = _state(repo)
    for folder in (repo, other):
        monkeypatch.chdir(folder)
        iki("git", "install")
    file = other / "data" / "jabatan" / "camat.yaml"
    file.write_text(POSITION.replace("Hasil survei", "Survei"), encoding="utf-8")
    assert _changed_lines(git(repo, "diff")) == ["-    Formulasi: Hasil survei", "+    Formulasi: Survei"]
    iki("git", "uninstall")
    assert _changed_lines(git(repo, "diff")) == ["-        formulasi: Hasil survei", "+        formulasi: Survei"]
    assert b"[diff" in (repo / ".git" / "config").read_bytes()
    monkeypatch.chdir(repo)
    iki("git", "uninstall")
    assert _state(repo) == state


def test_a_second_work_tree_is_served_too(repo: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of a repository are those of all its work trees."""
    git(repo, "worktree", "add", "-q", "../lain", "-b", "lain")
    monkeypatch.chdir(repo.parent / "lain")
    assert iki("git", "install").code == 0
    assert "diff=iki" in (repo / ".git" / "info" / "attributes").read_text(encoding="utf-8")


def test_outside_a_repository_there_is_nothing_to_install(office: Path, iki: Iki) -> None:
    """It is said plainly."""
    for command in ("install", "uninstall"):
        made = iki("git", command)
        assert made.code == 2
        assert "tidak berada di dalam repositori git" in made.err
    assert list(office.iterdir())


def test_what_git_calls_is_not_for_people(iki: Iki) -> None:
    """The help shows what somebody types."""
    shown = iki("git", "--help").out
    assert "install" in shown
    assert "merge" not in shown.partition("Perintah:")[2]


def test_a_file_in_words() -> None:
    """One line a text, its number nowhere."""
    assert told(POSITION.encode()).decode() == (
        "Jabatan: Camat Bontang Barat\nAtasan: (kosong)\nTugas: Memimpin kecamatan\nFungsi: Perencanaan\n"
        "Fungsi: Pembinaan\nSumber data: Renstra, IKU\n\nSasaran: Meningkatnya kualitas pelayanan\n"
        "  Indikator: Nilai SKM\n    Formulasi: Hasil survei\n"
    )
    assert told(b"jabatan: [\n") == b"jabatan: [\n"
    assert drivers.UNSETTLED not in {0, 1, 2, 3, 126, 127}
