"""For a pull request: a summary, and the matriks semula-menjadi as a table below each position."""

from collections.abc import Iterator
from itertools import groupby

from iki.compare.changes import Changes
from iki.render.md import escape
from iki.review import Entry, counted, entries

_MOST = 60_000
"""GitHub refuses a comment of more than 65,536 letters."""
_CUT = "\n_Dipotong: {left} perubahan lain tidak ditampilkan di sini; lihat dengan `iki diff`._\n"


def told(changes: Changes) -> str:
    """Return the changes as GitHub Markdown that fits into one comment; what was cut is said."""
    if not changes:
        return "Tidak ada yang berubah.\n"
    head = f"**Perubahan IKI:** {counted(changes).in_words()}\n"
    every = list(entries(changes))
    made, shown = head, 0
    for (identity, name), group in groupby(every, key=lambda entry: (entry.jabatan, entry.name)):
        rows = list(group)
        block = "".join(_block(name, identity, rows))
        if len(made) + len(block) > _MOST:
            return made + _CUT.format(left=len(every) - shown)
        made, shown = made + block, shown + len(rows)
    return made


def _block(name: str, identity: str, rows: list[Entry]) -> Iterator[str]:
    called = f"{escape(name)} (`{identity}`)" if identity else escape(name)
    yield f"\n<details open><summary>{called}</summary>\n\n"
    yield "| Bagian | Perubahan | Semula | Menjadi |\n| --- | --- | --- | --- |\n"
    for entry in rows:
        what = ", ".join(filter(None, (entry.item, entry.field))) or "Jabatan"
        kind = f"{entry.kind} ({entry.note})" if entry.note else entry.kind
        yield f"| {' | '.join(map(escape, (what, kind, entry.old, entry.new)))} |\n"
    yield "\n</details>\n"
