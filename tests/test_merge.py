"""Two people edit one position: what both did is in the merged file, or the file says where they have to choose."""

import random
from copy import deepcopy
from typing import Any

import pytest
import yaml

from iki.dialect import parse
from iki.merge import Merged, merge

_LABELS = ("kita", "mereka")
_BASE = """\
# yaml-language-server: $schema=../../schema/jabatan.schema.json
jabatan: Camat Bontang Barat
atasan:
tugas: >-
  Melaksanakan urusan pemerintahan,
  ketentraman dan ketertiban umum
fungsi:
  - Perencanaan program kerja
  - Pembinaan kelurahan # atas pelimpahan
  - Pelaksanaan tugas lain
sumber_data: [Renstra, IKU]

# dua sasaran
sasaran:
  - uraian: Meningkatnya kualitas pelayanan
    id: pelayanan
    indikator:
      - nama: Nilai SKM
        formulasi: Hasil survei

      # dihitung tiap semester
      - nama: Persentase pengaduan selesai
        formulasi: Pengaduan selesai dibagi seluruh pengaduan
        sumber_data: [Buku pengaduan]
  - uraian: Meningkatnya partisipasi masyarakat
    indikator:
      - nama: Tingkat kehadiran Musrenbang
        formulasi: Yang hadir dibagi undangan
# akhir
"""


def _merged(ours: str, theirs: str, base: str = _BASE) -> Merged:
    made = merge(base.encode(), ours.encode(), theirs.encode(), _LABELS)
    assert made is not None
    return made


