"""The ten real positions, judged by every rule: what a reviewer counted by hand is found, and little besides."""

from collections import Counter

import pytest
from conftest import CHECKOUT

from iki import checking, lint, project
from iki.model import Periksa
from iki.rule import Case, Office
from iki.rules import saltik

COUNTED = {
    "arah-terbalik": (3, 3),
    "bandingkan-tanpa-operasi": (2, 2),
    "dasar-hukum-dicabut": (0, 0),
    "di-luar-fungsi": (6, 6),
    "ejaan-baku": (56, 80),
    "formulasi-sama-indikator": (3, 3),
    "formulasi-sirkular": (36, 40),
    "fungsi-ganda": (3, 3),
    "indikator-ganda": (1, 1),
    "indikator-kegiatan": (28, 28),
    "indikator-majemuk": (10, 10),
    "indikator-sama-sasaran": (11, 11),
    "indikator-terlalu-banyak": (3, 3),
    "kerapian": (13, 20),
    "kolom-geser": (1, 1),
    "masukan-sebagai-kinerja": (14, 14),
    "nama-resmi": (2, 2),
    "nama-unit": (3, 3),
    "penerusan-utuh": (1, 1),
    "persen-tanpa-pembagi": (12, 12),
    "saltik": (0, 0),
    "sasaran-bukan-hasil": (61, 61),
    "satuan-beda": (3, 3),
    "sel-kosong": (2, 2),
    "singkatan": (23, 23),
    "sisa-salin-tempel": (1, 1),
    "sumber-perencanaan": (10, 10),
    "sumber-seragam": (9, 9),
    "sumber-tak-lengkap": (1, 1),
    "tanpa-ukuran": (67, 67),
    "tinjauan-basi": (0, 0),
    "tumbuh-tanpa-pembanding": (5, 6),
    "varian-istilah": (7, 7),
}
"""How many findings of each rule there are, at least and at most: those of the catalogue of rules."""


@pytest.fixture(scope="module")
def findings() -> Counter[str]:
    return Counter(each.rule for each in checking.check(project.find(CHECKOUT), lint.every_rule()).diagnostics)


@pytest.mark.parametrize("rule", COUNTED)
def test_the_ten_positions_give_as_many_findings_as_were_counted_by_hand(findings: Counter[str], rule: str) -> None:
    least, most = COUNTED[rule]
    assert least <= findings[rule] <= most


def test_an_office_that_wants_links_hears_of_every_row_below_the_top() -> None:
    """Seventy rows of nine positions are tied to nothing, nor is either sasaran of the Camat to a subordinate."""
    asked = Periksa(wajib=("mendukung",))
    office = Office(checking.check(project.find(CHECKOUT), ()).every_jabatan, periksa=asked)
    cases = [Case(jabatan, office) for jabatan in office.every_jabatan]
    told = Counter(rule.name for rule in lint.every_rule() for case in cases for _ in rule.judge(case))
    assert (told["tidak-menopang"], told["tidak-ditopang"]) == (70, 11)


def test_no_rule_speaks_of_the_ten_positions_that_was_not_counted(findings: Counter[str]) -> None:
    assert set(findings) == {rule for rule, (_, most) in COUNTED.items() if most}


TYPOS = {
    *("penyelenggaran", "penyelengggaraan", "perencaaan", "denga", "failitasi", "perlaksanaan", "patrol"),
    *("meiliki", "penydiaan", "peningakatan", "dalamperencanaan", "massyarakat", "penngkatan", "prsentase"),
}
"""The fourteen kinds of slips in the ten positions."""


def test_every_slip_of_the_ten_positions_is_told_and_told_once() -> None:
    asked = tuple(rule for rule in lint.every_rule() if rule.name in {"ejaan-baku", "saltik"})
    every = checking.check(project.find(CHECKOUT), asked).diagnostics
    for typo in TYPOS:
        said = [each.location for each in every if f"'{typo}'" in each.message.lower()]
        assert said, typo
        assert len(said) == len(set(said))


def test_most_slips_of_the_ten_positions_are_seen_without_a_list_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saltik, "spellings", dict)
    every = checking.check(project.find(CHECKOUT), (saltik.RULE,)).diagnostics
    found = {each.message.split("'")[1].lower() for each in every}
    assert len(found & TYPOS) >= 10
    assert found - TYPOS <= {"prosentasi"}
