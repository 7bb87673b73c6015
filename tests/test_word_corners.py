"""Corners of the Word compiler that random templates once found wrong: each stays as it was found, made small."""

import pytest
from word_files import (
    CORE,
    DECLARATION,
    DECLARED,
    MAIN,
    NS,
    PAPER,
    W,
    book,
    bookmark,
    compiled,
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
from word_files import document as document_of

from iki.model import Jabatan

CAMAT = jabatan("Camat", sasaran(1, "Pelayanan", "a", "b"), fungsi=("Satu", "Dua"))
LURAH = jabatan("Lurah", sasaran(1, "Kebersihan", "d"), fungsi=("Tiga",))
NAME = p("{{ jabatan.nama }}")
WHO = 'w:id="9" w:author="a"'


def document(template: bytes, about: Jabatan = CAMAT) -> bytes:
    built = document_of(template, about)
    assert structure_faults(built) == []
    return built


def said(body: str) -> list[str]:
    return [f"{fault.message} {fault.hint}" for fault in faults(docx(body))]


def sdt(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def merged(kind: str, text: str) -> str:
    return f'<w:tc><w:tcPr><w:vMerge w:val="{kind}"/></w:tcPr>{p(text)}</w:tc>'


def test_a_quote_in_the_name_of_a_bookmark_or_link_stays_in_its_attribute() -> None:
    link = f'<w:hyperlink w:anchor="Bab &quot;1&quot;">{run("{{ jabatan.nama }}")}</w:hyperlink>'
    built = document(docx(p(bookmark("Bab &quot;1&quot;", run("x"))) + p(link)))
    assert find(built, "//w:hyperlink")[0].get(f"{W}anchor") == 'Bab "1"'


def test_a_table_that_loses_its_rows_goes_whatever_stands_between_them() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>'
    rows = (tr("{%tr if jabatan.kode %}"), end, tr("a"), tr("{%tr endif %}"))
    built = document(docx(p(start, run("x")) + tbl(1, *rows) + NAME))
    assert find(built, "//w:tbl") == []


def test_columns_in_cell_content_controls_are_fitted() -> None:
    row = f"<w:tr>{sdt(tc('{%tc if jabatan.kode %}') + tc('x') + tc('{%tc endif %}'))}{tc('y')}</w:tr>"
    built = document(docx(tbl(4, row) + NAME))
    assert len(find(built, "//w:gridCol")) == 1
    looped = f"<w:tr>{sdt(tc('{%tc for f in jabatan.fungsi %}') + tc('{%gabung f %}x') + tc('{%tc endfor %}'))}</w:tr>"
    assert any("'gabung' tidak dapat dipakai" in each for each in said(tbl(3, looped) + p()))


def test_cells_that_word_merged_in_a_row_content_control_stay_sound() -> None:
    rows = (tr("{%tr if jabatan.kode %}"), f"<w:tr>{merged('restart', 'a')}</w:tr>", tr("{%tr endif %}"))
    body = tbl(1, sdt("".join((*rows, f"<w:tr>{merged('continue', '')}</w:tr>"))))
    built = document_of(docx(body + NAME), CAMAT)
    assert [one.get(f"{W}val") for one in find(built, "//w:vMerge")] == ["restart"]


def test_rows_and_cells_whose_deletion_is_tracked_leave_a_table_that_fits() -> None:
    gone = f"<w:tr><w:trPr><w:del {WHO}/></w:trPr>{merged('restart', 'a')}{tc('b')}</w:tr>"
    built = document(docx(tbl(2, gone, f"<w:tr>{merged('continue', '')}{tc('c')}</w:tr>") + NAME))
    assert [row[0][1] for row in grid(built)] == ["restart"]
    cell = f"<w:tc><w:tcPr><w:cellDel {WHO}/></w:tcPr>{p('a')}</w:tc>"
    built = document_of(docx(tbl(2, f"<w:tr>{cell}{tc('b')}</w:tr>", tr("c", "d")) + NAME), CAMAT)
    assert [one.get(f"{W}val") for one in find(built, "//w:gridAfter")] == ["1"]


def test_a_permission_and_a_bookmark_of_one_number_keep_their_ends() -> None:
    body = p('<w:permStart w:id="1"/>', '<w:bookmarkStart w:id="1" w:name="a"/>', run("{{ jabatan.nama }}"))
    body = body[:-6] + '<w:permEnd w:id="1"/><w:bookmarkEnd w:id="1"/></w:p>'
    built = document(docx(body))
    numbers = {kind: find(built, f"//w:{kind}")[0].get(f"{W}id") for kind in ("permStart", "permEnd", "bookmarkStart")}
    assert numbers["permStart"] == numbers["permEnd"] != numbers["bookmarkStart"]


def test_a_tag_in_the_line_above_footnotes_is_a_fault() -> None:
    note = f'<w:footnote w:type="separator" w:id="0">{NAME}</w:footnote>'
    named = relationships({"n": ("footnotes", "footnotes.xml")})
    more = {
        "word/footnotes.xml": f"{DECLARATION}<w:footnotes {DECLARED}>{note}</w:footnotes>",
        "word/_rels/document.xml.rels": named,
    }
    (only,) = faults(docx(NAME, section=PAPER, more=more))
    assert only.message == "catatan kaki: Ada tag atau penanda di garis pemisah catatan."


CONTENTS = (
    p("{%p daftar_isi %}")
    + p("{% for j in every_jabatan %}{% tautan j %}{{ j.nama }}{% endtautan %}{% endfor %}")
    + p("{%p enddaftar_isi %}")
)


def test_a_book_of_iki_can_be_a_template_again() -> None:
    made = book(docx(CONTENTS + NAME, header=NAME), CAMAT, LURAH)
    again = parts(made)
    again[MAIN] = again[MAIN].replace(b"<w:body>", f"<w:body>{CONTENTS}".encode(), 1)
    again["word/header1.xml"] = again["word/header1.xml"].replace(b"Camat", b"{{ jabatan.nama }}")
    built = book(zipped(again), CAMAT, LURAH)
    assert structure_faults(built) == []
    links = [one.get(f"{W}anchor") for one in find(built, "//w:hyperlink[position() <= 2]")][:2]
    names = [one.get(f"{W}name") for one in find(built, "//w:bookmarkStart")]
    assert links == names


def test_a_document_with_a_picture_of_iki_can_be_a_template_again() -> None:
    from test_word_language import FILES

    body = p("{{ 'logo.png' | gambar(lebar='2cm') }}{{ jabatan.nama }}")
    first = sound(compiled(docx(body)).document(CAMAT, whole(CAMAT, files=FILES)))
    again = parts(first)
    before, section, after = again[MAIN].partition(b"<w:sectPr")
    again[MAIN] = before + body.encode() + section + after
    built = sound(compiled(zipped(again)).document(CAMAT, whole(CAMAT, files=FILES)))
    assert structure_faults(built) == []
    assert len([name for name in parts(built) if name.startswith("word/media/")]) == 2


@pytest.mark.parametrize("prefix", ["x", ""])
def test_a_part_that_names_word_otherwise_is_refused(prefix: str) -> None:
    colon = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="{NS["w"]}"'
    inner = f"<{colon}p {space}><{colon}r><{colon}t>{{{{ jabatan.nama }}}}</{colon}t></{colon}r></{colon}p>"
    (only,) = faults(docx(inner))
    assert "Dokumen ini bukan dokumen Word biasa." in only.message


def test_core_properties_named_as_libreoffice_names_them_are_found() -> None:
    made = parts(docx(NAME, more=with_core("<x/>")))
    made["_rels/.rels"] = made["_rels/.rels"].replace(
        b"package/2006/relationships/m", b"officedocument/2006/relationships/m"
    )
    built = document_of(zipped(made), CAMAT)
    assert parts(built)["[Content_Types].xml"].count(f"/{CORE}".encode()) == 1
    assert b"<dc:title>Camat</dc:title>" in parts(built)[CORE]


def test_a_cover_without_a_header_stays_without_one_in_the_book() -> None:
    cover = f"<w:p><w:pPr><w:sectPr>{PAPER}</w:sectPr></w:pPr>{run('sampul {{ jabatan.nama }}')}</w:p>"
    built = book(docx(cover + p("isi"), header=p("KEPALA {{ jabatan.nama }}")), CAMAT, LURAH)
    assert structure_faults(built) == []
    names = {
        one.get("Id"): one.get("Target") for one in find(built, "//rel:Relationship", "word/_rels/document.xml.rels")
    }
    shown = [one.get(f"{{{NS['r']}}}id") for one in find(built, "//w:headerReference")]
    texts = [paragraphs(built, f"word/{str(names[each]).removeprefix('/word/')}") for each in shown]
    assert texts == [[""], ["KEPALA Camat"], [""], ["KEPALA Lurah"]]


@pytest.mark.parametrize("name", ["hdr1.xml", "header1.bin"])
def test_a_header_is_a_header_whatever_its_part_is_called(name: str) -> None:
    made = parts(docx(NAME, header=p("KEPALA {{ jabatan.nama }}")))
    made[f"word/{name}"] = made.pop("word/header1.xml")
    for part in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        made[part] = made[part].replace(b"header1.xml", name.encode())
    built = document_of(zipped(made), CAMAT)
    assert b"KEPALA Camat" in b"".join(
        b"".join(one.encode() for one in text.itertext()) for text in find(built, "/*", f"word/{name}")
    ).replace(b"</w:t>", b"")


VML = "urn:schemas-microsoft-com:vml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>{{{{ x }}}}</m:t></m:r></m:oMath>', "rumus (equation)"),
        ('<w:fldSimple w:instr=" PAGEREF {{ x }} "/>', "kode bidang (field) Word"),
        (text_box(p("x")).replace('name="Kotak"', 'name="Kotak" descr="{{ x }}"'), "teks alternatif gambar"),
        (text_box(p("x")).replace('name="Kotak"', 'name="Kotak" title="{{ x }}"'), "judul gambar"),
        (f'<w:hyperlink w:anchor="a" w:tooltip="{{{{ x }}}}">{run("x")}</w:hyperlink>', "keterangan tautan"),
        (f'<w:r><w:drawing><a:t xmlns:a="{DRAWING}">{{{{ x }}}}</a:t></w:drawing></w:r>', "gambar"),
        (
            '<w:r><w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="{{ x }}"/></w:pict></w:r>',
            "WordArt",
        ),
    ],
)
def test_a_tag_where_no_template_is_read_is_a_fault(content: str, what: str) -> None:
    holder = p(run("x")).replace("</w:p>", f"{content}</w:p>")
    assert any(f"Ada tag di {what}, yang tidak dibaca iki" in each for each in said(holder))


