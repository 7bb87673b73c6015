"""Pictures from files of the project, put into a document where a template says `gambar`."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from iki.characters import shortened
from iki.template.environment import Verbatim
from iki.template.filters import Filter
from iki.template.kinds import FREE, PICTURE, TEXT
from iki.word.numbers import Numbers
from iki.word.ooxml import quoted
from iki.word.package import Part, stored
from iki.word.relationships import Addition

NAME = "gambar"
_EMU = {"cm": 360_000, "mm": 36_000, "in": 914_400}
_LENGTH = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?) ?(cm|mm|in)")
_MOST_PIXELS = 100_000_000
_LONGEST_SIDE = 20_000_000
"""In EMU, 55 cm: Word refuses what is much wider than any paper."""
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_INCH, _METRES_TO_THE_INCH = 914_400, 0.0254
_LEAST_DENSITY, _USUAL_DENSITY, _MOST_DENSITY = 30, 96, 2_400
_FRAMES = frozenset(range(0xFFC0, 0xFFD0)) - {0xFFC4, 0xFFC8, 0xFFCC}
_FIRST_SEGMENT, _LAST_SEGMENT, _JFIF = 0xFFC0, 0xFFFE, 0xFFE0
_CHUNK = struct.Struct(">I4s")
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg"}
_INLINE = (
    '</w:t><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="Gambar {number}" descr={about}/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="Gambar {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    '</wp:inline></w:drawing><w:t xml:space="preserve">'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A sound PNG or JPEG: its bytes, its media type, its natural size in EMU (914,400 to the inch)."""

    content: bytes
    media_type: str
    width: int
    height: int


ReadFile = Callable[[str], "bytes | str"]
"""Reads a file of the project by its name there: its bytes, or in Indonesian why not."""


def read_picture(content: bytes) -> Picture | str:
    """Return the picture that a file holds, or in Indonesian why it cannot be used."""
    if not content.startswith((_PNG, _JPEG)):
        return "bukan gambar PNG atau JPEG"
    media_type = "image/png" if content.startswith(_PNG) else "image/jpeg"
    try:
        width, height, density = (_read_png if content.startswith(_PNG) else _read_jpeg)(content)
    except (struct.error, ValueError):
        return "gambarnya rusak atau terpotong"
    if not 0 < width * height <= _MOST_PIXELS:
        return "ukuran gambarnya tidak wajar"
    density = density if _LEAST_DENSITY <= density <= _MOST_DENSITY else _USUAL_DENSITY
    return Picture(content, media_type, round(width / density * _INCH), round(height / density * _INCH))


def _read_png(content: bytes) -> tuple[int, int, float]:
    """Return width and height in pixels and the pixels to the inch (0: not told) of a PNG that is whole to its end."""
    width, height = struct.unpack_from(">II", content, 16)
    position, name, density = len(_PNG), b"", 0.0
    while name != b"IEND":
        length, name = _CHUNK.unpack_from(content, position)
        end = position + _CHUNK.size + length
        if content[end : end + 4] != zlib.crc32(content[position + 4 : end]).to_bytes(4):
            raise ValueError("a chunk is not what it was")
        if name == b"pHYs" and content[end - 1] == 1:
            density = struct.unpack_from(">I", content, position + _CHUNK.size)[0] * _METRES_TO_THE_INCH
        position = end + 4
    return width, height, density


