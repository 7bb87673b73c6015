"""What `iki validate` costs: a thousand positions and ten, by the schema alone and by every rule, beside two peers."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from peers import NotInstalledError, by_npm
from positions import make_sound, make_workload

_HERE = Path(__file__).parent
_CACHE = _HERE / ".cache"
_SCHEMA = _HERE.parent / "schema" / "jabatan.schema.json"
_IKI = str(Path(sys.executable).parent / "iki")
_AGAIN, _ANEW = (_IKI, "validate"), (_IKI, "validate", "--no-cache")
_SCHEMA_ALONE = (*_ANEW, "--select", "sel-kosong")
_PEER = "check-jsonschema==0.39.0"
_IN_CPP = "@sourcemeta/jsonschema", "16.11.0"
_FEW = 10
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Both start from compiled modules, as they do for whoever uses them twice."""


def main() -> int:
    """Print a table of the best seconds of each command, and the ratios that the goals are set in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="positions")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # noqa: S108
        many = make_workload(Path(folder) / "many", asked.count).project
        few = make_workload(Path(folder) / "few", _FEW).project
        sound = make_sound(Path(folder) / "sound", asked.count)
        first, *_ = _files(many)
        cache = {"XDG_CACHE_HOME": str(Path(folder) / "cache")}
        commands = {
            f"check-jsonschema, {asked.count}": (_peer(many), many),
            **_in_cpp(asked.count, many),
            f"schema alone, {asked.count}": (_SCHEMA_ALONE, many),
            f"schema alone, {asked.count}, one process": ((*_SCHEMA_ALONE, "--jobs", "1"), many),
            f"every rule, {asked.count}": (_ANEW, many),
            f"schema alone, {asked.count} sound": (_SCHEMA_ALONE, sound),
            f"every rule, {asked.count} sound": (_ANEW, sound),
            f"every rule, one of {asked.count}": ((*_ANEW, first), many),
            f"every rule, {asked.count}, nothing changed": (_AGAIN, many),
            f"check-jsonschema, {_FEW}": (_peer(few), few),
            f"schema alone, {_FEW}": (_SCHEMA_ALONE, few),
            f"every rule, {_FEW}": (_ANEW, few),
            f"every rule, {_FEW}, nothing changed": (_AGAIN, few),
        }
        for project in (many, few):
            _seconds(_AGAIN, project, cache)  # what is said again has to be found once
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(asked.rounds):
            for name, (command, project) in commands.items():
                seconds[name].append(_seconds(command, project, cache))
    _print(seconds)
    return 0


def _print(seconds: dict[str, list[float]]) -> None:
    print("| | best s | median s | ÷ check-jsonschema |\n|---|---:|---:|---:|")
    peer = 0.0
    for name, every in seconds.items():
        peer = min(every) if name.startswith("check-jsonschema") else peer
        print(f"| {name} | {min(every):.2f} | {statistics.median(every):.2f} | {min(every) / peer:.3f} |")


def _files(project: Path) -> list[str]:
    return sorted(f"data/jabatan/{path.name}" for path in (project / "data" / "jabatan").iterdir())


def _seconds(command: Sequence[str], folder: Path, more: Mapping[str, str]) -> float:
    watch = [sys.executable, "-S", "-E", str(_HERE / "stopwatch.py"), *command]
    about = {**_ENVIRONMENT, **more}
    made = subprocess.run(watch, cwd=folder, env=about, check=True, capture_output=True, text=True)  # noqa: S603
    return float(json.loads(made.stdout)["seconds"])


def _in_cpp(count: int, project: Path) -> Mapping[str, tuple[Sequence[str], Path]]:
    """Return the command of sourcemeta's program in C++, where npm can install that."""
    try:
        node, modules = by_npm(_CACHE / "-".join(_IN_CPP).replace("/", "-"), [_IN_CPP])
    except NotInstalledError as error:
        print(f"without {_IN_CPP[0]}: {error}", file=sys.stderr)
        return {}
    program = str(modules / ".bin" / "jsonschema")
    return {f"sourcemeta, {count}": ((node, program, "validate", str(_SCHEMA), *_files(project)), project)}


def _peer(project: Path) -> Sequence[str]:
    """Return check-jsonschema's command for a project, installed into an environment of its own on first use."""
    home = _CACHE / "check-jsonschema"
    program = home / "bin" / "check-jsonschema"
    if not program.is_file():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", _PEER], check=True)  # noqa: S603
    return str(program), "--schemafile", str(_SCHEMA), *_files(project)


if __name__ == "__main__":
    sys.exit(main())
