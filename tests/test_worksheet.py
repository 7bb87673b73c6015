"""The worksheet for whoever reviews the positions: what stands in which cell, and what never does."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, Result
from docx import Document
from word_files import text_of

from iki.lint import every_rule

HEADINGS = ["NO", "SASARAN", "INDIKATOR", "FORMULASI", "S", "M", "A", "R", "T", "CATATAN PENINJAU"]
CAMAT = """\
jabatan: Camat
atasan:
tugas: Memimpin kecamatan
fungsi: [Pelayanan masyarakat, Pembinaan kelurahan]
sumber_data: [Renstra, Renja]
sasaran:
  - uraian: Pelaksanaan pelayanan
    indikator:
      - nama: Persentase kehadiran serta kompetensi pegawai
        formulasi: Membandingkan pemohon dan yang puas
        target: 120%
      - nama: Jumlah pengaduan
        formulasi:
  - uraian: Meningkatnya ketertiban
    indikator:
      - nama: Persentase peningkatan pos ronda
        formulasi: Jumlah pos ronda yang aktif dibagi jumlah seluruh pos ronda dikali 100%
"""
LURAH = """\
jabatan: Lurah
atasan: camat
tugas: Memimpin kelurahan
fungsi: [Pelayanan masyarakat kelurahan]
sumber_data: [Buku register pelayanan]
sasaran:
  - uraian: Meningkatnya mutu pelayanan
    indikator:
      - nama: Persentase surat yang selesai tepat waktu
        formulasi: Jumlah surat yang selesai tepat waktu dibagi jumlah seluruh surat dikali 100%
"""
MAJEMUK = "Indikator ini tampaknya mengukur lebih dari satu hal."
EMPTY = "Formulasi indikator 'Jumlah pengaduan' (sasaran nomor 1) kosong; selnya akan tercetak kosong."
TWO_NOTES = """\
Formulasi ini membandingkan, tetapi belum menyebut mana dibagi mana.
Formulasi ini belum menyebut apa dibagi apa."""
SUMBER = "Sumber data jabatan ini hanya dokumen rencana dan laporan (Renstra, Renja)."


@pytest.fixture
def pair(office: Path) -> Path:
    """A Camat of whom the rules have something to say under each letter, and a Lurah of whom they have nothing."""
    (office / "data/jabatan/camat.yaml").write_text(CAMAT, encoding="utf-8")
    (office / "data/jabatan/lurah.yaml").write_text(LURAH, encoding="utf-8")
    return office


def table(path: Path | str, number: int = 0) -> list[list[str]]:
    """The texts of one of a Word file's tables; a cell that a merge continues tells what it continues."""
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[number].rows]


def paragraphs(path: Path | str) -> list[str]:
    """The texts between the tables."""
    return [each.text for each in Document(str(path)).paragraphs]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_note_stands_in_the_row_and_below_the_letter_that_it_is_about(
    pair: Path, iki: Callable[..., Result]
) -> None:
    assert iki("worksheet") == Result(0, "build/lembar-reviu.docx\n", "")
    assert table("build/lembar-reviu.docx") == [
        HEADINGS,
        [
            *("1.", "Pelaksanaan pelayanan", "Persentase kehadiran serta kompetensi pegawai"),
            *("Membandingkan pemohon dan yang puas", MAJEMUK),
            TWO_NOTES,
            "Target '120%' lebih dari 100%.",
            *("Sasaran ini menyebut apa yang dikerjakan, belum hasil yang ingin dicapai.", "", ""),
        ],
        ["2.", "Pelaksanaan pelayanan", "Jumlah pengaduan", "", "", EMPTY, "", "", "", ""],
        [
            *("3.", "Meningkatnya ketertiban", "Persentase peningkatan pos ronda"),
            "Jumlah pos ronda yang aktif dibagi jumlah seluruh pos ronda dikali 100%",
            *("", "", "", "", "Indikator ini tidak menyebut dibandingkan dengan tahun atau keadaan mana.", ""),
        ],
    ]


def test_notes_stand_in_the_order_of_the_texts_that_they_are_about(pair: Path, iki: Callable[..., Result]) -> None:
    lurah = pair / "data/jabatan/lurah.yaml"
    change(lurah, "Persentase surat yang selesai tepat waktu", "Pelayanan surat")
    change(lurah, LURAH.splitlines()[-1].partition("formulasi: ")[2], "Pelaksanaan pelayanan surat")
    iki("worksheet", "lurah")
    assert table("build/lembar-reviu.docx")[1][5].splitlines() == [
        "Indikator ini tidak menyebut ukurannya.",
        "Formulasi ini hanya mengulang nama indikatornya.",
    ]


