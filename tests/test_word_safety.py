"""What templates may not carry, files of other hands, and the time that hostile ones take."""

from pathlib import Path
from time import process_time

import pytest
from conftest import CHECKOUT
from word_files import (
    DECLARATION,
    DECLARED,
    book,
    content_types,
    document,
    docx,
    faults,
    find,
    grid,
    jabatan,
    merged_groups,
    p,
    paragraphs,
    run,
    sasaran,
    structure_faults,
    tbl,
    tr,
)

from iki.diagnostics import Diagnostic

CAMAT = jabatan("Camat", sasaran(1, "Pelayanan", "a", "b"), sasaran(2, "x", "c"), fungsi=("Perencanaan", "Pembinaan"))
LURAH = jabatan("Lurah", sasaran(1, "Ketertiban", "c"), fungsi=("Satu",))

OFFICE_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def named(kind: str, target: str, *, external: bool = False, owner: str = "document") -> dict[str, str | bytes]:
    mode = ' TargetMode="External"' if external else ""
    relationship = f'<Relationship Id="rX" Type="{OFFICE_TYPES}/{kind}" Target="{target}"{mode}/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    content = f'{DECLARATION}<Relationships xmlns="{space}">{relationship}</Relationships>'
    return {f"word/_rels/{owner}.xml.rels": content}


def settings(content: str) -> dict[str, str | bytes]:
    return {"word/settings.xml": f"{DECLARATION}<w:settings {DECLARED}>{content}</w:settings>"}


