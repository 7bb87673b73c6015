"""What is wrong in a position's file is reported exactly where it stands, all of it in one run."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CHECKOUT, POSITION, Result

from iki import checking, project
from iki.diagnostics import Diagnostic, Level

EXAMPLES = sorted((CHECKOUT / "tests" / "faults").glob("*.yaml"))
MARK = re.compile(r"# ← ([a-z -]+)$")


def errors(office: Path) -> list[Diagnostic]:
    found = checking.check(project.find(office)).diagnostics
    return [diagnostic for diagnostic in found if diagnostic.level is Level.ERROR]


def write(office: Path, name: str, text: str) -> None:
    (office / "data" / "jabatan" / name).write_text(text, encoding="utf-8")


def said(office: Path) -> list[tuple[str, int, str]]:
    return [(each.location.path.rpartition("/")[2], each.location.line, each.rule) for each in errors(office)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_fault_is_reported_at_its_marked_line_and_nothing_else(example: Path, office: Path) -> None:
    text = example.read_text(encoding="utf-8")
    write(office, "camat.yaml", text)
    marked = Counter(
        (number, rule)
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := MARK.search(line))
        for rule in found[1].split()
    )
    assert Counter((each.location.line, each.rule) for each in errors(office)) == marked


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_fault_comes_with_advice(example: Path, office: Path) -> None:
    write(office, "camat.yaml", example.read_text(encoding="utf-8"))
    assert all(each.hint for each in errors(office))


def test_a_misspelt_key_is_answered_with_the_right_one(office: Path) -> None:
    write(office, "camat.yaml", POSITION.replace("formulasi:", "formulsi:"))
    hints = {each.hint for each in errors(office)}
    assert "Maksud Anda 'formulasi'?" in hints


def test_a_key_of_another_level_is_sent_home(office: Path) -> None:
    write(office, "camat.yaml", POSITION + "polaritas: naik\n")
    (fault,) = errors(office)
    assert fault.hint == "Kunci ini milik indikator; periksa indentasinya."


@pytest.mark.parametrize("text", ["", "# hanya komentar\n", "null\n", "- satu\n", "satu\n"])
def test_a_file_that_is_no_mapping_is_one_error(office: Path, text: str) -> None:
    write(office, "camat.yaml", text)
    assert [line for _, line, _ in said(office)] == [1]


def test_a_refused_value_is_not_reported_a_second_time_by_the_schema(office: Path) -> None:
    write(office, "camat.yaml", POSITION.replace("nama: Nilai SKM", "nama: *skm"))
    assert said(office) == [("camat.yaml", 9, "yaml-tidak-didukung")]


# Between files


def test_an_unknown_superior_is_named_with_the_nearest_one(office: Path) -> None:
    write(office, "lurah.yaml", POSITION.replace("atasan:", "atasan: cmat"))
    (fault,) = errors(office)
    assert (fault.location.line, fault.rule, fault.hint) == (2, "atasan-tidak-dikenal", "Maksud Anda 'camat'?")


def test_a_superior_with_a_broken_file_is_known_all_the_same(office: Path) -> None:
    write(office, "lurah.yaml", POSITION.replace("atasan:", "atasan: camat"))
    write(office, "camat.yaml", "jabatan: [\n")
    assert {name for name, _, _ in said(office)} == {"camat.yaml"}


def test_a_superior_outside_the_set_is_known_and_lets_several_stand_at_the_top(office: Path) -> None:
    (office / "iki.yaml").write_text("atasan_luar: {sekda: Sekretaris Daerah}\n", encoding="utf-8")
    write(office, "camat.yaml", POSITION.replace("atasan:", "atasan: sekda"))
    write(office, "lurah.yaml", POSITION.replace("atasan:", "atasan: sekda"))
    assert errors(office) == []


def test_a_second_position_without_superior_is_an_error(office: Path) -> None:
    write(office, "lurah.yaml", POSITION)
    assert said(office) == [("lurah.yaml", 2, "atasan-belum-ada")]


def test_everyone_in_a_circle_is_told(office: Path) -> None:
    write(office, "a.yaml", POSITION.replace("atasan:", "atasan: b"))
    write(office, "b.yaml", POSITION.replace("atasan:", "atasan: c"))
    write(office, "c.yaml", POSITION.replace("atasan:", "atasan: a"))
    write(office, "d.yaml", POSITION.replace("atasan:", "atasan: c"))
    write(office, "e.yaml", POSITION.replace("atasan:", "atasan: e"))
    assert said(office) == [(f"{name}.yaml", 2, "atasan-melingkar") for name in "abce"]


def test_the_order_names_only_positions_that_exist_and_each_once(office: Path) -> None:
    (office / "iki.yaml").write_text("urutan:\n  - camt\n  - camat\n  - camat\n", encoding="utf-8")
    assert said(office) == [("iki.yaml", 2, "urutan-tidak-dikenal"), ("iki.yaml", 4, "urutan-ganda")]


def test_a_link_to_an_item_that_exists_is_fine_and_one_to_nothing_is_not(office: Path) -> None:
    write(office, "camat.yaml", POSITION.replace("- uraian:", "- id: pelayanan\n    uraian:"))
    subordinate = POSITION.replace("atasan:", "atasan: camat")
    write(office, "a.yaml", subordinate.replace("- uraian:", "- mendukung: [camat/pelayanan]\n    uraian:"))
    write(office, "b.yaml", subordinate.replace("- uraian:", "- mendukung: [camat/pelayann]\n    uraian:"))
    assert said(office) == [("b.yaml", 7, "tautan-putus")]


def test_positions_stand_in_the_order_of_the_office_then_by_id(office: Path) -> None:
    (office / "iki.yaml").write_text("urutan: [zeta, camat]\n", encoding="utf-8")
    for name in ("alfa", "zeta", "beta"):
        write(office, f"{name}.yaml", POSITION.replace("atasan:", "atasan: camat"))
    every_jabatan = checking.check(project.find(office)).every_jabatan
    assert [jabatan.id for jabatan in every_jabatan] == ["zeta", "camat", "alfa", "beta"]


# The office's settings


@pytest.mark.parametrize(
    ("settings", "line", "rule"),
    [
        ("tahun: duaribu\n", 1, "tahun-salah"),
        ("dokumen:\n  tanggal: 2026-02-30\n", 2, "tanggal-salah"),
        ("dokumen:\n  tanggal: 5 Januari 2026\n", 2, "tanggal-salah"),
        ("pemda: ''\n", 1, "teks-kosong"),
        ("perangkat_derah: Kecamatan\n", 1, "kunci-tidak-dikenal"),
        ("atasan_luar:\n  Wali Kota: Wali Kota\n", 2, "id-salah"),
        ("atasan_luar:\n  camat: Camat\n", 2, "atasan-luar-ganda"),
        ("sumber_data: []\n", 1, "daftar-kosong"),
        ("pemda: [\n", 2, "yaml-rusak"),
    ],
)
def test_a_fault_in_the_settings_is_reported_there(office: Path, settings: str, line: int, rule: str) -> None:
    (office / "iki.yaml").write_text(settings, encoding="utf-8")
    assert said(office) == [("iki.yaml", line, rule)]


def test_the_office_gives_the_sumber_data_that_a_position_lacks(office: Path) -> None:
    (office / "iki.yaml").write_text("sumber_data: [Renstra]\n", encoding="utf-8")
    write(office, "camat.yaml", POSITION.replace("sumber_data: [Renstra, IKU]\n", ""))
    checked = checking.check(project.find(office))
    assert checked.diagnostics == ()
    assert checked.every_jabatan[0].sasaran[0].indikator[0].sumber_data == ("Renstra",)


# Files that are none


@pytest.mark.parametrize(
    "name", ["lurah.yml", "Lurah.yaml", "lurah satu.yaml", "con.yaml", "lurah_1.yaml", "a--b.yaml", "LURAH.YAML"]
)
def test_a_file_name_that_is_no_id_is_an_error_of_that_file(office: Path, name: str) -> None:
    write(office, name, POSITION.replace("atasan:", "atasan: camat"))
    assert said(office) == [(name, 1, "nama-berkas-salah")]


def test_a_hidden_file_of_an_editor_is_not_the_offices(office: Path) -> None:
    write(office, ".camat.yaml.swp.yaml", "rusak: [")
    assert errors(office) == []


def test_a_data_file_that_is_a_link_is_refused_and_not_read(office: Path, iki: Callable[..., Result]) -> None:
    (office / "rahasia").write_text("sandi: 12345", encoding="utf-8")
    (office / "data" / "jabatan" / "lurah.yaml").symlink_to(office / "rahasia")
    assert said(office) == [("lurah.yaml", 1, "bukan-berkas")]
    assert "sandi" not in iki("validate").out


def test_a_pipe_does_not_hang_iki(office: Path) -> None:
    import os

    os.mkfifo(office / "data" / "jabatan" / "lurah.yaml")
    assert said(office) == [("lurah.yaml", 1, "bukan-berkas")]


def test_a_folder_named_like_a_file_is_refused(office: Path) -> None:
    (office / "data" / "jabatan" / "lurah.yaml").mkdir()
    assert said(office) == [("lurah.yaml", 1, "bukan-berkas")]


# The project's own schema


def test_the_projects_own_schema_may_be_stricter(office: Path) -> None:
    own = (CHECKOUT / "schema" / "jabatan.schema.json").read_text(encoding="utf-8")
    (office / "schema").mkdir()
    (office / "schema" / "jabatan.schema.json").write_text(
        own.replace('"required": [\n    "jabatan",', '"required": [\n    "eselon",\n    "jabatan",'), encoding="utf-8"
    )
    assert said(office) == [("camat.yaml", 1, "kunci-belum-ada")]


def test_the_projects_own_schema_cannot_open_the_door_to_what_iki_cannot_load(office: Path) -> None:
    (office / "schema").mkdir()
    (office / "schema" / "jabatan.schema.json").write_text("true", encoding="utf-8")
    write(office, "camat.yaml", "jabatan: Camat\n")
    assert {rule for _, _, rule in said(office)} == {"kunci-belum-ada"}


@pytest.mark.parametrize(
    "schema",
    ["{", '{"type": "entah"}', '{"$ref": "http://contoh.id/skema"}', '{"$ref": "file:///etc/passwd"}', "[]"],
)
def test_a_broken_schema_is_named_and_nothing_remote_is_fetched(
    office: Path, iki: Callable[..., Result], schema: str
) -> None:
    (office / "schema").mkdir()
    (office / "schema" / "jabatan.schema.json").write_text(schema, encoding="utf-8")
    result = iki("validate")
    assert result.code == 2
    assert "schema/jabatan.schema.json" in result.err


@pytest.mark.parametrize("settings", ["", "# belum diisi\n"])
def test_settings_that_say_nothing_are_fine(office: Path, settings: str) -> None:
    (office / "iki.yaml").write_text(settings, encoding="utf-8")
    assert errors(office) == []


def test_positions_are_judged_together_also_beside_settings_that_say_nothing(office: Path) -> None:
    (office / "iki.yaml").write_text("", encoding="utf-8")
    write(
        office, "camat.yaml", POSITION.replace("sumber_data: [Renstra, IKU]\n", "").replace("atasan:", "atasan: entah")
    )
    assert [rule for _, _, rule in said(office)] == ["sumber-data-belum-ada", "atasan-tidak-dikenal"]


def test_items_below_a_sign_that_makes_a_text_of_them_are_right_but_for_that_sign(office: Path) -> None:
    write(
        office,
        "camat.yaml",
        POSITION.replace("fungsi: [Perencanaan, Pembinaan]", "fungsi: >-\n  - Perencanaan\n  - Evaluasi"),
    )
    (fault,) = errors(office)
    assert fault.hint.startswith("Hapus '>-', '|' atau tanda kutip")


@pytest.mark.parametrize("text", ["Camat\n", "- jabatan: Camat\n"])
def test_a_file_that_is_no_group_of_keys_is_told_how_to_begin(text: str, office: Path) -> None:
    write(office, "camat.yaml", text)
    (fault,) = errors(office)
    assert (fault.rule, fault.location.line) == ("jenis-nilai-salah", 1)
    assert "'jabatan: Camat'" in fault.hint


def test_a_name_that_is_taken_is_not_proposed(office: Path) -> None:
    for name in ("camat.yml", "lurah.yml"):
        write(office, name, POSITION)
    hints = {each.location.path.rpartition("/")[2]: each.hint for each in errors(office)}
    assert hints["camat.yml"].startswith("'camat.yaml' sudah ada: pindahkan atau hapus berkas ini")
    assert hints["lurah.yml"].startswith("Bila ini jabatan, ganti namanya, misalnya 'lurah.yaml'")


def test_a_key_that_may_be_left_out_may_be_deleted(office: Path) -> None:
    (office / "iki.yaml").write_text("pemda: x\nperiksa:\n", encoding="utf-8")
    write(office, "camat.yaml", POSITION.replace("fungsi:", "fungsi_:"))
    hints = {each.location.path: each.hint for each in errors(office)}
    assert hints["iki.yaml"] == "Isi dengan kelompok 'kunci: nilai', atau hapus kunci ini."
