"""The whole story, top to bottom: read, judge, load, lint, render, write."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePosixPath

from iki import blank, content, keputusan, load, pejabat, project, tree
from iki.characters import printable
from iki.diagnostics import Diagnostic, Level, Location, by_place, has_errors, limited
from iki.errors import IkiError
from iki.form import Form, form_of, matrix
from iki.form.judge import judge as judge_form
from iki.lint import lint
from iki.model import Bentuk, Jabatan, Kantor, Matriks, Pejabat
from iki.naming import nearest
from iki.project import Project, TemplateFile
from iki.render import Rendered, Rendering, Whole, all_of, compiler, every_filter, every_format, tailor
from iki.schema import Schema, judge, read_schema
from iki.source import Source
from iki.template.words import Word, words
from iki.tree import Ties
from iki.write import Artifact


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as read and judged: positions without errors in the order of printing, and all that is to be said.

    `settings` is what `iki.yaml` says; `files` names every file that was judged, as its diagnostics do.
    """

    settings: Source
    kantor: Kantor
    bentuk: Bentuk
    every_pejabat: Mapping[str, Pejabat]
    every_jabatan: tuple[Jabatan, ...]
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will write: so many artifacts, made one by one as they are asked for.

    `warnings` are what is to be said of templates that are right.
    """

    count: int
    artifacts: Iterator[Artifact]
    warnings: tuple[Diagnostic, ...]


def check(here: Project) -> Checked:
    """Read the whole project and judge every file of it; no fault hides another."""
    settings = project.read_source(here, here.settings)
    kantor, bentuk = load.kantor(settings), load.bentuk(settings)
    ties: dict[str, Ties] = {}
    found = [*settings.diagnostics, *_schema_faults(_schemas(here, "iki.schema.json"), settings)]
    found += (*content.judge_kantor(settings), *judge_form(settings), *keputusan.judge(settings, kantor.dokumen))
    every_jabatan = []
    schemas = _schemas(here, "jabatan.schema.json")
    for identity, source in _read_positions(here, kantor):
        ties[identity] = tree.ties(source)
        said = tuple(limited(_judge_position(source, schemas, settings)))
        found += said
        if not has_errors(said):
            jabatan = load.jabatan(source, identity, kantor)
            every_jabatan.append(jabatan)
            found += limited(lint(jabatan, bentuk, source))
    if settings.is_read:
        found += tree.judge(ties, kantor)
        found += tree.judge_kantor(settings, kantor, ties)
    people = project.read_people(here)
    if people is not None:
        found += (*people.diagnostics, *_schema_faults(_schemas(here, "pejabat.schema.json"), people))
        found += limited(pejabat.judge(people, ties))
    files = (
        settings.path,
        *([people.path] if people is not None else []),
        *(each.source.path for each in ties.values()),
    )
    every_pejabat = pejabat.load(people) if people is not None else {}
    return Checked(settings, kantor, bentuk, every_pejabat, tuple(every_jabatan), by_place(found), files)


def _read_positions(here: Project, kantor: Kantor) -> Iterator[tuple[str, Source]]:
    """Yield every position's source by id, in the order of printing; `x.yml` beside `x.yaml` is kept apart."""
    files = project.data_files(here)
    right = {path.stem for path in files if path.suffix == ".yaml"}
    paths = {path.stem if path.suffix == ".yaml" or path.stem not in right else path.name: path for path in files}
    for identity in tree.arrange(paths, kantor):
        yield identity, project.read_source(here, paths[identity])


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
    here: Project, checked: Checked, ids: Sequence[str], formats: Collection[str], kinds: Collection[str] = ()
) -> Plan | tuple[Diagnostic, ...]:
    """Compile the templates and say what is to be written, or all that is wrong with them.

    Naming positions plans only theirs and leaves the book alone; without names the book comes last of its kind. Naming
    kinds plans only those, and says what they lack; otherwise those of iki's own are left out that lack something.
    """
    if not checked.every_jabatan:
        raise IkiError(
            "Belum ada jabatan di data/jabatan. Buat yang pertama dengan 'iki new', misalnya: iki new camat."
        )
    by_id = {jabatan.id: jabatan for jabatan in checked.every_jabatan}
    chosen = [_position(identity, by_id) for identity in ids] or checked.every_jabatan
    wanted = _wanted(list(project.templates(here, formats)), checked, kinds)
    lacking = tuple(fault for template in wanted for fault in _lacks(template, checked))
    compiled = [(template, _compile(template)) for template in _tailored(wanted, checked)]
    faults = tuple(fault for _, result in compiled if isinstance(result, tuple) for fault in result)
    if lacking or faults:
        return (*lacking, *faults)
    whole = _whole(here, checked)
    sound = [(template, result) for template, result in compiled if isinstance(result, Rendering)]
    works = [work for each in sound for work in _works(*each, chosen, whole, with_book=not ids)]
    warnings = tuple(warning for template, result in sound for warning in _blanks(template.name, result, checked))
    if any(template.kind == keputusan.KIND and template.is_shipped for template in wanted):
        warnings += tuple(keputusan.blanks(checked.settings, checked.kantor.dokumen, whole.penandatangan))
    if has_errors(warnings):
        return warnings
    return tuple(_troubles(works)) or Plan(len(works), (work.artifact() for work in works), warnings)


