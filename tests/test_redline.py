"""Tracked changes: accepting all gives the new document, rejecting all the old one, as a program of its own does it."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, Result
from git_repos import GIT, commit, edit, git
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_compare import edited, indikator, position, positions, state
from test_word_language import png
from word_files import DECLARATION, DECLARED, MAIN, W, bookmark, docx, p, relationships, run, tbl, tc, tr, whole

from iki.compare import compare
from iki.compare.changes import JabatanChange, State
from iki.model import Jabatan, Kantor
from iki.redlines import Shelf
from iki.redlining import Beside, compile_redline
from iki.revisions import Sides
from iki.surroundings import Surroundings
from iki.tracked import tracked, unchanged
from iki.word.compiler import Compiled, compile_template
from iki.word.document import Seen, document
from iki.word.origins import Identities, Origins
from iki.word.redline import Who
from iki.word.tracking import redlined

SHIPPED = (CHECKOUT / "templates" / "iki.docx").read_bytes()
OWN = docx(
    p("{{ jabatan.nama }} ({{ jabatan.eselon }})")
    + p("{% for f in jabatan.fungsi %}{{ loop.index }}. {{ f }}; {% endfor %}akhir")
    + p("{%p if jabatan.tugas %}")
    + p("Tugas: {{ jabatan.tugas }}")
    + p("{%p endif %}")
    + p("{%p for sasaran in jabatan.sasaran %}")
    + p("{{ sasaran.nomor }}. {{ sasaran.uraian }}")
    + tbl(
        3,
        tr("Indikator", "Formulasi", "Sumber"),
        tr(tc("{%tr for indikator in sasaran.indikator %}", span=3)),
        tr(
            "{{ indikator.nama }}",
            tc(
                p("{{ indikator.formulasi }}"),
                p("{%p if indikator.id %}"),
                p("id {{ indikator.id }}"),
                p("{%p endif %}"),
            ),
            "{%gabung indikator.sumber_data %}{{ indikator.sumber_data }}",
        ),
        tr(tc("{%tr endfor %}", span=3)),
    )
    + p("Jumlah dan kata penutup")
    + p("{%p endfor %}"),
    footer=p("Kaki {{ jabatan.nama }}"),
)


NOTES = (
    f"{DECLARATION}<w:footnotes {DECLARED}>"
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="5">{p("Rumus: {{ jabatan.tugas }}")}</w:footnote></w:footnotes>'
)
WITH_NOTES = docx(
    p("{%p for sasaran in jabatan.sasaran %}")
    + p("{%p for indikator in sasaran.indikator %}")
    + "<w:p><w:r><w:t>{{ indikator.nama }}</w:t></w:r>"
    + '<w:r><w:footnoteReference w:id="5"/></w:r></w:p>'
    + p("{%p endfor %}")
    + p("{%p endfor %}")
    + p("{{ jabatan.nama }}"),
    more={
        "word/footnotes.xml": NOTES,
        "word/_rels/document.xml.rels": relationships({"n": ("footnotes", "footnotes.xml")}),
    },
)


ENDINGS = docx(
    p("{{ jabatan.nama }}", style="Judul")
    + tbl(
        1,
        tr(
            tc(
                p("{%p for f in jabatan.fungsi %}"),
                p("{{ f }}", style="Butir"),
                p("{%p endfor %}"),
                p("{%p if jabatan.tugas %}"),
                p("Tugas {{ jabatan.tugas }}", style="Kepala"),
                p("{%p endif %}"),
            )
        ),
    )
    + p("{%p if jabatan.fungsi %}")
    + p("Fungsi {{ jabatan.fungsi }}", style="Kutipan")
    + p("{%p else %}")
    + p("tanpa fungsi", style="Daftar")
    + p("{%p endif %}"),
)


def control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(code: str, shown: str) -> str:
    """A field in Word's long form: its code and, between marks, what it last showed."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{run(shown)}{marks[2]}"


