"""What an id may look like, and which known name somebody probably meant."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 64
_RESERVED_BY_WINDOWS = frozenset(
    ("con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10)))
)


def fault_of_id(text: str) -> str:
    """Say in Indonesian why `text` cannot be an id; an empty answer means that it can."""
    if len(text) > _LONGEST:
        return f"lebih dari {_LONGEST} huruf"
    if not _ID.fullmatch(text):
        return "hanya huruf kecil a-z, angka, dan tanda hubung di antaranya yang boleh dipakai"
    if text in _RESERVED_BY_WINDOWS:
        return "nama ini dicadangkan oleh Windows"
    return ""


def nearest(text: str, known: Iterable[str]) -> str:
    """Return what `text` was probably meant to be; empty where nothing known comes near."""
    return next(iter(all_near(text, known)), "")


def all_near(text: str, known: Iterable[str]) -> list[str]:
    """Return what `text` may have been meant to be, the most likely first, at most three."""
    return get_close_matches(text.lower(), tuple(known)) if len(text) <= _LONGEST else []


def slug(text: str) -> str:
    """Return the id nearest to a name, as in `Kepala Seksi (PM)` → `kepala-seksi-pm`; may be empty."""
    ascii_letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words = "-".join(re.findall(r"[a-z0-9]+", ascii_letters))[:_LONGEST].rstrip("-")
    return f"{words}-1" if words in _RESERVED_BY_WINDOWS else words