def judge_templates(here: Project, checked: Checked) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    """Yield the name of each template of the project's own, and all that is wrong with it.

    Where no data is wrong, those are tried too that can be right and yet make no sound document.
    """
    may_try = not has_errors(checked.diagnostics)
    for template in project.templates(here, every_format()):
        if template.is_own:
            result = _compile(template)
            if isinstance(result, Rendering) and any(_lacks(template, checked)):
                result = ()
            elif isinstance(result, Rendering):
                works = _works(template, result, checked.every_jabatan, _whole(here, checked), with_book=True)
                blanks = _blanks(template.name, result, checked)
                result = (*blanks, *limited(_troubles(works if may_try else ())))
            yield template.name, result


def _wanted(every: Sequence[TemplateFile], checked: Checked, kinds: Collection[str]) -> list[TemplateFile]:
    """Choose the templates of the kinds that were named, else all but those of iki's that the settings leave out."""
    known = list(dict.fromkeys(template.kind for template in every))
    for kind in kinds:
        if kind not in known:
            near = nearest(kind, known)
            hint = f"Maksud Anda '{near}'?" if near else f"Yang ada: {', '.join(known)}."
            raise IkiError(f"Tidak ada templat '{printable(kind)}' untuk bentuk ini. {hint}")
    if kinds:
        return [template for template in every if template.kind in kinds]
    return [template for template in every if not any(_lacks(template, checked)) and _is_asked_for(template, checked)]


def _is_asked_for(template: TemplateFile, checked: Checked) -> bool:
    return template.kind != matrix.KIND or not template.is_shipped or checked.bentuk.matriks is not None


def _lacks(template: TemplateFile, checked: Checked) -> Iterator[Diagnostic]:
    """Say what a template of iki's own cannot do without; what an office's own needs, the office knows."""
    if template.kind == keputusan.KIND and template.is_shipped:
        yield from keputusan.faults(checked.settings, checked.kantor.dokumen)


def _tailored(every: Collection[TemplateFile], checked: Checked) -> Iterator[TemplateFile]:
    """Yield the project's own templates as they are, and iki's made to the form that the settings ask for."""
    form = _form(checked, {template.kind for template in every})
    for template in every:
        if form is None or not template.is_shipped:
            yield template
        else:
            content = tailor(template.format)(template.content, form, template.kind)
            yield replace(template, content=content)


def _form(checked: Checked, kinds: Collection[str]) -> Form | None:
    """Return the form that the settings ask for, with the matrix where one is wanted; None where they ask for none."""
    bentuk = checked.bentuk
    if matrix.KIND in kinds and bentuk.matriks is None:
        bentuk = replace(bentuk, matriks=Matriks())
    if bentuk in (Bentuk(), Bentuk(matriks=Matriks())) and checked.kantor.dokumen.tanda_tangan in {None, "tanpa"}:
        return None
    return form_of(bentuk, checked.every_jabatan, checked.kantor)


