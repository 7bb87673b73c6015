"""The documents that are to be made of a template, and why some of them cannot be."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from iki.diagnostics import Diagnostic, Level, Location
from iki.model import Jabatan
from iki.render import Rendered, Rendering, Whole
from iki.template_files import TemplateFile
from iki.write import Artifact


@dataclass(frozen=True, slots=True)
class Work:
    """One document to be made when its turn comes; `subject` says in Indonesian which, `render` makes it."""

    template: TemplateFile
    name: str
    subject: str
    may_fail: bool
    render: Callable[[], Rendered]

    def artifact(self) -> Artifact:
        """Return the document as it is to be written."""
        return Artifact(self.name, self._content())

    def _content(self) -> Iterator[bytes]:
        yield from self.render().content


def is_of_no_position(name: str, ids: Collection[str]) -> bool:
    """Tell whether a name is that of a position's document, and there is no such position."""
    kind, _, file = name.partition("/")
    return bool(kind and file) and "/" not in file and file.rpartition(".")[0] not in ids


def troubles(every_work: Iterable[Work]) -> Iterator[Diagnostic]:
    """Make those documents once that may be impossible, and say of which no sound one can be made."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for work in every_work:
        for trouble in work.render().troubles if work.may_fail else ():
            subjects.setdefault((work.template.name, trouble), []).append(work.subject)
    for (name, trouble), every in subjects.items():
        whose = every[0] if len(every) == 1 else f"{every[0]} dan {len(every) - 1} dokumen lain"
        yield Diagnostic(
            Location(name, 1, 1), Level.ERROR, "dokumen-mustahil", f"{whose}: {trouble}.", _remedy(trouble)
        )


def _remedy(trouble: str) -> str:
    if "bukan gambar" in trouble:
        return "Simpan ulang gambarnya sebagai PNG atau JPEG."
    if trouble.startswith("gambar"):
        return "Periksa ejaan namanya; gambar ditaruh di folder proyek dan disebut dari sana, dengan '/'."
    return "Perbaiki datanya atau templatnya."


def works(
    template: TemplateFile, rendering: Rendering, chosen: Sequence[Jabatan], whole: Whole, *, with_book: bool
) -> Iterator[Work]:
    """Yield a piece of work for each document of one template."""
    for jabatan in chosen if rendering.per_jabatan else ():
        name = f"{template.kind}/{jabatan.id}.{template.format}"
        render = partial(rendering.document, jabatan, whole)
        yield Work(template, name, f"jabatan '{jabatan.id}'", rendering.may_fail, render)
    if with_book:
        name = f"{template.kind}.{template.format}"
        yield Work(template, name, "buku", rendering.may_fail, partial(rendering.book, whole))
