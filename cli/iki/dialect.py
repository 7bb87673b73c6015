"""YAML text → source, in iki's dialect.

The dialect is small on purpose: every scalar is text as written, so `no`, `010`, `12:30` and `2026-01-01` stay what the
planner typed.
"""

from iki.diagnostics import Diagnostic, Level, Location
from iki.ordinary import OddError
from iki.plain import read_plain
from iki.source import MAX_BYTES, Source, refused

_FIRST_LOOK = 1_000
_FEW = 9


def parse(content: bytes, path: str) -> Source:
    """Read one file's bytes (`path` is what messages call it); whatever is wrong is in the result's diagnostics."""
    if len(content) > MAX_BYTES:
        hint = "Satu berkas memuat satu jabatan; periksa apakah ada isi yang tersalin berulang."
        return refused(path, "berkas-terlalu-besar", "Berkas ini lebih besar dari 4 MB.", hint)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(_undecodable(error.object, path, error.start))  # that is without the mark at the start
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\0", 0, _FIRST_LOOK) > _FEW:
        hint = "Simpan ulang sebagai UTF-8; mungkin juga berkas lain, misalnya dari Word, memakai nama ini."
        return refused(path, "bukan-utf-8", "Ini bukan berkas teks UTF-8.", hint)
    try:
        return _plain(text, path)
    except OddError:
        from iki import careful  # and with it PyYAML, for which nearly no run has use

        return careful.read(text, path)


def _plain(text: str, path: str) -> Source:
    """Return a source without a fault; where everything stands is found when the first place is asked for."""
    return Source(path, *read_plain(text), plain=True, text=text)


def _broken(fault: Diagnostic) -> Source:
    return Source(fault.location.path, diagnostics=(fault,))


def _undecodable(content: bytes, path: str, offset: int) -> Diagnostic:
    before = content[:offset].decode().replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        message = "Berkas tersimpan sebagai UTF-16, bukan UTF-8."
    else:
        message = f"Ada byte yang bukan UTF-8 (0x{content[offset]:02X})."
    hint = "Simpan ulang berkas dengan pengodean UTF-8 (di Notepad: Save As, Encoding: UTF-8)."
    return Diagnostic(Location(path, line, column), Level.ERROR, "bukan-utf-8", message, hint)
