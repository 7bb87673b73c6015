"""What no template may carry, because it runs, fetches or embeds something when the document is opened."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from iki.characters import shortened
from iki.word.ooxml import CONTENT_TYPES, RELATIONSHIPS, Element, T, parse, w

_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_RELATIONSHIP = f"{{{RELATIONSHIPS}}}Relationship"
_TYPES_IN_WORDS = {
    "vbaproject": "makro",
    "macroenabled": "makro",
    "activex": "kontrol ActiveX",
    "oleobject": "objek OLE tertanam",
}
_RELATIONS_IN_WORDS = {
    "vbaProject": "makro",
    "wordVbaData": "makro",
    "control": "kontrol ActiveX",
    "activeXControlBinary": "kontrol ActiveX",
    "oleObject": "objek OLE tertanam",
    "package": "berkas lain yang tertanam",
    "aFChunk": "potongan berkas lain (altChunk)",
    "subDocument": "dokumen anak",
    "attachedTemplate": "templat yang dilampirkan",
    "mailMergeSource": "sumber data surat massal",
    "mailMergeHeaderSource": "sumber data surat massal",
    "attachedToolbars": "bilah alat bawaan",
    "keyMapCustomizations": "pintasan tombol bawaan",
    "frame": "bingkai halaman lain",
    "webextensiontaskpanes": "pengaya (add-in) yang terbuka sendiri",
    "webextension": "pengaya (add-in) yang terbuka sendiri",
    "extensibility": "pita (ribbon) buatan sendiri",
    "origin": "tanda tangan digital, yang tidak berlaku lagi bagi dokumen lain",
}
_WEB_VIDEO = "{http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing}webVideoPr"
_ELEMENTS_IN_WORDS = {
    w("altChunk"): "potongan berkas lain (altChunk)",
    w("object"): "objek OLE tertanam",
    w("control"): "kontrol ActiveX",
    w("subDoc"): "dokumen anak",
    w("mailMerge"): "sumber data surat massal",
    _WEB_VIDEO: "video dari web",
}
_FIELDS = re.compile(
    r"\W*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|DATABASE|MACROBUTTON|AUTOTEXT|AUTOTEXTLIST|RD|PRINT|ASK|FILLIN)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r'"([^"]*)"|[^\s"]+')
_NESTED = "\ufffc"
"""Stands in the code of a field where another field begins: what that one will say is not known."""
_HARMLESS_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_FIELD_CODE, _FIELD_CHAR, _SIMPLE_FIELD = w("instrText"), w("fldChar"), w("fldSimple")
_FIELD_KIND = w("fldCharType")
_REMOVE = {
    "templat yang dilampirkan": "Di Word: Pengembang > Templat Dokumen, hapus isi 'Templat dokumen', lalu simpan.",
    "makro": "Simpan ulang dari Word sebagai 'Word Document (*.docx)', tanpa makro.",
}
_HINT = "Hapus bagian itu di Word, atau ganti dengan teks atau gambar biasa yang disisipkan, lalu simpan."


@dataclass(frozen=True, slots=True)
class Danger:
    """One thing that a template carries and may not: the part it stands in, and what it is."""

    part: str
    what: str

    @property
    def hint(self) -> str:
        """How to be rid of it."""
        return _REMOVE.get(self.what.partition(":")[0], _HINT)


def dangers(xml: Mapping[str, bytes]) -> Iterator[Danger]:
    """Yield each kind of thing in a package's XML parts that would run, fetch or embed something, once a part."""
    seen = set()
    for name, content in xml.items():
        for what in _in_part(name, content):
            if (name, what) not in seen:
                seen.add((name, what))
                yield Danger(name, what)


def _in_part(name: str, content: bytes) -> Iterator[str]:
    root = parse(content)
    if root is None:
        return
    if name.endswith(".rels"):
        yield from filter(None, map(_of_relationship, root.iter(_RELATIONSHIP)))
    elif name == "[Content_Types].xml":
        yield from _of_types(root)
    else:
        yield from (
            what for element in root.iter(*_ELEMENTS_IN_WORDS) if (what := _ELEMENTS_IN_WORDS[str(element.tag)])
        )
        yield from of_fields(root)
        yield from _of_old_pictures(root)


def _of_relationship(relationship: Element) -> str:
    kind = relationship.get("Type", "").rpartition("/")[2]
    target = relationship.get("Target", "")
    if what := _RELATIONS_IN_WORDS.get(kind, ""):
        return what
    if relationship.get("TargetMode") != "External" or (kind == "hyperlink" and _HARMLESS_LINK.match(target)):
        return ""
    if kind == "hyperlink":
        return f"tautan ke '{shortened(target)}', yang bukan alamat web atau surel"
    return f"{'gambar' if kind == 'image' else kind} dari luar dokumen, '{shortened(target)}'"


def _of_types(root: Element) -> Iterator[str]:
    for element in root.iter(f"{{{CONTENT_TYPES}}}Default", f"{{{CONTENT_TYPES}}}Override"):
        content_type = element.get("ContentType", "").lower()
        yield from (what for sign, what in _TYPES_IN_WORDS.items() if sign in content_type)


def of_fields(root: Element) -> Iterator[str]:
    """Yield the fields of a part that fetch or run, or of which that cannot be known because another field says it."""
    for code in _field_codes(root):
        if found := _FIELDS.match(code):
            yield f"bidang (field) {found[1].upper()}"
        if _NESTED in code.strip().partition(" ")[0]:
            yield "bidang (field) yang namanya berasal dari bidang lain"
        target = _link_of(code)
        if target and not _HARMLESS_LINK.match(target) and "{{" not in target:
            yield f"tautan ke '{shortened(target)}', yang bukan alamat web atau surel"


def _link_of(code: str) -> str:
    """Return where the code of a HYPERLINK field leads out of the document; empty for any other."""
    words = [found[1] or found[0] for found in _WORDS.finditer(code)]
    if not words or words[0].upper() != "HYPERLINK":
        return ""
    names = iter(words[1:])
    for word in names:
        if word.startswith("\\") and len(word) == len("\\o"):
            if word[1] in "lmot":
                next(names, "")
        else:
            return word
    return ""


def _field_codes(root: Element) -> Iterator[str]:
    """Yield the code of each field; one may be cut into many runs, hold other fields, or be typed as plain text."""
    codes: list[str] = []
    in_code: list[bool] = []
    for element in root.iter(_FIELD_CODE, T, _FIELD_CHAR, _SIMPLE_FIELD):
        kind = element.get(_FIELD_KIND)
        if element.tag == _SIMPLE_FIELD:
            yield element.get(w("instr"), "")
        elif kind == "begin":
            codes[-1:] = [code + _NESTED * in_code[-1] for code in codes[-1:]]
            codes.append("")
            in_code.append(True)
        elif kind == "separate" and codes:
            in_code[-1] = False
        elif kind == "end" and codes:
            in_code.pop()
            yield codes.pop()
        elif codes and (in_code[-1] or element.tag == _FIELD_CODE):
            codes[-1] += element.text or ""
    yield from codes


def _of_old_pictures(root: Element) -> Iterator[str]:
    """Yield the pictures of Word before 2007 that name their file themselves."""
    for element in root.iter(f"{{{_VML}}}*"):
        if target := element.get("src") or element.get(f"{{{_OFFICE}}}href"):
            yield f"gambar dari luar dokumen, '{shortened(target)}'"
        link = element.get("href", "")
        if link and not link.startswith("#") and not _HARMLESS_LINK.match(link):
            yield f"tautan ke '{shortened(link)}', yang bukan alamat web atau surel"