def _changed(*pairs: tuple[str, str]) -> str:
    text = _BASE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def _data(text: str | bytes) -> Any:
    return parse(text.encode() if isinstance(text, str) else text, "").data


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([("Nilai SKM", "Indeks kepuasan")], [("Yang hadir", "Undangan yang hadir")]),
        ([("Nilai SKM", "Indeks kepuasan")], [("Hasil survei", "Rata-rata hasil survei")]),
        ([("  - Perencanaan program kerja\n", "")], [("Pembinaan kelurahan", "Pembinaan dan pengawasan kelurahan")]),
        ([("fungsi:\n", "fungsi:\n  - Fungsi kita\n")], [("tugas lain\n", "tugas lain\n  - Fungsi mereka\n")]),
        ([("Renstra, IKU", "Renstra, IKU, LKIP")], [("Renstra, IKU", "Renja, IKU")]),
        (
            [("id: pelayanan\n", "id: pelayanan\n    kode: 1\n")],
            [("id: pelayanan\n", "id: pelayanan\n    catatan: x\n")],
        ),
        ([("tugas: >-\n  Melaksanakan", "tugas: >-\n  Memimpin")], [("# atas pelimpahan", "# sejak 2025")]),
    ],
)
def test_changes_of_two_places_meet_as_they_were_written(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> None:
    """The merged text is that of both edits, to the letter: remarks, folds, lists in brackets."""
    both = [*ours, *theirs]
    if ours[0][0] == theirs[0][0]:  # one line that both changed
        both = {
            "Renstra, IKU": [("Renstra, IKU", "Renja, IKU, LKIP")],
            "id: pelayanan\n": [("id: pelayanan\n", "id: pelayanan\n    kode: 1\n    catatan: x\n")],
        }[ours[0][0]]
    made = _merged(_changed(*ours), _changed(*theirs))
    assert made == Merged(_changed(*both).encode(), ())
    again = _merged(_changed(*theirs), _changed(*ours))
    assert again.unsettled == ()
    assert _without_order(_data(again.content)) == _without_order(_data(made.content))


def _without_order(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_order(value) for key, value in data.items()}
    return sorted((_without_order(each) for each in data), key=str) if isinstance(data, list) else data


def test_a_row_that_one_moves_and_another_rewords_is_moved_and_reworded() -> None:
    """It goes to another sasaran, in the words of both."""
    row = "      - nama: Nilai SKM\n        formulasi: Hasil survei\n\n"
    end = "        formulasi: Yang hadir dibagi undangan\n"
    made = _merged(_changed((row, ""), (end, f"{end}{row.rstrip()}\n")), _changed(("Hasil survei", "Survei semester")))
    assert made.unsettled == ()
    assert b"\n  - uraian: Meningkatnya partisipasi" in made.content
    assert [each["nama"] for each in _data(made.content)["sasaran"][1]["indikator"]][-1] == "Nilai SKM"
    assert _data(made.content)["sasaran"][1]["indikator"][1]["formulasi"] == "Survei semester"


def test_what_both_reworded_shows_both_in_the_field() -> None:
    """The file stays YAML, and iki says where and between what somebody has to choose."""
    made = _merged(_changed(("Nilai SKM", "Indeks kepuasan")), _changed(("Nilai SKM", "Skor SKM")))
    assert made.unsettled == ("indikator 'Indeks kepuasan': nama",)
    text = made.content.decode()
    assert text == _changed(
        (
            "nama: Nilai SKM\n",
            """nama: |-
          <<<<<<< kita
          Indeks kepuasan
          =======
          Skor SKM
          >>>>>>> mereka
""",
        )
    )
    source = parse(made.content, "camat.yaml")
    assert [(each.rule, each.location.line) for each in source.diagnostics] == [("perubahan-bertemu", 18)]
    assert source.diagnostics[0].message == (
        "Dua perubahan bertemu di sini: 'Indeks kepuasan' (kita) dan 'Skor SKM' (mereka)."
    )


@pytest.mark.parametrize(
    "text",
    [
        "|-\n          Skor\n          =======\n          Nilai",
        "|-\n          Nilai\n          >>>>>>> x",
        "(dihapus)",
        "(kosong)",
    ],
)
def test_what_a_merge_left_is_an_error_until_the_last_sign_is_gone(text: str) -> None:
    """Nobody prints half a conflict."""
    source = parse(_changed(("nama: Nilai SKM", f"nama: {text}")).encode(), "camat.yaml")
    assert [each.rule for each in source.diagnostics] == ["perubahan-bertemu"]
    assert source.diagnostics[0].location.line == 18


@pytest.mark.parametrize("is_ours", [True, False])
def test_what_one_deletes_and_another_rewords_stays_and_says_so(is_ours: bool) -> None:
    """Nobody's work goes without a word."""
    deleted = _changed(("      - nama: Nilai SKM\n        formulasi: Hasil survei\n\n", ""))
    reworded = _changed(("Hasil survei", "Survei semester"))
    made = _merged(*((deleted, reworded) if is_ours else (reworded, deleted)))
    assert len(made.unsettled) == 1
    nama = next(row["nama"] for row in _data(made.content)["sasaran"][0]["indikator"] if "Survei" in row["formulasi"])
    sides = ("(dihapus)", "Nilai SKM") if is_ours else ("Nilai SKM", "(dihapus)")
    assert nama == f"<<<<<<< kita\n{sides[0]}\n=======\n{sides[1]}\n>>>>>>> mereka"


def test_a_sasaran_that_one_deletes_stays_with_what_another_added_to_it() -> None:
    """The new row keeps its home, with all that stood there, which says that it was to go."""
    start = _BASE.index("  - uraian: Meningkatnya partisipasi")
    row = "      - nama: Baru\n        formulasi: Cara baru\n"
    made = _merged(_BASE[:start] + "# akhir\n", _changed(("# akhir", f"{row}# akhir")))
    assert made.unsettled
    kept = _data(made.content)["sasaran"][1]
    assert "(dihapus)" in kept["uraian"]
    assert [each["nama"] for each in kept["indikator"]] == ["Tingkat kehadiran Musrenbang", "Baru"]


_ROWS = "      - nama: Nilai SKM\n        formulasi: Hasil survei\n\n      # dihitung tiap semester\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kualitas pelayanan", "mutu pelayanan"),
        ("Hasil survei", "Survei semester"),
        ("      - nama: Nilai SKM", "      - nama: Baru\n        formulasi: Cara\n      - nama: Nilai SKM"),
    ],
)
@pytest.mark.parametrize("is_ours", [True, False])
def test_a_sasaran_that_one_deletes_and_another_changes_stays_whole(old: str, new: str, is_ours: bool) -> None:
    """Whoever decides to keep it has all of it."""
    start, end = _BASE.index("  - uraian: Meningkatnya kualitas"), _BASE.index("  - uraian: Meningkatnya partisipasi")
    deleted, changed = _BASE[:start] + _BASE[end:], _changed((old, new))
    made = _merged(*((deleted, changed) if is_ours else (changed, deleted)))
    assert made.unsettled
    kept, wanted = (_data(each)["sasaran"][0]["indikator"] for each in (made.content, changed))
    assert "(dihapus)" in _data(made.content)["sasaran"][0]["uraian"]
    assert [row["formulasi"] for row in kept] == [row["formulasi"] for row in wanted]


