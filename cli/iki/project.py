"""Where things are, and the one edge where files are read."""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from iki.characters import printable
from iki.dialect import MAX_BYTES, parse
from iki.errors import IkiError, reason
from iki.naming import fault_of_id, slug
from iki.source import Source, refused

SETTINGS = "iki.yaml"
_TEMPLATE_SUFFIXES = ("docx", "md", "md.j2")
_LIKE_TEMPLATES = (".docx", ".doc", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".rtf")
"""What somebody means as a template of Word, whether it can be one or not."""
_LIKE_PEOPLE = ("pejabat.yaml", "pejabat.yml")
_LARGEST_PICTURE = 10_000_000
_LARGEST_TEMPLATE = 64_000_000
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
    """One office's folder: the one that holds `iki.yaml`."""

    root: Path

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
        return self.root / "pejabat.yaml"

    def name(self, path: Path) -> str:
        """Return what messages call a file: its path from the root with `/`."""
        return path.relative_to(self.root).as_posix()


def find(start: Path) -> Project:
    """Return the project that `start` (a folder) stands in, the nearest one above it."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return Project(folder)
    hint = "Pindah ke folder proyek, atau mulai proyek baru dengan 'iki init'."
    raise IkiError(f"Tidak ada {SETTINGS} di folder ini maupun di atasnya. {hint}")


def data_files(project: Project) -> tuple[Path, ...]:
    """Return all that looks like a position's file, by name, folders too: each is read or refused, none passed over.

    What editors keep beside it (hidden files, `camat.yaml~`) is not the office's.
    """
    if not project.data.is_dir():
        message = f"Folder {project.name(project.data)} tidak ada. Buat dengan 'iki new', misalnya: iki new camat."
        raise IkiError(message)
    if not project.data.resolve().is_relative_to(project.root.resolve()):
        raise IkiError(f"Folder {project.name(project.data)} adalah tautan ke luar proyek. Ganti dengan folder biasa.")
    return tuple(sorted(path for path in project.data.iterdir() if _looks_like_a_position(path)))


def _looks_like_a_position(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith((".", "~", "#")) or name.endswith("~"):
        return False
    return ".yaml" in name or ".yml" in name or path.is_dir()


def read_source(project: Project, path: Path) -> Source:
    """Read one YAML file; whatever keeps it from being read is a diagnostic of its source."""
    name = project.name(path)
    odd = _odd_kind(path)
    if odd:
        hint = "Pindahkan; berkas jabatan ditaruh langsung di data/jabatan sebagai berkas biasa."
        hint = hint if path.parent == project.data else "Ganti dengan berkas biasa."
        return refused(name, "bukan-berkas", f"Ini {odd}, bukan berkas biasa.", hint)
    if path.suffix != ".yaml":
        better = slug(path.name.partition(".")[0]) or "nama-jabatan"
        hint = f"Bila ini jabatan, ganti namanya, misalnya '{better}.yaml'; bila salinan lama, pindahkan atau hapus."
        return refused(name, "nama-berkas-salah", "Nama berkas harus berakhiran '.yaml'.", hint)
    try:
        with path.open("rb") as file:
            return parse(_all_of(file), name)
    except OSError as error:
        hint = "Periksa izin berkas itu."
        return refused(name, "berkas-tak-terbaca", f"Berkas tidak dapat dibaca ({reason(error)}).", hint)


def read_office(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield the settings and the positions' files with their bytes, by their names from the root.

    What `read_source` refuses is left out: `iki validate` tells of it.
    """
    for path in (project.settings, *data_files(project)):
        if path.suffix == ".yaml" and not _odd_kind(path):
            try:
                with path.open("rb") as file:
                    yield project.name(path), _all_of(file)
            except OSError as error:
                raise IkiError(f"{project.name(path)} tidak dapat dibaca ({reason(error)}).") from error


def read_people(project: Project) -> Source | None:
    """Read who holds the positions; None where the office does without that file, not where it is called otherwise."""
    if os.path.lexists(project.people):
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


