"""The table of all positions: when it is built, how its rows are grouped, and that no cell reaches into another's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, POSITION, Result
from word_files import W, find, grid, jabatan, paragraphs, parts, structure_faults

from iki.dialect import parse
from iki.form import form_of
from iki.form.judge import judge
from iki.model import Bentuk, Jabatan, Matriks
from iki.render import md
from iki.template.filters import FILTERS
from iki.word.tailor import tailored

WORD = (CHECKOUT / "templates" / "matriks.docx").read_bytes()
SECOND = "      - nama: Waktu tunggu\n        formulasi: Rata-rata\n"


@pytest.fixture
def three(office: Path) -> Path:
    """A Camat of eselon III.a, a Lurah of IV.a, and a Sekretaris of III.a; all with one sasaran of two indicators."""
    for name, eselon in (("Lurah", "IV.a"), ("Sekretaris", "III.a")):
        text = POSITION.replace(
            "jabatan: Camat Bontang Barat\natasan:", f"jabatan: {name}\neselon: {eselon}\natasan: camat"
        )
        (office / "data" / "jabatan" / f"{name.lower()}.yaml").write_text(text + SECOND, encoding="utf-8")
    top = POSITION.replace("atasan:", "eselon: III.a\natasan:")
    (office / "data" / "jabatan" / "camat.yaml").write_text(top + SECOND, encoding="utf-8")
    return office


def settings(office: Path, text: str) -> None:
    (office / "iki.yaml").write_text(text, encoding="utf-8")


def rows(office: Path) -> list[list[tuple[str, str]]]:
    made = (office / "build" / "matriks.docx").read_bytes()
    assert structure_faults(made) == []
    return grid(made)


def test_the_shipped_templates_are_those_of_the_form_without_settings() -> None:
    form = form_of(Bentuk(matriks=Matriks()), ())
    assert parts(tailored(WORD, form)) == parts(WORD)
    assert md.tailored(b"", form, "matriks") == (CHECKOUT / "templates" / "matriks.md.j2").read_bytes()


def test_the_matrix_is_built_when_the_settings_name_it_or_somebody_asks(
    three: Path, iki: Callable[..., Result]
) -> None:
    assert "matriks" not in iki("build").out
    assert iki("build", "--kind", "matriks").out.splitlines() == ["build/matriks.docx", "build/matriks.md"]
    settings(three, "matriks:\n")
    assert "build/matriks.docx" in iki("build").out.splitlines()
    settings(three, "label: {indikator: UKURAN}\n")
    assert iki("build", "--kind", "matriks").code == 0
    assert rows(three)[0][2] == ("UKURAN", "")


def test_rows_stand_below_their_level_and_position_and_no_cell_reaches_into_another_position(
    three: Path, iki: Callable[..., Result]
) -> None:
    settings(three, "matriks:\nurutan: [camat, lurah, sekretaris]\n")
    iki("build")
    assert [row[0][0] for row in rows(three)] == [
        "NO",
        *("ESELON III.a", "CAMAT BONTANG BARAT", "1.", "", "SEKRETARIS", "1.", ""),
        *("ESELON IV.a", "LURAH", "1.", ""),
    ]
    data = [row for row in rows(three) if len(row) == 5][1:]
    assert [[merge for _, merge in row] for row in data] == [
        ["restart", "restart", "", "", "restart"],
        ["continue", "continue", "", "", "continue"],
    ] * 3
    text = (three / "build" / "matriks.md").read_text(encoding="utf-8").splitlines()
    assert text[4:7] == [
        "| **ESELON III.a** |  |  |  |  |",
        "| **CAMAT BONTANG BARAT** |  |  |  |  |",
        "| 1. | Meningkatnya kualitas pelayanan | Nilai SKM | Hasil survei | Renstra, IKU |",
    ]
    assert text[7] == "|  |  | Waktu tunggu | Rata-rata |  |"


def test_positions_stand_in_a_column_where_they_have_no_heading(three: Path, iki: Callable[..., Result]) -> None:
    settings(three, "matriks: {kelompok: [eselon]}\n")
    iki("build")
    data = [row for row in rows(three) if len(row) == 6]
    assert [row[0] for row in data] == [
        ("JABATAN", ""),
        *(("Camat Bontang Barat", "restart"), ("", "continue"), ("Sekretaris", "restart"), ("", "continue")),
        *(("Lurah", "restart"), ("", "continue")),
    ]
    assert [row[2][1] for row in data[1:]] == ["restart", "continue"] * 3


def test_title_columns_and_groups_are_those_of_the_settings(three: Path, iki: Callable[..., Result]) -> None:
    own = "  judul: |\n    MATRIKS IKU\n    TAHUN 2026\n  kolom: [indikator, jabatan]\n  kelompok: [tambahan.rumpun]\n"
    settings(three, f"matriks:\n{own}baris_nomor_kolom: ya\nkertas: A4\nkop: {{alamat: Jalan A}}\n")
    lurah = three / "data" / "jabatan" / "lurah.yaml"
    lurah.write_text(lurah.read_text(encoding="utf-8") + "tambahan: {rumpun: Kewilayahan}\n", encoding="utf-8")
    assert iki("build", "--kind", "matriks").code == 0
    made = (three / "build" / "matriks.docx").read_bytes()
    assert [text for text in paragraphs(made) if text][:2] == ["Jalan A", "MATRIKS IKU\nTAHUN 2026"]
    assert [row[0][0] for row in grid(made, 2)] == [
        *("INDIKATOR KINERJA UTAMA", "(1)", "LAINNYA", "Nilai SKM", "Waktu tunggu", "Nilai SKM", "Waktu tunggu"),
        *("Kewilayahan", "Nilai SKM", "Waktu tunggu"),
    ]
    assert [size.get(f"{W}w") for size in find(made, "//w:pgSz")] == ["16838"]
    text = (three / "build" / "matriks.md").read_text(encoding="utf-8")
    assert text.startswith("# MATRIKS IKU TAHUN 2026\n")


@pytest.mark.parametrize("who", ["per-jabatan", "sekali"])
def test_the_head_of_the_office_signs_the_matrix(three: Path, iki: Callable[..., Result], who: str) -> None:
    settings(three, f"matriks:\ndokumen: {{tanda_tangan: {who}}}\n")
    iki("build")
    made = (three / "build" / "matriks.docx").read_bytes()
    assert structure_faults(made) == []
    assert [text for text in paragraphs(made) if text].count("Camat Bontang Barat,") == 1
    assert find(made, "//w:tr[w:tc/w:p/w:r/w:t='Waktu tunggu']//w:keepNext")


def test_what_only_the_matrix_prints_may_not_be_blank_without_a_word(three: Path, iki: Callable[..., Result]) -> None:
    camat = three / "data" / "jabatan" / "camat.yaml"
    camat.write_text(camat.read_text(encoding="utf-8").replace("formulasi: Hasil survei", "formulasi:"), "utf-8")
    settings(three, "kolom: [indikator]\n")
    assert "sel-kosong" not in iki("validate").out
    settings(three, "kolom: [indikator]\nmatriks: {kolom: [indikator, formulasi]}\n")
    assert "sel-kosong" in iki("validate").out


def test_positions_are_grouped_in_the_order_in_which_they_are_met() -> None:
    every: list[Jabatan] = [jabatan(name, eselon=eselon) for name, eselon in (("A", "IV"), ("B", None), ("C", "IV"))]
    groups = FILTERS["kelompok"].apply(every, menurut="eselon")
    assert [(group.nama, [each.nama for each in group.jabatan]) for group in groups] == [
        ("IV", ["A", "C"]),
        (None, ["B"]),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("matriks: {kelompok: [eselom]}", "Kelompok 'eselom' tidak dikenal. Maksud Anda 'eselon'?"),
        ("matriks: {kelompok: [jabatan, unit]}", "Di dalam 'jabatan' tidak ada kelompok lagi. Tulis 'jabatan' sebagai"),
        ("matriks: {kolom: [nomer]}", "Kolom 'nomer' tidak dikenal. Maksud Anda 'nomor'?"),
        ("matriks: {judul: '{{ x }}'}", "Isi 'matriks' adalah teks biasa, tanpa tag dan"),
    ],
)
def test_a_fault_of_the_matrixs_settings_is_named(text: str, message: str) -> None:
    (fault,) = judge(parse(text.encode(), "iki.yaml"))
    assert f"{fault.message} {fault.hint}".startswith(message)


def test_a_template_may_only_group_by_what_positions_have(three: Path, iki: Callable[..., Result]) -> None:
    (three / "templates").mkdir()
    wrong = "{% for k in every_jabatan | kelompok(menurut='sasaran') %}{{ k.nama }}{% endfor %}\n"
    (three / "templates" / "lain.md.j2").write_text(wrong, encoding="utf-8")
    assert "Isian 'menurut' dari penyaring 'kelompok' tidak terbaca." in iki("validate").out


def test_a_matrix_that_nobody_asked_to_be_signed_is_not(three: Path, iki: Callable[..., Result]) -> None:
    settings(
        three, "matriks: {judul: M}\nhuruf: {tabel: 9}\ndokumen: {tanda_tangan: tanpa}\nlabel: {eselon: 'TING|KAT'}\n"
    )
    iki("build")
    made = (three / "build" / "matriks.docx").read_bytes()
    assert len(find(made, "//w:tbl")) == 1
    sizes = {
        s.get(f"{W}styleId"): z.get(f"{W}val")
        for s in find(made, "//w:style", "word/styles.xml")
        for z in s.iter(f"{W}sz")
    }
    assert sizes["IKIIsiTabel"] == "18"
    assert "| **TING\\|KAT III.a** |" in (three / "build" / "matriks.md").read_text(encoding="utf-8")
    assert rows(three)[1][0][0] == "TING|KAT III.a"


def test_positions_without_a_level_stand_below_a_heading_of_their_own(three: Path, iki: Callable[..., Result]) -> None:
    lurah = three / "data" / "jabatan" / "lurah.yaml"
    lurah.write_text(lurah.read_text(encoding="utf-8").replace("eselon: IV.a\n", ""), encoding="utf-8")
    settings(three, "matriks:\n")
    iki("build")
    assert [row[0][0] for row in rows(three) if len(row) == 1][-2:] == ["LAINNYA", "LURAH"]
    assert "| **LAINNYA** |" in (three / "build" / "matriks.md").read_text(encoding="utf-8")
