"""`iki new`: a position's file to fill in, valid from the first moment."""

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.project import Project


def new(
    name: Annotated[
        str, typer.Argument(metavar="JABATAN", help="Nama jabatan atau idnya, misalnya: 'Kepala Seksi Pelayanan'.")
    ],
    atasan: Annotated[
        str | None,
        typer.Option("--atasan", metavar="ID", help="Id jabatan atasannya (bawaan: pucuk pimpinan yang ada)."),
    ] = None,
) -> int:
    """Buat berkas jabatan baru untuk diisi."""
    from iki import project
    from iki.errors import IkiError
    from iki.files import create_file
    from iki.naming import fault_of_id, nearest

    here = project.find(Path.cwd())
    identity = _identity(name)
    if atasan and fault_of_id(atasan):
        raise typer.BadParameter(f"id atasan {fault_of_id(atasan)}", param_hint="--atasan")
    path = here.data / f"{identity}.yaml"
    text = project.read_starter("jabatan-baru.yaml").decode()
    filled = text.replace("@jabatan@", _scalar(_title(name))).replace("@atasan@", atasan or _top(here))
    if not create_file(path, filled.replace(": \n", ":\n").encode()):
        raise IkiError(f"{here.name(path)} sudah ada; dibiarkan. Pilih nama lain.")
    print(here.name(path))
    if atasan and not (here.data / f"{atasan}.yaml").is_file():
        near = nearest(atasan, (each.stem for each in here.data.glob("*.yaml") if each != path))
        hint = f" Maksud Anda '{near}'?" if near else ""
        print(
            f"iki: atasan '{atasan}' belum punya berkas di data/jabatan; 'iki build' menolak sebelum ada.{hint}",
            file=sys.stderr,
        )
    print("Isi berkas baru itu, lalu jalankan 'iki validate'.", file=sys.stderr)
    return 0


def _identity(name: str) -> str:
    from iki.characters import FORBIDDEN_IN_TEXT
    from iki.naming import fault_of_id, slug

    identity = slug(name)
    if re.search(FORBIDDEN_IN_TEXT, name) or "\n" in name or fault_of_id(identity):
        raise typer.BadParameter("tulis nama jabatan dengan huruf dan angka", param_hint="JABATAN")
    return identity


def _title(name: str) -> str:
    """Make a name of what was written as an id: `kepala-seksi` → `Kepala Seksi`."""
    from iki.naming import fault_of_id

    return name if fault_of_id(name) else name.replace("-", " ").title()


def _scalar(text: str) -> str:
    """Write a text as YAML reads it to the letter; JSON's quotes are also YAML's."""
    from iki.dialect import parse

    plain = parse(f"jabatan: {text}\n".encode(), "")
    return text if plain.data == {"jabatan": text} and not plain.diagnostics else json.dumps(text, ensure_ascii=False)


def _top(here: "Project") -> str:
    """Return the id of the position that has no superior; empty where there is none yet."""
    from iki import checking

    if not here.data.is_dir():
        return ""
    every_jabatan = checking.check(here).every_jabatan
    return next((jabatan.id for jabatan in every_jabatan if jabatan.atasan is None), "")
