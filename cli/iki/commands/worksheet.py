"""`iki worksheet`: a worksheet for whoever reviews the positions, with what the rules say of each indikator."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.diagnostics import Diagnostic
    from iki.write import Artifact

_EDITED_HINT = "Pindahkan atau ganti namanya, atau pilih tempat lain dengan --output."


def worksheet(
    positions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[JABATAN]...", help="Id jabatan yang direviu; tanpa ini, semuanya.", show_default=False
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="BENTUK", help="docx (bawaan) atau md.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="BERKAS", help="Tulis ke berkas ini (bawaan: build/lembar-reviu.docx; md ke layar)."
        ),
    ] = None,
) -> int:
    """Tulis lembar kerja bagi peninjau: tiap indikator dengan kolom S, M, A, R, T.

    Kolom itu sudah memuat catatan aturan; sel yang kosong diisi peninjau. Bahan reviu, bukan nilai AKIP.
    """
    from iki import pipeline, project
    from iki.formats import chosen
    from iki.template_files import every_format

    form = chosen(form, output, every_format(), "docx")
    ids = list(dict.fromkeys(map(_id, positions or [])))
    here = project.find(Path.cwd())
    made = pipeline.worksheet(here, ids, form)
    if isinstance(made, tuple):
        return _refuse(made)
    if output is None and form != "docx":
        typer.echo(b"".join(made.content).decode(), nl=False)
        return 0
    return _write(made, output or here.root / "build" / made.name)


def _id(name: str) -> str:
    """Take a position's id, or the path of its file, which a shell completes."""
    return Path(name).stem if name.endswith(".yaml") else name


def _refuse(faults: Sequence["Diagnostic"]) -> int:
    from iki.fates import complain

    complain(faults)
    print(f"Lembar reviu tidak ditulis; perbaiki dahulu {len(faults)} kesalahan di atas.", file=sys.stderr)
    return 1


def _write(made: "Artifact", path: Path) -> int:
    """Write the worksheet, but never over one that somebody has filled in."""
    from dataclasses import replace

    from iki.fates import tell
    from iki.write import write_all

    return tell(write_all([replace(made, name=path.name)], path.parent, overwrite=False), _EDITED_HINT)
