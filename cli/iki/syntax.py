"""What a beginner did when YAML cannot be read, said in Indonesian at the place where it is mended."""

import re

import yaml

from iki.characters import printable, shortened
from iki.diagnostics import Diagnostic, Level, Location

_RULE = "yaml-rusak"
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$", re.MULTILINE)
_IN_A_TEXT = re.compile(
    r"^<{7} ?(?P<ours>[^\n]*)\n(?P<mine>.*?)\n={7}\n(?P<other>.*?)\n>{7} ?(?P<theirs>[^\n]*)$", re.MULTILINE | re.DOTALL
)
GONE, EMPTY = "(dihapus)", "(kosong)"
"""What stands in a merged text for what a side does not have, or left empty."""
_CHOOSE = "Tulis satu isi yang berlaku, lalu hapus baris '<<<<<<<', '=======' dan '>>>>>>>'."
_WAS_DELETED = "Satu sisi menghapusnya: hapus seluruh butirnya, atau tulis lagi isinya dan hapus baris tandanya."
_LINE_END = re.compile(r"\r\n|\r|\n")
_GLUED = re.compile(r"\s*(- )?[a-z_]+:\S")
_WITH_KEY = re.compile(r"\s*[a-z_]+:(?: |$)")
_TEXT_ALONE = re.compile(r"\s*(?![-?#] )[^\s#](?:(?!: ).)*(?<!:)$")
_LIKE_A_KEY = re.compile(r"\s*[a-z_]+(?:[ ;=]|:\S)")
_OPENS = re.compile(r"(?:\s*(?:- )?[a-z_]+:)?\s*(?:#.*)?$")
"""A line below which something begins: a key without a value, a remark, nothing."""
_LIKE_AN_ITEM = re.compile("\\s*[-*\N{EN DASH}\N{EM DASH}\N{BULLET}\N{MIDDLE DOT}]\\s*\\S")
_UNFINISHED = ("scanning a quoted scalar", "scanning a simple key", "parsing a flow sequence", "parsing a flow mapping")

_Explanation = tuple[str, str]
"""What is wrong, and what to do."""

_WHOLE_IN_QUOTES = "Apit seluruh teks dengan tanda kutip."
_BRACKETS: _Explanation = (
    "Tanda '[' atau '{' di sini tidak ditutup dengan benar.",
    "Tutup daftarnya dengan ']'; bila tanda itu bagian dari kalimat, apit seluruh teks dengan tanda kutip.",
)
_TAB: _Explanation = ("Ada tab di awal baris; YAML hanya mengenal spasi.", "Ganti setiap tab dengan dua spasi.")
_INDENTATION: _Explanation = (
    "Indentasi baris ini tidak cocok dengan baris di atasnya.",
    "Sejajarkan kunci yang setingkat; isi di bawah sebuah kunci menjorok dua spasi, butir daftar diawali '- '.",
)
_AFTER_QUOTES: _Explanation = (
    "Ada teks sesudah nilai yang sudah selesai, misalnya sesudah tanda kutip atau kurung penutup.",
    "Apit seluruh teks dengan jenis kutip yang tidak ada di dalamnya; periksa juga kutip yang dibuka lebih atas.",
)
_FIRST_LINE: _Explanation = (
    "Baris-baris di atasnya menjorok, sehingga baris ini tidak setingkat lagi.",
    "Mulai semua kunci teratas dari kolom pertama, tanpa spasi di depannya.",
)
_NO_BREAK_SPACE: _Explanation = (
    "Ada spasi tak terputus (U+00A0) di baris ini; tampak seperti spasi, tetapi bukan.",
    "Hapus dan ketik ulang spasinya; biasanya terbawa saat menyalin dari Word.",
)
_CURLY_QUOTES: _Explanation = (
    "Tanda kutip lengkung dari Word (\N{LEFT DOUBLE QUOTATION MARK}) tidak dihitung sebagai kutip.",
    'Ketik ulang sebagai kutip lurus: " di awal dan " di akhir teks.',
)
_NO_SPACE_BEHIND_COLON: _Explanation = (
    "Sesudah titik dua belum ada spasi.",
    "Beri satu spasi sesudah titik dua, misalnya 'tugas: Membantu Camat'.",
)
_NO_ITEM: _Explanation = (
    "Butir daftar harus diawali tanda hubung dan spasi: '- '.",
    "Ganti tanda di awal baris ini dengan '- ', sejajar dengan butir di atasnya.",
)
_NO_KEY: _Explanation = (
    "Baris ini bukan 'kunci: nilai' dan bukan butir daftar.",
    "Tambahkan titik dua sesudah kunci, atau jorokkan baris ini agar menjadi lanjutan teks di atasnya.",
)
_NO_KEY_AT_FIRST: _Explanation = (
    "Baris ini bukan 'kunci: nilai'.",
    "Tambahkan titik dua dan spasi sesudah kuncinya, atau hapus baris ini bila bukan isi berkas.",
)
_UNKNOWN: _Explanation = (
    "Susunan YAML tidak dapat dibaca di sini.",
    "Periksa indentasi, titik dua dan tanda kutip pada baris ini dan baris di atasnya.",
)

