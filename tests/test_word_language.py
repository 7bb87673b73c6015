"""The tag language beyond values and rows: columns, pictures, contents, fields, filters."""

import io
import struct
import zlib
from collections.abc import Mapping

import pytest
from word_files import (
    NS,
    W,
    book,
    compiled,
    document,
    docx,
    faults,
    find,
    grid,
    jabatan,
    p,
    paragraphs,
    parts,
    root,
    run,
    runs,
    sasaran,
    sound,
    structure_faults,
    tbl,
    tc,
    tr,
    whole,
)

from iki.model import Dokumen, Indikator, Jabatan, Kantor
from iki.word.pictures import Picture, read_picture

CAMAT = jabatan("Camat", sasaran(1, "Pelayanan", "a", "b"), fungsi=("Satu", "Dua"))
LURAH = jabatan("Lurah", sasaran(1, "Kebersihan", "d"), fungsi=("Tiga",))


def said(body: str) -> list[str]:
    return [f"{fault.message} {fault.hint}" for fault in faults(docx(body))]


# Columns.


def columns(built: bytes) -> list[int]:
    return [int(one.get(f"{W}w", "0")) for one in find(built, "//w:tbl[1]/w:tblGrid/w:gridCol")]


def wide(text: str, width: int, span: int = 1) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}</w:tcPr>{p(text)}</w:tc>'


MATRIX = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="500"/><w:gridCol w:w="2000"/>'
    '<w:gridCol w:w="500"/></w:tblGrid>'
    f"<w:tr>{wide('MATRIKS', 6000, 4)}</w:tr>"
    f"<w:tr>{wide('Jabatan', 3000)}{wide('{%tc for j in every_jabatan %}', 500)}{wide('{{ j.nama }}', 2000)}"
    f"{wide('{%tc endfor %}', 500)}</w:tr></w:tbl>" + p()
)


@pytest.mark.parametrize("count", [1, 2, 5, 62])
def test_a_column_is_repeated_and_the_table_keeps_its_width(count: int) -> None:
    built = sound(compiled(docx(MATRIX)).book(whole(*[CAMAT] * count)))
    assert structure_faults(built) == []
    assert [text for text, _ in grid(built)[1]] == ["Jabatan", *["Camat"] * count]
    assert find(built, "//w:tr[1]/w:tc/w:tcPr/w:gridSpan")[0].get(f"{W}val") == str(count + 1)
    assert len(columns(built)) == count + 1
    assert sum(columns(built)) == 6000
    assert b"kolom_bebas" not in parts(built)["word/document.xml"]


def test_more_columns_than_word_opens_are_a_trouble_and_no_file() -> None:
    made = compiled(docx(MATRIX)).book(whole(*[CAMAT] * 63))
    assert made.troubles == ("tabel menjadi 64 kolom; Word hanya dapat membuka sampai 63",)


def test_a_column_is_left_out_where_its_condition_does_not_hold() -> None:
    rows = ("NO", "{%tc if kantor.tahun %}", "TAHUN", "{%tc endif %}", "NAMA")
    body = tbl(5, tr(*rows), tr("1", *rows[1:2], "{{ kantor.tahun }}", rows[3], "{{ jabatan.nama }}")) + p()
    with_year, without = (document(docx(body), CAMAT, Kantor(tahun=year)) for year in ("2026", None))
    assert [[text for text, _ in row] for row in grid(with_year)] == [["NO", "TAHUN", "NAMA"], ["1", "2026", "Camat"]]
    assert [[text for text, _ in row] for row in grid(without)] == [["NO", "NAMA"], ["1", "Camat"]]
    assert structure_faults(with_year) == structure_faults(without) == []


