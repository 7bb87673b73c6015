"""What templates can say, each name and filter with its meaning, told from the schemas that editors show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from iki.model import Dokumen, Indikator, Jabatan, Kantor, Pejabat, Sasaran
from iki.template.filters import Filter
from iki.template.kinds import LOOP, Kind, fields_of
from iki.views import Bagian, BarisReviu, Kelompok, Pasangan, Perubahan, Reviu, Temuan

_OF_THE_MODEL: dict[tuple[type, str], str] = {
    (Jabatan, "id"): "Id jabatan: nama berkasnya tanpa .yaml.",
    (Sasaran, "nomor"): "Nomor sasaran dalam jabatannya, mulai dari 1.",
    (Pejabat, "jenis_nip"): "NIP, atau NI PPPK.",
    (Pasangan, "kunci"): "Kunci, misalnya tahun atau triwulan.",
    (Pasangan, "nilai"): "Nilai pada kunci itu.",
    (Kelompok, "nama"): "Yang sama bagi jabatan-jabatannya, misalnya eselonnya.",
    (Kelompok, "jabatan"): "Jabatan-jabatan dalam kelompok itu.",
    (Perubahan, "nomor"): "Nomor urut perubahan.",
    (Perubahan, "id"): "Id jabatannya; kosong untuk pengaturan semua jabatan.",
    (Perubahan, "jabatan"): "Nama jabatannya.",
    (Perubahan, "semula"): "Isi lama, bagian demi bagian; tidak ada bila baru.",
    (Perubahan, "menjadi"): "Isi baru, bagian demi bagian; tidak ada bila dihapus.",
    (Perubahan, "alasan"): "Isi baris 'Alasan: …' dalam pesan commit.",
    (Bagian, "judul"): "Nama bagian, misalnya 'Sasaran 1, indikator 2' atau Formulasi.",
    (Bagian, "isi"): "Teks bagian itu.",
    (Reviu, "jabatan"): "Jabatan yang direviu.",
    (Reviu, "temuan"): "Yang dicatat tentang jabatan itu sebagai keseluruhan.",
    (Reviu, "bahasa"): "Banyaknya catatan ejaan, istilah dan kerapian.",
    (Reviu, "baris"): "Baris tabelnya, satu untuk tiap indikator.",
    (BarisReviu, "nomor"): "Nomor urut indikator dalam jabatannya.",
    (BarisReviu, "sasaran"): "Sasaran yang diukur indikator itu.",
    (BarisReviu, "indikator"): "Indikator pada baris itu.",
    (BarisReviu, "s"): "Catatan tentang S: spesifik.",
    (BarisReviu, "m"): "Catatan tentang M: terukur.",
    (BarisReviu, "a"): "Catatan tentang A: dapat dicapai.",
    (BarisReviu, "r"): "Catatan tentang R: relevan; yang tentang sasaran ada di indikator pertamanya.",
    (BarisReviu, "t"): "Catatan tentang T: berjangka waktu.",
    (Temuan, "aturan"): "Nama aturannya, seperti dalam 'iki explain'.",
    (Temuan, "huruf"): "Huruf SMART yang disangkutnya; kosong bila tidak ada.",
    (Temuan, "pesan"): "Yang ditemukan, dalam satu kalimat.",
    (Temuan, "saran"): "Yang disarankan.",
}
"""Fields that no YAML key gives, and so no schema describes."""

_GLOBAL = {
    "every_jabatan": "Semua jabatan menurut urutan cetak; templat yang hanya memakai ini disusun satu kali.",
    "lembar": "Nomor urut jabatan, seperti dalam daftar isi buku.",
    "terakhir": "Benar pada lembar terakhir menurut urutan cetak.",
    "buku": "Benar bila yang disusun buku semua jabatan.",
}
_IN_LOOPS = {
    "index": "Putaran ke berapa, mulai dari 1.",
    "first": "Benar pada putaran pertama.",
    "last": "Benar pada putaran terakhir.",
}
STATEMENTS = {
    "{{ jabatan.tugas }}": "Isi suatu bidang, dengan rupa huruf pertama tagnya.",
    "{% if … %} {% elif … %} {% else %} {% endif %}": "Bersyarat, di dalam satu paragraf.",
    "{% for sasaran in jabatan.sasaran %} {% endfor %}": "Berulang, di dalam satu paragraf.",
    "{%p … %}": "if, for dan lainnya yang memakan seluruh paragrafnya.",
    "{%tr … %}": "if dan for yang memakan seluruh baris tabelnya.",
    "{%tc … %}": "if dan for yang memakan seluruh selnya: kolom berulang atau ditiadakan.",
    "{%gabung sasaran.nomor %}": "Sel ini menyatu ke bawah selama kuncinya sama dengan baris di atasnya.",
    "{{ nomor_halaman }}": "Nomor halaman, dihitung oleh Word.",
    "{% halaman_baru %}": "Ganti halaman.",
    "{%p daftar_isi %} {%p enddaftar_isi %}": "Hanya dalam buku, sebelum lembar pertama; di awal halaman isi.",
    "{% tautan lembar %} {% endtautan %}": "Dalam buku, tautan ke lembar suatu jabatan.",
    "{# … #}": "Catatan yang tidak dicetak.",
    "${nama}": "Penanda milik aplikasi lain, misalnya ${ttd_pengirim}: dibiarkan utuh.",
}
"""The tags of a Word template, as they are written."""


@dataclass(frozen=True, slots=True)
class Word:
    """One name that a template may use: what it stands for, and its meaning in Indonesian."""

    name: str
    kind: str
    meaning: str


def words(schemas: Mapping[str, Mapping[str, Any]], filters: Mapping[str, Filter]) -> Iterator[tuple[str, list[Word]]]:
    """Yield each group of words under its heading; `schemas` are those of jabatan, kantor and pejabat."""
    position = schemas["jabatan"]
    yield "Tag", [Word(tag, "", meaning) for tag, meaning in STATEMENTS.items()]
    yield "Jabatan", list(_fields("jabatan", Jabatan, position, position))
    for name, model in (("sasaran", Sasaran), ("indikator", Indikator)):
        heading = f"{name.capitalize()} (di dalam for {name} in …)"
        yield heading, list(_fields(name, model, position["$defs"][name], position))
    yield "Kantor", list(_office(schemas["kantor"]))
    person = schemas["pejabat"]["$defs"]["pejabat"]
    yield (
        "Pejabat (pemangku jabatan; begitu pula atasan, dan penandatangan untuk kantor)",
        list(_fields("pejabat", Pejabat, person, schemas["pejabat"])),
    )
    yield "Lainnya", list(_others())
    yield (
        "Matriks semula-menjadi (templates/diff/perubahan.docx: for perubahan in every_perubahan)",
        list(_of_others(("perubahan", Perubahan), ("bagian", Bagian))),
    )
    yield (
        "Lembar reviu (templates/worksheet/lembar-reviu.docx dan .md.j2: for reviu in every_reviu)",
        list(_of_others(("reviu", Reviu), ("baris", BarisReviu), ("temuan", Temuan))),
    )
    yield "Penyaring", [Word(f"| {name}", each.gives.word, f"{each.meaning}.") for name, each in filters.items()]


def _of_others(*models: tuple[str, type]) -> Iterator[Word]:
    """Yield the fields of models that no schema describes, each model under the name that templates usually give it."""
    for name, model in models:
        for field, kind in fields_of(model).items():
            yield Word(f"{name}.{field}", _in_words(kind), _OF_THE_MODEL[model, field])


def _fields(name: str, model: type, schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Iterator[Word]:
    for field, kind in fields_of(model).items():
        key = "jabatan" if (model, field) == (Jabatan, "nama") else field
        about = schema["properties"].get(key, {})
        about = {**whole["$defs"].get(about.get("$ref", "").rpartition("/")[2], {}), **about}
        meaning = _OF_THE_MODEL.get((model, field)) or about["description"]
        yield Word(f"{name}.{field}", _in_words(kind), meaning)


def _office(schema: Mapping[str, Any]) -> Iterator[Word]:
    for word in _fields("kantor", Kantor, schema, {"$defs": {}}):
        if word.name == "kantor.dokumen":
            yield from _fields("kantor.dokumen", Dokumen, schema["properties"]["dokumen"], {"$defs": {}})
        else:
            yield word


def _others() -> Iterator[Word]:
    yield Word("every_jabatan", "daftar", _GLOBAL["every_jabatan"])
    yield Word("lembar", "angka", _GLOBAL["lembar"])
    yield Word("terakhir", "syarat", _GLOBAL["terakhir"])
    yield Word("buku", "syarat", _GLOBAL["buku"])
    for name, kind in LOOP.items():
        yield Word(f"loop.{name}", kind.word, _IN_LOOPS[name])
    for field, kind in fields_of(Pasangan).items():
        yield Word(f"butir.{field}", kind.word, f"{_OF_THE_MODEL[(Pasangan, field)]} (for butir in … | pasangan)")
    for field, kind in fields_of(Kelompok).items():
        meaning = f"{_OF_THE_MODEL[(Kelompok, field)]} (for kelompok in every_jabatan | kelompok)"
        yield Word(f"kelompok.{field}", _in_words(kind), meaning)


def _in_words(kind: Kind) -> str:
    return f"{kind.word} {kind.item.word}" if kind.word == "daftar" and kind.item and not kind.item.model else kind.word
