"""Whole Word files: one document or the book of all, its parts, its properties, and the bytes that never vary."""

import posixpath
import zipfile
from io import BytesIO

import pytest
from word_files import (
    CORE,
    MAIN,
    NS,
    PAPER,
    book,
    bookmark,
    compiled,
    content_types,
    document,
    docx,
    find,
    header,
    jabatan,
    p,
    paragraphs,
    parts,
    relationships,
    root,
    run,
    sasaran,
    sound,
    structure_faults,
    tbl,
    tc,
    text_box,
    tr,
    whole,
    with_core,
    zipped,
)

from iki.model import Dokumen, Kantor

CAMAT = jabatan("Camat", sasaran(1, "Pelayanan", "a", "b"), fungsi=("Perencanaan", "Pembinaan"))
LURAH = jabatan("Lurah", sasaran(1, "Ketertiban", "c"), sasaran(2, "Kebersihan", "d"))
KASI = jabatan("Kasi", sasaran(1, "Prasarana", "e"))
NAMED = p("{{ jabatan.nama }}")
R_ID = f"{{{NS['r']}}}id"


# One document for each position, or one for all.


def test_a_template_that_uses_jabatan_makes_a_document_of_each_and_the_book_of_all() -> None:
    template = compiled(docx(NAMED))
    assert template.per_jabatan
    assert paragraphs(sound(template.document(LURAH, whole(CAMAT, LURAH)))) == ["Lurah"]
    assert paragraphs(sound(template.book(whole(CAMAT, LURAH)))) == ["Camat", "Lurah"]


def test_a_template_that_uses_jabatan_in_its_header_alone_is_one_of_each() -> None:
    assert compiled(docx(p("x"), header=NAMED)).per_jabatan


def test_a_template_that_uses_only_every_jabatan_renders_once() -> None:
    body = p("{%p for jabatan in every_jabatan %}") + NAMED + p("{%p endfor %}") + p("{{ kantor.pemda }}.")
    assert not compiled(docx(body)).per_jabatan
    built = book(docx(body), CAMAT, LURAH)
    assert paragraphs(built) == ["Camat", "Lurah", "."]
    assert structure_faults(built) == []


def test_a_template_without_tags_comes_out_once_as_it_went_in() -> None:
    body = p(run("biasa", "b")) + tbl(1, tr("sel")) + p("${ttd_pengirim}")
    assert not compiled(docx(body)).per_jabatan
    built = book(docx(body), CAMAT, LURAH)
    assert paragraphs(built) == ["biasa", "sel", "${ttd_pengirim}"]
    assert structure_faults(built) == []


# The book.


def test_the_book_has_a_section_for_each_position_the_last_one_last() -> None:
    built = book(docx(p("I") + NAMED), CAMAT, LURAH, KASI)
    assert paragraphs(built) == ["I", "Camat", "I", "Lurah", "I", "Kasi"]
    assert [paragraph.find("w:pPr/w:sectPr", NS) is not None for paragraph in find(built, "//w:p")] == (
        [False, True] * 2 + [False, False]
    )
    assert find(built, "//w:body/*[last()]")[0].tag.endswith("sectPr")
    assert structure_faults(built) == []


def test_every_section_of_the_book_keeps_the_paper_and_starts_at_page_one() -> None:
    built = book(docx(NAMED, section=f'{PAPER}<w:pgMar w:top="1"/><w:cols w:space="720"/>'), CAMAT, LURAH)
    for section in find(built, "//w:sectPr"):
        assert [child.tag.split("}")[1] for child in section] == ["pgSz", "pgMar", "pgNumType", "cols"]
        assert section.find("w:pgNumType[@w:start='1']", NS) is not None
    assert len(find(built, "//w:sectPr")) == 2


def test_a_template_that_begins_at_another_page_keeps_doing_so() -> None:
    built = book(docx(NAMED, section=f'{PAPER}<w:pgNumType w:fmt="lowerRoman" w:start="3"/>'), CAMAT, LURAH)
    assert len(find(built, "//w:sectPr/w:pgNumType[@w:start='3'][@w:fmt='lowerRoman']")) == 2


def part_named(built: bytes, identity: str | None) -> str:
    """The part that the body names by a relationship id."""
    (relationship,) = find(built, f"//rel:Relationship[@Id='{identity}']", "word/_rels/document.xml.rels")
    return posixpath.join("word", relationship.get("Target", "")).lstrip("/")


def test_each_section_of_the_book_has_headers_and_footers_of_its_own_position() -> None:
    built = book(docx(p("isi {{ jabatan.nama }}"), header=NAMED, footer=p("kaki {{ jabatan.nama }}")), CAMAT, LURAH)
    shown = [
        [paragraphs(built, part_named(built, one.get(R_ID))) for one in section if one.get(R_ID)]
        for section in find(built, "//w:sectPr")
    ]
    assert shown == [[["Camat"], ["kaki Camat"]], [["Lurah"], ["kaki Lurah"]]]
    assert structure_faults(built) == []


