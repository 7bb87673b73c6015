"""What tests share: the checkout, projects made in a temporary folder, and the command line run in-process."""

import json
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from git_repos import commit, git
from hypothesis import settings

from iki import app

settings.register_profile("iki", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("iki")

CHECKOUT = Path(__file__).parents[1]
# What a shell runs in the background ignores Ctrl-C, and so does all that it starts: there are tests of that here.
signal.signal(signal.SIGINT, signal.default_int_handler)

POSITION = """\
jabatan: Camat Bontang Barat
atasan:
tugas: Memimpin kecamatan
fungsi: [Perencanaan, Pembinaan]
sumber_data: [Renstra, IKU]
sasaran:
  - uraian: Meningkatnya kualitas pelayanan
    indikator:
      - nama: Nilai SKM
        formulasi: Hasil survei
"""
CLEAN = POSITION.replace("[Renstra, IKU]", "[Laporan hasil survei]").replace("Nilai SKM", "Indeks kepuasan pemohon")
"""A position in which no rule of quality finds anything."""


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what builds know of each other away from the user's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def cells() -> list[dict[str, Any]]:
    """The hand-checked transcription of the printed document: ten positions in order."""
    found: list[dict[str, Any]] = json.loads((CHECKOUT / "tests" / "seed" / "cells.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one good position, `camat`, and the working directory in it."""
    (tmp_path / "iki.yaml").write_text("perangkat_daerah: Kecamatan Bontang Barat\n", encoding="utf-8")
    (tmp_path / "data" / "jabatan").mkdir(parents=True)
    (tmp_path / "data" / "jabatan" / "camat.yaml").write_text(POSITION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def clean(office: Path) -> Path:
    """The same project with a position in which there is nothing to find."""
    (office / "data" / "jabatan" / "camat.yaml").write_text(CLEAN, encoding="utf-8")
    return office


@pytest.fixture
def repo(office: Path) -> Path:
    """The office with a Camat and a Lurah, committed once."""
    lower = POSITION.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)
    (office / "data" / "jabatan" / "lurah.yaml").write_text(lower, encoding="utf-8")
    git(office, "init", "-q", "-b", "main")
    commit(office)
    return office


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of this repository's own project, the ten positions, and the working directory in it."""
    for name in ("data", "templates"):
        shutil.copytree(CHECKOUT / name, tmp_path / name)
    shutil.copy(CHECKOUT / "iki.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def iki(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """The command line: `iki("validate", "--strict").code`."""

    def run(*arguments: str) -> Result:
        code = app.run(arguments)
        return Result(code, *capsys.readouterr())

    return run
