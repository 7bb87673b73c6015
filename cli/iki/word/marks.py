"""What takes the place of tags in a part's tree: marks, and what each of them stands for.

A mark is a number between two U+FDD0, a noncharacter that no text may hold; the serialised part splits at them into
literal XML and instructions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from iki.word.ooxml import Element
from iki.word.place import Place

EDGE = "\ufdd0"


@dataclass(frozen=True, slots=True)
class Value:
    """`{{ says }}`: a value, escaped, with the formatting around it."""

    says: str
    place: Place


@dataclass(frozen=True, slots=True)
class Statement:
    """`{% says %}`; `parent` is what its mark stands in, for a block has to end where it began."""

    says: str
    place: Place
    parent: Element


@dataclass(frozen=True, slots=True)
class Refused:
    """A statement that is a fault where it stands: what it would have opened or closed is not to be missed."""

    says: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The start of a merged cell: the continued cell follows, then `Otherwise`, the cell with its content, `Close`."""

    says: str
    place: Place
    slot: int


@dataclass(frozen=True, slots=True)
class When:
    """The start of what is put out only under a condition of the compiler's own; ends with `Close`."""

    test: nodes.Expr


@dataclass(frozen=True, slots=True)
class Repaired:
    """The start of content that passes through a filter of the compiler's own once rendered; ends with `Close`.

    `arguments` are what the filter takes beside the content.
    """

    filter: str
    arguments: tuple[nodes.Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """Something that the compiler itself puts out, already as XML."""

    expression: nodes.Expr


@dataclass(frozen=True, slots=True)
class Origin:
    """The number of an element of the template, in an attribute; the items of the loops around it are put behind."""

    number: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The turn from the first half of a `Merge` to the second."""


@dataclass(frozen=True, slots=True)
class Close:
    """The end of a `Merge`, `When` or `Repaired`."""


Mark = Value | Statement | Refused | Merge | When | Repaired | Computed | Origin | Otherwise | Close


@dataclass(slots=True)
class Marks:
    """The marks set in one part so far; `set` returns the text to put into the tree."""

    marks: list[Mark] = field(default_factory=list)

    def set(self, mark: Mark) -> str:
        """Remember a mark and return the text that stands for it."""
        self.marks.append(mark)
        return f"{EDGE}{len(self.marks) - 1}{EDGE}"

    def statements(self) -> Iterator[Statement]:
        """Yield the statements among the marks."""
        return (mark for mark in self.marks if isinstance(mark, Statement))

    def split(self, xml: str) -> Iterator[str | Mark]:
        """Yield literal XML and marks in turn."""
        for index, piece in enumerate(xml.split(EDGE)):
            if index % 2:
                yield self.marks[int(piece)]
            elif piece:
                yield piece
