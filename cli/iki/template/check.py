"""The listed part of Jinja, checked on the syntax tree against the model: every fault is found before any document.

Values and fields, constants, comparison, `and or not`, the listed filters, `if`, `for` over the model's lists. No
calls, no arithmetic, no indexing: what passes here cannot hang, fail or read anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from iki.characters import FORBIDDEN_IN_TEXT
from iki.model import Dokumen, Jabatan, Kantor
from iki.naming import nearest
from iki.template.filters import FILTERS, Filter
from iki.template.kinds import FREE, GROUP, LOOP, NUMBER, PICTURE, SEEN, TEXT, TRUTH, UNKNOWN, Kind, fields_of, listed

_ORDERINGS = frozenset(("lt", "lteq", "gt", "gteq"))
DEEPEST = 10
"""How deep statements may nest in a template; Python could not compile much more."""

_IN_WORDS = {
    "Call": "Pemanggilan dengan tanda kurung",
    "CondExpr": "'if' di dalam {{ }}",
    "Test": "'is'",
    "List": "Daftar",
    "Tuple": "Daftar",
    "Dict": "Kelompok",
    "Concat": "Penyambungan dengan '~'",
    **dict.fromkeys(("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"), "Hitungan"),
}
_OF_LOOPS = {
    "sasaran": "Nama ini hanya ada di dalam 'for sasaran in jabatan.sasaran'; periksa apakah tag itu masih ada.",
    "indikator": "Nama ini hanya ada di dalam 'for indikator in sasaran.indikator'; periksa apakah tag itu masih ada.",
}
_CALLED = {"jabatan": "nama", "sasaran": "uraian", "indikator": "nama"}
_COMPARISONS = _ORDERINGS | {"eq", "ne"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one expression, and what to do; where it stands is known to whoever asked."""

    message: str
    hint: str = ""


Key = tuple[type, str, str]
"""A key of a group (or of the office's document): the kind of object that has the group, the group's field, the key."""


