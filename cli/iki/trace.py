"""The life of positions and indikator: what each commit did to them, followed back from the newest.

Every commit is compared with those it follows on, and an item keeps its identity through rewording, moves and files
that were renamed, on each side of a merge. Of a merge only that is told which none of its sides had.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from iki import load, project, tree
from iki.commits import Commit
from iki.compare import compare
from iki.compare.changes import Changes, Item, State
from iki.diagnostics import Diagnostic
from iki.entries import CAME, WENT, Entry, entries
from iki.history import Repository
from iki.model import Jabatan
from iki.past import PATHS, Edge, Files, Office, edges
from iki.revisions import file_of, id_of
from iki.source import Source

_AT_ONCE = 50
"""For so many commits the files are read at once: git is started seldom, and little is held."""

Labels = frozenset[object]
"""What somebody calls an item that he follows."""
SOUGHT = frozenset(("sought",))
"""The label of a position that was sought."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one commit did: each thing with the labels of what it happened to; and the files that it left unreadable."""

    commit: Commit
    told: tuple[tuple[Entry, Labels], ...]
    unread: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be followed: items of the newest state, and a position from where it is met; without both everything.

    With `by_item` each item is told of by itself, those that went too, by a label of their own; else a position stands
    for all of its items. `with_gone` asks for positions too of which nothing is left.
    """

    items: Mapping[Item, Labels] | None = None
    sought: str = ""
    by_item: bool = False
    with_gone: bool = False

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is asked for by itself."""
        return self.items is None and not self.sought


class Followed:
    """The items of one commit that are followed, by their positions: those of one are shared until they differ."""

    def __init__(self, items: Mapping[Item, Labels]) -> None:
        self._by_jabatan: dict[str, Mapping[Item, Labels]] = {}
        for item, labels in items.items():
            self.follow(item, labels)

    def __contains__(self, jabatan: str) -> bool:
        return jabatan in self._by_jabatan

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_jabatan)

    def of(self, item: Item | None) -> Labels:
        """Return the labels of an item."""
        return self.within(item.jabatan).get(item, frozenset()) if item is not None else frozenset()

    def within(self, jabatan: str) -> Mapping[Item, Labels]:
        """Return all items of a position with their labels."""
        return self._by_jabatan.get(jabatan, {})

    def follow(self, item: Item, labels: Labels) -> None:
        """Follow one more item, or by more labels."""
        self.take(item.jabatan, {item: labels})

    def take(self, jabatan: str, items: Mapping[Item, Labels]) -> None:
        """Follow items of one position."""
        own = self._by_jabatan.get(jabatan)
        if own is None:
            self._by_jabatan[jabatan] = items
        elif own is not items:
            self._by_jabatan[jabatan] = {**own, **{item: own.get(item, frozenset()) | items[item] for item in items}}


@dataclass(slots=True)
class _Seen:
    """What is known of a commit when the way back comes to it."""

    settings: str | None = None
    followed: Followed = field(default_factory=lambda: Followed({}))