def test_a_tag_in_a_chart_is_a_fault_of_its_part() -> None:
    more: dict[str, str | bytes] = {"word/charts/chart1.xml": "<c><t>{{ jabatan.nama }}</t></c>"}
    (only,) = faults(docx(NAME, more=more))
    assert only.message == "word/charts/chart1.xml: Ada tag di grafik, yang tidak dibaca iki."


def test_an_equation_is_never_taken_along_by_a_paragraph_tag() -> None:
    equation = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>'
    body = p(run("{%p if jabatan.nama %}")).replace("</w:p>", f"{equation}</w:p>") + p("{%p endif %}")
    assert any("tidak sendirian di paragrafnya" in each for each in said(body))


@pytest.mark.parametrize(
    ("statement", "hint"),
    [("else if jabatan.kode", "Untuk syarat lain, tulis 'elif'."), ("endif jabatan.nama", "Tulis 'endif' saja.")],
)
def test_a_statement_that_says_too_much_is_named(statement: str, hint: str) -> None:
    body = p(f"{{% if jabatan.nama %}}a{{% {statement} %}}b{{% endif %}}")
    assert any(f"'{statement}' tidak dikenal." in each and hint in each for each in said(body))


def test_numbers_beyond_the_romans_stay_digits() -> None:
    assert paragraphs(document(docx(p("{{ 99999999999999999999 | romawi }}") + NAME)))[0] == "9" * 20


