"""A sasaran that none of the subordinates supports: it is nobody's work."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.model import Jabatan, Sasaran
from iki.rule import Case, Finding, Office, Rule


def _judge(case: Case) -> Iterator[Finding]:
    first, tying, links = case.office.shared(_look)
    jabatan = case.jabatan
    bawahan = first.get(jabatan.id)
    if bawahan is None or not (case.office.asks_for("mendukung") or jabatan.id in tying):
        return
    for sasaran in jabatan.sasaran:
        ids = (sasaran.id, *(each.id for each in sasaran.indikator))
        if not any(f"{jabatan.id}/{each}" in links for each in ids if each):
            what = f"'{shortened(sasaran.uraian)}'" if sasaran.uraian else f"nomor {sasaran.nomor}"
            message = f"Sasaran {what} belum ditopang satu pun bawahan."
            yield Finding((*sasaran.trail, "uraian"), message, _hint(sasaran, jabatan, bawahan))


def _look(office: Office) -> tuple[dict[str, Jabatan], set[str], set[str]]:
    """Return the first subordinate of each superior, the superiors to whom one is tied, and what is supported."""
    first: dict[str, Jabatan] = {}
    tying: set[str] = set()
    links: set[str] = set()
    for jabatan in office.every_jabatan:
        own = {link for each in jabatan.sasaran for link in _links(each)}
        links |= own
        if jabatan.atasan:
            first.setdefault(jabatan.atasan, jabatan)
            if own:
                tying.add(jabatan.atasan)
    return first, tying, links


def _links(sasaran: Sasaran) -> Iterator[str]:
    yield from sasaran.mendukung
    for indikator in sasaran.indikator:
        yield from indikator.mendukung


def _hint(sasaran: Sasaran, jabatan: Jabatan, bawahan: Jabatan) -> str:
    who = f"pada bawahan yang ikut mencapainya, misalnya {shortened(bawahan.nama)}, tulis 'mendukung: [{jabatan.id}/"
    if sasaran.id:
        return f"{who[:1].upper()}{who[1:]}{sasaran.id}]'."
    return f"Beri sasaran ini 'id', lalu {who}id-itu]'."


_BEFORE = """
    # camat.yaml
    jabatan: Camat
    sasaran:
      - id: kepuasan
        uraian: Meningkatnya kepuasan masyarakat
        indikator:
          - nama: Nilai survei kepuasan masyarakat
            formulasi: Nilai rata-rata unsur pelayanan dikali 25
      - id: tertib
        uraian: Meningkatnya ketertiban umum
        indikator:
          - nama: Persentase gangguan ketertiban yang ditangani
            formulasi: Jumlah gangguan yang ditangani dibagi jumlah seluruh gangguan dikali 100%
    # kasi.yaml
    jabatan: Kepala Seksi Pelayanan
    atasan: camat
    sasaran:
      - uraian: Meningkatnya ketepatan waktu pelayanan
        mendukung: [camat/kepuasan]
        indikator:
          - nama: Persentase permohonan yang selesai tepat waktu
            formulasi: Jumlah permohonan yang selesai tepat waktu dibagi jumlah seluruh permohonan dikali 100%
"""
_MORE = """
    # kasi-tertib.yaml
    jabatan: Kepala Seksi Ketertiban
    atasan: camat
    sasaran:
      - uraian: Meningkatnya penanganan gangguan ketertiban
        mendukung: [camat/tertib]
        indikator:
          - nama: Persentase laporan warga yang ditangani dalam satu hari
            formulasi: Jumlah laporan yang ditangani dalam satu hari dibagi jumlah seluruh laporan dikali 100%
"""

RULE = Rule(
    name="tidak-ditopang",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Sasaran atasan yang tidak disebut 'mendukung' satu pun bawahannya. Diperiksa bila kantor memintanya "
    "('periksa: wajib: [mendukung]'), atau bila salah satu bawahan sudah menautkan sasarannya.",
    why="Sasaran yang tidak diteruskan kepada siapa pun tidak ada yang mengerjakannya. Tautan ke salah satu "
    "indikatornya sudah cukup.",
    basis="PermenPANRB 89/2021; LKE AKIP 1.b.8",
    before=_BEFORE,
    after=_BEFORE + _MORE,
)
