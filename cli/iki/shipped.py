"""The templates that iki brings along: which of them the settings ask for, and in which form."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from iki import keputusan
from iki.form import Form, form_of, matrix
from iki.form.sections import NAME_OF_ATASAN_IN_A_LOOP, Section
from iki.form.signature import signature_of
from iki.model import Bentuk, Jabatan, Kantor, Matriks
from iki.render import tailor
from iki.template_files import WORKSHEET, TemplateFile


def is_asked_for(template: TemplateFile, bentuk: Bentuk) -> bool:
    """Tell whether a template is built though nobody named its kind; an office's own always is."""
    return template.kind != matrix.KIND or not template.is_shipped or bentuk.matriks is not None


def tailored(
    every: Collection[TemplateFile], bentuk: Bentuk, every_jabatan: Sequence[Jabatan], kantor: Kantor
) -> Iterator[TemplateFile]:
    """Yield the project's own templates as they are, and iki's made to the form that the settings ask for."""
    for template in every:
        form = _form(template.kind, bentuk, every_jabatan, kantor) if template.is_shipped else None
        if form is None:
            yield template
        else:
            content = tailor(template.format)(template.content, form, template.kind)
            yield replace(template, content=content, is_tailored=True)


def _form(kind: str, bentuk: Bentuk, every_jabatan: Sequence[Jabatan], kantor: Kantor) -> Form | None:
    """Return the form that the settings ask for; None where they ask for none.

    The annex of a decree tells of positions, not of who holds them; a worksheet lies whatever the sheets do.
    """
    if kind == WORKSHEET:
        bentuk = replace(bentuk, orientasi=None)
    bentuk = replace(bentuk, matriks=bentuk.matriks or Matriks() if kind == matrix.KIND else None)
    is_plain = bentuk in (Bentuk(), Bentuk(matriks=Matriks()))
    if is_plain and signature_of(kantor.dokumen) is None:
        return None
    if kind == keputusan.KIND:
        bentuk = replace(bentuk, huruf={**bentuk.huruf, "nama": keputusan.FONT})  # its letters are measured
        form = form_of(bentuk, every_jabatan, kantor)
        return form._replace(sections=tuple(_in_a_loop(form.sections)))
    return form_of(bentuk, every_jabatan, kantor)


def _in_a_loop(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the sections of a sheet that stands among others in one document."""
    for section in sections:
        if section.kind == "atasan":
            yield section._replace(expression=NAME_OF_ATASAN_IN_A_LOOP)
        elif not section.is_personal:
            yield section
