"""Every rule run over the positions of an office, its findings placed in the files and silenced where they asked."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from iki import rules
from iki.diagnostics import Diagnostic, Level, Location
from iki.letters import places_of
from iki.rule import Case, Finding, Office, Rule
from iki.source import Source

OFF = "mati"
LEVELS = {"kesalahan": Level.ERROR, "peringatan": Level.WARNING, "catatan": Level.INFO}
"""What an office calls the levels."""


@cache
def every_rule() -> tuple[Rule, ...]:
    """Return the rules that stand in `rules/`, by the name of their file."""
    names = sorted(module.name for module in iter_modules(rules.__path__) if not module.name.startswith("_"))
    return tuple(import_module(f"{rules.__name__}.{name}").RULE for name in names)


def rules_of_the_print() -> tuple[Rule, ...]:
    """Return the rules whose findings whoever builds a document has to know."""
    return tuple(rule for rule in every_rule() if rule.is_of_the_print)


def lint(office: Office, sources: Mapping[str, Source], asked: Collection[Rule]) -> Iterator[Diagnostic]:
    """Yield what rules say of the positions of an office, position by position; `sources` are their files by id."""
    levels = office.periksa.tingkat
    wanted = [rule for rule in asked if levels.get(rule.name) != OFF]
    for jabatan in office.every_jabatan:
        source = sources.get(jabatan.id)
        if source is not None:
            case = Case(jabatan, office)
            for rule in wanted:
                yield from _told(rule, rule.judge(case), source, LEVELS.get(levels.get(rule.name, "")))


def _told(rule: Rule, findings: Iterable[Finding], source: Source, level: Level | None) -> Iterator[Diagnostic]:
    for finding in findings:
        grave = level or finding.level or rule.level
        yield Diagnostic(place_of(finding, source), grave, rule.name, finding.message, finding.hint)


def place_of(finding: Finding, source: Source) -> Location:
    """Return where a finding stands: at the first of the letters that it is about, else at its key."""
    if finding.span is None or finding.trail not in source.values:
        return source.key_place(finding.trail)
    value = source.at(finding.trail)
    line, column = source.values[finding.trail]
    letters = places_of(source.lines, (line - 1, column - 1), value) if isinstance(value, str) else []
    found = next((each for each in letters[finding.span[0] : finding.span[1]] if each is not None), None)
    return source.place(finding.trail) if found is None else Location(source.path, found[0][0] + 1, found[0][1] + 1)
