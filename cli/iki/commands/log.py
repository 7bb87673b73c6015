"""`iki log`: the life of the office, of one position or of one indikator, commit by commit."""

import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.life import Life


def log(
    position: Annotated[
        str | None,
        typer.Argument(metavar="[JABATAN]", help="Id jabatan; tanpa ini, semuanya.", show_default=False),
    ] = None,
    indikator: Annotated[
        str,
        typer.Option(
            "--indikator",
            metavar="TEKS",
            help="Satu indikator saja: sebagian namanya, id-nya, atau tempatnya (2.1).",
            show_default=False,
        ),
    ] = "",
    form: Annotated[
        str | None, typer.Option("--format", metavar="BENTUK", help="text (bawaan), md atau json.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="BERKAS", help="Tulis ke berkas, bukan ke layar.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", metavar="N", help="Hanya N perubahan terbaru.")] = None,
) -> int:
    """Ceritakan riwayat jabatan atau indikator: siapa, kapan, apa, mengapa.

    Yang diganti kata-katanya, dipindahkan, atau diganti nama berkasnya tetap diikuti.
    """
    from iki import project, review
    from iki.files import write_report
    from iki.formats import chosen

    form = chosen(form, output, review.every_style_of_life(), "text")
    if limit is not None and limit < 1:
        raise typer.BadParameter("harus 1 atau lebih", param_hint="--limit")
    identity = Path(position).stem if position and position.endswith(".yaml") else position or ""
    life = _life(project.find(Path.cwd()).root, identity, indikator, limit)
    text = review.style_of_life(form)(life)
    if output is None:
        typer.echo(text if os.environ.get("NO_COLOR") else review.coloured(form, text), nl=False)
    else:
        write_report(output, text)
    if not life.moments:
        print("iki: belum ada commit yang mengubahnya.", file=sys.stderr)
    if life.is_cut:
        print("iki: klona ini dangkal; yang lebih lama tidak ada di sini: git fetch --unshallow", file=sys.stderr)
    return 0


def _life(root: Path, identity: str, indikator: str, limit: int | None) -> "Life":
    from iki.history import LAST, repository
    from iki.life import Life, moments
    from iki.trace import Walk
    from iki.whose import absent, formerly, whose

    found = repository(root)
    tip = found.commit(LAST)
    meant = whose(found, tip, identity, indikator)
    about, steps = meant.about, Walk(found, tip, None, meant.wanted).steps()
    if meant.formerly:
        nama, steps = formerly(steps, meant, identity)
        about = f"indikator '{nama}'"
    every = list(islice(moments(steps), limit))
    if meant.wanted.sought and not every:
        raise absent(found, tip, identity)
    return Life(about, every, found.is_shallow)
