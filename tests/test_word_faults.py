"""Faults of a Word template: each is named with its place, all at once, before any document is made."""

import io
import re
import struct
import zipfile

import pytest
from word_files import (
    DECLARATION,
    MAIN,
    PAPER,
    document,
    docx,
    faults,
    jabatan,
    p,
    paragraphs,
    run,
    sasaran,
    tbl,
    tc,
    text_box,
    tr,
    zipped,
)

from iki.diagnostics import Level
from iki.word.package import MAX_PARTS, MAX_UNPACKED

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
P1 = "halaman isi, paragraf 1: "
CELL = "halaman isi, tabel 1, baris 1, kolom 1: "


def said(template: bytes) -> list[str]:
    """What is wrong with a template, each message with its hint."""
    return [f"{diagnostic.message} {diagnostic.hint}".strip() for diagnostic in faults(template)]


# Expressions.


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ jabatam.nama }}", "'jabatam' tidak ada (dalam '{{ jabatam.nama }}'). Maksud Anda 'jabatan'?"),
        ("{{ xyz }}", "'xyz' tidak ada (dalam '{{ xyz }}'). Yang ada: jabatan, every_jabatan, kantor, pejabat,"),
        ("{{ jabatan.tugass }}", "'jabatan.tugass' tidak ada (dalam '{{ jabatan.tugass }}'). Maksud Anda 'tugas'?"),
        ("{{ kantor.dokumen.tangal }}", "'kantor.dokumen.tangal' tidak ada (dalam '{{ kantor.dokumen.tangal }}'). "),
        ("{{ jabatan.trail }}", "'jabatan.trail' tidak ada"),
        ("{{ jabatan.__class__ }}", "'jabatan.__class__' tidak ada"),
        ("{{ jabatan.nama.upper }}", "'jabatan.nama.upper' tidak ada: 'jabatan.nama' adalah teks"),
        ("{{ jabatan.sasaran.uraian }}", "Jalani daftarnya dahulu: for butir in jabatan.sasaran, lalu butir.uraian."),
        ("{{ jabatan.sasaran }}", "'jabatan.sasaran' adalah daftar, tidak dapat langsung dicetak (dalam"),
        ("{{ jabatan.sasaran }}", "Jalani dengan for butir in jabatan.sasaran."),
        ("{{ jabatan }}", "'jabatan' adalah objek, tidak dapat langsung dicetak"),
        ("{{ kantor.atasan_luar }}", "'kantor.atasan_luar' adalah kelompok, tidak dapat langsung dicetak"),
        ("{{ jabatan.nama == 'Camat' }}", "adalah syarat, tidak dapat langsung dicetak"),
        ("{{ jabatan.nama | huruff }}", "Penyaring 'huruff' tidak ada (dalam '{{ jabatan.nama | huruff }}'). Maksud"),
        ("{{ jabatan.nama | upper }}", "Penyaring 'upper' tidak ada"),
        ("{{ jabatan.nama | huruf }}", "Penyaring 'huruf' memerlukan angka, bukan teks"),
        ("{{ lembar | baris }}", "Penyaring 'baris' memerlukan teks atau daftar, bukan angka"),
        ("{{ jabatan.tugas | baris(2) }}", "Penyaring 'baris' tidak memakai isian dalam kurung"),
        ("{{ jabatan.nama(1) }}", "Pemanggilan dengan tanda kurung tidak didukung dalam templat"),
        ("{{ 1 + 1 }}", "Hitungan tidak didukung dalam templat"),
        ("{{ jabatan.nama ~ '!' }}", "Penyambungan dengan '~' tidak didukung dalam templat"),
        ("{{ jabatan.fungsi[0] }}", "Kurung siku hanya untuk kunci suatu kelompok (dalam"),
        ("{{ jabatan.fungsi[0] }}", "Pakai for butir in jabatan.fungsi."),
        ("{{ jabatan[jabatan.nama] }}", "Kurung siku hanya untuk kunci suatu kelompok (dalam"),
        ("{{ kantor.tambahan[1.5] }}", "Kurung siku hanya untuk kunci suatu kelompok (dalam"),
        ("{{ 'ya' if jabatan.nama else 'tidak' }}", "'if' di dalam {{ }} tidak didukung dalam templat"),
        ("{{ [1] }}", "Daftar tidak didukung dalam templat"),
        ("{{ loop.index }}", "'loop' hanya ada di dalam for"),
        ("{{ }}", "'{{  }}' tidak terbaca. Misalnya: {{ jabatan.nama }}"),
        ("{{ jabatan. }}", "'{{ jabatan. }}' tidak terbaca"),
        ("{{ jabatan nama }}", "'{{ jabatan nama }}' tidak terbaca"),
        ("{{ 'teks }}", "'{{ 'teks }}' tidak terbaca"),
        ("{{ %s }}" % ("x" * 400), "tidak terbaca"),
        ("{{ jabatan.nama", "Tag '{{ jabatan.nama' tidak ditutup. Akhiri dengan '}}' di paragraf yang sama."),
        ("{% if jabatan.nama", "Tag '{% if jabatan.nama' tidak ditutup. Akhiri dengan '%}' di paragraf yang sama."),
        ("{# catatan", "Tag '{# catatan' tidak ditutup. Akhiri dengan '#}' di paragraf yang sama."),
    ],
)
def test_a_fault_of_an_expression_says_what_is_wrong_and_what_to_write(tag: str, message: str) -> None:
    (only,) = said(docx(p(tag)))
    assert only.startswith(P1)
    assert message in only


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("jabatan.nama is string", "'is' tidak didukung dalam templat"),
        ("jabatan.nama in jabatan.fungsi", "Perbandingan ini tidak didukung"),
        ("jabatan.nama < 3", "Hanya angka, misalnya loop.index, yang dapat dibandingkan dengan < atau >"),
        ("jabatan.namaa", "'jabatan.namaa' tidak ada"),
        ("not jabatan.nama or jabatan.tugass", "'jabatan.tugass' tidak ada"),
    ],
)
def test_a_fault_of_a_condition_is_quoted_with_its_statement(condition: str, message: str) -> None:
    body = p(f"{{%p if {condition} %}}") + p("x") + p("{%p endif %}")
    (only,) = said(docx(body))
    assert only.startswith(P1 + message)
    assert f"(dalam 'if {condition}')" in only


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("for x in jabatan.nama", "'jabatan.nama' adalah teks, bukan daftar"),
        ("for x in jabatan.tambahan.y", "'jabatan.tambahan.y' adalah isi bebas, bukan daftar"),
        ("for x in kantor.atasan_luar", "'kantor.atasan_luar' adalah kelompok, bukan daftar"),
        ("for x in jabatan.funsi", "'jabatan.funsi' tidak ada"),
        ("for x, y in jabatan.fungsi", "Nama sesudah 'for' harus satu kata"),
        ("for _merging in jabatan.fungsi", "Nama sesudah 'for' harus satu kata"),
        ("for loop in jabatan.fungsi", "Nama sesudah 'for' harus satu kata"),
        ("for x in jabatan.fungsi if x", "'for x in jabatan.fungsi if x' tidak terbaca"),
        ("for x", "'for x' tidak terbaca"),
    ],
)
def test_a_fault_in_the_head_of_a_loop_is_said_once(head: str, message: str) -> None:
    (only,) = said(docx(p(f"{{%p {head} %}}") + p("isi") + p("{%p endfor %}")))
    assert only.startswith(P1 + message)


