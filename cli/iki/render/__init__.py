"""One file a format: a module that offers `compile_template`, `compile_other` and `tailored` makes its documents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, Protocol

from iki.diagnostics import Diagnostic
from iki.form import Form
from iki.model import Jabatan, Kantor, Pejabat
from iki.template.check import Key
from iki.template.filters import FILTERS, Filter
from iki.template.kinds import Kind

ReadFile = Callable[[str], bytes | str]
"""Reads a file of the project by its name there: its bytes, or in Indonesian why not."""


class Head(Protocol):
    """What all have to know of a position."""

    @property
    def id(self) -> str:
        """The name of its file."""

    @property
    def nama(self) -> str:
        """What it is called."""

    @property
    def atasan(self) -> str | None:
        """The id of its superior."""


_NOBODY = Pejabat()


@dataclass(frozen=True, slots=True)
class Whole:
    """All positions in order and their office: what a template sees beside the position it is about.

    `heads` are the positions' heads, `every_pejabat` the people who are known by the id of their position,
    `penandatangan` the one who signs for the office; `lembar` counts the positions by id, `read` reads the pictures
    that a template shows.
    """

    every_jabatan: Sequence[Jabatan]
    heads: Sequence[Head]
    kantor: Kantor
    every_pejabat: Mapping[str, Pejabat]
    lembar: Mapping[str, int]
    read: ReadFile
    penandatangan: Pejabat = field(default_factory=Pejabat)

    def seen(self, jabatan: Jabatan | None, *, buku: bool) -> dict[str, Any]:
        """Return what a template sees while it is about one position, or about none: the names of `kinds.SEEN`."""
        lembar = self.lembar.get(jabatan.id, 1) if jabatan is not None else 1
        return {
            "jabatan": jabatan,
            "every_jabatan": self.every_jabatan,
            "kantor": self.kantor,
            "pejabat": self.pejabat(jabatan.id) if jabatan is not None else _NOBODY,
            "atasan": self.pejabat(jabatan.atasan or "") if jabatan is not None else _NOBODY,
            "penandatangan": self.penandatangan,
            "lembar": lembar,
            "terakhir": lembar == len(self.heads),
            "buku": buku,
        }

    def pejabat(self, identity: str) -> Pejabat:
        """Return who holds a position; one whose holder is not known has its name."""
        number = self.lembar.get(identity)
        name = self.kantor.atasan_luar.get(identity) if number is None else self.heads[number - 1].nama
        if name is None:
            return _NOBODY
        person = self.every_pejabat.get(identity)
        if person is None:
            return Pejabat(jabatan=name)
        return person if person.jabatan else replace(person, jabatan=name)


def all_of(
    every_jabatan: Sequence[Jabatan],
    kantor: Kantor,
    read: ReadFile,
    every_pejabat: Mapping[str, Pejabat] | None = None,
    heads: Sequence[Head] | None = None,
) -> Whole:
    """Return the whole of positions in the order of printing; `heads` may be given where positions are costly.

    Who signs is whom the settings name, else whoever stands at the top.
    """
    heads = every_jabatan if heads is None else heads
    lembar = {head.id: number for number, head in enumerate(heads, start=1)}
    whole = Whole(every_jabatan, heads, kantor, every_pejabat or {}, lembar, read)
    top = next((each.id for each in heads if each.atasan not in lembar), "")
    return replace(whole, penandatangan=whole.pejabat(kantor.dokumen.penandatangan or top))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's bytes, and in Indonesian what keeps it from being used though its template is right.

    The bytes are in pieces, to be gone through as often as needed.
    """

    content: Iterable[bytes]
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendering:
    """A compiled template of some format: model → bytes, pure.

    `uses` are the names and filters in its tags. One that is `per_jabatan` makes a document of each position and,
    repeating it, the book of all of them; one that is not makes only the book. One that `may_fail` can meet data for
    which there is no sound document: a picture that is missing, a table too wide.
    """

    uses: frozenset[str]
    keys: frozenset[Key]
    """The keys of the data's groups that it prints without asking first whether there is anything."""
    may_fail: bool
    document: Callable[[Jabatan, Whole], Rendered]
    book: Callable[[Whole], Rendered]

    @property
    def per_jabatan(self) -> bool:
        """Tell whether its documents are about one position each."""
        return "jabatan" in self.uses


CompileTemplate = Callable[[bytes, str], Rendering | tuple[Diagnostic, ...]]
"""Compiles a template's bytes (and the path that messages call it), or returns all that is wrong with it."""
Other = Callable[[Mapping[str, Any], ReadFile], Rendered]
"""Makes the one document of a template that sees other names than the sheets do; it is told what they stand for."""
CompileOther = Callable[[bytes, str, Mapping[str, Kind]], Other | tuple[Diagnostic, ...]]
"""Compiles such a template as `CompileTemplate` does; it is told which names the template sees."""

Tailor = Callable[[bytes, Form, str], bytes]
"""Makes the shipped template (its bytes, and its kind) as the office's form wants it: a template like any other."""


def every_filter() -> dict[str, Filter]:
    """Return the filters of templates by name, those too that only Word knows."""
    from iki.word import pictures

    return FILTERS | {pictures.NAME: pictures.FILTER}


def compiler(name: str) -> CompileTemplate:
    """Return the compiler of one of the names of `every_format`."""
    compile_template: CompileTemplate = import_module(f"{__name__}.{name}").compile_template
    return compile_template


def compiler_of_others(name: str) -> CompileOther:
    """Return the compiler of the other templates of one of the names of `every_format`."""
    compile_other: CompileOther = import_module(f"{__name__}.{name}").compile_other
    return compile_other


def tailor(name: str) -> Tailor:
    """Return what makes the shipped template of one of the names of `every_format` to a form."""
    tailored: Tailor = import_module(f"{__name__}.{name}").tailored
    return tailored
