"""`iki explain`: every rule that can speak is explained, and the page of them is the one in `docs/`."""

import ast
import json
import re
from collections.abc import Callable, Iterator

import pytest
from conftest import CHECKOUT, Result

from iki.explanations import as_page, every_explanation

EXPLAINED = {each.name: each for each in every_explanation()}
SAYING = {
    "Diagnostic",
    "_fault",
    "_refuse",
    "_report",
    "_warn",
    "fault",
    "key_fault",
    "key_warning",
    "refused",
    "replace",
}


def spoken() -> Iterator[str]:
    """The names of rules that stand in the code where a finding is made."""
    for path in (CHECKOUT / "cli" / "iki").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            function = getattr(node, "func", None)
            if isinstance(node, ast.Call) and getattr(function, "attr", getattr(function, "id", "")) in SAYING:
                texts = (
                    each.value
                    for each in (*node.args, *(word.value for word in node.keywords))
                    if isinstance(each, ast.Constant)
                )
                yield from (
                    each for each in texts if isinstance(each, str) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", each)
                )


def test_every_rule_that_speaks_is_explained() -> None:
    names = set(spoken())
    assert len(names) > 40
    assert names <= set(EXPLAINED)


def test_no_rule_is_explained_twice() -> None:
    assert len(EXPLAINED) == len(list(every_explanation()))


def test_the_page_of_rules_is_what_the_command_says() -> None:
    assert (CHECKOUT / "docs" / "aturan.md").read_text(encoding="utf-8") == as_page()


def test_a_rule_is_told_with_its_reason_and_examples(iki: Callable[..., Result]) -> None:
    result = iki("explain", "formulasi-sirkular")
    assert result.code == 0
    for part in ("formulasi-sirkular (peringatan)", "Dasar: LKE AKIP 2.a.2", "Sebelum:\n  sasaran:", "Sesudah:\n"):
        assert part in result.out
    assert "Tulis '# iki: abaikan" in iki("explain", "abaikan-salah").out


def test_without_a_name_every_rule_is_listed(iki: Callable[..., Result]) -> None:
    lines = iki("explain").out.splitlines()
    assert {line.strip().split(" ")[0] for line in lines if line.startswith("  ")} == set(EXPLAINED)


def test_rules_are_told_to_programs(iki: Callable[..., Result]) -> None:
    told = json.loads(iki("explain", "--format", "json").out)
    assert told["version"] == 1
    assert [each["name"] for each in told["rules"]] == list(EXPLAINED)
    one = json.loads(iki("explain", "indikator-terlalu-banyak", "--format", "json").out)["rules"]
    assert [limit[0] for limit in one[0]["limits"]][:1] == ["indikator-per-jabatan"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("formulasi-sirkuler", "Maksud Anda formulasi-sirkular"),
        ("zzz", "Daftarnya: iki explain"),
        ("persen", "Maksud Anda persen-tanpa-pembagi"),
        ("\x1b", "\\x1b"),
    ],
)
def test_a_name_that_no_rule_has_is_answered_with_the_nearest(iki: Callable[..., Result], name: str, said: str) -> None:
    result = iki("explain", name)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_form_that_is_not_there_is_answered_with_those_that_are(iki: Callable[..., Result]) -> None:
    assert "pilih: text, json, md" in iki("explain", "--format", "html").err
