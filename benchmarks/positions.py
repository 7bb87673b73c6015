"""Any number of valid positions, their texts varied from the ten real ones: as YAML for iki, as JSON for its peers."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

_Text = TypeVar("_Text")
_CHECKOUT = Path(__file__).parents[1]
_SETTINGS = "pemda: Pemerintah Kota Bontang\nperangkat_daerah: Kecamatan Bontang Barat\n"
_PLACES = ("Kelurahan Belimbing", "Kelurahan Kanaan", "Kelurahan Gunung Telihan")
_INDIKATOR = (2, 1, 1, 3, 1, 2, 1)
"""How many rows the sasaran of a position have: some cells merge, most do not."""
_LONG = 80
"""From this length on, the real files fold a text over several lines."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of the ten real positions."""

    jabatan: tuple[str, ...]
    tugas: tuple[str, ...]
    fungsi: tuple[str, ...]
    uraian: tuple[str, ...]
    nama: tuple[str, ...]
    formulasi: tuple[str, ...]
    sumber_data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workload:
    """What the tools have to do: the ids of the positions, and the folders that hold them in two forms."""

    ids: tuple[str, ...]
    project: Path
    data: Path


def make_workload(folder: Path, count: int) -> Workload:
    """Write `count` positions as a project of iki and as a JSON file each."""
    project, data = folder / "project", folder / "json"
    (project / "data" / "jabatan").mkdir(parents=True)
    (project / "templates").mkdir()
    data.mkdir()
    shutil.copy(_CHECKOUT / "templates" / "iki.docx", project / "templates")
    (project / "iki.yaml").write_text(_SETTINGS, encoding="utf-8")
    texts = _real_texts()
    ids = tuple(map(_id, range(count)))
    for number, identity in enumerate(ids):
        position = _position(texts, number)
        (project / "data" / "jabatan" / f"{identity}.yaml").write_text(_as_yaml(position), encoding="utf-8")
        (data / f"{identity}.json").write_text(json.dumps(_as_printed(position)), encoding="utf-8")
    return Workload(ids, project, data)


def _id(number: int) -> str:
    return f"jabatan-{number + 1:05}"


