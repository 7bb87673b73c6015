"""Texts changed as people and accidents change them: lines moved, scalars replaced, files spliced, bytes flipped."""

import json
import re
from collections.abc import Callable
from random import Random

ODD = (
    *(
        "A & B <c> \"q\" 'p'",
        "{{ x }}",
        "{% if x %}",
        "${ttd_pengirim}",
        "| pipa |",
        "*tebal* _miring_ `kode`",
        "# judul",
    ),
    *(
        "1. satu",
        "- butir",
        "+ a",
        "> kutip",
        "===",
        "---",
        "a\nb",
        "a\n\nb",
        "  spasi  ",
        "http://a.b/c?d=e&f",
        "<br>",
    ),
    *(
        "عربي 12",
        "日本語",
        "é",
        "e\N{COMBINING ACUTE ACCENT}",
        "\N{NO-BREAK SPACE}x",
        "x\N{ZERO WIDTH SPACE}y",
        "😀",
        "≥ 85,5 %",
    ),
    *(
        "C:\\x\\y",
        "\\",
        "~~~",
        "![a](b)",
        "[a]: b",
        "=1+1",
        "@cmd",
        "::error::x",
        "%0A",
        "x" * 3_000,
        "kata " * 300,
        "&amp;",
    ),
    *(
        "]]>",
        "-->",
        "x\N{SOFT HYPHEN}y",
        "x\N{LEFT-TO-RIGHT MARK}y",
        "&#x202e;",
        "a#b",
        "a: b",
        "' '",
        "''",
        "<w:t>",
        "]",
    ),
)
"""Texts that are allowed and that something might mistake for its own."""
REFUSED = (
    *(
        "&a b",
        "*a",
        "!!binary eA==",
        "!x y",
        "<<: *a",
        "? a",
        "%TAG",
        "{",
        "[",
        "]",
        "}",
        '"',
        "'",
        "|",
        ">",
        "- -",
        "@",
        "`",
    ),
    *(
        "~",
        "null",
        "yes",
        "12:30",
        "0x1F",
        ".inf",
        "2026-02-30",
        "1e999",
        "9" * 5_000,
        "",
        "[]",
        "{}",
        "[[[[[[[[[[[[[[[[[[a",
    ),
    *(
        '"\\0"',
        '"\\e"',
        '"\\uD800"',
        '"\\u202e"',
        '"\\x"',
        "a\tb",
        "a\x00b",
        "a\x1bb",
        "a\x7f",
        "a\x85b",
        "a\u2028b",
        "a\u202eb",
    ),
    *("\ufffe", "\udc80", "\r", "camat", "camat/pelayanan", "../x", "con", "x" * 100, "# iki: abaikan", "<<<<<<< HEAD"),
)
"""Values as they may be written, most of which no file may hold."""
_VALUE = re.compile(r"^(\s*(?:- )*(?:[\w-]+:)?)(?: (.*))?$")
_TEXT = re.compile(
    r"^(\s*(- )*(nama|uraian|tugas|formulasi|definisi|catatan|satuan|jabatan|unit|pemda|nomor)): [^>|{\[]"
)


def changed(text: str, other: str, chance: Random, *, gently: bool) -> str:
    """Return a text after one change; `gently` leaves it a text that is likely to be taken."""
    lines = text.split("\n")
    change = chance.choice(_GENTLE if gently else _ROUGH)
    change(lines, other, chance)
    return "\n".join(lines)


