"""What is to be looked at when a superior's item changed: exactly that, in a cascade of three levels."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cascades import CAMAT, FILES, KASI, KASUBAG, SEKRETARIS, made
from conftest import Result
from git_repos import GIT, commit, edit, git

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")

Iki = Callable[..., Result]
OF_KEPUASAN = {("sekretaris/1", "camat/kepuasan")}
OF_SKM = {("sekretaris/2.1", "camat/skm"), ("kasi/1.1", "camat/skm")}


@pytest.fixture
def cascade(office: Path) -> Path:
    return made(office)


def suspects(iki: Iki, *revisions: str) -> set[tuple[str, str]]:
    """What `iki diff --impact` tells as suspect; the exit code, the text and the whole review say the same."""
    told = json.loads(iki("diff", *revisions, "--impact", "--format", "json").out)["suspects"]
    text = iki("diff", *revisions, "--impact", "--exit-code")
    assert (text.code, text.err) == (int(bool(told)), "")
    assert len(text.out.splitlines()) == max(2 * len(told), 1)
    assert json.loads(iki("diff", *revisions, "--format", "json").out)["suspects"] == told
    return {(each["review"], each["link"]) for each in told}


def test_nothing_changed_and_nothing_is_to_be_looked_at(cascade: Path, iki: Iki) -> None:
    result = iki("diff", "--impact", "--exit-code")
    assert (result.code, result.out) == (0, "Tidak ada yang perlu ditinjau.\n")


def test_a_reworded_sasaran_makes_what_supports_it_suspect_and_no_third_level(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    assert suspects(iki) == OF_KEPUASAN
    assert iki("diff", "--impact").out.splitlines() == [
        (
            "data/jabatan/sekretaris.yaml:9:17: sasaran 1 'Meningkatnya ketepatan surat' mendukung camat/kepuasan, "
            "yang berubah: uraian 'Meningkatnya kepuasan masyarakat' → 'Meningkatnya kepuasan warga'"
        ),
        "  saran: Sesuaikan bila perlu, lalu catat: iki review sekretaris/1",
    ]
    assert iki("diff", "--exit-code").code == 1
    assert iki("diff").out.endswith("Perlu ditinjau\n" + iki("diff", "--impact").out)


@pytest.mark.parametrize("link", ["camat\\x2fkepuasan", "\\u0063amat/kepuasan"])
def test_a_link_is_found_however_its_letters_are_written(cascade: Path, iki: Iki, link: str) -> None:
    edit(cascade, "[camat/kepuasan]", f'["{link}"]', SEKRETARIS)
    commit(cascade)
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    assert suspects(iki) == OF_KEPUASAN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Meningkatnya kepuasan masyarakat", "meningkatnya kepuasan, Masyarakat."),
        ("85,5%", "'85,5 %'"),
        ("  - id: kepuasan\n", "  - id: kepuasan\n    kode: 7.01\n    catatan: Baru\n    status: tetap\n"),
        ("sumber_data: [Laporan]", "sumber_data: [Buku]"),
        ("jumlah unsur, dikali 25", "jumlah unsur dikali 25"),
    ],
)
def test_spelling_and_what_the_office_keeps_its_files_by_alarm_nobody(
    cascade: Path, iki: Iki, old: str, new: str
) -> None:
    edit(cascade, old, new)
    assert iki("diff", "--exit-code").code == 1
    assert suspects(iki) == set()


@pytest.mark.parametrize("new", ["855%", "85,5", "'> 85,5%'", "86,5%"])
def test_another_target_of_an_indikator_is_another_content_of_its_sasaran_too(
    cascade: Path, iki: Iki, new: str
) -> None:
    edit(cascade, "85,5%", new)
    assert suspects(iki) == OF_KEPUASAN | OF_SKM
    assert f"target indikator 1 '85,5%' → {new if new[0] == chr(39) else repr(new)}" in iki("diff", "--impact").out


def test_what_came_to_a_sasaran_or_went_from_it_is_told(cascade: Path, iki: Iki) -> None:
    text = FILES[CAMAT]
    row = text[text.index("      - id: skm") : text.index("  - id: tertib")]
    edit(cascade, row, "      - {nama: Lama antrean loket, formulasi: Menit}\n")
    told = iki("diff", "--impact").out
    assert "yang berubah: indikator 'Lama antrean loket' baru; indikator 'Nilai survei kepuasan' dihapus\n" in told
    assert "mendukung camat/skm, yang sudah tidak ada\n  saran: Ganti tautan itu" in told
    assert suspects(iki) == OF_KEPUASAN | OF_SKM


def test_what_changed_together_with_its_superior_was_looked_at(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    edit(cascade, "ketepatan surat", "kecepatan surat", SEKRETARIS)
    assert suspects(iki) == {("kasubag/1", "sekretaris/surat")}
    commit(cascade)
    assert suspects(iki, "HEAD~1") == {("kasubag/1", "sekretaris/surat")}


def test_only_spelling_in_the_supporting_item_is_no_look(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    edit(cascade, "Meningkatnya ketepatan surat", "Meningkatnya ketepatan surat.", SEKRETARIS)
    assert suspects(iki) == OF_KEPUASAN


def test_what_was_reviewed_is_suspect_again_only_when_its_superior_changes_again(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    commit(cascade)
    assert suspects(iki, "HEAD~1") == OF_KEPUASAN
    assert iki("review", "sekretaris/1").code == 0
    assert suspects(iki, "HEAD~1") == set()
    commit(cascade)
    assert suspects(iki, "HEAD~2", "HEAD") == set()
    assert suspects(iki, "HEAD~2..HEAD~1") == OF_KEPUASAN
    edit(cascade, "kepuasan warga", "kepuasan warga kota")
    assert suspects(iki) == OF_KEPUASAN
    assert suspects(iki, "HEAD~2") == OF_KEPUASAN
    edit(cascade, "kepuasan warga kota", "kepuasan warga")
    assert suspects(iki, "HEAD~2") == set()


def test_a_superior_that_says_again_what_it_said_is_nothing_to_look_at(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    commit(cascade)
    edit(cascade, "kepuasan warga", "kepuasan masyarakat")
    commit(cascade)
    assert suspects(iki, "HEAD~2") == set()
    assert suspects(iki, "HEAD~1") == OF_KEPUASAN


def test_a_superior_s_item_that_is_gone_leaves_a_dead_link(cascade: Path, iki: Iki) -> None:
    text = FILES[CAMAT]
    (cascade / CAMAT).write_text(text[: text.index("  - id: tertib")], encoding="utf-8")
    assert suspects(iki) == {("kasi/1", "camat/tertib"), ("kasi/1.1", "camat/tertib")}
    (cascade / CAMAT).unlink()
    assert suspects(iki) == OF_KEPUASAN | OF_SKM | {("kasi/1", "camat/tertib"), ("kasi/1.1", "camat/tertib")}


def test_a_new_link_is_made_by_somebody_who_looks(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    edit(cascade, "[sekretaris/surat]", "[sekretaris/surat, camat/kepuasan]", KASUBAG)
    assert suspects(iki) == OF_KEPUASAN


def test_a_new_item_and_a_new_position_are_no_suspects(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    text = FILES[SEKRETARIS].replace("jabatan: Sekretaris", "jabatan: Analis")
    (cascade / "data" / "jabatan" / "analis.yaml").write_text(text, encoding="utf-8")
    more = "  - {uraian: Baru, mendukung: [camat/kepuasan], indikator: [{nama: Waktu, formulasi: Hari}]}\n"
    with (cascade / KASUBAG).open("a", encoding="utf-8") as file:
        file.write(more)
    assert suspects(iki) == OF_KEPUASAN


def test_another_branch_is_left_in_peace(cascade: Path, iki: Iki) -> None:
    edit(cascade, "Meningkatnya ketertiban\n", "Menurunnya gangguan ketertiban\n")
    assert suspects(iki) == {("kasi/1", "camat/tertib"), ("kasi/1.1", "camat/tertib")}


def test_a_position_whose_file_has_another_name_is_the_same(cascade: Path, iki: Iki) -> None:
    (cascade / CAMAT).rename(cascade / "data" / "jabatan" / "camat-barat.yaml")
    for name in (SEKRETARIS, KASI):
        text = (cascade / name).read_text(encoding="utf-8")
        (cascade / name).write_text(re.sub(r"camat\b", "camat-barat", text), encoding="utf-8")
    assert suspects(iki) == set()
    edit(cascade, "kepuasan masyarakat", "kepuasan warga", "data/jabatan/camat-barat.yaml")
    assert suspects(iki) == {("sekretaris/1", "camat-barat/kepuasan")}
    (cascade / SEKRETARIS).rename(cascade / "data" / "jabatan" / "sekcam.yaml")
    edit(cascade, "sekretaris/surat", "sekcam/surat", KASUBAG)
    edit(cascade, "atasan: sekretaris", "atasan: sekcam", KASUBAG)
    assert suspects(iki) == {("sekcam/1", "camat-barat/kepuasan")}


def test_links_by_the_old_name_of_a_file_are_dead(cascade: Path, iki: Iki) -> None:
    (cascade / CAMAT).rename(cascade / "data" / "jabatan" / "camat-barat.yaml")
    (cascade / KASI).unlink()
    assert suspects(iki) == {("sekretaris/1", "camat/kepuasan"), ("sekretaris/2.1", "camat/skm")}


def test_an_item_without_an_id_is_followed_where_it_goes(cascade: Path, iki: Iki) -> None:
    edit(cascade, "85,5%", "86%")
    row = "  - uraian: Meningkatnya kerapian arsip\n"
    before, _, after = (cascade / SEKRETARIS).read_text(encoding="utf-8").partition(row)
    head, _, surat = before.partition("sasaran:\n")
    (cascade / SEKRETARIS).write_text(f"{head}sasaran:\n{row}{after}{surat}", encoding="utf-8")
    assert suspects(iki) == {
        ("sekretaris/1.1", "camat/skm"),
        ("sekretaris/2", "camat/kepuasan"),
        ("kasi/1.1", "camat/skm"),
    }


def test_since_branches_went_apart_only_the_own_branch_counts(cascade: Path, iki: Iki) -> None:
    git(cascade, "checkout", "-qb", "usul")
    edit(cascade, "ketepatan surat", "kecepatan surat", SEKRETARIS)
    commit(cascade)
    git(cascade, "checkout", "-q", "main")
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    commit(cascade)
    git(cascade, "checkout", "-q", "usul")
    assert suspects(iki, "main...") == {("kasubag/1", "sekretaris/surat")}
    edit(cascade, "Meningkatnya ketertiban\n", "Menurunnya gangguan\n")
    commit(cascade)
    told = iki("diff", "main...HEAD", "--impact").out
    assert "HEAD:data/jabatan/kasi.yaml:8:17: sasaran 1 'Meningkatnya ketertiban umum' mendukung camat/tertib" in told


def test_windows_line_ends_and_flow_style_are_read_alike(cascade: Path, iki: Iki) -> None:
    for name in FILES:
        path = cascade / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    commit(cascade)
    path = cascade / CAMAT
    path.write_bytes(path.read_bytes().replace(b"85,5%", b"90%"))
    assert suspects(iki) == OF_KEPUASAN | OF_SKM
    (place,) = [line for line in iki("diff", "--impact").out.splitlines() if "kasi.yaml" in line]
    assert place.startswith("data/jabatan/kasi.yaml:10:65: sasaran 1, indikator 1 'Jumlah patroli' mendukung camat/skm")


def test_long_texts_are_told_from_where_they_differ(cascade: Path, iki: Iki) -> None:
    long = "Meningkatnya kepuasan masyarakat " + "atas pelayanan kecamatan " * 5
    edit(cascade, "Meningkatnya kepuasan masyarakat", f"{long}yang ramah")
    commit(cascade)
    edit(cascade, "yang ramah", "yang cepat")
    assert "uraian '… kecamatan yang ramah' → '… kecamatan yang cepat'" in iki("diff", "--impact").out


def test_of_files_that_did_not_change_only_those_with_a_link_are_parsed(
    cascade: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iki import cascade as unit

    read = []
    whole = unit.read_position
    monkeypatch.setattr(unit, "read_position", lambda text, called: read.append(called) or whole(text, called))
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    assert suspects(iki) == OF_KEPUASAN
    assert set(read) == {SEKRETARIS, KASI}
    read.clear()
    git(cascade, "checkout", "-q", CAMAT)
    edit(cascade, "tugas: Bekerja", "tugas: Memimpin")
    assert suspects(iki) == set()
    assert read == []


def test_a_broken_file_that_may_hold_a_suspect_keeps_only_the_question_from_being_answered(
    cascade: Path, iki: Iki
) -> None:
    edit(cascade, "tugas:", "tugass:", SEKRETARIS)
    commit(cascade)
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    assert iki("diff").code == 0
    result = iki("diff", "--impact", "--exit-code")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("data/jabatan/sekretaris.yaml:3:1: error: Kunci 'tugass' tidak dikenal")


def test_a_pull_request_shows_what_is_to_be_looked_at(cascade: Path, iki: Iki, tmp_path: Path) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan *warga*")
    alone = iki("diff", "--impact", "--format", "md").out
    assert alone.startswith("**Perlu ditinjau:** 1 butir\n\n- data/jabatan/sekretaris.yaml:9 sasaran 1 ")
    assert r"\*warga\*" in alone
    assert iki("diff", "--format", "md").out.endswith(f"\n{alone}")
    assert iki("diff", "--impact", "--output", str(tmp_path / "x.md")).out == ""
    assert (tmp_path / "x.md").read_text(encoding="utf-8") == alone
    git(cascade, "checkout", "-q", CAMAT)
    assert iki("diff", "--impact", "--format", "md").out == "Tidak ada yang perlu ditinjau.\n"


def test_a_comment_with_many_of_them_stays_below_what_a_pull_request_takes(cascade: Path, iki: Iki) -> None:
    rows = "".join(
        f"  - {{uraian: {'kata ' * 9}{number}, mendukung: [camat/kepuasan], indikator: [{{nama: N, formulasi: F}}]}}\n"
        for number in range(400)
    )
    with (cascade / KASUBAG).open("a", encoding="utf-8") as file:
        file.write(rows)
    commit(cascade)
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    whole, alone = iki("diff", "--format", "md").out, iki("diff", "--impact", "--format", "md").out
    assert len(whole) < 20_000
    assert 50_000 < len(alone) < 65_000
    assert "butir lain tidak ditampilkan di sini" in whole
    assert "<del>masyarakat</del>" in whole


def test_documents_leave_it_out(cascade: Path, iki: Iki) -> None:
    edit(cascade, "kepuasan masyarakat", "kepuasan warga")
    assert iki("diff", "--format", "docx").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--redline",), "--impact salah: tidak dapat bersama --redline atau --require-reason"),
        (("--require-reason",), "--impact salah: tidak dapat bersama --redline atau --require-reason"),
        (("--format", "docx"), "bentuk 'docx' tidak ada; pilih: json, md, text"),
        (("--format", "xlsx"), "bentuk 'xlsx' tidak ada; pilih: json, md, text"),
        (("--output", "x.docx"), "berkas .docx tidak dapat berisi bentuk text"),
    ],
)
def test_what_does_not_go_together_is_said(cascade: Path, iki: Iki, arguments: tuple[str, ...], words: str) -> None:
    result = iki("diff", "--impact", *arguments)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_what_was_recorded_is_told_but_is_no_row_of_the_matrix(cascade: Path, iki: Iki) -> None:
    assert iki("review", "sekretaris/1").code == 0
    told = iki("diff").out
    assert "  + Sasaran 1, tinjauan baru\n    camat/kepuasan\n" in told
    assert iki("diff", "--require-reason").code == 0
    assert "matriks tidak ditulis" in iki("diff", "--format", "docx").err
    told = iki("diff", "--format", "md").out
    assert "→ camat/kepuasan" in told
    assert "| No | Semula" not in told


def test_a_record_that_only_follows_the_new_name_of_a_file_is_not_told(cascade: Path, iki: Iki) -> None:
    assert iki("review", "sekretaris/1").code == 0
    commit(cascade)
    (cascade / CAMAT).rename(cascade / "data" / "jabatan" / "camat-barat.yaml")
    text = (cascade / SEKRETARIS).read_text(encoding="utf-8")
    (cascade / SEKRETARIS).write_text(re.sub(r"camat\b", "camat-barat", text), encoding="utf-8")
    told = iki("diff").out
    assert "berkas diganti namanya" in told
    assert "tinjauan" not in told.partition("Perlu ditinjau")[0]
    assert {each for each, _ in suspects(iki)} == {"kasi/1", "kasi/1.1"}
