"""What a schema cannot say about one file: blank texts, ids, dates, a sumber_data that nobody gives."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from iki.characters import NOT_IN_A_TAG, is_blank, shortened
from iki.diagnostics import Diagnostic
from iki.fingerprint import is_fingerprint
from iki.naming import fault_of_id, slug
from iki.source import Data, Source, Trail

_JUDGED = frozenset(("id", "mendukung", "tinjauan", "target_periode"))
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BLANK_HINT = "Isi teksnya; bila memang belum ada dan boleh kosong, hapus tanda kutip atau butirnya."

_NO_LINK = "Tautan ini tidak berbentuk id/id."
_LINK_HINT = "Tulis id jabatan, garis miring, lalu id butirnya, misalnya 'camat/kepuasan'."


def judge_jabatan(source: Source, *, kantor_gives_sumber_data: bool) -> tuple[Diagnostic, ...]:
    """Return the faults of a position's file that its schema cannot name; tolerates data that the schema refuses."""
    return (
        *_file_name(source),
        *(() if source.plain else blank_texts(source, (), source.data)),
        *_judge_items(source),
        *(() if kantor_gives_sumber_data else _missing_sumber_data(source)),
    )


def judge_kantor(source: Source) -> tuple[Diagnostic, ...]:
    """Return the faults of `iki.yaml` that its schema cannot name."""
    return (*blank_texts(source, (), source.data), *_dates(source), *_outside_ids(source))


def items(source: Source) -> list[tuple[Trail, dict[str, Data]]]:
    """Return every sasaran and indikator that is at least a mapping, each with its trail, in the file's order."""
    found: list[tuple[Trail, dict[str, Data]]] = []
    for number, sasaran in enumerate(_listed(source.data, "sasaran")):
        if isinstance(sasaran, dict):
            found.append((("sasaran", number), sasaran))
            for index, indikator in enumerate(_listed(sasaran, "indikator")):
                if isinstance(indikator, dict):
                    found.append((("sasaran", number, "indikator", index), indikator))
    return found


def _listed(data: Data, key: str) -> Sequence[Data]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else ()


def _file_name(source: Source) -> Iterator[Diagnostic]:
    name = source.path.rpartition("/")[2].removesuffix(".yaml")
    why = fault_of_id(name)
    if why:
        better = slug(name)
        hint = (
            f"Ganti nama berkas, misalnya menjadi '{better}.yaml' bila belum ada."
            if better
            else "Ganti nama berkasnya."
        )
        yield source.fault((), "nama-berkas-salah", f"Nama berkas tidak dapat menjadi id jabatan: {why}.", hint)


def blank_texts(source: Source, trail: Trail, data: Data) -> Iterator[Diagnostic]:
    """Yield every text and key of which a reader sees nothing.

    Recursion ends with the nesting of the source, which has at most twelve levels.
    """
    if isinstance(data, str):
        if is_blank(data) and trail not in source.unread:
            yield source.fault(trail, "teks-kosong", "Teks ini kosong atau hanya berisi spasi.", _BLANK_HINT)
    elif isinstance(data, dict):
        for key, value in data.items():
            if is_blank(key):
                yield source.key_fault((*trail, key), "teks-kosong", "Kunci ini kosong.", "Tulis nama kuncinya.")
            yield from blank_texts(source, (*trail, key), value)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from blank_texts(source, (*trail, index), value)


def _says_more(item: tuple[Trail, dict[str, Data]]) -> bool:
    """Tell whether an item has anything that is looked at here: most have not."""
    return not _JUDGED.isdisjoint(item[1])


def _judge_items(source: Source) -> Iterator[Diagnostic]:
    seen: dict[str, Trail] = {}
    for trail, item in filter(_says_more, items(source)):
        if "mendukung" in item:
            yield from _link_forms(source, (*trail, "mendukung"), item["mendukung"])
        if "tinjauan" in item:
            yield from _records(source, (*trail, "tinjauan"), item["tinjauan"], item.get("mendukung"))
        if "target_periode" in item:
            yield from _periods(source, (*trail, "target_periode"), item["target_periode"])
        identity = item.get("id")
        if not isinstance(identity, str) or is_blank(identity):
            continue
        place = (*trail, "id")
        why = fault_of_id(identity)
        if why:
            yield source.fault(place, "id-salah", f"Id ini tidak dapat dipakai: {why}.", _suggest(slug(identity)))
        elif identity in seen:
            line = source.place(seen[identity]).line
            message = f"Id '{shortened(identity)}' sudah dipakai di baris {line}."
            yield source.fault(place, "id-ganda", message, "Beri id lain; tiap butir punya id sendiri.")
        seen.setdefault(identity, place)


