"""The whole story, top to bottom: read, judge, load, lint, render, write."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePosixPath

from iki import (
    baseline,
    blank,
    content,
    keputusan,
    load,
    pejabat,
    project,
    quality,
    shipped,
    template_files,
    tree,
    work,
)
from iki.characters import printable, shortened
from iki.diagnostics import Diagnostic, Level, Location, by_place, has_errors, limited
from iki.errors import IkiError
from iki.form.judge import judge as judge_form
from iki.form.outcome import judge_contents
from iki.lint import every_rule
from iki.model import Bentuk, Jabatan, Kantor, Pejabat
from iki.naming import nearest
from iki.project import Project
from iki.quality import Quality
from iki.render import (
    Rendering,
    Whole,
    all_of,
    compiler,
    compiler_of_others,
    every_filter,
    every_format,
    fault_of_picture,
)
from iki.rule import Office, Rule
from iki.schema import Schema, judge, read_schema
from iki.source import Source
from iki.template.kinds import SEEN_OF_CHANGES, SEEN_OF_WORKSHEET
from iki.template.words import Word, words
from iki.template_files import CHANGES, WORKSHEET, TemplateFile
from iki.tree import Ties
from iki.worksheet import every_reviu
from iki.write import Artifact

_SEEN_OF = {CHANGES: SEEN_OF_CHANGES, WORKSHEET: SEEN_OF_WORKSHEET}
"""The names that templates of other commands than `build` see, by the kind of their document."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A project as read and judged: positions without errors in the order of printing, and all that is to be said.

    `settings` is what `iki.yaml` says; `files` names every file that was judged, as its diagnostics do; `quality` is
    what the rules say of the positions, which `diagnostics` tell too.
    """

    settings: Source
    kantor: Kantor
    bentuk: Bentuk
    every_pejabat: Mapping[str, Pejabat]
    every_jabatan: tuple[Jabatan, ...]
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    quality: Quality


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will write: so many artifacts, made one by one as they are asked for.

    `warnings` are what is to be said of templates that are right.
    """

    count: int
    artifacts: Iterator[Artifact]
    warnings: tuple[Diagnostic, ...]


def check(here: Project, rules: Collection[Rule] | None = None) -> Checked:
    """Read the whole project and judge every file of it; no fault hides another.

    Of the rules of quality only those of the print are asked, or those that are given.
    """
    settings, found_in_settings = _read_settings(here)
    found = list(found_in_settings)
    kantor, bentuk = load.kantor(settings), load.bentuk(settings)
    ties: dict[str, Ties] = {}
    sources: dict[str, Source] = {}
    every_jabatan = []
    schemas = _schemas(here, "jabatan.schema.json")
    for identity, source in _read_positions(here, kantor):
        ties[identity] = tree.ties(source)
        said = tuple(limited(_judge_position(source, schemas, settings)))
        found += said
        if not has_errors(said):
            jabatan = load.jabatan(source, identity, kantor)
            every_jabatan.append(jabatan)
            sources[identity] = source
    office = Office(every_jabatan, kantor, bentuk, load.periksa(settings))
    if rules is None:
        judged = quality.judge_print(here, office, sources)
    else:
        judged = quality.judge(here, settings, office, sources, rules)
    found += judged.diagnostics()
    if rules is not None and len(sources) == len(ties):
        found += judged.in_vain
    if bentuk != Bentuk() and not has_errors(found_in_settings):
        found += (*judge_contents(settings, bentuk, every_jabatan), *_judge_logo(here, settings, bentuk))
    if settings.is_read:
        found += tree.judge(ties, kantor)
        found += tree.judge_kantor(settings, kantor, ties)
    people = project.read_people(here)
    if people is not None:
        found += (*people.diagnostics, *_schema_faults(_schemas(here, "pejabat.schema.json"), people))
        found += limited(
            (*content.blank_texts(people, (), people.data), *pejabat.judge(people, {*ties, *kantor.atasan_luar}))
        )
    files = (
        settings.path,
        *([people.path] if people is not None else []),
        *(each.source.path for each in ties.values()),
        *([baseline.FILE] if (here.root / baseline.FILE).is_file() else []),
    )
    every_pejabat = pejabat.load(people) if people is not None else {}
    return Checked(settings, kantor, bentuk, every_pejabat, tuple(every_jabatan), by_place(found), files, judged)


def _read_settings(here: Project) -> tuple[Source, list[Diagnostic]]:
    """Return what `iki.yaml` says, and what is wrong with it by itself."""
    settings = project.read_source(here, here.settings)
    found = [*settings.diagnostics, *_schema_faults(_schemas(here, "iki.schema.json"), settings)]
    found += (*content.judge_kantor(settings), *judge_form(settings))
    return settings, [*found, *keputusan.judge(settings, load.kantor(settings).dokumen)]


