"""What `iki validate` found last, to be said again for as long as nothing that it looks at has changed."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from iki import cache, inputs, named
from iki.diagnostics import Diagnostic, Level, Location
from iki.errors import IkiError
from iki.project import Project
from iki.reported import Asked, Found

_FIRST = "iki-found 1 "
"""How such a file begins; another shape needs another number."""
_MOST = 100_000
"""So many findings are kept; whoever has more, mends some first."""
_LEVELS = {str(level): level for level in Level}


class Recall:
    """What was found of a project when the same was asked, and whether that would be found again."""

    def __init__(self, here: Project, asked: Asked) -> None:
        """Read all that judging reads; of what an editor holds, or since a revision, nothing is known."""
        self._here = here
        self._is_possible = asked.may_recall and not here.instead and asked.since is None and here.data.is_dir()
        rules, files = [sorted(names) for names in asked.chosen], sorted(str(named.whole(file)) for file in asked.files)
        self._asked = repr((rules, files))
        self._slot = f"validate {rules} {bool(files)}"
        self._found: Found | None = None
        self._pictures: list[str] = []
        self._key, self._marks = "", b""
        if self._is_possible:
            try:
                self._read()
            except OSError:  # of a folder that cannot be looked into nothing is known
                self._is_possible = False

    def _read(self) -> None:
        key, self._pictures, told = self._kept()
        read = inputs.inputs(self._here, self._pictures)
        others = inputs.templates_of_others(self._here)
        self._key = hashlib.sha256(read.whole + others.whole + self._asked.encode()).hexdigest()
        self._marks = read.marks + others.marks
        if key == self._key:
            self._found = _found(told)

    def _kept(self) -> tuple[str, list[str], str]:
        """Return the key of what was found last, the pictures that were looked at, and what was found."""
        content = cache.read(self._here.root, self._slot, _FIRST) or b""
        head, _, told = content.decode().partition("\n")
        key, pictures = json.loads(head) if head else ("", [])
        return key, pictures, told

    def found(self) -> Found | None:
        """Return what was found, if the same would be found again."""
        return self._found

    def keep(self, found: Found) -> Found:
        """Keep what was found now, unless somebody changed a file meanwhile; return it."""
        if self._is_possible and len(found.new) <= _MOST and self._is_unchanged():
            if not set(found.pictures) <= set(self._pictures):  # only now it is known that these matter
                self._pictures = sorted({*found.pictures, *self._pictures})
                self._key = ""
            lines = tuple(self._lines(found))
            cache.write(self._here.root, self._slot, _FIRST, lambda: iter(lines))
        return found

    def _is_unchanged(self) -> bool:
        try:
            now = inputs.marks(self._here, self._pictures) + inputs.templates_of_others(self._here).marks
        except (OSError, IkiError):
            return False
        return now == self._marks

    def _lines(self, found: Found) -> Iterator[bytes]:
        yield f"{json.dumps([self._key, self._pictures])}\n".encode()
        yield json.dumps([[_row(each) for each in found.new], found.names, found.known]).encode()


def _found(told: str) -> Found:
    rows, names, known = json.loads(told)
    return Found(list(map(_diagnostic, rows)), names, known)


def _row(each: Diagnostic) -> list[object]:
    return [*each.location, str(each.level), each.rule, each.message, each.hint, each.end, each.is_fixable]


def _diagnostic(row: list[Any]) -> Diagnostic:
    path, line, column, level, rule, message, hint, end, is_fixable = row
    where = Location(path, line, column)
    return Diagnostic(where, _LEVELS[level], rule, message, hint, tuple(end) if end else None, is_fixable)
