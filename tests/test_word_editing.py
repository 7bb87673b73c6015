"""Templates as Word and LibreOffice leave them: tracked changes, remarks, controls, ranges, notes, lists."""

import pytest
from word_files import (
    DECLARATION,
    DECLARED,
    PAPER,
    W,
    book,
    bookmark,
    content_types,
    docx,
    faults,
    find,
    grid,
    jabatan,
    p,
    paragraphs,
    parts,
    relationships,
    run,
    runs,
    sasaran,
    structure_faults,
    tbl,
    tc,
    text_box,
    tr,
)
from word_files import document as document_of

from iki.model import Jabatan

CAMAT = jabatan("Camat", sasaran(1, "Pelayanan", "a", "b"), sasaran(2, "Ketertiban", "c"), fungsi=("Satu", "Dua"))
LURAH = jabatan("Lurah", sasaran(1, "Kebersihan", "d"), fungsi=("Tiga",))
WHO = 'w:id="9" w:author="Sekretaris" w:date="2026-01-02T00:00:00Z"'


def document(template: bytes, about: Jabatan = CAMAT) -> bytes:
    """The document of one position, seen to be sound."""
    built = document_of(template, about)
    assert structure_faults(built) == []
    return built


def ins(*content: str) -> str:
    return f"<w:ins {WHO}>{''.join(content)}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def ended(mark: str, *content: str) -> str:
    """A paragraph whose end is tracked as inserted or deleted."""
    return f"<w:p><w:pPr><w:rPr><w:{mark} {WHO}/></w:rPr></w:pPr>{''.join(content)}</w:p>"


# Tracked changes of the template itself.


def test_tracked_changes_of_a_template_count_as_accepted() -> None:
    body = p(deleted("Nama lama: "), ins(run("Nama: {{ jab"), run("atan.nama }}")))
    built = document(docx(body))
    assert paragraphs(built) == ["Nama: Camat"]
    assert find(built, "//w:ins | //w:del | //w:delText") == []


def test_a_tag_may_be_inserted_in_part() -> None:
    assert paragraphs(document(docx(p(run("{{ jabatan."), ins(run("nama")), deleted("id"), run(" }}"))))) == ["Camat"]


def test_a_paragraph_whose_end_is_deleted_joins_the_next() -> None:
    body = ended("del", run("Jabatan: ")) + p("{{ jabatan.nama }}") + ended("ins", run("akhir"))
    assert paragraphs(document(docx(body))) == ["Jabatan: Camat", "akhir"]


def test_a_paragraph_whose_end_is_deleted_with_none_to_join_keeps_what_it_says() -> None:
    """A table stands behind it, or a section ends with it."""
    end = f"<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr><w:sectPr>{PAPER}</w:sectPr></w:pPr>{run('bagian')}</w:p>"
    body = ended("del", run("tetap")) + tbl(1, tr("x")) + ended("del") + tbl(1, tr("y")) + end + p("{{ jabatan.nama }}")
    built = document(docx(body))
    assert paragraphs(built) == ["tetap", "x", "y", "bagian", "Camat"]
    assert find(built, "//w:del") == []


def test_deleted_rows_and_cells_are_gone() -> None:
    row = f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>{tc('lama')}</w:tr>"
    cell = f"<w:tc><w:tcPr><w:cellDel {WHO}/></w:tcPr>{p('lama')}</w:tc>"
    rows = row, tr("{{ jabatan.nama }}"), f"<w:tr>{cell}{tc('tetap')}</w:tr>", f"<w:tr>{cell}{cell}</w:tr>"
    body = tbl(1, *rows) + tbl(1, row) + p()
    built = document(docx(body))
    assert grid(built) == [[("Camat", "")], [("tetap", "")]]
    assert len(find(built, "//w:tbl")) == 1


def test_changes_of_formatting_leave_the_new_one() -> None:
    look = f"<w:rPr><w:b/><w:rPrChange {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
    assert runs(document(docx(p(f"<w:r>{look}<w:t>{{{{ jabatan.nama }}}}</w:t></w:r>")))) == [("Camat", "b")]


def test_tracked_changes_in_a_header_without_tags_count_as_accepted_too() -> None:
    built = document(docx(p("{{ jabatan.nama }}"), header=p(deleted("lama"), ins(run("baru")))))
    assert paragraphs(built, "word/header1.xml") == ["baru"]
    assert find(built, "//w:ins | //w:del", "word/header1.xml") == []


