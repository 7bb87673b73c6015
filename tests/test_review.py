"""`iki review` records what was looked at, at the very letters, so that git merges it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cascades import CAMAT, FILES, KASI, KASUBAG, SEKRETARIS, made
from conftest import Result
from git_repos import GIT, commit, edit, git

from iki import load
from iki.dialect import parse
from iki.fingerprint import by_link, fingerprint
from iki.model import Kantor

pytestmark = pytest.mark.skipif(GIT is None, reason="git is not installed")

Iki = Callable[..., Result]
ITEMS = by_link([load.jabatan(parse(FILES[CAMAT].encode(), CAMAT), "camat", Kantor())])
KEPUASAN, SKM, TERTIB = (fingerprint(ITEMS[f"camat/{each}"]) for each in ("kepuasan", "skm", "tertib"))


@pytest.fixture
def cascade(office: Path) -> Path:
    return made(office)


def added(folder: Path, name: str) -> tuple[list[str], list[str]]:
    """The lines that git sees gone from a file, and those that came."""
    lines = git(folder, "diff", "-U0", "--", name).splitlines()[4:]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


def test_a_position_is_recorded_item_by_item(cascade: Path, iki: Iki) -> None:
    result = iki("review", "sekretaris")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f"sekretaris/1 ditinjau terhadap camat/kepuasan ({KEPUASAN})",
        f"sekretaris/2.1 ditinjau terhadap camat/skm ({SKM})",
    ]
    assert added(cascade, SEKRETARIS) == (
        [],
        ["    tinjauan:", f"      camat/kepuasan: {KEPUASAN}", "        tinjauan:", f"          camat/skm: {SKM}"],
    )
    text = (cascade / SEKRETARIS).read_text(encoding="utf-8")
    assert "    mendukung: [camat/kepuasan]  # IKU 1\n    tinjauan:\n" in text
    again = iki("review", "sekretaris", "sekretaris/1")
    assert (again.code, again.out, again.err) == (0, "", "iki: semuanya sudah tercatat ditinjau.\n")
    assert (cascade / SEKRETARIS).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["sekretaris/surat", "sekretaris/1", "data/jabatan/sekretaris.yaml/1"])
def test_an_item_is_named_by_its_id_or_number(cascade: Path, iki: Iki, name: str) -> None:
    assert iki("review", name).out == f"sekretaris/1 ditinjau terhadap camat/kepuasan ({KEPUASAN})\n"


def test_an_indikator_and_a_file_can_be_named_too(cascade: Path, iki: Iki) -> None:
    assert iki("review", "sekretaris/2.1").out == f"sekretaris/2.1 ditinjau terhadap camat/skm ({SKM})\n"
    assert len(iki("review", KASI, KASUBAG).out.splitlines()) == 4


def test_a_number_comes_before_an_id_that_is_one(cascade: Path, iki: Iki) -> None:
    edit(cascade, "id: surat", "id: '2'", SEKRETARIS)
    edit(cascade, "sekretaris/surat", "sekretaris/2", KASUBAG)
    assert "sekretaris/2' tidak mendukung butir lain" in iki("review", "sekretaris/2").err
    assert iki("review", "sekretaris/1").code == 0


ROW = "      - {nama: Jumlah patroli, formulasi: Hitungan, mendukung: [camat/skm, 'camat/tertib']"
WAYS = {
    "in one line": (f"{ROW}}}\n", f"{ROW}, tinjauan: {{camat/skm: {SKM}, camat/tertib: {TERTIB}}}}}\n"),
    "in the middle of a line": (
        f"{ROW}, catatan: x}}  # y\n",
        f"{ROW}, tinjauan: {{camat/skm: {SKM}, camat/tertib: {TERTIB}}}, catatan: x}}  # y\n",
    ),
    "recorded in one line": (
        f'{ROW}, tinjauan: {{"camat/skm": "bcdfghjk",}}}}\n',
        f'{ROW}, tinjauan: {{"camat/skm": "{SKM}", camat/tertib: {TERTIB},}}}}\n',
    ),
    "over several lines in brackets": (
        """\
      - {
          nama: Jumlah, formulasi: Hitungan,
          mendukung: [
            camat/skm, # satu
          ] # dua
        }
""",
        f"""\
      - {{
          nama: Jumlah, formulasi: Hitungan,
          mendukung: [
            camat/skm, # satu
          ], tinjauan: {{camat/skm: {SKM}}} # dua
        }}
""",
    ),
    "line by line": (
        """\
      - mendukung:
        - camat/skm  # satu
        # dua
        - 'camat/tertib' # tiga
        # empat
        nama: Jumlah
        formulasi: Hitungan
""",
        f"""\
      - mendukung:
        - camat/skm  # satu
        # dua
        - 'camat/tertib' # tiga
        tinjauan:
          camat/skm: {SKM}
          camat/tertib: {TERTIB}
        # empat
        nama: Jumlah
        formulasi: Hitungan
