"""Where things are, and the one edge where files are read."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from iki.characters import printable
from iki.errors import IkiError, reason
from iki.naming import slug
from iki.source import MAX_BYTES, Source, refused

SETTINGS, PEOPLE, BASELINE = "iki.yaml", "pejabat.yaml", "temuan-lama.tsv"
_LIKE_PEOPLE = ("pejabat.yaml", "pejabat.yml")
_LARGEST_PICTURE = 10_000_000
_PACKAGE = Path(__file__).parent
_NOT_A_FILE = {
    stat.S_ISLNK: "tautan (link)",
    stat.S_ISDIR: "folder",
    stat.S_ISFIFO: "pipa (FIFO)",
    stat.S_ISSOCK: "soket",
    stat.S_ISCHR: "perangkat",
    stat.S_ISBLK: "perangkat",
}


@dataclass(frozen=True, slots=True)
class Project:
    """One office's folder: the one that holds `iki.yaml`.

    `instead` are contents that files are to be read with, by their whole paths: what an editor has not yet saved.
    """

    root: Path
    instead: Mapping[Path, bytes] = field(default_factory=dict, compare=False)

    @property
    def settings(self) -> Path:
        """The office's settings, and the mark of a project's root."""
        return self.root / SETTINGS

    @property
    def data(self) -> Path:
        """The folder of the positions' files."""
        return self.root / "data" / "jabatan"

    @property
    def people(self) -> Path:
        """Who holds the positions; personal data, so that it stands apart."""
        return self.root / PEOPLE

    def name(self, path: Path) -> str:
        """Return what messages call a file: its path from the root with `/`."""
        return path.relative_to(self.root).as_posix()


def find(start: Path) -> Project:
    """Return the project that `start` (a folder) stands in, the nearest one above it."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return Project(folder)
    hint = "Pindah ke folder proyek, atau mulai proyek baru dengan 'iki init'."
    where = "folder ini" if start == Path.cwd() else printable(str(start))
    raise IkiError(f"Tidak ada {SETTINGS} di {where} maupun di atasnya. {hint}")


def output(project: Project) -> Path:
    """Return the folder of a project's documents, unless a link there leads out of the project."""
    folder = project.root / "build"
    if folder.is_symlink() and not folder.resolve().is_relative_to(project.root.resolve()):
        raise IkiError("Folder build adalah tautan ke luar proyek. Ganti dengan folder biasa, atau sebut dengan --out.")
    return folder


def data_files(project: Project) -> tuple[Path, ...]:
    """Return the paths of `data_names`."""
    return tuple(project.data / name for name in data_names(project))


def own_files(project: Project) -> Iterator[Path]:
    """Yield where what an office writes stands: settings, people, known findings, positions, templates, schemas."""
    yield from (project.settings, project.people, project.root / BASELINE)
    for pattern in ("[Pp][Ee][Jj][Aa][Bb][Aa][Tt].*", "data/jabatan/*", "templates/**/*", "schema/*"):
        yield from project.root.glob(pattern)


def data_names(project: Project) -> list[str]:
    """Return all that looks like a position's file, by name, folders too: each is read or refused, none passed over.

    What editors keep beside it (hidden files, `camat.yaml~`) is not the office's.
    """
    if not project.data.is_dir():
        message = f"Folder {project.name(project.data)} tidak ada. Buat dengan 'iki new', misalnya: iki new camat."
        raise IkiError(message)
    if not project.data.resolve().is_relative_to(project.root.resolve()):
        raise IkiError(f"Folder {project.name(project.data)} adalah tautan ke luar proyek. Ganti dengan folder biasa.")
    unsaved = [path.name for path in project.instead if path.parent == project.data.resolve()]
    with os.scandir(project.data) as entries:
        names = [entry.name for entry in entries if _looks_like_a_position(entry)]
    return sorted({*names, *unsaved} if unsaved else names)


def is_of_an_editor(name: str) -> bool:
    """Tell whether a file has the name of those that editors, Word and LibreOffice keep beside the one they show."""
    return name.startswith((".", "~", "#")) or name.endswith("~")


def _looks_like_a_position(entry: os.DirEntry[str]) -> bool:
    name = entry.name.lower()
    if is_of_an_editor(name):
        return False
    return ".yaml" in name or ".yml" in name or entry.is_dir()


def read_source(project: Project, path: Path) -> Source:
    """Read one YAML file; whatever keeps it from being read is a diagnostic of its source."""
    from iki.dialect import parse  # and with it the reader of YAML

    content = read_content(project, path)
    return content if isinstance(content, Source) else parse(content, project.name(path))


def read_content(project: Project, path: Path) -> bytes | Source:
    """Read the bytes of one YAML file, no more than may be parsed; a source that says why where it cannot be read."""
    unsaved = project.instead.get(path.resolve()) if project.instead else None
    odd = odd_kind(path)
    if odd:
        hint = "Pindahkan; berkas jabatan ditaruh langsung di data/jabatan sebagai berkas biasa."
        hint = hint if path.parent == project.data else "Ganti dengan berkas biasa."
        return refused(project.name(path), "bukan-berkas", f"Ini {odd}, bukan berkas biasa.", hint)
    if path.suffix != ".yaml":
        better = f"{slug(path.name.partition('.')[0]) or 'nama-jabatan'}.yaml"
        hint = f"Bila ini jabatan, ganti namanya, misalnya '{better}'; bila salinan lama, pindahkan atau hapus."
        if os.path.lexists(path.with_name(better)):
            hint = f"'{better}' sudah ada: pindahkan atau hapus berkas ini, atau beri nama lain bila ini jabatan lain."
        return refused(project.name(path), "nama-berkas-salah", "Nama berkas harus berakhiran '.yaml'.", hint)
    if unsaved is not None:
        return unsaved
    try:
        with path.open("rb") as file:
            return _all_of(file)
    except OSError as error:
        hint = "Periksa izin berkas itu, atau apakah masih ada."
        return refused(project.name(path), "berkas-tak-terbaca", f"Berkas tidak dapat dibaca ({reason(error)}).", hint)


