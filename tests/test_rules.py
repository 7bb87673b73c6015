"""Each rule speaks exactly at the lines that its examples mark, and nowhere else."""

import re
from pathlib import Path

import pytest
from conftest import CHECKOUT

from iki import lint, load
from iki.dialect import parse
from iki.model import Bentuk, Kantor

EXAMPLES = sorted((CHECKOUT / "tests" / "rules").glob("*.yaml"))
MARK = re.compile(r"# ← ([a-z-]+)$")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_rule_speaks_exactly_at_the_marked_lines(example: Path) -> None:
    content = example.read_bytes()
    source = parse(content, example.name)
    assert not source.diagnostics
    marked = {
        (number, found[1])
        for number, line in enumerate(content.decode().splitlines(), start=1)
        if (found := MARK.search(line))
    }
    said = {
        (each.location.line, each.rule)
        for each in lint.lint(load.jabatan(source, "contoh", Kantor()), Bentuk(), source)
    }
    assert said == marked


def test_every_rule_has_an_example_in_which_it_speaks() -> None:
    text = "".join(example.read_text(encoding="utf-8") for example in EXAMPLES)
    for rule in lint.every_rule():
        assert f"# ← {rule.name}\n" in text


def test_a_rule_is_named_after_its_file() -> None:
    files = {path.stem.replace("_", "-") for path in (CHECKOUT / "cli" / "iki" / "rules").glob("[!_]*.py")}
    assert {rule.name for rule in lint.every_rule()} == files
