"""What the office's settings make of the sheet: its title, its sections and columns, their widths and its paper.

Both formats are tailored by it. What a cell prints is written as a template's expression, so that the shipped template,
made to the office's measure, is a template like any other.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from iki.form.columns import COLUMNS, Column, size_of, table_of
from iki.form.letterhead import Letterhead, letterhead_of
from iki.form.matrix import Matrix, matrix_of
from iki.form.paper import PORTRAIT, Paper, paper_of
from iki.form.sections import SECTIONS, Section, sections_of
from iki.form.signature import Signature, left_signature_of, office_signature_of, signature_of
from iki.form.words import font_of, label, title_lines
from iki.model import Bentuk, Jabatan, Kantor

TITLE = "INDIKATOR KINERJA INDIVIDU"


class Form(NamedTuple):
    """The sheet of one office, and the table of all its positions; `title` is in lines, sizes in points."""

    title: tuple[str, ...]
    sections: tuple[Section, ...]
    columns: tuple[Column, ...]
    numbers_columns: bool
    paper: Paper
    upright: Paper
    """The paper of what stands upright whatever the sheet does: a decree."""
    font: str
    size: int
    table_size: int
    name: str
    """What the name of a position is called."""
    letterhead: Letterhead | None = None
    signature: Signature | None = None
    matrix: Matrix | None = None
    office_signature: Signature | None = None
    """Whose it is below what is about the whole office: the matrix."""
    left_signature: Signature | None = None
    """The superior's, on the left of the other."""
    has_contents: bool = True
    """Whether the book begins with a list of contents."""


def printed_names(bentuk: Bentuk) -> frozenset[str]:
    """Return the names of the sections and columns that the form prints."""
    of_the_matrix = bentuk.matriks.kolom if bentuk.matriks is not None else None
    columns = (name for names in (*(bentuk.kolom or COLUMNS), *(of_the_matrix or ())) for name in names)
    return frozenset((*(SECTIONS if bentuk.bagian is None else bentuk.bagian), *columns))


def form_of(bentuk: Bentuk, every_jabatan: Sequence[Jabatan], kantor: Kantor | None = None) -> Form:
    """Return the form that settings ask for, with a column for each period that the positions have targets for."""
    kantor = kantor or Kantor()
    paper = paper_of(bentuk)
    table = table_of(bentuk, bentuk.kolom or COLUMNS, every_jabatan, paper.inner)
    return Form(
        title=title_lines(bentuk.label.get("judul", TITLE)),
        sections=sections_of(bentuk),
        columns=table.columns,
        numbers_columns=bentuk.baris_nomor_kolom == "ya",
        paper=paper,
        upright=paper_of(replace(bentuk, orientasi=PORTRAIT)),
        font=font_of(bentuk),
        size=size_of(bentuk),
        table_size=table.size,
        name=label("jabatan", bentuk),
        letterhead=letterhead_of(bentuk, kantor),
        signature=signature_of(kantor.dokumen),
        left_signature=left_signature_of(kantor.dokumen),
        office_signature=office_signature_of(kantor.dokumen),
        matrix=matrix_of(bentuk, every_jabatan, paper.inner) if bentuk.matriks is not None else None,
        has_contents=bentuk.daftar_isi != "tidak",
    )
