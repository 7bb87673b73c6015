"""Every rule run over one position, its findings placed in the position's file."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from iki import rules
from iki.diagnostics import Diagnostic
from iki.model import Bentuk, Jabatan
from iki.rule import Rule
from iki.source import Source


@cache
def every_rule() -> tuple[Rule, ...]:
    """Return the rules that stand in `rules/`, by the name of their file."""
    names = sorted(module.name for module in iter_modules(rules.__path__))
    return tuple(import_module(f"{rules.__name__}.{name}").RULE for name in names)


def lint(jabatan: Jabatan, bentuk: Bentuk, source: Source) -> Iterator[Diagnostic]:
    """Yield what the rules say of a position that was loaded from `source`."""
    for rule in every_rule():
        for finding in rule.judge(jabatan, bentuk):
            yield Diagnostic(source.key_place(finding.trail), rule.level, rule.name, finding.message, finding.hint)
