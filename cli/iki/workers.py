"""Work shared out among processes: the same answers in the same order, sooner where there is much of it."""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

_AHEAD = 4
"""So many parts each helper may be ahead of whoever takes what it made: what waits fills the memory."""

_Shared = TypeVar("_Shared")
_Part = TypeVar("_Part")
_Made = TypeVar("_Made")

_task: tuple[Callable[[Any, Any], Any], Any]
"""In a helping process: what it does, and what every part of that needs."""


def cores() -> int:
    """Return how many processes can work at once on this machine, for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[_Shared, _Part], _Made], shared: _Shared, parts: Sequence[_Part], jobs: int
) -> Iterator[_Made]:
    """Yield what `work` makes of each part, in the order of the parts, by up to `jobs` processes.

    `work` is a function of a module; all that goes in and out can be pickled. What no helper can be started for, or a
    helper died of, is done here.
    """
    done = 0
    if min(jobs, len(parts)) > 1:
        for made in _helped(work, shared, parts, min(jobs, len(parts))):
            yield made
            done += 1
    yield from (work(shared, part) for part in parts[done:])


def _helped(
    work: Callable[[_Shared, _Part], _Made], shared: _Shared, parts: Sequence[_Part], jobs: int
) -> Iterator[_Made]:
    """Yield what helpers made, up to the first part for which there is none."""
    from concurrent.futures import ProcessPoolExecutor  # and with it much that few runs need
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # A fork has all that is shared at once; where Python can also do without, nothing else of iki runs in threads
    context = get_context("fork" if sys.platform == "linux" else None)
    try:
        pool = ProcessPoolExecutor(jobs, context, _begin, (work, shared))
    except (ImportError, OSError):  # a machine without semaphores
        return
    try:
        every = iter(parts)
        waiting = deque(pool.submit(_do, part) for part in islice(every, jobs * _AHEAD))
        while waiting:
            made = waiting.popleft().result()
            waiting.extend(pool.submit(_do, part) for part in islice(every, 1))
            yield made
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)  # what each is at takes it a moment


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    """Make a process a helper, which ends with whoever asked it, however that ends."""
    global _task  # noqa: PLW0603 - a helper has one task as long as it lives
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asked
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # there is nothing to clear away
    _task = work, shared
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(part: Any) -> Any:
    work, shared = _task
    return work(shared, part)
