"""A project built again whenever its files change; told is what came of it, and nothing where all came out the same."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from iki import awaiting, failures, fates
from iki.building import Teller, Wanted, build, prepare
from iki.characters import printable
from iki.errors import IkiError
from iki.inputs import states
from iki.manifest import Manifest
from iki.project import Project
from iki.write import Fate, Written

_EDITED_HINT = "Pindahkan suntingan itu ke data atau templatnya, atau jalankan 'iki build --overwrite'."
_PICTURES = (".png", ".jpg", ".jpeg")
_SHOWN = 3
"""So many files that changed are named."""
_PATIENCE = 0.1
"""So many seconds a file may be gone while it is saved: Word and others put another in its place."""

Moments = Callable[[Callable[[], Collection[Path]]], Iterator[None]]
"""Yields whenever it is worth looking at files in folders."""


def watch(here: Project, wanted: Wanted, out: Path, moments: Moments = awaiting.moments) -> None:
    """Build a project now and whenever something changed that a build reads, as long as there are moments."""
    outlook, news = Outlook(here, out), News()
    seen: Mapping[str, bytes] | None = None
    for _ in moments(outlook.folders):
        now = outlook.now(seen or {})
        if now == seen:
            continue
        news.tell_of(partial(build, here, wanted, out), _occasion(seen, now))
        outlook.learn()
        if seen is None:
            print("iki: menunggu perubahan; hentikan dengan Ctrl-C.", file=sys.stderr, flush=True)
            prepare(here, wanted)
        seen = now


def _occasion(seen: Mapping[str, bytes] | None, now: Mapping[str, bytes]) -> str:
    """Say when and what changed; nothing where there was no time before."""
    if seen is None:
        return ""
    names = sorted(name for name in seen.keys() | now.keys() if seen.get(name) != now.get(name))
    more = f" dan {len(names) - _SHOWN} berkas lain" if len(names) > _SHOWN else ""
    return f"{time.strftime('%H.%M.%S')} {', '.join(map(printable, names[:_SHOWN]))}{more}\n"


class Outlook:
    """What is to be seen of a project by whoever waits for changes; what it builds itself is no part of that."""

    def __init__(self, here: Project, out: Path) -> None:
        self._here, self._out = here, out.absolute()
        self._pictures: frozenset[str] = frozenset()
        self.learn()

    def learn(self) -> None:
        """Learn from the last build where pictures stand that documents show."""
        self._pictures = Manifest.read(self._out).pictures

    def folders(self) -> Collection[Path]:
        """Return the folders in which files stand that a build reads, or may read from now on."""
        root = self._here.root
        shown = ((root / name).parent for name in self._pictures)
        every = {root, root / "data", self._here.data, *self._below(), *shown}
        return {folder for folder in every if folder.is_dir()}

    def _below(self) -> Iterator[Path]:
        for path in self._here.root.iterdir() if self._here.root.is_dir() else ():
            if not path.name.startswith(".") and path.is_dir() and not self._out.is_relative_to(path):
                yield path

    def now(self, seen: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Return the states of the files, by name; what is gone that was seen before is given time to come back."""
        now = self._states()
        if seen.keys() - now.keys():
            time.sleep(_PATIENCE)
            now = self._states()
        return now

    def _states(self) -> Mapping[str, bytes]:
        try:
            return states(self._here, self._pictures | set(self._every_picture()))
        except (IkiError, OSError):  # a build stumbles over the same, and says it
            return {}

    def _every_picture(self) -> Iterator[str]:
        """Yield the names of pictures near at hand: one that was missing is shown as soon as it is there."""
        for folder in self.folders():
            for path in folder.iterdir():
                if path.suffix.lower() in _PICTURES:
                    yield self._here.name(path)


class News(Teller):
    """Tells of each build what the one before it did not: what it did, and what is to be said now."""

    def __init__(self) -> None:
        self._before: str | None = None
        self._says: list[str] = []
        self._done: list[str] = []
        self._made: list[str] = []

    def say(self, messages: str) -> None:
        """Keep what is to be said of the project's files."""
        self._says.append(messages)

    def tell(self, every: Iterable[Written]) -> int:
        """Keep what became of each document, if anything did."""
        count = Counter[Fate]()
        for written in every:
            count[written.fate] += 1
            remark = fates.remark(written, _EDITED_HINT)
            if written.fate is Fate.REMOVED:
                self._done.append(remark)
            elif written.fate is Fate.WRITTEN:
                self._made.append(f"{fates.shown(written)}\n")
            else:
                self._says.append(remark)
        self._says.append(fates.closing(count))
        return fates.exit_code(count)

    def tell_of(self, build: Callable[[Teller], int], occasion: str) -> None:
        """Build, and print what is new below the occasion; what prevents the work is told too, and is no end."""
        self._says, self._done, self._made = [], [], []
        try:
            code = build(self)
        except Exception as error:  # the next change may mend it
            message, code = failures.explained(error, ["watch"])
            self.say(f"{message}\n")
        says = "".join(self._says)
        if self._done or self._made or says != self._before:
            self._print(occasion, says if says != self._before else "", is_well=code == 0)
        self._before = says

    def _print(self, occasion: str, says: str, *, is_well: bool) -> None:
        if is_well and not self._done and not self._made:
            says += "Semua dokumen sudah sesuai.\n"
        print(occasion + says + "".join(self._done), end="", file=sys.stderr, flush=True)
        print("".join(self._made), end="", flush=True)