def test_a_loop_with_a_fault_still_defines_its_name() -> None:
    body = p("{%p for x in jabatan.fungi %}") + p("{{ x }}{{ x.y }}") + p("{%p endfor %}") + p("{{ x }}")
    assert [message.split(" (")[0] for message in said(docx(body))] == [
        f"{P1}'jabatan.fungi' tidak ada",
        "halaman isi, paragraf 4: 'x' tidak ada",
    ]


def test_a_name_of_a_loop_ends_with_it() -> None:
    body = p("{%p for f in jabatan.fungsi %}") + p("{{ f }}") + p("{%p endfor %}") + p("{{ f }}")
    (only,) = said(docx(body))
    assert only.startswith("halaman isi, paragraf 4: 'f' tidak ada")


# Blocks.


@pytest.mark.parametrize(
    ("body", "place", "message"),
    [
        (p("{%p for f in jabatan.fungsi %}") + p(), P1, "'for f in jabatan.fungsi' tidak ditutup di tempat ia dibuka"),
        (p("{%p if jabatan.nama %}") + p(), P1, "'if jabatan.nama' tidak ditutup di tempat ia dibuka. Tulis 'endif'."),
        (p("{% if jabatan.nama %}ya"), P1, "'if jabatan.nama' tidak ditutup di tempat ia dibuka."),
        (p("{% if jabatan.nama %}ya"), P1, "Teksnya: \"{% if jabatan.nama %}ya\". Tulis 'endif'."),
        (p("{%p endfor %}"), P1, "'endfor' tanpa 'for' yang membukanya."),
        (p("ya{% endif %}"), P1, "'endif' tanpa 'if' yang membukanya."),
        (p("{%p else %}"), P1, "'else' tanpa 'if' yang membukanya."),
        (p("{%p elif jabatan.nama %}"), P1, "'elif' tanpa 'if' yang membukanya."),
        (
            p("{%p lakukan %}"),
            P1,
            "'lakukan' tidak dikenal. Yang ada: for, endfor, if, elif, else, endif, gabung, daftar_isi",
        ),
        (p("{%p set x = 1 %}"), P1, "'set x = 1' tidak dikenal."),
        (p("{% include 'x' %}"), P1, "'include 'x'' tidak dikenal."),
        (p("{% %}"), P1, "'' tidak dikenal."),
        (p("{%tr for f in jabatan.fungsi %}"), P1, "'{%tr for f in jabatan.fungsi %}' berada di luar tabel."),
        (p("Isi {%p if jabatan.nama %}"), P1, "'{%p if jabatan.nama %}' tidak sendirian di paragrafnya."),
        (
            tbl(2, tr("{%tr if jabatan.nama %}", "isi")) + p(),
            CELL,
            "'{%tr if jabatan.nama %}' tidak sendirian di barisnya. Pindahkan isi lain ke baris tersendiri.",
        ),
        (p("{%gabung 1 %}x"), P1, "'{%gabung 1 %}' berada di luar tabel."),
        (tbl(1, tr("{%gabung 1 %}x{%gabung 2 %}")) + p(), CELL, "ditulis dua kali dalam satu sel."),
        (tbl(1, tr("{%gabung jabatan.namaa %}")) + p(), CELL, "'jabatan.namaa' tidak ada (dalam '{%gabung jabatan"),
        (tbl(1, tr("{%gabung %}x")) + p(), CELL, "'{%gabung  %}' tidak terbaca."),
    ],
)
def test_a_statement_in_the_wrong_place_is_named(body: str, place: str, message: str) -> None:
    assert any(each.startswith(place) and message in each for each in said(docx(body)))