# Remarks, marks of the editor, content controls.


def test_remarks_in_the_margin_do_not_reach_a_document() -> None:
    remark = f'{DECLARATION}<w:comments {DECLARED}><w:comment w:id="0">{p("periksa")}</w:comment></w:comments>'
    types = content_types(more='<Override PartName="/word/comments.xml" ContentType="application/xml"/>')
    named = relationships({"styles": ("styles", "styles.xml"), "c": ("comments", "comments.xml")})
    body = p(
        '<w:commentRangeStart w:id="0"/>',
        run("{{ jabatan."),
        '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>',
        run("nama }}"),
    )
    more = {"word/comments.xml": remark, "[Content_Types].xml": types, "word/_rels/document.xml.rels": named}
    built = document(docx(body, more=more))
    assert paragraphs(built) == ["Camat"]
    assert "word/comments.xml" not in parts(built)
    assert b"comments" not in parts(built)["[Content_Types].xml"] + parts(built)["word/_rels/document.xml.rels"]


def test_what_word_notes_of_editing_is_left_out() -> None:
    body = (
        f'<w:p w:rsidR="00AA" xmlns:w14="x" w14:paraId="1"><w:proofErr w:type="spellStart"/>{run("{{ jabatan.")}'
        '<w:proofErr w:type="spellEnd"/><w:r w:rsidRPr="00BB"><w:lastRenderedPageBreak/><w:t>nama }}</w:t></w:r></w:p>'
    )
    built = document(docx(body))
    assert paragraphs(built) == ["Camat"]
    assert find(built, "//w:proofErr | //w:lastRenderedPageBreak | //*[@w:rsidR or @w:rsidRPr]") == []
    assert b"paraId" not in parts(built)["word/document.xml"]


def test_a_smart_tag_is_no_wall_between_a_statement_and_its_end() -> None:
    smart = f'<w:smartTag w:element="place"><w:smartTagPr/>{run("{% if jabatan.nama %}")}</w:smartTag>'
    assert paragraphs(document(docx(p(smart, run("ada{% endif %}"))))) == ["ada"]


def test_a_bound_content_control_keeps_what_iki_fills_in() -> None:
    bound = '<w:sdtPr><w:id w:val="7"/><w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
    control = f"<w:sdt>{bound}<w:sdtContent>{run('{{ jabatan.nama }}')}</w:sdtContent></w:sdt>"
    built = document(docx(p(control)))
    assert paragraphs(built) == ["Camat"]
    assert find(built, "//w:sdtPr/*") == []


@pytest.mark.parametrize(
    "body",
    [
        f"<w:sdt><w:sdtContent>{p('{%p if jabatan.kode %}')}{p('x')}{p('{%p endif %}')}</w:sdtContent></w:sdt>",
        tbl(1, tr(tc(f"<w:sdt><w:sdtContent>{p('{%p if jabatan.kode %}')}{p('{%p endif %}')}</w:sdtContent></w:sdt>"))),
    ],
)
def test_a_content_control_that_a_condition_emptied_keeps_a_paragraph(body: str) -> None:
    assert len(find(document(docx(body + p("{{ jabatan.nama }}"))), "//w:sdtContent/w:p")) == 1


