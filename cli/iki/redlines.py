"""The Word redline: each changed position's document with tracked changes, by whoever committed them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial

from iki import pejabat, project, shipped
from iki.commits import Commit
from iki.compare import compare
from iki.compare.changes import Changes, Item, JabatanChange, State
from iki.diagnostics import Diagnostic, Level, Location
from iki.entries import entries
from iki.errors import IkiError
from iki.model import Pejabat
from iki.project import Project
from iki.reasons import Touched
from iki.render import Whole, all_of
from iki.render.docx import Redlining, compile_redline
from iki.revisions import Between, Sides, at_commit, states
from iki.template_files import TemplateFile, templates
from iki.tracked import Tracked, tracked
from iki.word.redline import Who
from iki.write import Artifact

KIND = "iki"
_NOT_COMMITTED = "belum di-commit"


@dataclass(frozen=True, slots=True)
class _Authors:
    """Who changed what: the commits between two revisions, and what is on the disk alone."""

    touched: Touched
    uncommitted: frozenset[Item | None]
    on_disk: Who
    otherwise: Who

    def of(self, keys: Sequence[str], both: Tracked, change: JabatanChange) -> Who:
        """Return who changed what has the keys of an origin: an item, else its position."""
        item = next((both.items[key] for key in reversed(keys) if key in both.items), None)
        is_old = item is not None and any(key.startswith("o") and both.items.get(key) == item for key in keys)
        if item is not None:
            if item in self.uncommitted and not is_old:
                return self.on_disk
            found = self.touched.by(item if is_old else None, None if is_old else item, "")
            if found:
                return _who(found[0])
        before, after = (Item(each.id) if each is not None else None for each in (change.old, change.new))
        if after in self.uncommitted:
            return self.on_disk
        newest = self.touched.newest(before, after)
        return _who(newest) if newest is not None else self.otherwise


def redlines(here: Project, between: Between, sides: Sides, author: str) -> list[Artifact] | tuple[Diagnostic, ...]:
    """Return the redline of each position whose document differs, or all that is wrong with the template.

    The sides hold all positions; `author` names what is not yet committed.
    """
    changes = compare(sides.old, sides.new)
    if not changes:
        return []
    template = _template(here, sides.new)
    compiled = compile_redline(template.content, template.name)
    if isinstance(compiled, tuple):
        return compiled
    people = project.read_people(here)
    every_pejabat = pejabat.load(people) if people is not None else {}
    wholes = [_whole(here, state, every_pejabat) for state in (sides.old, sides.new)]
    authors = _authors(between, changes, author)
    made, troubles = [], dict[str, None]()
    for change in changes.jabatan:
        artifact = _redline(change, compiled, (wholes[0], wholes[1]), authors, troubles)
        if artifact is not None:
            made.append(artifact)
    where = Location(template.name, 1, 1)
    faults = [Diagnostic(where, Level.ERROR, "dokumen-mustahil", f"Redline: {each}.", "") for each in troubles]
    return tuple(faults) or made


def _redline(
    change: JabatanChange,
    compiled: Redlining,
    wholes: tuple[Whole, Whole],
    authors: _Authors,
    troubles: dict[str, None],
) -> Artifact | None:
    """Return the redline of one position; None where the documents before and after are the same."""
    both = tracked(change)
    who = partial(authors.of, both=both, change=change)
    rendered, count = compiled((both.old, wholes[0]), (both.new, wholes[1]), both.identities, who)
    troubles.update(dict.fromkeys(rendered.troubles))
    return Artifact(f"{both.new.id}.docx", rendered.content) if count else None


def _template(here: Project, state: State) -> TemplateFile:
    """Return the template of the sheet, in the form of the new state's settings."""
    found = [each for each in templates(here, ("docx",)) if each.kind == KIND]
    if not found or found[0].refusal:
        raise IkiError(f"Templat {KIND}.docx tidak dapat dipakai. {found[0].refusal if found else ''}".strip())
    return next(shipped.tailored(found[:1], state.bentuk, state.every_jabatan, state.kantor))


def _whole(here: Project, state: State, every_pejabat: dict[str, Pejabat]) -> Whole:
    return all_of(state.every_jabatan, state.kantor, cache(partial(project.read_picture, here)), every_pejabat)


def _authors(between: Between, changes: Changes, author: str) -> _Authors:
    touched = Touched(between, changes)
    touched.read()
    tip = between.repository.commits(between.tip, None, (), most=1)
    last = tip[0] if tip else None
    date = _given_date() or (last.date if last else datetime(1970, 1, 1))
    on_disk = Who(author or _NOT_COMMITTED, _stamp(date))
    return _Authors(touched, frozenset(_uncommitted(between)), on_disk, _who(last) if last else on_disk)


def _given_date() -> datetime | None:
    """Return the time that the environment gives to what is made, as builds that can be repeated do."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise IkiError("SOURCE_DATE_EPOCH harus detik sejak 1970, misalnya 1767571200.") from error


def _uncommitted(between: Between) -> Iterator[Item | None]:
    """Yield what is on the disk otherwise than in the last commit."""
    if between.is_disk:
        sides = states(at_commit(between.repository, between.tip, ""), between.new)
        yield from (entry.after for entry in entries(compare(sides.old, sides.new)))


def _who(commit: Commit) -> Who:
    return Who(commit.author or "git", _stamp(commit.date))


def _stamp(date: datetime) -> str:
    """Return a time as Word shows it: by the clock of whoever made the change."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")
