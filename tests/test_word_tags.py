"""Tags in a Word template: values and statements take effect however Word has cut them, and nothing else changes."""

import pytest
from word_files import (
    NS,
    PAPER,
    bookmark,
    document,
    docx,
    find,
    grid,
    indikator,
    jabatan,
    p,
    paragraphs,
    relationships,
    run,
    runs,
    sasaran,
    structure_faults,
    tbl,
    tc,
    text_box,
    text_of,
    tr,
)

from iki.model import Kantor

CAMAT = jabatan(
    "Camat",
    sasaran(1, "Pelayanan", indikator("Nilai SKM", "Renstra", "IKU"), indikator("Waktu layanan", "Renstra", "IKU")),
    sasaran(2, "Ketertiban", indikator("Jumlah patroli", "LKIP")),
    fungsi=("Perencanaan", "Pembinaan"),
    tugas="Memimpin",
)
EACH_ROW = ("{%tr for sasaran in jabatan.sasaran %}", "{%tr for indikator in sasaran.indikator %}")
PROOF = '<w:proofErr w:type="spellStart"/>'
END_OF_PROOF = '<w:proofErr w:type="spellEnd"/>'


def written(*content: str) -> list[tuple[str, str]]:
    """The runs that a paragraph of these runs becomes for the Camat."""
    return runs(document(docx(p(*content)), CAMAT))


def table_of(*cells: str) -> bytes:
    """A template whose table has one row of these cells for each indikator."""
    wide = len(cells)
    for_row, inner_for_row = (tr(tc(tag, span=wide)) for tag in EACH_ROW)
    end_row = tr(tc("{%tr endfor %}", span=wide))
    return docx(tbl(wide, for_row, inner_for_row, tr(*cells), end_row, end_row) + p())


# Values.


def test_a_value_stands_where_its_tag_stood() -> None:
    assert paragraphs(document(docx(p("Yth. {{ jabatan.nama }}, di tempat")), CAMAT)) == ["Yth. Camat, di tempat"]


