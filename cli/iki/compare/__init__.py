"""Two states of an office's positions → what changed: a value, from which the new state follows from the old.

An item is known by its `id` where it has one, else by its wording and place; reworded and moved it is one change, not
two. What only changed its number because something above it came or went has not moved.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from iki.compare.changes import Changes, Field, IndikatorChange, Item, JabatanChange, Place, SasaranChange, State
from iki.compare.elsewhere import told_of_each_other
from iki.compare.following import marked, renamed, with_followers
from iki.compare.order import moved
from iki.compare.similar import Likeness, alike, contained, left_over, paired, paired_rest
from iki.model import Indikator, Jabatan, Kantor, Sasaran

_Change = TypeVar("_Change")
_Item = TypeVar("_Item")
_ITEMS = frozenset(("trail", "has_own_sumber_data", "indikator", "sasaran", "dokumen"))
"""What is compared by itself, or says only where something stands or is written."""
_LEAST_ITEM, _LEAST_JABATAN = 0.45, 0.6
"""From so alike on, two items of wordings that differ are one that was reworded."""
_LEAST_IN_PLACE = 0.25
"""So alike at least is what took the place of what went."""
_MOST_OF_IT = 0.8
"""An item that shares so much of another's words was made of it."""


def compare(old: State, new: State) -> Changes:
    """Return what changed from one state to another."""
    kantor = (
        *_fields(old.kantor, new.kantor),
        *_fields(old.kantor.dokumen, new.kantor.dokumen, "dokumen."),
        *_fields(old.bentuk, new.bentuk),
    )
    pairs = paired(old.every_jabatan, new.every_jabatan, _OF_POSITIONS, _LEAST_JABATAN)
    changes = {}
    for i, j in pairs.items():
        before, after = old.every_jabatan[i], new.every_jabatan[j]
        if before != after:
            changes[i] = _Comparison(before, after, old.kantor, new.kantor).change()
    added = {j: JabatanChange(None, each) for j, each in enumerate(new.every_jabatan) if j not in set(pairs.values())}
    removed = {i: JabatanChange(each, None) for i, each in enumerate(old.every_jabatan) if i not in pairs}
    every = tuple(told_of_each_other(tuple(_in_order(pairs, changes, added, removed))))
    ids = renamed(every)
    return Changes(
        marked(kantor, ids), tuple(with_followers(every, ids)), (old.kantor.sumber_data, new.kantor.sumber_data)
    )


def _in_order(
    pairs: dict[int, int], changed: dict[int, _Change], added: dict[int, _Change], removed: dict[int, _Change]
) -> Iterator[_Change]:
    """Yield changes as the new state has them, each one that went behind what it stood behind.

    What changed and what went is known by its old place, what came by its new one.
    """
    placed = [((pairs[i], 0, 0), change) for i, change in changed.items()]
    placed += [((j, 0, 0), change) for j, change in added.items()]
    for i, change in removed.items():
        before = next((pairs[place] for place in range(i, -1, -1) if place in pairs), -1)
        placed.append(((before, 1, i), change))
    return (change for _, change in sorted(placed, key=lambda each: each[0]))


def _fields(old: object, new: object, prefix: str = "") -> Iterator[Field]:
    left_out = _ITEMS | {"nomor"} if isinstance(old, Sasaran) else _ITEMS
    for name in (each.name for each in fields(old) if each.name not in left_out):  # type: ignore[arg-type]
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Field(f"{prefix}{name}", before, after)


def _score_of_positions(one: Jabatan, other: Jabatan) -> float:
    names = alike(one.nama, other.nama)
    return (names + alike(" ".join(_wordings(one)), " ".join(_wordings(other)))) / 2


def _wordings(jabatan: Jabatan) -> Iterator[str]:
    for sasaran in jabatan.sasaran:
        yield sasaran.uraian or ""
        yield from (indikator.nama for indikator in sasaran.indikator)


def _are_two(one: Sasaran | Indikator, other: Sasaran | Indikator) -> bool:
    """Tell whether two items have ids that differ; with the same words one may have been given another id."""
    if one.id is None or other.id is None or one.id == other.id:
        return False
    return _wording(one) != _wording(other)


def _wording(item: Sasaran | Indikator) -> str | None:
    return item.nama if isinstance(item, Indikator) else item.uraian


def _score_of_sasaran(one: Sasaran, other: Sasaran) -> float:
    if _are_two(one, other):
        return 0.0
    ours, theirs = (" ".join(each.nama for each in sasaran.indikator) for sasaran in (one, other))
    return 0.6 * alike(one.uraian, other.uraian) + 0.4 * alike(ours, theirs)


