"""The letterhead: logo, names and address above a thick and a thin rule."""

from typing import NamedTuple

from iki.form.words import quoted
from iki.model import Bentuk, Kantor


class Letterhead(NamedTuple):
    """A letterhead in lines; `logo` is the expression that prints it, empty where there is none."""

    logo: str
    government: tuple[str, ...]
    office: tuple[str, ...]
    address: tuple[str, ...]


def letterhead_of(bentuk: Bentuk, kantor: Kantor) -> Letterhead | None:
    """Return the letterhead that settings ask for; what it does not say is the office's own name."""
    if bentuk.kop is None:
        return None
    logo = bentuk.kop.get("logo", "")
    return Letterhead(
        f"{quoted(logo)} | gambar(muat='2cm')" if logo else "",
        _lines(bentuk.kop.get("pemda") or (kantor.pemda or "").upper()),
        _lines(bentuk.kop.get("perangkat_daerah") or (kantor.perangkat_daerah or "").upper()),
        _lines(bentuk.kop.get("alamat", "")),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