def test_a_value_takes_the_format_of_its_tags_first_character_and_what_follows_keeps_its_own() -> None:
    assert written(run("Yth. {", "b"), run("{ jabatan", "i"), run(".nama }} di tempat", "u")) == [
        ("Yth. Camat", "b"),
        (" di tempat", "u"),
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_a_tag_in_many_runs_is_one_tag(size: int) -> None:
    tag = "{{ jabatan.nama }}"
    cut = [run(tag[start : start + size]) for start in range(0, len(tag), size)]
    assert written(*cut) == [("Camat", "")]


def test_what_word_puts_between_the_runs_of_a_tag_does_not_matter() -> None:
    between = bookmark("_GoBack", run("abatan.na"))
    assert written(run("{{ j"), PROOF, between, END_OF_PROOF, "<w:r><w:t>ma }}</w:t></w:r>") == [("Camat", "")]


def test_a_tab_or_line_break_inside_a_tag_is_a_space() -> None:
    assert written("<w:r><w:t>{{</w:t><w:tab/><w:t>jabatan.nama</w:t><w:br/><w:t>}}</w:t></w:r>") == [("Camat", "")]
    assert not find(document(docx(p("<w:r><w:t>{{</w:t><w:tab/><w:t>jabatan.nama }}</w:t></w:r>")), CAMAT), "//w:tab")


def test_several_tags_in_one_run_are_each_replaced() -> None:
    assert written(run("{{ jabatan.nama }}/{{ jabatan.tugas }}/{{ jabatan.nama }}", "b")) == [
        ("Camat/Memimpin/Camat", "b")
    ]


def test_a_tag_may_begin_in_the_run_in_which_another_ends() -> None:
    assert written(run("{{ jabatan.", "b"), run("nama }}{{ jaba", "i"), run("tan.tugas }}!", "u")) == [
        ("Camat", "b"),
        ("Memimpin", "i"),
        ("!", "u"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        ("{{\u00a0jabatan.nama\u202f}}",),
        ("{{ \u201cCamat\u201d }}",),
        ("{{ \u2018Camat\u2019 }}",),
        ("{{ \u201eCamat\u201d }}",),
        ("{% if\u00a0jabatan.nama == \u201cCamat\u201d %}", "Camat", "{%\u00a0endif\u202f%}"),
    ],
)
def test_quotes_and_spaces_that_word_made_typographic_are_plain_inside_a_tag(content: tuple[str, ...]) -> None:
    assert paragraphs(document(docx(p(*content)), CAMAT)) == ["Camat"]


def test_quotes_and_spaces_outside_tags_stay_typographic() -> None:
    assert written("\u201c{{ jabatan.nama }}\u201d\u00a0!") == [("\u201cCamat\u201d\u00a0!", "")]


def test_a_comment_leaves_nothing_but_the_text_around_it() -> None:
    assert written(run("Yth. {# sebut", "b"), run(" {{ nama }} #}Bapak", "i")) == [("Yth. ", "b"), ("Bapak", "i")]


@pytest.mark.parametrize("text", ["${ttd_pengirim}", "{nama}", "100 %", "{}", "a } b"])
def test_what_is_no_tag_of_iki_stays_in_its_run(text: str) -> None:
    assert written(run("A"), run(text, "b"), run("{{ jabatan.nama }}")) == [("A", ""), (text, "b"), ("Camat", "")]


def test_an_empty_field_prints_nothing() -> None:
    assert written("[{{ jabatan.unit }}]") == [("[]", "")]


def test_a_list_of_texts_is_joined_by_commas() -> None:
    assert written("{{ jabatan.fungsi }}") == [("Perencanaan, Pembinaan", "")]


@pytest.mark.parametrize(
    ("says", "printed"),
    [
        ("{{ jabatan.tambahan.nomor }}", "7"),
        ("{{ jabatan.tambahan.tidak_ada }}", ""),
        ("{{ jabatan.tambahan.nomor.lagi }}", ""),
        ("{{ jabatan.tambahan.daftar }}", "a, b"),
        ("{{ jabatan.tambahan.kelompok.dalam }}", "isi"),
        ("{{ jabatan.tambahan.kelompok }}", "dalam: isi, kosong: "),
        ("{{ jabatan.tambahan.kelompok.items }}", ""),
    ],
)
def test_whatever_stands_below_tambahan_can_be_printed(says: str, printed: str) -> None:
    tambahan = {"nomor": "7", "daftar": ["a", "b"], "kelompok": {"dalam": "isi", "kosong": None}}
    assert "".join(paragraphs(document(docx(p(says)), jabatan(tambahan=tambahan)))) == printed


@pytest.mark.parametrize(("number", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (703, "aaa")])
def test_huruf_counts_in_letters(number: int, letters: str) -> None:
    assert paragraphs(document(docx(p(f"{{{{ {number} | huruf }}}}")), CAMAT)) == [letters]


def test_kantor_prints_the_office() -> None:
    office = Kantor(pemda="Kota Bontang", atasan_luar={"wali-kota": "Wali Kota"})
    template = docx(p("{{ kantor.pemda }}{{ jabatan.kode }}"))
    assert paragraphs(document(template, CAMAT, office)) == ["Kota Bontang"]


# Values are text, never XML.


@pytest.mark.parametrize(
    "text",
    [
        "A & B",
        "<b>tebal</b>",
        "]]>",
        "</w:t></w:r></w:p>",
        "&amp;&#65;",
        "{{ jabatan.tugas }}",
        "{% if %}",
        "{# #}",
        " dua  spasi ",
        "\"'",
        "💯 é \u00a0\u200b",
        "${ttd}",
    ],
)
def test_a_value_is_printed_to_the_letter(text: str) -> None:
    built = document(docx(p("[{{ jabatan.nama }}]")), jabatan(text))
    assert paragraphs(built) == [f"[{text}]"]
    assert structure_faults(built) == []


def test_a_value_keeps_the_spaces_at_its_ends() -> None:
    built = document(docx(p("{{ jabatan.nama }}")), jabatan(" Camat "))
    assert paragraphs(built) == [" Camat "]
    assert structure_faults(built) == []


def test_a_line_end_in_a_value_becomes_a_line_break_of_the_same_run() -> None:
    built = document(docx(p(run("{{ jabatan.tugas }}.", "b"))), jabatan(tugas="satu\n\n dua "))
    assert paragraphs(built) == ["satu\n\n dua ."]
    assert len(find(built, "//w:r[w:rPr/w:b]/w:br")) == 2
    assert structure_faults(built) == []


# Statements inside a paragraph.


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("{% if jabatan.nama %}ya{% endif %}", "ya"),
        ("{% if jabatan.unit %}ya{% endif %}.", "."),
        ("{% if jabatan.unit %}ya{% elif jabatan.kode %}kode{% else %}tidak{% endif %}.", "tidak."),
        (
            "{% for f in jabatan.fungsi %}{% if not loop.first %}; {% endif %}{{ f }}{% endfor %}",
            "Perencanaan; Pembinaan",
        ),
        (
            "{{ jabatan.nama }}{% if jabatan.nama %}{{ jabatan.tugas }}{% endif %}{{ jabatan.nama }}",
            "CamatMemimpinCamat",
        ),
    ],
)
def test_statements_that_share_a_run_keep_their_order(sentence: str, printed: str) -> None:
    assert paragraphs(document(docx(p(sentence)), CAMAT)) == [printed]


