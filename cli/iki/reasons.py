"""Why each item changed: what the lines `Alasan: …` say in the messages of the commits that touched it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from iki.commits import Commit
from iki.compare import compare
from iki.compare.changes import Changes, Item, JabatanChange
from iki.own import Labels
from iki.revisions import Between, at_commit, states
from iki.sandingan import Reason
from iki.trace import Followed, Walk, Wanted


class Touched:
    """Which commits touched what, the newest first; `items` are those of the new state that are asked for."""

    def __init__(self, between: Between, changes: Changes) -> None:
        items: dict[Item, Labels] = {item: frozenset((item,)) for item in _items(changes)}
        has_gone = any(change.new is None for change in changes.jabatan)
        wanted = Wanted(items=_at_the_tip(between, items), by_item=True, with_gone=has_gone)
        self._between, self._walk = between, Walk(between.repository, between.tip, between.base, wanted)
        self.commits = self._walk.commits
        self._found: dict[tuple[object, str], list[Commit]] = defaultdict(list)
        self._beyond: list[tuple[Followed, Callable[[Item], Item | None]]] = []

    def read(self) -> None:
        """Go back through the commits."""
        for step in self._walk.steps():
            for entry, labels in step.told:
                for label in labels:
                    self._found[label, _part(entry.before, entry.after, entry.field)].append(step.commit)
        self._beyond = [(items, _place_at(self._between, number)) for number, items in self._walk.ends.items()]

    def by(self, before: Item | None, after: Item | None, part: str) -> list[Commit]:
        """Return the commits that touched an item, of a position only one field; it is known by its newest place."""
        return [each for label in self._labels(before, after) for each in self._found.get((label, part), ())]

    def newest(self, before: Item | None, after: Item | None) -> Commit | None:
        """Return the last commit that touched a position, or anything of it."""
        labels = set(self._labels(before, after))
        jabatan = {each.jabatan for each in (before, after) if each is not None}
        numbers = {
            commit.number
            for (label, _), commits in self._found.items()
            for commit in commits
            if label in labels or (isinstance(label, Item) and label.jabatan in jabatan)
        }
        return next((commit for commit in self.commits if commit.number in numbers), None)

    def _labels(self, before: Item | None, after: Item | None) -> Iterable[object]:
        if after is not None or before is None:
            return (after,)
        return {each for items, place_of in self._beyond for each in items.of(place_of(before))}


def reasons(between: Between, changes: Changes) -> Reason:
    """Return what tells the reasons of changes between two commits, or a commit and the disk."""
    touched = Touched(between, changes)
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


def _at_the_tip(between: Between, items: dict[Item, Labels]) -> dict[Item, Labels]:
    """Return the items as the newest commit has them: what is not yet committed may stand elsewhere on the disk."""
    if not between.is_disk:
        return items
    sides = states(at_commit(between.repository, between.tip, ""), between.new)
    changed: dict[str, JabatanChange] = {
        each.new.id: each for each in compare(sides.old, sides.new).jabatan if each.new is not None
    }
    found = {}
    for item, labels in items.items():
        was = changed[item.jabatan].was.get(item) if item.jabatan in changed else item
        if was is not None:
            found[was] = labels
    return found
