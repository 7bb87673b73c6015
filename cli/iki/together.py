"""Several projects built in one run, each into its own folder: what each says is told together, and all are counted."""

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from typing import NamedTuple

from iki import building, failures, offices, project
from iki.building import Wanted
from iki.errors import IkiError
from iki.project import Project
from iki.workers import spread


class Told(NamedTuple):
    """What the build of a project said, to both streams, and its exit code."""

    out: str
    err: str
    code: int


def build_all(every: Sequence[Project], wanted: Wanted) -> int:
    """Build projects by up to as many processes as are wanted, and return the gravest exit code.

    One that cannot be built keeps no other from it.
    """
    if len(every) == 1:
        called = offices.called(every[0])
        return building.build(every[0], replace(wanted, called=called), project.output(every[0]), building.Aloud())
    codes = []
    for told in spread(_built, replace(wanted, jobs=1), every, wanted.jobs):
        print(told.err, end="", file=sys.stderr)
        print(told.out, end="")
        codes.append(told.code)
    faulty = [offices.called(here).rstrip("/") or "." for here, code in zip(every, codes, strict=True) if code]
    which = f", {len(faulty)} perlu diperiksa: {', '.join(faulty)}" if faulty else ""
    print(f"iki: {len(every) - len(faulty)} dari {len(every)} proyek selesai{which}.", file=sys.stderr)
    return max(codes)


def _built(wanted: Wanted, here: Project) -> Told:
    """Build one of many, and return what was said of it."""
    way, out, err = offices.called(here), io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = building.build(here, replace(wanted, called=way), project.output(here), building.Aloud())
        except (IkiError, OSError) as error:
            message, code = failures.explained(error, ())
            print(f"iki: {way}: {message.removeprefix('iki: ')}", file=sys.stderr)
    return Told(out.getvalue(), err.getvalue(), code)
