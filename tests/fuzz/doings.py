"""What people do to the files that an office builds from: each returns what it was done to."""

from collections.abc import Callable
from pathlib import Path
from random import Random

_HERE = Path(__file__).parent
_POSITION = """\
jabatan: {name}
atasan:{above}
tugas: Memimpin
fungsi: [Perencanaan, Pembinaan]
sumber_data: [Renstra, IKU]
sasaran:
  - uraian: Meningkatnya kualitas pelayanan
    indikator:
      - nama: Nilai {number}
        formulasi: Hasil survei
"""
SETTINGS = (
    "perangkat_daerah: Kecamatan\n",
    "perangkat_daerah: Kecamatan\nurutan: [lurah, camat]\natasan_luar: {bupati: Bupati}\n",
    "perangkat_daerah: Kecamatan\nlabel: {judul: LAIN}\ntahun: 2026\n",
    "kolom: [nomor, indikator]\ndokumen: {tanggal: 2026-01-05, tanda_tangan: per-jabatan}\n",
    "perangkat_daerah: Kecamatan\nkop: {logo: gambar/logo.png}\n",
    "perangkat_daerah: Kecamatan\ndokumen: {menimbang: [a], mengingat: [b], diktum: [c], tanggal: 2026-01-05}\n",
    "perangkat_daerah: Kecamatan\nmatriks: {judul: MATRIKS}\n",
)
_PEOPLE = ("", "camat: {nama: Siti}\n", "camat: {nama: Budi}\n")
_TEMPLATES = {
    "templates/lain.md.j2": (
        "{{ jabatan.nama }}{% if jabatan.unit %}x{% endif %}\n",
        "{{ jabatan.nama }}{% for lain in every_jabatan %} {{ lain.tugas }}{% endfor %}\n",
        "{% for lain in every_jabatan %}{{ lain.nama }} {{ lain.tugas }}\n{% endfor %}",
        "{{ jabatan.id }}{% for a in every_jabatan %}{% for s in a.sasaran %}{{ s.nomor }}{% endfor %}{% endfor %}\n",
        "{{ pejabat.nama }} {{ penandatangan.nama }} {{ lembar }} {{ kantor.tahun }}\n",
        "{{ jabatan.salah }}\n",
    ),
    "templates/iki.md.j2": (
        "# {{ jabatan.nama }}\n",
        "{{ jabatan.nama }}{{ atasan.jabatan }}{% if terakhir %}.{% endif %}\n",
    ),
}
_OTHERS = ("lurah", "kasi", "sekretaris")


def position(name: str, number: int) -> bytes:
    """Return a position's file; all stand below the Camat."""
    return _POSITION.format(name=name.title(), above="" if name == "camat" else " camat", number=number).encode()


def put(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path.name


def _data_written(root: Path, chance: Random) -> str:
    name = chance.choice(("camat", *_OTHERS))
    return put(root / "data" / "jabatan" / f"{name}.yaml", position(name, chance.randrange(3)))


def _data_edited(root: Path, chance: Random) -> str:
    path = chance.choice(sorted((root / "data" / "jabatan").glob("*.yaml")))
    old, new = chance.choice(
        ((b"Memimpin", b"Membina"), (b"Membina", b"Memimpin"), (b"Renstra", b"LKIP"), (b"\n", b"\r\n"))
    )
    return put(path, path.read_bytes().replace(b"\r\n", b"\n").replace(old, new))


def _data_broken(root: Path, chance: Random) -> str:
    path = chance.choice(sorted((root / "data" / "jabatan").glob("*.yaml")))
    return put(path, path.read_bytes().replace(b"formulasi", b"formulai"))


def _data_mended(root: Path, _: Random) -> str:
    for path in (root / "data" / "jabatan").glob("*.yaml"):
        put(path, path.read_bytes().replace(b"formulai", b"formulasi"))
    return ""


def _data_gone(root: Path, chance: Random) -> str:
    path = root / "data" / "jabatan" / f"{chance.choice(_OTHERS)}.yaml"
    path.unlink(missing_ok=True)
    return path.name


def _data_renamed(root: Path, chance: Random) -> str:
    old, new = (root / "data" / "jabatan" / f"{name}.yaml" for name in chance.sample(_OTHERS, 2))
    if old.exists():
        old.replace(new)
    return f"{old.name} {new.name}"


def _settings(root: Path, chance: Random) -> str:
    number = chance.randrange(len(SETTINGS))
    put(root / "iki.yaml", SETTINGS[number].encode())
    return str(number)


def _people(root: Path, chance: Random) -> str:
    content = chance.choice(_PEOPLE)
    (root / "pejabat.yaml").unlink(missing_ok=True)
    if content:
        put(root / "pejabat.yaml", content.encode())
    return content.strip()


def _template(root: Path, chance: Random) -> str:
    name = chance.choice(sorted(_TEMPLATES))
    (root / name).unlink(missing_ok=True)
    number = chance.randrange(-1, len(_TEMPLATES[name]))
    if number >= 0:
        put(root / name, _TEMPLATES[name][number].encode())
    return f"{name} {number}"


def _picture(root: Path, chance: Random) -> str:
    name = chance.choice(("a.png", "b.png", ""))
    (root / "gambar" / "logo.png").unlink(missing_ok=True)
    if name:
        put(root / "gambar" / "logo.png", (_HERE / "corpus" / name).read_bytes())
    return name


DOINGS: tuple[Callable[[Path, Random], str], ...] = (
    *(_data_written, _data_broken, _data_written, _data_edited, _data_edited, _data_mended, _data_mended, _data_gone),
    *(_data_renamed, _settings, _settings, _people, _template, _template, _picture),
)
