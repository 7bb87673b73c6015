"""The worked example of a review is what happens: its commits are made, its commands run, its blocks compared."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ci_comment import comment
from conftest import CHECKOUT, Result
from git_repos import edit, git

EXAMPLE = CHECKOUT / "docs" / "contoh-tinjauan.md"
_BLOCK = re.compile(r"(?:`(?P<path>[\w./-]+)`:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL)
_COMMAND = re.compile(r"\$ ((?:.*\\\n)*.*)\n")


@dataclass
class Replay:
    """The office of the example, in which its blocks happen one after the other."""

    folder: Path
    iki: Callable[..., Result]

    def block(self, found: re.Match[str]) -> str:
        """Return what a block would say if it told what happens; what people write in it is done."""
        text = found["text"]
        match found["kind"]:
            case "yaml":
                path = self.folder / found["path"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            case "diff":
                lines = text.splitlines(keepends=True)
                old, new = ("".join(line[1:] for line in lines if line[0] in signs) for signs in ("- ", "+ "))
                edit(self.folder, old, new, found["path"])
            case "console":
                text = "".join(f"$ {command}\n{self._said(command)}" for command in _COMMAND.findall(text))
            case "markdown":
                text = self._comment()
        start = found.start("text") - found.start()
        return f"{found[0][:start]}{text}{found[0][start + len(found['text']) :]}"

    def _comment(self) -> str:
        """Return the comment as the pull request has it now."""
        changes = self.iki("diff", "main...", "--format", "md").out
        findings = json.loads(self.iki("validate", "--since", "main...", "--format", "json").out)["diagnostics"]
        made: str = comment.body("", changes, findings, "tinjauan-iki", 65_536)
        return made

    def _said(self, command: str) -> str:
        program, *arguments = shlex.split(command.replace("\\\n", ""))
        if program == "git":
            said = git(self.folder, *arguments)
            return f"{said}\n" if said else ""
        assert program == "iki"
        result = self.iki(*arguments)
        return result.out + result.err


def _commands(text: str) -> Iterator[str]:
    for found in _BLOCK.finditer(text):
        if found["kind"] == "console":
            yield from _COMMAND.findall(found["text"])


def test_the_worked_example_is_what_happens(
    tmp_path: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = EXAMPLE.read_text(encoding="utf-8")
    assert _BLOCK.sub(Replay(tmp_path, iki).block, text) == text


def test_the_example_tells_all_of_a_review() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    commands = list(_commands(text))
    assert sum("git commit" in each for each in commands) == 5
    assert {each.split()[1] for each in commands if each.startswith("iki")} >= {"diff", "review", "validate"}
    assert len([found for found in _BLOCK.finditer(text) if found["kind"] == "markdown"]) >= 2
    assert text.count("```") == 2 * len(_BLOCK.findall(text)), "every block is one that is replayed"
