"""What is new since a revision: the findings of today without those that the office had then."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from iki import baseline, project
from iki.checking import Checked, Judged
from iki.compare import compare
from iki.compare.changes import State
from iki.diagnostics import Diagnostic, Level
from iki.errors import IkiError
from iki.history import Repository, number_of
from iki.laid_out import SHORT, laid_out
from iki.lint import Told
from iki.model import Jabatan
from iki.project import Project
from iki.quality import Quality
from iki.revisions import SINCE, file_of, id_of, start_of

_NUMBER = re.compile("[0-9a-f]{40,64}")
_LINE = re.compile(r"\bbaris \d+")
"""Where a message quotes a line: it moves without anything having changed."""
_Had = Counter[tuple[tuple[str, ...], Level]]
"""How often each finding was there: those of rules by their item, others by file, rule and message."""
Judge = Callable[[Project], Judged]
Parted = tuple[Sequence[Diagnostic], Sequence[Diagnostic]]
"""The findings of today: what the revision did not have, and what it had."""


def parted(here: Project, now: Judged, revision: str, judge: Judge) -> Parted:
    """Return what is new of the findings of today, and what is not; what is graver than it was is new.

    `judge` is asked of the state at the revision, which has its own settings, schemas and known findings. What cannot
    be read of it had no findings.
    """
    repository, commit = start_of(here, revision)
    had = _had_at(repository, commit, (here, now.checked), judge)
    new: list[Told] = []
    older: list[Told] = []
    unchanged = _unchanged(here, now, repository, commit)
    for told in now.checked.quality.told:
        was_there = _was_there(had, baseline.key_of(told), told.level) or told.source.path in unchanged
        (older if was_there else new).append(told)
    others: tuple[list[Diagnostic], list[Diagnostic]] = [], []
    for each in _not_of_rules(now):
        others[_was_there(had, _key(each, each.location.path), each.level)].append(each)
    return (*Quality(tuple(new)).diagnostics(), *others[0]), (*(told.diagnostic() for told in older), *others[1])


def called(revision: str) -> str:
    """Return what the closing line calls a revision."""
    apart = revision.removesuffix(SINCE)
    short = apart[:SHORT] if _NUMBER.fullmatch(apart) else apart
    return f"berpisah dari {short}" if short and apart != revision else short or revision


def _had_at(repository: Repository, commit: str, now: tuple[Project, Checked], judge: Judge) -> _Had:
    """Return the findings of a commit, as if its files had had their names of today."""
    if project.SETTINGS not in repository.files(commit):
        return _Had()
    with laid_out(repository, commit) as (then, _):
        try:
            judged = judge(then)
        except IkiError:  # such as a folder that was not there yet
            return _Had()
        names = _renamed((then, judged.checked), now)
    had = _Had()
    for told in judged.checked.quality.told:
        key = baseline.key_of(told)
        path = file_of(key[0])
        had[(id_of(names.get(path, path)), *key[1:]), told.level] += 1
    for each in _not_of_rules(judged):
        path = each.location.path
        had[_key(each, names.get(path, path)), each.level] += 1
    return had


def _unchanged(here: Project, now: Judged, repository: Repository, commit: str) -> frozenset[str]:
    """Return the files that are as they were, where rules do not see the whole office because a position has errors.

    What they say of these then comes of what they do not see.
    """
    checked = now.checked
    if len(checked.every_jabatan) == sum(path == file_of(id_of(path)) for path in checked.files):
        return frozenset()
    files = repository.files(commit)
    names = [each for each in checked.files if each in files]
    return frozenset(
        each for each in names if number_of(project.read_bytes(here.root / each), len(files[each])) == files[each]
    )


def _not_of_rules(judged: Judged) -> Iterator[Diagnostic]:
    """Yield what is said besides what the rules of quality say."""
    of_rules = Counter(Quality(judged.checked.quality.told).diagnostics())
    for each in judged.diagnostics:
        if of_rules[each] > 0:
            of_rules[each] -= 1
        else:
            yield each


def _key(each: Diagnostic, path: str) -> tuple[str, ...]:
    return path, each.rule, _LINE.sub("baris", each.message)


def _was_there(had: _Had, key: tuple[str, ...], level: Level) -> bool:
    """Tell whether a finding was there and no less grave, once for each time that it was."""
    levels = tuple(Level)
    for each in reversed(levels[: levels.index(level) + 1]):
        if had[key, each] > 0:
            had[key, each] -= 1
            return True
    return False


def _renamed(then: tuple[Project, Checked], now: tuple[Project, Checked]) -> dict[str, str]:
    """Return what the files of positions that were renamed are called now, by their old names.

    Files with errors, which cannot be compared, are the same where they say the same.
    """
    gone, came = set(then[1].files) - set(now[1].files), set(now[1].files) - set(then[1].files)
    if not gone or not came:
        return {}
    texts = {text: name for name, text in _texts(now[0], came)}
    found = {name: texts.pop(text) for name, text in _texts(then[0], gone) if text in texts}
    old = _state(then[1], gone - found.keys())
    new = _state(now[1], came - set(found.values()))
    for each in compare(old, new).jabatan:
        if each.old is not None and each.new is not None:
            found[file_of(each.old.id)] = file_of(each.new.id)
    return found


def _texts(here: Project, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(names):
        text = project.read_source(here, here.root / name).text
        if text:
            yield name, text


def _state(checked: Checked, names: set[str]) -> State:
    every: tuple[Jabatan, ...] = tuple(each for each in checked.every_jabatan if file_of(each.id) in names)
    return State(checked.kantor, every, checked.bentuk)
