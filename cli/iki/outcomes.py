"""What is to be reported of a project, or of several together."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from iki import checking, named, offices, project, shown, template_files
from iki.checking import Checked, Judged
from iki.diagnostics import Diagnostic, Level, by_place
from iki.errors import IkiError
from iki.model import Bentuk
from iki.progress import NONE, Progress
from iki.project import Project
from iki.report import Outcome
from iki.rule import Rule
from iki.workers import spread


class Chosen(NamedTuple):
    """The rules of quality that are asked, and which names of others are wanted or not; no error is left out."""

    rules: Sequence[Rule]
    select: frozenset[str]
    ignore: frozenset[str]

    def has(self, each: Diagnostic) -> bool:
        """Tell whether a finding is to be reported."""
        is_wanted = each.rule not in self.ignore and (not self.select or each.rule in self.select)
        return is_wanted or each.level is Level.ERROR


class Asked(NamedTuple):
    """What is to be reported: what of it, what fails, since which revision, of which files of one project."""

    chosen: Chosen
    failing: frozenset[Level]
    since: str | None = None
    files: Sequence[Path] = ()


class Found(NamedTuple):
    """What is reported of one project, as its messages call its files: what is new, and how many are not.

    `failure` says what kept it from being judged.
    """

    new: Sequence[Diagnostic] = ()
    names: Sequence[str] = ()
    known: int = 0
    older: int = 0
    failure: str = ""


def judged(here: Project, asked: Asked, jobs: int, progress: Progress = NONE) -> Judged:
    """Return all that is to be said of a project, of its templates where they are asked for."""
    checked = checking.check(here, asked.chosen.rules, jobs, progress, checking.Spared(meant=_meant(here, asked)))
    return Judged(checked, _judged_templates(here, checked) if _wants_templates(asked.files, here) else {})


def outcome(here: Project, every: Judged, asked: Asked, jobs: int) -> Outcome:
    """Return what is to be reported of a project: of the files that are named, else of all."""
    found = _found(here, every, asked, jobs)
    return _outcome(found, asked, shown.line_of(here), shown.prefix(here))


def outcome_of_all(every: Sequence[Project], asked: Asked, jobs: int) -> tuple[Outcome, list[str]]:
    """Return what is to be reported of several projects in one, and which could not be judged, and why.

    Files are called by the way to them.
    """
    each_alone = spread(_found_in, asked, every, jobs)
    found = [_below(offices.called(here), each) for here, each in zip(every, each_alone, strict=True)]
    lines = {offices.called(here): shown.line_of(here) for here in every}

    def line_of(name: str, line: int) -> str:
        way = max((each for each in lines if name.startswith(each)), key=len)
        return lines[way](name.removeprefix(way), line)

    together = Found(
        [diagnostic for each in found for diagnostic in each.new],
        [name for each in found for name in each.names],
        sum(each.known for each in found),
        sum(each.older for each in found),
    )
    failures = [f"{way}: {each.failure}" for way, each in zip(lines, found, strict=True) if each.failure]
    return _outcome(together, asked, line_of, shown.prefix(Project(Path.cwd()))), failures


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
        return _found(here, judged(here, asked, 1), asked, 1)
    except IkiError as error:  # one office that cannot be judged keeps no other from it
        return Found(failure=str(error))


def _found(here: Project, every: Judged, asked: Asked, jobs: int) -> Found:
    names = named.names(asked.files, here, every.files)
    parts: Sequence[Collection[Diagnostic]] = (every.diagnostics, ())
    if asked.since is not None:
        from iki.since import parted

        parts = parted(here, every, asked.since, partial(judged, asked=asked, jobs=jobs))
    new, older = (
        [each for each in by_place(part) if each.location.path in names and asked.chosen.has(each)] for part in parts
    )
    known = sum(each.source.path in names for each in every.checked.quality.known)
    return Found(new, sorted(names), known, len(older))


def _below(way: str, found: Found) -> Found:
    return found._replace(new=[each.below(way) for each in found.new], names=[f"{way}{name}" for name in found.names])


def _outcome(found: Found, asked: Asked, line_of: Callable[[str, int], str], prefix: str) -> Outcome:
    since = ""
    if found.older and asked.since is not None:
        from iki.since import called

        since = called(asked.since)
    new, names = found.new, found.names
    return Outcome(new, len(names), names, line_of, prefix, asked.failing, found.known, since, found.older)


def _judged_templates(here: Project, checked: Checked) -> Mapping[str, tuple[Diagnostic, ...]]:
    """Return the faults of each of the project's templates; iki's own, in the form that iki gives them, have none."""
    own = [*template_files.templates(here, template_files.every_format()), *template_files.other_templates(here)]
    is_plain = checked.bentuk == Bentuk() and not checked.kantor.dokumen.tanda_tangan
    if is_plain and all(each.is_shipped for each in own):
        return {each.name: () for each in own if each.is_own}
    from iki import pipeline  # and with it all that makes documents

    return dict(pipeline.judge_templates(here, checked))


def _wants_templates(files: Sequence[Path], here: Project) -> bool:
    """Tell whether the templates are asked for too: compiling them would be most of the wait for one data file."""
    folder = here.root.resolve() / "templates"
    paths = [named.whole(file) for file in files]
    return not paths or any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths)
