"""`iki diff`: what changed between two revisions, or since the last one, in the office's own words."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.compare.changes import Changes


def diff(
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REVISI [REVISI]]",
            help="Yang dibandingkan: tanpa ini HEAD dan folder kerja; 'main...' berarti sejak berpisah dari main.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="BENTUK", help="text (bawaan), md atau json.", show_default=False)
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
    ] = None,
    *,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Kode keluar 1 bila ada yang berubah.")] = False,
) -> int:
    """Sebutkan apa yang berubah menurut jabatan, sasaran dan indikator."""
    from iki import review
    from iki.write import write_report

    if form not in review.every_style():
        known = ", ".join(review.every_style())
        raise typer.BadParameter(f"bentuk '{form}' tidak ada; pilih: {known}", param_hint="--format")
    if len(revisions or []) > len(("old", "new")):
        raise typer.BadParameter("paling banyak dua revisi", param_hint="REVISI")
    changes = _changes(revisions or [])
    if changes is None:
        return 1
    text = review.style(form)(changes)
    if output is None:
        # echo takes the colours out where nobody watches
        typer.echo(text if os.environ.get("NO_COLOR") else review.coloured(form, text), nl=False)
    else:
        write_report(output, text)
    return int(exit_code and bool(changes))


def _changes(revisions: list[str]) -> "Changes | None":
    """Return what changed, or tell what keeps the files from being compared."""
    import sys

    from iki import project
    from iki import revisions as between
    from iki.compare import compare
    from iki.report.text import lines_of

    sides = between.states(*between.sides(project.find(Path.cwd()), revisions))
    for fault in sides.faults:
        for line in lines_of(fault):
            print(line, file=sys.stderr)
    return None if sides.faults else compare(sides.old, sides.new)