def test_rows_of_different_numbers_of_columns_end_before_the_table_does() -> None:
    def with_targets(nama: str, **target: str) -> Indikator:
        return Indikator(trail=(), nama=nama, formulasi=None, sumber_data=("IKU",), target_periode=target)

    about = jabatan("Camat", sasaran(1, "x", with_targets("a", tw1="1", tw2="2"), with_targets("b", tw1="3")))
    loop = "{%tc for t in i.target_periode | pasangan %}"
    body = tbl(
        4,
        tr(tc("{%tr for s in jabatan.sasaran %}", span=4)),
        tr(tc("{%tr for i in s.indikator %}", span=4)),
        tr("{{ i.nama }}", loop, "{{ t.kunci }}={{ t.nilai }}", "{%tc endfor %}"),
        tr(tc("{%tr endfor %}", span=4)),
        tr(tc("{%tr endfor %}", span=4)),
    )
    built = document(docx(body + p()), about)
    assert [[text for text, _ in row] for row in grid(built)] == [["a", "tw1=1", "tw2=2"], ["b", "tw1=3"]]
    assert [one.get(f"{W}val") for one in find(built, "//w:gridAfter")] == ["1"]


def test_a_table_that_lost_all_columns_goes() -> None:
    body = tbl(3, tr("{%tc if jabatan.kode %}", "x", "{%tc endif %}")) + p("{{ jabatan.nama }}")
    built = document(docx(body), CAMAT)
    assert find(built, "//w:tbl") == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (tr("{%tc for j in every_jabatan %} x", "{%tc endfor %}"), "tidak sendirian di selnya"),
        (tr("{%tc for j in every_jabatan %}", "{%gabung j.nama %}x", "{%tc endfor %}"), "'gabung' tidak dapat dipakai"),
        (tr("{%tc for j in every_jabatan %}", "{%tc endfor %}"), "tidak mengulang apa-apa"),
        (tr("{%tc if jabatan.nama %}", "x{% endif %}"), "'endif' tidak berada di tempat yang sama"),
    ],
)
def test_a_column_tag_in_the_wrong_place_is_named(row: str, message: str) -> None:
    assert any(message in each for each in said(tbl(3, row) + p()))


def test_a_column_tag_outside_a_table_is_named() -> None:
    assert "'{%tc if jabatan.nama %}' berada di luar tabel." in said(p("{%tc if jabatan.nama %}"))[0]


# Pictures.


def png(width: int = 4, height: int = 2) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    about = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    size = chunk(b"pHYs", struct.pack(">IIB", 10_000, 10_000, 1))  # 254 dots to the inch
    pixels = zlib.compress((b"\0" + b"\0\0\0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", about) + size + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


FILES = {"logo.png": png(), "gambar/foto.png": png(2, 2)}


def with_files(template: bytes, *every_jabatan: Jabatan, files: Mapping[str, bytes] = FILES) -> bytes:
    made = compiled(template)
    all_positions = whole(*every_jabatan, files=files)
    result = made.document(every_jabatan[0], all_positions) if len(every_jabatan) == 1 else made.book(all_positions)
    built = sound(result)
    assert structure_faults(built) == []
    return built


def test_a_picture_stands_where_its_tag_stood_in_the_size_that_was_asked_for() -> None:
    built = with_files(docx(p("Logo {{ 'logo.png' | gambar(lebar='2cm') }} {{ jabatan.nama }}")), CAMAT)
    (extent,) = find(built, "//wp:extent")
    assert (extent.get("cx"), extent.get("cy")) == ("720000", "360000")
    (picture,) = [name for name in parts(built) if name.startswith("word/media/")]
    assert parts(built)[picture] == FILES["logo.png"]
    assert paragraphs(built) == ["Logo  Camat"]


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ("lebar='1,5 cm'", (540_000, 270_000)),
        ("tinggi='10mm'", (720_000, 360_000)),
        ("lebar='1in', tinggi='1in'", (914_400, 914_400)),
    ],
)
def test_a_picture_keeps_its_proportions_unless_both_sides_are_given(options: str, size: tuple[int, int]) -> None:
    (extent,) = find(
        with_files(docx(p(f"{{{{ 'logo.png' | gambar({options}) }}}}{{{{ jabatan.nama }}}}")), CAMAT), "//wp:extent"
    )
    assert (int(extent.get("cx", "")), int(extent.get("cy", ""))) == size


