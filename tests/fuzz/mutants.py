"""Sow faults into iki and see whether its tests notice: `python tests/fuzz/mutants.py 150`; prints those that live."""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

_CHECKOUT = Path(__file__).parents[2]
_SLOWEST = 240
_TESTS = {
    "dialect plain ordinary parsed careful syntax source": "source ordinary hostile faults load merge fix",
    "render/md": "markdown form build",
    "word/ooxml": "word_tags word_language word_package",
    "characters": "source reports hostile commands markdown load diff semula_menjadi",
    "report/__init__ report/github report/gitlab report/json report/junit report/sarif report/text": "reports",
    "files write memory staging manifest inputs incremental alone": "incremental output build hostile fix commands",
    "project": "faults hostile build commands offices word_language review",
    "merge/__init__ merge/layout merge/order merge/pieces merge/table merge/values merge/writing": "merge git_drivers",
}
"""Which modules are changed, and which tests are to notice."""
_INSTEAD = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


class Mutant(NamedTuple):
    """A fault: in which module, in which node of its tree, on which line, what is changed, and what does it."""

    module: str
    number: int
    line: int
    what: str
    change: Callable[[Any], None]


def _tree(module: str) -> ast.Module:
    return ast.parse((_CHECKOUT / "cli" / "iki" / f"{module}.py").read_text(encoding="utf-8"))


def _mutants(module: str) -> Iterator[Mutant]:
    """Yield every fault that can be sown into a module, one at a time."""
    for number, node in enumerate(ast.walk(_tree(module))):
        for what, change in _changes(node):
            yield Mutant(module, number, getattr(node, "lineno", 0), what, change)


def _source(mutant: Mutant) -> str:
    """Return the module with its fault."""
    tree = _tree(mutant.module)
    mutant.change(next(islice(ast.walk(tree), mutant.number, None)))
    return ast.unparse(ast.fix_missing_locations(tree))


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield what can be changed in a node: what is said of it, and what does it."""
    yield from _changes_of_operators(node)
    match node:
        case ast.Constant(value=bool() as value):
            yield f"{value} turned", lambda twin: setattr(twin, "value", not value)
        case ast.Constant(value=int() as value):
            yield f"{value} + 1", lambda twin: setattr(twin, "value", value + 1)
        case ast.Return(value=ast.expr()):
            yield "None returned", lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.FunctionDef(body=body):
            yield from (_without(index) for index in range(len(body)) if _can_go(body[index]))
        case ast.If():
            yield "if always", lambda twin: setattr(twin, "test", ast.Constant(value=True))
            yield "if never", lambda twin: setattr(twin, "test", ast.Constant(value=False))


def _changes_of_operators(node: ast.AST) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _INSTEAD:
            yield _named(op), lambda twin: setattr(twin, "ops", [_INSTEAD[type(op)]()])
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in _INSTEAD:
            yield _named(op), lambda twin: setattr(twin, "op", _INSTEAD[type(op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield "no not", lambda twin: twin.__dict__.update(op=ast.UAdd(), operand=_as_bool(twin.operand))


def _named(op: ast.AST) -> str:
    return f"{type(op).__name__} → {_INSTEAD[type(op)].__name__}"  # type: ignore[index]


def _as_bool(operand: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("bool", ast.Load()), [operand], [])


def _can_go(statement: ast.stmt) -> bool:
    is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return isinstance(statement, (ast.Expr, ast.Assign, ast.AugAssign)) and not is_docstring


def _without(index: int) -> tuple[str, Any]:
    return f"statement {index} gone", lambda twin: twin.body.__setitem__(index, ast.Pass())


def _is_noticed(mutant: Mutant, tests: str, copy: Path) -> bool:
    path = copy / "cli" / "iki" / f"{mutant.module}.py"
    before = path.read_bytes()
    path.write_text(_source(mutant), encoding="utf-8")
    files = [f"tests/test_{name}.py" for name in tests.split()]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files]
    about = {**os.environ, "PYTHONPATH": str(copy / "cli"), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        command, cwd=copy, env=about, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(_SLOWEST) != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        if process.poll() is None:
            os.killpg(process.pid, 9)
            process.wait()
        path.write_bytes(before)


def main() -> None:
    """Sow as many faults as asked for, chosen by chance among all, and print those that no test noticed."""
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    every = [(each, tests) for modules, tests in _TESTS.items() for name in modules.split() for each in _mutants(name)]
    chosen = random.Random(asked.seed).sample(every, asked.count)  # noqa: S311 - the same every time
    noticed, all_of = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "iki"
        ignored = shutil.ignore_patterns(".venv", ".git", "build", "__pycache__", ".*_cache", ".hypothesis")
        shutil.copytree(_CHECKOUT, copy, ignore=ignored)
        for modules, tests in _TESTS.items():
            name = modules.split()[0]
            assert not _is_noticed(Mutant(name, 0, 0, "nothing", lambda _: None), tests, copy), tests
        for number, (mutant, tests) in enumerate(chosen, start=1):
            is_noticed = _is_noticed(mutant, tests, copy)
            noticed[mutant.module] += is_noticed
            all_of[mutant.module] += 1
            if not is_noticed:
                print(f"lives: {mutant.module}:{mutant.line} {mutant.what}", flush=True)
            if number % 10 == 0:
                print(f"{number} sown, {noticed.total()} noticed", flush=True)
    print(f"{noticed.total()} of {asked.count} noticed, of {len(every)} that there are")
    print(*(f"{name} {noticed[name]}/{count}" for name, count in sorted(all_of.items())), sep=", ")


if __name__ == "__main__":
    main()