HOLDERS = docx(
    p("{{ jabatan.nama }}")
    + control(p("Fungsi") + p("{%p for f in jabatan.fungsi %}") + p("{{ f }}") + p("{%p endfor %}"))
    + p("{%p if jabatan.tugas %}")
    + control(p("Tugas {{ jabatan.tugas }}") + p("sampai di sini"))
    + p("{%p endif %}")
    + p(
        "Lihat ",
        f'<w:hyperlink w:anchor="akhir">{run("{{ jabatan.tugas }}")}</w:hyperlink>',
        " lalu ",
        control(run("{{ jabatan.fungsi }}")),
        field("PAGE", "1"),
    )
    + p("{%p for sasaran in jabatan.sasaran %}")
    + tbl(
        2,
        control(f"<w:tr>{control(tc('{{ sasaran.uraian }}'))}{tc(control(p('{{ sasaran.nomor }}')), p())}</w:tr>"),
        tr(tc("{%tr for indikator in sasaran.indikator %}", span=2)),
        control(f"<w:tr>{tc('{{ indikator.nama }}')}{control(tc('{{ indikator.formulasi }}'))}</w:tr>"),
        tr(tc("{%tr endfor %}", span=2)),
    )
    + p("{%p endfor %}")
    + p(bookmark("akhir", run("Penutup"))),
    footer=control(p("Kaki {{ jabatan.nama }}")) + p("{{ jabatan.tugas }}"),
)


def compiled(template: bytes, origins: Origins | None = None) -> Compiled:
    made = compile_template(template, origins=origins)
    assert isinstance(made, Compiled)
    return made


TEMPLATES = {
    name: (compiled(template), compiled(template, Origins()), compile_redline(template, template, name))
    for name, template in (
        ("shipped", SHIPPED),
        ("own", OWN),
        ("notes", WITH_NOTES),
        ("endings", ENDINGS),
        ("holders", HOLDERS),
    )
}


TYPE = f"{W}type"
_SAYING = ("word/footer", "word/header", "word/footnotes")