def test_a_picture_without_a_size_has_that_of_its_file() -> None:
    (extent,) = find(with_files(docx(p("{{ 'logo.png' | gambar }}{{ jabatan.nama }}")), CAMAT), "//wp:extent")
    assert int(extent.get("cx", "")) == pytest.approx(4 / 254 * 914_400, abs=2)


def test_each_position_of_the_book_shows_its_own_picture_and_each_file_is_there_once() -> None:
    template = docx(
        p("{{ jabatan.tambahan.foto | gambar(lebar='3cm') }}"), header=p("{{ 'logo.png' | gambar }}{{ jabatan.nama }}")
    )
    with_picture = jabatan("Camat", tambahan={"foto": "gambar/foto.png"})
    built = with_files(template, with_picture, with_picture, LURAH)
    assert len([name for name in parts(built) if name.startswith("word/media/")]) == 2
    assert len(find(built, "//w:drawing")) == 2
    assert len([name for name in parts(built) if name.startswith("word/_rels/header")]) == 3


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("hilang.png", None, "gambar 'hilang.png' tidak dapat dipakai: berkas itu tidak ada"),
        ("a.gif", b"GIF89a", "bukan gambar PNG atau JPEG"),
        ("a.png", png()[:-6], "gambarnya rusak atau terpotong"),
        ("a.png", png().replace(b"IDAT", b"IDAX"), "gambarnya rusak atau terpotong"),
        ("a.png", png(0, 0), "ukuran gambarnya tidak wajar"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40, "gambarnya rusak atau terpotong"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_trouble(name: str, content: bytes | None, trouble: str) -> None:
    files = {} if content is None else {name: content}
    made = compiled(docx(p(f"{{{{ '{name}' | gambar }}}}{{{{ jabatan.nama }}}}"))).document(
        CAMAT, whole(CAMAT, files=files)
    )
    (only,) = made.troubles
    assert trouble in only


def test_a_name_that_is_a_list_is_a_trouble_and_no_name_prints_nothing() -> None:
    template = docx(p("{{ jabatan.tambahan.foto | gambar }}{{ jabatan.nama }}"))
    listed = jabatan("Camat", tambahan={"foto": ["a", "b"]})
    (only,) = compiled(template).document(listed, whole(listed)).troubles
    assert "memerlukan nama berkas" in only
    assert paragraphs(document(template, CAMAT)) == ["Camat"]


def test_a_sound_png_is_read_with_its_size() -> None:
    found = read_picture(png(254, 508))
    assert isinstance(found, Picture)
    assert (found.media_type, found.width, found.height) == ("image/png", 914_400, 1_828_800)


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ 'a.png' | gambar(2) }}", "Isian penyaring 'gambar' harus bernama"),
        ("{{ 'a.png' | gambar(lebar='dua') }}", "Isian 'lebar' dari penyaring 'gambar' tidak terbaca"),
        ("{{ 'a.png' | gambar(lebar=jabatan.nama) }}", "Isian 'lebar' dari penyaring 'gambar' tidak terbaca"),
        ("{{ 'a.png' | gambar(lebr='2cm') }}", "Penyaring 'gambar' tidak mengenal 'lebr'"),
        ("{{ jabatan.sasaran | gambar }}", "Penyaring 'gambar' memerlukan teks, bukan daftar"),
        ("{{ 'a.png' | gambar | huruf }}", "Penyaring 'huruf' memerlukan angka, bukan gambar"),
    ],
)
def test_a_fault_of_a_picture_tag_says_what_to_write(tag: str, message: str) -> None:
    assert any(message in each for each in said(p(tag)))


# The list of contents.

CONTENTS = (
    p("{%p daftar_isi %}")
    + p("Isi")
    + tbl(
        1,
        tr("{%tr for lembar in every_jabatan %}"),
        tr("{% tautan lembar %}{{ lembar.nama }}{% endtautan %}"),
        tr("{%tr endfor %}"),
    )
    + p("{%p enddaftar_isi %}")
)


