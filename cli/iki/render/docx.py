"""Word documents from a template that an office edits in Word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from iki.diagnostics import Diagnostic, Level, Location
from iki.form import Form
from iki.model import Jabatan
from iki.render import ReadFile, Rendered, Rendering, Whole
from iki.template.kinds import Kind
from iki.word import compiler, document, redline
from iki.word.origins import Identities
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


Who = Callable[[Sequence[str]], redline.Who]
"""Tells who changed what has the keys of an origin."""
Redlining = Callable[[tuple[Jabatan, Whole], tuple[Jabatan, Whole], Identities, Who], tuple[Rendered, int]]
"""Makes the document of a position after with what it was before as tracked changes, and says how many there are."""


def compile_redline(content: bytes, path: str) -> Redlining | tuple[Diagnostic, ...]:
    """Compile a .docx with tags, to be rendered for two states of a position at once."""
    compiled = compiler.compile_template(content, with_origins=True)
    if isinstance(compiled, tuple):
        return tuple(_diagnostic(path, fault) for fault in compiled)

    def redlined(
        old: tuple[Jabatan, Whole], new: tuple[Jabatan, Whole], identities: Identities, who: Who
    ) -> tuple[Rendered, int]:
        sides = [
            document.Seen({**whole.seen(jabatan, buku=False), **identities.seen()}, whole.lembar, buku=False)
            for jabatan, whole in (old, new)
        ]
        changes = redline.Redline(who)
        about = new[0].nama or old[0].nama
        made = document.redlined(compiled, (sides[0], sides[1]), about, new[1].read, changes)
        return Rendered(made.content, made.troubles), changes.count

    return redlined


def document_of(
    content: bytes, path: str, seen: Mapping[str, Kind], names: Mapping[str, Any], read: ReadFile
) -> Rendered | tuple[Diagnostic, ...]:
    """Return one document of a template that sees other names than the sheets do, or all that is wrong with it."""
    compiled = compiler.compile_template(content, seen)
    if isinstance(compiled, tuple):
        return tuple(_diagnostic(path, fault) for fault in compiled)
    about = names["kantor"].perangkat_daerah or ""
    made = document.document(compiled, [document.Seen(names, {}, buku=False)], about, read)
    return Rendered(made.content, made.troubles)


def judge_other(content: bytes, path: str, seen: Mapping[str, Kind]) -> tuple[Diagnostic, ...]:
    """Return all that is wrong with such a template."""
    compiled = compiler.compile_template(content, seen)
    return tuple(_diagnostic(path, fault) for fault in compiled) if isinstance(compiled, tuple) else ()


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
