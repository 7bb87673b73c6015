"""What the form's settings come to with the data: columns that nobody fills, tables that have no room."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from iki.diagnostics import Diagnostic, Level
from iki.form.columns import COLUMNS, Table, has_texts, table_of
from iki.form.matrix import POSITION, matrix_table
from iki.form.paper import PORTRAIT, paper_of
from iki.form.sections import SECTIONS
from iki.form.words import section_path
from iki.model import Bentuk, Jabatan, common
from iki.source import Source, Trail

_GROUPS = ("matriks", "kelompok")
_MOST_COLUMNS = 63
"""Word repairs a table with more."""
_NARROWEST = 5_000
"""What the tables of a sheet and a decree need, in twips."""
_FOR_A_HAND = "catatan"
"""The column that offices leave blank on purpose, for remarks by hand."""


def judge_contents(source: Source, bentuk: Bentuk, every_jabatan: Sequence[Jabatan]) -> Iterator[Diagnostic]:
    """Judge what settings come to with the data; by themselves they are sound.

    Warn of columns too narrow for their words, of columns, sections and groups that no file fills; refuse what no paper
    or no table of Word has room for.
    """
    of_the_matrix = bentuk.matriks.kolom if bentuk.matriks is not None else None
    yield from _room(source, bentuk)
    yield from _tables(source, bentuk, every_jabatan)
    yield from _blank_groups(source, bentuk, every_jabatan)
    for trail, kolom in ((("kolom",), bentuk.kolom), (("matriks", "kolom"), of_the_matrix)):
        for index, names in enumerate(kolom or () if every_jabatan else ()):
            blank = [name for name in names if name != _FOR_A_HAND and not has_texts(name, every_jabatan)]
            for name in blank:
                message = f"Kolom '{name}' kosong: tidak satu berkas pun mengisinya."
                hint = "Isi datanya, atau hapus kolomnya."
                yield Diagnostic(source.place((*trail, index)), Level.WARNING, "kolom-kosong", message, hint)


def _room(source: Source, bentuk: Bentuk) -> Iterator[Diagnostic]:
    """Refuse margins that leave no room; a decree stands upright on the same paper."""
    narrowest = min(paper_of(each).inner for each in (bentuk, replace(bentuk, orientasi=PORTRAIT)))
    if narrowest < _NARROWEST:
        hint = "Kurangi 'kiri' atau 'kanan': di antaranya harus tersisa sedikitnya 9 cm pada kertas tegak."
        yield source.fault(("margin",), "bentuk-salah", "Margin ini tidak menyisakan tempat untuk tabel.", hint)


def _blank_groups(source: Source, bentuk: Bentuk, every_jabatan: Sequence[Jabatan]) -> Iterator[Diagnostic]:
    kelompok = (bentuk.matriks.kelompok if bentuk.matriks is not None else None) or ()
    for index, name in enumerate(kelompok if every_jabatan else ()):
        if name != POSITION and not any(common(jabatan, name) for jabatan in every_jabatan):
            message = f"Kelompok '{name}' kosong: tidak satu jabatan pun mengisinya."
            hint = "Isi datanya, atau hapus kelompoknya."
            yield Diagnostic(source.place((*_GROUPS, index)), Level.WARNING, "kelompok-kosong", message, hint)
    for index, name in enumerate(bentuk.bagian or () if every_jabatan else ()):
        path = section_path(name)
        if (
            path[0] == "jabatan"
            and name not in {"jabatan", "atasan", *SECTIONS}
            and not has_texts(".".join(path), every_jabatan)
        ):
            message = f"Bagian '{name}' kosong: tidak satu jabatan pun mengisinya."
            hint = "Isi datanya, atau hapus bagiannya."
            yield Diagnostic(source.place(("bagian", index)), Level.WARNING, "bagian-kosong", message, hint)


def _tables(source: Source, bentuk: Bentuk, every_jabatan: Sequence[Jabatan]) -> Iterator[Diagnostic]:
    width = paper_of(bentuk).inner
    tables: list[tuple[Trail, Table]] = [(("kolom",), table_of(bentuk, bentuk.kolom or COLUMNS, every_jabatan, width))]
    if bentuk.matriks is not None:
        tables.append((("matriks", "kolom"), matrix_table(bentuk, every_jabatan, width)))
    for trail in (trail for trail, table in tables if len(table.columns) > _MOST_COLUMNS):
        message = f"Tabel Word paling banyak {_MOST_COLUMNS} kolom, dengan satu kolom tiap periode."
        yield Diagnostic(source.key_place(trail), Level.ERROR, "bentuk-salah", message, "Kurangi kolomnya.")
    for trail in (trail for trail, table in tables if table.is_too_narrow):
        message = "Kolomnya terlalu banyak untuk lebar kertas ini; kata-katanya terpenggal."
        hint = "Pakai 'orientasi: mendatar', atau satu sel untuk dua kolom, misalnya '[definisi, formulasi]'."
        yield Diagnostic(source.key_place(trail), Level.WARNING, "kolom-sempit", message, hint)
