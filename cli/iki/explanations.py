"""What every rule looks for, why, and an example: what `iki explain` says and `docs/aturan.md` holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

from iki.diagnostics import Level
from iki.lint import LEVELS, every_rule
from iki.lists import rows
from iki.rule import Rule

_CALLED = {level: name for name, level in LEVELS.items()}
OF_FILES, OF_QUALITY = "Berkas dan templat", "Mutu"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule in words: `remedy` is what to do where no example says it; what is empty is not said.

    `limits` are the numbers that an office may set: name, what it is otherwise, what it means.
    """

    name: str
    kind: str
    level: str
    what: str
    why: str = ""
    basis: str = ""
    remedy: str = ""
    before: str = ""
    after: str = ""
    limits: tuple[tuple[str, int, str], ...] = ()


def every_explanation() -> Iterator[Explanation]:
    """Yield what there is to say of the rules of quality, then of what keeps files from being read or built."""
    yield from map(_of_rule, every_rule())
    for name, level, what, remedy in rows("kesalahan"):
        yield Explanation(name, OF_FILES, level, what, remedy=remedy)


def _of_rule(rule: Rule) -> Explanation:
    before, after = (dedent(each).strip("\n") for each in (rule.before, rule.after))
    level = _CALLED[Level(rule.level)]
    return Explanation(
        rule.name, OF_QUALITY, level, rule.what, rule.why, rule.basis, before=before, after=after, limits=rule.limits
    )


def as_text(each: Explanation) -> str:
    """Return an explanation as a terminal shows it."""
    parts = [f"{each.name} ({each.level})", each.what, each.why, each.remedy]
    parts += [f"Dasar: {each.basis}"] if each.basis else []
    parts += [f"Batas di 'periksa: batas:': {name} (bawaan {usual}): {means}" for name, usual, means in each.limits]
    examples = (("Sebelum:", each.before), ("Sesudah:", each.after))
    parts += [f"{title}\n{_indented(example)}" for title, example in examples if example]
    return "\n\n".join(filter(None, parts)) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.splitlines())


def as_list() -> str:
    """Return a line for each rule, as a terminal shows it."""
    lines: list[str] = []
    for kind in (OF_QUALITY, OF_FILES):
        lines += ["", f"{kind}:"] if lines else [f"{kind}:"]
        lines += (f"  {each.name} ({each.level}): {each.what}" for each in every_explanation() if each.kind == kind)
    return "\n".join([*lines, "", "Satu aturan selengkapnya: iki explain NAMA"]) + "\n"


_HEAD = """\
# Aturan

Apa yang diperiksa `iki validate`. Halaman ini ditulis oleh `iki explain --format md`; satu aturan dibaca dengan
`iki explain NAMA`. Aturan mutu tidak pernah menghentikan `iki build`. Tingkatnya diatur di `iki.yaml`, dan satu temuan
didiamkan dengan alasan; lihat [panduan](panduan.md#mutu-isi).
"""


def as_page() -> str:
    """Return the page of all rules in Markdown."""
    every = list(every_explanation())
    return "\n".join([_HEAD, f"## {OF_QUALITY}", "", *_sections(every), f"## {OF_FILES}", "", *_table(every)]) + "\n"


def _sections(every: list[Explanation]) -> Iterator[str]:
    for each in (each for each in every if each.kind == OF_QUALITY):
        yield f"### {each.name}\n\n*{each.level}* · {each.what}\n\n{each.why}\n"
        if each.basis:
            yield f"Dasar: {each.basis}\n"
        for name, usual, means in each.limits:
            yield f"Batas `{name}` (bawaan {usual}): {means}\n"
        yield f"Sebelum:\n\n```yaml\n{each.before}\n```\n\nSesudah:\n\n```yaml\n{each.after}\n```\n"


def _table(every: list[Explanation]) -> Iterator[str]:
    yield "| aturan | tingkat | yang ditemukan | yang dilakukan |\n|---|---|---|---|"
    for each in (each for each in every if each.kind == OF_FILES):
        yield f"| `{each.name}` | {each.level} | {each.what} | {each.remedy} |"