def test_the_book_begins_with_a_list_of_contents_that_links_to_each_sheet() -> None:
    template = docx(CONTENTS + p("Lembar {{ lembar }}: {{ jabatan.nama }}"), header=p("{{ jabatan.nama }}"))
    built = book(template, CAMAT, LURAH)
    assert structure_faults(built) == []
    assert [text for text in paragraphs(built) if text] == [
        "Isi",
        "Camat",
        "Lurah",
        "Lembar 1: Camat",
        "Lembar 2: Lurah",
    ]
    links = [one.get(f"{W}anchor") for one in find(built, "//w:hyperlink")]
    assert links == [one.get(f"{W}name") for one in find(built, "//w:bookmarkStart")]
    sections = find(built, "//w:sectPr")
    assert [len(section.findall("w:headerReference", NS)) for section in sections] == [0, 1, 1]
    assert sections[0].find("w:pgNumType", NS).get(f"{W}fmt") == "lowerRoman"


def test_a_single_document_has_no_list_of_contents_and_no_link() -> None:
    built = document(docx(CONTENTS + p("{% tautan jabatan %}{{ jabatan.nama }}{% endtautan %}")), CAMAT)
    assert [text for text in paragraphs(built) if text] == ["Camat"]
    assert find(built, "//w:hyperlink") == []
    assert len(find(built, "//w:sectPr")) == 1


def test_a_header_without_tags_stands_on_the_list_of_contents_too() -> None:
    built = book(docx(CONTENTS + p("{{ jabatan.nama }}"), header=p("KOP")), CAMAT, LURAH)
    assert [len(section.findall("w:headerReference", NS)) for section in find(built, "//w:sectPr")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (p("{{ jabatan.nama }}") + CONTENTS, "'{%p daftar_isi %}' tidak berada di awal halaman isi."),
        (tbl(1, tr("{%p daftar_isi %}")) + p("{{ jabatan.nama }}"), "'{%p daftar_isi %}' tidak dapat dipakai di sini."),
        (p("{%p daftar_isi %}") + p("{{ jabatan.nama }}"), "'daftar_isi' tidak ditutup"),
        (CONTENTS.replace("jabatan.nama", "x"), "hanya berguna dalam templat yang memakai 'jabatan'"),
        (p("{% tautan kantor %}{{ jabatan.nama }}{% endtautan %}"), "'kantor' adalah objek, bukan"),
        (p("{%p tautan jabatan %}") + p("x") + p("{%p endtautan %}"), "harus berada di dalam kalimat"),
        (p("{% tautan jabatan %}{{ jabatan.nama }}"), "'tautan jabatan' tidak ditutup"),
    ],
)
def test_a_list_of_contents_in_the_wrong_place_is_named(body: str, message: str) -> None:
    assert any(message in each for each in said(body))


# Fields that Word counts, and breaks.


def test_the_number_of_the_page_is_a_field_in_the_look_of_its_tag() -> None:
    built = document(docx(p("{{ jabatan.nama }}"), footer=p(run("Halaman {{ nomor_hal", "b"), run("aman }}."))), CAMAT)
    assert runs(built, "word/footer1.xml") == [("Halaman 1", "b"), (".", "")]
    assert [one.text for one in find(built, "//w:instrText", "word/footer1.xml")] == [" PAGE "]
    kinds = [one.get(f"{W}fldCharType") for one in find(built, "//w:fldChar", "word/footer1.xml")]
    assert kinds == ["begin", "separate", "end"]


@pytest.mark.parametrize("body", [p("{%p halaman_baru %}"), p("a{% halaman_baru %}b")])
def test_a_new_page_begins_where_the_template_says(body: str) -> None:
    built = document(docx(body + p("{{ jabatan.nama }}")), CAMAT)
    assert len(find(built, "//w:r/w:br[@w:type='page']")) == 1


def test_a_page_break_that_somebody_typed_is_repeated_with_its_paragraph() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = p("{%p for f in jabatan.fungsi %}") + p(run("{{ f }}"), page) + p("{%p endfor %}")
    assert len(find(document(docx(body), CAMAT), "//w:br[@w:type='page']")) == 2