def _read_jpeg(content: bytes) -> tuple[int, int, float]:
    """Return width and height in pixels and the pixels to the inch (0: not told) of a JPEG, however it begins."""
    if b"\xff\xd9" not in content[len(content) // 2 :]:
        raise ValueError("it has no end")
    position, density = 2, 0.0
    while True:
        mark, length = struct.unpack_from(">HH", content, position)
        if mark in _FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return width, height, density
        if not _FIRST_SEGMENT <= mark <= _LAST_SEGMENT:
            raise ValueError("a segment is not where it should be")
        if mark == _JFIF and content[position + 4 : position + 9] == b"JFIF\0":
            unit, dots = struct.unpack_from(">BH", content, position + 11)
            density = dots * {1: 1.0, 2: 2.54}.get(unit, 0.0)
        position += 2 + length


def _fits(option: object) -> bool:
    return isinstance(option, str) and _length(option) > 0


def _length(written: str) -> int:
    """Return a length such as `2,5cm` in EMU; 0 for what is none."""
    found = _LENGTH.fullmatch(written.strip())
    return round(float(found[1].replace(",", ".")) * _EMU[found[2]]) if found else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """How large a template wants a picture, in EMU: its sides, or its longest one; 0 for what it does not say."""

    width: int
    height: int
    longest: int


def _put(name: Any, pictures: "PicturesOfPart", lebar: str = "", tinggi: str = "", muat: str = "") -> Verbatim:
    return pictures.put(name, Wanted(_length(lebar), _length(tinggi), _length(muat)))


FILTER = Filter(
    (TEXT, FREE),
    PICTURE,
    _put,
    "gambar PNG atau JPEG dari folder proyek; lebar, tinggi, atau muat (sisi terpanjangnya) dalam cm, mm atau in",
    "{{ 'logo.png' | gambar(lebar='2cm') }}",
    {"lebar": _fits, "tinggi": _fits, "muat": _fits},
)


class Pictures:
    """The pictures of one document: each file once, named by every part that shows it.

    `own` is a word that no name in the template's package holds.
    """

    def __init__(self, read: ReadFile, numbers: Numbers, troubles: list[str], own: str) -> None:
        self._read = read
        self._numbers = numbers
        self._troubles = troubles
        self._own = own
        self._contents: dict[str, bytes | str] = {}
        self._files: dict[bytes, tuple[Picture, str]] = {}
        self._named: dict[tuple[str, bytes], str] = {}

    def of(self, part: str) -> "PicturesOfPart":
        """Return these pictures as one part shows them."""
        return PicturesOfPart(self, part)

    def beside(self, read: ReadFile) -> "Pictures":
        """Return these pictures as they were at another time: what is the same is one file in the document."""
        other = copy(self)
        other._read, other._contents = read, {}
        return other

    def show(self, name: str, part: str, wanted: "Wanted") -> Verbatim:
        """Return the XML of a picture inside a text of a part; what cannot be shown is a trouble, and nothing."""
        if name not in self._contents:
            self._contents[name] = self._read(name)
        content = self._contents[name]
        picture = self._kept(content) if isinstance(content, bytes) else content
        if isinstance(picture, str) or isinstance(content, str):
            self._troubles.append(f"gambar '{shortened(name)}' tidak dapat dipakai: {picture}")
            return Verbatim()
        identity = self._named.setdefault((part, content), f"{self._own}Gambar{len(self._named) + 1}")
        width, height = _size(picture, wanted)
        if max(width, height) > _LONGEST_SIDE:
            self._troubles.append(f"gambar '{shortened(name)}' terlalu besar; beri lebar, misalnya lebar='5cm'")
        about = {"number": self._numbers.number(), "identity": identity, "about": quoted(name)}
        return Verbatim(_INLINE.format(width=width, height=height, **about))

    def _kept(self, content: bytes) -> Picture | str:
        """Return the picture of a file, kept under a name of its own, or in Indonesian why it cannot be used."""
        if content not in self._files:
            picture = read_picture(content)
            if isinstance(picture, str):
                return picture
            number = len(self._files) + 1
            self._files[content] = (picture, f"word/media/{self._own}-gambar-{number}.{_SUFFIXES[picture.media_type]}")
        return self._files[content][0]

    def trouble(self, message: str) -> None:
        """Note what keeps a document from being written."""
        self._troubles.append(message)

    def parts(self) -> Iterator[Part]:
        """Yield the parts that hold the pictures."""
        for picture, part in self._files.values():
            yield stored(part, picture.content)

    def additions(self) -> Iterator[Addition]:
        """Yield how each part that shows a picture names it."""
        for (owner, content), identity in self._named.items():
            picture, part = self._files[content]
            yield Addition(owner, identity, _KIND, part, picture.media_type)


def _size(picture: Picture, wanted: Wanted) -> tuple[int, int]:
    """Return the size to show a picture in: one side given, the other follows; none given, its natural size."""
    width, height = wanted.width, wanted.height
    if wanted.longest and picture.width >= picture.height:
        width, height = wanted.longest, 0
    elif wanted.longest:
        width, height = 0, wanted.longest
    if width and height:
        return width, height
    if width:
        return width, max(round(width * picture.height / picture.width), 1)
    if height:
        return max(round(height * picture.width / picture.height), 1), height
    return picture.width, picture.height


@dataclass(frozen=True, slots=True)
class PicturesOfPart:
    """The pictures of a document as one of its parts shows them; a rendering knows it as `_pictures`."""

    pictures: Pictures
    part: str

    def put(self, name: Any, wanted: Wanted) -> Verbatim:
        """Return the XML of the picture of this name; nothing for no name."""
        if name is None or name == "":
            return Verbatim()
        if not isinstance(name, str):
            self.pictures.trouble("'gambar' memerlukan nama berkas, bukan daftar atau kelompok")
            return Verbatim()
        return self.pictures.show(name, self.part, wanted)

    def seen(self) -> Mapping[str, "PicturesOfPart"]:
        """Return the variables by which a rendering finds these pictures."""
        return {"_pictures": self}
