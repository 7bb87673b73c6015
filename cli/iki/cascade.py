"""What is to be looked at between two revisions: of files that are the same in both, only those that may say it."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from iki import load, tree
from iki.compare import compare
from iki.compare.changes import Changes
from iki.diagnostics import Diagnostic, Location
from iki.impact import Suspect, changed_positions, suspects
from iki.model import Jabatan
from iki.project import SETTINGS
from iki.revisions import Between, Side, Sides, file_of, id_of, read_position, states
from iki.source import Source, Trail


class Compared(NamedTuple):
    """Two sides with what changed, the items that are to be looked at for that, and files that may hold others.

    These cannot be understood; they are the same on both sides, so that for what changed they do not matter.
    """

    between: Between
    sides: Sides
    changes: Changes
    suspects: tuple[Suspect, ...]
    unread: tuple[Diagnostic, ...]


def compared(between: Between) -> Compared | tuple[Diagnostic, ...]:
    """Compare two sides, or return what keeps their files from being understood."""
    sides = states(between.old, between.new)
    if sides.faults:
        return sides.faults
    changes = compare(sides.old, sides.new)
    return Compared(between, sides, changes, *_cascade(between.new, sides, changes))


def _cascade(new: Side, sides: Sides, changes: Changes) -> tuple[tuple[Suspect, ...], tuple[Diagnostic, ...]]:
    """Return which items of the new side are to be looked at, and what keeps files from being asked."""
    ids = changed_positions(changes)
    if not ids:
        return (), ()
    loaded = {file_of(each.id) for each in sides.new.every_jabatan}
    names = [each for each in new.files if each != SETTINGS and each not in loaded]
    every, sources, faults = dict[str, Jabatan](), dict[str, Source](), list[Diagnostic]()
    for name, text in _naming(ids, new.read(names)):
        source, found = read_position(text, f"{new.name}{name}")
        faults += found
        if not found:
            sources[id_of(name)] = source
            every[id_of(name)] = load.jabatan(source, id_of(name), sides.new.kantor)

    def place(identity: str, trail: Trail) -> Location:
        name = file_of(identity)
        source = sources.get(identity) or sides.sources[name, new.files[name]]
        return source.place(trail)._replace(path=f"{new.name}{name}")

    by_id = every | {each.id: each for each in sides.new.every_jabatan}
    after = [by_id[each] for each in tree.arrange(by_id, sides.new.kantor)]
    before = (*sides.old.every_jabatan, *every.values())
    return tuple(suspects(before, after, changes, place)), tuple(faults)


def _naming(ids: Collection[str], contents: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files in which a link to one of some positions may stand, also where letters are written as numbers."""
    links = re.compile(b"|".join((*(re.escape(f"{each}/".encode()) for each in sorted(ids)), rb"\\[xuU/]")))
    return ((name, text) for name, text in contents.items() if links.search(text))
