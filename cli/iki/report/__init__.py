"""One file a style: a module here that offers `render` is a report of `iki validate --format`, named after it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from iki.characters import printable
from iki.diagnostics import Diagnostic, Level


def _no_line(_path: str, _line: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report tells: the findings in order, and how many files were judged.

    `names` are those files, `line_of` gives a line of one of them (from 1; empty where it cannot be shown), `prefix`
    leads from the top of the repository to the project. What has a level of `failing` lets the run fail; `known` is how
    many findings were put off, `older` how many are no newer than what `since` names.
    """

    diagnostics: Sequence[Diagnostic]
    files: int
    names: Sequence[str] = ()
    line_of: Callable[[str, int], str] = _no_line
    prefix: str = ""
    failing: frozenset[Level] = frozenset((Level.ERROR,))
    known: int = 0
    since: str = ""
    older: int = 0

    def count(self, level: Level) -> int:
        """Return how many findings have this level."""
        return sum(diagnostic.level is level for diagnostic in self.diagnostics)

    def by_rule(self) -> Iterator[tuple[str, int, int]]:
        """Yield how many findings each rule has, how many a machine can mend: errors first, then the most."""
        counts = Counter(each.rule for each in self.diagnostics)
        fixable = Counter(each.rule for each in self.diagnostics if each.is_fixable)
        grave = {each.rule for each in self.diagnostics if each.level is Level.ERROR}
        for rule, count in sorted(counts.items(), key=lambda each: (each[0] not in grave, -each[1], each[0])):
            yield rule, count, fixable[rule]


Render = Callable[[Outcome], str]
"""A report style: the whole report as text that ends with a line end, or nothing."""


def every_style() -> tuple[str, ...]:
    """Return the names of the styles that stand here."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def style(name: str) -> Render:
    """Return the style of one of the names of `every_style`."""
    render: Render = import_module(f"{__name__}.{name}").render
    return render


def on_screen(name: str, *, in_colour: bool) -> Render:
    """Return a style as it is shown on a screen, in colours where it has some and somebody wants them."""
    module = import_module(f"{__name__}.{name}")
    render: Render = getattr(module, "coloured", module.render) if in_colour else module.render
    return render


def fingerprints(outcome: Outcome) -> list[str]:
    """Return what each finding is known by whatever its line is; those that say the same are told apart by a number."""
    from hashlib import sha256  # which most reports do without

    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for each in outcome.diagnostics:
        said = (each.location.path, each.rule, each.message)
        seen[said] += 1
        found.append(sha256("\0".join((*said, str(seen[said]))).encode("utf-8", "surrogatepass")).hexdigest())
    return found


def counts(outcome: Outcome) -> Iterator[str]:
    """Yield a line for each rule with the count of its findings."""
    for rule, count, fixable in outcome.by_rule():
        mended = f" ({fixable} dapat diperbaiki: iki fix)" if fixable else ""
        yield f"{count:>6}  {rule}{mended}"


def closing_line(outcome: Outcome) -> str:
    """Return the sentence that counts files, errors and warnings."""
    errors, warnings, notes = (outcome.count(level) for level in Level)
    more = f", {notes} catatan" if notes else ""
    known = f" {outcome.known} temuan lama tidak disebut." if outcome.known else ""
    older = f" {outcome.older} temuan sebelum {printable(outcome.since)} tidak disebut." if outcome.older else ""
    return f"{outcome.files} berkas diperiksa: {errors} kesalahan, {warnings} peringatan{more}.{known}{older}"