def _judge_logo(here: Project, settings: Source, bentuk: Bentuk) -> Iterator[Diagnostic]:
    """Say that the letterhead's picture cannot be shown: found here, it is named where it is written."""
    logo = (bentuk.kop or {}).get("logo")
    if logo:
        content = project.read_picture(here, logo)
        why = content if isinstance(content, str) else fault_of_picture(content)
        if why:
            hint = "Taruh PNG atau JPEG di folder proyek, dan sebut dari sana dengan '/', misalnya gambar/logo.png."
            message = f"Logo '{shortened(logo)}' tidak dapat dipakai: {why}."
            yield settings.fault(("kop", "logo"), "gambar-salah", message, hint)


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
    chosen = _chosen(checked, ids)
    wanted = _wanted(list(template_files.templates(here, formats)), checked, kinds)
    lacking = tuple(fault for template in wanted for fault in _lacks(template, checked))
    compiled = [
        (template, _compile(template))
        for template in shipped.tailored(wanted, checked.bentuk, checked.every_jabatan, checked.kantor)
    ]
    faults = tuple(fault for _, result in compiled if isinstance(result, tuple) for fault in result)
    if lacking or faults:
        return (*lacking, *faults)
    whole = _whole(here, checked)
    sound = [(template, result) for template, result in compiled if isinstance(result, Rendering)]
    every_work = [one for each in sound for one in work.works(*each, chosen, whole, with_book=not ids)]
    warnings = tuple(warning for template, result in sound for warning in _blanks(template, result, checked))
    if not ids and any(template.kind == keputusan.KIND and template.is_shipped for template in wanted):
        warnings += tuple(keputusan.blanks(checked.settings, checked.kantor.dokumen, whole.penandatangan))
    if has_errors(warnings):
        return warnings
    artifacts = (one.artifact() for one in every_work)
    return tuple(work.troubles(every_work)) or Plan(len(every_work), artifacts, warnings)


def worksheet(here: Project, ids: Sequence[str], suffix: str) -> Artifact | tuple[Diagnostic, ...]:
    """Return a reviewer's worksheet of the positions named, else of all, or what keeps it from being written.

    What the rules say of positions keeps nothing, however grave it is to the office: a reviewer is to read it.
    """
    checked = check(here, every_rule())
    of_quality = set(checked.quality.diagnostics())
    faults = tuple(each for each in checked.diagnostics if each.level is Level.ERROR and each not in of_quality)
    if faults:
        return faults
    every = [template_files.other_template(here, WORKSHEET, suffix)]
    template = next(shipped.tailored(every, checked.bentuk, checked.every_jabatan, checked.kantor))
    compiled = compiler_of_others(suffix)(template.content, template.name, SEEN_OF_WORKSHEET)
    if isinstance(compiled, tuple):
        return tuple(limited(compiled))
    names = {"every_reviu": every_reviu(_chosen(checked, ids), checked.quality), "kantor": checked.kantor}
    made = compiled(names, partial(project.read_picture, here))
    one = work.Work(template, f"{WORKSHEET}.{suffix}", "lembar reviu", may_fail=True, render=lambda: made)
    return tuple(work.troubles([one])) or one.artifact()


def judge_templates(here: Project, checked: Checked) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    """Yield the name of each template of the project's own, and all that is wrong with it.

    Where no data is wrong, those are tried too that can be right and yet make no sound document.
    """
    may_try = not has_errors(checked.diagnostics)
    every = list(template_files.templates(here, every_format()))
    if may_try:
        yield checked.settings.path, tuple(_faults_of_the_form(_wanted(every, checked, ()), checked))
    for template in every:
        if template.is_own:
            result = _compile(template)
            if isinstance(result, Rendering) and any(_lacks(template, checked)):
                result = ()
            elif isinstance(result, Rendering):
                every_work = work.works(template, result, checked.every_jabatan, _whole(here, checked), with_book=True)
                blanks = _blanks(template, result, checked)
                result = (*blanks, *limited(work.troubles(every_work if may_try else ())))
            yield template.name, result
    for template in template_files.other_templates(here):
        if template.is_own:
            yield template.name, judge_template(template.content, template.name, template.name, template.kind)


def _faults_of_the_form(wanted: Collection[TemplateFile], checked: Checked) -> Iterator[Diagnostic]:
    """Say what is wrong with iki's own templates in the form of the settings."""
    for template in shipped.tailored(wanted, checked.bentuk, checked.every_jabatan, checked.kantor):
        result = _compile(template) if template.is_tailored else ()
        yield from result if isinstance(result, tuple) else ()