def test_a_header_without_tags_is_shared_by_all_sections() -> None:
    built = book(docx(NAMED, header=p("Kecamatan")), CAMAT, LURAH)
    assert [name for name in parts(built) if "header" in name] == ["word/header1.xml"]
    assert [one.get(R_ID) for one in find(built, "//w:headerReference")] == ["header", "header"]


def test_a_copied_header_keeps_the_relationships_of_the_original() -> None:
    picture = {"word/_rels/header1.xml.rels": relationships({"logo": ("image", "styles.xml")})}
    built = book(docx(NAMED, header=NAMED, more=picture), CAMAT, LURAH)
    assert parts(built)["word/_rels/header1-iki2.xml.rels"] == parts(built)["word/_rels/header1.xml.rels"]
    assert structure_faults(built) == []


def test_the_template_may_hold_no_section_at_all() -> None:
    for built in (document(docx(NAMED, section=None), CAMAT), book(docx(NAMED, section=None), CAMAT, LURAH)):
        assert find(built, "//w:body/*[last()]")[0].tag.endswith("sectPr")
        assert structure_faults(built) == []


def test_a_body_that_ends_with_a_table_gets_a_paragraph_for_its_section() -> None:
    built = book(docx(tbl(1, tr("{{ jabatan.nama }}"))), CAMAT, LURAH)
    assert [child.tag.split("}")[1] for child in find(built, "//w:body/*")] == ["tbl", "p", "tbl", "sectPr"]
    assert structure_faults(built) == []


def test_a_body_that_ends_with_a_loop_keeps_its_section_outside_of_it() -> None:
    body = p("{%p for f in jabatan.fungsi %}") + p("{{ f }}") + p("{%p endfor %}")
    built = book(docx(body), CAMAT, LURAH, CAMAT)
    assert len(find(built, "//w:sectPr")) == 3
    assert "".join(paragraphs(built)) == "PerencanaanPembinaan" * 2
    assert structure_faults(built) == []


def test_a_body_that_is_nothing_but_a_condition_still_makes_a_sound_book() -> None:
    body = p("{%p if jabatan.unit %}") + p("x") + p("{%p endif %}")
    assert structure_faults(book(docx(body), CAMAT, LURAH)) == []


def test_merged_cells_start_anew_in_each_section() -> None:
    rows = ("{%tr for s in jabatan.sasaran %}", "{%gabung 1 %}{{ s.uraian }}", "{%tr endfor %}")
    built = book(docx(tbl(1, *map(tr, rows)) + p()), KASI, LURAH, CAMAT)
    merges = [cell.get(f"{{{NS['w']}}}val", "") for cell in find(built, "//w:vMerge")]
    assert " ".join(merges) == "restart restart continue restart"
    assert structure_faults(built) == []


# Numbers that may stand once.

DRAWN = p("{%p for f in jabatan.fungsi %}") + p("{{ f }}", text_box(p("kotak"))) + p("{%p endfor %}")
MARKED = p("{%p for f in jabatan.fungsi %}") + p(bookmark("Fungsi", run("{{ f }}"), 3)) + p("{%p endfor %}")


def test_drawings_repeated_by_a_loop_have_numbers_of_their_own() -> None:
    built = document(docx(DRAWN), CAMAT)
    assert len(find(built, "//wp:docPr")) == 2
    assert structure_faults(built) == []


def test_bookmarks_repeated_by_a_loop_have_numbers_and_names_of_their_own() -> None:
    built = document(docx(MARKED), CAMAT)
    names = [one.get(f"{{{NS['w']}}}name") for one in find(built, "//w:bookmarkStart")]
    assert names == ["Fungsi", "Fungsi_2"]
    assert structure_faults(built) == []


def test_numbers_stay_apart_over_all_sections_and_headers_of_the_book() -> None:
    content = p(bookmark("Nama", run("{{ jabatan.nama }}")), text_box(p("kotak")))
    built = book(docx(content + DRAWN + MARKED, header=content, footer=content), CAMAT, LURAH, CAMAT)
    assert structure_faults(built) == []


def test_a_name_of_a_bookmark_stays_within_the_forty_letters_of_word() -> None:
    built = book(docx(p(bookmark("b" * 40, run("{{ jabatan.nama }}")))), CAMAT, LURAH)
    names = [one.get(f"{{{NS['w']}}}name") for one in find(built, "//w:bookmarkStart")]
    assert names == ["b" * 40, "b" * 38 + "_2"]