def read_office(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield the settings and the positions' files with their bytes, by their names from the root.

    What `read_source` refuses is left out: `iki validate` tells of it.
    """
    for path in (project.settings, *(data_files(project) if project.data.is_dir() else ())):
        if path.suffix == ".yaml" and not odd_kind(path):
            try:
                with path.open("rb") as file:
                    yield project.name(path), _all_of(file)
            except OSError as error:
                raise IkiError(f"{project.name(path)} tidak dapat dibaca ({reason(error)}).") from error


def read_people(project: Project) -> Source | None:
    """Read who holds the positions; None where the office does without that file, not where it is called otherwise."""
    if os.path.lexists(project.people) or project.people.resolve() in project.instead:
        return read_source(project, project.people)
    for path in sorted(project.root.iterdir()):
        if path.name.lower().startswith(_LIKE_PEOPLE):
            return refused(
                path.name, "nama-berkas-salah", "Nama berkas pejabat harus 'pejabat.yaml'.", "Ganti namanya."
            )
    return None


def _all_of(file: BinaryIO) -> bytes:
    """Read a file of a size that is known beforehand; where that was less than the truth, up to one byte too many."""
    size = min(os.fstat(file.fileno()).st_size, MAX_BYTES)
    content = file.read(size + 1)
    return content if len(content) <= size else content + file.read(MAX_BYTES + 1 - len(content))


def odd_kind(path: Path) -> str:
    """Say in Indonesian what stands there instead of a regular file; nothing where one does, or none at all."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return ""
    if stat.S_ISREG(mode):
        return ""
    return next((name for is_kind, name in _NOT_A_FILE.items() if is_kind(mode)), "")


def schemas(project: Project, name: str) -> Iterator[tuple[bytes, str]]:
    """Yield the JSON text and the name of each schema that judges: the project's own, then the one iki relies on."""
    builtin = read_builtin("schema", name)
    own = project.root / "schema" / name
    if own.is_file():
        content = read_bytes(own)
        if content != builtin:
            yield content, project.name(own)
    yield builtin, name


def read_picture(project: Project, name: str) -> bytes | str:
    """Return the bytes of a picture by its name from the project's root, or in Indonesian why it cannot be read.

    Nothing outside the project is read, whatever the name says or a link points to.
    """
    path = project.root / name
    parts = PurePosixPath(name).parts
    if not parts or parts[0] == "/" or ".." in parts or not {"\\", ":"}.isdisjoint(name):
        return "tulis nama berkas di dalam folder proyek, misalnya gambar/logo.png"
    try:
        if not path.resolve().is_relative_to(project.root.resolve()):
            return "berkas itu tautan ke luar folder proyek"
        if not path.is_file():
            return "berkas itu tidak ada"
        with path.open("rb") as file:
            content = file.read(_LARGEST_PICTURE + 1)
    except (OSError, ValueError, RuntimeError) as error:  # a name with NUL; links in a circle
        return f"berkas itu tidak dapat dibaca ({reason(error) if isinstance(error, OSError) else 'nama tidak wajar'})"
    return content if len(content) <= _LARGEST_PICTURE else "berkas itu lebih dari 10 MB"


def builtin_folder(name: str) -> Path:
    """Return a folder that iki brings along, in the installed package or in the checkout it runs in."""
    installed = _PACKAGE / "builtin" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def starter_files(*, with_example: bool, with_templates: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a new project: their names from its root, and their bytes."""
    yield SETTINGS, read_starter("iki.yaml")
    if with_example:
        yield "data/jabatan/camat.yaml", read_starter("camat.yaml")
    for folder in ("schema", *(("templates",) if with_templates else ())):
        for path in sorted(builtin_folder(folder).rglob("*")):
            if path.is_file() and not path.name.startswith((".", "~", "#")):
                yield f"{folder}/{path.relative_to(builtin_folder(folder)).as_posix()}", read_bytes(path)
    yield ".gitignore", read_starter("gitignore")
    yield ".gitattributes", read_starter("gitattributes")


def read_starter(name: str) -> bytes:
    """Return the bytes of a file that new projects and positions start from."""
    return read_bytes(_PACKAGE / "starter" / name)


def read_builtin(folder: str, name: str) -> bytes:
    """Return the bytes of a file that iki brings along."""
    return read_bytes(builtin_folder(folder) / name)


def read_text(path: Path) -> str:
    """Return the text of a file that iki itself keeps for the office; what is no UTF-8 is read as odd letters."""
    return read_bytes(path).decode("utf-8-sig", errors="replace")


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, or say that it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        why = f"{printable(str(path))} tidak dapat dibaca ({reason(error)})."
        raise IkiError(f"{why} Periksa apakah berkas itu ada dan boleh dibaca.") from error
