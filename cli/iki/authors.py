"""Who changed what: the author and the date of the commit that did it, or those of whoever has yet to commit it."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from iki.commits import Commit
from iki.compare.changes import Changes, Item
from iki.errors import IkiError
from iki.own import is_gone, is_new
from iki.reasons import Told, Touched
from iki.revisions import Between, Sides
from iki.texts import CAME, MOVED, WENT
from iki.tracked import Tracked
from iki.word.redline import Said, Who

_NOT_COMMITTED = "belum di-commit"
_LONGEST = 255
"""How many letters Word allows a name."""
_LEAST = 0.3
"""From how many of its words on, a text is part of another."""
_WORD = re.compile(r"\S+")
_NUMBERS = re.compile(r"[\dA-Za-z]{1,3}[.)]?")
_OF_THE_FORM = ("kolom", "bagian", "gabung", "label", "kop", "tanda_tangan", "baris_nomor_kolom")


@dataclass(frozen=True, slots=True)
class Authors:
    """Who changed what: the commits between two revisions, and what is on the disk alone.

    `of_people` tells who changed what is said of those that hold positions, where somebody did.
    """

    touched: Touched
    on_disk: Who
    otherwise: Who
    of_people: Callable[[Said], Who | None]

    def of(self, keys: Sequence[str], said: Said, *, both: Tracked) -> Who:
        """Return who changed what has the keys of an origin: an item, one around it, its position, or the office."""
        before, after = (Item(each.id) if each is not None else None for each in (both.old, both.new))
        of_position = self.touched.told(before, after)
        whole = next((each for each in of_position if is_gone(each[1])), None)
        if whole is not None:
            return self._who(whole)
        around = [*(self._told(key, both) for key in reversed(keys) if key in both.items), of_position]
        of_office = self.touched.told(Item(), Item())
        fitting = (best(every, said) for every in (*around, of_office))
        found = next(filter(None, fitting), None) or next((new for every in around for new in _begun(every)), None)
        if found is not None:
            return self._who(found)
        return self.of_people(said) or self._of_what_follows(around, of_office, said, (before, after))

    def _of_what_follows(
        self, around: Sequence[list[Told]], of_office: list[Told], said: Said, position: tuple[Item | None, Item | None]
    ) -> Who:
        """Return whose change has made something read otherwise that nobody wrote: a number, a column, a cell."""
        has_form = any(entry.field.partition(".")[0] in _OF_THE_FORM for _, entry in of_office)
        is_number = all(_NUMBERS.fullmatch(each.strip()) for each in (said.old, said.new) if each.strip())
        moved = self.touched.newest(*position, _moves_others)
        if moved is not None and (is_number or not (has_form or (of_office and len(around) == 1))):
            return self._who(moved)
        found = next(iter(of_office), None) or moved or self.touched.newest(*position)
        return self._who(found) if found is not None else self.otherwise

    def _told(self, key: str, both: Tracked) -> list[Told]:
        item = both.items[key]
        return self.touched.told(item, None) if key.startswith("o") else self.touched.told(None, item)

    def _who(self, told: Told) -> Who:
        return who(told[0]) if told[0] is not None else self.on_disk


def authors(
    between: Between,
    sides: Sides,
    changes: Changes,
    author: str,
    of_people: Callable[[Who], Callable[[Said], Who | None]],
) -> Authors:
    """Return who changed what from one side to the other; what is not yet committed bears the name that is given."""
    touched = Touched(between, sides, changes)
    touched.read()
    tip = between.repository.commits(between.tip, None, (), most=1)
    last = tip[0] if tip else None
    date = _given_date() or (last.date if last else datetime(1970, 1, 1))
    on_disk = Who((author or _NOT_COMMITTED)[:_LONGEST], _stamp(date))
    return Authors(touched, on_disk, who(last) if last else on_disk, of_people(on_disk))


def best(every: Sequence[Told], said: Said) -> Told | None:
    """Return what happened that put these words in, or took them out: of the text most like this, the newest."""
    fitting = [(_nearness(told, said), told) for told in every if _puts(told, said)]
    near = [each for each in fitting if each[0] >= _LEAST]
    return max(near, key=lambda each: each[0])[1] if near else None


def _puts(told: Told, said: Said) -> bool:
    """Tell whether what came came with this, or what went went with it."""
    old, new = (set(_WORD.findall(each)) for each in (told[1].old, told[1].new))
    came, went = (set(_WORD.findall(each)) for each in (said.new, said.old))
    return _is_of(came, new, old) or _is_of(went, old, new)


def _is_of(words: set[str], there: set[str], elsewhere: set[str]) -> bool:
    """Tell whether most of some words are of one text, and at least one of them is not of the other."""
    found = words & there
    return len(found) > len(words) / 2 and not found <= elsewhere


def _nearness(told: Told, said: Said) -> float:
    """Return which part of the longer text both have in common, before or after."""
    pairs = ((told[1].old, said.before), (told[1].new, said.after))
    return max(_common(set(_WORD.findall(one)), set(_WORD.findall(other))) for one, other in pairs)


def _common(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one), len(other), 1)


def _begun(every: Iterable[Told]) -> Iterator[Told]:
    """Yield what brought or took a whole item: what nobody changed since is as old."""
    return (each for each in every if is_new(each[1]) or is_gone(each[1]))


def _moves_others(told: Told) -> bool:
    """Tell whether something came, went or moved, so that others have another number."""
    is_line = told[1].field.startswith("fungsi.") and told[1].kind in {CAME, WENT}
    return is_new(told[1]) or is_gone(told[1]) or is_line or told[1].kind == MOVED


def _given_date() -> datetime | None:
    """Return the time that the environment gives to what is made, as builds that can be repeated do."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if epoch and int(epoch) < 0:
            raise ValueError(epoch)
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise IkiError("SOURCE_DATE_EPOCH harus detik sejak 1970, misalnya 1767571200.") from error


def who(commit: Commit) -> Who:
    """Return a commit's author and date as Word shows them."""
    return Who((commit.author or "git")[:_LONGEST], _stamp(commit.date))


def _stamp(date: datetime) -> str:
    """Return a time as Word shows it: by the clock of whoever made the change."""
    return f"{max(date.year, 1):04}{date:-%m-%dT%H:%M:%SZ}"
