"""Who signs a sheet, what stands below it, and what can be wrong with a person's data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, POSITION, Result
from word_files import W, document, find, grid, indikator, jabatan, paragraphs, sasaran

from iki.dialect import parse
from iki.form import form_of
from iki.model import Bentuk, Dokumen, Kantor
from iki.pejabat import judge, load
from iki.word.tailor import tailored

PEOPLE = """\
camat:
  nama: Drs. H. Contoh, M.Si.
  nip: 197001011990031001
  pangkat: Pembina Tingkat I
  golongan: IV/b
lurah:
  nama: Contoh Dua, S.E.
  status: Plt.
"""


@pytest.fixture
def two(office: Path) -> Path:
    """The office with a Lurah below its Camat, and their people."""
    lower = POSITION.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)
    (office / "data" / "jabatan" / "lurah.yaml").write_text(lower, encoding="utf-8")
    (office / "pejabat.yaml").write_text(PEOPLE, encoding="utf-8")
    return office


def below(office: Path, name: str) -> list[str]:
    """The lines of the signature blocks of a built document, blank ones left out."""
    made = (office / "build" / name).read_bytes()
    texts = [text for text in paragraphs(made) if text]
    return texts[texts.index("Hasil survei") + 1 :]


def settings(office: Path, dokumen: str) -> None:
    (office / "iki.yaml").write_text(f"dokumen: {{{dokumen}}}\n", encoding="utf-8")


def test_each_sheet_is_signed_by_who_holds_the_position(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tempat: Bontang, tanggal: 2026-01-05, tanda_tangan: per-jabatan")
    assert iki("build").code == 0
    assert below(two, "iki/camat.docx")[-5:] == [
        "Bontang, 5 Januari 2026",
        "Camat Bontang Barat,",
        "Drs. H. Contoh, M.Si.",
        "Pembina Tingkat I (IV/b)",
        "NIP 19700101 199003 1 001",
    ]
    assert below(two, "iki/lurah.docx")[-4:] == [
        "Bontang, 5 Januari 2026",
        "Plt. Lurah,",
        "Contoh Dua, S.E.",
        f"NIP {'…' * 10}",
    ]
    assert "NIP" not in (two / "build" / "iki" / "camat.md").read_text(encoding="utf-8")


def test_what_is_not_known_yet_is_dotted_to_be_filled_in_by_hand(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tanda_tangan: per-jabatan")
    (two / "pejabat.yaml").unlink()
    assert iki("build", "--format", "docx").code == 0
    dots = "…" * 10
    lines = [f"{dots}, {dots}", "Camat Bontang Barat,", dots, f"NIP {dots}"]
    assert below(two, "iki/camat.docx")[-4:] == lines


def test_the_book_can_be_signed_once_at_its_end_for_the_office(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tempat: Bontang, tanda_tangan: sekali")
    assert iki("build", "--format", "docx").code == 0
    assert "Camat Bontang Barat," not in paragraphs((two / "build" / "iki" / "camat.docx").read_bytes())
    book = paragraphs((two / "build" / "iki.docx").read_bytes())
    assert book.count("Camat Bontang Barat,") == 1
    assert book.index("Camat Bontang Barat,") > book.index("Lurah", book.index("Lurah") + 1)
    settings(two, "tanda_tangan: sekali, penandatangan: lurah")
    iki("build", "--format", "docx")
    assert paragraphs((two / "build" / "iki.docx").read_bytes()).count("Plt. Lurah,") == 1


def test_an_electronic_signature_is_left_to_another_system_each_holder_in_one_run(
    two: Path, iki: Callable[..., Result]
) -> None:
    settings(two, "tanda_tangan: per-jabatan, cara_tanda_tangan: elektronik")
    assert iki("build", "--format", "docx").code == 0
    made = (two / "build" / "iki" / "camat.docx").read_bytes()
    texts = [text.text for text in find(made, "//w:t")]
    for holder in ("${tanggal_naskah}", "${ttd_pengirim}", "${nama_pengirim}", "NIP ${nip_pengirim}"):
        assert holder in texts
    assert "Drs. H. Contoh, M.Si." not in texts


def test_a_signature_is_not_cut_by_the_end_of_a_page(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tanda_tangan: per-jabatan")
    iki("build", "--format", "docx")
    made = (two / "build" / "iki" / "camat.docx").read_bytes()
    assert len(find(made, "(//w:tbl)[last()]//w:cantSplit")) == 1


def test_a_signature_takes_the_last_row_along_and_the_table_stays_as_it_is() -> None:
    about = jabatan(
        "Camat",
        sasaran(1, "Pelayanan", indikator("Nilai SKM", "IKU"), indikator("Waktu", "IKU")),
        sasaran(2, "Ketertiban", indikator("Patroli", "IKU"), indikator("Pos", "IKU")),
    )
    shipped = (CHECKOUT / "templates" / "iki.docx").read_bytes()
    signed = form_of(Bentuk(), (about,), Kantor(dokumen=Dokumen(tanda_tangan="per-jabatan")))
    made = document(tailored(shipped, signed), about)
    assert grid(made, 2) == grid(document(shipped, about), 2)
    rows = find(made, "(//w:tbl)[2]/w:tr")
    assert [len(row.findall(f"{W}tc/{W}p/{W}pPr/{W}keepNext")) for row in rows] == [0, 0, 0, 0, 5]


def test_an_own_template_names_people_only_where_it_says_so(two: Path, iki: Callable[..., Result]) -> None:
    (two / "templates").mkdir()
    (two / "templates" / "daftar.md").write_text(
        "{{ jabatan.nama }}: {{ pejabat.nama }} ({{ penandatangan.nip }}{% if terakhir %}, terakhir{% endif %})\n",
        encoding="utf-8",
    )
    assert iki("build", "lurah", "--format", "md").code == 0
    text = (two / "build" / "daftar" / "lurah.md").read_text(encoding="utf-8")
    assert text == "Lurah: Contoh Dua, S.E. (19700101 199003 1 001, terakhir)\n"


# What is wrong with people.


@pytest.mark.parametrize(
    ("nip", "why"),
    [
        ("19700101", "bukan 18 angka, melainkan 8"),
        ("19700101199003100A", "ada yang bukan angka"),
        ("197013011990031001", "tanggal lahir '19701301' tidak ada"),
        ("197001011990131001", "bulan pengangkatan '199013' tidak ada"),
        ("197001011970031001", "bulan pengangkatannya terlalu dekat dengan tanggal lahirnya"),
        ("197001011990033001", "angka ke-15 (jenis kelamin) harus 1 atau 2"),
    ],
)
def test_a_number_that_cannot_be_is_named_with_the_reason(nip: str, why: str) -> None:
    (only,) = judge(parse(f"camat:\n  nama: A\n  nip: {nip}\n".encode(), "pejabat.yaml"), {"camat"})
    assert (only.rule, only.message, only.location.line) == ("nip-salah", f"NIP ini tidak mungkin: {why}.", 3)


@pytest.mark.parametrize("nip", ["197001011990031001", "19700101 199003 1 001", "19700101 199003 2 001"])
def test_a_number_may_be_written_with_or_without_spaces_and_prints_with_them(nip: str) -> None:
    source = parse(f"camat: {{nama: A, nip: {nip}}}\n".encode(), "pejabat.yaml")
    assert list(judge(source, {"camat"})) == []
    assert load(source)["camat"].nip in {"19700101 199003 1 001", "19700101 199003 2 001"}


def test_people_are_checked_against_the_positions_and_the_schema(two: Path, iki: Callable[..., Result]) -> None:
    (two / "pejabat.yaml").write_text("camatt: {nama: A}\nlurah: {nip: 1, gelar: x}\n", encoding="utf-8")
    out = iki("validate").out
    assert "pejabat.yaml:1:1: error: Tidak ada jabatan 'camatt'. [pejabat-tidak-dikenal]" in out
    assert "Maksud Anda 'camat'?" in out
    assert "Kunci 'nama' belum ada." in out
    assert "Kunci 'gelar' tidak dikenal di sini." in out
    assert iki("build").code == 1


def test_who_signs_for_the_office_has_to_be_a_position(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "penandatangan: camatt")
    assert "Jabatan 'camatt' yang menandatangani tidak ada di data/jabatan atau atasan_luar." in iki("validate").out


def test_a_signer_signs_under_the_name_that_the_office_gives(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tanda_tangan: per-jabatan")
    named = "camat: {jabatan: Camat selaku Kuasa, nama: Contoh, nip: '-'}\nlurah: {nip: '199205122022211005', nama: }\n"
    (two / "pejabat.yaml").write_text(named, encoding="utf-8")
    assert iki("build").code == 0
    assert below(two, "iki/camat.docx")[-2:] == ["Camat selaku Kuasa,", "Contoh"]
    assert below(two, "iki/lurah.docx")[-2:] == ["…" * 10, "NI PPPK 19920512 202221 1 005"]


def test_the_superior_signs_on_the_left_also_one_from_outside(two: Path, iki: Callable[..., Result]) -> None:
    lurah = two / "data" / "jabatan" / "camat.yaml"
    lurah.write_text(lurah.read_text(encoding="utf-8").replace("atasan:", "atasan: wali-kota"), encoding="utf-8")
    outside = "atasan_luar: {wali-kota: Wali Kota Bontang}\n"
    (two / "iki.yaml").write_text(f"{outside}dokumen: {{tanda_tangan: dengan-atasan}}\n", encoding="utf-8")
    (two / "pejabat.yaml").write_text(f"{PEOPLE}wali-kota: {{nama: Contoh Tiga, nip: '-'}}\n", encoding="utf-8")
    assert (iki("build").code, iki("validate").code) == (0, 0)
    assert below(two, "iki/camat.docx")[1:5] == [
        "Mengetahui,",
        "Wali Kota Bontang,",
        "Contoh Tiga",
        f"{'…' * 10}, {'…' * 10}",
    ]
    lower = below(two, "iki/lurah.docx")
    assert lower[1:7] == [
        *("Mengetahui,", "Camat Bontang Barat,", "Drs. H. Contoh, M.Si.", "Pembina Tingkat I (IV/b)"),
        *("NIP 19700101 199003 1 001", f"{'…' * 10}, {'…' * 10}"),
    ]


def test_one_from_outside_may_sign_for_the_office(two: Path, iki: Callable[..., Result]) -> None:
    outside = "atasan_luar: {bupati: Bupati Contoh}\n"
    (two / "iki.yaml").write_text(
        f"{outside}dokumen: {{tanda_tangan: sekali, penandatangan: bupati}}\n", encoding="utf-8"
    )
    (two / "pejabat.yaml").write_text("bupati: {nama: Contoh, nip: '-'}\n", encoding="utf-8")
    assert iki("build").code == 0
    assert below(two, "iki.docx")[-2:] == ["Bupati Contoh,", "Contoh"]


def test_an_office_without_the_file_of_people_has_nothing_to_hear(clean: Path, iki: Callable[..., Result]) -> None:
    assert iki("validate").out.endswith("2 berkas diperiksa: 0 kesalahan, 0 peringatan.\n")


def test_nobody_signs_a_sheet_where_the_settings_say_so(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tanda_tangan: tanpa")
    iki("build")
    plain = (two / "build" / "iki" / "camat.docx").read_bytes()
    (two / "iki.yaml").write_text("{}\n", encoding="utf-8")
    iki("build")
    assert (two / "build" / "iki" / "camat.docx").read_bytes() == plain


def test_a_sheet_that_carries_no_signature_ties_no_row_to_one(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tanda_tangan: sekali")
    iki("build", "--format", "docx")
    row = "//w:tr[w:tc/w:p/w:r/w:t='Hasil survei']//w:keepNext"
    assert not find((two / "build" / "iki" / "camat.docx").read_bytes(), row)
    assert find((two / "build" / "iki.docx").read_bytes(), row)


def test_a_rank_without_a_grade_and_a_grade_without_a_rank_are_printed(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tanda_tangan: per-jabatan")
    (two / "pejabat.yaml").write_text(
        "camat: {nama: A, golongan: IV/a}\nlurah: {nama: B, pangkat: Penata}\n", encoding="utf-8"
    )
    iki("build", "--format", "docx")
    assert below(two, "iki/camat.docx")[-3:-1] == ["A", "IV/a"]
    assert below(two, "iki/lurah.docx")[-3:-1] == ["B", "Penata"]


def test_there_is_room_for_a_hand_to_sign_and_the_name_is_underlined(two: Path, iki: Callable[..., Result]) -> None:
    settings(two, "tanda_tangan: per-jabatan")
    iki("build", "--format", "docx")
    made = (two / "build" / "iki" / "camat.docx").read_bytes()
    lines = paragraphs(made)
    assert lines[lines.index("Camat Bontang Barat,") + 1 :][:5] == ["", "", "", "", "Drs. H. Contoh, M.Si."]
    underlined = find(made, "//w:r[w:rPr/w:u]")
    assert "".join(text for run in underlined for text in run.itertext()) == "Drs. H. Contoh, M.Si."


@pytest.mark.parametrize("name", ["pejabat.yml", "Pejabat.yaml", "pejabat.yaml.txt"])
def test_a_file_of_people_under_another_name_is_not_passed_over(
    two: Path, iki: Callable[..., Result], name: str
) -> None:
    (two / "pejabat.yaml").rename(two / name)
    assert f"{name}:1:1: error: Nama berkas pejabat harus 'pejabat.yaml'." in iki("validate").out


@pytest.mark.parametrize("text", ["camat: {nama: ''}", "camat: {nip: ' '}", "'': {nama: A}"])
def test_a_blank_text_of_a_person_is_a_fault(two: Path, iki: Callable[..., Result], text: str) -> None:
    (two / "pejabat.yaml").write_text(f"{text}\n", encoding="utf-8")
    assert "[teks-kosong]" in iki("validate").out
    assert iki("build").code == 1
