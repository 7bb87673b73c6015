"""The decree that fixes the sheets: what it cannot do without, and what stays dotted until somebody knows it."""

from collections.abc import Iterator

from iki.diagnostics import Diagnostic, Level
from iki.form.signature import ELECTRONIC
from iki.model import Dokumen, Pejabat
from iki.source import Source

KIND = "keputusan"
"""What its template is called."""
FONT = "Bookman Old Style"
"""The font of its template."""
RULE = "keputusan-belum-lengkap"
_NEEDED = {
    "menimbang": "bahwa indikator kinerja individu perlu ditetapkan;",
    "mengingat": "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    "diktum": "Keputusan ini berlaku pada tanggal ditetapkan.",
}
"""The lists without which there is no decree, each with an example of an item."""


def lacks(dokumen: Dokumen) -> tuple[str, ...]:
    """Return the names of the lists that a decree cannot do without and that are not there."""
    return tuple(name for name in _NEEDED if not getattr(dokumen, name))


def judge(settings: Source, dokumen: Dokumen) -> Iterator[Diagnostic]:
    """Warn of a decree that is begun, so that nobody waits for one that is not built."""
    if 0 < len(lacks(dokumen)) < len(_NEEDED):
        yield from faults(settings, dokumen, Level.WARNING)


def faults(settings: Source, dokumen: Dokumen, level: Level = Level.ERROR) -> Iterator[Diagnostic]:
    """Say of each list that is not there how it is written."""
    for name in lacks(dokumen):
        message = f"Keputusan tidak dapat disusun: 'dokumen.{name}' belum ada."
        hint = f"Tulis di iki.yaml, di bawah 'dokumen:', '{name}:' dengan butir-butirnya, misalnya '- {_NEEDED[name]}'."
        yield Diagnostic(settings.key_place(("dokumen",)), level, RULE, message, hint)


def blanks(settings: Source, dokumen: Dokumen, signer: Pejabat) -> Iterator[Diagnostic]:
    """Say once what is dotted in a decree because it is not known yet; e-office systems fill in what is theirs."""
    missing = [name for name in ("nomor", "tentang", "tempat", "tanggal") if not getattr(dokumen, name)]
    missing += [f"{name} penandatangan" for name in ("nama", "nip") if not getattr(signer, name)]
    if dokumen.cara_tanda_tangan == ELECTRONIC:
        missing = [name for name in missing if name in {"tentang", "tempat"}]
    if missing:
        message = f"Keputusan masih konsep; tercetak titik-titik: {', '.join(missing).replace('nip', 'NIP')}."
        hint = "Tulis di iki.yaml di bawah 'dokumen:', dan penandatangan di pejabat.yaml, bila sudah ada."
        yield Diagnostic(settings.key_place(("dokumen",)), Level.INFO, RULE, message, hint)
