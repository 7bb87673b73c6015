"""The Word redline: each changed position's document with tracked changes, by whoever committed them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from iki import shipped
from iki.authors import authors
from iki.compare import compare
from iki.compare.changes import Changes, State
from iki.compare.order import in_step
from iki.diagnostics import Diagnostic, Level, Location
from iki.errors import IkiError
from iki.model import Jabatan
from iki.project import Project
from iki.redlining import Beside, Redlining, compile_redline
from iki.render import Whole, all_of
from iki.revisions import Between, Sides
from iki.surroundings import Surroundings, of_people, surroundings
from iki.template_files import TemplateFile, templates
from iki.tracked import Tracked, tracked, unchanged
from iki.word.origins import Identities
from iki.word.redline import Authors
from iki.write import Artifact

KIND = "iki"
BOOK = f"{KIND}.docx"


def redlines(
    here: Project, between: Between, sides: Sides, author: str, *, with_book: bool
) -> list[Artifact] | tuple[Diagnostic, ...]:
    """Return the redline of each position whose document differs, or all that is wrong with the template.

    The sides hold all positions; `author` names what is not yet committed. With the book, that of all is one more.
    """
    changes, around = compare(sides.old, sides.new), surroundings(here, between)
    if not changes and around[0].every_pejabat == around[1].every_pejabat:
        return []
    if with_book and KIND in (change.new.id for change in changes.jabatan if change.new is not None):
        raise IkiError(f"Jabatan '{KIND}' bernama sama dengan bukunya. Ganti nama berkasnya, atau tanpa --book.")
    template = _template(here, sides.new)
    compiled = compile_redline(_template(here, sides.old).content, template.content, template.name)
    if isinstance(compiled, tuple):
        return compiled
    changed = [tracked(change) for change in changes.jabatan]
    who = authors(between, sides, changes, author, partial(of_people, here, between, around))
    shelf = Shelf(compiled, lambda position: partial(who.of, both=position), around)
    made = list(shelf.each(sides, changed))
    if with_book:
        made += shelf.book(sides, [*changed, *_others(sides, changes)])
    where = Location(template.name, 1, 1)
    faults = [Diagnostic(where, Level.ERROR, "dokumen-mustahil", f"Redline: {each}.", "") for each in shelf.troubles]
    return tuple(faults) or made


@dataclass(slots=True)
class Shelf:
    """Makes the documents, and remembers what keeps them from being used."""

    compiled: Redlining
    authors: Callable[[Tracked], Authors]
    around: tuple[Surroundings, Surroundings]
    troubles: dict[str, None] = field(default_factory=dict)

    def each(self, sides: Sides, every: Sequence[Tracked]) -> Iterator[Artifact]:
        """Yield the document of each position, but of those that read the same."""
        beside = self._beside(sides, every)
        for position in every:
            yield from self._made(f"{position.id}.docx", beside, [position], position.nama)

    def book(self, sides: Sides, every: Sequence[Tracked]) -> Iterator[Artifact]:
        """Yield the book of all positions, unless it reads the same; one that moved has gone and come."""
        olds = {each.old.id: each for each in every if each.old is not None}
        news = {each.new.id: each for each in every if each.new is not None}
        old = [olds[each.id] for each in sides.old.every_jabatan]
        new = [news[each.id] for each in sides.new.every_jabatan]
        steps = in_step([each.id for each in old], [each.id for each in new])
        pairs = [_standing(old[i] if i is not None else None, new[j] if j is not None else None) for i, j in steps]
        yield from self._made(BOOK, self._beside(sides, every), pairs, sides.new.kantor.perangkat_daerah or "")

    def _beside(self, sides: Sides, every: Sequence[Tracked]) -> Beside:
        keys = {identity: key for position in every for identity, key in position.keys.items()}
        olds = {each.old.id: each.old for each in every if each.old is not None}
        news = {each.new.id: each.new for each in every if each.new is not None}
        old, new = (_with(sides.old, olds), _with(sides.new, news))
        return Beside(_whole(old, self.around[0]), _whole(new, self.around[1]), Identities(keys))

    def _made(self, name: str, beside: Beside, every: Sequence[Tracked], about: str) -> Iterator[Artifact]:
        buku = name == BOOK
        pairs = [beside.pair(each.old, each.new, self.authors(each), buku=buku) for each in every]
        rendered, count = self.compiled(pairs, about, beside)
        self.troubles.update(dict.fromkeys(rendered.troubles))
        if count:
            yield Artifact(name, rendered.content)


def _standing(old: Tracked | None, new: Tracked | None) -> Tracked:
    """Return a position that stands in the old book, in the new one, or in both of them at one place."""
    either = new or old
    if either is None:
        raise ValueError("a pair of nothing")
    return replace(either, old=old.old if old is not None else None, new=new.new if new is not None else None)


def _with(state: State, positions: Mapping[str, Jabatan]) -> State:
    """Return a state in which some positions have their texts known by keys."""
    return replace(state, every_jabatan=tuple(positions.get(each.id, each) for each in state.every_jabatan))


def _others(sides: Sides, changes: Changes) -> Iterator[Tracked]:
    """Yield the positions of which nothing changed."""
    changed = {each.new.id for each in changes.jabatan if each.new is not None}
    before = {each.id: each for each in sides.old.every_jabatan}
    return (unchanged(before[each.id], each) for each in sides.new.every_jabatan if each.id not in changed)


def _template(here: Project, state: State) -> TemplateFile:
    """Return the template of the sheet, in the form of the new state's settings."""
    found = [each for each in templates(here, ("docx",)) if each.kind == KIND]
    if not found or found[0].refusal:
        raise IkiError(f"Templat {KIND}.docx tidak dapat dipakai. {found[0].refusal if found else ''}".strip())
    return next(shipped.tailored(found[:1], state.bentuk, state.every_jabatan, state.kantor))


def _whole(state: State, around: Surroundings) -> Whole:
    return all_of(state.every_jabatan, state.kantor, around.read, around.every_pejabat)
