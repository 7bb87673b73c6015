"""A YAML text that may hold anything, read with care: all that the dialect refuses is told, and where.

The tree is built from parser events, without recursion, so that no file can exhaust the stack.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from iki.characters import FORBIDDEN_IN_FILE, FORBIDDEN_IN_TEXT, code_point, shortened
from iki.diagnostics import MOST_IN_A_FILE, Diagnostic, Level, Location
from iki.ordinary import MAX_LEVELS, NULLS
from iki.plain import GLUED_REMARK
from iki.source import Data, Source, Trail
from iki.syntax import conflict_marker, explain, left_by_merge

CONFLICT = "perubahan-bertemu"
"""The rule of a text in which a merge left both sides."""
MAX_NODES = 200_000
_Event = Any
"""A parser event; the stubs let its marks be None, but what the parser yields always has them."""
_QUOTE_IT = "Bila tanda itu bagian dari kalimat, apit seluruh teks dengan tanda kutip."


def read(text: str, path: str) -> Source:
    """Return the source of a text (`path` is what messages call its file), whatever is wrong with it."""
    marker = conflict_marker(text, path)
    return Source(path, diagnostics=(marker,)) if marker else _Reader(path).read(text)


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still open; `key` is the mapping's key that waits for its value."""

    container: list[Data] | dict[str, Data]
    trail: Trail
    key: str | None = None
    dropped: bool = False
    """The waiting key was refused: its value is read for its own faults only and kept nowhere."""


