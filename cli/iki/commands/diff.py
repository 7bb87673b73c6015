"""`iki diff`: what changed between two revisions, or since the last one, in the office's own words."""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.cascade import Compared
    from iki.compare.changes import State
    from iki.diagnostics import Diagnostic
    from iki.project import Project
    from iki.review import Review
    from iki.template_files import TemplateFile
    from iki.write import Artifact

_EDITED_HINT = "Pindahkan atau ganti namanya, atau pilih tempat lain dengan"


def diff(  # noqa: PLR0913 - each is an option of the command line
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REVISI [REVISI]]",
            help="Yang dibandingkan: tanpa ini HEAD dan folder kerja; 'main...' berarti sejak berpisah dari main.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="BENTUK", help="text (bawaan), md, json, docx atau xlsx.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="BERKAS", help="Tulis ke berkas ini (bawaan docx, xlsx: build/perubahan.…)."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Folder hasil --redline (bawaan: build/redline)."),
    ] = None,
    author: Annotated[
        str, typer.Option("--author", metavar="NAMA", help="Nama bagi perubahan yang belum di-commit.")
    ] = "",
    *,
    redline: Annotated[
        bool, typer.Option("--redline", help="Tulis dokumen Word tiap jabatan yang berubah dengan Track Changes.")
    ] = False,
    impact: Annotated[
        bool, typer.Option("--impact", help="Sebutkan hanya butir yang perlu ditinjau karena yang didukungnya berubah.")
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="Kode keluar 1 bila ada yang berubah; dengan --impact: yang perlu ditinjau."),
    ] = False,
    book: Annotated[bool, typer.Option("--book", help="Bersama --redline: juga buku semua jabatan.")] = False,
    require_reason: Annotated[
        bool, typer.Option("--require-reason", help="Gagal bila ada perubahan tanpa 'Alasan: …' di pesan commit.")
    ] = False,
) -> int:
    """Sebutkan apa yang berubah menurut jabatan, sasaran dan indikator.

    Bentuk docx dan xlsx adalah matriks semula-menjadi yang dilampirkan pada perubahan.
    """
    from iki import project

    _refuse_together("--redline", redline, {"--format": form, "--output": output, "--require-reason": require_reason})
    _refuse_together("--impact", impact, {"--redline": redline, "--require-reason": require_reason})
    _refuse_alone(redline, {"--out": out, "--author": author, "--book": book})
    _refuse_revisions(author, revisions or [])
    here = project.find(Path.cwd())
    if redline:
        made = _redlines(here, revisions or [], author, with_book=book)
        if isinstance(made, int):
            return made
        return _write_redlines(made, out, here) or int(exit_code and bool(made))
    form = _chosen(form, output, only_suspects=impact)
    compared = _compared(here, revisions or [])
    if compared is None:
        return 2
    if impact:
        return _tell_suspects(compared, form, output, exit_code=exit_code)
    found = _reviewed(here, compared)
    code = _deliver(here, found, form, output)
    is_lacking = require_reason and _tell_what_lacks_a_reason(found)
    return code or int(is_lacking or (exit_code and bool(found.entries)))


def _refuse_together(name: str, is_given: object, others: Mapping[str, object]) -> None:
    """Refuse an option together with others."""
    if is_given and any(others.values()):
        *first, last = others
        message = f"tidak dapat bersama {', '.join(first)} atau {last}; jalankan dua kali"
        raise typer.BadParameter(message, param_hint=name)


def _refuse_alone(redline: object, others: Mapping[str, object]) -> None:
    """Refuse what only says how redlines are made, where none are."""
    alone = next((name for name, given in others.items() if given), "")
    if alone and not redline:
        raise typer.BadParameter("hanya dipakai bersama --redline", param_hint=alone)


def _refuse_revisions(author: str, revisions: Sequence[str]) -> None:
    """Refuse too many revisions, what is no name, and a name for what bears those of its commits."""
    from iki.characters import FORBIDDEN_IN_TEXT

    if re.search(FORBIDDEN_IN_TEXT, author) or "\n" in author or author != author.strip():
        raise typer.BadParameter("tulis sebuah nama dalam satu baris", param_hint="--author")
    if author and (len(revisions) > 1 or any(".." in each for each in revisions)):
        message = "hanya bagi yang belum di-commit; di antara dua revisi namanya dari commit"
        raise typer.BadParameter(message, param_hint="--author")
    if len(revisions) > len(("old", "new")):
        raise typer.BadParameter("paling banyak dua revisi", param_hint="REVISI")


def _chosen(form: str | None, output: Path | None, *, only_suspects: bool) -> str:
    from iki import review
    from iki.formats import chosen

    known = review.every_style_of_suspects() if only_suspects else review.every_style()
    return chosen(form, output, known, "text")


def _redlines(here: "Project", revisions: list[str], author: str, *, with_book: bool) -> "list[Artifact] | int":
    """Return the redlines, or tell what keeps them from being made and return the exit code."""
    from iki import revisions as past
    from iki.redlines import redlines

    between = past.between(here, revisions)
    sides = past.states(between.old, between.new, everything=True)
    if sides.faults:
        return _tell_unread(sides.faults)
    made = redlines(here, between, sides, author, with_book=with_book)
    if isinstance(made, tuple):
        code = _tell_faults(made)
        print("iki: tidak ada redline yang ditulis; perbaiki dahulu yang di atas.", file=sys.stderr)
        return code
    is_other = (sides.old.kantor, sides.old.bentuk) != (sides.new.kantor, sides.new.bentuk)
    hints = {
        (True, False): " Pengaturan kantor berubah; lihat akibatnya di buku dengan --book.",
        (True, True): " Pengaturan yang berubah tidak tampak di lembar; keputusan dan matriks tidak dibuatkan redline.",
    }
    hint = hints.get((is_other, with_book), "")
    if not made:
        print(f"iki: tidak ada dokumen yang berubah.{hint}", file=sys.stderr)
    elif hint and not with_book:
        print(f"iki:{hint}", file=sys.stderr)
    return made


