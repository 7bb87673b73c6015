"""`iki build`: every document whole, the same bytes everywhere, nobody's work overwritten."""

from collections.abc import Callable
from pathlib import Path

import pytest
import word_files
from conftest import POSITION, Result

IDS = [
    "camat",
    "sekretaris",
    "kasi-tata-pemerintahan",
    "kasi-ketentraman-ketertiban",
    "kasi-ekonomi-pembangunan",
    "kasi-pemberdayaan-masyarakat",
    "kasi-prasarana-sarana",
    "kasubbag-umum-kepegawaian",
    "kasubbag-perencanaan-keuangan",
    "lurah",
]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".iki-")
    }


def test_ten_positions_give_ten_word_and_ten_markdown_files_and_the_book_of_each(
    seed: Path, iki: Callable[..., Result]
) -> None:
    result = iki("build")
    expected = [
        f"build/iki{name}.{suffix}" for suffix in ("docx", "md") for name in (*(f"/{identity}" for identity in IDS), "")
    ]
    assert result.code == 0
    assert [line for line in result.out.splitlines() if line.startswith("build/iki")] == expected
    assert sorted(f"build/{name}" for name in files_of(seed / "build")) == sorted(result.out.splitlines())


def test_naming_a_position_builds_only_its_documents_and_leaves_the_book_alone(
    seed: Path, iki: Callable[..., Result]
) -> None:
    assert iki("build", "lurah", "data/jabatan/camat.yaml", "lurah").out.splitlines() == [
        "build/iki/lurah.docx",
        "build/iki/camat.docx",
        "build/iki/lurah.md",
        "build/iki/camat.md",
    ]


def test_one_format_alone_can_be_built_into_another_folder(office: Path, iki: Callable[..., Result]) -> None:
    assert iki("build", "--format", "md", "--out", "hasil/md").out.splitlines() == [
        "hasil/md/iki/camat.md",
        "hasil/md/iki.md",
    ]
    assert not (office / "build").exists()


def test_any_files_error_stops_the_build_before_anything_is_written(office: Path, iki: Callable[..., Result]) -> None:
    (office / "data" / "jabatan" / "lurah.yaml").write_text("jabatan: Lurah\n", encoding="utf-8")
    result = iki("build", "camat")
    assert (result.code, result.out) == (1, "")
    assert "data/jabatan/lurah.yaml:1:1: error:" in result.err
    assert not (office / "build").exists()