class _Reader:
    """Builds the data of one file from its parser events, and collects what the dialect refuses on the way."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._root: list[Data] = []
        self._stack = [_Frame(self._root, ())]
        self._values: dict[Trail, tuple[int, int]] = {}
        self._keys: dict[Trail, tuple[int, int]] = {}
        self._unread: set[Trail] = set()
        self._diagnostics: list[Diagnostic] = []
        self._warnings: list[Diagnostic] = []
        self._nodes = 0
        self._lines: list[str] = []
        self._is_over = False
        self._has_tabs = self._has_glued_remarks = False
        self._take: dict[type, Callable[[_Event], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: lambda event: self._open(event, {}),
            yaml.SequenceStartEvent: lambda event: self._open(event, []),
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def read(self, text: str) -> Source:
        """Return the source of `text`."""
        readable = self._without_forbidden(text)
        self._lines = readable.split("\n")
        self._has_tabs = "\t" in readable
        self._has_glued_remarks = " #" in readable or "\t#" in readable
        try:
            self._take_all(yaml.CSafeLoader(readable))
        except yaml.YAMLError as error:
            self._diagnostics.append(explain(error, readable, self._path))
            return self._unread_source()
        if self._is_over:
            return self._unread_source()
        return Source(
            self._path,
            self._root[0] if self._root else None,
            self._values,
            self._keys,
            frozenset(self._unread),
            (*self._diagnostics, *self._warnings),
            text=text,
        )

    def _unread_source(self) -> Source:
        return Source(self._path, diagnostics=(*self._diagnostics, *self._warnings))

    def _without_forbidden(self, text: str) -> str:
        """Report each forbidden character and put a harmless one in its place, so that all else is still judged."""
        if text.replace("\n", "").isprintable() or not re.search(FORBIDDEN_IN_FILE, text):
            return text  # what is forbidden is never printable; nearly every file is, and that is known at once
        for number, line in enumerate(text.split("\n")):
            for match in re.finditer(FORBIDDEN_IN_FILE, line):
                self._forbidden(number, match.start(), match[0])
                if len(self._diagnostics) > MOST_IN_A_FILE:
                    return ""
        return re.sub(FORBIDDEN_IN_FILE, "\N{REPLACEMENT CHARACTER}", text)

    def _take_all(self, loader: Any) -> None:
        """Take the parser's events one by one, up to the end or to what would only cost memory."""
        kind: type = type(None)
        while kind is not yaml.StreamEndEvent and not self._is_over:
            event = loader.get_event()
            kind = type(event)
            if kind in self._take:
                self._take[kind](event)

    def _stop(self, event: _Event, message: str, hint: str) -> None:
        self._refuse(event, message, hint)
        self._is_over = True

    def _close(self, _: _Event) -> None:
        self._stack.pop()

    def _document(self, event: _Event) -> None:
        if self._root:
            hint = "Pisahkan menjadi beberapa berkas, satu berkas satu jabatan."
            self._stop(event, "Satu berkas hanya boleh memuat satu dokumen YAML ('---' kedua).", hint)
        elif event.version or event.tags:
            self._refuse(event, "Baris '%YAML' dan '%TAG' di awal berkas tidak didukung.", "Hapus baris itu.")

    def _scalar(self, event: _Event) -> None:
        self._refuse_properties(event)
        if self._has_tabs or event.style == '"':  # all else was seen in the file's text; only an escape can hide it
            found = re.search(FORBIDDEN_IN_TEXT, event.value)
            if found:
                self._forbidden(event.start_mark.line, event.start_mark.column, found[0])
        if event.implicit[0] and event.value:
            self._look_around(event)
        frame = self._stack[-1]
        is_null = event.implicit[0] and event.value in NULLS
        if isinstance(frame.container, dict) and frame.key is None:
            self._key(frame, event, is_null=is_null)
        else:
            trail = self._hang(event, None if is_null else event.value)
            both = left_by_merge(event.value)
            if both:
                self._report(event, CONFLICT, *both)
            if event.tag is not None or both:
                self._unread.add(trail)

    def _look_around(self, event: _Event) -> None:
        """Warn where YAML quietly reads an unquoted text otherwise than its author meant it."""
        first, last, column = event.start_mark.line, event.end_mark.line, event.end_mark.column
        if self._has_glued_remarks and GLUED_REMARK.match(self._lines[last], column):
            hint = "Apit seluruh teks dengan tanda kutip; bila memang keterangan, beri spasi sesudah '#'."
            self._warn(last, column + 1, "teks-terpotong", "Teks ini terpotong oleh ' #', tanda keterangan YAML.", hint)
        for number in range(first + 1, last + 1):
            line = self._lines[number]
            if line.lstrip().startswith("- "):
                hint = (
                    "Sejajarkan tanda '-' dengan butir di atasnya; bila bagian dari kalimat, apit dengan tanda kutip."
                )
                message = "Baris ini diawali '- ' tetapi terbaca sebagai lanjutan teks di atasnya."
                self._warn(number, len(line) - len(line.lstrip()), "butir-tersambung", message, hint)

    def _warn(self, line: int, column: int, rule: str, message: str, hint: str) -> None:
        location = Location(self._path, line + 1, column + 1)
        self._warnings.append(Diagnostic(location, Level.WARNING, rule, message, hint))

    def _key(self, frame: _Frame, event: _Event, *, is_null: bool) -> None:
        frame.key = event.value
        trail = (*frame.trail, event.value)
        if is_null:
            self._refuse(event, "Kunci di depan ':' kosong.", "Tulis nama kuncinya, misalnya 'nama:'.")
            frame.dropped = True
        elif event.value == "<<" and event.implicit[0]:
            self._refuse(event, "Kunci gabungan '<<' tidak didukung.", "Tulis isinya langsung di sini.")
            frame.dropped = True
        elif trail in self._keys:
            self._duplicate(event, self._keys[trail][0])
            frame.dropped = True
        else:
            self._keys[trail] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def _open(self, event: _Event, container: list[Data] | dict[str, Data]) -> None:
        self._refuse_properties(event)
        frame = self._stack[-1]
        if isinstance(frame.container, dict) and frame.key is None:
            self._refuse_key(frame, event)
            trail: Trail = (*frame.trail, "?", -self._nodes)
        else:
            trail = self._hang(event, container)
        self._stack.append(_Frame(container, trail))
        if len(self._stack) - 1 > MAX_LEVELS:
            hint = "Periksa kurung dan indentasi di sekitar sini."
            self._stop(event, f"Isi bersarang lebih dari {MAX_LEVELS} tingkat.", hint)

    def _alias(self, event: _Event) -> None:
        self._nodes += 1
        self._refuse(event, f"Tanda '*' di awal teks ('*{shortened(event.anchor)}') tidak didukung.", _QUOTE_IT)
        frame = self._stack[-1]
        if isinstance(frame.container, dict) and frame.key is None:
            frame.key, frame.dropped = "?", True
        else:
            self._unread.add(self._hang(event, None))

    def _hang(self, event: _Event, value: Data) -> Trail:
        """Put a value where the parser stands and return its trail; that of a dropped value leads nowhere."""
        frame = self._stack[-1]
        trail: Trail
        if isinstance(frame.container, list):
            trail = (*frame.trail, len(frame.container)) if len(self._stack) > 1 else ()
            frame.container.append(value)
        else:
            key = frame.key or ""
            trail = (*frame.trail, key, -self._nodes) if frame.dropped else (*frame.trail, key)
            if not frame.dropped:
                frame.container[key] = value
            frame.key, frame.dropped = None, False
        self._values[trail] = (event.start_mark.line + 1, event.start_mark.column + 1)
        return trail

    def _refuse_properties(self, event: _Event) -> None:
        """Called for every scalar and collection: also the place where they are counted."""
        self._nodes += 1
        if self._nodes == MAX_NODES + 1:
            self._stop(event, f"Berkas ini memuat lebih dari {MAX_NODES} nilai.", "Satu berkas memuat satu jabatan.")
        if event.anchor is not None:
            self._refuse(event, f"Tanda '&' di awal teks ('&{shortened(event.anchor)}') tidak didukung.", _QUOTE_IT)
        if event.tag is not None:
            self._refuse(event, f"Tanda '!' di awal teks ('{shortened(event.tag)}') tidak didukung.", _QUOTE_IT)

    def _refuse_key(self, frame: _Frame, event: _Event) -> None:
        hint = "Bila teks diawali '[' atau '{', apit seluruhnya dengan tanda kutip."
        self._refuse(event, "Kunci harus berupa teks, bukan daftar atau kelompok kunci.", hint)
        frame.key, frame.dropped = "?", True

    def _duplicate(self, event: _Event, first_line: int) -> None:
        message = f"Kunci '{shortened(event.value)}' ditulis dua kali; yang pertama di baris {first_line}."
        self._report(
            event, "kunci-ganda", message, "Hapus salah satunya; bila ini butir daftar berikutnya, awali dengan '- '."
        )

    def _forbidden(self, line: int, column: int, character: str) -> None:
        name = "tab" if character == "\t" else code_point(character)
        message = f"Karakter yang tidak boleh dipakai dalam teks: {name}."
        hint = "Hapus karakter itu, atau ganti dengan spasi; biasanya terbawa saat menyalin dari aplikasi lain."
        location = Location(self._path, line + 1, column + 1)
        self._add(Diagnostic(location, Level.ERROR, "karakter-terlarang", message, hint))

    def _refuse(self, event: _Event, message: str, hint: str) -> None:
        self._report(event, "yaml-tidak-didukung", message, hint)

    def _report(self, event: _Event, rule: str, message: str, hint: str) -> None:
        location = Location(self._path, event.start_mark.line + 1, event.start_mark.column + 1)
        self._add(Diagnostic(location, Level.ERROR, rule, message, hint))

    def _add(self, fault: Diagnostic) -> None:
        self._diagnostics.append(fault)
        self._is_over = self._is_over or len(self._diagnostics) > MOST_IN_A_FILE
