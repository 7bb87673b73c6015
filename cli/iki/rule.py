"""What a rule is: one question asked of every position, answered with findings at the field they are about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeVar

from iki.diagnostics import Level
from iki.model import Bentuk, Indikator, Jabatan, Kantor, Periksa, Sasaran
from iki.source import Trail
from iki.wording import texts_of_words, vocabulary_of

_LONGEST_LIMIT = 6
_Shared = TypeVar("_Shared")


class Finding(NamedTuple):
    """What a rule found at `trail` (a field or a list item of the position's file), and what to do about it.

    `span` are the letters of that text which it is about, from and up to; `fix` is what may be put in their place
    without asking anyone. A finding that is less grave than its rule has a level of its own.
    """

    trail: Trail
    message: str
    hint: str = ""
    span: tuple[int, int] | None = None
    fix: str | None = None
    level: Level | None = None
    smart: str | None = None
    """The letter that it is about, where that is another than its rule's."""


class Text(NamedTuple):
    """One text of a position: where it stands, which field it is (`fungsi`, `nama` …), and what it says."""

    trail: Trail
    field: str
    text: str


_text: Callable[[tuple[Trail, str, str]], Text] = partial(tuple.__new__, Text)
"""Makes a text of its parts in a third of the time: there are dozens in a file."""


class Row(NamedTuple):
    """One row of a position's table."""

    sasaran: Sasaran
    indikator: Indikator


def number_of_limit(written: str) -> int | None:
    """Return the number that a limit is written as; None for what is none that anyone could mean."""
    return int(written) if written.isdecimal() and len(written) <= _LONGEST_LIMIT else None


class Office:
    """All positions together, as rules look at them, with the office's settings."""

    def __init__(
        self,
        every_jabatan: Sequence[Jabatan],
        kantor: Kantor | None = None,
        bentuk: Bentuk | None = None,
        periksa: Periksa | None = None,
    ) -> None:
        """Put an office together."""
        self.every_jabatan = every_jabatan
        self.kantor, self.bentuk, self.periksa = kantor or Kantor(), bentuk or Bentuk(), periksa or Periksa()
        self.by_id = {jabatan.id: jabatan for jabatan in every_jabatan}
        self._shared: dict[Callable[[Office], Any], Any] = {}

    def shared(self, look: Callable[["Office"], _Shared]) -> _Shared:
        """Return what a look at the whole office finds: it is taken once, however many positions ask."""
        if look not in self._shared:
            self._shared[look] = look(self)
        found: _Shared = self._shared[look]
        return found

    def asks_for(self, what: str) -> bool:
        """Tell whether the office wants what a plain sheet need not have: `satuan`, `target`, `mendukung`, `jenis`."""
        return what in self.periksa.wajib

    def limit(self, name: str, otherwise: int) -> int:
        """Return one of the limits that the office may set."""
        number = number_of_limit(self.periksa.batas.get(name, ""))
        return otherwise if number is None else number


class Case:
    """One position under judgement, and the office around it."""

    def __init__(self, jabatan: Jabatan, office: Office) -> None:
        """Take a position of an office."""
        self.jabatan, self.office = jabatan, office

    @property
    def atasan(self) -> Jabatan | None:
        """The superior's position, where the office has it."""
        return self.office.by_id.get(self.jabatan.atasan or "")

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its table from top to bottom."""
        return tuple(Row(sasaran, each) for sasaran in self.jabatan.sasaran for each in sasaran.indikator)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that it prints, in the file's order; what it inherits from the office is not its own."""
        return tuple(_texts(self.jabatan, self.office.kantor))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all its texts, in small letters."""
        return frozenset(map(str.lower, texts_of_words(self.whole)))

    def texts_with(self, some: AbstractSet[str]) -> list[Text]:
        """Return the texts that hold any of some words, in the file's order: mostly few, and found at once."""
        here = self.words & some
        return [text for text in self.texts if not here.isdisjoint(vocabulary_of(text.text))] if here else []

    @cached_property
    def whole(self) -> str:
        """All of its texts below each other: what is not in there is in none of them."""
        return "\n".join(text.text for text in self.texts)


def _texts(jabatan: Jabatan, kantor: Kantor) -> Iterator[Text]:
    yield _text((("jabatan",), "jabatan", jabatan.nama))
    if jabatan.tugas:
        yield _text((("tugas",), "tugas", jabatan.tugas))
    for index, fungsi in enumerate(jabatan.fungsi):
        yield _text((("fungsi", index), "fungsi", fungsi))
    for index, sumber in enumerate(jabatan.sumber_data or ()):
        yield _text((("sumber_data", index), "sumber_data", sumber))
    inherited = kantor.sumber_data if jabatan.sumber_data is None else jabatan.sumber_data
    for sasaran in jabatan.sasaran:
        if sasaran.uraian:
            yield _text(((*sasaran.trail, "uraian"), "uraian", sasaran.uraian))
        for indikator in sasaran.indikator:
            yield from _texts_of(indikator, inherited)


def _texts_of(indikator: Indikator, inherited: tuple[str, ...]) -> Iterator[Text]:
    yield _text(((*indikator.trail, "nama"), "nama", indikator.nama))
    if indikator.formulasi:
        yield _text(((*indikator.trail, "formulasi"), "formulasi", indikator.formulasi))
    for index, sumber in enumerate(indikator.sumber_data if indikator.sumber_data != inherited else ()):
        yield _text(((*indikator.trail, "sumber_data", index), "sumber_data", sumber))


class Rule(NamedTuple):
    """A rule as its module in `rules/` offers it under the name `RULE`.

    `name` is the one Indonesian id, after the fault; `judge` yields the findings of one position in any order. All
    other texts are Indonesian and what `iki explain` says: what it looks for, why, on which regulation that rests
    (empty: on none), and pieces of YAML before and after. One that `is_of_the_print` is told by a build too,
    and looks at nothing but its position.
    """

    name: str
    level: Level
    judge: Callable[[Case], Iterable[Finding]]
    what: str
    why: str
    before: str
    after: str
    basis: str = ""
    is_of_the_print: bool = False
    smart: str = ""
    """The letter of SMART under which a reviewer would note it (S, M, A, R, T); empty for what belongs to none."""
    is_of_language: bool = False
    """Whether it is about how something is written, not about what is said."""
    limits: tuple[tuple[str, int, str], ...] = ()
    """What the office may set in `periksa: batas:`: its name, what it is otherwise, and what it means."""
