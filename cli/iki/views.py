"""What only templates go through beside positions and office: groups, rows of the matrices and of the worksheet."""

from iki.model import Dokumen, Indikator, Jabatan, Kantor, Pejabat, Sasaran, Value


class Pasangan(Value):
    """A key and its value of a group such as `target_periode`, as a template goes through them."""

    kunci: str
    nilai: str


class Kelompok(Value):
    """Positions that have something in common, such as their eselon, as a template goes through them."""

    nama: str | None
    jabatan: tuple[Jabatan, ...]


class Bagian(Value):
    """One part of a cell of the matriks semula-menjadi: what it is called and what it says, None without either."""

    judul: str | None = None
    isi: str | None = None


class Perubahan(Value):
    """One row of the matriks semula-menjadi: an item of a position before and after, and why it changed.

    `jabatan` is the position's name, `id` its id, empty where it is about all positions; `semula` is empty for what is
    new, `menjadi` for what is gone.
    """

    nomor: int
    id: str
    jabatan: str
    semula: tuple[Bagian, ...]
    menjadi: tuple[Bagian, ...]
    alasan: str | None


class Temuan(Value):
    """What the rule `aturan` says of a position, as a reviewer reads it.

    `huruf` is the letter of SMART that it is about, None for what is about none of them.
    """

    aturan: str
    huruf: str | None
    pesan: str
    saran: str | None


class BarisReviu(Value):
    """One row of a reviewer's worksheet: an indikator with what is to be said of it by the letters of SMART.

    What is to be said of its sasaran stands in the row of the sasaran's first indikator.
    """

    nomor: int
    sasaran: Sasaran
    indikator: Indikator
    s: tuple[Temuan, ...]
    m: tuple[Temuan, ...]
    a: tuple[Temuan, ...]
    r: tuple[Temuan, ...]
    t: tuple[Temuan, ...]


class Reviu(Value):
    """What a reviewer's worksheet shows of one position.

    `temuan` is about the position as a whole, `bahasa` counts what is about its language alone.
    """

    jabatan: Jabatan
    temuan: tuple[Temuan, ...]
    bahasa: int
    baris: tuple[BarisReviu, ...]


EVERY_MODEL = (
    *(Indikator, Sasaran, Jabatan, Dokumen, Kantor, Pasangan, Kelompok, Pejabat),
    *(Perubahan, Bagian, Reviu, BarisReviu, Temuan),
)
"""Every kind of object that templates see."""
