"""Why each item changed: what the lines `Alasan: …` say in the messages of the commits that touched it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from iki.commits import Commit
from iki.compare import compare
from iki.compare.changes import Changes, Item, JabatanChange
from iki.entries import Entry, entries
from iki.own import Labels
from iki.revisions import Between, Sides, at_commit, states
from iki.sandingan import Reason
from iki.trace import Followed, Walk, Wanted

Told = tuple[Commit | None, Entry]
"""One thing that happened, and the commit that did it; None where it is not committed yet."""


class Touched:
    """What happened to what between two states, the newest first, and which commits did it."""

    def __init__(self, between: Between, sides: Sides, changes: Changes) -> None:
        """Prepare to go back through the commits for all that changed from one side to the other."""
        items: dict[Item, Labels] = {item: frozenset((item,)) for item in _items(changes)}
        has_gone = any(change.new is None for change in changes.jabatan)
        on_disk = _on_disk(between, changes)
        wanted = Wanted(items=_at_the_tip(on_disk, items), by_item=True, with_gone=has_gone)
        self._between = between
        self._walk = Walk(between.repository, between.tip, between.base, wanted, sides.sources)
        self.commits = self._walk.commits
        self._on_disk: dict[tuple[bool, Item | None], list[Entry]] = defaultdict(list)
        for entry in entries(on_disk):
            self._on_disk[entry.after is None, entry.after or entry.before].append(entry)
        self._found: dict[object, list[tuple[Commit, Entry]]] = defaultdict(list)
        self._of_position: dict[object, list[tuple[int, Told]]] = defaultdict(list)
        self._beyond: list[tuple[Followed, Callable[[Item], Item | None]]] = []

    def read(self) -> None:
        """Go back through the commits."""
        for number, step in enumerate(self._walk.steps()):
            for entry, label in ((entry, label) for entry, labels in step.told for label in labels):
                self._found[label].append((step.commit, entry))
                for known in (label, label.jabatan) if isinstance(label, Item) else (label,):
                    self._of_position[known].append((number, (step.commit, entry)))
        self._beyond = [(items, _place_at(self._between, number)) for number, items in self._walk.ends.items()]

    def by(self, before: Item | None, after: Item | None, part: str) -> list[Commit]:
        """Return the commits that touched an item, of a position only one field; it is known by its newest place."""
        return [
            commit
            for label in self._labels(before, after)
            for commit, entry in self._found.get(label, ())
            if _part(entry.before, entry.after, entry.field) == part
        ]

    def told(self, before: Item | None, after: Item | None) -> list[Told]:
        """Return what happened to an item, also what is not committed yet; it is known by its newest place."""
        found: list[Told] = [(None, entry) for entry in self._on_disk.get((after is None, after or before), ())]
        return found + [each for label in self._labels(before, after) for each in self._found.get(label, ())]

    def newest(
        self, before: Item | None, after: Item | None, wanted: Callable[[Told], bool] = lambda _: True
    ) -> Told | None:
        """Return what happened last to a position, or to anything of it, of all that is wanted."""
        ids = {each.jabatan for each in (before, after) if each is not None}
        on_disk = ((None, entry) for every in self._on_disk.values() for entry in every if entry.jabatan in ids)
        uncommitted = next(filter(wanted, on_disk), None)
        if uncommitted is not None:
            return uncommitted
        known = {*self._labels(before, after), *ids}
        found = [next((each for each in self._of_position.get(one, ()) if wanted(each[1])), None) for one in known]
        return min(filter(None, found), key=lambda each: each[0], default=(0, None))[1]

    def _labels(self, before: Item | None, after: Item | None) -> Iterable[object]:
        if after is not None or before is None:
            return (after,)
        return {each for items, place_of in self._beyond for each in items.of(place_of(before))}


def reasons(between: Between, sides: Sides, changes: Changes) -> Reason:
    """Return what tells the reasons of changes between two commits, or a commit and the disk."""
    touched = Touched(between, sides, changes)
    if not any(commit.reasons for commit in touched.commits):  # most often: then there is nothing to follow
        return lambda _before, _after, _field: ""
    touched.read()

    def reason(before: Item | None, after: Item | None, field: str) -> str:
        part = _part(before, after, field)
        told = touched.by(before, after, part)
        if part == "sumber_data" and after is not None:  # which the office may give
            told += touched.by(Item(), Item(), part)
        if before is None or after is None:  # what a new position says is as new as itself
            told += touched.by(before and Item(before.jabatan), after and Item(after.jabatan), "")
        return _joined(dict.fromkeys(each for commit in reversed(told) for each in commit.reasons))

    return reason


def _joined(every: Iterable[str]) -> str:
    """Return reasons one after the other, as sentences or as parts of one."""
    whole = ""
    for each in every:
        between = "" if not whole else " " if whole[-1] in ".!?" else "; "
        whole += between + each
    return whole


def _place_at(between: Between, number: str) -> Callable[[Item], Item | None]:
    """Return where an item of the old state stands at a commit where the way left the range.

    That is another than the base where a side branch began before it.
    """
    if number == between.base:
        return lambda item: item
    sides = states(at_commit(between.repository, number, ""), at_commit(between.repository, between.base, ""))
    changed = {each.new.id: each for each in compare(sides.old, sides.new).jabatan if each.new is not None}
    return lambda item: changed[item.jabatan].was.get(item) if item.jabatan in changed else item


def _part(before: Item | None, after: Item | None, field: str) -> str:
    """Return what of an item has reasons of its own: a position's tasks have others than its functions."""
    item = after or before
    return field.partition(".")[0] if item is not None and not item.sasaran else ""


def _items(changes: Changes) -> Iterator[Item]:
    """Yield every item of what changed, as it is called in the new state."""
    if changes.kantor:
        yield Item()
    for jabatan in (change.new for change in changes.jabatan if change.new is not None):
        yield Item(jabatan.id)
        for sasaran in jabatan.sasaran:
            yield Item(jabatan.id, sasaran.nomor)
            for number in range(1, len(sasaran.indikator) + 1):
                yield Item(jabatan.id, sasaran.nomor, number)


def _on_disk(between: Between, changes: Changes) -> Changes:
    """Return what is on the disk otherwise than in the newest commit."""
    if not between.is_disk:
        return Changes((), ())
    if between.base == between.tip:
        return changes
    sides = states(at_commit(between.repository, between.tip, ""), between.new)
    return compare(sides.old, sides.new)


def _at_the_tip(on_disk: Changes, items: dict[Item, Labels]) -> dict[Item, Labels]:
    """Return the items as the newest commit has them: what is not yet committed may stand elsewhere on the disk."""
    changed: dict[str, JabatanChange] = {each.new.id: each for each in on_disk.jabatan if each.new is not None}
    found = {}
    for item, labels in items.items():
        was = changed[item.jabatan].was.get(item) if item.jabatan in changed else item
        if was is not None:
            found[was] = labels
    return found
