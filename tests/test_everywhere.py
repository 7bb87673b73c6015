"""All that iki writes and says is the same everywhere, and nothing of it needs a network."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import offline
import outputs
import pytest
from conftest import CHECKOUT
from git_repos import GIT
from typer.models import OptionInfo

from iki import app

pytestmark = [
    pytest.mark.skipif(GIT is None, reason="git is not installed"),
    pytest.mark.xdist_group("everywhere"),  # what all outputs are compared with is made once
]
TESTS = CHECKOUT / "tests"
LOUD_GIT = """\
[color]
ui = always
[core]
abbrev = 4
[diff]
noprefix = true
renames = copies
[log]
date = raw
showSignature = true
[i18n]
logOutputEncoding = latin1
"""


@dataclass(frozen=True)
class Elsewhere:
    """A computer that differs in many things at once: variables, options of Python, the folder, what it believes."""

    variables: str
    folder: str
    beliefs: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    umask: int = 0o022


FORMS = {
    path.stem for name in ("render", "report", "review") for path in (CHECKOUT / "cli" / "iki" / name).glob("*.py")
}
HERE = Elsewhere("PYTHONHASHSEED=0 TZ=UTC", "sini")
MAKASSAR = Elsewhere(
    "PYTHONHASHSEED=1 TZ=Asia/Makassar LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0 HOME=/nowhere SOURCE_DATE_EPOCH=0",
    "folder lain/di dalamnya",
    ("clock-2099", "crlf-and-bom", "archives-of-windows", "read-only"),
    umask=0o077,
)
NEWFOUNDLAND = Elsewhere(
    "PYTHONHASHSEED=2 TZ=America/St_Johns LC_ALL=C.UTF-8 PYTHONUTF8=1 LANGUAGE=fr COLUMNS=20 NO_COLOR=1 TERM=dumb CI=1"
    " GITHUB_ACTIONS=true",
    "jauh",
    ("clock-1985", "another-zlib", "folders-backwards", "dates-of-files", "one-core"),
    options=("-OO",),
)


def start(there: Elsewhere, scratch: Path) -> "subprocess.Popen[str]":
    """Make all outputs there, without a network."""
    (scratch / "tmp").mkdir(parents=True)
    (scratch / ".gitconfig").write_text(LOUD_GIT, encoding="utf-8")
    variables = dict(each.split("=") for each in there.variables.split())
    program = (TESTS / "offline.py", TESTS / "outputs.py", scratch / there.folder)
    return subprocess.Popen(
        [sys.executable, *there.options, *program, *there.beliefs],
        env={**os.environ, "HOME": str(scratch), "TMPDIR": str(scratch / "tmp"), **variables},
        umask=there.umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def listings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The digests of all outputs on three computers, made at the same time."""
    started = [start(there, tmp_path_factory.mktemp("di")) for there in (HERE, MAKASSAR, NEWFOUNDLAND)]
    ended = [(*each.communicate(), each.returncode) for each in started]
    assert [(code, complained) for _, complained, code in ended] == [(0, "")] * len(started)
    return [listing for listing, _, _ in ended]


# The same bytes


@pytest.mark.parametrize("number", [1, 2], ids=["makassar", "newfoundland"])
def test_no_byte_differs_whatever_the_computer_believes(listings: list[str], number: int) -> None:
    assert listings[number].splitlines() == listings[0].splitlines()


def test_the_documents_are_those_of_the_last_release(listings: list[str]) -> None:
    stored = (TESTS / "seed" / "digest.txt").read_text(encoding="ascii").strip()
    documents = [line for line in listings[0].splitlines() if line.endswith((".docx", ".md", ".xlsx"))]
    digest = hashlib.sha256("\n".join(documents).encode()).hexdigest()
    assert digest == stored, "the documents changed: look at them, then store the new digest in tests/seed/digest.txt"


@pytest.mark.parametrize("kind", ["iki", "keputusan", "matriks", "lembar-reviu", "perubahan", "redline/iki"])
def test_every_kind_of_document_is_among_them(listings: list[str], kind: str) -> None:
    assert f"  kantor/build/{kind}.docx\n" in listings[0]


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command of iki, with those below another."""
    for name in app._COMMANDS:
        module = import_module(f"iki.commands.{name}")
        if name in app._WITH_COMMANDS:
            yield from ((f"{name} {command.__name__}", command) for command in module.COMMANDS)
        else:
            yield name, getattr(module, name)


def forms_in(text: str) -> set[str]:
    """Return the forms that an option's help names."""
    return set(re.findall("[a-z]+", text.partition("=")[0])) & FORMS


@pytest.mark.parametrize("name", [name for name, _ in commands() if name != "watch"])  # that builds, and never ends
def test_every_command_with_every_option_and_form_is_among_them(name: str) -> None:
    said = " ".join(f"{step.arguments} " for step in outputs.STEPS if f"{step.arguments} ".startswith(f"{name} "))
    assert said
    hints = get_type_hints(dict(commands())[name], include_extras=True).values()
    for option in (
        each for hint in hints for each in getattr(hint, "__metadata__", ()) if isinstance(each, OptionInfo)
    ):
        declared = [each for each in (option.default, *(option.param_decls or ())) if str(each).startswith("-")]
        assert any(f" {each} " in said for each in declared), declared
        for form in forms_in(option.help or "") if "--format" in declared else ():
            assert re.search(f" --format {form}[ =]", said), form


# No network


ASKS = {
    "a socket": "import socket; socket.socket()",
    "a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "a page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
    "git": "import subprocess; subprocess.run(['git', 'ls-remote', 'git://127.0.0.1:9/x'])",
    "a program": "import subprocess; subprocess.run(['curl', 'http://127.0.0.1:9'])",
    "a shell": "import os; os.system('true')",
}


def without_network(tmp_path: Path, program: str) -> "subprocess.CompletedProcess[str]":
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    words = [sys.executable, TESTS / "offline.py", tmp_path / "program.py"]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("program", ASKS.values(), ids=list(ASKS))
def test_whatever_asks_for_the_network_is_found_out_even_if_it_hides_that(tmp_path: Path, program: str) -> None:
    made = without_network(tmp_path, f"try:\n    {program}\nexcept BaseException:\n    pass\n")
    assert (made.returncode, made.stderr[:9]) == (offline.REFUSED, "offline: ")


@pytest.mark.skipif(not offline.CAN_KILL, reason="only Linux filters the calls of whatever is started")
def test_a_library_and_a_child_that_ask_for_it_are_killed(tmp_path: Path) -> None:
    assert without_network(tmp_path, "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)").returncode == offline.KILLED
    asking = "[sys.executable, '-c', 'import socket; socket.socket()']"
    child = f"import subprocess, sys; print(subprocess.run({asking}).returncode)"
    assert without_network(tmp_path, child).stdout == f"{offline.KILLED}\n"


def test_no_command_asks_for_the_network(listings: list[str]) -> None:
    assert all(f"  iki {step.arguments} ({step.office})\n" in listings[0] for step in outputs.STEPS)
