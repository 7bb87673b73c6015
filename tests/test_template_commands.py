"""`iki template …` and templates in `iki validate`, as whoever mends a template meets them."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pytest
import word_files
from conftest import CHECKOUT, Result
from word_files import p, run, tbl, tr

from iki.model import Jabatan
from iki.template.filters import FILTERS
from iki.template.kinds import SEEN, fields_of
from iki.views import EVERY_MODEL

BROKEN = word_files.docx(
    p("Nama: {{ jabatan.namaa }}") + tbl(2, tr("a", "{{ jabatan.tugas"), tr("b", "c")) + p("x"),
    header=p("{{ salah }}"),
)


@pytest.fixture
def broken(office: Path) -> Path:
    (office / "templates").mkdir()
    (office / "templates" / "iki.docx").write_bytes(BROKEN)
    return office


# check


def test_check_names_every_fault_with_its_place_and_the_text_around_it(
    broken: Path, iki: Callable[..., Result]
) -> None:
    result = iki("template", "check", "templates/iki.docx")
    assert result.code == 1
    *findings, closing = result.out.splitlines()[::2]
    unknown = "halaman isi, paragraf 1: 'jabatan.namaa' tidak ada (dalam '{{ jabatan.namaa }}')."
    where = (
        f'{unknown} Teksnya: "Nama: {{{{ jabatan.namaa }}}}".',
        "halaman isi, tabel 1, baris 1, kolom 2: Tag '{{ jabatan.tugas' tidak ditutup.",
        "kepala halaman, paragraf 1: 'salah' tidak ada (dalam '{{ salah }}').",
    )
    assert findings == [f"templates/iki.docx:1:1: error: {each} [templat-rusak]" for each in where]
    assert closing == "templates/iki.docx: 3 kesalahan."
    assert result.out.splitlines()[1] == "  saran: Maksud Anda 'nama'?"


def test_check_needs_no_project(tmp_path: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("iki.docx", "iki.md.j2"):
        (tmp_path / name).write_bytes((CHECKOUT / "templates" / name).read_bytes())
        assert iki("template", "check", name) == Result(0, f"{name}: tidak ada kesalahan.\n", "")


def test_check_says_what_is_no_template(office: Path, iki: Callable[..., Result]) -> None:
    assert (
        "iki.yaml bukan templat. Nama templat berakhiran .docx atau .md.j2." in iki("template", "check", "iki.yaml").err
    )
    assert "tidak ada.docx tidak dapat dibaca (tidak ada)" in iki("template", "check", "tidak ada.docx").err
    assert "data bukan berkas biasa." in iki("template", "check", "data").err
    assert "/dev/zero bukan berkas biasa." in iki("template", "check", "/dev/zero").err


def test_marking_writes_a_copy_with_each_fault_as_a_remark_at_its_place(
    broken: Path, iki: Callable[..., Result]
) -> None:
    result = iki("template", "check", "templates/iki.docx", "--mark", "tanda.docx")
    assert result.code == 1
    made = python_docx.Document(str(broken / "tanda.docx"))
    remarks = [comment.text for comment in made.comments]
    assert len(remarks) == 3
    assert remarks[0].startswith("halaman isi, paragraf 1: 'jabatan.namaa' tidak ada")
    assert remarks[0].endswith("Maksud Anda 'nama'?")
    marked = [paragraph for paragraph in made.element.iter(f"{word_files.W}p") if "commentReference" in paragraph.xml]
    assert [word_files.text_of(paragraph) for paragraph in marked] == ["Nama: {{ jabatan.namaa }}", "{{ jabatan.tugas"]
    assert (broken / "templates" / "iki.docx").read_bytes() == BROKEN
    marked_copy = (broken / "tanda.docx").read_bytes()
    for part in ("word/document.xml", "word/comments.xml"):  # styles that this template does not define
        assert word_files.find(marked_copy, "//w:rStyle | //w:pStyle", part) == []


def test_a_copy_with_remarks_is_still_a_template_without_them(broken: Path, iki: Callable[..., Result]) -> None:
    iki("template", "check", "templates/iki.docx", "--mark", "tanda.docx")
    assert iki("template", "check", "tanda.docx").out.splitlines()[-1] == "tanda.docx: 3 kesalahan."


def test_marking_never_writes_over_a_file(broken: Path, iki: Callable[..., Result]) -> None:
    result = iki("template", "check", "templates/iki.docx", "--mark", "templates/iki.docx")
    assert result.code == 2
    assert "salinan harus bernama lain dari templatnya" in result.err
    assert (broken / "templates" / "iki.docx").read_bytes() == BROKEN
    (broken / "tanda.docx").write_bytes(b"catatan orang")
    result = iki("template", "check", "templates/iki.docx", "--mark", "tanda.docx")
    assert "Salinan dengan komentar: tanda-2.docx." in result.err
    assert (broken / "tanda.docx").read_bytes() == b"catatan orang"
    assert (broken / "tanda-2.docx").is_file()


def test_a_fault_in_a_text_box_is_marked_at_the_paragraph_that_holds_it(
    office: Path, iki: Callable[..., Result]
) -> None:
    template = word_files.docx(p() + p(run("x"), word_files.text_box(p("{{ salah }}"))))
    (office / "t.docx").write_bytes(template)
    iki("template", "check", "t.docx", "--mark", "tanda.docx")
    made = word_files.find((office / "tanda.docx").read_bytes(), "//w:body/w:p[w:commentRangeStart]")
    assert [word_files.text_of(paragraph) for paragraph in made] == ["x"]


@pytest.mark.parametrize("content", [b"", b"bukan zip", word_files.zipped({"a": "b"})])
def test_a_file_that_is_no_package_cannot_be_marked(office: Path, iki: Callable[..., Result], content: bytes) -> None:
    (office / "t.docx").write_bytes(content)
    result = iki("template", "check", "t.docx", "--mark", "tanda.docx")
    assert result.code == 2
    assert "tanda.docx tidak ditulis: berkas templatnya rusak" in result.err
    assert not (office / "tanda.docx").exists()


@pytest.mark.parametrize(("name", "level", "code"), [("iki.docx", "error", 1), ("sampul.docx", "warning", 0)])
def test_a_finished_document_in_the_place_of_a_template_is_named(
    office: Path, iki: Callable[..., Result], name: str, level: str, code: int
) -> None:
    (office / "templates").mkdir(exist_ok=True)
    (office / "templates" / name).write_bytes(word_files.docx(p("Camat Bontang Barat")))
    told = f"templates/{name}:1:1: {level}: Templat ini tidak memakai satu nilai pun dari data."
    checked = iki("template", "check", f"templates/{name}")
    assert (checked.code, checked.out.count(told)) == (code, 1)
    assert iki("validate").out.count(told) == 1
    assert iki("validate", "--strict").code == 1
    built = iki("build", "--format", "docx")
    assert (built.code, built.err.count(told)) == (code, 1)
    assert (office / "build").exists() == (not code)


def test_a_key_that_no_file_has_is_warned_of_unless_the_template_asks_first(
    office: Path, iki: Callable[..., Result]
) -> None:
    (office / "templates").mkdir(exist_ok=True)
    data = office / "data" / "jabatan" / "camat.yaml"
    data.write_text(data.read_text(encoding="utf-8") + "tambahan:\n  nip: '1'\n", encoding="utf-8")
    text = "{{ jabatan.tambahan.nipp }}{{ jabatan.tambahan.nip }}{{ kantor.tambahan['x y'] }}\n"
    asked = "{% if jabatan.tambahan.foto %}{{ jabatan.tambahan.foto }}{% endif %}\n"
    (office / "templates" / "uji.md").write_text(text + asked, encoding="utf-8")
    result = iki("validate", "templates")
    assert result.code == 0
    assert result.out.count("[kunci-tanpa-isi]") == 2
    assert "Kunci 'tambahan.nipp' (jabatan) tidak ada di satu berkas pun; tempatnya kosong." in result.out
    assert "Maksud Anda 'nip'?" in result.out
    assert "Kunci 'tambahan.x y' (kantor)" in result.out
    assert iki("build", "--format", "md").err.count("[kunci-tanpa-isi]") == 2


def test_a_sound_template_is_not_copied(office: Path, iki: Callable[..., Result]) -> None:
    (office / "t.docx").write_bytes(word_files.docx(p("{{ jabatan.nama }}")))
    assert iki("template", "check", "t.docx", "--mark", "tanda.docx").code == 0
    assert not (office / "tanda.docx").exists()


# new


@pytest.mark.parametrize(("arguments", "name"), [((), "iki.docx"), (("--format", "md"), "iki.md.j2")])
def test_new_copies_the_built_in_template(
    office: Path, iki: Callable[..., Result], arguments: tuple[str, ...], name: str
) -> None:
    result = iki("template", "new", "iki", *arguments)
    assert (result.code, result.out) == (0, f"templates/{name}\n")
    assert (office / "templates" / name).read_bytes() == (CHECKOUT / "templates" / name).read_bytes()


@pytest.mark.parametrize("name", ["iki", "ringkasan", "keputusan", "matriks"])
def test_new_copies_it_in_the_form_of_the_settings(office: Path, iki: Callable[..., Result], name: str) -> None:
    (office / "iki.yaml").write_text("label: {indikator: UKURAN}\nkertas: A4\n", encoding="utf-8")
    assert iki("template", "new", name).code == 0
    made = (office / "templates" / f"{name}.docx").read_bytes()
    assert "UKURAN" in word_files.paragraphs(made)
    assert iki("template", "check", f"templates/{name}.docx").code == 0
    if name == "iki":
        iki("build", "--format", "docx")
        by_own = (office / "build" / "iki.docx").read_bytes()
        (office / "templates" / "iki.docx").unlink()
        iki("build", "--format", "docx")
        assert word_files.parts((office / "build" / "iki.docx").read_bytes()) == word_files.parts(by_own)


def test_new_copies_the_plain_one_where_settings_are_wrong_or_there_is_no_data(
    office: Path, iki: Callable[..., Result]
) -> None:
    (office / "iki.yaml").write_text("kolom: [indikatr]\n", encoding="utf-8")
    assert iki("template", "new", "iki").code == 0
    shipped = (CHECKOUT / "templates" / "iki.docx").read_bytes()
    assert (office / "templates" / "iki.docx").read_bytes() == shipped
    (office / "iki.yaml").write_text("kolom: [indikator]\n", encoding="utf-8")
    shutil.rmtree(office / "data")
    assert iki("template", "new", "lain").code == 0


def test_a_template_of_another_kind_is_a_document_beside_the_sheet(office: Path, iki: Callable[..., Result]) -> None:
    iki("template", "new", "ringkasan")
    assert iki("build").code == 0
    assert (office / "build" / "ringkasan" / "camat.docx").is_file()


def test_a_kind_that_reads_like_one_of_ikis_own_is_asked_about(office: Path, iki: Callable[..., Result]) -> None:
    assert "Maksud Anda 'keputusan'?" in iki("template", "new", "keputusn").err
    assert "Maksud Anda" not in iki("template", "new", "keputusan").err
    assert iki("template", "new", "keputusan", "--format", "md").code == 2


def test_new_does_not_write_over_a_template(broken: Path, iki: Callable[..., Result]) -> None:
    result = iki("template", "new", "iki")
    assert result.code == 2
    assert "templates/iki.docx sudah ada; dibiarkan." in result.err
    assert (broken / "templates" / "iki.docx").read_bytes() == BROKEN


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("iki", "--format", "pdf"), "bentuk 'pdf' tidak ada; pilih: docx, md"), (("Iki Saya",), "hanya huruf kecil")],
)
def test_new_says_what_it_cannot_make(
    office: Path, iki: Callable[..., Result], arguments: tuple[str, ...], words: str
) -> None:
    result = iki("template", "new", *arguments)
    assert result.code == 2
    assert words in result.err


# words


def test_words_lists_every_name_filter_and_tag_with_its_meaning(iki: Callable[..., Result]) -> None:
    out = iki("template", "words").out
    names = {name for model in EVERY_MODEL for name in fields_of(model)}
    assert all(f".{name} " in out for name in names if name != "dokumen")
    assert all(name in out for name in (*SEEN, *FILTERS, "gambar", "gabung", "nomor_halaman", "halaman_baru", "tautan"))
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    assert all(len(line.strip().split("  ", 1)) == 2 for line in lines)


def test_the_words_of_a_position_are_explained_as_the_schema_explains_them(iki: Callable[..., Result]) -> None:
    out = iki("template", "words").out
    assert "  jabatan.nama         Nama jabatan sebagaimana dicetak. (teks)" in out
    assert len([line for line in out.splitlines() if line.startswith("  jabatan.")]) == len(fields_of(Jabatan))


# validate


def test_validate_reports_templates_beside_data(broken: Path, iki: Callable[..., Result]) -> None:
    (broken / "data" / "jabatan" / "camat.yaml").write_text("jabatan: [\n", encoding="utf-8")
    result = iki("validate")
    assert result.code == 1
    paths = [line.split(":")[0] for line in result.out.splitlines() if line and not line.startswith("  ")]
    assert paths[:-1] == ["data/jabatan/camat.yaml", *["templates/iki.docx"] * 3]
    assert result.out.splitlines()[-1].startswith("3 berkas diperiksa: 4 kesalahan")


def test_validate_of_one_data_file_leaves_templates_alone(broken: Path, iki: Callable[..., Result]) -> None:
    assert iki("validate", "data/jabatan/camat.yaml").code == 0
    assert iki("validate", "templates/iki.docx").out.count("[templat-rusak]") == 3
    assert iki("validate", "templates").code == 1


def test_a_template_with_a_wrong_name_does_not_hide_the_faults_of_data(
    office: Path, iki: Callable[..., Result]
) -> None:
    (office / "templates").mkdir()
    (office / "templates" / "iki - Copy.docx").write_bytes(BROKEN)
    (office / "data" / "jabatan" / "camat.yaml").write_text("jabatan: x\n", encoding="utf-8")
    result = iki("validate")
    assert result.code == 1
    assert "Nama templat 'iki - Copy.docx' tidak dapat dipakai" in result.out
    assert "[kunci-belum-ada]" in result.out


# Pictures of the project.


def test_a_picture_of_the_project_is_built_in(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    body = p("{{ 'gambar/logo.png' | gambar(lebar='2cm') }}{{ jabatan.nama }}")
    (office / "templates" / "iki.docx").write_bytes(word_files.docx(body))
    result = iki("build", "--format", "docx")
    assert result.code == 1
    assert "jabatan 'camat' dan 1 dokumen lain: gambar 'gambar/logo.png' tidak dapat dipakai: berkas itu" in result.err
    assert not (office / "build").exists()
    checked = iki("validate", "templates")
    assert (checked.code, checked.out.count("[dokumen-mustahil]")) == (1, 1)
    picture = CHECKOUT / "docs" / "halaman.png"
    (office / "gambar").mkdir()
    (office / "gambar" / "logo.png").write_bytes(picture.read_bytes())
    assert iki("build", "--format", "docx").code == 0
    shapes = python_docx.Document(io.BytesIO((office / "build" / "iki" / "camat.docx").read_bytes())).inline_shapes
    assert [int(shape.width) for shape in shapes] == [720_000]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../rahasia.png", "a/../../rahasia.png", "C:/a.png", "\\\\server\\a.png"]
)
def test_nothing_outside_the_project_is_read_for_a_picture(office: Path, iki: Callable[..., Result], name: str) -> None:
    (office / "templates").mkdir()
    body = p("{{ jabatan.tambahan.foto | gambar }}")
    (office / "templates" / "iki.docx").write_bytes(word_files.docx(body))
    with (office / "data" / "jabatan" / "camat.yaml").open("a", encoding="utf-8") as file:
        file.write(f"tambahan: {{foto: '{name}'}}\n")
    result = iki("build")
    assert result.code == 1
    assert "tulis nama berkas di dalam folder proyek" in result.err


def test_a_link_out_of_the_project_is_no_picture_and_no_template(
    office: Path, tmp_path_factory: pytest.TempPathFactory, iki: Callable[..., Result]
) -> None:
    outside = tmp_path_factory.mktemp("luar") / "rahasia.png"
    outside.write_bytes((CHECKOUT / "docs" / "halaman.png").read_bytes())
    (office / "templates").mkdir()
    (office / "logo.png").symlink_to(outside)
    (office / "templates" / "iki.docx").write_bytes(word_files.docx(p("{{ 'logo.png' | gambar }}{{ jabatan.nama }}")))
    assert "berkas itu tautan ke luar folder proyek" in iki("build").err
    (office / "templates" / "lain.docx").symlink_to(outside)
    assert "Ini tautan (link), bukan berkas biasa." in iki("validate").out
