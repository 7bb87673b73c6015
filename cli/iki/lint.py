"""Every rule run over the positions of an office, and its findings placed in their files."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from iki import rules
from iki.characters import shortened
from iki.diagnostics import Diagnostic, Level, Location
from iki.letters import Place, ends_of
from iki.lists import rows
from iki.model import Jabatan, Periksa
from iki.naming import nearest
from iki.rule import Case, Finding, Office, Rule, number_of_limit
from iki.source import Source, Trail
from iki.workers import spread

OFF = "mati"
LEVELS = {"kesalahan": Level.ERROR, "peringatan": Level.WARNING, "catatan": Level.INFO}
"""What an office calls the levels."""

_MANY, _PART = 200, 20
"""From how many positions on helpers are worth while, and how many each judges at a time."""

_OF_THE_PRINT = ("sel-kosong",)
"""The rules that say of themselves that they are of the print: a build need not read the others."""

UNKNOWN = "aturan-tidak-dikenal"
"""The rule that speaks where another is named that does not exist."""


@cache
def names_of_rules() -> tuple[str, ...]:
    """Return the names of the rules that stand in `rules/`, each after its file: none of them is read for that."""
    files = (module.name for module in iter_modules(rules.__path__) if not module.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in files))


def names_of_all() -> tuple[str, ...]:
    """Return these names, and those of what keeps files from being read or built."""
    return (*names_of_rules(), *_names_of_faults())


def _names_of_faults() -> tuple[str, ...]:
    return tuple(name for name, *_ in rows("kesalahan"))


def every_rule() -> tuple[Rule, ...]:
    """Return the rules that stand in `rules/`, by their names."""
    return rules_of(names_of_rules())


def rules_of_the_print() -> tuple[Rule, ...]:
    """Return the rules whose findings whoever builds a document has to know."""
    return rules_of(_OF_THE_PRINT)


@cache
def rules_of(names: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules of these names, reading no others."""
    return tuple(import_module(f"{rules.__name__}.{name.replace('-', '_')}").RULE for name in names)


def asked_of(periksa: Periksa, rules: Collection[Rule]) -> tuple[Rule, ...]:
    """Return those rules that the office has not turned off."""
    return tuple(rule for rule in rules if periksa.tingkat.get(rule.name) != OFF)


def look_alone(asked: Iterable[Rule]) -> bool:
    """Tell whether each of the rules looks at nothing but the position that it judges."""
    return all(rule.is_of_the_print for rule in asked)


def judge_settings(settings: Source, periksa: Periksa) -> Iterator[Diagnostic]:
    """Say which rules and limits of the settings there are not, and which limits are no numbers."""
    names = names_of_rules()
    limits = {name for rule in every_rule() for name, _, _ in rule.limits} if periksa.batas else ()
    named: list[tuple[Trail, str]] = [(("periksa", "tingkat", name), name) for name in periksa.tingkat]
    named += [(("periksa", "abaikan", i, "aturan"), each.get("aturan", "")) for i, each in enumerate(periksa.abaikan)]
    for trail, name in named:
        if name and name not in names:
            yield settings.key_warning(trail, UNKNOWN, *unknown(name))
    for name, written in periksa.batas.items():
        trail = ("periksa", "batas", name)
        if name not in limits:
            hint = _guess(name, limits) or "Batas tiap aturan: iki explain"
            yield settings.key_warning(trail, UNKNOWN, f"Tidak ada batas bernama '{shortened(name)}'.", hint)
        elif written and number_of_limit(written) is None:
            message = f"Batas '{name}' harus bilangan bulat mulai dari 0, bukan '{shortened(written)}'."
            usual = next(str(usual) for rule in every_rule() for each, usual, _ in rule.limits if each == name)
            yield settings.key_warning(trail, "batas-salah", message, f"Tulis misalnya {usual}, tanpa tanda lain.")


