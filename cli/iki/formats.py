"""Which form a report is to have: as the option says, else as the name of its file does."""

from collections.abc import Sequence
from pathlib import Path

import typer

_DOCUMENTS = frozenset(("docx", "xlsx", "pdf", "doc", "xls"))
"""Endings of names that promise more than a text."""


def chosen(form: str | None, output: Path | None, known: Sequence[str], default: str) -> str:
    """Return the form, or refuse one that is not known, or that a file of this name cannot be in."""
    suffix = output.suffix.lower().lstrip(".") if output is not None else ""
    form = form or (suffix if suffix in known else default)
    if form not in known:
        raise typer.BadParameter(f"bentuk '{form}' tidak ada; pilih: {', '.join(known)}", param_hint="--format")
    if suffix in _DOCUMENTS and suffix != form:
        message = f"berkas .{suffix} tidak dapat berisi bentuk {form}; bentuk yang ada: {', '.join(known)}"
        raise typer.BadParameter(message, param_hint="--output")
    return form
