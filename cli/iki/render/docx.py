"""Word documents from a template that an office edits in Word."""

from iki.diagnostics import Diagnostic
from iki.model import Jabatan
from iki.render import Rendering, Whole
from iki.word import compiler, document


def compile_template(content: bytes, path: str) -> Rendering | tuple[Diagnostic, ...]:
    """Compile a .docx with tags."""
    compiled = compiler.compile_template(content, path)
    if isinstance(compiled, tuple):
        return compiled

    def one(jabatan: Jabatan, whole: Whole) -> bytes:
        return document.document(compiled, [_seen(whole, jabatan)], jabatan.nama)

    def book(whole: Whole) -> bytes:
        copies = [_seen(whole, jabatan) for jabatan in whole.every_jabatan] if compiled.per_jabatan else [_seen(whole)]
        return document.document(compiled, copies, whole.kantor.perangkat_daerah or "")

    return Rendering(compiled.per_jabatan, one, book)


def _seen(whole: Whole, jabatan: Jabatan | None = None) -> document.Seen:
    return document.Seen(whole.kantor, whole.every_jabatan, jabatan)
