"""The first half of the story: read a project, judge all of it, load what is right, ask the rules of quality."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from iki import content, keputusan, lint, load, pejabat, project, quality, tree
from iki.characters import printable, shortened
from iki.diagnostics import Diagnostic, Level, by_place, has_errors, limited
from iki.form.judge import judge as judge_form
from iki.form.outcome import judge_contents
from iki.model import Bentuk, Jabatan, Kantor, Pejabat
from iki.positions import Positions, held_of
from iki.progress import NONE, Progress
from iki.project import Project
from iki.quality import Quality
from iki.reading import Judging, Known, line, project_schemas, schema_faults
from iki.rule import Office, Rule
from iki.source import Source
from iki.tree import Ties


class Checked(NamedTuple):
    """A project as read and judged: positions without errors in the order of printing, and all that is to be said.

    `settings` is what `iki.yaml` says; `files` names every file that was judged, as its diagnostics do, and `quality`
    is what the rules say of the positions, which `diagnostics` tell too: both are empty where it is only for the print.
    """

    settings: Source
    kantor: Kantor
    bentuk: Bentuk
    every_pejabat: Mapping[str, Pejabat]
    every_jabatan: Positions
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    quality: Quality


class Judged(NamedTuple):
    """A project with all that is to be said of it.

    `templates` are the faults of each, where those are asked for, `pictures` the names of those that were looked at.
    """

    checked: Checked
    templates: Mapping[str, tuple[Diagnostic, ...]]
    pictures: Collection[str] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files that were judged."""
        return (*self.checked.files, *self.templates)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is to be said, the templates' faults last."""
        return (*self.checked.diagnostics, *(fault for faults in self.templates.values() for fault in faults))


class Spared(NamedTuple):
    """What need not be asked: where it is for the print, what is `known` of files in which nothing was found.

    Otherwise the rules of quality are asked only about files whose names are `meant`, where not all are. Where what is
    found `is_compared` with what was found before, it is not yet known what of it will be told. Where positions are let
    go, nobody will look at those of which nothing is to be said.
    """

    known: Known | None = None
    meant: Callable[[str], bool] | None = None
    is_compared: bool = False
    lets_go: bool = False

    def means(self, path: str) -> bool:
        """Tell whether rules are asked about a file."""
        return self.meant is None or self.meant(path)


def check(
    here: Project,
    rules: Collection[Rule] | None = None,
    jobs: int = 1,
    progress: Progress = NONE,
    spared: Spared = Spared(),  # noqa: B008 - a value
) -> Checked:
    """Read the whole project and judge every file of it; no fault hides another. Up to `jobs` processes work.

    Of the rules of quality only those of the print are asked, or those that are given.
    """
    settings, found = read_settings(here)
    is_settled = not has_errors(found)
    kantor, bentuk = load.kantor(settings), load.bentuk(settings)
    office = Office((), kantor, bentuk, load.periksa(settings))
    asked = lint.asked_of(office.periksa, rules or ())
    # To judge what settings of the form come to, all positions are looked at
    sieve = asked if spared.lets_go and bentuk == Bentuk() and lint.look_alone(asked) else None
    judging = Judging(here, settings, office, rules is None, spared.known, sieve)
    ties: dict[str, Ties] = {}
    sources: dict[str, Source] = {}
    kept: list[Jabatan] = []
    order = judging.order()
    every_jabatan = Positions(here, kantor, held_of(len(order)) if rules is None else len(order))
    every_reading = progress.over(judging.every_reading(order, jobs), "Memeriksa", len(order))
    for identity, reading in zip(order, every_reading, strict=True):
        ties[identity] = reading.ties
        found += reading.found
        if reading.head is not None:
            head = reading.head._replace(id=identity)  # what a helper read has an id of its own, as long as this one
            every_jabatan.add(head, reading.digest, reading.jabatan, line(reading) if rules is None else None)
        if reading.jabatan is not None and reading.source is not None:
            kept.append(reading.jabatan)
            if spared.means(reading.source.path):
                sources[identity] = reading.source
    judged = Quality()
    if rules is not None:
        _note_error(found, progress, spared)
        office = Office(kept, kantor, bentuk, office.periksa)
        linted = progress.over(lint.lint(office, sources, asked, jobs), "Menilai mutu", len(sources))
        judged = quality.judge(here, settings, office.periksa, asked, linted)
        is_whole = len(every_jabatan) == len(ties) and all(map(spared.means, map(judging.file, ties)))
        found += (*judged.diagnostics(), *(judged.in_vain if is_whole else ()))
    if bentuk != Bentuk() and is_settled:
        found += (*judge_contents(settings, bentuk, every_jabatan), *_judge_logo(here, settings, bentuk))
    if settings.is_read:
        found += tree.judge(ties, kantor, judging.source)
        found += tree.judge_kantor(settings, kantor, ties)
    people = project.read_people(here)
    found += _judge_people(here, people, {*ties, *kantor.atasan_luar})
    files = tuple(_files(here, people, map(judging.file, ties))) if rules is not None else ()
    every_pejabat = pejabat.load(people) if people is not None else {}
    return Checked(settings, kantor, bentuk, every_pejabat, every_jabatan, by_place(found), files, judged)


def _note_error(found: Iterable[Diagnostic], progress: Progress, spared: Spared) -> None:
    """Name the first error to whoever waits: what the rules say of thousands of files comes later."""
    errors = (each for each in by_place(found) if each.level is Level.ERROR)
    first = next((each for each in errors if spared.means(each.location.path)), None)
    if first is not None and not spared.is_compared:
        path, line, _ = first.location
        progress.note(f"iki: ada kesalahan di {printable(path)}:{line}; mutu masih dinilai.")


def _judge_people(here: Project, people: Source | None, known: Collection[str]) -> Iterator[Diagnostic]:
    if people is not None:
        yield from people.diagnostics
        yield from schema_faults(project_schemas(here, "pejabat.schema.json"), people)
        yield from limited((*content.blank_texts(people, (), people.data), *pejabat.judge(people, known)))


def _files(here: Project, people: Source | None, of_positions: Iterable[str]) -> Iterator[str]:
    """Yield the names of all files of data."""
    yield project.SETTINGS
    if people is not None:
        yield people.path
    yield from of_positions
    if (here.root / project.BASELINE).is_file():
        yield project.BASELINE


def read_settings(here: Project) -> tuple[Source, list[Diagnostic]]:
    """Return what `iki.yaml` says, and what is wrong with it by itself."""
    settings = project.read_source(here, here.settings)
    found = [*settings.diagnostics, *schema_faults(project_schemas(here, "iki.schema.json"), settings)]
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
