"""GitHub Markdown from a Jinja template, for pull requests: no text of the data can become markup."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from iki.characters import FORBIDDEN_IN_FILE
from iki.diagnostics import Diagnostic, Level, Location
from iki.form import Form, markdown
from iki.form.matrix import KIND
from iki.model import Jabatan
from iki.render import Other, Rendered, Rendering, Whole
from iki.template import merging
from iki.template.check import DEEPEST, Checker
from iki.template.environment import environment
from iki.template.kinds import SEEN, Kind

_ESCAPED = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|~$"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"}
)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,;()/%'\"!?-]*[A-Za-z0-9)%]")
"""A text in which nothing can be markup, as nearly all are; this is known in a fraction of the time."""
_MAY_BE_MARKUP = re.compile(r"[\\`*_\[\]|~$&<>\n]")
_STARTS_A_BLOCK = re.compile(r"(\d*)([#+=.)-])")
_LINKED_BY_ITSELF = re.compile(
    r"(?P<colon>:)(?=//)|(?<=www)(?P<dot>\.)|(?P<mention>@)|(?P<issue>#)(?=\d)", re.IGNORECASE
)
_OUTER_SPACE = re.compile(r"^\s+|\s+$")
_TAG_HINT = "Periksa kurung '{{ }}' dan '{% %}', dan bahwa tiap for, if dan gabung ditutup."


def compile_template(content: bytes, path: str) -> Rendering | tuple[Diagnostic, ...]:
    """Compile a Markdown template: UTF-8 text with the tags of the template language.

    `{% gabung KEY %}…{% endgabung %}` leaves its cell blank while the key stays what it was in the row above.
    """
    compiled = _compiled(content, path, SEEN)
    return _rendering(compiled) if isinstance(compiled, _Compiled) else compiled


def compile_other(content: bytes, path: str, seen: Mapping[str, Kind]) -> Other | tuple[Diagnostic, ...]:
    """Compile a Markdown template that sees other names than the sheets do."""
    compiled = _compiled(content, path, seen)
    if not isinstance(compiled, _Compiled):
        return compiled
    return lambda names, _: Rendered((compiled.text(names),))


def tailored(content: bytes, form: Form, kind: str) -> bytes:
    """Return the shipped template of a kind as a form wants it; the form is that of sheets and of their matrix."""
    made = _TAILORED.get(kind)
    return made(form, escape).encode() if made else content


_TAILORED = {"iki": markdown.template, KIND: markdown.matrix}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A template, and what its checker knows of it."""

    template: Template
    checker: Checker

    def text(self, names: Mapping[str, Any]) -> bytes:
        """Return the text in which the template's names stand for these values."""
        return self.template.render({**names, **merging.Merging().seen()}).encode()


def _compiled(content: bytes, path: str, seen: Mapping[str, Kind]) -> _Compiled | tuple[Diagnostic, ...]:
    try:
        source = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return (_fault(path, 1, "Templat ini tidak tersimpan sebagai UTF-8.", "Simpan ulang sebagai UTF-8."),)
    forbidden = re.search(FORBIDDEN_IN_FILE, source)
    if forbidden:
        line = source.count("\n", 0, forbidden.start()) + 1
        return (_fault(path, line, "Ada karakter yang tidak boleh dipakai.", "Hapus karakter itu."),)
    try:
        return _compile(source, path, seen)
    except TemplateSyntaxError as error:
        return (_fault(path, error.lineno, "Tag di sekitar baris ini tidak terbaca.", _TAG_HINT),)
    except (RecursionError, ValueError):
        return (_fault(path, 1, "Templat ini terlalu rumit.", "Sederhanakan tag-tagnya."),)


def _compile(source: str, path: str, seen: Mapping[str, Kind]) -> _Compiled | tuple[Diagnostic, ...]:
    made = environment(escape)
    made.trim_blocks = made.lstrip_blocks = True
    made.filters.update(merging.FILTERS)
    made.add_extension(_Gabung)
    tree = made.parse(source)
    gabung = made.extensions[_Gabung.identifier]
    keys = gabung.keys if isinstance(gabung, _Gabung) else {}
    checker = Checker(seen=seen)
    faults = tuple(_Judge(path, checker, keys).judge(tree.body))
    if faults:
        return faults
    _end_tables(tree, range(len(keys)))
    tree.set_environment(made)
    return _Compiled(Template.from_code(made, made.compile(tree), {}), checker)


def _rendering(compiled: _Compiled) -> Rendering:
    checker = compiled.checker
    per_jabatan, texts = "jabatan" in checker.used, _Texts()

    def document(jabatan: Jabatan, whole: Whole) -> Rendered:
        text = compiled.text(whole.seen(jabatan, buku=False))
        if "buku" not in checker.used:
            texts.keep(whole, jabatan, text)
        return Rendered((text,))

    def book(whole: Whole) -> Rendered:
        every = iter(whole.every_jabatan if per_jabatan else (None,))
        parts = (texts.of(whole, each) or compiled.text(whole.seen(each, buku=per_jabatan)) for each in every)
        return Rendered((b"\n".join(parts),))

    return Rendering(frozenset(checker.used), checker.keys(), may_fail=False, document=document, book=book)


