"""The matriks semula-menjadi: its rows, the reasons that commits gave, and the documents made of it."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, POSITION, Result
from docx import Document
from git_repos import CAMAT, GIT, commit, edit, git
from lxml import etree
from word_files import DECLARED, W

from iki.characters import width_of, wrapped
from iki.compare.words import GAINED, LOST
from iki.word.emphasis import emphasise

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")

SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def table(path: Path) -> list[list[str]]:
    """The texts of the only table of a Word file; a cell that a merge continues tells what it continues."""
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows]


def cells(path: Path) -> list[list[str]]:
    """The texts of a workbook's sheet, row by row."""
    with zipfile.ZipFile(path) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        shared = etree.fromstring(package.read("xl/sharedStrings.xml"))
    texts = ["".join(each.itertext()) for each in shared.findall("s:si", SHEET)]
    assert not sheet.findall(".//s:f", SHEET)
    return [
        [texts[int(cell[0].text)] if cell.get("t") == "s" else cell[0].text for cell in row.findall("s:c", SHEET)]
        for row in sheet.findall(".//s:row", SHEET)
    ]


@pytest.fixture
def revised(repo: Path) -> Path:
    """One indikator reworded for a reason, one that came without any, and the position's tasks for another."""
    edit(repo, "Hasil survei", "Hasil survei tahunan")
    commit(repo, "a\n\nAlasan: Diminta Inspektorat.")
    edit(repo, "Hasil survei tahunan\n", "Hasil survei tahunan\n      - {nama: Baru, formulasi: =1+1}\n")
    commit(repo, "b")
    edit(repo, "tugas: Memimpin kecamatan", "tugas: Memimpin kecamatan dan kelurahan")
    commit(repo, "c\n\nAlasan: Perwali 12/2026")
    edit(repo, "Nilai SKM", "Nilai IKM")
    commit(repo, "d\n\nAlasan: Istilah baru")
    return repo


def test_each_row_has_the_reasons_of_the_commits_that_touched_it(revised: Path, iki: Callable[..., Result]) -> None:
    assert iki("diff", "HEAD~4", "--format", "docx").out == "build/perubahan.docx\n"
    assert table(revised / "build/perubahan.docx") == [
        ["NO", "JABATAN", "SEMULA", "MENJADI", "ALASAN"],
        [
            "1.",
            "Camat Bontang Barat",
            "Tugas: Memimpin kecamatan",
            "Tugas: Memimpin kecamatan dan kelurahan",
            "Perwali 12/2026",
        ],
        [
            "2.",
            "Camat Bontang Barat",
            "Sasaran 1, indikator 1: Nilai SKM\nFormulasi: Hasil survei",
            "Sasaran 1, indikator 1: Nilai IKM\nFormulasi: Hasil survei tahunan",
            "Diminta Inspektorat. Istilah baru",
        ],
        [
            "3.",
            "Camat Bontang Barat",
            "(baru)",
            "Sasaran 1, indikator 2: Baru\nFormulasi: =1+1\nSumber Data: Renstra, IKU",
            "",
        ],
    ]


def test_the_workbook_says_the_same_and_holds_no_formula(revised: Path, iki: Callable[..., Result]) -> None:
    edit(revised, "nama: Nilai IKM", "nama: =Nilai IKM")
    iki("diff", "HEAD~4", "--format", "xlsx", "--output", "a.xlsx")
    iki("diff", "HEAD~4", "--format", "xlsx", "--output", "b.xlsx")
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()
    rows = cells(revised / "a.xlsx")
    assert [row[0] for row in rows] == ["No", "1", "2", "3"]
    assert rows[2][3] == "Sasaran 1, indikator 1: =Nilai IKM\nFormulasi: Hasil survei tahunan"
    assert rows[3][2:] == ["(baru)", "Sasaran 1, indikator 2: Baru\nFormulasi: =1+1\nSumber Data: Renstra, IKU", ""]
    with zipfile.ZipFile("a.xlsx") as package:
        assert b'quotePrefix="1"' in package.read("xl/styles.xml")


def test_a_text_longer_than_a_cell_of_excel_is_cut_and_says_so(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "Hasil survei", "kata " * 8_000)
    iki("diff", "--format", "xlsx", "--output", "a.xlsx")
    longest = max(cells(repo / "a.xlsx")[1], key=len)
    assert (len(longest), longest[-13:]) == (32_767, " … (dipotong)")


