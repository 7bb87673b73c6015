"""Every key that the schema knows reaches the model under its own name, as it was written."""

import json
import pickle
from copy import deepcopy
from dataclasses import asdict, fields, replace
from typing import Any

import pytest
from conftest import CHECKOUT

from iki import load
from iki.dialect import parse
from iki.model import Indikator, Jabatan, Kantor, Sasaran
from iki.views import Pasangan

SCHEMA = json.loads((CHECKOUT / "schema" / "jabatan.schema.json").read_text(encoding="utf-8"))

WHOLE = """\
jabatan: Lurah
atasan: camat
tugas: |
  Baris satu
  Baris dua
fungsi: [Perencanaan]
sumber_data: [Renstra]
kode: 7.01
unit: Kelurahan
eselon: IV.a
mencakup: [Lurah Kanaan, Lurah Belimbing]
ikhtisar: Ikhtisar
periode: Tahunan
catatan: Catatan
status: konsep
ditinjau: 2026-01-12
tambahan: {kelas: 9, daftar: [a, b], kelompok: {c: d}}
sasaran:
  - id: satu
    kode: 7.01.01
    uraian: Tertib
    mendukung: [camat/tertib]
    tinjauan: {camat/tertib: kqmzbdfw}
    program: Program
    catatan: Catatan sasaran
    status: tetap
    ditinjau: kemarin
    tambahan: {warna: biru}
    indikator:
      - id: dua
        kode: 7.01.01.1
        nama: Nilai
        formulasi: Rumus
        sumber_data: [Catatan, Buku]
        mendukung: [camat/nilai]
        tinjauan:
          camat/nilai: bcdfghjk
        satuan: persen
        target: 85%
        target_periode: {2027: 90%, 2026: 85%}
        kondisi_awal: 78,4
        polaritas: naik
        tipe: akhir
        jenis: output
        definisi: Definisi
        alasan: Alasan
        penanggung_jawab: Kasi
        periode: Triwulan
        catatan: Catatan indikator
        status: konsep
        ditinjau: hari ini
        tambahan: {bobot: 010}
"""


@pytest.fixture
def jabatan() -> Jabatan:
    source = parse(WHOLE.encode(), "lurah.yaml")
    assert source.diagnostics == ()
    return load.jabatan(source, "lurah", Kantor())


@pytest.mark.parametrize(
    ("model", "level", "renamed"),
    [
        (Jabatan, SCHEMA, {"jabatan": "nama"}),
        (Sasaran, SCHEMA["$defs"]["sasaran"], {}),
        (Indikator, SCHEMA["$defs"]["indikator"], {}),
    ],
)
def test_the_model_has_a_field_for_every_key_of_the_schema_and_no_other(
    model: type, level: dict[str, Any], renamed: dict[str, str]
) -> None:
    keys = {renamed.get(key, key) for key in level["properties"]}
    made_by_iki = {"trail", "has_own_sumber_data", "nomor"} | ({"id"} if model is Jabatan else set())
    assert {field.name for field in fields(model)} - made_by_iki == keys - made_by_iki


def test_every_key_is_loaded_as_written(jabatan: Jabatan) -> None:
    assert asdict(jabatan) == {
        "id": "lurah",
        "nama": "Lurah",
        "atasan": "camat",
        "tugas": "Baris satu\nBaris dua",
        "fungsi": ("Perencanaan",),
        "sumber_data": ("Renstra",),
        "kode": "7.01",
        "unit": "Kelurahan",
        "eselon": "IV.a",
        "mencakup": ("Lurah Kanaan", "Lurah Belimbing"),
        "ikhtisar": "Ikhtisar",
        "periode": "Tahunan",
        "catatan": "Catatan",
        "status": "konsep",
        "ditinjau": "2026-01-12",
        "tambahan": {"kelas": "9", "daftar": ["a", "b"], "kelompok": {"c": "d"}},
        "sasaran": (
            {
                "trail": ("sasaran", 0),
                "nomor": 1,
                "id": "satu",
                "kode": "7.01.01",
                "uraian": "Tertib",
                "mendukung": ("camat/tertib",),
                "tinjauan": {"camat/tertib": "kqmzbdfw"},
                "program": "Program",
                "catatan": "Catatan sasaran",
                "status": "tetap",
                "ditinjau": "kemarin",
                "tambahan": {"warna": "biru"},
                "indikator": (
                    {
                        "trail": ("sasaran", 0, "indikator", 0),
                        "has_own_sumber_data": True,
                        "id": "dua",
                        "kode": "7.01.01.1",
                        "nama": "Nilai",
                        "formulasi": "Rumus",
                        "sumber_data": ("Catatan", "Buku"),
                        "mendukung": ("camat/nilai",),
                        "tinjauan": {"camat/nilai": "bcdfghjk"},
                        "satuan": "persen",
                        "target": "85%",
                        "target_periode": {"2027": "90%", "2026": "85%"},
                        "kondisi_awal": "78,4",
                        "polaritas": "naik",
                        "tipe": "akhir",
                        "jenis": "output",
                        "definisi": "Definisi",
                        "alasan": "Alasan",
                        "penanggung_jawab": "Kasi",
                        "periode": "Triwulan",
                        "catatan": "Catatan indikator",
                        "status": "konsep",
                        "ditinjau": "hari ini",
                        "tambahan": {"bobot": "010"},
                    },
                ),
            },
        ),
    }


