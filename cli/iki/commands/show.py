"""`iki show`: one position as it was at a revision, without checking it out."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.diagnostics import Diagnostic


def show(
    what: Annotated[
        str,
        typer.Argument(metavar="REVISI:JABATAN", help="Misalnya HEAD~1:camat atau v2026:camat.", show_default=False),
    ],
    form: Annotated[
        str | None, typer.Option("--format", metavar="BENTUK", help="md (bawaan) atau docx.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
    ] = None,
) -> int:
    """Tampilkan satu jabatan seperti pada suatu revisi, dengan templat saat itu.

    Dokumen lengkapnya: iki build --rev REVISI.
    """
    from iki import checking, pipeline, project
    from iki.characters import printable, shortened
    from iki.errors import IkiError
    from iki.files import write_report
    from iki.formats import chosen
    from iki.history import repository
    from iki.laid_out import laid_out
    from iki.naming import fault_of_id
    from iki.template_files import every_format

    revision, colon, named = what.rpartition(":")
    if not colon or not named or not revision:
        raise typer.BadParameter("tulis revisi dan jabatan, misalnya HEAD~1:camat", param_hint="REVISI:JABATAN")
    form = chosen(form, output, every_format(), "md")
    if form != "md" and output is None:
        raise typer.BadParameter("sebut berkasnya, misalnya --output camat.docx", param_hint="--output")
    identity = Path(named).stem if named.endswith(".yaml") else named
    if fault_of_id(identity):
        raise IkiError(f"Jabatan '{printable(shortened(identity))}' tidak ada: {fault_of_id(identity)}.")
    with laid_out(repository(project.find(Path.cwd()).root), revision) as (then, _):
        checked = checking.check(then)
        name = then.name(then.data / f"{identity}.yaml")
        hidden = [each for each in checked.diagnostics if each.location.path == name]
        if hidden and identity not in {head.id for head in checked.every_jabatan.heads}:
            return _refuse(hidden, revision)
        plan = pipeline.plan(then, checked, [identity], [form], ["iki"])
        if isinstance(plan, tuple):
            return _refuse(plan, revision)
        content = b"".join(plan.making.render(0).content)
    if output is None:
        typer.echo(content.decode(), nl=False)
    else:
        write_report(output, content)
    return 0


def _refuse(faults: Iterable["Diagnostic"], revision: str) -> int:
    from iki.fates import complain

    complain(faults, f"{revision}:")
    return 1