def test_a_paragraph_with_the_documents_section_in_it_cannot_go() -> None:
    holder = f"<w:p><w:pPr><w:sectPr>{PAPER}</w:sectPr></w:pPr>{run('{%p if jabatan.nama %}')}</w:p>"
    assert "tidak sendirian di paragrafnya" in said(docx(holder + p("{%p endif %}")))[0]


def test_blocks_that_cross_are_told_where_the_end_of_the_inner_one_stands() -> None:
    body = p("{%p for f in jabatan.fungsi %}") + p("{%p if f %}") + p("{%p endfor %}") + p("{%p endif %}")
    (only,) = said(docx(body))
    told = "halaman isi, paragraf 2: 'if f' tidak ditutup di tempat ia dibuka; 'endif' ada di halaman isi, paragraf 4. "
    assert only.startswith(told)


def test_a_wrong_word_ends_the_block_that_is_open() -> None:
    body = p("{%p for s in jabatan.sasaran %}") + p("{{ s.nomor }}") + p("{%p endif %}") + p("{{ jabatan.kode }}")
    assert said(docx(body)) == [
        "halaman isi, paragraf 3: 'endif' menutup 'for s in jabatan.sasaran'. Tulis 'endfor'.",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "{% if jabatan.nama == kantor.pemdaa %}a{% endif %}",
        "{% if jabatan.kode != sasaran.kode %}a{% endif %}",
        "{{ kantor.tambahan.a in jabatan.fungsi }}",
        "{{ kantor.tambahan.x if jabatan.nama else y }}",
        "{{ kantor.tambahan.a / kantor.tambahan.b }}",
        "{{ kantor.tambahan.a, kantor.tambahan.b }}",
        "{{ kantor.tambahan.a-kantor.tambahan.b }}",
        "{% for in jabatan.sasaran %}a{% endfor %}",
        "{% for s di jabatan.sasaran2 %}a{% endfor %}",
        "{% for s di jabatan.nama %}a{% endfor %}",
        "{% for loop di jabatan.sasaran %}a{% endfor %}",
    ],
)
def test_nothing_is_offered_that_says_something_else(written: str) -> None:
    for each in said(docx(p(written))):
        assert not re.search(r"Maksud Anda '(?:\{\{|if |for )", each)


