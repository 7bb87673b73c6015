"""What a commit says of itself: who made it, when, and in which words; why, where a line `Alasan: …` says that."""

import codecs
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from iki.characters import FORBIDDEN_IN_TEXT

_REASON = re.compile(r"alasan\s*:\s*(.*)", re.IGNORECASE)
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_TRAILER = re.compile(r"[\w-]+:\s|\* ", re.ASCII)
"""What ends a reason: a trailer of another name (`Signed-off-by: …`), or the next commit that was squashed."""
_AUTHOR = re.compile(rb"(.*?) ?<[^>]*> (-?\d+) ([+-]\d{4})")
_CHARSETS = ("utf", "iso", "ascii", "cp", "koi", "mac", "gb", "big5", "euc", "shift", "tis", "latin")
"""How the names of encodings begin that are sets of characters; Python knows others that are not."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its number, the number of its tree, those it follows on, its author and the author's date.

    `parents` may leave out commits in between that changed nothing of the project.
    """

    number: str
    tree: str
    parents: tuple[str, ...]
    author: str
    date: datetime
    message: str

    @property
    def subject(self) -> str:
        """Return the first line of what its author wrote."""
        return self.message.strip().partition("\n")[0]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what its lines `Alasan: …` say, each up to an empty line or the next trailer."""
        found: list[list[str]] = []
        is_open = False
        for line in map(str.strip, self.message.splitlines()):
            reason = _REASON.fullmatch(line)
            if reason:
                found.append([reason[1]])
                is_open = True
            elif is_open and line and not _TRAILER.match(line):
                found[-1].append(line)
            else:
                is_open = False
        joined = (" ".join(filter(None, lines)) for lines in found)
        return tuple(dict.fromkeys(reason for reason in joined if _SAYS_SOMETHING.search(reason)))


def read(number: str, parents: tuple[str, ...], content: bytes) -> Commit:
    """Return a commit from its object as git keeps it; what cannot be read of it is left empty."""
    head, _, message = content.partition(b"\n\n")
    lines = (line.partition(b" ") for line in head.split(b"\n"))
    said: dict[bytes, bytes] = {}
    for key, _, value in lines:
        said.setdefault(key, value)
    encoding = said.get(b"encoding", b"utf-8").decode("ascii", "replace")
    found = _AUTHOR.fullmatch(said.get(b"author", b""))
    author, date = (found[1], _date(int(found[2]), found[3].decode())) if found else (b"", _BEGINNING)
    tree = said.get(b"tree", b"").decode("ascii", "replace")
    return Commit(number, tree, parents, _text(author, encoding), date, _text(message, encoding))


def _text(content: bytes, encoding: str) -> str:
    """Return what somebody wrote; what would steer a terminal, or what Word cannot keep, is shown as unreadable."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        name = "utf-8"
    text = content.decode(name if name.startswith(_CHARSETS) else "utf-8", "replace")
    return re.sub(FORBIDDEN_IN_TEXT, "\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\t", " "))


def _date(seconds: int, zone: str) -> datetime:
    """Return a date in the time zone of whoever wrote it; one that no calendar has is the first that git can write."""
    try:
        offset = timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
        return datetime.fromtimestamp(seconds, timezone(offset))
    except (ValueError, OverflowError, OSError):
        return _BEGINNING
