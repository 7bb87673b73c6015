"""What once came out wrong of a template, or did not come out at all."""

import struct

import pytest
from word_files import (
    MAIN,
    NS,
    PAPER,
    book,
    bookmark,
    content_types,
    document,
    docx,
    faults,
    find,
    grid,
    jabatan,
    p,
    paragraphs,
    relationships,
    run,
    sasaran,
    structure_faults,
    tbl,
    tc,
    tr,
    whole,
)

from iki.render import Rendering
from iki.render.docx import compile_template
from iki.render.md import compile_template as compile_markdown

CAMAT = jabatan("Camat", sasaran(1, "Pelayanan", "a", "b"), sasaran(2, "x", "c"), fungsi=("Perencanaan", "Pembinaan"))
LURAH = jabatan("Lurah", sasaran(1, "Ketertiban", "c"))
NAMED = p("{{ jabatan.nama }}")
W = f"{{{NS['w']}}}"


def test_gabung_columns_are_counted_without_continued_cells() -> None:
    loops = [tr(tc(tag, span=3)) for tag in ("{%tr for s in jabatan.sasaran %}", "{%tr endfor %}")]
    rows = tr("{%gabung 1 %}A", "{%gabung 1 %}B", "c") + tr("a", "b", "{%gabung 1 %}C")
    built = document(docx(tbl(3, loops[0], rows, loops[1]) + p()), CAMAT)
    assert structure_faults(built) == []
    # and: a merge runs on from row to row of the template in the second column
    built = document(docx(tbl(2, tr("{%gabung 1 %}A", "{%gabung 2 %}B"), tr("x", "{%gabung 2 %}B")) + p()), CAMAT)
    assert [row[1] for row in grid(built)] == [("B", "restart"), ("", "continue")]


def test_a_template_without_relationships_of_its_document_makes_a_book() -> None:
    types = content_types().replace('<Override PartName="/word/styles.xml"', "<!--").replace('styles+xml"/>', "-->")
    more = {"word/_rels/document.xml.rels": "", "word/styles.xml": "", "[Content_Types].xml": types}
    assert structure_faults(book(docx(NAMED, more=more), CAMAT, LURAH)) == []


def test_a_noncharacter_written_as_a_reference_is_refused() -> None:
    (fault,) = faults(docx("<w:p><w:r><w:t>&#xFDD0;9&#xFDD0;</w:t></w:r></w:p>"))
    assert "XML bagian ini rusak" in fault.message


def test_a_nested_table_does_not_count_as_columns_of_the_row_around_it() -> None:
    (fault,) = faults(docx(tbl(2, tr(tc(tbl(2, tr("q", "r")), p()), "{{ salah }}"))))
    assert fault.message.startswith("halaman isi, tabel 1, baris 1, kolom 2: ")


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_a_no_break_space_after_p_is_a_space(space: str) -> None:
    body = p(f"{{%p{space}if jabatan.unit %}}") + p("x") + p("{%p endif %}") + p("akhir")
    assert paragraphs(document(docx(body), CAMAT)) == ["akhir"]


def test_markdown_tables_of_one_document_start_anew() -> None:
    made = compile_markdown(
        b"{% for j in every_jabatan %}\n| A |\n| - |\n{% for s in j.sasaran %}\n"
        b"| {% gabung s.nomor %}{{ s.uraian }}{% endgabung %} |\n{% endfor %}\n\n{% endfor %}",
        "t",
    )
    assert isinstance(made, Rendering)
    assert b"".join(made.book(whole(LURAH, LURAH)).content).decode().count("Ketertiban") == 2


def test_bookmark_names_that_would_collide_stay_apart() -> None:
    body = p(bookmark("a", run("{{ jabatan.nama }}"), 0)) + p(bookmark("a_2", run("x"), 1))
    assert structure_faults(book(docx(body), CAMAT, LURAH)) == []
    body = p(bookmark("b" * 39 + "1", run("{{ jabatan.nama }}"), 0)) + p(bookmark("b" * 39 + "2", run("x"), 1))
    assert structure_faults(book(docx(body), CAMAT, LURAH)) == []


def test_page_numbers_start_with_the_first_section_of_a_copy_only() -> None:
    cover = f"<w:p><w:pPr><w:sectPr>{PAPER}</w:sectPr></w:pPr></w:p>"
    built = book(docx(cover + NAMED), CAMAT, LURAH)
    starts = [one.find("w:pgNumType", NS) is not None for one in find(built, "//w:sectPr")]
    assert starts == [True, False, True, False]


def test_one_header_part_under_two_ids_is_announced_once() -> None:
    section = '<w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="first" r:id="h2"/>' + PAPER
    names = {"styles": ("styles", "styles.xml"), "header": ("header", "header1.xml"), "h2": ("header", "header1.xml")}
    template = docx(NAMED, section=section, header=NAMED, more={"word/_rels/document.xml.rels": relationships(names)})
    assert structure_faults(book(template, CAMAT, LURAH)) == []