def parts(content: bytes) -> dict[str, Any]:
    """The parts of a document in which texts stand, parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name == MAIN or any(each in name for each in _SAYING)]
        return {name: etree.fromstring(package.read(name)) for name in names if name.endswith(".xml")}


def settled(root: Any, *, accept: bool) -> Any:
    """What Word makes of a part when all changes are accepted, or rejected."""
    drop = f"{W}del" if accept else f"{W}ins"
    remove(row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{drop}") is not None)
    remove(table for table in root.iter(f"{W}tbl") if next(table.iter(f"{W}tr"), None) is None)
    merging = [each for each in root.iter(f"{W}p") if each.find(f"{W}pPr/{W}rPr/{drop}") is not None]
    remove(each for each in root.iter(drop) if each.getparent().tag not in {f"{W}rPr", f"{W}trPr"})
    for paragraph in reversed(merging):
        join_next(paragraph)
    remove(each for each in root.findall(f"{W}footnote") if each.get(TYPE) is None and not "".join(each.itertext()))
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    for change in list(root.iter(f"{W}pPrChange")):
        if not accept:
            for each in [each for each in change.getparent() if each.tag not in {f"{W}rPr", f"{W}sectPr"}]:
                if each is not change:
                    change.getparent().remove(each)
            change.getparent()[:0] = list(change[0])
        change.getparent().remove(change)
    return root


def remove(elements: Iterable[Any]) -> None:
    for each in list(elements):
        each.getparent().remove(each)


def join_next(paragraph: Any) -> None:
    """Let a paragraph whose mark is gone become the beginning of the next one."""
    after = paragraph.getnext()
    if after is not None and after.tag == f"{W}p":
        for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
            after.insert(1 if after.find(f"{W}pPr") is not None else 0, child)
        remove([paragraph])


def texts(root: Any) -> list[Any]:
    """Paragraphs as texts, tables as rows of cells of such lists; a cell that continues a merge says nothing."""
    found: list[Any] = []
    for child in inside(root):
        if child.tag == f"{W}footnote":
            found.append(texts(child))
        elif child.tag == f"{W}p":
            found.append((look(child), "".join(said(child))))
        elif child.tag == f"{W}tbl":
            rows = (row for row in inside(child) if row.tag == f"{W}tr")
            found.append([[texts(cell) for cell in inside(row) if cell.tag == f"{W}tc"] for row in rows])
    return found


def inside(holder: Any) -> Iterator[Any]:
    """What stands in something, and in the content controls in it."""
    for child in holder:
        if child.tag == f"{W}sdt":
            yield from inside(child.find(f"{W}sdtContent"))
        else:
            yield child


def look(paragraph: Any) -> tuple[str, ...]:
    """The style of a paragraph, and the level of the list that it belongs to."""
    found = (paragraph.find(f"{W}pPr/{W}{each}") for each in ("pStyle", f"numPr/{W}ilvl"))
    return tuple("" if each is None else each.get(f"{W}val") for each in found)


def leads_to(root: Any) -> list[tuple[str, str]]:
    """What each link says, and the words of the paragraph that it leads to."""
    marks = {each.get(f"{W}name"): each for each in root.iter(f"{W}bookmarkStart")}
    return [
        ("".join(said(link)), "".join(said(paragraph_of(marks[link.get(f"{W}anchor")]))))
        for link in root.iter(f"{W}hyperlink")
        if "".join(said(link))
    ]


def paragraph_of(mark: Any) -> Any:
    around = next(mark.iterancestors(f"{W}p"), None)
    return around if around is not None else next(mark.itersiblings(f"{W}p"))


def said(paragraph: Any) -> Any:
    for each in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        yield each.text or "" if each.tag == f"{W}t" else "\n" if each.tag == f"{W}br" else "\t"


def every_text(roots: dict[str, Any]) -> dict[str, Any]:
    return {name: texts(next(root.iter(f"{W}body"), root)) for name, root in roots.items()}


def seen(jabatan: Jabatan) -> Seen:
    return Seen(whole(jabatan).seen(jabatan, buku=False), {jabatan.id: 1}, buku=False)


def authors(*_: object) -> Who:
    return Who("Siti", "2026-01-05T08:00:00Z")


def redline(name: str, change: JabatanChange) -> tuple[bytes, Jabatan | None, Jabatan | None]:
    both = tracked(change)
    sides = [whole(*([each] if each else [])) for each in (both.old, both.new)]
    pair = Beside(sides[0], sides[1], Identities(both.keys)).pair(both.old, both.new, authors, buku=False)
    made, _ = redlined((TEMPLATES[name][1],) * 2, [pair], "", (lambda _: "tidak ada",) * 2)
    return b"".join(made.content), both.old, both.new


def plain(name: str, jabatan: Jabatan) -> dict[str, Any]:
    made = document(TEMPLATES[name][0], [seen(jabatan)], "", lambda _: "tidak ada")
    return every_text(parts(b"".join(made.content)))


def check(name: str, old: State, new: State) -> None:
    for change in compare(old, new).jabatan:
        content, before, after = redline(name, change)
        accepted = {part: settled(root, accept=True) for part, root in parts(content).items()}
        rejected = {part: settled(root, accept=False) for part, root in parts(content).items()}
        for got, wanted in ((accepted, after), (rejected, before)):
            if wanted is None:
                assert not list(every_word(every_text(got))), "nothing is left of what is not there"
                continue
            for part, expected in plain(name, wanted).items():
                assert every_text(got)[part] == expected, part
                assert references(got) <= notes(got), "every note that is referred to is there"


def references(roots: dict[str, Any]) -> set[str]:
    return {each.get(f"{W}id") for each in roots[MAIN].iter(f"{W}footnoteReference")}


def notes(roots: dict[str, Any]) -> set[str]:
    return {each.get(f"{W}id") for root in roots.values() for each in root.iter(f"{W}footnote")}


def every_word(found: Any) -> Iterator[str]:
    """Whatever a document says somewhere."""
    if isinstance(found, tuple):
        yield from filter(None, found[1:])
    else:
        for each in found.values() if isinstance(found, dict) else found:
            yield from every_word(each)


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_accepting_gives_the_new_and_rejecting_the_old(name: str, data: st.DataObject) -> None:
    fungsi = st.lists(st.sampled_from(("Perencanaan", "Pembinaan warga", "Pelaporan", "Pembinaan")), max_size=3)
    first = replace(
        data.draw(positions("camat")), fungsi=tuple(data.draw(fungsi)), tugas=data.draw(st.none() | st.just("T"))
    )
    old = state(first)
    new = data.draw(edited(old)) if data.draw(st.booleans()) else state(data.draw(positions("camat")))
    second = replace(
        new.every_jabatan[0], fungsi=tuple(data.draw(fungsi)), tugas=data.draw(st.none() | st.just("Lain"))
    )
    check(name, old, State(Kantor(), (second,)))


def test_a_position_that_came_or_went_is_marked_whole() -> None:
    jabatan = _some()
    check("shipped", State(Kantor(), (jabatan,)), State(Kantor(), ()))
    check("shipped", State(Kantor(), ()), State(Kantor(), (jabatan,)))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_accepting_gives_the_new_book_and_rejecting_the_old(data: st.DataObject) -> None:
    every = ("camat", "lurah", "sekretaris", "kasi")
    names = st.lists(st.sampled_from(every), max_size=4, unique=True)
    old, new = (tuple(data.draw(positions(name)) for name in data.draw(names)) for _ in range(2))
    if not old or not new or data.draw(st.booleans()):  # the same positions, some in another order
        old = old or (data.draw(positions("camat")),)
        new = tuple(data.draw(st.permutations(old)))[: data.draw(st.integers(1, len(old)))]
    for name in TEMPLATES:
        content = book(name, State(Kantor(), old), State(Kantor(), new))
        for accept, positions_then in ((True, new), (False, old)):
            got = {part: settled(root, accept=accept) for part, root in parts(content).items()}
            wanted = parts(b"".join(built(name, positions_then)))
            assert every_text(got)[MAIN] == every_text(wanted)[MAIN], (name, accept)
            assert leads_to(got[MAIN]) == leads_to(wanted[MAIN]), (name, accept)


def book(name: str, old: State, new: State) -> bytes:
    """The redline of a book, made as the command makes it; the book itself where nothing changed."""
    changes = compare(old, new)
    same = {each.new.id for each in changes.jabatan if each.new is not None}
    before = {each.id: each for each in old.every_jabatan}
    others = [unchanged(before[each.id], each) for each in new.every_jabatan if each.id not in same]
    template = TEMPLATES[name][2]
    assert not isinstance(template, tuple)
    shelf = Shelf(template, lambda _: authors, (Surroundings({}, lambda _: "tidak ada"),) * 2)
    made = list(shelf.book(Sides(old, new, ()), [*map(tracked, changes.jabatan), *others]))
    return b"".join(made[0].content if made else built(name, new.every_jabatan))


def built(name: str, every: Sequence[Jabatan]) -> Iterable[bytes]:
    copies = [
        Seen(whole(*every).seen(each, buku=True), {one.id: i for i, one in enumerate(every, 1)}, buku=True)
        for each in every
    ]
    return document(TEMPLATES[name][0], copies, "", lambda _: "tidak ada").content


def _some() -> Jabatan:
    return position(("Sasaran satu", (indikator("Nilai SKM"), indikator("Waktu layanan"))), fungsi=("A", "B"))


def test_only_the_words_that_differ_are_marked() -> None:
    old = position(
        ("Sasaran", (indikator("Nilai SKM warga", formulasi="x"),)), tugas="Memimpin kecamatan\ndan kelurahan"
    )
    new = position(
        ("Sasaran", (indikator("Nilai IKM warga", formulasi="x"),)), tugas="Memimpin seluruh kecamatan\ndan kelurahan"
    )
    root = parts(redline("shipped", compare(state(old), state(new)).jabatan[0])[0])[MAIN]
    went = ["".join(each.itertext()) for each in root.iter(f"{W}delText")]
    came = ["".join(each.itertext()) for change in root.iter(f"{W}ins") for each in change.iter(f"{W}t")]
    assert (went, came) == (["SKM"], ["seluruh ", "IKM"])
    assert {change.get(f"{W}author") for change in root.iter(f"{W}ins", f"{W}del")} == {"Siti"}
    numbers = [change.get(f"{W}id") for change in root.iter(f"{W}ins", f"{W}del")]
    assert len(numbers) == len(set(numbers))
    assert b"origin" not in etree.tostring(root)


def changes_in(path: Path) -> list[tuple[str, str, str]]:
    """Who changed what, and when, in the order of a document's body."""
    root = parts(path.read_bytes())[MAIN]
    found = [each for each in root.iter(f"{W}ins", f"{W}del") if len(each)]
    return [("".join(each.itertext()), each.get(f"{W}author"), each.get(f"{W}date")) for each in found]


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_each_change_bears_the_name_of_who_committed_it(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "nama: Nilai SKM", "nama: Nilai IKM")
    commit(repo, author="Siti", day=6)
    edit(repo, "Memimpin kecamatan", "Memimpin kecamatan dan kelurahan")
    commit(repo, author="Budi", day=7)
    edit(repo, "Hasil survei", "Hasil survei tahunan", "data/jabatan/lurah.yaml")
    commit(repo, author="Wati", day=8)
    assert iki("diff", "HEAD~3", "HEAD", "--redline").out.splitlines() == [
        "build/redline/camat.docx",
        "build/redline/lurah.docx",
    ]
    assert changes_in(repo / "build/redline/camat.docx") == [
        (" dan kelurahan", "Budi", "2026-01-07T08:00:00Z"),
        ("SKM", "Siti", "2026-01-06T08:00:00Z"),
        ("IKM", "Siti", "2026-01-06T08:00:00Z"),
    ]
    assert {who for _, who, _ in changes_in(repo / "build/redline/lurah.docx")} == {"Wati"}


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_two_who_changed_one_item_are_told_apart(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "nama: Nilai SKM", "nama: Nilai IKM")
    commit(repo, author="Siti", day=6)
    edit(repo, "formulasi: Hasil survei", "formulasi: Hasil survei tahunan")
    commit(repo, author="Budi", day=7)
    (repo / "iki.yaml").write_text("perangkat_daerah: Kecamatan\nlabel: {sasaran: SASARAN}\n", encoding="utf-8")
    commit(repo, author="Kasubbag", day=8)
    edit(repo, "Memimpin kecamatan", "Memimpin kecamatan dan kelurahan")
    iki("diff", "HEAD~3", "--redline", "--author", "Wati")
    found = {(text, who) for text, who, _ in changes_in(repo / "build/redline/camat.docx")}
    assert {("IKM", "Siti"), (" tahunan", "Budi"), (" dan kelurahan", "Wati")} <= found


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_two_who_changed_one_sentence_are_told_apart(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "tugas: Memimpin kecamatan", "tugas: Memimpin seluruh kecamatan di kota")
    commit(repo, author="Siti", day=6)
    edit(repo, "di kota", "di Kota Bontang")
    commit(repo, author="Budi", day=7)
    edit(repo, "nama: Nilai SKM", "nama: Nilai IKM\n        satuan: seluruh")
    commit(repo, author="Wati", day=8)
    iki("diff", "HEAD~3", "HEAD", "--redline")
    found = {(text, who) for text, who, _ in changes_in(repo / "build/redline/camat.docx")}
    assert {("seluruh ", "Siti"), ("SKM", "Wati"), ("IKM", "Wati")} <= found
    assert {who for text, who in found if "Bontang" in text} == {"Budi"}