class Walk:
    """A way back through the commits up to `until`, without those up to `since`."""

    def __init__(self, repository: Repository, until: str, since: str | None, wanted: Wanted) -> None:
        self.commits = repository.commits(until, since, PATHS)
        self.ends = Followed({})
        """The items of the state before the range that are followed, once the way has been gone."""
        self._repository, self._until, self._wanted = repository, until, wanted
        self._edges: dict[str, list[Edge]] = {}
        self._seen: dict[str, _Seen] = defaultdict(_Seen)
        self._files = Files(repository)

    def steps(self) -> Iterator[Step]:
        """Yield what each commit did, the newest first."""
        self._edges = edges(self._repository, self.commits)
        if self.commits:
            settings = self._repository.files(self._until).get(project.SETTINGS)
            self._files.fetch_all(
                map(file_of, {item.jabatan for item in self._wanted.items or ()}), self._edges.values()
            )
            self._seen[self.commits[0].number] = _Seen(settings, Followed(self._wanted.items or {}))
        for start in range(0, len(self.commits), _AT_ONCE):
            some = self.commits[start : start + _AT_ONCE]
            if self._wanted.is_everything:
                self._files.fetch(edge.changed.values() for commit in some for edge in self._edges[commit.number])
            for commit in some:
                yield self._step(commit)
                self._seen.pop(commit.number, None)
            if self._wanted.is_everything:
                self._files.forget()

    def _step(self, commit: Commit) -> Step:
        unread: dict[str, Diagnostic] = {}
        sides = [self._along(commit, edge, unread) for edge in self._edges[commit.number]]
        own = tuple(_own(sides))
        gone = {_what(entry): labels for entry, labels in own if _is_gone(entry)} if self._wanted.by_item else {}
        for edge, side in zip(self._edges[commit.number], sides, strict=True):
            for entry in (entry for entry, _ in side if _what(entry) in gone):
                if entry.before is not None:
                    self._at(edge.parent).followed.follow(entry.before, gone[_what(entry)])
        return Step(commit, own, tuple(unread.values()))

    def _at(self, parent: str | None) -> _Seen:
        """Return what is known of a commit on the way, or of where the way ends."""
        if parent is None or parent in self._edges:
            return self._seen[parent or ""]
        return _Seen(followed=self.ends)

    def _along(self, commit: Commit, edge: Edge, unread: dict[str, Diagnostic]) -> list[tuple[Entry, Labels]]:
        """Return what changed along an edge, and hand the items that are followed down to the older commit."""
        here, below = self._seen[commit.number], self._at(edge.parent)
        below.settings = edge.changed.get(project.SETTINGS, (here.settings, None))[0]
        names = self._names(here, commit, edge)
        changes = self._changes(commit, edge, names, (below.settings, here.settings), unread) if names else _NOTHING
        self._hand_down(here, below, changes)
        every = ((entry, self._labels(entry, commit, here)) for entry in entries(changes))
        return [(entry, labels) for entry, labels in every if labels or self._wanted.is_everything]

    def _names(self, here: _Seen, commit: Commit, edge: Edge) -> Collection[str]:
        """Return the names of the files that differ along an edge and can be about what is followed."""
        if self._wanted.is_everything:
            every_edge = self._edges[commit.number]
            return {name for name in edge.changed if all(name in each.changed for each in every_edge)}
        names = {name for name in edge.changed if _position(name) in here.followed}
        sought = file_of(self._wanted.sought)
        if edge.changed.get(sought, (None, None))[0] and sought not in names:
            names |= {sought, *(name for name, (old, _) in edge.changed.items() if old is None)}
        if self._wanted.with_gone or any(edge.changed[name][0] is None for name in names):
            names |= {name for name, (_, new) in edge.changed.items() if new is None}
        self._files.fetch_all(names, self._edges.values())
        return names

    def _changes(
        self,
        commit: Commit,
        edge: Edge,
        names: Iterable[str],
        settings: tuple[str | None, str | None],
        unread: dict[str, Diagnostic],
    ) -> Changes:
        offices = [self._files.office(each) for each in settings]
        every: tuple[dict[str, Jabatan], dict[str, Jabatan]] = ({}, {})
        for name in names:
            if name == project.SETTINGS:
                continue
            old, new = edge.changed[name]
            before = self._understood(edge.parent, name, old)
            after = self._files.position(name, new, commit.number)
            if isinstance(after, Diagnostic):
                unread[name] = after
            elif not isinstance(before, Diagnostic):
                for positions, source, office in zip(every, (before, after), offices, strict=True):
                    if source is not None:
                        positions[id_of(name)] = load.jabatan(source, id_of(name), office.kantor)
        changes = compare(*(_state(office, positions) for office, positions in zip(offices, every, strict=True)))
        return changes if project.SETTINGS in names else Changes((), changes.jabatan)

    def _understood(self, parent: str | None, name: str, number: str | None) -> Source | Diagnostic | None:
        """Return what a file said before, at the last time at which it could be understood."""
        found = self._files.position(name, number, parent)
        while isinstance(found, Diagnostic) and parent is not None and parent in self._edges:
            edge = self._edges[parent][0]
            number, parent = edge.changed.get(name, (number, None))[0], edge.parent
            self._files.fetch([[(number, None)]])
            found = self._files.position(name, number, parent)
        return found

    def _hand_down(self, here: _Seen, below: _Seen, changes: Changes) -> None:
        by_id = {each.new.id: each for each in changes.jabatan if each.new is not None}
        for jabatan in here.followed:
            items, change = here.followed.within(jabatan), by_id.get(jabatan)
            if change is None:
                below.followed.take(jabatan, items)
            elif change.old is not None:
                kept = {change.was[item]: labels for item, labels in items.items() if item in change.was}
                below.followed.take(change.old.id, kept)
        for change in changes.jabatan:
            if change.old is not None and change.old.id == self._wanted.sought:
                below.followed.follow(Item(change.old.id), SOUGHT)

    def _labels(self, entry: Entry, commit: Commit, here: _Seen) -> Labels:
        labels = here.followed.of(entry.after)
        if self._wanted.by_item:
            return frozenset(((commit.number, entry.before),)) if _is_gone(entry) else labels
        if _is_new(entry) and not entry.item:  # all that it holds came with it
            labels = frozenset(chain(*here.followed.within(entry.jabatan).values()))
        sought = entry.before is not None and entry.before.jabatan == self._wanted.sought != ""
        return labels | here.followed.of(Item(entry.jabatan)) | (SOUGHT if sought else frozenset())


_NOTHING = Changes((), ())


def _state(office: Office, positions: Mapping[str, Jabatan]) -> State:
    every_jabatan = tuple(positions[each] for each in tree.arrange(positions, office.kantor))
    return State(office.kantor, every_jabatan, office.bentuk)


def _own(sides: list[list[tuple[Entry, Labels]]]) -> Iterator[tuple[Entry, Labels]]:
    """Yield what is told along every side of a merge: what none of those had that it follows on.

    What is new along one side has changed along another where that one had something of it.
    """
    if len(sides) == 1:
        yield from sides[0]
        return
    same = [{_what(entry) for entry, _ in side} for side in sides]
    new = [{entry.after for entry, _ in side if _is_new(entry)} for side in sides]
    told: set[tuple[str, ...]] = set()
    for entry, labels in chain(*sides):
        what = _what(entry)
        every = zip(same, new, strict=True)
        if what not in told and all(what in side or (not _is_new(entry) and _has(came, entry)) for side, came in every):
            told.add(what)
            yield entry, labels


def _position(name: str) -> str:
    """Return the id of the position that a file is about, empty for the settings."""
    return "" if name == project.SETTINGS else id_of(name)


def _is_gone(entry: Entry) -> bool:
    return entry.kind == WENT and not entry.field


def _is_new(entry: Entry) -> bool:
    return entry.kind == CAME and not entry.field


def _has(items: Collection[Item | None], entry: Entry) -> bool:
    """Tell whether the item that an entry is about, or its whole position, is among some."""
    return entry.after is not None and (entry.after in items or Item(entry.after.jabatan) in items)


def _what(entry: Entry) -> tuple[str, ...]:
    """Return what tells an entry along one side of a merge from the others."""
    if _is_gone(entry):
        return (entry.jabatan, entry.kind, entry.old)
    return (entry.jabatan, entry.item, entry.field, entry.kind if not entry.field else "", entry.new)
