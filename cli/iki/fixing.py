"""What is mechanical put right in a YAML file, at the very letters: comments, order, quotes and line breaks stay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from iki.dialect import parse
from iki.edits import Edit, edited
from iki.letters import Place, places_of
from iki.lint import Told
from iki.rule import Finding
from iki.source import Data, Source, copied

_WORD = re.compile(r"\S+")


def fixed(content: bytes, source: Source, every_told: Sequence[Told]) -> tuple[bytes, list[Told]]:
    """Return a file with those fixes made that leave all else as it is, and what they are about.

    `content` are the bytes that `source` was read from. A fix that would make the file say something else, or overlaps
    another, is left for another time.
    """
    made: list[tuple[Told, list[Edit]]] = []
    taken: dict[int, list[Edit]] = {}
    for told in every_told:
        own = list(_edits(told.finding, source))
        if own and not any(_touches(edit, taken) for edit in own):
            made.append((told, own))
            for edit in own:
                for line in _lines_of(edit):
                    taken.setdefault(line, []).append(edit)
    return _made(content, source, made)


def _touches(edit: Edit, taken: Mapping[int, list[Edit]]) -> bool:
    """Tell whether an edit touches what is edited already; those are by the lines that they are on."""
    others = (other for line in _lines_of(edit) for other in taken.get(line, ()))
    return any(edit.start < other.end and other.start < edit.end for other in others)


def _lines_of(edit: Edit) -> range:
    return range(edit.start[0], edit.end[0] + 1)


def _made(content: bytes, source: Source, fixes: list[tuple[Told, list[Edit]]]) -> tuple[bytes, list[Told]]:
    """Make all of some fixes, or half by half those that leave all else as it is."""
    changed = edited(content, [edit for _, edits in fixes for edit in edits])
    if not fixes or _says(changed, source, [told for told, _ in fixes]):
        return changed, [told for told, _ in fixes]
    if len(fixes) == 1:
        return content, []
    middle = len(fixes) // 2
    good = [_sound(content, source, half) for half in (fixes[:middle], fixes[middle:])]
    return _made(content, source, [*good[0], *good[1]]) if sum(map(len, good)) < len(fixes) else (content, [])


def _sound(content: bytes, source: Source, fixes: list[tuple[Told, list[Edit]]]) -> list[tuple[Told, list[Edit]]]:
    """Return those of some fixes that can be made together."""
    made = _made(content, source, fixes)[1]
    return [each for each in fixes if each[0] in made]


def _says(content: bytes, source: Source, every_told: Sequence[Told]) -> bool:
    """Tell whether a file says what it said before, but for what was to be put right."""
    read = parse(content, source.path)
    return not read.diagnostics and read.data == _expected(source.data, [told.finding for told in every_told])


def _expected(data: Data, findings: Sequence[Finding]) -> Data:
    expected: Any = copied(data)
    for finding in sorted(findings, key=lambda each: each.span or (0, 0), reverse=True):
        *around, last = finding.trail
        holder = expected
        for step in around:
            holder = holder[step]
        start, end = finding.span or (0, 0)
        holder[last] = f"{holder[last][:start]}{finding.fix}{holder[last][end:]}"
    changed: Data = expected
    return changed


def _edits(finding: Finding, source: Source) -> Iterator[Edit]:
    """Yield how a fix is made: word by word where that is possible, so that line breaks between words stay."""
    value = source.at(finding.trail) if finding.trail in source.values else None
    if finding.fix is None or finding.span is None or not isinstance(value, str):
        return
    line, column = source.values[finding.trail]
    letters = places_of(source.lines, (line - 1, column - 1), value)
    start, end = finding.span
    start, end, instead = _between_letters(value, start, end, finding.fix)
    before = [(found.start() + start, found.end() + start) for found in _WORD.finditer(value[start:end])]
    words = instead.split()
    if len(words) != len(before) or _spaces(value[start:end]) != _spaces(instead):
        before, words = [(start, end)], [instead]
    quote = _quote_at(source.lines, (line - 1, column - 1))
    for (first, last), word in zip(before, words, strict=True):
        begin, stop = letters[first], letters[last - 1]
        if value[first:last] != word and begin is not None and stop is not None:
            yield Edit(begin[0], stop[1], _written(word, quote))


def _between_letters(value: str, start: int, end: int, fix: str) -> tuple[int, int, str]:
    """Return a span that begins and ends with letters, with what is to stand there: white space has no place."""
    while start > 0 and value[start].isspace():
        start -= 1
        fix = value[start] + fix
    while end < len(value) and value[end - 1].isspace():
        fix += value[end]
        end += 1
    return start, end, fix


def _spaces(text: str) -> list[str]:
    return re.findall(r"\s+", text)


def _quote_at(lines: Sequence[str], start: Place) -> str:
    opening = lines[start[0]][start[1] : start[1] + 1]
    return opening if opening in {"'", '"'} else ""


def _written(text: str, quote: str) -> str:
    if quote == "'":
        return text.replace("'", "''")
    return text.replace("\\", "\\\\").replace('"', '\\"') if quote else text
