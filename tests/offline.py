"""Runs a Python program to which the network is forbidden, on Linux also what it starts: `offline.py PROGRAM …`."""

import ctypes
import os
import platform
import runpy
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

REFUSED = 99
"""What the program ends with that asks Python for the network."""
KILLED = -31
"""What a child ends with that asks Linux for it, by whatever library."""
_ASKS_OTHERS = frozenset(
    ("fetch", "pull", "push", "clone", "ls-remote", "remote", "submodule", "archive", "send-email")
)
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What Linux calls a machine, and there the making of a socket."""
CAN_KILL = sys.platform == "linux" and platform.machine() in _SOCKET and ctypes.CDLL(None).prctl(21, 0, 0, 0, 0) >= 0


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """End the program that asks for a socket, a name, or a git that does: an exception might be caught."""
    asks = event.startswith("socket.") or (event == "subprocess.Popen" and _asks_others(arguments[1]))
    if asks or event in {"os.system", "os.exec"}:
        os.write(2, f"offline: {event} {arguments!r}\n".encode())
        os._exit(REFUSED)


def _asks_others(words: Sequence[str]) -> bool:
    """Tell whether a command is anything but this Python, or a git that looks into its own repository."""
    name = Path(words[0]).stem
    return words[0] != sys.executable and (name != "git" or not _ASKS_OTHERS.isdisjoint(words[1:]))


def kill_what_asks() -> None:
    """Let Linux kill what makes a socket of the Internet from here on, this process or one that it starts."""
    machine, socket = _SOCKET[platform.machine()]
    load, is_, end = 0x20, 0x15, 0x06
    rules = (
        *((load, 0, 0, 4), (is_, 0, 5, machine)),
        *((load, 0, 0, 0), (is_, 0, 3, socket)),
        *((load, 0, 0, 16), (is_, 2, 0, 2), (is_, 1, 0, 10)),  # the families IPv4 and IPv6
        *((end, 0, 0, 0x7FFF0000), (end, 0, 0, 0x80000000)),  # go on; kill
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    program = ctypes.create_string_buffer(struct.pack("HL", len(rules), ctypes.addressof(code)))
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(38, 1, 0, 0, 0) or kernel.prctl(22, 2, program, 0, 0):
        raise OSError(ctypes.get_errno(), "no filter of system calls")


def main(program: str, arguments: Sequence[str]) -> None:
    if CAN_KILL:
        kill_what_asks()
    sys.addaudithook(refuse)
    sys.argv = [program, *arguments]
    sys.path[0] = str(Path(program).parent)
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
