"""A project as it was at a commit, laid out in a folder of its own that is gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iki import project
from iki.characters import printable, shortened
from iki.errors import IkiError, reason
from iki.history import Repository
from iki.project import Project

_FOLDERS = ("data/jabatan/", "templates/", "schema/")
_FILES = (project.SETTINGS, project.PEOPLE, project.BASELINE)
_PICTURES = (".png", ".jpg", ".jpeg")
SHORT = 10
"""So many letters of a commit's number stand in names."""
_ODD = frozenset(("", ".", ".."))
_MOST = 500_000_000
"""In bytes: git packs blanks so tightly that a small clone can hold more than any disk."""


@contextmanager
def laid_out(repository: Repository, revision: str) -> Iterator[tuple[Project, str]]:
    """Yield the project of a revision, and the number of its commit; all that a build reads of it is there."""
    commit = repository.commit(revision)
    wanted = {name: number for name, number in repository.files(commit).items() if _is_wanted(name)}
    if project.SETTINGS not in wanted:
        raise IkiError(f"Di revisi '{printable(shortened(revision))}' belum ada {project.SETTINGS}: bukan proyek iki.")
    sizes = repository.sizes(wanted.values())
    if sum(sizes.get(number, 0) for number in wanted.values()) > _MOST:
        raise IkiError(f"Di revisi '{printable(shortened(revision))}' proyek ini lebih dari {_MOST // 1_000_000} MB.")
    contents = repository.read(wanted.values())
    with tempfile.TemporaryDirectory(prefix="iki-") as folder:
        root = Path(folder)
        try:
            for name, number in wanted.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(contents[number])
        except OSError as error:
            raise IkiError(f"Revisi itu tidak dapat disiapkan ({reason(error)}). Periksa ruang disk.") from error
        yield Project(root), commit


def _is_wanted(name: str) -> bool:
    """Tell whether a build may read a file; one whose name leads elsewhere is nobody's, whatever a tree says."""
    if not _ODD.isdisjoint(name.split("/")) or not {"\\", ":", "\0"}.isdisjoint(name):
        return False
    return name in _FILES or name.startswith(_FOLDERS) or name.lower().endswith(_PICTURES)