def test_a_line_break_behind_a_statement_in_its_run_goes_with_what_follows() -> None:
    split = "<w:r><w:t>{% if jabatan.unit %}a</w:t><w:br/><w:t>b{% endif %}c</w:t><w:br/><w:t>d</w:t></w:r>"
    assert paragraphs(document(docx(p(split)), CAMAT)) == ["c\nd"]


@pytest.mark.parametrize(
    ("nama", "printed"),
    [
        ("Camat", [("Yth. ", "b"), ("Bapak ", "i"), ("Camat", "u"), (".", "b")]),
        ("Lurah", [("Yth. ", "b"), ("Ibu ", "u"), ("Lurah", ""), (".", "b")]),
        ("Kasi", [("Yth. ", "b"), ("Sdr.", "i"), (".", "b")]),
    ],
)
def test_a_condition_in_a_sentence_keeps_the_format_of_each_branch(nama: str, printed: list[tuple[str, str]]) -> None:
    template = docx(
        p(
            run("Yth. {% if jabatan.nama", "b"),
            run(' == "Camat" %}Bapak ', "i"),
            run("{{ jabatan.nama }}", "u"),
            run("{% elif jabatan.nama == 'Lurah' %}Ibu ", "u"),
            run("{{ jabatan.nama }}{% else"),
            run(" %}Sdr.{% end", "i"),
            run("if %}.", "b"),
        )
    )
    assert runs(document(template, jabatan(nama))) == printed


def test_a_loop_in_a_sentence_repeats_what_stands_between_its_tags() -> None:
    loop = ("{% for fungsi in jabatan.fungsi %}{{ loop.index }}. {{ fungsi }}", "{% if not loop.last %}; ")
    assert written("Fungsi: ", *loop, "{% endif %}", "{% endfor %}.") == [("Fungsi: 1. Perencanaan; 2. Pembinaan.", "")]


def test_a_loop_over_formatted_runs_repeats_their_formats() -> None:
    assert written(run("{% for f in jabatan.fungsi %}"), run("{{ f }}", "b"), run(", ", "i"), "{% endfor %}") == [
        ("Perencanaan", "b"),
        (", ", "i"),
        ("Pembinaan", "b"),
        (", ", "i"),
    ]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("jabatan.nama", True),
        ("jabatan.unit", False),
        ("not jabatan.unit", True),
        ("jabatan.mencakup", False),
        ("jabatan.nama != 'Camat'", False),
        ("jabatan.unit or jabatan.nama", True),
        ("jabatan.unit and jabatan.nama", False),
        ("(jabatan.unit or jabatan.nama) and jabatan.fungsi", True),
        ("jabatan.unit == none", True),
        ("jabatan.tambahan.apa_saja", False),
        ("2 > 1", True),
        ("1 >= 2", False),
    ],
)
def test_a_condition_holds_or_not(condition: str, holds: bool) -> None:
    sentence = p(f"{{% if {condition} %}}", "ya", "{% else %}", "tidak", "{% endif %}")
    assert paragraphs(document(docx(sentence), CAMAT)) == ["ya" if holds else "tidak"]


