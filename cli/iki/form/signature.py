"""The signature below a sheet: whose it is, and its lines with tags."""

from dataclasses import replace
from typing import NamedTuple

from iki.model import Dokumen

ELECTRONIC = "elektronik"
_NOTED = "Mengetahui,"
_DOTS = "…" * 10
_PLACE = f"{{% if kantor.dokumen.tempat %}}{{{{ kantor.dokumen.tempat }}}}{{% else %}}{_DOTS}{{% endif %}}"
_DATE = f"{{% if kantor.dokumen.tanggal %}}{{{{ kantor.dokumen.tanggal | tanggal }}}}{{% else %}}{_DOTS}{{% endif %}}"


class Signature(NamedTuple):
    """A signature block: the lines `before` the room for signing, below it name, rank and number.

    `room` is the text in that room: empty, or a place holder that another system fills. `under` is the condition under
    which the block is printed at all, `has_rank` and `has_number` those for the lines of rank and number; an empty one
    always holds.
    """

    under: str
    before: tuple[str, ...]
    room: str
    name: str
    rank: str
    has_rank: str
    number: str
    has_number: str


def signature_of(dokumen: Dokumen) -> Signature | None:
    """Return the signature below a sheet that settings ask for; None for a sheet that nobody signs."""
    match dokumen.tanda_tangan:
        case "per-jabatan" | "dengan-atasan":
            return _signature(dokumen, "pejabat", "")
        case "sekali":
            return _signature(dokumen, "penandatangan", "buku and terakhir")
    return None


def left_signature_of(dokumen: Dokumen) -> Signature | None:
    """Return the signature on the left of the other: the superior's, where the position has one."""
    if dokumen.tanda_tangan != "dengan-atasan":
        return None
    block = _signature(replace(dokumen, cara_tanda_tangan=None), "atasan", "atasan.jabatan")
    return block._replace(before=(_NOTED, *block.before[1:]))


def office_signature_of(dokumen: Dokumen) -> Signature | None:
    """Return the signature below what is about the whole office; None where nobody signs."""
    return _signature(dokumen, "penandatangan", "") if signature_of(dokumen) is not None else None


def _signature(dokumen: Dokumen, who: str, under: str) -> Signature:
    electronic = dokumen.cara_tanda_tangan == ELECTRONIC
    name = f"{{% if {who}.nama %}}{{{{ {who}.nama }}}}{{% else %}}{_DOTS}{{% endif %}}"
    number = f"{{% if {who}.nip %}}{{{{ {who}.nip }}}}{{% else %}}{_DOTS}{{% endif %}}"
    return Signature(
        under,
        (
            "${tanggal_naskah}" if electronic else f"{_PLACE}, {_DATE}",
            f"{{% if {who}.status %}}{{{{ {who}.status }}}} {{% endif %}}{{{{ {who}.jabatan }}}},",
        ),
        "${ttd_pengirim}" if electronic else "",
        "${nama_pengirim}" if electronic else name,
        f"{{{{ {who}.pangkat }}}}{{% if {who}.pangkat and {who}.golongan %}} ({{{{ {who}.golongan }}}})"
        f"{{% elif {who}.golongan %}}{{{{ {who}.golongan }}}}{{% endif %}}",
        f"{who}.pangkat or {who}.golongan",
        f"NIP {'${nip_pengirim}'}" if electronic else f"{{{{ {who}.jenis_nip }}}} {number}",
        "" if electronic else f"{who}.nip != '-'",
    )