def test_a_header_announced_by_its_suffix_only_makes_a_book() -> None:
    more = {"[Content_Types].xml": content_types()}
    assert compile_template(docx(NAMED, header=NAMED, more=more), "t")
    book(docx(NAMED, header=NAMED, more=more), CAMAT, LURAH)


def test_core_properties_under_another_name_are_found() -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    rels = relationships({"main": ("officeDocument", MAIN), "core": ("core", "docProps/props.xml")})
    more = {
        "_rels/.rels": rels.replace(f"{NS['r']}/core", kind),
        "docProps/props.xml": "<x/>",
        "[Content_Types].xml": content_types(more='<Override PartName="/docProps/props.xml" ContentType="x/y"/>'),
    }
    assert structure_faults(document(docx(NAMED, more=more), CAMAT)) == []


@pytest.mark.parametrize("word", ["true", "1.5"])
def test_a_constant_that_is_no_text_is_refused_by_a_filter_of_texts(word: str) -> None:
    made = compile_template(docx(p(f"{{{{ {word} | baris }}}}{{{{ jabatan.nama }}}}")), "t")
    if isinstance(made, Rendering):
        made.document(CAMAT, whole(CAMAT))


@pytest.mark.parametrize(
    "body",
    [
        "".join(p(f"{{%p for x{n} in jabatan.fungsi %}}") for n in range(25)) + p("x") + p("{%p endfor %}") * 25,
        p("{%p if jabatan.nama %}") * 120 + p("x") + p("{%p endif %}") * 120,
    ],
)
def test_blocks_nested_deeper_than_python_can_are_a_fault(body: str) -> None:
    assert faults(docx(body))


def corrupt(offset):
    content = bytearray(docx(NAMED, more={"word/media/a.png": b"x" * 50}))
    name = content.rindex(b"word/media/a.png")
    struct.pack_into("<L", content, name - 46 + 42, offset)
    return bytes(content)


@pytest.mark.parametrize("offset", [1, 0, 9_999_999])
def test_a_picture_whose_header_is_broken_is_refused(offset: int) -> None:
    (fault,) = faults(corrupt(offset))
    assert "bukan berkas Word (.docx) yang utuh" in fault.message


def test_no_paragraph_is_added_where_one_stands_already() -> None:
    control = f"<w:tc><w:sdt><w:sdtContent>{NAMED}</w:sdtContent></w:sdt></w:tc>"
    built = document(docx(tbl(1, tr(control)) + p()), CAMAT)
    assert len(find(built, "//w:tc//w:p")) == 1
    cell = tc("{%p if jabatan.nama %}", '<w:p w:rsidR="00AA"/>', "{%p endif %}")
    built = document(docx(tbl(1, tr(cell)) + p()), CAMAT)
    assert len(find(built, "//w:tc/w:p")) == 1


def test_types_or_relationships_that_cannot_be_read_are_a_fault() -> None:
    assert faults(docx(NAMED, more={"[Content_Types].xml": "<x"}))
    assert faults(docx(NAMED, more={"word/_rels/document.xml.rels": "<x"}))
    assert faults(docx(NAMED, more={"_rels/.rels": ""}))


def test_a_comment_beside_a_paragraph_tag_is_nothing() -> None:
    body = p("{# catatan #}{%p if jabatan.unit %}") + p("x") + p("{%p endif %}") + p("akhir")
    assert paragraphs(document(docx(body), CAMAT)) == ["akhir"]


def test_columns_left_free_before_a_row_count_for_its_merges() -> None:
    shifted = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("{%gabung 1 %}b")}</w:tr>'
    built = document(docx(tbl(2, tr("{%gabung 1 %}a", "x"), shifted) + NAMED), CAMAT)
    assert grid(built)[1] == [("b", "restart")]


def test_a_newline_in_a_tag_is_a_space() -> None:
    assert paragraphs(document(docx(p("{% if\njabatan.nama %}", "x", "{% endif %}")), CAMAT)) == ["x"]


def test_link_to_a_bookmark_further_down_stays_in_its_section() -> None:
    link = f'<w:hyperlink w:anchor="Akhir">{run("ke akhir")}</w:hyperlink>'
    built = book(docx(p(link) + p(bookmark("Akhir", run("{{ jabatan.nama }}")))), CAMAT, LURAH)
    assert [one.get(f"{W}anchor") for one in find(built, "//w:hyperlink")] == ["Akhir", "Akhir_2"]


def test_each_position_of_the_book_begins_on_a_new_page() -> None:
    built = book(docx(NAMED, section=f'<w:type w:val="continuous"/>{PAPER}'), CAMAT, LURAH)
    last = find(built, "//w:sectPr")[-1]
    assert last.find("w:type[@w:val='continuous']", NS) is None
