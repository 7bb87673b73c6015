"""Jinja as templates use it: sandboxed and strict, printing values the way the format escapes them.

What a template may say is settled by `check` before anything renders; the sandbox is the second wall.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from iki.template.filters import FILTERS
from iki.template.kinds import LOOP, fields_of
from iki.template.values import in_words
from iki.views import EVERY_MODEL

_FIELDS: dict[type, frozenset[str]] = {
    LoopContext: frozenset(LOOP),
    **{model: frozenset(fields_of(model)) for model in EVERY_MODEL},
}
_LISTS = {model: {name for name, kind in fields_of(model).items() if kind.word == "daftar"} for model in EVERY_MODEL}


class Verbatim(str):
    """Text that is already in the form of the output and must not be escaped again."""

    __slots__ = ()


class _Environment(ImmutableSandboxedEnvironment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of the model, or what a free group holds under this key; nothing else can be reached."""
        model = type(obj)
        if model in _FIELDS and attribute in _FIELDS[model]:
            value = getattr(obj, attribute)
            return () if value is None and attribute in _LISTS[model] else value
        return obj.get(attribute) if isinstance(obj, dict) else None  # None: no group, below `tambahan`

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what a group holds under a key, as in `target_periode.2026`; nothing else can be reached."""
        return obj.get(str(argument)) if isinstance(obj, dict) else None


def environment(escape: Callable[[str], str]) -> ImmutableSandboxedEnvironment:
    """Return an environment that prints each value through `escape`; null prints nothing, a list joined by `, `."""

    def finalize(value: Any) -> str:
        if type(value) is str:
            return escape(value)
        return value if type(value) is Verbatim else escape(in_words(value))

    made = _Environment(finalize=finalize, undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    made.filters = {name: each.apply for name, each in FILTERS.items()}
    made.globals = {}
    made.tests = {}
    return made
