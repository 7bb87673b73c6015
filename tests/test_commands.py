"""The command line as a new user meets it: help, usage errors, new projects, exit codes."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result

from iki import __version__, checking


def test_the_program_alone_shows_its_help_with_the_commands_in_the_order_of_work(iki: Callable[..., Result]) -> None:
    result = iki()
    assert result.code == 0
    commands = [line.split()[0] for line in result.out.partition("Perintah:\n")[2].splitlines()]
    of_the_data = ["init", "new", "build", "watch", "validate", "fix", "explain", "worksheet"]
    assert commands == [*of_the_data, "diff", "review", "log", "show", "git", "template"]


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("init",),
        ("new",),
        ("build",),
        ("watch",),
        ("validate",),
        ("explain",),
        ("fix",),
        ("worksheet",),
        ("diff",),
        *(("git", each) for each in ("install", "uninstall", "merge")),
        *(("template", each) for each in ("check", "new", "words")),
    ],
)
def test_help_is_indonesian(iki: Callable[..., Result], command: tuple[str, ...]) -> None:
    result = iki(*command, "--help")
    assert result.code == 0
    assert result.out.startswith("Pemakaian: iki")
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "default:", "required"):
        assert english not in result.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("buld",), "Perintah 'buld' tidak ada. Maksud Anda 'build'?"),
        (("build", "--fromat", "md"), "Opsi '--fromat' tidak ada. Maksud Anda --format?"),
        (("build", "--format"), "Opsi '--format' perlu sebuah nilai."),
        (("build", "--format", "pdf"), "Nilai --format salah: bentuk 'pdf' tidak ada; pilih: docx, "),
        (("build", "--overwrite=ya"), "Opsi '--overwrite' tidak memakai nilai."),
        (("validate", "--format", "xml"), "Nilai --format salah: bentuk laporan 'xml' tidak ada"),
        (("validate", "--format", "text", "--format", "json"), "hanya satu laporan yang dapat ke layar"),
        (("new",), "Argumen JABATAN belum diberikan."),
        (("new", "a", "b"), "Argumen berlebih: b."),
        (("new", "***"), "Nilai JABATAN salah"),
        (("new", "camat", "--atasan", "Pak Camat"), "Nilai --atasan salah"),
        (("--entah",), "Opsi '--entah' tidak ada."),
    ],
)
def test_a_usage_error_is_one_indonesian_sentence(
    office: Path, iki: Callable[..., Result], arguments: tuple[str, ...], words: str
) -> None:
    result = iki(*arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert result.err.splitlines()[-1].startswith("Lihat 'iki")


def test_outside_a_project_every_command_says_so(
    tmp_path: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (("build",), ("watch",), ("validate",), ("worksheet",), ("new", "camat")):
        result = iki(*arguments)
        assert result.code == 2
        assert "Tidak ada iki.yaml" in result.err
        assert "iki init" in result.err


def test_the_version_is_told_without_a_project(iki: Callable[..., Result]) -> None:
    assert iki("--version").out == f"iki {__version__}\n"


def test_a_bug_is_exit_code_3_with_what_to_send(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("\x1b[31mmerah")

    monkeypatch.setattr(checking, "check", broken)
    result = iki("validate")
    assert result.code == 3
    assert "kesalahan iki sendiri" in result.err
    assert "ValueError: \\x1b[31mmerah" in result.err
    assert __version__ in result.err


def test_ctrl_c_is_exit_code_130(office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check", interrupted)
    assert iki("validate").code == 130


def test_a_new_project_builds_at_once(
    tmp_path: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [line.removeprefix("kantor/") for line in iki("init", "kantor").out.splitlines()] == [
        "iki.yaml",
        "data/jabatan/camat.yaml",
        "schema/iki.schema.json",
        "schema/jabatan.schema.json",
        "schema/pejabat.schema.json",
        ".gitignore",
        ".gitattributes",
    ]
    monkeypatch.chdir(tmp_path / "kantor")
    assert iki("validate").out == "2 berkas diperiksa: 0 kesalahan, 0 peringatan.\n"
    assert iki("build").code == 0
    assert not (tmp_path / "kantor" / "templates").exists()


def test_templates_are_copied_only_when_asked_for(
    tmp_path: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert {"templates/iki.docx", "templates/iki.md.j2"} <= set(iki("init", "--templates").out.splitlines())


def test_init_leaves_what_is_there(tmp_path: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "iki.yaml").write_text("pemda: Kota Lain\n", encoding="utf-8")
    assert "iki.yaml sudah ada; dibiarkan." in iki("init").err
    assert (tmp_path / "iki.yaml").read_text(encoding="utf-8") == "pemda: Kota Lain\n"


@pytest.mark.parametrize(
    ("name", "identity", "jabatan"),
    [
        ("Kepala Seksi Pelayanan", "kepala-seksi-pelayanan", "Kepala Seksi Pelayanan"),
        ("kepala-seksi", "kepala-seksi", "Kepala Seksi"),
        ('Kasi: "Umum" #1', "kasi-umum-1", 'Kasi: "Umum" #1'),
        ("- Lurah", "lurah", "- Lurah"),
        ("no", "no", "No"),
    ],
)
def test_a_new_position_is_valid_and_stands_below_the_top(
    office: Path, iki: Callable[..., Result], name: str, identity: str, jabatan: str
) -> None:
    arguments = ("new", "--", name) if name.startswith("-") else ("new", name)
    assert iki(*arguments).out == f"data/jabatan/{identity}.yaml\n"
    assert iki("validate").code == 0
    made = {each.id: each for each in checking.check(checking.project.find(office)).every_jabatan}[identity]
    assert (made.nama, made.atasan) == (jabatan, "camat")


def test_new_does_not_overwrite(office: Path, iki: Callable[..., Result]) -> None:
    before = (office / "data" / "jabatan" / "camat.yaml").read_bytes()
    assert iki("new", "camat").code == 2
    assert (office / "data" / "jabatan" / "camat.yaml").read_bytes() == before


def test_a_new_position_on_a_full_disk_is_there_whole_or_not_at_all(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = iki("new", "lurah")
    assert (result.code, result.out) == (2, "")
    assert "lurah.yaml tidak dapat ditulis (disk penuh)" in result.err
    assert [each.name for each in (office / "data/jabatan").iterdir()] == ["camat.yaml"]


def test_output_is_utf8_in_every_locale(office: Path) -> None:
    position = office / "data" / "jabatan" / "camat.yaml"
    text = position.read_text(encoding="utf-8")
    position.write_text(text.replace("formulasi: Hasil survei", "formulasi:").replace("SKM", "“SKM”"), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "iki", "validate"],
        env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
        cwd=office,
    )
    assert "“SKM”" in result.stdout.decode("utf-8")


def test_no_command_opens_a_socket(seed: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    for arguments in (
        ("validate",),
        ("build",),
        ("new", "lurah-dua"),
        ("init", "lain"),
        ("validate", "--format", "json"),
    ):
        assert iki(*arguments).code in {0, 1}, arguments


def test_templates_for_a_project_that_stands_bring_no_example_along(office: Path, iki: Callable[..., Result]) -> None:
    (office / "data" / "jabatan" / "camat.yaml").rename(office / "data" / "jabatan" / "kepala.yaml")
    iki("init", "--templates")
    assert iki("validate").code == 0


def test_a_superior_that_is_not_there_is_guessed(office: Path, iki: Callable[..., Result]) -> None:
    result = iki("new", "lurah", "--atasan", "camt")
    assert result.code == 0
    said = (
        "iki: atasan 'camt' belum punya berkas di data/jabatan; 'iki build' menolak sebelum ada. Maksud Anda 'camat'?\n"
    )
    assert said in result.err


def test_what_a_new_file_says_instead_of_a_name_does_not_pass_for_one(office: Path, iki: Callable[..., Result]) -> None:
    iki("new", "lurah")
    name = "data/jabatan/lurah.yaml"
    for command in ("validate", "build"):
        result = iki(command)
        assert f"{name}:12:15: warning: Nama indikator (sasaran nomor 1) masih petunjuk" in result.out + result.err


def test_a_project_without_positions_is_told_so(office: Path, iki: Callable[..., Result]) -> None:
    (office / "data" / "jabatan" / "camat.yaml").unlink()
    result = iki("validate")
    assert "iki.yaml:1:1: warning: Belum ada jabatan di data/jabatan. [jabatan-belum-ada]" in result.out
    assert result.code == 0
    assert iki("validate", "--strict").code == 1


def test_a_file_outside_of_any_project_is_told_apart_from_this_folder(
    office: Path, iki: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("lain") / "x.yaml"
    other.touch()
    assert iki("validate", str(other)).err.startswith(f"iki: Tidak ada iki.yaml di {other.parent} maupun di atasnya. ")


def test_help_says_no_limit_in_signs(iki: Callable[..., Result]) -> None:
    for command in ("validate", "build"):
        assert "[x>=1]" not in iki(command, "--help").out
