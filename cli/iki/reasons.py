"""Why each item changed: what the lines `Alasan: …` say in the messages of the commits that touched it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from iki.compare import compare
from iki.compare.changes import Changes, Item, JabatanChange
from iki.own import Labels
from iki.revisions import Between, at_commit, states
from iki.sandingan import Reason
from iki.trace import Walk, Wanted

_Found = Mapping[tuple[object, str], list[tuple[str, ...]]]
"""The reasons of each commit, the newest first, by what it touched: a label, and of a position the field."""


def reasons(between: Between, changes: Changes) -> Reason:
    """Return what tells the reasons of changes between two commits, or a commit and the disk."""
    items: dict[Item, Labels] = {item: frozenset((item,)) for item in _items(changes)}
    has_gone = any(change.new is None for change in changes.jabatan)
    wanted = Wanted(items=_at_the_tip(between, items), by_item=True, with_gone=has_gone)
    walk = Walk(between.repository, between.tip, between.base, wanted)
    if not any(commit.reasons for commit in walk.commits):  # most often: then there is nothing to follow
        return lambda _before, _after, _field: ""
    found = _found(walk)
    beyond = [(followed, _place_at(between, number)) for number, followed in walk.ends.items()]

    def of(before: Item | None, after: Item | None, part: str) -> list[tuple[str, ...]]:
        labels: Iterable[object] = (after,)
        if after is None and before is not None:
            labels = {each for followed, place_of in beyond for each in followed.of(place_of(before))}
        return [each for label in labels for each in found.get((label, part), ())]

    def reason(before: Item | None, after: Item | None, field: str) -> str:
        part = _part(before, after, field)
        told = of(before, after, part)
        if part == "sumber_data" and after is not None:  # which the office may give
            told += of(Item(), Item(), part)
        if before is None or after is None:  # what a new position says is as new as itself
            told += of(before and Item(before.jabatan), after and Item(after.jabatan), "")
        return _joined(dict.fromkeys(each for every in reversed(told) for each in every))

    return reason


def _found(walk: Walk) -> _Found:
    found: dict[tuple[object, str], list[tuple[str, ...]]] = defaultdict(list)
    for step in walk.steps():
        for entry, labels in step.told if step.commit.reasons else ():
            for label in labels:
                found[label, _part(entry.before, entry.after, entry.field)].append(step.commit.reasons)
    return found


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
