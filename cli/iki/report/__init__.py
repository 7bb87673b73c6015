"""One file a style: a module here that offers `render` is a report of `iki validate --format`, named after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from iki.diagnostics import Diagnostic, Level


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report tells: the findings in order, and how many files were judged."""

    diagnostics: Sequence[Diagnostic]
    files: int

    def count(self, level: Level) -> int:
        """Return how many findings have this level."""
        return sum(diagnostic.level is level for diagnostic in self.diagnostics)


Render = Callable[[Outcome], str]
"""A report style: the whole report as text that ends with a line end, or nothing."""


def every_style() -> tuple[str, ...]:
    """Return the names of the styles that stand here."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def style(name: str) -> Render:
    """Return the style of one of the names of `every_style`."""
    render: Render = import_module(f"{__name__}.{name}").render
    return render


def closing_line(outcome: Outcome) -> str:
    """Return the sentence that counts files, errors and warnings."""
    errors, warnings, notes = (outcome.count(level) for level in Level)
    more = f", {notes} catatan" if notes else ""
    return f"{outcome.files} berkas diperiksa: {errors} kesalahan, {warnings} peringatan{more}."
