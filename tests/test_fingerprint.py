"""What counts as the content of an item, and its fingerprint, which offices keep in their files for years."""

from dataclasses import replace

import pytest
import yaml

from iki.dialect import parse
from iki.fingerprint import by_link, content, fingerprint, is_fingerprint, normal
from iki.model import Indikator, Sasaran

ROW = Indikator(trail=(), nama="Nilai SKM", formulasi="Hasil survei", sumber_data=("Renstra",))
SASARAN = Sasaran(trail=(), nomor=1, uraian="Meningkatnya kualitas pelayanan", indikator=(ROW,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nilai SKM, tahunan.", "nilai  skm tahunan"),
        ("target 85,5 %", "target: 85,5%"),
        ("rata-rata", "Rata rata"),
        ("2025-2029", "2025 \N{EN DASH} 2029"),
        ("\N{GREATER-THAN OR EQUAL TO} 80", ">= 80"),
        ("A \N{MULTIPLICATION SIGN} B", "a x b"),
        ("“mutu”", '"mutu"'),
        ("kua\N{ZERO WIDTH SPACE}litas", "kualitas"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
    ],
)
def test_how_a_text_is_written_does_not_count(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("85,5", "855"),
        ("85,5", "85.5"),
        ("1.000", "1000"),
        ("< 5 hari", "> 5 hari"),
        ("\N{LESS-THAN OR EQUAL TO} 5", "< 5"),
        ("80%", "80"),
        ("A / B", "A x B"),
        ("A + B", "A - B"),
        ("-5", "5"),
        ("Nilai SKM", "Nilai SPM"),
    ],
)
def test_numbers_and_signs_count(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    "changes",
    [
        {"nama": "Nilai IKM"},
        {"formulasi": None},
        {"satuan": "nilai"},
        {"target": "85"},
        {"target_periode": {"2026": "85"}},
        {"kondisi_awal": "80"},
        {"polaritas": "naik"},
        {"tipe": "akhir"},
        {"jenis": "outcome"},
        {"definisi": "Nilai unsur"},
        {"periode": "Tahunan"},
        {"has_own_sumber_data": True},
    ],
)
def test_what_is_measured_is_content_of_an_indikator_and_of_its_sasaran(changes: dict[str, object]) -> None:
    other = replace(ROW, **changes)
    assert fingerprint(other) != fingerprint(ROW)
    assert fingerprint(replace(SASARAN, indikator=(other,))) != fingerprint(SASARAN)


@pytest.mark.parametrize(
    "changes",
    [
        *({name: "x"} for name in ("id", "kode", "catatan", "status", "ditinjau", "alasan", "penanggung_jawab")),
        {"tambahan": {"a": "b"}},
        {"mendukung": ("a/b",)},
        {"tinjauan": {"a/b": "kqmzbdfw"}},
        {"sumber_data": ("IKU",)},
    ],
)
def test_what_the_office_keeps_its_items_by_is_none(changes: dict[str, object]) -> None:
    assert fingerprint(replace(ROW, **changes)) == fingerprint(ROW)


def test_a_sasaran_says_its_sentence_its_program_and_its_indikator_in_any_order() -> None:
    other = replace(ROW, nama="Jumlah aduan")
    two, turned = replace(SASARAN, indikator=(ROW, other)), replace(SASARAN, indikator=(other, ROW))
    assert content(two) == content(turned)
    assert len({fingerprint(each) for each in (SASARAN, two, replace(SASARAN, program="P"))}) == 3
    assert fingerprint(replace(SASARAN, nomor=2, id="a", kode="1")) == fingerprint(SASARAN)


def test_a_fingerprint_never_changes() -> None:
    """These stand in the files of offices: another one would make all that was looked at suspect again."""
    whole = replace(ROW, target="≥ 85,5 %", target_periode={"2027": "90%", "2026": "85%"}, satuan="persen")
    assert (fingerprint(SASARAN), fingerprint(whole)) == ("qwdrsjwg", "nzmxrtlt")


def test_a_fingerprint_is_a_text_of_yaml_without_quotes() -> None:
    said = fingerprint(SASARAN)
    assert is_fingerprint(said)
    assert yaml.safe_load(f"{{camat/kepuasan: {said}}}") == {"camat/kepuasan": said}
    assert parse(f"a: {said}\n".encode(), "x").data == {"a": said}
    assert not any(map(is_fingerprint, ("", "kepuasan", "kqmzbdf", "KQMZBDFW", "12345678")))


def test_only_what_has_an_id_can_be_linked() -> None:
    assert by_link(()) == {}
