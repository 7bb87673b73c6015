"""`iki build`: the documents of all positions, or of those named, written whole or not at all."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from iki.diagnostics import Diagnostic
    from iki.pipeline import Plan
    from iki.project import Project
    from iki.reading import Known
    from iki.write import Output, Written

_LONG_WORK = 200
"""From so many documents on, a progress bar is worth its line."""
_WAITING = "iki: menunggu proses iki lain yang sedang menulis di folder yang sama…"
_EDITED_HINT = "Pindahkan suntingan itu ke data atau templatnya, atau jalankan lagi dengan --overwrite."


def build(  # noqa: PLR0913, PLR0917 - each is an option of the command line
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
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, metavar="N", help="Banyaknya proses; bawaan: sebanyak inti prosesor."),
    ] = None,
    *,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Timpa dokumen yang disunting; suntingannya disimpan di sebelahnya.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Susun semuanya lagi, juga yang tidak berubah sejak terakhir disusun.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Seperti --force, dan jangan catat apa yang disusun dari apa.")
    ] = False,
) -> int:
    """Susun dokumen Word dan Markdown.

    Hanya yang berubah disusun lagi. Bila ada kesalahan, tidak satu pun ditulis. Dokumen yang sudah disunting dengan
    tangan dibiarkan; dokumen jabatan yang sudah tidak ada dihapus.
    """
    from iki import project, workers

    named = _Named(list(dict.fromkeys(map(_id, positions or []))), _formats(formats or []), kinds or ())
    wanted = _Wanted(named, jobs or workers.cores(), overwrite, force or no_cache, not no_cache)
    here = project.find(Path.cwd())
    if revision is None:
        return _alone(here, wanted, out or project.output(here))
    from iki.history import repository
    from iki.laid_out import SHORT, laid_out

    with laid_out(repository(here.root), revision) as (then, commit):
        folder = out or project.output(here) / f"rev-{commit[:SHORT]}"
        return _alone(then, replace(wanted, called=f"{revision}:"), folder)


class _Named(NamedTuple):
    """What is to be built: of which positions, formats and kinds."""

    ids: Sequence[str]
    formats: Sequence[str]
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be built and how; `called` stands before file names in messages, as a revision does."""

    named: _Named
    jobs: int
    overwrite: bool
    is_anew: bool
    is_recorded: bool
    called: str = ""


def _alone(here: "Project", wanted: _Wanted, out: Path) -> int:
    """Build while no other build is at work in the folder: what was read first is not written last."""
    from iki.alone import alone
    from iki.write import Output

    with alone(out, partial(print, _WAITING, file=sys.stderr)) as is_alone, Output(out, is_alone=is_alone) as output:
        return _build(here, wanted, output)


def _build(here: "Project", wanted: _Wanted, output: "Output") -> int:
    """Build what does not stand there as it should, and write down what was made from what."""
    from iki.fates import tell
    from iki.incremental import Increment
    from iki.manifest import Manifest

    known = Manifest() if wanted.is_anew else Manifest.read(output.folder)
    build = Increment(here, output, repr((wanted.named, wanted.called)), known)
    standing = build.standing()
    if standing is not None:
        print(known.messages, end="", file=sys.stderr)
        return tell(standing, _EDITED_HINT)
    plan, messages = _planned(here, wanted, build.known_positions())
    print(messages, end="", file=sys.stderr)
    if plan is None:
        return 1
    written = build.written(plan.making, wanted.jobs, overwrite=wanted.overwrite)
    code = tell(chain(_watched(written, len(plan.making)), output.remove(plan.is_unwanted)), _EDITED_HINT)
    if wanted.is_recorded:
        build.manifest(messages, plan.making, is_well=code == 0).write(output.folder)
    return code


def _planned(here: "Project", wanted: _Wanted, known: "Known") -> "tuple[Plan | None, str]":
    """Return what is to be made, if nothing is wrong, and what is to be said."""
    from iki import checking, pipeline
    from iki.diagnostics import has_errors
    from iki.errors import IkiError
    from iki.fates import complaints

    checked = checking.check(here, jobs=wanted.jobs, known=known)
    if has_errors(checked.diagnostics):
        return None, _refusal(checked.diagnostics, wanted.called)
    plan = pipeline.plan(here, checked, *wanted.named)
    if isinstance(plan, tuple):
        return None, _refusal((*checked.diagnostics, *plan), wanted.called)
    if not len(plan.making):
        raise IkiError(
            "Dokumen ini memuat semua jabatan, tidak ada yang untuk satu jabatan saja. Jalankan tanpa nama jabatan."
        )
    note = f"iki: {plan.note}\n" if plan.note else ""
    return plan, complaints((*checked.diagnostics, *plan.warnings), wanted.called) + note


def _formats(named: Sequence[str]) -> Sequence[str]:
    from iki.template_files import every_format

    for name in named:
        if name not in every_format():
            known = ", ".join(every_format())
            raise typer.BadParameter(f"bentuk '{name}' tidak ada; pilih: {known}", param_hint="--format")
    return named or every_format()


def _id(name: str) -> str:
    """Take a position's id, or the path of its file, which a shell completes."""
    return Path(name).stem if name.endswith(".yaml") else name


def _refusal(diagnostics: Iterable["Diagnostic"], called: str) -> str:
    """Tell only what keeps the documents from being written; warnings would hide it."""
    from iki.diagnostics import Level
    from iki.fates import complaints

    errors = [diagnostic for diagnostic in diagnostics if diagnostic.level is Level.ERROR]
    hint = f"perbaiki dahulu {len(errors)} kesalahan di atas"
    if called:  # what is committed stays as it is
        hint = f"ada {len(errors)} kesalahan di revisi itu, pilih revisi lain"
    return f"{complaints(errors, called)}Tidak ada dokumen yang ditulis; {hint}.\n"


def _watched(every: Iterable["Written"], count: int) -> Iterable["Written"]:
    """Show a progress bar where somebody watches and has to wait."""
    if count < _LONG_WORK or not sys.stderr.isatty():
        yield from every
        return
    with typer.progressbar(every, length=count, label="Menyusun", file=sys.stderr) as watched:
        yield from watched
