"""What a second build makes: nothing that would come out the same, everything that would not."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import POSITION, Result
from test_word_language import png

from iki import work
from iki.cache import place as _place
from iki.reading import Judging

LOWER = POSITION.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)
PICTURE = "gambar/logo.png"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the documents that were rendered, in order."""
    names: list[str] = []
    original = work.Making.render

    def render(making: work.Making, number: int) -> Any:
        names.append(making.name(number))
        return original(making, number)

    monkeypatch.setattr(work.Making, "render", render)
    return names


@pytest.fixture
def built(office: Path, iki: Callable[..., Result], made: list[str]) -> Path:
    """An office with a Camat and a Lurah, built once."""
    put(office, "data/jabatan/lurah.yaml", LOWER)
    put(office, "iki.yaml", "perangkat_daerah: Kecamatan Bontang Barat\nurutan: [camat, lurah]\n")
    assert iki("build").code == 0
    made.clear()
    return office


def put(office: Path, name: str, text: str | bytes) -> None:
    (office / name).parent.mkdir(parents=True, exist_ok=True)
    (office / name).write_bytes(text.encode() if isinstance(text, str) else text)


def marks(folder: Path) -> dict[str, tuple[int, int]]:
    every = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in every}


def test_without_a_change_nothing_is_read_as_yaml_made_or_touched(
    built: Path, iki: Callable[..., Result], made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, first = marks(built / "build"), iki("build")
    with monkeypatch.context() as reader:
        reader.setattr("iki.checking.check", None)
        second = iki("build")
    assert (second.code, second.out, second.err) == (first.code, first.out, first.err)
    assert made == []
    assert marks(built / "build") == before


def test_a_changed_position_makes_its_own_documents_and_the_book_again_and_no_other(
    built: Path, iki: Callable[..., Result], made: list[str]
) -> None:
    before = marks(built / "build")
    put(built, "data/jabatan/lurah.yaml", LOWER.replace("Nilai SKM", "Nilai IKM"))
    assert iki("build").code == 0
    assert sorted(made) == ["iki.docx", "iki.md", "iki/lurah.docx", "iki/lurah.md"]
    after = marks(built / "build")
    assert {name for name in after if after[name] != before[name]} == set(made)
    assert "Nilai IKM" in (built / "build" / "iki" / "lurah.md").read_text(encoding="utf-8")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the positions whose files were judged, in order."""
    ids: list[str] = []
    original = Judging._judged

    def judge(judging: Judging, identity: str, *rest: Any) -> Any:
        ids.append(identity)
        return original(judging, identity, *rest)

    monkeypatch.setattr(Judging, "_judged", judge)
    return ids


def test_a_file_in_which_nothing_was_found_is_not_judged_again(
    built: Path, iki: Callable[..., Result], judged: list[str]
) -> None:
    put(built, "data/jabatan/lurah.yaml", LOWER.replace("formulasi: Hasil survei", "formulasi:"))
    first = iki("build")
    assert judged == ["lurah"]
    put(built, "data/jabatan/camat.yaml", POSITION.replace("Nilai SKM", "Nilai IKM"))
    judged.clear()
    assert iki("build") == first
    assert judged == ["camat", "lurah"]
    a_setting(built)
    judged.clear()
    assert iki("build").err == first.err
    assert judged == ["camat", "lurah"]


def test_faults_between_files_are_found_though_most_are_not_judged_again(
    built: Path, iki: Callable[..., Result], judged: list[str]
) -> None:
    (built / "data" / "jabatan" / "camat.yaml").rename(built / "data" / "jabatan" / "wali.yaml")
    result = iki("build")
    assert result.code == 1
    assert "data/jabatan/lurah.yaml:2:9: error: Atasan 'camat' tidak dikenal" in result.err
    assert judged == ["wali"]


def test_what_word_keeps_beside_an_open_template_is_no_reason_to_make_anything(
    built: Path, iki: Callable[..., Result], made: list[str]
) -> None:
    put(built, "templates/~$iki.docx", "x")
    assert iki("build").code == 0
    assert made == []


def a_setting(office: Path) -> None:
    put(office, "iki.yaml", "perangkat_daerah: Kecamatan lain\nurutan: [camat, lurah]\n")


def a_label(office: Path) -> None:
    put(office, "iki.yaml", "label: {judul: LAIN}\nurutan: [camat, lurah]\n")


def the_order(office: Path) -> None:
    put(office, "iki.yaml", "perangkat_daerah: Kecamatan Bontang Barat\nurutan: [lurah, camat]\n")


def the_name_of_a_superior(office: Path) -> None:
    put(office, "data/jabatan/camat.yaml", POSITION.replace("Camat Bontang Barat", "Camat"))


def who_holds_a_position(office: Path) -> None:
    put(office, "pejabat.yaml", "camat: {nama: Siti}\n")


def a_template(office: Path) -> None:
    put(office, "templates/iki.md.j2", "{{ jabatan.nama }}\n")


def another_schema(office: Path) -> None:
    put(office, "schema/jabatan.schema.json", '{"$schema": "https://json-schema.org/draft/2020-12/schema"}')


@pytest.mark.parametrize(
    "change",
    [a_setting, a_label, the_order, the_name_of_a_superior, who_holds_a_position, a_template, another_schema],
    ids=lambda change: change.__name__,
)
def test_what_every_document_depends_on_makes_all_of_them_again(
    built: Path, iki: Callable[..., Result], made: list[str], change: Callable[[Path], None]
) -> None:
    change(built)
    assert iki("build").code == 0
    assert {"iki/camat.docx", "iki/lurah.docx", "iki.docx", "iki/camat.md", "iki/lurah.md", "iki.md"} <= set(made)
    shutil.copytree(built / "build", built / "sebelum")
    shutil.rmtree(built / "build")
    assert iki("build").code == 0
    for name in marks(built / "build"):
        assert (built / "build" / name).read_bytes() == (built / "sebelum" / name).read_bytes(), name


def test_another_iki_makes_all_again(
    built: Path, iki: Callable[..., Result], made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iki.inputs._engine", lambda: b"lain")
    assert iki("build").code == 0
    assert len(made) == 6


def test_a_changed_picture_makes_all_again(office: Path, iki: Callable[..., Result], made: list[str]) -> None:
    put(office, PICTURE, png(40, 30))
    put(office, "iki.yaml", f"perangkat_daerah: Kecamatan\nkop: {{logo: {PICTURE}}}\n")
    for _ in range(2):  # the first build finds out which pictures matter
        assert iki("build").code == 0
    made.clear()
    assert iki("build").code == 0
    assert made == []
    before = (office / "build" / "iki" / "camat.docx").read_bytes()
    put(office, PICTURE, png(30, 40))
    assert iki("build").code == 0
    assert "iki/camat.docx" in made
    assert (office / "build" / "iki" / "camat.docx").read_bytes() != before


def test_a_template_that_shows_others_is_made_again_when_one_of_them_changes(
    built: Path, iki: Callable[..., Result], made: list[str]
) -> None:
    text = "{% for lain in every_jabatan %}{{ lain.tugas }}{% endfor %}{{ jabatan.nama }}"
    put(built, "templates/semua.md.j2", text)
    assert iki("build").code == 0
    made.clear()
    put(built, "data/jabatan/lurah.yaml", LOWER.replace("Memimpin kecamatan", "Memimpin kelurahan"))
    assert iki("build").code == 0
    assert "semua/camat.md" in made
    assert "kelurahan" in (built / "build" / "semua" / "camat.md").read_text(encoding="utf-8")


def test_a_document_that_is_gone_is_made_again_alone(built: Path, iki: Callable[..., Result], made: list[str]) -> None:
    (built / "build" / "iki" / "camat.md").unlink()
    assert iki("build").code == 0
    assert made == ["iki/camat.md"]


@pytest.mark.parametrize("is_restored", [False, True])
def test_an_edited_document_is_seen_even_where_nothing_else_changed(
    built: Path, iki: Callable[..., Result], *, is_restored: bool
) -> None:
    document = built / "build" / "iki" / "camat.md"
    about = document.stat()
    document.write_bytes(document.read_bytes().replace(b"SKM", b"IKM"))
    if is_restored:
        os.utime(document, ns=(about.st_atime_ns, about.st_mtime_ns))
    result = iki("build")
    assert result.code == 1
    assert "build/iki/camat.md sudah disunting" in result.err
    assert iki("build").code == 1
    assert iki("build", "--overwrite").code == 0
    assert iki("build").code == 0


def test_what_a_build_warns_of_is_said_again_though_nothing_is_made(
    office: Path, iki: Callable[..., Result], made: list[str]
) -> None:
    put(office, "data/jabatan/camat.yaml", POSITION.replace("formulasi: Hasil survei", "formulasi:"))
    first = iki("build")
    made.clear()
    assert "[sel-kosong]" in first.err
    assert iki("build") == first
    assert made == []


def test_a_fault_is_told_however_often_and_what_stood_there_stays(built: Path, iki: Callable[..., Result]) -> None:
    before = marks(built / "build")
    put(built, "data/jabatan/lurah.yaml", LOWER.replace("formulasi", "formulai"))
    for _ in range(2):
        assert iki("build").code == 1
    assert marks(built / "build") == before
    put(built, "data/jabatan/lurah.yaml", LOWER)
    assert iki("build").code == 0
    assert marks(built / "build") == before


@pytest.fixture
def manifest(built: Path) -> Path:
    """The file that tells of the build."""
    place = _place(built / "build")
    assert place.is_file()
    return place


@pytest.mark.parametrize("option", ["--force", "--no-cache"])
def test_everything_is_made_again_when_asked(
    built: Path, iki: Callable[..., Result], made: list[str], option: str
) -> None:
    before = marks(built / "build")
    assert iki("build", option).code == 0
    assert len(made) == 6
    assert marks(built / "build") == before


def test_without_a_cache_none_is_left(office: Path, iki: Callable[..., Result]) -> None:
    assert iki("build", "--no-cache").code == 0
    assert not _place(office / "build").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"iki-manifest 1\n",
        b"iki-manifest 2\n[]\n",
        b"\xff\xfe",
        b"iki-manifest 1\n[1]\n",
        b'iki-manifest 1\n["", "", "x", []]\n',
        b'iki-manifest 1\n["", "", 9, []]\nzz camat\n',
        b'iki-manifest 1\n["", "", 9, []]\n00 iki/camat.md\n',
        b'iki-manifest 1\n["", "", 9, null]\n',
        b'iki-manifest 1\n["", "", 9, ["logo\\u0000.png"]]\n',
        b'iki-manifest 1\n["", "", 9, ["\\ud800.png"]]\n',
        b'iki-manifest 1\n["", "", 9, []]\n' + b"0" * 112 + b" iki/lama" + bytes(9) + b".md\n",
        b"[" * 100_000,
        b"iki-manifest 1\n" + b"[" * 100_000 + b"\n",
    ],
)
def test_a_broken_or_foreign_manifest_only_makes_the_build_a_whole_one(
    manifest: Path, iki: Callable[..., Result], made: list[str], content: bytes
) -> None:
    manifest.write_bytes(content)
    for _ in range(2):
        assert iki("build").code == 0
        assert len(made) == 6


def test_the_manifest_of_another_folder_is_not_believed(
    manifest: Path, built: Path, iki: Callable[..., Result], made: list[str]
) -> None:
    put(built, "lain/iki.yaml", "perangkat_daerah: Kecamatan lain\n")
    put(built, "lain/data/jabatan/camat.yaml", POSITION)
    shutil.copytree(built / "build", built / "lain" / "build")
    shutil.copy(manifest, _place(built / "lain" / "build"))
    os.chdir(built / "lain")
    assert iki("build").code == 0
    assert "iki/camat.docx" in made


def test_where_no_manifest_can_be_kept_every_build_is_a_whole_one(
    office: Path, iki: Callable[..., Result], made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(office, "berkas", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(office / "berkas"))
    for _ in range(2):
        assert iki("build").code == 0
    assert len(made) == 8


def test_a_manifest_that_nobody_wrote_for_months_goes(manifest: Path, iki: Callable[..., Result]) -> None:
    old = manifest.with_name("lama")
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    assert iki("build", "--force").code == 0
    assert not old.exists()
    assert manifest.exists()


def test_what_iki_wrote_is_still_known_when_the_memory_in_the_folder_is_lost(
    built: Path, iki: Callable[..., Result]
) -> None:
    (built / "build" / ".iki-written").unlink()
    put(built, "data/jabatan/lurah.yaml", LOWER.replace("Nilai SKM", "Nilai IKM"))
    (built / "build" / "iki" / "camat.md").write_text("disunting", encoding="utf-8")
    result = iki("build")
    assert result.code == 1
    assert "Nilai IKM" in (built / "build" / "iki" / "lurah.md").read_text(encoding="utf-8")
    assert "build/iki/camat.md sudah disunting" in result.err


def test_a_file_that_changes_while_it_is_built_from_is_built_from_again(
    built: Path, iki: Callable[..., Result], made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from iki import checking

    put(built, "data/jabatan/lurah.yaml", LOWER.replace("Nilai SKM", "Nilai IKM"))
    original = checking.check

    def changing(*arguments: Any, **more: Any) -> Any:
        checked = original(*arguments, **more)
        put(built, "data/jabatan/lurah.yaml", LOWER.replace("Nilai SKM", "Nilai ABC"))
        return checked

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("iki.checking.check", changing)
        assert iki("build").code == 0
    assert iki("build").code == 0
    assert "Nilai ABC" in (built / "build" / "iki" / "lurah.md").read_text(encoding="utf-8")


def test_an_untouched_document_is_not_even_read(
    built: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iki.incremental.hash_of", None)
    assert iki("build").code == 0


def test_a_document_that_was_only_copied_is_read_and_not_made_again(
    built: Path, iki: Callable[..., Result], made: list[str]
) -> None:
    document = built / "build" / "iki" / "camat.md"
    copy = document.read_bytes()
    document.unlink()
    document.write_bytes(copy)
    assert iki("build").code == 0
    assert made == []


@pytest.mark.parametrize(
    "kept",
    [
        ("win32", {"LOCALAPPDATA": "lokal"}, "lokal"),
        ("win32", {}, "rumah/AppData/Local"),
        ("darwin", {}, "rumah/Library/Caches"),
        ("linux", {"XDG_CACHE_HOME": "simpanan"}, "simpanan"),
        ("linux", {}, "rumah/.cache"),
    ],
)
def test_what_is_known_of_a_build_is_kept_where_the_system_keeps_such_things(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, kept: tuple[str, dict[str, str], str]
) -> None:
    platform, given, expected = kept
    monkeypatch.setattr("iki.cache.sys", SimpleNamespace(platform=platform))
    monkeypatch.setattr(Path, "home", lambda: office / "rumah")
    for name in ("LOCALAPPDATA", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, str(office / value))
    assert iki("build").code == 0
    assert [each.parent for each in office.rglob(_place(office / "build").name)] == [office / expected / "iki"]


def test_every_file_of_the_project_that_a_build_opens_is_one_of_its_inputs(seed: Path) -> None:
    """Whatever a build may come to read must make the next one look again."""
    import subprocess

    put(seed, "pejabat.yaml", "camat: {nama: Siti}\n")
    put(seed, "temuan-lama.tsv", "")
    put(seed, PICTURE, png(40, 30))
    put(seed, "iki.yaml", (seed / "iki.yaml").read_bytes() + f"kop: {{logo: {PICTURE}}}\n".encode())
    watch = """
import os, sys
opened = set()
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        opened.add(os.path.realpath(arguments[0]))
sys.addaudithook(note)
from iki import app, inputs, project
from pathlib import Path
assert app.run(["build"]) == 0
here = project.find(Path.cwd())
known = {os.path.realpath(path) for _, path in (*inputs._files(here, ["gambar/logo.png"]), *inputs._positions(here))}
root = os.path.realpath(here.root) + os.sep
print(sorted(each for each in opened - known if each.startswith(root) and not each.startswith(root + "build")))
print(len(opened & known))
"""
    told = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True, cwd=seed)
    unknown, count = told.stdout.splitlines()[-2:]
    assert unknown == "[]"
    assert int(count) > 12


def test_a_link_that_says_the_same_as_the_file_before_it_is_refused_all_the_same(
    built: Path, iki: Callable[..., Result]
) -> None:
    camat = built / "data" / "jabatan" / "camat.yaml"
    camat.rename(built / "lain.yaml")
    camat.symlink_to(built / "lain.yaml")
    told = iki("build")
    assert told.code == 1
    assert told.err == iki("build", "--no-cache").err
