"""The first half of the story: read a project, judge all of it, load what is right, ask the rules of quality."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from iki import baseline, content, keputusan, lint, load, pejabat, project, quality, tree
from iki.characters import shortened
from iki.diagnostics import Diagnostic, by_place, has_errors, limited
from iki.form.judge import judge as judge_form
from iki.form.outcome import judge_contents
from iki.model import Bentuk, Jabatan, Kantor, Pejabat
from iki.project import Project
from iki.quality import Quality
from iki.rule import Office, Rule
from iki.schema import Schema, judge, read_schema
from iki.source import Source
from iki.tree import Ties


class Checked(NamedTuple):
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


class Judged(NamedTuple):
    """A project with all that is to be said of it; `templates` are the faults of each, where those are asked for."""

    checked: Checked
    templates: Mapping[str, tuple[Diagnostic, ...]]

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files that were judged."""
        return (*self.checked.files, *self.templates)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said, the templates' faults last."""
        return (*self.checked.diagnostics, *(fault for faults in self.templates.values() for fault in faults))


def check(here: Project, rules: Collection[Rule] | None = None, jobs: int = 1) -> Checked:
    """Read the whole project and judge every file of it; no fault hides another.

    Of the rules of quality only those of the print are asked, or those that are given, by up to `jobs` processes.
    """
    settings, found_in_settings = read_settings(here)
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
    asked = lint.asked_of(office.periksa, lint.rules_of_the_print() if rules is None else rules)
    linted = lint.lint(office, sources, asked, jobs)
    if rules is None:
        judged = quality.judge_print(here, office.periksa, asked, linted)
    else:
        judged = quality.judge(here, settings, office.periksa, asked, linted)
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


def read_settings(here: Project) -> tuple[Source, list[Diagnostic]]:
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
        why = content if isinstance(content, str) else _fault_of_picture(content)
        if why:
            hint = "Taruh PNG atau JPEG di folder proyek, dan sebut dari sana dengan '/', misalnya gambar/logo.png."
            message = f"Logo '{shortened(logo)}' tidak dapat dipakai: {why}."
            yield settings.fault(("kop", "logo"), "gambar-salah", message, hint)


def _fault_of_picture(content: bytes) -> str:
    """Say in Indonesian why a file cannot be shown as a picture; an empty answer means that it can."""
    from iki.word.pictures import read_picture

    picture = read_picture(content)
    return picture if isinstance(picture, str) else ""


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
