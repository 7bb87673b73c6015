"""Markdown documents: every text shows to the letter on GitHub, every row is one line, every fault has its line."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from conftest import CHECKOUT
from markdown_it import MarkdownIt
from word_files import indikator, jabatan, sasaran, whole

from iki import checking, project
from iki.diagnostics import Diagnostic, Level
from iki.model import Jabatan
from iki.render import Rendering
from iki.render.md import compile_template, escape

CAMAT = jabatan(
    "Camat",
    sasaran(1, "Pelayanan", indikator("Nilai SKM"), indikator("Waktu layanan")),
    sasaran(2, "Pelayanan", indikator("Jumlah\npatroli")),
    fungsi=("Perencanaan", "Pembinaan"),
)
LURAH = jabatan("Lurah", sasaran(1, None, indikator("Kebersihan", formulasi=None)))


def compiled(template: str) -> Rendering:
    made = compile_template(template.encode(), "iki.md.j2")
    assert isinstance(made, Rendering), [diagnostic.message for diagnostic in made]
    return made


def document(template: str, about: Jabatan = CAMAT) -> str:
    return b"".join(compiled(template).document(about, whole(about)).content).decode()


def book(template: str, every_jabatan: Sequence[Jabatan]) -> str:
    return b"".join(compiled(template).book(whole(*every_jabatan)).content).decode()


def faults(template: str | bytes) -> tuple[Diagnostic, ...]:
    content = template if isinstance(template, bytes) else template.encode()
    made = compile_template(content, "templates/iki.md.j2")
    assert not isinstance(made, Rendering), "the template was taken as sound"
    return made


# Texts.


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("biasa, (95%) dan 1/2!", "biasa, (95%) dan 1/2!"),
        ("# judul", "\\# judul"),
        ("- butir", "\\- butir"),
        ("+ butir", "\\+ butir"),
        ("* butir", "\\* butir"),
        ("1. butir", "1\\. butir"),
        ("12) butir", "12\\) butir"),
        ("===", "\\==="),
        ("---", "\\---"),
        ("> kutipan", "&gt; kutipan"),
        ("    kode", "&#32;&#32;&#32;&#32;kode"),
        ("```", "\\`\\`\\`"),
        ("~~~", "\\~\\~\\~"),
        ("a - b # c", "a - b # c"),
        ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"),
        ("[a](b)", "\\[a\\](b)"),
        ("a | b", "a \\| b"),
        ("$x$", "\\$x\\$"),
        ("\\n", "\\\\n"),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("satu\ndua", "satu<br>dua"),
        ("http://a.b", "http\\://a.b"),
        ("www.a.b dan WWW.c", "www\\.a.b dan WWW\\.c"),
        ("a@b.c", "a@<!-- -->b.c"),
        ("@camat", "@<!-- -->camat"),
        ("lihat #12", "lihat #<!-- -->12"),
        ("rasio 1:2", "rasio 1:2"),
        ("", ""),
    ],
)
def test_a_text_is_escaped_only_where_github_would_read_markup(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize("shape", ["{}", "a{}", "{}a", "a{}a", "a {} a", "1{} a", "www{}a", "a{}1", "a:{}/"])
def test_what_is_seen_to_be_plain_needs_no_escape(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    every = [shape.format(chr(number)) for number in range(0x250)]
    told = list(map(escape, every))
    monkeypatch.setattr("iki.render.md._PLAIN", re.compile(r"(?!)"))
    assert list(map(escape, every)) == told


@pytest.mark.parametrize(
    "text", ["# a", "- a", "1. a", "> a", "***", "```a", "<div>", "    a", "| a |", "[a]: b", "==="]
)
def test_a_text_that_reads_like_markup_stays_a_paragraph(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(document("{{ jabatan.nama }}\n", jabatan(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or ()) == text


def test_markup_of_the_template_itself_is_kept() -> None:
    assert document("# **{{ jabatan.nama }}** <br>\n", jabatan("a*b")) == "# **a\\*b** <br>\n"


def test_null_prints_nothing_and_a_list_is_joined() -> None:
    assert document("[{{ jabatan.unit }}] {{ jabatan.fungsi }}\n") == "[] Perencanaan, Pembinaan\n"


# Templates.

TABLE = """\
| NO | SASARAN | INDIKATOR |
| --- | --- | --- |
{% for sasaran in jabatan.sasaran %}
{% for indikator in sasaran.indikator %}
| {% gabung sasaran.nomor %}{{ sasaran.nomor }}.{% endgabung %} | {% gabung sasaran.nomor %}{{ sasaran.uraian }}\
{% endgabung %} | {{ indikator.nama }} |
{% endfor %}
{% endfor %}
"""


def test_a_table_has_one_line_a_row_and_blank_continued_cells() -> None:
    assert document(TABLE) == (
        "| NO | SASARAN | INDIKATOR |\n"
        "| --- | --- | --- |\n"
        "| 1. | Pelayanan | Nilai SKM |\n"
        "|  |  | Waktu layanan |\n"
        "| 2. | Pelayanan | Jumlah<br>patroli |\n"
    )


def test_a_key_of_several_parts_differs_when_one_of_them_does() -> None:
    template = (
        "{% for s in jabatan.sasaran %}\n{% for i in s.indikator %}\n"
        "| {% gabung s.nomor, i.sumber_data %}{{ i.sumber_data }}{% endgabung %} |\n{% endfor %}\n{% endfor %}\n"
    )
    every = sasaran(1, "S", indikator("a", "IKU"), indikator("b", "IKU")), sasaran(2, "T", indikator("c", "IKU"))
    assert document(template, jabatan("Camat", *every)) == "| IKU |\n|  |\n| IKU |\n"


def test_lines_with_statements_alone_leave_no_line() -> None:
    template = "a\n  {% if jabatan.unit %}\nb\n  {% elif jabatan.nama %}\nc\n  {% else %}\nd\n  {% endif %}\ne\n"
    assert document(template) == "a\nc\ne\n"


def test_a_comment_of_the_template_is_not_printed() -> None:
    assert document("a{# {{ salah }} #}b\n") == "ab\n"


def test_a_template_saved_by_notepad_works_like_any_other() -> None:
    notepad = b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode()
    made = compile_template(notepad, "iki.md.j2")
    assert isinstance(made, Rendering)
    assert b"".join(made.document(CAMAT, whole(CAMAT)).content).decode() == document(TABLE)


# The book.


def test_the_book_holds_all_positions_in_order() -> None:
    assert book("# {{ jabatan.nama }}\n", [LURAH, CAMAT]) == "# Lurah\n\n# Camat\n"


def test_merging_starts_anew_with_each_position_of_the_book() -> None:
    assert book(TABLE, [CAMAT, LURAH]) == document(TABLE, CAMAT) + "\n" + document(TABLE, LURAH)
    assert "| 1. |  | Kebersihan |\n" in document(TABLE, LURAH)


def test_a_template_that_uses_only_every_jabatan_renders_once() -> None:
    template = "{% for jabatan in every_jabatan %}\n- {{ jabatan.nama }}\n{% endfor %}\nselesai\n"
    assert not compiled(template).per_jabatan
    assert book(template, [CAMAT, LURAH]) == "- Camat\n- Lurah\nselesai\n"


def test_a_template_that_uses_jabatan_is_one_of_each() -> None:
    assert compiled("{{ jabatan.nama }}").per_jabatan


def test_the_book_of_the_ten_positions_names_every_cell_in_order() -> None:
    checked = checking.check(project.find(CHECKOUT))
    made = compile_template((CHECKOUT / "templates" / "iki.md.j2").read_bytes(), "iki.md.j2")
    assert isinstance(made, Rendering)
    all_positions = whole(*checked.every_jabatan, office=checked.kantor)
    tokens = MarkdownIt("commonmark").enable("table").parse(b"".join(made.book(all_positions).content).decode())
    cells = [
        "".join({"<br>": "\n", "<!-- -->": ""}.get(one.content, one.content) for one in cell.children or ())
        for opening, cell in pairwise(tokens)
        if opening.type == "td_open"
    ]
    assert cells[2::5] == [
        indikator.nama
        for each in all_positions.every_jabatan
        for sasaran in each.sasaran
        for indikator in sasaran.indikator
    ]
    assert [number for number in cells[0::5] if number] == [
        f"{sasaran.nomor}." for each in all_positions.every_jabatan for sasaran in each.sasaran
    ]


# Faults.


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("a\n\n{{ jabatan.tugass }}\n", 3, "'jabatan.tugass' tidak ada. Maksud Anda 'tugas'?"),
        ("{{ jabatam.nama }}", 1, "'jabatam' tidak ada. Maksud Anda 'jabatan'?"),
        ("a\n{{ jabatan.nama }}\n\nb {{ x }}\n", 4, "'x' tidak ada."),
        ("a\n{{ jabatan.sasaran }}\n", 2, "'jabatan.sasaran' adalah daftar, tidak dapat langsung dicetak."),
        ("a\n{{ jabatan.nama | upper }}\n", 2, "Penyaring 'upper' tidak ada."),
        ("a\n{{ jabatan.nama[0] }}\n", 2, "Kurung siku hanya untuk kunci suatu kelompok."),
        ("a\n{% if jabatan.nama is defined %}\n{% endif %}\n", 2, "'is' tidak didukung dalam templat."),
        ("a\n{% if jabatan.kode %}\n{% elif jabatan.kod %}\n{% endif %}\n", 3, "'jabatan.kod' tidak ada."),
        ("a\n{% if jabatan.kode %}\n{% else %}\n{{ x }}\n{% endif %}\n", 4, "'x' tidak ada."),
        ("{% for x in jabatan.nama %}\n{% endfor %}", 1, "'jabatan.nama' adalah teks, bukan daftar."),
        ("{% for x in jabatan.fungsi %}\n{% endfor %}\n{{ x }}", 3, "'x' tidak ada."),
        ("a\n{% for x in jabatan.fungsi if x %}\n{% endfor %}", 2, "'for' ini memakai bentuk yang tidak didukung."),
        ("a\n{% for x in jabatan.fungsi %}\n{% else %}\nx\n{% endfor %}", 2, "'for' ini memakai bentuk"),
        ("a\n{% gabung jabatan.kod %}x{% endgabung %}", 2, "'jabatan.kod' tidak ada."),
        ("a\n{% gabung 1 %}{{ x }}{% endgabung %}", 2, "'x' tidak ada."),
        ("a\n{% set x = 1 %}", 2, "Pernyataan ini tidak didukung dalam templat."),
        ("a\n{% macro m() %}{% endmacro %}", 2, "Pernyataan ini tidak didukung dalam templat."),
        ("a\n{% include 'b' %}", 2, "Pernyataan ini tidak didukung dalam templat."),
        ("a\n{{ jabatan.nama\n", 2, "Tag di sekitar baris ini tidak terbaca."),
        ("a\n{% if jabatan.nama %}\n", 2, "Tag di sekitar baris ini tidak terbaca."),
        ("a\nb\n{% endfor %}\n", 3, "Tag di sekitar baris ini tidak terbaca."),
        ("a\n{% lakukan %}\n", 2, "Tag di sekitar baris ini tidak terbaca."),
        ("a\r\nb\r\n{{ x }}\r\n", 3, "'x' tidak ada."),
        (b"nama: \xff", 1, "Templat ini tidak tersimpan sebagai UTF-8."),
    ],
)
def test_a_fault_is_named_with_its_line(template: str | bytes, line: int, message: str) -> None:
    (fault,) = faults(template)
    assert (fault.location.path, fault.location.line) == ("templates/iki.md.j2", line)
    assert f"{fault.message} {fault.hint}".startswith(message)
    assert (fault.level, fault.rule) == (Level.ERROR, "templat-rusak")


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    template = "{{ a }}\n{% for f in jabatan.fungsi %}\n{{ f.b }}\n{% endfor %}\n{{ c }} {{ 1 + 1 }}\n"
    assert [fault.location.line for fault in faults(template)] == [1, 3, 5, 5]
