"""Tags in places where no template is read, but where a document would print them as they stand."""

from collections.abc import Iterator, Mapping

from iki.characters import shortened
from iki.word.ooxml import Element, P, ancestor, w
from iki.word.place import Place
from iki.word.tagged import Fault

_FIELD, _EQUATION = "kode bidang (field) Word", "rumus (equation)"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_SAYING = (
    (w("instrText"), "", _FIELD),
    (_MATH, "", _EQUATION),
    (_DRAWING, "", "gambar"),
    (w("fldSimple"), w("instr"), _FIELD),
    (w("hyperlink"), w("tooltip"), "keterangan tautan"),
    (_WORD_ART, "string", "WordArt"),
    (_ALTERNATIVE, "descr", "teks alternatif gambar"),
    (_ALTERNATIVE, "title", "judul gambar"),
)
"""Elements, their attribute that says something (or their text), and what a user calls that."""
_DRAWN = {"word/charts/": "grafik", "word/diagrams/": "SmartArt"}
_HINT = "Tulis tag sebagai teks biasa di halaman, kepala atau kaki halaman, atau kotak teks."


def unread_tags(root: Element, where: Mapping[Element, Place]) -> Iterator[Fault]:
    """Yield the tags of a part that stand neither in its paragraphs nor in its text boxes."""
    for name, attribute, what in _SAYING:
        for element in root.iter(name):
            text = element.get(attribute, "") if attribute else element.text or ""
            paragraph = ancestor(element, P)
            if _holds_a_tag(text) and paragraph is not None:
                message = f"Ada tag di {what}, yang tidak dibaca iki: '{shortened(text.strip())}'."
                yield Fault(where[paragraph], message, _HINT)


def drawn_tags(xml: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield each part that draws a text with a tag in it, what is wrong with that, and what to do."""
    for name, content in xml.items():
        what = next((what for folder, what in _DRAWN.items() if name.startswith(folder)), "")
        if what and _holds_a_tag(content.decode("utf-8", "replace")):
            yield name, f"Ada tag di {what}, yang tidak dibaca iki.", _HINT


def said_tags(xml: Mapping[str, bytes], title: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a title in the properties or a link's address that holds a tag; nobody fills it in."""
    if _holds_a_tag(title):
        hint = "Tulis judul tetap di Berkas > Info > Judul; nama jabatan ditambahkan iki di belakangnya."
        yield "docProps/core.xml", f"Ada tag di judul dokumen: '{shortened(title)}'.", hint
    for name, content in xml.items():
        text = content.decode("utf-8", "replace") if name.endswith(".rels") else ""
        if _holds_a_tag(text) or "%7B%7B" in text.upper():
            yield name, "Ada tag di alamat tautan, yang tidak dibaca iki.", "Tulis alamat tautan yang tetap."


def _holds_a_tag(text: str) -> bool:
    return "{{" in text or "{%" in text