def unknown(name: str) -> tuple[str, str]:
    """Return what is to be said of a name that no rule has, and which one was probably meant."""
    if name in _names_of_faults():
        return f"'{name}' bukan aturan mutu; temuannya tidak dapat didiamkan.", f"Penjelasannya: iki explain {name}"
    hint = _guess(name, names_of_rules()) or "Daftar aturan: iki explain"
    return f"Tidak ada aturan bernama '{shortened(name)}'.", hint


def _guess(name: str, known: Collection[str]) -> str:
    near = nearest(name, known)
    return f"Maksud Anda '{near}'?" if near else ""


class Told(NamedTuple):
    """What a rule says of a position, how grave that is to this office, and the file that it is about.

    It starts at the first of the letters that it is about, else at its key; `end` is line and column (from 1) after
    the last of them, None where it is about none.
    """

    rule: str
    level: Level
    finding: Finding
    start: Location
    end: tuple[int, int] | None
    jabatan: Jabatan
    source: Source

    def diagnostic(self) -> Diagnostic:
        """Return it as it is reported."""
        finding = self.finding
        is_fixable = finding.fix is not None
        return Diagnostic(self.start, self.level, self.rule, finding.message, finding.hint, self.end, is_fixable)


Linted = Iterator[tuple[Source, Iterator[Told]]]
"""Files with what rules say of each."""

_Said = tuple[str, Level, Finding, Location, tuple[int, int] | None]
"""What is `Told`, without the position and the file."""


class _Task(NamedTuple):
    office: Office
    sources: Mapping[str, Source]
    asked: Sequence[Rule]
    every: Sequence[Jabatan]


def lint(office: Office, sources: Mapping[str, Source], asked: Sequence[Rule], jobs: int = 1) -> Linted:
    """Yield the files of positions with what rules say of each: of those of which `sources` has the file, by id.

    Where there are many positions, up to `jobs` processes judge them.
    """
    every = [jabatan for jabatan in office.every_jabatan if jabatan.id in sources]
    task, size = _Task(office, sources, asked, every), _PART if jobs > 1 and len(every) >= _MANY else 1
    parts = [range(start, min(start + size, len(every))) for start in range(0, len(every), size)]
    if size > 1:
        _judged(task, range(1))  # what rules want to know of the whole office is found before there are helpers
    for part, judged in zip(parts, spread(_judged, task, parts, jobs if size > 1 else 1), strict=True):
        for index, said in zip(part, judged, strict=True):
            jabatan, source = every[index], sources[every[index].id]
            yield source, (Told(*each, jabatan, source) for each in said)


def told(case: Case, source: Source, asked: Sequence[Rule]) -> Iterator[Told]:
    """Yield what rules say of one position and its file."""
    return (Told(*each, case.jabatan, source) for each in _said(case, source, asked))


def _judged(task: _Task, part: range) -> list[list[_Said]]:
    """Return what rules say of each position of a part."""
    some = [task.every[index] for index in part]
    return [list(_said(Case(each, task.office), task.sources[each.id], task.asked)) for each in some]


def _said(case: Case, source: Source, asked: Sequence[Rule]) -> Iterator[_Said]:
    levels = case.office.periksa.tingkat
    for rule in asked:
        for finding in rule.judge(case):
            level = LEVELS.get(levels.get(rule.name, "")) or finding.level or rule.level
            yield rule.name, level, finding, *_place_of(finding, source)


def _place_of(finding: Finding, source: Source) -> tuple[Location, tuple[int, int] | None]:
    ends = _ends_of(finding, source)
    if ends is None:
        return source.key_place(finding.trail), None
    (line, column), (last, end) = ends
    return Location(source.path, line + 1, column + 1), (last + 1, end + 1)


def _ends_of(finding: Finding, source: Source) -> tuple[Place, Place] | None:
    start = source.values.get(finding.trail) if finding.span is not None else None
    value = source.at(finding.trail) if start is not None else None
    if finding.span is None or start is None or not isinstance(value, str):
        return None
    return ends_of(source.lines, (start[0] - 1, start[1] - 1), value, finding.span)
