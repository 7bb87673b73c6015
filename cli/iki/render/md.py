"""GitHub Markdown from a Jinja template, for pull requests: no text of the data can become markup."""

import re
from collections.abc import Collection, Iterable, Iterator

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from iki.diagnostics import Diagnostic, Level, Location
from iki.model import Jabatan
from iki.render import Rendering, Whole
from iki.template import merging
from iki.template.check import DEEPEST, Checker
from iki.template.environment import environment

_ESCAPED = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|~$"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"}
)
_STARTS_A_BLOCK = re.compile(r"(\d*)([#+=.)-])")
_LINKED_BY_ITSELF = re.compile(
    r"(?P<colon>:)(?=//)|(?<=www)(?P<dot>\.)|(?P<mention>@)|(?P<issue>#)(?=\d)", re.IGNORECASE
)
_GABUNG = "gabung"


def compile_template(content: bytes, path: str) -> Rendering | tuple[Diagnostic, ...]:
    """Compile a Markdown template: UTF-8 text with the tags of the template language.

    `{% gabung KEY %}…{% endgabung %}` leaves its cell blank while the key stays what it was in the row above.
    """
    made = environment(escape)
    made.trim_blocks = made.lstrip_blocks = True
    made.filters.update(merging.FILTERS)
    made.add_extension(_Gabung)
    try:
        tree = made.parse(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        return (_fault(path, 1, "Templat ini tidak tersimpan sebagai UTF-8.", "Simpan ulang sebagai UTF-8."),)
    except (TemplateSyntaxError, RecursionError) as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
        hint = "Periksa kurung '{{ }}' dan '{% %}', dan bahwa tiap for, if dan gabung ditutup."
        return (_fault(path, line, "Tag di sekitar baris ini tidak terbaca.", hint),)
    checker = Checker()
    faults = tuple(_judge(tree.body, checker, path))
    if faults:
        return faults
    _end_tables(tree)
    tree.set_environment(made)
    template = Template.from_code(made, made.compile(tree), {})
    return _rendering(template, per_jabatan="jabatan" in checker.used)


def _rendering(template: Template, *, per_jabatan: bool) -> Rendering:
    def document(jabatan: Jabatan | None, whole: Whole) -> bytes:
        seen = {"jabatan": jabatan, "every_jabatan": whole.every_jabatan, "kantor": whole.kantor}
        return template.render(seen | merging.Merging().seen()).encode()

    def book(whole: Whole) -> bytes:
        if not per_jabatan:
            return document(None, whole)
        return b"\n".join(document(jabatan, whole) for jabatan in whole.every_jabatan)

    return Rendering(per_jabatan, document, book)


def escape(text: str) -> str:
    """Return a value so that GitHub shows it to the letter: no heading, list, link, mention, HTML or cell border."""
    shown = _LINKED_BY_ITSELF.sub(_unlinked, text.translate(_ESCAPED))
    shown = _STARTS_A_BLOCK.sub(r"\1\\\2", shown, count=1) if _STARTS_A_BLOCK.match(shown) else shown
    return f"&#32;{shown[1:]}" if shown.startswith(" ") else shown


def _unlinked(match: re.Match[str]) -> str:
    """Break what GitHub would link of itself; a mention heeds no backslash, but an empty comment parts it."""
    return f"{match[0]}<!-- -->" if match.lastgroup in {"mention", "issue"} else f"\\{match[0]}"


def _end_tables(tree: nodes.Template) -> None:
    """Let a blank line end a table: what is merged in one table has nothing to do with the next."""
    every_slot = range(1, sum(1 for condition in tree.find_all(nodes.If) if merging.key_of(condition.test)) + 1)
    for output in tree.find_all(nodes.Output):
        output.nodes = [part for node in output.nodes for part in _ending_a_table(node, every_slot)]


def _ending_a_table(node: nodes.Expr, slots: Collection[int]) -> Iterator[nodes.Expr]:
    if slots and isinstance(node, nodes.TemplateData) and (node.data.startswith("\n") or "\n\n" in node.data):
        yield merging.forget(slots)
    yield node


class _Gabung(Extension):
    """The block `{% gabung KEY %}…{% endgabung %}`: shown unless its key is that of the row above."""

    tags = {_GABUNG}  # noqa: RUF012 - the name and type that Jinja reads

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._slots = 0

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the block as a condition; each block of the template is a column of its own."""
        line = next(parser.stream).lineno
        key = parser.parse_expression()
        body = parser.parse_statements(("name:endgabung",), drop_needle=True)
        self._slots += 1
        return nodes.If(nodes.Not(merging.continues(key, self._slots)), body, [], [], lineno=line)


def _judge(body: Iterable[nodes.Node], checker: Checker, path: str, depth: int = 0) -> Iterator[Diagnostic]:
    """Check statements and what they hold, in order; yield what is wrong with the line it stands in."""
    for node in body:
        match node:
            case nodes.Output():
                for expression in node.nodes:
                    if not isinstance(expression, nodes.TemplateData):
                        checker.printed(expression)
                    yield from _problems(checker, path, expression.lineno)
            case nodes.For():
                checker.enter(node.target, node.iter)
                yield from _problems(checker, path, node.lineno)
                yield from _judge_inside(node, node.body, checker, path, depth)
                checker.leave()
                if node.test or node.recursive or node.else_:
                    yield _fault(
                        path, node.lineno, "'for' ini memakai bentuk yang tidak didukung.", "Pakai if di dalamnya."
                    )
            case nodes.If():
                checker.tested(merging.key_of(node.test) or node.test)
                yield from _problems(checker, path, node.lineno)
                yield from _judge_inside(node, (*node.body, *node.elif_, *node.else_), checker, path, depth)
            case _:
                message = "Pernyataan ini tidak didukung dalam templat."
                yield _fault(path, node.lineno, message, "Yang ada: for, if, elif, else, gabung.")


def _judge_inside(
    block: nodes.Stmt, body: Iterable[nodes.Node], checker: Checker, path: str, depth: int
) -> Iterator[Diagnostic]:
    if depth == DEEPEST:
        yield _fault(path, block.lineno, f"Blok bersarang lebih dari {DEEPEST} tingkat.", "Sederhanakan templatnya.")
    else:
        yield from _judge(body, checker, path, depth + 1)


def _problems(checker: Checker, path: str, line: int) -> Iterator[Diagnostic]:
    for problem in checker.problems():
        yield _fault(path, line, problem.message, problem.hint)


def _fault(path: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(path, line, 1), Level.ERROR, "templat-rusak", message, hint)
