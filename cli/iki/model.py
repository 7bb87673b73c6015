"""What a position's IKI is, and the office that issues it: the values that rules judge and templates print.

Fields keep the names of their YAML keys, save that the position's name is `Jabatan.nama`. A text that the author left
empty is None, an empty list is `()`. These types are also what a template's expressions are checked against.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from operator import attrgetter
from typing import Any, ClassVar, dataclass_transform

from iki.source import Data, Trail


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Value:
    """A value made of its fields by name; it is equal to one of its kind that says the same.

    What is not given stays with the class, and the type checker alone sees that nothing is missing or changed: there
    are twenty values in a position. What every kind does in the same way is written once, since writing it for each is
    what takes time when a dataclass is made.
    """

    _said: ClassVar[tuple[str, ...]]
    """The fields that are part of what it says."""
    _say: ClassVar[Any]
    """Gives what they hold, of one value."""

    def __init_subclass__(cls) -> None:
        made: Any = dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
        every = fields(made)
        cls._said = tuple(each.name for each in every if each.compare)
        cls._say = attrgetter(*cls._said)
        for each in every:
            if each.default_factory is not MISSING:
                setattr(cls, each.name, each.default_factory())

    def __init__(self, **given: Any) -> None:
        self.__dict__ = given

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        said: bool = self._say(self) == other._say(other)
        return said

    __hash__ = None  # type: ignore[assignment]  # nothing at run time keeps it from being changed

    def __repr__(self) -> str:
        said = (f"{each}={getattr(self, each)!r}" for each in self._said)
        return f"{type(self).__name__}({', '.join(said)})"


class Indikator(Value):
    """One measure of a sasaran: one row of the table.

    `sumber_data` is its own (it `has_own_sumber_data`), else the position's, else the office's. `tinjauan` holds by the
    links of `mendukung` the fingerprints of what those items said when this one was last looked at.
    """

    trail: Trail = field(compare=False)
    has_own_sumber_data: bool = field(default=False, compare=False)
    nama: str
    formulasi: str | None
    sumber_data: tuple[str, ...]
    id: str | None = None
    kode: str | None = None
    mendukung: tuple[str, ...] = ()
    tinjauan: Mapping[str, str] = field(default_factory=dict)
    satuan: str | None = None
    target: str | None = None
    target_periode: Mapping[str, str] = field(default_factory=dict)
    kondisi_awal: str | None = None
    polaritas: str | None = None
    tipe: str | None = None
    jenis: str | None = None
    definisi: str | None = None
    alasan: str | None = None
    penanggung_jawab: str | None = None
    periode: str | None = None
    catatan: str | None = None
    status: str | None = None
    ditinjau: str | None = None
    tambahan: Mapping[str, Data] = field(default_factory=dict)


class Sasaran(Value):
    """One aim of a position with the indicators that measure it; `nomor` counts from 1 within the position."""

    trail: Trail = field(compare=False)
    nomor: int
    uraian: str | None
    indikator: tuple[Indikator, ...]
    id: str | None = None
    kode: str | None = None
    mendukung: tuple[str, ...] = ()
    tinjauan: Mapping[str, str] = field(default_factory=dict)
    program: str | None = None
    catatan: str | None = None
    status: str | None = None
    ditinjau: str | None = None
    tambahan: Mapping[str, Data] = field(default_factory=dict)


class Jabatan(Value):
    """One position: what it is for and how its performance is measured.

    `id` is its file's name without suffix, `atasan` an id. `sumber_data` is None where the file leaves it to the office
    or to the indicators, and `()` where the author left it empty.
    """

    id: str
    nama: str
    atasan: str | None
    tugas: str | None
    fungsi: tuple[str, ...]
    sasaran: tuple[Sasaran, ...]
    sumber_data: tuple[str, ...] | None = None
    kode: str | None = None
    unit: str | None = None
    eselon: str | None = None
    mencakup: tuple[str, ...] = ()
    ikhtisar: str | None = None
    periode: str | None = None
    catatan: str | None = None
    status: str | None = None
    ditinjau: str | None = None
    tambahan: Mapping[str, Data] = field(default_factory=dict)


class Dokumen(Value):
    """What the office says of its documents, those that fix them by decree too.

    `tanggal` is an ISO date, `penandatangan` the id of a position; `judul` is what the decree is called.
    """

    judul: str | None = None
    nomor: str | None = None
    tentang: str | None = None
    pembukaan: str | None = None
    menimbang: tuple[str, ...] = ()
    mengingat: tuple[str, ...] = ()
    memperhatikan: tuple[str, ...] = ()
    diktum: tuple[str, ...] = ()
    tembusan: tuple[str, ...] = ()
    tanggal: str | None = None
    tempat: str | None = None
    tanda_tangan: str | None = None
    cara_tanda_tangan: str | None = None
    penandatangan: str | None = None


class Kantor(Value):
    """The office: the settings of `iki.yaml` that hold for every position."""

    pemda: str | None = None
    perangkat_daerah: str | None = None
    tahun: str | None = None
    periode: str | None = None
    sumber_data: tuple[str, ...] = ()
    urutan: tuple[str, ...] = ()
    atasan_luar: Mapping[str, str] = field(default_factory=dict)
    dokumen: Dokumen = field(default_factory=Dokumen)
    tambahan: Mapping[str, Data] = field(default_factory=dict)


class Pejabat(Value):
    """Who holds a position, and what the position is called; `status` is Plt. or Plh. where somebody stands in.

    `nip` is `-` for whoever has none, `jenis_nip` what that number is called.
    """

    jabatan: str | None = None
    nama: str | None = None
    nip: str | None = None
    jenis_nip: str = "NIP"
    pangkat: str | None = None
    golongan: str | None = None
    status: str | None = None


class Matriks(Value):
    """How the office wants its table of all positions; what it leaves out is as in the shipped template.

    `kelompok` are the names of what groups the rows, from the widest; `kolom` is as in `Bentuk`.
    """

    judul: str | None = None
    kolom: tuple[tuple[str, ...], ...] | None = None
    kelompok: tuple[str, ...] | None = None


class Bentuk(Value):
    """What the office wants its sheet to look like; what it leaves out is as in the shipped templates.

    `label` gives headings by the name of what they head, `kolom` the columns in order, each by the names of what one of
    its cells prints, `bagian` the sections above the table, `kop` what the letterhead says (None: there is none),
    `margin` and `huruf` their settings as they are written; without `matriks` there is no table of all positions.
    """

    label: Mapping[str, str] = field(default_factory=dict)
    kolom: tuple[tuple[str, ...], ...] | None = None
    baris_nomor_kolom: str | None = None
    gabung: str | None = None
    bagian: tuple[str, ...] | None = None
    kertas: str | None = None
    orientasi: str | None = None
    kop: Mapping[str, str] | None = None
    margin: Mapping[str, str] = field(default_factory=dict)
    huruf: Mapping[str, str] = field(default_factory=dict)
    daftar_isi: str | None = None
    matriks: Matriks | None = None


class Periksa(Value):
    """What the office wants judged: `tingkat` gives rules another level by name, `batas` numbers that rules ask for.

    `wajib` are fields that a plain sheet need not have and this office wants, `abaikan` what is passed over by rule,
    file and reason, `ejaan` and `nama_resmi` the right spelling by the wrong one, `benar` and `singkatan` words that
    are right as they stand.
    """

    tingkat: Mapping[str, str] = field(default_factory=dict)
    batas: Mapping[str, str] = field(default_factory=dict)
    wajib: tuple[str, ...] = ()
    abaikan: tuple[Mapping[str, str], ...] = ()
    ejaan: Mapping[str, str] = field(default_factory=dict)
    nama_resmi: Mapping[str, str] = field(default_factory=dict)
    benar: tuple[str, ...] = ()
    singkatan: tuple[str, ...] = ()


def common(jabatan: Jabatan, name: str) -> str | None:
    """Return what a position has under a field's name or `tambahan.key`, by which it is grouped; None for no text."""
    key = name.removeprefix("tambahan.")
    value = getattr(jabatan, name) if key == name else jabatan.tambahan.get(key)
    return value if isinstance(value, str) else None
