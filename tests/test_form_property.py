"""Whatever an office sets: it is refused where it is written, or its documents are whole. Nothing in between."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import POSITION, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import W, find, structure_faults

TEXT = st.sampled_from(
    (
        *("Biasa", "A & B <c> \"q\" 'p'", "{x", "x}", "{{ x }}", "x }} y", "{ % x % }", "${ttd_pengirim}", "# judul"),
        *("| pipa | *b*", "عربي", "a\nb", "  spasi ", "1. satu", "x" * 90, "http://a.b/c?d=e&f", "<br>", "{jabatan}"),
    )
)
COLUMNS = st.sampled_from(
    (
        *("nomor", "jabatan", "sasaran", "indikator", "formulasi", "sumber_data", "satuan", "target", "target_periode"),
        *("program", "definisi", "catatan", "jabatan.unit", "sasaran.tambahan.misi", "tambahan.bobot", "tambahan.if"),
        *("tambahan.dua kata", "tambahan.2026", "nama"),
    )
)
SECTIONS = st.sampled_from(
    (
        *("jabatan", "atasan", "tugas", "fungsi", "unit", "mencakup", "ikhtisar", "sumber_data", "tambahan.dasar"),
        *("kantor.pemda", "kantor.tambahan.visi", "pejabat.nama", "uraian"),
    )
)
KOLOM = st.lists(COLUMNS | st.lists(COLUMNS, min_size=1, max_size=3, unique=True), min_size=1, max_size=6)
LENGTH = st.sampled_from(("0", "1 cm", "2,5 cm", "35 mm", "8 cm", "9 cm", "dua"))
SIZE = st.sampled_from(("6", "9", "11", "20", "21"))
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "pemda": TEXT,
        "perangkat_daerah": TEXT,
        "tahun": st.just("2026"),
        "kolom": KOLOM,
        "bagian": st.lists(SECTIONS, max_size=5, unique=True),
        "label": st.dictionaries(COLUMNS | st.just("judul") | SECTIONS, TEXT, min_size=1, max_size=3),
        "baris_nomor_kolom": st.sampled_from(("ya", "tidak")),
        "gabung": st.sampled_from(("jabatan", "sasaran", "tidak")),
        "kertas": st.sampled_from(("F4", "A4", "Legal", "Folio", "Letter")),
        "orientasi": st.sampled_from(("mendatar", "tegak")),
        "margin": st.dictionaries(st.sampled_from(("kiri", "kanan", "atas")), LENGTH, min_size=1),
        "huruf": st.fixed_dictionaries(
            {}, optional={"nama": st.sampled_from(("Arial", 'A"B&<')), "ukuran": SIZE, "tabel": SIZE}
        ).filter(bool),
        "daftar_isi": st.sampled_from(("ya", "tidak")),
        "kop": st.dictionaries(st.sampled_from(("pemda", "perangkat_daerah", "alamat")), TEXT, min_size=1),
        "matriks": st.fixed_dictionaries({}, optional={"judul": TEXT, "kolom": KOLOM, "kelompok": st.just(["eselon"])}),
        "dokumen": st.fixed_dictionaries(
            {},
            optional={
                "tanda_tangan": st.sampled_from(("per-jabatan", "dengan-atasan", "sekali", "tanpa")),
                "cara_tanda_tangan": st.sampled_from(("basah", "elektronik")),
                "nomor": TEXT,
                "menimbang": st.lists(TEXT, min_size=1, max_size=2),
                "mengingat": st.lists(TEXT, min_size=1, max_size=2),
                "diktum": st.lists(TEXT, min_size=1, max_size=2),
            },
        ),
    },
)
MORE = """\
        target_periode: {2026: 1, tw1: '2'}
        satuan: persen
        tambahan: {bobot: 10%, if: a, dua kata: b, 2026: c}
unit: Seksi
eselon: III.a
mencakup: [Satu, Dua]
tambahan: {dasar: [UU 1, UU 2]}
"""


@pytest.fixture
def two(office: Path) -> Path:
    """The office with a Lurah below its Camat; both files say more than the usual."""
    (office / "data" / "jabatan" / "camat.yaml").write_text(POSITION + MORE, encoding="utf-8")
    lower = POSITION.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)
    (office / "data" / "jabatan" / "lurah.yaml").write_text(lower, encoding="utf-8")
    (office / "pejabat.yaml").write_text("camat: {nama: A & B, nip: '-'}\nlurah: {nama: 'x }} y'}\n", encoding="utf-8")
    return office


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=SETTINGS)
def test_settings_are_refused_or_make_whole_documents(
    two: Path, iki: Callable[..., Result], chosen: dict[str, object]
) -> None:
    (two / "iki.yaml").write_text(json.dumps(chosen, ensure_ascii=False), encoding="utf-8")
    judged, built = iki("validate"), iki("build", "--overwrite")
    assert (judged.code, built.code) in {(0, 0), (1, 1)}, (judged.out, built.err)
    for name in built.out.splitlines():
        if name.endswith(".docx"):
            made = (two / name).read_bytes()
            assert structure_faults(made) == []
            assert all(int(column.get(f"{W}w") or 0) > 0 for column in find(made, "//w:gridCol"))
            for table in find(made, "//w:tbl"):
                columns = sum(int(each.get(f"{W}w") or 0) for each in table.iterfind(f"{W}tblGrid/{W}gridCol"))
                for row in table.iterfind(f"{W}tr"):
                    cells = row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")
                    assert sum(int(each.get(f"{W}w") or 0) for each in cells) == columns
