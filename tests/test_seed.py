"""The ten positions are the printed document to the letter: 343 cells, its misspellings included."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import CHECKOUT, Result

from iki import pipeline, project
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
    every_jabatan = pipeline.check(project.find(CHECKOUT)).every_jabatan
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
    superior = {jabatan.id: jabatan.atasan for jabatan in pipeline.check(project.find(CHECKOUT)).every_jabatan}
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


def test_validate_says_two_warnings_about_the_ten_files(seed: Path, iki: Callable[..., Result]) -> None:
    result = iki("validate")
    assert result.code == 0
    findings = [line for line in result.out.splitlines() if not line.startswith("  ")]
    assert [line.split(" ")[0] for line in findings[:-1]] == [
        "data/jabatan/kasubbag-umum-kepegawaian.yaml:34:5:",
        "data/jabatan/kasubbag-umum-kepegawaian.yaml:127:9:",
    ]
    assert all(line.endswith("[sel-kosong]") for line in findings[:-1])
    assert findings[-1] == "11 berkas diperiksa: 0 kesalahan, 2 peringatan."