def field(*code: str) -> str:
    """A field whose code Word has cut into runs."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    codes = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in code)
    return p(sign.format("begin"), codes, sign.format("separate"), run("x"), sign.format("end"))


@pytest.mark.parametrize(
    ("template", "what"),
    [
        (docx(p(), more={"word/vbaProject.bin": b"x"} | named("vbaProject", "vbaProject.bin")), "makro"),
        (
            docx(
                p(),
                more={"[Content_Types].xml": content_types().replace("document.main+xml", "x.macroEnabled.main+xml")},
            ),
            "makro",
        ),
        (
            docx(p(), more=named("attachedTemplate", "file:///C:/a.dotm", external=True, owner="settings")),
            "templat yang",
        ),
        (docx(p(), more=named("image", "http://contoh.go.id/a.png", external=True)), "gambar dari luar dokumen"),
        (docx(p(), more=named("image", "\\\\server\\a.png", external=True)), "gambar dari luar dokumen"),
        (docx(p(), more=named("hyperlink", "file://server/a", external=True)), "yang bukan alamat web atau surel"),
        (docx(p(), more=named("hyperlink", "\\\\server\\a", external=True)), "yang bukan alamat web atau surel"),
        (docx(p(), more={"word/a.bin": b"x"} | named("oleObject", "a.bin")), "objek OLE tertanam"),
        (docx(p(), more={"word/a.xlsx": b"x"} | named("package", "a.xlsx")), "berkas lain yang tertanam"),
        (docx(p(), more={"word/a.htm": b"x"} | named("aFChunk", "a.htm")), "potongan berkas lain (altChunk)"),
        (docx(p() + '<w:altChunk r:id="rX"/>'), "potongan berkas lain (altChunk)"),
        (docx(p("<w:r><w:object/></w:r>")), "objek OLE tertanam"),
        (docx(field(" DDEAUTO c:\\\\a ")), "bidang (field) DDEAUTO"),
        (docx(field(" D", "DE ", "c:\\\\a")), "bidang (field) DDE"),
        (docx(field(' IF 1 = 1 "') + field("INCLUDEPICTURE http://a")), "bidang (field) INCLUDEPICTURE"),
        (docx(p('<w:fldSimple w:instr=" includetext a "/>')), "bidang (field) INCLUDETEXT"),
        (docx(p(), header=field(" LINK Excel.Sheet ")), "bidang (field) LINK"),
        (docx(p(), more=settings("<w:mailMerge/>")), "sumber data surat massal"),
        (
            docx(
                p('<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://a"/></w:pict></w:r>')
            ),
            "gambar",
        ),
    ],
)
def test_what_runs_fetches_or_embeds_is_refused_with_the_reason(template: bytes, what: str) -> None:
    assert any(f"Templat ini memuat {what}" in fault.message or what in fault.message for fault in faults(template))


@pytest.mark.parametrize(
    "template",
    [
        docx(p("{{ jabatan.nama }}"), more=named("hyperlink", "https://bontangkota.go.id", external=True)),
        docx(p("{{ jabatan.nama }}"), more=named("hyperlink", "mailto:camat@contoh.go.id", external=True)),
        docx(p("{{ jabatan.nama }}") + field(' HYPERLINK "https://contoh.go.id/LINK" ')),
        docx(p("{{ jabatan.nama }}") + field(" PAGE ")),
    ],
)
def test_honest_links_and_fields_pass(template: bytes) -> None:
    assert paragraphs(document(template, CAMAT))[0] == "Camat"


def test_a_reason_comes_with_what_to_do_and_the_part_it_stands_in() -> None:
    (only,) = faults(docx(p(), header=field(" DDE a ")))
    assert isinstance(only, Diagnostic)
    assert only.message.startswith("kepala halaman: ")
    assert only.hint.startswith("Hapus bagian itu di Word")


@pytest.mark.parametrize(
    "body",
    [
        "".join(p("{{ jabatan.namaa }}") for _ in range(500)),
        tbl(1, *(tr("{{ jabatan.namaa }}") for _ in range(500))) + p(),
        p("{{ jabatan.namaa }}" * 500),
        p("{{" * 1_000),
        p("{" * 20_000),
        p("{{ %}" * 2_000),
    ],
)
def test_a_template_of_nothing_but_faults_is_answered_in_time_that_grows_with_its_size(body: str) -> None:
    started = process_time()
    assert faults(docx(body))
    assert process_time() - started < 10


# Files of another hand: the shipped template as LibreOffice 7.4 saved it, by each of its two filters for Word.

LIBREOFFICE = sorted((Path(__file__).parent / "word").glob("libreoffice*.docx"))


@pytest.mark.parametrize("file", LIBREOFFICE, ids=lambda file: file.stem)
def test_the_shipped_template_saved_by_libreoffice_builds_the_same_texts(file: Path) -> None:
    own, shipped = file.read_bytes(), (CHECKOUT / "templates" / "iki.docx").read_bytes()
    assert structure_faults(document(own, CAMAT)) == []
    assert structure_faults(book(own, CAMAT, LURAH)) == []
    assert paragraphs(document(own, CAMAT)) == paragraphs(document(shipped, CAMAT))
    assert paragraphs(book(own, CAMAT, LURAH)) == paragraphs(book(shipped, CAMAT, LURAH))


@pytest.mark.parametrize("file", LIBREOFFICE, ids=lambda file: file.stem)
def test_cells_merge_in_a_template_saved_by_libreoffice(file: Path) -> None:
    rows = grid(document(file.read_bytes(), CAMAT), 2)
    assert [merged_groups(rows[1:], column) for column in (0, 1, 4)] == [[2, 1], [2, 1], [3]]


@pytest.mark.parametrize("file", LIBREOFFICE, ids=lambda file: file.stem)
def test_what_libreoffice_spells_in_its_own_way_is_spelt_as_every_word_reads_it(file: Path) -> None:
    built = document(file.read_bytes(), CAMAT)
    named = "//*[self::w:jc or self::w:lvlJc or self::w:tab][@w:val = 'start' or @w:val = 'end']"
    for part in ("word/document.xml", "word/styles.xml", "word/fontTable.xml"):
        assert find(built, f"{named} | //w:cantSplit[@w:val] | //w:charset[@w:characterSet]", part) == []


def test_there_are_files_of_libreoffice_to_test() -> None:
    assert [file.stem for file in LIBREOFFICE] == ["libreoffice-transitional", "libreoffice"]
