"""The numbered sections above the table: the position's name, its tasks, and whatever else the office prints there."""

from dataclasses import dataclass

from iki.form.words import expression, label, section_path
from iki.model import Bentuk

SECTIONS = ("jabatan", "tugas", "fungsi")
NAME_OF_ATASAN = (
    "{% for lain in every_jabatan %}{% if lain.id == jabatan.atasan %}{{ lain.nama }}{% endif %}{% endfor %}"
    "{% for luar in kantor.atasan_luar | pasangan %}{% if luar.kunci == jabatan.atasan %}{{ luar.nilai }}"
    "{% endif %}{% endfor %}"
)
"""What prints the name of a position's superior, which may stand outside the set."""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; `kind` is `teks`, `baris` (its lines), `huruf` (a lettered list) or `atasan` (a name)."""

    label: str
    kind: str
    expression: str


def is_personal(name: str) -> bool:
    """Tell whether a section says something of a person, which no Markdown does unless a template asks."""
    return name.startswith("pejabat.")


def sections_of(bentuk: Bentuk) -> tuple[Section, ...]:
    """Return the sections that settings ask for, in order."""
    return tuple(_section(name, bentuk) for name in (SECTIONS if bentuk.bagian is None else bentuk.bagian))


def _section(name: str, bentuk: Bentuk) -> Section:
    called = label(name, bentuk)
    match name:
        case "jabatan":
            return Section(called, "teks", "jabatan.nama")
        case "fungsi":
            return Section(called, "huruf", "jabatan.fungsi")
        case "atasan":
            return Section(called, "atasan", "")
        case "mencakup":
            return Section(called, "teks", "jabatan.mencakup | rangkai")
        case _:
            return Section(called, "baris", expression(section_path(name)))
