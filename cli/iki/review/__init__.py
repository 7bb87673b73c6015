"""One file a style: what changed, told to people or programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules

from iki.compare.changes import Changes, State
from iki.diagnostics import Diagnostic
from iki.entries import Counted, Entry, counted, entries
from iki.impact import Suspect
from iki.life import Life
from iki.model import Bentuk, Kantor
from iki.render import ReadFile
from iki.sandingan import Reason, Row, rows
from iki.template_files import TemplateFile


@dataclass(frozen=True, slots=True)
class Shelf:
    """What documents are made of: the template of the matrix, read when it is needed, and pictures by their names."""

    template: Callable[[], TemplateFile]
    picture: ReadFile


@dataclass(frozen=True, slots=True)
class Review:
    """What changed between two states of an office: one thing after the other, and as rows of a matrix.

    `suspects` are the items that are to be looked at since what they support changed.
    """

    kantor: Kantor
    bentuk: Bentuk
    counted: Counted
    entries: Sequence[Entry]
    rows: Sequence[Row]
    shelf: Shelf
    suspects: Sequence[Suspect] = ()

    @property
    def without_reason(self) -> list[Row]:
        """Return the rows of the matrix that nobody gave a reason for."""
        return [row for row in self.rows if not row.perubahan.alasan]


Told = str | bytes | tuple[Diagnostic, ...]
"""A text for a screen, a file, or all that is wrong with the template that it was to be made of."""
Style = Callable[[Review], Told]


def review_of(changes: Changes, new: State, reason: Reason, shelf: Shelf) -> Review:
    """Return what changed to the new state, each thing with its reason."""
    told = [replace(each, reason=reason(each.before, each.after, each.field)) for each in entries(changes)]
    every_row = list(rows(changes, new.bentuk, reason))
    return Review(new.kantor, new.bentuk, counted(changes), told, every_row, shelf)


def every_style() -> tuple[str, ...]:
    """Return the names of the styles that stand here."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def style(name: str) -> Style:
    """Return what tells changes in one of the names of `every_style`."""
    told: Style = import_module(f"{__name__}.{name}").told
    return told


def every_style_of_life() -> tuple[str, ...]:
    """Return the names of the styles that can tell what commit after commit did."""
    return tuple(name for name in every_style() if hasattr(import_module(f"{__name__}.{name}"), "recounted"))


def style_of_life(name: str) -> Callable[[Life], str]:
    """Return what tells a life in one of the names of `every_style_of_life`."""
    recounted: Callable[[Life], str] = import_module(f"{__name__}.{name}").recounted
    return recounted


def every_style_of_suspects() -> tuple[str, ...]:
    """Return the names of the styles that can tell what is to be looked at."""
    return tuple(name for name in every_style() if hasattr(import_module(f"{__name__}.{name}"), "suspected"))


def style_of_suspects(name: str) -> Callable[[Sequence[Suspect]], str]:
    """Return what tells items to be looked at in one of the names of `every_style_of_suspects`."""
    suspected: Callable[[Sequence[Suspect]], str] = import_module(f"{__name__}.{name}").suspected
    return suspected


def coloured(name: str, text: str) -> str:
    """Return what a style told as a terminal shows it; most styles have no colours."""
    colour: Callable[[str], str] | None = getattr(import_module(f"{__name__}.{name}"), "coloured", None)
    return colour(text) if colour is not None else text