def test_a_tag_of_any_length_is_judged_at_once() -> None:
    for written in (
        "{{ jabatan" + "[0]" * 90 + " }}",
        "{{ jabatan.nama" + " " * 200_000 + "x }}",
        "{{ x" + "." * 9_000,
    ):
        assert said(docx(p(written)))


def test_nothing_follows_else_but_endif() -> None:
    body = "".join(p(f"{{%p {word} %}}") for word in ("if jabatan.nama", "else", "elif jabatan.kode", "else", "endif"))
    assert said(docx(body)) == [
        "halaman isi, paragraf 3: 'elif' sesudah 'else'. Dalam satu if, 'else' yang terakhir.",
        "halaman isi, paragraf 4: 'else' sesudah 'else'. Dalam satu if, 'else' yang terakhir.",
    ]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (p("{% if jabatan.nama %}") + p("{% endif %}"), "halaman isi, paragraf 2: "),
        (p("{%p if jabatan.nama %}") + p("{% endif %}"), "halaman isi, paragraf 2: "),
        (tbl(2, tr("{% if jabatan.nama %}", "{% endif %}")) + p(), "halaman isi, tabel 1, baris 1, kolom 2: "),
        (tbl(1, tr("{%p if jabatan.nama %}")) + p("{%p endif %}"), "halaman isi, paragraf 1: "),
        (
            tbl(1, tr("{%tr if jabatan.nama %}")) + p() + tbl(1, tr("x"), tr("{%tr endif %}")),
            "halaman isi, tabel 2, baris 2, kolom 1: ",
        ),
        (p("{%p if jabatan.nama %}") + tbl(1, tr("{%tr endif %}")) + p(), "halaman isi, tabel 1, baris 1, kolom 1: "),
    ],
)
def test_a_block_ends_in_the_paragraph_cell_or_table_where_it_began(body: str, place: str) -> None:
    (only,) = said(docx(body))
    named = (f"{place}'endif' tidak berada di tempat", f"{place}'endif' tanpa")
    assert only.startswith(named) or f"ditutup di tempat ia dibuka; 'endif' ada di {place[:-2]}. " in only


