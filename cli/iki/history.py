"""What git remembers: revisions → the bytes of files at them, by git's own command line and nothing else of it.

Nothing that a repository configures ever runs (filters, textconv, fsmonitor, hooks, helpers that fetch): only commands
are used that read objects, and a revision reaches them as the number of an object, whatever its name looks like.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from iki import commits
from iki.characters import printable, shortened
from iki.errors import IkiError

LAST = "HEAD"
"""The last commit."""
_TIMEOUT = 120
"""In seconds: a git that waits for something would wait for ever."""
_QUIET = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
)
_REGULAR = frozenset((b"100644", b"100755"))
"""The modes of files; links and other repositories are none."""
Changed = Mapping[str, tuple[str | None, str | None]]
"""The files of the project that differ between two commits, with their numbers before and after."""
_NUMBER = re.compile(rb"[0-9a-f]{40,64}\s*")
_SHALLOW_HINT = (
    "Klona ini dangkal; ambil riwayatnya dahulu: 'git fetch --unshallow', "
    "di CI 'fetch-depth: 0' (GitHub) atau 'GIT_DEPTH: 0' (GitLab)."
)


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository as seen from a project's folder; `prefix` leads from its top to that folder, empty or `…/`."""

    folder: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """Return the number of the commit that a revision names, or say that there is none."""
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        found = self._run(*asked, check=False) if "\0" not in revision else None  # it may say `^` and a number
        if found is None and revision == LAST:
            raise IkiError("Repositori ini belum punya commit. Simpan dahulu dengan 'git add .' dan 'git commit'.")
        if found is None or not _NUMBER.fullmatch(found):
            hint = _SHALLOW_HINT if self.is_shallow else "Lihat 'git log --oneline' atau 'git branch --all'."
            raise IkiError(f"Revisi '{printable(shortened(revision))}' tidak ada di repositori ini. {hint}")
        return found.decode().strip()

    def boundaries(self) -> frozenset[str]:
        """Return the commits whose parents were left behind when this was cloned."""
        if not self.is_shallow:
            return frozenset()
        path = os.fsdecode((self._run("rev-parse", "--git-path", "shallow") or b"").rstrip(b"\n"))
        try:
            return frozenset((self.folder / path).read_text(encoding="ascii", errors="replace").split())
        except OSError:
            return frozenset()

    def merge_base(self, one: str, other: str) -> str:
        """Return the commit from which two commits went apart."""
        found = self._run("merge-base", one, other, check=False)
        if found is None:
            hint = _SHALLOW_HINT if self.is_shallow else "Keduanya tidak punya riwayat bersama."
            raise IkiError(f"Kedua revisi tidak punya titik temu. {hint}")
        return found.decode().strip()

    def files(self, commit: str) -> dict[str, str]:
        """Return the numbers of all files of the project at a commit, by their names from the project's folder."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *([self.prefix] if self.prefix else []))
        found = {}
        for entry in (listed or b"").split(b"\0"):
            about, _, name = entry.partition(b"\t")
            mode, _, rest = about.partition(b" ")
            if mode in _REGULAR:
                path = os.fsdecode(name).removeprefix(self.prefix)
                found[path] = rest.partition(b" ")[2].decode()
        return found

    def commits(
        self, until: str, since: str | None, paths: Sequence[str], most: int | None = None
    ) -> list[commits.Commit]:
        """Return the commits that changed one of the paths, each before those it follows on.

        They are all up to one commit, without those up to another, or so many of the newest; of a merge every side is
        told.
        """
        asked = ("rev-list", "--date-order", "--full-history", "--parents", until, *([f"^{since}"] if since else []))
        limit = [f"--max-count={most}"] if most is not None else []
        lines = [line.split() for line in (self._run(*asked, *limit, "--", *paths) or b"").decode().splitlines()]
        contents = self.read(number for number, *_ in lines)
        return [commits.read(number, tuple(parents), contents[number]) for number, *parents in lines]

    def trees(self, numbers: Iterable[str]) -> dict[str, str]:
        """Return the numbers of the trees of commits."""
        return {number: commits.read(number, (), content).tree for number, content in self.read(numbers).items()}

    def changed(self, pairs: Sequence[tuple[str | None, str]], paths: Sequence[str]) -> list[Changed]:
        """Return for each pair of trees which files below the paths differ; no tree is an empty one."""
        if not pairs:
            return []
        empty = number_of(b"", len(pairs[0][1]), kind="tree")
        asked = "".join(f"{old or empty} {new}\n" for old, new in pairs)
        options = ("--stdin", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv")
        return list(self._differing(self._run("diff-tree", *options, "--", *paths, stdin=asked.encode()) or b""))

    def _differing(self, answer: bytes) -> Iterator[Changed]:
        """Yield what `diff-tree` says of each pair of trees: a line that names them, then the files."""
        found: dict[str, tuple[str | None, str | None]] | None = None
        position = 0
        while position < len(answer):
            is_file = answer[position : position + 1] == b":"
            end = answer.index(b"\0" if is_file else b"\n", position)
            if is_file and found is not None:
                before, after, old, new, _ = answer[position + 1 : end].split()
                position, end = end + 1, answer.index(b"\0", end + 1)
                name = os.fsdecode(answer[position:end]).removeprefix(self.prefix)
                found[name] = (
                    old.decode() if before in _REGULAR else None,
                    new.decode() if after in _REGULAR else None,
                )
            else:
                if found is not None:
                    yield found
                found = {}
            position = end + 1
        if found is not None:
            yield found

    def read(self, numbers: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of files by their numbers."""
        wanted = list(dict.fromkeys(numbers))
        if not wanted:
            return {}
        answer = self._run("cat-file", "--batch", stdin="\n".join(wanted).encode() + b"\n") or b""
        found, position = {}, 0
        for number in wanted:
            end = answer.index(b"\n", position)
            said = answer[position:end].split()
            if len(said) != len((b"number", b"kind", b"size")):
                hint = _SHALLOW_HINT if self.is_shallow else "Periksa dengan 'git fsck', atau klon lagi."
                raise IkiError(f"Repositori ini tidak utuh: objek {number} tidak ada. {hint}")
            size = int(said[2])
            found[number] = answer[end + 1 : end + 1 + size]
            position = end + 1 + size + 1
        return found

    def sizes(self, numbers: Iterable[str]) -> dict[str, int]:
        """Return how many bytes files have by their numbers; of those that are not at hand nothing is known."""
        asked = "".join(f"{number}\n" for number in dict.fromkeys(numbers)).encode()
        answer = self._run("cat-file", "--batch-check", stdin=asked) if asked else b""
        said = (line.split() for line in (answer or b"").splitlines())
        return {each[0].decode(): int(each[2]) for each in said if len(each) == len((b"number", b"kind", b"size"))}

    @property
    def is_shallow(self) -> bool:
        """Tell whether older commits were left behind when it was cloned."""
        return (self._run("rev-parse", "--is-shallow-repository", check=False) or b"").strip() == b"true"

    def _run(self, *arguments: str, stdin: bytes = b"", check: bool = True) -> bytes | None:
        return git(self.folder, *arguments, stdin=stdin, check=check)