# Statements that take their paragraph.


def test_a_loop_over_paragraphs_leaves_no_trace_of_its_tags() -> None:
    body = p("awal") + p("{%p for f in jabatan.fungsi %}") + p("{{ loop.index | huruf }}. {{ f }}") + p("{%p endfor %}")
    assert paragraphs(document(docx(body + p("akhir")), CAMAT)) == ["awal", "a. Perencanaan", "b. Pembinaan", "akhir"]


def test_a_condition_over_paragraphs_keeps_one_branch() -> None:
    body = p("{%p if jabatan.unit %}") + p("ada") + p("{%p elif jabatan.kode %}") + p("kode")
    body += p("{%p else %}") + p("tidak") + p("ada") + p("{%p endif %}")
    assert paragraphs(document(docx(body), CAMAT)) == ["tidak", "ada"]


def test_a_loop_over_paragraphs_repeats_tables_between_them() -> None:
    body = p("{%p for sasaran in jabatan.sasaran %}") + tbl(1, tr("{{ sasaran.uraian }}")) + p() + p("{%p endfor %}")
    built = document(docx(body), CAMAT)
    assert [grid(built, 1), grid(built, 2)] == [[[("Pelayanan", "")]], [[("Ketertiban", "")]]]
    assert structure_faults(built) == []


def test_a_paragraph_tag_split_over_runs_takes_the_paragraph() -> None:
    body = p(run("{%"), PROOF, run("p if jaba"), run("tan.unit %}")) + p("ada") + p(run("{%p "), run("endif %}"))
    assert paragraphs(document(docx(body + p("akhir")), CAMAT)) == ["akhir"]


def test_lines_of_a_text_become_paragraphs_with_baris() -> None:
    body = p("{%p for baris in jabatan.tugas | baris %}") + p("{{ baris }}") + p("{%p endfor %}")
    assert paragraphs(document(docx(body), jabatan(tugas="satu\ndua"))) == ["satu", "dua"]
    assert paragraphs(document(docx(body + p("akhir")), jabatan(tugas=None))) == ["akhir"]


# Statements that take their row.


def test_nested_loops_over_rows_make_a_row_for_each_indikator() -> None:
    template = table_of("{{ sasaran.nomor }}", "{{ sasaran.uraian }}", "{{ indikator.nama }}")
    assert grid(document(template, CAMAT)) == [
        [("1", ""), ("Pelayanan", ""), ("Nilai SKM", "")],
        [("1", ""), ("Pelayanan", ""), ("Waktu layanan", "")],
        [("2", ""), ("Ketertiban", ""), ("Jumlah patroli", "")],
    ]


def test_a_condition_takes_rows_out() -> None:
    body = tbl(1, tr("kepala"), tr("{%tr if jabatan.unit %}"), tr("unit"), tr("{%tr endif %}"), tr("kaki"))
    assert grid(document(docx(body + p()), CAMAT)) == [[("kepala", "")], [("kaki", "")]]


# Cells that merge downwards.


def test_cells_of_one_key_merge_across_nested_loops() -> None:
    template = table_of("{%gabung sasaran.nomor %}{{ sasaran.uraian }}", "{{ indikator.nama }}")
    built = document(template, CAMAT)
    assert grid(built) == [
        [("Pelayanan", "restart"), ("Nilai SKM", "")],
        [("", "continue"), ("Waktu layanan", "")],
        [("Ketertiban", "restart"), ("Jumlah patroli", "")],
    ]
    assert structure_faults(built) == []


def test_neighbours_that_read_alike_stay_apart_when_their_keys_differ() -> None:
    alike = jabatan("Camat", sasaran(1, "Sama", "a"), sasaran(2, "Sama", "b"))
    assert grid(document(table_of("{%gabung sasaran.nomor %}{{ sasaran.uraian }}"), alike)) == [
        [("Sama", "restart")],
        [("Sama", "restart")],
    ]