def test_a_second_body_is_refused() -> None:
    (only,) = faults(docx(f"<w:p><w:body>{NAME}</w:body></w:p>"))
    assert "Dokumen ini tidak punya isi." in only.message


def test_a_continued_cell_does_not_count_in_a_numbered_list() -> None:
    from test_word_editing import NUMBERING, STYLES

    cell = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr>'
    cell = f"<w:tc>{cell}{run('{%gabung s.nomor %}{{ s.uraian }}')}</w:p></w:tc>"
    rows = (tr("{%tr for s in jabatan.sasaran %}"), tr("{%tr for i in s.indikator %}"), f"<w:tr>{cell}</w:tr>")
    ends = (tr("{%tr endfor %}"), tr("{%tr endfor %}"))
    types = content_types(
        more='<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.numbering+xml"/>'
    )
    named = relationships({"styles": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")})
    more: dict[str, str | bytes] = {
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": STYLES,
        "[Content_Types].xml": types,
        "word/_rels/document.xml.rels": named,
    }
    built = document(docx(tbl(1, *rows, *ends) + p(), more=more))
    assert [one.get(f"{W}val") for one in find(built, "//w:numPr/w:numId")] == ["5", "0"]


def test_a_letterhead_that_names_only_the_office_stands_on_the_list_of_contents_too() -> None:
    built = book(docx(CONTENTS + NAME, header=p("{{ kantor.perangkat_daerah }}"), footer=NAME), CAMAT, LURAH)
    first = find(built, "//w:sectPr")[0]
    assert [len(first.findall(f"w:{kind}Reference", NS)) for kind in ("header", "footer")] == [1, 0]


def test_a_section_break_stands_last_among_the_properties_of_its_paragraph() -> None:
    cover = f'<w:p><w:pPr><w:sectPr>{PAPER}</w:sectPr><w:pStyle w:val="a"/></w:pPr>{run("{{ jabatan.nama }}")}</w:p>'
    (look,) = find(document(docx(cover + p())), "//w:pPr[w:pStyle]")
    assert look[-1].tag == f"{W}sectPr"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            p("{%p if jabatan.nama %}") + p("{%p elif jabatan.kode %}") * 3_000 + p("{%p endif %}"),
            "lebih dari 100 'elif'",
        ),
        (p("{{ jabatan.nama }}" * 20_001), "Bagian ini memuat lebih dari 20000 tag."),
        (p("{%p if jabatan.nama %}") * 2_000, "Blok bersarang lebih dari 10 tingkat."),
    ],
)
def test_more_than_python_could_compile_is_a_fault(body: str, message: str) -> None:
    assert any(message in each for each in said(body))


