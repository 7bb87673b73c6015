"""Run the fuzzer: `python tests/fuzz validate 100000 --jobs 2`; `--only N` runs one again and makes it small."""

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.executions import MODES, Broken, execution, made_small, some


def main() -> int:
    """Run as many executions as asked for; return how many promises were broken, 1 at most."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("count", type=int, nargs="?", default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as scratch:  # noqa: PTH112, S108
        if asked.only is not None:
            _, broken = execution(asked.mode, asked.seed, asked.only, Path(scratch))
            print(broken or "kept")
            for name, content in (
                made_small(asked.mode, asked.seed, asked.only, Path(scratch)).items() if broken else ()
            ):
                print(f"--- {name!r}\n{content!r}")
            return bool(broken)
        return _all(asked, Path(scratch))


def _all(asked: argparse.Namespace, scratch: Path) -> int:
    since, found, codes = time.monotonic(), list[Broken](), [0] * 4
    parts = [
        (asked.mode, asked.seed, range(start, min(start + 200, asked.first + asked.count)), scratch)
        for start in range(asked.first, asked.first + asked.count, 200)
    ]
    with ProcessPoolExecutor(asked.jobs) as pool:
        for done, (broken, told) in enumerate(pool.map(some, *zip(*parts, strict=True)), start=1):
            found += broken
            codes = [sum(pair) for pair in zip(codes, told, strict=True)]
            for each in broken:
                print(f"{asked.mode} --seed {asked.seed} --only {each.number}: {each.what[-1500:]}", flush=True)
            if done % 25 == 0:
                print(
                    f"{done * 200} executions, {time.monotonic() - since:.0f} s, {len(found)} broken, {codes}",
                    flush=True,
                )
    print(
        f"{asked.count} executions of {asked.mode} in {time.monotonic() - since:.0f} s: {len(found)} promises broken; "
        f"exit codes 0, 1, 2: {codes[:3]}"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