def test_each_position_has_a_table_below_its_name_and_what_is_about_the_whole_of_it(
    pair: Path, iki: Callable[..., Result]
) -> None:
    change(pair / "data/jabatan/camat.yaml", "Memimpin kecamatan", "Memimpin  kecamatan, prosentase dan aktifitas")
    iki("worksheet")
    texts = paragraphs("build/lembar-reviu.docx")
    start = texts.index("Camat")
    assert texts[start : start + 4] == [
        "Camat",
        f"-\t(R) {SUMBER}",
        "-\tBahasa: 3 catatan ejaan, istilah dan kerapian; rinciannya ada pada penyusun (iki validate).",
        "Lurah",
    ]
    assert texts[-1].split("\t") == ["Peninjau: ", "", "Tanggal: ", ""]
    row = table("build/lembar-reviu.docx", 1)[1]
    assert (row[0], row[1], row[4:]) == ("1.", "Meningkatnya mutu pelayanan", [""] * 6)


def test_every_page_says_what_it_is_and_every_table_repeats_its_head(pair: Path, iki: Callable[..., Result]) -> None:
    iki("worksheet")
    made = Document("build/lembar-reviu.docx")
    (section,) = made.sections
    assert section.header.paragraphs[0].text == "Lembar kerja reviu IKI · Bahan reviu, bukan nilai AKIP"
    assert not section.different_first_page_header_footer
    assert section.page_width > section.page_height
    for each in made.tables:
        first, *others = each.rows
        assert "tblHeader" in first._tr.xml
        assert all("cantSplit" in row._tr.xml for row in each.rows)
        assert not any("tblHeader" in row._tr.xml for row in others)


def test_markdown_says_the_same(pair: Path, iki: Callable[..., Result]) -> None:
    result = iki("worksheet", "camat", "--format", "md")
    assert (result.code, result.err, (pair / "build").exists()) == (0, "", False)
    assert result.out.startswith(
        "# Lembar kerja reviu IKI\n\n**Bahan reviu, bukan nilai AKIP.** Kecamatan Bontang Barat"
    )
    rows = [line for line in result.out.splitlines() if line.startswith("|")]
    assert rows[0] == "| No | Sasaran | Indikator | Formulasi | S | M | A | R | T | Catatan peninjau |"
    assert rows[3] == f"| 2 |  | Jumlah pengaduan |  |  | {EMPTY} |  |  |  | |"
    assert f"\n\n- (R) {SUMBER}\n\n|" in result.out
    assert result.out.endswith("\n\nPeninjau: …………………………………… Tanggal: ……………………\n")
    assert iki("worksheet", "--output", "reviu.md").out == "reviu.md\n"
    assert "\n## Camat\n" in Path("reviu.md").read_text(encoding="utf-8")


def test_a_text_of_the_data_is_no_markup(pair: Path, iki: Callable[..., Result]) -> None:
    change(pair / "data/jabatan/camat.yaml", "Jumlah pengaduan", "Jumlah <b>|pengaduan|</b>")
    out = iki("worksheet", "--format", "md").out
    assert r"| Jumlah &lt;b&gt;\|pengaduan\|&lt;/b&gt; |" in out
    assert "<b>" not in out
    iki("worksheet")
    assert table("build/lembar-reviu.docx")[2][2] == "Jumlah <b>|pengaduan|</b>"


def test_nothing_looks_like_a_score_or_a_verdict(seed: Path, iki: Callable[..., Result]) -> None:
    texts = [iki("worksheet", "--format", "md").out.replace("Bahan reviu, bukan nilai AKIP", "")]
    iki("worksheet")
    body = Document("build/lembar-reviu.docx").element.body
    texts.append("\n".join(text_of(each) for each in body))
    for text in texts:
        assert not re.search(r"\b(skor|nilai AKIP|predikat|lulus|memenuhi|sesuai SMART|OK)\b", text, re.IGNORECASE)
        assert not re.search(r"\|\s*[YT✓]\s*\|", text.replace("| T | Catatan", ""))


def test_the_ten_positions_have_a_row_for_each_indikator(seed: Path, iki: Callable[..., Result]) -> None:
    assert iki("worksheet").code == 0
    made = Document("build/lembar-reviu.docx")
    assert sum(len(each.rows) - 1 for each in made.tables) == 73
    names = [each.text for each in made.paragraphs if each.style is not None and each.style.name == "IKI Jabatan"]
    assert (names[0], len(names)) == ("Camat Bontang Barat", 10)
    assert any("bergeser satu kolom" in text for text in paragraphs("build/lembar-reviu.docx"))
    assert table("build/lembar-reviu.docx", 9)[8][4] == "Indikator ini sudah ada pada sasaran nomor 7."
    assert all(row[9] == "" for number in range(10) for row in table("build/lembar-reviu.docx", number)[1:])


