"""What holds for any text, any way that Word cuts a tag, and any tree of sasaran and indikator."""

import re
from itertools import groupby

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from word_files import (
    bookmark,
    compiled,
    document,
    docx,
    grid,
    indikator,
    jabatan,
    merged_groups,
    p,
    paragraphs,
    run,
    sasaran,
    sound,
    structure_faults,
    tbl,
    tc,
    tr,
    whole,
)

from iki.characters import FORBIDDEN_IN_TEXT, is_blank
from iki.model import Jabatan
from iki.render import Rendering, md
from iki.render.docx import compile_template

SETTINGS = settings.get_profile("iki")

# Any text that iki accepts: all of Unicode, and pieces that mean something to Word, Jinja or Markdown.
CHARACTERS = st.characters(exclude_categories=["Cs"]).filter(lambda one: not re.match(FORBIDDEN_IN_TEXT, one))
SIGNS = (
    "& &amp; &#65; < <br> <!-- --> ]]> </w:t> {{ }} {# ${x} # #1 1. 1) - --- + = === > * **a** _a_ ~~ ` ``` "
    r"| \ \| [a](b) ![a](b) http://a.b www.a.b a@b.c $a$ : !"
)
MEANINGFUL = st.sampled_from([*SIGNS.split(), "\n", " ", "  ", "# ", "- ", "{%p endfor %}", "\u00a0", "\u200b"])
TEXTS = st.lists(st.one_of(CHARACTERS, MEANINGFUL), min_size=1, max_size=12).map("".join)
SHOWN_TEXTS = TEXTS.filter(lambda text: not is_blank(text))


# Texts.

WORD = compiled(
    docx(
        p("[{{ jabatan.nama }}]") + tbl(1, tr("{%gabung jabatan.nama %}[{{ jabatan.nama }}]")) + p(),
        header=p("[{{ jabatan.nama }}]"),
    )
)


@SETTINGS
@given(TEXTS)
@example(" ")
@example("\n")
@example("]]>&<>\"'")
def test_any_text_comes_out_of_word_exactly(text: str) -> None:
    about = jabatan(text)
    built = sound(WORD.document(about, whole(about)))
    assert paragraphs(built) == [f"[{text}]", f"[{text}]", ""]
    assert paragraphs(built, "word/header1.xml") == [f"[{text}]"]
    assert structure_faults(built) == []


MARKDOWN = md.compile_template(
    b"{{ jabatan.nama }}\n\n- {{ jabatan.nama }}\n\n| A | B |\n| --- | --- |\n| {{ jabatan.nama }} | b |\n", "iki.md.j2"
)
BLOCKS = (
    "paragraph_open inline paragraph_close "
    "bullet_list_open list_item_open paragraph_open inline paragraph_close list_item_close bullet_list_close "
    "table_open thead_open tr_open th_open inline th_close th_open inline th_close tr_close thead_close "
    "tbody_open tr_open td_open inline td_close td_open inline td_close tr_close tbody_close table_close"
)


def shown(token: Token) -> str:
    """The text that an inline token shows; what iki itself writes as HTML is a line break or nothing at all."""
    signs = {"<br>": "\n", "<!-- -->": ""}
    return "".join(
        {"html_inline": signs.get(one.content, one.content), "softbreak": "SOFTBREAK"}.get(one.type, one.content)
        if one.type in {"text", "text_special", "html_inline"}
        else f"<{one.type}>"
        for one in token.children or ()
    )


@SETTINGS
@given(SHOWN_TEXTS)
@example("- [ ] #1 @x\n# y | z\\")
@example("    kode")
@example("===")
@example("1986. Baik")
def test_any_text_comes_out_of_markdown_exactly(text: str) -> None:
    assert isinstance(MARKDOWN, Rendering)
    about = jabatan(text)
    source = b"".join(MARKDOWN.document(about, whole(about)).content).decode()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    assert " ".join(token.type for token in tokens) == BLOCKS
    inline = [shown(token).strip() for token in tokens if token.type == "inline"]
    # The spaces around a block are no part of it in Markdown, nor does HTML show them.
    assert inline == [text.strip(), text.strip(), "A", "B", text.strip(), "b"]


