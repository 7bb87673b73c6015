"""Random histories with branches and merges: every commit that touched an item is told, and no other."""

import json
import os
import random
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import Result
from git_repos import CAMAT, GIT

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")

Rows = Mapping[str, str]
"""Each indikator's formulasi by its id, in order."""
WORDS = ("laporan", "survei", "dokumen", "rapat", "anggaran", "warga")


@dataclass
class Commit:
    number: int
    parents: tuple[int, ...]
    rows: Rows


@dataclass
class History:
    """A history made up by a seed; its commits come after those that they follow on."""

    seed: int
    commits: list[Commit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - the same every time
        self._new = iter(range(1_000))
        self._add((), {name: self._text() for name in self._names(4)})
        tips = [1]
        for _ in range(24):
            tip = self._random.choice(tips)
            if len(tips) > 1 and self._random.random() < 0.3:
                other = self._random.choice([each for each in tips if each != tip])
                tips = [each for each in tips if each not in {tip, other}]
                tips.append(self._add((tip, other), self._merged(tip, other)))
            else:
                if self._random.random() < 0.7 or len(tips) > 2:
                    tips.remove(tip)
                tips.append(self._add((tip,), self._edited(self.at(tip))))
        while len(tips) > 1:
            tips[:2] = [self._add((tips[0], tips[1]), self._merged(tips[0], tips[1]))]

    def at(self, number: int) -> Rows:
        return self.commits[number - 1].rows

    def _names(self, count: int) -> list[str]:
        return [f"i{next(self._new)}" for _ in range(count)]

    def _text(self) -> str:
        return " ".join(self._random.choices(WORDS, k=4))

    def _add(self, parents: tuple[int, ...], rows: Rows) -> int:
        self.commits.append(Commit(len(self.commits) + 1, parents, rows))
        return len(self.commits)

    def _edited(self, rows: Rows) -> Rows:
        made = list(rows.items())
        place = self._random.randrange(len(made))
        match self._random.choice(("reword", "reword", "reword", "add", "drop")):
            case "add":
                made.insert(place, (*self._names(1), self._text()))
            case "drop" if len(made) > 2:
                del made[place]
            case _:
                made[place] = (made[place][0], self._text())
        return dict(made)

    def _merged(self, one: int, other: int) -> Rows:
        """Take each item from either side, now and then neither's wording."""
        ours, theirs = self.at(one), self.at(other)
        made = {name: self._random.choice((text, theirs.get(name, text))) for name, text in ours.items()}
        if self._random.random() < 0.3:
            made[self._random.choice(list(made))] = self._text()
        return made

    def touched(self, name: str) -> set[int]:
        """Return the commits that gave an item what none of those had that they follow on."""
        found, todo, seen = set(), [len(self.commits)], set()
        while todo:
            commit = self.commits[todo.pop() - 1]
            if commit.number in seen or name not in commit.rows:
                continue
            seen.add(commit.number)
            if all(self.at(parent).get(name) != commit.rows[name] for parent in commit.parents):
                found.add(commit.number)
            todo += commit.parents
        return found

    def stream(self) -> Iterator[str]:
        """Yield what `git fast-import` makes the history of."""
        for commit in self.commits:
            yield f"commit refs/heads/main\nmark :{commit.number}\n"
            yield f"committer P <p@x> {1_767_571_200 + commit.number * 60} +0800\n"
            message = f"c{commit.number}\n\nAlasan: r{commit.number}\n"
            yield f"data {len(message)}\n{message}\n"
            yield "".join(
                f"{'from' if index == 0 else 'merge'} :{parent}\n" for index, parent in enumerate(commit.parents)
            )
            for name, text in (("iki.yaml", ""), (CAMAT, _file(commit.rows))):
                yield f"M 100644 inline {name}\ndata {len(text)}\n{text}\n"


def _file(rows: Rows) -> str:
    head = "jabatan: Camat\natasan:\ntugas: T\nfungsi: [F]\nsumber_data: [IKU]\nsasaran:\n- uraian: U\n  indikator:\n"
    return head + "".join(f"  - {{id: {name}, nama: Nama {name}, formulasi: {text}}}\n" for name, text in rows.items())


def _imported(history: History, folder: Path) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    commands = (["init", "-q", "-b", "main"], ["fast-import", "--quiet"], ["reset", "-q", "--hard", "main"])
    for arguments in commands:
        given = "".join(history.stream()) if arguments[0] == "fast-import" else ""
        subprocess.run([str(GIT), *arguments], cwd=folder, input=given, text=True, check=True, env=environment)


@pytest.mark.parametrize("seed", range(4))
def test_every_commit_that_touched_an_item_is_told_and_no_other(
    seed: int, iki: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(seed)
    _imported(history, tmp_path)
    monkeypatch.chdir(tmp_path)
    last = history.at(len(history.commits))
    for name in last:
        told = json.loads(iki("log", "camat", "--indikator", name, "--format", "json").out)
        assert {int(each["subject"][1:]) for each in told["commits"]} == history.touched(name), name
    start = history.commits[0].rows
    changes = json.loads(iki("diff", _first(tmp_path), "--format", "json").out)["changes"]
    reasons = {each["after"]["indikator"]: each["reason"] for each in changes if each["after"]}
    for place, name in enumerate(last, start=1):
        if start.get(name) != last[name]:
            expected = {f"r{number}" for number in history.touched(name) - {1}}
            assert set(reasons[place].split("; ")) == expected, name
        else:
            assert place not in reasons


def _first(folder: Path) -> str:
    made = subprocess.run(
        [str(GIT), "rev-list", "--max-parents=0", "main"], cwd=folder, text=True, check=True, capture_output=True
    )
    return made.stdout.strip()
