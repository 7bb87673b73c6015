"""All that a build reads, as digests: where these are the same, the documents would come out the same."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from iki import __version__, project
from iki.marks import mark, mark_of
from iki.project import Project

_LARGEST = 64_000_001
"""Of a larger file, which nothing is built from, the rest does not matter."""
_LIBRARIES = ("jinja2", "jsonschema_rs", "lxml", "markupsafe", "yaml")
"""What documents are made with besides iki itself."""
_PACKAGE = Path(__file__).parent


class Inputs(NamedTuple):
    """What a build reads: iki itself and all files but the positions' (`base`), and these too (`whole`).

    `marks` tells, without reading anything, whether somebody touched one of the files since.
    """

    base: bytes
    whole: bytes
    marks: bytes


def inputs(here: Project, pictures: Iterable[str]) -> Inputs:
    """Read all files that a build reads; `pictures` are the names of those that its documents show."""
    digest, marks = hashlib.sha256(_engine()), hashlib.sha256()
    for name in sorted(pictures):  # one that a folder leads to which is a link may stand outside the project
        digest.update(os.fsencode(os.path.realpath(here.root / name)))
    for name, path in _files(here, pictures):
        told, mark = _read(name, path)
        digest.update(told)
        marks.update(mark)
    base = digest.digest()
    for name, position in _positions(here):
        told, mark = _read(name, position)
        digest.update(told)
        marks.update(mark)
    return Inputs(base, digest.digest(), marks.digest())


def templates_of_others(here: Project) -> Inputs:
    """Read the templates of other commands than `build`, which are judged but make none of its documents."""
    digest, marks = hashlib.sha256(), hashlib.sha256()
    for folder in (here.root / "templates", project.builtin_folder("templates")):
        for below in sorted(folder.iterdir()) if folder.is_dir() else ():
            for name, path in _below(below, below.name):
                told, mark = _read(name, path)
                digest.update(told)
                marks.update(mark)
    return Inputs(b"", digest.digest(), marks.digest())


def marks(here: Project, pictures: Iterable[str]) -> bytes:
    """Return the marks of the same files as they are now."""
    found = hashlib.sha256()
    for _, path in _files(here, pictures):
        found.update(mark(path))
    for _, position in _positions(here):
        found.update(mark(position))
    return found.digest()


def states(here: Project, pictures: Iterable[str]) -> dict[str, bytes]:
    """Return the mark of each of these files that is there, by its name from the root of the project."""
    positions = ((f"{here.name(here.data)}/{name}", path) for name, path in _positions(here))
    every: Iterator[tuple[str, Path | str]] = chain(_files(here, pictures), positions)
    return {name: state for name, path in every if (state := mark(path))}


def _files(here: Project, pictures: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Yield the files that all documents depend on, those too that could be there, each with its name."""
    for name in (project.SETTINGS, project.BASELINE, *sorted(pictures)):
        yield name, here.root / name
    for path in sorted(here.root.iterdir()):
        if path.name.lower().startswith("pejabat."):
            yield path.name, path
    for name in ("schema", "templates"):
        yield from _below(here.root / name, name)
        yield from _below(project.builtin_folder(name), f"builtin/{name}")


def _below(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not project.is_of_an_editor(path.name):
            yield f"{name}/{path.name}", path


def _positions(here: Project) -> Iterator[tuple[str, str]]:
    """Yield the positions' files; a Path of each of ten thousand would cost more than the file."""
    folder = f"{here.data}{os.sep}"
    return ((name, folder + name) for name in (project.data_names(here) if here.data.is_dir() else ()))


def _read(name: str, path: Path | str) -> tuple[bytes, bytes]:
    """Return what tells what a file says, and its mark; of what is none, its mark, of an unreadable one why it is.

    A link is not what it leads to: it may be refused.
    """
    told = f"{name}\0".encode(errors="surrogateescape")
    try:
        about = os.lstat(path)
        if stat.S_ISLNK(about.st_mode):
            content = Path(path).read_bytes() if Path(path).is_file() else mark_of(about)
            told += b"link to " + os.fsencode(Path(path).readlink())
        else:
            content = _content(path, about.st_size) if stat.S_ISREG(about.st_mode) else mark_of(about)
    except OSError as error:
        return told + f"error {error.errno}".encode(), b""
    return told + hashlib.sha256(content).digest(), mark_of(about)


def _content(path: Path | str, size: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, min(size + 1, _LARGEST))
    finally:
        os.close(descriptor)


def _engine() -> bytes:
    """Return what tells this iki from another: its version, its files, and those of its libraries."""
    every = [*(f"{above}{os.sep}{name}" for above, _, names in os.walk(_PACKAGE) for name in names)]
    specs = (find_spec(name) for name in _LIBRARIES)
    every += [spec.origin for spec in specs if spec is not None and spec.origin]
    files = sorted(path for path in every if not path.endswith(".pyc"))
    return f"{__version__} {sys.version}".encode() + b"".join(path.encode() + mark(path) for path in files)