class _Texts:
    """The documents of positions as they were made for one whole, where they read the same in the book of it."""

    _MOST = 2_000

    def __init__(self) -> None:
        self._whole: Whole | None = None
        self._by_id: dict[str, bytes] = {}

    def keep(self, whole: Whole, jabatan: Jabatan, text: bytes) -> None:
        """Keep a document for the book, if that is not too large to be one."""
        if whole is not self._whole:
            self._whole = whole
            self._by_id.clear()
        if len(whole.heads) <= self._MOST:
            self._by_id[jabatan.id] = text

    def of(self, whole: Whole, jabatan: Jabatan | None) -> bytes | None:
        """Return the document of a position, if it was made for this whole."""
        return self._by_id.get(jabatan.id) if jabatan is not None and whole is self._whole else None


def escape(text: str) -> str:
    """Return a value so that GitHub shows it to the letter: no heading, list, link, mention, HTML or cell border."""
    if _PLAIN.fullmatch(text):
        return text
    shown = text.translate(_ESCAPED) if _MAY_BE_MARKUP.search(text) else text
    if ":" in shown or "@" in shown or "#" in shown or "www." in shown.lower():  # which hardly any has
        shown = _LINKED_BY_ITSELF.sub(_unlinked, shown)
    shown = _STARTS_A_BLOCK.sub(r"\1\\\2", shown, count=1) if _STARTS_A_BLOCK.match(shown) else shown
    if shown.strip() == shown:
        return shown
    return _OUTER_SPACE.sub(lambda match: "".join(f"&#{ord(character)};" for character in match[0]), shown)


def _unlinked(match: re.Match[str]) -> str:
    """Break what GitHub would link of itself; a mention heeds no backslash, but an empty comment parts it."""
    return f"{match[0]}<!-- -->" if match.lastgroup in {"mention", "issue"} else f"\\{match[0]}"


def _end_tables(tree: nodes.Template, slots: Collection[int]) -> None:
    """Let a blank line end a table: what is merged in one table has nothing to do with the next."""
    for output in tree.find_all(nodes.Output):
        output.nodes = [part for node in output.nodes for part in _ending_a_table(node, slots)]


def _ending_a_table(node: nodes.Expr, slots: Collection[int]) -> Iterator[nodes.Expr]:
    if slots and isinstance(node, nodes.TemplateData) and (node.data.startswith("\n") or "\n\n" in node.data):
        yield merging.forget(slots)
    yield node


class _Gabung(Extension):
    """The block `{% gabung KEY %}…{% endgabung %}`: shown unless its key is that of the row above."""

    tags = {"gabung"}  # noqa: RUF012 - the name and type that Jinja reads

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.keys: dict[int, nodes.Expr] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the block as a condition, and note its key; each block of the template is a column of its own."""
        line = next(parser.stream).lineno
        key = parser.parse_tuple()
        body = parser.parse_statements(("name:endgabung",), drop_needle=True)
        slot = len(self.keys)
        made = nodes.If(nodes.Not(merging.continues(key, slot)), body, [], [], lineno=line)
        self.keys[id(made)] = key
        return made


@dataclass(frozen=True, slots=True)
class _Judge:
    """Checks what a template says, in order; `gabung` holds the keys of its merging blocks by the node's identity."""

    path: str
    checker: Checker
    gabung: Mapping[int, nodes.Expr]

    def judge(self, body: Iterable[nodes.Node], depth: int = 0) -> Iterator[Diagnostic]:
        """Yield what is wrong with statements and what they hold, at the line it stands in."""
        for node in body:
            match node:
                case nodes.Output():
                    yield from self._output(node)
                case nodes.For():
                    yield from self._for(node, depth)
                case nodes.If():
                    key = self.gabung.get(id(node))
                    (self.checker.tested if key is None else self.checker.keyed)(key or node.test)
                    yield from self._problems(node.lineno)
                    yield from self._inside(node, (*node.body, *node.elif_, *node.else_), depth)
                case _:
                    hint = "Yang ada: for, if, elif, else, gabung."
                    yield _fault(self.path, node.lineno, "Pernyataan ini tidak didukung dalam templat.", hint)

    def _output(self, node: nodes.Output) -> Iterator[Diagnostic]:
        for expression in node.nodes:
            if not isinstance(expression, nodes.TemplateData):
                self.checker.printed(expression)
            yield from self._problems(expression.lineno)

    def _for(self, node: nodes.For, depth: int) -> Iterator[Diagnostic]:
        self.checker.enter(node.target, node.iter)
        yield from self._problems(node.lineno)
        yield from self._inside(node, node.body, depth)
        self.checker.leave()
        if node.test or node.recursive or node.else_:
            yield _fault(
                self.path, node.lineno, "'for' ini memakai bentuk yang tidak didukung.", "Pakai if di dalamnya."
            )

    def _inside(self, block: nodes.Stmt, body: Iterable[nodes.Node], depth: int) -> Iterator[Diagnostic]:
        if depth < DEEPEST:
            yield from self.judge(body, depth + 1)
        else:
            message = f"Blok bersarang lebih dari {DEEPEST} tingkat."
            yield _fault(self.path, block.lineno, message, "Sederhanakan templatnya.")

    def _problems(self, line: int) -> Iterator[Diagnostic]:
        for problem in self.checker.problems():
            yield _fault(self.path, line, problem.message, problem.hint)


def _fault(path: str, line: int | None, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Location(path, line or 1, 1), Level.ERROR, "templat-rusak", message, hint)