def _write_redlines(made: "Sequence[Artifact]", out: Path | None, here: "Project") -> int:
    """Write the redlines; where no other folder was named, those of an earlier comparison make way."""
    from iki.write import Fate, Output

    folder, names = out or here.root / "build" / "redline", {each.name for each in made}
    if out is None:
        with Output(folder) as output:
            for left in output.remove(lambda name: name not in names):
                if left.fate is Fate.LEFT_OVER:
                    message = f"{folder.name}/{left.name} dari perbandingan lain sudah disunting; dibiarkan."
                    print(f"iki: {message}", file=sys.stderr)
    return _write(made, folder, "--out.") if made else 0


def _write(artifacts: Iterable["Artifact"], folder: Path, option: str) -> int:
    from iki import fates
    from iki.write import write_all

    return fates.tell(write_all(artifacts, folder, overwrite=False), f"{_EDITED_HINT} {option}")


def _compared(here: "Project", revisions: list[str]) -> "Compared | None":
    """Return what changed, or tell what keeps the files from being compared."""
    from iki import revisions as past
    from iki.cascade import Compared, compared

    found = compared(past.between(here, revisions))
    if isinstance(found, Compared):
        return found
    _tell_unread(found)
    return None


def _tell_suspects(compared: "Compared", form: str, output: Path | None, *, exit_code: bool) -> int:
    """Tell only what is to be looked at; a file that may hold more of it but cannot be understood is no answer."""
    from iki import review

    if compared.unread:
        return _tell_unread(compared.unread)
    _tell(review.style_of_suspects(form)(compared.suspects), form, output)
    return int(exit_code and bool(compared.suspects))


def _reviewed(here: "Project", compared: "Compared") -> "Review":
    from iki import project
    from iki.reasons import reasons
    from iki.review import Shelf, review_of

    between, sides, changes, suspects, _ = compared
    shelf = Shelf(partial(_template, here, sides.new), partial(project.read_picture, here))
    found = review_of(changes, sides.new, reasons(between, sides, changes), shelf)
    return replace(found, suspects=suspects)


def _template(here: "Project", state: "State") -> "TemplateFile":
    """Return the template of the matrix, iki's own in the form of the settings."""
    from iki import shipped
    from iki.template_files import CHANGES, other_template

    return next(shipped.tailored([other_template(here, CHANGES, "docx")], state.bentuk, (), state.kantor))


def _deliver(here: "Project", found: "Review", form: str, output: Path | None) -> int:
    """Tell what changed where it was asked for: a document without a place goes where documents go."""
    from iki import review
    from iki.write import Artifact

    told = review.style(form)(found)
    if isinstance(told, bytes) and not found.rows:
        print("iki: tidak ada yang berubah pada jabatan; matriks tidak ditulis.", file=sys.stderr)
        return 0
    if isinstance(told, tuple):
        return _tell_faults(told)
    if isinstance(told, str) or output is not None:
        return _tell(told, form, output)
    return _write([Artifact(f"perubahan.{form}", [told])], here.root / "build", "--output.")


def _tell(told: str | bytes, form: str, output: Path | None) -> int:
    """Write what is told where that was asked for, else show it."""
    from iki import review
    from iki.files import write_report

    if output is not None:
        write_report(output, told)
    elif isinstance(told, str):
        # echo takes the colours out where nobody watches
        typer.echo(told if os.environ.get("NO_COLOR") else review.coloured(form, told), nl=False)
    return 0


def _tell_unread(faults: Iterable["Diagnostic"]) -> int:
    _tell_faults(faults)
    hint = "Perbaiki berkas itu; bila di revisi lama, pilih revisi lain."
    print(f"iki: tidak dapat dibandingkan. {hint}", file=sys.stderr)
    return 2


def _tell_faults(faults: Iterable["Diagnostic"]) -> int:
    from iki.fates import complain

    complain(faults)
    return 1


def _tell_what_lacks_a_reason(found: "Review") -> bool:
    """Tell of each change that nobody gave a reason for, and whether there is one."""
    from iki.characters import printable
    from iki.compare.changes import Item
    from iki.entries import in_place

    whole = {row.after or row.before for row in found.without_reason if None in {row.before, row.after}}
    for row in found.without_reason:
        item = row.after or row.before or Item()
        if None in {row.before, row.after} and item.sasaran and Item(item.jabatan) in whole:
            continue  # its position is new, or gone, and told already
        what = ", ".join(filter(None, (in_place(row.after or row.before), row.field))) or "jabatan ini"
        print(f"{printable(row.perubahan.jabatan)}: {what}: belum ada alasannya.", file=sys.stderr)
    if found.without_reason:
        hint = "Tulis baris 'Alasan: …' dalam pesan commit yang mengubahnya; yang belum di-commit belum beralasan."
        print(hint, file=sys.stderr)
    return bool(found.without_reason)