_SAYINGS: dict[str, _Explanation] = {
    "mapping values are not allowed": (
        "Ada ': ' (titik dua dan spasi) di tengah teks, atau indentasi baris ini salah.",
        'Bila bagian dari kalimat, apit teksnya, misalnya "Rumus: hadir / undangan"; bila kunci, luruskan barisnya.',
    ),
    "found unexpected end of stream": (
        "Tanda kutip yang dibuka di sini tidak pernah ditutup.",
        "Tambahkan tanda kutip penutup yang sama di akhir teks.",
    ),
    "could not find expected ':'": _NO_KEY,
    "tab character": _TAB,
    "did not find expected ',' or ']'": _BRACKETS,
    "did not find expected ',' or '}'": _BRACKETS,
    "did not find expected '-' indicator": (
        "Baris ini sejajar dengan daftar, tetapi tidak diawali '- '.",
        "Awali dengan '- ' bila ini butir daftar; bila kunci, sejajarkan dengan kunci yang setingkat.",
    ),
    "block sequence entries are not allowed": (
        "Tanda '- ' tidak boleh langsung sesudah 'kunci:'.",
        "Pindahkan '- ' ke baris baru di bawah kuncinya, menjorok dua spasi.",
    ),
    "mapping keys are not allowed": ("Tanda '? ' di awal teks punya arti khusus dalam YAML.", _WHOLE_IN_QUOTES),
    "did not find expected alphabetic": ("Tanda '*' atau '&' di awal teks punya arti khusus.", _WHOLE_IN_QUOTES),
    "while scanning a tag": ("Tanda '!' di awal teks punya arti khusus dalam YAML.", _WHOLE_IN_QUOTES),
    "did not find expected node content": ("Nilai tidak boleh diawali dengan tanda ini.", _WHOLE_IN_QUOTES),
    "unknown escape character": (
        "Garis miring terbalik '\\' di dalam kutip ganda punya arti khusus.",
        "Pakai kutip tunggal, atau tulis '\\\\' untuk satu garis miring terbalik.",
    ),
    "hexdecimal": (
        "Garis miring terbalik '\\' di dalam kutip ganda punya arti khusus.",
        "Pakai kutip tunggal, atau tulis '\\\\' untuk satu garis miring terbalik.",
    ),
    "escape code": (
        "Kode karakter sesudah '\\' di dalam kutip ganda tidak sah.",
        "Tulis karakternya langsung, atau pakai kutip tunggal.",
    ),
    "did not find expected comment or line break": (
        "Sesudah '|' atau '>' tidak boleh ada teks di baris yang sama.",
        "Pindahkan teks ke baris berikutnya, menjorok dua spasi; atau apit seluruh teks dengan tanda kutip.",
    ),
    "<document start>": _FIRST_LINE,
    "directive": ("Baris yang diawali '%' di awal berkas punya arti khusus dalam YAML.", "Hapus baris itu."),
    "incompatible YAML document": ("Versi YAML pada baris '%YAML' tidak didukung.", "Hapus baris '%YAML'."),
}


def conflict_marker(text: str, path: str) -> Diagnostic | None:
    """Return the fault of a file that git left with both sides of a merge in it."""
    found = _CONFLICT.search(text) if any(mark in text for mark in ("<<<<<<<", "=======", ">>>>>>>")) else None
    if not found:
        return None
    location = Location(path, text.count("\n", 0, found.start()) + 1, 1)
    message = f"Penanda konflik git '{shortened(found[0].strip())}' masih ada di berkas ini."
    hint = "Pilih salah satu isi, lalu hapus baris '<<<<<<<', '=======' dan '>>>>>>>'."
    return Diagnostic(location, Level.ERROR, _RULE, message, hint)


