"""Literal XML and marks in turn → one Jinja syntax tree, its expressions checked, its blocks closed in their place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import assert_never

from jinja2 import Environment, nodes

from iki.template.check import Checker, Problem
from iki.template.kinds import SEEN
from iki.template.merging import continues
from iki.template.slips import meant_by_statement, statement_in
from iki.word.blocks import Block, Blocks
from iki.word.expressions import Check, Expressions
from iki.word.marks import Close, Computed, Mark, Merge, Origin, Otherwise, Refused, Repaired, Statement, Value, When
from iki.word.ooxml import TR, P, holder
from iki.word.origins import key_of, turn_of
from iki.word.place import Place
from iki.word.tagged import CONTENTS, END_CONTENTS, NEW_PAGE, Fault

_MOST_BRANCHES = 100
"""More of them Python could not compile."""
_WORDS = (
    *("for", "endfor", "if", "elif", "else", "endif", "gabung"),
    *(CONTENTS, END_CONTENTS, "tautan", "endtautan", NEW_PAGE),
)
_MERGE_HINT = "Di Word tulis '{%gabung …%}' tanpa spasi sesudah '{%', di dalam sel, tanpa penutup."
_SCOPE = re.compile(r"^\{%\w+ | %\}$")
_ALONE = ("else", "endif", "endfor", CONTENTS, END_CONTENTS, "endtautan")
"""Statements that say nothing more."""
IN_BOOK = "_book"
"""The variable by which a rendering knows that it is the book of all positions."""


@dataclass(slots=True)
class Assembler:
    """Builds one part's syntax tree and collects the faults of its tags."""

    environment: Environment
    checker: Checker
    faults: list[Fault] = field(default_factory=list)
    with_origins: bool = False
    _blocks: Blocks = field(init=False)
    _expressions: Expressions = field(init=False)

    def __post_init__(self) -> None:
        self._blocks = Blocks(self.checker, self.faults)
        self._expressions = Expressions(self.environment, self.checker)

    def assemble(self, pieces: Iterable[str | Mark]) -> nodes.Template:
        """Return the tree of one part; it is sound if no faults were found."""
        self.checker.begin_part()
        for piece in pieces:
            self._take(piece)
        self._blocks.close_all()
        self._blocks.root.set_environment(self.environment)
        return self._blocks.root

    def _take(self, piece: str | Mark) -> None:
        match piece:
            case str():
                self._blocks.put(nodes.TemplateData(piece))
            case Computed(expression):
                self._blocks.put(expression)
            case Origin(number):
                self._origin(number)
            case Value(says, place):
                self._value(says, place)
            case Statement():
                self._statement(piece)
            case Refused(says):
                self._blocks.lose(says)
            case Merge() | When() | Repaired() | Otherwise() | Close():
                self._own(piece)
            case _:
                assert_never(piece)

    def _origin(self, number: int) -> None:
        self._blocks.put(nodes.TemplateData(str(number)))
        for name in self._blocks.loops():
            self._blocks.put(nodes.TemplateData("/"))
            self._blocks.put(key_of(name))

    def _value(self, says: str, place: Place) -> None:
        statement = statement_in(says)
        if statement:
            problem = Problem(f"'{{{{ {says} }}}}' adalah pernyataan, bukan nilai.", f"Tulis '{{% {statement} %}}'.")
            self._say(place, problem)
            self._blocks.lose(statement.lower())
        else:
            self._blocks.put(self._expression(says, place, f"{{{{ {says} }}}}"))

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
                self._blocks.open(Block(block, block.body))
            case Otherwise():
                self._blocks.turn_own()
            case Close():
                self._blocks.close_own()

    def _refuse_merge_across(self, place: Place) -> None:
        """Refuse a merge inside columns that repeat: which cell of the row above it continues could not be told."""
        loops = (opener for opener in self._blocks.openers() if opener.says.startswith("for"))
        if any(holder(opener.parent).tag == TR for opener in loops):
            message = "'gabung' tidak dapat dipakai di dalam '{%tc for … %}'."
            self._say(place, Problem(message, "Pakai di sel di luar kolom yang diulang."))

    def _open_if(self, test: nodes.Expr, opener: Statement | None = None, word: str = "if") -> None:
        block = nodes.If(test, [], [], [], lineno=1)
        self._blocks.open(Block(block, block.body, opener, word))

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
                self._blocks.close(mark, word)
            case _:
                self._say_unknown(mark, word)

    def _say_unknown(self, mark: Statement, word: str) -> None:
        meant = meant_by_statement(mark.says, _WORDS, self._blocks.word())
        hint = f"Maksud Anda '{meant}'?" if meant else f"Yang ada: {', '.join(_WORDS)}."
        hint = _MERGE_HINT if word in {"gabung", "endgabung"} else hint
        self._say(mark.place, Problem(f"'{mark.says}' tidak dikenal.", hint))
        self._blocks.lose(_SCOPE.sub("", meant) if " " in meant else f"{meant} {mark.says.partition(' ')[2]}")

    def _word(self, mark: Statement) -> str:
        """Return what a statement is; one that says more than its word may say is named."""
        word = mark.says.partition(" ")[0].partition("(")[0]
        rest = mark.says.removeprefix(word).strip()
        if rest and word in _ALONE:
            is_elif = word == "else" and rest.startswith("if ")
            hint = "Untuk syarat lain, tulis 'elif'." if is_elif else f"Tulis '{word}' saja."
            self._say(mark.place, Problem(f"'{mark.says}' tidak dikenal.", hint))
        return word

    def _open_for(self, mark: Statement) -> None:
        loop, problems = self._expressions.loop(mark.says)
        for problem in problems:
            self._say(mark.place, problem)
        self._blocks.open(Block(loop, loop.body, mark, "for"))
        if self.with_origins and isinstance(loop.target, nodes.Name):
            loop.body.append(turn_of(loop.target.name))

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
        self._blocks.open(Block(block, block.body, mark, "tautan"))

    def _close_link(self, mark: Statement) -> None:
        self._blocks.close(mark, "endtautan")
        self._put_in_book([nodes.TemplateData("</w:hyperlink>")])

    def _put_in_book(self, xml: list[nodes.Expr]) -> None:
        self._blocks.innermost.content.append(
            nodes.If(nodes.Name(IN_BOOK, "load"), [nodes.Output(xml, lineno=1)], [], [], lineno=1)
        )

    def _turn(self, mark: Statement, word: str) -> None:
        block = self._blocks.opened_by(mark, word)
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

    def _expression(self, says: str, place: Place, quoted: str, check: Check | None = None) -> nodes.Expr:
        expression, problems = self._expressions.value(says, quoted, check or self.checker.printed)
        for problem in problems:
            self._say(place, problem)
        return expression

    def _say(self, place: Place, problem: Problem) -> None:
        self.faults.append(Fault(place, problem.message, problem.hint))
