"""Hostile files, templates and disks: one clear message, the right exit code, never a traceback, never a hang."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from conftest import CLEAN, POSITION, Result

from iki.diagnostics import MOST_IN_A_FILE
from iki.dialect import parse
from iki.render.md import compile_template as compile_markdown


def put(office: Path, text: str, name: str = "camat.yaml") -> None:
    (office / "data" / "jabatan" / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "\x01" * 300_000,
        "a: \n" * 190_000,
        "a: [" + '"",' * 190_000 + "]",
        "a: [" + "[]," * 190_000 + "]",
        "a: [" + "*a," * 190_000 + "]",
        "\n".join(f"k{number}: 1" for number in range(60_000)),
        POSITION.replace("fungsi: [Perencanaan, Pembinaan]", "fungsi: [" + '"",' * 60_000 + "]"),
        POSITION.replace("      - nama", "      - {}\n" * 20_000 + "      - nama"),
    ],
    ids=["control", "duplicate", "blank", "lists", "aliases", "unknown", "blank-fungsi", "empty-indikator"],
)
def test_a_file_of_nothing_but_faults_is_answered_briefly(office: Path, iki: Callable[..., Result], text: str) -> None:
    put(office, text)
    result = iki("validate")
    assert result.code == 1
    assert result.out.count(" error: ") <= 3 * (MOST_IN_A_FILE + 1)


def test_a_very_long_text_is_cut_where_a_message_quotes_it(office: Path, iki: Callable[..., Result]) -> None:
    put(office, CLEAN.replace("atasan:", f"atasan: {'k' * 1_000_000}"))
    assert len(iki("validate").out) < 1_000


def test_a_word_without_end_takes_no_memory_to_speak_of(clean: Path, iki: Callable[..., Result]) -> None:
    import tracemalloc

    put(clean, CLEAN.replace("Perencanaan", "Perencanaan " + "abcdefghij" * 400))
    tracemalloc.start()
    assert iki("validate").code == 0
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 12_000_000


def test_a_great_circle_is_told_briefly(clean: Path, iki: Callable[..., Result]) -> None:
    for number in range(300):
        put(clean, CLEAN.replace("atasan:", f"atasan: p{(number + 1) % 300}"), f"p{number}.yaml")
    assert len(iki("validate", "--format", "json").out) < 300 * 1_500


def test_what_is_no_text_is_said_once() -> None:
    (fault,) = parse(b"PK\x03\x04" + b"\0" * 100, "camat.yaml").diagnostics
    assert fault.message == "Ini bukan berkas teks UTF-8."


def test_upper_and_lower_case_of_one_name_are_both_judged(office: Path, iki: Callable[..., Result]) -> None:
    put(office, "rusak: [", "camat.YAML")
    assert "data/jabatan/camat.YAML:1:1: error:" in iki("validate").out


@pytest.mark.parametrize("name", ["lurah.yaml.txt", "lurah.yaml ", "lurah.yml", "Lurah.YML"])
def test_a_file_that_was_meant_as_a_position_is_never_passed_over(
    office: Path, iki: Callable[..., Result], name: str
) -> None:
    put(office, POSITION, name)
    result = iki("validate")
    assert result.code == 1
    assert "Nama berkas harus berakhiran '.yaml'." in result.out


@pytest.mark.parametrize(
    "schema",
    [
        '{"properties": ' * 3_000 + "{}" + "}" * 3_000,
        '{"properties": {"jabatan": true, "kelas": true}, "required": ["kelas"]}',
        '{"additionalProperties": false, "$defs": {"x": true}}',
        '{"properties": {"jabatan": {"pattern": "^\\\\p{L}+$"}}}',
        "false",
        '{"properties": {"jabatan": {"pattern": "^(a+)+$"}}}',
    ],
)
def test_a_projects_own_schema_never_breaks_iki(office: Path, iki: Callable[..., Result], schema: str) -> None:
    (office / "schema").mkdir()
    (office / "schema" / "jabatan.schema.json").write_text(schema, encoding="utf-8")
    assert iki("validate").code in {1, 2}


@pytest.mark.parametrize(
    "tag",
    [
        '{{ "\\x01" }}',
        '{{ "\\ud800" }}',
        "{{ 1e999 }}",
        "{{ " + "9" * 5_000 + " }}",
        "{% if jabatan.nama | _continues(X, Y) %}{% endif %}",
        "{% if jabatan.nama | _continues(jabatan, 9**9**9) %}{% endif %}",
        "{{ jabatan.nama | _forget }}",
        "{{ " + "not " * 600 + "jabatan.nama }}",
        "{% if " + "jabatan.nama and " * 3_000 + "jabatan.nama %}{% endif %}",
        "{{ jabatan" + ".a" * 3_000 + " }}",
        "{% for a in jabatan.fungsi %}" * 21 + "{% endfor %}" * 21,
        "{% if jabatan.nama %}" * 101 + "{% endif %}" * 101,
        "\0",
        "{% autoescape true %}{% endautoescape %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% macro x() %}{% endmacro %}",
        "{{ jabatan.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ range(10) }}",
    ],
)
def test_no_markdown_template_passes_the_check_with_more_than_the_listed_language(tag: str) -> None:
    faults = compile_markdown(tag.encode("utf-8", "surrogatepass"), "templates/iki.md.j2")
    assert isinstance(faults, tuple)
    assert all(fault.location.line >= 1 and fault.message for fault in faults)


def test_a_list_that_only_the_office_gives_is_no_trouble_to_a_template(
    office: Path, iki: Callable[..., Result]
) -> None:
    (office / "iki.yaml").write_text("sumber_data: [Renstra]\n", encoding="utf-8")
    put(office, POSITION.replace("sumber_data: [Renstra, IKU]\n", ""))
    (office / "templates").mkdir()
    template = "{% for s in jabatan.sumber_data %}{{ s }}{% endfor %}{{ jabatan.sumber_data }}.\n"
    (office / "templates" / "iki.md.j2").write_text(template, encoding="utf-8")
    assert iki("build", "--format", "md").code == 0
    assert (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8") == ".\n"


def test_a_report_is_written_into_a_device_and_through_a_link_without_replacing_them(
    office: Path, iki: Callable[..., Result]
) -> None:
    assert iki("validate", "--format", f"json={os.devnull}").code == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    (office / "tautan.json").symlink_to(office / "laporan.json")
    assert iki("validate", "--format", "json=tautan.json").code == 0
    assert (office / "tautan.json").is_symlink()
    assert json.loads((office / "laporan.json").read_text(encoding="utf-8"))["version"] == 1


def test_a_pipe_where_the_memory_should_be_does_not_hang_the_build(office: Path, iki: Callable[..., Result]) -> None:
    (office / "build").mkdir()
    os.mkfifo(office / "build" / ".iki-written")
    assert iki("build").code == 2


@pytest.mark.parametrize("mode", ["wb", "a"])
def test_a_full_disk_is_said_and_leaves_nothing_half_written(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    import errno

    def full(path: Path, *arguments: object, **more: object) -> object:
        file = original(path, *arguments, **more)
        if "build" in path.parts and mode in arguments:  # the file is there, its content has no room
            file.close()
            raise OSError(errno.ENOSPC, "No space left on device")
        return file

    original: Callable[..., IO[bytes]] = Path.open
    monkeypatch.setattr(Path, "open", full)
    result = iki("build")
    assert result.code == 2
    assert "disk penuh" in result.err
    assert [path for path in (office / "build").rglob("*") if path.suffix in {".tmp", ".docx", ".md"}] == []


def test_a_folder_that_cannot_be_listed_is_said(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def locked(path: Path) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", locked)
    result = iki("validate")
    assert result.code == 2
    assert "tidak diizinkan" in result.err


@pytest.mark.parametrize("rest", ["", "kunci_asing: satu\n"])
def test_no_number_of_warnings_hides_an_error(office: Path, iki: Callable[..., Result], rest: str) -> None:
    many = "".join(f"  - fungsi #{number}\n" for number in range(2 * MOST_IN_A_FILE))
    text = POSITION.replace("fungsi: [Perencanaan, Pembinaan]\n", f"fungsi:\n{many}")
    put(office, text.replace("        formulasi: Hasil survei\n", "") + rest)
    result = iki("validate")
    assert result.code == 1
    assert "error: Kunci 'formulasi' belum ada." in result.out
    assert ("'kunci_asing'" in result.out) == bool(rest)
    assert "Berkas ini kosong" not in result.out
    assert result.out.count("[teks-terpotong]") == MOST_IN_A_FILE
