"""What `iki validate` found last, to be said again for as long as nothing that it looks at has changed."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from iki import cache, inputs, named
from iki.diagnostics import Diagnostic, Level, Location
from iki.project import Project
from iki.reported import Asked, Found

_FIRST = "iki-found 1 "
_MOST = 100_000
"""So many findings are kept; whoever has more, mends some first."""
_LEVELS = {str(level): level for level in Level}


class Recall:
    """What was found of a project when the same was asked, and whether that would be found again."""

    def __init__(self, here: Project, asked: Asked) -> None:
        """Read all that judging reads; of what an editor holds, or since a revision, nothing is known."""
        self._here = here
        self._is_possible = asked.may_recall and not here.instead and asked.since is None
        rules, files = [sorted(names) for names in asked.chosen], sorted(str(named.whole(file)) for file in asked.files)
        self._asked = repr((rules, files))
        self._place = cache.place(here.root, f"validate {rules} {bool(files)}")
        self._marks = b""
        self._pictures: list[str] = []
        self._key = self._told = ""
        try:
            if self._is_possible:
                self._read()
        except OSError:  # of a folder that cannot be looked into nothing is known
            self._is_possible = False

    def _read(self) -> None:
        content = cache.read(self._place, _FIRST)
        head, _, self._told = content.decode().partition("\n") if content is not None else ("", "", "")
        key, self._pictures = json.loads(head) if head else ("", [])
        read = inputs.inputs(self._here, self._pictures)
        others = inputs.templates_of_others(self._here)
        self._marks = read.marks + others.marks
        self._key = hashlib.sha256(read.whole + others.whole + self._asked.encode()).hexdigest()
        if key != self._key:
            self._told = ""

    def found(self) -> Found | None:
        """Return what was found, if the same would be found again."""
        if not self._told:
            return None
        rows, names, known = json.loads(self._told)
        return Found(list(map(_diagnostic, rows)), names, known, pictures=self._pictures)

    def keep(self, found: Found) -> Found:
        """Keep what was found now, unless somebody changed a file meanwhile; return it."""
        if self._is_possible and len(found.new) <= _MOST and self._marks == self._marks_now():
            if not set(found.pictures) <= set(self._pictures):  # only now it is known that these matter
                self._pictures = sorted({*found.pictures, *self._pictures})
                self._key = ""
            cache.write(self._place, _FIRST, lambda: self._lines(found))
        return found

    def _marks_now(self) -> bytes:
        return inputs.marks(self._here, self._pictures) + inputs.templates_of_others(self._here).marks

    def _lines(self, found: Found) -> Iterator[bytes]:
        yield f"{json.dumps([self._key, self._pictures])}\n".encode()
        yield json.dumps([[_row(each) for each in found.new], found.names, found.known]).encode()


def _row(each: Diagnostic) -> list[object]:
    return [*each.location, str(each.level), each.rule, each.message, each.hint, each.end, each.is_fixable]


def _diagnostic(row: list[Any]) -> Diagnostic:
    path, line, column, level, rule, message, hint, end, is_fixable = row
    where = Location(path, line, column)
    return Diagnostic(where, _LEVELS[level], rule, message, hint, tuple(end) if end else None, is_fixable)