# Runs.

SENTENCE = (
    "Yth. {{ jabatan.nama }}{# diam {{ x }} #}{% for f in jabatan.fungsi %}, {{ f }}{% endfor %}"
    "{% if jabatan.unit %} tidak{% else %}; {% endif %}{{ jabatan.tugas }}"
)
CUTS = st.sets(st.integers(1, len(SENTENCE) - 1), max_size=12).map(sorted)
BETWEEN = st.lists(
    st.sampled_from(
        ["", '<w:proofErr w:type="spellStart"/>', "<w:r/>", "<w:lastRenderedPageBreak/>", bookmark("b", "")]
    ),
    min_size=13,
    max_size=13,
)
LOOKS = st.lists(st.sampled_from(["", "b", "i"]), min_size=13, max_size=13)


@SETTINGS
@given(CUTS, BETWEEN, LOOKS)
def test_any_cut_of_a_sentence_into_runs_gives_the_same_text(
    cuts: list[int], between: list[str], looks: list[str]
) -> None:
    pieces = [SENTENCE[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    body = p(*(run(piece, look) + more for piece, look, more in zip(pieces, looks, between, strict=False)))
    about = jabatan("Camat", fungsi=("a", "b"), tugas="Memimpin\nsemua")
    built = document(docx(body), about)
    assert paragraphs(built) == ["Yth. Camat, a, b; Memimpin\nsemua"]
    assert structure_faults(built) == []


# Trees.

SOURCES = st.lists(st.sampled_from(["IKU", "Renstra", "LKIP"]), min_size=1, max_size=2)
EVERY_INDIKATOR = st.lists(st.tuples(st.sampled_from(["a", "b"]), SOURCES), max_size=4)
TREES = st.lists(st.tuples(st.sampled_from(["Sama", "Lain"]), EVERY_INDIKATOR), max_size=5)
LOOPS = [
    tr(tc(tag, span=5)) for tag in ("{%tr for sasaran in jabatan.sasaran %}", "{%tr for i in sasaran.indikator %}")
]
ROW = tr(
    "{%gabung sasaran.nomor %}{{ sasaran.nomor }}",
    "{%gabung sasaran.uraian %}{{ sasaran.uraian }}",
    "{{ i.nama }}",
    tc("{%gabung i.sumber_data %}{{ i.sumber_data }}", span=2),
)
END = tr(tc("{%tr endfor %}", span=5))
BODY = p("{{ jabatan.nama }}") + tbl(5, *LOOPS, ROW, END, END)
TABLE = compiled(docx(BODY, header=p("{{ jabatan.nama }}")))
Tree = list[tuple[str, list[tuple[str, list[str]]]]]


def position(nama: str, tree: Tree) -> Jabatan:
    return jabatan(
        nama,
        *(
            sasaran(number, uraian, *(indikator(name, *sources) for name, sources in measures))
            for number, (uraian, measures) in enumerate(tree, start=1)
        ),
    )


def sizes(keys: list[object]) -> list[int]:
    return [len(list(group)) for _, group in groupby(keys)]


@SETTINGS
@given(TREES)
def test_cells_of_any_tree_merge_by_their_keys(tree: Tree) -> None:
    about = position("Camat", tree)
    built = sound(TABLE.document(about, whole(about)))
    assert structure_faults(built) == []
    rows = [(number, uraian, sources) for number, (uraian, measures) in enumerate(tree) for _, sources in measures]
    found = grid(built) if rows else []
    for column, key in ((0, 0), (1, 1), (3, 2)):
        assert merged_groups(found, column) == sizes([row[key] for row in rows])
    assert [row[2][0] for row in found] == [name for _, measures in tree for name, _ in measures]


@SETTINGS
@given(st.lists(TREES, min_size=1, max_size=4))
def test_the_book_of_any_trees_is_sound_and_holds_the_table_of_each(trees: list[Tree]) -> None:
    every_jabatan = [position(f"Jabatan {number}", tree) for number, tree in enumerate(trees)]
    all_positions = whole(*every_jabatan)
    built = sound(TABLE.book(all_positions))
    assert structure_faults(built) == []
    with_rows = [about for about in every_jabatan if any(each.indikator for each in about.sasaran)]
    for number, about in enumerate(with_rows, start=1):
        assert grid(built, number) == grid(sound(TABLE.document(about, all_positions)))


# Any tag anywhere.

TAGS = (
    *("{{ jabatan.nama }}", "{{ jabatan.kode }}", "{% if jabatan.kode %}a{% else %}b{% endif %}", "teks", ""),
    *(
        "{% for f in jabatan.fungsi %}{{ f }}{% endfor %}",
        "${ttd_pengirim}",
        "{{ nomor_halaman }}",
        "{% halaman_baru %}",
    ),
    *(
        "{% tautan jabatan %}{{ jabatan.nama }}{% endtautan %}",
        "{{ jabatan.fungsi }}",
        "{% if jabatan.nama %}",
        "{# x #}",
    ),
)
AROUND = ("if jabatan.kode", "if jabatan.nama", "for f in jabatan.fungsi")


@st.composite
def bodies(draw: st.DrawFn, depth: int = 0) -> str:
    """The content of a body or cell: paragraphs, tables, and blocks that are closed where they were opened."""
    return "".join(draw(st.lists(blocks(depth), max_size=3)))


@st.composite
def blocks(draw: st.DrawFn, depth: int) -> str:
    kind = draw(st.sampled_from(("p", "p", "{%p", "tbl") if depth < 2 else ("p",)))
    if kind == "tbl":
        return draw(tables(depth + 1))
    if kind == "{%p":
        opener = draw(st.sampled_from(AROUND))
        return p(f"{{%p {opener} %}}") + draw(bodies(depth + 1)) + p(f"{{%p end{opener.split()[0]} %}}")
    said = draw(st.sampled_from(TAGS))
    cut = draw(st.integers(0, len(said)))
    return p(run(said[:cut], "b"), run(said[cut:]))


@st.composite
def tables(draw: st.DrawFn, depth: int) -> str:
    columns = draw(st.integers(1, 3))
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        first = st.sampled_from(("", "{%gabung jabatan.nama %}"))
        row = tr(*(tc(p(draw(first)) + draw(bodies(depth)) + p()) for _ in range(columns)))
        if draw(st.booleans()):
            opener = draw(st.sampled_from(AROUND))
            ends = (f"{{%tr {opener} %}}", f"{{%tr end{opener.split()[0]} %}}")
            row = tr(tc(ends[0], span=columns)) + row + tr(tc(ends[1], span=columns))
        rows.append(row)
    return tbl(columns, *rows)


@given(bodies(), st.sampled_from(("", "{{ jabatan.nama }}", "{% if jabatan.kode %}x{% endif %}")))
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_tag_anywhere_is_a_fault_or_makes_sound_documents(body: str, header: str) -> None:
    made = compile_template(docx(body + p("{{ jabatan.nama }}"), header=p(header)), "t")
    if isinstance(made, Rendering):
        positions = (jabatan("Camat", kode="1", fungsi=("a", "b")), jabatan("Lurah"))
        for result in (made.document(positions[1], whole(*positions)), made.book(whole(*positions))):
            built = sound(result)
            assert structure_faults(built) == []
            text = "".join(paragraphs(built))
            assert "{{" not in text
            assert "{%" not in text
            assert "\ufdd0" not in text
