"""An item that was looked at beside what it supports, which says something else since."""

from collections.abc import Iterator, Mapping

from iki.characters import shortened
from iki.diagnostics import Level
from iki.fingerprint import by_link, fingerprint, is_fingerprint, items_of
from iki.model import Indikator, Sasaran
from iki.rule import Case, Finding, Office, Rule


def _judge(case: Case) -> Iterator[Finding]:
    for item in items_of(case.jabatan):
        for link, recorded in item.tinjauan.items():
            supported = case.office.shared(_items).get(link) if link in item.mendukung else None
            if supported is not None and is_fingerprint(recorded) and recorded != fingerprint(supported):
                yield _told(case, item, link)


def _told(case: Case, item: Sasaran | Indikator, link: str) -> Finding:
    from iki.impact import called, item_of  # and with it all that compares: most offices record nothing

    message = f"Isi '{shortened(link)}' berubah sejak butir ini ditinjau."
    hint = f"Sesuaikan bila perlu, lalu catat: iki review {called(item_of(case.jabatan.id, item))}"
    return Finding((*item.trail, "tinjauan", link), message, hint)


def _items(office: Office) -> Mapping[str, Sasaran | Indikator]:
    return by_link(office.every_jabatan)


_ABOVE = """
    # camat.yaml
    jabatan: Camat
    sasaran:
      - id: kepuasan
        uraian: Meningkatnya kepuasan masyarakat
        indikator:
          - nama: Nilai survei kepuasan masyarakat
            formulasi: Nilai rata-rata unsur pelayanan dikali 25
            target: 88
    # kasi.yaml
    jabatan: Kepala Seksi Pelayanan
    atasan: camat
    sasaran:
      - uraian: Meningkatnya ketepatan waktu pelayanan
        mendukung: [camat/kepuasan]
        tinjauan:
          camat/kepuasan: {recorded}
        indikator:
          - nama: Persentase permohonan yang selesai tepat waktu
            formulasi: Jumlah permohonan yang selesai tepat waktu dibagi jumlah seluruh permohonan dikali 100%
    """

RULE = Rule(
    name="tinjauan-basi",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Butir yang tercatat ditinjau ('tinjauan'), padahal butir yang didukungnya sudah berubah sejak itu.",
    why="Sasaran atau target atasan yang berubah dapat membuat butir bawahan tidak cocok lagi. Sidik yang dicatat "
    "'iki review' adalah sidik isi waktu itu; yang sekarang lain, jadi butir ini perlu dibaca sekali lagi.",
    basis="PermenPANRB 89/2021",
    before=_ABOVE.format(recorded="kqmzbdfw"),
    after=_ABOVE.format(recorded="tvdmxszq"),
)
