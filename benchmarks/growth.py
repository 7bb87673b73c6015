"""How the cost of a build grows with the number of positions, and what a second build costs, to Word and Markdown."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from positions import make_workload

_STOPWATCH = Path(__file__).with_name("stopwatch.py")
_IKI = str(Path(sys.executable).parent / "iki")
_COUNTS = (10, 100, 1_000, 10_000)


class Cost(NamedTuple):
    """The seconds of a run, and its peak memory in bytes."""

    seconds: float
    peak: int


def main() -> int:
    """Print a table: a line for each number of positions, the best of several rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=_COUNTS, help="positions")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", default="/dev/shm" if Path("/dev/shm").is_dir() else None)  # noqa: S108
    asked = parser.parse_args()
    print("| positions | cold s | positions/s | peak MB | nothing changed s | one row changed s |")
    print("|---:|---:|---:|---:|---:|---:|")
    for count in asked.counts:
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            project = make_workload(Path(folder), count).project
            command = [_IKI, "build", "--jobs", str(asked.jobs)]
            rounds = [_round(project, Path(folder) / "cache", command) for _ in range(asked.rounds)]
        cold, same, changed = (min(each[index] for each in rounds) for index in range(3))
        peak = max(each[0].peak for each in rounds) / 1e6
        figures = f"{cold.seconds:.2f} | {count / cold.seconds:.0f} | {peak:.0f} | {same.seconds:.2f}"
        print(f"| {count} | {figures} | {changed.seconds:.2f} |", flush=True)
    return 0


def _round(project: Path, cache: Path, command: Sequence[str]) -> tuple[Cost, Cost, Cost]:
    """Build from nothing, again, and after an edit of one row."""
    shutil.rmtree(project / "build", ignore_errors=True)
    shutil.rmtree(cache, ignore_errors=True)
    cold, same = _cost(project, cache, command), _cost(project, cache, command)
    position = sorted((project / "data" / "jabatan").iterdir())[-1]
    text = position.read_text(encoding="utf-8")
    position.write_text(text.replace("formulasi: ", "formulasi: Lagi ", 1), encoding="utf-8")
    return cold, same, _cost(project, cache, command)


def _cost(project: Path, cache: Path, command: Sequence[str]) -> Cost:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    watch = [sys.executable, "-S", "-E", str(_STOPWATCH), *command]
    settings = {**environment, "XDG_CACHE_HOME": str(cache)}
    made = subprocess.run(watch, cwd=project, env=settings, check=True, capture_output=True, text=True)  # noqa: S603
    return Cost(**json.loads(made.stdout))


if __name__ == "__main__":
    sys.exit(main())
