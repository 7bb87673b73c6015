"""One file a format: a module here that offers `compile_template` makes documents of its name's suffix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from iki.diagnostics import Diagnostic
from iki.model import Jabatan, Kantor


@dataclass(frozen=True, slots=True)
class Whole:
    """All positions in order and their office: what a template sees beside the position it is about."""

    every_jabatan: Sequence[Jabatan]
    kantor: Kantor


@dataclass(frozen=True, slots=True)
class Rendering:
    """A compiled template of some format: model → bytes, pure.

    One that is `per_jabatan` makes a document of each position and, repeating it, the book of all of them; one that is
    not makes only the book.
    """

    per_jabatan: bool
    document: Callable[[Jabatan, Whole], bytes]
    book: Callable[[Whole], bytes]


CompileTemplate = Callable[[bytes, str], Rendering | tuple[Diagnostic, ...]]
"""Compiles a template's bytes (and the path that messages call it), or returns all that is wrong with it."""


def every_format() -> tuple[str, ...]:
    """Return the names of the formats that stand here."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def compiler(name: str) -> CompileTemplate:
    """Return the compiler of one of the names of `every_format`."""
    compile_template: CompileTemplate = import_module(f"{__name__}.{name}").compile_template
    return compile_template