def test_a_tag_in_the_code_of_a_field_is_named() -> None:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText> HYPERLINK "{{ jabatan.kode }}" </w:instrText></w:r>'
    (only,) = said(p(sign.format("begin"), code, sign.format("end")))
    assert only.startswith("halaman isi, paragraf 1: Ada tag di kode bidang (field) Word, yang tidak dibaca iki")


# Filters.


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 4 | romawi }} {{ 1994 | romawi }}", "IV MCMXCIV"),
        ("{{ kantor.dokumen.tanggal | tanggal }}", "2 Januari 2026"),
        ("{{ 'kemarin' | tanggal }} {{ '2026-13-01' | tanggal }}", "kemarin 2026-13-01"),
        ("{{ jabatan.fungsi | rangkai }}", "Satu dan Dua"),
        ("{{ jabatan.mencakup | rangkai }}", "a, b dan c"),
        ("{{ jabatan.tambahan.anggota | rangkai }}", "x dan y"),
        ("{{ jabatan.tambahan.tanggal | tanggal }}", "17 Agustus 2026"),
        ("{{ jabatan.tambahan.tidak_ada | tanggal }}{{ jabatan.tambahan.tidak_ada | rangkai }}", ""),
        (
            "{% for b in jabatan.tambahan.rincian | pasangan %}{{ b.kunci }}={{ b.nilai }};{% endfor %}",
            "2026=8;2027=9;",
        ),
    ],
)
def test_a_filter_writes_what_the_document_needs(tag: str, printed: str) -> None:
    about = jabatan(
        "Camat",
        fungsi=("Satu", "Dua"),
        mencakup=("a", "b", "c"),
        tambahan={"anggota": ["x", "y"], "tanggal": "2026-08-17", "rincian": {"2026": "8", "2027": "9"}},
    )
    office = Kantor(dokumen=Dokumen(tanggal="2026-01-02"))
    assert paragraphs(document(docx(p(tag)), about, office))[0] == printed


def test_python_docx_reads_a_picture_that_iki_put_in() -> None:
    import docx as python_docx

    built = with_files(docx(p("{{ 'logo.png' | gambar(lebar='2cm') }}{{ jabatan.nama }}")), CAMAT)
    shape = python_docx.Document(io.BytesIO(built)).inline_shapes[0]
    assert int(shape.width) == 720_000
    assert root(built) is not None


def jpeg(*segments: bytes) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 20, 40, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\0" * 200
    return b"\xff\xd8" + b"".join(segments) + frame + scan + b"\xff\xd9"


ADOBE = b"\xff\xee" + struct.pack(">H", 14) + b"Adobe" + b"\0" * 7
TABLE = b"\xff\xdb" + struct.pack(">H", 67) + b"\0" + b"\1" * 64


@pytest.mark.parametrize(
    ("segments", "inches"),
    [
        ((ADOBE,), 40 / 96),
        ((TABLE,), 40 / 96),
        ((b"\xff\xe0" + struct.pack(">H5s2sBHHBB", 16, b"JFIF\0", b"\1\2", 1, 200, 200, 0, 0),), 40 / 200),
        ((b"\xff\xe0" + struct.pack(">H5s2sBHHBB", 16, b"JFIF\0", b"\1\2", 1, 0, 0, 0, 0),), 40 / 96),
    ],
)
def test_a_jpeg_is_read_however_it_begins(segments: tuple[bytes, ...], inches: float) -> None:
    found = read_picture(jpeg(*segments))
    assert isinstance(found, Picture)
    assert found.width == pytest.approx(inches * 914_400, abs=1)
    assert found.height * 2 == pytest.approx(found.width, abs=2)


def test_a_density_that_no_picture_has_is_taken_as_the_usual_one() -> None:
    dense = png(96, 48).replace(struct.pack(">IIB", 10_000, 10_000, 1), struct.pack(">IIB", 4_000_000_000, 10, 1))
    at = dense.index(b"pHYs")
    dense = dense[: at + 13] + struct.pack(">I", zlib.crc32(dense[at : at + 13])) + dense[at + 17 :]
    found = read_picture(dense)
    assert isinstance(found, Picture)
    assert (found.width, found.height) == (914_400, 457_200)
