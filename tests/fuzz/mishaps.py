"""What people, programs and accidents do to built documents and to what iki remembers: each returns to which."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from fuzz.doings import put


def _documents(root: Path) -> list[Path]:
    every = (path for path in (root / "build").rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in every if not path.name.startswith(".iki-"))


def _document_done(do: Callable[[Path, Random], object]) -> Callable[[Path, Random], str]:
    def done(root: Path, chance: Random) -> str:
        every = _documents(root)
        if not every:
            return ""
        path = chance.choice(every)
        do(path, chance)
        return path.relative_to(root).as_posix()

    done.__name__ = do.__name__
    return done


def _edited(path: Path, chance: Random) -> None:
    path.write_bytes(path.read_bytes() + chance.choice((b"1", b"2")))


def _edited_in_place(path: Path, _: Random) -> None:
    about, content = path.stat(), path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def _touched(path: Path, _: Random) -> None:
    path.touch()


def _copied(path: Path, _: Random) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)


def _deleted(path: Path, _: Random) -> None:
    path.unlink()


def _linked(path: Path, _: Random) -> None:
    path.unlink()
    path.symlink_to(path.parents[1 + (path.parent.name != "build")] / "milik-orang.md")


def _made_a_folder(path: Path, _: Random) -> None:
    path.unlink()
    path.mkdir()


def _exchanged(path: Path, chance: Random) -> None:
    other = chance.choice(sorted(each for each in path.parent.iterdir() if each.is_file()))
    content = other.read_bytes()
    path.write_bytes(content)


def _all_deleted(root: Path, chance: Random) -> str:
    name = chance.choice(("build", "build/iki"))
    shutil.rmtree(root / name, ignore_errors=True)
    return name


def _kept_a_copy(root: Path, _: Random) -> str:
    shutil.rmtree(root.with_name("salinan"), ignore_errors=True)
    if (root / "build").is_dir():
        shutil.copytree(root / "build", root.with_name("salinan"), symlinks=True)
    return ""


def _brought_back(root: Path, chance: Random) -> str:
    """Bring one document back as it once was."""
    copies = [path for path in root.with_name("salinan").rglob("*") if path.is_file() and not path.is_symlink()]
    copies = sorted(path for path in copies if not path.name.startswith(".iki-"))
    if not copies:
        return ""
    copy = chance.choice(copies)
    place = root / "build" / copy.relative_to(root.with_name("salinan"))
    if place.is_symlink() or place.is_dir():
        return ""
    return put(place, copy.read_bytes())


def _foreign(root: Path, chance: Random) -> str:
    name = chance.choice(
        ("iki/kasi.md", "iki/lain.docx", "lain.md", "lain/camat.md", "catatan.md", "iki/camat.suntingan-1.md")
    )
    path = root / "build" / name
    return name if os.path.lexists(path) else put(path, b"milik orang lain")


def _memory(root: Path) -> Path:
    return root / "build" / ".iki-written"


def _memory_spoilt(root: Path, chance: Random) -> str:
    _spoil(_memory(root), root.with_name("salinan") / ".iki-written", chance)
    return ""


def _manifest_spoilt(root: Path, chance: Random) -> str:
    for path in (Path(os.environ["XDG_CACHE_HOME"]) / "iki").glob("*"):
        _spoil(path, root.with_name("catatan-lama"), chance)
    return ""


def _manifest_kept(root: Path, _: Random) -> str:
    for path in (Path(os.environ["XDG_CACHE_HOME"]) / "iki").glob("*"):
        shutil.copy(path, root.with_name("catatan-lama"))
    return ""


def _spoil(path: Path, older: Path, chance: Random) -> None:
    if not path.is_file():
        return
    content = path.read_bytes()
    cut = content[: chance.randrange(len(content) + 1)]
    old = older.read_bytes() if older.is_file() else b""
    spoilt = chance.choice((None, b"", cut, cut + bytes(8), cut + bytes(3) + b".md\n", old, chance.randbytes(200)))
    path.unlink()
    if spoilt is not None:
        path.write_bytes(spoilt)


SPOILING: tuple[Callable[[Path, Random], str], ...] = (_memory_spoilt, _manifest_spoilt)
"""Those after which iki may take its own work for somebody's."""
MISHAPS = (
    *map(_document_done, (_edited, _edited, _edited_in_place, _touched, _copied, _deleted, _linked, _made_a_folder)),
    *(_document_done(_exchanged), _all_deleted, _kept_a_copy, _brought_back, _foreign, *SPOILING, _manifest_kept),
)