@pytest.mark.parametrize(
    "body",
    [
        tbl(2, tr("{%tr for s in jabatan.sasaran %} NO"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr endfor %}")),
        tbl(2, tr("{%tr for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "a"), tr("{%tr endfor %} NO")),
        tbl(2, tr("{%p for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%p endfor %}")),
        tbl(2, tr("{%tr for s in jabatan.sasaran }"), tr("{{ s.nomor }}", "{{ loop.index }}"), tr("{%tr endfor %}")),
        p("{%tr for s in jabatan.sasaran %}") + p("{{ s.nomor }}") + p("{%p endfor %}"),
        p("{%p ulang s in jabatan.sasaran %}") + p("{{ s.nomor }}") + p("{%p endfor %}"),
        p("{%p jika jabatan.kode %}") + p("a") + p("{%p else %}") + p("b") + p("{%p endif %}"),
        tbl(2, tr("{%trfor s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr endfor %}")),
        tbl(2, tr("{%th for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr endfor %}")),
        tbl(2, tr("{ %tr for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr endfor %}")),
        tbl(2, tr("{tr for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr endfor %}")),
        tbl(2, tr("{{tr for s in jabatan.sasaran }}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr endfor %}")),
        tbl(2, tr("{%tr for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr endfor}")),
        tbl(2, tr("{%tr for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr end for %}")),
        tbl(2, tr("{%tr for s in jabatan.sasaran %}"), tr("{{ s.nomor }}", "{{ s.uraian }}"), tr("{%tr end %}")),
        p("{%p for s jabatan.sasaran %}") + p("{{ s.nomor }}") + p("{%p endfor %}"),
        p("{%p for s in jabatan.sasaran if s.kode %}") + p("{{ s.nomor }}") + p("{%p endfor %}"),
        p("{%p If jabatan.kode %}") + p("a") + p("{%p else %}") + p("b") + p("{%p endif %}"),
        p("{ jabatan.nama }}"),
        p("{{ jabatan.nama }}}"),
        p("{% for s in jabatan.sasaran %}") + p("{{ s.nomor }}") + p("{% endfor %}"),
    ],
)
def test_one_slip_is_one_fault(body: str) -> None:
    told = said(docx(body + p()))
    assert len(told) == 1, told


@pytest.mark.parametrize(
    "written",
    [
        "{% P for s in jabatan.sasaran %}",
        "{%- p for s in jabatan.sasaran -%}",
        "{%\u2013 p for s in jabatan.sasaran \u2013%}",
    ],
)
def test_spaces_capitals_and_dashes_around_the_kind_of_a_tag_do_no_harm(written: str) -> None:
    about = jabatan("Camat", sasaran(1, "Pelayanan", "a"))
    built = document(docx(p(written) + p("{{ s.uraian }}") + p("{%p endfor %}") + p()), about)
    assert paragraphs(built)[0] == "Pelayanan"


def test_a_percentage_between_braces_is_text() -> None:
    assert (
        paragraphs(document(docx(p("Capaian {90%} dari target")), jabatan("Camat")))[0] == "Capaian {90%} dari target"
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{ jabatan,nama }}", "{{ jabatan.nama }}"),
        ("{{ jabatan nama }}", "{{ jabatan.nama }}"),
        ("{{ jabatan.sumber-data }}", "{{ jabatan.sumber_data }}"),
        ("{{ jabatan.sumber data }}", "{{ jabatan.sumber_data }}"),
        ("{{ jabatan.nama. }}", "{{ jabatan.nama }}"),
        ("{{ kantor.tambahan.tanggal-cetak }}", "{{ kantor.tambahan['tanggal-cetak'] }}"),
        ("{{ jabatan.nama() }}", "{{ jabatan.nama }}"),
        ("{{ jabatan['nama'] }}", "{{ jabatan.nama }}"),
        ("{{ jabatan.nama} }}", "{{ jabatan.nama }}"),
        ('{% if jabatan.eselon = "II" %}a{% endif %}', 'if jabatan.eselon == "II"'),
        ("{% if jabatan.eselon == II.a %}a{% endif %}", 'if jabatan.eselon == "II.a"'),
        ("{% if jabatan.eselon = II %}a{% endif %}", 'if jabatan.eselon == "II"'),
        ("{% for s di jabatan.sasaran %}{{ s.nomor }}{% endfor %}", "for s in jabatan.sasaran"),
        ("{% for each s in jabatan.sasaran %}{{ s.nomor }}{% endfor %}", "for s in jabatan.sasaran"),
        ("{% jika jabatan.nama %}a{% endif %}", "if jabatan.nama"),
        ("{% IF jabatan.nama %}a{% endif %}", "if jabatan.nama"),
        ("{% if jabatan.unit == kosong %}a{% endif %}", "if not jabatan.unit"),
        ("{% if kantor.tambahan.alamat ada %}a{% endif %}", "if kantor.tambahan.alamat"),
        ("{% if jabatan.unit dan jabatan.kode %}a{% endif %}", "if jabatan.unit and jabatan.kode"),
        ("{% if jabatan.unit <> 'a b' %}a{% endif %}", "if jabatan.unit != 'a b'"),
        ("{% if jabatan nama == 'Kepala Seksi' %}a{% endif %}", "if jabatan.nama == 'Kepala Seksi'"),
        ("{{ kantor.dokumen.tanggal tanggal }}", "{{ kantor.dokumen.tanggal | tanggal }}"),
        ("{{ jabatan.jabatan }}", "jabatan.nama"),
        ("{{ tahun }}", "kantor.tahun"),
        ("{{ tanggal }}", "kantor.dokumen.tanggal"),
    ],
)
def test_what_was_probably_meant_is_offered_when_it_would_pass(written: str, meant: str) -> None:
    (only,) = said(docx(p(written)))
    assert only.endswith(f"Maksud Anda '{meant}'?")


# Places.


@pytest.mark.parametrize(
    ("template", "place"),
    [
        (docx(p("a") + p("b {{ salah }}")), "halaman isi, paragraf 2"),
        (
            docx(tbl(1, tr("a")) + p() + tbl(2, tr("a", "b"), tr("c", "{{ salah }}"))),
            "halaman isi, tabel 2, baris 2, kolom 2",
        ),
        (docx(tbl(3, tr(tc("lebar", span=2), "{{ salah }}"))), "halaman isi, tabel 1, baris 1, kolom 2"),
        (docx(tbl(1, tr(tc(tbl(1, tr("a"), tr("{{ salah }}")), p())))), "halaman isi, tabel 2, baris 2, kolom 1"),
        (docx(p("x", text_box(p("{{ salah }}")))), "halaman isi, kotak teks 1, paragraf 1"),
        (docx(p() + tbl(1, tr("a")) + p("{{ salah }}")), "halaman isi, paragraf 2"),
        (docx(p(), header=p() + p("{{ salah }}")), "kepala halaman, paragraf 2"),
        (docx(p(), footer=p("{{ salah }}")), "kaki halaman, paragraf 1"),
        (docx(p(), footer=tbl(1, tr("{{ salah }}")) + p()), "kaki halaman, tabel 1, baris 1, kolom 1"),
    ],
)
def test_a_fault_is_placed_where_a_word_user_finds_it(template: bytes, place: str) -> None:
    (only,) = said(template)
    assert only.startswith(f"{place}: 'salah' tidak ada")


def test_all_faults_of_all_parts_are_told_at_once() -> None:
    body = (
        p("{{ jabatan.tugass }}")
        + tbl(1, tr("x"))
        + p("{{ jabatan.nama")
        + tbl(1, tr("x"), tr("y"), tr("{{ jabatan.sasaran }}"))
        + p("{%p if jabatan.nama %}")
    )
    found = faults(docx(body, header=p("{{ salah }}"), footer=p("{{ 1 + 1 }}")))
    assert sorted(diagnostic.message.split(": ")[0] for diagnostic in found) == [
        "halaman isi, paragraf 1",
        "halaman isi, paragraf 2",
        "halaman isi, paragraf 3",
        "halaman isi, tabel 2, baris 3, kolom 1",
        "kaki halaman, paragraf 1",
        "kepala halaman, paragraf 1",
    ]


def test_a_fault_is_an_error_of_the_template_file() -> None:
    (fault,) = faults(docx(p("{{ salah }}")))
    assert (fault.location.path, fault.level, fault.rule) == ("templates/iki.docx", Level.ERROR, "templat-rusak")


def test_a_long_tag_is_quoted_in_part() -> None:
    (only,) = said(docx(p("{{ " + "panjang " * 40)))
    assert "…' tidak ditutup" in only
    assert len(only) < 200


# Files that are no template.


def encrypted() -> bytes:
    """An archive whose directory says that its first part is encrypted."""
    content = bytearray(docx(p()))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 8, 1)
    return bytes(content)