def test_a_link_goes_to_the_bookmark_before_it_in_its_own_section() -> None:
    link = f'<w:hyperlink w:anchor="Awal">{run("ke awal")}</w:hyperlink>'
    built = book(docx(p(bookmark("Awal", run("{{ jabatan.nama }}"))) + p(link)), CAMAT, LURAH)
    assert [one.get(f"{{{NS['w']}}}anchor") for one in find(built, "//w:hyperlink")] == ["Awal", "Awal_2"]


# What the document says of itself.

CORE_XML = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>IKI &amp;\n  Lampiran</dc:title>'
    "<dc:creator>Orang lain</dc:creator></cp:coreProperties>"
)


def properties(built: bytes) -> dict[str, str]:
    return {str(one.tag).split("}")[1]: one.text or "" for one in root(built, CORE)}


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (Kantor(), {}),
        (Kantor(tahun="2026"), {"created": "2026-01-01T00:00:00Z", "modified": "2026-01-01T00:00:00Z"}),
        (
            Kantor(tahun="2026", dokumen=Dokumen(tanggal="2025-12-30")),
            {"created": "2025-12-30T00:00:00Z", "modified": "2025-12-30T00:00:00Z"},
        ),
        (Kantor(perangkat_daerah="Dinas A & B"), {"creator": "Dinas A & B"}),
    ],
)
def test_a_document_is_dated_and_signed_by_its_office(office: Kantor, expected: dict[str, str]) -> None:
    built = document(docx(NAMED, more=with_core(CORE_XML)), CAMAT, office)
    assert properties(built) == {"title": "IKI & Lampiran \u2013 Camat", "language": "id-ID"} | expected


def test_the_book_is_titled_by_the_office() -> None:
    template = docx(NAMED, more=with_core(CORE_XML))
    office = Kantor(perangkat_daerah="Kecamatan <Barat>")
    assert properties(book(template, CAMAT, LURAH, office=office))["title"] == "IKI & Lampiran \u2013 Kecamatan <Barat>"


def test_a_template_without_a_title_is_titled_by_the_position_alone() -> None:
    assert properties(document(docx(NAMED), CAMAT))["title"] == "Camat"


def test_properties_are_added_and_announced_where_the_template_has_none() -> None:
    built = document(docx(NAMED), CAMAT)
    assert list(parts(built))[-1] == CORE
    types = find(built, f"//ct:Override[@PartName='/{CORE}']", "[Content_Types].xml")
    targets = [one.get("Target") for one in find(built, "//rel:Relationship", "_rels/.rels")]
    assert (len(types), targets) == (1, [MAIN, CORE])
    assert structure_faults(built) == []


def test_properties_that_the_template_has_are_replaced_in_their_place() -> None:
    built = document(docx(NAMED, more=with_core(CORE_XML)), CAMAT)
    assert "Orang lain" not in parts(built)[CORE].decode()
    assert [one.get("Target") for one in find(built, "//rel:Relationship", "_rels/.rels")] == [MAIN, CORE]
    assert structure_faults(built) == []


# Bytes.


def entries(built: bytes) -> dict[str, tuple[int, bytes]]:
    """How each part is compressed, and its bytes as they stand in the archive."""
    found = {}
    with zipfile.ZipFile(BytesIO(built)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename.encode())
            found[info.filename] = (info.compress_type, built[start : start + info.compress_size])
    return found


@pytest.mark.parametrize("level", [1, 6, 9])
def test_constant_parts_keep_their_compressed_bytes_and_others_are_stored(level: int) -> None:
    template = docx(NAMED, header=NAMED, footer=p("tetap"), level=level, more=with_core(CORE_XML))
    before, after = entries(template), entries(document(template, CAMAT))
    stored = {name for name, (method, _) in after.items() if method == zipfile.ZIP_STORED}
    assert stored == {MAIN, "word/header1.xml", CORE}
    assert {name: before[name] for name in after.keys() - stored} == {
        name: after[name] for name in after.keys() - stored
    }


def test_how_the_template_was_compressed_changes_no_part() -> None:
    fast, best = (docx(NAMED, header=NAMED, level=level) for level in (1, 9))
    assert entries(fast)["word/styles.xml"] != entries(best)["word/styles.xml"]
    assert parts(book(fast, CAMAT, LURAH)) == parts(book(best, CAMAT, LURAH))


def test_the_same_input_gives_the_same_bytes() -> None:
    template = docx(DRAWN + MARKED, header=NAMED)
    assert document(template, CAMAT) == document(template, CAMAT)
    rendering = compiled(template)
    all_positions = whole(CAMAT, LURAH)
    assert rendering.book(all_positions) == rendering.book(all_positions)