def number_of(content: bytes, length: int, kind: str = "blob") -> str:
    """Return the number under which git keeps some content; its length tells which numbers a repository has."""
    algorithm = hashlib.sha1 if length == hashlib.sha1().digest_size * 2 else hashlib.sha256  # noqa: S324
    return algorithm(b"%s %d\0" % (kind.encode(), len(content)) + content).hexdigest()


def repository(folder: Path) -> Repository:
    """Return the repository that a folder stands in, or say that there is none."""
    inside = git(folder, "rev-parse", "--show-prefix", check=False)
    if inside is None:
        _explain(folder)
        raise IkiError("Folder ini tidak berada di dalam repositori git. Mulai dengan 'git init', lalu 'git commit'.")
    return Repository(folder, os.fsdecode(inside.rstrip(b"\n")))


def _explain(folder: Path) -> None:
    """Raise what keeps git from looking into a repository that is there."""
    made = started(folder, "rev-parse", "--show-prefix")
    if b"dubious ownership" in made.stderr:
        hint = f"Bila Anda percaya isinya: git config --global --add safe.directory {folder.as_posix()}"
        raise IkiError(f"git menolak repositori ini karena pemiliknya lain. {hint}")
    if b"not a git repository" not in made.stderr or b"not a git repository:" in made.stderr:
        raise _unreadable(made.stderr)


def git(folder: Path, *arguments: str, stdin: bytes = b"", check: bool = True) -> bytes | None:
    """Return what git answers in a folder; where it cannot, None, or with `check` raise what it says."""
    made = started(folder, *arguments, stdin=stdin)
    if made.returncode == 0:
        return made.stdout
    if check:
        raise _unreadable(made.stderr)
    return None


def _unreadable(said: bytes) -> IkiError:
    """Return what is to be said where git itself cannot go on."""
    lines = said.decode(errors="replace").strip().splitlines()
    if any("lazy fetching" in line or "promisor" in line for line in lines):
        hint = "Klon lagi tanpa '--filter', atau ambil isinya dengan 'git fetch --refetch --no-filter'."
        return IkiError(f"Klona ini tidak lengkap (partial clone): isi berkas lama tidak ada di sini. {hint}")
    why = next((line for line in lines if line.startswith(("fatal", "error"))), "".join(lines[:1]))
    return IkiError(f"git tidak dapat membaca repositori ini: {printable(shortened(why))}")


def started(folder: Path, *arguments: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Return how git ended that was started in a folder, steered by nothing but its arguments."""
    try:
        return subprocess.run(  # noqa: S603 - the program is git, its arguments are words of this module or numbers
            [_program(folder), *_QUIET, *arguments],
            cwd=folder,
            input=stdin,
            capture_output=True,
            env=_environment(os.environ),
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise IkiError("git tidak menjawab dalam dua menit. Periksa disk atau jaringannya, lalu ulangi.") from error


def _program(folder: Path) -> str:
    """Return git as the system has it: one that lies in the project, as Windows would take it, is not asked."""
    found = shutil.which("git")
    if found is None or Path(found).resolve().is_relative_to(folder.resolve()):
        raise IkiError("git belum terpasang di komputer ini. Pasang dari git-scm.com, lalu ulangi.")
    return found


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """Return what git is told: nothing that steers it, nothing that lets it ask, fetch or write."""
    kept = {name: value for name, value in own.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "LC_ALL": "C",
    }
