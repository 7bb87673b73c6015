"""What was looked at recorded in a position's file, at the very letters: comments, order, quotes and line ends stay."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from iki.diagnostics import has_errors
from iki.dialect import parse
from iki.edits import Edit, edited
from iki.letters import Place
from iki.source import Data, Source, Trail, copied

Records = Mapping[Trail, Mapping[str, str]]
"""What is to be recorded: for each item, known by its trail, fingerprints by links."""
KEY, _BESIDE = "tinjauan", "mendukung"


def recorded(content: bytes, source: Source, records: Records) -> bytes | None:
    """Return a file that records these too; None where that cannot be written without touching anything else.

    `content` are the bytes that `source` was read from.
    """
    root = yaml.compose(source.text, Loader=yaml.CSafeLoader) if not has_errors(source.diagnostics) else None
    edits = list[Edit]()
    for trail, fresh in records.items():
        item = _at(root, trail)
        if not isinstance(item, MappingNode):
            return None
        edits += _edits(item, fresh, source.lines)
    made = edited(content, edits)
    read = parse(made, source.path)
    is_sound = not has_errors(read.diagnostics) and read.data == _expected(source.data, records)
    return made if is_sound else None


def lines_to_add(fresh: Mapping[str, str]) -> Sequence[str]:
    """Return the lines that record it, for whoever has to write them by hand."""
    return [f"{KEY}:", *(f"  {link}: {said}" for link, said in fresh.items())]


def _expected(data: Data, records: Records) -> Data:
    expected: Any = copied(data)
    for trail, fresh in records.items():
        item = expected
        for step in trail:
            item = item[step]
        item[KEY] = {**(item.get(KEY) or {}), **fresh}
    changed: Data = expected
    return changed


def _at(node: Node | None, trail: Trail) -> Node | None:
    for step in trail:
        if isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        else:
            node = _value(node, str(step))
    return node


def _value(node: Node | None, key: str) -> Node | None:
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _edits(item: MappingNode, fresh: Mapping[str, str], lines: Sequence[str]) -> Iterator[Edit]:
    group = _value(item, KEY)
    if not isinstance(group, MappingNode):
        yield from _new_group(item, fresh, lines)
        return
    new = dict(fresh)
    for link, value in group.value:
        if link.value in new and isinstance(value, ScalarNode):
            quote = value.style if value.style in {"'", '"'} else ""
            yield Edit(_start(value), _end(value), f"{quote}{new.pop(link.value)}{quote}")
    if new:
        yield _more(group, new, lines)


def _new_group(item: MappingNode, fresh: Mapping[str, str], lines: Sequence[str]) -> Iterator[Edit]:
    """Yield how the group comes to stand behind the links that it is about."""
    for key, links in item.value:
        if key.value == _BESIDE:
            if item.flow_style:
                pairs = ", ".join(f"{link}: {said}" for link, said in fresh.items())
                yield _inserted(_end(links), f", {KEY}: {{{pairs}}}")
            else:
                indent = "\n" + " " * _start(key)[1]
                text = "".join(f"{indent}{line}" for line in lines_to_add(fresh))
                yield _inserted(_end_of_line(links, lines), text)


def _more(group: MappingNode, new: Mapping[str, str], lines: Sequence[str]) -> Edit:
    """Return how links come to stand behind the last of those that are recorded."""
    first, last = group.value[0][0], group.value[-1][1]
    if group.flow_style:
        return _inserted(_end(last), "".join(f", {link}: {said}" for link, said in new.items()))
    indent = "\n" + " " * _start(first)[1]
    return _inserted(_end_of_line(last, lines), "".join(f"{indent}{link}: {said}" for link, said in new.items()))


def _inserted(place: Place, text: str) -> Edit:
    return Edit(place, place, text)


def _start(node: Node) -> Place:
    return node.start_mark.line, node.start_mark.column


def _end(node: Node) -> Place:
    """Return where a value ends; a list that is written line by line ends with the last of its items."""
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return node.end_mark.line, node.end_mark.column


def _end_of_line(node: Node, lines: Sequence[str]) -> Place:
    """Return the end of the line on which a value ends; one below `|` ends at the start of the line after it."""
    line, column = _end(node)
    line = line if column else line - 1
    return line, len(lines[line])