def test_neighbours_of_one_key_merge_though_they_stand_in_different_sasaran() -> None:
    built = document(table_of("{{ indikator.nama }}", "{%gabung indikator.sumber_data %}x"), CAMAT)
    assert [row[1][1] for row in grid(built)] == ["restart", "continue", "restart"]


def test_a_key_of_several_parts_differs_when_one_of_them_does() -> None:
    every = sasaran(1, "S", indikator("a", "IKU"), indikator("b", "IKU")), sasaran(2, "T", indikator("c", "IKU"))
    built = document(table_of("{%gabung sasaran.nomor, indikator.sumber_data %}x"), jabatan("Camat", *every))
    assert [row[0][1] for row in grid(built)] == ["restart", "continue", "restart"]


def test_a_key_of_a_group_is_named_by_year_or_by_several_words() -> None:
    about = jabatan("Camat", tambahan={"2026": "85%", "Triwulan I": "20%", "dalam": {"2027": "90%"}})
    written = ("jabatan.tambahan.2026", "jabatan.tambahan['Triwulan I']", "jabatan.tambahan.dalam.2027")
    body = p(*(f"{{{{ {each} }}}} " for each in written), "{{ jabatan.tambahan.2030 }}{{ jabatan.tambahan['x']['y'] }}")
    assert paragraphs(document(docx(body), about)) == ["85% 20% 90% "]


def test_a_key_that_comes_back_after_another_starts_anew() -> None:
    about = jabatan("Camat", sasaran(1, "S", indikator("a", "IKU"), indikator("b", "LKIP"), indikator("c", "IKU")))
    built = document(table_of("{%gabung indikator.sumber_data %}x"), about)
    assert grid(built) == [[("x", "restart")]] * 3


def test_a_continued_cell_holds_one_empty_paragraph_that_looks_like_the_first() -> None:
    styled = '<w:p><w:pPr><w:pStyle w:val="Isi"/></w:pPr><w:r><w:t>{%gabung 1 %}satu</w:t></w:r></w:p>'
    built = document(table_of(tc(styled, "dua")), CAMAT)
    continued = find(built, "//w:tc[w:tcPr/w:vMerge/@w:val='continue']")
    assert [len(cell.findall("w:p", NS)) for cell in continued] == [1, 1]
    styles = find(built, "//w:tc[w:tcPr/w:vMerge/@w:val='continue']/w:p/w:pPr/w:pStyle[@w:val='Isi']")
    assert len(styles) == 2


def test_a_merge_stands_in_its_place_among_the_properties_of_a_cell() -> None:
    look = '<w:tcPr><w:tcW w:w="9" w:type="dxa"/><w:gridSpan w:val="1"/><w:shd w:fill="FF0000"/><w:vAlign/></w:tcPr>'
    built = document(table_of(f"<w:tc>{look}{p('{%gabung 1 %}x')}</w:tc>"), CAMAT)
    for cell in find(built, "//w:tc/w:tcPr"):
        assert [child.tag.split("}")[1] for child in cell] == ["tcW", "gridSpan", "vMerge", "shd", "vAlign"]


def test_each_table_starts_anew() -> None:
    body = p("{%p for f in jabatan.fungsi %}") + tbl(1, tr("{%gabung 1 %}{{ f }}"), tr("{%gabung 1 %}lagi")) + p()
    built = document(docx(body + p("{%p endfor %}")), CAMAT)
    assert grid(built, 1) == [[("Perencanaan", "restart")], [("", "continue")]]
    assert grid(built, 2) == [[("Pembinaan", "restart")], [("", "continue")]]


def test_a_nested_table_merges_on_its_own() -> None:
    inner = tbl(1, tr("{%gabung 1 %}dalam"), tr("{%gabung 1 %}dalam"))
    body = tbl(1, tr(tc("{%gabung 1 %}luar", inner, p())), tr(tc(inner, "{%gabung 2 %}luar")))
    built = document(docx(body + p()), CAMAT)
    assert [cell[0][1] for number in (2, 3) for cell in grid(built, number)] == ["restart", "continue"] * 2
    assert structure_faults(built) == []