def test_rows_in_a_content_control_go_with_it_when_a_condition_emptied_it() -> None:
    rows = "".join((tr("{%tr if jabatan.kode %}"), tr("x"), tr("{%tr endif %}")))
    body = tbl(1, tr("a"), f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>") + p()
    built = document(docx(body))
    assert grid(built) == [[("a", "")]]
    assert find(built, "//w:sdt") == []


def test_both_branches_of_a_text_box_are_filled_in_and_its_fault_is_told_once() -> None:
    fallback = f"<w:pict><w:txbxContent>{p('{{ TAG }}')}</w:txbxContent></w:pict>"
    inner = text_box(p("{{ TAG }}")).removeprefix("<w:r>").removesuffix("</w:r>")
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{inner}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    built = document(docx(p(box.replace("TAG", "jabatan.nama"))))
    assert [text for text in paragraphs(built) if text] == ["Camat", "Camat"]
    (only,) = faults(docx(p(box.replace("TAG", "jabatan.namaa"))))
    assert only.message.startswith("halaman isi, kotak teks 1, paragraf 1: 'jabatan.namaa' tidak ada")


# What another system fills in.


@pytest.mark.parametrize("size", [1, 3, 7])
def test_a_place_holder_of_another_system_stays_whole_in_one_run(size: int) -> None:
    text = "Bontang, ${ttd_pengirim} a.n. {{ jabatan.nama }}"
    cut = [run(text[at : at + size]) for at in range(0, len(text), size)]
    built = document(docx(p(*cut)))
    assert paragraphs(built) == ["Bontang, ${ttd_pengirim} a.n. Camat"]
    assert any("${ttd_pengirim}" in (one.text or "") for one in find(built, "//w:t"))


# Bookmarks and fields that a block would cut.


def test_a_bookmark_that_a_block_would_cut_is_left_out() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>'
    body = p("{%p if jabatan.nama %}") + p(start, run("x")) + p("{%p endif %}") + p(end, run("{{ jabatan.nama }}"))
    assert find(document(docx(body)), "//w:bookmarkStart | //w:bookmarkEnd") == []


def test_a_bookmark_on_a_paragraph_that_a_tag_takes_goes_whole() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>'
    body = p(start, run("{%p if jabatan.nama %}")) + p("x", end) + p("{%p endif %}")
    built = document(docx(body))
    assert paragraphs(built) == ["x"]
    assert find(built, "//w:bookmarkStart | //w:bookmarkEnd") == []


def test_the_place_of_the_cursor_is_no_bookmark_of_a_document() -> None:
    assert find(document(docx(p(bookmark("_GoBack", run("{{ jabatan.nama }}"))))), "//w:bookmarkStart") == []


def test_a_field_that_a_block_would_cut_is_a_fault() -> None:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = (run("{% if jabatan.nama %}"), sign.format("begin"), run("{% endif %}"), sign.format("end"))
    (only,) = faults(docx(p(*field)))
    assert only.message.startswith("halaman isi, paragraf 1: Bidang (field) Word di sini terpotong oleh suatu blok.")


def test_a_field_whole_inside_a_block_is_none() -> None:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = (run("{% if jabatan.nama %}"), sign.format("begin"), sign.format("end"), run("{% endif %}"))
    assert len(find(document(docx(p(*field))), "//w:fldChar")) == 2


@pytest.mark.parametrize(
    "content",
    ['<w:r><w:br w:type="page"/></w:r>', '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', text_box(p("x"))],
)
def test_a_paragraph_tag_never_takes_along_what_would_be_missed(content: str) -> None:
    found = faults(docx(p(run("{%p if jabatan.nama %}"), content) + p("{%p endif %}")))
    assert "tidak sendirian di paragrafnya" in found[0].message


# Footnotes.

SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'


def with_notes(body: str, *notes: str) -> bytes:
    inner = "".join(f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(notes, start=1))
    types = content_types(
        more='<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.footnotes+xml"/>'
    )
    named = relationships({"styles": ("styles", "styles.xml"), "n": ("footnotes", "footnotes.xml")})
    part = f"{DECLARATION}<w:footnotes {DECLARED}>{SEPARATOR}{inner}</w:footnotes>"
    more = {"word/footnotes.xml": part, "[Content_Types].xml": types, "word/_rels/document.xml.rels": named}
    return docx(body, section=PAPER, more=more)


def reference(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def notes_of(built: bytes) -> list[tuple[str, str]]:
    """The number of each reference in order, with the text of its note."""
    notes = {one.get(f"{W}id"): "".join(one.itertext()) for one in find(built, "//w:footnote", "word/footnotes.xml")}
    return [(str(one.get(f"{W}id")), notes[one.get(f"{W}id")]) for one in find(built, "//w:footnoteReference")]


def test_every_position_of_the_book_has_its_own_footnote() -> None:
    template = with_notes(p("{{ jabatan.nama }}", reference(1)), p("Nama: {{ jabatan.nama }}"))
    built = book(template, CAMAT, LURAH)
    assert [text for _, text in notes_of(built)] == ["Nama: Camat", "Nama: Lurah"]
    assert len({number for number, _ in notes_of(built)}) == 2
    assert len(find(built, "//w:footnote[@w:type='separator']", "word/footnotes.xml")) == 1


def test_a_footnote_repeated_by_a_loop_is_a_note_each_time_and_one_left_out_is_none() -> None:
    body = p("{% for f in jabatan.fungsi %}", reference(1), run("{% endfor %}{% if jabatan.kode %}"), reference(2))
    built = document(with_notes(body[:-6] + run("{% endif %}") + "</w:p>", p("berulang"), p("tidak ada")))
    assert [text for _, text in notes_of(built)] == ["berulang", "berulang"]
    assert len(find(built, "//w:footnote", "word/footnotes.xml")) == 3


def test_a_fault_in_a_footnote_is_placed_there_and_a_missing_note_is_one() -> None:
    (only,) = faults(with_notes(p(reference(1)), p("{{ salah }}")))
    assert only.message.startswith("catatan kaki, nomor 1: 'salah' tidak ada")
    (only,) = faults(with_notes(p(reference(4)), p("x")))
    assert "Ada catatan yang disebut tetapi tidak ada." in only.message


# Numbered lists.

NUMBERING = (
    f'{DECLARATION}<w:numbering {DECLARED}><w:abstractNum w:abstractNumId="3">'
    '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
)
STYLES = (
    f'{DECLARATION}<w:styles {DECLARED}><w:style w:type="paragraph" w:styleId="Butir"><w:pPr>'
    '<w:numPr><w:numId w:val="5"/></w:numPr><w:ind w:left="700"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="ButirKecil"><w:basedOn w:val="Butir"/></w:style></w:styles>'
)


def with_lists(look: str) -> bytes:
    item = f"<w:p><w:pPr>{look}</w:pPr>{run('{{ fungsi }}')}</w:p>"
    body = p("{%p for fungsi in jabatan.fungsi %}") + item + p("{%p endfor %}") + p("{{ jabatan.nama }}")
    types = content_types(
        more='<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.numbering+xml"/>'
    )
    named = relationships({"styles": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")})
    more = {
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": STYLES,
        "[Content_Types].xml": types,
        "word/_rels/document.xml.rels": named,
    }
    return docx(body, more=more)


@pytest.mark.parametrize(
    "look",
    [
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>',
        '<w:pStyle w:val="Butir"/>',
        '<w:pStyle w:val="ButirKecil"/>',
    ],
)
def test_a_numbered_list_starts_anew_for_each_position_of_the_book(look: str) -> None:
    built = book(with_lists(look), CAMAT, LURAH, CAMAT)
    used = [one.get(f"{W}val") for one in find(built, "//w:numPr/w:numId")]
    assert used == ["5", "5", "6", "7", "7"]
    again = find(built, "//w:num[@w:numId='7']/w:lvlOverride[@w:ilvl='0']/w:startOverride", "word/numbering.xml")
    assert [one.get(f"{W}val") for one in again] == ["2"]
    abstract = find(built, "//w:num/w:abstractNumId", "word/numbering.xml")
    assert [one.get(f"{W}val") for one in abstract] == ["3", "3", "3"]


def test_a_list_numbered_by_its_style_keeps_the_indent_of_the_style() -> None:
    built = book(with_lists('<w:pStyle w:val="ButirKecil"/>'), CAMAT, LURAH)
    assert {one.get(f"{W}left") for one in find(built, "//w:p[w:pPr/w:numPr]/w:pPr/w:ind")} == {"700"}


def test_a_single_document_keeps_the_lists_of_its_template() -> None:
    built = document(with_lists('<w:numPr><w:numId w:val="5"/></w:numPr>'))
    assert parts(built)["word/numbering.xml"].decode() == NUMBERING


# Cells that Word itself has merged.


def merged(text: str, kind: str) -> str:
    return f'<w:tc><w:tcPr><w:vMerge w:val="{kind}"/></w:tcPr>{p(text)}</w:tc>'


def test_cells_that_word_merged_stay_sound_where_their_first_row_is_left_out() -> None:
    body = tbl(
        2,
        tr(tc("{%tr if jabatan.kode %}", span=2)),
        tr(merged("atas", "restart"), "1"),
        tr(tc("{%tr endif %}", span=2)),
        tr(merged("", "continue"), "2"),
        tr(merged("", "continue"), "3"),
    )
    built = document(docx(body + p("{{ jabatan.nama }}")))
    assert [row[0][1] for row in grid(built)] == ["restart", "continue"]
    built = document(docx(body + p("{{ jabatan.nama }}")), jabatan("Camat", kode="1"))
    assert [row[0] for row in grid(built)] == [("atas", "restart"), ("", "continue"), ("", "continue")]
