"""The ten real positions, judged by every rule: what a reviewer counted by hand is found, and little besides."""

from collections import Counter

import pytest
from conftest import CHECKOUT

from iki import lint, pipeline, project

COUNTED = {
    "bandingkan-tanpa-operasi": (2, 2),
    "ejaan-baku": (56, 80),
    "formulasi-sama-indikator": (3, 3),
    "formulasi-sirkular": (40, 40),
    "indikator-ganda": (1, 1),
    "indikator-kegiatan": (28, 28),
    "indikator-sama-sasaran": (11, 11),
    "indikator-terlalu-banyak": (3, 3),
    "kolom-geser": (1, 1),
    "persen-tanpa-pembagi": (12, 12),
    "sasaran-bukan-hasil": (61, 61),
    "satuan-beda": (3, 3),
    "sel-kosong": (2, 2),
    "tanpa-ukuran": (67, 67),
}
"""How many findings of each rule there are, at least and at most: those of the catalogue of rules."""


@pytest.fixture(scope="module")
def findings() -> Counter[str]:
    return Counter(each.rule for each in pipeline.check(project.find(CHECKOUT), lint.every_rule()).diagnostics)


@pytest.mark.parametrize("rule", COUNTED)
def test_the_ten_positions_give_as_many_findings_as_were_counted_by_hand(findings: Counter[str], rule: str) -> None:
    least, most = COUNTED[rule]
    assert least <= findings[rule] <= most


def test_no_rule_speaks_of_the_ten_positions_that_was_not_counted(findings: Counter[str]) -> None:
    assert set(findings) == {rule for rule, (_, most) in COUNTED.items() if most}
