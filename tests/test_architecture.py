"""The house is as `docs/ARCHITECTURE.md` draws it: its table is what the files really import."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CHECKOUT

PACKAGE = CHECKOUT / "cli" / "iki"
TABLE = (CHECKOUT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z_]+/?)` \| [^|]+ \|([^|]*)\|$", TABLE, re.MULTILINE)
MAY_IMPORT = {unit: set(re.findall(r"`([a-z_]+/?)`", column)) for unit, column in ROWS}
SIBLINGS_APART = {"rules/", "render/", "report/", "commands/"}


def unit_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return f"{first}/" if (PACKAGE / first).is_dir() else first.removesuffix(".py")


def imported_modules(path: Path) -> Iterator[str]:
    """Every module of iki that a file imports, lazily or for types too, as `iki.word.lexer`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("iki."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "iki":
            assert node.level == 0, "imports are absolute"
            for name in node.names:
                submodule = PACKAGE.joinpath(*str(node.module).split(".")[1:], name.name)
                is_module = submodule.is_dir() or submodule.with_suffix(".py").is_file()
                yield f"{node.module}.{name.name}" if is_module else str(node.module)


def imported_units(path: Path) -> set[str]:
    units = set()
    for module in imported_modules(path):
        if module != "iki":
            first = module.split(".")[1]
            units.add(f"{first}/" if (PACKAGE / first).is_dir() else first)
    return units - {unit_of(path)}


FILES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.name not in {"__main__.py"} and path.parent != PACKAGE / "builtin"
)


def test_every_unit_has_a_row_and_every_row_a_unit() -> None:
    units = {unit_of(path) for path in FILES} - {"__init__"}
    assert set(MAY_IMPORT) == units


@pytest.mark.parametrize("unit", MAY_IMPORT)
def test_a_unit_imports_exactly_what_its_row_says(unit: str) -> None:
    found = {imported for path in FILES if unit_of(path) == unit for imported in imported_units(path)}
    assert found == MAY_IMPORT[unit]


def test_a_unit_imports_only_units_above_its_own() -> None:
    order = [unit for unit, _ in ROWS]
    for index, unit in enumerate(order):
        assert MAY_IMPORT[unit] <= set(order[:index]), unit


@pytest.mark.parametrize("unit", sorted(SIBLINGS_APART))
def test_siblings_never_import_each_other(unit: str) -> None:
    for path in (PACKAGE / unit).glob("*.py"):
        for module in imported_modules(path):
            inside = module.startswith(f"iki.{unit.rstrip('/')}.")
            assert not inside, f"{path.name} imports {module}"


def test_no_two_modules_import_each_other() -> None:
    graph = {}
    for path in FILES:
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        graph[".".join(parts).removesuffix(".__init__")] = set(imported_modules(path))
    for start, imported in graph.items():
        seen: set[str] = set()
        todo = list(imported)
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                todo += graph.get(here, ())
        assert start not in seen, f"{start} imports itself by a detour"


def test_nobody_imports_click() -> None:
    for path in FILES:
        assert not re.search(r"^\s*(import|from) click\b", path.read_text(encoding="utf-8"), re.MULTILINE), path