def bomb() -> bytes:
    """An archive whose directory declares a part as large as memory."""
    content = bytearray(docx(p()))
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, entry + 24, MAX_UNPACKED + 1)
    return bytes(content)


def lying() -> bytes:
    """An archive whose document is longer than its directory says."""
    content = bytearray(docx(p("x" * 5000)))
    name = content.rindex(MAIN.encode())
    struct.pack_into("<L", content, name - 46 + 24, 100)
    return bytes(content)


def packed_by_bzip2() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(MAIN, "<x/>")
    return made.getvalue()


def main_part(xml: str | bytes) -> bytes:
    return docx(p(), more={MAIN: xml})


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (b"", "bukan berkas Word (.docx) yang utuh"),
        (b"PK\x03\x04", "bukan berkas Word (.docx) yang utuh"),
        (b"\xd0\xcf\x11\xe0" * 300, "bukan berkas Word (.docx) yang utuh"),
        (docx(p())[:-100], "bukan berkas Word (.docx) yang utuh"),
        (docx(p())[100:], "bukan berkas Word (.docx) yang utuh"),
        (lying(), "bukan berkas Word (.docx) yang utuh"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "ini bukan dokumen Word"),
        (docx(p(), more={MAIN: ""}), "ini bukan dokumen Word"),
        (docx(p(), more={"[Content_Types].xml": ""}), "ini bukan dokumen Word"),
        (docx(p(), more={"word/Document.xml": "<x/>"}), "ada dua bagian bernama sama di dalamnya"),
        (
            zipped({f"{number}.bin": b"x" for number in range(MAX_PARTS + 1)}),
            "isinya terlalu besar untuk sebuah templat",
        ),
        (bomb(), "isinya terlalu besar untuk sebuah templat"),
        (encrypted(), "berkas ini dilindungi kata sandi"),
        (packed_by_bzip2(), "cara pemampatannya tidak dikenal Word"),
    ],
)
def test_a_file_that_is_no_sound_package_is_refused(template: bytes, message: str) -> None:
    (only,) = said(template)
    assert only.startswith(f"Templat ini tidak dapat dipakai: {message}")
    assert only.endswith("Simpan ulang dari Word sebagai 'Word Document (*.docx)'.")