def _odd_kind(path: Path) -> str:
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


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template as found: the kind of document and the format it makes, its name in messages, its bytes.

    `is_own` tells whether it stands in the project, `is_shipped` whether it is iki's to the byte; `refusal` says in
    Indonesian why it cannot be used as it is.
    """

    kind: str
    format: str
    name: str
    content: bytes
    is_own: bool
    is_shipped: bool
    refusal: str = ""
    is_tailored: bool = False
    """Whether its bytes were made to the form of the settings."""


def templates(project: Project, formats: Collection[str]) -> Iterator[TemplateFile]:
    """Yield the templates `<kind>.<format>[.j2]` of these formats by name: the project's own instead of iki's."""
    own = list(_template_paths(project.root / "templates", formats))
    replaced = {_key(path) for path in own}
    builtin = (path for path in _template_paths(builtin_folder("templates"), formats) if _key(path) not in replaced)
    by_key: dict[tuple[str, str], Path] = {}
    for path in sorted((*own, *builtin), key=lambda path: (_key(path), path.name)):
        kind, suffix = _key(path)
        refusal = _refusal(path, by_key.setdefault(_key(path), path))
        content = b"" if refusal else read_bytes(path)
        is_shipped = path not in own or _is_copy(path.name, content)
        yield TemplateFile(kind, suffix, f"templates/{path.name}", content, path in own, is_shipped, refusal)


def _is_copy(name: str, content: bytes) -> bool:
    """Tell whether a template is iki's own of this name, to the byte."""
    path = builtin_folder("templates") / name
    return path.is_file() and read_bytes(path) == content


def _template_paths(folder: Path, formats: Collection[str]) -> Iterator[Path]:
    """Yield the templates in a folder; what Word keeps beside an open file (`~$…`) is none."""
    for path in folder.iterdir() if folder.is_dir() else ():
        looks_meant = "docx" in formats and path.name.lower().endswith(_LIKE_TEMPLATES)
        if (_key(path)[1] in formats or looks_meant) and not path.name.startswith((".", "~", "README")):
            yield path


def _key(path: Path) -> tuple[str, str]:
    """Return the kind and the format of a template by its name."""
    kind, _, suffix = path.name.partition(".")
    return kind, suffix.removesuffix(".j2")


def _refusal(path: Path, first: Path) -> str:
    """Say why a template cannot be used; `first` is the first one of its kind and format."""
    why, odd = fault_of_id(_key(path)[0]), _odd_kind(path)
    if path.name.partition(".")[2] not in _TEMPLATE_SUFFIXES:
        return f"Nama templat '{printable(path.name)}' harus berakhiran .docx atau .md.j2, dengan huruf kecil."
    if why:
        return f"Nama templat '{printable(path.name)}' tidak dapat dipakai: {why}."
    if odd:
        return f"Ini {odd}, bukan berkas biasa."
    if path.stat().st_size > _LARGEST_TEMPLATE:
        return "Berkas ini lebih dari 64 MB."
    if path != first:
        return f"Templat '{first.name}' dan '{path.name}' menghasilkan dokumen yang sama."
    return ""


def starter_template(kind: str, suffix: str) -> TemplateFile | None:
    """Return the template to start a new one from: iki's own of this kind, else that of the sheet.

    None where iki brings none of this kind and format along.
    """
    every = {_key(path): path for path in builtin_folder("templates").iterdir()}
    is_of_iki = any(kind == known for known, _ in every)
    path = every.get((kind if is_of_iki else "iki", suffix))
    if path is None:
        return None
    return TemplateFile(_key(path)[0], suffix, path.name, read_bytes(path), is_own=False, is_shipped=True)


def builtin_kinds() -> tuple[str, ...]:
    """Return the kinds of documents that iki brings templates along for."""
    return tuple(sorted({_key(path)[0] for path in builtin_folder("templates").iterdir()}))


def replaces_builtin(file_name: str) -> bool:
    """Tell whether a template of this name takes the place of one that iki brings along."""
    return _key(Path(file_name)) in {_key(path) for path in builtin_folder("templates").iterdir()}


def read_template(path: Path) -> bytes:
    """Return the bytes of a template that somebody named, wherever it stands, or say that it cannot be read."""
    try:
        about = path.stat()
    except OSError as error:
        why = f"{printable(path.as_posix())} tidak dapat dibaca ({reason(error)})."
        raise IkiError(f"{why} Periksa ejaan namanya.") from error
    if not stat.S_ISREG(about.st_mode):
        raise IkiError(f"{printable(path.as_posix())} bukan berkas biasa.")
    if about.st_size > _LARGEST_TEMPLATE:
        raise IkiError(f"{printable(path.as_posix())} lebih dari 64 MB; itu bukan templat.")
    return read_bytes(path)


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
        for path in sorted(builtin_folder(folder).iterdir()):
            if not path.name.startswith((".", "~", "#")):
                yield f"{folder}/{path.name}", read_bytes(path)
    yield ".gitignore", read_starter("gitignore")
    yield ".gitattributes", read_starter("gitattributes")


def read_starter(name: str) -> bytes:
    """Return the bytes of a file that new projects and positions start from."""
    return read_bytes(_PACKAGE / "starter" / name)


def read_builtin(folder: str, name: str) -> bytes:
    """Return the bytes of a file that iki brings along."""
    return read_bytes(builtin_folder(folder) / name)


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, or say that it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        why = f"{printable(str(path))} tidak dapat dibaca ({reason(error)})."
        raise IkiError(f"{why} Periksa apakah berkas itu ada dan boleh dibaca.") from error