SIGNED = "perangkat_daerah: Kecamatan\ndokumen: {tanda_tangan: per-jabatan}\n"


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_what_a_deletion_makes_of_others_is_of_whoever_deleted(repo: Path, iki: Callable[..., Result]) -> None:
    row = "  - uraian: {}\n    indikator:\n      - nama: Nilai {}\n        formulasi: Rumus\n"
    path = repo / "data/jabatan/camat.yaml"
    head, rest = path.read_text(encoding="utf-8").split("sasaran:\n")
    path.write_text(head + "sasaran:\n" + row.format("Pertama", 1) + rest, encoding="utf-8")
    commit(repo, author="Siti", day=6)
    path.write_text(head + "sasaran:\n" + rest, encoding="utf-8")
    iki("diff", "--redline", "--author", "Wati")
    found = changes_in(repo / "build/redline/camat.docx")
    assert ("2", "Wati", "2026-01-06T08:00:00Z") in found
    assert {who for _, who, _ in found} == {"Wati"}


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_a_row_that_is_no_more_the_last_is_not_marked(repo: Path, iki: Callable[..., Result]) -> None:
    (repo / "iki.yaml").write_text(SIGNED, encoding="utf-8")
    commit(repo)
    path = repo / "data/jabatan/camat.yaml"
    added = "  - uraian: Baru\n    indikator:\n      - nama: Nilai baru\n        formulasi: Rumus baru\n"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    iki("diff", "--redline", "--author", "Wati")
    texts_of = [text for text, _, _ in changes_in(repo / "build/redline/camat.docx")]
    assert "".join(texts_of) == "2.BaruNilai baruRumus baru"


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_what_settings_put_before_a_table_leaves_the_table_alone(repo: Path, iki: Callable[..., Result]) -> None:
    (repo / "iki.yaml").write_text(SIGNED, encoding="utf-8")
    commit(repo)
    (repo / "iki.yaml").write_text(SIGNED + "kop: {pemda: KOTA, alamat: JALAN}\n", encoding="utf-8")
    edit(repo, "nama: Nilai SKM", "nama: Nilai IKM")
    iki("diff", "--redline", "--author", "Wati")
    texts_of = {text for text, _, _ in changes_in(repo / "build/redline/camat.docx")}
    assert texts_of == {"KOTA", "KECAMATAN", "JALAN", "SKM", "IKM"}


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_people_and_pictures_are_those_of_each_revision(repo: Path, iki: Callable[..., Result]) -> None:
    (repo / "iki.yaml").write_text(SIGNED + "kop: {pemda: KOTA, logo: logo.png}\n", encoding="utf-8")
    (repo / "logo.png").write_bytes(png())
    (repo / "pejabat.yaml").write_text("camat: {nama: Pak Lama, nip: '-'}\n", encoding="utf-8")
    commit(repo, author="Siti", day=6)
    (repo / "pejabat.yaml").write_text("camat: {nama: Bu Baru, nip: '-'}\n", encoding="utf-8")
    (repo / "iki.yaml").write_text(SIGNED + "kop: {pemda: KOTA}\n", encoding="utf-8")
    (repo / "logo.png").unlink()
    commit(repo, author="Budi", day=7)
    (repo / "pejabat.yaml").write_text("camat: {nama: Orang Lain, nip: '-'}\n", encoding="utf-8")
    result = iki("diff", "HEAD~1", "HEAD", "--redline", "--book")
    assert (result.code, result.out) == (0, "build/redline/iki.docx\n")
    found = changes_in(repo / "build/redline/iki.docx")
    assert {(text, who) for text, who, _ in found if "Lama" in text or "Baru" in text} == {
        ("Pak Lama", "Budi"),
        ("Bu Baru", "Budi"),
    }
    only = repo / "build/redline/iki.docx"
    assert "Orang Lain" not in "".join(parts(only.read_bytes())[MAIN].itertext())


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_a_book_shows_what_settings_change_everywhere(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "Hasil survei", "Hasil survei tahunan", "data/jabatan/lurah.yaml")
    commit(repo, author="Budi", day=6)
    (repo / "iki.yaml").write_text("label: {sasaran: SASARAN}\n", encoding="utf-8")
    commit(repo, author="Siti", day=7)
    only = iki("diff", "HEAD~1", "HEAD", "--redline")
    assert "tidak ada dokumen yang berubah. Pengaturan kantor berubah" in only.err
    assert not (repo / "build/redline").exists()
    result = iki("diff", "HEAD~2", "HEAD", "--redline", "--book")
    assert result.out.splitlines() == ["build/redline/lurah.docx", "build/redline/iki.docx"]
    labels = {(text, who) for text, who, _ in changes_in(repo / "build/redline/iki.docx")}
    assert ("SASARAN", "Siti") in labels or (" KINERJA UTAMA", "Siti") in labels, labels


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_redlines_of_an_earlier_comparison_make_way(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "Hasil survei", "Lain", "data/jabatan/lurah.yaml")
    commit(repo)
    edit(repo, "Hasil survei", "Lain")
    commit(repo)
    iki("diff", "HEAD~2", "HEAD", "--redline")
    folder = repo / "build/redline"
    assert sorted(each.name for each in folder.glob("*.docx")) == ["camat.docx", "lurah.docx"]
    iki("diff", "HEAD~1", "HEAD", "--redline")
    assert [each.name for each in folder.glob("*.docx")] == ["camat.docx"]
    (folder / "camat.docx").write_bytes(b"catatan saya")
    (folder / "punya saya.docx").write_bytes(b"x")
    assert iki("diff", "HEAD~2", "HEAD~1", "--redline").out == "build/redline/lurah.docx\n"
    assert sorted(each.name for each in folder.glob("*.docx")) == ["camat.docx", "lurah.docx", "punya saya.docx"]
    iki("diff", "HEAD", "--redline", "--out", "lain")
    assert sorted(each.name for each in folder.glob("*.docx")) == ["camat.docx", "lurah.docx", "punya saya.docx"]


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_what_is_not_committed_bears_a_name_and_a_date_that_never_change(
    repo: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(repo, "Hasil survei", "Hasil survei tahunan")
    iki("diff", "--redline")
    assert changes_in(repo / "build/redline/camat.docx") == [
        (" tahunan", "belum di-commit", "2026-01-05T08:00:00Z"),
    ]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767657600")
    iki("diff", "--redline", "--author", "Kasubbag", "--out", "r")
    assert changes_in(repo / "r/camat.docx") == [(" tahunan", "Kasubbag", "2026-01-06T00:00:00Z")]


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_what_reads_the_same_has_no_redline(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "fungsi: [Perencanaan, Pembinaan]", "fungsi:\n- Perencanaan\n- Pembinaan")
    edit(repo, "    indikator:\n      - nama", "    id: pelayanan\n    indikator:\n      - nama")
    git(repo, "mv", "data/jabatan/lurah.yaml", "data/jabatan/kelurahan.yaml")
    result = iki("diff", "--redline")
    assert (result.code, result.out, result.err) == (0, "", "iki: tidak ada dokumen yang berubah.\n")


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_a_default_of_the_office_changes_the_documents_of_all_that_follow_it(
    repo: Path, iki: Callable[..., Result]
) -> None:
    edit(repo, "sumber_data: [Renstra, IKU]\n", "")
    (repo / "iki.yaml").write_text("sumber_data: [Renstra, IKU]\n", encoding="utf-8")
    commit(repo)
    (repo / "iki.yaml").write_text("sumber_data: [Renstra, LKjIP]\n", encoding="utf-8")
    assert iki("diff", "--redline").out == "build/redline/camat.docx\n"
    assert [text for text, _, _ in changes_in(repo / "build/redline/camat.docx")] == ["IKU", "LKjIP"]


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_faults_keep_a_redline_from_being_written(repo: Path, iki: Callable[..., Result]) -> None:
    edit(repo, "fungsi:", "fungsii:")
    assert (iki("diff", "--redline").code, (repo / "build").exists()) == (2, False)
    edit(repo, "fungsii:", "fungsi:")
    edit(repo, "Hasil survei", "Lain")
    (repo / "templates").mkdir()
    (repo / "templates" / "iki.docx").write_bytes(docx(p("{{ jabatan.namaa }}")))
    result = iki("diff", "--redline")
    assert (result.code, "'jabatan.namaa' tidak ada" in result.err) == (1, True)
    assert not (repo / "build").exists()


@pytest.mark.skipif(GIT is None, reason="git is not installed")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--redline", "--require-reason"), "tidak dapat bersama --format, --output atau --require-reason"),
        (("--redline", "--format", "md"), "tidak dapat bersama --format, --output atau --require-reason"),
        (("--out", "x"), "Nilai --out salah: hanya dipakai bersama --redline"),
        (("--book",), "Pemakaian --book salah: hanya dipakai bersama --redline"),
        (("--author", "A"), "Nilai --author salah: hanya dipakai bersama --redline"),
        (("--redline", "--author", "A\x1b"), "Nilai --author salah: tulis sebuah nama dalam satu baris"),
        (("--redline", "--author", " "), "Nilai --author salah: tulis sebuah nama dalam satu baris"),
        (("HEAD", "HEAD", "--redline", "--author", "A"), "Nilai --author salah: hanya bagi yang belum di-commit"),
        (("--redline",), "SOURCE_DATE_EPOCH harus detik sejak 1970"),
    ],
)
def test_options_that_would_be_passed_over_are_refused(
    repo: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 30)
    edit(repo, "Hasil survei", "Lain")
    result = iki("diff", *arguments)
    assert (result.code, words in result.err) == (2, True), result.err
    assert not (repo / "build").exists()


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_a_redline_may_tell_by_its_exit_code_that_there_is_one(repo: Path, iki: Callable[..., Result]) -> None:
    assert iki("diff", "--redline", "--exit-code").code == 0
    edit(repo, "Hasil survei", "Lain")
    assert iki("diff", "--redline", "--exit-code").code == 1
    assert iki("diff", "--redline").code == 0
