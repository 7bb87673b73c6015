"""`iki fix`: put right what is mechanical in the positions' files: spelling, official names, spaces."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.mending import Mended
    from iki.project import Project


def fix(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[BERKAS]...", help="Berkas atau folder yang diperbaiki; tanpa ini, semuanya.", show_default=False
        ),
    ] = None,
    *,
    diff: Annotated[bool, typer.Option("--diff", help="Tampilkan saja perbaikannya; tidak ada yang ditulis.")] = False,
) -> int:
    """Perbaiki ejaan, nama resmi dan spasi di berkas jabatan.

    Hanya yang pasti; keterangan, urutan dan pemenggalan baris tetap. Yang meragukan hanya disebut oleh 'iki validate'.
    """
    from iki import checking, named
    from iki.diagnostics import Level
    from iki.lint import every_rule
    from iki.mending import mended

    here = named.project_of(files or [])
    checked = checking.check(here, every_rule())
    names = named.names(files or [], here, checked.files)
    if any(each.level is Level.ERROR and each.location.path == checked.settings.path for each in checked.diagnostics):
        print("iki: iki.yaml masih berisi kesalahan; perbaiki dahulu, lihat 'iki validate'.", file=sys.stderr)
        return 1
    faulty = sorted({each.location.path for each in checked.diagnostics if each.level is Level.ERROR} & names)
    found = mended(here, checked, names)
    if diff:
        typer.echo("".join(_difference(each) for each in found), nl=False)
    else:
        _write(here, found)
    for name in faulty:
        print(f"iki: {name} masih berisi kesalahan; lihat 'iki validate'.", file=sys.stderr)
    if not found and not faulty:
        print("iki: tidak ada yang perlu diperbaiki.", file=sys.stderr)
    return int(bool(faulty) or (diff and bool(found)))


def _write(here: "Project", found: Iterable["Mended"]) -> None:
    from iki.files import replace_unchanged

    for each in found:
        replace_unchanged(here.root / each.name, each.before, each.content)
        counts = Counter(told.rule for told in each.made)
        kinds = ", ".join(f"{count} {rule}" for rule, count in sorted(counts.items()))
        typer.echo(f"{each.name}: {len(each.made)} perbaikan ({kinds})")


def _difference(each: "Mended") -> str:
    """Return what would change, as git shows it."""
    from difflib import unified_diff

    from iki.characters import printable

    before, after = (_lines(content) for content in (each.before, each.content))
    lines = unified_diff(before, after, f"a/{each.name}", f"b/{each.name}", lineterm="", n=1)
    return "".join(f"{printable(line)}\n" for line in lines)


def _lines(content: bytes) -> Sequence[str]:
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
