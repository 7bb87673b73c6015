"""Run the command given as arguments; print its seconds and its peak memory in bytes as JSON.

A process of its own, without site-packages: Linux counts into a child's peak what its parent held when it started it,
so this parent has to be smaller than everything it measures.
"""

import json
import os
import sys
import time

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


def main(command: list[str]) -> int:
    """Return the command's own exit code; its standard output is not wanted, its errors pass."""
    silence = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[silence])
    _, status, usage = os.wait4(process, 0)
    print(json.dumps({"seconds": time.perf_counter() - start, "peak": usage.ru_maxrss * _UNIT}))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
