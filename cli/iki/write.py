"""Whole files or none, and the memory of what iki itself wrote.

The memory stands in the output folder, one line a file: the SHA-256 of its bytes and its name, as `sha256sum` writes
them. A line is added before its file is put in place, so that a build that was cut short never takes its own work for
somebody's; a line more than needed does no harm.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import TextIO

from iki.characters import printable
from iki.errors import IkiError, reason

MEMORY = ".iki-written"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be written: its name below the output folder with `/`, and its bytes in pieces, gone through twice."""

    name: str
    content: Iterable[bytes]


class Fate(Enum):
    """What became of an artifact."""

    WRITTEN = auto()
    SAME = auto()
    OVERWRITTEN = auto()
    """Somebody's edited file was put beside it first."""
    EDITED = auto()
    """Kept: somebody edited what iki wrote."""
    FOREIGN = auto()
    """Kept: iki never wrote the file that stands there."""
    LOCKED = auto()
    """Kept: the system does not allow it to be replaced, as Word on Windows does with a file it shows."""


@dataclass(frozen=True, slots=True)
class Written:
    """One artifact's path and fate; `beside` is where the edited file was kept when it was overwritten."""

    path: Path
    fate: Fate
    beside: Path | None = None


def write_all(artifacts: Iterable[Artifact], out: Path, *, overwrite: bool) -> Iterator[Written]:
    """Write each artifact whole, but never over what iki did not write, nor over an edit unless told to."""
    memory = _Memory.read(out)
    try:
        for artifact in artifacts:
            yield _try_to_write(artifact, out / artifact.name, memory, overwrite=overwrite)
        memory.tidy()
    except OSError as error:
        raise IkiError(_why_not_written(out / MEMORY, error)) from error
    finally:
        memory.close()


def remove_others(out: Path, kept: Collection[str]) -> list[str]:
    """Remove from a folder what iki wrote there, but for what is to be kept; return what stays since it was edited."""
    edited: list[str] = []
    if not os.path.lexists(out / MEMORY):
        return edited
    memory = _Memory.read(out)
    for name in memory.hashes.keys() - set(kept):
        path = out / Path(name).name  # whatever somebody wrote there, nothing outside is touched
        try:
            if path.is_symlink() or not path.is_file():
                continue
            if _hash_of(path) in memory.hashes[name]:
                path.unlink()
            else:
                edited.append(path.name)
        except OSError as error:
            raise IkiError(f"{printable(str(path))} tidak dapat dihapus ({reason(error)}). Hapus sendiri.") from error
    return sorted(edited)


def _try_to_write(artifact: Artifact, path: Path, memory: "_Memory", *, overwrite: bool) -> Written:
    try:
        if path.parent not in memory.folders:
            memory.folders.add(_folder(path.parent, memory.out))
        return _write(artifact, path, memory, overwrite=overwrite)
    except PermissionError:
        return Written(path, Fate.LOCKED)
    except OSError as error:
        raise IkiError(_why_not_written(path, error)) from error


def _folder(folder: Path, out: Path) -> Path:
    """Make a folder below `out` if it is not there, and see that it is no way out of it."""
    folder.mkdir(parents=True, exist_ok=True)
    if not folder.resolve().is_relative_to(out.resolve()):
        raise IkiError(f"{printable(str(folder))} adalah tautan ke luar folder keluaran. Ganti dengan folder biasa.")
    return folder


def _write(artifact: Artifact, path: Path, memory: "_Memory", *, overwrite: bool) -> Written:
    digest = _hash(artifact.content)
    fate = _fate(artifact.name, digest, path, memory)
    if fate is Fate.SAME:
        memory.add(artifact.name, digest)
        memory.now[artifact.name] = digest
    if fate in {Fate.FOREIGN, Fate.SAME} or (fate is Fate.EDITED and not overwrite):
        return Written(path, fate)
    beside = _put_aside(path) if fate is Fate.EDITED else None
    memory.add(artifact.name, digest)
    replace_file(path, artifact.content)
    memory.now[artifact.name] = digest
    return Written(path, Fate.OVERWRITTEN if beside else Fate.WRITTEN, beside)


def _fate(name: str, digest: str, path: Path, memory: "_Memory") -> Fate:
    """Say what the file that stands there means for writing it anew."""
    if not os.path.lexists(path):
        return Fate.WRITTEN
    if path.is_symlink() or not path.is_file():
        return Fate.FOREIGN
    old = _hash_of(path)
    if old == digest:
        return Fate.SAME
    if name not in memory.hashes:
        return Fate.FOREIGN
    return Fate.WRITTEN if old in memory.hashes[name] else Fate.EDITED


