"""An office over a long time: whatever is done to it, a build makes what a first one would, and loses nobody's work."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzz import doings, mishaps
from fuzz.offices import Office
from fuzz.promises import BrokenError, Told, hold, run

_REFUSED = "Tidak ada dokumen yang ditulis"
_STEPS = 12
_HOW = ("--force", "--no-cache", "--overwrite")
Contents = dict[str, bytes]


def make(_: Random) -> Office:
    """Return the office that every history begins with."""
    return {
        "iki.yaml": doings.SETTINGS[0].encode(),
        "data/jabatan/camat.yaml": doings.position("camat", 0),
        "data/jabatan/lurah.yaml": doings.position("lurah", 0),
        "milik-orang.md": b"milik orang",
    }


@dataclass(slots=True)
class _History:
    """What happened to an office, and what iki last put where."""

    root: Path
    chance: Random
    done: list[str] = field(default_factory=list)
    last: Contents = field(default_factory=dict)
    ever: dict[str, set[bytes]] = field(default_factory=dict)
    is_spoilt: bool = False
    """Whether somebody laid hands on what iki remembers, so that it may take its own work for theirs."""


def hold_history(root: Path, chance: Random) -> int:
    """Let much be done to an office, build it now and then, and hold what is promised of that."""
    history, code = _History(root, chance), 0
    for kept in ("salinan", "catatan-lama"):
        shutil.rmtree(root.with_name(kept), ignore_errors=True)
        root.with_name(kept).unlink(missing_ok=True)
    try:
        for _ in range(_STEPS):
            for _ in range(chance.choice((0, 1, 1, 2, 3))):
                _do(history)
                _validate(history)
            code = _build(history)
        hold((root / "milik-orang.md").read_bytes() == b"milik orang", "nothing is written through a link")
    except BrokenError as error:
        raise BrokenError(f"{error}\n{'; '.join(history.done)}") from error
    return code


def _validate(history: _History) -> None:
    """See that what was found before is said again only where it would be found again."""
    files = history.chance.choice(((), (), ("data/jabatan",), ("iki.yaml",)))
    said, again = (run("validate", "--jobs", "1", *files) for _ in range(2))
    anew = run("validate", "--jobs", "1", "--no-cache", *files)
    hold(said == again == anew, "validate says what it would find", *files, said, anew)


def _do(history: _History) -> None:
    doing = history.chance.choice((*doings.DOINGS, *mishaps.MISHAPS))
    history.is_spoilt |= doing in mishaps.SPOILING
    told = doing(history.root, history.chance)
    history.done.append(f"{doing.__name__} {told}".rstrip())


def _build(history: _History) -> int:
    options = _options(history.root, history.chance)
    history.done.append(f"build {' '.join(options)}".rstrip())
    before = contents(history.root / "build")
    told = run("build", "--jobs", "1", *options)
    after = contents(history.root / "build")
    _see_nothing_lost(history, before, after, is_overwritten="--overwrite" in options)
    for name in before.keys() - after.keys():  # whoever brings it back later, brings something of their own
        history.last.pop(name, None)
    if told.code == 2:
        hold(before == after, "what cannot be done changes nothing", told.err)
        return told.code
    clean, first = _clean(history.root, [each for each in options if each not in _HOW])
    hold((_REFUSED in told.err) == (_REFUSED in first.err), "a build is refused as a first one is", told.err, first.err)
    if _REFUSED in told.err:
        hold(before == after, "a build that is refused changes nothing")
        return told.code
    named = [name.removeprefix("build/") for name in told.out.splitlines()]
    for name in named:
        hold(after.get(name) == clean.get(name), "what a build calls done is as a first one makes it", name, told.err)
        history.last[name] = after[name]
        history.ever.setdefault(name, set()).add(after[name])
    if not {"camat", "--kind", "--format"} & set(options):
        _see_all(history, told, (before, after, clean))
    _see_again(history, told, options)
    return told.code


def _options(root: Path, chance: Random) -> tuple[str, ...]:
    if chance.random() < 0.6:
        return chance.choice(((), (), (), ("--force",), ("--no-cache",), ("--overwrite",)))
    kinds = ["iki", *(path.name.partition(".")[0] for path in root.glob("templates/lain*"))]
    return chance.choice(
        (
            ("camat",),
            ("camat", "--overwrite"),
            ("--format", "md"),
            ("--format", "docx"),
            ("--kind", chance.choice(kinds)),
        )
    )


def contents(folder: Path) -> Contents:
    """Return the documents below a folder; a link is what it says."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_symlink():
            found[path.relative_to(folder).as_posix()] = os.fsencode(path.readlink())
        elif path.is_file() and not path.name.startswith(".iki-"):
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _clean(root: Path, what: list[str]) -> tuple[Contents, Told]:
    """Build the same of the same office where nobody has built before."""
    other = root.with_name("bersih")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("build"), symlinks=True)
    os.chdir(other)
    try:
        told = run("build", "--jobs", "1", "--no-cache", *what)
    finally:
        os.chdir(root)
    return contents(other / "build"), told


def _see_nothing_lost(history: _History, before: Contents, after: Contents, *, is_overwritten: bool) -> None:
    """See that whatever is not iki's own latest work is where it was, or beside that."""
    aside = {content for name, content in after.items() if ".suntingan-" in name}
    for name, content in before.items():
        is_own = history.last.get(name) == content
        is_own |= history.is_spoilt and content in history.ever.get(name, ())
        is_kept = after.get(name) == content or (is_overwritten and content in aside)
        hold(is_own or is_kept, "nobody's work is lost", name, content[:60])


def _see_all(history: _History, told: Told, states: tuple[Contents, Contents, Contents]) -> None:
    """See that all documents are as a first build makes them, but for those that somebody had their hands on."""
    before, after, clean = states
    for name, content in clean.items():
        is_theirs = history.is_spoilt or history.last.get(name) != before.get(name)
        is_kept = after.get(name) == before.get(name) and is_theirs and told.code == 1
        hold(after.get(name) == content or is_kept, "every document is as a first build makes it", name, told.err)
    ids = {path.stem for path in (history.root / "data" / "jabatan").glob("*.yaml")}
    for name in after.keys() - clean.keys():
        kind, _, file = name.rpartition("/")
        is_gone = kind and file.rpartition(".")[0] not in ids and history.last.get(name) == after[name]
        hold(history.is_spoilt or not is_gone, "the documents of a position that is gone go too", name)


def _see_again(history: _History, told: Told, options: tuple[str, ...]) -> None:
    """See that the same build once more finds nothing to do."""
    if "--overwrite" in options or history.chance.random() < 0.5:
        return
    marks = _marks(history.root / "build")
    again = run("build", "--jobs", "1", *options)
    hold((again.code, again.out) == (told.code, told.out), "the same build once more ends alike", told, again)
    hold(_marks(history.root / "build") == marks, "the same build once more writes nothing")


def _marks(folder: Path) -> dict[str, tuple[int, int]]:
    every = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in every}
