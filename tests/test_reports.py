"""The three reports: one finding a line for people, JSON for programs, workflow commands for GitHub."""

import errno
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import CHECKOUT, CLEAN, POSITION, Result
from lxml import etree

from iki import checking, report
from iki.diagnostics import Diagnostic, Level, Location
from iki.lint import Linted
from iki.report import Outcome
from iki.rule import Office, Rule
from iki.source import Source

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
        "\n"
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
    lines = [
        line.split(": ")[0] for line in iki("validate", "--select", "singkatan").out.splitlines() if ": error" in line
    ]
    assert lines == [
        "data/jabatan/camat.yaml:1:1",
        "data/jabatan/camat.yaml:12:1",
        "data/jabatan/lurah.yaml:2:9",
        "data/jabatan/lurah.yaml:11:1",
        "iki.yaml:1:1",
    ]


# The line that a finding is about


def shown(line: str, column: int, end: tuple[int, int] | None = None) -> list[str]:
    finding = Diagnostic(Location("a.yaml", 1, column), Level.WARNING, "x", "m", "h", end)
    told = report.style("text")(Outcome((finding,), 1, line_of=lambda *_: line)).splitlines()
    assert (told[0], told[-2]) == (f"a.yaml:1:{column}: warning: m [x]", "  saran: h")
    return told[1:-2]


def test_the_line_is_shown_with_what_of_it_is_meant() -> None:
    assert shown("tugas: Membina kwalitas", 16, (1, 24)) == [
        "  | tugas: Membina kwalitas",
        "  |                ^^^^^^^^",
    ]
    assert shown("tugas: >-", 8) == ["  | tugas: >-", "  |        ^"]


def test_what_goes_on_in_another_line_is_marked_to_the_end_of_its_first() -> None:
    assert shown("tugas: satu dua", 13, (2, 4)) == ["  | tugas: satu dua", "  |             ^^^"]


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    long = "kata " * 100 + "salah" + " kata" * 100
    text, marks = shown(long, 501, (1, 506))
    assert len(text) < 120
    assert text[marks.index("^") :].startswith("salah")
    assert marks.count("^") == 5


def test_wide_letters_and_those_that_steer_a_terminal_keep_the_mark_in_place() -> None:
    text, marks = shown("nama: 漢字\x1b salah", 11, (1, 16))
    assert text == "  | nama: 漢字\\x1b salah"
    assert marks == "  | " + " " * 15 + "^^^^^"


def test_of_a_file_that_is_no_text_no_line_is_shown(office: Path, iki: Callable[..., Result]) -> None:
    (office / "data" / "jabatan" / "camat.yaml").write_bytes(b"jabatan: \xa5\n")
    lines = iki("validate", "data/jabatan/camat.yaml").out.splitlines()
    assert "[bukan-utf-8]" in lines[0]
    assert not any(line.startswith("  |") for line in lines)


def test_a_line_that_is_not_there_is_not_shown() -> None:
    assert shown("", 1) == []
    assert shown("ab", 9) == []


def test_files_stand_apart_and_many_findings_are_counted_by_rule() -> None:
    findings = [Diagnostic(Location(f"{name}.yaml", 1, 1), Level.INFO, rule, "m") for name in "ab" for rule in "xxxxxy"]
    lines = report.style("text")(Outcome(findings, 2)).splitlines()
    assert lines[6] == ""
    assert lines[-5:] == [
        "",
        "    10  x",
        "     2  y",
        "",
        "2 berkas diperiksa: 0 kesalahan, 0 peringatan, 12 catatan.",
    ]


