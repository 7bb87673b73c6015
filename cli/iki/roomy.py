"""Names with a few bytes each, in little memory however many they are."""

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection

_FEW = 20_000


class Roomy(MutableMapping[str, bytes]):
    """A dict; of more than a few names a table that SQLite keeps in memory, in less than half of what objects take."""

    def __init__(self) -> None:
        self._few: dict[str, bytes] = {}
        self._many: Connection | None = None

    def __getitem__(self, name: str) -> bytes:
        if self._many is None:
            return self._few[name]
        found: tuple[bytes] | None = self._many.execute(
            "SELECT content FROM held WHERE name = ?", (_key(name),)
        ).fetchone()
        if found is None:
            raise KeyError(name)
        return found[0]

    def __setitem__(self, name: str, content: bytes) -> None:
        if self._many is None:
            self._few[name] = content
            if len(self._few) > _FEW:
                self._many = _table(self._few)
                self._few = {}
        else:
            self._many.execute("INSERT OR REPLACE INTO held VALUES (?, ?)", (_key(name), content))

    def __delitem__(self, name: str) -> None:
        if self._many is None:
            del self._few[name]
        elif not self._many.execute("DELETE FROM held WHERE name = ?", (_key(name),)).rowcount:
            raise KeyError(name)

    def __len__(self) -> int:
        if self._many is None:
            return len(self._few)
        count: int = self._many.execute("SELECT count(*) FROM held").fetchone()[0]
        return count

    def __iter__(self) -> Iterator[str]:
        """Yield the names in order."""
        if self._many is None:
            yield from sorted(self._few)
        else:
            for (key,) in self._many.execute("SELECT name FROM held ORDER BY name"):
                yield key.decode(errors="surrogatepass")


def _table(every: dict[str, bytes]) -> "Connection":
    """Return a table that holds all of these."""
    from sqlite3 import connect  # few have use for it

    table = connect(":memory:", isolation_level=None)
    table.execute("CREATE TABLE held (name BLOB PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID")
    table.execute("BEGIN")  # to commit each row by itself would take time, and nothing of this outlives the run
    table.executemany("INSERT INTO held VALUES (?, ?)", ((_key(name), content) for name, content in every.items()))
    return table


def _key(name: str) -> bytes:
    return name.encode(errors="surrogatepass")