def test_what_one_moves_and_another_deletes_is_not_deleted_without_a_word() -> None:
    """A sasaran that one splits and another deletes is such a case too."""
    start, end = _BASE.index("  - uraian: Meningkatnya kualitas"), _BASE.index("  - uraian: Meningkatnya partisipasi")
    row = "      # dihitung tiap semester\n"
    split = _changed((row, f"  - uraian: Meningkatnya mutu\n    indikator:\n{row}"))
    made = _merged(split, _BASE[:start] + _BASE[end:])
    assert made.unsettled
    text = made.content.decode()
    assert "Persentase pengaduan selesai" in text
    assert "indikator: []" not in text


def test_two_who_delete_the_last_rows_of_a_sasaran_are_told() -> None:
    """Each left one: together they left none."""
    second = _BASE[_BASE.index("      - nama: Persentase") : _BASE.index("  - uraian: Meningkatnya partisipasi")]
    made = _merged(_changed((_ROWS, "")), _changed((second, "")))
    assert made.unsettled == ("sasaran 'Meningkatnya kualitas pelayanan' tidak punya indikator lagi",)


def test_a_remark_of_one_stays_beside_the_words_of_another() -> None:
    """Reasons for silence, and what somebody noted above a row, are work too."""
    ours = _changed(
        ("formulasi: Hasil survei", "formulasi: Hasil survei # iki: abaikan sel-kosong -- kita tahu"),
        ("      # dihitung tiap", "      # lihat Perwali\n      # dihitung tiap"),
    )
    theirs = _changed(("Hasil survei", "Survei semester"), ("Persentase pengaduan", "Jumlah pengaduan"))
    for made in (_merged(ours, theirs), _merged(theirs, ours)):
        assert made.unsettled == ()
        text = made.content.decode()
        remark = "# iki: abaikan sel-kosong -- kita tahu\n        formulasi: Survei semester\n"
        assert remark in text
        assert text.count("# lihat Perwali") == text.count("# dihitung tiap semester") == 1
        assert text.index("# lihat Perwali") < text.index("- nama: Jumlah pengaduan selesai")


def test_remarks_beside_lists_in_brackets_stay_whoever_adds_to_them() -> None:
    """A silence with its reason is one of them."""
    base = _changed(("[Renstra, IKU]", "[Renstra, IKU] # iki: abaikan sumber-seragam -- disepakati"))
    made = _merged(base.replace("IKU]", "IKU, LKIP]"), base.replace("[Renstra", "[Renja, Renstra"), base)
    assert made.unsettled == ()
    expected = "# iki: abaikan sumber-seragam -- disepakati\nsumber_data: [Renja, Renstra, IKU, LKIP]\n"
    assert expected in made.content.decode()


def test_two_additions_that_only_look_alike_are_two() -> None:
    """Reports of two years are not one reworded."""
    ours, theirs = (_changed(("[Renstra, IKU]", f"[Renstra, IKU, Laporan kinerja {year}]")) for year in (2025, 2026))
    made = _merged(ours, theirs)
    assert made.unsettled == ()
    assert b"[Renstra, IKU, Laporan kinerja 2025, Laporan kinerja 2026]" in made.content


def test_what_is_emptied_by_both_and_what_ends_with_blank_lines_keep_the_rest_as_it_is() -> None:
    """Nothing else of the file is written anew."""
    base = _BASE + "tambahan: {x: 1, y: 2}\n"
    made = _merged(base.replace("{x: 1, y: 2}", "{x: 1}"), base.replace("{x: 1, y: 2}", "{y: 2}"), base)
    assert made == Merged((_BASE + "tambahan: {}\n").encode(), ())
    row = "      - nama: Baru\n        formulasi: |+\n          Cara\n\n"
    made = _merged(_changed(("# akhir", f"{row}# akhir")), _changed(("Nilai SKM", "Skor SKM")))
    assert made == Merged(_changed(("# akhir", f"{row}# akhir"), ("Nilai SKM", "Skor SKM")).encode(), ())


