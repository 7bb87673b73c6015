"""The sheet made to an office's measure by settings alone, in Word and in Markdown."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CHECKOUT, Result
from hypothesis import given
from hypothesis import strategies as st
from word_files import (
    W,
    book,
    document,
    find,
    grid,
    indikator,
    jabatan,
    paragraphs,
    parts,
    sasaran,
    structure_faults,
    whole,
    zipped,
)

from iki.dialect import parse
from iki.form import form_of
from iki.form.columns import COLUMNS, table_of
from iki.form.judge import judge
from iki.form.paper import MARGINS, PAPERS, twips
from iki.model import Bentuk, Indikator, Jabatan, Kantor
from iki.render import md
from iki.word.tailor import tailored

WORD = (CHECKOUT / "templates" / "iki.docx").read_bytes()
CAMAT = jabatan(
    "Camat",
    sasaran(1, "Pelayanan", indikator("Nilai SKM", "IKU"), indikator("Waktu", "IKU")),
    sasaran(2, "Ketertiban", indikator("Patroli", "IKU")),
)


def built(**settings: object) -> bytes:
    """The Word document of the Camat in a form."""
    return document(tailored(WORD, form_of(Bentuk(**settings), (CAMAT,))), CAMAT)  # type: ignore[arg-type]


def table(**settings: object) -> list[list[tuple[str, str]]]:
    """The cells of its table of indicators, each with its vertical merge."""
    return grid(built(**settings), number=2)


def markdown(about: Jabatan = CAMAT, **settings: object) -> str:
    form = form_of(Bentuk(**settings), (about,))  # type: ignore[arg-type]
    rendering = md.compile_template(md.tailored(b"", form, "iki"), "x")
    assert not isinstance(rendering, tuple), rendering
    return b"".join(rendering.document(about, whole(about)).content).decode()


# Without settings.


def test_without_settings_the_form_is_that_of_the_shipped_templates() -> None:
    form = form_of(Bentuk(), ())
    assert parts(tailored(WORD, form)) == parts(WORD)
    assert md.tailored(b"", form, "iki") == (CHECKOUT / "templates" / "iki.md.j2").read_bytes()


# Columns.


def test_columns_stand_in_the_order_of_the_settings() -> None:
    assert [cell for cell, _ in table(kolom=(("indikator",), ("satuan",), ("nomor",)))[0]] == [
        "INDIKATOR KINERJA UTAMA",
        "SATUAN",
        "NO",
    ]


def test_a_label_renames_a_column_a_section_and_the_title() -> None:
    label = {"judul": "IKU\nTAHUN 2026", "jabatan": "Unit Organisasi", "sasaran": "KINERJA UTAMA"}
    assert table(label=label)[0][1][0] == "KINERJA UTAMA"
    texts = paragraphs(built(label=label))
    assert "1.\tUnit Organisasi" in texts
    assert "IKU\nTAHUN 2026" in texts
    text = markdown(label=label)
    assert text.startswith("# IKU TAHUN 2026\n\n**1. Unit Organisasi:** Camat\n")
    assert "| NO | KINERJA UTAMA |" in text


def test_a_list_of_names_is_one_cell_of_labelled_parts_each_where_there_is_something_to_print() -> None:
    one = Indikator(
        trail=(), nama="a", formulasi="b", sumber_data=("IKU",), definisi="c", tambahan={"catatan-rapat": "d"}
    )
    two = Indikator(trail=(), nama="e", formulasi=None, sumber_data=("IKU",), tambahan={"catatan-rapat": "f"})
    about = jabatan("Camat", sasaran(1, "S", one, two))
    kolom = (("definisi", "formulasi", "tambahan.catatan-rapat"),)
    form = form_of(Bentuk(kolom=kolom), (about,))
    cells = [cell for row in grid(document(tailored(WORD, form), about), number=2) for cell, _ in row]
    assert cells[1:] == ["Definisi: c\nFormulasi: b\nCatatan Rapat: d", "Catatan Rapat: f"]
    rows = markdown(about, kolom=kolom).splitlines()[-2:]
    assert rows == ["| Definisi: c<br>Formulasi: b<br>Catatan Rapat: d |", "| Catatan Rapat: f |"]


def test_every_period_with_a_target_is_a_column_below_a_common_heading() -> None:
    one = Indikator(trail=(), nama="a", formulasi="b", sumber_data=(), target_periode={"2026": "80%", "Tw I": "10%"})
    two = Indikator(trail=(), nama="c", formulasi="d", sumber_data=(), target_periode={"2027": "90%"})
    about = jabatan("Camat", sasaran(1, "S", one, two))
    form = form_of(Bentuk(kolom=(("nomor",), ("target_periode",), ("catatan",))), (about,))
    made = document(tailored(WORD, form), about)
    assert grid(made, number=2) == [
        [("NO", "restart"), ("TARGET", ""), ("KETERANGAN", "restart")],
        [("", "continue"), ("2026", ""), ("Tw I", ""), ("2027", ""), ("", "continue")],
        [("1.", "restart"), ("80%", ""), ("10%", ""), ("", ""), ("", "")],
        [("", "continue"), ("", ""), ("", ""), ("90%", ""), ("", "")],
    ]
    assert len(find(made, "(//w:tbl)[2]//w:tblHeader")) == 2
    assert "| NO | TARGET 2026 | TARGET Tw I | TARGET 2027 | KETERANGAN |" in markdown(
        about, kolom=(("nomor",), ("target_periode",), ("catatan",))
    )


def test_a_period_that_some_lack_stands_where_the_others_have_it() -> None:
    about = jabatan(
        "Camat",
        *(
            sasaran(n, "x", Indikator(trail=(), nama="y", formulasi="z", sumber_data=(), target_periode=targets))
            for n, targets in enumerate(({"2025": "1", "akhir": "3"}, {"2025": "1", "tw2": "2", "akhir": "3"}), start=1)
        ),
    )
    form = form_of(Bentuk(kolom=(("target_periode",),), label={"target_periode.akhir": "AKHIR RENSTRA"}), (about,))
    assert [column.heading for column in form.columns] == ["2025", "TW 2", "AKHIR RENSTRA"]


def test_a_row_of_numbers_follows_the_headings_and_is_repeated_with_them() -> None:
    made = built(baris_nomor_kolom="ya")
    assert [cell for cell, _ in grid(made, number=2)[1]] == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert len(find(made, "(//w:tbl)[2]//w:tblHeader")) == 2
    assert "| --- | --- | --- | --- | --- |\n| (1) | (2) | (3) | (4) | (5) |\n" in markdown(baris_nomor_kolom="ya")


@pytest.mark.parametrize(
    ("gabung", "merges"),
    [
        ("jabatan", ["restart", "continue", "continue"]),
        ("sasaran", ["restart", "continue", "restart"]),
        ("tidak", ["", "", ""]),
    ],
)
def test_the_source_of_data_merges_as_far_as_the_settings_say(gabung: str, merges: list[str]) -> None:
    assert [row[4][1] for row in table(gabung=gabung)[1:]] == merges
    shown = [line.endswith("| IKU |") for line in markdown(gabung=gabung).splitlines()[-3:]]
    assert shown == [merge != "continue" for merge in merges]


def test_a_column_of_the_position_or_the_sasaran_merges_over_its_rows() -> None:
    rows = table(kolom=(("jabatan.nama",), ("program",), ("indikator",)))[1:]
    assert [(row[0][1], row[1][1]) for row in rows] == [
        ("restart", "restart"),
        ("continue", "continue"),
        ("continue", "restart"),
    ]


def test_what_several_sasaran_share_is_one_cell_and_blank_ones_stay_apart() -> None:
    about = jabatan(
        "Camat", *(replace(sasaran(n, "x", "y"), program=text) for n, text in enumerate(("a", "a", None, None), 1))
    )
    form = form_of(Bentuk(kolom=(("program",), ("indikator",))), (about,))
    merges = [row[0][1] for row in grid(document(tailored(WORD, form), about), 2)[1:]]
    assert merges == ["restart", "continue", "restart", "restart"]


COLUMN = st.lists(st.sampled_from(("nomor", "sasaran", "indikator", "formulasi", "satuan", "target")), min_size=1)


@given(st.lists(COLUMN.map(tuple), min_size=1, max_size=12), st.integers(3_000, 20_000), st.integers(6, 16))
def test_columns_share_the_width_to_the_twip(kolom: list[tuple[str, ...]], width: int, size: int) -> None:
    widths = [
        column.width for column in table_of(Bentuk(huruf={"ukuran": str(size)}), tuple(kolom), (CAMAT,), width).columns
    ]
    assert sum(widths) == width
    assert min(widths) > 0


def test_no_column_is_narrower_than_its_longest_word_while_there_is_room() -> None:
    kolom = (("nomor",), ("sasaran",), ("indikator",), ("penanggung_jawab",), ("satuan",))
    widths = [column.width for column in form_of(Bentuk(kolom=kolom, orientasi="tegak"), (CAMAT,)).columns]
    assert widths[3] >= len("PENANGGUNG") * 16 * 10
    assert widths[4] >= len("SATUAN") * 16 * 10


# Sections.


def test_sections_are_those_of_the_settings_numbered_in_order() -> None:
    about = jabatan(
        "Camat", atasan="wali-kota", ikhtisar="a\nb", mencakup=("x", "y"), tambahan={"dasar_hukum": ["UU 1", "UU 2"]}
    )
    bagian = ("jabatan", "atasan", "mencakup", "ikhtisar", "tambahan.dasar_hukum", "kantor.tambahan.visi")
    made = document(tailored(WORD, form_of(Bentuk(bagian=bagian), (about,))), about)
    assert [row[0][0] for row in grid(made)] == [
        "1.\tJabatan",
        "2.\tAtasan",
        "3.\tMencakup",
        "4.\tIkhtisar Jabatan",
        "5.\tDasar Hukum",
        "6.\tVisi",
    ]
    assert [row[2][0] for row in grid(made)][2:] == ["x\ny", "a\nb", "UU 1\nUU 2", ""]
    lines = markdown(about, bagian=bagian).splitlines()
    assert "**2. Atasan:** " in lines
    assert "**5. Dasar Hukum:** UU 1<br>UU 2" in lines


def test_the_superior_is_printed_by_name_within_the_set_or_outside(office: Path, iki: Callable[..., Result]) -> None:
    settings = "bagian: [jabatan, atasan]\natasan_luar: {wali-kota: Wali Kota Bontang}\n"
    (office / "iki.yaml").write_text(settings, encoding="utf-8")
    data = office / "data" / "jabatan"
    camat = (data / "camat.yaml").read_text(encoding="utf-8").replace("atasan:", "atasan: wali-kota", 1)
    (data / "camat.yaml").write_text(camat, encoding="utf-8")
    (data / "lurah.yaml").write_text(camat.replace("atasan: wali-kota", "atasan: camat"), encoding="utf-8")
    assert iki("build", "--format", "md").code == 0
    assert "**2. Atasan:** Wali Kota Bontang\n" in (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8")
    name = camat.partition("jabatan: ")[2].partition("\n")[0]
    assert f"**2. Atasan:** {name}\n" in (office / "build" / "iki" / "lurah.md").read_text(encoding="utf-8")


def test_what_the_form_does_not_print_may_stay_blank_without_a_word(office: Path, iki: Callable[..., Result]) -> None:
    data = office / "data" / "jabatan" / "camat.yaml"
    lines = data.read_text(encoding="utf-8").splitlines()
    blank = "\n".join("tugas:" if line.startswith("tugas:") else line for line in lines)
    data.write_text(blank + "\n", encoding="utf-8")
    assert iki("validate").out.count("[sel-kosong]") == 1
    (office / "iki.yaml").write_text("bagian: [jabatan, fungsi]\n", encoding="utf-8")
    assert iki("validate").out.count("[sel-kosong]") == 0


# Paper.


def test_paper_margins_and_font_are_those_of_the_settings() -> None:
    made = built(kertas="A4", orientasi="tegak", margin={"kiri": "3,5 cm", "atas": "20 mm"}, huruf={"ukuran": "12"})
    (size,), (margins,) = find(made, "//w:body/w:sectPr/w:pgSz"), find(made, "//w:body/w:sectPr/w:pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == tuple(map(str, PAPERS["A4"]))
    assert size.get(f"{W}orient") is None
    assert [margins.get(f"{W}{side}") for side in ("top", "right", "bottom", "left")] == [
        "1134",
        "1134",
        "1134",
        "1984",
    ]
    assert [each.get(f"{W}w") for each in find(made, "//w:tblW")] == [str(11906 - 1984 - 1134)] * 2
    assert [each.get(f"{W}val") for each in find(made, "//w:docDefaults//w:sz", "word/styles.xml")] == ["24"]


def test_the_narrowest_sheet_has_room_for_the_longest_label() -> None:
    narrow = {"kiri": "8 cm", "kanan": "8 cm"}
    made = built(kertas="A4", orientasi="tegak", margin=narrow, label={"jabatan": "Unit " * 30}, bagian=("jabatan",))
    assert min(int(each.get(f"{W}w") or 0) for each in find(made, "//w:tcW")) > 0


def test_the_font_is_named_in_every_part_that_names_one() -> None:
    made = built(huruf={"nama": "Bookman Old Style"})
    fonts = {each.get(f"{W}ascii") for each in find(made, "//w:rFonts", "word/styles.xml")}
    assert fonts == {"Bookman Old Style"}
    assert b"Arial" not in parts(made)["word/fontTable.xml"]


@pytest.mark.parametrize(
    ("written", "length"),
    [("2 cm", 1134), ("2,5cm", 1417), ("25 mm", 1417), ("3", 1701), ("2.5 cm", 1417), ("dua", None), ("1 inci", None)],
)
def test_a_length_is_read_as_people_write_it(written: str, length: int | None) -> None:
    assert twips(written) == length


def test_a_letterhead_stands_above_every_title_with_logo_and_double_rule(
    office: Path, iki: Callable[..., Result]
) -> None:
    settings = "pemda: Pemerintah Kota Bontang\nkop:\n  alamat: |\n    Jalan A\n    Bontang\n  logo: logo.png\n"
    (office / "iki.yaml").write_text(settings + "perangkat_daerah: Kecamatan Bontang Barat\n", encoding="utf-8")
    refused = iki("build", "--format", "docx")
    assert (refused.code, "iki.yaml:6:9: error: Logo 'logo.png' tidak dapat dipakai: berkas" in refused.err) == (
        1,
        True,
    )
    assert iki("validate").code == 1
    (office / "logo.png").write_bytes((CHECKOUT / "docs" / "halaman.png").read_bytes())
    assert iki("build").code == 0
    made = (office / "build" / "iki" / "camat.docx").read_bytes()
    names = ["PEMERINTAH KOTA BONTANG", "KECAMATAN BONTANG BARAT", "Jalan A", "Bontang"]
    assert [text for text in paragraphs(made) if text][:5] == [*names, "INDIKATOR KINERJA INDIVIDU"]
    assert len(find(made, "//w:drawing")) == 1
    assert [each.get(f"{W}val") for each in find(made, "//w:pBdr/w:bottom")] == ["thickThinSmallGap"]
    assert "Jalan A" not in (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8")


def test_a_heading_that_reads_like_the_title_stays_a_heading() -> None:
    made = built(label={"judul": "IKI 2026", "indikator": "INDIKATOR KINERJA INDIVIDU"}, kop={"alamat": "Jalan"})
    assert paragraphs(made).count("IKI 2026") == 1
    assert paragraphs(made).count("INDIKATOR KINERJA INDIVIDU") == 1


def test_a_title_names_the_position_and_the_year() -> None:
    settings = {"label": {"judul": "IKI {jabatan}\nTahun {tahun}"}}
    assert paragraphs(built(**settings))[0] == "IKI Camat\nTahun "
    assert paragraphs(built(label={"judul": "IKI {jabatan}"}))[0] == "IKI CAMAT"
    assert markdown(**settings).startswith("# IKI Camat Tahun ")


def test_a_letterhead_keeps_its_lines_and_needs_no_room_for_a_logo_that_is_not_there() -> None:
    kop = {"pemda": "PEMERINTAH KABUPATEN\nDINAS KESEHATAN", "perangkat_daerah": "PUSKESMAS"}
    form = form_of(Bentuk(kop=kop), (CAMAT,), Kantor())
    made = document(tailored(WORD, form), CAMAT)
    assert [text for text in paragraphs(made) if text][:3] == ["PEMERINTAH KABUPATEN", "DINAS KESEHATAN", "PUSKESMAS"]
    assert len(grid(made)[0]) == 1


def test_a_book_may_do_without_a_list_of_contents_and_a_sheet_without_sections() -> None:
    form = form_of(Bentuk(daftar_isi="tidak", bagian=()), (CAMAT,))
    made = book(tailored(WORD, form), CAMAT, CAMAT)
    assert "DAFTAR ISI" not in paragraphs(made)
    assert len(find(made, "//w:tbl")) == 2
    assert structure_faults(made) == []


def test_letters_of_tables_have_a_size_of_their_own() -> None:
    made = built(huruf={"ukuran": "12", "tabel": "8"})
    sizes = {
        style.get(f"{W}styleId"): size.get(f"{W}val")
        for style in find(made, "//w:style", "word/styles.xml")
        for size in style.iter(f"{W}sz")
    }
    assert (sizes["IKIIsi"], sizes["IKIIsiTabel"], sizes["IKIKepalaTabel"]) == ("24", "16", "16")


def test_a_column_that_no_file_fills_is_warned_of_where_it_is_asked_for(
    office: Path, iki: Callable[..., Result]
) -> None:
    (office / "iki.yaml").write_text("kolom: [indikator, [satuan, formulasi], tambahan.bobot]\n", encoding="utf-8")
    result = iki("validate")
    assert "iki.yaml:1:20: warning: Kolom 'satuan' kosong: tidak satu berkas pun mengisinya." in result.out
    assert "iki.yaml:1:41: warning: Kolom 'tambahan.bobot' kosong" in result.out
    assert iki("build").err.count("tambahan.bobot") == 1


def test_people_stand_in_a_section_of_word_and_not_in_markdown(office: Path, iki: Callable[..., Result]) -> None:
    (office / "iki.yaml").write_text("bagian: [pejabat.nama, pejabat.nip, jabatan]\n", encoding="utf-8")
    (office / "pejabat.yaml").write_text("camat: {nama: Contoh, nip: '-'}\n", encoding="utf-8")
    assert iki("build").code == 0
    made = (office / "build" / "iki" / "camat.docx").read_bytes()
    assert [row[0][0] for row in grid(made)] == ["1.\tNama", "2.\tNIP", "3.\tJabatan"]
    text = (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8")
    assert "Contoh" not in text
    assert "**1. Jabatan:** Camat Bontang Barat" in text


def test_an_own_template_is_left_as_it_is(office: Path, iki: Callable[..., Result]) -> None:
    (office / "iki.yaml").write_text("label: {judul: LAIN}\n", encoding="utf-8")
    (office / "templates").mkdir()
    (office / "templates" / "iki.docx").write_bytes(zipped(parts(WORD)))
    assert iki("build").code == 0
    assert "INDIKATOR KINERJA INDIVIDU" in paragraphs((office / "build" / "iki" / "camat.docx").read_bytes())
    assert (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8").startswith("# LAIN\n")


def test_an_unchanged_copy_of_a_shipped_template_follows_the_settings(office: Path, iki: Callable[..., Result]) -> None:
    (office / "iki.yaml").write_text("label: {judul: LAIN}\n", encoding="utf-8")
    (office / "templates").mkdir()
    (office / "templates" / "iki.docx").write_bytes(WORD)
    assert iki("build").code == 0
    assert paragraphs((office / "build" / "iki" / "camat.docx").read_bytes())[0] == "LAIN"


# What is wrong with settings.


def test_columns_that_break_their_words_are_warned_of(office: Path, iki: Callable[..., Result]) -> None:
    many = "kolom: [nomor, sasaran, indikator, formulasi, satuan, target, kondisi_awal, penanggung_jawab, catatan]\n"
    (office / "iki.yaml").write_text(f"{many}orientasi: tegak\nkertas: A4\n", encoding="utf-8")
    result = iki("validate")
    assert "iki.yaml:1:1: warning: Kolomnya terlalu banyak untuk lebar kertas ini" in result.out
    (office / "iki.yaml").write_text(f"{many}matriks: {{kolom: [indikator]}}\n", encoding="utf-8")
    assert "kolom-sempit" not in iki("validate").out
    (office / "iki.yaml").write_text(f"kolom: [nomor]\nmatriks:\n  {many}orientasi: tegak\n", encoding="utf-8")
    assert "iki.yaml:3:3: warning: Kolomnya" in iki("validate").out


def test_only_the_longest_words_are_broken_where_there_is_no_room_for_all() -> None:
    long = jabatan("Camat", sasaran(1, "a" * 40, indikator("b" * 40, "c" * 15, formulasi="d" * 15)))
    widths = [column.width for column in table_of(Bentuk(huruf={"tabel": "10"}), COLUMNS, (long,), 9071).columns]
    assert sum(widths) == 9071
    assert min(widths[3:]) >= 15 * 10 * 10  # a c of Arial is half as wide as it is high


@pytest.mark.parametrize("key", ["'{{ x }}'", "Tw'1", "'20%'"])
def test_a_period_that_no_tag_can_name_is_refused(office: Path, iki: Callable[..., Result], key: str) -> None:
    camat = office / "data" / "jabatan" / "camat.yaml"
    camat.write_text(camat.read_text(encoding="utf-8") + f"        target_periode: {{{key}: 1}}\n", encoding="utf-8")
    result = iki("validate")
    assert result.code == 1
    assert "data/jabatan/camat.yaml:11:26: error: Periode" in result.out


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("kolom: [nomer]", "Kolom 'nomer' tidak dikenal. Maksud Anda 'nomor'?"),
        ("kolom: [uraian]", "Kolom 'uraian' tidak dikenal. Maksud Anda 'sasaran'?"),
        ("kolom: [nama]", "Kolom 'nama' tidak dikenal. Maksud Anda 'indikator'?"),
        ("kolom: [[definisi, xyzzy]]", "Kolom 'xyzzy' tidak dikenal. Bila itu kunci milik kantor sendiri,"),
        ("kolom: [ikhtisar]", "Kolom 'ikhtisar' tidak dikenal. Maksud Anda 'jabatan.ikhtisar'?"),
        (
            "kolom: [[indikator, target_periode]]",
            "'target_periode' menjadi beberapa kolom, tidak dapat berada di dalam",
        ),
        ("label: {judul: 'IKI {jabatn}'}", "'{jabatn}' dalam judul tidak dikenal. Maksud Anda '{jabatan}'?"),
        ("matriks: {judul: 'IKI {jabatan}'}", "'{jabatan}' dalam judul tidak dikenal."),
        ("huruf: {tabel: '40'}", "Ukuran huruf tidak terbaca."),
        ("kolom: [tambahan]", "Kolom 'tambahan' tidak dikenal."),
        ("kolom: ['tambahan.}}']", "Kolom 'tambahan.}}' tidak dikenal."),
        ("kolom: [kantor.pemda]", "Kolom 'kantor.pemda' tidak dikenal."),
        ("kolom: [sasaran.indikator]", "Kolom 'sasaran.indikator' tidak dikenal."),
        ("kolom: [nomor, nomor]", "Kolom 'nomor' disebut dua kali. Hapus salah satunya."),
        ("bagian: [tugass]", "Bagian 'tugass' tidak dikenal. Maksud Anda 'tugas'?"),
        ("bagian: [sasaran]", "Bagian 'sasaran' tidak dikenal."),
        ("label: {jabatann: X}", "Label untuk 'jabatann' tidak dikenal. Maksud Anda 'jabatan'?"),
        ("label: {judul: 'A {{ kantor.tahun }}'}", "Isi 'label' adalah teks biasa, tanpa tag dan"),
        ("kop: {alamat: '{{ kantor.tambahan.alamat }}'}", "Isi 'kop' adalah teks biasa, tanpa tag dan"),
        ("margin: {kiri: lebar}", "Margin 'kiri' tidak terbaca. Tulis misalnya '2,5 cm' atau '25 mm'"),
        ("margin: {kiri: 8.1 cm}", "Margin 'kiri' tidak terbaca."),
        ("margin: {kiri: 50 cm}", "Margin 'kiri' tidak terbaca."),
        ("huruf: {ukuran: besar}", "Ukuran huruf tidak terbaca. Tulis angka bulat dari 6 sampai 20"),
        ("huruf: {ukuran: 72}", "Ukuran huruf tidak terbaca."),
    ],
)
def test_a_fault_of_the_settings_is_named_with_what_was_meant(settings: str, message: str) -> None:
    (only,) = judge(parse(settings.encode(), "iki.yaml"))
    assert f"{only.message} {only.hint}".startswith(message)


@pytest.mark.parametrize(
    "settings",
    [
        "kolom: [nomor, sasaran, indikator, formulasi, sumber_data, satuan, target, target_periode, program, alasan]",
        "kolom: [sasaran.catatan, jabatan.nama, jabatan.unit, tambahan.x, sasaran.tambahan.x, mendukung, kode]",
        "bagian: [jabatan, tugas, fungsi, unit, eselon, atasan, ikhtisar, mencakup, tambahan.hukum, kantor.pemda]",
        "label: {judul: A, sasaran: B, target_periode: C, definisi+formulasi: D}",
        "label: {x: A}\nkolom: [tambahan.x]",
        "margin: {kiri: '2,5 cm', atas: 20 mm, kanan: 3}\nhuruf: {nama: Arial, ukuran: 12}",
        "kolom: x\nbagian: {a: b}\nlabel: [a]\nmargin: 2\nhuruf: [x]",
    ],
)
def test_sound_settings_are_left_in_peace_and_what_a_schema_refuses_is_left_to_it(settings: str) -> None:
    said = [each.message for each in judge(parse(settings.encode(), "iki.yaml"))]
    assert said == []


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ("margin: {kiri: 2,5 cm}", "apit seluruhnya dengan kutip, misalnya '2,5 cm'."),
        ("tanda_tangan: sekali", "Maksud Anda 'dokumen.tanda_tangan'? Tulis di bawah 'dokumen:', menjorok dua spasi."),
        ("kop: {logi: x.png}", "Maksud Anda 'logo'?"),
        ("kop: {warna: x}", "Hapus kunci ini. Yang ada di sini: pemda, perangkat_daerah, alamat, logo."),
        ("warna: x", "Hapus kunci ini, atau pindahkan ke bawah 'tambahan:' bila memang milik kantor Anda."),
    ],
)
def test_a_key_in_the_wrong_place_is_led_home(
    office: Path, iki: Callable[..., Result], settings: str, hint: str
) -> None:
    (office / "iki.yaml").write_text(f"{settings}\n", encoding="utf-8")
    assert hint in iki("validate").out


def test_the_schema_names_a_wrong_choice_in_the_settings(office: Path, iki: Callable[..., Result]) -> None:
    (office / "iki.yaml").write_text("kertas: A5\norientasi: miring\ngabung: semua\n", encoding="utf-8")
    out = iki("validate").out
    assert "'kertas' harus salah satu dari: F4, A4, Legal, Folio, Letter." in out
    assert "'orientasi' harus salah satu dari: mendatar, tegak." in out
    assert "'gabung' harus salah satu dari: jabatan, sasaran, tidak." in out


# What a reviewer's mutants slipped through.


def test_fixed_texts_of_markdown_cannot_become_markup() -> None:
    label = {"judul": "A|B *c*", "tugas": "T|u", "indikator": "I|n", "definisi": "D|e"}
    text = markdown(label=label, kolom=(("indikator",), ("definisi", "formulasi")), bagian=("tugas",))
    assert text.startswith("# A\\|B \\*c\\*\n\n**1. T\\|u:**")
    assert "| I\\|n | D\\|e / PENJELASAN/ FORMULASI PERHITUNGAN |" in text


def test_parts_of_a_cell_have_the_labels_of_their_settings() -> None:
    about = jabatan("Camat", replace(sasaran(1, "x", replace(indikator("y"), tambahan={"bobot": "10%"}))))
    label = {
        "sasaran": "Kinerja",
        "tambahan.bobot": "Bobot (%)",
        "bobot+sasaran": "bukan",
        "tambahan.bobot+sasaran": "DUA",
    }
    form = form_of(Bentuk(kolom=(("sasaran", "tambahan.bobot"),), label=label), (about,))
    rows = grid(document(tailored(WORD, form), about), 2)
    assert rows == [[("DUA", "")], [("Kinerja: x\nBobot (%): 10%", "")]]


def test_letters_of_a_table_are_made_smaller_before_words_are_broken() -> None:
    names = ("nomor", "sasaran", "indikator", "formulasi", "satuan", "target", "penanggung_jawab", "catatan")
    kolom = tuple((name,) for name in names)
    sizes = {
        paper: table_of(Bentuk(), kolom, (CAMAT,), width).size for paper, width in (("wide", 15_874), ("narrow", 9_500))
    }
    assert sizes["wide"] == 10
    assert 8 <= sizes["narrow"] < 10
    assert table_of(Bentuk(huruf={"tabel": "10"}), kolom, (CAMAT,), 9_500).size == 10


def test_a_wider_font_needs_wider_columns_and_an_address_none() -> None:
    def widths(font: str, word: str) -> list[int]:
        about = jabatan("Camat", sasaran(1, "x", indikator(word)))
        made = table_of(
            Bentuk(huruf={"nama": font, "tabel": "10"}), (("indikator",), ("satuan",), ("formulasi",)), (about,), 6_000
        )
        return [column.width for column in made.columns]

    word = "pertanggungjawabannya"
    assert widths("Bookman Old Style", word)[0] > widths("Arial", word)[0] > widths("Arial", f"https://{word}")[0]


def test_short_values_stand_in_the_middle_and_long_ones_at_the_left() -> None:
    about = jabatan("Camat", sasaran(1, "x", replace(indikator("y"), satuan="%", tambahan={"a": "10%", "b": "z" * 30})))
    form = form_of(Bentuk(kolom=(("satuan",), ("tambahan.a",), ("tambahan.b",), ("nomor",), ("sasaran",))), (about,))
    assert [column.centred for column in form.columns] == [True, True, False, True, False]


def test_a_row_of_numbers_and_a_heading_over_periods_have_room() -> None:
    many = {str(year): "1" for year in range(2025, 2031)}
    about = jabatan("Camat", sasaran(1, "x", replace(indikator("y"), target_periode=many)))
    plain = form_of(Bentuk(kolom=(("indikator",), ("target_periode",))), (about,))
    wide = form_of(
        Bentuk(kolom=(("indikator",), ("target_periode",)), label={"target_periode": "PERTANGGUNGJAWABAN"}), (about,)
    )
    assert [column.width for column in plain.columns] == [column.width for column in wide.columns]


def test_no_table_has_more_columns_than_word_can_show(office: Path, iki: Callable[..., Result]) -> None:
    camat = office / "data" / "jabatan" / "camat.yaml"
    periods = ", ".join(f"p{number}: 1" for number in range(70))
    camat.write_text(camat.read_text(encoding="utf-8") + f"        target_periode: {{{periods}}}\n", encoding="utf-8")
    (office / "iki.yaml").write_text("kolom: [target_periode]\n", encoding="utf-8")
    assert "iki.yaml:1:1: error: Tabel Word paling banyak 63 kolom" in iki("validate").out
    assert iki("build").code == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kertas: A4\norientasi: tegak\nmargin: {kiri: 8 cm, kanan: 8 cm}", "Margin ini tidak menyisakan tempat"),
        ("bagian: [tambahan.dasar]", "Bagian 'tambahan.dasar' kosong: tidak satu jabatan pun mengisinya."),
        ("matriks: {kelompok: [unit]}", "Kelompok 'unit' kosong: tidak satu jabatan pun mengisinya."),
        ("kolom: [target_periode]", "Kolom 'target_periode' kosong: tidak satu berkas pun mengisinya."),
        ("pemda: 'A {{ x'\nkop: {alamat: b}", "Isi 'pemda' adalah teks biasa"),
        ("label: {sasaran: 'A }} b'}", "Isi 'label' adalah teks biasa"),
        ("label: {sasaran: '{tahun}'}", "'{tahun}' hanya dapat dipakai dalam judul."),
        ("label: {judul: '{perangkat daerah}'}", "Maksud Anda '{perangkat_daerah}'?"),
        ("kop: {logo: 'a}}b.png'}", "Nama logo 'a}}b.png' memuat tanda"),
    ],
)
def test_what_settings_come_to_is_judged_where_they_stand(
    office: Path, iki: Callable[..., Result], text: str, message: str
) -> None:
    (office / "iki.yaml").write_text(f"{text}\n", encoding="utf-8")
    assert message in iki("validate").out


def test_a_margin_of_nothing_is_none(office: Path, iki: Callable[..., Result]) -> None:
    (office / "iki.yaml").write_text("margin: {kiri: 0}\n", encoding="utf-8")
    assert iki("build", "--format", "docx").code == 0
    (margins,) = find((office / "build" / "iki" / "camat.docx").read_bytes(), "//w:pgMar")
    assert margins.get(f"{W}left") == "0"


def test_the_properties_of_a_document_say_its_title() -> None:
    assert b"<dc:title>IKU 2026" in parts(built(label={"judul": "IKU 2026"}))["docProps/core.xml"]
    assert b"<dc:title>Indikator Kinerja Individu" in parts(built(kertas="A4"))["docProps/core.xml"]


def test_papers_and_sides_are_those_of_the_schema() -> None:
    schema = json.loads((CHECKOUT / "schema" / "iki.schema.json").read_text(encoding="utf-8"))["properties"]
    assert set(schema["kertas"]["enum"]) == set(PAPERS)
    assert set(schema["margin"]["properties"]) == set(MARGINS)
