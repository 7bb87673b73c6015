"""The .docx package: its parts read with care, and written so that the same document has the same bytes everywhere.

Parts that are the same in every document keep the compressed bytes of the template's file; parts that differ are
stored, because deflate gives other bytes under another build of zlib.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from iki.word.ooxml import CONTENT_TYPES, parse

MAX_PARTS = 2_000
MAX_UNPACKED = 64_000_000
MAX_XML = 20_000_000
_TYPES = "[Content_Types].xml"
_REQUIRED = {_TYPES, "_rels/.rels", "word/document.xml"}
_NOT_WHOLE = "bukan berkas Word (.docx) yang utuh"
_LOCAL_SIZE = 30
_ABOUT = struct.Struct("<5H3L2H")
"""What the header before a part and the part's entry in the directory have in common."""
_WHERE = struct.Struct("<3H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_NAME_AND_EXTRA = struct.Struct("<26x2H")
_VERSION = 20
_HEADER = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02" + _VERSION.to_bytes(2, "little")
_UTF8_NAME = 0x800
_MIDNIGHT = 0
_1980_01_01 = 0x21


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it stands in an archive; `packed` is its content, compressed or not as `about` says.

    It is in pieces, which may be made anew each time they are gone through, so that a large part is never held whole;
    `packed_size` counts their bytes.
    """

    name: str
    about: bytes
    packed_size: int
    packed: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a template in the order of its archive, and the content of those that are XML."""

    parts: tuple[Part, ...]
    xml: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be a template."""

    reason: str


def read_package(content: bytes) -> Package | Refusal:
    """Read a .docx; whatever is no sound package of bounded size is refused with a reason in Indonesian."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            refusal = _refuse(infos)
            if refusal:
                return refusal
            if archive.testzip():
                return Refusal(_NOT_WHOLE)
            announced = _announced_as_xml(archive.read(_TYPES))
            named = {info.filename for info in infos if info.filename.endswith((".xml", ".rels"))}
            xml = {info.filename: archive.read(info) for info in infos if info.filename in named | announced}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OverflowError):
        return Refusal(_NOT_WHOLE)
    return Package(tuple(_part(content, info) for info in infos), xml)


def _announced_as_xml(types: bytes) -> set[str]:
    """Return the parts that are XML by their content type, whatever their name ends with."""
    root = parse(types)
    every = root.iter(f"{{{CONTENT_TYPES}}}Override") if root is not None else ()
    return {each.get("PartName", "").lstrip("/") for each in every if each.get("ContentType", "").endswith("xml")}


def _refuse(infos: list[zipfile.ZipInfo]) -> Refusal | None:
    names = [info.filename for info in infos]
    methods = {info.compress_type for info in infos}
    reasons = {
        "isinya terlalu besar untuk sebuah templat": len(names) > MAX_PARTS
        or sum(info.file_size for info in infos) > MAX_UNPACKED
        or any(info.file_size > MAX_XML for info in infos if info.filename.endswith((".xml", ".rels"))),
        "ada dua bagian bernama sama di dalamnya": len({name.lower() for name in names}) < len(names),
        "ada nama bagian yang tidak wajar di dalamnya": any(map(_is_unsafe, names)),
        "berkas ini dilindungi kata sandi": any(info.flag_bits & 1 for info in infos),
        "cara pemampatannya tidak dikenal Word": not methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED},
        "ini bukan dokumen Word, atau bagian utamanya tidak bernama word/document.xml": not set(names) >= _REQUIRED,
    }
    return next((Refusal(reason) for reason, applies in reasons.items() if applies), None)


def _is_unsafe(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or not {".", "..", ""}.isdisjoint(name.split("/"))


def _part(content: bytes, info: zipfile.ZipInfo) -> Part:
    """Cut a part's compressed bytes out of the archive; the local header's own name and extra field come before."""
    name_length, extra_length = _LOCAL_NAME_AND_EXTRA.unpack_from(content, info.header_offset)
    start = info.header_offset + _LOCAL_SIZE + name_length + extra_length
    packed = content[start : start + info.compress_size]
    about = _about(info.filename, info.compress_type, info.CRC, len(packed), info.file_size)
    return Part(info.filename, about, len(packed), (packed,))


def _about(name: str, method: int, crc: int, packed_size: int, size: int) -> bytes:
    """Pack what an archive says of a part, every time stamp 1 January 1980; done once for a part of many archives."""
    flags = 0 if name.isascii() else _UTF8_NAME
    return _ABOUT.pack(_VERSION, flags, method, _MIDNIGHT, _1980_01_01, crc, packed_size, size, len(name.encode()), 0)


def stored(name: str, content: bytes) -> Part:
    """Return a part that stands in the archive as it is."""
    return stored_in_pieces(name, (content,))


def stored_in_pieces(name: str, pieces: Iterable[bytes]) -> Part:
    """Return a part that stands in the archive as it is; its pieces are gone through more than once."""
    crc = size = 0
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
        size += len(piece)
    return Part(name, _about(name, zipfile.ZIP_STORED, crc, size, size), size, pieces)


@dataclass(frozen=True, slots=True)
class Archive:
    """The bytes of an archive in pieces, to be gone through as often as needed."""

    pieces: tuple[Iterable[bytes], ...]

    def __iter__(self) -> Iterator[bytes]:
        return chain.from_iterable(self.pieces)


def write_package(parts: Iterable[Part]) -> Archive:
    """Return the archive of `parts` in this order."""
    body: list[Iterable[bytes]] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        header = b"".join((_HEADER, part.about, part.name.encode()))
        body += ((header,), part.packed)
        directory += (_ENTRY, part.about, _WHERE.pack(0, 0, 0, 0, offset), part.name.encode())
        offset += len(header) + part.packed_size
    central, count = b"".join(directory), len(directory) // 4
    return Archive((*body, (central, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0))))