def _put_aside(path: Path) -> Path:
    """Copy an edited file beside itself under the first free name `x.suntingan-1.docx`, and return that."""
    number = 1
    while os.path.lexists(beside := path.with_name(f"{path.stem}.suntingan-{number}{path.suffix}")):
        number += 1
    replace_file(beside, [path.read_bytes()])
    return beside


def _why_not_written(path: Path, error: OSError) -> str:
    shown = printable(str(path))
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return f"{shown} tidak dapat dibuat: ada berkas di tempat foldernya. Pindahkan atau ganti nama berkas itu."
    return f"{shown} tidak dapat ditulis ({reason(error)}); yang lama tetap utuh. Periksa ruang disk dan foldernya."


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash(content: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in content:
        digest.update(piece)
    return digest.hexdigest()


@dataclass(slots=True)
class _Memory:
    """Every hash that iki is known to have written, by the file's name, and those of this build."""

    out: Path
    hashes: dict[str, set[str]]
    now: dict[str, str] = field(default_factory=dict)
    """The hash of each artifact that stands in its place: what stood there before may be forgotten."""
    folders: set[Path] = field(default_factory=set)
    """The folders that this build has seen to be sound."""
    log: TextIO | None = None

    @classmethod
    def read(cls, out: Path) -> "_Memory":
        """Read what earlier builds left; a line that is not whole is nobody's."""
        hashes: dict[str, set[str]] = {}
        try:
            out.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(out / MEMORY) and not stat.S_ISREG(os.lstat(out / MEMORY).st_mode):
                raise IkiError(f"{printable(str(out / MEMORY))} bukan berkas biasa. Hapus, lalu ulangi.")
            text = (out / MEMORY).read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            text = ""
        except OSError as error:
            raise IkiError(_why_not_written(out, error)) from error
        for line in text.splitlines():
            digest, _, name = line.partition("  ")
            if name:
                hashes.setdefault(name, set()).add(digest)
        return cls(out, hashes)

    def close(self) -> None:
        """Let go of the file that lines are added to."""
        if self.log is not None:
            self.log.close()
            self.log = None

    def add(self, name: str, digest: str) -> None:
        """Remember an artifact, on disk too, before it is put in its place."""
        if digest not in self.hashes.setdefault(name, set()):
            self.hashes[name].add(digest)
            if self.log is None:
                self.log = (self.out / MEMORY).open("a", encoding="utf-8", newline="\n")
            self.log.write(f"{digest}  {name}\n")
            self.log.flush()

    def tidy(self) -> None:
        """Keep one line for each file that this build put in its place, and all that is known of the others."""
        self.close()
        lines = [
            f"{digest}  {name}\n"
            for name, known in sorted(self.hashes.items())
            for digest in sorted([self.now[name]] if name in self.now else known)
        ]
        replace_file(self.out / MEMORY, ["".join(lines).encode()])


def replace_file(path: Path, content: Iterable[bytes]) -> None:
    """Put `content` at `path` whole: readers see the old file or the new one, never a part; `path`'s folder exists."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("wb") as file:
            file.writelines(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def create_file(path: Path, content: bytes) -> bool:
    """Put a new file and its folders in place; tell whether it was made: what stands there already is left alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            return False
        replace_file(path, [content])
    except OSError as error:
        raise IkiError(f"{printable(str(path))} tidak dapat ditulis ({reason(error)}). Periksa foldernya.") from error
    return True


def replace_unchanged(path: Path, before: bytes, content: bytes) -> None:
    """Put new content into somebody's file, whole, if it still says what it did when it was read."""
    try:
        if path.read_bytes() != before:
            raise IkiError(f"{printable(str(path))} berubah sementara iki membacanya; dibiarkan. Jalankan lagi.")
        mode = stat.S_IMODE(path.stat().st_mode)
        replace_file(path, [content])
        path.chmod(mode)
    except PermissionError as error:
        raise IkiError(f"{printable(str(path))} tidak dapat ditulis; tutup bila sedang dibuka, lalu ulangi.") from error
    except OSError as error:
        raise IkiError(_why_not_written(path, error)) from error


def write_report(path: Path, report: str | bytes) -> None:
    """Write a report where the user asked for it, over whatever stands there."""
    content = report.encode() if isinstance(report, str) else report
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            path.write_bytes(content)  # a device or link is written to, never replaced
        else:
            replace_file(path, [content])
    except OSError as error:
        raise IkiError(f"Laporan tidak dapat ditulis ke {printable(str(path))} ({reason(error)}).") from error
