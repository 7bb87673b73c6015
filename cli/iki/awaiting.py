"""When it is worth looking again: at once when something stirs in a folder, else from time to time.

What stirred is not asked: whoever looks sees what changed. One looks from time to time since drives of a network tell
nothing, nor does a system that can watch no more folders.
"""

import contextlib
import signal
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from threading import Event

from iki.errors import IkiError

_STEP, _LONGEST = 20, 100
"""For so many milliseconds nothing more is to stir before one looks, but after so many one looks all the same."""
_TURN, _SELDOM = 100, 20
"""So many milliseconds are a turn; when nothing stirs, one looks in the first and then in each so-manieth."""
_PAUSE = 0.5
"""So many seconds pass before folders are watched again that could not be."""


def refuse_without_library() -> None:
    """Say what is to be installed where it is not."""
    try:
        import watchfiles  # noqa: F401
    except ImportError as error:
        raise IkiError("iki watch memerlukan watchfiles. Pasang dengan: pip install 'iki[watch]'") from error


def moments(folders: Callable[[], Collection[Path]]) -> Iterator[None]:
    """Yield whenever it is worth looking at files in folders, without end: now, and once these are watched, first."""
    yield
    while True:
        watched = folders()
        for turn, stirred in enumerate(_stirred(watched)):
            if stirred or turn % _SELDOM == 0:
                yield
                if not stirred.isdisjoint(watched) or folders() != watched:
                    break  # one of them came, went, or is another now


def _stirred(folders: Collection[Path]) -> Iterator[set[Path]]:
    """Yield what stirred in folders, a turn after the other, as long as they can be watched."""
    from watchfiles import watch

    ended = Event()
    stream = watch(
        *folders,
        watch_filter=None,
        recursive=False,
        step=_STEP,
        debounce=_LONGEST,
        rust_timeout=_TURN,
        yield_on_timeout=True,
        stop_event=ended,
    )
    with contextlib.closing(stream):
        while True:
            try:
                with _to_be_ended_by(ended):
                    changes = next(stream, None)
            except (OSError, RuntimeError):  # a folder that is gone by now; more folders than the system watches
                time.sleep(_PAUSE)
                yield set()
                return
            if changes is None:
                return
            yield {Path(path) for _, path in changes}


@contextlib.contextmanager
def _to_be_ended_by(ended: Event) -> Iterator[None]:
    """Let SIGTERM end the waiting first: watchfiles takes whatever its handler raises for a Ctrl-C."""
    before = signal.signal(signal.SIGTERM, lambda *_: ended.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        if ended.is_set():
            signal.raise_signal(signal.SIGTERM)
