"""The matriks semula-menjadi as a workbook of Excel; whatever a text says, no cell holds a formula."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from iki.errors import IkiError
from iki.form.words import label
from iki.review import Review
from iki.views import Bagian

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (5, 28, 55, 55, 35)
"""Those of the columns, in characters."""
_LONGEST = 32_767
"""Excel keeps no more characters in a cell."""
_CUT = " … (dipotong)"
_GONE, _NEW = "(dihapus)", "(baru)"
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
"""What an archive calls the system that made it: the same on Windows too."""


def told(review: Review) -> bytes:
    """Return the bytes of the workbook, the same every time."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise IkiError("Bentuk xlsx memerlukan XlsxWriter. Pasang dengan: pip install 'iki[xlsx]'") from error
    made = io.BytesIO()
    workbook = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": "Matriks Semula-Menjadi", "created": datetime(*_BEGINNING)})
    plain = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "Arial", "font_size": 10}
    text = workbook.add_format({**plain, "quote_prefix": True})  # what begins with = stays text when it is edited, too
    number, head = workbook.add_format(plain), workbook.add_format({**plain, "bold": True, "bg_color": "#D9D9D9"})
    sheet = workbook.add_worksheet("Semula-Menjadi")
    _set_up(sheet)
    for column, name in enumerate(("No", label("jabatan", review.bentuk), "Semula", "Menjadi", "Alasan")):
        sheet.write_string(0, column, name, head)
    for line, row in enumerate((row.perubahan for row in review.rows), start=1):
        sheet.write_number(line, 0, row.nomor, number)
        cells = (row.jabatan, _cell(row.semula) or _NEW, _cell(row.menjadi) or _GONE, row.alasan or "")
        for column, cell in enumerate(map(_fitting, cells), start=1):
            sheet.write_string(line, column, cell, text)
    workbook.close()
    return _stored(made)


def _set_up(sheet: "Worksheet") -> None:
    """Set the widths, and how it prints: lying, as wide as the page, the headings on each page."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cell(parts: Iterable[Bagian]) -> str:
    return "\n".join(_lines(parts))


def _lines(parts: Iterable[Bagian]) -> Iterator[str]:
    for part in parts:
        yield ": ".join(filter(None, (part.judul, part.isi)))


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _stored(workbook: io.BytesIO) -> bytes:
    """Return the same package uncompressed, its files dated alike: compressing differs between builds of zlib."""
    made = io.BytesIO()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            about = zipfile.ZipInfo(name, _BEGINNING)
            about.create_system = _UNIX
            new.writestr(about, old.read(name))
    return made.getvalue()
