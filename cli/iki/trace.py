"""The life of positions and indikator: what each commit did to them, followed back from the newest.

Every commit is compared with those it follows on, and an item keeps its identity through rewording, moves and files
that were renamed, on each side of a merge. Of a merge only that is told which none of its sides had.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from iki import load, project, tree
from iki.commits import Commit
from iki.compare import compare
from iki.compare.changes import Changes, Item, State
from iki.diagnostics import Diagnostic
from iki.entries import Entry, entries
from iki.history import Repository
from iki.model import Jabatan, Kantor
from iki.own import Labels, Told, is_gone, is_new, own
from iki.past import PATHS, Edge, Files, Office, edges
from iki.revisions import Sources, file_of, id_of
from iki.source import Source

_AT_ONCE = 50
"""For so many commits the files are read at once: git is started seldom, and little is held."""

SOUGHT = frozenset(("sought",))
"""The label of a position that was sought."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one commit did, each thing with the labels of what it happened to, and the files that it left unreadable."""

    commit: Commit
    told: tuple[Told, ...]
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

    def __init__(
        self, repository: Repository, until: str, since: str | None, wanted: Wanted, known: Sources | None = None
    ) -> None:
        """Prepare to go back; some of the files are known already."""
        self.commits = repository.commits(until, since, PATHS)
        self.ends: dict[str, Followed] = {}
        """The items that are followed beyond the range, by the commits where the way left it, once it has been gone."""
        self._repository, self._until, self._wanted = repository, until, wanted
        self._sought: dict[str, Labels] = {wanted.sought: SOUGHT} if wanted.sought else {}
        self._edges: dict[str, list[Edge]] = {}
        self._seen: dict[str, _Seen] = defaultdict(_Seen)
        self._files = Files(repository, known)

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
        every_edge = self._edges[commit.number]
        sides = [self._along(commit, edge, unread) for edge in every_edge]
        told = own(sides)
        for each in told:
            for edge, before in zip(every_edge, each.befores, strict=True):
                if self._wanted.by_item and is_gone(each.entry) and before is not None:
                    self._at(edge.parent).followed.follow(before, each.labels)
                elif each.labels and is_new(each.entry) and not each.entry.item:
                    self._sought[each.entry.jabatan] = self._sought.get(each.entry.jabatan, frozenset()) | each.labels
        return Step(commit, tuple((each.entry, each.labels) for each in told), tuple(unread.values()))

    def _at(self, parent: str | None) -> _Seen:
        """Return what is known of a commit on the way, or of where the way ends."""
        if parent is None or parent in self._edges:
            return self._seen[parent or ""]
        return _Seen(followed=self.ends.setdefault(parent, Followed({})))

    def _along(self, commit: Commit, edge: Edge, unread: dict[str, Diagnostic]) -> list[Told]:
        """Return what changed along an edge, and hand the items that are followed down to the older commit."""
        here, below = self._seen[commit.number], self._at(edge.parent)
        below.settings = edge.changed.get(project.SETTINGS, (here.settings, None))[0]
        names = self._names(here, commit, edge)
        read = partial(self._changes, commit, edge, settings=(below.settings, here.settings), unread=unread)
        changes = read(names) if names else _NOTHING
        others = edge.changed.keys() - names
        if others and edge.parent is not None and self._has_come(changes, here):
            self._files.fetch_all(others, self._edges.values())
            changes = read(edge.changed.keys())
        self._hand_down(here, below, changes)
        every = ((entry, self._labels(entry, commit, here)) for entry in entries(changes))
        return [(entry, labels) for entry, labels in every if labels or self._wanted.is_everything]

    def _has_come(self, changes: Changes, here: _Seen) -> bool:
        """Tell whether something that is followed came: it may have stood in another position before."""
        return any(
            is_new(entry) and entry.item and (here.followed.of(entry.after) or here.followed.of(Item(entry.jabatan)))
            for entry in entries(changes)
        )

    def _names(self, here: _Seen, commit: Commit, edge: Edge) -> Collection[str]:
        """Return the names of the files that differ along an edge and can be about what is followed."""
        if self._wanted.is_everything:
            every_edge = self._edges[commit.number]
            return {name for name in edge.changed if all(name in each.changed for each in every_edge)}
        names = {name for name in edge.changed if _position(name) in here.followed}
        sought = {file_of(each) for each in self._sought} - names
        sought = {name for name in sought if edge.changed.get(name, (None, None))[0] is not None}
        gone = {name for name, (_, new) in edge.changed.items() if new is None}
        came = {name for name, (old, _) in edge.changed.items() if old is None}
        if names and gone and came:  # one may be the other, and others name it
            names |= gone | came
        if sought:
            names |= sought | came
        if self._wanted.with_gone:
            names |= gone
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
        offices = self._offices(commit, edge, settings, unread)
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

    def _offices(
        self, commit: Commit, edge: Edge, settings: tuple[str | None, str | None], unread: dict[str, Diagnostic]
    ) -> tuple[Office, Office]:
        """Return the settings before and after; what cannot be understood counts as not changed."""
        after = self._files.office(settings[1], commit.number)
        parent, number = edge.parent, settings[0]
        before = self._files.office(number, parent)
        while isinstance(before, Diagnostic) and parent is not None and self._edges.get(parent):
            below = self._edges[parent][0]
            number, parent = below.changed.get(project.SETTINGS, (number, None))[0], below.parent
            before = self._files.office(number, parent)
        if isinstance(after, Diagnostic):
            if project.SETTINGS in edge.changed:
                unread[project.SETTINGS] = after
            after = before
        office = after if isinstance(after, Office) else Office(Kantor())
        return (before if isinstance(before, Office) else office), office

    def _understood(self, parent: str | None, name: str, number: str | None) -> Source | Diagnostic | None:
        """Return what a file said before, at the last time at which it could be understood."""
        found = self._files.position(name, number, parent)
        while isinstance(found, Diagnostic) and parent is not None and self._edges.get(parent):
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
            else:
                kept: dict[str, dict[Item, Labels]] = defaultdict(dict)
                for item in items.keys() & change.was.keys():
                    kept[change.was[item].jabatan][change.was[item]] = items[item]
                for old, those in kept.items():
                    below.followed.take(old, those)
        for went in (change.old.id for change in changes.jabatan if change.old is not None):
            if went in self._sought and went not in here.followed:
                below.followed.follow(Item(went), self._sought[went])

    def _labels(self, entry: Entry, commit: Commit, here: _Seen) -> Labels:
        labels = here.followed.of(entry.after)
        if is_new(entry) and not entry.item:  # all that it holds came with it
            labels = frozenset(chain(*here.followed.within(entry.jabatan).values()))
        if self._wanted.by_item:
            return frozenset(((commit.number, entry.before),)) if is_gone(entry) else labels
        before = entry.before.jabatan if entry.before is not None else ""
        sought = self._sought.get(before, frozenset()) if before not in here.followed else frozenset()
        return labels | here.followed.of(Item(entry.jabatan)) | sought


_NOTHING = Changes((), ())


def _state(office: Office, positions: Mapping[str, Jabatan]) -> State:
    every_jabatan = tuple(positions[each] for each in tree.arrange(positions, office.kantor))
    return State(office.kantor, every_jabatan, office.bentuk)


def _position(name: str) -> str:
    """Return the id of the position that a file is about, empty for the settings."""
    return "" if name == project.SETTINGS else id_of(name)