def test_colours_are_for_who_wants_them(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;33mwarning\x1b[0m: " in iki("validate").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in iki("validate").out


# Reports for programs, held against their public schemas

SCHEMAS = CHECKOUT / "tests" / "schemas"
MANY = (
    *FINDINGS,
    Diagnostic(
        Location("data/jabatan/a b%.yaml", 2, 7), Level.WARNING, "ejaan-baku", "'<&>\x1b' 🙂", "T", (3, 9), True
    ),
    FINDINGS[1],
)
WHOLE = Outcome(MANY, 3, ("iki.yaml", "data/jabatan/camat.yaml", "data/jabatan/a b%.yaml"), prefix="kantor/")


def test_the_sarif_report_is_sarif() -> None:
    told = json.loads(report.style("sarif")(WHOLE))
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(told)
    (run,) = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    results = run["results"]
    assert [rules[each["ruleIndex"]]["id"] for each in results] == [each.rule for each in MANY]
    assert [each["level"] for each in results] == ["error", "warning", "note", "warning", "warning"]
    place = results[3]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "kantor/data/jabatan/a%20b%25.yaml"
    assert place["region"] == {"startLine": 2, "startColumn": 7, "endLine": 3, "endColumn": 9}
    marks = [each["partialFingerprints"]["iki/v1"] for each in results]
    assert len(set(marks)) == len(marks)


def test_the_sarif_report_of_the_ten_positions_is_sarif(seed: Path, iki: Callable[..., Result]) -> None:
    told = json.loads(iki("validate", "--format", "sarif").out)
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    assert len(told["runs"][0]["results"]) > 300


@pytest.mark.parametrize("failing", [frozenset((Level.ERROR,)), frozenset((Level.ERROR, Level.WARNING)), frozenset()])
def test_the_junit_report_is_junit(failing: frozenset[Level]) -> None:
    from dataclasses import replace

    told = etree.fromstring(report.style("junit")(replace(WHOLE, failing=failing)).encode())
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(told)
    failures = [each.get("type") for each in told.iter("failure")]
    assert failures == [
        each.rule for each in sorted(MANY, key=lambda each: each.location.path) if each.level in failing
    ]
    assert int(told.get("failures")) == len(failures)
    assert int(told.get("tests")) == len(list(told.iter("testcase"))) == 3 + len(failures)


def test_the_gitlab_report_is_a_list_of_what_code_quality_needs() -> None:
    told = json.loads(report.style("gitlab")(WHOLE))
    assert told[0]["location"] == {"path": "kantor/data/jabatan/camat.yaml", "lines": {"begin": 3}}
    assert [each["severity"] for each in told] == ["major", "minor", "info", "minor", "minor"]
    assert {frozenset(each) for each in told} == {
        frozenset(("description", "check_name", "fingerprint", "severity", "location"))
    }
    assert len({each["fingerprint"] for each in told}) == len(told)


def test_a_finding_is_known_again_when_its_line_moves() -> None:
    moved = Diagnostic(Location("iki.yaml", 99, 1), Level.WARNING, "sel-kosong", "Tugas kosong.")
    assert report.fingerprints(Outcome((moved,), 1)) == report.fingerprints(Outcome((FINDINGS[1],), 1))


def test_a_project_below_the_top_of_a_repository_is_annotated_from_there(
    office: Path, iki: Callable[..., Result]
) -> None:
    (office.parent / ".git").mkdir(exist_ok=True)
    try:
        assert f"file={office.name}/data/jabatan/camat.yaml," in iki("validate", "--format", "github").out
    finally:
        (office.parent / ".git").rmdir()


def test_several_reports_are_written_in_one_run(office: Path, iki: Callable[..., Result]) -> None:
    files = {style: f"hasil/{style}.txt" for style in ("sarif", "junit", "gitlab")}
    arguments = [part for style, file in files.items() for part in ("--format", f"{style}={file}")]
    assert iki("validate", *arguments).out == ""
    assert all((office / file).stat().st_size for file in files.values())


# Which rules


def test_only_the_rules_that_are_selected_are_asked(office: Path, iki: Callable[..., Result]) -> None:
    told = iki("validate", "--select", "singkatan,formulasi-sirkular", "--format", "json").out
    assert {each["rule"] for each in json.loads(told)["diagnostics"]} == {"singkatan"}
    told = iki("validate", "--ignore", "singkatan", "--format", "json").out
    rules = {each["rule"] for each in json.loads(told)["diagnostics"]}
    assert rules
    assert "singkatan" not in rules


def test_no_selection_hides_an_error(office: Path, iki: Callable[..., Result]) -> None:
    (office / "data" / "jabatan" / "camat.yaml").write_text(POSITION + "x: 1\n", encoding="utf-8")
    assert iki("validate", "--select", "singkatan").code == 1
    assert "kunci-tidak-dikenal" in iki("validate", "--ignore", "kunci-tidak-dikenal").out


def test_a_silence_of_a_rule_that_is_not_asked_is_not_in_vain(clean: Path, iki: Callable[..., Result]) -> None:
    text = CLEAN.replace("kecamatan\n", "kwalitas # iki: abaikan ejaan-baku -- nama\n", 1)
    (clean / "data" / "jabatan" / "camat.yaml").write_text(text, encoding="utf-8")
    assert iki("validate", "--ignore", "ejaan-baku").out == "2 berkas diperiksa: 0 kesalahan, 0 peringatan.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", "ejaan-bku"), "tidak ada aturan bernama 'ejaan-bku'; maksud Anda 'ejaan-baku'."),
        (("--ignore", "zzz"), "daftarnya: iki explain"),
        (("--jobs", "0"), "Nilai --jobs salah: paling sedikit 1."),
        (("--statistics", "--format", "json"), "hanya bersama --format text"),
        (("--baseline", "--select", "singkatan"), "mencatat semua temuan"),
        (("--format", "json=iki.yaml"), "iki.yaml adalah berkas proyek ini"),
        (("--format", "json=data/jabatan/camat.yaml"), "adalah berkas proyek ini"),
        (("--format", "sarif=x", "--format", "junit=x"), "dua laporan tidak dapat ditulis ke satu berkas"),
        (("--stdin-filename", "data/jabatan/camat.yaml", "iki.yaml"), "jangan sebut berkas lain"),
    ],
)
def test_a_choice_that_cannot_be_is_said(
    office: Path, iki: Callable[..., Result], arguments: tuple[str, ...], said: str
) -> None:
    result = iki("validate", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


@pytest.mark.parametrize("name", ["pejabat.yml", "schema/jabatan.schema.json", "templates/worksheet/lain.md.j2"])
def test_no_report_is_written_over_what_the_office_has(office: Path, iki: Callable[..., Result], name: str) -> None:
    (office / name).parent.mkdir(parents=True, exist_ok=True)
    (office / name).write_text("{}", encoding="utf-8")
    result = iki("validate", "--format", f"json={name}")
    assert (result.code, result.out) == (2, "")
    assert f"{name} adalah berkas proyek ini" in result.err
    assert (office / name).read_text(encoding="utf-8") == "{}"


def test_a_file_that_cannot_be_read_hides_no_other(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "data" / "jabatan" / "lurah.yaml").write_text("jabatan: Lurah\n", encoding="utf-8")
    opened = Path.open

    def locked(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "camat.yaml":
            raise PermissionError(errno.EACCES, "denied")
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", locked)
    result = iki("validate")
    assert "data/jabatan/camat.yaml:1:1: error: Berkas tidak dapat dibaca (tidak diizinkan)." in result.out
    assert "data/jabatan/lurah.yaml:1:1: error: Kunci 'tugas' belum ada." in result.out


def test_findings_are_counted_by_rule_alone(office: Path, iki: Callable[..., Result]) -> None:
    lines = iki("validate", "--statistics").out.splitlines()
    assert lines[0].split()[1] == "singkatan"
    assert lines[-1].startswith("2 berkas diperiksa: ")
    assert not any("camat.yaml" in line for line in lines)
    assert iki("validate", "--statistics", "--format", "json=a.json").out.splitlines() == lines


def test_rules_are_asked_about_the_files_that_are_named_alone(
    seed: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    lint, asked = checking.lint.lint, list[set[str]]()

    def noting(office: Office, sources: Mapping[str, Source], rules: Sequence[Rule], jobs: int) -> Linted:
        asked.append(set(sources))
        return lint(office, sources, rules, jobs)

    monkeypatch.setattr("iki.lint.lint", noting)
    every = json.loads(iki("validate", "--format", "json").out)["diagnostics"]
    name = "data/jabatan/camat.yaml"
    named = json.loads(iki("validate", "--format", "json", name).out)["diagnostics"]
    assert named == [each for each in every if each["path"] == name]
    iki("validate", name, "iki.yaml")  # what it silences in vain shows only where all is judged
    iki("validate", "data")
    positions = {path.stem for path in (seed / "data" / "jabatan").iterdir()}
    assert asked == [positions, {"camat"}, positions, positions]


def test_what_is_found_of_templates_does_not_hang_on_what_else_is_named(
    office: Path, iki: Callable[..., Result]
) -> None:
    (office / "iki.yaml").write_text("periksa: {tingkat: {singkatan: kesalahan}}\n", encoding="utf-8")
    (office / "templates").mkdir()
    template = (CHECKOUT / "templates" / "iki.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(office / "templates" / "iki.docx", "w") as new:
        for info in old.infolist():
            content = old.read(info).replace(b"{{ jabatan.nama }}", b"{{ 'tidak-ada.png'|gambar }}")
            new.writestr(info, content)
    told = [iki("validate", "--format", "json", *names).out for names in ((), ("templates",))]
    of_templates = [[each for each in json.loads(out)["diagnostics"] if "templates" in each["path"]] for out in told]
    assert of_templates[0] == of_templates[1] != []


@pytest.mark.parametrize("is_own", [False, True])
def test_templates_of_iki_are_not_tried_again(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, *, is_own: bool
) -> None:
    if is_own:
        iki("template", "new", "iki")
    with monkeypatch.context() as untried:
        untried.setattr("iki.pipeline.judge_templates", None)
        told = iki("validate").out
    (office / "templates").mkdir(exist_ok=True)
    (office / "templates" / "iki.docx").write_bytes(b"none")
    after = iki("validate").out
    assert "templates/iki.docx" not in told
    assert "templates/iki.docx:1:1: error" in after


# What an editor has not yet saved


def test_what_an_editor_holds_is_judged_instead_of_the_file(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsaved(text: str, name: str = "data/jabatan/camat.yaml") -> Result:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return iki("validate", "--stdin-filename", name)

    assert unsaved(CLEAN).out == "1 berkas diperiksa: 0 kesalahan, 0 peringatan.\n"
    told = unsaved(CLEAN.replace("tugas: ", "tugass: ")).out
    assert "data/jabatan/camat.yaml:3:1: error: Kunci 'tugass'" in told
    assert "  | tugass: Memimpin kecamatan\n  | ^^^^^^\n" in told
    new = unsaved(CLEAN.replace("atasan:", "atasan: entah"), "data/jabatan/baru.yaml")
    assert "data/jabatan/baru.yaml:2:9: error: Atasan 'entah'" in new.out
    assert "iki.yaml:1:1" in unsaved("x: 1\n", "iki.yaml").out
    assert "pejabat.yaml:1:1: error" in unsaved("entah: {nama: A}\n", "pejabat.yaml").out
    assert unsaved("x", "lain/apa.yaml").code == 2
    assert (office / "data" / "jabatan" / "camat.yaml").read_text(encoding="utf-8") == POSITION


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
