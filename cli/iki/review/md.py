"""For a pull request: a summary, and the matriks semula-menjadi as a table of each position, to be folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from iki.characters import GAINED, LOST
from iki.compare.words import marked
from iki.entries import Entry
from iki.impact import NONE_SUSPECTED, SUSPECTED, Suspect, advice, in_words
from iki.life import Life, Moment
from iki.render.md import escape
from iki.review import Review
from iki.sandingan import Row, is_in_matrix
from iki.template.filters import tanggal
from iki.texts import CHANGED
from iki.views import Bagian

_MOST = 60_000
"""GitHub refuses a comment of more than 65,536 letters."""
_MOST_SUSPECTS = 15_000
"""So many letters of a comment are there for what is to be looked at."""
_CUT = "\n_Dipotong: {left} perubahan lain tidak ditampilkan di sini; lihat dengan `iki diff`._\n"
_CUT_SUSPECTS = "\n_Dipotong: {left} butir lain tidak ditampilkan di sini; lihat dengan `iki diff --impact`._\n"
_END = "\n</details>\n"
_LONGEST = 4_000
"""No text is told in more letters."""
_FEW = 15
"""So many rows are shown at once; of more, each position's table is folded."""
_NEW, _GONE, _NOTHING = "_(baru)_", "_(dihapus)_", "\N{EN DASH}"
_EDGES = dict(zip((*LOST, *GAINED), ("<del>", "</del>", "<ins>", "</ins>"), strict=True))


def told(review: Review) -> str:
    """Return the changes as GitHub Markdown that fits into one comment; what was cut is said."""
    if not review.entries:
        return "Tidak ada yang berubah.\n"
    made = f"**Perubahan IKI:** {review.counted.in_words()}\n"
    suspects = f"\n{_suspects(review.suspects, _MOST_SUSPECTS)}" if review.suspects else ""
    most = _MOST - len(suspects)
    others = [_line(entry) for entry in review.entries if not is_in_matrix(entry)]
    left = 0
    for index, line in enumerate(["\n", *others] if others else []):
        fits = len(made) + len(line) <= most
        made, left = (made + line, left) if fits else (made, left + int(index > 0))
    is_folded = len(review.rows) > _FEW
    for (name, identity), group in groupby(review.rows, key=lambda row: (row.perubahan.jabatan, row.perubahan.id)):
        rows = list(group)
        block, cut = _block(name, identity, rows, _Room(most - len(made), is_folded=is_folded))
        made, left = made + block, left + cut
    return made + (_CUT.format(left=left) if left else "") + suspects


def suspected(suspects: Sequence[Suspect]) -> str:
    """Return the items to be looked at as GitHub Markdown that fits into one comment; without any, it says so."""
    return _suspects(suspects, _MOST) if suspects else f"{NONE_SUSPECTED}\n"


def _suspects(suspects: Sequence[Suspect], most: int) -> str:
    made, left = f"**{SUSPECTED}:** {len(suspects)} butir\n\n", 0
    for each in suspects:
        path, row, _ = each.location
        line = f"- {escape(f'{path}:{row}')} {escape(in_words(each))}. _{escape(advice(each))}_\n"
        made, left = (made + line, left) if len(made) + len(line) <= most else (made, left + 1)
    return made + (_CUT_SUSPECTS.format(left=left) if left else "")


@dataclass(frozen=True, slots=True)
class _Room:
    """How many letters are left, and whether what is told is folded."""

    letters: int
    is_folded: bool


def _line(entry: Entry) -> str:
    what = ", ".join(filter(None, (entry.item, entry.field)))
    note = f" ({entry.note})" if entry.note else ""
    old, new = _shortened(entry.old), _shortened(entry.new)
    texts = marked(old, new) if entry.kind == CHANGED else (old, new)
    sides = " → ".join(_shown(text) or _NOTHING for text in texts if text or entry.field)
    why = f" _Alasan: {escape(entry.reason)}_" if entry.reason else ""
    about = ", ".join(map(escape, filter(None, (entry.name, what))))
    return f"- {about} {entry.kind}{escape(note)}: {sides}{why}\n"


def _block(name: str, identity: str, rows: Sequence[Row], room: _Room) -> tuple[str, int]:
    """Return the table of one position, and how many of its rows find no room."""
    called = f"{escape(name)} (<code>{identity}</code>)" if identity else escape(name)
    head = f"\n<details{'' if room.is_folded else ' open'}><summary>{called}: {len(rows)} perubahan</summary>\n\n"
    head += "| No | Semula | Menjadi | Alasan |\n| --- | --- | --- | --- |\n"
    lines, length = [], len(head) + len(_END)
    for line in map(_row, rows):
        if length + len(line) <= room.letters:
            lines.append(line)
            length += len(line)
    return (f"{head}{''.join(lines)}{_END}" if lines else ""), len(rows) - len(lines)


def _row(row: Row) -> str:
    old, new = _cells(row.perubahan.semula, row.perubahan.menjadi)
    why = escape(_shortened(row.perubahan.alasan or ""))
    return f"| {row.perubahan.nomor} | {old or _NEW} | {new or _GONE} | {why} |\n"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} … (dipotong)"


def _cells(old: Sequence[Bagian], new: Sequence[Bagian]) -> tuple[str, str]:
    """Return both cells of a row; where both say something of the same, the words that differ are marked."""
    if not (old and new and old[0].judul and new[0].judul):
        return _cell((part.judul, _of(part)) for part in old), _cell((part.judul, _of(part)) for part in new)
    empty = Bagian()
    pairs = [(each or empty, other or empty) for each, other in zip_longest(old, new)]
    both = [(before, after, *marked(_of(before), _of(after))) for before, after in pairs]
    return (
        _cell((before.judul, text) for before, _, text, _ in both),
        _cell((after.judul, text) for _, after, _, text in both),
    )


def _of(part: Bagian) -> str:
    return _shortened(part.isi or "")


def _cell(parts: Iterable[tuple[str | None, str]]) -> str:
    lines = []
    for called, text in parts:
        lines.append(": ".join(filter(None, (f"**{escape(called)}**" if called else "", _shown(text)))))
    return "<br>".join(lines)


def _shown(text: str) -> str:
    shown = escape(text)
    for character, tag in _EDGES.items():
        shown = shown.replace(character, tag)
    return shown


def recounted(life: Life) -> str:
    """Return what commits did as GitHub Markdown, the newest first."""
    return f"# Riwayat {escape(life.about)}\n" + "".join(map(_moment, life.moments))


def _moment(moment: Moment) -> str:
    head = f"\n## {tanggal(moment.day)}, {escape(moment.author)} (`{moment.commit[:10]}`)\n\n"
    about = "".join(f"{escape(line)}\n\n" for line in (moment.subject,) if line)
    about += "".join(f"_Alasan: {escape(reason)}_\n\n" for reason in moment.reasons)
    return head + about + "".join(map(_line, moment.entries)) + "".join(f"- {escape(each)}\n" for each in moment.unread)
