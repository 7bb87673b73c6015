"""What iki says about somebody's YAML or template: values, collected, never raised."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

MOST_IN_A_FILE = 200


class Level(StrEnum):
    """How grave a finding is; only an error keeps a document from being built."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Location(NamedTuple):
    """A place in a file: its path relative to the project with `/`, line and column counted from 1."""

    path: str
    line: int
    column: int


class Diagnostic(NamedTuple):
    """One finding: where, how grave, which rule speaks, what is wrong and what to do (`hint` may be empty).

    `end` is the line and the column after its last letter, where it is about certain letters; one that `is_fixable`
    goes away with `iki fix`.
    """

    location: Location
    level: Level
    rule: str
    message: str
    hint: str = ""
    end: tuple[int, int] | None = None
    is_fixable: bool = False

    def below(self, start: str) -> "Diagnostic":
        """Return the same finding with something before its file's name, such as a revision."""
        return self._replace(location=self.location._replace(path=f"{start}{self.location.path}")) if start else self


def limited(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings of one file, but of each level no more than anyone would read: the rest are only mentioned.

    Beyond that many errors nothing is looked for either, so that no file can keep iki busy with its faults alone; no
    number of warnings hides an error.
    """
    told: Counter[Level] = Counter()
    for diagnostic in found:
        count = told[diagnostic.level] = told[diagnostic.level] + 1
        if count <= MOST_IN_A_FILE:
            yield diagnostic
        elif count == MOST_IN_A_FILE + 1:
            hint = "Perbaiki dahulu yang sudah disebut, lalu jalankan lagi."
            yield diagnostic._replace(rule="terlalu-banyak", message="Masih ada temuan lain di berkas ini.", hint=hint)
        if count > MOST_IN_A_FILE and diagnostic.level is Level.ERROR:
            return


def by_place(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Order findings by file and place; those of one place keep the order in which they were found."""
    return tuple(sorted(diagnostics, key=attrgetter("location")))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding keeps the documents from being built."""
    return any(diagnostic.level is Level.ERROR for diagnostic in diagnostics)
