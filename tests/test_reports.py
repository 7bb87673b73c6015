"""The three reports: one finding a line for people, JSON for programs, workflow commands for GitHub."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CLEAN, POSITION, Result

from iki import report
from iki.diagnostics import Diagnostic, Level, Location
from iki.report import Outcome

FINDINGS = (
    Diagnostic(Location("data/jabatan/camat.yaml", 3, 5), Level.ERROR, "kunci-ganda", "Kunci 'a' dua kali.", "Hapus."),
    Diagnostic(Location("iki.yaml", 1, 1), Level.WARNING, "sel-kosong", "Tugas kosong."),
    Diagnostic(Location("iki.yaml", 9, 1), Level.INFO, "catatan", "Untuk diketahui."),
)
OUTCOME = Outcome(FINDINGS, files=2)


def test_the_text_report_has_a_line_a_finding_a_hint_line_and_a_closing_line() -> None:
    assert report.style("text")(OUTCOME) == (
        "data/jabatan/camat.yaml:3:5: error: Kunci 'a' dua kali. [kunci-ganda]\n"
        "  saran: Hapus.\n"
        "iki.yaml:1:1: warning: Tugas kosong. [sel-kosong]\n"
        "iki.yaml:9:1: info: Untuk diketahui. [catatan]\n"
        "2 berkas diperiksa: 1 kesalahan, 1 peringatan, 1 catatan.\n"
    )


def test_the_json_report_is_version_1_with_every_field() -> None:
    assert json.loads(report.style("json")(OUTCOME)) == {
        "version": 1,
        "diagnostics": [
            {
                "path": "data/jabatan/camat.yaml",
                "line": 3,
                "column": 5,
                "level": "error",
                "rule": "kunci-ganda",
                "message": "Kunci 'a' dua kali.",
                "hint": "Hapus.",
            },
            {
                "path": "iki.yaml",
                "line": 1,
                "column": 1,
                "level": "warning",
                "rule": "sel-kosong",
                "message": "Tugas kosong.",
                "hint": "",
            },
            {
                "path": "iki.yaml",
                "line": 9,
                "column": 1,
                "level": "info",
                "rule": "catatan",
                "message": "Untuk diketahui.",
                "hint": "",
            },
        ],
    }


def test_the_github_report_is_one_workflow_command_a_finding() -> None:
    assert report.style("github")(OUTCOME) == (
        "::error file=data/jabatan/camat.yaml,line=3,col=5,title=iki%3A kunci-ganda::Kunci 'a' dua kali.%0AHapus.\n"
        "::warning file=iki.yaml,line=1,col=1,title=iki%3A sel-kosong::Tugas kosong.\n"
        "::notice file=iki.yaml,line=9,col=1,title=iki%3A catatan::Untuk diketahui.\n"
        "2 berkas diperiksa: 1 kesalahan, 1 peringatan, 1 catatan.\n"
    )


def test_nothing_in_a_name_or_message_forges_a_workflow_command() -> None:
    evil = Diagnostic(Location("a\n::stop-commands::x,b:c%0A", 1, 1), Level.ERROR, "x", "100%\r\n::error::y", "")
    written = report.style("github")(Outcome((evil,), 1))
    assert written.splitlines()[:-1] == [
        "::error file=a%0A%3A%3Astop-commands%3A%3Ax%2Cb%3Ac%250A,line=1,col=1,title=iki%3A x::100%25\\r%0A::error::y"
    ]


@pytest.mark.parametrize("style", report.every_style())
@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\udc80", "\r"])
def test_no_control_character_reaches_the_terminal(style: str, character: str) -> None:
    finding = Diagnostic(Location(f"a{character}b", 1, 1), Level.ERROR, "x", f"c{character}d", f"e{character}f")
    assert character not in report.style(style)(Outcome((finding,), 1))


@pytest.mark.parametrize("style", report.every_style())
def test_an_evil_key_of_the_data_is_shown_harmless(office: Path, iki: Callable[..., Result], style: str) -> None:
    text = POSITION + '"\\e[31m::error::merah": satu\n'
    (office / "data" / "jabatan" / "camat.yaml").write_text(text, encoding="utf-8")
    result = iki("validate", "--format", style)
    assert result.code == 1
    assert "\x1b" not in result.out
    assert not any(line.startswith("::error::") for line in result.out.splitlines())


def test_findings_are_sorted_by_place(office: Path, iki: Callable[..., Result]) -> None:
    folder = office / "data" / "jabatan"
    (folder / "lurah.yaml").write_text(POSITION.replace("atasan:", "atasan: entah") + "x: 1\n", encoding="utf-8")
    (folder / "camat.yaml").write_text("y: 1\n" + POSITION + "x: 1\n", encoding="utf-8")
    (office / "iki.yaml").write_text("z: 1\n", encoding="utf-8")
    lines = [line.split(": ")[0] for line in iki("validate").out.splitlines() if not line.startswith("  ")][:-1]
    assert lines == [
        "data/jabatan/camat.yaml:1:1",
        "data/jabatan/camat.yaml:12:1",
        "data/jabatan/lurah.yaml:2:9",
        "data/jabatan/lurah.yaml:11:1",
        "iki.yaml:1:1",
    ]


# iki validate


def test_validate_names_are_judged_with_the_whole_project_but_only_they_are_reported(
    clean: Path, iki: Callable[..., Result]
) -> None:
    folder = clean / "data" / "jabatan"
    (folder / "lurah.yaml").write_text(CLEAN.replace("atasan:", "atasan: entah"), encoding="utf-8")
    assert iki("validate", "data/jabatan/camat.yaml").code == 0
    result = iki("validate", "data/jabatan/lurah.yaml")
    assert result.code == 1
    assert result.out.endswith("1 berkas diperiksa: 1 kesalahan, 0 peringatan.\n")
    assert iki("validate", "data").out.endswith("2 berkas diperiksa: 1 kesalahan, 0 peringatan.\n")


def test_strict_makes_a_warning_fail(office: Path, iki: Callable[..., Result]) -> None:
    text = POSITION.replace("formulasi: Hasil survei", "formulasi:")
    (office / "data" / "jabatan" / "camat.yaml").write_text(text, encoding="utf-8")
    assert iki("validate").code == 0
    assert iki("validate", "--strict").code == 1


def test_a_report_goes_into_a_file_beside_the_one_on_the_screen(clean: Path, iki: Callable[..., Result]) -> None:
    result = iki("validate", "--format", "text", "--format", "json=hasil/lapor.json")
    assert result.out == "2 berkas diperiksa: 0 kesalahan, 0 peringatan.\n"
    assert json.loads((clean / "hasil" / "lapor.json").read_text(encoding="utf-8"))["diagnostics"] == []


@pytest.mark.parametrize("name", ["data/jabatan/camt.yaml", "/entah/apa.yaml"])
def test_a_file_that_is_not_there_is_said_and_nothing_else(office: Path, iki: Callable[..., Result], name: str) -> None:
    result = iki("validate", name)
    assert (result.code, result.out) == (2, "")
    assert "tidak ada" in result.err


def test_validate_works_from_a_folder_inside_the_project(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office / "data" / "jabatan")
    assert iki("validate", "camat.yaml").code == 0
