"""What git remembers, read from real repositories, hostile ones among them."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, CLEAN, Result
from git_repos import GIT, git

from iki.errors import IkiError
from iki.history import Repository, repository

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")
HOSTILE_NAMES = (
    *("--output=x", "-o", "--exec=touch x", "--upload-pack=touch x", "--ext-diff", "--textconv", "-c", "--git-dir=/"),
    *("--", "-", "..", "@{", "HEAD --output=x", "HEAD\n--output=x", ":/", "^", "\x00", "--end-of-options", "x" * 5_000),
)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two commits of a project that stands in a subfolder, and a file of the repository outside it."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "luar.txt").write_text("bukan milik proyek\n", encoding="utf-8")
    office = tmp_path / "kantor é"
    office.mkdir()
    (office / "iki.yaml").write_text("pemda: A\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "satu")
    (office / "iki.yaml").write_text("pemda: B\n", encoding="utf-8")
    (office / "tautan.yaml").symlink_to("/etc/passwd")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "dua")
    return office


def content(found: Repository, revision: str, name: str = "iki.yaml") -> bytes:
    number = found.files(found.commit(revision))[name]
    return found.read([number])[number]


def test_files_are_read_as_they_were_at_any_revision(repo: Path) -> None:
    found = repository(repo)
    assert found.prefix == "kantor é/"
    assert [content(found, revision) for revision in ("HEAD", "HEAD~1", "main")] == [
        b"pemda: B\n",
        b"pemda: A\n",
        b"pemda: B\n",
    ]
    assert set(found.files(found.commit("HEAD"))) == {"iki.yaml"}  # no link, nothing outside the project
    assert found.read([]) == {}
    assert found.merge_base(found.commit("HEAD"), found.commit("HEAD~1")) == found.commit("HEAD~1")


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_revision_that_looks_like_an_option_is_only_one_that_is_not_there(repo: Path, name: str) -> None:
    before = sorted(path.name for path in repo.parent.rglob("*") if ".git" not in path.parts)
    with pytest.raises(IkiError, match="tidak ada di repositori ini"):
        repository(repo).commit(name)
    assert sorted(path.name for path in repo.parent.rglob("*") if ".git" not in path.parts) == before


def test_nothing_that_a_repository_configures_runs(repo: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "jebakan.sh"
    program.write_text(f"#!/bin/sh\necho x >> {ran}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "diff.x.textconv",
        "diff.external",
        "filter.x.clean",
        "filter.x.smudge",
        "gpg.program",
    ):
        git(repo, "config", key, str(program))
    for key, value in (("core.hooksPath", str(tmp_path)), ("core.pager", str(program)), ("log.showSignature", "true")):
        git(repo, "config", key, value)
    git(repo, "config", "alias.rev-parse", f"!{program}")
    (repo / ".gitattributes").write_text("* diff=x filter=x\n", encoding="utf-8")
    found = repository(repo)
    assert content(found, "HEAD~1") == b"pemda: A\n"
    assert not ran.exists()


def test_what_a_partial_clone_left_behind_is_not_fetched(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    git(repo, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path_factory.mktemp("klon") / "sebagian"
    git(repo, "clone", "-q", "--no-checkout", "--filter=blob:none", repo.parent.as_uri(), str(clone))
    before = sorted((clone / ".git" / "objects").rglob("*"))
    with pytest.raises(IkiError, match="tidak lengkap"):
        content(repository(clone), "HEAD", "kantor é/iki.yaml")
    assert sorted((clone / ".git" / "objects").rglob("*")) == before


def test_the_page_on_security_names_every_git_command_that_iki_starts(
    repo: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: set[str] = set()
    start = subprocess.run

    def told(words: list[str], **more: Any) -> Any:
        ran.add(next(word for word, before in zip(words[1:], words, strict=False) if "-c" not in {word, before}))
        return start(words, **more)

    (repo / "data" / "jabatan").mkdir(parents=True)
    for name in ("a.yaml", "b.yaml", "data/jabatan/camat.yaml"):
        (repo / name).write_text(CLEAN, encoding="utf-8")
    git(repo, "add", ".")
    git(repo, "commit", "-qm", "tiga")
    (repo / "c.yaml").write_text("bukan: [YAML\n", encoding="utf-8")
    monkeypatch.chdir(repo)
    monkeypatch.setattr("iki.history.subprocess.run", told)
    for line in ("diff HEAD~1...", "diff --redline", "log", "validate --since HEAD", "git merge a.yaml c.yaml b.yaml"):
        iki(*line.split())
    page = (CHECKOUT / "SECURITY.md").read_text(encoding="utf-8").partition("\n## Git\n")[2]
    assert ran == set(re.findall("`([a-z-]+)`", page.partition(": these read objects")[0])) - {"git"}


def test_what_is_wrong_with_a_repository_is_said(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("kosong")
    with pytest.raises(IkiError, match="tidak berada di dalam repositori git"):
        repository(empty)
    git(empty, "init", "-q")
    with pytest.raises(IkiError, match="belum punya commit"):
        repository(empty).commit("HEAD")
    shallow = empty / "dangkal"
    git(empty, "clone", "-q", "--depth", "1", f"file://{repo.parent}", str(shallow))
    with pytest.raises(IkiError, match="Klona ini dangkal"):
        repository(shallow).commit("HEAD~1")
    with pytest.raises(IkiError, match="tidak utuh"):
        repository(repo).read(["0" * 40])


def test_a_computer_without_git_is_told_so(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(IkiError, match="git belum terpasang"):
        repository(repo)
    (repo / "git").write_text("#!/bin/sh\necho\n", encoding="utf-8")
    (repo / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(repo))
    with pytest.raises(IkiError, match="git belum terpasang"):
        repository(repo)
