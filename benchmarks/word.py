"""How fast iki writes Word documents, and how fast its peers do: whole processes, in turn, in one run."""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from peers import PEERS, NotInstalledError, Tool, last_error, prepare
from positions import Workload, make_workload
from same_text import differing

_STOPWATCH = Path(__file__).with_name("stopwatch.py")
_SAMPLE = 20
_IKI = "iki, without the book"
"""The iki that the peers are compared with: all ids are named, because naming positions leaves the book alone."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One run of one tool: its seconds, its peak memory in bytes."""

    seconds: float
    peak: int


Timings = Mapping[str, Sequence[Timing]]

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The modules of a checkout are to be compiled by the first run, as pip compiles those of an installed package."""


_ROOM = 4_000_000_000
"""What all tools together write in a run of usual size, several times over."""


class FailedError(Exception):
    """A tool did not write its documents; the text says why in one line."""


def main() -> int:
    """Run the benchmark; the exit code is 1 when a tool failed or its documents say something else than iki's."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="iki-benchmark-", dir=options.folder) as folder:
        work = Path(folder)
        workload = make_workload(work, options.count)
        tools = [*_iki(workload), *_peers(workload)]
        print(f"{options.count} positions, {options.rounds} rounds. {_machine()}", flush=True)
        timings = _rounds(tools, workload, work / "out", options.rounds)
        odd = [line for tool in tools if tool.name in timings for line in _differences(tool, workload, work / "out")]
    print("", *_table(tools, timings, options.count), *(f"\n{line}" for line in odd), sep="\n")
    return int(bool(odd) or len(timings) < len(tools))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many positions (1000)")
    parser.add_argument("--rounds", type=int, default=3, help="how many times each tool runs (3)")
    parser.add_argument("--folder", default=_memory(), help="where to work (in memory where there is room)")
    return parser.parse_args()


def _memory() -> str | None:
    """Return a folder that no disk slows down, so that the tools alone are measured; None if there is none."""
    memory = Path("/dev/shm")  # noqa: S108 - nothing is kept there
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if has_room else None


def _iki(workload: Workload) -> Iterator[Tool]:
    program = str(Path(sys.executable).with_name("iki"))
    command = (program, "build", "--no-cache", "--jobs", "1", "--format", "docx")
    yield Tool(_IKI, version("iki"), (*command, *workload.ids, "--out"), documents="iki")
    yield Tool("iki, with the book", version("iki"), (*command, "--out"), documents="iki")
    both = (*command, "--format", "md")
    yield Tool("iki, Word and Markdown, with the books", version("iki"), (*both, "--out"), documents="iki")
    yield Tool("the same by two processes", version("iki"), (*both, "--jobs", "2", "--out"), documents="iki")


def _peers(workload: Workload) -> Iterator[Tool]:
    for peer in PEERS:
        try:
            yield prepare(peer, workload.project / "templates" / "iki.docx", workload.data)
        except NotInstalledError as error:
            print(f"left out: {peer.name} ({error})")


def _machine() -> str:
    node = shutil.which("node")
    release = subprocess.run((node, "--version"), capture_output=True, text=True, check=False).stdout if node else "no"  # noqa: S603
    return f"Python {platform.python_version()}, node {release.strip()}, {os.cpu_count()} CPUs."


def _rounds(tools: Sequence[Tool], workload: Workload, out: Path, rounds: int) -> Timings:
    """Let every tool run once a round, so that a busy minute of the machine does not fall on one of them alone."""
    timings: dict[str, list[Timing]] = {tool.name: [] for tool in tools}
    for number in range(rounds):
        for tool in (tool for tool in tools if tool.name in timings):
            try:
                timings[tool.name].append(_run(tool, workload, _folder(out, tool, number)))
            except FailedError as error:
                print(f"left out: {tool.name} ({error})")
                del timings[tool.name]
    return timings


def _folder(out: Path, tool: Tool, number: int = 0) -> Path:
    """Name a fresh folder for each run: replacing files, or creating them after many were deleted, is slower."""
    return out / str(number) / tool.name


def _run(tool: Tool, workload: Workload, out: Path) -> Timing:
    out.mkdir(parents=True)
    result = subprocess.run(  # noqa: S603 - the commands stand above and in peers.py
        (sys.executable, "-I", "-S", str(_STOPWATCH), *tool.command, str(out)),
        cwd=workload.project,
        env={**_ENVIRONMENT, **tool.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise FailedError(last_error(result.stderr))
    missing = sum(not (out / tool.documents / f"{identity}.docx").is_file() for identity in workload.ids)
    if missing:
        raise FailedError(f"{missing} documents are missing")
    return Timing(**json.loads(result.stdout))


def _differences(tool: Tool, workload: Workload, out: Path) -> Iterator[str]:
    """Yield a line when a sample of the first round's documents does not say what iki's say."""
    sample = workload.ids[:: max(1, len(workload.ids) // _SAMPLE)][:_SAMPLE]
    odd = differing(_folder(out, tool) / tool.documents, out / "0" / _IKI / "iki", sample)
    if odd:
        yield f"Not comparable: {len(odd)} of {len(sample)} documents of {tool.name} differ in text, as {odd[0]}."


def _table(tools: Sequence[Tool], timings: Timings, count: int) -> Iterator[str]:
    """Yield the lines of the result in Markdown; memory is the highest of all rounds, in MB of 1,000,000 bytes."""
    yield "| tool | version | docs/s best | docs/s median | peak MB | iki ÷ it, best | iki ÷ it, median |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    iki_best, iki_median = _speeds(timings[_IKI], count)
    for tool in (tool for tool in tools if tool.name in timings):
        best, median = _speeds(timings[tool.name], count)
        peak = max(timing.peak for timing in timings[tool.name]) / 1e6
        ratios = f"{iki_best / best:.2f} | {iki_median / median:.2f}"
        yield f"| {tool.name} | {tool.version} | {best:.0f} | {median:.0f} | {peak:.0f} | {ratios} |"


def _speeds(timings: Sequence[Timing], count: int) -> tuple[float, float]:
    speeds = [count / timing.seconds for timing in timings]
    return max(speeds), statistics.median(speeds)


if __name__ == "__main__":
    sys.exit(main())
