"""Values of the model as plain text, in templates and wherever else they are told."""

from typing import Any


def in_words(value: Any, between: str = ", ") -> str:
    """Return a value as plain text: null as nothing, a list and a group's `key: value` pairs with `between` them."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return between.join(in_words(item, between) for item in value)
    if isinstance(value, dict):
        return between.join(f"{key}: {in_words(item, between)}" for key, item in value.items())
    return str(value)