def test_a_replaced_row_does_not_take_what_was_meant_for_the_old_one() -> None:
    """A road has no target that was set for letters."""
    base = _changed(("Hasil survei\n", "Hasil survei\n        target: 80\n"))
    ours = base.replace("nama: Nilai SKM", "nama: Persentase jalan baik").replace("Hasil survei", "Jalan baik / jalan")
    made = _merged(ours, base.replace("target: 80", "target: 95"), base)
    assert made.unsettled


def test_a_base_that_cannot_be_read_is_not_taken_for_an_empty_one() -> None:
    """What somebody deleted would come back."""
    assert merge(b"jabatan: [C\n", _BASE.encode(), _changed(("Nilai SKM", "x")).encode(), _LABELS) is None


def test_line_ends_and_the_mark_are_ours() -> None:
    """A file from Windows stays one."""
    ours = "\ufeff" + _changed(("Nilai SKM", "Indeks kepuasan")).replace("\n", "\r\n")
    made = _merged(ours, _changed(("Yang hadir", "Undangan yang hadir")))
    text = _changed(("Nilai SKM", "Indeks kepuasan"), ("Yang hadir", "Undangan yang hadir"))
    assert made == Merged(("\ufeff" + text.replace("\n", "\r\n")).encode(), ())


@pytest.mark.parametrize("broken", [b"jabatan: [", b"", b"- a\n", b"<<<<<<< x\n", b"\xff\xfe"])
def test_what_cannot_be_read_by_items_is_not_merged_by_items(broken: bytes) -> None:
    """Git has to do it line by line."""
    sound = _BASE.encode()
    assert merge(sound, broken, _changed(("Nilai SKM", "x")).encode(), _LABELS) is None
    assert merge(sound, _changed(("Nilai SKM", "x")).encode(), broken, _LABELS) is None
    assert merge(sound, sound + b"# " * 300_000, sound, _LABELS) is None


def test_two_files_that_came_at_once_are_merged_too() -> None:
    """Without a base all is new: what is the same is one, what differs is to be chosen."""
    made = merge(b"", _BASE.encode(), _changed(("Hasil survei", "Survei semester")).encode(), _LABELS)
    assert made is not None
    assert len(made.unsettled) == 1
    assert made.content.count(b"nama: Nilai SKM") == 1


def test_a_dash_on_a_line_of_its_own_stays_there() -> None:
    """Some editors write items so."""
    base = _changed(
        ("  - Perencanaan program kerja\n", "  -\n    Perencanaan program kerja\n"),
        ("      - nama: Nilai SKM", "      -\n\n        nama: Nilai SKM"),
    )
    sides = base.replace("Pembinaan kelurahan", "Pembinaan desa"), base.replace("Hasil survei", "Survei semester")
    assert _merged(*sides, base) == Merged(sides[0].replace("Hasil survei", "Survei semester").encode(), ())


def test_an_item_below_a_remark_behind_its_dash_is_left_to_git() -> None:
    """Where it begins cannot be told from where the one above it does."""
    base = _changed(("  - Pembinaan kelurahan #", "  - # lihat Perwali\n    Pembinaan kelurahan #"))
    sides = base.replace("Nilai SKM", "Skor SKM"), base.replace("Yang hadir", "Undangan yang hadir")
    assert _data(base) == _data(_BASE)
    assert merge(base.encode(), sides[0].encode(), sides[1].encode(), _LABELS) is None


def test_what_one_deletes_from_a_list_and_another_rewords_is_to_be_chosen_with_its_remark() -> None:
    """A remark may be a silence with its reason."""
    deleted = _changed(("  - Pembinaan kelurahan # atas pelimpahan\n", ""))
    reworded = _changed(("Pembinaan kelurahan", "Pembinaan kelurahan setempat"))
    for ours, theirs in ((deleted, reworded), (reworded, deleted)):
        made = _merged(ours, theirs)
        assert made.unsettled == ("fungsi",)
        said = sorted(_data(made.content)["fungsi"][1].splitlines())
        assert said == ["(dihapus)", "<<<<<<< kita", "=======", ">>>>>>> mereka", "Pembinaan kelurahan setempat"]
        assert made.content.decode().count("  # atas pelimpahan\n  - |-\n") == 1


