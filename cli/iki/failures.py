"""What the work failed of, told: an exception → a message in Indonesian and an exit code."""

import platform
import traceback
from collections.abc import Sequence

from iki import __version__
from iki.characters import printable
from iki.errors import IkiError, reason

CANNOT_WORK, BUG = 2, 3


def explained(error: Exception, arguments: Sequence[str]) -> tuple[str, int]:
    """Return what is to be said to whoever called iki with these arguments, and the exit code."""
    if isinstance(error, IkiError):
        return f"iki: {error}", CANNOT_WORK
    if isinstance(error, OSError):
        where = f"{printable(str(error.filename))}: " if error.filename else ""
        return f"iki: {where}tidak dapat dibaca atau ditulis ({reason(error)}).", CANNOT_WORK
    return _bug(error, arguments), BUG


def _bug(error: Exception, arguments: Sequence[str]) -> str:
    """Ask for what whoever mends iki has to know."""
    lines = (
        "iki: ini kesalahan iki sendiri, bukan kesalahan Anda. Data Anda tidak diubah.",
        "Kirimkan keterangan berikut kepada pengembang iki:",
        f"iki {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"perintah: iki {' '.join(arguments)}",
        "".join(traceback.format_exception(error)),
    )
    return printable("\n".join(lines), keep_lines=True)
