"""The whole story, top to bottom: read, judge, load, lint, render, write."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from iki import content, load, project, tree
from iki.characters import printable
from iki.diagnostics import Diagnostic, by_place, has_errors, limited
from iki.errors import IkiError
from iki.lint import lint
from iki.model import Jabatan, Kantor
from iki.naming import nearest
from iki.project import Project, TemplateFile
from iki.render import Rendering, Whole, compiler
from iki.schema import Schema, judge, read_schema
from iki.source import Source
from iki.write import Artifact


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as read and judged: positions without errors in the order of printing, and all that is to be said.

    `files` names every file that was judged, as its diagnostics do.
    """

    kantor: Kantor
    every_jabatan: tuple[Jabatan, ...]
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will write: so many artifacts, made one by one as they are asked for."""

    count: int
    artifacts: Iterator[Artifact]


def check(here: Project) -> Checked:
    """Read the whole project and judge every file of it; no fault hides another."""
    settings = project.read_source(here, here.settings)
    kantor = load.kantor(settings)
    sources = _read_positions(here, kantor)
    found = [*settings.diagnostics, *_schema_faults(_schemas(here, "iki.schema.json"), settings)]
    found += content.judge_kantor(settings)
    every_jabatan = []
    schemas = _schemas(here, "jabatan.schema.json")
    for identity, source in sources.items():
        said = tuple(limited(_judge_position(source, schemas, settings)))
        found += said
        if not has_errors(said):
            jabatan = load.jabatan(source, identity, kantor)
            every_jabatan.append(jabatan)
            found += limited(lint(jabatan, source))
    if settings.is_read:
        found += tree.judge(sources, kantor)
        found += tree.judge_kantor(settings, kantor, sources)
    files = (settings.path, *(source.path for source in sources.values()))
    return Checked(kantor, tuple(every_jabatan), by_place(found), files)


def _read_positions(here: Project, kantor: Kantor) -> dict[str, Source]:
    """Return every position's source by id, in the order of printing; `x.yml` beside `x.yaml` is kept apart."""
    files = project.data_files(here)
    right = {path.stem for path in files if path.suffix == ".yaml"}
    paths = {path.stem if path.suffix == ".yaml" or path.stem not in right else path.name: path for path in files}
    return {identity: project.read_source(here, paths[identity]) for identity in tree.arrange(paths, kantor)}


def _schemas(here: Project, name: str) -> tuple[Schema, ...]:
    return tuple(read_schema(text, title) for text, title in project.schemas(here, name))


def _schema_faults(schemas: tuple[Schema, ...], source: Source) -> tuple[Diagnostic, ...]:
    """Judge by the project's own schema first; where it is content, by the one that the model relies on."""
    return next(filter(None, (judge(schema, source) for schema in schemas)), ())


def _judge_position(source: Source, schemas: tuple[Schema, ...], settings: Source) -> Iterator[Diagnostic]:
    yield from source.diagnostics
    if source.is_read:
        settled = not settings.is_read or (isinstance(settings.data, dict) and "sumber_data" in settings.data)
        yield from _schema_faults(schemas, source)
        yield from content.judge_jabatan(source, kantor_gives_sumber_data=settled)


def plan(
    here: Project, checked: Checked, ids: Sequence[str], formats: Collection[str]
) -> Plan | tuple[Diagnostic, ...]:
    """Compile the templates and say what is to be written, or all that is wrong with them.

    Naming positions plans only theirs and leaves the book alone; without names the book comes last of its kind.
    """
    if not checked.every_jabatan:
        raise IkiError(
            "Belum ada jabatan di data/jabatan. Buat yang pertama dengan 'iki new', misalnya: iki new camat."
        )
    chosen = [_position(identity, checked.every_jabatan) for identity in ids] or checked.every_jabatan
    compiled = [
        (template, compiler(template.format)(template.content, template.name))
        for template in project.templates(here, formats)
    ]
    faults = tuple(fault for _, result in compiled if isinstance(result, tuple) for fault in result)
    if faults:
        return faults
    whole = Whole(checked.every_jabatan, checked.kantor)
    works = [
        work
        for template, result in compiled
        if isinstance(result, Rendering)
        for work in _works(template, result, chosen, whole, with_book=not ids)
    ]
    return Plan(len(works), (work() for work in works))


def _position(identity: str, every_jabatan: Sequence[Jabatan]) -> Jabatan:
    found = next((jabatan for jabatan in every_jabatan if jabatan.id == identity), None)
    if found is None:
        ids = [jabatan.id for jabatan in every_jabatan]
        near = nearest(identity, ids)
        hint = f"Maksud Anda '{near}'?" if near else f"Yang ada: {', '.join(ids)}."
        raise IkiError(f"Jabatan '{printable(identity)}' tidak ada. {hint}")
    return found


def _works(
    template: TemplateFile, rendering: Rendering, chosen: Sequence[Jabatan], whole: Whole, *, with_book: bool
) -> Iterator[Callable[[], Artifact]]:
    """Yield a piece of work for each document of one template, to be done when its turn comes."""
    if rendering.per_jabatan:
        for jabatan in chosen:
            yield partial(_document, template, rendering, jabatan, whole)
    if with_book:
        yield partial(_book, template, rendering, whole)


def _document(template: TemplateFile, rendering: Rendering, jabatan: Jabatan, whole: Whole) -> Artifact:
    return Artifact(f"{template.kind}/{jabatan.id}.{template.format}", rendering.document(jabatan, whole))


def _book(template: TemplateFile, rendering: Rendering, whole: Whole) -> Artifact:
    return Artifact(f"{template.kind}.{template.format}", rendering.book(whole))
