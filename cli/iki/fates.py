"""What became of the documents that were to be written, told to whoever asked for them."""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from iki.characters import printable
from iki.diagnostics import Diagnostic
from iki.report.text import lines_of
from iki.write import Fate, Written

_WELL = frozenset((Fate.WRITTEN, Fate.SAME, Fate.OVERWRITTEN))
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
        path = f"{_folder(written.folder)}{printable(written.name)}"
        if written.fate in _WELL:
            print(path)
        _explain(written, path, edited_hint)
    done = sum(fates[fate] for fate in _WELL)
    kept = fates.total() - done - fates[Fate.REMOVED]
    if kept:
        print(f"iki: {done} dokumen selesai, {kept} dibiarkan seperti semula.", file=sys.stderr)
    return 2 if any(fates[fate] for fate in _STOPPED) else int(kept > 0)


def _explain(written: Written, path: str, edited_hint: str) -> None:
    match written.fate:
        case Fate.EDITED:
            print(f"iki: {path} sudah disunting sejak ditulis iki; dibiarkan. {edited_hint}", file=sys.stderr)
        case Fate.OVERWRITTEN if written.beside:
            print(f"iki: suntingan pada {path} disimpan sebagai {_shown(written.beside)}.", file=sys.stderr)
        case fate if fate in _WHY:
            print(f"iki: {path} {_WHY[fate]}", file=sys.stderr)


@lru_cache(maxsize=1)  # thousands of documents stand in one
def _folder(path: Path) -> str:
    shown = _shown(path)
    return "" if shown == "." else f"{shown}/"


def _shown(path: Path) -> str:
    try:
        return printable(os.path.relpath(path).replace(os.sep, "/"))
    except ValueError:  # another drive of Windows
        return printable(str(path))