SOUND = f'{DECLARATION}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (main_part((SOUND % p("x"))[:-5]), "halaman isi: XML bagian ini rusak."),
        (main_part(SOUND % "<w:p><w:r></w:p>"), "halaman isi: XML bagian ini rusak."),
        (main_part(b"\xff\xfe\xfd"), "halaman isi: XML bagian ini rusak."),
        (
            main_part(SOUND.replace("<w:document", "<!DOCTYPE x><w:document") % p()),
            "halaman isi: XML bagian ini rusak.",
        ),
        (
            main_part(SOUND.replace("<w:document", '<!DOCTYPE x [<!ENTITY e "{{">]><w:document') % p("&e;")),
            "halaman isi: XML bagian ini rusak.",
        ),
        (main_part(SOUND % p("\ufdd0")), "halaman isi: XML bagian ini rusak."),
        (
            main_part(
                SOUND.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT) % p("{{ salah }}")
            ),
            "halaman isi: Dokumen ini bukan dokumen Word biasa.",
        ),
        (main_part("<html/>"), "halaman isi: Dokumen ini bukan dokumen Word biasa."),
        (main_part(SOUND.replace("w:body", "w:isi") % p()), "halaman isi: Dokumen ini tidak punya isi."),
        (docx(p(), more={"word/header9.xml": "<w:hdr"}), "kepala halaman: XML bagian ini rusak."),
        (
            docx(p(), footer=p(), more={"word/footer1.xml": "<x/>"}),
            "kaki halaman: Dokumen ini bukan dokumen Word biasa.",
        ),
        (docx(p(), more={"word/footnotes.xml": "<x"}), "catatan kaki: XML bagian ini rusak."),
    ],
)
def test_a_part_that_cannot_be_read_is_named(template: bytes, message: str) -> None:
    assert said(template) == [f"{message} Simpan ulang dari Word sebagai 'Word Document (*.docx)'."]
