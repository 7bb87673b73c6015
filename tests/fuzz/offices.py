"""Small offices made by chance: settings, people, positions, templates, and what else may stand in their folders."""

import os
import re
import shutil
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from fuzz.changes import as_saved, changed, damaged

from iki.dialect import parse
from iki.schema import read_schema

CHECKOUT = Path(__file__).parents[2]
_IDS = ("camat", "p1", "p2")
_ODD_NAMES = (
    *(
        "P3.yaml",
        "con.yaml",
        "p 4.yaml",
        "p5.yml",
        "x.yaml.bak",
        "..yaml",
        "-.yaml",
        "é.yaml",
        "a\x1b[31m.yaml",
        "a\nb.yaml",
    ),
    *(
        "a\u202eb.yaml",
        os.fsdecode(b"\xff.yaml"),
        "x" * 70 + ".yaml",
        "p6.YAML",
        ".p7.yaml",
        "p8.yaml~",
        "%s.yaml",
        "::error::.yaml",
    ),
)


class Special(NamedTuple):
    """What stands there instead of a file: a `folder`, a `pipe`, or a `link` to somewhere."""

    kind: str
    target: str = ""


Office = dict[str, bytes | Special]
"""What stands in an office's folder, by name."""


@cache
def _corpus() -> tuple[str, ...]:
    """Return the positions that all others are made from: the ten, those of the tests, those kept for this."""
    own = Path(__file__).parent / "corpus" / "lengkap.yaml"
    folders = (CHECKOUT / "data" / "jabatan", CHECKOUT / "tests" / "faults", CHECKOUT / "tests" / "rules")
    every = [own, own, own, *(path for folder in folders for path in sorted(folder.glob("*.yaml")))]
    return tuple(path.read_text(encoding="utf-8") for path in every)


@cache
def kept(name: str) -> str:
    """Return a file of the corpus."""
    return (Path(__file__).parent / "corpus" / name).read_text(encoding="utf-8")


def office(chance: Random, *, gently: bool) -> Office:
    """Return an office; `gently` makes one that can most likely be built."""
    made: Office = {"iki.yaml": _settings(chance, gently=gently)}
    for number in range(chance.choice((1, 1, 1, 2, 3))):
        made[f"data/jabatan/{_IDS[number]}.yaml"] = position(chance, number, gently=gently)
    if chance.random() < 0.25:
        made["pejabat.yaml"] = _altered(kept("pejabat.yaml"), chance, gently=gently)
    if chance.random() < 0.15:
        made["templates/lain.md.j2"] = _altered(kept("lain.md.j2"), chance, gently=gently or chance.random() < 0.5)
    if not gently and chance.random() < 0.15:
        made |= _odd(chance)
    return made


def position(chance: Random, number: int, *, gently: bool) -> bytes:
    """Return a position's file; all but the first stand below that."""
    text = _below(chance.choice(_sound() if gently else _corpus()), number)
    return _altered(text, chance, gently=gently)


@cache
def _sound() -> tuple[str, ...]:
    """Return those positions in which nothing is wrong."""
    accepts = read_schema((CHECKOUT / "schema" / "jabatan.schema.json").read_bytes(), "").accepts
    sources = {text: parse(text.encode(), "") for text in _corpus()}
    return tuple(
        text
        for text in _corpus()
        if "-salah" not in text and not sources[text].diagnostics and accepts(sources[text].data)
    )


def _below(text: str, number: int) -> str:
    above = _IDS[0] if number else ""
    return re.sub(r"^atasan:.*$", f"atasan: {above}".rstrip(), text, count=1, flags=re.MULTILINE)


def _settings(chance: Random, *, gently: bool) -> bytes:
    plain = "perangkat_daerah: Kecamatan\nsumber_data: [Renstra]\n"
    text = plain if chance.random() < 0.6 else kept("iki.yaml")
    return _altered(text, chance, gently=gently) if chance.random() < 0.5 else text.encode()


def _altered(text: str, chance: Random, *, gently: bool) -> bytes:
    while chance.random() < (0.7 if gently else 0.5):
        text = changed(text, chance.choice(_corpus()), chance, gently=gently)
    if gently:
        return text.encode(errors="surrogatepass")
    content = as_saved(text, chance)
    return damaged(content, chance) if chance.random() < 0.1 else content


def _odd(chance: Random) -> Office:
    """Return what nobody expects in an office's folder."""
    name = f"data/jabatan/{chance.choice(_ODD_NAMES)}"
    special = chance.choice((Special("folder"), Special("pipe"), Special("link", "/etc/passwd"), Special("link", "p0")))
    content: Office = {name: position(chance, 1, gently=True)}
    places = ("data/jabatan/p9.yaml", "pejabat.yaml", "templates", "schema", "temuan-lama.tsv", "templates/iki.md.j2")
    more: list[Office] = [
        content,
        content,
        {chance.choice(places): special},
        {"templates/iki.docx": chance.randbytes(50)},
        {"schema/jabatan.schema.json": damaged((CHECKOUT / "schema" / "jabatan.schema.json").read_bytes(), chance)},
        {"temuan-lama.tsv": _altered("data/jabatan/camat.yaml\tsaltik\tx\n", chance, gently=False)},
    ]
    return chance.choice(more)


def put(made: Office, root: Path) -> None:
    """Make an office's folder anew."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for name, content in made.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            continue  # a folder that another name made
        match content:
            case Special("folder"):
                path.mkdir(exist_ok=True)
            case Special("pipe") if hasattr(os, "mkfifo"):
                os.mkfifo(path)
            case Special(_, target):
                path.symlink_to(target)
            case bytes():
                path.write_bytes(content)