""",
    ),
    "recorded line by line": (
        """\
      - tinjauan:  # oleh tim
            camat/skm: 'bcdfghjk' # lama
        nama: Jumlah
        formulasi: Hitungan
        mendukung: [camat/skm, camat/tertib]
""",
        f"""\
      - tinjauan:  # oleh tim
            camat/skm: '{SKM}' # lama
            camat/tertib: {TERTIB}
        nama: Jumlah
        formulasi: Hitungan
        mendukung: [camat/skm, camat/tertib]
""",
    ),
    "below a stroke": (
        """\
      - mendukung:
        - |-
          camat/skm
        nama: Jumlah
        formulasi: Hitungan
""",
        f"""\
      - mendukung:
        - |-
          camat/skm
        tinjauan:
          camat/skm: {SKM}
        nama: Jumlah
        formulasi: Hitungan
""",
    ),
    "at the end of a file": (
        """\
      - nama: Jumlah
        formulasi: Hitungan
        mendukung: [camat/skm]""",
        f"""\
      - nama: Jumlah
        formulasi: Hitungan
        mendukung: [camat/skm]
        tinjauan:
          camat/skm: {SKM}""",
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("way", WAYS)
def test_all_else_stays_byte_for_byte(cascade: Path, iki: Iki, way: str, end: str, mark: str) -> None:
    before, after = (mark + FILES[KASI].replace(f"{ROW}}}\n", each) for each in WAYS[way])
    (cascade / KASI).write_bytes(before.replace("\n", end).encode())
    result = iki("review", "kasi/1.1")
    assert (result.code, result.err) == (0, "")
    assert (cascade / KASI).read_bytes() == after.replace("\n", end).encode()


@pytest.mark.parametrize(
    "row",
    [
        "      - ? mendukung\n        : [camat/skm]\n        nama: Jumlah\n        formulasi: Hitungan\n",
        """\
      - nama: Jumlah
        tinjauan:
          camat/skm: |-
            bcdfghjk
        formulasi: Hitungan
        mendukung: [camat/skm]