def test_the_same_positions_give_the_same_bytes(pair: Path, iki: Callable[..., Result]) -> None:
    iki("worksheet")
    first = (pair / "build/lembar-reviu.docx").read_bytes()
    shutil.rmtree(pair / "build")
    iki("worksheet")
    assert (pair / "build/lembar-reviu.docx").read_bytes() == first


def test_only_the_positions_named_are_shown_and_a_slip_is_answered_with_the_nearest(
    pair: Path, iki: Callable[..., Result]
) -> None:
    iki("worksheet", "lurah", "data/jabatan/lurah.yaml")
    assert len(Document("build/lembar-reviu.docx").tables) == 1
    result = iki("worksheet", "lurha")
    assert (result.code, result.err) == (2, "iki: Jabatan 'lurha' tidak ada. Maksud Anda 'lurah'?\n")


def test_what_the_office_passes_over_stays_out(pair: Path, iki: Callable[..., Result]) -> None:
    camat = pair / "data/jabatan/camat.yaml"
    change(camat, "kompetensi pegawai\n", "kompetensi pegawai # iki: abaikan indikator-majemuk -- satu survei\n")
    (pair / "iki.yaml").write_text(
        "periksa:\n  tingkat: {target-tak-wajar: mati}\n  abaikan:\n"
        "    - {aturan: sumber-perencanaan, berkas: data/jabatan/camat.yaml, alasan: disepakati}\n",
        encoding="utf-8",
    )
    out = iki("worksheet", "--format", "md").out
    assert "menyebut apa yang dikerjakan" in out
    assert all(text not in out for text in (MAJEMUK, "Target '120%'", SUMBER))


def test_what_is_put_off_is_shown(pair: Path, iki: Callable[..., Result]) -> None:
    before = iki("worksheet", "--format", "md").out
    iki("validate", "--baseline")
    assert "indikator-majemuk" not in iki("validate").out
    assert iki("worksheet", "--format", "md").out == before


def test_errors_of_the_data_keep_it_from_being_written(pair: Path, iki: Callable[..., Result]) -> None:
    change(pair / "data/jabatan/lurah.yaml", "tugas: Memimpin kelurahan\n", "")
    result = iki("worksheet", "camat")
    assert (result.code, result.out, (pair / "build").exists()) == (1, "", False)
    assert "data/jabatan/lurah.yaml:1:1: error: Kunci 'tugas' belum ada." in result.err
    assert result.err.splitlines()[-1] == "Lembar reviu tidak ditulis; perbaiki dahulu 1 kesalahan di atas."
    assert "peringatan" not in result.err
    assert "indikator-majemuk" not in result.err


def test_what_rules_say_keeps_nothing_however_grave_it_is(pair: Path, iki: Callable[..., Result]) -> None:
    (pair / "iki.yaml").write_text("periksa: {tingkat: {indikator-majemuk: kesalahan}}\n", encoding="utf-8")
    assert iki("validate").code == 1
    assert MAJEMUK in iki("worksheet", "--format", "md").out


def test_a_worksheet_that_somebody_filled_in_is_left_alone(pair: Path, iki: Callable[..., Result]) -> None:
    for arguments in ((), ("--output", "laci/reviu.docx"), ("--output", "laci/reviu.md")):
        path = pair / iki("worksheet", *arguments).out.strip()
        path.write_bytes(path.read_bytes() + b"x")
        result = iki("worksheet", *arguments)
        assert (result.code, "sudah disunting sejak ditulis iki; dibiarkan" in result.err) == (1, True)
        assert path.read_bytes().endswith(b"x")


@pytest.mark.parametrize("suffix", ["docx", "md"])
def test_an_office_may_have_a_template_of_its_own(pair: Path, iki: Callable[..., Result], suffix: str) -> None:
    made = iki("template", "new", "lembar-reviu", "--format", suffix)
    own = pair / made.out.strip()
    name = f"lembar-reviu.{suffix}{'.j2' if suffix == 'md' else ''}"
    assert own == pair / "templates/worksheet" / name
    assert f"lalu jalankan 'iki worksheet --format {suffix}'." in made.err
    assert own.read_bytes() == (CHECKOUT / "templates/worksheet" / name).read_bytes()
    written = ("worksheet", "--output", f"reviu.{suffix}")
    write(own, "{{ kantor.perangkat_daerah }}: lembar kami")
    assert iki(*written).code == 0
    assert "Kecamatan Bontang Barat: lembar kami" in read(pair / f"reviu.{suffix}")
    assert iki("validate").code == 0
    assert iki("template", "check", str(own)).code == 0
    write(own, "{{ jabatan.nama }} {{ kantor.perangkat }}")
    for result in (iki(*written), iki("validate"), iki("template", "check", str(own))):
        assert result.code == 1
        assert "'jabatan' tidak ada" in result.out + result.err
        assert "Maksud Anda 'perangkat_daerah'?" in result.out + result.err
    assert "Lembar reviu tidak ditulis" in iki(*written).err