def test_merging_stops_at_a_row_without_such_a_cell() -> None:
    body = tbl(2, tr("{%gabung 1 %}a", "x"), tr(tc("sela", span=2)), tr("{%gabung 1 %}b", "x"), tr("c", "x"))
    built = document(docx(body + p()), CAMAT)
    assert [row[0] for row in grid(built)] == [("a", "restart"), ("sela", ""), ("b", "restart"), ("c", "")]
    assert structure_faults(built) == []


def test_merging_runs_on_from_one_row_of_the_template_to_another() -> None:
    body = tbl(2, tr("{%gabung 1 %}a", "x"), tr("{%gabung 1 %}b", "y"))
    assert grid(document(docx(body + p()), CAMAT)) == [[("a", "restart"), ("x", "")], [("", "continue"), ("y", "")]]


def test_merging_does_not_run_on_into_a_cell_of_another_width() -> None:
    body = tbl(2, tr("{%gabung 1 %}a", "x"), tr(tc("{%gabung 1 %}b", span=2)))
    built = document(docx(body + p()), CAMAT)
    assert grid(built) == [[("a", "restart"), ("x", "")], [("b", "restart")]]
    assert structure_faults(built) == []


def test_wide_cells_merge_and_keep_their_width() -> None:
    for_row, end_row = tr(tc(EACH_ROW[0], span=4)), tr(tc("{%tr endfor %}", span=4))
    row = tr("{{ sasaran.nomor }}", tc("{%gabung 1 %}lebar", span=2), "x")
    built = document(docx(tbl(4, for_row, row, end_row) + p()), CAMAT)
    assert [row[1] for row in grid(built)] == [("lebar", "restart"), ("", "continue")]
    assert structure_faults(built) == []


def test_rows_that_a_condition_leaves_out_do_not_end_a_merge() -> None:
    for_row, end_row = tr(EACH_ROW[0]), tr("{%tr endfor %}")
    gap = tr("{%tr if jabatan.unit %}") + tr("sela") + tr("{%tr endif %}")
    built = document(docx(tbl(1, for_row, tr("{%gabung 1 %}x"), gap, end_row) + p()), CAMAT)
    assert grid(built) == [[("x", "restart")], [("", "continue")]]


# What Word requires is put back.


def test_a_cell_that_a_condition_emptied_gets_a_paragraph_back() -> None:
    cell = tc("{%p if jabatan.unit %}", "unit", "{%p endif %}")
    built = document(docx(tbl(1, tr(cell)) + p()), CAMAT)
    assert grid(built) == [[("", "")]]
    assert structure_faults(built) == []


def test_a_cell_that_keeps_its_paragraphs_gets_none_added() -> None:
    cell = tc("{%p if jabatan.nama %}", "nama", "{%p endif %}")
    assert grid(document(docx(tbl(1, tr(cell)) + p()), CAMAT)) == [[("nama", "")]]


def test_a_cell_that_ends_with_a_table_gets_a_paragraph_behind_it() -> None:
    cell = tc(tbl(1, tr("dalam")), "{%p if jabatan.unit %}", "unit", "{%p endif %}")
    built = document(docx(tbl(1, tr(cell)) + p()), CAMAT)
    assert grid(built, 2) == [[("dalam", "")]]
    assert structure_faults(built) == []


def test_a_table_that_loses_all_rows_goes() -> None:
    body = p("awal") + tbl(1, tr("{%tr for f in jabatan.fungsi %}"), tr("{{ f }}"), tr("{%tr endfor %}")) + p("akhir")
    built = document(docx(body), jabatan(fungsi=()))
    assert (find(built, "//w:tbl"), paragraphs(built)) == ([], ["awal", "akhir"])
    assert structure_faults(built) == []


def test_a_table_goes_with_its_merged_cells_and_the_next_one_stays() -> None:
    lost = tbl(1, tr("{%tr for f in jabatan.fungsi %}"), tr("{%gabung 1 %}{{ f }}"), tr("{%tr endfor %}"))
    built = document(docx(lost + p() + tbl(1, tr("tetap")) + p()), jabatan(fungsi=()))
    assert grid(built) == [[("tetap", "")]]


