"""What iki promises of any office whatever: each promise is broken with a sentence, or kept."""

import contextlib
import io
import json
import os
import re
import shutil
import traceback
import zipfile
from collections.abc import Collection
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from lxml import etree
from markdown_it import MarkdownIt

from iki import app, dialect
from iki.characters import printable

_STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_READER = MarkdownIt("commonmark").enable("table")
_PRINTED = ("jabatan", "tugas", "fungsi", "uraian", "nama", "formulasi")
Files = dict[str, tuple[int, ...]]


class BrokenError(AssertionError):
    """A promise that was not kept."""


class Told(NamedTuple):
    """What a run of iki said, and how it ended."""

    code: int
    out: str
    err: str


def hold(kept: object, promise: str, *about: object) -> None:
    """Complain where a promise is not kept."""
    if not kept:
        raise BrokenError(": ".join((promise, *map(str, about))))


def run(*arguments: str, codes: Collection[int] = (0, 1, 2)) -> Told:
    """Run iki here, and see that it ends as it may and says nothing that steers a terminal."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            code = app.run(arguments)
        except BaseException:
            raise BrokenError(f"no exception leaves iki\n{traceback.format_exc()}") from None
    told = Told(code, out.getvalue(), err.getvalue())
    hold(code in codes, "the exit code is one of those that are documented", code, told.err)
    hold("Traceback" not in told.out + told.err, "no traceback", told.err)
    steering = _STEERS.search(told.out + told.err)
    hold(not steering, "nothing steers a terminal", ascii(told.out + told.err))
    hold(code or not told.err.startswith("iki: ini"), "a bug is no success", told.err)
    hold(code not in {1, 2} or told.out or told.err, "a failure is explained")
    return told


def files_of(folder: Path) -> Files:
    """Return what can be seen of all below a folder without reading it."""
    found = {}
    for above, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = os.path.join(above, name)  # noqa: PTH118 - a Path of each would take most of the time
            about = os.lstat(path)
            size = 0 if name in folders else about.st_size
            found[os.path.relpath(path, folder)] = (about.st_mode, size, about.st_ino, about.st_mtime_ns * bool(size))
    return found


def validated(root: Path, chance: Random) -> int:
    """Hold what is promised of `iki validate`."""
    before = files_of(root)
    style = chance.choice(("text", "json", "json", "json", "github", "sarif", "gitlab", "junit"))
    options = ("--strict",) * (chance.random() < 0.2)
    told = run("validate", "--format", style, *options)
    hold(files_of(root) == before, "validate changes no file")
    if style == "json" and told.code != 2:
        _see_places(json.loads(told.out)["diagnostics"], root)
    if style in {"sarif", "gitlab"} and told.code != 2:
        json.loads(told.out)
    if style == "junit" and told.code != 2:
        etree.fromstring(told.out.encode())
    return told.code


def _see_places(diagnostics: list[dict[str, Any]], root: Path) -> None:
    names = {shown: name for name in files_of(root) for shown in (name, printable(name))}
    for each in diagnostics:
        hold(each["path"] in names, "a finding names a file of the office", each)
        path = root / names[each["path"]]
        if path.is_symlink() or not path.is_file():
            hold((each["line"], each["column"]) == (1, 1), "what is no file has no places", each)
            continue
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
        lines = re.split("\r\n|\r|\n", text)
        if lines[-1].lstrip().startswith("? "):  # to YAML what such a key leads to stands below it, also at the end
            lines.append("")
        hold(1 <= each["line"] <= len(lines), "a finding's line is in its file", each, len(lines))
        longest = max(len(lines[each["line"] - 1].encode()), 1) + 1
        hold(1 <= each["column"] <= longest, "a finding's column is in its line", each, lines[each["line"] - 1])


def built(root: Path, chance: Random) -> int:
    """Hold what is promised of `iki build`."""
    formats = chance.choice(((), (), ("--format", "md"), ("--format", "docx")))
    before, standing = files_of(root), _contents(root / "build")
    told = run("build", "--jobs", "1", *formats)
    after = {name: about for name, about in files_of(root).items() if not name.startswith("build")}
    hold(
        after == {name: about for name, about in before.items() if not name.startswith("build")}, "data stays as it is"
    )
    for name, content in standing.items():
        hold((root / "build" / name).read_bytes() == content, "what others put there stays as it is", name)
    if told.code:
        is_refused = "Tidak ada dokumen yang ditulis" in told.err or told.code == 2
        hold(not is_refused or not told.out, "a build that is refused writes nothing", told)
        hold(not is_refused or _contents(root / "build") == standing, "a build that is refused leaves nothing")
        return told.code
    _see_documents(root, told.out.splitlines(), standing)
    _see_twice(root, told, formats, chance)
    return told.code


def _contents(folder: Path) -> dict[str, bytes]:
    every = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".iki-"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}


def _see_documents(root: Path, names: list[str], standing: Collection[str]) -> None:
    hold(len(set(names)) == len(names) > 0, "each document is named once", names)
    written = {name.removeprefix("build/") for name in names}
    hold(_contents(root / "build").keys() - standing == written - set(standing), "what is written is what is named")
    is_printed_whole = "kolom" not in (root / "iki.yaml").read_text(encoding="utf-8")
    for name in names:
        text = _squeezed(text_of((root / name).read_bytes(), name))
        kind, _, position = name.removeprefix("build/").rpartition("/")
        if kind == "iki" and is_printed_whole:
            _see_texts(root / "data" / "jabatan" / f"{position.partition('.')[0]}.yaml", text, name)


def text_of(content: bytes, name: str) -> str:
    """Return what a reader sees of a document."""
    if name.endswith(".md"):
        seen: list[str] = []
        reader = HTMLParser(convert_charrefs=True)
        reader.handle_data = seen.append  # type: ignore[method-assign]
        reader.feed(_READER.render(content.decode()))
        reader.close()
        return "".join(seen)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        hold(package.testzip() is None, "every part of a document is whole", name)
        parts = {each: package.read(each) for each in package.namelist()}
    trees = {each: etree.fromstring(part) for each, part in parts.items() if each.endswith((".xml", ".rels"))}
    return "".join(each.text or "" for each in trees["word/document.xml"].iter(f"{_W}t"))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _see_texts(path: Path, text: str, name: str) -> None:
    data = dialect.parse(path.read_bytes(), "").data
    for each in _texts(data):
        hold(_squeezed(each) in text, "every text is in the document to the letter", name, ascii(each))


def _texts(data: Any) -> list[str]:
    """Return the texts that every sheet prints."""
    assert isinstance(data, dict)
    every = [data, *data["sasaran"], *(each for sasaran in data["sasaran"] for each in sasaran["indikator"])]
    found = [each.get(key) for each in every for key in _PRINTED]
    return [text for each in found for text in (each if isinstance(each, list) else [each]) if text]


def _see_twice(root: Path, told: Told, formats: tuple[str, ...], chance: Random) -> None:
    before = files_of(root)
    hold(run("build", "--jobs", "1", *formats) == told, "a second build says the same", told)
    hold(files_of(root) == before, "a second build writes nothing")
    if chance.random() < 0.1:
        first = _contents(root / "build")
        shutil.rmtree(root / "build")
        run("build", "--jobs", "1", "--no-cache", *formats)
        again = _contents(root / "build")
        hold(again == {name: first[name] for name in again}, "the same input makes the same bytes")
