"""What is mechanical is put right at the very letters, and nothing else of the file is touched."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import CLEAN, Result
from hypothesis import given
from hypothesis import strategies as st

from iki.diagnostics import Level, Location
from iki.dialect import parse
from iki.fixing import fixed
from iki.lint import Told
from iki.model import Jabatan
from iki.rule import Finding

Iki = Callable[..., Result]
TASK = "tugas: Memimpin kecamatan"


def put(office: Path, text: str) -> Path:
    path = office / "data" / "jabatan" / "camat.yaml"
    path.write_bytes(text.encode())
    return path


WAYS = {
    "plain": ("tugas: Membina kwalitas aktifitas", "tugas: Membina kualitas aktivitas"),
    "a remark behind it": (
        "tugas: Membina kwalitas  # catatan: kwalitas",
        "tugas: Membina kualitas  # catatan: kwalitas",
    ),
    "folded": ("tugas: >-\n  Membina\n  kwalitas\n  layanan", "tugas: >-\n  Membina\n  kualitas\n  layanan"),
    "two words over a line end": (
        "tugas: >-\n  Membina prestasi tolak\n  ukur kerja",
        "tugas: >-\n  Membina prestasi tolok\n  ukur kerja",
    ),
    "literal": (
        "tugas: |\n  Membina kwalitas\n\n  dan aktifitas\n",
        "tugas: |\n  Membina kualitas\n\n  dan aktivitas\n",
    ),
    "plain over lines": ("tugas: Membina\n  kwalitas\n  layanan", "tugas: Membina\n  kualitas\n  layanan"),
    "single quotes": ("tugas: 'Membina ''kwalitas'' layanan'", "tugas: 'Membina ''kualitas'' layanan'"),
    "double quotes": (
        'tugas: "Membina \\"mutu\\" kwalitas \\u006cayanan \\\n  aktifitas"',
        'tugas: "Membina \\"mutu\\" kualitas \\u006cayanan \\\n  aktivitas"',
    ),
    "spaces": ("tugas: Membina  kualitas", "tugas: Membina kualitas"),
    "a stroke": ("tugas: Membina kota/ desa", "tugas: Membina kota/desa"),
    "capitals": ("tugas: KWALITAS Kwalitas", "tugas: KUALITAS Kualitas"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_is_mended_however_it_is_written(office: Path, iki: Iki, way: str, end: str) -> None:
    before, after = (CLEAN.replace(TASK, each).replace("\n", end) for each in WAYS[way])
    path = put(office, before)
    result = iki("fix")
    assert (result.code, result.err) == (0, "")
    assert path.read_bytes().decode() == after
    assert iki("fix").err == "iki: tidak ada yang perlu diperbaiki.\n"


def test_items_of_a_list_in_one_line_are_mended(office: Path, iki: Iki) -> None:
    path = put(office, CLEAN.replace("[Perencanaan, Pembinaan]", "[Kwalitas, 'Pembinaan aktifitas' ]  # dua"))
    assert "2 perbaikan (2 ejaan-baku)" in iki("fix").out
    assert "fungsi: [Kualitas, 'Pembinaan aktivitas' ]  # dua\n" in path.read_text(encoding="utf-8")


def test_a_byte_order_mark_stays(office: Path, iki: Iki) -> None:
    path = put(office, "\ufeff" + CLEAN.replace(TASK, "tugas: Membina kwalitas"))
    iki("fix")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfjabatan: ")
    assert b"kualitas" in path.read_bytes()


def test_the_rights_of_a_file_stay(office: Path, iki: Iki) -> None:
    path = put(office, CLEAN.replace(TASK, "tugas: Membina kwalitas"))
    path.chmod(0o640)
    iki("fix")
    assert path.stat().st_mode & 0o777 == 0o640 or os.name == "nt"


def test_a_look_first_writes_nothing(office: Path, iki: Iki) -> None:
    path = put(office, CLEAN.replace(TASK, "tugas: Membina kwalitas"))
    before = path.read_bytes()
    result = iki("fix", "--diff")
    assert result.code == 1
    assert "--- a/data/jabatan/camat.yaml\n+++ b/data/jabatan/camat.yaml\n" in result.out
    assert "-tugas: Membina kwalitas\n+tugas: Membina kualitas\n" in result.out
    assert path.read_bytes() == before


def test_only_the_files_that_are_named_are_mended(office: Path, iki: Iki) -> None:
    path = put(office, CLEAN.replace(TASK, "tugas: Membina kwalitas"))
    other = path.with_name("lurah.yaml")
    other.write_bytes(path.read_bytes().replace(b"atasan:", b"atasan: camat"))
    assert iki("fix", "data/jabatan/lurah.yaml").out == "data/jabatan/lurah.yaml: 1 perbaikan (1 ejaan-baku)\n"
    assert b"kwalitas" in path.read_bytes()
    assert b"kwalitas" not in other.read_bytes()
    assert iki("fix", "data/jabatan/entah.yaml").code == 2


def test_what_is_passed_over_with_a_reason_stays_and_what_is_only_put_off_is_mended(office: Path, iki: Iki) -> None:
    text = CLEAN.replace(TASK, "tugas: Membina kwalitas # iki: abaikan ejaan-baku -- nama program")
    path = put(office, text.replace("[Perencanaan, Pembinaan]", "[Aktifitas]"))
    iki("validate", "--baseline")
    iki("fix")
    mended = path.read_text(encoding="utf-8")
    assert "Membina kwalitas #" in mended
    assert "fungsi: [Aktivitas]" in mended


def test_a_file_with_an_error_is_left_and_named(office: Path, iki: Iki) -> None:
    path = put(office, CLEAN.replace(TASK, "tugas: Membina kwalitas") + "x: 1\n")
    before = path.read_bytes()
    result = iki("fix")
    assert result.code == 1
    assert result.err == "iki: data/jabatan/camat.yaml masih berisi kesalahan; lihat 'iki validate'.\n"
    assert path.read_bytes() == before


def test_what_a_rule_only_suspects_is_never_touched(office: Path, iki: Iki) -> None:
    path = put(office, CLEAN.replace(TASK, "tugas: Menyediakan komputer PRODUTA dan Produta"))
    before = path.read_bytes()
    iki("fix")
    assert path.read_bytes() == before


def test_the_sources_of_an_indikator_are_mended_too_and_a_position_s_name_is_not(office: Path, iki: Iki) -> None:
    text = CLEAN.replace("jabatan: Camat Bontang Barat", "jabatan: Kepala Sub Bagian Umum")
    path = put(office, text + "        sumber_data: [Laporan survey, Register ijin]\n")
    assert iki("fix").out == "data/jabatan/camat.yaml: 2 perbaikan (2 ejaan-baku)\n"
    mended = path.read_text(encoding="utf-8")
    assert "sumber_data: [Laporan survei, Register izin]" in mended
    assert mended.startswith("jabatan: Kepala Sub Bagian Umum\n")


@pytest.mark.parametrize(
    "task",
    [
        "Pengangkutan sampah di kali dan parit",
        "Penyaluran bantuan ke tiga kelurahan",
        "Publikasi di https://survey.bontang.go.id/index.html dan data/survey/2026",
        "Surat dari walikota@bontang.go.id dan index.html",
        "Pemeliharaan Taman Tentram dan Mesjid Raya",
        "Program \u201cKerjasama Desa Hebat\u201d",
        "Kegiatan di desakan warga",
        "Pembinaan Kesejahteraan Keluarga Pra Sejahtera",
    ],
)
def test_what_may_be_meant_so_is_left_alone(office: Path, iki: Iki, task: str) -> None:
    path = put(office, CLEAN.replace(TASK, f"tugas: '{task}'"))
    iki("fix")
    assert f"tugas: '{task}'\n" in path.read_text(encoding="utf-8")


def test_the_end_of_an_abbreviation_is_no_full_stop_to_be_cut(office: Path, iki: Iki) -> None:
    functions = "fungsi: ['Pembinaan oleh Tim PKK Kec.', Pembinaan warga, 'Sarjana Hukum, S.H.']"
    path = put(office, CLEAN.replace("fungsi: [Perencanaan, Pembinaan]", functions))
    iki("fix")
    assert functions in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "spelling", ["{rapat: rapat koordinasi}", "{warga: warga warga}", "{rapat: sidang, sidang: rapat}"]
)
def test_what_is_right_already_is_not_mended_again_and_again(office: Path, iki: Iki, spelling: str) -> None:
    (office / "iki.yaml").write_text(f"periksa: {{ejaan: {spelling}}}\n", encoding="utf-8")
    path = put(office, CLEAN.replace(TASK, "tugas: Penyiapan rapat warga"))
    iki("fix")
    once = path.read_bytes()
    assert len(once) < len(CLEAN) + 60
    iki("fix")
    assert len(path.read_bytes()) < len(CLEAN) + 60


@pytest.mark.parametrize("settings", ["{ejaan: {arsip: ''}}", "{benar: Mesjid}", "{tingkat: {ejaan-baku: off}}", "["])
def test_nothing_is_mended_while_the_settings_have_an_error(office: Path, iki: Iki, settings: str) -> None:
    (office / "iki.yaml").write_text(f"periksa: {settings}\n", encoding="utf-8")
    path = put(office, CLEAN.replace(TASK, "tugas: Membina kwalitas arsip"))
    before = path.read_bytes()
    result = iki("fix")
    assert (result.code, result.out) == (1, "")
    assert "iki.yaml masih berisi kesalahan" in result.err
    assert path.read_bytes() == before


def test_many_fixes_are_made_at_once(office: Path, iki: Iki) -> None:
    functions = "".join(f"  - Pembinaan kwalitas nomor {number}\n" for number in range(400))
    path = put(office, CLEAN.replace("fungsi: [Perencanaan, Pembinaan]\n", f"fungsi:\n{functions}"))
    iki("fix")
    assert path.read_text(encoding="utf-8").count("kualitas nomor") == 400
    assert "kwalitas" not in path.read_text(encoding="utf-8")


def test_what_somebody_changed_meanwhile_is_left(office: Path, iki: Iki, monkeypatch: pytest.MonkeyPatch) -> None:
    from iki import mending

    path = put(office, CLEAN.replace(TASK, "tugas: Membina kwalitas"))
    real = mending.mended

    def meanwhile(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        path.write_text("baru", encoding="utf-8")
        return found

    monkeypatch.setattr(mending, "mended", meanwhile)
    result = iki("fix")
    assert result.code == 2
    assert "berubah sementara iki membacanya" in result.err
    assert path.read_text(encoding="utf-8") == "baru"


def test_the_ten_positions_are_mended_at_once_and_say_the_rest_as_before(seed: Path, iki: Iki) -> None:
    files = sorted((seed / "data" / "jabatan").glob("*.yaml"))
    before = {path: path.read_text(encoding="utf-8").splitlines() for path in files}
    assert iki("fix").code == 0
    assert iki("fix", "--diff").out == ""
    for path, lines in before.items():
        after = path.read_text(encoding="utf-8").splitlines()
        assert len(after) == len(lines)
        assert sum(one != other for one, other in zip(lines, after, strict=True)) < 20
    wrong = ("kwalitas", "Prosentase", "Penydiaan", "dalamperencanaan", "Materai")
    assert not any(word in path.read_text(encoding="utf-8") for path in files for word in wrong)


WORDS = st.sampled_from(
    ["layanan", "kota", "salah", "warga's", 'kata"kata', "a: b", "#x", "naïf", "🙂", "- c", "\\n", "{x}"]
)
STYLES = st.sampled_from([None, "'", '"', ">", "|"])


@given(st.lists(WORDS, min_size=1, max_size=12), STYLES, st.sampled_from([20, 60, 1000]))
def test_a_word_is_changed_in_any_text_in_any_style(words: list[str], style: str | None, width: int) -> None:
    """A finding about `salah` with a fix is made exactly, or not at all."""
    text = " ".join(words)
    content = yaml.dump({"a": text, "b": "salah"}, default_style=style, width=width, allow_unicode=True).encode()
    source = parse(content, "x.yaml")
    if source.diagnostics:
        return
    told = [told_of(start) for start in range(len(text)) if text.startswith("salah", start)]
    mended, made = fixed(
        content,
        source,
        [Told("r", Level.INFO, each, Location("x.yaml", 1, 1), None, POSITION, source) for each in told],
    )
    read = parse(mended, "x.yaml")
    assert not read.diagnostics
    assert read.data == {"a": text.replace("salah", "be'n\"ar"), "b": "salah"} or len(made) < len(told)
    if style != ">" or "\\" not in text:
        assert len(made) == len(told)


def told_of(start: int) -> Finding:
    return Finding(("a",), "m", "", (start, start + len("salah")), "be'n\"ar")


POSITION = Jabatan(id="x", nama="x", atasan=None, tugas=None, fungsi=(), sumber_data=None, sasaran=())