def _wanted(every: Sequence[TemplateFile], checked: Checked, kinds: Collection[str]) -> list[TemplateFile]:
    """Choose the templates of the kinds that were named, else all but those of iki's that the settings leave out."""
    known = list(dict.fromkeys(template.kind for template in every))
    for kind in kinds:
        if kind not in known:
            near = nearest(kind, known)
            hint = f"Maksud Anda '{near}'?" if near else f"Yang ada: {', '.join(known)}."
            raise IkiError(f"Tidak ada templat '{printable(kind)}' dalam bentuk (--format) yang diminta. {hint}")
    if kinds:
        return [template for template in every if template.kind in kinds]
    return [
        template
        for template in every
        if not any(_lacks(template, checked)) and shipped.is_asked_for(template, checked.bentuk)
    ]


def _lacks(template: TemplateFile, checked: Checked) -> Iterator[Diagnostic]:
    """Say what a template of iki's own cannot do without; what an office's own needs, the office knows."""
    if template.kind == keputusan.KIND and template.is_shipped:
        yield from keputusan.faults(checked.settings, checked.kantor.dokumen)


def _whole(here: Project, checked: Checked) -> Whole:
    return all_of(
        checked.every_jabatan, checked.kantor, cache(partial(project.read_picture, here)), checked.every_pejabat
    )


def _blanks(template: TemplateFile, rendering: Rendering, checked: Checked) -> tuple[Diagnostic, ...]:
    """Say what a template of the office's own leaves blank; of iki's, the settings are told of that."""
    if template.is_shipped:
        return ()
    name = template.name
    replaces = template_files.replaces_builtin(PurePosixPath(name).name)
    no_values = blank.judge_values(name, rendering, replaces_builtin=replaces)
    return (*no_values, *blank.judge_keys(name, rendering, checked.kantor, checked.every_jabatan))


def judge_template(content: bytes, file_name: str, called: str, kind: str = "") -> tuple[Diagnostic, ...]:
    """Return all that is wrong with one template; its file's name gives the format, `called` is for messages.

    `kind` is given where another command than `build` makes its document.
    """
    suffix = file_name.lower().removesuffix(".j2").rpartition(".")[2]
    if suffix not in every_format():
        hint = "Simpan dari Word sebagai 'Word Document (*.docx)'."
        raise IkiError(f"{called} bukan templat. Nama templat berakhiran .docx atau .md.j2. {hint}")
    if kind:
        other = compiler_of_others(suffix)(content, called, _SEEN_OF[kind])
        return tuple(limited(other)) if isinstance(other, tuple) else ()
    replaces = template_files.replaces_builtin(file_name)
    result = compiler(suffix)(content, called)
    if isinstance(result, tuple):
        return tuple(limited(result))
    return tuple(blank.judge_values(called, result, replaces_builtin=replaces))


def starter_template(here: Project, kind: str, suffix: str) -> TemplateFile | None:
    """Return the template to start a new one from, made to the form of the settings where nothing is wrong with them.

    None where iki brings none of this format along.
    """
    starter = template_files.starter_template(kind, suffix)
    settings, found = _read_settings(here)
    if starter is None or has_errors(found):
        return starter
    every_jabatan = check(here).every_jabatan if here.data.is_dir() else ()
    return next(shipped.tailored([starter], load.bentuk(settings), every_jabatan, load.kantor(settings)))


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
    if isinstance(result, Rendering):
        # what its settings could ask for that cannot be made has been refused: its documents need not be tried
        return replace(result, may_fail=False) if template.is_tailored else result
    if template.is_tailored:
        place, hint = Location(project.SETTINGS, 1, 1), "Periksa label, kop, kolom dan bagian."
        return tuple(
            replace(fault, location=place, rule="bentuk-salah", message=f"Bentuk lembar: {fault.message}", hint=hint)
            for fault in limited(result)
        )
    return tuple(limited(result))


def _chosen(checked: Checked, ids: Sequence[str]) -> Sequence[Jabatan]:
    """Return the positions that are named, else all of them."""
    if not checked.every_jabatan:
        raise IkiError(
            "Belum ada jabatan di data/jabatan. Buat yang pertama dengan 'iki new', misalnya: iki new camat."
        )
    by_id = {jabatan.id: jabatan for jabatan in checked.every_jabatan}
    return [_position(identity, by_id) for identity in ids] or checked.every_jabatan


def _position(identity: str, by_id: Mapping[str, Jabatan]) -> Jabatan:
    found = by_id.get(identity)
    if found is None:
        near = nearest(identity, by_id)
        hint = f"Maksud Anda '{near}'?" if near else f"Yang ada: {', '.join(by_id)}."
        raise IkiError(f"Jabatan '{printable(identity)}' tidak ada. {hint}")
    return found
