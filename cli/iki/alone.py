"""One build at a time in an output folder: others wait, and whoever ends, however it ends, lets them go on."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PATIENCE, _PAUSE = 1.0, 0.05
"""After so many seconds it is said that there is somebody to wait for; between two tries there are so many."""


@contextlib.contextmanager
def alone(out: Path, tell: Callable[[], None]) -> Iterator[bool]:
    """Hold an output folder for oneself and yield whether that could be had; `tell` is called where it takes long.

    The folder is made, with those around it, and removed again if nothing comes into it. What cannot be held, as on
    some drives of a network, is worked in all the same.
    """
    made = [folder for folder in (out, *out.parents) if not os.path.lexists(folder)]
    held = _held(out, tell)
    try:
        yield held is not None
    finally:
        with contextlib.suppress(OSError):  # something came into it
            for folder in made:
                folder.rmdir()
        if held is not None:
            os.close(held)


def _held(out: Path, tell: Callable[[], None]) -> int | None:
    """Return what holds the folder until it is closed."""
    told, since = False, time.monotonic()
    with contextlib.suppress(OSError):
        while True:
            out.mkdir(parents=True, exist_ok=True)
            descriptor = _try_to_hold(out)
            if descriptor is not None:
                return descriptor
            if not told and time.monotonic() - since > _PATIENCE:
                tell()
                told = True
            time.sleep(_PAUSE)
    return None


if sys.platform == "win32":
    import msvcrt

    _LOCK = ".iki-lock"

    def _try_to_hold(out: Path) -> int | None:
        """Hold a byte of a file in the folder: Windows knows no lock of a folder itself."""
        descriptor = os.open(out / _LOCK, os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.close(descriptor)
            return None
        return descriptor
else:
    import fcntl

    def _try_to_hold(out: Path) -> int | None:
        """Hold the folder itself, unless it was another that stands there now."""
        descriptor = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), out.stat()):
                return descriptor
        except BlockingIOError:
            pass
        except OSError:
            os.close(descriptor)
            raise
        os.close(descriptor)
        return None
