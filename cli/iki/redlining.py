"""Word templates rendered for two states of positions at once, with tracked changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from iki.diagnostics import Diagnostic
from iki.model import Jabatan
from iki.render import Rendered, Whole
from iki.render.docx import diagnostic
from iki.word import compiler, document, tracking
from iki.word.origins import Identities, Origins
from iki.word.redline import Authors
from iki.word.sound import NOWHERE
from iki.word.tagged import Fault


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
        return tuple(dict.fromkeys(diagnostic(path, fault) for fault in faults))
    if not compiled.per_jabatan:
        message = "Templat ini tidak memakai 'jabatan': tidak ada dokumen per jabatan untuk dibandingkan."
        return (diagnostic(path, Fault(NOWHERE, message, "Pakai 'jabatan' di halaman isi.")),)

    def redlined(pairs: Sequence[tracking.Pair], about: str, beside: Beside) -> tuple[Rendered, int]:
        read = (beside.old.read, beside.new.read)
        made, count = tracking.redlined((before, compiled), pairs, about, read)
        return Rendered(made.content, made.troubles), count

    return redlined
