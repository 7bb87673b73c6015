"""The matrix: all positions of the office in one table, their rows below headings that group them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from iki.form.columns import COLUMNS, Column, Table, table_of
from iki.form.words import label, title_lines
from iki.model import Bentuk, Jabatan, Matriks

KIND = "matriks"
"""What its template is called."""
TITLE = "MATRIKS INDIKATOR KINERJA INDIVIDU"
_OFFICE = "{{ kantor.perangkat_daerah | kapital }}"
GROUPS = ("eselon", "jabatan")
_REST = "LAINNYA"
POSITION = "jabatan"
"""The group of a single position, below all others."""


class Group(NamedTuple):
    """A loop over groups of positions, or over positions: the statement that opens it, and its heading.

    A heading is a `label` and an expression, printed where `test` holds; there may be none. `rest` is printed where it
    does not, for those that have nothing in common.
    """

    opens: str
    label: str = ""
    expression: str = ""
    test: str = ""
    rest: str = ""


class Matrix(NamedTuple):
    """The matrix of one office; `groups` from the widest to the single position, `title` in lines."""

    title: tuple[str, ...]
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    size: int


def matrix_of(bentuk: Bentuk, every_jabatan: Sequence[Jabatan], width: int) -> Matrix:
    """Return the matrix that settings ask for; its columns share a width in twips, the size of letters is in points."""
    table = matrix_table(bentuk, every_jabatan, width)
    matriks = bentuk.matriks or Matriks()
    title = title_lines(matriks.judul) if matriks.judul else (TITLE, _OFFICE)
    # no cell merges into another position's
    columns = (
        column._replace(key=f"jabatan.id, {column.key}" if column.key not in {"", "jabatan.id"} else column.key)
        for column in table.columns
    )
    return Matrix(title, tuple(_groups(matriks.kelompok or GROUPS, bentuk)), tuple(columns), table.size)


def matrix_table(bentuk: Bentuk, every_jabatan: Sequence[Jabatan], width: int) -> Table:
    """Return the table of the matrix before it is known of several positions."""
    matriks = bentuk.matriks or Matriks()
    kelompok = matriks.kelompok or GROUPS
    kolom = matriks.kolom or bentuk.kolom or COLUMNS
    if POSITION not in kelompok and not any(POSITION in names for names in kolom):
        kolom = ((POSITION,), *kolom)
    return table_of(bentuk, kolom, every_jabatan, width)


def _groups(kelompok: Sequence[str], bentuk: Bentuk) -> Iterator[Group]:
    members = "every_jabatan"
    for number, name in enumerate((name for name in kelompok if name != POSITION), start=1):
        group = f"kelompok_{number}"
        called = f"{label(name, bentuk).upper()} " if name == "eselon" else ""
        opens = f"for {group} in {members} | kelompok(menurut='{name}')"
        yield Group(opens, called, f"{group}.nama", f"{group}.nama", _REST)
        members = f"{group}.jabatan"
    yield Group(f"for jabatan in {members}", expression="jabatan.nama | kapital" if POSITION in kelompok else "")