def test_a_computer_without_the_writer_of_workbooks_is_told_what_to_install(
    repo: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    edit(repo, "Hasil survei", "Lain")
    result = iki("diff", "--format", "xlsx")
    assert (result.code, "pip install 'iki[xlsx]'" in result.err) == (2, True)


def test_a_reason_may_be_required(revised: Path, iki: Callable[..., Result]) -> None:
    result = iki("diff", "HEAD~4", "--require-reason")
    assert result.code == 1
    assert result.err.splitlines()[0] == "Camat Bontang Barat: Sasaran 1, indikator 2: belum ada alasannya."
    assert len(result.err.splitlines()) == 2
    assert iki("diff", "HEAD~2", "--require-reason").code == 0
    edit(revised, "sumber_data: [Renstra, IKU]", "sumber_data: [IKU]")
    result = iki("diff", "--require-reason")
    assert (result.code, "sumber_data: belum ada alasannya" in result.err) == (1, True)


def test_the_reasons_of_what_moved_went_and_came_whole_are_found(repo: Path, iki: Callable[..., Result]) -> None:
    second = "  - uraian: Meningkatnya ketertiban\n    indikator:\n      - {nama: Gangguan, formulasi: Laporan}\n"
    (repo / CAMAT).write_text(POSITION + second, encoding="utf-8")
    commit(repo)
    start = git(repo, "rev-parse", "HEAD")
    (repo / CAMAT).write_text(POSITION.replace("sasaran:\n", "sasaran:\n" + second), encoding="utf-8")
    commit(repo, "a\n\nAlasan: urutan prioritas")
    edit(repo, "nama: Gangguan", "nama: Gangguan keamanan")
    commit(repo, "b\n\nAlasan: lengkap")
    (repo / CAMAT).write_text(POSITION, encoding="utf-8")
    commit(repo, "c\n\nAlasan: bukan kewenangan")
    (repo / "data/jabatan/kasi.yaml").write_text(
        POSITION.replace("jabatan: Camat Bontang Barat\natasan:", "jabatan: Kasi\natasan: camat"), encoding="utf-8"
    )
    commit(repo, "d\n\nAlasan: SOTK baru")
    (repo / "data/jabatan/lurah.yaml").unlink()
    commit(repo, "e\n\nAlasan: dipisah")
    told = json.loads(iki("diff", start, "--format", "json").out)["changes"]
    assert [(each["name"], each["item"], each["kind"], each["reason"]) for each in told] == [
        ("Camat Bontang Barat", "Sasaran 2", "dihapus", "bukan kewenangan"),
        ("Camat Bontang Barat", "Sasaran 2, indikator 1", "dihapus", "lengkap; bukan kewenangan"),
        ("Lurah", "", "dihapus", "dipisah"),
        ("Kasi", "", "baru", "SOTK baru"),
    ]
    iki("diff", start, "--format", "docx")
    rows = table(repo / "build/perubahan.docx")
    assert {row[4] for row in rows if row[1] == "Kasi"} == {"SOTK baru"}
    assert {row[4] for row in rows if row[1] == "Lurah"} == {"dipisah"}
    assert len([row for row in rows if row[1] == "Kasi"]) == 3


def test_the_same_document_is_written_again_and_an_edited_one_is_left_alone(
    revised: Path, iki: Callable[..., Result]
) -> None:
    iki("diff", "HEAD~4", "--format", "docx")
    path = revised / "build/perubahan.docx"
    first = path.read_bytes()
    assert iki("diff", "HEAD~4", "--format", "docx").code == 0
    assert path.read_bytes() == first
    path.write_bytes(first + b"x")
    result = iki("diff", "HEAD~4", "--format", "docx")
    assert (result.code, "sudah disunting" in result.err) == (1, True)
    assert path.read_bytes() == first + b"x"
    assert iki("diff", "--format", "docx").err == "iki: tidak ada yang berubah pada jabatan; matriks tidak ditulis.\n"


def test_an_office_may_have_a_template_of_its_own(revised: Path, iki: Callable[..., Result]) -> None:
    assert iki("template", "new", "perubahan").out == "templates/diff/perubahan.docx\n"
    own = revised / "templates/diff/perubahan.docx"
    assert own.read_bytes() == (CHECKOUT / "templates/diff/perubahan.docx").read_bytes()
    document = Document(str(own))
    document.paragraphs[0].text = "MATRIKS {{ kantor.perangkat_daerah }}"
    document.save(str(own))
    iki("diff", "HEAD~4", "--format", "docx")
    assert Document("build/perubahan.docx").paragraphs[0].text == "MATRIKS Kecamatan Bontang Barat"
    document.paragraphs[0].text = "{{ jabatan.nama }} {{ kantor.perangkat }}"
    document.save(str(own))
    for result in (iki("diff", "HEAD~4", "--format", "docx"), iki("validate"), iki("template", "check", str(own))):
        assert result.code == 1
        assert "'jabatan' tidak ada" in result.out + result.err
        assert "Maksud Anda 'perangkat_daerah'?" in result.out + result.err


def test_settings_of_the_form_are_told_but_stand_in_no_matrix(repo: Path, iki: Callable[..., Result]) -> None:
    settings = "perangkat_daerah: Kecamatan Bontang Barat\nkertas: A4\nlabel: {tugas: Tugas Pokok}\nmatriks: {}\n"
    (repo / "iki.yaml").write_text(settings, encoding="utf-8")
    edit(repo, "Memimpin kecamatan", "Memimpin")
    assert iki("diff").out.splitlines()[:7] == [
        "Pengaturan kantor",
        "  + label.tugas baru",
        "    Tugas Pokok",
        "  + kertas baru",
        "    A4",
        "  + matriks baru",
        "    ada",
    ]
    iki("diff", "--format", "docx")
    assert [row[2] for row in table(repo / "build/perubahan.docx")] == ["SEMULA", "Tugas Pokok: Memimpin kecamatan"]


def test_many_changes_are_folded_and_few_are_not(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "Hasil survei", "Lain")
    assert (
        "<details open><summary>Camat Bontang Barat (<code>camat</code>): 1 perubahan"
        in iki("diff", "--format", "md").out
    )
    rows = "".join(f"      - {{nama: Indikator {number}, formulasi: x}}\n" for number in range(20))
    edit(repo, "Lain\n", f"Lain\n{rows}")
    assert "<details><summary>" in iki("diff", "--format", "md").out


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("satu dua tiga", 10, ["- satu dua", "  tiga"]),
        ("satuduatigaempat", 8, ["- satudu", "  atigae", "  mpat"]),
        ("漢字漢字漢字 é", 8, ["- 漢字漢", "  字漢字", "  é"]),
        ("e\u0301" * 6, 8, ["- " + "e\u0301" * 6]),
        ("", 8, []),
        ("a", 1, ["- a"]),
    ],
)
def test_lines_fit_a_terminal_though_characters_are_wide(text: str, width: int, lines: list[str]) -> None:
    found = list(wrapped(text, width, "- ", "  "))
    assert found == lines
    assert all(width_of(line) <= max(width, 3) for line in found)


