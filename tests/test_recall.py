"""`iki validate` says again what it found, as long as nothing that it looks at has changed, and not a moment longer."""

import io
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, CLEAN, POSITION, Result, commit, git

from iki import checking, inputs

Iki = Callable[..., Result]
_PICTURE = (Path(__file__).parent / "fuzz" / "corpus" / "a.png").read_bytes()


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The projects that were judged, one for each time."""
    check, every = checking.check, list[Path]()

    def noting(here: checking.Project, *others: Any, **more: Any) -> checking.Checked:
        every.append(here.root)
        return check(here, *others, **more)

    monkeypatch.setattr("iki.checking.check", noting)
    return every


@pytest.mark.parametrize("name", ["text", "json", "sarif"])
def test_what_was_found_is_said_again_to_the_letter(seed: Path, iki: Iki, judged: list[Path], name: str) -> None:
    (seed / "data" / "jabatan" / "lurah.yaml").write_text("jabatan: Lurah\ntugas: {a: b}\n", encoding="utf-8")
    told = [iki("validate", "--format", name) for _ in range(3)]
    assert told[0].code == 1
    assert told[0] == told[1] == told[2]
    assert judged == [seed]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--no-cache",),
        ("--select", "saltik"),
        ("--ignore", "saltik"),
        ("data/jabatan/camat.yaml",),
        ("--since", "HEAD"),
        ("--stdin-filename", "data/jabatan/camat.yaml"),
    ],
)
def test_what_was_not_asked_before_is_judged(
    office: Path, iki: Iki, judged: list[Path], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    git(office, "init", "-q")
    commit(office)
    iki("validate")
    judged.clear()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(CLEAN.encode())))
    assert iki("validate", *arguments).code == 0
    assert judged
    judged.clear()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(CLEAN.encode())))
    iki("validate", *arguments)
    is_kept = arguments[0] not in {"--no-cache", "--since", "--stdin-filename"}
    assert bool(judged) is not is_kept


def test_strict_and_the_form_of_the_report_are_no_other_question(office: Path, iki: Iki, judged: list[Path]) -> None:
    assert iki("validate").code == 0
    assert iki("validate", "--strict").code == 1
    assert iki("validate", "--statistics", "--jobs", "3").code == 0
    assert len(judged) == 1


def _new_position(office: Path) -> None:
    (office / "data" / "jabatan" / "lurah.yaml").write_text(POSITION.replace("atasan:", "atasan: camat"))


CHANGES: dict[str, Callable[[Path], object]] = {
    "position": lambda office: (office / "data" / "jabatan" / "camat.yaml").write_text(CLEAN),
    "other position": _new_position,
    "no position's file": lambda office: (office / "data" / "jabatan" / "camat.yml").write_text(CLEAN),
    "settings": lambda office: (office / "iki.yaml").write_text("perangkat_daerah: Dinas Kesehatan\n"),
    "people": lambda office: (office / "pejabat.yaml").write_text("lurah: {nama: A}\n"),
    "people's other name": lambda office: (office / "pejabat.yaml").rename(office / "pejabat.yml"),
    "known findings": lambda office: (office / "temuan-lama.tsv").write_text("satu kata\n"),
    "schema": lambda office: (office / "schema" / "jabatan.schema.json").write_text('{"required": ["kode"]}'),
    "template": lambda office: (office / "templates" / "iki.docx").write_bytes(b"none"),
    "worksheet": lambda office: (office / "templates" / "worksheet" / "lembar-reviu.md.j2").write_text("{{ entah }}"),
    "picture": lambda office: (office / "gambar" / "a.png").write_bytes(b"none"),
}


def _linked(name: str) -> Callable[[Path], None]:
    """Put a link in the place of a file or folder, to the same in another place."""

    def link(office: Path) -> None:
        elsewhere = office.with_name(f"{office.name}-lain")
        (office / name).rename(elsewhere)
        (office / name).symlink_to(elsewhere)

    return link


REFUSED = ("data/jabatan/camat.yaml", "iki.yaml", "temuan-lama.tsv", "pejabat.yaml", "templates/iki.docx", "gambar")
"""What may be no link; a folder of pictures is one to a place outside the project."""
CHANGES |= {f"{name} is a link": _linked(name) for name in REFUSED}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_anything_that_is_looked_at_is_seen(office: Path, iki: Iki, judged: list[Path], what: str) -> None:
    (office / "schema").mkdir()
    (office / "schema" / "jabatan.schema.json").write_text("{}", encoding="utf-8")
    (office / "templates" / "worksheet").mkdir(parents=True)
    name = "templates/worksheet/lembar-reviu.md.j2"
    (office / name).write_bytes((CHECKOUT / name).read_bytes())
    (office / "iki.yaml").write_text("perangkat_daerah: Kecamatan X\nkop: {logo: gambar/a.png}\n", encoding="utf-8")
    (office / "gambar").mkdir()
    (office / "gambar" / "a.png").write_bytes(_PICTURE)
    (office / "pejabat.yaml").write_text("camat: {nama: A}\n", encoding="utf-8")
    (office / "templates" / "iki.docx").write_bytes((CHECKOUT / "templates" / "iki.docx").read_bytes())
    iki("validate", "--baseline")
    judged.clear()
    before = [iki("validate") for _ in range(3)]
    assert before[0].code == 0
    assert before[0] == before[1] == before[2]
    assert len(judged) == 2, "the picture is known after the first time"
    CHANGES[what](office)
    after = iki("validate")
    assert len(judged) == 3
    assert after == iki("validate", "--no-cache") != before[0]


def test_where_a_folder_cannot_be_looked_into_nothing_is_said_again(
    office: Path, iki: Iki, judged: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    iki("validate")

    def locked(*_: object) -> inputs.Inputs:
        raise PermissionError

    monkeypatch.setattr("iki.inputs.inputs", locked)
    (office / "data" / "jabatan" / "camat.yaml").write_text(CLEAN, encoding="utf-8")
    assert iki("validate").out == "2 berkas diperiksa: 0 kesalahan, 0 peringatan.\n"
    assert len(judged) == 2


def test_without_a_home_everything_is_judged(
    clean: Path, iki: Iki, judged: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert [iki("validate").code for _ in range(2)] == [0, 0]
    assert len(judged) == 2
    assert iki("build").code == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for no such permissions")
def test_what_is_kept_is_for_its_user_alone(office: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(office / "cache"))
    iki("validate")
    iki("build")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (office / "cache" / "iki").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((office / "cache" / "iki").stat().st_mode) == 0o700


def test_what_changes_while_it_is_judged_is_judged_again(
    office: Path, iki: Iki, judged: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    check = checking.check

    def slow(*arguments: object) -> checking.Checked:
        checked = check(*arguments)  # type: ignore[arg-type]
        (office / "data" / "jabatan" / "camat.yaml").write_text(CLEAN, encoding="utf-8")
        return checked

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("iki.checking.check", slow)
        before = iki("validate")
    after = iki("validate")
    assert after.out == "2 berkas diperiksa: 0 kesalahan, 0 peringatan.\n" != before.out


@pytest.mark.parametrize("content", [b"", b"iki-found 1 ", b"\xff\x00", None])
def test_a_cache_that_is_broken_or_missing_only_costs_the_time(
    office: Path, iki: Iki, judged: list[Path], monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(office / "cache"))
    before = iki("validate")
    (place,) = (office / "cache" / "iki").iterdir()
    whole = place.read_bytes()
    place.write_bytes(whole.replace(b"data/", b"date/") if content is None else content)
    assert iki("validate") == before
    assert len(judged) == 2
    assert place.read_bytes() == whole


def test_nothing_is_kept_of_more_findings_than_anyone_keeps(
    office: Path, iki: Iki, judged: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iki.recall._MOST", 0)
    iki("validate")
    iki("validate")
    assert len(judged) == 2


def test_each_of_several_projects_is_judged_when_it_changed(
    tmp_path: Path, iki: Iki, judged: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / "opd" / name / "data" / "jabatan").mkdir(parents=True)
        (tmp_path / "opd" / name / "iki.yaml").touch()
        (tmp_path / "opd" / name / "data" / "jabatan" / "camat.yaml").write_text(POSITION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = [iki("validate", "--project", "opd/*", "--jobs", "1") for _ in range(2)]
    assert told[0] == told[1]
    assert [each.name for each in judged] == ["a", "b"]
    (tmp_path / "opd" / "b" / "data" / "jabatan" / "camat.yaml").write_text(CLEAN, encoding="utf-8")
    iki("validate", "--project", "opd/*", "--jobs", "1")
    assert [each.name for each in judged] == ["a", "b", "b"]


def test_a_folder_of_positions_that_is_gone_is_not_one_without_any(office: Path, iki: Iki) -> None:
    (office / "data" / "jabatan" / "camat.yaml").unlink()
    assert iki("validate").code == 0
    (office / "data" / "jabatan").rmdir()
    assert iki("validate").code == 2
