"""Who changed what: the author and the date of the commit that did it, or those of whoever has yet to commit it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from iki.commits import Commit
from iki.compare.changes import Changes, Item
from iki.errors import IkiError
from iki.own import is_new
from iki.reasons import Told, Touched
from iki.revisions import Between, Sides
from iki.tracked import Tracked
from iki.word.redline import Who

_NOT_COMMITTED = "belum di-commit"


@dataclass(frozen=True, slots=True)
class Authors:
    """Who changed what: the commits between two revisions, and what is on the disk alone."""

    touched: Touched
    on_disk: Who
    otherwise: Who

    def of(self, keys: Sequence[str], old: str, new: str, *, both: Tracked) -> Who:
        """Return who changed what has the keys of an origin, an item or else its position, from one text to another."""
        key = next((key for key in reversed(keys) if key in both.items), None)
        if key is not None:
            item = both.items[key]
            told = self.touched.told(item, None) if key.startswith("o") else self.touched.told(None, item)
            if told:
                return self._who(_fitting(told, old, new) or _begun(told))
        before, after = (Item(each.id) if each is not None else None for each in (both.old, both.new))
        told = self.touched.told(before, after)
        found = _fitting(told, old, new) or _fitting(self.touched.told(Item(), Item()), old, new)
        if found or (told and told[0][0] is None):
            return self._who(found or told[0])
        newest = self.touched.newest(before, after) or self.touched.newest(Item(), Item())
        return _who(newest) if newest is not None else self.otherwise

    def _who(self, told: Told) -> Who:
        return _who(told[0]) if told[0] is not None else self.on_disk


def authors(between: Between, sides: Sides, changes: Changes, author: str) -> Authors:
    """Return who changed what from one side to the other; what is not yet committed bears the name that is given."""
    touched = Touched(between, sides, changes)
    touched.read()
    tip = between.repository.commits(between.tip, None, (), most=1)
    last = tip[0] if tip else None
    date = _given_date() or (last.date if last else datetime(1970, 1, 1))
    on_disk = Who(author or _NOT_COMMITTED, _stamp(date))
    return Authors(touched, on_disk, _who(last) if last else on_disk)


def _fitting(every: Sequence[Told], old: str, new: str) -> Told | None:
    """Return the newest of what happened that says what a text has become, or was."""
    fits = (each for each in every if (each[1].new and each[1].new in new) or (each[1].old and each[1].old in old))
    return next(fits, None)


def _begun(every: Sequence[Told]) -> Told:
    """Return what brought a whole item, if something did: what nobody changed since is as old; or the newest."""
    return next((each for each in every if is_new(each[1])), every[0])


def _given_date() -> datetime | None:
    """Return the time that the environment gives to what is made, as builds that can be repeated do."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise IkiError("SOURCE_DATE_EPOCH harus detik sejak 1970, misalnya 1767571200.") from error


def _who(commit: Commit) -> Who:
    return Who(commit.author or "git", _stamp(commit.date))


def _stamp(date: datetime) -> str:
    """Return a time as Word shows it: by the clock of whoever made the change."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")
