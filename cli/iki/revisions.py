"""An office at two times, read from git or from the disk: of all its files, only those that differ."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from iki import content, load, project, tree
from iki.characters import printable
from iki.compare.changes import State
from iki.diagnostics import Diagnostic, has_errors
from iki.dialect import parse
from iki.errors import IkiError
from iki.history import LAST, Repository, number_of, repository
from iki.model import Bentuk, Jabatan, Kantor
from iki.naming import fault_of_id
from iki.project import Project
from iki.schema import Schema, judge, read_schema
from iki.source import Source

DATA = "data/jabatan/"
_SUFFIX = ".yaml"
SINCE, _RANGE = "...", ".."
"""Between two revisions: since they went apart, and from the one to the other."""
_SHORT = 10


def file_of(identity: str) -> str:
    """Return the name of a position's file from the project's root."""
    return f"{DATA}{identity}{_SUFFIX}"


def id_of(name: str) -> str:
    """Return the id of the position that a file of this name is about."""
    return name.removeprefix(DATA).removesuffix(_SUFFIX)


def is_of_the_office(name: str) -> bool:
    """Tell whether a file is a position's, or the settings."""
    return name == project.SETTINGS or (name == file_of(id_of(name)) and "/" not in id_of(name))


@dataclass(frozen=True, slots=True)
class Side:
    """An office at one time: the numbers of its files as git counts them, and how their contents are read.

    `name` stands before the names of its files in messages; it is empty for the files on the disk.
    """

    name: str
    files: Mapping[str, str]
    read: Callable[[Collection[str]], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Between:
    """What is to be compared: two sides, and the commits between them, up to `tip` and without those of `base`.

    Where the disk is the new side, `tip` is the last commit.
    """

    repository: Repository
    old: Side
    new: Side
    base: str
    tip: str

    @property
    def is_disk(self) -> bool:
        """Tell whether the new side is what lies on the disk."""
        return not self.new.name


Sources = Mapping[tuple[str, str], Source]
"""What files of positions said, by the name of each and its number as git counts files."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two states of an office with what differs between them, and what keeps files from being understood.

    `sources` are what the files of both said that were understood.
    """

    old: State
    new: State
    faults: tuple[Diagnostic, ...]
    sources: Sources = field(default_factory=dict)


def at_commit(repository: Repository, commit: str, name: str) -> Side:
    """Return the office at a commit."""
    files = {path: number for path, number in repository.files(commit).items() if is_of_the_office(path)}

    def read(names: Collection[str]) -> dict[str, bytes]:
        contents = repository.read([files[each] for each in names])
        return {each: contents[files[each]] for each in names}

    return Side(name, files, read)


def on_disk(here: Project, length: int) -> Side:
    """Return the office as it is on the disk; `length` is that of the numbers by which git counts files."""
    contents = {path: each for path, each in project.read_office(here) if is_of_the_office(path)}
    files = {path: number_of(each, length) for path, each in contents.items()}
    return Side("", files, lambda names: {each: contents[each] for each in names})


def states(old: Side, new: Side, *, everything: bool = False) -> Sides:
    """Return both states, of the positions only those whose files differ or that follow a default that does.

    With everything, all positions are there: documents name others too.
    """
    faults: list[Diagnostic] = []
    sources: dict[tuple[str, str], Source] = {}
    settings = [_settings(side, faults) for side in (old, new)]
    everything = everything or settings[0][0].sumber_data != settings[1][0].sumber_data
    names = _differing(old, new, everything=everything)
    before = State(settings[0][0], _positions(old, settings[0][0], names, (sources, faults)), settings[0][1])
    same = {each for each in names if old.files.get(each) == new.files.get(each)}
    known = {each.id: each for each in before.every_jabatan if file_of(each.id) in same}
    if settings[0][0].sumber_data != settings[1][0].sumber_data:
        known = {}  # what is written is the same, what is printed is not
    others = [each for each in names if id_of(each) not in known]
    read = (*_positions(new, settings[1][0], others, (sources, faults)), *known.values())
    by_id = {each.id: each for each in read}
    every = tuple(by_id[each] for each in tree.arrange(by_id, settings[1][0]))
    return Sides(before, State(settings[1][0], every, settings[1][1]), tuple(dict.fromkeys(faults)), sources)


def _differing(old: Side, new: Side, *, everything: bool) -> list[str]:
    names = sorted((old.files.keys() | new.files.keys()) - {project.SETTINGS})
    return [each for each in names if everything or old.files.get(each) != new.files.get(each)]


def _settings(side: Side, faults: list[Diagnostic]) -> tuple[Kantor, Bentuk]:
    wanted = [project.SETTINGS] if project.SETTINGS in side.files else []
    for name, text in side.read(wanted).items():
        source, found = read_settings(text, f"{side.name}{name}")
        faults += found
        if not found:
            return load.kantor(source), load.bentuk(source)
    return Kantor(), Bentuk()


def read_settings(text: bytes, called: str) -> tuple[Source, list[Diagnostic]]:
    """Return what `iki.yaml` said at one time, and what keeps it from being understood."""
    source = parse(text, called)
    return source, _faults_of(source, "iki.schema.json", content.judge_kantor(source))


def read_position(text: bytes, called: str) -> tuple[Source, list[Diagnostic]]:
    """Return what a position's file said at one time, and what keeps it from being understood."""
    source = parse(text, called)
    judged = content.judge_jabatan(source, kantor_gives_sumber_data=True) if source.is_read else ()
    return source, _faults_of(source, "jabatan.schema.json", judged)


def _positions(
    side: Side,
    kantor: Kantor,
    names: Iterable[str],
    read: tuple[dict[tuple[str, str], Source], list[Diagnostic]],
) -> tuple[Jabatan, ...]:
    """Return the positions of the files of some names in the order of printing; note what was read, or why not."""
    sources, faults = read
    every: dict[str, Jabatan] = {}
    for name, text in side.read([each for each in names if each in side.files]).items():
        source, found = read_position(text, f"{side.name}{name}")
        faults += found
        if not found:
            sources[name, side.files[name]] = source
            every[id_of(name)] = load.jabatan(source, id_of(name), kantor)
    return tuple(every[each] for each in tree.arrange(every, kantor))


@cache
def _schema(name: str) -> Schema:
    return read_schema(project.read_builtin("schema", name), name)


def _faults_of(source: Source, schema: str, judged: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the errors of one file at one time; what is only to be warned of was so then too."""
    compiled = _schema(schema)
    found = (*source.diagnostics, *(judge(compiled, source) if source.is_read else ()), *judged)
    return [each for each in found if has_errors((each,))]


def _refuse_position(here: Project, revision: str) -> None:
    """Say that a position was named where a revision was asked for."""
    identity = id_of(revision)
    if revision and not fault_of_id(identity) and (here.data / f"{identity}{_SUFFIX}").is_file():
        try:
            repository(here.root).commit(revision)
        except IkiError as error:
            hint = f"Lihat riwayatnya dengan 'iki log {identity}', atau bandingkan semuanya dengan 'iki diff'."
            raise IkiError(f"'{printable(revision)}' adalah jabatan, bukan revisi. {hint}") from error


def between(here: Project, revisions: Sequence[str]) -> Between:
    """Return what is to be compared: by default the last commit and the disk; `a...b` since both went apart."""
    found = repository(here.root)
    old, new = (*revisions, "", "")[:2]
    if SINCE not in old and _RANGE in old and not new:
        old, _, new = old.partition(_RANGE)
        new = new or LAST
    _refuse_position(here, old)
    if SINCE in old and not new:
        new = old.partition(SINCE)[2]
        base, tip = _apart(found, old), found.commit(new or LAST)
        before = at_commit(found, base, f"{base[:_SHORT]}:")
    else:
        base, tip = found.commit(old or LAST), found.commit(new or LAST)
        before = at_commit(found, base, f"{old or LAST}:")
    after = at_commit(found, tip, f"{new}:") if new else on_disk(here, len(tip))
    return Between(found, before, after, base, tip)


def start_of(here: Project, revision: str) -> tuple[Repository, str]:
    """Return the repository of a project, and the commit of a revision; of `a...` where it and the last went apart."""
    found = repository(here.root)
    _refuse_position(here, revision)
    return found, _apart(found, revision) if SINCE in revision else found.commit(revision)


def _apart(found: Repository, revisions: str) -> str:
    one, _, other = revisions.partition(SINCE)
    return found.merge_base(found.commit(one or LAST), found.commit(other or LAST))
