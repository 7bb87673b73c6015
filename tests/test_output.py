"""What stands in `build/` after everything that can happen to a build: kills, other builds, bad disks, removed data."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import POSITION, Result

from iki import alone, app

LOWER = POSITION.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)
_OPERATIONS = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if not path.is_dir()}


def documents_of(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in files_of(folder).items() if not name.startswith(".iki-")}


def put(office: Path, name: str, text: str) -> None:
    (office / "data" / "jabatan" / f"{name}.yaml").write_text(text, encoding="utf-8")


def killed_at(moment: int, folder: Path, *arguments: str) -> bool:
    """Build in a process that dies by `kill -9` before the given change of the folder; tell whether it did."""
    child = os.fork()
    if child == 0:
        left = moment

        def die(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal left
            is_reading = event == "open" and (not isinstance(arguments[1], str) or "r" in arguments[1])
            if event in _OPERATIONS and not is_reading and str(arguments[0]).startswith(str(folder)):
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(die)
        app.run(["build", *arguments])
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("is_new", [False, True])
def test_whenever_a_build_is_killed_every_file_is_old_or_new_and_the_next_build_is_clean(
    office: Path, iki: Callable[..., Result], *, is_new: bool
) -> None:
    build, old_build, markdown = office / "build", office.parent / f"{office.name}-old", ("--format", "md")
    put(office, "lurah", LOWER)
    put(office, "lama", LOWER)
    assert iki("build", *markdown).code == 0
    shutil.copytree(build, old_build)
    old = documents_of(build)
    (office / "data" / "jabatan" / "lama.yaml").unlink()
    put(office, "lurah", LOWER.replace("Nilai SKM", "Nilai IKM"))
    put(office, "kasi", LOWER)
    assert iki("build", *markdown).code == 0
    new, moment, was_killed = files_of(build), -1, True
    while was_killed:
        moment += 1
        shutil.rmtree(build)
        if not is_new:
            shutil.copytree(old_build, build)
        was_killed = killed_at(moment, build, *markdown)
        for name, content in documents_of(build).items():
            assert content in (old.get(name), new.get(name)), (moment, name)
        result = iki("build", *markdown)
        assert (moment, result.code, result.err.count("disunting")) == (moment, 0, 0)
        assert files_of(build) == new, moment
    assert moment > 15


def test_builds_at_once_end_as_one_does(office: Path) -> None:
    for number in range(20):
        put(office, f"lurah-{number}", LOWER)
    alone = [sys.executable, "-m", "iki", "build"]
    subprocess.run([*alone, "--out", "satu"], check=True, capture_output=True)
    several = [subprocess.Popen(alone, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(5)]
    told = [process.communicate(timeout=60) for process in several]
    assert [process.returncode for process in several] == [0] * 5
    assert len({out for out, _ in told}) == 1
    assert files_of(office / "build") == files_of(office / "satu")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_build_that_is_told_to_end_clears_away_what_was_on_its_way(
    office: Path, number: signal.Signals, code: int
) -> None:
    for each in range(400):
        put(office, f"lurah-{each}", LOWER)
    process = subprocess.Popen([sys.executable, "-m", "iki", "build"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not (office / "build" / ".iki-tmp").exists():
        time.sleep(0.005)
        assert process.poll() is None
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (code, b"")
    assert not (office / "build" / ".iki-tmp").exists()


def test_a_build_waits_for_another_and_says_so(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from iki.alone import alone

    monkeypatch.setattr("iki.alone._PATIENCE", 0)
    (office / "build").mkdir()
    with alone(office / "build", lambda: None) as is_alone:
        assert is_alone
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import iki.alone; iki.alone._PATIENCE = 0; import iki.app; iki.app.main()",
                "build",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        assert process.stderr.readline().startswith("iki: menunggu")
        assert list((office / "build").iterdir()) == []
    out, _ = process.communicate(timeout=60)
    assert "build/iki/camat.docx" in out


def test_a_folder_that_cannot_be_held_is_built_in_all_the_same(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unknown)
    assert iki("build").code == 0


# What is not wanted any more


def test_the_documents_of_a_position_that_is_gone_or_renamed_go_too(office: Path, iki: Callable[..., Result]) -> None:
    put(office, "lurah", LOWER)
    iki("build")
    (office / "data" / "jabatan" / "lurah.yaml").rename(office / "data" / "jabatan" / "lurah-baru.yaml")
    result = iki("build")
    assert result.code == 0
    assert sorted(path.name for path in (office / "build" / "iki").iterdir()) == [
        "camat.docx",
        "camat.md",
        "lurah-baru.docx",
        "lurah-baru.md",
    ]
    assert "iki: build/iki/lurah.docx dihapus: jabatannya sudah tidak ada." in result.err
    assert "lurah.docx" not in (office / "build" / ".iki-written").read_text(encoding="utf-8")
    assert iki("build").err == ""


def test_an_edited_document_of_a_position_that_is_gone_is_kept_and_named(
    office: Path, iki: Callable[..., Result]
) -> None:
    put(office, "lurah", LOWER)
    iki("build")
    (office / "build" / "iki" / "lurah.md").write_text("disunting", encoding="utf-8")
    (office / "build" / "iki" / "catatan.md").write_text("milik orang", encoding="utf-8")
    (office / "data" / "jabatan" / "lurah.yaml").unlink()
    for _ in range(2):
        result = iki("build")
        assert result.code == 1
        assert "build/iki/lurah.md sudah disunting, padahal jabatannya sudah tidak ada" in result.err
    assert (office / "build" / "iki" / "lurah.md").read_text(encoding="utf-8") == "disunting"
    assert (office / "build" / "iki" / "catatan.md").exists()
    assert not (office / "build" / "iki" / "lurah.docx").exists()


def test_naming_positions_removes_nothing(office: Path, iki: Callable[..., Result]) -> None:
    put(office, "lurah", LOWER)
    iki("build")
    (office / "data" / "jabatan" / "lurah.yaml").unlink()
    assert iki("build", "camat").code == 0
    assert (office / "build" / "iki" / "lurah.docx").exists()


def test_a_folder_of_documents_goes_with_the_last_of_them(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    (office / "templates" / "lain.md.j2").write_text("{{ jabatan.nama }}", encoding="utf-8")
    iki("build", "--kind", "lain")
    (office / "data" / "jabatan" / "camat.yaml").rename(office / "data" / "jabatan" / "lurah.yaml")
    (office / "templates" / "lain.md.j2").unlink()
    assert iki("build").code == 0
    assert not (office / "build" / "lain").exists()


@pytest.mark.parametrize("name", ["../penting.md", "iki/../../penting.md", "tautan/penting.md", "/penting.md"])
def test_a_memory_that_somebody_wrote_makes_nothing_outside_go(
    office: Path, iki: Callable[..., Result], name: str
) -> None:
    from iki.files import hash_of

    (office / "luar").mkdir()
    for important in (office / "penting.md", office / "luar" / "penting.md"):
        important.write_text("penting", encoding="utf-8")
    (office / "build").mkdir()
    (office / "build" / "tautan").symlink_to(office / "luar")
    name = f"{office}{name}" if name.startswith("/") else name
    line = f"{hash_of(office / 'penting.md')}  {name}\n"
    (office / "build" / ".iki-written").write_text(line, encoding="utf-8")
    assert iki("build").code == 0
    assert (office / "penting.md").exists()
    assert (office / "luar" / "penting.md").exists()


def test_a_line_that_was_cut_short_takes_no_other_with_it(office: Path, iki: Callable[..., Result]) -> None:
    iki("build")
    memory = office / "build" / ".iki-written"
    memory.write_bytes(memory.read_bytes() + b"0123456789")
    put(office, "lurah", LOWER)
    assert killed_at(5, office / "build")
    put(office, "lurah", LOWER.replace("Nilai SKM", "Nilai IKM"))
    assert iki("build").code == 0


def test_a_line_that_a_power_cut_filled_with_nothing_is_nobodys(office: Path, iki: Callable[..., Result]) -> None:
    assert iki("build").code == 0
    memory = office / "build" / ".iki-written"
    whole = memory.read_bytes()
    memory.write_bytes(whole + b"0" * 64 + b"  iki/lama" + bytes(40) + b".md\n")
    result = iki("build")
    assert (result.code, result.err) == (0, "")
    assert memory.read_bytes() == whole


# Where the output goes


def test_a_link_of_the_project_leads_no_document_out_of_it(office: Path, iki: Callable[..., Result]) -> None:
    outside = office.parent / f"{office.name}-luar"
    outside.mkdir()
    (office / "build").symlink_to(outside)
    result = iki("build")
    assert result.code == 2
    assert "build adalah tautan ke luar proyek" in result.err
    assert list(outside.iterdir()) == []
    assert iki("build", "--out", "build").code == 0


@pytest.mark.parametrize("make", [lambda path, _: path.write_bytes(b""), lambda path, office: path.symlink_to(office)])
def test_what_stands_where_files_on_their_way_should_be_is_not_touched(
    office: Path, iki: Callable[..., Result], make: Callable[[Path, Path], object]
) -> None:
    (office / "penting.tmp").write_bytes(b"penting")
    (office / "build").mkdir()
    make(office / "build" / ".iki-tmp", office)
    result = iki("build")
    assert result.code == 2
    assert "build/.iki-tmp" in result.err
    assert (office / "penting.tmp").exists()


def test_a_document_that_is_let_go_of_in_time_is_written(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    original, tries = Path.replace, []

    def held(temporary: Path, target: Path) -> Path:
        if target.name == "camat.docx" and len(tries) < 3:
            tries.append(target)
            raise PermissionError(13, "dipakai proses lain")
        return original(temporary, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr("iki.write._PAUSE", 0)
    assert iki("build").code == 0
    assert len(tries) == 3


def test_a_folder_that_may_not_be_written_to_is_said_at_once(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (office / "build" / "iki").mkdir(parents=True)
    with monkeypatch.context() as system:
        system.setattr(Path, "replace", forbidden)
        system.setattr(os, "access", lambda *_: False)
        system.setattr(time, "sleep", forbidden)
        result = iki("build")
    assert result.code == 2
    assert "build/iki/camat.docx tidak dapat ditulis: tidak diizinkan" in result.err


def test_a_folder_that_may_not_be_made_keeps_its_documents_from_being_written_and_no_others(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.mkdir

    def forbidden(path: Path, *about: int, **more: bool) -> None:
        if path.name == "iki":
            raise PermissionError(13, "Permission denied")
        original(path, *about, **more)

    with monkeypatch.context() as system:
        system.setattr(Path, "mkdir", forbidden)
        result = iki("build")
    assert (result.code, result.out.splitlines()) == (2, ["build/iki.docx", "build/iki.md"])
    assert "build/iki/camat.docx tidak dapat ditulis: tidak diizinkan; dibiarkan." in result.err
    assert iki("build").code == 0
    assert (office / "build/iki/camat.docx").exists()


def test_a_document_that_cannot_be_removed_is_said_and_removed_next_time(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office, "lurah", LOWER)
    iki("build")
    (office / "data/jabatan/lurah.yaml").unlink()
    original = Path.unlink

    def held(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "lurah.docx":
            raise PermissionError(13, "Permission denied")
        original(path, missing_ok=missing_ok)

    with monkeypatch.context() as system:
        system.setattr(Path, "unlink", held)
        result = iki("build")
    assert result.code == 2
    assert "build/iki/lurah.docx tidak dapat dihapus (tidak diizinkan). Hapus sendiri." in result.err
    assert "build/iki/lurah.docx dihapus" in iki("build").err
    assert sorted(each.name for each in (office / "build/iki").iterdir()) == ["camat.docx", "camat.md"]


def test_the_folder_may_be_a_link_to_another_of_the_project(office: Path, iki: Callable[..., Result]) -> None:
    (office / "terbit").mkdir()
    (office / "build").symlink_to("terbit")
    assert iki("build").code == 0
    assert (office / "terbit/iki/camat.docx").exists()


def test_on_windows_builds_wait_for_each_other_at_a_file_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lock is played by that of this system: one byte that only one can hold."""
    fcntl = pytest.importorskip("fcntl")
    played: Any = ModuleType("msvcrt")
    played.LK_NBLCK = fcntl.LOCK_EX | fcntl.LOCK_NB
    played.locking = lambda descriptor, how, _: fcntl.flock(descriptor, how)
    spec = importlib.util.spec_from_file_location("alone_on_windows", alone.__file__)
    assert spec is not None
    assert spec.loader is not None
    there: Any = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as system:
        system.setitem(sys.modules, "msvcrt", played)
        system.setattr(sys, "platform", "win32")
        spec.loader.exec_module(there)
    there._PATIENCE, there._PAUSE = 0, 0
    told: list[str] = []
    with contextlib.ExitStack() as first:
        assert first.enter_context(there.alone(tmp_path / "build", told.clear))
        assert (tmp_path / "build" / ".iki-lock").exists()

        def tell() -> None:
            told.append("another is at it")
            first.close()

        with there.alone(tmp_path / "build", tell) as is_held:
            assert (is_held, told) == (True, ["another is at it"])
