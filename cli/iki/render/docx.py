"""Word documents from a template that an office edits in Word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from iki.diagnostics import Diagnostic, Level, Location
from iki.form import Form
from iki.model import Jabatan
from iki.render import Other, ReadFile, Rendered, Rendering, Whole
from iki.template.kinds import Kind
from iki.word import compiler, document, tracking
from iki.word.origins import Identities, Origins
from iki.word.redline import Authors
from iki.word.sound import NOWHERE
from iki.word.tagged import Fault


def compile_template(content: bytes, path: str) -> Rendering | tuple[Diagnostic, ...]:
    """Compile a .docx with tags."""
    compiled = compiler.compile_template(content)
    if isinstance(compiled, tuple):
        return tuple(_diagnostic(path, fault) for fault in compiled)

    def one(jabatan: Jabatan, whole: Whole) -> Rendered:
        made = _rendered(compiled, [_seen(whole, jabatan)], jabatan.nama, whole)
        return replace(made, content=(b"".join(made.content),))  # one piece is hashed and written sooner than many

    def book(whole: Whole) -> Rendered:
        every_jabatan = whole.every_jabatan if compiled.per_jabatan else (None,)
        copies = [_seen(whole, jabatan, buku=compiled.per_jabatan) for jabatan in every_jabatan]
        return _rendered(compiled, copies, whole.kantor.perangkat_daerah or "", whole)

    return Rendering(compiled.uses, compiled.keys, compiled.may_fail, one, book)


@dataclass(frozen=True, slots=True)
class Beside:
    """All positions before and after, with the keys of what they hold: what is the same has the same key."""

    old: Whole
    new: Whole
    identities: Identities

    def pair(self, old: Jabatan | None, new: Jabatan | None, authors: Authors, *, buku: bool) -> tracking.Pair:
        """Return how a template sees a position before and after (None: there is none)."""
        return tracking.Pair(self._seen(old, self.old, buku=buku), self._seen(new, self.new, buku=buku), authors)

    def _seen(self, jabatan: Jabatan | None, whole: Whole, *, buku: bool) -> document.Seen | None:
        if jabatan is None:
            return None
        return document.Seen({**whole.seen(jabatan, buku=buku), **self.identities.seen()}, whole.lembar, buku)


Redlining = Callable[[Sequence[tracking.Pair], str, Beside], tuple[Rendered, int]]
"""Makes one document of positions with tracked changes, and says how many there are; the text is what it is about."""


def compile_redline(old: bytes, new: bytes, path: str) -> Redlining | tuple[Diagnostic, ...]:
    """Compile a .docx with tags, to be rendered for two states of positions at once.

    It may have been another before: iki's own template takes the form that the settings of the time ask for.
    """
    origins = Origins()
    compiled = compiler.compile_template(new, origins=origins)
    before = compiled if old == new else compiler.compile_template(old, origins=Origins(origins))
    if isinstance(compiled, tuple) or isinstance(before, tuple):
        faults = (fault for each in (compiled, before) if isinstance(each, tuple) for fault in each)
        return tuple(dict.fromkeys(_diagnostic(path, fault) for fault in faults))
    if not compiled.per_jabatan:
        message = "Templat ini tidak memakai 'jabatan': tidak ada dokumen per jabatan untuk dibandingkan."
        return (_diagnostic(path, Fault(NOWHERE, message, "Pakai 'jabatan' di halaman isi.")),)

    def redlined(pairs: Sequence[tracking.Pair], about: str, beside: Beside) -> tuple[Rendered, int]:
        read = (beside.old.read, beside.new.read)
        made, count = tracking.redlined((before, compiled), pairs, about, read)
        return Rendered(made.content, made.troubles), count

    return redlined


def compile_other(content: bytes, path: str, seen: Mapping[str, Kind]) -> Other | tuple[Diagnostic, ...]:
    """Compile a .docx with tags that sees other names than the sheets do."""
    compiled = compiler.compile_template(content, seen)
    if isinstance(compiled, tuple):
        return tuple(_diagnostic(path, fault) for fault in compiled)

    def only(names: Mapping[str, Any], read: ReadFile) -> Rendered:
        about = names["kantor"].perangkat_daerah or ""
        made = document.document(compiled, [document.Seen(names, {}, buku=False)], about, read)
        return Rendered(made.content, made.troubles)

    return only


def tailored(content: bytes, form: Form, _kind: str) -> bytes:
    """Return the shipped template of a kind, whose tables say what they are, as a form wants it."""
    from iki.word import tailor

    return tailor.tailored(content, form)


def _diagnostic(path: str, fault: Fault) -> Diagnostic:
    return Diagnostic(Location(path, 1, 1), Level.ERROR, "templat-rusak", fault.in_words(), fault.hint)


def _rendered(compiled: compiler.Compiled, copies: list[document.Seen], about: str, whole: Whole) -> Rendered:
    made = document.document(compiled, copies, about, whole.read)
    return Rendered(made.content, made.troubles)


def _seen(whole: Whole, jabatan: Jabatan | None, *, buku: bool = False) -> document.Seen:
    return document.Seen(whole.seen(jabatan, buku=buku), whole.lembar, buku)
