"""`iki build`: the documents of all positions, or of those named, written whole or not at all."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.diagnostics import Diagnostic
    from iki.pipeline import Plan
    from iki.write import Artifact, Written

_LONG_WORK = 200
"""From so many documents on, a progress bar is worth its line."""

_EDITED_HINT = "Pindahkan suntingan itu ke data atau templatnya, atau jalankan lagi dengan --overwrite."
_LOCKED_HINT = "Tutup bila sedang dibuka di Word, atau periksa izinnya, lalu ulangi."
_FOREIGN_HINT = "Pindahkan atau ganti namanya, lalu jalankan lagi."


def build(
    positions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[JABATAN]...",
            help="Id jabatan yang disusun; tanpa ini, semuanya beserta bukunya.",
            show_default=False,
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="BENTUK", help="docx atau md (bawaan: keduanya); boleh diulang."),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="JENIS", help="Jenis dokumen, misalnya keputusan; boleh diulang."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Folder keluaran (bawaan: build).")
    ] = None,
    *,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Timpa dokumen yang disunting; suntingannya disimpan di sebelahnya.")
    ] = False,
) -> int:
    """Susun dokumen Word dan Markdown.

    Bila ada kesalahan, tidak satu pun ditulis. Dokumen yang sudah disunting dengan tangan dibiarkan.
    """
    from iki import pipeline, project
    from iki.diagnostics import has_errors
    from iki.errors import IkiError

    chosen = _formats(formats or [])
    here = project.find(Path.cwd())
    checked = pipeline.check(here)
    if has_errors(checked.diagnostics):
        return _refuse(checked.diagnostics)
    plan = pipeline.plan(here, checked, list(dict.fromkeys(map(_id, positions or []))), chosen, kinds or ())
    if isinstance(plan, tuple):
        return _refuse((*checked.diagnostics, *plan))
    if not plan.count:
        raise IkiError(
            "Dokumen ini memuat semua jabatan, tidak ada yang untuk satu jabatan saja. Jalankan tanpa nama jabatan."
        )
    _tell((*checked.diagnostics, *plan.warnings))
    return _write(plan, out or here.root / "build", overwrite=overwrite)


def _formats(named: Sequence[str]) -> Sequence[str]:
    from iki.render import every_format

    for name in named:
        if name not in every_format():
            known = ", ".join(every_format())
            raise typer.BadParameter(f"bentuk '{name}' tidak ada; pilih: {known}", param_hint="--format")
    return named or every_format()


def _id(name: str) -> str:
    """Take a position's id, or the path of its file, which a shell completes."""
    return Path(name).stem if name.endswith(".yaml") else name


def _refuse(diagnostics: Iterable["Diagnostic"]) -> int:
    """Tell only what keeps the documents from being written; warnings would hide it."""
    from iki.diagnostics import Level

    errors = [diagnostic for diagnostic in diagnostics if diagnostic.level is Level.ERROR]
    _tell(errors)
    print(f"Tidak ada dokumen yang ditulis; perbaiki dahulu {len(errors)} kesalahan di atas.", file=sys.stderr)
    return 1


def _tell(diagnostics: Iterable["Diagnostic"]) -> None:
    from iki.report.text import lines_of

    for diagnostic in diagnostics:
        for line in lines_of(diagnostic):
            print(line, file=sys.stderr)


def _write(plan: "Plan", out: Path, *, overwrite: bool) -> int:
    from iki.write import Fate, write_all

    fates = Counter[Fate]()
    for written in write_all(_watched(plan), out, overwrite=overwrite):
        fates[written.fate] += 1
        path = _shown(written.path)
        if written.fate in {Fate.WRITTEN, Fate.SAME, Fate.OVERWRITTEN}:
            print(path)
        _explain(written, path)
    kept = fates[Fate.EDITED] + fates[Fate.FOREIGN] + fates[Fate.LOCKED]
    if kept:
        print(f"iki: {fates.total() - kept} dokumen selesai, {kept} dibiarkan seperti semula.", file=sys.stderr)
    return 2 if fates[Fate.LOCKED] else int(kept > 0)


def _watched(plan: "Plan") -> Iterable["Artifact"]:
    """Show a progress bar where somebody watches and has to wait."""
    if plan.count < _LONG_WORK or not sys.stderr.isatty():
        yield from plan.artifacts
        return
    with typer.progressbar(plan.artifacts, length=plan.count, label="Menyusun", file=sys.stderr) as artifacts:
        yield from artifacts


def _explain(written: "Written", path: str) -> None:
    from iki.write import Fate

    match written.fate:
        case Fate.EDITED:
            print(f"iki: {path} sudah disunting sejak ditulis iki; dibiarkan. {_EDITED_HINT}", file=sys.stderr)
        case Fate.FOREIGN:
            print(f"iki: {path} bukan tulisan iki; dibiarkan. {_FOREIGN_HINT}", file=sys.stderr)
        case Fate.LOCKED:
            print(f"iki: {path} tidak dapat ditulis; dibiarkan. {_LOCKED_HINT}", file=sys.stderr)
        case Fate.OVERWRITTEN if written.beside:
            print(f"iki: suntingan pada {path} disimpan sebagai {_shown(written.beside)}.", file=sys.stderr)


def _shown(path: Path) -> str:
    from iki.characters import printable

    try:
        return printable(os.path.relpath(path).replace(os.sep, "/"))
    except ValueError:  # another drive of Windows
        return printable(str(path))
