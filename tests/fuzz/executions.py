"""Single executions, each made from its number alone: an office, what is run on it, whether every promise was kept."""

import contextlib
import gc
import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from unittest import mock

from fuzz import histories, merges, promises, readings, templates
from fuzz.changes import damaged
from fuzz.offices import Office, Special, office, put

from iki import schema, vocabulary, work

_SMALL_ENOUGH = 300
"""So many tries a failing office is made smaller by."""


class Mode(NamedTuple):
    """A kind of executions: makes an office, then runs iki on it, and returns its exit code."""

    make: Callable[[Random], Office]
    hold: Callable[[Path, Random], int]


class Broken(NamedTuple):
    """The number of an execution in which a promise was broken, and which."""

    number: int
    what: str


def _to_judge(chance: Random) -> Office:
    return office(chance, gently=chance.random() < 0.3)


def _to_build(chance: Random) -> Office:
    made = office(chance, gently=chance.random() < 0.85)
    return made | _standing(chance) if chance.random() < 0.1 else made


def _standing(chance: Random) -> Office:
    """Return what others may have put into the folder of the documents."""
    memory = "".join(f"{digit * 64}  iki/lama-{digit}.md\n" for digit in "0123").encode()
    more: list[Office] = [
        {"build/iki/camat.md": b"milik orang"},
        {"build/iki.docx": Special("folder")},
        {"build/iki": b"berkas"},
        {"build/iki": Special("link", "../../luar")},
        {"build/.iki-written": damaged(memory, chance), "build/iki/lama-0.md": b"lama"},
        {"build/.iki-written": memory[: chance.randrange(200)] + bytes(chance.randrange(3)) + b".md\n"},
        {"build/.iki-tmp": b""},
        {"build": Special("link", "../luar")},
    ]
    return chance.choice(more)


MODES = {
    "validate": Mode(_to_judge, promises.validated),
    "build": Mode(_to_build, promises.built),
    "template": Mode(templates.make, templates.hold_template),
    "merge": Mode(merges.make, merges.hold_three),
    "reading": Mode(readings.make, readings.hold_readings),
    "history": Mode(histories.make, histories.hold_history),
}


def execution(mode: str, seed: int, number: int, scratch: Path) -> tuple[int, str]:
    """Run one execution; return its exit code, and the promise that was broken, if any."""
    chance = Random(f"{mode} {seed} {number}")  # noqa: S311 - the same every time
    return _held(mode, MODES[mode].make(chance), chance.random(), scratch)


def _held(mode: str, made: Office, luck: float, scratch: Path) -> tuple[int, str]:
    root = scratch / "kantor"
    with _at_home(scratch), _quickly():
        put(made, root)
        os.chdir(root)
        try:
            return MODES[mode].hold(root, Random(luck)), ""  # noqa: S311
        except promises.BrokenError as error:
            return 3, str(error)


@contextlib.contextmanager
def _at_home(scratch: Path) -> Iterator[None]:
    """Let nothing be left where the user keeps things, nor be found there."""
    before = Path.cwd()
    cache = scratch / "cache"
    for path in (cache / "iki").glob("*"):
        path.unlink()
    with mock.patch.dict(os.environ, XDG_CACHE_HOME=str(cache)):
        try:
            yield
        finally:
            os.chdir(before)


@lru_cache(maxsize=64)
def _schema(text: bytes, name: str) -> schema.Schema:
    return schema.read_schema(text, name)


@lru_cache(maxsize=16)
def _phrases(every: tuple[tuple[str, Any], ...]) -> vocabulary.Phrases:
    return vocabulary.phrases(dict(every))


@lru_cache(maxsize=64)
def _template(template: Any) -> Any:
    return _compile(template)


_compile = work.compile_template


@contextlib.contextmanager
def _quickly() -> Iterator[None]:
    """Do once what comes out the same in every execution: it would take most of the time."""
    with (
        mock.patch("iki.reading.read_schema", _schema),
        mock.patch("iki.rules.ejaan_baku.phrases", lambda every: _phrases(tuple(every.items()))),
        mock.patch("iki.work.compile_template", _template),
        mock.patch("iki.inputs._engine", return_value=b"iki"),
    ):
        yield


def some(mode: str, seed: int, numbers: Iterable[int], scratch: Path) -> tuple[list[Broken], list[int]]:
    """Run executions; return those in which a promise was broken, and how often each exit code came."""
    gc.set_threshold(100_000)
    own = scratch / str(os.getpid())
    own.mkdir(exist_ok=True)
    broken, codes = [], [0] * 4
    for number in numbers:
        code, what = execution(mode, seed, number, own)
        codes[code] += 1
        if what:
            broken.append(Broken(number, what))
    return broken, codes


def made_small(mode: str, seed: int, number: int, scratch: Path) -> Office:
    """Return what is left of a failing execution's office when all is gone that it does not need to fail as it does."""
    chance = Random(f"{mode} {seed} {number}")  # noqa: S311
    made, luck = MODES[mode].make(chance), chance.random()
    promise = _held(mode, made, luck, scratch)[1].partition(":")[0][:200]
    tries = _SMALL_ENOUGH

    def fails(tried: Office) -> bool:
        return _held(mode, tried, luck, scratch)[1].startswith(promise)

    while tries and (smaller := next(_smaller(made, fails), None)):
        made, tries = smaller, tries - 1
    return made


def _smaller(made: Office, fails: Callable[[Office], bool]) -> Iterator[Office]:
    """Yield offices that lack something and fail all the same."""
    for name, content in made.items():
        without = {each: rest for each, rest in made.items() if each != name}
        if fails(without):
            yield without
        if isinstance(content, bytes):
            lines = content.splitlines(keepends=True)
            size = len(lines)
            while size := size // 2:
                for start in range(0, len(lines), size):
                    shorter = made | {name: b"".join(lines[:start] + lines[start + size :])}
                    if fails(shorter):
                        yield shorter
