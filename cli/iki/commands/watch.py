"""`iki watch`: the documents, built again whenever the office's files change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.project import Project


def watch(
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
) -> int:
    """Susun dokumen, lalu susun lagi setiap kali berkasnya disimpan.

    Yang disebut hanya yang baru: dokumen yang ditulis atau dihapus, dan apa yang salah. Hentikan dengan Ctrl-C.
    """
    from iki import awaiting, building, project, watching, workers

    named = building.named(positions or [], formats or [], kinds or [])
    awaiting.refuse_without_library()
    here = project.find(Path.cwd())
    folder = out or project.output(here)
    _refuse_among_inputs(here, folder)
    watching.watch(here, building.Wanted(named, workers.cores()), folder)
    return 0


def _refuse_among_inputs(here: "Project", out: Path) -> None:
    """Refuse to write where files stand that are read: each build would be a reason for the next."""
    for folder in (here.data, here.root / "templates", here.root / "schema"):
        if out.resolve().is_relative_to(folder.resolve()):
            message = f"folder itu ada di {here.name(folder)}, yang dibaca iki; pilih folder lain"
            raise typer.BadParameter(message, param_hint="--out")
