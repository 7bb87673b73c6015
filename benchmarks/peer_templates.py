"""The template of iki in the tags of its peers: same styles, same table, same rows produced."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

_DROP = None
"""A tag that a peer does not need: its paragraph goes, in the table its row."""

_PAGE = "Halaman "
"""What the footer of a single document says before the number of the page; iki alone makes a book."""

Tags = tuple[str | None, ...]
"""A peer's text for each text of the template that holds a tag, in the order of the template, the footer last."""

DOCXTPL: Tags = (
    "{{ nama }}",
    *("{%p for tugas in tugas %}", "{{ tugas.teks }}", "{%p endfor %}"),
    *("{%p for fungsi in fungsi %}", "{{ fungsi.huruf }}.", "{{ fungsi.teks }}", "{%p endfor %}"),
    *(_DROP, "{%tr for satu in baris %}"),
    *("{{ satu.nomor }}.", "{{ satu.uraian }}", "{{ satu.indikator }}", "{{ satu.formulasi }}"),
    *("{{ satu.sumber_data }}", "{%tr endfor %}", _DROP),
    *("{{ nama }}", _PAGE),
)
DOCXTEMPLATER: Tags = (
    "{nama}",
    *(_DROP, "{-w:p tugas}{teks}{/tugas}", _DROP),
    *(_DROP, "{-w:p fungsi}{huruf}.", "{teks}{/fungsi}", _DROP),
    *(_DROP, _DROP),
    *("{#baris}{nomor}.", "{uraian}", "{indikator}", "{formulasi}", "{sumber_data}{/baris}"),
    *(_DROP, _DROP),
    *("{nama}", _PAGE),
)
EASY_TEMPLATE_X: Tags = (
    "{nama}",
    *(_DROP, '{#tugas [loopOver: "paragraph"]}{teks}{/tugas}', _DROP),
    *(_DROP, '{#fungsi [loopOver: "paragraph"]}{huruf}.', "{teks}{/fungsi}", _DROP),
    *(_DROP, _DROP),
    *("{#baris}{nomor}.", "{uraian}", "{indikator}", "{formulasi}", "{sumber_data}{/baris}"),
    *(_DROP, _DROP),
    *("{nama}", _PAGE),
)
DOCX_TEMPLATES: Tags = (
    "+++= nama+++",
    *("+++FOR tugas IN tugas+++", "+++= $tugas.teks+++", "+++END-FOR tugas+++"),
    *("+++FOR fungsi IN fungsi+++", "+++= $fungsi.huruf+++.", "+++= $fungsi.teks+++", "+++END-FOR fungsi+++"),
    *(_DROP, "+++FOR satu IN baris+++"),
    *("+++= $satu.nomor+++.", "+++= $satu.uraian+++", "+++= $satu.indikator+++", "+++= $satu.formulasi+++"),
    *("+++= $satu.sumber_data+++", "+++END-FOR satu+++", _DROP),
    *("+++= nama+++", _PAGE),
)


def write_template(source: Path, tags: Tags, target: Path) -> None:
    """Write a copy of iki's template that says the same in other tags."""
    document = Document(str(source))
    _drop_contents(document.element.body)
    footer = document.sections[0].footer.part
    texts = [*_with_tags(document.part.element), *_with_tags(footer.element)]
    _replace(texts, tags)
    document.save(str(target))


def _drop_contents(body: etree._Element) -> None:
    """Take out the list of contents, which stands in iki's book alone."""
    texts = ["".join(element.itertext(qn("w:t"))) for element in body]
    end = texts.index("{%p enddaftar_isi %}")
    for element in list(body)[: end + 1]:
        body.remove(element)


def _with_tags(part: etree._Element) -> Iterator[etree._Element]:
    return (text for text in part.iter(qn("w:t")) if text.text and "{" in text.text)


def _replace(texts: Sequence[etree._Element], tags: Tags) -> None:
    for text, tag in zip(texts, tags, strict=True):  # strict: a changed template wants its tags here changed too
        if tag is _DROP:
            _drop(text)
        else:
            text.text = tag


def _drop(text: etree._Element) -> None:
    """Take out the row of a statement that takes a row, else the paragraph."""
    whole = qn("w:tr") if "{%tr" in (text.text or "") else qn("w:p")
    element = next(text.iterancestors(whole))
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