@pytest.mark.parametrize("root", ["<w:p {}/>", "<w:ins {}/>", "<w:document {}/>"])
def test_a_header_whose_root_is_none_is_refused(root: str) -> None:
    more: dict[str, str | bytes] = {"word/header1.xml": root.format(DECLARED)}
    (only,) = faults(docx(NAME, header=p("x"), more=more))
    assert only.message == "kepala halaman: Dokumen ini bukan dokumen Word biasa."


def test_a_file_that_python_docx_cannot_read_is_not_marked() -> None:
    from iki.word.compiler import compile_template
    from iki.word.remarks import marked

    template = docx(p("{{ salah }}"), more={"_rels/.rels": relationships({})})
    found = compile_template(template)
    assert isinstance(found, tuple)
    assert marked(template, found) is None


SIGN = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(*content: str) -> str:
    return "".join((SIGN.format("begin"), *content, SIGN.format("separate"), run("x"), SIGN.format("end")))


def test_no_condition_can_make_a_field_that_the_template_does_not_show() -> None:
    parts_of_it = (run("{% if jabatan.kode %}"), code("PAGE "), run("{% endif %}"), code("DDE a b"))
    assert any("Ada tag di dalam kode bidang (field) Word." in each for each in said(p(field(*parts_of_it))))


@pytest.mark.parametrize(
    "hidden",
    [
        f"<w:del {WHO}><w:r><w:delInstrText>PAGE </w:delInstrText></w:r></w:del>" + code("DDE a b"),
        f"<w:del {WHO}>{code('PAGE ')}</w:del>" + code("DDE a b"),
        run("DDEAUTO c:\\a"),
        code(' HYPERLINK "file://server/a" '),
        code(" PRINT "),
    ],
)
def test_a_field_is_judged_as_its_document_will_have_it(hidden: str) -> None:
    assert any("demi keamanan pembacanya" in each for each in said(p(field(hidden))))


