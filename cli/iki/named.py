"""The files that somebody names on the command line, and the project that they are of."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from iki import project
from iki.characters import printable
from iki.errors import IkiError
from iki.project import Project


def project_of(files: Sequence[Path]) -> Project:
    """Return the project of the first file that is named, else the one of the working directory."""
    for file in files:
        if not os.path.lexists(file):
            raise IkiError(f"{printable(str(file))} tidak ada. Periksa ejaan nama berkasnya.")
    first = whole(files[0]) if files else Path.cwd()
    return project.find(first if first.is_dir() else first.parent)


def project_with(file: Path, content: bytes) -> Project:
    """Return the project of a file, in which that file says what is given instead of what lies on the disk."""
    path = whole(file)
    here = project.find(path.parent)
    if path.parent != here.data.resolve() and path not in {here.settings.resolve(), here.people.resolve()}:
        raise IkiError(f"{printable(str(file))} bukan berkas data proyek ini. Sebut misalnya berkas di data/jabatan.")
    return replace(here, instead={path: content})


def whole(file: Path) -> Path:
    """Return the path from the root of the disk; a file that is a link keeps its own name, to be refused under it."""
    return file.resolve() if file.is_dir() else file.parent.resolve() / file.name


def names(files: Sequence[Path], here: Project, judged: Sequence[str]) -> set[str]:
    """Return which of the judged files are meant; without names all of them."""
    if not files:
        return set(judged)
    known = {above for name in judged for above in _and_above(here.root / name)}
    for path in map(whole, files):
        if path not in known:
            raise IkiError(
                f"{printable(str(path))} bukan berkas proyek ini. "
                "iki memeriksa iki.yaml, pejabat.yaml, berkas di data/jabatan/, dan templat di templates/."
            )
    return set(filter(meant(files, here), judged))


def meant(files: Sequence[Path], here: Project) -> Callable[[str], bool]:
    """Return what tells of a file's name, from the root of the project, whether it is one of these or below one."""
    every = frozenset(map(whole, files))
    return lambda name: not every.isdisjoint(_and_above(here.root / name))


def _and_above(path: Path) -> Iterator[Path]:
    """Yield a path and the folders that it stands in."""
    yield path
    yield from path.parents