def damaged(content: bytes, chance: Random) -> bytes:
    """Return bytes of which some were lost, doubled, or hit by something."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(spoilt) + 1)
        match chance.randrange(4):
            case 0 if spoilt:
                spoilt[place % len(spoilt)] ^= 1 << chance.randrange(8)
            case 1:
                del spoilt[place : place + chance.randint(1, 200)]
            case 2:
                spoilt[place:place] = chance.randbytes(chance.randint(1, 8))
            case _:
                spoilt[place:place] = spoilt[place // 2 : place // 2 + 80]
    return bytes(spoilt)


def as_saved(text: str, chance: Random) -> bytes:
    """Return the bytes of a text as editors save it: some with a mark in front, other line ends, other encodings."""
    match chance.randrange(30):
        case 0:
            return b"\xef\xbb\xbf" + text.encode(errors="surrogatepass")
        case 1:
            return text.replace("\n", "\r\n").encode(errors="surrogatepass")
        case 2:
            return text.replace("\n", "\r").encode(errors="surrogatepass")
        case 3:
            return text.encode("latin-1", errors="replace")
        case 4:
            return text.encode("utf-16", errors="surrogatepass")
    return text.encode(errors="surrogatepass")


def _an_odd_text(lines: list[str], _: str, chance: Random) -> None:
    _replace_value(lines, json.dumps(chance.choice(ODD), ensure_ascii=chance.random() < 0.2), chance)


def _an_odd_text_in_a_text(lines: list[str], _: str, chance: Random) -> None:
    texts = [index for index, line in enumerate(lines) if _TEXT.match(line)]
    if texts:
        index = chance.choice(texts)
        lines[index] = re.sub(": .*", lambda _: f": {json.dumps(chance.choice(ODD), ensure_ascii=False)}", lines[index])


def _a_bare_value(lines: list[str], _: str, chance: Random) -> None:
    _replace_value(lines, chance.choice((*ODD, *REFUSED)), chance)


def _replace_value(lines: list[str], value: str, chance: Random) -> None:
    index = chance.randrange(len(lines))
    found = _VALUE.match(lines[index])
    if found and found[1].strip() and found[2] not in {None, ">-", "|", ">", "|-"}:
        lines[index] = f"{found[1]} {value}"


def _a_line_twice(lines: list[str], _: str, chance: Random) -> None:
    index = chance.randrange(len(lines))
    lines.insert(index, lines[index])


def _a_block_moved(lines: list[str], _: str, chance: Random) -> None:
    start = chance.randrange(len(lines))
    block = lines[start : start + chance.randint(1, 6)]
    del lines[start : start + len(block)]
    place = chance.randrange(len(lines) + 1)
    lines[place:place] = block


def _a_line_gone(lines: list[str], _: str, chance: Random) -> None:
    if len(lines) > 1:
        del lines[chance.randrange(len(lines))]


def _indented_otherwise(lines: list[str], _: str, chance: Random) -> None:
    index = chance.randrange(len(lines))
    lines[index] = lines[index][1:] if chance.random() < 0.5 else f"{chance.choice((' ', '  ', chr(9)))}{lines[index]}"


def _spliced(lines: list[str], other: str, chance: Random) -> None:
    theirs = other.split("\n")
    start, place = chance.randrange(len(theirs)), chance.randrange(len(lines) + 1)
    lines[place:place] = theirs[start : start + chance.randint(1, 12)]


def _nested(lines: list[str], _: str, chance: Random) -> None:
    depth = chance.choice((5, 11, 12, 13, 100, 2_000))
    opening, closing = chance.choice((("[", "]"), ("{a: ", "}"), ("- ", "")))
    _replace_value(lines, opening * depth + "x" + closing * depth, chance)


def _letters_between(lines: list[str], _: str, chance: Random) -> None:
    index = chance.randrange(len(lines))
    place = chance.randrange(len(lines[index]) + 1)
    lines[index] = lines[index][:place] + chance.choice((*REFUSED, ":", "#", ",", "-", " ")) + lines[index][place:]


def _a_remark(lines: list[str], _: str, chance: Random) -> None:
    rule = chance.choice(("saltik", "indikator-majemuk", "tidak-ada", "", "kata-tidak-baku: karena"))
    lines[chance.randrange(len(lines))] += f"  # iki: abaikan {rule}"


_Change = Callable[[list[str], str, Random], None]
_GENTLE: tuple[_Change, ...] = (*(_an_odd_text_in_a_text,) * 5, _a_remark)
_ROUGH: tuple[_Change, ...] = (
    *(_an_odd_text, _a_bare_value, _a_bare_value, _a_line_twice, _a_block_moved, _a_line_gone),
    *(_indented_otherwise, _spliced, _nested, _letters_between, _a_remark),
)
