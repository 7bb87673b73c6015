"""A measure too low or too high for the level of its position: an eselon II is not there to count what went in."""

import re
from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.rule import Case, Finding, Office, Row, Rule

_RANK = {"input": 1, "proses": 2, "output": 3, "outcome": 4, "impact": 5}
_NAME_OF = {rank: name for name, rank in _RANK.items()}
_LOWEST = "jenis-terendah-eselon-{}"
_HIGHEST = "jenis-tertinggi-eselon-4"
_LEVEL = re.compile(r"(?:eselon\s*)?(iv|iii|ii|i|[1-4])(?:\s*[./-]?\s*[abcd])?", re.IGNORECASE)
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NAMED = {"madya": 1, "pratama": 2, "administrator": 3, "pengawas": 4}
_PENGAWAS = 4


def _judge(case: Case) -> Iterator[Finding]:
    level = _level_of(case.jabatan.eselon or "")
    for row in case.rows:
        jenis = row.indikator.jenis
        if jenis is None and case.office.asks_for("jenis"):
            message = f"Jenis ukuran indikator '{shortened(row.indikator.nama)}' belum diisi."
            yield Finding((*row.indikator.trail, "nama"), message, f"Tulis 'jenis': {', '.join(_RANK)}.")
        elif jenis in _RANK and level:
            yield from _told(row, jenis, level, case)


def _told(row: Row, jenis: str, level: int, case: Case) -> Iterator[Finding]:
    lowest, highest = _bounds(level, case.office)
    trail, who = (*row.indikator.trail, "jenis"), _called(case.jabatan.eselon or "")
    if _RANK[jenis] < lowest:
        needed = _NAME_OF.get(lowest, "output")
        message = f"Ukuran '{jenis}' terlalu rendah untuk {who}: paling rendah '{needed}'."
        hint = "Ukur yang dihasilkan atau manfaatnya; masukan dan proses menjadi urusan jenjang di bawahnya."
        is_near = level == _PENGAWAS and jenis == "proses"
        yield Finding(trail, message, hint, level=Level.INFO if is_near else None)
    elif _RANK[jenis] > highest:
        message = f"Ukuran '{jenis}' sulit dipengaruhi sendiri oleh {who}."
        hint = f"Ukur yang dapat ia kendalikan, paling tinggi '{_NAME_OF.get(highest, 'outcome')}'."
        yield Finding(trail, message, hint, level=Level.INFO)


def _called(eselon: str) -> str:
    return f"eselon {eselon}" if eselon[:1] in "IV1234" else f"{eselon[:1].lower()}{eselon[1:]}"


def _bounds(level: int, office: Office) -> tuple[int, int]:
    output, outcome, impact = _RANK["output"], _RANK["outcome"], _RANK["impact"]
    highest = office.limit(_HIGHEST, outcome) if level == _PENGAWAS else impact
    return min(office.limit(_LOWEST.format(level), output), impact), max(highest, output)


def _level_of(eselon: str) -> int | None:
    """Return the level from 1 to 4 that a text such as *IV.a*, *Eselon II* or *Pengawas* names, if it names one."""
    found = _LEVEL.fullmatch(eselon.strip())
    if found:
        return _NUMBERS.get(found[1].lower()) or int(found[1])
    return next((level for word, level in _NAMED.items() if word in eselon.lower().split()), None)


RULE = Rule(
    name="jenjang-ukuran",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Jenis ukuran yang tidak cocok dengan eselon jabatannya. Diperiksa hanya bila 'jenis' dan 'eselon' diisi; "
    "'jenis' yang kosong disebut bila kantor mewajibkannya ('periksa: wajib: [jenis]').",
    why="Makin tinggi jabatan, makin ke hasil ukurannya: satuan kerja mandiri dan perangkat daerah diukur paling "
    "rendah dengan keluaran. Kantor dapat memperketat lewat 'periksa: batas:', dengan 1 input, 2 proses, 3 output, "
    "4 outcome, 5 impact.",
    basis="PER/09/M.PAN/5/2007 bagi eselon II; jenjang lain menurut kebiasaan",
    limits=(
        *(
            (_LOWEST.format(level), 3, f"jenis ukuran terendah bagi eselon {level}, 1 sampai 5")
            for level in range(1, 5)
        ),
        (_HIGHEST, 4, "jenis ukuran tertinggi bagi eselon 4, 1 sampai 5"),
    ),
    before="""
    eselon: II.b
    sasaran:
      - uraian: Meningkatnya kompetensi aparatur
        indikator:
          - nama: Jumlah anggaran pelatihan
            formulasi: Jumlah anggaran pelatihan dalam dokumen anggaran dibagi jumlah pegawai
            jenis: input
    """,
    after="""
    eselon: II.b
    sasaran:
      - uraian: Meningkatnya kompetensi aparatur
        indikator:
          - nama: Persentase pegawai yang lulus uji kompetensi
            formulasi: Jumlah pegawai yang lulus dibagi jumlah seluruh pegawai yang diuji dikali 100%
            jenis: outcome
    """,
)
