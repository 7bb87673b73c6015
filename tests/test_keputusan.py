"""The decree: when it is built, what it says, what stays dotted, and how its pages stand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, POSITION, Result
from word_files import W, find, paragraphs, parts, runs, structure_faults, zipped

from iki.form.paper import PAPERS
from iki.template.filters import FILTERS

DECREE = """\
pemda: Pemerintah Kota Bontang
perangkat_daerah: Kecamatan Bontang Barat
dokumen:
  menimbang: [bahwa perlu;, bahwa patut.]
  mengingat: [Undang-Undang Satu;]
  diktum: [Menetapkan IKI., Berlaku sejak ditetapkan.]
"""
KNOWN = """\
  nomor: 188/7/2026
  tentang: Penetapan IKI
  tempat: Bontang
  tanggal: 2026-01-05
  tembusan: [Wali Kota;, Inspektur.]
"""
PEOPLE = "camat: {nama: 'Dra. Contoh', nip: '197001011990031001', pangkat: Pembina, golongan: IV/a, status: Plt.}\n"
DOTS = "…" * 10


@pytest.fixture
def two(office: Path) -> Path:
    """The office with a Lurah below its Camat."""
    lower = POSITION.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)
    (office / "data" / "jabatan" / "lurah.yaml").write_text(lower, encoding="utf-8")
    return office


def settings(office: Path, text: str) -> None:
    (office / "iki.yaml").write_text(text, encoding="utf-8")


def decree(office: Path) -> bytes:
    made = (office / "build" / "keputusan.docx").read_bytes()
    assert structure_faults(made) == []
    return made


def texts(made: bytes, name: str = "word/document.xml") -> list[str]:
    return [text for text in paragraphs(made, name) if text]


# When it is built.


def test_the_decree_is_built_when_its_settings_exist(two: Path, iki: Callable[..., Result]) -> None:
    assert "build/keputusan.docx" not in iki("build").out
    settings(two, DECREE)
    assert "build/keputusan.docx" in iki("build").out.splitlines()


def test_asking_for_the_decree_names_each_list_that_it_lacks(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "dokumen:\n  diktum: [Berlaku.]\n")
    result = iki("build", "--kind", "keputusan")
    assert (result.code, result.out) == (1, "")
    assert [line.partition(": 'dokumen.")[2] for line in result.err.splitlines() if "error" in line] == [
        "menimbang' belum ada. [keputusan-belum-lengkap]",
        "mengingat' belum ada. [keputusan-belum-lengkap]",
    ]
    assert result.err.startswith("iki.yaml:1:1: error: ")


def test_a_decree_that_is_only_begun_is_warned_of_and_left_out(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "dokumen:\n  diktum: [Berlaku.]\n")
    assert "iki.yaml:1:1: warning: Keputusan tidak dapat disusun: 'dokumen.menimbang' belum ada." in iki("validate").out
    assert "build/keputusan.docx" not in iki("build").out


def test_one_kind_can_be_built_alone_and_one_that_is_not_there_is_named(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE)
    assert iki("build", "--kind", "keputusan").out.splitlines() == ["build/keputusan.docx"]
    wrong = iki("build", "--kind", "keputsan")
    assert (wrong.code, "Maksud Anda 'keputusan'?" in wrong.err) == (2, True)
    assert iki("build", "--kind", "keputusan", "--format", "md").code == 2
    assert "memuat semua jabatan" in iki("build", "camat", "--kind", "keputusan").err


def test_a_decree_of_the_offices_own_is_built_whatever_the_settings_say(two: Path, iki: Callable[..., Result]) -> None:
    (two / "templates").mkdir()
    shipped = (CHECKOUT / "templates" / "keputusan.docx").read_bytes()
    (two / "templates" / "keputusan.docx").write_bytes(zipped(parts(shipped)))
    result = iki("build", "--kind", "keputusan")
    assert (result.code, result.out) == (0, "build/keputusan.docx\n")
    assert "Kunci 'dokumen.menimbang' (kantor) tidak ada di satu berkas pun; tempatnya kosong." in result.err


# What it says.


def test_the_decree_says_what_the_settings_and_people_say(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE + KNOWN)
    (two / "pejabat.yaml").write_text(PEOPLE, encoding="utf-8")
    result = iki("build", "--kind", "keputusan")
    assert (result.code, result.err) == (0, "")
    said = texts(decree(two))
    annex = said.index("LAMPIRAN")
    assert said[:annex] == [
        *("PEMERINTAH KOTA BONTANG", "KECAMATAN BONTANG BARAT"),
        *("KEPUTUSAN CAMAT BONTANG BARAT", "NOMOR 188/7/2026", "TENTANG", "PENETAPAN IKI", "CAMAT BONTANG BARAT,"),
        *("Menimbang", ":", "a.", "bahwa perlu;", "b.", "bahwa patut."),
        *("Mengingat", ":", "Undang-Undang Satu;"),
        "MEMUTUSKAN:",
        *("Menetapkan", ":", "KEPUTUSAN CAMAT BONTANG BARAT TENTANG PENETAPAN IKI."),
        *("KESATU", ":", "Menetapkan IKI.", "KEDUA", ":", "Berlaku sejak ditetapkan."),
        *("Ditetapkan di Bontang", "pada tanggal 5 Januari 2026", "Plt. CAMAT BONTANG BARAT,"),
        *("Dra. Contoh", "Pembina (IV/a)", "NIP 19700101 199003 1 001"),
        *("Tembusan:", "1.\tWali Kota;", "2.\tInspektur."),
    ]
    assert said[annex : annex + 11] == [
        *("LAMPIRAN", "KEPUTUSAN CAMAT BONTANG BARAT", "NOMOR", ":", "188/7/2026"),
        *("TANGGAL", ":", "5 Januari 2026", "TENTANG", ":", "PENETAPAN IKI"),
    ]
    assert said.count("INDIKATOR KINERJA INDIVIDU") == 2
    assert said.index("Lurah") > said.index("Hasil survei") > said.index("Camat Bontang Barat")
    assert said[-4:] == [
        *("Plt. CAMAT BONTANG BARAT,", "Dra. Contoh"),
        *("Pembina (IV/a)", "NIP 19700101 199003 1 001"),
    ]


def test_a_signer_who_has_no_number_signs_without(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE)
    (two / "pejabat.yaml").write_text("camat: {jabatan: Bupati Contoh, nama: Contoh, nip: '-'}\n", encoding="utf-8")
    assert "tercetak titik-titik: nomor, tentang, tempat, tanggal." in iki("build", "--kind", "keputusan").err
    said = texts(decree(two))
    assert said[-2:] == ["BUPATI CONTOH,", "Contoh"]
    assert said[2] == "KEPUTUSAN BUPATI CONTOH"


def test_what_nobody_knows_yet_is_dotted_and_said_once(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE)
    result = iki("build", "--kind", "keputusan")
    dotted = "nomor, tentang, tempat, tanggal, nama penandatangan, NIP penandatangan"
    assert f"iki.yaml:3:1: info: Keputusan masih konsep; tercetak titik-titik: {dotted}." in result.err
    said = texts(decree(two))
    assert f"NOMOR {DOTS * 2}" in said
    assert {f"Ditetapkan di {DOTS}", f"pada tanggal {DOTS}", f"NIP {DOTS}"} <= set(said)
    assert said[said.index("TENTANG") + 1] == DOTS * 3


def test_what_an_e_office_system_fills_in_is_left_to_it_each_in_one_run(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE + "  cara_tanda_tangan: elektronik\n")
    assert "tercetak titik-titik: tentang, tempat." in iki("build", "--kind", "keputusan").err
    said = " ".join(text for text, _ in runs(decree(two)))
    for name in ("nomor_naskah", "tanggal_naskah", "ttd_pengirim", "nama_pengirim", "nip_pengirim"):
        assert f"${{{name}}}" in said
    assert "nama_pengirim" not in (texts(decree(two), "word/footer1.xml"))[0]
    assert "Nomor ${nomor_naskah}" in texts(decree(two), "word/footer1.xml")[0]


def test_a_title_an_opening_and_what_is_noted_are_printed_where_the_office_has_them(
    two: Path, iki: Callable[..., Result]
) -> None:
    more = "  judul: Keputusan Kuasa\n  pembukaan: Dengan rahmat\n  memperhatikan: [Surat.]\n"
    settings(two, DECREE + more)
    assert iki("build", "--kind", "keputusan").code == 0
    said = texts(decree(two))
    assert said[2] == "KEPUTUSAN KUASA"
    assert said[said.index("TENTANG") + 2] == "DENGAN RAHMAT"
    assert said[said.index("Memperhatikan") + 2] == "Surat."


@pytest.mark.parametrize(
    ("number", "word"),
    [
        *((1, "KESATU"), (3, "KETIGA"), (10, "KESEPULUH"), (11, "KESEBELAS"), (12, "KEDUA BELAS")),
        *((20, "KEDUA PULUH"), (21, "KEDUA PULUH SATU"), (99, "KESEMBILAN PULUH SEMBILAN"), (100, "100"), (0, "0")),
    ],
)
def test_the_parts_of_a_decree_are_counted_in_words(number: int, word: str) -> None:
    assert FILTERS["diktum"].apply(number) == word


# How its pages stand.


@pytest.mark.parametrize("paper", ["F4", "A4", "Legal"])
def test_the_decree_stands_upright_and_its_annex_lies_on_every_paper(
    two: Path, iki: Callable[..., Result], paper: str
) -> None:
    settings(two, f"{DECREE}kertas: {paper}\n")
    assert iki("build", "--kind", "keputusan").code == 0
    made = decree(two)
    sizes = [(size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient")) for size in find(made, "//w:pgSz")]
    short, long = map(str, PAPERS[paper])
    assert sizes == [(short, long, None), (long, short, "landscape")]
    inner = [int(width) - 1701 - 1134 for width, _, _ in sizes]
    edge = len(find(made, "//w:p[w:pPr/w:sectPr]/preceding-sibling::w:tbl"))
    tables = find(made, "//w:body/w:tbl")
    for number, table in enumerate(tables):
        widths = [int(column.get(f"{W}w") or 0) for column in table.iterfind("w:tblGrid/w:gridCol", {"w": W[1:-1]})]
        assert sum(widths) == inner[number >= edge]
        for row in table.iterfind("w:tr", {"w": W[1:-1]}):
            cells = row.iterfind("w:tc/w:tcPr/w:tcW", {"w": W[1:-1]})
            assert sum(int(cell.get(f"{W}w") or 0) for cell in cells) == inner[number >= edge]


def test_each_section_has_its_own_head_and_foot(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE + KNOWN)
    iki("build", "--kind", "keputusan")
    made = decree(two)
    first, second = find(made, "//w:sectPr")
    assert [first.find(f"{W}titlePg") is not None, second.find(f"{W}titlePg") is not None] == [True, False]
    assert len(first.findall(f"{W}headerReference")) == 2
    assert len(second.findall(f"{W}headerReference")) == len(second.findall(f"{W}footerReference")) == 1
    assert texts(made, "word/footer1.xml") == ["Lampiran Keputusan Camat Bontang Barat Nomor 188/7/2026\tHalaman 1"]


def test_each_sheet_but_the_first_begins_a_page_and_the_signature_takes_a_row_along(
    two: Path, iki: Callable[..., Result]
) -> None:
    settings(two, DECREE)
    iki("build", "--kind", "keputusan")
    made = decree(two)
    assert len(find(made, "//w:pStyle[@w:val='IKIJudulHalaman']")) == 1
    assert find(made, "//w:style[@w:styleId='IKIJudulHalaman']//w:pageBreakBefore", "word/styles.xml")
    for word in ("KEDUA", "Hasil survei"):
        assert find(made, f"//w:tr[w:tc/w:p/w:r/w:t='{word}']//w:keepNext")
    assert not find(made, "//w:tr[w:tc/w:p/w:r/w:t='KESATU']//w:keepNext")


def test_the_letterhead_of_the_settings_stands_above_the_decree_once(two: Path, iki: Callable[..., Result]) -> None:
    (two / "logo.png").write_bytes((CHECKOUT / "docs" / "halaman.png").read_bytes())
    settings(two, DECREE + "kop: {perangkat_daerah: KECAMATAN LAIN, alamat: Jalan A, logo: logo.png}\n")
    assert iki("build", "--kind", "keputusan").code == 0
    made = decree(two)
    assert texts(made)[:4] == [
        *("PEMERINTAH KOTA BONTANG", "KECAMATAN LAIN", "Jalan A"),
        "KEPUTUSAN CAMAT BONTANG BARAT",
    ]
    assert len(find(made, "//w:drawing")) == 1


def test_the_columns_and_sections_of_the_settings_hold_in_the_annex(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE + "kolom: [indikator, satuan]\nbagian: [jabatan]\nhuruf: {nama: Cambria, ukuran: 10}\n")
    iki("build", "--kind", "keputusan")
    made = decree(two)
    said = texts(made)
    assert said[said.index("INDIKATOR KINERJA UTAMA") + 1] == "SATUAN"
    assert "2.\tTugas" not in said
    sizes = {
        style.get(f"{W}styleId"): size.get(f"{W}val")
        for style in find(made, "//w:style", "word/styles.xml")
        for size in style.iter(f"{W}sz")
    }
    assert (sizes["SKIsi"], sizes["IKIIsi"]) == ("24", "20")


def test_the_annex_tells_of_positions_not_of_people(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, DECREE + "bagian: [jabatan, atasan, pejabat.nama]\n")
    (two / "pejabat.yaml").write_text("lurah: {nama: Rahasia}\n", encoding="utf-8")
    assert iki("build").code == 0
    said = texts(decree(two))
    assert "Rahasia" not in said
    assert said[said.index("2.\tAtasan", said.index("Lurah")) + 2] == "Camat Bontang Barat"
    assert "Rahasia" in texts((two / "build" / "iki" / "lurah.docx").read_bytes())
