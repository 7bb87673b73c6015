"""The office's files at every commit: which of them differ along its history, and what they said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from iki import load, project
from iki.commits import Commit
from iki.diagnostics import Diagnostic
from iki.history import Changed, Repository
from iki.model import Bentuk, Kantor
from iki.revisions import DATA, Sources, is_of_the_office, read_position, read_settings
from iki.source import Source

PATHS = (DATA.rstrip("/"), project.SETTINGS)
"""What of the project is followed."""
_SHORT = 10


@dataclass(frozen=True, slots=True)
class Edge:
    """A commit and one of those it follows on (None before the first): the files of the office that differ."""

    parent: str | None
    changed: Changed


@dataclass(frozen=True, slots=True)
class Office:
    """The settings of one time."""

    kantor: Kantor
    bentuk: Bentuk = field(default_factory=Bentuk)


def called(commit: str | None) -> str:
    """Return what messages call a commit."""
    return (commit or "")[:_SHORT]


def edges(repository: Repository, every: Sequence[Commit]) -> dict[str, list[Edge]]:
    """Return what differs between each commit and those it follows on; nothing where those are not at hand."""
    trees: dict[str, str] = {each.number: each.tree for each in every}
    pairs = [(each, parent) for each in every for parent in dict.fromkeys(each.parents) or (None,)]
    trees |= repository.trees(parent for _, parent in pairs if parent is not None and parent not in trees)
    found: dict[str, list[Edge]] = {each.number: [] for each in every}
    unknown = repository.boundaries()
    pairs = [(each, parent) for each, parent in pairs if parent is not None or each.number not in unknown]
    changed = repository.changed([(trees[parent] if parent else None, each.tree) for each, parent in pairs], PATHS)
    for (commit, parent), files in zip(pairs, changed, strict=True):
        ours = {name: numbers for name, numbers in files.items() if is_of_the_office(name)}
        found[commit.number].append(Edge(parent, ours))
    return found


class Files:
    """The files of the office as they were, each read once; some are known already."""

    def __init__(self, repository: Repository, known: Sources | None = None) -> None:
        self._repository = repository
        self._contents: dict[str, bytes] = {}
        self._fetched: set[str] = set()
        self._read: dict[tuple[str, str], Source | Diagnostic] = {**(known or {})}
        self._offices: dict[str | None, Office | Diagnostic] = {None: Office(Kantor())}

    def fetch(self, every: Iterable[Iterable[tuple[str | None, str | None]]]) -> None:
        """Read the contents of files by their numbers, those that are not there yet."""
        numbers = {number for pairs in every for pair in pairs for number in pair if number is not None}
        self._contents |= self._repository.read(sorted(numbers - self._contents.keys()))

    def forget(self) -> None:
        """Let go of what has been read: there is more to come."""
        self._contents.clear()
        self._read.clear()

    def fetch_all(self, names: Iterable[str], every: Iterable[Iterable[Edge]]) -> None:
        """Read all contents that files of some names ever had."""
        wanted = set(names) - self._fetched
        if wanted:
            self._fetched |= wanted
            edges = (edge for edges in every for edge in edges)
            self.fetch([edge.changed[name] for name in wanted & edge.changed.keys()] for edge in edges)

    def position(self, name: str, number: str | None, commit: str | None) -> Source | Diagnostic | None:
        """Return what a position's file said, or the first thing that keeps it from being understood."""
        if number is None:
            return None
        if (name, number) not in self._read:
            source, faults = read_position(self._contents[number], f"{called(commit)}:{name}")
            self._read[name, number] = faults[0] if faults else source
        return self._read[name, number]

    def office(self, number: str | None, commit: str | None) -> Office | Diagnostic:
        """Return the settings of one time, or the first thing that keeps them from being understood."""
        if number is not None and number not in self._offices:
            self.fetch([[(number, None)]])
            source, faults = read_settings(self._contents[number], f"{called(commit)}:{project.SETTINGS}")
            self._offices[number] = faults[0] if faults else Office(load.kantor(source), load.bentuk(source))
        return self._offices[number]
