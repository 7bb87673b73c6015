"""`iki explain`: what a rule looks for, why, and an example before and after."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.explanations import Explanation

_FORMS = ("text", "json", "md")
_MOST = 3


def explain(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[ATURAN]", help="Nama aturan; tanpa ini daftar semua aturan.", show_default=False),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="BENTUK", help="text (bawaan), json atau md.", show_default=False)
    ] = "text",
) -> int:
    """Jelaskan sebuah aturan: apa yang dicari, mengapa, dasarnya, dan contoh."""
    from iki import explanations
    from iki.characters import printable

    if form not in _FORMS:
        message = f"bentuk '{printable(form)}' tidak ada; pilih: {', '.join(_FORMS)}"
        raise typer.BadParameter(message, param_hint="--format")
    every = list(explanations.every_explanation())
    found = [each for each in every if name is None or each.name == name]
    if not found:
        raise _unknown(name or "", every)
    if form == "json":
        typer.echo(json.dumps({"version": 1, "rules": [asdict(each) for each in found]}, indent=2, ensure_ascii=False))
    elif name is not None:
        typer.echo(explanations.as_text(found[0]), nl=False)
    else:
        typer.echo(explanations.as_page() if form == "md" else explanations.as_list(), nl=False)
    return 0


def _unknown(name: str, every: "Sequence[Explanation]") -> Exception:
    from iki.characters import shortened
    from iki.errors import IkiError
    from iki.naming import all_near

    names = [each.name for each in every]
    near = all_near(name, names) or [each for each in names if name and name in each][:_MOST]
    hint = f"Maksud Anda {' atau '.join(near)}?" if near else "Daftarnya: iki explain"
    return IkiError(f"Tidak ada aturan bernama '{shortened(name)}'. {hint}")