_TASK = "tugas: >-\n  Melaksanakan urusan pemerintahan,\n  ketentraman dan ketertiban umum\n"


@pytest.mark.parametrize(
    ("before", "ours", "theirs", "shown"),
    [
        (_TASK, "tugas:\n", "tugas: Lain\n", "(kosong)\n=======\nLain"),
        (
            "sumber_data: [Renstra, IKU]\n",
            "sumber_data:\n  - {a: 1, b: x}\n",
            "sumber_data: IKU\n",
            "- a: 1\nb: x\n=======\nIKU",
        ),
    ],
)
def test_sides_that_are_no_texts_are_shown_as_words(before: str, ours: str, theirs: str, shown: str) -> None:
    """One empties what another rewords; one makes a list of what is a text to another."""
    made = _merged(_changed((before, ours)), _changed((before, theirs)))
    name = before.partition(":")[0]
    assert made.unsettled == (name,)
    assert _data(made.content)[name] == f"<<<<<<< kita\n{shown}\n>>>>>>> mereka"


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("      - nama: {0}\n        id: {1}\n        formulasi: Waktu dibagi layanan\n", "Waktu layanan"),
        (
            "  - uraian: {0}\n    id: {1}\n    indikator:\n      - nama: Hal {1}\n        formulasi: Jumlah {1}\n",
            "Meningkatnya mutu data",
        ),
    ],
)
def test_what_is_alike_and_bears_another_id_is_another(row: str, text: str) -> None:
    """An id says what is one and the same, whatever the words."""
    ours, theirs = (
        _changed(("# akhir\n", row.format(f"{text} {said}", said) + "# akhir\n")) for said in ("satu", "dua")
    )
    made = _merged(ours, theirs)
    assert made.unsettled == ()
    assert all(made.content.count(f"{text} {said}\n".encode()) == 1 for said in ("satu", "dua"))


def _order(*names: str) -> str:
    """The position with functions, and as many sasaran with as many indikator, in this order."""
    rows = "".join(f"      - nama: Jumlah {each}\n        formulasi: Cara {each}\n" for each in names)
    every = "".join(f"  - uraian: Sasaran {each}\n    indikator:\n{rows.replace('Jumlah', each)}" for each in names)
    start, end = _BASE.index("fungsi:"), _BASE.index("sumber_data: [Renstra")
    fungsi = "".join(f"  - {each}\n" for each in names)
    return f"{_BASE[:start]}fungsi:\n{fungsi}{_BASE[end : _BASE.index('# dua')]}sasaran:\n{every}"


def test_an_order_that_cannot_follow_both_is_told_and_one_that_can_is_followed() -> None:
    """What one puts in front and another behind all may be both; what both move may not."""
    base = _order("arsip", "jalan", "pasar")
    both = _merged(_order("jalan", "pasar", "arsip"), _order("pasar", "arsip", "jalan"), base)
    assert both == Merged(_order("pasar", "jalan", "arsip").encode(), ())
    torn = _merged(_order("jalan", "arsip", "pasar"), _order("jalan", "pasar", "arsip"), base)
    rows = {f"urutan indikator sasaran 'Sasaran {each}'" for each in ("arsip", "jalan", "pasar")}
    assert set(torn.unsettled) == {"urutan fungsi", "urutan sasaran", *rows}


def test_a_row_that_two_move_to_two_places_is_told() -> None:
    """It stands in ours; nobody can know which was meant."""
    more = "  - uraian: Tertatanya arsip\n    indikator:\n      - nama: Arsip tertata\n        formulasi: Arsip\n"
    base = _changed(("# akhir\n", more))
    row = "      - nama: Nilai SKM\n        formulasi: Hasil survei\n"
    end = "        formulasi: Yang hadir dibagi undangan\n"
    ours = base.replace(f"{row}\n", "").replace(end, end + row)
    made = _merged(ours, base.replace(f"{row}\n", "") + row, base)
    assert made.unsettled == ("tempat indikator 'Nilai SKM'",)
    assert [each["nama"] for each in _data(made.content)["sasaran"][1]["indikator"]][-1] == "Nilai SKM"
    assert made.content.count(b"nama: Nilai SKM") == 1