def test_a_faulty_template_stops_the_build_before_anything_is_written(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    (office / "templates" / "iki.md.j2").write_text("# {{ jabatan.nma }}\n\n{{ kantr }}\n", encoding="utf-8")
    result = iki("build")
    assert (result.code, result.out) == (1, "")
    assert (
        "templates/iki.md.j2:1:1: error: 'jabatan.nma' tidak ada. [templat-rusak]\n  saran: Maksud Anda 'nama'?"
        in result.err
    )
    assert "templates/iki.md.j2:3:1: error: 'kantr' tidak ada." in result.err
    assert not (office / "build").exists()


def test_a_template_of_the_project_is_a_document_of_its_own_kind(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    (office / "templates" / "daftar.md.j2").write_text(
        "{% for jabatan in every_jabatan %}{{ jabatan.nama }}\n{% endfor %}", encoding="utf-8"
    )
    (office / "templates" / "~$iki.docx").write_bytes(b"kunci Word")
    assert "build/daftar.md" in iki("build").out.splitlines()
    assert (office / "build" / "daftar.md").read_text(encoding="utf-8") == "Camat Bontang Barat\n"


def test_the_projects_own_template_wins(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    (office / "templates" / "iki.md.j2").write_text("{{ jabatan.nama }}\n", encoding="utf-8")
    iki("build")
    assert (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8") == "Camat Bontang Barat\n"


def test_without_positions_build_says_how_to_make_one(office: Path, iki: Callable[..., Result]) -> None:
    (office / "data" / "jabatan" / "camat.yaml").unlink()
    result = iki("build")
    assert result.code == 2
    assert "iki new" in result.err


def test_an_unknown_position_is_answered_with_the_nearest(office: Path, iki: Callable[..., Result]) -> None:
    result = iki("build", "camt")
    assert result.code == 2
    assert "Maksud Anda 'camat'?" in result.err


# What iki did not write


def test_an_edited_document_is_kept_and_named_and_the_rest_is_built(office: Path, iki: Callable[..., Result]) -> None:
    iki("build")
    edited = office / "build" / "iki" / "camat.md"
    edited.write_text("disunting", encoding="utf-8")
    (office / "build" / "iki.md").unlink()
    result = iki("build")
    assert result.code == 1
    assert edited.read_text(encoding="utf-8") == "disunting"
    assert "build/iki/camat.md sudah disunting" in result.err
    assert "--overwrite" in result.err
    assert "build/iki.md" in result.out.splitlines()
    assert "build/iki/camat.md" not in result.out.splitlines()


def test_overwriting_keeps_a_copy_of_every_edit_beside_the_document(office: Path, iki: Callable[..., Result]) -> None:
    iki("build")
    document = office / "build" / "iki" / "camat.md"
    whole = document.read_bytes()
    for number in (1, 2):
        document.write_text(f"suntingan {number}", encoding="utf-8")
        assert iki("build", "--overwrite").code == 0
        assert document.read_bytes() == whole
        beside = document.with_name(f"camat.suntingan-{number}.md")
        assert beside.read_text(encoding="utf-8") == f"suntingan {number}"


def test_a_file_that_iki_did_not_write_is_never_touched(office: Path, iki: Callable[..., Result]) -> None:
    foreign = office / "build" / "iki" / "camat.md"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("milik orang", encoding="utf-8")
    for arguments in (("build",), ("build", "--overwrite")):
        result = iki(*arguments)
        assert result.code == 1
        assert foreign.read_text(encoding="utf-8") == "milik orang"
        assert "bukan tulisan iki" in result.err


def test_changed_data_replaces_what_iki_wrote(office: Path, iki: Callable[..., Result]) -> None:
    iki("build")
    path = office / "data" / "jabatan" / "camat.yaml"
    path.write_text(POSITION.replace("Nilai SKM", "Nilai IKM"), encoding="utf-8")
    assert iki("build").code == 0
    assert "Nilai IKM" in (office / "build" / "iki" / "camat.md").read_text(encoding="utf-8")


def test_a_build_cut_short_is_not_taken_for_somebodys_edit(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    iki("build")
    path = office / "data" / "jabatan" / "camat.yaml"
    path.write_text(POSITION.replace("Nilai SKM", "Nilai IKM"), encoding="utf-8")
    with monkeypatch.context() as cut:
        cut.setattr("iki.memory.Memory.tidy", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert iki("build").code == 130
    path.write_text(POSITION.replace("Nilai SKM", "Nilai lain"), encoding="utf-8")
    assert iki("build").code == 0


def test_a_broken_memory_is_nobodys(office: Path, iki: Callable[..., Result]) -> None:
    iki("build")
    (office / "build" / ".iki-written").write_bytes(b"\xff\x00 rusak\n\n  \n")
    assert iki("build").code == 0


def test_a_link_where_a_document_should_go_is_not_followed(office: Path, iki: Callable[..., Result]) -> None:
    target = office / "penting.txt"
    target.write_text("penting", encoding="utf-8")
    (office / "build" / "iki").mkdir(parents=True)
    (office / "build" / "iki" / "camat.md").symlink_to(target)
    assert iki("build").code == 1
    assert target.read_text(encoding="utf-8") == "penting"


def test_output_does_not_leave_the_output_folder_by_a_link(office: Path, iki: Callable[..., Result]) -> None:
    (office / "luar").mkdir()
    (office / "build").mkdir()
    (office / "build" / "iki").symlink_to(office / "luar")
    assert iki("build").code == 2
    assert list((office / "luar").iterdir()) == []


def test_a_file_where_the_output_folder_should_be_is_said(office: Path, iki: Callable[..., Result]) -> None:
    (office / "build").write_text("bukan folder", encoding="utf-8")
    result = iki("build")
    assert result.code == 2
    assert "build tidak dapat dibuat: ada berkas di tempat foldernya" in result.err


def test_a_document_held_open_is_said_and_its_old_bytes_stay(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    iki("build")
    before = files_of(office / "build")
    path = office / "data" / "jabatan" / "camat.yaml"
    path.write_text(POSITION.replace("Nilai SKM", "Nilai IKM"), encoding="utf-8")

    def held(*_: object) -> None:
        raise PermissionError(13, "dipakai proses lain")

    with monkeypatch.context() as word:
        word.setattr(Path, "replace", held)
        word.setattr("iki.write._PATIENCE", 0)
        assert iki("build").code == 2
    assert files_of(office / "build") == before


def test_a_document_held_open_does_not_keep_the_others_and_is_no_edit_afterwards(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    iki("build")
    path = office / "data" / "jabatan" / "camat.yaml"
    path.write_text(POSITION.replace("Nilai SKM", "Nilai IKM"), encoding="utf-8")
    original = Path.replace

    def held(temporary: Path, target: Path) -> Path:
        if target.name == "camat.docx":
            raise PermissionError(13, "dipakai proses lain")
        return original(temporary, target)

    with monkeypatch.context() as word:
        word.setattr(Path, "replace", held)
        word.setattr("iki.write._PATIENCE", 0)
        result = iki("build")
    assert result.code == 2
    assert "build/iki/camat.docx tidak dapat ditulis: sedang dibuka di Word atau program lain" in result.err
    assert result.out.splitlines() == ["build/iki.docx", "build/iki/camat.md", "build/iki.md"]
    assert iki("build").code == 0


# Templates as files


def test_two_templates_of_one_document_are_refused(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    for name in ("iki.md", "iki.md.j2"):
        (office / "templates" / name).write_text("x\n", encoding="utf-8")
    result = iki("build")
    assert result.code == 1
    assert "Templat 'iki.md' dan 'iki.md.j2' menghasilkan dokumen yang sama." in result.err


def test_a_template_whose_name_cannot_be_a_kind_is_said(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    (office / "templates" / "Copy of iki.md").write_text("x\n", encoding="utf-8")
    result = iki("build")
    assert result.code == 1
    assert "Nama templat 'Copy of iki.md' tidak dapat dipakai" in result.err


def test_naming_a_position_where_no_template_is_about_one_is_said(office: Path, iki: Callable[..., Result]) -> None:
    (office / "templates").mkdir()
    for name in ("iki.docx", "iki.md"):
        content = word_files.docx(word_files.p("{{ kantor.pemda }}")) if name == "iki.docx" else b"{{ kantor.pemda }}\n"
        (office / "templates" / name).write_bytes(content)
    result = iki("build", "camat")
    assert (result.code, result.out) == (2, "")
    assert "Dokumen ini memuat semua jabatan" in result.err
    assert iki("build").code == 0


@pytest.mark.parametrize("name", ["iki.docx.docx", "iki.DOCX", "iki.doc", "iki.odt", "iki.docm"])
def test_a_template_whose_name_only_looks_right_is_not_passed_over(
    office: Path, iki: Callable[..., Result], name: str
) -> None:
    (office / "templates").mkdir()
    (office / "templates" / name).write_bytes(word_files.docx(word_files.p("{{ jabatan.nama }}")))
    for command in ("build", "validate"):
        result = iki(command)
        assert result.code == 1
        assert f"Nama templat '{name}' harus berakhiran .docx atau .md.j2" in result.err + result.out
