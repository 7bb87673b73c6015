"""The ten positions are the printed document to the letter: 343 cells, its misspellings included."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import word_files
from conftest import CHECKOUT, Result

from iki import checking, project
from iki.model import Jabatan


def rows(jabatan: Jabatan) -> list[dict[str, str]]:
    """The position's table as printed: NO and SASARAN stand in the first row of their sasaran."""
    return [
        {
            "no": f"{sasaran.nomor}." if index == 0 else "",
            "sasaran": (sasaran.uraian or "") if index == 0 else "",
            "indikator": indikator.nama,
            "formulasi": indikator.formulasi or "",
        }
        for sasaran in jabatan.sasaran
        for index, indikator in enumerate(sasaran.indikator)
    ]


def test_every_cell_of_the_ten_positions_is_the_printed_one(cells: list[dict[str, Any]]) -> None:
    every_jabatan = checking.check(project.find(CHECKOUT)).every_jabatan
    for jabatan, printed in zip(every_jabatan, cells, strict=True):
        assert jabatan.nama == printed["jabatan"]
        assert jabatan.tugas == printed["tugas"]
        assert list(jabatan.fungsi) == printed["fungsi"]
        expected = [
            {key: row[key] for key in ("no", "sasaran", "indikator", "formulasi")} for row in printed["table"]["rows"]
        ]
        assert rows(jabatan) == expected
        sources = {", ".join(indikator.sumber_data) for sasaran in jabatan.sasaran for indikator in sasaran.indikator}
        assert sources == {printed["table"]["rows"][0]["sumber_data"]}


def test_the_transcription_holds_343_cells(cells: list[dict[str, Any]]) -> None:
    every_row = [row for position in cells for row in position["table"]["rows"]]
    counts = {
        "jabatan": len(cells),
        "tugas": sum(bool(position["tugas"]) for position in cells),
        "fungsi": sum(len(position["fungsi"]) for position in cells),
        "sumber_data": sum(bool(row["sumber_data"]) for row in every_row),
    } | {key: sum(bool(row[key]) for row in every_row) for key in ("no", "sasaran", "indikator", "formulasi")}
    assert counts == {
        "jabatan": 10,
        "tugas": 10,
        "fungsi": 105,
        "no": 64,
        "sasaran": 63,
        "indikator": 73,
        "formulasi": 72,
        "sumber_data": 10,
    }


def test_the_superiors_are_those_of_the_kecamatan() -> None:
    superior = {jabatan.id: jabatan.atasan for jabatan in checking.check(project.find(CHECKOUT)).every_jabatan}
    assert superior == {
        "camat": None,
        "sekretaris": "camat",
        "kasi-tata-pemerintahan": "camat",
        "kasi-ketentraman-ketertiban": "camat",
        "kasi-ekonomi-pembangunan": "camat",
        "kasi-pemberdayaan-masyarakat": "camat",
        "kasi-prasarana-sarana": "camat",
        "kasubbag-umum-kepegawaian": "sekretaris",
        "kasubbag-perencanaan-keuangan": "sekretaris",
        "lurah": "camat",
    }


def test_every_cell_stands_in_word_row_by_row_with_the_merges_as_printed(
    seed: Path, iki: Callable[..., Result], cells: list[dict[str, Any]]
) -> None:
    iki("build")
    every_jabatan = checking.check(project.find(seed)).every_jabatan
    for jabatan, printed in zip(every_jabatan, cells, strict=True):
        built = (seed / "build" / "iki" / f"{jabatan.id}.docx").read_bytes()
        identity = [text for row in word_files.grid(built, 1) for text, _ in row[2:]]
        assert identity == [printed["jabatan"], printed["tugas"], "\n".join(lettered(printed["fungsi"]))]
        table = word_files.grid(built, 2)
        assert [text for text, _ in table[0]] == printed["table"]["headers"]
        assert table[1:] == expected_table(printed)


def lettered(fungsi: list[str]) -> list[str]:
    return [f"{letter}.\t{text}" for letter, text in zip("abcdefghijklmn", fungsi, strict=False)]


