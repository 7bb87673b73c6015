"""The documents that are to be made: templates compiled, each document by its number, and why some cannot be."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, overload

from iki import project
from iki.diagnostics import Diagnostic, Level, Location, limited
from iki.model import Jabatan
from iki.positions import KEPT, Positions
from iki.project import Project
from iki.render import Rendered, Rendering, Whole, compiler
from iki.template_files import TemplateFile
from iki.workers import spread

_MANY, _PART = 200, 10
"""From how many documents on helpers are worth while, and how many each makes at a time."""
_KEPT = 16
"""So many templates are compiled once though many builds in one process, or their helpers, ask for them."""
Compiled = tuple[TemplateFile, Rendering]
"""A template and what it was compiled to."""


class Around(NamedTuple):
    """What is around a document: all positions, what a template sees of them, and the pictures."""

    positions: Positions
    whole: Whole
    pictures: "Pictures"


class Pictures:
    """Reads the pictures of a project, each once, and knows which were asked for."""

    def __init__(self, here: Project) -> None:
        self._here = here
        self._known: dict[str, bytes | str] = {}

    def __call__(self, name: str) -> bytes | str:
        """Return a picture's bytes, or in Indonesian why it cannot be shown."""
        if name not in self._known:
            self._known[name] = project.read_picture(self._here, name)
        return self._known[name]

    @property
    def names(self) -> Collection[str]:
        """The names of those that were asked for."""
        return self._known.keys()

    def note(self, names: Collection[str]) -> None:
        """Take note of pictures that another process read."""
        for name in names:
            self(name)


class Made(NamedTuple):
    """A document, whether it shows something of other positions than its own, and the pictures read until then."""

    content: Iterable[bytes]
    shows_others: bool
    pictures: tuple[str, ...]


class _Others(Sequence[Jabatan]):
    """All positions as a template sees them; it tells whether somebody looked."""

    def __init__(self, every: Sequence[Jabatan]) -> None:
        self._every = every
        self.were_looked_at = False

    def __len__(self) -> int:
        self.were_looked_at = True
        return len(self._every)

    @overload
    def __getitem__(self, index: int) -> Jabatan: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Jabatan]: ...
    def __getitem__(self, index: int | slice) -> Jabatan | Sequence[Jabatan]:
        self.were_looked_at = True
        return self._every[index]

    def __iter__(self) -> Iterator[Jabatan]:
        self.were_looked_at = True
        return iter(self._every)


class Making:
    """All documents of a build by their number: of each template those of the positions chosen, then the book.

    Another process can have it too: there the templates are compiled again.
    """

    def __init__(self, templates: Sequence[Compiled], chosen: Sequence[int], every: Around, *, with_book: bool) -> None:
        """Put together what documents are made from; `chosen` are positions by their number among all."""
        self.templates = [template for template, _ in templates]
        self.chosen = chosen
        self.positions, whole, self.pictures = every
        self._others = _Others(self.positions)
        self._whole = replace(whole, every_jabatan=self._others)
        self._renderings: list[Rendering] | None = [rendering for _, rendering in templates]
        self._with_book = with_book
        of_one = [len(chosen) if rendering.per_jabatan else 0 for _, rendering in templates]
        self._ends = [(of_one[index], of_one[index] + with_book) for index in range(len(templates))]

    def __len__(self) -> int:
        return sum(count for _, count in self._ends)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_renderings": None}

    @property
    def renderings(self) -> Sequence[Rendering]:
        """The compiled templates."""
        if self._renderings is None:
            compiled = map(compile_template, self.templates)
            self._renderings = [each for each in compiled if isinstance(each, Rendering)]
        return self._renderings

    def where(self, number: int) -> tuple[int, int | None]:
        """Return which template makes a document, and of which position; None where it is the book."""
        for template, (of_one, count) in enumerate(self._ends):
            if number < count:
                return template, self.chosen[number] if number < of_one else None
            number -= count
        raise IndexError(number)

    def name(self, number: int) -> str:
        """Return a document's name below the output folder."""
        index, position = self.where(number)
        template = self.templates[index]
        stem = "" if position is None else f"/{self.positions.heads[position].id}"
        return f"{template.kind}{stem}.{template.format}"

    def render(self, number: int) -> Rendered:
        """Make a document."""
        index, position = self.where(number)
        rendering = self.renderings[index]
        if position is None:
            return rendering.book(self._whole)
        return rendering.document(self.positions[position], self._whole)

    def made(self, number: int) -> Made:
        """Make a document, and tell what was looked at."""
        self._others.were_looked_at = False
        content = self.render(number).content
        return Made(content, self._others.were_looked_at, tuple(self.pictures.names))

    def is_book(self, number: int) -> bool:
        """Tell whether a document is about all positions."""
        return self.where(number)[1] is None

    def troubles(self) -> Iterator[Diagnostic]:
        """Make those documents once that may be impossible, and say of which no sound one can be made."""
        may_fail = [rendering.may_fail for rendering in self.renderings]
        numbers = range(len(self)) if any(may_fail) else range(0)
        places = ((number, *self.where(number)) for number in numbers)
        yield from troubles(
            (self.templates[index].name, self._subject(position), self.render(number))
            for number, index, position in places
            if may_fail[index]
        )

    def _subject(self, position: int | None) -> str:
        return "buku" if position is None else f"jabatan '{self.positions.heads[position].id}'"


