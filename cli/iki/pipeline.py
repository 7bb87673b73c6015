"""The whole story, top to bottom: what was checked is compiled, rendered, and made ready to be written."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import PurePosixPath

from iki import blank, keputusan, load, project, shipped, template_files, work
from iki.characters import printable
from iki.checking import Checked, check, read_settings
from iki.diagnostics import Diagnostic, Level, has_errors, limited
from iki.errors import IkiError
from iki.lint import every_rule
from iki.naming import nearest
from iki.project import Project
from iki.render import Rendering, all_of, compiler, compiler_of_others, every_filter
from iki.template.kinds import SEEN_OF_CHANGES, SEEN_OF_WORKSHEET
from iki.template.words import Word, words
from iki.template_files import CHANGES, WORKSHEET, TemplateFile, every_format
from iki.work import Around, Making, Pictures
from iki.worksheet import every_reviu
from iki.write import Artifact

_SEEN_OF = {CHANGES: SEEN_OF_CHANGES, WORKSHEET: SEEN_OF_WORKSHEET}
"""The names that templates of other commands than `build` see, by the kind of their document."""


_SHOWN = 20
"""So many ids are told to whoever names one that does not exist."""
LARGEST_BOOK = 2_000
"""So many positions are put into one document, unless somebody asks for its kind: Word opens no larger one."""
_NO_BOOK = (
    "dokumen yang memuat semua jabatan tidak disusun: ada {} jabatan, lebih dari {}. "
    "Bila perlu, sebut jenisnya, misalnya: iki build --kind iki."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build will write.

    `warnings` are what is to be said of templates that are right, `is_unwanted` tells of the name of a document whether
    its position is gone (where positions are named, of none).
    """

    making: Making
    warnings: tuple[Diagnostic, ...]
    is_unwanted: Callable[[str], bool]
    note: str
    """What is not made, and why."""


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
        (template, work.compile_template(template))
        for template in shipped.tailored(wanted, checked.bentuk, checked.every_jabatan, checked.kantor)
    ]
    faults = tuple(fault for _, result in compiled if isinstance(result, tuple) for fault in result)
    if lacking or faults:
        return (*lacking, *faults)
    around = _around(checked, Pictures(here))
    sound = [(template, result) for template, result in compiled if isinstance(result, Rendering)]
    warnings = tuple(warning for template, result in sound for warning in _blanks(template, result, checked))
    if not ids and any(template.kind == keputusan.KIND and template.is_shipped for template in wanted):
        warnings += tuple(keputusan.blanks(checked.settings, checked.kantor.dokumen, around.whole.penandatangan))
    if has_errors(warnings):
        return warnings
    is_too_much = not kinds and len(around.positions) > LARGEST_BOOK
    note = _NO_BOOK.format(len(around.positions), LARGEST_BOOK) if is_too_much and not ids else ""
    making = Making(sound, chosen, around, with_book=not ids and not is_too_much)
    return tuple(making.troubles()) or Plan(
        making, warnings, lambda name: not ids and work.is_of_no_position(name, around.whole.lembar), note
    )


def worksheet(here: Project, ids: Sequence[str], suffix: str) -> Artifact | tuple[Diagnostic, ...]:
    """Return a reviewer's worksheet of the positions named, else of all, or what keeps it from being written.

    What the rules say of positions keeps nothing, however grave it is to the office: a reviewer is to read it.
    """
    checked = check(here, every_rule())
    faults = tuple(_errors_of_data(checked))
    if faults:
        return faults
    every = [template_files.other_template(here, WORKSHEET, suffix)]
    template = next(shipped.tailored(every, checked.bentuk, checked.every_jabatan, checked.kantor))
    compiled = compiler_of_others(suffix)(template.content, template.name, SEEN_OF_WORKSHEET)
    if isinstance(compiled, tuple):
        return tuple(limited(compiled))
    every_jabatan = [checked.every_jabatan[number] for number in _chosen(checked, ids)]
    names = {"every_reviu": every_reviu(every_jabatan, checked.quality), "kantor": checked.kantor}
    made = compiled(names, partial(project.read_picture, here))
    troubles = tuple(work.troubles([(template.name, "lembar reviu", made)]))
    return troubles or Artifact(f"{WORKSHEET}.{suffix}", made.content)


def _errors_of_data(checked: Checked) -> Iterator[Diagnostic]:
    """Yield the errors that keep data from being used: not what the rules say, however grave it is to the office."""
    of_quality = set(checked.quality.diagnostics())
    return (each for each in checked.diagnostics if each.level is Level.ERROR and each not in of_quality)


def judge_templates(
    here: Project, checked: Checked, pictures: Pictures
) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    """Yield the name of each template of the project's own, and all that is wrong with it.

    Where no data is wrong, those are tried too that can be right and yet make no sound document, with their `pictures`.
    """
    may_try, around = not any(_errors_of_data(checked)), _around(checked, pictures)
    every = list(template_files.templates(here, every_format()))
    if may_try:
        yield checked.settings.path, tuple(_faults_of_the_form(_wanted(every, checked, ()), checked))
    for template in every:
        if template.is_own:
            result = work.compile_template(template)
            if isinstance(result, Rendering) and any(_lacks(template, checked)):
                result = ()
            elif isinstance(result, Rendering):
                making = Making([(template, result)], range(len(around.positions)), around, with_book=True)
                blanks = _blanks(template, result, checked)
                result = (*blanks, *limited(making.troubles() if may_try else ()))
            yield template.name, result
    for template in template_files.other_templates(here):
        if template.is_own:
            yield template.name, judge_template(template.content, template.name, template.name, template.kind)


def _faults_of_the_form(wanted: Collection[TemplateFile], checked: Checked) -> Iterator[Diagnostic]:
    """Say what is wrong with iki's own templates in the form of the settings."""
    for template in shipped.tailored(wanted, checked.bentuk, checked.every_jabatan, checked.kantor):
        result = work.compile_template(template) if template.is_tailored else ()
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


def _around(checked: Checked, pictures: Pictures) -> Around:
    every = checked.every_jabatan
    return Around(every, all_of(every, checked.kantor, pictures, checked.every_pejabat, every.heads), pictures)


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
    settings, found = read_settings(here)
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


def _chosen(checked: Checked, ids: Sequence[str]) -> Sequence[int]:
    """Return the positions that are named, else all of them, by their number."""
    heads = checked.every_jabatan.heads
    if not heads:
        raise IkiError(
            "Belum ada jabatan di data/jabatan. Buat yang pertama dengan 'iki new', misalnya: iki new camat."
        )
    if not ids:
        return range(len(heads))
    numbers = {head.id: number for number, head in enumerate(heads)}
    return [_number(identity, numbers) for identity in ids]


def _number(identity: str, numbers: Mapping[str, int]) -> int:
    if identity not in numbers:
        near = nearest(identity, numbers)
        hint = (
            f"Maksud Anda '{near}'?"
            if near
            else f"Yang ada: {', '.join(islice(numbers, _SHOWN))}{', …' * (len(numbers) > _SHOWN)}."
        )
        raise IkiError(f"Jabatan '{printable(identity)}' tidak ada. {hint}")
    return numbers[identity]
