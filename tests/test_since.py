"""`iki validate --since REVISI` tells what the state at a revision did not have, and nothing that it had."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import POSITION, Result
from git_repos import CAMAT, commit, edit, git

from iki import laid_out
from iki.report import Outcome, closing_line
from iki.since import called

Iki = Callable[..., Result]

FAULTY = """\
jabatan: Camat
atasan:
tugas: Memimpin kecamatan
fungsi:
  - Pembinaan kwalitas pelayanan
sumber_data: [Laporan hasil survei kecamatan]
sasaran:
  - uraian: Meningkatnya ketertiban umum
    indikator:
      - nama: Patroli wilayah
        formulasi: Patroli dibagi rencana dikali 100%
"""
LURAH = "data/jabatan/lurah.yaml"
SPELLING = "  - Pembinaan kwalitas pelayanan\n"


@pytest.fixture
def old(office: Path) -> Path:
    """A repository in whose one commit the Camat has a misspelt fungsi."""
    (office / CAMAT).write_text(FAULTY, encoding="utf-8")
    git(office, "init", "-q", "-b", "main")
    commit(office)
    return office


def told(result: Result) -> list[str]:
    """The place and the rule of each finding."""
    lines = [line for line in result.out.splitlines() if line.endswith("]")]
    return [f"{line.split(': ')[0].rpartition('/')[2]} {line.rpartition('[')[2][:-1]}" for line in lines]


def test_what_was_there_is_only_counted_and_what_is_new_is_told(old: Path, iki: Iki) -> None:
    edit(old, "Memimpin kecamatan", "Memimpin kwantitas")
    result = iki("validate", "--since", "HEAD")
    assert told(result) == ["camat.yaml:3:17 ejaan-baku"]
    assert result.out.splitlines()[-1] == (
        "2 berkas diperiksa: 0 kesalahan, 1 peringatan. 1 temuan sebelum HEAD tidak disebut."
    )
    assert result.code == 0


def test_where_nothing_is_new_nothing_is_told(old: Path, iki: Iki) -> None:
    result = iki("validate", "--since", "HEAD", "--strict")
    assert (result.code, told(result)) == (0, [])
    assert iki("validate", "--strict").code == 1


def test_lines_that_moved_do_not_bring_a_finding_back(old: Path, iki: Iki) -> None:
    edit(old, "fungsi:\n", "fungsi:\n  # yang pertama\n  - Perencanaan program\n")
    assert told(iki("validate")) == ["camat.yaml:7:15 ejaan-baku"]
    assert told(iki("validate", "--since", "HEAD")) == []


def test_what_was_there_once_and_is_there_twice_is_new_once(old: Path, iki: Iki) -> None:
    edit(old, SPELLING, SPELLING * 2)
    result = iki("validate", "--since", "HEAD", "--select", "ejaan-baku")
    assert told(result) == ["camat.yaml:6:15 ejaan-baku"]
    assert "1 temuan sebelum HEAD tidak disebut." in result.out


def test_what_was_mended_and_comes_back_is_new_since_then(old: Path, iki: Iki) -> None:
    edit(old, "kwalitas", "kualitas")
    commit(old, "mended")
    edit(old, "kualitas", "kwalitas")
    assert told(iki("validate", "--since", "HEAD")) == ["camat.yaml:5:15 ejaan-baku"]
    assert told(iki("validate", "--since", "HEAD~1")) == []


@pytest.mark.parametrize("more", ["", "# lain\n"])
def test_the_findings_of_a_renamed_file_are_no_newer(old: Path, iki: Iki, more: str) -> None:
    (old / CAMAT).unlink()
    (old / LURAH).write_text(FAULTY.replace("Memimpin kecamatan", "Memimpin kelurahan") + more, encoding="utf-8")
    result = iki("validate", "--since", "HEAD")
    assert told(result) == []
    assert "1 temuan sebelum HEAD tidak disebut." in result.out


def test_the_errors_of_a_renamed_file_are_no_newer(old: Path, iki: Iki) -> None:
    (old / CAMAT).write_text(f"{FAULTY}x: 1\n", encoding="utf-8")
    commit(old, "broken")
    (old / CAMAT).rename(old / LURAH)
    assert told(iki("validate", "--since", "HEAD")) == []
    assert iki("validate").code == 1


def test_errors_that_were_there_are_not_told_wherever_they_moved(old: Path, iki: Iki) -> None:
    (old / CAMAT).write_text(f"{FAULTY}tugas: lagi\n", encoding="utf-8")
    commit(old, "a key twice")
    (old / CAMAT).write_text(f"# atas\n{FAULTY}tugas: lagi\nx: 1\n", encoding="utf-8")
    result = iki("validate", "--since", "HEAD")
    assert told(result) == ["camat.yaml:14:1 kunci-tidak-dikenal"]
    assert result.code == 1
    edit(old, "x: 1\n", "")
    assert iki("validate", "--since", "HEAD").code == 0


def test_a_rule_that_the_settings_turn_on_is_new_with_all_it_says(old: Path, iki: Iki) -> None:
    settings = "periksa: {tingkat: {ejaan-baku: mati}}\n"
    (old / "iki.yaml").write_text(settings, encoding="utf-8")
    commit(old, "off")
    (old / "iki.yaml").write_text("pemda: Kota\n", encoding="utf-8")
    assert told(iki("validate", "--since", "HEAD")) == ["camat.yaml:5:15 ejaan-baku"]


def test_what_has_become_graver_is_new_and_what_has_become_less_is_not(old: Path, iki: Iki) -> None:
    (old / "iki.yaml").write_text("periksa: {tingkat: {ejaan-baku: kesalahan}}\n", encoding="utf-8")
    assert iki("validate", "--since", "HEAD").code == 1
    (old / "iki.yaml").write_text("periksa: {tingkat: {ejaan-baku: catatan}}\n", encoding="utf-8")
    assert told(iki("validate", "--since", "HEAD")) == []


def test_what_was_put_off_then_is_told_once_it_no_longer_is(old: Path, iki: Iki) -> None:
    iki("validate", "--baseline")
    commit(old, "put off")
    assert "1 temuan lama tidak disebut." in iki("validate", "--since", "HEAD").out
    (old / "temuan-lama.tsv").unlink()
    assert told(iki("validate", "--since", "HEAD")) == ["camat.yaml:5:15 ejaan-baku"]


def test_before_the_project_everything_is_new(office: Path, iki: Iki) -> None:
    (office / CAMAT).unlink()
    (office / "iki.yaml").rename(office / "nanti")
    git(office, "init", "-q", "-b", "main")
    commit(office)
    (office / "nanti").rename(office / "iki.yaml")
    commit(office, "settings, and no position yet")
    (office / CAMAT).parent.mkdir(parents=True, exist_ok=True)
    (office / CAMAT).write_text(FAULTY, encoding="utf-8")
    for revision in ("HEAD~1", "HEAD"):
        result = iki("validate", "--since", revision)
        assert told(result) == ["camat.yaml:5:15 ejaan-baku"]
        assert "sebelum" not in result.out


def test_files_that_were_broken_had_only_the_findings_that_could_be_seen(old: Path, iki: Iki) -> None:
    (old / CAMAT).write_text("jabatan: [\n", encoding="utf-8")
    (old / "iki.yaml").write_text("pemda: [\n", encoding="utf-8")
    commit(old, "broken")
    (old / CAMAT).write_text(FAULTY, encoding="utf-8")
    (old / "iki.yaml").write_text("pemda: Kota\n", encoding="utf-8")
    assert told(iki("validate", "--since", "HEAD")) == ["camat.yaml:5:15 ejaan-baku"]


def test_since_a_branch_went_apart_what_came_to_the_other_does_not_count(old: Path, iki: Iki) -> None:
    git(old, "switch", "-qc", "cabang")
    edit(old, "Memimpin kecamatan", "Memimpin kwantitas")
    commit(old, "ours")
    git(old, "switch", "-q", "main")
    edit(old, "kwalitas", "kualitas")
    commit(old, "theirs")
    git(old, "switch", "-q", "cabang")
    result = iki("validate", "--since", "main...")
    assert told(result) == ["camat.yaml:3:17 ejaan-baku"]
    assert "1 temuan sebelum berpisah dari main tidak disebut." in result.out
    assert told(iki("validate", "--since", "main")) == ["camat.yaml:3:17 ejaan-baku", "camat.yaml:5:15 ejaan-baku"]


def test_a_project_below_the_top_of_its_repository_is_compared_with_itself(
    office: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = office / "kantor dua" / "é"
    (below / "data" / "jabatan").mkdir(parents=True)
    (below / "iki.yaml").write_text("pemda: Kota\n", encoding="utf-8")
    (below / CAMAT).write_text(FAULTY, encoding="utf-8")
    git(office, "init", "-q", "-b", "main")
    commit(office)
    monkeypatch.chdir(below)
    assert told(iki("validate", "--since", "HEAD")) == []
    edit(below, "Memimpin kecamatan", "Memimpin kwantitas")
    result = iki("validate", "--since", "HEAD", "--format", "github")
    assert result.out.splitlines()[0].startswith("::warning file=kantor dua/é/data/jabatan/camat.yaml,line=3,")
    assert len(result.out.splitlines()) == 2


def test_of_files_that_are_named_only_theirs_is_told_and_counted(old: Path, iki: Iki) -> None:
    lower = FAULTY.replace("jabatan: Camat", "jabatan: Lurah").replace("atasan:", "atasan: camat")
    (old / LURAH).write_text(lower, encoding="utf-8")
    edit(old, "Memimpin kecamatan", "Memimpin kwantitas")
    asked = ("validate", "--since", "HEAD", "--select", "ejaan-baku")
    assert told(iki(*asked, LURAH)) == ["lurah.yaml:5:15 ejaan-baku"]
    result = iki(*asked, CAMAT)
    assert told(result) == ["camat.yaml:3:17 ejaan-baku"]
    assert "1 temuan sebelum HEAD" in result.out


def test_every_report_tells_only_what_is_new(old: Path, iki: Iki) -> None:
    edit(old, "Memimpin kecamatan", "Memimpin kwantitas")
    found = json.loads(iki("validate", "--since", "HEAD", "--format", "json").out)
    assert [(each["line"], each["rule"]) for each in found["diagnostics"]] == [(3, "ejaan-baku")]
    sarif = json.loads(iki("validate", "--since", "HEAD", "--format", "sarif").out)
    assert len(sarif["runs"][0]["results"]) == 1
    annotations = iki("validate", "--since", "HEAD", "--format", "github").out.splitlines()
    assert [line.partition(" ")[0] for line in annotations] == ["::warning", "2"]


def test_the_faults_of_templates_are_compared_too(old: Path, iki: Iki) -> None:
    (old / "templates").mkdir()
    (old / "templates" / "iki.md.j2").write_text("{{ jabatan.nma }}\n", encoding="utf-8")
    commit(old, "a template")
    assert told(iki("validate", "--since", "HEAD")) == []
    (old / "templates" / "iki.md.j2").write_text("\n{{ jabatan.nma }}\n{{ jabatan.tgas }}\n", encoding="utf-8")
    result = iki("validate", "--since", "HEAD")
    assert result.code == 1
    assert len(told(result)) == 1
    assert "tgas" in result.out


def test_of_many_findings_the_new_one_is_told_however_late_it_stands(old: Path, iki: Iki) -> None:
    edit(old, SPELLING, "".join(f"  - Pembinaan kwalitas ke-{number}\n" for number in range(250)))
    commit(old, "many")
    edit(old, "Patroli wilayah", "Patroli kwantitas")
    assert [each for each in told(iki("validate", "--since", "HEAD")) if "ejaan" in each] == [
        "camat.yaml:259:23 ejaan-baku"
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--since", "entah"), "Revisi 'entah' tidak ada di repositori ini."),
        (("--since", "--output=x"), "Revisi '--output=x' tidak ada di repositori ini."),
        (("--since", "entah..."), "Revisi 'entah' tidak ada di repositori ini."),
        (("--since", "camat"), "'camat' adalah jabatan, bukan revisi."),
        (("--since", ""), "Nilai --since salah: tulis sebuah revisi"),
        (("--since", "HEAD", "--baseline"), "Pemakaian --baseline salah"),
        (("--since", "HEAD", "--stdin-filename", CAMAT), "Nilai --since salah: tidak dapat bersama --stdin-filename"),
    ],
)
def test_what_cannot_be_is_said(old: Path, iki: Iki, arguments: tuple[str, ...], words: str) -> None:
    result = iki("validate", *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_without_a_repository_that_is_said(office: Path, iki: Iki) -> None:
    result = iki("validate", "--since", "HEAD")
    assert result.code == 2
    assert "tidak berada di dalam repositori git" in result.err


def test_a_shallow_clone_is_told_what_to_set(old: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch) -> None:
    first = git(old, "rev-parse", "HEAD")
    edit(old, "kwalitas", "kualitas")
    commit(old, "second")
    git(old, "clone", "-q", "--depth=1", old.as_uri(), "klon")
    monkeypatch.chdir(old / "klon")
    result = iki("validate", "--since", f"{first}...")
    assert result.code == 2
    assert "fetch-depth: 0" in result.err


@pytest.mark.skipif(os.name == "nt", reason="shell scripts")
def test_nothing_that_the_repository_configures_runs(old: Path, iki: Iki) -> None:
    trap = old / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{old}/ran'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    (old / ".gitattributes").write_text("*.yaml filter=trap diff=trap\n", encoding="utf-8")
    for key in ("filter.trap.smudge", "filter.trap.clean", "diff.trap.textconv", "core.fsmonitor", "core.pager"):
        git(old, "config", key, str(trap))
    edit(old, "Memimpin kecamatan", "Memimpin kwantitas")
    assert told(iki("validate", "--since", "HEAD")) == ["camat.yaml:3:17 ejaan-baku"]
    assert not (old / "ran").exists()


def test_a_revision_that_would_fill_the_disk_is_refused(old: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_out, "_MOST", len(FAULTY))
    result = iki("validate", "--since", "HEAD")
    assert result.code == 2
    assert "Di revisi" in result.err


@pytest.mark.parametrize(
    ("revision", "name"),
    [
        ("main", "main"),
        ("main...", "berpisah dari main"),
        ("a...b", "a...b"),
        ("...", "..."),
        ("0123456789abcdef0123456789abcdef01234567...", "berpisah dari 0123456789"),
        ("0123456789abcdef0123456789abcdef01234567", "0123456789"),
    ],
)
def test_a_revision_is_called_as_people_would(revision: str, name: str) -> None:
    assert called(revision) == name


def test_a_revision_cannot_steer_a_log() -> None:
    line = closing_line(Outcome((), 1, since="a\n::error::b\x1b[2J", older=1))
    assert "\n" not in line
    assert "\x1b" not in line


def test_a_position_with_nothing_to_find_is_well(repo: Path, iki: Iki) -> None:
    (repo / CAMAT).write_text(POSITION, encoding="utf-8")
    assert iki("validate", "--since", "HEAD", "--strict").code == 0


def test_a_position_with_errors_makes_nothing_of_others_new(office: Path, iki: Iki) -> None:
    """Rules do not see it then: what it explained is explained nowhere."""
    (office / CAMAT).write_text(FAULTY.replace("Memimpin", "Survei Warga Wilayah (SWW),"), encoding="utf-8")
    lower = FAULTY.replace("atasan:", "atasan: camat").replace("jabatan: Camat", "jabatan: Lurah SWW")
    (office / LURAH).write_text(lower, encoding="utf-8")
    git(office, "init", "-q", "-b", "main")
    commit(office)
    edit(office, "atasan:\n", "atasan:\nlain: x\n")
    assert "singkatan" in iki("validate").out
    assert told(iki("validate", "--since", "HEAD")) == ["camat.yaml:3:1 kunci-tidak-dikenal"]