def test_the_package_is_stored_so_that_every_zlib_gives_the_same_bytes(
    revised: Path, iki: Callable[..., Result]
) -> None:
    iki("diff", "HEAD~4", "--format", "xlsx", "--output", "a.xlsx")
    with zipfile.ZipFile(io.BytesIO(Path("a.xlsx").read_bytes())) as package:
        assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_matrix_follows_the_form_of_the_office(revised: Path, iki: Callable[..., Result]) -> None:
    (revised / "iki.yaml").write_text("kertas: A4\nhuruf: {nama: Bookman Old Style}\n", encoding="utf-8")
    iki("diff", "HEAD~4", "--format", "docx")
    section = Document("build/perubahan.docx").sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    with zipfile.ZipFile("build/perubahan.docx") as package:
        assert b"Bookman Old Style" in package.read("word/styles.xml")
    assert iki("template", "new", "perubahan").code == 0
    assert round(Document("templates/diff/perubahan.docx").sections[0].page_width.cm, 1) == 29.7


def test_each_function_has_a_row_of_its_own(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "fungsi: [Perencanaan, Pembinaan]", "fungsi: [Pembinaan kelurahan, Perencanaan, Pelaporan]")
    iki("diff", "--format", "docx")
    assert [row[2:4] for row in table(repo / "build/perubahan.docx")[1:]] == [
        ["Fungsi a: Pembinaan", "Fungsi a: Pembinaan kelurahan"],
        ["Fungsi b: Perencanaan", "Fungsi b: Perencanaan (dipindahkan dari huruf a)"],
        ["(baru)", "Fungsi c: Pelaporan"],
    ]


def test_what_the_office_keeps_its_files_by_and_keys_of_yaml_stand_in_no_matrix(
    repo: Path, iki: Callable[..., Result]
) -> None:
    edit(repo, "Hasil survei", "Hasil survei\n        status: konsep\n        target_periode: {tw1: 80, tw2: 81}")
    commit(repo)
    edit(repo, "tw2: 81", "tw2: 82")
    edit(repo, "status: konsep", "status: usulan")
    iki("diff", "--format", "docx")
    assert table(repo / "build/perubahan.docx")[1][2:4] == [
        "Sasaran 1, indikator 1: Nilai SKM\nTarget TW 2: 81",
        "Sasaran 1, indikator 1: Nilai SKM\nTarget TW 2: 82",
    ]
    assert "status diubah" in iki("diff").out


