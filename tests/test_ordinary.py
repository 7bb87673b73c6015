"""What is ordinary in a YAML file, and that it is read line by line as a parser reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

from iki import ordinary, parsed
from iki.ordinary import MAX_LEVELS, OddError

_STARTER = Path(ordinary.__file__).parent / "starter"
ORDINARY = {
    "keys": "jabatan: Camat\ntugas: Membantu (sebagian) - tugas\natasan:\n",
    "items under their key": "fungsi:\n- Satu\n- Dua\nsasaran:\n  - Tiga\n",
    "keys in items": "sasaran:\n- uraian: A\n  indikator:\n  - nama: B\n    formulasi: C\n  - nama:\n- uraian: D\n",
    "folded": "tugas: >-\n  satu\n  dua\n\n  tiga\n\n\n  empat\n",
    "folded in a list": "fungsi:\n- >\n  satu\n  \n\n- lima\n",
    "kept to the last space": "a: |\n    b\n  \n     \n",
    "kept": "fungsi:\n- |-\n   a\n    b\n\n# x\n- |\n  c\n",
    "a remark in a folded text": "tugas: >-\n    satu\n    # dua\n  # x\nfungsi:\n- tiga\n",
    "quotes": "nama: 'A: b'\nsatuan: \"1 # 'x'\"\n",
    "brackets": "sumber_data: [Renstra,IKU ,  Laporan (akhir)]\nmendukung: [null]\n",
    "remarks behind keys": "urutan: # b\n- a\natasan:   # c\ntugas:   d  # e\n",
    "remarks": "# a\nnama: A # b\n  # c\nsatuan: d#e\nx: [f, g]  # h\n\n",
    "quotes and remarks": "nama: 'A # b'  # c\nsatuan: \"d\" # e\n",
    "nothing": "nama: null\nx: ~\nsatuan: \ncatatan:\n",
    "other letters": "nama: é ≥ 5\nsatuan: 'é'\n",
}
ODD = {
    "no end of the last line": "a: b",
    "nothing at all": "",
    "a text behind quotes": "a: 'b' c\n",
    "a text behind brackets": "a: [b] c\n",
    "a remark glued to brackets": "a: [b]# c\n",
    "a text alone": "camat\n",
    "a list alone": "- a\n",
    "a key twice": "a: b\na: c\n",
    "a list that stands nowhere": "a: b\n- c\n",
    "a line that stands nowhere": "a:\n    b: c\n  d: e\n",
    "a text that goes on": "a: b\n  c\n",
    "an item that goes on": "a:\n- b\n  c\n",
    "an empty item": "a:\n- \n",
    "items in an item": "a:\n- - b\n",
    "a colon in a text": "a: b: c\n",
    "a colon behind a text": "a: b:\n",
    "an escape": 'a: "\\n"\n',
    "quotes in quotes": "a: 'b''c'\n",
    "a bracket left open": "a: [bc\n",
    "keys in brackets": "a: [b: c]\n",
    "an empty item in brackets": "a: [b, ]\n",
    "braces": "a: {b: c}\n",
    "a folded text of nothing": "a: >-\n\nb: c\n",
    "lines that are not folded": "a: >-\n  b\n    c\n",
    "a folded text without indent": "a: >-\nb\n",
    "a text that nobody sees": "a: \N{HANGUL FILLER}\n",
    "another that nobody sees": "a: '\N{ZERO WIDTH SPACE}'\n",
    "a key that nobody sees": "\N{HANGUL FILLER}: a\n",
    "a null as key": "null: a\n",
    "a long key": f"{'k' * 101}: a\n",
    "an anchor": "a: &b c\n",
    "the end of a document": "a: b\n...\n",
    "an equals sign": "a: b\n=\n",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_what_is_ordinary_is_read_as_a_parser_reads_it(text: str) -> None:
    data, noted = ordinary.read(text)
    assert repr(data) == repr(parsed.read(text)), "in the same order, too"
    assert repr(ordinary.places_of(data, noted)) == repr(parsed.places_in(text))


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_all_else_is_left_to_the_parser(text: str) -> None:
    with pytest.raises(OddError):
        ordinary.read(text)


def test_no_more_levels_are_ordinary_than_a_parser_may_read() -> None:
    def nested(levels: int) -> str:
        return "".join(f"{'  ' * level}a:\n" for level in range(levels - 1)) + f"{'  ' * (levels - 1)}a: b\n"

    assert ordinary.read(nested(MAX_LEVELS))[0] == parsed.read(nested(MAX_LEVELS))
    for read in (ordinary.read, parsed.read):
        with pytest.raises(OddError):
            read(nested(MAX_LEVELS + 1))


def test_what_iki_ships_and_the_seed_are_ordinary(seed: Path) -> None:
    shipped = (
        *(seed / "data" / "jabatan").iterdir(),
        seed / "iki.yaml",
        _STARTER / "iki.yaml",
        _STARTER / "camat.yaml",
    )
    for file in shipped:
        assert ordinary.read(file.read_text(encoding="utf-8"))[0]


def test_a_parser_is_not_even_imported_for_ordinary_files(seed: Path) -> None:
    code = "import sys; from iki.app import run; run(['validate']); print('yaml' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=seed, capture_output=True, text=True, check=False)
    assert told.stdout.splitlines()[-1] == "False"
