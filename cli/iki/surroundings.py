"""What documents show beside the positions, at one time: who holds them, and pictures of the project."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from iki import pejabat, project
from iki.authors import who
from iki.dialect import parse
from iki.history import Repository
from iki.model import Pejabat
from iki.project import Project
from iki.revisions import Between
from iki.word.pictures import ReadFile
from iki.word.redline import Said, Who


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The people by the id of their position, and how the project's pictures are read."""

    every_pejabat: Mapping[str, Pejabat]
    read: ReadFile


def surroundings(here: Project, between: Between) -> tuple[Surroundings, Surroundings]:
    """Return them for both sides of a comparison."""
    old = _at_commit(here, between.repository, between.base)
    return old, _on_disk(here) if between.is_disk else _at_commit(here, between.repository, between.tip)


def _on_disk(here: Project) -> Surroundings:
    people = project.read_people(here)
    return Surroundings(pejabat.load(people) if people is not None else {}, cache(partial(project.read_picture, here)))


def _at_commit(here: Project, repository: Repository, commit: str) -> Surroundings:
    """Return them at a commit; a picture that was never committed is the one on the disk."""
    files = repository.files(commit)
    numbers = [files[name] for name in (project.PEOPLE,) if name in files]
    source = next((parse(content, project.PEOPLE) for content in repository.read(numbers).values()), None)

    def read(name: str) -> bytes | str:
        number = files.get(name)
        return repository.read([number])[number] if number is not None else project.read_picture(here, name)

    return Surroundings(pejabat.load(source) if source is not None and source.is_read else {}, cache(read))


def of_people(
    here: Project, between: Between, sides: tuple[Surroundings, Surroundings], on_disk: Who
) -> Callable[[Said], Who | None]:
    """Return who changed the words that are of people, where these are not the same on both sides."""
    old, new = ({value for each in side.every_pejabat.values() for value in _texts(each)} for side in sides)
    if old == new:
        return lambda _: None
    changed = " ".join(old ^ new).split()
    author = _newest(here, between, sides[1], on_disk)
    return lambda said: author if {*said.old.split(), *said.new.split()} <= set(changed) else None


def _newest(here: Project, between: Between, new: Surroundings, on_disk: Who) -> Who:
    commits = between.repository.commits(between.tip, between.base, (project.PEOPLE,), most=1)
    is_committed = (
        not between.is_disk or new.every_pejabat == _at_commit(here, between.repository, between.tip).every_pejabat
    )
    return who(commits[0]) if commits and is_committed else on_disk


def _texts(person: Pejabat) -> tuple[str, ...]:
    return tuple(
        filter(None, (person.jabatan, person.nama, person.nip, person.pangkat, person.golongan, person.status))
    )
