"""The sheet of paper: its size, its margins, and lengths as people write them."""

import re
from typing import NamedTuple

from iki.model import Bentuk

PAPERS = {
    "F4": (12189, 18709),
    "A4": (11906, 16838),
    "Legal": (12240, 20160),
    "Folio": (12240, 18720),
    "Letter": (12240, 15840),
}
"""Width and height of a sheet that stands upright, in twentieths of a point."""
PORTRAIT = "tegak"
MARGINS = {"atas": 1134, "kanan": 1134, "bawah": 1134, "kiri": 1701}
_LENGTH = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(cm|mm)?")
_TWIPS_OF_A_CENTIMETRE = 1440 / 2.54


class Paper(NamedTuple):
    """The sheet in twips; margins in the order of CSS: top, right, bottom, left."""

    width: int
    height: int
    margins: tuple[int, int, int, int]

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.width - self.margins[1] - self.margins[3]


def paper_of(bentuk: Bentuk) -> Paper:
    """Return the paper that settings ask for: F4 lying on its side where they say nothing."""
    short, long = PAPERS[bentuk.kertas or "F4"]
    width, height = (short, long) if bentuk.orientasi == PORTRAIT else (long, short)
    told = {side: twips(bentuk.margin.get(side, "")) for side in MARGINS}
    top, right, bottom, left = (MARGINS[side] if length is None else length for side, length in told.items())
    return Paper(width, height, (top, right, bottom, left))


def twips(length: str) -> int | None:
    """Return a length such as `2,5 cm`, `20 mm` or `2` (centimetres) in twentieths of a point; None for any other."""
    found = _LENGTH.fullmatch(length.strip())
    if not found:
        return None
    centimetres = float(found[1].replace(",", ".")) / (10 if found[2] == "mm" else 1)
    return round(centimetres * _TWIPS_OF_A_CENTIMETRE)
