"""Makes all that iki writes and says, of an office that asks for all there is, and prints a digest of each.

`python tests/outputs.py FOLDER [--as WAY]…` works in a new FOLDER; each WAY is a thing that must make no difference.
"""

import contextlib
import hashlib
import io
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from beliefs import BEFORE, BOM, FILES

CHECKOUT = Path(__file__).parents[1]
SETTINGS = """\
pemda: Pemerintah Kota Bontang
perangkat_daerah: Kecamatan Bontang Barat
urutan: [camat, sekretaris]
tahun: 2026
dokumen:
  tempat: Bontang
  tanggal: 2026-01-05
  tanda_tangan: dengan-atasan
  menimbang: [bahwa perlu;]
  mengingat: [Undang-Undang Satu;]
  diktum: [Menetapkan IKI.]
matriks:
kop: {alamat: Jalan Contoh 1}
kolom: [nomor, sasaran, indikator, [definisi, formulasi], satuan, sumber_data]
"""
PEOPLE = "camat: {nama: 'Dra. Contoh', nip: '197001011990031001', pangkat: Pembina, golongan: IV/a}\n"
EDITS = (
    ("camat", "  - uraian: Meningkatnya kualitas", "  - id: mutu\n    uraian: Meningkatnya kualitas"),
    ("sekretaris", "  - uraian: Program Pelayanan", "  - mendukung: [camat/mutu]\n    uraian: Program Pelayanan"),
    ("camat", "Meningkatnya kualitas pelayanan", "Meningkatnya mutu pelayanan"),
    ("sekretaris", "formulasi: Prosentase ketersediaan", "formulasi: Jumlah ketersediaan"),
)
"""Two for the second commit, one for the third, one that nobody commits: position, old text, new text."""
STYLES = ("json", "github", "gitlab", "junit", "sarif", "statistics")
WIDE = ("COLUMNS", "100")
BROKEN = CHECKOUT / "tests" / "faults" / "kunci.yaml"


@dataclass(frozen=True)
class Step:
    """A command line whose output goes into a file of its own; `office` says in which of the two offices."""

    arguments: str
    office: str = "kantor"
    given: str = ""
    """The file on standard input."""
    told: tuple[str, str] | None = None
    """What it does depend on, and is told: the time of what is not committed, the width of the screen."""


DOCUMENTS = (
    Step("build", "sepuluh"),
    Step("build"),
    Step("build camat --kind iki --format docx --format md --out satu --overwrite"),
    Step("build --jobs 2 --force --no-cache --out dua"),
    Step("build --project ../sep* --project ."),
    Step("build --rev HEAD~1"),
    Step("worksheet --format docx"),
    Step("worksheet camat --format md --output reviu.md"),
    Step("diff HEAD~2 HEAD --format docx"),
    Step("diff HEAD~2 HEAD --format xlsx"),
    Step("diff HEAD~2 HEAD --format md --output perubahan.md"),
    Step("diff HEAD~2 HEAD --redline --book"),
    Step("diff --redline --author Siti --out redline-siti", told=("SOURCE_DATE_EPOCH", "1767571200")),
    Step("show HEAD~1:camat --format docx --output lama.docx"),
    Step("show HEAD~1:camat --format md"),
    Step("template new iki --format docx"),
    Step("template new matriks --format md"),
    Step("template new keputusan"),
    Step("template new perubahan"),
    Step("template new lembar-reviu"),
    Step("template check salah.docx --mark tanda.docx"),
)
"""All that makes a document, in an order in which none is in another's way."""
REPORTS = (
    Step("diff", told=WIDE),
    Step("diff HEAD~2... --format text --require-reason", told=WIDE),
    Step("diff HEAD~2 HEAD --format json --exit-code"),
    Step("diff HEAD~1 HEAD --impact --exit-code --format text"),
    Step("log --format text", told=WIDE),
    Step("log camat --indikator SKM --format json --limit 5"),
    Step("log camat --format md --output riwayat.md"),
    Step(f"validate --strict --jobs 2 --format text {' '.join(f'--format {each}={each}.out' for each in STYLES)}"),
    Step("validate --since HEAD~2 --select sel-kosong"),
    Step("validate --ignore sel-kosong data/jabatan/camat.yaml"),
    Step("validate --stdin-filename data/jabatan/camat.yaml", given="data/jabatan/camat.yaml"),
    Step("validate --statistics --no-cache", "rusak"),
    Step("validate --format text", "rusak"),
    Step("validate --project ../rusak --project ../sep*"),
    Step("build", "rusak"),
    *(Step(f"explain saltik --format {form}") for form in ("text", "json", "md")),
    Step("explain"),
    Step("template words"),
    Step("fix --diff"),
)
CHANGES = (
    Step("review sekretaris"),
    Step("fix"),
    Step("validate --baseline"),
    Step("new Staf --atasan camat"),
    Step("git install"),
    Step("git merge dasar.yaml kita.yaml mereka.yaml camat.yaml"),
    Step("git uninstall"),
    Step("init baru --templates"),
)
"""Those that change files of an office: they come last."""
STEPS = (*DOCUMENTS, *REPORTS, *CHANGES)


