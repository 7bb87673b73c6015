"""Each rule speaks exactly at the lines that its examples mark, and nowhere else; its own examples are true too."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from conftest import CHECKOUT

from iki import lint, load
from iki.diagnostics import Diagnostic, Level
from iki.dialect import parse
from iki.rule import Office, Rule
from iki.source import Source

EXAMPLES = sorted((CHECKOUT / "tests" / "rules").glob("*.yaml"))
MARK = re.compile(r"# ← ([a-z-]+(?: [a-z-]+)*)$")
PART = re.compile(r"^# ([a-z0-9-]+)\.yaml$", re.MULTILINE)
RULES = {rule.name: rule for rule in lint.every_rule()}
BASE = {
    "jabatan": "Kepala Bagian Umum",
    "atasan": None,
    "tugas": "Memimpin bagian umum",
    "fungsi": ["Pengelolaan arsip dan surat"],
    "sumber_data": ["Laporan hasil survei bagian umum"],
}
ROWS = [
    {
        "uraian": "Meningkatnya ketertiban arsip",
        "indikator": [
            {
                "nama": "Persentase arsip yang tertata",
                "formulasi": "Jumlah arsip yang tertata dibagi jumlah seluruh arsip dikali 100%",
            }
        ],
    }
]
"""What a position says where an example is silent: nothing that any rule would speak of."""


def parts(example: str) -> dict[str, str]:
    """The files of an example by their ids: what stands above the first name is one called `contoh`, or a remark."""
    first, *others = PART.split(dedent(example).strip("\n"))
    found = {"contoh": first} if yaml.safe_load(first) else {}
    return found | dict(zip(others[::2], others[1::2], strict=True))


def said(example: str, rules: tuple[Rule, ...] = lint.every_rule()) -> list[Diagnostic]:
    """What rules say of an example: one or more positions, each filled up, and perhaps the settings."""
    files = parts(example)
    settings = parse(files.pop("iki", "").encode(), "iki.yaml")
    sources = {}
    for identity, text in files.items():
        own = yaml.safe_load(text) or {}
        given = {*own, *(settings.data if isinstance(settings.data, dict) else ())}
        more = {key: value for key, value in {**BASE, "sasaran": ROWS}.items() if key not in given}
        content = text + "\n" + yaml.safe_dump(more, allow_unicode=True) if more else text
        sources[identity] = parse(content.encode(), f"data/jabatan/{identity}.yaml")
        assert not sources[identity].diagnostics
    return told(office_of(sources, settings), sources, rules)


def told(office: Office, sources: dict[str, Source], rules: tuple[Rule, ...]) -> list[Diagnostic]:
    return [each.diagnostic() for _, every_told in lint.lint(office, sources, rules) for each in every_told]


def office_of(sources: dict[str, Source], settings: Source) -> Office:
    kantor = load.kantor(settings)
    positions = [load.jabatan(source, identity, kantor) for identity, source in sources.items()]
    return Office(positions, kantor, load.bentuk(settings), load.periksa(settings))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_speaks_of_its_example_before_and_not_after(name: str) -> None:
    rule = RULES[name]
    assert said(rule.before, (rule,)), "the example before has no such fault"
    assert [each.message for each in said(rule.after, (rule,))] == []


def marked(content: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(content.splitlines(), start=1):
        found = MARK.search(line)
        yield from ((number, name) for name in (found[1].split() if found else ()))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_rule_speaks_exactly_at_the_marked_lines(example: Path) -> None:
    """Of an example only those rules are asked that it marks, or that its name begins with."""
    content = example.read_text(encoding="utf-8")
    expected = sorted((identity, *mark) for identity, part in parts(content).items() for mark in marked(part))
    asked = {name for *_, name in expected} | {name for name in RULES if example.stem.startswith(name)}
    found = said(content, tuple(RULES[name] for name in sorted(asked)))
    assert sorted((Path(each.location.path).stem, each.location.line, each.rule) for each in found) == expected


FOUR = "sasaran:\n  - uraian: Meningkatnya mutu\n    indikator:\n" + "".join(
    f"      - {{nama: Jumlah surat {kind}, formulasi: Hitung surat {kind}}}\n" for kind in ("a", "b", "c", "d")
)


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ("", 1),
        ("indikator-per-sasaran: 4", 0),
        ("{indikator-per-sasaran: 4, indikator-per-jabatan: 3}", 1),
        ("{indikator-per-sasaran: 4, sasaran-per-jabatan: 1}", 0),
        ("{indikator-per-sasaran: 3, sasaran-per-jabatan: 0, indikator-per-jabatan: 2}", 2),
    ],
)
def test_an_office_sets_how_many_indikator_are_too_many(limits: str, count: int) -> None:
    settings = f"# iki.yaml\nperiksa:\n  batas:\n    {limits}\n" if limits else ""
    assert len(said(FOUR + settings, (RULES["indikator-terlalu-banyak"],))) == count


DOUBTFUL = {
    "formulasi-sama-indikator": "{nama: Opini BPK, formulasi: Opini BPK}",
    "formulasi-sirkular": "{nama: Jumlah surat masuk, formulasi: Jumlah surat}",
    "indikator-sama-sasaran": "{nama: Tingkat mutu, formulasi: Rekap}",
    "persen-tanpa-pembagi": "{nama: Tingkat kehadiran, formulasi: Rekap absensi}",
    "satuan-beda": "{nama: Indeks mutu, formulasi: Rekap, satuan: persen}",
    "bandingkan-tanpa-operasi": "{nama: Rasio guru, formulasi: Perbandingan guru dan siswa}",
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_is_only_doubtful_is_said_softly(name: str) -> None:
    example = f"sasaran:\n  - uraian: Meningkatnya mutu\n    indikator:\n      - {DOUBTFUL[name]}\n"
    assert [each.level for each in said(example, (RULES[name],))] == [Level.INFO]


@pytest.mark.parametrize("uraian", ["Peningkatan mutu", "Meningkatkan mutu", "Forum Kota"])
def test_an_effort_or_a_bare_name_as_sasaran_is_said_softly(uraian: str) -> None:
    found = said(f"sasaran:\n  - uraian: {uraian}\n    indikator: []\n", (RULES["sasaran-bukan-hasil"],))
    assert [each.level for each in found] == [Level.INFO]


def test_a_limit_of_the_office_s_own_is_said_aloud() -> None:
    settings = "# iki.yaml\nperiksa:\n  batas: {indikator-per-sasaran: 3}\n"
    levels = [said(text, (RULES["indikator-terlalu-banyak"],))[0].level for text in (FOUR, FOUR + settings)]
    assert levels == [Level.INFO, Level.WARNING]


def test_an_office_may_limit_its_sasaran() -> None:
    two = FOUR + FOUR.partition("sasaran:\n")[2]
    settings = "# iki.yaml\nperiksa:\n  batas: {indikator-per-sasaran: 4, sasaran-per-jabatan: 1}\n"
    found = [each.message for each in said(two + settings, (RULES["indikator-terlalu-banyak"],))]
    assert found == ["Jabatan ini memiliki 2 sasaran; batas kantor 1."]


def test_a_position_without_a_fault_is_passed_over_in_silence() -> None:
    assert said("jabatan: Kepala Bagian Umum") == []


def test_a_rule_is_named_after_its_file() -> None:
    files = {path.stem.replace("_", "-") for path in (CHECKOUT / "cli" / "iki" / "rules").glob("[!_]*.py")}
    assert set(RULES) == files


@pytest.mark.parametrize("name", RULES)
def test_a_rule_explains_itself(name: str) -> None:
    rule = RULES[name]
    for text in (rule.what, rule.why):
        assert text.endswith(".")
        assert "  " not in text


def test_a_build_asks_the_rules_that_say_that_they_are_of_the_print() -> None:
    assert set(lint.rules_of_the_print()) == {rule for rule in lint.every_rule() if rule.is_of_the_print}


def test_a_rule_is_read_without_the_others() -> None:
    assert lint.names_of_rules() == tuple(RULES)
    read = "from iki import lint; lint.rules_of(('saltik',)); print([m for m in sys.modules if '.rules.' in m])"
    said = subprocess.run([sys.executable, "-c", f"import sys; {read}"], capture_output=True, text=True, check=True)
    assert said.stdout == "['iki.rules.saltik']\n"
