"""An office at two times, read from git or from the disk: of all its files, only those that differ."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from iki import content, load, project, tree
from iki.compare.changes import State
from iki.diagnostics import Diagnostic, has_errors
from iki.dialect import parse
from iki.history import LAST, Repository, repository
from iki.model import Jabatan, Kantor
from iki.project import Project
from iki.schema import Schema, judge, read_schema
from iki.source import Source

_DATA = "data/jabatan/"
_SUFFIX = ".yaml"
_SINCE = "..."
_SHORT = 10


@dataclass(frozen=True, slots=True)
class Side:
    """An office at one time: the numbers of its files as git counts them, and how their contents are read.

    `name` stands before the names of its files in messages; it is empty for the files on the disk.
    """

    name: str
    files: Mapping[str, str]
    read: Callable[[Collection[str]], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two states of an office with what differs between them, and what keeps files from being understood."""

    old: State
    new: State
    faults: tuple[Diagnostic, ...]


def at_commit(repository: Repository, commit: str, name: str) -> Side:
    """Return the office at a commit."""
    files = {path: number for path, number in repository.files(commit).items() if _is_of_the_office(path)}

    def read(names: Collection[str]) -> dict[str, bytes]:
        contents = repository.read([files[each] for each in names])
        return {each: contents[files[each]] for each in names}

    return Side(name, files, read)


def on_disk(here: Project, length: int) -> Side:
    """Return the office as it is on the disk; `length` is that of the numbers by which git counts files."""
    contents = {path: each for path, each in project.read_office(here) if _is_of_the_office(path)}
    files = {path: _number(each, length) for path, each in contents.items()}
    return Side("", files, lambda names: {each: contents[each] for each in names})


def _is_of_the_office(path: str) -> bool:
    name = path.removeprefix(_DATA)
    return path == project.SETTINGS or (path != name and "/" not in name and name.endswith(_SUFFIX))


def _number(content: bytes, length: int) -> str:
    """Return the number under which git keeps a file."""
    algorithm = hashlib.sha1 if length == hashlib.sha1().digest_size * 2 else hashlib.sha256  # noqa: S324
    return algorithm(b"blob %d\0" % len(content) + content).hexdigest()


def states(old: Side, new: Side) -> Sides:
    """Return both states, of the positions only those whose files differ or that follow a default that does."""
    faults: list[Diagnostic] = []
    kantor = [_settings(side, faults) for side in (old, new)]
    names = _differing(old, new, everything=kantor[0].sumber_data != kantor[1].sumber_data)
    made = [_state(side, of, names, faults) for side, of in zip((old, new), kantor, strict=True)]
    return Sides(made[0], made[1], tuple(faults))


def _differing(old: Side, new: Side, *, everything: bool) -> list[str]:
    names = sorted((old.files.keys() | new.files.keys()) - {project.SETTINGS})
    return [each for each in names if everything or old.files.get(each) != new.files.get(each)]


def _settings(side: Side, faults: list[Diagnostic]) -> Kantor:
    wanted = [project.SETTINGS] if project.SETTINGS in side.files else []
    for name, text in side.read(wanted).items():
        source = parse(text, f"{side.name}{name}")
        found = _faults_of(source, "iki.schema.json", content.judge_kantor(source))
        faults += found
        return Kantor() if has_errors(found) else load.kantor(source)
    return Kantor()


def _state(side: Side, kantor: Kantor, names: Iterable[str], faults: list[Diagnostic]) -> State:
    every: dict[str, Jabatan] = {}
    for name, text in side.read([each for each in names if each in side.files]).items():
        source = parse(text, f"{side.name}{name}")
        judged = content.judge_jabatan(source, kantor_gives_sumber_data=True) if source.is_read else ()
        found = _faults_of(source, "jabatan.schema.json", judged)
        faults += found
        identity = name.removeprefix(_DATA).removesuffix(_SUFFIX)
        if not has_errors(found):
            every[identity] = load.jabatan(source, identity, kantor)
    return State(kantor, tuple(every[each] for each in tree.arrange(every, kantor)))


@cache
def _schema(name: str) -> Schema:
    return read_schema(project.read_builtin("schema", name), name)


def _faults_of(source: Source, schema: str, judged: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the errors of one file at one time; what is only to be warned of was so then too."""
    compiled = _schema(schema)
    found = (*source.diagnostics, *(judge(compiled, source) if source.is_read else ()), *judged)
    return [each for each in found if has_errors((each,))]


def sides(here: Project, revisions: Sequence[str]) -> tuple[Side, Side]:
    """Return what is to be compared: by default the last commit and the disk; `a...b` since both went apart."""
    found = repository(here.root)
    old, new = (*revisions, "", "")[:2]
    if _SINCE in old and not new:
        old, _, new = old.partition(_SINCE)
        base = found.merge_base(found.commit(old or LAST), found.commit(new or LAST))
        return at_commit(found, base, f"{base[:_SHORT]}:"), _side(here, found, new, len(base))
    commit = found.commit(old or LAST)
    return at_commit(found, commit, f"{old or LAST}:"), _side(here, found, new, len(commit))


def _side(here: Project, found: Repository, revision: str, length: int) -> Side:
    return at_commit(found, found.commit(revision), f"{revision}:") if revision else on_disk(here, length)