def test_rendering_one_position_leaves_nothing_behind_for_the_next() -> None:
    rendering = compiled(docx(MARKED + NAMED, header=NAMED))
    all_positions = whole(CAMAT, LURAH)
    alone = rendering.document(LURAH, all_positions)
    rendering.document(CAMAT, all_positions)
    rendering.book(all_positions)
    assert rendering.document(LURAH, all_positions) == alone


def test_parts_keep_the_order_of_the_template() -> None:
    template = docx(NAMED, header=NAMED, more=with_core(CORE_XML))
    assert list(parts(document(template, CAMAT))) == list(parts(template))


def test_a_part_with_a_name_beyond_ascii_keeps_it() -> None:
    types = content_types(more='<Default Extension="bin" ContentType="application/octet-stream"/>')
    built = document(docx(NAMED, more={"word/média.bin": b"\0\1", "[Content_Types].xml": types}), CAMAT)
    assert parts(built)["word/média.bin"] == b"\0\1"
    assert structure_faults(built) == []


def test_word_reads_a_document_as_python_docx_does() -> None:
    from docx import Document

    read = Document(BytesIO(book(docx(NAMED + tbl(1, tr("{{ jabatan.nama }}")), header=NAMED), CAMAT, LURAH)))
    assert [table.cell(0, 0).text for table in read.tables] == ["Camat", "Lurah"]
    assert [section.header.paragraphs[0].text for section in read.sections] == ["Camat", "Lurah"]


# The structural check itself.

STYLES_AGAIN = '<Override PartName="/word/styles.xml" ContentType="application/xml"/>'


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (docx(tbl(1, tr("<w:tc><w:tcPr/></w:tc>"))), "tc does not end with a paragraph"),
        (docx(tbl(1, tr(tc(tbl(1, tr("x")))))), "tc does not end with a paragraph"),
        (docx(p(), header="<w:sdt/>"), "hdr does not end with a paragraph"),
        (docx(tbl(1, "<w:tr/>")), "row without cells"),
        (docx(tbl(1)), "table without rows or grid"),
        (docx(tbl(0, tr("x"))), "table without rows or grid"),
        (docx(tbl(2, tr("x"))), "row does not span the grid"),
        (docx(tbl(1, tr("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"))), "column 1 continues nothing"),
        (
            docx(
                tbl(
                    2,
                    tr('<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>', "x"),
                    tr('<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc>'),
                )
            ),
            "column 1 continues nothing",
        ),
        (docx(p(bookmark("a", ""), bookmark("b", ""))), "w:bookmarkStart 0 twice"),
        (docx(p(bookmark("a", "", 1), bookmark("a", "", 2))), "w:bookmarkStart a twice"),
        (docx(p('<w:bookmarkStart w:id="1" w:name="a"/>')), "bookmark 1 without its other end"),
        (docx(p(text_box(p()), text_box(p()))), "wp:docPr 1 twice"),
        (docx("<w:p><w:r><w:t>a\nb</w:t></w:r></w:p>"), "raw newline in a text"),
        (docx("<w:p><w:r><w:t> a</w:t></w:r></w:p>"), "spaces that Word drops"),
        (docx(p(), section='<w:headerReference r:id="tiada"/>'), "reference to nothing"),
        (docx(p(), more={"word/header1.xml": header(p())}), "word/header1.xml: no content type"),
        (docx(p(), more={"word/styles.xml": ""}), "styles.xml is missing"),
        (docx(p(), more={"word/styles.xml": ""}), "word/styles.xml: announced but missing"),
        (docx(p(), more={"word/styles.xml": "<x>"}), "word/styles.xml: not well-formed"),
        (docx(p(), more={"[Content_Types].xml": content_types(more=STYLES_AGAIN)}), "styles.xml: two content types"),
        (docx(p(), more={"_rels/.rels": relationships({"a": ("x", MAIN)}) * 2}), "_rels/.rels: not well-formed"),
        (docx(p(), more={"WORD/styles.xml": "<x/>"}), "part twice: word/styles.xml"),
        (zipped({"a.bin": b""}), "no content types"),
    ],
)
def test_the_structural_check_sees_what_is_broken(broken: bytes, fault: str) -> None:
    assert fault in " | ".join(structure_faults(broken))


def test_the_structural_check_sees_a_time_stamp() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts(docx(p())).items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 0, 0, 0)), content)
    assert "word/document.xml: time stamp" in structure_faults(made.getvalue())


def test_the_structural_check_is_content_with_a_sound_file() -> None:
    content = p(bookmark("a", run("x")), text_box(p("y"))) + tbl(2, tr("a", "b"), tr(tc("c", span=2))) + p(" z ")
    assert structure_faults(docx(content, header=p("h"), more=None)) == []
