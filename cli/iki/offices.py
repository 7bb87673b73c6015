"""The projects that somebody names on the command line: each by its folder, or many by a pattern."""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from iki.characters import printable
from iki.errors import IkiError
from iki.project import SETTINGS, Project


def named(patterns: Sequence[str]) -> list[Project]:
    """Return the projects whose folders these are, in order and each once; a pattern such as `opd/*` names many.

    Of what a pattern meets only folders with settings are meant; whoever names a folder means that one.
    """
    found = {folder.resolve(): Project(folder) for pattern in patterns for folder in _folders(pattern)}
    return list(found.values())


def called(here: Project) -> str:
    """Return the way to a project from the working directory, with `/` at its end; nothing where that is it."""
    try:
        way = os.path.relpath(here.root).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        way = here.root.as_posix()
    return "" if way == "." else f"{way}/"


def _folders(pattern: str) -> Iterator[Path]:
    folder = Path(pattern)
    if glob.has_magic(pattern) and not folder.is_dir():
        every = map(Path, sorted(glob.glob(pattern)))  # noqa: PTH207 - a pattern may begin at the root of the disk
        folders = [each for each in every if (each / SETTINGS).is_file()]
        if not folders:
            raise IkiError(f"Tidak ada folder dengan {SETTINGS} yang cocok dengan '{printable(pattern)}'.")
        yield from folders
    elif (folder / SETTINGS).is_file():
        yield folder
    else:
        shown = printable(pattern) or "''"
        what = f"Di {shown} tidak ada {SETTINGS}" if folder.is_dir() else f"Folder {shown} tidak ada"
        raise IkiError(f"{what}; sebut folder proyek, atau pola seperti 'opd/*'.")
