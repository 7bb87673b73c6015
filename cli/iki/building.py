"""One project built: what does not stand there as it should is made, written and told, and noted down."""

import contextlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import typer

from iki import progress
from iki.alone import alone
from iki.diagnostics import Diagnostic, Level, has_errors
from iki.errors import IkiError
from iki.fates import complaints, tell
from iki.incremental import Increment
from iki.manifest import Manifest
from iki.progress import Progress
from iki.project import Project
from iki.template_files import every_format
from iki.write import Output, Written

if TYPE_CHECKING:
    from iki.pipeline import Plan
    from iki.reading import Known

EDITED_HINT = "Pindahkan suntingan itu ke data atau templatnya, atau jalankan lagi dengan --overwrite."
_WAITING = "iki: menunggu proses iki lain yang sedang menulis di folder yang sama…"


class Named(NamedTuple):
    """What is to be built: of which positions, formats and kinds."""

    ids: Sequence[str]
    formats: Sequence[str]
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be built and how.

    `called` stands before file names in messages: a revision with `:`, or the way to the project with `/`.
    """

    named: Named
    jobs: int
    overwrite: bool = False
    is_anew: bool = False
    is_recorded: bool = True
    called: str = ""


class Teller(Protocol):
    """Whoever is told of a build as it goes."""

    def say(self, messages: str) -> None:
        """Take what is to be said of the project's files, whole lines or nothing."""

    def tell(self, every: Iterable[Written]) -> int:
        """Take what becomes of each document, while it is made, and return the exit code."""


class Aloud:
    """Tells all of a build at once: what there is to say where errors go, and the names of the documents."""

    def say(self, messages: str) -> None:
        """Print what is to be said."""
        print(messages, end="", file=sys.stderr)

    def tell(self, every: Iterable[Written]) -> int:
        """Print the name of each document."""
        return tell(every, EDITED_HINT)


def named(positions: Sequence[str], formats: Sequence[str], kinds: Sequence[str]) -> Named:
    """Return what the command line names, each position once: by its id, or by its file, which a shell completes."""
    for name in formats:
        if name not in every_format():
            known = ", ".join(every_format())
            raise typer.BadParameter(f"bentuk '{name}' tidak ada; pilih: {known}", param_hint="--format")
    ids = dict.fromkeys(Path(name).stem if name.endswith(".yaml") else name for name in positions)
    return Named(list(ids), formats or every_format(), tuple(kinds))


def build(here: Project, wanted: Wanted, out: Path, teller: Teller) -> int:
    """Build a project and return the exit code.

    No other build is at work in the folder meanwhile: what was read first is not written last.
    """
    with alone(out, partial(print, _WAITING, file=sys.stderr)) as is_alone, Output(out, is_alone=is_alone) as output:
        return _build(here, wanted, output, teller)


def prepare(here: Project, wanted: Wanted) -> None:
    """Do what takes long the first time, such as to compile templates, so that the next build in this process is quick.

    What is wrong will be told by that build.
    """
    with contextlib.suppress(Exception):
        _planned(here, wanted, progress.NONE, None)


def _build(here: Project, wanted: Wanted, output: Output, teller: Teller) -> int:
    """Build what does not stand there as it should, and write down what was made from what."""
    known, shown = Manifest() if wanted.is_anew else Manifest.read(output.folder), progress.of_run()
    build = Increment(here, output, repr((wanted.named, wanted.called)), known)
    standing = build.standing()
    if standing is not None:
        teller.say(known.messages)
        return teller.tell(standing)
    plan, messages = _planned(here, wanted, shown, build.known_positions())
    teller.say(messages)
    if plan is None:
        return 1
    written = build.written(plan.making, wanted.jobs, overwrite=wanted.overwrite, progress=shown)
    code = teller.tell(chain(written, output.remove(plan.is_unwanted)))
    if wanted.is_recorded:
        build.record(messages, plan.making, is_well=code == 0)
    return code


def _planned(here: Project, wanted: Wanted, shown: Progress, known: "Known | None") -> "tuple[Plan | None, str]":
    """Return what is to be made, if nothing is wrong, and what is to be said."""
    from iki import checking, pipeline  # and with them much that is not needed where all stands as it should

    checked = checking.check(here, jobs=wanted.jobs, progress=shown, spared=checking.Spared(known))
    if has_errors(checked.diagnostics):
        return None, _refusal(checked.diagnostics, wanted.called)
    plan = pipeline.plan(here, checked, *wanted.named)
    if isinstance(plan, tuple):
        return None, _refusal((*checked.diagnostics, *plan), wanted.called)
    if not len(plan.making):
        raise IkiError(
            "Dokumen ini memuat semua jabatan, tidak ada yang untuk satu jabatan saja. Jalankan tanpa nama jabatan."
        )
    note = f"iki: {plan.note}\n" if plan.note else ""
    return plan, complaints((*checked.diagnostics, *plan.warnings), wanted.called) + note


def _refusal(diagnostics: Iterable[Diagnostic], called: str) -> str:
    """Tell only what keeps the documents from being written; warnings would hide it."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.level is Level.ERROR]
    hint = f"perbaiki dahulu {len(errors)} kesalahan di atas"
    if called.endswith(":"):  # what is committed stays as it is
        hint = f"ada {len(errors)} kesalahan di revisi itu, pilih revisi lain"
    return f"{complaints(errors, called)}Tidak ada dokumen yang ditulis; {hint}.\n"
