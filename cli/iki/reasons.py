"""Why each item changed: what the lines `Alasan: …` say in the messages of the commits that touched it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from iki.compare import compare
from iki.compare.changes import Changes, Item, JabatanChange
from iki.revisions import Between, at_commit, states
from iki.sandingan import Reason
from iki.trace import Labels, Walk, Wanted


def reasons(between: Between, changes: Changes) -> Reason:
    """Return what tells the reasons of changes between two commits, or a commit and the disk."""
    items: dict[Item, Labels] = {item: frozenset((item,)) for item in _items(changes)}
    has_gone = any(change.new is None for change in changes.jabatan)
    wanted = Wanted(items=_at_the_tip(between, items), by_item=True, with_gone=has_gone)
    walk = Walk(between.repository, between.tip, between.base, wanted)
    if not any(commit.reasons for commit in walk.commits):
        return lambda _before, _after, _field: ""
    found: dict[tuple[object, str], list[tuple[str, ...]]] = defaultdict(list)
    for step in walk.steps():
        for entry, labels in step.told if step.commit.reasons else ():
            for label in labels:
                found[label, _part(entry.before, entry.after, entry.field)].append(step.commit.reasons)

    def reason(before: Item | None, after: Item | None, field: str) -> str:
        told = _of(before, after, _part(before, after, field))
        if before is None or after is None:  # what a new position says is as new as itself
            told = (*told, *_of(before and Item(before.jabatan), after and Item(after.jabatan), ""))
        return _joined(dict.fromkeys(each for every in reversed(told) for each in every))

    def _of(before: Item | None, after: Item | None, part: str) -> tuple[tuple[str, ...], ...]:
        labels: Iterable[object] = (after,) if after is not None else walk.ends.of(before)
        return tuple(each for label in labels for each in found.get((label, part), ()))

    return reason


def _joined(every: Iterable[str]) -> str:
    """Return reasons one after the other, as sentences or as parts of one."""
    whole = ""
    for each in every:
        between = "" if not whole else " " if whole[-1] in ".!?" else "; "
        whole += between + each
    return whole


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
