"""An office's files mended, round after round, until no rule knows of anything mechanical in them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from iki import lint, load, project
from iki.checking import Checked
from iki.diagnostics import Diagnostic
from iki.dialect import parse
from iki.fixing import fixed
from iki.lint import Told
from iki.model import Jabatan
from iki.project import Project
from iki.rule import Office
from iki.silence import Silences
from iki.source import Source

_MOST_ROUNDS = 10


@dataclass(slots=True)
class Mended:
    """A position's file: its bytes before and now, and what was put right."""

    name: str
    before: bytes
    content: bytes
    made: list[Told] = field(default_factory=list)


def mended(here: Project, checked: Checked, names: Collection[str]) -> list[Mended]:
    """Return the files of these names in which something is mechanical, mended; nothing is written.

    What an office passes over at its place or by its settings stays; what it has only put off is mended too.
    """
    every_told = [told for told in (*checked.quality.told, *checked.quality.known) if told.source.path in names]
    office = Office(checked.every_jabatan, checked.kantor, checked.bentuk, load.periksa(checked.settings))
    found: dict[str, Mended] = {}
    for _ in range(_MOST_ROUNDS):
        changed = dict(_round(here, every_told, found))
        if not changed:
            break
        office = _with(office, changed)
        every_told = list(_told(office, changed))
    return [each for each in found.values() if each.content != each.before]


def _round(here: Project, every_told: Collection[Told], found: dict[str, Mended]) -> Iterator[tuple[str, Source]]:
    """Mend each file once; yield the ids of those that changed with what they say now."""
    by_file: dict[str, list[Told]] = {}
    for told in every_told:
        if told.finding.fix is not None:
            by_file.setdefault(told.source.path, []).append(told)
    for name, of_file in by_file.items():
        if name not in found:
            content = project.read_bytes(here.root / name)
            found[name] = Mended(name, content, content)
        file = found[name]
        content, made = fixed(file.content, of_file[0].source, of_file)
        if content != file.content:
            file.content, file.made = content, [*file.made, *made]
            yield of_file[0].jabatan.id, parse(content, name)


def _with(office: Office, changed: dict[str, Source]) -> Office:
    every: list[Jabatan] = [
        load.jabatan(changed[each.id], each.id, office.kantor) if each.id in changed else each
        for each in office.every_jabatan
    ]
    return Office(every, office.kantor, office.bentuk, office.periksa)


def _told(office: Office, changed: dict[str, Source]) -> Iterator[Told]:
    """Yield what the rules say of the files that changed."""
    asked = lint.asked_of(office.periksa, lint.every_rule())
    silences = Silences(office.periksa.abaikan, {rule.name for rule in asked})
    for source, every_told in lint.lint(office, changed, asked):
        yield from (each for each in silences.heard(source, every_told) if not isinstance(each, Diagnostic))
