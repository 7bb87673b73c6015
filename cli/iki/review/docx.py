"""The matriks semula-menjadi as a Word document, through a template that an office edits in Word."""

from iki.diagnostics import Diagnostic, Level, Location
from iki.render.docx import document_of
from iki.review import Review, Told
from iki.template.kinds import SEEN_OF_CHANGES


def told(review: Review) -> Told:
    """Return the document, or all that is wrong with its template."""
    template = review.shelf.template()
    names = {"every_perubahan": tuple(row.perubahan for row in review.rows), "kantor": review.kantor}
    made = document_of(template.content, template.name, SEEN_OF_CHANGES, names, review.shelf.picture)
    if isinstance(made, tuple):
        return made
    if made.troubles:
        where = Location(template.name, 1, 1)
        return tuple(
            Diagnostic(where, Level.ERROR, "dokumen-mustahil", f"Matriks perubahan: {trouble}.", "Perbaiki templatnya.")
            for trouble in made.troubles
        )
    return b"".join(made.content)
