"""`iki template …`: judge one template, start a new one, list the words that templates know."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.diagnostics import Diagnostic


def check(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Templat .docx atau .md.j2.", show_default=False)],
    mark: Annotated[
        Path | None,
        typer.Option("--mark", metavar="SALINAN", help="Tulis salinan Word dengan tiap kesalahan sebagai komentar."),
    ] = None,
) -> int:
    """Periksa satu templat.

    Semua kesalahannya disebut sekaligus, masing-masing dengan tempatnya dalam dokumen.
    """
    from iki import pipeline, template_files
    from iki.characters import printable
    from iki.diagnostics import has_errors

    name = printable(file.as_posix())
    content = template_files.read_template(file)
    if mark is not None and {file.suffix.lower(), mark.suffix.lower()} != {".docx"}:
        raise typer.BadParameter("templat dan salinannya harus berakhiran .docx", param_hint="--mark")
    if mark is not None and mark.resolve() == file.resolve():
        raise typer.BadParameter("salinan harus bernama lain dari templatnya", param_hint="--mark")
    if mark is not None and mark.resolve().parent.name == "templates":
        message = "salinan di folder templates akan ikut menjadi templat; taruh di tempat lain"
        raise typer.BadParameter(message, param_hint="--mark")
    found = pipeline.judge_template(content, file.name, name, template_files.other_kind(file))
    has_faults = has_errors(found)
    _tell(found, name, has_faults=has_faults)
    if mark is not None and has_faults:
        _mark(content, mark)
    elif mark is not None:
        print("Tidak ada yang perlu ditandai; salinan tidak ditulis.", file=sys.stderr)
    return int(has_faults)


def _tell(found: Sequence["Diagnostic"], name: str, *, has_faults: bool) -> None:
    from iki.report.text import lines_of

    for diagnostic in found:
        print(*lines_of(diagnostic), sep="\n")
    print(f"{name}: {len(found)} kesalahan." if has_faults else f"{name}: tidak ada kesalahan.")


def _mark(content: bytes, copy: Path) -> None:
    from iki.characters import printable
    from iki.errors import IkiError
    from iki.files import create_file
    from iki.word.compiler import compile_template
    from iki.word.remarks import marked

    copy = _free(copy)
    shown = printable(copy.as_posix())
    faults = compile_template(content)
    made = marked(content, faults) if isinstance(faults, tuple) else None
    if made is None:
        raise IkiError(f"{shown} tidak ditulis: berkas templatnya rusak, sehingga tidak dapat diberi komentar.")
    if not create_file(copy, made):
        raise IkiError(f"{shown} sudah ada; dibiarkan. Pilih nama lain untuk --mark.")
    print(f"Salinan dengan komentar: {shown}. Perbaiki templatnya, bukan salinan ini.", file=sys.stderr)


def _free(copy: Path) -> Path:
    """Return the name itself, or the next free one `cek-2.docx`: an earlier copy may hold somebody's notes."""
    number, free = 1, copy
    while os.path.lexists(free):
        number += 1
        free = copy.with_stem(f"{copy.stem}-{number}")
    return free


def new(
    kind: Annotated[
        str, typer.Argument(metavar="JENIS", help="Nama templat, misalnya iki atau ringkasan.", show_default=False)
    ],
    form: Annotated[
        str, typer.Option("--format", metavar="BENTUK", help="docx (bawaan) atau md.", show_default=False)
    ] = "docx",
) -> int:
    """Salin templat bawaan, dalam bentuk menurut iki.yaml, untuk diubah.

    Templat 'iki' menggantikan templat bawaan; nama lain menjadi dokumen tersendiri di samping IKI.
    """
    from iki import pipeline, project, template_files
    from iki.errors import IkiError
    from iki.files import create_file
    from iki.naming import fault_of_id, nearest, slug
    from iki.template_files import every_format

    if fault_of_id(kind):
        better = f"; misalnya '{slug(kind)}'" if slug(kind) else ""
        raise typer.BadParameter(f"nama templat: {fault_of_id(kind)}{better}", param_hint="JENIS")
    here = project.find(Path.cwd())
    starter = pipeline.starter_template(here, kind, form)
    if starter is None and form in every_format():
        raise typer.BadParameter(f"'{kind}' tidak ada dalam bentuk {form}", param_hint="--format")
    if starter is None:
        raise typer.BadParameter(f"bentuk '{form}' tidak ada; pilih: docx, md", param_hint="--format")
    path = here.root / template_files.place_of(kind) / f"{kind}.{starter.name.partition('.')[2]}"
    if not create_file(path, starter.content):
        raise IkiError(f"{here.name(path)} sudah ada; dibiarkan. Pindahkan dahulu, atau ubah berkas itu saja.")
    print(here.name(path))
    where = "di Word" if form == "docx" else "di penyunting teks"
    commands = {template_files.CHANGES: "iki diff", template_files.WORKSHEET: "iki worksheet"}
    if kind in commands:
        print(f"Ubah {where}, simpan, lalu jalankan '{commands[kind]} --format {form}'.", file=sys.stderr)
        return 0
    near = nearest(kind, template_files.builtin_kinds())
    if near and near != kind:
        print(f"iki: ini salinan lembar IKI bernama '{kind}'. Maksud Anda '{near}'?", file=sys.stderr)
    print(f"Ubah {where}, simpan, lalu jalankan 'iki build'. Kata-katanya: 'iki template words'.", file=sys.stderr)
    if starter.is_tailored:
        print("Bentuk menurut iki.yaml (label, kolom …) sudah di dalamnya; selanjutnya ubah di sana.", file=sys.stderr)
    return 0


def words() -> int:
    """Sebut semua yang dikenal templat, beserta artinya."""
    from iki import pipeline

    for heading, group in pipeline.template_words():
        width = max(len(word.name) for word in group)
        print(f"{heading}:")
        for word in group:
            kind = f" ({word.kind})" if word.kind else ""
            print(f"  {word.name:<{min(width, 48)}}  {word.meaning}{kind}")
        print()
    return 0


HELP = "Periksa, mulai, atau pelajari templat."
COMMANDS = (check, new, words)
"""What stands below `iki template`, in the order of its help."""
