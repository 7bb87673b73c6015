"""An indikator whose name, formula and unit do not count the same."""

from collections.abc import Iterator

from iki.characters import shortened
from iki.diagnostics import Level
from iki.lists import terms
from iki.model import Indikator
from iki.rule import Case, Finding, Rule
from iki.vocabulary import has_operation
from iki.wording import first_word, small_words

_COUNTS, _PERCENT, _SCORES = terms("cacah"), terms("persen"), terms("nilai")
_PEOPLE, _THINGS, _SERVICES, _MONEY = terms("orang"), terms("benda"), terms("layanan"), terms("uang")
_UNITS = terms("satuan")
_DONE = _COUNTS | {"pelaksanaan", "realisasi"}


def _judge(case: Case) -> Iterator[Finding]:
    for row in case.rows:
        indikator = row.indikator
        formulasi = indikator.formulasi or ""
        differing = "" if has_operation(formulasi) else _differing(small_words(indikator.nama), small_words(formulasi))
        if differing:
            yield Finding(
                (*indikator.trail, "formulasi"),
                f"Formulasi '{shortened(formulasi)}' menghitung hal lain: {differing}.",
                f"Samakan: hitung yang disebut '{shortened(indikator.nama)}', atau ganti nama indikatornya.",
                (0, len(formulasi)),
            )
        if indikator.satuan:
            yield from _judge_satuan(indikator, indikator.satuan)


def _differing(nama: tuple[str, ...], formulasi: tuple[str, ...]) -> str:
    """Return how what a formula counts is not what the name counts; empty where it may be the same."""
    counted, reckoned = _counted(nama, _COUNTS), _counted(formulasi, _DONE)
    if not counted or not reckoned:
        return ""
    named, measure = frozenset(nama), formulasi[0]
    is_other_measure = measure in _PERCENT or (measure in _SCORES and named.isdisjoint(_MONEY))
    is_same_subject = nama[0] not in _COUNTS and counted in formulasi
    is_counting = nama[0] in _COUNTS or counted in _PEOPLE | _THINGS
    if is_counting and is_other_measure and measure not in named and not is_same_subject:
        return f"indikatornya jumlah {counted}, formulasinya {measure}"
    if counted in _PEOPLE and reckoned in _SERVICES:
        return f"indikatornya {counted}, formulasinya {reckoned}"
    return ""


def _counted(words: tuple[str, ...], measures: frozenset[str]) -> str:
    return next((word for word in words if word not in measures), "")


def _judge_satuan(indikator: Indikator, satuan: str) -> Iterator[Finding]:
    first, unit = first_word(indikator.nama), first_word(satuan)
    is_percent = "%" in satuan or "persen" in satuan.lower() or unit in _PERCENT
    says_percent = "%" in indikator.nama or "persen" in indikator.nama.lower()
    counted = _counted(small_words(indikator.nama), _COUNTS)
    if is_percent and not says_percent and first in _COUNTS | {"indeks", "index"}:
        better, level = ("bilangan", None) if first in _COUNTS else ("indeks atau poin", Level.INFO)
        yield _told(indikator, f"'{first}' dihitung dalam {better}, bukan persen", level)
    elif first in _PERCENT - {"proporsi"} and not is_percent:
        yield _told(indikator, "persentase dihitung dalam persen", None)
    elif first in _COUNTS and {counted, unit} <= _UNITS and unit not in indikator.nama.lower():
        yield _told(indikator, f"yang dihitung {counted}", Level.INFO)


def _told(indikator: Indikator, why: str, level: Level | None) -> Finding:
    message = f"Satuan '{shortened(indikator.satuan or '')}' tidak cocok dengan '{shortened(indikator.nama)}': {why}."
    return Finding((*indikator.trail, "satuan"), message, "Samakan 'satuan' dengan nama indikatornya.", level=level)


RULE = Rule(
    name="satuan-beda",
    level=Level.WARNING,
    smart="M",
    judge=_judge,
    what="Nama, formulasi dan satuan yang tidak menghitung hal yang sama.",
    why="Bila namanya jumlah petugas dan formulasinya jumlah pelayanan, capaiannya tidak dapat dibandingkan dengan "
    "targetnya. Demikian juga satuan persen bagi suatu jumlah.",
    before="""
    sasaran:
      - uraian: Meningkatnya kesehatan masyarakat
        indikator:
          - nama: Jumlah kader kesehatan yang aktif
            formulasi: Jumlah pelayanan posyandu
    """,
    after="""
    sasaran:
      - uraian: Meningkatnya kesehatan masyarakat
        indikator:
          - nama: Jumlah kader kesehatan yang aktif
            formulasi: Jumlah kader yang hadir pada paling sedikit 8 pelayanan posyandu dalam setahun
            satuan: orang
    """,
)
