"""`iki build`: the documents of all positions, or of those named, written whole or not at all."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.diagnostics import Diagnostic
    from iki.pipeline import Plan
    from iki.project import Project
    from iki.write import Artifact, Output

_LONG_WORK = 200
"""From so many documents on, a progress bar is worth its line."""
_WAITING = "iki: menunggu proses iki lain yang sedang menulis di folder yang sama…"
_EDITED_HINT = "Pindahkan suntingan itu ke data atau templatnya, atau jalankan lagi dengan --overwrite."


def build(  # noqa: PLR0913 - each is an option of the command line
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
    revision: Annotated[
        str | None,
        typer.Option("--rev", metavar="REVISI", help="Susun keadaan di commit ini, ke build/rev-… (tanpa checkout)."),
    ] = None,
    *,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Timpa dokumen yang disunting; suntingannya disimpan di sebelahnya.")
    ] = False,
) -> int:
    """Susun dokumen Word dan Markdown.

    Bila ada kesalahan, tidak satu pun ditulis. Dokumen yang sudah disunting dengan tangan dibiarkan.
    """
    from iki import project

    wanted = _Wanted(list(dict.fromkeys(map(_id, positions or []))), _formats(formats or []), kinds or ())
    here = project.find(Path.cwd())
    if revision is None:
        return _alone(here, wanted, out or project.output(here), overwrite=overwrite)
    from iki.history import repository
    from iki.laid_out import SHORT, laid_out

    with laid_out(repository(here.root), revision) as (then, commit):
        folder = out or project.output(here) / f"rev-{commit[:SHORT]}"
        return _alone(then, replace(wanted, called=f"{revision}:"), folder, overwrite=overwrite)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be built: of which positions, formats and kinds; `called` stands before file names in messages."""

    ids: Sequence[str]
    formats: Sequence[str]
    kinds: Sequence[str]
    called: str = ""


def _alone(here: "Project", wanted: _Wanted, out: Path, *, overwrite: bool) -> int:
    """Build while no other build is at work in the folder: what was read first is not written last."""
    from iki.alone import alone
    from iki.write import Output

    with alone(out, partial(print, _WAITING, file=sys.stderr)) as is_alone, Output(out, is_alone=is_alone) as output:
        return _build(here, wanted, output, overwrite=overwrite)


def _build(here: "Project", wanted: _Wanted, output: "Output", *, overwrite: bool) -> int:
    from iki import checking, pipeline
    from iki.diagnostics import has_errors
    from iki.errors import IkiError
    from iki.fates import complain, tell

    checked = checking.check(here)
    if has_errors(checked.diagnostics):
        return _refuse(checked.diagnostics, wanted.called)
    plan = pipeline.plan(here, checked, wanted.ids, wanted.formats, wanted.kinds)
    if isinstance(plan, tuple):
        return _refuse((*checked.diagnostics, *plan), wanted.called)
    if not plan.count:
        raise IkiError(
            "Dokumen ini memuat semua jabatan, tidak ada yang untuk satu jabatan saja. Jalankan tanpa nama jabatan."
        )
    complain((*checked.diagnostics, *plan.warnings), wanted.called)
    written = chain(output.write(_watched(plan), overwrite=overwrite), output.remove(plan.is_unwanted))
    return tell(written, _EDITED_HINT)


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


def _refuse(diagnostics: Iterable["Diagnostic"], called: str) -> int:
    """Tell only what keeps the documents from being written; warnings would hide it."""
    from iki.diagnostics import Level
    from iki.fates import complain

    errors = [diagnostic for diagnostic in diagnostics if diagnostic.level is Level.ERROR]
    complain(errors, called)
    hint = f"perbaiki dahulu {len(errors)} kesalahan di atas"
    if called:  # what is committed stays as it is
        hint = f"ada {len(errors)} kesalahan di revisi itu, pilih revisi lain"
    print(f"Tidak ada dokumen yang ditulis; {hint}.", file=sys.stderr)
    return 1


def _watched(plan: "Plan") -> Iterable["Artifact"]:
    """Show a progress bar where somebody watches and has to wait."""
    if plan.count < _LONG_WORK or not sys.stderr.isatty():
        yield from plan.artifacts
        return
    with typer.progressbar(plan.artifacts, length=plan.count, label="Menyusun", file=sys.stderr) as artifacts:
        yield from artifacts
