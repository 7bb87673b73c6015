"""What is to be reported of a project, or of several together."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

from iki import checking, named, offices, project, shown, template_files
from iki.checking import Judged
from iki.diagnostics import Diagnostic, by_place
from iki.errors import IkiError
from iki.model import Bentuk
from iki.progress import NONE, Progress
from iki.project import Project
from iki.recall import Recall
from iki.report import Outcome
from iki.reported import Asked, Found, outcome
from iki.template_files import TemplateFile
from iki.workers import spread


def judged(here: Project, asked: Asked, jobs: int, progress: Progress = NONE) -> Judged:
    """Return all that is to be said of a project, of its templates where they are asked for."""
    wants_templates, is_compared = _wants_templates(asked.files, here), asked.since is not None
    # Comparing and trying templates take every position, those too of which nothing is to be said
    takes_all = is_compared or (wants_templates and not all(each.is_shipped for each in _templates(here)))
    spared = checking.Spared(meant=_meant(here, asked), is_compared=is_compared, lets_go=not takes_all)
    checked = checking.check(here, asked.chosen.rules, jobs, progress, spared)
    logo = (checked.bentuk.kop or {}).get("logo")
    every = Judged(checked, {}, [logo] if logo else [])
    return _with_templates(here, every) if wants_templates else every


def found(here: Project, every: Judged, asked: Asked, jobs: int) -> Found:
    """Return what is to be reported of a project of which all is said: of the files that are named, else of all."""
    names = named.names(asked.files, here, every.files)
    parts: Sequence[Collection[Diagnostic]] = (every.diagnostics, ())
    if asked.since is not None:
        from iki.since import parted

        parts = parted(here, every, asked.since, partial(judged, asked=asked, jobs=jobs))
    new, older = (
        [each for each in by_place(part) if each.location.path in names and asked.chosen.has(each)] for part in parts
    )
    known = sum(each.source.path in names for each in every.checked.quality.known)
    return Found(new, sorted(names), known, len(older), pictures=every.pictures)


def outcome_of_all(every: Sequence[Project], asked: Asked, jobs: int) -> tuple[Outcome, list[str]]:
    """Return what is to be reported of several projects in one, and which could not be judged, and why.

    Files are called by the way to them.
    """
    each_alone = spread(_found_in, asked, every, jobs)
    every_found = [_below(offices.called(here), each) for here, each in zip(every, each_alone, strict=True)]
    lines = {offices.called(here): shown.line_of(here) for here in every}

    def line_of(name: str, line: int) -> str:
        way = max((each for each in lines if name.startswith(each)), key=len)
        return lines[way](name.removeprefix(way), line)

    together = Found(
        [diagnostic for each in every_found for diagnostic in each.new],
        [name for each in every_found for name in each.names],
        sum(each.known for each in every_found),
        sum(each.older for each in every_found),
    )
    failures = [f"{way}: {each.failure}" for way, each in zip(lines, every_found, strict=True) if each.failure]
    return outcome(together, asked, line_of, shown.prefix(Project(Path.cwd()))), failures


def _meant(here: Project, asked: Asked) -> Callable[[str], bool] | None:
    """Return what tells which positions' files the rules need be asked about; None where it is about all of them.

    What silences something in vain, and what a revision had, can only be told of all.
    """
    is_meant = named.meant(asked.files, here)
    if not asked.files or asked.since is not None or is_meant(project.SETTINGS) or is_meant(project.BASELINE):
        return None
    return is_meant


def _found_in(asked: Asked, here: Project) -> Found:
    try:
        recall = Recall(here, asked)
        known = recall.found()
        return known or recall.keep(found(here, judged(here, asked, 1), asked, 1))
    except IkiError as error:  # one office that cannot be judged keeps no other from it
        return Found(failure=str(error))


def _below(way: str, each: Found) -> Found:
    return each._replace(new=[one.below(way) for one in each.new], names=[f"{way}{name}" for name in each.names])


def _with_templates(here: Project, every: Judged) -> Judged:
    """Add the faults of each of the project's templates; iki's own, in the form that iki gives them, have none."""
    checked = every.checked
    own = _templates(here)
    is_plain = checked.bentuk == Bentuk() and not checked.kantor.dokumen.tanda_tangan
    if is_plain and all(each.is_shipped for each in own):
        return every._replace(templates={each.name: () for each in own if each.is_own})
    from iki.pipeline import judge_templates  # and with it all that makes documents
    from iki.work import Pictures

    pictures = Pictures(here)
    templates = dict(judge_templates(here, checked, pictures))
    return every._replace(templates=templates, pictures={*every.pictures, *pictures.names})


def _templates(here: Project) -> list[TemplateFile]:
    return [*template_files.templates(here, template_files.every_format()), *template_files.other_templates(here)]


def _wants_templates(files: Sequence[Path], here: Project) -> bool:
    """Tell whether the templates are asked for too: compiling them would be most of the wait for one data file."""
    folder = here.root.resolve() / "templates"
    paths = [named.whole(file) for file in files]
    return not paths or any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths)