def _real_texts() -> Texts:
    """Collect the real sentences; BaseLoader, as iki, takes every value as typed."""
    files = sorted((_CHECKOUT / "data" / "jabatan").glob("*.yaml"))
    every = [yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in files]  # noqa: S506
    sasaran = [sasaran for jabatan in every for sasaran in jabatan["sasaran"]]
    indikator = [indikator for one in sasaran for indikator in one["indikator"]]
    return Texts(
        _distinct(jabatan["jabatan"] for jabatan in every),
        _distinct(jabatan["tugas"] for jabatan in every),
        _distinct(fungsi for jabatan in every for fungsi in jabatan["fungsi"]),
        _distinct(one["uraian"] for one in sasaran),
        _distinct(one["nama"] for one in indikator),
        _distinct(one["formulasi"] for one in indikator),
        _distinct(sumber for jabatan in every for sumber in jabatan.get("sumber_data", ())),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _position(texts: Texts, number: int) -> dict[str, Any]:
    place = f"RT {number + 1} {_PLACES[number % len(_PLACES)]}"
    fungsi = (f"{text} di {place}" for text in _some(texts.fungsi, number, 10 + number % 3))
    return {
        "jabatan": f"{_some(texts.jabatan, number, 1)[0]} {place}",
        "atasan": _id((number - 1) // 8) if number else None,
        "tugas": f"{_some(texts.tugas, number, 1)[0]} di {place}",
        "fungsi": list(fungsi),
        "sumber_data": list(_some(texts.sumber_data, number, 5)),
        "sasaran": list(_sasaran(texts, number, place)),
    }


def _some(texts: Sequence[_Text], start: int, count: int) -> tuple[_Text, ...]:
    return tuple(texts[(start + index) % len(texts)] for index in range(count))


def _sasaran(texts: Texts, number: int, place: str) -> Iterator[dict[str, Any]]:
    """Yield seven; strides of seven and eleven pair other names with other formulas in every position."""
    for index, count in enumerate(_INDIKATOR):
        names = _some(texts.nama, number * 7 + index * 3, count)
        formulas = _some(texts.formulasi, number * 11 + index * 3, count)
        yield {
            "uraian": f"{_some(texts.uraian, number + index, 1)[0]} di {place}",
            "indikator": [
                {"nama": f"{name} {place}", "formulasi": f"{formula} di {place}"}
                for name, formula in zip(names, formulas, strict=True)
            ],
        }


_THINGS = (
    ("arsip", "tertata", "ketertiban arsip"),
    ("surat", "selesai tepat waktu", "ketepatan layanan surat"),
    ("warga", "hadir dalam musyawarah", "partisipasi warga"),
    ("aduan", "selesai ditangani", "penanganan aduan"),
    ("pegawai", "hadir tepat waktu", "kedisiplinan pegawai"),
    ("laporan", "diserahkan tepat waktu", "ketepatan pelaporan"),
    ("jalan", "dalam keadaan baik", "kelayakan jalan"),
    ("bangunan", "memiliki izin", "kepatuhan bangunan"),
    ("pedagang", "berjualan di tempat resmi", "ketertiban pedagang"),
    ("usulan", "disetujui", "keberhasilan usulan"),
)
_TASKS = (
    *("penyusunan rencana kerja", "pengelolaan arsip dan surat", "penanganan aduan warga", "pembinaan kader kelurahan"),
    *("pemeliharaan jalan lingkungan", "penataan pedagang", "pengumpulan usulan warga", "pelaporan kegiatan"),
)
_ROWS = (2, 1, 1, 2, 1, 2, 1)


def make_sound(folder: Path, count: int) -> Path:
    """Write a project of positions in which no rule finds anything, about 3.5 KB of YAML each, and return it."""
    data = folder / "data" / "jabatan"
    data.mkdir(parents=True)
    (folder / "iki.yaml").write_text(_SETTINGS, encoding="utf-8")
    for number in range(count):
        (data / f"{_id(number)}.yaml").write_text(_as_yaml(_sound(number)), encoding="utf-8")
    return folder


def _sound(number: int) -> dict[str, Any]:
    place = f"wilayah {number + 1}"
    things = iter(_some(_THINGS, number, sum(_ROWS)))
    return {
        "jabatan": f"Kepala Seksi Pelayanan {number + 1}",
        "atasan": _id((number - 1) // 8) if number else None,
        "tugas": f"Memimpin pelayanan kepada masyarakat di {place}",
        "fungsi": [f"Pelaksanaan {task} di {place}" for task in _TASKS],
        "sumber_data": [f"Laporan hasil survei {place}", f"Daftar hadir musyawarah {place}"],
        "sasaran": [_sound_sasaran([next(things) for _ in range(rows)], place) for rows in _ROWS],
    }


def _sound_sasaran(things: Sequence[tuple[str, str, str]], place: str) -> dict[str, Any]:
    indikator = [
        {
            "nama": f"Persentase {thing} yang {state} di {place}",
            "formulasi": f"Jumlah {thing} yang {state} di {place} dibagi jumlah seluruh {thing} di {place} dikali 100%",
        }
        for thing, state, _ in things
    ]
    return {"uraian": f"Meningkatnya {things[0][2]} di {place}", "indikator": indikator}


class _Dumper(yaml.SafeDumper):
    """Writes as the real files are written: long texts folded, an empty superior left empty."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style=">" if len(text) > _LONG else None
    ),
)
_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def _as_yaml(position: dict[str, Any]) -> str:
    return yaml.dump(position, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table as it prints."""

    nomor: int
    uraian: str
    indikator: str
    formulasi: str
    sumber_data: str


def _as_printed(position: dict[str, Any]) -> dict[str, Any]:
    """Return what a peer only has to fill in: flat rows, letters and joined sources, which iki works out itself."""
    sumber = ", ".join(position["sumber_data"])
    return {
        "nama": position["jabatan"],
        "tugas": [{"teks": position["tugas"]}],
        "fungsi": [{"huruf": chr(ord("a") + index), "teks": text} for index, text in enumerate(position["fungsi"])],
        "baris": [
            asdict(Row(nomor, sasaran["uraian"], indikator["nama"], indikator["formulasi"], sumber))
            for nomor, sasaran in enumerate(position["sasaran"], start=1)
            for indikator in sasaran["indikator"]
        ],
    }


if __name__ == "__main__":  # FOLDER COUNT: the generated positions for whoever wants to look at them
    make_workload(Path(sys.argv[1]), int(sys.argv[2]))