def test_what_two_delete_is_gone_without_a_word() -> None:
    """Rows and sasaran, whatever else they did."""
    start = _BASE.index("  - uraian: Meningkatnya partisipasi")
    ours = _BASE[:start].replace(_ROWS, "") + "# akhir\n"
    made = _merged(ours, ours.replace("Pembinaan kelurahan", "Pembinaan desa"))
    assert made == Merged(ours.replace("Pembinaan kelurahan", "Pembinaan desa").encode(), ())
    made = _merged(ours.replace("mutu", "x").replace("kualitas", "mutu"), ours.replace("Renstra", "Renja"))
    assert made == Merged(ours.replace("kualitas", "mutu").replace("Renstra", "Renja").encode(), ())


def test_a_file_between_brackets_is_written_anew_and_says_so() -> None:
    """Nothing shows where its lines would go; its remarks are for somebody to look at."""
    base = (
        "{jabatan: Camat, atasan: , tugas: Memimpin, fungsi: [Satu, Dua], sumber_data: [IKU],\n"
        " sasaran: [{uraian: Mutu, indikator: [{nama: SKM, formulasi: Survei}]}]}\n"
    )
    made = _merged(base.replace("Memimpin", "Memimpin kita"), base.replace("Survei", "Survei baru"), base)
    assert made.unsettled == ("seluruh berkas ditulis ulang; periksa keterangan (#) di dalamnya",)
    assert _data(made.content) == _data(base.replace("Memimpin", "Memimpin kita").replace("Survei", "Survei baru"))
    row = "    indikator: [{nama: SKM, formulasi: Survei}]\n"
    base = _BASE[: _BASE.index("    id: pelayanan")] + row
    made = _merged(base.replace("SKM", "Nilai SKM"), base.replace("Survei", "Survei baru"), base)
    assert made.unsettled == ()
    expected = base.replace("SKM, formulasi: Survei", "Nilai SKM, formulasi: Survei baru")
    assert _data(made.content) == _data(expected)
    assert made.content.startswith(base[: base.index("    indikator")].encode())


_WORDS = "warga arsip surat rapat jalan taman pajak lampu posyandu sampah pasar sekolah nikah tanah izin usaha".split()  # noqa: SIM905


class _Editor:
    """Somebody who edits a position at random, and knows what he did."""

    def __init__(self, seed: int, name: str) -> None:
        self.random, self.name, self.count = random.Random(seed), name, 0  # noqa: S311
        self.wrote: list[str] = []
        self.deleted: set[str] = set()

    def text(self) -> str:
        self.count += 1
        words = " ".join(self.random.choices(_WORDS, k=4))
        self.wrote.append(f"{words} {self.name}{self.count}")
        return self.wrote[-1]

    def edit(self, data: Any) -> Any:
        data = deepcopy(data)
        for _ in range(self.random.randint(1, 4)):
            edits = (self.reword, self.add, self.delete, self.move, self.list, self.field, self.sasaran)
            self.random.choice(edits)(data)
        self.wrote = [each for each in self.wrote if each in str(data)]
        return data

    def _rows(self, data: Any) -> list[tuple[list[Any], int]]:
        return [(each["indikator"], i) for each in data["sasaran"] for i in range(len(each["indikator"]))]

    def reword(self, data: Any) -> None:
        rows, index = self.random.choice(self._rows(data))
        key = self.random.choice(["nama", "formulasi"])
        rows[index][key] = f"{rows[index][key]} {self.text()}"

    def add(self, data: Any) -> None:
        rows, index = self.random.choice(self._rows(data))
        rows.insert(index + self.random.randint(0, 1), {"nama": self.text(), "formulasi": self.text()})

    def delete(self, data: Any) -> None:
        rows, index = self.random.choice(self._rows(data))
        if len(rows) > 1:
            self.deleted.add(rows.pop(index)["nama"])

    def move(self, data: Any) -> None:
        rows, index = self.random.choice(self._rows(data))
        others = self.random.choice(data["sasaran"])["indikator"]
        if len(rows) > 1:
            row = rows.pop(index)
            others.insert(self.random.randint(0, len(others)), row)

    def sasaran(self, data: Any) -> None:
        every = data["sasaran"]
        index, what = self.random.randrange(len(every)), self.random.randrange(4)
        if what == 0:
            every[index]["uraian"] += f" {self.text()}"
        elif what == 1:
            row = {"nama": self.text(), "formulasi": self.text()}
            every.insert(index, {"uraian": self.text(), "indikator": [row]})
        elif what == 2 and len(every) > 1:
            gone = every.pop(index)
            self.deleted |= {gone["uraian"], *(row["nama"] for row in gone["indikator"])}
        else:
            every.insert(self.random.randrange(len(every)), every.pop(index))

    def list(self, data: Any) -> None:
        fungsi = data["fungsi"]
        index = self.random.randrange(len(fungsi))
        what = self.random.randrange(3)
        if what == 0:
            fungsi.insert(index, self.text())
        elif what == 1:
            fungsi[index] = f"{fungsi[index]} {self.text()}"
        elif len(fungsi) > 1:
            self.deleted.add(fungsi.pop(index))

    def field(self, data: Any) -> None:
        item = self.random.choice([data, *data["sasaran"], *(rows[i] for rows, i in self._rows(data))])
        item[self.random.choice(["catatan", "kode"])] = self.text()


