"""What became of the documents that were to be written, told to whoever asked for them."""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from iki.characters import printable
from iki.diagnostics import Diagnostic
from iki.report.text import lines_of
from iki.write import Fate, Written

_LOCKED_HINT = "Tutup bila sedang dibuka di Word, atau periksa izinnya, lalu ulangi."
_FOREIGN_HINT = "Pindahkan atau ganti namanya, lalu jalankan lagi."


def complain(every: Iterable[Diagnostic], called: str = "") -> None:
    """Print findings where errors go; `called` stands before the names of files, as a revision does."""
    for diagnostic in every:
        for line in lines_of(diagnostic.below(called)):
            print(line, file=sys.stderr)


def tell(every: Iterable[Written], edited_hint: str) -> int:
    """Print the name of each document that is as it should be, say why the others are not, and return the exit code."""
    fates = Counter[Fate]()
    for written in every:
        fates[written.fate] += 1
        path = _shown(written.path)
        if written.fate in {Fate.WRITTEN, Fate.SAME, Fate.OVERWRITTEN}:
            print(path)
        _explain(written, path, edited_hint)
    kept = fates[Fate.EDITED] + fates[Fate.FOREIGN] + fates[Fate.LOCKED]
    if kept:
        print(f"iki: {fates.total() - kept} dokumen selesai, {kept} dibiarkan seperti semula.", file=sys.stderr)
    return 2 if fates[Fate.LOCKED] else int(kept > 0)


def _explain(written: Written, path: str, edited_hint: str) -> None:
    match written.fate:
        case Fate.EDITED:
            print(f"iki: {path} sudah disunting sejak ditulis iki; dibiarkan. {edited_hint}", file=sys.stderr)
        case Fate.FOREIGN:
            print(f"iki: {path} bukan tulisan iki; dibiarkan. {_FOREIGN_HINT}", file=sys.stderr)
        case Fate.LOCKED:
            print(f"iki: {path} tidak dapat ditulis; dibiarkan. {_LOCKED_HINT}", file=sys.stderr)
        case Fate.OVERWRITTEN if written.beside:
            print(f"iki: suntingan pada {path} disimpan sebagai {_shown(written.beside)}.", file=sys.stderr)


def _shown(path: Path) -> str:
    try:
        return printable(os.path.relpath(path).replace(os.sep, "/"))
    except ValueError:  # another drive of Windows
        return printable(str(path))
