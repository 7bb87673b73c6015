"""How long a reviewer waits: a repository of 1,000 positions and 500 commits, each command as a process of its own."""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from positions import make_workload

_HERE = Path(__file__).parent
_IKI = str(Path(sys.executable).parent / "iki")
_NEVER = "1767571200 +0800"
_COMMANDS = {
    "git diff HEAD~1": ("git", "diff", "HEAD~1"),
    "iki diff HEAD~1": (_IKI, "diff", "HEAD~1"),
    "iki diff HEAD~1 --format docx": (_IKI, "diff", "HEAD~1", "--format", "docx", "--output", "x.docx"),
    "iki diff, every commit of the history": (_IKI, "diff", "FIRST"),
    "iki log of one position": (_IKI, "log", "jabatan-00001"),
    "iki log, the newest 20": (_IKI, "log", "-n", "20"),
    "iki log of everything": (_IKI, "log"),
    "iki diff --redline of 100 positions": (_IKI, "diff", "HEAD~100", "HEAD", "--redline", "--out", "r"),
    "iki diff --redline of 100, with the book": (_IKI, "diff", "HEAD~100", "HEAD", "--redline", "--book", "--out", "b"),
    "iki show HEAD~300 of one position": (_IKI, "show", "HEAD~300:jabatan-00001"),
}


def main() -> int:
    """Print a table of the best and the median seconds of each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="positions")
    parser.add_argument("--commits", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # noqa: S108
        project = make_workload(Path(folder), asked.count).project
        first = _make_history(project, asked.commits)
        seconds: dict[str, list[float]] = {name: [] for name in _COMMANDS}
        for _ in range(asked.rounds):
            for name, command in _COMMANDS.items():
                words = [first if word == "FIRST" else word for word in command]
                seconds[name].append(_seconds(words, project))
    print(f"| {asked.count} positions, {asked.commits} commits | best s | median s |\n|---|---:|---:|")
    for name, every in seconds.items():
        print(f"| {name} | {min(every):.2f} | {statistics.median(every):.2f} |")
    return 0


def _seconds(command: list[str], folder: Path) -> float:
    watch = [sys.executable, "-S", "-E", str(_HERE / "stopwatch.py"), *command]
    made = subprocess.run(watch, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
    return float(json.loads(made.stdout)["seconds"])


def _make_history(project: Path, count: int) -> str:
    """Commit the positions, then edit one formula in each commit, half of them with a reason; return the first one."""
    git = shutil.which("git") or sys.exit("git is not installed")
    _git(git, project, "init", "-q", "-b", "main")
    stream = "".join(_stream(project, count))
    subprocess.run([git, "fast-import", "--quiet"], cwd=project, check=True, input=stream.encode())  # noqa: S603
    _git(git, project, "reset", "-q", "--hard", "main")
    _git(git, project, "gc", "-q")
    return _git(git, project, "rev-list", "--max-parents=0", "main")


def _stream(project: Path, count: int) -> Iterator[str]:
    files = {path.relative_to(project).as_posix(): path.read_text("utf-8") for path in project.rglob("*.yaml")}
    yield from _commit("IKI", files)
    names = sorted(name for name in files if name.startswith("data/"))
    for number in range(count):
        name = names[number * 37 % len(names)]
        files[name] = files[name].replace("formulasi: ", f"formulasi: Revisi {number}, ", 1)
        reason = f"\n\nAlasan: hasil evaluasi {number}" if number % 2 else ""
        yield from _commit(f"Perbaikan {number}{reason}", {name: files[name]})


def _commit(message: str, files: dict[str, str]) -> Iterator[str]:
    yield f"commit refs/heads/main\ncommitter P <p@x> {_NEVER}\ndata {len(message.encode())}\n{message}\n"
    for name, text in files.items():
        yield f"M 100644 inline {name}\ndata {len(text.encode())}\n{text}\n"


def _git(program: str, folder: Path, *arguments: str) -> str:
    made = subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
    return made.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