def test_a_nested_table_that_goes_leaves_a_sound_cell() -> None:
    lost = tbl(1, tr("{%tr for f in jabatan.fungsi %}"), tr("{{ f }}"), tr("{%tr endfor %}"))
    built = document(docx(tbl(1, tr(tc(lost, p()))) + p()), jabatan(fungsi=()))
    assert grid(built) == [[("", "")]]
    assert structure_faults(built) == []


def test_a_header_that_a_condition_emptied_gets_a_paragraph_back() -> None:
    emptied = p("{%p if jabatan.unit %}") + p("unit") + p("{%p endif %}")
    built = document(docx(p(), header=emptied), CAMAT)
    assert paragraphs(built, "word/header1.xml") == [""]
    assert structure_faults(built) == []


# Everywhere.


def test_tags_work_in_headers_and_footers() -> None:
    footer = tbl(1, tr("{%tr for f in jabatan.fungsi %}"), tr("{{ f }}"), tr("{%tr endfor %}")) + p()
    built = document(docx(p(), header=p("{{ jabatan.nama }}"), footer=footer), CAMAT)
    assert paragraphs(built, "word/header1.xml") == ["Camat"]
    assert grid(built, 1, "word/footer1.xml") == [[("Perencanaan", "")], [("Pembinaan", "")]]


def test_tags_work_in_nested_tables() -> None:
    inner = tbl(1, tr("{%tr for f in jabatan.fungsi %}"), tr("{{ f }}"), tr("{%tr endfor %}"))
    built = document(docx(tbl(2, tr("{{ jabatan.nama }}", tc(inner, p()))) + p()), CAMAT)
    assert grid(built, 1) == [[("Camat", ""), ("", "")]]
    assert grid(built, 2) == [[("Perencanaan", "")], [("Pembinaan", "")]]


def test_tags_work_in_text_boxes_and_beside_them() -> None:
    box = text_box(p("{%p if jabatan.nama %}"), p("dalam {{ jabatan.nama }}"), p("{%p endif %}"))
    built = document(docx(p("luar {{ jabatan", box, ".nama }}!")), CAMAT)
    assert paragraphs(built) == ["luar Camat!", "dalam Camat"]
    assert structure_faults(built) == []


def test_a_text_box_that_a_condition_emptied_gets_a_paragraph_back() -> None:
    box = text_box(p("{%p if jabatan.unit %}"), p("unit"), p("{%p endif %}"))
    assert structure_faults(document(docx(p("x", box)), CAMAT)) == []


def test_tags_work_inside_a_hyperlink_and_a_content_control() -> None:
    link = f'<w:hyperlink w:anchor="x">{run("{{ jabatan.nama }}")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtContent>{run('{% if jabatan.nama %}ya')}{run('{% endif %}')}</w:sdtContent></w:sdt>"
    assert [text_of(paragraph) for paragraph in find(document(docx(p(link, control)), CAMAT), "//w:p")] == ["Camatya"]


def test_a_tag_in_a_footnote_is_filled_in() -> None:
    note = f'<w:footnotes xmlns:w="{NS["w"]}"><w:footnote w:id="2">{p("{{ jabatan.nama }}")}</w:footnote></w:footnotes>'
    body = p("{{ jabatan.nama }}", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    named = relationships({"n": ("footnotes", "footnotes.xml")})
    more = {"word/footnotes.xml": note, "word/_rels/document.xml.rels": named}
    built = document(docx(body, section=PAPER, more=more), CAMAT)
    assert paragraphs(built, "word/footnotes.xml") == ["Camat"]


def test_text_without_tags_keeps_its_xml_but_for_the_marks_of_editing() -> None:
    kept = '<w:p w:rsidR="00AA"><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t>biasa</w:t></w:r></w:p>'
    built = document(docx(kept + p("{{ jabatan.nama }}")), CAMAT)
    assert len(find(built, "//w:p[not(@*)][w:pPr/w:jc/@w:val='both'][w:r/w:t='biasa']")) == 1
