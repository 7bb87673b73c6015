"""`iki build`: the documents of all positions, or of those named, written whole or not at all."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from iki.usage import Jobs, Projects


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
    projects: Projects = None,
    jobs: Jobs = None,
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
    from iki import building, offices, project, together, workers

    named = building.named(positions or [], formats or [], kinds or [])
    wanted = building.Wanted(named, jobs or workers.cores(), overwrite, force or no_cache, not no_cache)
    if projects:
        if positions or out is not None or revision is not None:
            raise typer.BadParameter("jangan sebut jabatan, --out atau --rev", param_hint="--project")
        return together.build_all(offices.named(projects), wanted)
    here = project.find(Path.cwd())
    if revision is None:
        return building.build(here, wanted, out or project.output(here), building.Aloud())
    from iki.history import repository
    from iki.laid_out import SHORT, laid_out

    with laid_out(repository(here.root), revision) as (then, commit):
        folder = out or project.output(here) / f"rev-{commit[:SHORT]}"
        return building.build(then, replace(wanted, called=f"{revision}:"), folder, building.Aloud())
