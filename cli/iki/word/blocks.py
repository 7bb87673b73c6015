"""The blocks of one part that are open, and everything that can be wrong with where they begin and end."""

from dataclasses import dataclass, field

from jinja2 import nodes

from iki.template.check import DEEPEST, Checker
from iki.word.lost import Lost
from iki.word.marks import Statement
from iki.word.ooxml import P
from iki.word.tagged import CONTENTS, END_CONTENTS, Fault

_OPENS = {"endfor": "for", "endif": "if", "elif": "if", "else": "if", END_CONTENTS: CONTENTS, "endtautan": "tautan"}
_CLOSERS = {opener: closer for closer, opener in _OPENS.items() if closer.startswith("end")}
_SAME_PLACE = "Pakai jenis tag yang sama ({%, {%p, {%tr atau {%tc) di paragraf, baris, sel atau tabel yang sama."
_WHOLE_PARAGRAPHS = "Untuk paragraf utuh tulis '{%p …%}' pada keduanya, untuk baris tabel '{%tr …%}'."


@dataclass(slots=True)
class Block:
    """A block that is still open: what opened it (None: the compiler itself) and where its content goes."""

    node: nodes.Node
    content: list[nodes.Node]
    opener: Statement | None = None
    word: str = ""
    has_else: bool = False
    depth: int = 0
    """How many blocks of the template are open with it."""


@dataclass(slots=True)
class Blocks:
    """The open blocks of one part, the innermost last; `faults` are those of the part.

    What follows from a fault is none of its own: statements that miss one that was refused, names of a loop that was.
    """

    checker: Checker
    faults: list[Fault]
    root: nodes.Template = field(default_factory=lambda: nodes.Template([], lineno=1))
    _open: list[Block] = field(init=False)
    _lost: Lost = field(init=False)

    def __post_init__(self) -> None:
        self._open = [Block(self.root, self.root.body)]
        self._lost = Lost(self.faults)

    @property
    def innermost(self) -> Block:
        """The block that content goes into."""
        return self._open[-1]

    def openers(self) -> list[Statement]:
        """Return the statements of the template whose blocks are open."""
        return [block.opener for block in self._open if block.opener is not None]

    def loops(self) -> list[str]:
        """Return what the loops that are open go through, by the names that they give it, the outermost first."""
        return [
            block.node.target.name
            for block in self._open
            if isinstance(block.node, nodes.For) and isinstance(block.node.target, nodes.Name)
        ]

    def word(self) -> str:
        """Return the word of the innermost block of the template; empty where none is open."""
        return next((block.word for block in reversed(self._open) if block.opener is not None), "")

    def put(self, expression: nodes.Expr) -> None:
        """Put what prints something into the innermost block."""
        content = self.innermost.content
        if content and isinstance(content[-1], nodes.Output):
            content[-1].nodes.append(expression)
        else:
            content.append(nodes.Output([expression], lineno=1))

    def open(self, block: Block) -> None:
        """Open a block inside the innermost."""
        block.depth = self.innermost.depth + (block.opener is not None)
        self.innermost.content.append(block.node)
        self._open.append(block)
        if block.opener is not None and block.depth == DEEPEST + 1:
            message = f"Blok bersarang lebih dari {DEEPEST} tingkat."
            self.faults.append(Fault(block.opener.place, message, "Sederhanakan templatnya."))

    def turn_own(self) -> None:
        """Go over to the other half of a block of the compiler's own."""
        block = self.innermost
        block.content = block.node.else_ if isinstance(block.node, nodes.If) else block.content

    def close_own(self) -> None:
        """End a block of the compiler's own; what a template opened inside it should have ended there too."""
        while self.innermost.opener is not None:
            self._end_too_late(self._open.pop())
        self._open.pop()

    def close_all(self) -> None:
        """End the part: what is still open was never closed."""
        while len(self._open) > 1:
            self._end_too_late(self._open.pop())

    def close(self, mark: Statement, word: str) -> None:
        """End the block that a closing statement belongs to, if it is where it can be ended."""
        block = self.opened_by(mark, word)
        if block is None:
            return
        self._leave(self._open.pop())
        if block.word == "for" and block.opener is not None and not block.content:
            message = f"'{block.opener.says}' tidak mengulang apa-apa."
            hint = "Taruh paragraf, baris atau sel yang diulang di antara 'for' dan 'endfor'."
            self.faults.append(Fault(block.opener.place, message, hint))

    def opened_by(self, mark: Statement, word: str) -> Block | None:
        """Return the block that a closing or turning statement belongs to, or say why there is none."""
        opener = _OPENS[word]
        if word in _CLOSERS.values():
            self._end_inner(opener)
        block = self.innermost
        if block.opener is None or block.word != opener:
            if not self._lost.take_opener(opener, mark, word):
                self._say_no_opener(mark, word, block)
            return None
        if block.opener.parent is not mark.parent:
            message = f"'{word}' tidak berada di tempat yang sama dengan '{block.opener.says}' yang ditutupnya."
            apart = mark.parent.tag == P and block.opener.parent.tag == P
            self.faults.append(Fault(mark.place, message, _WHOLE_PARAGRAPHS if apart else _SAME_PLACE))
        return block

    def _end_inner(self, opener: str) -> None:
        """End the blocks inside the one that is to be ended, as far as the template itself opened them."""
        inside = []
        for block in reversed(self._open):
            if block.opener is None:
                return
            if block.word == opener:
                break
            inside.append(block)
        for _ in inside:
            self._end_too_late(self._open.pop())

    def _say_no_opener(self, mark: Statement, word: str, block: Block) -> None:
        """Say that nothing was opened for a statement; a wrong word for the end of the innermost block ends that."""
        opener = _OPENS[word]
        if block.opener is not None and word in _CLOSERS.values():
            message = f"'{word}' menutup '{block.opener.says}'."
            self.faults.append(Fault(mark.place, message, f"Tulis '{_CLOSERS[block.word]}'."))
            self._leave(self._open.pop())
            return
        inside = f"; yang terbuka di sini '{block.opener.says}'" if block.opener else ""
        message = f"'{word}' tanpa '{opener}' yang membukanya{inside}."
        hint = f"Hapus tag ini, atau kembalikan '{opener}' di atasnya, dengan jenis tag yang sama."
        self.faults.append(Fault(mark.place, message, hint))
        if any(each.word == opener for each in self._open):
            self.lose(word)

    def lose(self, says: str, fault: Fault | None = None) -> None:
        """Take note of a statement that was refused where it stands, or of a block that had to be ended too early."""
        word = says.partition(" ")[0]
        self._lost.add(word, fault)
        if word == "for":
            self.checker.excuse(says.split()[1:2])

    def _end_too_late(self, block: Block) -> None:
        if block.opener is None:
            return
        if not self._lost.take_closer(block.word):
            message = f"'{block.opener.says}' tidak ditutup di tempat ia dibuka."
            fault = Fault(block.opener.place, message, f"Tulis '{_CLOSERS[block.word]}'. {_SAME_PLACE}")
            self.faults.append(fault)
            self.lose(block.opener.says, fault)
        self._leave(block)

    def _leave(self, block: Block) -> None:
        if block.word == "for":
            self.checker.leave()