def expected_table(printed: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """The rows as printed: NO and SASARAN start anew where a number stands, SUMBER DATA only in the first row."""
    table = []
    for number, row in enumerate(printed["table"]["rows"]):
        of_sasaran = "restart" if row["no"] else "continue"
        source = ("", "continue") if number else (row["sumber_data"], "restart")
        plain = [(row["indikator"], ""), (row["formulasi"], "")]
        table.append([(row["no"], of_sasaran), (row["sasaran"], of_sasaran), *plain, source])
    return table


def test_the_book_holds_the_ten_positions_in_order_each_with_its_own_footer(
    seed: Path, iki: Callable[..., Result], cells: list[dict[str, Any]]
) -> None:
    iki("build", "--format", "docx")
    built = (seed / "build" / "iki.docx").read_bytes()
    names = [printed["jabatan"] for printed in cells]
    assert [text for text in word_files.paragraphs(built) if text in names] == [*names, *names]
    assert word_files.paragraphs(built)[0] == "DAFTAR ISI"
    footers = [name for name in word_files.parts(built) if name.startswith("word/footer")]
    expected = [f"{name}\tLembar {number}, halaman 1" for number, name in enumerate(names, start=1)]
    assert sorted(word_files.paragraphs(built, name)[0] for name in footers) == sorted(expected)


def test_the_contents_of_the_book_link_to_the_sheet_of_each_position(seed: Path, iki: Callable[..., Result]) -> None:
    iki("build", "--format", "docx")
    built = (seed / "build" / "iki.docx").read_bytes()
    sheets = [one.get(f"{word_files.W}name") for one in word_files.find(built, "//w:body/w:bookmarkStart")]
    links = [one.get(f"{word_files.W}anchor") for one in word_files.find(built, "//w:hyperlink")]
    assert len(links) == 10
    assert links == sheets
    assert word_files.find((seed / "build" / "iki" / "camat.docx").read_bytes(), "//w:hyperlink") == []


def test_long_and_many_texts_are_exact_in_word_and_markdown(office: Path, iki: Callable[..., Result]) -> None:
    long = "panjang " * 12_499 + "selesai."
    fungsi = [f"Fungsi ke-{number}: A & B < C" for number in range(40)]
    indikator = [f"Indikator {{{{ {number} }}}} | </w:t>" for number in range(500)]
    rows = "".join(f"  - {{nama: {json.dumps(text)}, formulasi: x}}\n" for text in indikator)
    text = (
        f"jabatan: Camat\natasan:\ntugas: {json.dumps(long)}\nfungsi: {json.dumps(fungsi)}\nsumber_data: [Renstra]\n"
        f"sasaran:\n- uraian: Satu\n  indikator:\n{rows}"
    )
    (office / "data" / "jabatan" / "camat.yaml").write_text(text, encoding="utf-8")
    assert iki("build").code == 0
    built = (office / "build" / "iki" / "camat.docx").read_bytes()
    texts = word_files.paragraphs(built)
    assert len(long) == 100_000
    assert long in texts
    assert texts[texts.index("a.\t" + fungsi[0]) :][39] == "an.\t" + fungsi[39]
    assert [row[2][0] for row in word_files.grid(built, 2)[1:]] == indikator
    assert word_files.structure_faults(built) == []
    markdown = (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8")
    assert long in markdown
    assert markdown.count("| Indikator {{ ") == len(indikator)


def test_the_ten_files_have_two_blank_cells_and_no_error(seed: Path, iki: Callable[..., Result]) -> None:
    result = iki("validate")
    assert result.code == 0
    assert " 0 kesalahan, " in result.out.splitlines()[-1]
    blank = [line.split(" ")[0] for line in result.out.splitlines() if line.endswith("[sel-kosong]")]
    assert blank == [
        "data/jabatan/kasubbag-umum-kepegawaian.yaml:34:5:",
        "data/jabatan/kasubbag-umum-kepegawaian.yaml:127:9:",
    ]