def test_periods_keep_the_order_in_which_they_were_written(jabatan: Jabatan) -> None:
    assert list(jabatan.sasaran[0].indikator[0].target_periode) == ["2027", "2026"]


def test_sumber_data_comes_from_the_nearest_level_that_gives_it() -> None:
    text = "jabatan: A\natasan:\ntugas: b\nfungsi: [c]\nsasaran:\n- uraian: d\n  indikator:\n"
    rows = (
        "  - {nama: e, formulasi: f}\n"
        "  - {nama: g, formulasi: h, sumber_data: [Buku]}\n"
        "  - {nama: i, formulasi: j, sumber_data: }\n"
    )
    office = Kantor(sumber_data=("Kantor",))
    for own, expected in (("", ("Kantor",)), ("sumber_data: [Jabatan]\n", ("Jabatan",)), ("sumber_data:\n", ())):
        loaded = load.jabatan(parse((own + text + rows).encode(), "a.yaml"), "a", office)
        assert [each.sumber_data for each in loaded.sasaran[0].indikator] == [expected, ("Buku",), ()]


def test_the_offices_settings_are_loaded_as_written() -> None:
    text = (
        "pemda: Kota\nperangkat_daerah: Kecamatan\ntahun: 2026\nperiode: 2025-2029\nsumber_data: [Renstra]\n"
        "urutan: [camat]\natasan_luar: {sekda: Sekretaris Daerah}\n"
        "dokumen: {tanggal: 2026-01-05, tempat: Bontang, tanda_tangan: sekali, cara_tanda_tangan: basah,\n"
        "  penandatangan: camat, judul: Keputusan Camat, nomor: 7/2026, tentang: Penetapan, pembukaan: Dengan rahmat,\n"
        "  menimbang: [bahwa perlu], mengingat: [Undang-Undang], memperhatikan: [Surat], diktum: [Tetap, Berlaku],\n"
        "  tembusan: [Wali Kota]}\n"
        "tambahan: {alamat: Jalan}\n"
    )
    assert asdict(load.kantor(parse(text.encode(), "iki.yaml"))) == {
        "pemda": "Kota",
        "perangkat_daerah": "Kecamatan",
        "tahun": "2026",
        "periode": "2025-2029",
        "sumber_data": ("Renstra",),
        "urutan": ("camat",),
        "atasan_luar": {"sekda": "Sekretaris Daerah"},
        "dokumen": {
            "judul": "Keputusan Camat",
            "nomor": "7/2026",
            "tentang": "Penetapan",
            "pembukaan": "Dengan rahmat",
            "menimbang": ("bahwa perlu",),
            "mengingat": ("Undang-Undang",),
            "memperhatikan": ("Surat",),
            "diktum": ("Tetap", "Berlaku"),
            "tembusan": ("Wali Kota",),
            "tanggal": "2026-01-05",
            "tempat": "Bontang",
            "tanda_tangan": "sekali",
            "cara_tanda_tangan": "basah",
            "penandatangan": "camat",
        },
        "tambahan": {"alamat": "Jalan"},
    }


def test_values_are_equal_if_they_say_the_same_wherever_they_stand() -> None:
    one = Indikator(trail=("a",), nama="Nilai", formulasi=None, sumber_data=())
    other = Indikator(trail=("b",), nama="Nilai", formulasi=None, sumber_data=(), satuan=None, tambahan={})
    assert one == other
    assert one.trail != other.trail
    assert one != replace(other, satuan="%")
    same_fields: tuple[object, ...] = Kantor(), type("Lain", (Kantor,), {})()
    assert same_fields[0] != same_fields[1], "a value of another kind"
    assert repr(Pasangan(kunci="a", nilai="b")) == "Pasangan(kunci='a', nilai='b')"
    assert pickle.loads(pickle.dumps(one)) == deepcopy(one) == one  # noqa: S301 - it is our own