def made(making: Making, numbers: Sequence[int], jobs: int) -> Iterator[Made]:
    """Yield the documents of these numbers in their order, made by up to `jobs` processes where there are many."""
    helpers = jobs if len(numbers) >= _MANY else 1
    is_streamed = {each for each in numbers if making.is_book(each) and (helpers == 1 or len(making.positions) > KEPT)}
    helped = array("l", (number for number in numbers if number not in is_streamed))
    parts = [helped[start : start + _PART] for start in range(0, len(helped), _PART)]
    ready = chain.from_iterable(spread(_made, making, parts, helpers))
    for number in numbers:
        one = making.made(number) if number in is_streamed else next(ready)
        making.pictures.note(one.pictures)
        yield one


def _made(making: Making, numbers: Sequence[int]) -> list[Made]:
    """Make some documents, each in one piece."""
    every = map(making.made, numbers)
    return [made._replace(content=(b"".join(made.content),)) for made in every]


@lru_cache(_KEPT)
def compile_template(template: TemplateFile) -> Rendering | tuple[Diagnostic, ...]:
    """Compile a template, or return all that is wrong with it."""
    if template.refusal:
        place, hint = Location(template.name, 1, 1), "Ganti namanya, pindahkan, atau hapus."
        if not template.name.lower().endswith((".docx", ".md", ".md.j2")):
            hint = "Simpan ulang dari Word sebagai 'Word Document (*.docx)', atau pindahkan."
        return (Diagnostic(place, Level.ERROR, "templat-rusak", template.refusal, hint),)
    result = compiler(template.format)(template.content, template.name)
    if isinstance(result, Rendering):
        # what its settings could ask for that cannot be made has been refused: its documents need not be tried
        return replace(result, may_fail=False) if template.is_tailored else result
    if template.is_tailored:
        place, hint = Location(project.SETTINGS, 1, 1), "Periksa label, kop, kolom dan bagian."
        return tuple(
            fault._replace(location=place, rule="bentuk-salah", message=f"Bentuk lembar: {fault.message}", hint=hint)
            for fault in limited(result)
        )
    return tuple(limited(result))


def is_of_no_position(name: str, ids: Collection[str]) -> bool:
    """Tell whether a name is that of a position's document, and there is no such position."""
    kind, _, file = name.partition("/")
    return bool(kind and file) and "/" not in file and file.rpartition(".")[0] not in ids


def troubles(every: Iterable[tuple[str, str, Rendered]]) -> Iterator[Diagnostic]:
    """Say which documents cannot be used, each given with the name of its template and what it is."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for name, subject, rendered in every:
        for trouble in rendered.troubles:
            subjects.setdefault((name, trouble), []).append(subject)
    for (name, trouble), which in subjects.items():
        whose = which[0] if len(which) == 1 else f"{which[0]} dan {len(which) - 1} dokumen lain"
        message = f"{whose}: {trouble}."
        yield Diagnostic(Location(name, 1, 1), Level.ERROR, "dokumen-mustahil", message, _remedy(trouble))


def _remedy(trouble: str) -> str:
    if "bukan gambar" in trouble:
        return "Simpan ulang gambarnya sebagai PNG atau JPEG."
    if trouble.startswith("gambar"):
        return "Periksa ejaan namanya; gambar ditaruh di folder proyek dan disebut dari sana, dengan '/'."
    return "Perbaiki datanya atau templatnya."