@dataclass(frozen=True, slots=True)
class _Standing:
    """An indikator where it stands; `parent` is the old place of its sasaran, or below 0 for one that is new."""

    indikator: Indikator
    place: Place
    parent: int


def _score_of_indikator(one: _Standing, other: _Standing) -> float:
    mine, theirs = one.indikator, other.indikator
    if _are_two(mine, theirs):
        return 0.0
    same_parent = 0.15 if one.parent == other.parent else 0.0
    return 0.65 * alike(mine.nama, theirs.nama) + 0.2 * alike(mine.formulasi, theirs.formulasi) + same_parent


_OF_POSITIONS: Likeness[Jabatan] = Likeness(
    _score_of_positions, lambda each: each.id, lambda each: (each.nama, *_wordings(each))
)
_OF_SASARAN: Likeness[Sasaran] = Likeness(
    _score_of_sasaran,
    lambda each: each.id,
    lambda each: (each.uraian, *(row.nama for row in each.indikator)),
)
_OF_INDIKATOR: Likeness[_Standing] = Likeness(
    _score_of_indikator,
    lambda each: each.indikator.id,
    lambda each: (each.indikator.nama, each.indikator.formulasi, each.parent),
)


def _pairs(
    old: Sequence[_Item],
    new: Sequence[_Item],
    likeness: Likeness[_Item],
    group: Callable[[_Item], int],
) -> dict[int, int]:
    """Return which place of the new list each place of the old one has gone to."""
    found = paired(old, new, likeness, _LEAST_ITEM)
    left, right = left_over(old, new, found)
    rest = paired_rest([old[i] for i in left], [new[j] for j in right], likeness, _LEAST_IN_PLACE, group)
    return found | {left[i]: right[j] for i, j in rest.items()}


