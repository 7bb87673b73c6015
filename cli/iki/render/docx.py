"""Word documents from a template that an office edits in Word."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iki.diagnostics import Diagnostic, Level, Location
from iki.form import Form
from iki.model import Jabatan
from iki.render import Other, ReadFile, Rendered, Rendering, Whole
from iki.template.kinds import Kind
from iki.word import compiler, document
from iki.word.tagged import Fault


def compile_template(content: bytes, path: str) -> Rendering | tuple[Diagnostic, ...]:
    """Compile a .docx with tags."""
    compiled = compiler.compile_template(content)
    if isinstance(compiled, tuple):
        return tuple(diagnostic(path, fault) for fault in compiled)

    def one(jabatan: Jabatan, whole: Whole) -> Rendered:
        made = _rendered(compiled, [_seen(whole, jabatan)], jabatan.nama, whole)
        return replace(made, content=(b"".join(made.content),))  # one piece is hashed and written sooner than many

    def book(whole: Whole) -> Rendered:
        every_jabatan = whole.every_jabatan if compiled.per_jabatan else (None,)
        copies = [_seen(whole, jabatan, buku=compiled.per_jabatan) for jabatan in every_jabatan]
        return _rendered(compiled, copies, whole.kantor.perangkat_daerah or "", whole)

    return Rendering(compiled.uses, compiled.keys, compiled.may_fail, one, book)


def compile_other(content: bytes, path: str, seen: Mapping[str, Kind]) -> Other | tuple[Diagnostic, ...]:
    """Compile a .docx with tags that sees other names than the sheets do."""
    compiled = compiler.compile_template(content, seen)
    if isinstance(compiled, tuple):
        return tuple(diagnostic(path, fault) for fault in compiled)

    def only(names: Mapping[str, Any], read: ReadFile) -> Rendered:
        about = names["kantor"].perangkat_daerah or ""
        made = document.document(compiled, [document.Seen(names, {}, buku=False)], about, read, is_marked=True)
        return Rendered(made.content, made.troubles)

    return only


def tailored(content: bytes, form: Form, _kind: str) -> bytes:
    """Return the shipped template of a kind, whose tables say what they are, as a form wants it."""
    from iki.word import tailor

    return tailor.tailored(content, form)


def diagnostic(path: str, fault: Fault) -> Diagnostic:
    """Return a fault of a template as it is reported; `path` is what messages call the template."""
    return Diagnostic(Location(path, 1, 1), Level.ERROR, "templat-rusak", fault.in_words(), fault.hint)


def _rendered(compiled: compiler.Compiled, copies: list[document.Seen], about: str, whole: Whole) -> Rendered:
    made = document.document(compiled, copies, about, whole.read)
    return Rendered(made.content, made.troubles)


def _seen(whole: Whole, jabatan: Jabatan | None, *, buku: bool = False) -> document.Seen:
    return document.Seen(whole.seen(jabatan, buku=buku), whole.lembar, buku)
