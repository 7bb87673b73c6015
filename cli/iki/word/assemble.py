"""Literal XML and marks in turn → one Jinja syntax tree, its expressions checked, its blocks closed in their place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import assert_never

from jinja2 import Environment, nodes

from iki.template.check import DEEPEST, Checker, Problem
from iki.template.kinds import SEEN
from iki.template.merging import continues
from iki.template.slips import meant_by_word
from iki.word.expressions import Check, Expressions
from iki.word.lost import Lost
from iki.word.marks import Close, Computed, Mark, Merge, Otherwise, Refused, Repaired, Statement, Value, When
from iki.word.ooxml import TR, P, holder
from iki.word.place import Place
from iki.word.tagged import CONTENTS, END_CONTENTS, NEW_PAGE, Fault

_MOST_BRANCHES = 100
"""More of them Python could not compile."""
_WORDS = (
    *("for", "endfor", "if", "elif", "else", "endif", "gabung"),
    *(CONTENTS, END_CONTENTS, "tautan", "endtautan", NEW_PAGE),
)
_SAME_PLACE = "Pakai jenis tag yang sama ({%, {%p, {%tr atau {%tc) di paragraf, baris, sel atau tabel yang sama."
_MERGE_HINT = "Di Word tulis '{%gabung …%}' tanpa spasi sesudah '{%', di dalam sel, tanpa penutup."
_OPENS = {"endfor": "for", "endif": "if", "elif": "if", "else": "if", END_CONTENTS: CONTENTS, "endtautan": "tautan"}
_ALONE = ("else", "endif", "endfor", CONTENTS, END_CONTENTS, "endtautan")
"""Statements that say nothing more."""
IN_BOOK = "_book"
"""The variable by which a rendering knows that it is the book of all positions."""


@dataclass(slots=True)
class _Block:
    """A block that is still open: what opened it (None: the compiler itself) and where its content goes."""

    node: nodes.Node
    content: list[nodes.Node]
    opener: Statement | None = None
    word: str = ""
    has_else: bool = False
    depth: int = 0
    """How many blocks of the template are open with it."""


@dataclass(slots=True)
class Assembler:
    """Builds one part's syntax tree and collects the faults of its tags."""

    environment: Environment
    checker: Checker
    faults: list[Fault] = field(default_factory=list)
    _blocks: list[_Block] = field(default_factory=list)
    _lost: Lost = field(init=False)

    def __post_init__(self) -> None:
        self._lost = Lost(self.faults)

    @property
    def _expressions(self) -> Expressions:
        return Expressions(self.environment, self.checker)

    def assemble(self, pieces: Iterable[str | Mark]) -> nodes.Template:
        """Return the tree of one part; it is sound if no faults were found."""
        root = nodes.Template([], lineno=1)
        self._blocks = [_Block(root, root.body)]
        for piece in pieces:
            self._take(piece)
        while len(self._blocks) > 1:
            self._unclosed(self._blocks.pop())
        root.set_environment(self.environment)
        return root

    def _take(self, piece: str | Mark) -> None:
        match piece:
            case str():
                self._put(nodes.TemplateData(piece))
            case Computed(expression):
                self._put(expression)
            case Value(says, place):
                self._put(self._expression(says, place, f"{{{{ {says} }}}}"))
            case Statement():
                self._statement(piece)
            case Refused(says):
                self._lose(says)
            case Merge() | When() | Repaired() | Otherwise() | Close():
                self._own(piece)
            case _:
                assert_never(piece)

    def _put(self, expression: nodes.Expr) -> None:
        content = self._blocks[-1].content
        if content and isinstance(content[-1], nodes.Output):
            content[-1].nodes.append(expression)
        else:
            content.append(nodes.Output([expression], lineno=1))

    def _own(self, mark: Merge | When | Repaired | Otherwise | Close) -> None:
        """Open, turn or end a block of the compiler's own."""
        match mark:
            case Merge(says, place, slot):
                self._refuse_merge_across(place)
                key = self._expression(says, place, f"{{%gabung {says} %}}", self.checker.keyed)
                self._open_if(continues(key, slot))
            case When(test):
                self._open_if(test)
            case Repaired(name, arguments):
                repair = nodes.Filter(None, name, list(arguments), [], None, None)
                block = nodes.FilterBlock([], repair, lineno=1)
                self._open(_Block(block, block.body))
            case Otherwise():
                turned = self._blocks[-1]
                turned.content = turned.node.else_ if isinstance(turned.node, nodes.If) else turned.content
            case Close():
                self._close_own()

    def _refuse_merge_across(self, place: Place) -> None:
        """Refuse a merge inside columns that repeat: which cell of the row above it continues could not be told."""
        loops = (block.opener for block in self._blocks if block.word == "for")
        if any(opener is not None and holder(opener.parent).tag == TR for opener in loops):
            message = "'gabung' tidak dapat dipakai di dalam '{%tc for … %}'."
            self._say(place, Problem(message, "Pakai di sel di luar kolom yang diulang."))

    def _open_if(self, test: nodes.Expr, opener: Statement | None = None, word: str = "if") -> None:
        block = nodes.If(test, [], [], [], lineno=1)
        self._open(_Block(block, block.body, opener, word))

    def _open(self, block: _Block) -> None:
        block.depth = self._blocks[-1].depth + (block.opener is not None)
        self._blocks[-1].content.append(block.node)
        self._blocks.append(block)
        if block.opener is not None and block.depth == DEEPEST + 1:
            message = f"Blok bersarang lebih dari {DEEPEST} tingkat."
            self._say(block.opener.place, Problem(message, "Sederhanakan templatnya."))

    def _close_own(self) -> None:
        """End a block of the compiler's own; what a template opened inside it should have ended there too."""
        while self._blocks[-1].opener is not None:
            self._unclosed(self._blocks.pop())
        self._blocks.pop()

    def _lose(self, says: str, fault: Fault | None = None) -> None:
        """Take note of a statement that was refused where it stands, or of a block that had to be closed too early."""
        word = says.partition(" ")[0]
        self._lost.add(word, fault)
        if word == "for":
            self.checker.excuse(says.split()[1:2])

    def _unclosed(self, block: _Block) -> None:
        if block.opener is None:
            return
        if not self._lost.has_closed(block.word):
            message = f"'{block.opener.says}' tidak ditutup di tempat ia dibuka."
            fault = Fault(block.opener.place, message, f"Tulis 'end{block.word}'. {_SAME_PLACE}")
            self.faults.append(fault)
            self._lose(block.opener.says, fault)
        self._leave(block)

    def _leave(self, block: _Block) -> None:
        if block.word == "for":
            self.checker.leave()

    def _statement(self, mark: Statement) -> None:
        word = self._word(mark)
        match word:
            case "for":
                self._open_for(mark)
            case "if":
                test = self._expression(mark.says.removeprefix("if"), mark.place, mark.says, self.checker.tested)
                self._open_if(test, mark)
            case "elif" | "else":
                self._turn(mark, word)
            case "daftar_isi":
                self._open_if(nodes.Name("_contents", "load"), mark, word)
            case "tautan":
                self._open_link(mark)
            case "endtautan":
                self._close_link(mark)
            case "endif" | "endfor" | "enddaftar_isi":
                self._close(mark, word)
            case _:
                self._say_unknown(mark, word)

    def _say_unknown(self, mark: Statement, word: str) -> None:
        meant = meant_by_word(word, _WORDS)
        hint = f"Maksud Anda '{meant}'?" if meant else f"Yang ada: {', '.join(_WORDS)}."
        hint = _MERGE_HINT if word in {"gabung", "endgabung"} else hint
        self._say(mark.place, Problem(f"'{mark.says}' tidak dikenal.", hint))
        self._lose(f"{meant} {mark.says.partition(' ')[2]}")

    def _word(self, mark: Statement) -> str:
        """Return what a statement is; one that says more than its word may say is named."""
        word, _, rest = mark.says.partition(" ")
        if rest.strip() and word in _ALONE:
            is_elif = word == "else" and rest.startswith("if ")
            hint = "Untuk syarat lain, tulis 'elif'." if is_elif else f"Tulis '{word}' saja."
            self._say(mark.place, Problem(f"'{mark.says}' tidak dikenal.", hint))
        return word

    def _open_for(self, mark: Statement) -> None:
        loop, problems = self._expressions.loop(mark.says)
        for problem in problems:
            self._say(mark.place, problem)
        self._open(_Block(loop, loop.body, mark, "for"))

    def _open_link(self, mark: Statement) -> None:
        """Open a link to a position's sheet in the book; elsewhere there is no such sheet, and no link."""
        says = mark.says.removeprefix("tautan")
        sheet = self._expression(says, mark.place, mark.says, partial(self.checker.wanted, wanted=SEEN["jabatan"]))
        if mark.parent.tag != P:
            message = f"'{mark.says}' harus berada di dalam kalimat, di luar tautan lain."
            self._say(mark.place, Problem(message, "Misalnya: {% tautan lembar %}{{ lembar.nama }}{% endtautan %}"))
        anchor = nodes.Filter(sheet, "_sheet", [nodes.Name("_sheets", "load")], [], None, None)
        opening = [nodes.TemplateData('<w:hyperlink w:history="1" w:anchor="'), anchor, nodes.TemplateData('">')]
        self._put_in_book(opening)
        block = nodes.Scope([], lineno=1)
        self._open(_Block(block, block.body, mark, "tautan"))

    def _close_link(self, mark: Statement) -> None:
        self._close(mark, "endtautan")
        self._put_in_book([nodes.TemplateData("</w:hyperlink>")])

    def _put_in_book(self, xml: list[nodes.Expr]) -> None:
        self._blocks[-1].content.append(
            nodes.If(nodes.Name(IN_BOOK, "load"), [nodes.Output(xml, lineno=1)], [], [], lineno=1)
        )

    def _turn(self, mark: Statement, word: str) -> None:
        block = self._opened_by(mark, word)
        if block is None or not isinstance(block.node, nodes.If):
            return
        if block.has_else:
            self._say(mark.place, Problem(f"'{word}' sesudah 'else'.", "Dalam satu if, 'else' yang terakhir."))
        elif word == "else":
            block.has_else, block.content = True, block.node.else_
        else:
            test = self._expression(mark.says.removeprefix("elif"), mark.place, mark.says, self.checker.tested)
            branch = nodes.If(test, [], [], [], lineno=1)
            block.node.elif_.append(branch)
            if len(block.node.elif_) == _MOST_BRANCHES + 1:
                problem = Problem(f"Satu 'if' dengan lebih dari {_MOST_BRANCHES} 'elif'.", "Sederhanakan templatnya.")
                self._say(mark.place, problem)
            block.content = branch.body

    def _close(self, mark: Statement, word: str) -> None:
        block = self._opened_by(mark, word)
        if block is None:
            return
        self._blocks.pop()
        self._leave(block)
        if block.word == "for" and block.opener is not None and not block.content:
            message = f"'{block.opener.says}' tidak mengulang apa-apa."
            hint = "Taruh paragraf, baris atau sel yang diulang di antara 'for' dan 'endfor'."
            self._say(block.opener.place, Problem(message, hint))

    def _opened_by(self, mark: Statement, word: str) -> _Block | None:
        """Return the block that a closing or turning statement belongs to, or say why there is none."""
        block = self._blocks[-1]
        if block.opener is None or block.word != _OPENS[word]:
            if self._lost.has_opened(_OPENS[word], mark, word):
                return None
            inside = f"; yang terbuka di sini '{block.opener.says}'" if block.opener else ""
            message = f"'{word}' tanpa '{_OPENS[word]}' yang membukanya{inside}."
            self._say(mark.place, Problem(message, "Tutup blok menurut urutan terbalik dari membukanya."))
            if any(block.word == _OPENS[word] for block in self._blocks):
                self._lose(word)
            return None
        if block.opener.parent is not mark.parent:
            message = f"'{word}' tidak berada di tempat yang sama dengan '{block.opener.says}' yang dibukanya."
            self._say(mark.place, Problem(message, _SAME_PLACE))
        return block

    def _expression(self, says: str, place: Place, quoted: str, check: Check | None = None) -> nodes.Expr:
        expression, problems = self._expressions.value(says, quoted, check or self.checker.printed)
        for problem in problems:
            self._say(place, problem)
        return expression

    def _say(self, place: Place, problem: Problem) -> None:
        self.faults.append(Fault(place, problem.message, problem.hint))