class _Comparison:
    """The comparison of one position with what it became."""

    def __init__(self, old: Jabatan, new: Jabatan, old_kantor: Kantor, new_kantor: Kantor) -> None:
        self._old, self._new = old, new
        self._defaults = _default(old, old_kantor), _default(new, new_kantor)
        self._pairs = _pairs(old.sasaran, new.sasaran, _OF_SASARAN, lambda _: 0)
        parents = {j: i for i, j in self._pairs.items()}
        self._before = [_Standing(each, place, place.sasaran - 1) for each, place in _standing(old)]
        self._after = [
            _Standing(each, place, parents.get(place.sasaran - 1, -place.sasaran)) for each, place in _standing(new)
        ]
        self._same = _pairs(self._before, self._after, _OF_INDIKATOR, lambda each: each.parent)

    def change(self) -> JabatanChange:
        """Return what changed; there is something."""
        same = self._defaults[0] == self._defaults[1]
        own = (
            replace(field, inherited=same) if field.name == "sumber_data" else field
            for field in _fields(self._old, self._new)
            if field.name != "id"
        )
        return JabatanChange(self._old, self._new, tuple(own), tuple(self._every_sasaran()), dict(self._was()))

    def _was(self) -> Iterator[tuple[Item, Item]]:
        new, old = self._new.id, self._old.id
        yield Item(new), Item(old)
        for i, j in self._pairs.items():
            yield Item(new, j + 1), Item(old, i + 1)
        for x, y in self._same.items():
            before, after = self._before[x].place, self._after[y].place
            yield Item(new, after.sasaran, after.nomor), Item(old, before.sasaran, before.nomor)

    def _every_sasaran(self) -> Iterable[SasaranChange]:
        old, new = self._old.sasaran, self._new.sasaran
        kept = sorted(self._pairs)
        elsewhere = {kept[index] for index in moved([self._pairs[i] for i in kept])}
        indikator = self._indikator()
        changed = {}
        for i, j in self._pairs.items():
            change = SasaranChange(
                old[i], new[j], tuple(_fields(old[i], new[j])), i in elsewhere, indikator.get((i, j), ())
            )
            if change.fields or change.moved or change.indikator:
                changed[i] = change
        added = {
            j: SasaranChange(None, each, indikator=indikator.get((None, j), ()), kin=self._split(each))
            for j, each in enumerate(new)
            if j not in set(self._pairs.values())
        }
        removed = {
            i: SasaranChange(each, None, indikator=indikator.get((i, None), ()), kin=self._merged(each))
            for i, each in enumerate(old)
            if i not in self._pairs
        }
        return _in_order(self._pairs, changed, added, removed)

    def _split(self, came: Sasaran) -> Sasaran | None:
        """Return the sasaran that has words of this new one no more, in its new wording."""
        pairs = ((self._old.sasaran[i], self._new.sasaran[j]) for i, j in self._pairs.items())
        return next((new for old, new in pairs if _gave(old.uraian, new.uraian, came.uraian)), None)

    def _merged(self, went: Sasaran) -> Sasaran | None:
        pairs = ((self._old.sasaran[i], self._new.sasaran[j]) for i, j in self._pairs.items())
        return next((new for old, new in pairs if _gave(new.uraian, old.uraian, went.uraian)), None)

    def _indikator(self) -> dict[tuple[int | None, int | None], tuple[IndikatorChange, ...]]:
        """Return what changed in each pair of an old and a new sasaran; one of them may be missing."""
        groups: dict[tuple[int | None, int | None], _Group] = defaultdict(_Group)
        for x, y in self._same.items():
            before, after = self._before[x], self._after[y]
            group = groups[self._parent_of_new(after)]
            change = IndikatorChange(
                before.indikator, after.indikator, (before.place, after.place), self._fields_of(before, after)
            )
            if before.parent == after.parent:
                group.stayed[before.place.nomor - 1] = after.place.nomor - 1
                group.changed[before.place.nomor - 1] = change
            else:
                group.came[after.place.nomor - 1] = replace(change, moved=True)
        for y, after in enumerate(self._after):
            if y not in set(self._same.values()):
                kin = self._kin(after.indikator, came=True)
                change = IndikatorChange(None, after.indikator, (None, after.place), kin=kin)
                groups[self._parent_of_new(after)].came[after.place.nomor - 1] = change
        for x, before in enumerate(self._before):
            if x not in self._same:
                kin = self._kin(before.indikator, came=False)
                change = IndikatorChange(before.indikator, None, (before.place, None), kin=kin)
                key = (before.parent, self._pairs.get(before.parent))
                groups[key].went[before.place.nomor - 1] = change
        return {key: tuple(group.changes()) for key, group in groups.items()}

    def _parent_of_new(self, after: "_Standing") -> tuple[int | None, int]:
        return (after.parent if after.parent >= 0 else None, after.place.sasaran - 1)

    def _fields_of(self, before: "_Standing", after: "_Standing") -> tuple[Field, ...]:
        return tuple(
            replace(field, inherited=field.name == "sumber_data" and (field.old, field.new) == self._defaults)
            for field in _fields(before.indikator, after.indikator)
        )

    def _kin(self, indikator: Indikator, *, came: bool) -> Indikator | None:
        """Return the indikator that was split into this new one, or into which this old one was merged."""
        for x, y in self._same.items():
            before, after = self._before[x].indikator, self._after[y].indikator
            source, rest = (before, after) if came else (after, before)
            if _gave(source.nama, rest.nama, indikator.nama):
                return after
        return None


@dataclass(slots=True)
class _Group:
    """What became of the indikator of one sasaran: by old place those that stayed or went, by new place the others."""

    stayed: dict[int, int] = field(default_factory=dict)
    changed: dict[int, IndikatorChange] = field(default_factory=dict)
    came: dict[int, IndikatorChange] = field(default_factory=dict)
    went: dict[int, IndikatorChange] = field(default_factory=dict)

    def changes(self) -> Iterator[IndikatorChange]:
        """Yield those that changed, moved, came or went, in order."""
        kept = sorted(self.stayed)
        elsewhere = {kept[index] for index in moved([self.stayed[i] for i in kept])}
        changed = {i: replace(change, moved=i in elsewhere) for i, change in self.changed.items()}
        really = {i: change for i, change in changed.items() if change.fields or change.moved}
        return _in_order(self.stayed, really, self.came, self.went)


def _standing(jabatan: Jabatan) -> Iterator[tuple[Indikator, Place]]:
    for number, sasaran in enumerate(jabatan.sasaran, start=1):
        for place, indikator in enumerate(sasaran.indikator, start=1):
            yield indikator, Place(number, place)


def _default(jabatan: Jabatan, kantor: Kantor) -> tuple[str, ...]:
    """Return the source of data of every indikator of a position that has none of its own."""
    return kantor.sumber_data if jabatan.sumber_data is None else jabatan.sumber_data


def _gave(source: str | None, rest: str | None, part: str | None) -> bool:
    """Tell whether a text holds most of the words of a part, and no longer does where the part stands apart."""
    return contained(part, source) >= _MOST_OF_IT and contained(part, rest) < _MOST_OF_IT and source != rest