""",
    ],
)
def test_what_cannot_be_edited_safely_is_said_and_left(cascade: Path, iki: Iki, row: str) -> None:
    text = FILES[KASI].replace(f"{ROW}}}\n", row)
    (cascade / KASI).write_text(text, encoding="utf-8")
    result = iki("review", "kasi/1.1")
    assert (cascade / KASI).read_text(encoding="utf-8") == text
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "iki: data/jabatan/kasi.yaml tidak diubah: cara penulisannya tidak dapat disunting iki.\n"
        f"Tambahkan sendiri pada kasi/1.1:\n  tinjauan:\n    camat/skm: {SKM}\n"
    )


def test_the_rights_of_a_file_stay(cascade: Path, iki: Iki) -> None:
    (cascade / KASI).chmod(0o640)
    assert iki("review", "kasi").code == 0
    assert (cascade / KASI).stat().st_mode & 0o777 == 0o640 or os.name == "nt"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "sekretari/1",
            "Jabatan 'sekretari' tidak ada. Maksud Anda 'sekretaris'? Yang mendukung butir lain: kasi/1, kasi/1.1, kas",
        ),
        ("xyz", "Jabatan 'xyz' tidak ada. Yang mendukung butir lain: kasi/1, "),
        ("", "Jabatan '' tidak ada. Yang mendukung"),
        (
            "sekretaris/surta",
            "Butir 'surta' tidak ada pada jabatan 'sekretaris'. Maksud Anda 'surat'? Yang mendukung butir lain: sekret",
        ),
        ("sekretaris/3", "Butir '3' tidak ada pada jabatan 'sekretaris'. Yang mendukung"),
        ("sekretaris/2", "'sekretaris/2' tidak mendukung butir lain, jadi tidak ada yang dicatat. Yang mendukung"),
        ("camat", "'camat' tidak mendukung butir lain, jadi tidak ada yang dicatat. Tulis dahulu 'mendukung: ["),
        ("a\x1b[31m", r"Jabatan 'a\x1b[31m' tidak ada."),
    ],
)
def test_a_name_that_means_nothing_is_answered_with_those_that_do(
    cascade: Path, iki: Iki, name: str, words: str
) -> None:
    result = iki("review", "kasi", name)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"iki: {words}")
    assert result.err.count("\n") == 1
    assert added(cascade, KASI) == ([], []), "one name that means nothing keeps all from being written"


@pytest.mark.parametrize("name", [SEKRETARIS, CAMAT])
def test_files_with_errors_are_refused_with_what_is_wrong(cascade: Path, iki: Iki, name: str) -> None:
    edit(cascade, "tugas:", "tugass:", name)
    result = iki("review", "sekretaris/1")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{name}:3:1: error: Kunci 'tugass' tidak dikenal")
    assert result.err.endswith("iki: tidak ada yang dicatat; perbaiki dahulu yang di atas.\n")
    assert iki("review", "kasubag").code == int(name == SEKRETARIS)


def test_a_dead_link_is_told_and_the_others_are_recorded(cascade: Path, iki: Iki) -> None:
    edit(cascade, "id: tertib", "id: aman")
    result = iki("review", "kasi/1.1")
    assert (result.code, result.out) == (1, f"kasi/1.1 ditinjau terhadap camat/skm ({SKM})\n")
    assert result.err == "iki: kasi/1.1: 'camat/tertib' tidak ada, jadi tidak dicatat; perbaiki tautannya.\n"


def test_a_superior_outside_the_data_has_nothing_to_record(cascade: Path, iki: Iki) -> None:
    (cascade / "iki.yaml").write_text("atasan_luar: {wali-kota: Wali Kota}\n", encoding="utf-8")
    edit(cascade, "mendukung: [camat/tertib]", "mendukung: [wali-kota/tertib]", KASI)
    result = iki("review", "kasi/1")
    assert (result.code, result.out) == (0, "")
    assert "wali-kota/tertib berada di luar data ini" in result.err


def test_a_folder_without_a_project_is_told_so(tmp_path: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Tidak ada iki.yaml" in iki("review", "camat").err
    assert "BUTIR... belum diberikan" in iki("review").err


def test_two_branches_that_look_at_two_items_of_a_position_merge_by_themselves(cascade: Path, iki: Iki) -> None:
    edit(cascade, "85,5%", "90%")
    commit(cascade)
    git(cascade, "checkout", "-qb", "satu")
    assert iki("review", "sekretaris/1").code == 0
    commit(cascade)
    git(cascade, "checkout", "-qb", "dua", "main")
    assert iki("review", "sekretaris/2.1").code == 0
    commit(cascade)
    git(cascade, "merge", "-q", "--no-edit", "satu")
    assert iki("review", "sekretaris").err == "iki: semuanya sudah tercatat ditinjau.\n"
    assert [line for line in iki("diff", "HEAD~2", "--impact").out.splitlines() if "sekretaris.yaml" in line] == []


@pytest.mark.parametrize(
    ("records", "kind", "words"),
    [
        ("{camat/kepuasn: kqmzbdfw}", "warning [tinjauan-tanpa-tautan]", "tidak ada di 'mendukung' butir ini"),
        ("{camat/kepuasan: kepuasan}", "warning [tinjauan-salah]", "bukan tulisan 'iki review'"),
        ("{camat/kepuasan: 12345678}", "warning [tinjauan-salah]", "bukan tulisan 'iki review'"),
        ("{camat/kepuasan: kqmzbdfw}", "warning [tinjauan-basi]", "berubah sejak butir ini ditinjau"),
        ("{kepuasan: kqmzbdfw}", "error [tautan-salah]", "tidak berbentuk id/id"),
        ("{camat/kepuasan: [a]}", "error [jenis-nilai-salah]", "harus berupa teks"),
        ("{camat/kepuasan: }", "error [belum-diisi]", "belum diisi"),
        ("{camat/kepuasan: ''}", "error [teks-kosong]", "kosong"),
        ("[camat/kepuasan]", "error [jenis-nilai-salah]", "'tinjauan' harus berupa"),
        ("{}", "error [daftar-kosong]", "'tinjauan' tidak berisi apa-apa"),
        ("", "error [belum-diisi]", "'tinjauan' belum diisi"),
    ],
)
def test_what_somebody_wrote_there_by_hand_is_judged(
    cascade: Path, iki: Iki, records: str, kind: str, words: str
) -> None:
    level, rule = kind.split()
    edit(cascade, "  # IKU 1\n", f"\n    tinjauan: {records}\n", SEKRETARIS)
    lines = [line for line in iki("validate", SEKRETARIS).out.splitlines() if "tinjau" in line or rule in line]
    assert len([line for line in lines if not line.startswith(" ")]) == 1, lines
    assert lines[0].startswith("data/jabatan/sekretaris.yaml:10:")
    assert f": {level}: " in lines[0]
    assert lines[0].endswith(rule)
    assert words in lines[0]


def test_what_was_recorded_is_out_of_date_once_its_superior_changes(cascade: Path, iki: Iki) -> None:
    asked = ("validate", SEKRETARIS, "--select", "tinjauan-basi", "--strict")
    assert iki("review", "sekretaris").code == 0
    assert iki(*asked).code == 0
    edit(cascade, "85,5%", "90%")
    told = iki(*asked)
    assert (told.code, told.out.count("[tinjauan-basi]")) == (1, 2)
    assert "saran: Sesuaikan bila perlu, lalu catat: iki review sekretaris/2.1\n" in told.out
    assert iki("review", "sekretaris").out.count("ditinjau terhadap") == 2
    assert iki(*asked).code == 0
