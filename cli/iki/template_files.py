"""The templates that a project has: its own, and those that iki brings along."""

import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from pkgutil import iter_modules

from iki.characters import printable
from iki.errors import IkiError, reason
from iki.naming import fault_of_id
from iki.project import Project, builtin_folder, is_of_an_editor, odd_kind, read_bytes

CHANGES, WORKSHEET = "perubahan", "lembar-reviu"
"""The kinds of the document that tells what changed, and of the one that a reviewer fills in."""
_FOLDER_OF = {CHANGES: "diff", WORKSHEET: "worksheet"}
"""Where below `templates/` the templates of other commands than `build` stand."""
_SUFFIXES = ("docx", "md", "md.j2")
_LIKE_TEMPLATES = (".docx", ".doc", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".rtf")
"""What somebody means as a template of Word, whether it can be one or not."""
_LARGEST = 64_000_000


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


def every_format() -> tuple[str, ...]:
    """Return the names of the formats: each is a module in `render/`, which is not read for that."""
    return tuple(sorted(module.name for module in iter_modules([str(Path(__file__).with_name("render"))])))


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
        if (_key(path)[1] in formats or looks_meant) and not _is_no_template(path.name):
            yield path


def _is_no_template(name: str) -> bool:
    return is_of_an_editor(name) or name.startswith("README")


def _key(path: Path) -> tuple[str, str]:
    """Return the kind and the format of a template by its name."""
    kind, _, suffix = path.name.partition(".")
    return kind, suffix.removesuffix(".j2")


def _refusal(path: Path, first: Path) -> str:
    """Say why a template cannot be used; `first` is the first one of its kind and format."""
    why, odd = fault_of_id(_key(path)[0]), odd_kind(path)
    if path.name.partition(".")[2] not in _SUFFIXES:
        return f"Nama templat '{printable(path.name)}' harus berakhiran .docx atau .md.j2, dengan huruf kecil."
    if why:
        return f"Nama templat '{printable(path.name)}' tidak dapat dipakai: {why}."
    if odd:
        return f"Ini {odd}, bukan berkas biasa."
    if path.stat().st_size > _LARGEST:
        return "Berkas ini lebih dari 64 MB."
    if path != first:
        return f"Templat '{first.name}' dan '{path.name}' menghasilkan dokumen yang sama."
    return ""


def place_of(kind: str) -> str:
    """Return the folder of a kind's templates from the project's root."""
    return f"templates/{_FOLDER_OF[kind]}" if kind in _FOLDER_OF else "templates"


def other_kind(path: Path) -> str:
    """Return the kind of a file that stands where a template of another command than `build` does, else nothing."""
    kind = _key(path)[0]
    stands = kind in _FOLDER_OF and path.resolve().parent.name == _FOLDER_OF[kind]
    return kind if stands and (_builtin(kind) / path.name).is_file() else ""


def other_templates(project: Project) -> Iterator[TemplateFile]:
    """Yield the templates of other commands than `build`, those of each by their format."""
    for kind in _FOLDER_OF:
        for suffix in sorted(_key(path)[1] for path in _builtin(kind).iterdir()):
            yield other_template(project, kind, suffix)


def other_template(project: Project, kind: str, suffix: str) -> TemplateFile:
    """Return the template of a kind that another command makes: the project's own, else iki's."""
    builtin = next(path for path in _builtin(kind).iterdir() if _key(path) == (kind, suffix))
    name = f"{place_of(kind)}/{builtin.name}"
    own = project.root / name
    is_own = own.is_file()
    refusal = _refusal(own, own) if is_own else ""
    if refusal:
        raise IkiError(f"{name} tidak dapat dipakai. {refusal}")
    shipped = read_bytes(builtin)
    content = read_bytes(own) if is_own else shipped
    return TemplateFile(kind, suffix, name, content, is_own, not is_own or content == shipped)


def _builtin(kind: str) -> Path:
    return builtin_folder("templates") / _FOLDER_OF.get(kind, "")


def starter_template(kind: str, suffix: str) -> TemplateFile | None:
    """Return the template to start a new one from: iki's own of this kind, else that of the sheet.

    None where iki brings none of this kind and format along.
    """
    every = {_key(path): path for path in _builtin(kind).iterdir() if path.is_file()}
    is_of_iki = any(kind == known for known, _ in every)
    path = every.get((kind if is_of_iki else "iki", suffix))
    if path is None:
        return None
    return TemplateFile(_key(path)[0], suffix, path.name, read_bytes(path), is_own=False, is_shipped=True)


def builtin_kinds() -> tuple[str, ...]:
    """Return the kinds of documents that iki brings templates along for."""
    of_build = {_key(path)[0] for path in builtin_folder("templates").iterdir() if path.is_file()}
    return tuple(sorted(of_build | _FOLDER_OF.keys()))


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
    if about.st_size > _LARGEST:
        raise IkiError(f"{printable(path.as_posix())} lebih dari 64 MB; itu bukan templat.")
    return read_bytes(path)