def _periods(source: Source, trail: Trail, periods: Data) -> Iterator[Diagnostic]:
    """Each period is named in a template's tags, which such a character would end or break."""
    for period in periods if isinstance(periods, dict) else ():
        if not NOT_IN_A_TAG.isdisjoint(period):
            message = f"Periode '{shortened(period)}' tidak dapat dicetak."
            hint = "Tanda kutip, kurung kurawal, % dan \\ tidak dapat dipakai; tulis misalnya 2026 atau Tw I."
            yield source.key_fault((*trail, period), "periode-salah", message, hint)


def _suggest(better: str) -> str:
    return f"Misalnya '{better}'." if better else "Tulis dengan huruf kecil dan tanda hubung, misalnya 'kepuasan'."


def _link_forms(source: Source, trail: Trail, links: Data) -> Iterator[Diagnostic]:
    for index, link in enumerate(links if isinstance(links, list) else ()):
        if isinstance(link, str) and not is_blank(link) and not _is_link(link):
            yield source.fault((*trail, index), "tautan-salah", _NO_LINK, _LINK_HINT)


def _is_link(text: str) -> bool:
    jabatan, slash, item = text.partition("/")
    return bool(slash) and not fault_of_id(jabatan) and not fault_of_id(item)


def _records(source: Source, trail: Trail, records: Data, links: Data) -> Iterator[Diagnostic]:
    """Each record is of a link that the item has, and holds what `iki review` wrote."""
    known = links if isinstance(links, list) else ()
    for link, said in records.items() if isinstance(records, dict) else ():
        if is_blank(link):
            continue
        if not _is_link(link):
            yield source.key_fault((*trail, link), "tautan-salah", _NO_LINK, _LINK_HINT)
        elif link not in known:
            message = f"'{shortened(link)}' tercatat ditinjau, tetapi tidak ada di 'mendukung' butir ini."
            hint = "Hapus baris ini, atau tulis tautannya di 'mendukung'."
            yield source.key_warning((*trail, link), "tinjauan-tanpa-tautan", message, hint)
        elif isinstance(said, str) and not is_blank(said) and not is_fingerprint(said):
            hint = "Hapus baris ini, lalu catat dengan 'iki review'."
            yield source.key_warning((*trail, link), "tinjauan-salah", "Sidik ini bukan tulisan 'iki review'.", hint)


def _missing_sumber_data(source: Source) -> Iterator[Diagnostic]:
    if not isinstance(source.data, dict) or "sumber_data" in source.data:
        return
    indikator = [(trail, item) for trail, item in items(source) if "nama" in item]
    lacking = [trail for trail, item in indikator if "sumber_data" not in item]
    hint = "Tulis 'sumber_data: [Renstra, IKU]' pada jabatan, pada tiap indikator, atau sekali di iki.yaml."
    if lacking and len(lacking) == len(indikator):
        yield source.fault((), "sumber-data-belum-ada", "Jabatan ini tidak menyebut sumber_data.", hint)
        return
    for trail in lacking:
        yield source.fault(trail, "sumber-data-belum-ada", "Indikator ini tidak punya sumber_data.", hint)


def _dates(source: Source) -> Iterator[Diagnostic]:
    data = source.data if isinstance(source.data, dict) else {}
    tahun = data.get("tahun")
    if isinstance(tahun, str) and not is_blank(tahun) and not _is_year(tahun):
        hint = "Tulis empat angka, misalnya 2026; untuk masa beberapa tahun pakai 'periode'."
        yield source.fault(("tahun",), "tahun-salah", "Tahun ini tidak terbaca.", hint)
    dokumen = data.get("dokumen")
    tanggal = dokumen.get("tanggal") if isinstance(dokumen, dict) else None
    if isinstance(tanggal, str) and not is_blank(tanggal) and not _is_date(tanggal):
        hint = "Tulis tahun-bulan-hari, misalnya 2026-01-05."
        what = "tidak ada di kalender" if _DATE.fullmatch(tanggal) else "tidak terbaca"
        yield source.fault(("dokumen", "tanggal"), "tanggal-salah", f"Tanggal ini {what}.", hint)


def _is_year(text: str) -> bool:
    return len(text) == len("2026") and text.isascii() and text.isdigit() and text > "1900"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _outside_ids(source: Source) -> Iterator[Diagnostic]:
    outside = source.data.get("atasan_luar") if isinstance(source.data, dict) else None
    for identity in outside if isinstance(outside, dict) else ():
        why = fault_of_id(identity)
        if why and not is_blank(identity):
            message = f"Id atasan luar ini tidak dapat dipakai: {why}."
            yield source.key_fault(("atasan_luar", identity), "id-salah", message, _suggest(slug(identity)))