@dataclass(slots=True)
class Checker:
    """Checks expressions in the scope that the statements around them make.

    `seen` are the names that a template sees everywhere. It remembers in `used` which names and filters a template
    uses, and which keys of groups it prints.
    """

    filters: Mapping[str, Filter] = field(default_factory=lambda: FILTERS)
    seen: Mapping[str, Kind] = field(default_factory=lambda: SEEN)
    used: set[str] = field(default_factory=set)
    _printed: set[Key] = field(default_factory=set)
    _tested: set[Key] = field(default_factory=set)
    _scopes: list[tuple[str, Kind]] = field(default_factory=list)
    _problems: list[Problem] = field(default_factory=list)
    _excused: set[str] = field(default_factory=set)

    def problems(self) -> list[Problem]:
        """Return what was found since the last call."""
        found, self._problems = self._problems, []
        return found

    def keys(self) -> frozenset[Key]:
        """Return the keys that are printed without asking first whether there is anything."""
        return frozenset(self._printed - self._tested)

    def printed(self, node: nodes.Expr) -> None:
        """Check an expression whose value is put into the document."""
        kind = self._kind(node)
        self._printed.update(self._keys_in(node))
        is_texts = kind.word == "daftar" and kind.item == TEXT
        if kind not in {TEXT, NUMBER, FREE, PICTURE, UNKNOWN} and not is_texts:
            self._say(f"'{_source(node)}' adalah {kind.word}, tidak dapat langsung dicetak.", _how_to_print(node, kind))

    def tested(self, node: nodes.Node) -> None:
        """Check the condition of an `if`."""
        self._kind(node)
        self._tested.update(self._keys_in(node))

    def _keys_in(self, node: nodes.Node) -> Iterator[Key]:
        """Yield the keys in an expression that are named right below a group, or the document, of a known object."""
        for found in (node, *node.find_all((nodes.Getattr, nodes.Getitem))):
            group = found.node if isinstance(found, (nodes.Getattr, nodes.Getitem)) else None
            if isinstance(group, nodes.Getattr) and isinstance(group.node, nodes.Name):
                model = next((kind.model for name, kind in self._seen() if name == group.node.name), None)
                kind = fields_of(model).get(group.attr) if model is not None else None
                if model is not None and kind is not None and (kind in {FREE, GROUP} or kind.model is Dokumen):
                    yield model, group.attr, _key_of(found)

    def _seen(self) -> Iterator[tuple[str, Kind]]:
        yield from reversed(self._scopes)
        yield from self.seen.items()

    def keyed(self, node: nodes.Node) -> None:
        """Check the key of a `gabung`, which may have several parts."""
        for part in node.items if isinstance(node, nodes.Tuple) and node.items else (node,):
            self._kind(part)

    def wanted(self, node: nodes.Expr, wanted: Kind) -> None:
        """Check an expression that has to be of one kind."""
        kind = self._kind(node)
        if kind not in {wanted, UNKNOWN}:
            self._say(f"'{_source(node)}' adalah {kind.word}, bukan {wanted.word}.")

    def enter(self, target: nodes.Node, iterated: nodes.Node) -> None:
        """Check the head of a `for` and open its scope, whatever is wrong with it."""
        kind = self._kind(iterated)
        self._printed.update(self._keys_in(iterated))
        if kind.item is None or kind.word != "daftar":
            if kind != UNKNOWN:
                group = f"Tulis '{_source(iterated)} | pasangan'." if kind.word == "kelompok" else ""
                hint = group or "for hanya berjalan atas daftar."
                self._say(f"'{_source(iterated)}' adalah {kind.word}, bukan daftar.", hint)
            kind = listed(UNKNOWN)
        name = target.name if isinstance(target, nodes.Name) else ""
        if not name or name == "loop" or name.startswith("_"):
            self._say("Nama sesudah 'for' harus satu kata.", "Misalnya: for sasaran in jabatan.sasaran")
        self._scopes.append((name, kind.item or UNKNOWN))

    def enter_unknown(self, names: Iterable[str]) -> None:
        """Open the scope of a `for` whose head cannot be read; `names` are what it seems to define."""
        self._scopes.append((next(iter(names), ""), UNKNOWN))

    def excuse(self, names: Iterable[str]) -> None:
        """Let names pass from here on in this part: the `for` that defines them has a fault of its own."""
        self._excused.update(names)

    def begin_part(self) -> None:
        """Forget what was excused in another part."""
        self._excused.clear()

    def names(self) -> tuple[str, ...]:
        """Return the names that an expression may begin with here, and those of loops that are not open."""
        return (*filter(None, (name for name, _ in self._scopes)), "loop", *self.seen, *_OF_LOOPS)

    def leave(self) -> None:
        """Close the scope of the innermost `for`."""
        self._scopes.pop()

    def _say(self, message: str, hint: str = "") -> None:
        self._problems.append(Problem(message, hint))

    def _kind(self, node: nodes.Node) -> Kind:
        match node:
            case nodes.Name():
                return self._name(node.name)
            case nodes.Getattr():
                return self._field(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Getitem():
                return self._key(node)
            case nodes.Const():
                return self._constant(node.value)
            case _:
                return self._truth(node)

    def _constant(self, value: object) -> Kind:
        if type(value) is int:
            return NUMBER
        if isinstance(value, str) and not re.search(FORBIDDEN_IN_TEXT, value):
            return TEXT
        if value is None:
            return FREE
        self._say("Tetapan ini tidak didukung.", "Tulis teks di antara tanda kutip, atau bilangan bulat.")
        return UNKNOWN

    def _truth(self, node: nodes.Node) -> Kind:
        match node:
            case nodes.Compare():
                self._comparison(node)
            case nodes.And() | nodes.Or():
                self._kind(node.left)
                self._kind(node.right)
            case nodes.Not():
                self._kind(node.node)
            case _:
                self._not_listed(node)
                return UNKNOWN
        return TRUTH

    def _name(self, name: str) -> Kind:
        for known, kind in reversed(self._scopes):
            if known == name:
                return kind
        if name in self.seen:
            self.used.add(name)
            return self.seen[name]
        if name in self._excused:
            return UNKNOWN
        local = [known for known, _ in self._scopes if known]
        self._say(f"'{name}' tidak ada.", _OF_LOOPS.get(name) or _home(name) or _guess(name, [*local, *self.seen]))
        return UNKNOWN

    def _field(self, node: nodes.Getattr) -> Kind:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            return self._loop(node.attr)
        kind = self._kind(node.node)
        if kind in {FREE, UNKNOWN}:
            return kind
        if kind.word == "kelompok":
            return kind.item or FREE
        if kind.model is None:
            self._say(f"'{_source(node)}' tidak ada: '{_source(node.node)}' adalah {kind.word}.", _into(node, kind))
            return UNKNOWN
        return self._known(node, fields_of(kind.model))

    def _key(self, node: nodes.Getitem) -> Kind:
        """Check a key of a group that cannot be written as a field: a year, or several words."""
        kind = self._kind(node.node)
        is_key = isinstance(node.arg, nodes.Const) and type(node.arg.value) in {int, str}
        if is_key and (kind in {FREE, UNKNOWN} or kind.word == "kelompok"):
            return kind.item or kind
        what = f"for butir in {_source(node.node)}" if kind.word == "daftar" else "nama.bidang"
        self._say("Kurung siku hanya untuk kunci suatu kelompok.", f"Pakai {what}.")
        return UNKNOWN

    def _loop(self, attribute: str) -> Kind:
        if not self._scopes and not self._excused:
            self._say("'loop' hanya ada di dalam for.", "Pindahkan ke antara 'for' dan 'endfor'.")
        if attribute not in LOOP:
            self._say(f"'loop.{attribute}' tidak ada.", _guess(attribute, LOOP))
        return LOOP.get(attribute, UNKNOWN)

    def _known(self, node: nodes.Getattr, fields: Mapping[str, Kind]) -> Kind:
        if node.attr not in fields:
            self._say(f"'{_source(node)}' tidak ada.", _guess_field(node, fields))
        return fields.get(node.attr, UNKNOWN)

    def _comparison(self, node: nodes.Compare) -> None:
        kinds = [self._kind(node.expr), *(self._kind(operand.expr) for operand in node.ops)]
        operators = {operand.op for operand in node.ops}
        if not operators <= _COMPARISONS:
            self._say("Perbandingan ini tidak didukung.", "Yang ada: ==, !=, <, <=, >, >=.")
        elif operators & _ORDERINGS and any(kind not in {NUMBER, UNKNOWN} for kind in kinds):
            message = "Hanya angka, misalnya loop.index, yang dapat dibandingkan dengan < atau >."
            self._say(message, "Untuk teks, pakai == atau !=.")

    def _filter(self, node: nodes.Filter) -> Kind:
        kind = self._kind(node.node) if node.node is not None else UNKNOWN
        known = self.filters.get(node.name)
        if known is None:
            self._say(f"Penyaring '{node.name}' tidak ada.", _guess(node.name, self.filters))
            return UNKNOWN
        self.used.add(f"|{node.name}")
        self._options(node, known)
        if kind not in {*known.takes, UNKNOWN}:
            wanted = " atau ".join(each.word for each in known.takes if each != FREE)
            example = f"Misalnya: {known.example}" if known.example else ""
            self._say(f"Penyaring '{node.name}' memerlukan {wanted}, bukan {kind.word}.", example)
        return known.gives

    def _options(self, node: nodes.Filter, known: Filter) -> None:
        """Check what stands in the parentheses of a filter: constants by name, of those that it knows."""
        if not known.options and (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs):
            self._say(f"Penyaring '{node.name}' tidak memakai isian dalam kurung.", f"Tulis '| {node.name}' saja.")
            return
        example = f"Misalnya: {known.example}" if known.example else ""
        if node.args or node.dyn_args or node.dyn_kwargs:
            self._say(f"Isian penyaring '{node.name}' harus bernama.", example)
        written: list[Any] = node.kwargs  # Jinja's stubs call them pairs
        for key, value in ((each.key, each.value) for each in written):
            fits = known.options.get(key)
            if fits is None:
                self._say(f"Penyaring '{node.name}' tidak mengenal '{key}'.", _guess(key, known.options))
            elif not isinstance(value, nodes.Const) or not fits(value.value):
                self._say(f"Isian '{key}' dari penyaring '{node.name}' tidak terbaca.", example)

    def _not_listed(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._kind(child)
        what = _IN_WORDS.get(type(node).__name__, "Bentuk ini")
        hint = "Yang ada: nama.bidang, perbandingan, and, or, not, dan penyaring yang disediakan iki."
        self._say(f"{what} tidak didukung dalam templat.", hint)


def _key_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getitem):
        return str(node.arg.value) if isinstance(node.arg, nodes.Const) else ""
    return node.attr if isinstance(node, nodes.Getattr) else ""


def _source(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_source(node.node)}.{node.attr}"
    return node.name if isinstance(node, (nodes.Name, nodes.Filter)) else "…"


def _guess(name: str, known: Iterable[str]) -> str:
    candidates = list(known)
    near = nearest(name, candidates)
    return f"Maksud Anda '{near}'?" if near else f"Yang ada: {', '.join(candidates)}."


def _home(name: str) -> str:
    """Guess whose field a bare name is, for whoever left out the name before it."""
    homes = {"jabatan": Jabatan, "kantor": Kantor, "kantor.dokumen": Dokumen}
    home = next((home for home, model in homes.items() if name in fields_of(model)), "")
    return f"Maksud Anda '{home}.{name}'?" if home else ""


def _guess_field(node: nodes.Getattr, fields: Mapping[str, Kind]) -> str:
    """Guess a field; that of a thing by its own name, as its key is in YAML, is its name or wording."""
    if _source(node.node) == node.attr and node.attr in _CALLED:
        return f"Maksud Anda '{node.attr}.{_CALLED[node.attr]}'?"
    near = nearest(node.attr, fields)
    own = f" Kunci milik sendiri ditulis {_source(node.node)}.tambahan.{node.attr}." if "tambahan" in fields else ""
    return f"Maksud Anda '{near}'?" if near else f"Yang ada: {', '.join(fields)}.{own}"


def _into(node: nodes.Getattr, kind: Kind) -> str:
    """Advise whoever asks a list for a field of its items."""
    if kind.word == "daftar":
        return f"Jalani daftarnya dahulu: for butir in {_source(node.node)}, lalu butir.{node.attr}."
    return ""


def _how_to_print(node: nodes.Expr, kind: Kind) -> str:
    if kind.word == "daftar":
        return f"Jalani dengan for butir in {_source(node)}."
    if kind.model is not None:
        return f"Sebut bidangnya, misalnya {_source(node)}.{next(iter(fields_of(kind.model)))}."
    if kind.word == "kelompok":
        return f"Sebut kuncinya, misalnya {_source(node)}.tw1, atau jalani: for butir in {_source(node)} | pasangan."
    return "Pakai di dalam if."