def test_a_reference_names_the_bookmark_of_its_own_sheet() -> None:
    body = p(bookmark("Bab1", run("{{ jabatan.nama }}"))) + p(field(code(" REF Bab1 \\h ")))
    body += p('<w:fldSimple w:instr=" PAGEREF Bab1 "/>')
    built = book(docx(body), CAMAT, LURAH)
    names = [one.get(f"{W}name") for one in find(built, "//w:bookmarkStart")]
    assert [one.text for one in find(built, "//w:instrText")] == [f" REF {name} \\h " for name in names]
    assert [one.get(f"{W}instr") for one in find(built, "//w:fldSimple")] == [f" PAGEREF {name} " for name in names]


def test_old_drawings_have_names_of_their_own_in_each_copy() -> None:
    shapes = (
        f'<v:shapetype xmlns:v="{VML}" id="_x0000_t202"/><v:shape xmlns:v="{VML}" id="Kotak 1" type="#_x0000_t202"/>'
    )
    built = book(docx(p(f"<w:r><w:pict>{shapes}</w:pict></w:r>") + NAME), CAMAT, LURAH)
    kinds = [one.get("id") for one in find(built, "//*[local-name() = 'shapetype']")]
    assert kinds == ["_x0000_t202", "_x0000_t202_2"]
    assert [one.get("type") for one in find(built, "//*[local-name() = 'shape']")] == [f"#{kind}" for kind in kinds]
    assert find(built, "//*[local-name() = 'shape'][@id]") == []


def test_a_template_file_of_word_under_another_name_is_refused() -> None:
    types = content_types().replace("document.main+xml", "template.main+xml")
    (only,) = faults(docx(NAME, more={"[Content_Types].xml": types}))
    assert only.message == "halaman isi: Ini templat Word (.dotx) yang diganti namanya."


def test_a_part_that_unpacks_to_more_than_any_template_needs_is_refused() -> None:
    (only,) = faults(docx(NAME, more={"word/settings.xml": "<a>" + " " * 20_000_001 + "</a>"}))
    assert "isinya terlalu besar untuk sebuah templat" in only.message


def test_very_many_tags_in_one_paragraph_are_read_in_time() -> None:
    from time import process_time

    started = process_time()
    document_of(docx(p(*(run("{{ jabatan.nama }}") for _ in range(3_000)))), CAMAT)
    assert process_time() - started < 10


@pytest.mark.parametrize(
    "typed", ["{ jabatan.nama }", "{jabatan.nama}", "{ % if jabatan.nama % }", "{ {kantor.tahun} }"]
)
def test_a_tag_with_one_brace_is_named(typed: str) -> None:
    assert any("diawali satu kurung kurawal" in each for each in said(p(typed)))


def test_the_merge_tag_of_markdown_is_told_how_word_has_it() -> None:
    assert any("tanpa spasi sesudah '{%'" in each for each in said(p("{% gabung jabatan.nama %}x{% endgabung %}")))


def test_a_list_of_contents_of_no_sheets_is_a_fault_without_links_too() -> None:
    body = p("{%p daftar_isi %}") + p("Isi") + p("{%p enddaftar_isi %}") + p("{{ kantor.pemda }}")
    assert any("hanya berguna dalam templat yang memakai 'jabatan'" in each for each in said(body))


@pytest.mark.parametrize(
    "codes",
    [
        (code(' HYPERLINK \\o "x" "\\\\srv\\share\\a.exe" '),),
        (code(" HYPERLINK "), field(code(' QUOTE "a" '))),
        (field(code(" QUOTE 68 68 69 ")), code(" c:\\x ")),
    ],
)
def test_a_field_that_hides_what_it_does_is_refused(codes: tuple[str, ...]) -> None:
    assert any("demi keamanan pembacanya" in each for each in said(p(field(*codes))))


@pytest.mark.parametrize(
    "words", [' HYPERLINK \\l "Bab1" ', ' HYPERLINK "https://contoh.go.id" \\o "x" ', " IF 1 = 1 a b "]
)
def test_a_field_that_hides_nothing_passes(words: str) -> None:
    assert find(document(docx(p(field(code(words))) + NAME)), "//w:instrText") != []


@pytest.mark.parametrize("name", ["sasaran", "indikator"])
def test_a_name_whose_loop_was_deleted_is_told_which_one(name: str) -> None:
    (only,) = said(tbl(1, tr(f"{{{{ {name}.nama }}}}")) + p())
    assert f"'{name}' tidak ada" in only
    assert f"hanya ada di dalam 'for {name} in" in only