def _position(seed: int) -> Any:
    chance = random.Random(seed)  # noqa: S311

    def text(start: str) -> str:
        return f"{start} {' '.join(chance.choices(_WORDS, k=5))}"

    rows = [
        [{"nama": text(f"Persentase a{i}{j}"), "formulasi": text("Jumlah")} for j in range(chance.randint(1, 4))]
        for i in range(chance.randint(1, 4))
    ]
    return {
        "jabatan": "Camat",
        "atasan": None,
        "tugas": text("Memimpin"),
        "fungsi": [text(f"Fungsi f{i}") for i in range(chance.randint(1, 5))],
        "sumber_data": ["Renstra", "IKU"],
        "sasaran": [{"uraian": text(f"Meningkatnya s{i}"), "indikator": each} for i, each in enumerate(rows)],
    }


def _written(data: Any, width: int) -> bytes:
    made: str = yaml.safe_dump(data, sort_keys=False, width=width, allow_unicode=True)
    return made.encode()


@pytest.mark.parametrize("seed", range(150))
def test_a_merge_holds_what_both_did_or_says_what_is_to_be_chosen(seed: int) -> None:
    """Random edits of random positions, in either order: nothing is lost, nothing comes twice, all of it is YAML."""
    base = _position(seed)
    editors = _Editor(seed * 2, "K"), _Editor(seed * 2 + 1, "M")
    width = 60 if seed % 2 else 1_000
    sides = [_written(each.edit(base), width) for each in editors]
    for ours, theirs in (sides, sides[::-1]):
        made = merge(_written(base, width), ours, theirs, _LABELS)
        assert made is not None
        source = parse(made.content, "")
        data, text = source.data, str(source.data)
        assert {each.rule for each in source.diagnostics} <= {"perubahan-bertemu"}
        assert bool(made.unsettled) >= bool(source.diagnostics)
        for editor in editors:
            for each in editor.wrote:
                assert text.count(each) == 1, each
        if not made.unsettled:
            names = {row["nama"] for each in data["sasaran"] for row in each["indikator"]} | {*data["fungsi"]}  # type: ignore[index, call-overload]
            names |= {each["uraian"] for each in data["sasaran"]}  # type: ignore[index, call-overload]
            assert names.isdisjoint(editors[0].deleted | editors[1].deleted)
            assert "<<<<" not in text


@pytest.mark.parametrize("seed", range(30))
def test_what_one_alone_did_is_the_merge(seed: int) -> None:
    """And what both did alike is done once."""
    base = _position(seed)
    side = _written(_Editor(seed, "K").edit(base), 60)
    before = _written(base, 60)
    for ours, theirs in ((side, before), (before, side), (side, side)):
        assert merge(before, ours, theirs, _LABELS) == Merged(side, ())
