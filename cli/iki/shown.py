"""What reports show of a project's files: their lines, and the way to them from the top of the repository."""

from collections.abc import Callable
from functools import cache

from iki.errors import IkiError
from iki.project import Project, odd_kind, read_bytes
from iki.source import MAX_BYTES

_OF_LINES = frozenset((".yaml", ".tsv"))


def line_of(project: Project) -> Callable[[str, int], str]:
    """Return what gives a line of a file with data by the file's name (lines from 1); empty where there is none."""

    @cache
    def lines(name: str) -> list[str]:
        path = project.root / name
        content = project.instead.get(path.resolve()) if project.instead else None
        try:
            if content is None:
                is_shown = path.suffix in _OF_LINES and not odd_kind(path) and path.is_file()
                content = read_bytes(path) if is_shown else b""
            text = content[:MAX_BYTES].decode("utf-8-sig")
        except (IkiError, UnicodeDecodeError):  # of what cannot be read, and of no text, there is no line to show
            return []
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line_of_file(name: str, line: int) -> str:
        every = lines(name)
        return every[line - 1] if 0 < line <= len(every) else ""

    return line_of_file


def prefix(project: Project) -> str:
    """Return the way from the top of the git repository to the project, with `/` at its end; empty where it is that."""
    root = project.root.resolve()
    top = next((each for each in (root, *root.parents) if (each / ".git").exists()), root)
    return "".join(f"{part}/" for part in root.relative_to(top).parts)
