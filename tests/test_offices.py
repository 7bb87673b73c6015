"""Several offices in one run: `--project`, a folder or a pattern, on validate and build."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CLEAN, POSITION, Result


@pytest.fixture
def offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three offices below `opd/`, and one folder that is none; the working directory in it."""
    for name in ("dinas", "kantor", "badan"):
        put(tmp_path / "opd" / name, CLEAN)
    (tmp_path / "opd" / "catatan").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(office: Path, position: str) -> None:
    (office / "data" / "jabatan").mkdir(parents=True, exist_ok=True)
    (office / "iki.yaml").write_text("perangkat_daerah: Kecamatan\n", encoding="utf-8")
    (office / "data" / "jabatan" / "camat.yaml").write_text(position, encoding="utf-8")


FAULTY = CLEAN.replace("formulasi:", "formulai:")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_report_tells_of_all_offices_and_calls_files_by_the_way_to_them(
    offices: Path, iki: Callable[..., Result], jobs: str
) -> None:
    put(offices / "opd" / "kantor", FAULTY)
    put(offices / "opd" / "badan", FAULTY)
    result = iki("validate", "--project", "opd/*", "--jobs", jobs)
    assert result.code == 1
    places = [line.split(": error")[0] for line in result.out.splitlines() if ": error: Kunci 'formulai'" in line]
    assert places == ["opd/badan/data/jabatan/camat.yaml:10:9", "opd/kantor/data/jabatan/camat.yaml:10:9"]
    assert "        formulai: Hasil survei" in result.out
    assert result.out.splitlines()[-1].startswith("6 berkas diperiksa: ")


def test_projects_can_be_named_one_by_one_and_each_counts_once(offices: Path, iki: Callable[..., Result]) -> None:
    result = iki("validate", "--project", "opd/dinas", "--project", "opd/d*", "--project", "opd/badan")
    assert (result.code, result.out.splitlines()[-1][:19]) == (0, "4 berkas diperiksa:")


def test_every_style_of_report_tells_of_all_of_them(offices: Path, iki: Callable[..., Result]) -> None:
    put(offices / "opd" / "kantor", FAULTY)
    assert iki("validate", "--project", "opd/*", "--format", "json=semua.json", "--format", "github").code == 1
    report = json.loads((offices / "semua.json").read_text(encoding="utf-8"))
    assert {each["path"] for each in report["diagnostics"]} == {"opd/kantor/data/jabatan/camat.yaml"}


def test_each_office_is_judged_by_its_own_settings(offices: Path, iki: Callable[..., Result]) -> None:
    put(offices / "opd" / "kantor", POSITION)
    put(offices / "opd" / "badan", POSITION)
    silent = (
        "periksa: {tingkat: {tanpa-ukuran: mati, sumber-perencanaan: mati, tanpa-satuan: mati, di-luar-fungsi: mati}}\n"
    )
    (offices / "opd" / "badan" / "iki.yaml").write_text(silent, encoding="utf-8")
    found = iki("validate", "--project", "opd/*").out
    assert "opd/kantor/data/jabatan/camat.yaml" in found
    assert found.count("opd/badan/data/jabatan/camat.yaml") < found.count("opd/kantor/data/jabatan/camat.yaml")


def test_an_office_that_cannot_be_judged_is_named_and_the_others_are_judged(
    offices: Path, iki: Callable[..., Result]
) -> None:
    shutil.rmtree(offices / "opd" / "dinas" / "data")
    put(offices / "opd" / "kantor", FAULTY)
    result = iki("validate", "--project", "opd/*")
    assert result.code == 2
    assert "iki: opd/dinas/: Folder data/jabatan tidak ada." in result.err
    assert "opd/kantor/data/jabatan/camat.yaml:10:9: error" in result.out
    into_a_file = iki("validate", "--project", "opd/*", "--format", "text=semua.txt")
    assert (into_a_file.code, into_a_file.err) == (2, result.err)
    assert "opd/kantor/data/jabatan/camat.yaml:10:9: error" in (offices / "semua.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--project", "opd/tidak-ada"), "Folder opd/tidak-ada tidak ada"),
        (("--project", "opd/catatan"), "Di opd/catatan tidak ada iki.yaml"),
        (("--project", "lain/*"), "Tidak ada folder dengan iki.yaml yang cocok dengan 'lain/*'"),
        (("--project", "opd/*", "opd/dinas/data"), "--project"),
        (("--project", "opd/*", "--baseline"), "--baseline"),
        (("--project", "opd/*", "--format", "json=opd/dinas/data/jabatan/camat.yaml"), "adalah berkas proyek ini"),
    ],
)
def test_what_cannot_be_meant_is_said(
    offices: Path, iki: Callable[..., Result], arguments: tuple[str, ...], said: str
) -> None:
    result = iki("validate", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


# Building them


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_office_is_built_into_its_own_folder_and_all_are_counted(
    offices: Path, iki: Callable[..., Result], jobs: str
) -> None:
    result = iki("build", "--project", "opd/*", "--format", "md", "--jobs", jobs)
    assert result.code == 0
    assert result.out.splitlines() == [
        f"opd/{name}/build/{document}"
        for name in ("badan", "dinas", "kantor")
        for document in ("iki/camat.md", "iki.md")
    ]
    assert result.err == "iki: 3 dari 3 proyek selesai.\n"
    assert (offices / "opd" / "dinas" / "build" / "iki" / "camat.md").is_file()
    assert iki("build", "--project", "opd/*", "--format", "md", "--jobs", jobs) == result


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_office_that_cannot_be_built_keeps_no_other_from_it(
    offices: Path, iki: Callable[..., Result], jobs: str
) -> None:
    put(offices / "opd" / "kantor", FAULTY)
    shutil.rmtree(offices / "opd" / "dinas" / "data")
    result = iki("build", "--project", "opd/*", "--format", "md", "--jobs", jobs)
    assert result.code == 2
    assert result.out.splitlines() == ["opd/badan/build/iki/camat.md", "opd/badan/build/iki.md"]
    assert "opd/kantor/data/jabatan/camat.yaml:10:9: error: Kunci 'formulai'" in result.err
    assert "iki: opd/dinas/: Folder data/jabatan tidak ada." in result.err
    assert result.err.endswith("iki: 1 dari 3 proyek selesai, 2 perlu diperiksa: opd/dinas, opd/kantor.\n")


def test_one_office_is_built_from_outside(offices: Path, iki: Callable[..., Result]) -> None:
    put(offices / "opd" / "kantor", FAULTY)
    assert iki("build", "--project", "opd/badan", "--format", "md").out.startswith("opd/badan/build/iki/camat.md")
    result = iki("build", "--project", "opd/kantor")
    assert result.code == 1
    assert "opd/kantor/data/jabatan/camat.yaml:10:9: error" in result.err
    assert "perbaiki dahulu" in result.err


@pytest.mark.parametrize("more", [("camat",), ("--out", "x"), ("--rev", "HEAD")])
def test_what_is_about_one_office_is_not_asked_of_several(
    offices: Path, iki: Callable[..., Result], more: tuple[str, ...]
) -> None:
    result = iki("build", "--project", "opd/*", *more)
    assert (result.code, result.out) == (2, "")
    assert "--project" in result.err