@pytest.mark.parametrize(
    "content",
    [
        (run("{% if jabatan.kode %}"), code("PAGE "), run("{% endif %}"), code("DDEAUTO c:\\x")),
        (run("{{ jabatan.tugas }}"),),
    ],
)
def test_no_tag_makes_the_code_of_a_field_that_shows_no_result(content: tuple[str, ...]) -> None:
    body = p(SIGN.format("begin"), *content, SIGN.format("end"))
    assert any("Ada tag di dalam kode bidang (field) Word." in each for each in said(body))


def test_a_field_whose_name_another_field_completes_is_refused() -> None:
    assert any(
        "demi keamanan pembacanya" in each
        for each in said(p(field(code("D"), field(code(' QUOTE "DE" ')), code(" a"))))
    )


def test_text_behind_a_field_inside_the_result_of_a_link_is_no_code() -> None:
    inner = field(code(" PAGE "))
    link = (SIGN.format("begin"), code(' HYPERLINK "https://a.id" '), SIGN.format("separate"), inner, run("teks"))
    built = document(docx(p(*link, SIGN.format("end")) + NAME))
    assert "Camat" in paragraphs(built)


def test_what_newer_versions_of_word_say_of_a_look_does_not_stand_beside_a_tag() -> None:
    newer = "http://schemas.microsoft.com/office/word/2010/wordml"
    look = f'<w:rPr><w14:ligatures xmlns:w14="{newer}" w14:val="none"/></w:rPr>'
    tag = p("{%p if jabatan.nama %}").replace("<w:r>", f"<w:r>{look}", 1)
    assert paragraphs(document(docx(tag + NAME + p("{%p endif %}")))) == ["Camat"]


def test_a_prefix_that_only_a_table_declares_is_known_when_its_columns_are_fitted() -> None:
    table = tbl(3, tr("{%tc if jabatan.nama %}", tc(p(run("x"), "<w:r/>")), "{%tc endif %}"))
    table = table.replace("<w:tbl>", '<w:tbl xmlns:z="urn:z">').replace("<w:r/>", '<w:r z:a="1"/>')
    assert grid(document(docx(table + NAME))) == [[("x", "")]]


def test_a_content_control_that_lost_all_its_cells_goes_with_them() -> None:
    row = f"<w:tr>{sdt(tc('{%tc if jabatan.kode %}') + tc('x') + tc('{%tc endif %}'))}{tc('y')}</w:tr>"
    assert find(document(docx(tbl(4, row) + NAME)), "//w:sdt") == []


def test_a_note_never_takes_the_number_of_the_line_above_notes() -> None:
    line = '<w:footnote w:type="separator" w:id="12"><w:p/></w:footnote>'
    note = f'<w:footnote w:id="13">{p("x")}</w:footnote>'
    more = {
        "word/footnotes.xml": f"{DECLARATION}<w:footnotes {DECLARED}>{line}{note}</w:footnotes>",
        "word/_rels/document.xml.rels": relationships({"n": ("footnotes", "footnotes.xml")}),
    }
    body = p("{{ jabatan.nama }}", '<w:r><w:footnoteReference w:id="13"/></w:r>')
    built = book(docx(body, section=PAPER, more=more), CAMAT, LURAH)
    numbers = [one.get(f"{W}id") for one in find(built, "//w:footnote", "word/footnotes.xml")]
    assert numbers == ["12", "13", "14"]


def test_a_tag_in_the_title_or_in_the_address_of_a_link_is_a_fault() -> None:
    core = '<x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>IKI {{ jabatan.nama }}</dc:title></x>'
    (only,) = faults(docx(NAME, more=with_core(core)))
    assert "Ada tag di judul dokumen: 'IKI {{ jabatan.nama }}'." in only.message
    named = relationships({"r": ("hyperlink", "https://a.id/%7B%7Bjabatan.id%7D%7D")})
    named = named.replace("/>", ' TargetMode="External"/>')
    (only,) = faults(docx(NAME, more={"word/_rels/document.xml.rels": named}))
    assert "Ada tag di alamat tautan" in only.message
