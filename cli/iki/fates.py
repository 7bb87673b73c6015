"""What became of the documents that were to be written, told to whoever asked for them."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from iki.characters import printable
from iki.diagnostics import Diagnostic
from iki.report.text import lines_of
from iki.write import Fate, Written

WELL = frozenset((Fate.WRITTEN, Fate.SAME, Fate.OVERWRITTEN))
"""What becomes of documents that are as they should be."""
_STOPPED = frozenset((Fate.LOCKED, Fate.FORBIDDEN))
_WHY = {
    Fate.FOREIGN: "bukan tulisan iki; dibiarkan. Pindahkan atau ganti namanya, lalu jalankan lagi.",
    Fate.LOCKED: "tidak dapat ditulis: sedang dibuka di Word atau program lain; dibiarkan. Tutup, lalu ulangi.",
    Fate.FORBIDDEN: "tidak dapat ditulis: tidak diizinkan; dibiarkan. Periksa izin foldernya, lalu ulangi.",
    Fate.REMOVED: "dihapus: jabatannya sudah tidak ada.",
    Fate.LEFT_OVER: "sudah disunting, padahal jabatannya sudah tidak ada; dibiarkan. Pindahkan atau hapus sendiri.",
}


def complain(every: Iterable[Diagnostic], called: str = "") -> None:
    """Print findings where errors go; `called` stands before the names of files, as a revision does."""
    print(complaints(every, called), end="", file=sys.stderr)


def complaints(every: Iterable[Diagnostic], called: str = "") -> str:
    """Return findings as `complain` prints them."""
    return "".join(f"{line}\n" for diagnostic in every for line in lines_of(diagnostic.below(called)))


def tell(every: Iterable[Written], edited_hint: str) -> int:
    """Print the name of each document that is as it should be, say why the others are not, and return the exit code."""
    fates = Counter[Fate]()
    for written in every:
        fates[written.fate] += 1
        if written.fate in WELL:
            print(shown(written))
        print(remark(written, edited_hint), end="", file=sys.stderr)
    print(closing(fates), end="", file=sys.stderr)
    return exit_code(fates)


def shown(written: Written) -> str:
    """Return the name of a document as it is told: from the working directory, with `/`."""
    return f"{_folder(written.folder)}{printable(written.name)}"


def remark(written: Written, edited_hint: str) -> str:
    """Return the line that says why a document is not as it should be, or what else was done; mostly nothing."""
    match written.fate:
        case Fate.EDITED:
            return f"iki: {shown(written)} sudah disunting sejak ditulis iki; dibiarkan. {edited_hint}\n"
        case Fate.OVERWRITTEN if written.beside:
            return f"iki: suntingan pada {shown(written)} disimpan sebagai {_shown(written.beside)}.\n"
        case fate if fate in _WHY:
            return f"iki: {shown(written)} {_WHY[fate]}\n"
        case _:
            return ""


def closing(fates: Mapping[Fate, int]) -> str:
    """Return the line that counts what was kept, if anything was."""
    done, kept = _counted(fates)
    return f"iki: {done} dokumen selesai, {kept} dibiarkan seperti semula.\n" if kept else ""


def exit_code(fates: Mapping[Fate, int]) -> int:
    """Return what a command ends with whose documents had these fates."""
    return 2 if any(fates.get(fate) for fate in _STOPPED) else int(_counted(fates)[1] > 0)


def _counted(fates: Mapping[Fate, int]) -> tuple[int, int]:
    """Return how many documents are as they should be, and how many were kept as they were."""
    done = sum(fates.get(fate, 0) for fate in WELL)
    return done, sum(fates.values()) - done - fates.get(Fate.REMOVED, 0)


@lru_cache(maxsize=1)  # thousands of documents stand in one
def _folder(path: Path) -> str:
    shown = _shown(path)
    return "" if shown == "." else f"{shown}/"


def _shown(path: Path) -> str:
    try:
        return printable(os.path.relpath(path).replace(os.sep, "/"))
    except ValueError:  # another drive of Windows
        return printable(str(path))
