"""Templates changed by chance, of Word and Markdown: refused with their faults, or they make whole documents."""

import io
import zipfile
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random

from fuzz.changes import ODD, changed, damaged
from fuzz.offices import CHECKOUT, Office, kept
from fuzz.promises import files_of, hold, run, text_of
from lxml import etree

_TAGS = (
    *(
        "{{ jabatan.nama }}",
        "{{ jabatan.tugass }}",
        "{{",
        "}}",
        "{%",
        "{% if jabatan.unit %}",
        "{% endif %}",
        "{%p for s in jabatan.sasaran %}",
    ),
    *(
        "{%p endfor %}",
        "{%tr for s in jabatan.sasaran %}",
        "{%tr endfor %}",
        "{%gabung s.nomor %}",
        "{{ jabatan }}",
        "{{ every_jabatan }}",
    ),
    *(
        "{{ ''.__class__ }}",
        "{{ jabatan.nama|upper }}",
        "{{ 'x\\0'|gambar }}",
        "{{ jabatan.tambahan.x }}",
        "{{ lembar }}",
        "{{ 1/0 }}",
    ),
    *(
        "{% set x = 1 %}",
        "{% for a in jabatan.sasaran %}{{ a.uraian }}{% endfor %}",
        "{# x #}",
        "{{ kantor.tahun }}",
        "{{ loop.index }}",
    ),
    *(
        "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
        "{{ jabatan.nama" + " or jabatan.nama" * 300 + " }}",
        "{%tc x %}",
        "${ttd_pengirim}",
    ),
)
_WORD = ("iki.docx", "matriks.docx", "keputusan.docx")


def make(chance: Random) -> Office:
    """Return an office with a template of its own."""
    made: Office = {
        "iki.yaml": kept("iki.yaml").encode() if chance.random() < 0.5 else b"perangkat_daerah: Kecamatan\n",
        "data/jabatan/camat.yaml": kept("lengkap.yaml").encode(),
    }
    if chance.random() < 0.5:
        made["templates/iki.md.j2"] = _markdown(chance)
    else:
        made["templates/iki.docx"] = _word(chance)
    return made


def _markdown(chance: Random) -> bytes:
    text = chance.choice((kept("lain.md.j2"), (CHECKOUT / "templates" / "iki.md.j2").read_text(encoding="utf-8")))
    for _ in range(chance.randint(1, 4)):
        if chance.random() < 0.5:
            text = _tag_put_in(text, chance)
        else:
            text = changed(text, kept("lain.md.j2"), chance, gently=False)
    content = text.encode(errors="surrogatepass")
    return damaged(content, chance) if chance.random() < 0.1 else content


def _tag_put_in(text: str, chance: Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice((*_TAGS, *ODD)) + text[place:]


@cache
def _parts(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(CHECKOUT / "templates" / name) as package:
        return {each: package.read(each) for each in package.namelist()}


def _word(chance: Random) -> bytes:
    parts = dict(_parts(chance.choice(_WORD)))
    for _ in range(chance.randint(1, 4)):
        name = "word/document.xml" if chance.random() < 0.8 else chance.choice(sorted(parts))
        if name.endswith((".xml", ".rels")) and name in parts:
            parts[name] = _part(parts[name], chance)
    if chance.random() < 0.05:
        del parts[chance.choice(sorted(parts))]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return damaged(made.getvalue(), chance) if chance.random() < 0.05 else made.getvalue()


def _part(content: bytes, chance: Random) -> bytes:
    """Return a part in which an element went, came twice, moved, or says something else."""
    try:
        tree = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return content
    every = [each for each in tree.iter(etree.Element) if each.getparent() is not None]
    if not every:
        return content
    one, other = chance.choice(every), chance.choice(every)
    parent = one.getparent()
    assert parent is not None
    match chance.randrange(6):
        case 0:
            parent.remove(one)
        case 1:
            parent.append(deepcopy(one))
        case 2:
            other.append(deepcopy(one))
        case 3 if one.attrib:
            one.set(
                chance.choice(sorted(map(str, one.attrib))), chance.choice(("", "x", "-1", "99999999999", "0", "true"))
            )
        case _:
            texts = [each for each in every if each.text and each.tag.endswith("}t")] or every
            said = chance.choice(texts)
            said.text = _tag_put_in(said.text or "", chance)
    return etree.tostring(tree)


def hold_template(root: Path, chance: Random) -> int:
    """Hold what is promised of templates."""
    before = files_of(root)
    judged = run("template", "check")
    hold(files_of(root) == before, "a check changes no file")
    built = run("build", "--jobs", "1", "--kind", "iki")
    hold(judged.code or not built.code, "what a check finds nothing in can be built", judged, built)
    for name in built.out.splitlines():
        text_of((root / name).read_bytes(), name)
    return built.code
