"""The matriks semula-menjadi as a Word document, through a template that an office edits in Word."""

from dataclasses import replace
from itertools import zip_longest

from iki.compare.words import marked
from iki.diagnostics import Diagnostic, Level, Location
from iki.render.docx import compile_other
from iki.review import Review, Told
from iki.sandingan import NOTHING
from iki.template.kinds import SEEN_OF_CHANGES
from iki.views import Bagian, Perubahan


def told(review: Review) -> Told:
    """Return the document, or all that is wrong with its template."""
    template = review.shelf.template()
    every_perubahan = tuple(_with_marks(row.perubahan) for row in review.rows)
    names = {"every_perubahan": every_perubahan, "kantor": review.kantor}
    compiled = compile_other(template.content, template.name, SEEN_OF_CHANGES)
    if isinstance(compiled, tuple):
        return compiled
    made = compiled(names, review.shelf.picture)
    if made.troubles:
        where = Location(template.name, 1, 1)
        return tuple(
            Diagnostic(where, Level.ERROR, "dokumen-mustahil", f"Matriks perubahan: {trouble}.", "Perbaiki templatnya.")
            for trouble in made.troubles
        )
    return b"".join(made.content)


def _with_marks(row: Perubahan) -> Perubahan:
    """Return a row of which both cells mark the words that the other has not; what came or went whole has no marks."""
    if not (row.semula and row.menjadi and row.semula[0].judul and row.menjadi[0].judul):
        return row
    semula, menjadi = [], []
    for old, new in zip_longest(row.semula, row.menjadi):
        if old is None or new is None:
            semula += [old] if old is not None else []
            menjadi += [new] if new is not None else []
            continue
        texts = marked(old.isi or "", new.isi or "") if NOTHING not in {old.isi, new.isi} else (old.isi, new.isi)
        semula.append(Bagian(judul=old.judul, isi=texts[0] or None))
        menjadi.append(Bagian(judul=new.judul, isi=texts[1] or None))
    return replace(row, semula=tuple(semula), menjadi=tuple(menjadi))