# The offices


def prepare(folder: Path, ways: Sequence[str]) -> None:
    """Lay three offices: the ten positions as they are, three with all settings and a history, a broken one."""
    shutil.copytree(CHECKOUT / "data", folder / "sepuluh" / "data")
    shutil.copy(CHECKOUT / "iki.yaml", folder / "sepuluh")
    for name in ("kantor", "rusak"):
        (folder / name / "data" / "jabatan").mkdir(parents=True)
        for position in ("camat", "sekretaris", "lurah"):
            shutil.copy(CHECKOUT / "data" / "jabatan" / f"{position}.yaml", folder / name / "data" / "jabatan")
        (folder / name / "iki.yaml").write_text(SETTINGS, encoding="utf-8", newline="\n")
    shutil.copy(BROKEN, folder / "rusak" / "data" / "jabatan" / "kunci.yaml")
    office = folder / "kantor"
    (office / "pejabat.yaml").write_text(PEOPLE, encoding="utf-8")
    (office / "salah.docx").write_bytes(broken_template())
    for name in ("dasar", "kita", "mereka"):
        shutil.copy(office / "data" / "jabatan" / "camat.yaml", office / f"{name}.yaml")
    for old, new, name in (("Nilai SKM", "Indeks", "kita"), ("Nilai SKM", "Angka", "mereka")):
        replace(office / f"{name}.yaml", old, new)
    history(office)
    for way in (way for way in ways if way in FILES):
        for name in ("sepuluh", "kantor", "rusak"):
            FILES[way](folder / name)


def broken_template() -> bytes:
    """The template of the checkout with a name in it that there is not."""
    made = io.BytesIO()
    with zipfile.ZipFile(CHECKOUT / "templates" / "iki.docx") as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"jabatan.nama", b"jabatan.namaa")
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return made.getvalue()


def history(office: Path) -> None:
    from git_repos import commit, git

    git(office, "init", "-q", "-b", "main")
    commit(office, "Awal")
    for edits, message, day in ((EDITS[:2], "Kaitkan", 6), (EDITS[2:3], "Ganti kata\n\nAlasan: lebih tepat.", 7)):
        for edit in edits:
            rewrite(office, *edit)
        commit(office, message, author="Siti", day=day)
    rewrite(office, *EDITS[3])


def rewrite(office: Path, position: str, old: str, new: str) -> None:
    replace(office / "data" / "jabatan" / f"{position}.yaml", old, new)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


# The work


def run(step: Step, folder: Path) -> bytes:
    """Run a command line in its office and return what it said on both streams, and its exit code."""
    from iki import app

    os.chdir(folder / step.office)
    given = io.BytesIO(Path(step.given).read_bytes() if step.given else b"")
    said, complained = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    before = sys.stdin, os.environ.copy()
    sys.stdin = io.TextIOWrapper(given)
    os.environ.update([step.told] if step.told else [])
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = app.run(step.arguments.split())
    sys.stdin, environment = before
    os.environ.clear()
    os.environ.update(environment)
    assert code in {0, 1, 4}, (step, code, read(complained))
    return b"%s\n%s\n%d\n" % (read(said), read(complained), code)


def read(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    content = stream.buffer
    assert isinstance(content, io.BytesIO)
    return content.getvalue()


def digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the digest of what each step said, and of each file that there is in the end."""
    for step in STEPS:
        yield hashlib.sha256(run(step, folder)).hexdigest(), f"iki {step.arguments} ({step.office})"
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts):
        yield hashlib.sha256(content_of(path)).hexdigest(), path.relative_to(folder).as_posix()


def content_of(path: Path) -> bytes:
    """Return what a file says; how its lines end is the office's own affair in YAML."""
    content = path.read_bytes()
    return content.replace(b"\r\n", b"\n").removeprefix(BOM) if path.suffix == ".yaml" else content


def main(folder: Path, ways: Sequence[str]) -> None:
    """Print it all, as `sha256sum` does."""
    folder.mkdir(parents=True)
    prepare(folder, ways)
    for way in (way for way in ways if way in BEFORE):
        BEFORE[way]()
    for digest, name in digests(folder.resolve()):
        print(digest, "", name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