def test_the_form_follows_from_the_name_of_the_file(revised: Path, iki: Callable[..., Result]) -> None:
    assert iki("diff", "HEAD~4", "--output", "a.docx").code == 0
    assert len(table(revised / "a.docx")) == 4
    iki("diff", "HEAD~4", "--output", "a.json")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["version"] == 1
    result = iki("diff", "HEAD~4", "--output", "b.docx", "--format", "md")
    assert (result.code, "berkas .docx tidak dapat berisi bentuk md" in result.err) == (2, True)
    assert not Path("b.docx").exists()


def test_a_new_position_is_asked_for_one_reason_only(repo: Path, iki: Callable[..., Result]) -> None:
    (repo / "data/jabatan/kasi.yaml").write_text(
        POSITION.replace("jabatan: Camat Bontang Barat\natasan:", "jabatan: Kasi\natasan: camat"), encoding="utf-8"
    )
    assert iki("diff", "--require-reason").err.splitlines()[:-1] == ["Kasi: jabatan ini: belum ada alasannya."]


def test_one_giant_text_does_not_crowd_out_the_others(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "Hasil survei", "kata " * 20_000)
    edit(repo, "Hasil survei", "Lain", "data/jabatan/lurah.yaml")
    text = iki("diff", "--format", "md").out
    assert len(text) < 65_000
    assert "(dipotong)" in text
    assert "<ins>Lain</ins>" in text


def test_rows_that_find_no_room_are_counted(repo: Path, iki: Callable[..., Result]) -> None:
    rows = "".join(f"      - {{nama: Indikator {number}, formulasi: {'kata ' * 700}}}\n" for number in range(40))
    edit(repo, "Hasil survei\n", f"Hasil survei\n{rows}")
    text = iki("diff", "--format", "md").out
    shown = text.count("_(baru)_")
    assert len(text) < 65_000
    assert 0 < shown < 40
    assert f"_Dipotong: {40 - shown} perubahan lain" in text


def test_the_words_that_differ_are_struck_out_and_underlined(revised: Path, iki: Callable[..., Result]) -> None:
    iki("diff", "HEAD~4", "--format", "docx")
    row = Document("build/perubahan.docx").tables[0].rows[2]
    runs = [[run for each in cell.paragraphs for run in each.runs if run.text] for cell in row.cells[2:4]]
    looks = [[(run.text, bool(run.font.strike), bool(run.underline)) for run in of_cell] for of_cell in runs]
    assert looks[0] == [
        ("Sasaran 1, indikator 1", False, False),
        (": ", False, False),
        ("Nilai ", False, False),
        ("SKM", True, False),
        ("Formulasi", False, False),
        (": ", False, False),
        ("Hasil survei", False, False),
    ]
    assert ("IKM", False, True) in looks[1]
    assert (" tahunan", False, True) in looks[1]
    with zipfile.ZipFile("build/perubahan.docx") as package:
        assert not any(mark in package.read("word/document.xml").decode() for mark in "\ufdd1\ufdd2\ufdd3\ufdd4")


def test_marked_words_keep_what_else_stands_in_their_run_and_how_it_looks() -> None:
    """Word refuses properties that do not stand in their order."""
    look = '<w:i/><w:strike w:val="0"/><w:u w:val="double"/><w:lang w:val="id-ID"/>'
    texts = f"<w:t>a {LOST[0]}b</w:t><w:t>c{LOST[1]}{GAINED[0]}d{GAINED[1]}</w:t>"
    plain = f"<w:r><w:t>{GAINED[0]}e{GAINED[1]}</w:t></w:r><w:r><w:t>f</w:t></w:r>"
    root = etree.fromstring(f"<w:p {DECLARED}><w:r><w:rPr>{look}</w:rPr><w:tab/>{texts}</w:r>{plain}</w:p>")
    emphasise(root)
    seen = [
        ("".join(each.itertext()), [f"{one.tag.partition('}')[2]} {one.get(f'{W}val', '')}" for one in each[0]])
        for each in root
        if "".join(each.itertext())
    ]
    assert seen == [
        ("a ", ["i ", "strike 0", "u double", "lang id-ID"]),
        ("bc", ["i ", "strike ", "u double", "lang id-ID"]),
        ("d", ["b ", "i ", "strike 0", "u single", "lang id-ID"]),
        ("e", ["b ", "u single"]),
        ("f", []),
    ]
    assert [each.tag for each in root[0]] == [f"{W}rPr", f"{W}tab", f"{W}t"]
