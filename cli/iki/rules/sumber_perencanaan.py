"""Sources that only plan or report: none of them is where the counted figure is written down."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import rows, terms
from iki.rule import Case, Finding, Office, Row, Rule
from iki.source import Trail
from iki.vocabulary import is_plan_or_report
from iki.wording import small_words

_RECORDS = dict(rows("catatan"))
_MONEY_AND_DOCUMENTS = terms("uang-dokumen")
_MOST_EXAMPLES = 2


def _judge(case: Case) -> Iterator[Finding]:
    office = case.office
    default = case.jabatan.sumber_data or office.kantor.sumber_data
    inheriting = [row for row in case.rows if row.indikator.sumber_data == default]
    if case.jabatan.sumber_data is not None:
        few = len(inheriting) * 2 < len(case.rows)
        whose = (
            f" (dipakai {len(inheriting)} dari {len(case.rows)} indikator)" if len(inheriting) < len(case.rows) else ""
        )
        for finding in _told(("sumber_data",), f"Sumber data jabatan ini{whose}", default, inheriting):
            yield finding._replace(level=Level.INFO) if few else finding
    elif inheriting and office.shared(_first_to_inherit) == case.jabatan.id:
        yield from _told(("jabatan",), "Sumber data bawaan di iki.yaml", default, inheriting)
    for row in case.rows:
        own = row.indikator.sumber_data
        if own != default:
            what = f"Sumber data indikator '{shortened(row.indikator.nama)}'"
            yield from _told((*row.indikator.trail, "sumber_data"), what, own, [row])


def _first_to_inherit(office: Office) -> str | None:
    """Return the position at which the office's own list is spoken of: once is enough."""
    return next((jabatan.id for jabatan in office.every_jabatan if jabatan.sumber_data is None), None)


def _told(trail: Trail, what: str, sumber: tuple[str, ...], served: list[Row]) -> Iterator[Finding]:
    hungry = [row for row in served if not _is_about_documents(row)]
    if sumber and hungry and all(map(is_plan_or_report, sumber)):
        examples = list(dict.fromkeys(record for row in hungry for record in _records(row)))[:_MOST_EXAMPLES]
        better = " atau ".join(f"'{each}'" for each in examples) or "register, rekap, daftar hadir, atau berita acara"
        yield Finding(
            trail,
            f"{what} hanya dokumen rencana dan laporan ({shortened(', '.join(sumber))}).",
            f"Tambahkan catatan tempat angkanya diambil, misalnya {better}.",
        )


def _is_about_documents(row: Row) -> bool:
    """Tell whether a row counts money or the documents themselves, which stand in plans and reports."""
    return not _MONEY_AND_DOCUMENTS.isdisjoint(_said(row))


def _records(row: Row) -> Iterator[str]:
    said = frozenset(_said(row))
    return (record for word, record in _RECORDS.items() if word in said)


def _said(row: Row) -> Iterator[str]:
    texts = (row.indikator.nama, row.indikator.formulasi or "")
    return (word for text in texts for word in small_words(text))


RULE = Rule(
    name="sumber-perencanaan",
    level=Level.WARNING,
    smart="R",
    judge=_judge,
    what="Sumber data yang hanya berisi dokumen rencana dan laporan, seperti Renstra, IKU, DPA atau LKjIP.",
    why="Dokumen itu memuat target dan ringkasan, bukan catatan tempat kejadiannya dihitung, sehingga angka capaian "
    "tidak dapat ditelusuri. Diam bila yang dihitung memang anggaran atau dokumen itu sendiri.",
    basis="LKE AKIP 2.a.3",
    before="""
    sumber_data: [Renstra, IKU, Perjanjian Kinerja]
    """,
    after="""
    sumber_data: [Renstra, Daftar arsip bagian umum]
    """,
)
