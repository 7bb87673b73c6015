"""What an office passes over is silent, has a reason, and is itself reported where it silences nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result

Iki = Callable[..., Result]

FAULTY = """\
jabatan: Camat
atasan:
tugas: Memimpin kecamatan
fungsi:
  - Pembinaan kwalitas pelayanan
sumber_data: [Laporan hasil survei kecamatan]
sasaran:
  - uraian: Meningkatnya ketertiban umum
    indikator:
      - nama: Patroli wilayah
        formulasi: Patroli dibagi rencana dikali 100%
      - nama: Persentase patroli
        formulasi: Patroli yang terlaksana dibagi patroli yang direncanakan dikali 100%
"""
SPELLING = "- Pembinaan kwalitas pelayanan"


def write(office: Path, text: str, settings: str = "") -> None:
    (office / "data" / "jabatan" / "camat.yaml").write_text(text, encoding="utf-8")
    if settings:
        (office / "iki.yaml").write_text(settings, encoding="utf-8")


def told(result: Result) -> list[str]:
    """The place and the rule of each finding."""
    lines = [line for line in result.out.splitlines() if line.endswith("]")]
    return [f"{line.split(': ')[0].rpartition('/')[2]} {line.rpartition('[')[2][:-1]}" for line in lines]


def test_without_a_silence_the_fault_is_told(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    assert told(iki("validate")) == ["camat.yaml:5:15 ejaan-baku"]


@pytest.mark.parametrize(
    "silenced",
    [
        f"{SPELLING} # iki: abaikan ejaan-baku -- nama program",
        f"{SPELLING} # iki: abaikan ejaan-baku — nama program",
        f"# iki: abaikan ejaan-baku -- nama program\n  {SPELLING}",
        f"# iki: abaikan ejaan-baku -- nama program\n\n  # keterangan lain\n  {SPELLING}",
        f"{SPELLING} # iki: abaikan tanpa-ukuran-apa, ejaan-baku -- nama program".replace("tanpa-ukuran-apa, ", ""),
        f"- # iki: abaikan ejaan-baku -- nama program\n    {SPELLING[2:]}",
        "- >- # iki: abaikan ejaan-baku -- nama program\n    Pembinaan\n    kwalitas pelayanan",
        "- Pembinaan\n    kwalitas pelayanan # iki: abaikan ejaan-baku -- nama program",
        "- Pembinaan kwalitas\n    pelayanan # iki: abaikan ejaan-baku -- nama program",
        f"{SPELLING} # IKI : Abaikan Ejaan-Baku -- nama program",
    ],
)
def test_a_remark_with_a_reason_silences_its_text(office: Path, iki: Iki, silenced: str) -> None:
    write(office, FAULTY.replace(SPELLING, silenced))
    result = iki("validate")
    assert (result.code, told(result)) == (0, [])


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("# iki: abaikan ejaan-baku", ["5:15 ejaan-baku", "5:34 abaikan-salah"]),
        ("# iki: abaikan ejaan-baku --", ["5:15 ejaan-baku", "5:34 abaikan-salah"]),
        ("# iki: diam", ["5:15 ejaan-baku", "5:34 abaikan-salah"]),
        ("# iki: abaikan ejaan-baku -- -", ["5:15 ejaan-baku", "5:34 abaikan-salah"]),
        ("# iki: abaikan kunci-ganda -- ya", ["5:15 ejaan-baku", "5:34 aturan-tidak-dikenal"]),
        ("# iki: abaikan ejaan-baku, kerapian -- ya", ["5:34 abaikan-percuma"]),
        ("# iki: abaikan ejaan-bku -- ya", ["5:15 ejaan-baku", "5:34 aturan-tidak-dikenal"]),
        ("# iki: abaikan tanpa-ukuran -- ya", ["5:15 ejaan-baku", "5:34 abaikan-percuma"]),
    ],
)
def test_a_remark_that_silences_nothing_is_told(office: Path, iki: Iki, remark: str, expected: list[str]) -> None:
    write(office, FAULTY.replace(SPELLING, f"{SPELLING} {remark}"))
    assert told(iki("validate")) == [f"camat.yaml:{each}" for each in expected]


@pytest.mark.parametrize(
    "text",
    [
        "- 'kwalitas # iki: abaikan ejaan-baku -- ini teks'",
        "- |\n    kwalitas # iki: abaikan ejaan-baku -- ini teks",
    ],
)
def test_what_is_text_is_no_remark(office: Path, iki: Iki, text: str) -> None:
    write(office, FAULTY.replace(SPELLING, text))
    assert sorted(each.rpartition(" ")[2] for each in told(iki("validate"))) == ["abaikan-salah", "ejaan-baku"]


def test_the_settings_turn_a_rule_off_or_make_it_an_error(office: Path, iki: Iki) -> None:
    write(office, FAULTY, "periksa: {tingkat: {ejaan-baku: mati}}\n")
    assert told(iki("validate")) == []
    write(office, FAULTY, "periksa: {tingkat: {ejaan-baku: kesalahan}}\n")
    result = iki("validate")
    assert result.code == 1
    assert ": error: " in result.out


def test_quality_never_stops_a_build(office: Path, iki: Iki) -> None:
    write(office, FAULTY, "periksa: {tingkat: {ejaan-baku: kesalahan}}\n")
    assert iki("build").code == 0


def test_the_settings_pass_over_a_rule_in_some_files(office: Path, iki: Iki) -> None:
    silence = "periksa:\n  abaikan:\n    - {aturan: ejaan-baku, berkas: 'data/jabatan/%s*.yaml', alasan: disepakati}\n"
    write(office, FAULTY, silence % "cam")
    assert told(iki("validate")) == []
    write(office, FAULTY, silence % "lurah")
    assert told(iki("validate")) == ["camat.yaml:5:15 ejaan-baku", "iki.yaml:3:7 abaikan-percuma"]


def test_of_several_names_only_the_one_in_vain_is_to_be_taken_out(office: Path, iki: Iki) -> None:
    write(office, FAULTY.replace(SPELLING, f"{SPELLING} # iki: abaikan ejaan-baku, kerapian -- ya"))
    assert "saran: Hapus 'kerapian' dari keterangan ini." in iki("validate").out


def test_a_file_of_the_settings_may_be_written_as_windows_does(office: Path, iki: Iki) -> None:
    settings = "periksa:\n  abaikan:\n    - {aturan: ejaan-baku, berkas: 'data\\jabatan\\camat.yaml', alasan: ya}\n"
    write(office, FAULTY, settings)
    assert told(iki("validate")) == []


@pytest.mark.parametrize(
    "entry", ["singkatan", "{aturann: singkatan}", "{alasan: x}", "~", "{}", "[a]", "{aturan: [a, b]}"]
)
@pytest.mark.parametrize("command", ["validate", "fix", "build", "worksheet"])
def test_settings_that_are_wrong_are_said_and_nothing_breaks(office: Path, iki: Iki, entry: str, command: str) -> None:
    write(office, FAULTY, f"periksa:\n  abaikan:\n    - {entry}\n")
    result = iki(command)
    assert result.code == 1
    assert "iki.yaml:3:" in (result.out + result.err) or command == "fix"


def test_names_and_limits_of_the_settings_that_are_not_there_are_told(office: Path, iki: Iki) -> None:
    settings = """\
