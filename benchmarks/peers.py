"""The other tools: where they come from, how they are installed, how they are run."""

import json
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import peer_templates

_HERE = Path(__file__).parent
_CACHE = _HERE / ".cache"
_PATIENCE = 300


class NotInstalledError(Exception):
    """A peer cannot be installed here; its text says why in one line."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool ready to run: its command takes the folder to write to as its last argument."""

    name: str
    version: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    documents: str = "."  # where below the folder the documents come to lie


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool as published: its pinned packages, the first one giving the name, and its tags."""

    packages: tuple[tuple[str, str], ...]
    engine: str
    tags: peer_templates.Tags

    @property
    def name(self) -> str:
        """The name in the table."""
        return self.packages[0][0]

    @property
    def home(self) -> Path:
        """The folder of the cache it is installed in: another one for every version."""
        return _CACHE / "-".join((self.name, *(version for _, version in self.packages)))


PEERS = (
    Peer((("docxtpl", "0.20.2"),), "with_docxtpl.py", peer_templates.DOCXTPL),
    Peer(
        (("docxtemplater", "3.71.0"), ("pizzip", "3.3.0")),
        "docxtemplater.js",
        peer_templates.DOCXTEMPLATER,
    ),
    Peer((("easy-template-x", "7.2.8"),), "easy-template-x.js", peer_templates.EASY_TEMPLATE_X),
    Peer((("docx-templates", "4.15.0"),), "docx-templates.js", peer_templates.DOCX_TEMPLATES),
)


def prepare(peer: Peer, template: Path, data: Path) -> Tool:
    """Install a peer on first use, write its template beside iki's, and return how to run it."""
    command, version, environment = _python(peer) if peer.engine.endswith(".py") else _node(peer)
    own_template = data.with_name(f"{peer.name}.docx")
    peer_templates.write_template(template, peer.tags, own_template)
    engine = str(_HERE / "engines" / peer.engine)
    return Tool(peer.name, version, (command, engine, str(own_template), str(data)), environment)


def _python(peer: Peer) -> tuple[str, str, Mapping[str, str]]:
    python = str(peer.home / "bin" / "python")
    ask = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    if not (peer.home / "installed").exists():
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1")
        _run(sys.executable, "-m", "venv", str(peer.home))
        _run(*pip, *(f"{name}=={version}" for name, version in peer.packages))
        (peer.home / "installed").touch()
    return python, _run(python, "-c", ask, peer.name).strip(), {}


def by_npm(home: Path, packages: Iterable[tuple[str, str]]) -> tuple[str, Path]:
    """Install packages below a folder on first use; return the command of node and the folder of its modules."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise NotInstalledError("there is no npm")
    if not (home / "installed").exists():
        home.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--fetch-retries=1", "--loglevel=error")
        wanted = (f"{name}@{version}" for name, version in packages)
        _run(npm, "install", *quiet, "--prefix", str(home), *wanted)
        (home / "installed").touch()
    return node, home / "node_modules"


def _node(peer: Peer) -> tuple[str, str, Mapping[str, str]]:
    node, modules = by_npm(peer.home, peer.packages)
    found = [json.loads((modules / name / "package.json").read_text())["version"] for name, _ in peer.packages]
    others = (f" + {name} {version}" for (name, _), version in zip(peer.packages[1:], found[1:], strict=True))
    return node, "".join((found[0], *others)), {"NODE_PATH": str(modules)}


def _run(*command: str) -> str:
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=_PATIENCE)  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise NotInstalledError(last_error(error.stderr)) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalledError(type(error).__name__) from error
    return result.stdout


def last_error(text: str) -> str:
    """Return the line that says best what went wrong: the first one that says error, else the last one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    line = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "no reason given")
    return textwrap.shorten(line, 100, placeholder="…")