def write(template: Path, text: str) -> None:
    """Let a template say something else in its first paragraph or line."""
    if template.suffix == ".docx":
        document = Document(str(template))
        document.paragraphs[0].text = text
        document.save(str(template))
    else:
        _, *lines = template.read_text(encoding="utf-8").split("\n")
        template.write_text("\n".join((text, *lines)), encoding="utf-8")


def read(document: Path) -> str:
    if document.suffix == ".docx":
        return "\n".join(paragraphs(document))
    return document.read_text(encoding="utf-8")


def test_an_own_template_may_print_the_advice_and_the_rule_too(pair: Path, iki: Callable[..., Result]) -> None:
    own = pair / "templates/worksheet/lembar-reviu.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{% for reviu in every_reviu %}{% for baris in reviu.baris %}{% for temuan in baris.s %}"
        "{{ baris.indikator.target }} {{ temuan.huruf }} {{ temuan.aturan }}: {{ temuan.saran }}"
        "{% endfor %}{% endfor %}{% endfor %}",
        encoding="utf-8",
    )
    assert iki("worksheet", "--format", "md").out.startswith("120% S indikator-majemuk: Pisahkan")


def test_the_worksheet_follows_the_papers_of_the_office_and_lies_whatever_the_sheets_do(
    pair: Path, iki: Callable[..., Result]
) -> None:
    (pair / "iki.yaml").write_text(
        "kertas: A4\norientasi: tegak\nhuruf: {nama: Bookman Old Style}\n"
        "dokumen: {tanda_tangan: per-jabatan, tanggal: 2026-01-02, tempat: Bontang}\n",
        encoding="utf-8",
    )
    assert iki("worksheet").code == 0
    made = Document("build/lembar-reviu.docx")
    (section,) = made.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    inner = section.page_width - section.left_margin - section.right_margin
    for each in made.tables:
        assert abs(sum(column.width for column in each.columns) - inner) < 20_000
        assert all(column.width.cm > 1.8 for column in list(each.columns)[1:])
    assert made.paragraphs[-1].text.startswith("Peninjau: ")
    assert iki("worksheet", "--format", "md").out.startswith("# Lembar kerja reviu IKI\n")


def test_an_own_template_keeps_its_paper(pair: Path, iki: Callable[..., Result]) -> None:
    own = pair / iki("template", "new", "lembar-reviu").out.strip()
    write(own, "Lembar kami")
    (pair / "iki.yaml").write_text("kertas: A4\n", encoding="utf-8")
    iki("worksheet")
    assert round(Document("build/lembar-reviu.docx").sections[0].page_width.cm, 1) == 33.0


def test_every_rule_belongs_to_a_letter_or_to_language_or_to_the_position() -> None:
    by_letter: dict[str, set[str]] = {}
    for rule in every_rule():
        by_letter.setdefault("bahasa" if rule.is_of_language else rule.smart, set()).add(rule.name)
        assert not (rule.is_of_language and rule.smart)
    assert by_letter["S"] == {"indikator-majemuk", "indikator-ganda"}
    assert by_letter["A"] == {"target-tak-wajar"}
    assert by_letter["T"] == {"tumbuh-tanpa-pembanding"}
    assert by_letter.keys() == {"", "S", "M", "A", "R", "T", "bahasa"}
    assert by_letter[""] == {
        *("dasar-hukum-dicabut", "fungsi-ganda", "indikator-terlalu-banyak"),
        *("kolom-geser", "sel-kosong", "sumber-seragam"),
    }
    assert len(by_letter["bahasa"]) == 8


def test_a_project_without_positions_is_told_how_to_begin(pair: Path, iki: Callable[..., Result]) -> None:
    for path in (pair / "data/jabatan").iterdir():
        path.unlink()
    result = iki("worksheet")
    assert (result.code, "Belum ada jabatan" in result.err) == (2, True)


def test_a_file_of_another_kind_is_refused(pair: Path, iki: Callable[..., Result]) -> None:
    result = iki("worksheet", "--output", "a.pdf")
    assert (result.code, "berkas .pdf tidak dapat berisi bentuk docx" in result.err) == (2, True)
    assert "bentuk 'xlsx' tidak ada; pilih: docx, md" in iki("worksheet", "--format", "xlsx").err