periksa:
  tingkat: {ejaan-bku: mati}
  batas: {entah: 3}
  abaikan:
    - {aturan: ejaan, alasan: ya}
"""
    write(office, FAULTY, settings)
    result = iki("validate")
    assert [each for each in told(result) if "iki.yaml" in each] == [
        "iki.yaml:2:13 aturan-tidak-dikenal",
        "iki.yaml:3:11 aturan-tidak-dikenal",
        "iki.yaml:5:8 aturan-tidak-dikenal",
    ]
    assert "Maksud Anda 'ejaan-baku'?" in result.out


# The file of known findings


def test_what_was_put_off_is_not_told_again_wherever_it_moves(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    assert "1 temuan dicatat di temuan-lama.tsv" in iki("validate", "--baseline").out
    assert told(iki("validate")) == []
    write(office, FAULTY.replace("fungsi:\n", "fungsi:\n  - Pembinaan prosentase lain\n"))
    assert told(iki("validate")) == ["camat.yaml:5:15 ejaan-baku"]


def test_a_second_fault_of_the_same_item_is_told(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    iki("validate", "--baseline")
    write(office, FAULTY.replace("tugas: Memimpin", "tugas: Memimpin kwalitas"))
    assert told(iki("validate")) == ["camat.yaml:3:17 ejaan-baku"]


def test_a_fault_that_was_put_off_and_mended_is_told_and_can_be_taken_out(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    iki("validate", "--baseline")
    write(office, FAULTY.replace("kwalitas", "kualitas"))
    result = iki("validate")
    assert told(result) == ["temuan-lama.tsv:3:1 abaikan-percuma"]
    assert "1 temuan yang dicatat di sini sudah tidak ada." in result.out
    iki("validate", "--baseline")
    assert told(iki("validate")) == []


def test_putting_off_again_keeps_what_was_put_off(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    iki("validate", "--baseline")
    before = (office / "temuan-lama.tsv").read_bytes()
    assert "1 temuan dicatat di temuan-lama.tsv (0 baru)" in iki("validate", "--baseline").out
    assert (office / "temuan-lama.tsv").read_bytes() == before


def test_nothing_is_put_off_while_a_file_has_an_error(office: Path, iki: Iki) -> None:
    write(office, FAULTY + "x: 1\n")
    result = iki("validate", "--baseline")
    assert result.code == 1
    assert "belum dicatat" in result.err
    assert not (office / "temuan-lama.tsv").exists()


def test_a_line_that_is_no_finding_is_told(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    (office / "temuan-lama.tsv").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    assert told(iki("validate")) == ["camat.yaml:5:15 ejaan-baku", "temuan-lama.tsv:1:1 abaikan-salah"]


def test_a_line_of_the_file_of_findings_is_what_an_editor_calls_one(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    (office / "temuan-lama.tsv").write_bytes("# a\u2028b\u0085c\x0cd\r\n# e\rrusak\n".encode())
    assert told(iki("validate")) == ["camat.yaml:5:15 ejaan-baku", "temuan-lama.tsv:3:1 abaikan-salah"]


def test_a_long_item_that_changes_at_its_end_is_another(office: Path, iki: Iki) -> None:
    long = "- Pembinaan kwalitas " + "panjang " * 12
    write(office, FAULTY.replace(SPELLING, f"{long}satu"))
    iki("validate", "--baseline")
    write(office, FAULTY.replace(SPELLING, f"{long}dua"))
    assert told(iki("validate")) == ["camat.yaml:5:15 ejaan-baku", "temuan-lama.tsv:3:1 abaikan-percuma"]


def test_a_line_of_a_rule_that_is_not_there_is_told(office: Path, iki: Iki) -> None:
    write(office, FAULTY.replace("kwalitas", "kualitas"))
    (office / "temuan-lama.tsv").write_text("camat\taturan-xx\tindikator.nama\tx\t\n", encoding="utf-8")
    assert told(iki("validate")) == ["temuan-lama.tsv:1:1 abaikan-percuma"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_known_findings_are_not_written_through_a_link(office: Path, iki: Iki) -> None:
    write(office, FAULTY)
    (office / "lain.txt").write_text("punya saya", encoding="utf-8")
    (office / "temuan-lama.tsv").symlink_to(office / "lain.txt")
    result = iki("validate", "--baseline")
    assert result.code == 2
    assert "temuan-lama.tsv adalah tautan" in result.err
    assert (office / "lain.txt").read_text(encoding="utf-8") == "punya saya"


@pytest.mark.parametrize("limit", ["9" * 5_000, "-1", "sepuluh", "1.5"])
def test_a_limit_that_is_none_is_said(office: Path, iki: Iki, limit: str) -> None:
    write(office, FAULTY, f"periksa: {{batas: {{indikator-per-jabatan: '{limit}'}}}}\n")
    result = iki("validate")
    assert result.code == 0
    assert "[batas-salah]" in result.out


def test_an_editor_that_cuts_blanks_at_line_ends_does_no_harm(office: Path, iki: Iki) -> None:
    write(office, FAULTY.replace("kwalitas", "kualitas").replace("Patroli dibagi rencana dikali 100%", "Patroli"))
    iki("validate", "--baseline")
    path = office / "temuan-lama.tsv"
    path.write_text("\r\n".join(line.rstrip() for line in path.read_text().splitlines()), encoding="utf-8")
    assert told(iki("validate")) == []


def test_a_remark_at_another_place_is_told_where_its_rule_speaks(office: Path, iki: Iki) -> None:
    write(office, f"# iki: abaikan ejaan-baku -- semua\n{FAULTY}")
    result = iki("validate")
    assert told(result) == ["camat.yaml:1:1 abaikan-percuma", "camat.yaml:6:15 ejaan-baku"]
    assert (
        "Temuannya di baris 6: pindahkan ke atas baris itu; untuk seluruh berkas, tulis 'periksa: abaikan:'"
        in result.out
    )


def test_a_remark_without_a_reason_is_told_how_it_would_look_with_one(office: Path, iki: Iki) -> None:
    write(office, FAULTY.replace(SPELLING, f"{SPELLING} # iki: abaikan ejaan-baku, kerapian"))
    assert "saran: Tambahkan alasannya: # iki: abaikan ejaan-baku, kerapian -- alasannya\n" in iki("validate").out