def left_by_merge(text: str) -> tuple[str, str] | None:
    """Return what is to be said of a text in which a merge left something, and what to do; None of any other."""
    found = _IN_A_TEXT.search(text) if "<<<<<<<" in text else None
    if found is not None:
        mine, other, ours, theirs = (shortened(found[name].strip()) for name in ("mine", "other", "ours", "theirs"))
        message = f"Dua perubahan bertemu di sini: '{mine}' ({ours}) dan '{other}' ({theirs})."
        return message, _WAS_DELETED if GONE in {mine, other} else _CHOOSE
    if text in {GONE, EMPTY}:
        return f"'{text}' adalah tanda dari penggabungan, bukan isi.", "Tulis isinya, atau hapus seluruh butirnya."
    if _CONFLICT.search(text):
        return "Sisa tanda penggabungan git masih ada dalam teks ini.", _CHOOSE
    return None


def explain(error: yaml.YAMLError, text: str, path: str) -> Diagnostic:
    """Turn the parser's complaint about `text` into one that a planner can act on, at the line to mend."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Diagnostic(Location(path, 1, 1), Level.ERROR, _RULE, *_UNKNOWN)
    line, column = _place_to_mend(error)
    lines = _LINE_END.split(text)
    problem = str(error.problem)
    above = _key_above(lines, line) if "mapping values" in problem else None
    above = _first_text(lines, line) if "<document start>" in problem else above
    if above is not None:
        line, column = above, len(lines[above]) - len(lines[above].lstrip())
        message, hint = _NO_SPACE_BEHIND_COLON if _GLUED.match(lines[above]) else _NO_KEY_AT_FIRST
    else:
        message, hint = _explanation(error, lines[line] if line < len(lines) else "", column)
    if line >= len(lines):  # the parser ends the last line where the file does not
        line, column = len(lines) - 1, len(lines[-1])
    return Diagnostic(Location(path, line + 1, column + 1), Level.ERROR, _RULE, message, hint)


def _place_to_mend(error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Prefer where the unfinished thing began over where the parser gave up; counted from 0."""
    began_earlier = str(error.context).endswith(_UNFINISHED)
    mark = error.context_mark if began_earlier else error.problem_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _first_text(lines: list[str], line: int) -> int | None:
    """Return the first line with data above one that cannot follow it, if it is a text where a key should be."""
    with_data = (number for number in range(line) if lines[number].lstrip(" -").partition("#")[0])
    first = next(with_data, None)
    return first if first is not None and _TEXT_ALONE.match(lines[first]) and lines[first][0] != " " else None


def _key_above(lines: list[str], line: int) -> int | None:
    """Return the line above that begins what a line with a key stands in, if it was meant as a key too."""
    if line >= len(lines) or not _WITH_KEY.match(lines[line]):
        return None
    first = line
    while first and (_TEXT_ALONE.match(lines[first - 1]) or not lines[first - 1].strip()):
        first -= 1
    if first and _GLUED.match(lines[first - 1]) and lines[first - 1].lstrip().startswith("- "):
        return first - 1
    top = next((number for number in range(first, line) if lines[number].strip()), None)
    is_meant_as_key = top is not None and (first == 0 or _LIKE_A_KEY.match(lines[top]) is not None)
    return top if is_meant_as_key and (first == 0 or _OPENS.match(lines[first - 1])) else None


def _explanation(error: yaml.MarkedYAMLError, line: str, column: int) -> _Explanation:
    problem = f"{error.context} {error.problem}"
    pasted = _pasted_or_typed(line, problem)
    if pasted:
        return pasted
    if "cannot start any token" in problem:
        return _odd_start(line[column : column + 1])
    if "expected node content" in problem and not line[column:].strip():
        return _BRACKETS
    if "did not find expected key" in problem:
        return _AFTER_QUOTES if line[:column].strip() else _INDENTATION
    return next((said for fragment, said in _SAYINGS.items() if fragment in problem), _UNKNOWN)


def _pasted_or_typed(line: str, problem: str) -> _Explanation | None:
    """Recognise what looks right on the screen and is not."""
    if "\N{NO-BREAK SPACE}" in line:
        return _NO_BREAK_SPACE
    if ": \N{LEFT DOUBLE QUOTATION MARK}" in line:
        return _CURLY_QUOTES
    if "could not find expected ':'" in problem and _GLUED.match(line):
        return _NO_SPACE_BEHIND_COLON
    if "could not find expected ':'" in problem and _LIKE_AN_ITEM.match(line):
        return _NO_ITEM
    return None


def _odd_start(character: str) -> _Explanation:
    if character == "\t":
        return _TAB
    return (f"Teks tidak boleh diawali '{printable(character)}'.", _WHOLE_IN_QUOTES)
