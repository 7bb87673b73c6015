"""What a repository on this computer is told of iki: how git shows positions, and how it merges them.

All of it stands in the repository's own folder `.git`, of which nothing is ever committed: somebody who only clones a
repository runs nothing.
"""

import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from iki.characters import printable
from iki.errors import IkiError, reason
from iki.files import write_report
from iki.history import Repository, git, repository, started
from iki.revisions import DATA

_DIFF, _MERGE = "diff.iki", "merge.iki"
_GIVEN = "%O %A %B %P %L %X %Y"
UNSETTLED = 4
"""What `iki git merge` ends with where somebody has to choose; with anything else but 0, it could not merge."""
_CALLED = "iki: jabatan digabung per butir"
_HEADINGS = "^ *((Sasaran|Indikator|Jabatan|Fungsi): .*)$"
_NOT_MERGED = 128
"""From here on, what git ends with is no count of conflicts."""
_ODD = frozenset('"\\\n\t')
_WILD = "[]*?\\!#"


def install(folder: Path) -> bool:
    """Let git show and merge a project's positions by iki; tell whether it did not yet."""
    here = repository(folder)
    for name, _ in _settings():
        if _own(folder, name):
            hint = f"Ganti namanya, atau hapus dengan 'git config --unset {name}', lalu ulangi."
            raise IkiError(f"'{name}' sudah dipakai untuk hal lain di .git/config. {hint}")
    for name, value in _settings():
        git(folder, "config", "--local", name, value)
    line, path = _line(here), _attributes(folder)
    text = _read(path)
    if line not in text.splitlines():
        _write(path, f"{text}{line}\n" if not text or text.endswith("\n") else f"{text}\n{line}")
        return True
    return False


def uninstall(folder: Path) -> bool:
    """Take that back, to the letter; tell whether there was anything."""
    here = repository(folder)
    line, path = _line(here), _attributes(folder)
    text = _read(path)
    found = line in text.splitlines()
    if found:
        rest = text.replace(f"{line}\n", "", 1) if f"{line}\n" in text else text.removesuffix(line).removesuffix("\n")
        _write(path, rest)
    if any(" diff=iki" in each for each in _read(path).splitlines()):
        return found  # another project of this repository
    for name, _ in _settings():
        value = git(folder, "config", "--local", "--get", name, check=False)
        if value is not None and not _own(folder, name):
            git(folder, "config", "--local", "--unset", name)
            found = True
    return found


def _own(folder: Path, name: str) -> bool:
    """Tell whether somebody else set a name: what iki sets says so, or is always the same."""
    value = (git(folder, "config", "--local", "--get", name, check=False) or b"").decode(errors="replace").strip()
    return bool(value) and " -P -m iki" not in value and value not in {_HEADINGS, _CALLED}


def labels(folder: Path, given: Sequence[str]) -> tuple[str, str]:
    """Return what two sides of a merge are called, as git says or as it seems; in a rebase *ours* is the new base."""
    is_rebase = any((folder / _path(folder, name)).exists() for name in ("rebase-merge", "rebase-apply"))
    usual = ("dasar baru", "commit yang dipindahkan") if is_rebase else ("kita", "mereka")
    ours, theirs = (
        otherwise if not label.strip() or label.startswith("%") else printable(" ".join(label.split()))
        for label, otherwise in zip(given, usual, strict=True)
    )
    return ours, theirs


def _settings() -> Iterator[tuple[str, str]]:
    """Yield what git is told: its own names, and commands for its shell."""
    # -P: a module of the repository is none of Python's, whatever folder git is in
    program = f"{shlex.quote(Path(sys.executable).as_posix())} -P -m iki"
    # Without iki, git would show nothing at all, or take our side of a merge for the whole: then it does by itself
    plainly = 'git merge-file --marker-size="$5" -L kita -L dasar -L mereka "$2" "$1" "$3"'
    settled = f"[ $code = 0 ] && return 0; [ $code = {UNSETTLED} ] && return 1; {plainly}"
    yield f"{_DIFF}.textconv", f'shown() {{ {program}.in_words "$1" 2>/dev/null || cat "$1"; }}; shown'
    yield f"{_DIFF}.xfuncname", _HEADINGS
    yield f"{_MERGE}.name", _CALLED
    yield f"{_MERGE}.driver", f'merged() {{ {program} git merge -- "$@"; code=$?; {settled}; }}; merged {_GIVEN}'


def _line(here: Repository) -> str:
    """Return the line of git's attributes that gives the positions of a project to iki."""
    folder = "".join(f"\\{letter}" if letter in _WILD else letter for letter in here.prefix)
    pattern = f"/{folder}{DATA}*.yaml"
    if " " in pattern or not _ODD.isdisjoint(pattern):
        quoted = pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        pattern = f'"{quoted}"'
    return f"{pattern} diff=iki merge=iki"


def _attributes(folder: Path) -> Path:
    return folder / _path(folder, "info/attributes")


def _path(folder: Path, name: str) -> str:
    """Return where a file of git's own is."""
    return (git(folder, "rev-parse", "--git-path", name) or b"").decode(errors="surrogateescape").rstrip("\n")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="surrogateescape")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise IkiError(f"{path} tidak dapat dibaca ({reason(error)}).") from error


def _write(path: Path, text: str) -> None:
    """Write the attributes; without any, there was no file."""
    if text:
        path.parent.mkdir(exist_ok=True)
        write_report(path, text.encode(errors="surrogateescape"))
    else:
        path.unlink(missing_ok=True)


def merge_lines(folder: Path, files: Sequence[Path], size: str, labels: Sequence[str]) -> tuple[bytes, bool]:
    """Return three files (base, ours, theirs) merged line by line, as git does by itself, and whether it is settled."""
    base, ours, theirs = (str(each.absolute()) for each in files)
    names = [word for label in (labels[0], "dasar", labels[1]) for word in ("-L", label)]
    options = (*(("--marker-size", size) if size.isdecimal() else ()), *names)
    made = started(folder, "merge-file", "-p", *options, ours, base, theirs)
    if made.returncode >= _NOT_MERGED:
        raise IkiError(f"Berkas ini tidak dapat digabung: {printable(made.stderr.decode(errors='replace').strip())}")
    return made.stdout, made.returncode == 0
