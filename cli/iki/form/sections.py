"""The numbered sections above the table: the position's name, its tasks, and whatever else the office prints there."""

from typing import NamedTuple

from iki.form.words import expression, label, may_be_list, section_path
from iki.model import Bentuk

SECTIONS = ("jabatan", "tugas", "fungsi")
NAME_OF_ATASAN = "{{ atasan.jabatan }}"
NAME_OF_ATASAN_IN_A_LOOP = (
    "{% for lain in every_jabatan %}{% if lain.id == jabatan.atasan %}{{ lain.nama }}{% endif %}{% endfor %}"
    "{% for luar in kantor.atasan_luar | pasangan %}{% if luar.kunci == jabatan.atasan %}{{ luar.nilai }}"
    "{% endif %}{% endfor %}"
)
"""What prints the name of the superior, within the set or outside, of a position that a loop goes through."""


class Section(NamedTuple):
    """A numbered section; `kind` is `teks`, `baris` (its lines), `huruf` (a lettered list) or `atasan` (a name)."""

    label: str
    kind: str
    expression: str
    is_list: bool = False
    """Whether it may print several texts, each on a line of its own."""

    @property
    def is_personal(self) -> bool:
        """Tell whether it says something of a person, which no Markdown does unless a template asks."""
        return self.expression.startswith("pejabat.")


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
            return Section(called, "atasan", NAME_OF_ATASAN)
        case _:
            path = section_path(name)
            return Section(called, "baris", expression(path), may_be_list(path))
