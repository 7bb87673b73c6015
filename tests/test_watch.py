"""`iki watch`: whoever edits sees each time what came of it, and nothing where nothing did."""

import errno
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from conftest import CLEAN, Result
from test_word_language import png

from iki import awaiting, building, project, watching, work

LOWER = CLEAN.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)
CAMAT, LURAH = "data/jabatan/camat.yaml", "data/jabatan/lurah.yaml"
WAITING = "iki: menunggu perubahan; hentikan dengan Ctrl-C.\n"
Watched = Callable[..., list[tuple[str, str]]]


def put(name: str, text: str | bytes) -> Callable[[], object]:
    """What saves a file in the working directory."""

    def save() -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(text.encode() if isinstance(text, str) else text)

    return save


def nothing() -> None:
    """Let a moment pass."""


@pytest.fixture
def watched(clean: Path, capsys: pytest.CaptureFixture[str]) -> Watched:
    """Watch an office with a Camat and a Lurah; return what is said and made after each change, without the time."""
    put(LURAH, LOWER)()

    def watch(*changes: Callable[[], object], formats: Collection[str] = ("md",)) -> list[tuple[str, str]]:
        told = []

        def moments(_: object) -> Iterator[None]:
            for change in (nothing, *changes):
                change()
                yield
                out, err = capsys.readouterr()
                told.append((re.sub(r"^\d\d\.\d\d\.\d\d ", "", err), out))

        here, named = project.find(Path.cwd()), building.named([], list(formats), [])
        watching.watch(here, building.Wanted(named, 1), Path("build"), moments)
        assert not Path("build", ".iki-tmp").exists()
        return told

    return watch


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of the builds that were begun."""
    begun: list[Path] = []
    original = watching.build

    def build(here: project.Project, wanted: building.Wanted, out: Path, teller: building.Teller) -> int:
        begun.append(out)
        return original(here, wanted, out, teller)

    monkeypatch.setattr(watching, "build", build)
    return begun


def test_only_what_a_change_makes_is_named_below_what_changed(watched: Watched) -> None:
    first, second = watched(put(LURAH, LOWER.replace("Hasil", "Nilai")))
    assert first == (WAITING, "build/iki/camat.md\nbuild/iki/lurah.md\nbuild/iki.md\n")
    assert second == (f"{LURAH}\n", "build/iki/lurah.md\nbuild/iki.md\n")


def test_a_position_that_comes_or_goes_is_told_with_its_documents(watched: Watched) -> None:
    _, gone, same, back = watched(Path(LURAH).unlink, put(CAMAT, f"{CLEAN}# keterangan\n"), put(LURAH, LOWER))
    assert gone == (
        f"{LURAH}\niki: build/iki/lurah.md dihapus: jabatannya sudah tidak ada.\n",
        "build/iki.md\n",
    )
    assert same == ("", "")
    assert back == (f"{LURAH}\n", "build/iki/lurah.md\nbuild/iki.md\n")


@pytest.mark.parametrize(
    "change",
    [put(CAMAT, CLEAN), put(CAMAT, f"# keterangan\n{CLEAN}"), put("build/iki/catatan.txt", ""), nothing],
    ids=["saved again", "a remark", "in the output", "nothing"],
)
def test_what_comes_out_the_same_is_not_told(watched: Watched, change: Callable[[], object]) -> None:
    assert watched(change)[1] == ("", "")


def test_what_is_wrong_is_told_once_and_the_next_good_file_builds(watched: Watched) -> None:
    wrong = CLEAN.replace("tugas:", "tugass:")
    _, empty, first, again, good = watched(
        put(CAMAT, ""), put(CAMAT, wrong), put(CAMAT, f"{wrong}\n"), put(CAMAT, CLEAN.replace("Hasil", "Nilai"))
    )
    assert empty[0].startswith(f"{CAMAT}\n{CAMAT}:1:1: error:")
    assert "Maksud Anda 'tugas'?" in first[0]
    assert first[0].endswith("perbaiki dahulu 1 kesalahan di atas.\n")
    assert again == ("", "")
    assert good == (f"{CAMAT}\n", "build/iki/camat.md\nbuild/iki.md\n")


def test_what_is_put_right_again_is_told_though_no_document_changes(watched: Watched) -> None:
    _, wrong, right = watched(put(CAMAT, "jabatan: [\n"), put(CAMAT, CLEAN))
    assert "error" in wrong[0]
    assert right == (f"{CAMAT}\nSemua dokumen sudah sesuai.\n", "")


def test_a_warning_is_told_when_it_comes_not_with_every_save(watched: Watched) -> None:
    empty = CLEAN.replace("formulasi: Hasil survei", "formulasi:")
    _, first, second = watched(put(CAMAT, empty), put(CAMAT, empty.replace("Indeks", "Nilai indeks")))
    assert "sel-kosong" in first[0]
    assert "build/iki/camat.md" in second[1]
    assert "sel-kosong" in second[0]  # it names the indikator, so it is another

    _, third = watched(put(CAMAT, empty.replace("Indeks", "Nilai indeks").replace("Memimpin", "Mengepalai")))
    assert third == (f"{CAMAT}\n", "build/iki/camat.md\nbuild/iki.md\n")


def test_settings_that_are_gone_are_missed_and_welcomed_back(watched: Watched) -> None:
    settings = Path("iki.yaml").read_bytes()
    _, gone, back = watched(Path("iki.yaml").unlink, put("iki.yaml", settings))
    assert gone[0].startswith("iki.yaml\niki.yaml:1:1: error:")
    assert back == ("iki.yaml\nSemua dokumen sudah sesuai.\n", "")


def test_a_project_that_is_gone_for_a_while_is_waited_for(watched: Watched) -> None:
    _, gone, still, back = watched(
        lambda: Path("data").rename("simpanan"), nothing, lambda: Path("simpanan").rename("data")
    )
    assert "Folder data/jabatan tidak ada" in gone[0]
    assert still == ("", "")
    assert back[0].endswith("Semua dokumen sudah sesuai.\n")


def test_data_that_may_not_be_read_end_nothing(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("luar")

    def link() -> None:
        Path("data/jabatan").rename("simpanan")
        Path("data/jabatan").symlink_to(outside)

    def mend() -> None:
        Path("data/jabatan").unlink()
        Path("simpanan").rename("data/jabatan")

    _, wrong, right = watched(link, mend)
    assert "data/jabatan adalah tautan ke luar proyek" in wrong[0]
    assert right[0].endswith("Semua dokumen sudah sesuai.\n")


def test_a_file_that_another_is_put_in_the_place_of_is_not_missed(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iki.watching.time.sleep", lambda _: put("iki.yaml", "label: {judul: LAIN}\n")())
    assert watched(Path("iki.yaml").unlink)[1] == (
        "iki.yaml\n",
        "build/iki/camat.md\nbuild/iki/lurah.md\nbuild/iki.md\n",
    )


@pytest.mark.parametrize(
    "name", ["data/jabatan/.camat.yaml.swp", "data/jabatan/camat.yaml~", "data/jabatan/4913", "templates/~$iki.docx"]
)
def test_what_editors_put_beside_a_file_is_no_reason_to_build(watched: Watched, builds: list[Path], name: str) -> None:
    watched(put(name, "x"))
    assert len(builds) == 1


def test_its_own_output_is_no_reason_to_build(watched: Watched, builds: list[Path]) -> None:
    watched(nothing, put(LURAH, LOWER.replace("Hasil", "Nilai")), nothing, nothing)
    assert len(builds) == 2


def test_what_cannot_be_built_leaves_no_reason_to_build_again(watched: Watched, builds: list[Path]) -> None:
    put(CAMAT, "")()
    watched(nothing, nothing)
    assert len(builds) == 1
    assert not Path("build").exists()


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (OSError(errno.ENOSPC, "full"), "disk penuh"),
        (ZeroDivisionError("aduh"), "ini kesalahan iki sendiri"),
    ],
    ids=["full", "bug"],
)
def test_whatever_goes_wrong_is_told_and_the_next_change_builds(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, failure: Exception, words: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    with monkeypatch.context() as broken:
        _, told, good = watched(
            lambda: (broken.setattr("iki.staging.Stage.write", fail), put(LURAH, LOWER.replace("Hasil", "Nilai"))()),
            lambda: (broken.undo(), put(LURAH, LOWER.replace("Hasil", "Angka"))()),
        )
    assert words in told[0]
    assert good[1] == "build/iki/lurah.md\nbuild/iki.md\n"


def test_a_document_that_somebody_edited_is_named_once_and_the_others_are_built(watched: Watched) -> None:
    _, first, second = watched(
        lambda: (put("build/iki/lurah.md", "sunting")(), put(LURAH, LOWER.replace("Hasil", "Nilai"))()),
        put(LURAH, LOWER.replace("Hasil", "Angka")),
    )
    assert "build/iki/lurah.md sudah disunting sejak ditulis iki; dibiarkan." in first[0]
    assert first[0].endswith("'iki build --overwrite'.\niki: 2 dokumen selesai, 1 dibiarkan seperti semula.\n")
    assert second == (f"{LURAH}\n", "build/iki.md\n")
    assert Path("build/iki/lurah.md").read_text(encoding="utf-8") == "sunting"


def test_a_picture_that_was_missing_is_shown_as_soon_as_it_is_there(watched: Watched) -> None:
    put("iki.yaml", "perangkat_daerah: Kecamatan\nkop: {logo: gambar/logo.png}\n")()
    first, second, third = watched(
        put("gambar/logo.png", png(2, 2)), put("gambar/logo.png", png(3, 2)), formats=("docx",)
    )
    assert "gambar-salah" in first[0]
    assert second == ("gambar/logo.png\n", "build/iki/camat.docx\nbuild/iki/lurah.docx\nbuild/iki.docx\n")
    assert third == second


def test_many_files_that_change_at_once_are_counted(watched: Watched) -> None:
    def several() -> None:
        for number in range(5):
            put(f"data/jabatan/lurah-{number}.yaml", LOWER)()

    _, (err, out) = watched(several)
    assert err == f"{', '.join(f'data/jabatan/lurah-{each}.yaml' for each in range(3))} dan 2 berkas lain\n"
    assert len(out.splitlines()) == 6


def test_a_build_afterwards_finds_all_as_it_should_be(
    watched: Watched, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(put(LURAH, LOWER.replace("Hasil", "Nilai")))
    monkeypatch.setattr("iki.checking.check", None)
    assert iki("build", "--format", "md").code == 0


def test_templates_that_did_not_change_are_compiled_once(watched: Watched) -> None:
    work.compile_template.cache_clear()
    watched(put(LURAH, LOWER.replace("Hasil", "Nilai")), put(LURAH, LOWER.replace("Hasil", "Angka")))
    assert work.compile_template.cache_info().misses == 1


def test_where_all_stood_already_the_first_change_need_not_wait_for_templates_to_be_compiled(watched: Watched) -> None:
    watched()
    work.compile_template.cache_clear()
    assert watched() == [(f"Semua dokumen sudah sesuai.\n{WAITING}", "")]
    assert work.compile_template.cache_info().misses == 1


@pytest.mark.parametrize("out", ["data/jabatan", "data/jabatan/hasil", "templates", "schema/x"])
def test_documents_are_not_written_where_files_are_read(office: Path, iki: Callable[..., Result], out: str) -> None:
    result = iki("watch", "--out", out)
    assert (result.code, "pilih folder lain" in result.err) == (2, True)


def test_without_the_library_it_is_said_how_to_get_it(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = iki("watch")
    assert (result.code, result.out) == (2, "")
    assert result.err == "iki: iki watch memerlukan watchfiles. Pasang dengan: pip install 'iki[watch]'\n"
    assert not (office / "build").exists()


def test_one_looks_at_once_then_when_something_stirs_and_seldom_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet: set[tuple[int, str]] = set()
    turns = [quiet] * 3 + [{(1, str(tmp_path / "camat.yaml"))}] + [quiet] * 37
    passed = []

    def stream(*_: Path, **__: object) -> Iterator[set[tuple[int, str]]]:
        for turn in turns:
            passed.append(turn)
            yield turn
        raise KeyboardInterrupt

    monkeypatch.setattr("watchfiles.watch", stream)
    looks: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        looks.extend(len(passed) for _ in awaiting.moments(lambda: {tmp_path}))
    assert looks == [0, 1, 4, 21, 41]


def test_folders_that_came_or_are_others_now_are_watched_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    asked: list[set[Path]] = []

    def stream(*folders: Path, **_: object) -> Iterator[set[tuple[int, str]]]:
        asked.append(set(folders))
        yield set()
        data.mkdir(exist_ok=True)
        yield {(2, str(data if len(asked) < 3 else tmp_path / "iki.yaml"))}
        yield set()
        raise KeyboardInterrupt

    monkeypatch.setattr("watchfiles.watch", stream)
    with pytest.raises(KeyboardInterrupt):
        list(awaiting.moments(lambda: {each for each in (tmp_path, data) if each.is_dir()}))
    assert asked == [{tmp_path}, {tmp_path, data}, {tmp_path, data}]


def test_what_cannot_be_watched_is_looked_at_from_time_to_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awaiting, "_PAUSE", 0)
    every = awaiting.moments(lambda: {tmp_path / "hilang"})
    assert [next(every) for _ in range(5)] == [None] * 5


class Session:
    """`iki watch` itself, in a process of its own."""

    def __init__(self, office: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "iki", "watch", *arguments]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, cwd=office, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        self.until("menunggu")

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as said:
            self.lines.extend(said)

    def until(self, words: str, seconds: float = 30) -> None:
        """Wait until something is said, and forget it with all before."""
        end = time.monotonic() + seconds
        while not any(words in line for line in self.lines):
            assert time.monotonic() < end, (words, self.lines)
            assert self.process.poll() is None, self.lines
            time.sleep(0.01)
        self.lines.clear()

    def ended_by(self, number: signal.Signals) -> tuple[int, list[str]]:
        """End it; return its exit code, and what it said since."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=30)
        self.reader.join()
        return code, self.lines


@pytest.fixture
def session(clean: Path) -> Iterator[Session]:
    put(LURAH, LOWER)()
    session = Session(clean)
    yield session
    session.process.kill()
    session.process.wait()
    session.reader.join()


def test_a_save_is_noticed_however_an_editor_saves(session: Session, iki: Callable[..., Result]) -> None:
    put(CAMAT, CLEAN.replace("Hasil", "Nilai"))()
    session.until("build/iki.md")
    put("data/jabatan/.sementara", LOWER.replace("Hasil", "Nilai"))()
    Path("data/jabatan/.sementara").replace(LURAH)
    session.until("build/iki.md")
    put("gambar/baru/x.txt", "")()
    put("iki.yaml", "label: {judul: LAIN}\n")()
    session.until("build/iki.md")
    Path("data").rename("simpanan")
    session.until("Folder data/jabatan tidak ada")
    Path("simpanan").rename("data")
    session.until("sesuai")
    put(LURAH, LOWER.replace("Hasil", "Angka"))()
    session.until("build/iki.md")
    time.sleep(0.5)
    assert session.lines == []
    assert iki("build").code == 0  # the folder is not held


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_quietly(session: Session, number: signal.Signals, code: int) -> None:
    assert session.ended_by(number) == (code, [])