def _whole(here: Project, checked: Checked) -> Whole:
    return all_of(
        checked.every_jabatan, checked.kantor, cache(partial(project.read_picture, here)), checked.every_pejabat
    )


def _blanks(name: str, rendering: Rendering, checked: Checked) -> tuple[Diagnostic, ...]:
    replaces = project.replaces_builtin(PurePosixPath(name).name)
    no_values = blank.judge_values(name, rendering, replaces_builtin=replaces)
    return (*no_values, *blank.judge_keys(name, rendering, checked.kantor, checked.every_jabatan))


def judge_template(content: bytes, file_name: str, called: str) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with one template; its file's name gives the format, `called` is for messages."""
    suffix = file_name.lower().removesuffix(".j2").rpartition(".")[2]
    if suffix not in every_format():
        hint = "Simpan dari Word sebagai 'Word Document (*.docx)'."
        raise IkiError(f"{called} bukan templat. Nama templat berakhiran .docx atau .md.j2. {hint}")
    result = compiler(suffix)(content, called)
    if isinstance(result, tuple):
        return tuple(limited(result))
    return tuple(blank.judge_values(called, result, replaces_builtin=project.replaces_builtin(file_name)))


def template_words() -> Iterator[tuple[str, list[Word]]]:
    """Yield what templates know, in groups, with the meanings that the schemas give."""
    schemas = {
        name: json.loads(project.read_builtin("schema", f"{file}.schema.json"))
        for name, file in (("jabatan", "jabatan"), ("kantor", "iki"), ("pejabat", "pejabat"))
    }
    return words(schemas, every_filter())


def _compile(template: TemplateFile) -> Rendering | tuple[Diagnostic, ...]:
    if template.refusal:
        place, hint = Location(template.name, 1, 1), "Ganti namanya, pindahkan, atau hapus."
        if not template.name.lower().endswith((".docx", ".md", ".md.j2")):
            hint = "Simpan ulang dari Word sebagai 'Word Document (*.docx)', atau pindahkan."
        return (Diagnostic(place, Level.ERROR, "templat-rusak", template.refusal, hint),)
    result = compiler(template.format)(template.content, template.name)
    return tuple(limited(result)) if isinstance(result, tuple) else result


@dataclass(frozen=True, slots=True)
class _Work:
    """One document to be made when its turn comes; `subject` says in Indonesian which, `render` makes it."""

    template: TemplateFile
    name: str
    subject: str
    may_fail: bool
    render: Callable[[], Rendered]

    def artifact(self) -> Artifact:
        """Return the document as it is to be written."""
        return Artifact(self.name, self.render().content)


def _troubles(works: Iterable[_Work]) -> Iterator[Diagnostic]:
    """Make those documents once that may be impossible, and say of which no sound one can be made."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for work in works:
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


def _position(identity: str, by_id: Mapping[str, Jabatan]) -> Jabatan:
    found = by_id.get(identity)
    if found is None:
        near = nearest(identity, by_id)
        hint = f"Maksud Anda '{near}'?" if near else f"Yang ada: {', '.join(by_id)}."
        raise IkiError(f"Jabatan '{printable(identity)}' tidak ada. {hint}")
    return found


def _works(
    template: TemplateFile, rendering: Rendering, chosen: Sequence[Jabatan], whole: Whole, *, with_book: bool
) -> Iterator[_Work]:
    """Yield a piece of work for each document of one template."""
    for jabatan in chosen if rendering.per_jabatan else ():
        name = f"{template.kind}/{jabatan.id}.{template.format}"
        render = partial(rendering.document, jabatan, whole)
        yield _Work(template, name, f"jabatan '{jabatan.id}'", rendering.may_fail, render)
    if with_book:
        name = f"{template.kind}.{template.format}"
        yield _Work(template, name, "buku", rendering.may_fail, partial(rendering.book, whole))
