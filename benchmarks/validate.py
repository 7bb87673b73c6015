"""What the rules cost: a thousand positions by the schema alone and by every rule, and ten files beside a peer."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from positions import make_workload

_HERE = Path(__file__).parent
_CACHE = _HERE / ".cache"
_IKI = str(Path(sys.executable).parent / "iki")
_PEER = "check-jsonschema==0.39.0"
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
        schema = _HERE.parent / "schema" / "jabatan.schema.json"
        files = sorted(str(path) for path in (few / "data" / "jabatan").iterdir())
        commands = {
            f"schema alone, {asked.count}": ((_IKI, "validate", "--select", "sel-kosong"), many),
            f"every rule, {asked.count}": ((_IKI, "validate"), many),
            f"every rule, {_FEW}": ((_IKI, "validate", "data/jabatan"), few),
            f"check-jsonschema, {_FEW}": ((_peer(), "--schemafile", str(schema), *files), few),
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(asked.rounds):
            for name, what in commands.items():
                seconds[name].append(_seconds(*what))
    _print(seconds)
    return 0


def _print(seconds: dict[str, list[float]]) -> None:
    print("| | best s | median s |\n|---|---:|---:|")
    for name, every in seconds.items():
        print(f"| {name} | {min(every):.2f} | {statistics.median(every):.2f} |")
    alone, every_rule, few, peer = (min(every) for every in seconds.values())
    print(f"\nevery rule ÷ schema alone: {every_rule / alone:.1f}; ten files ÷ check-jsonschema: {few / peer:.2f}")


def _seconds(command: Sequence[str], folder: Path) -> float:
    watch = [sys.executable, "-S", "-E", str(_HERE / "stopwatch.py"), *command]
    made = subprocess.run(watch, cwd=folder, env=_ENVIRONMENT, check=True, capture_output=True, text=True)  # noqa: S603
    return float(json.loads(made.stdout)["seconds"])


def _peer() -> str:
    """Return the peer's command, installed into an environment of its own on first use."""
    home = _CACHE / "check-jsonschema"
    program = home / "bin" / "check-jsonschema"
    if not program.is_file():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", _PEER], check=True)  # noqa: S603
    return str(program)


if __name__ == "__main__":
    sys.exit(main())
