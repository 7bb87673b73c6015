"""YAML read in iki's dialect: every scalar as written, every place known, every refusal with a place and advice."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iki.careful import _Reader
from iki.content import blank_texts
from iki.diagnostics import Level, Location
from iki.dialect import parse
from iki.plain import OddError, PlacesWhenAsked, read_plain
from iki.source import MAX_BYTES, Source


def read(text: str) -> Source:
    return parse(text.encode(), "x.yaml")


def said(source: Source) -> list[tuple[int, int, str]]:
    return [(each.location.line, each.location.column, each.rule) for each in source.diagnostics]


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "on",
        "yes",
        "010",
        "0o17",
        "1_000",
        "1.10",
        "12:30",
        "2026-02-30",
        "0x1F",
        ".inf",
        "NULL",
        "True",
        "=",
        "1e3",
    ],
)
def test_a_plain_scalar_stays_the_text_that_was_typed(scalar: str) -> None:
    assert read(f"a: {scalar}\n").data == {"a": scalar}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_the_three_plain_nulls_are_null_and_quoted_they_are_text(written: str) -> None:
    assert read(f"a: {written}\nb: '{written}'\n").data == {"a": None, "b": written}


def test_the_place_of_every_key_value_and_item_is_known() -> None:
    source = read("a: satu\nb:\n  - dua\n  - c: tiga\n")
    assert source.values == {
        (): (1, 1),
        ("a",): (1, 4),
        ("b",): (3, 3),
        ("b", 0): (3, 5),
        ("b", 1): (4, 5),
        ("b", 1, "c"): (4, 8),
    }
    assert source.keys == {("a",): (1, 1), ("b",): (2, 1), ("b", 1, "c"): (4, 5)}


def test_a_place_that_the_file_lacks_is_that_of_what_is_around_it() -> None:
    source = read("a:\n  b: satu\n")
    place = source.place(("a", "c", 3))
    assert (place.line, place.column) == (2, 3)


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    source = parse("\ufeffa: satu\r\nb: |\r\n  dua\r\n  tiga\r\n".encode(), "x.yaml")
    assert source.diagnostics == ()
    assert source.data == {"a": "satu", "b": "dua\ntiga\n"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: &x satu\n", [(1, 4, "yaml-tidak-didukung")]),
        ("a: *x\n", [(1, 4, "yaml-tidak-didukung")]),
        ("a: !!int 3\n", [(1, 4, "yaml-tidak-didukung")]),
        ("a: !x [b]\n", [(1, 4, "yaml-tidak-didukung")]),
        ("a: b\n<<: c\n", [(2, 1, "yaml-tidak-didukung")]),
        ("[a]: b\n", [(1, 1, "yaml-tidak-didukung")]),
        ("? {a: b}\n: c\n", [(1, 3, "yaml-tidak-didukung")]),
        ("~: b\n", [(1, 1, "yaml-tidak-didukung")]),
        ("a: b\n---\nc: d\n", [(2, 1, "yaml-tidak-didukung")]),
        ("a: b\n---\nc: &d e\n", [(2, 1, "yaml-tidak-didukung")]),
        ("a: {{ x }}\n", [(1, 5, "yaml-tidak-didukung")]),
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "kunci-ganda")]),
        ("a:\n  b: 1\n  b: {c: 2, c: 3}\n", [(3, 3, "kunci-ganda"), (3, 13, "kunci-ganda")]),
    ],
)
def test_what_the_dialect_refuses_is_refused_at_its_place(text: str, places: list[tuple[int, int, str]]) -> None:
    assert said(read(text)) == places


def test_dialect_faults_do_not_end_the_list() -> None:
    assert said(read("a: &x satu\nb: *x\nb: dua\n")) == [
        (1, 4, "yaml-tidak-didukung"),
        (2, 4, "yaml-tidak-didukung"),
        (3, 1, "kunci-ganda"),
    ]


def test_both_lines_of_a_duplicate_key_are_named() -> None:
    (fault,) = read("a: 1\nb: 2\na: 3\n").diagnostics
    assert fault.location.line == 3
    assert "baris 1" in fault.message


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\x9f",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\ufdd0",
        "\uffff",
        "\U0001fffe",
    ],
)
def test_a_forbidden_character_is_refused_raw_and_escaped_in_text_and_comment(character: str) -> None:
    assert said(read(f"a: satu\nb: x{character}y\n")) == [(2, 5, "karakter-terlarang")]
    assert said(read(f"a: satu # {character}\n")) == [(1, 11, "karakter-terlarang")]
    escaped = f"\\U{ord(character):08x}"
    assert said(read(f'a: "x{escaped}"\n')) == [(1, 4, "karakter-terlarang")]


@pytest.mark.parametrize("escaped", ["\\t", "\\r", "\\e", "\\0"])
def test_a_control_character_does_not_come_in_by_escape(escaped: str) -> None:
    assert said(read(f'a: "x{escaped}y"\n')) == [(1, 4, "karakter-terlarang")]


def test_a_tab_inside_a_text_is_refused_and_one_before_a_comment_is_not() -> None:
    assert said(read("a: satu\tdua\n")) == [(1, 4, "karakter-terlarang")]
    assert said(read("a: satu\t# dua\n")) == []


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"a: satu\nb: caf\xe9\n", 2, 7),
        (b"\xe9", 1, 1),
        (b"a: b\r\nc: d\r\n\xff", 3, 1),
        ("a: ü\n".encode() + b"b: \xfc", 2, 4),
        ("a: b\n".encode("utf-16"), 1, 1),
        (b"a: \xed\xa0\x80", 1, 4),
        (b"\xef\xbb\xbfa\xff", 1, 2),
        (b"\xef\xbb\xbfa: satu\nb: caf\xe9\n", 2, 7),
        (b"\xef\xbb", 1, 1),
    ],
)
def test_bytes_that_are_not_utf8_are_named_with_their_line(content: bytes, line: int, column: int) -> None:
    source = parse(content, "x.yaml")
    assert said(source) == [(line, column, "bukan-utf-8")]
    assert "UTF-16" in source.diagnostics[0].message or f"0x{_odd_byte(content):02X}" in source.diagnostics[0].message


def _odd_byte(content: bytes) -> int:
    with pytest.raises(UnicodeDecodeError) as refused:
        content.decode()
    return content[refused.value.start]


@pytest.mark.parametrize("opener", ["[", "{", "- ", "? ", "[{"])
def test_nothing_nested_too_deep_kills_iki(opener: str) -> None:
    source = read(opener * 200_000)
    assert source.data is None
    assert source.diagnostics


def test_twelve_levels_are_read_and_thirteen_are_not() -> None:
    assert read("[" * 12 + "]" * 12).diagnostics == ()
    assert said(read("[" * 13 + "]" * 13)) == [(1, 13, "yaml-tidak-didukung")]


def test_a_file_over_four_megabytes_is_not_parsed() -> None:
    assert said(parse(b"a: " + b"x" * MAX_BYTES, "x.yaml")) == [(1, 1, "berkas-terlalu-besar")]


def test_a_file_of_very_many_values_is_stopped() -> None:
    source = read("a: [" + "b," * 300_000 + "]")
    assert [each.rule for each in source.diagnostics] == ["yaml-tidak-didukung"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("formulasi: Rumus: a dibagi b\n", 1, "titik dua"),
        ("a: 'satu\nb: dua\n", 1, "kutip"),
        ('a: "satu\nb: dua\n', 1, "kutip"),
        ("a: 'it's'\n", 1, "kutip"),
        ("a: satu\n\tb: dua\n", 2, "tab"),
        ("a:\n\t- b\n", 2, "tab"),
        ("a: @b\n", 1, "'@'"),
        ("a: %b\n", 1, "'%'"),
        ("a: [b, c\nd: e\n", 1, "tidak ditutup"),
        ("a: satu\n  b: dua\n", 2, "indentasi"),
        ("a:\n  - b\n c: d\n", 3, "Indentasi"),
        ("a: - b\n", 1, "'- '"),
        ("a: satu\nb\nc: dua\n", 2, "kunci: nilai"),
        ("a: * b\n", 1, "'*'"),
        ('a: "C:\\docs"\n', 1, "Garis miring terbalik"),
        ("a: | b\n", 1, "'|'"),
        ("a: satu\n<<<<<<< HEAD\nb: dua\n=======\nb: tiga\n>>>>>>> cabang\n", 2, "konflik git"),
        ("a: satu\n>>>>>>> cabang\n", 2, "konflik git"),
        ("a: satu\n=======\nb: dua\n", 2, "konflik git"),
        (" a: satu\nb: dua\n", 2, "menjorok"),
        ("a:\n\u00a0 b: satu\n\u00a0 c\nd: e\n", 3, "U+00A0"),
        ("a: \u201cNilai: hasil\u201d\n", 1, "kutip lengkung"),
        ("a: satu\nb:dua\nc: tiga\n", 2, "belum ada spasi"),
        ("# x\n\njabatan:Sekretaris\natasan: camat\n", 3, "belum ada spasi"),
        ("a: b\nc: # x\n  nama:Siti\n\n  nip: '1'\n", 3, "belum ada spasi"),
        ("a:\n  - b: c\n  - uraian:P\n    nama: d\n", 3, "belum ada spasi"),
        ("jabatan Sekretaris\natasan: camat\n", 1, "kunci: nilai"),
        ("a: b\nc:\n  nama; Siti\n  nip: '1'\n", 3, "kunci: nilai"),
        ("Hasil rapat\n# x\na: b\n", 1, "kunci: nilai"),
        ("a: satu\n  dua\n  b: tiga\n", 3, "indentasi"),
        ("a:\n  - satu\n    b: dua\n", 3, "indentasi"),
        ("tugas:\n  Membantu camat dalam\n  koordinasi: rapat\n", 3, "titik dua"),
        ("a:\n  - satu\n  -dua\n", 3, "'- '"),
        ("a:\n  - satu\n  \N{BULLET} dua\n  - tiga\n", 3, "'- '"),
    ],
)
def test_a_syntax_error_says_what_a_beginner_did(text: str, line: int, words: str) -> None:
    (fault,) = read(text).diagnostics
    assert fault.rule == "yaml-rusak"
    assert fault.location.line == line
    assert words in fault.message
    assert fault.hint


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("nama: Kegiatan #1\n", [(1, 16, "teks-terpotong")]),
        ("nama: Kegiatan # catatan\n", []),
        ("nama: Kegiatan#1\n", []),
        ("nama: 'Kegiatan #1'\n", []),
        ("a:\n  - Perencanaan\n    - Pelaporan\n  - Lain\n", [(3, 5, "butir-tersambung")]),
        ("a:\n  - Perencanaan\n    dan Pelaporan\n", []),
        ("a: >-\n  satu\n  - dua\n", []),
        ("a: #keterangan\nb: satu\n", []),
        ("a: # keterangan\n  - satu #2\n", [(2, 10, "teks-terpotong")]),
    ],
)
def test_a_text_that_yaml_quietly_reads_otherwise_is_warned_of(text: str, places: list[tuple[int, int, str]]) -> None:
    source = read(text)
    assert said(source) == places
    assert source.is_read
    assert all(each.level is Level.WARNING for each in source.diagnostics)


def test_a_value_that_was_refused_is_marked_as_unread() -> None:
    assert read("a: *x\nb: satu\n").unread == {("a",)}


# The quick way.

FRAGMENTS = (
    *(
        "a",
        "b:",
        "c: d",
        "- ",
        "- x",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        ": ",
        "'",
        '"',
        '"\\t"',
        '"\\0"',
        "|",
        ">-",
        "#",
        " #k",
    ),
    *("~", "null", "''", "[", "]", "{", "}", ",", "&a", "*a", "!t", "<<: ", "---", "...", "%YAML 1.1", "? ", "\u00a0"),
    *("<<<<<<< A", "=======", "\t", "é", "kunci: isi", "\nkunci: isi", "\n- butir", "  - butir\n", "\u200b", "\ufeff"),
    *("\u3164", "' '"),
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))
@settings(max_examples=1_500)
def test_the_quick_way_reads_what_the_careful_one_does_or_leaves_it_alone(text: str) -> None:
    try:
        data, _, _ = read_plain(text)
    except OddError:
        return
    careful = _Reader("x.yaml").read(text)
    assert (careful.data, careful.diagnostics) == (data, ())
    assert not list(blank_texts(careful, (), data))
    quick = parse(text.encode(), "x.yaml")
    assert (dict(quick.values), dict(quick.keys)) == (careful.values, careful.keys)


@pytest.mark.parametrize("text", ["a: ''", "a: |\n\n", "a: \u3164", "- ' '", "' ': a", "\u2800: a"])
def test_a_blank_text_or_key_is_left_to_the_careful_reader(text: str) -> None:
    with pytest.raises(OddError):
        read_plain(text)


def test_the_seed_is_read_the_quick_way(seed: Path) -> None:
    for file in (seed / "data" / "jabatan").iterdir():
        assert read_plain(file.read_text(encoding="utf-8"))[0]


def test_places_of_a_file_that_was_read_the_quick_way_are_found_when_asked_for() -> None:
    source = parse(b"a:\n  - b\n  - c\n", "x.yaml")
    assert isinstance(source.values, PlacesWhenAsked)
    assert source.place(("a", 1)) == Location("x.yaml", 3, 5)
    assert source.key_place(("a",)) == Location("x.yaml", 1, 1)
    assert len(source.values) == 4


@pytest.mark.parametrize("text", ['camat: {nama: "Siti", ', "a: [b, ", "a: b\rc: {d: e, "])
def test_a_fault_at_the_very_end_of_a_file_has_a_place_in_it(text: str) -> None:
    (fault,) = parse(text.encode(), "pejabat.yaml").diagnostics
    last = text.replace("\r", "\n").split("\n")
    assert (fault.location.line, fault.location.column) == (len(last), len(last[-1]) + 1)


def test_a_remark_glued_to_its_sign_is_found_behind_any_run_of_spaces() -> None:
    spaces = " " * 90_000  # once searched in the square of their number, which took half a minute
    assert said(read(f"a: b{spaces}c\nx: y{spaces}#z\n"))[0][2] == "teks-terpotong"
