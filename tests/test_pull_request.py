"""The review in a pull request: one comment that is true, documents beside it, and nothing of the branch that runs."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from ci_comment import comment
from conftest import CHECKOUT, Result
from git_repos import commit, edit, git

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None or os.name == "nt", reason="bash is not installed")
NOTES = "/repos/kantor/kinerja/issues/7/comments"
ONE = "/repos/kantor/kinerja/issues/comments"
MARK = "<!-- iki:review . -->\n"


@dataclass
class Host:
    """A host of code as far as its comments go: what it was asked, what it keeps, what it refuses."""

    url: str = ""
    notes: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refused: dict[tuple[str, str], int] = field(default_factory=dict)
    me: dict[str, str] | None = None
    cut_short: bool = False

    def add(self, body: str, login: str = "github-actions[bot]", kind: str = "Bot") -> int:
        author = {"login": login, "username": login, "type": kind}
        self.notes.append({"id": len(self.notes) + 1, "body": body, "user": author, "author": {"username": login}})
        return len(self.notes)

    def answer(self, method: str, path: str, query: dict[str, list[str]], sent: dict[str, str]) -> tuple[int, Any]:
        self.asked.append((method, path))
        if (method, path) in self.refused:
            return self.refused[method, path], {"message": "no"}
        if path.endswith("/user"):
            return (200, self.me) if self.me else (403, {"message": "Resource not accessible by integration"})
        if method == "GET":
            start = (int(query["page"][0]) - 1) * int(query["per_page"][0])
            return 200, self.notes[start : start + int(query["per_page"][0])]
        if method == "POST":
            self.add(sent["body"])
            return 201, self.notes[-1]
        note = self.notes[int(path.rpartition("/")[2]) - 1]
        note["body"] = sent["body"]
        return 200, note

    @property
    def changes(self) -> list[tuple[str, str]]:
        return [each for each in self.asked if each[0] != "GET"]


@pytest.fixture
def host() -> Iterator[Host]:
    kept = Host()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            split = urlsplit(self.path)
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept.headers.append(dict(self.headers))
            status, said = kept.answer(
                self.command, split.path, parse_qs(split.query), json.loads(sent) if sent else {}
            )
            content = b"<html>" if kept.cut_short else json.dumps(said).encode()
            self.send_response(status)
            if status in {301, 302}:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = answer  # noqa: N815 - the names that http.server asks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def told(
    tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Run comment.py on a text, in an environment as GitHub's runners have."""
    given = {
        "GITHUB_API_URL": host.url,
        "GITHUB_REPOSITORY": "kantor/kinerja",
        "IKI_NUMBER": "7",
        "IKI_TOKEN": "rahasia",
        "CI_API_V4_URL": host.url,
        "CI_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_IID": "3",
        "no_proxy": "*",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    def run(changes: str, *options: str, on: str = "github", findings: tuple[str, ...] = ()) -> Result:
        (tmp_path / "perubahan.md").write_text(changes, encoding="utf-8")
        found = {"version": 1, "diagnostics": [{"level": level} for level in findings]}
        (tmp_path / "temuan.json").write_text(json.dumps(found), encoding="utf-8")
        files = (str(tmp_path / "perubahan.md"), "--findings", str(tmp_path / "temuan.json"))
        code = comment.main((on, *files, *options))
        return Result(code, *capsys.readouterr())

    return run


Told = Callable[..., Result]


def test_the_comment_is_written_once_and_then_kept_true(host: Host, told: Told) -> None:
    assert told("Satu.\n").out == "iki: Komentar ditulis.\n"
    assert told("Dua.\n").out == "iki: Komentar diperbarui.\n"
    assert told("Dua.\n").out == "iki: Komentar sudah benar.\n"
    assert [each["body"] for each in host.notes] == [f"{MARK}Dua.\n"]
    assert host.changes == [("POST", NOTES), ("PATCH", f"{ONE}/1")]
    assert all(each["Authorization"] == "Bearer rahasia" for each in host.headers)


def test_a_comment_that_the_host_gave_other_line_ends_is_the_same(host: Host, told: Told) -> None:
    host.add(f"{MARK}Satu.\n".replace("\n", "\r\n").rstrip())
    told("Satu.\n")
    assert host.changes == []


def test_new_findings_and_the_documents_are_named(host: Host, told: Told) -> None:
    told("Satu.\n", "--artifact", "tinjauan-iki", findings=("warning", "error", "info", "warning"))
    assert host.notes[0]["body"] == (
        f"{MARK}**Temuan baru:** 1 kesalahan, 2 peringatan, 1 catatan.\n\n"
        "Matriks semula-menjadi dan dokumen dengan _Track Changes_: artefak `tinjauan-iki`.\n\n"
        "Satu.\n"
    )


def test_where_nothing_changed_a_comment_is_updated_and_none_is_made(host: Host, told: Told) -> None:
    assert told("Tidak ada yang berubah.\n", "--only-update").out == "iki: Tidak ada yang perlu dikomentari.\n"
    assert host.notes == []
    told("Satu.\n")
    told("Tidak ada yang berubah.\n", "--only-update")
    assert [each["body"] for each in host.notes] == [f"{MARK}Tidak ada yang berubah.\n"]


def test_the_comment_is_found_on_a_later_page(host: Host, told: Told) -> None:
    for number in range(250):
        host.add(f"Komentar {number}", "sri", "User")
    host.add(f"{MARK}Satu.\n")
    told("Dua.\n")
    assert len(host.notes) == 251
    assert host.asked == [*[("GET", NOTES)] * 3, ("PATCH", f"{ONE}/251")]


def test_after_full_pages_there_may_be_no_other(host: Host, told: Told) -> None:
    for number in range(100):
        host.add(f"Komentar {number}", "sri", "User")
    told("Satu.\n")
    assert host.asked == [*[("GET", NOTES)] * 2, ("POST", NOTES)]


def test_every_project_of_a_repository_has_a_comment_of_its_own(host: Host, told: Told) -> None:
    told("Satu.\n", "--project=kantor/a/")
    told("Dua.\n", "--project=kantor/b/")
    told("Tiga.\n")
    told("Empat.\n", "--project=kantor/a/")
    assert [each["body"].splitlines() for each in host.notes] == [
        ["<!-- iki:review kantor/a -->", "Empat."],
        ["<!-- iki:review kantor/b -->", "Dua."],
        ["<!-- iki:review . -->", "Tiga."],
    ]


def test_a_folder_cannot_end_the_mark() -> None:
    assert comment.marker("a --> b\n/é/") == "<!-- iki:review a%20--%3E%20b%0A/%C3%A9 -->"


def test_what_somebody_else_marked_is_left_alone(host: Host, told: Told) -> None:
    host.add(f"{MARK}Semua baik.\n", "penyusup", "User")
    host.add(f"> {MARK}Kutipan.\n")
    told("Satu.\n")
    assert [each["body"] for each in host.notes][2:] == [f"{MARK}Satu.\n"]
    assert host.changes == [("POST", NOTES)]


def test_the_comment_of_a_person_whose_token_it_is_is_kept_true(host: Host, told: Told) -> None:
    host.me = {"login": "sri"}
    host.add(f"{MARK}Satu.\n", "sri", "User")
    told("Dua.\n")
    assert host.changes == [("PATCH", f"{ONE}/1")]


@pytest.mark.parametrize("status", [403, 404])
def test_a_comment_that_may_not_be_edited_makes_way_for_a_new_one(host: Host, told: Told, status: int) -> None:
    host.add(f"{MARK}Satu.\n", "lain[bot]")
    host.refused["PATCH", f"{ONE}/1"] = status
    told("Dua.\n")
    told("Tiga.\n")
    assert [each["body"] for each in host.notes] == [f"{MARK}Satu.\n", f"{MARK}Tiga.\n"]


@pytest.mark.parametrize(
    ("refused", "status", "words"),
    [
        (("POST", NOTES), 403, "jawabannya 403. Beri 'permissions: pull-requests: write'"),
        (("GET", NOTES), 500, "jawabannya 500."),
        (("GET", NOTES), 302, "jawabannya 302."),
        (("PATCH", f"{ONE}/1"), 500, "jawabannya 500."),
    ],
)
def test_a_host_that_refuses_is_a_warning(
    host: Host, told: Told, refused: tuple[str, str], status: int, words: str
) -> None:
    if refused[0] == "PATCH":
        host.add(f"{MARK}Satu.\n")
    host.refused[refused] = status
    result = told("Dua.\n")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("::warning title=iki::Komentar tidak dapat ditulis: ")
    assert words in result.err
    assert len(result.err.splitlines()) == 1
    assert host.asked[-1] == refused


def test_what_is_no_answer_is_a_warning(host: Host, told: Told) -> None:
    host.cut_short = True
    assert "tidak ada jawaban yang dapat dibaca" in told("Satu.\n").err


def test_a_host_that_is_not_there_is_a_warning(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    result = told("Satu.\n")
    assert result.code == 0
    assert "tidak ada jawaban" in result.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IKI_NUMBER", "7/../../x"),
        ("IKI_NUMBER", ""),
        ("IKI_TOKEN", "a\nHost: jahat"),
        ("GITHUB_API_URL", "file:///etc/passwd"),
        ("GITHUB_REPOSITORY", ""),
    ],
)
def test_what_the_environment_says_is_not_believed(
    host: Host, told: Told, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert f"{name} belum diisi dengan benar." in told("Satu.\n").err
    assert host.asked == []


def test_gitlab_keeps_a_note(host: Host, told: Told) -> None:
    notes = "/projects/12/merge_requests/3/notes"
    host.me = {"username": "github-actions[bot]"}
    told("Satu.\n", on="gitlab")
    host.add(f"{MARK}Semua baik.\n", "penyusup")
    told("Dua.\n/close\n", on="gitlab")
    assert [each["body"] for each in host.notes] == [f"{MARK}Dua.\n\\/close\n", f"{MARK}Semua baik.\n"]
    assert host.changes == [("POST", notes), ("PUT", f"{notes}/1")]
    assert all(each["Private-Token"] == "rahasia" for each in host.headers)


def test_gitlab_is_told_of_trouble_in_plain_words(host: Host, told: Told) -> None:
    host.refused["GET", "/projects/12/merge_requests/3/notes"] = 401
    result = told("Satu.\n", on="gitlab")
    assert result.err.startswith("iki: Komentar tidak dapat ditulis: jawabannya 401. IKI_TOKEN perlu lingkup 'api'")


TABLE = "| No | Semula | Menjadi | Alasan |\n| --- | --- | --- | --- |\n"


@pytest.mark.parametrize("letter", ["x", "é", "\N{GRINNING FACE}"])
@pytest.mark.parametrize("rows", [40, 400])
def test_what_is_too_long_is_cut_at_a_line_and_nothing_stays_open(letter: str, rows: int) -> None:
    row = f"| 1 | {letter * 900} | b | c |\n"
    block = f"\n<details open><summary>Camat: {rows} perubahan</summary>\n\n{TABLE}{row * rows}\n</details>\n"
    made = comment.body("", f"**Perubahan IKI:** banyak\n{block * 3}", (), "", 65_536)
    assert len(made.encode("utf-16-le")) // 2 <= 65_536
    assert len(made) > 30_000
    assert made.count("<details") == made.count("</details>")
    assert made.splitlines()[-1].startswith("_Dipotong:")
    lines = made.splitlines()
    assert all(lines[index + 2].startswith("| 1 |") for index, line in enumerate(lines) if line.startswith("| No"))
    assert {line for line in lines if line.startswith("| 1")} == {row.strip()}


def test_wherever_it_is_cut_no_table_is_without_rows() -> None:
    text = f"Awal\n\n<details><summary>Camat</summary>\n\n{TABLE}| 1 | a | b | c |\n\n</details>\n{'x' * 300}\n"
    for most in range(100, 330):
        made = comment.cut(text, most)
        assert len(made) <= most
        assert made.count("<details") == made.count("</details>")
        assert ("| No |" in made) == ("| 1 |" in made)


def test_a_line_that_is_too_long_by_itself_is_left_out() -> None:
    assert comment.cut("x" * 100_000, 65_536).strip().startswith("_Dipotong:")


def test_what_fits_is_as_it_was() -> None:
    text = "x" * 65_536
    assert comment.cut(text, 65_536) == text
    assert comment.cut(text, 65_535) != text


# The whole review as CI runs it


@dataclass
class Runner:
    """A machine with nothing but git and Python, and iki where the action installs it."""

    folder: Path
    environment: dict[str, str]

    def review(self, project: Path, on: str = "github", **given: str) -> Result:
        ran = subprocess.run(
            ["bash", CHECKOUT / "ci" / "review.sh", self.folder / "iki", on],
            cwd=project,
            env={**self.environment, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        return Result(ran.returncode, ran.stdout, ran.stderr)

    @property
    def outputs(self) -> dict[str, str]:
        said = Path(self.environment["GITHUB_OUTPUT"])
        return dict(line.split("=", 1) for line in said.read_text().splitlines()) if said.exists() else {}

    @property
    def summary(self) -> str:
        return Path(self.environment["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")


FAKE = """\
#!/bin/sh
[ -z "${IKI_TOKEN:-}" ] || exit 9
printf '%s\\n' "$*" >>"$FAKE_LOG"
for each; do
  case "$each" in
    json=*) echo '{"diagnostics": [{"level": "warning"}]}' >"${each#json=}" ;;
    */perubahan.md) echo "Satu." >"$each" ;;
  esac
done
case "$1" in validate) exit "${FAKE_VALIDATE:-0}" ;; *) exit "${FAKE_DIFF:-1}" ;; esac
"""
"""An iki that notes what it is asked, and finds what it is told to find."""


def _program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def runner(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Runner:
    folder = tmp_path_factory.mktemp("runner")
    for name in ("iki/bin", "home", "temp", "programs"):
        (folder / name).mkdir(parents=True)
    programs = {
        "python": f'#!/bin/sh\nexec "{sys.executable}" "$@"\n',
        "iki": f"#!{sys.executable}\nfrom iki.app import main\nmain()\n",  # as pip makes it
    }
    for name, text in programs.items():
        _program(folder / "iki" / "bin" / name, text)
    needed = ("bash", "sh", "git", "cat", "cp", "dirname", "env", "grep", "mkdir", "mktemp", "rm", "tr")
    for name in needed:
        (folder / "programs" / name).symlink_to(str(shutil.which(name)))
    environment = {
        "PATH": str(folder / "programs"),
        "HOME": str(folder / "home"),
        "RUNNER_TEMP": str(folder / "temp"),
        "GITHUB_API_URL": host.url,
        "GITHUB_REPOSITORY": "kantor/kinerja",
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "IKI_TOKEN": "rahasia",
        "IKI_NUMBER": "7",
    }
    return Runner(folder, environment)


@pytest.fixture
def dry(runner: Runner) -> Runner:
    """The same machine with an iki that only notes what it is asked."""
    _program(runner.folder / "iki" / "bin" / "iki", FAKE)
    return Runner(runner.folder, {**runner.environment, "FAKE_LOG": str(runner.folder / "log")})


def asked(runner: Runner) -> list[str]:
    """The commands of iki that were run, without the folders of this run."""
    lines = (runner.folder / "log").read_text(encoding="utf-8").splitlines()
    return [re.sub(r"\S*/(?=[\w.-]+( |$))", "", line) for line in lines]


@pytest.fixture
def branch(repo: Path) -> Path:
    """A repository whose branch changes an indikator of the Camat and adds a misspelling."""
    git(repo, "switch", "-qc", "cabang")
    edit(repo, "nama: Nilai SKM", "nama: Indeks kepuasan pemohon")
    edit(repo, "fungsi: [Perencanaan, Pembinaan]", "fungsi: [Perencanaan, Pembinaan kwalitas]")
    commit(repo, "Indikator\n\nAlasan: Permintaan Inspektorat")
    return repo


@needs_bash
def test_a_pull_request_is_reviewed(branch: Path, host: Host, runner: Runner) -> None:
    base = git(branch, "rev-parse", "main")
    result = runner.review(branch, IKI_SINCE=base, IKI_BASE=base, IKI_HEAD=git(branch, "rev-parse", "HEAD"))
    assert result.code == 0, result
    assert "::warning file=data/jabatan/camat.yaml,line=4," in result.out
    assert "lurah.yaml" not in "".join(line for line in result.out.splitlines() if line.startswith("::"))
    assert f"temuan sebelum berpisah dari {base[:10]} tidak disebut." in result.out
    (note,) = host.notes
    assert note["body"].startswith(f"{MARK}**Temuan baru:** ")
    assert "artefak `tinjauan-iki`" in note["body"]
    assert "Indeks kepuasan pemohon" in note["body"]
    assert "Permintaan Inspektorat" in note["body"]
    assert runner.summary.startswith("**Perubahan IKI:**")
    out = Path(runner.outputs["folder"])
    assert runner.outputs["name"] == "tinjauan-iki"
    made = sorted(each.relative_to(out).as_posix() for each in out.rglob("*") if each.is_file())
    assert {"perubahan.docx", "perubahan.md"} <= set(made)
    assert any(each.startswith("redline/") and each.endswith("camat.docx") for each in made)
    assert git(branch, "status", "--porcelain") == ""


@needs_bash
def test_where_nothing_changed_an_old_comment_says_so(branch: Path, host: Host, dry: Runner) -> None:
    assert dry.review(branch, IKI_SINCE="main", FAKE_DIFF="0").code == 0
    assert host.notes == []
    host.add(f"{MARK}Dua.\n")
    assert dry.review(branch, IKI_SINCE="main", FAKE_DIFF="0").code == 0
    assert [each["body"] for each in host.notes] == [f"{MARK}**Temuan baru:** 1 peringatan.\n\nSatu.\n"]
    assert dry.outputs == {}


@needs_bash
def test_what_is_asked_of_iki(branch: Path, host: Host, dry: Runner) -> None:
    dry.review(branch, IKI_SINCE="main", IKI_STRICT="true", IKI_ARGUMENTS="--ignore singkatan")
    assert asked(dry) == [
        "validate --format github --strict --format temuan.json --since=main... --ignore singkatan",
        "diff --format md --output perubahan.md --exit-code -- main...",
        "diff --format docx --output perubahan.docx -- main...",
        "diff --redline --out redline -- main...",
    ]


@needs_bash
@pytest.mark.parametrize(("diff", "code"), [("1", 1), ("0", 0), ("2", 0)])
def test_what_is_to_be_looked_at_fails_the_job_where_that_is_wanted(
    branch: Path, host: Host, dry: Runner, diff: str, code: int
) -> None:
    result = dry.review(branch, IKI_SINCE="main", IKI_IMPACT="true", FAKE_DIFF=diff)
    assert result.code == code
    assert ("perlu ditinjau" in result.out + result.err) == bool(code)
    assert "diff --impact --exit-code -- main..." in asked(dry)
    assert dry.review(branch, IKI_SINCE="main", FAKE_DIFF=diff).code == 0


@needs_bash
@pytest.mark.parametrize("since", ["v1...", "main..HEAD", "--output=x..."])
def test_a_revision_with_dots_is_taken_as_it_is(branch: Path, dry: Runner, since: str) -> None:
    dry.review(branch, IKI_SINCE=since)
    assert asked(dry)[1].endswith(f" -- {since}")


@needs_bash
def test_the_merge_that_github_checks_out_is_compared_with_the_base_it_was_made_on(branch: Path, dry: Runner) -> None:
    before, head = git(branch, "rev-parse", "main"), git(branch, "rev-parse", "HEAD")
    git(branch, "switch", "-q", "main")
    edit(branch, "uraian: Meningkatnya kualitas pelayanan", "uraian: Meningkatnya mutu", "data/jabatan/lurah.yaml")
    commit(branch, "Milik orang lain")
    newer = git(branch, "rev-parse", "main")
    git(branch, "switch", "-q", "--detach")
    git(branch, "merge", "-q", "--no-edit", "--no-ff", head)
    dry.review(branch, IKI_SINCE=before, IKI_BASE=before, IKI_HEAD=head)
    dry.review(branch, IKI_SINCE="v1", IKI_BASE=before, IKI_HEAD=head)
    dry.review(branch, IKI_SINCE=before, IKI_BASE=before, IKI_HEAD="")
    compared = [line.rpartition(" ")[2] for line in asked(dry) if "--exit-code" in line]
    assert compared == [f"{newer}...", "v1...", f"{before}..."]


@needs_bash
def test_errors_fail_the_job_and_the_comment_says_that_nothing_is_compared(
    branch: Path, host: Host, dry: Runner
) -> None:
    result = dry.review(branch, IKI_SINCE="main", FAKE_VALIDATE="1", FAKE_DIFF="2")
    assert result.code == 1
    assert "belum dapat dibandingkan" in host.notes[0]["body"]
    assert dry.outputs == {}
    assert len(asked(dry)) == 2


@needs_bash
def test_documents_that_cannot_be_made_are_a_warning(branch: Path, host: Host, dry: Runner) -> None:
    result = dry.review(branch, IKI_SINCE="main", IKI_ARTIFACTS="true")
    assert result.code == 0
    assert "::warning title=iki::Matriks semula-menjadi tidak dapat dibuat." in result.out
    assert "perubahan.md" in {each.name for each in Path(dry.outputs["folder"]).iterdir()}


@needs_bash
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"IKI_COMMENT": "false"}, ""),
        ({"IKI_NUMBER": ""}, ""),
        ({"IKI_SINCE": ""}, ""),
        ({"IKI_TOKEN": ""}, "isi IKI_TOKEN dengan token yang boleh berkomentar"),
        ({"FAKE_VALIDATE": "2"}, "::error title=iki::"),
    ],
)
def test_no_comment_is_written_where_none_is_wanted(
    branch: Path, host: Host, dry: Runner, given: dict[str, str], words: str
) -> None:
    result = dry.review(branch, **{"IKI_SINCE": "main", "IKI_ARTIFACTS": "false", **given})
    assert result.code == int(given.get("FAKE_VALIDATE", "0"))
    assert words in result.out
    assert host.asked == []


@needs_bash
def test_a_fork_is_reviewed_without_a_comment(branch: Path, host: Host, dry: Runner) -> None:
    host.refused["POST", NOTES] = 403
    result = dry.review(branch, IKI_SINCE="main", IKI_ARTIFACTS="false")
    assert result.code == 0
    assert "::warning title=iki::Komentar tidak dapat ditulis: jawabannya 403." in result.err


@needs_bash
def test_a_shallow_clone_is_told_what_to_set_in_ci(branch: Path, host: Host, runner: Runner) -> None:
    base = git(branch, "rev-parse", "main")
    git(branch, "clone", "-q", "--depth=1", branch.as_uri(), "klon")
    result = runner.review(branch / "klon", IKI_SINCE=base)
    assert result.code == 2
    (line,) = [line for line in result.out.splitlines() if line.startswith("::error")]
    assert "fetch-depth: 0" in line
    assert host.asked == []


@needs_bash
def test_a_merge_request_of_gitlab_is_reviewed(branch: Path, host: Host, dry: Runner) -> None:
    (branch / "kantor").mkdir()
    (branch / "tinjauan-iki").symlink_to(dry.folder)
    given = {
        "CI_PROJECT_DIR": str(branch),
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(branch, "rev-parse", "main"),
        "CI_MERGE_REQUEST_IID": "3",
        "CI_PROJECT_ID": "12",
        "CI_API_V4_URL": host.url,
        "IKI_CODEQUALITY": "iki-codequality.json",
        "IKI_JUNIT": "iki-junit.xml",
    }
    result = dry.review(branch / "kantor", "gitlab", **given)
    assert result.code == 0, result
    assert host.changes == [("POST", "/projects/12/merge_requests/3/notes")]
    assert host.notes[0]["body"].startswith("<!-- iki:review kantor -->\n**Temuan baru:** 1 peringatan.\n")
    assert asked(dry)[0] == (
        "validate --format text --format gitlab=iki-codequality.json --format junit=iki-junit.xml --format temuan.json "
        f"--since={given['CI_MERGE_REQUEST_DIFF_BASE_SHA']}..."
    )
    assert (branch / "tinjauan-iki" / "perubahan.md").is_file()
    assert not (branch / "tinjauan-iki").is_symlink()
    assert "::" not in result.out + result.err


@needs_bash
def test_nothing_of_a_hostile_branch_runs(branch: Path, host: Host, runner: Runner) -> None:
    trap = branch / "jebakan"
    trap.write_text(f"#!/bin/sh\ntouch '{branch.parent}/terpicu'\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in ("git", "iki", "python", "python3", "sitecustomize.py", "iki.py", "json.py", "argparse.py"):
        text = f"open({str(branch.parent / 'terpicu')!r}, 'w')\n" if name.endswith(".py") else trap.read_text()
        (branch / name).write_text(text, encoding="utf-8")
        (branch / name).chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "filter.x.smudge", "diff.x.textconv"):
        git(branch, "config", key, str(trap))
    (branch / ".gitattributes").write_text("* filter=x diff=x\n", encoding="utf-8")
    words = "$(touch terpicu) `touch terpicu` ::error::x %0A </details> <!-- iki:review --> @camat"
    edit(branch, "tugas: Memimpin kecamatan", f"tugas: |\n  {words}\n  /close\n  ::set-output name=folder::x")
    (branch / "data" / "jabatan" / "$(touch terpicu).yaml").write_text("::error::x\n", encoding="utf-8")
    result = runner.review(branch, IKI_SINCE="main")
    assert result.code == 1
    (branch / "data" / "jabatan" / "$(touch terpicu).yaml").unlink()
    result = runner.review(branch, IKI_SINCE="main", IKI_ARTIFACTS="false")
    assert result.code == 0
    commands = {line.partition(" ")[0] for line in (result.out + result.err).splitlines() if line.startswith("::")}
    assert commands <= {"::warning", "::notice"}
    assert not list(branch.parent.rglob("terpicu"))
    body = host.notes[-1]["body"]
    assert not re.search(r"(?m)^\s*/", body)
    assert body.count("<!-- iki:review") == 1
    assert body.count("<details") == body.count("</details>")
    assert runner.outputs == {}


def test_python_is_started_without_what_lies_in_the_working_directory() -> None:
    for name in ("install.sh", "review.sh", "gitlab.yml"):
        text = (CHECKOUT / "ci" / name).read_text(encoding="utf-8")
        started = re.findall(r"(?:\$python|/python|- python)\"? (-[-\w]+)", text)
        assert started, name
        assert set(started) <= {"-I", "--version"}, name
