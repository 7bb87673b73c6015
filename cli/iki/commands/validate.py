"""`iki validate`: say exactly what is wrong with the office's files, for planners, editors and CI."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iki.usage import Jobs, Projects

if TYPE_CHECKING:
    from iki.checking import Checked
    from iki.project import Project
    from iki.report import Outcome
    from iki.reported import Asked, Chosen

_Targets = Sequence[tuple[str, Path | None]]
"""The styles of the reports, and where each goes: to the screen, or into a file."""


def validate(  # noqa: PLR0913 - each is an option of the command line
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[BERKAS]...", help="Berkas atau folder yang dilaporkan; tanpa ini, semuanya.", show_default=False
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="BENTUK[=BERKAS]",
            help="text (bawaan), json, github, gitlab, junit, sarif, statistics; =BERKAS: ke berkas. Boleh diulang.",
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="ATURAN,…", help="Hanya aturan ini, selain kesalahan.", show_default=False),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="ATURAN,…", help="Tanpa aturan ini.", show_default=False)
    ] = None,
    stdin_filename: Annotated[
        Path | None,
        typer.Option("--stdin-filename", metavar="BERKAS", help="Periksa masukan standar sebagai isi berkas ini."),
    ] = None,
    *,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="REVISI",
            help="Hanya temuan yang belum ada pada revisi ini; 'main...' berarti sejak berpisah dari main.",
            show_default=False,
        ),
    ] = None,
    projects: Projects = None,
    jobs: Jobs = None,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help="Periksa lagi walau tidak ada yang berubah, dan jangan catat hasilnya."),
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Anggap peringatan sebagai kesalahan.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Hanya hitung temuan menurut aturan.")] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Catat temuan yang ada di temuan-lama.tsv; selanjutnya hanya yang baru.")
    ] = False,
) -> int:
    """Periksa berkas dan laporkan kesalahannya.

    Semua kesalahan dilaporkan sekaligus, masing-masing dengan baris, kolom dan saran perbaikannya.
    """
    from iki import named, reported, shown, workers
    from iki.diagnostics import Level
    from iki.recall import Recall

    targets = _targets(formats or ["text"], statistics=statistics)
    if baseline and (files or select or ignore or stdin_filename or formats or statistics or since is not None):
        raise typer.BadParameter("mencatat semua temuan; pakai tanpa pilihan lain", param_hint="--baseline")
    _refuse_revision(since, stdin_filename)
    if stdin_filename and files:
        raise typer.BadParameter("jangan sebut berkas lain", param_hint="--stdin-filename")
    failing = frozenset((Level.ERROR, Level.WARNING) if strict else (Level.ERROR,))
    asked = reported.Asked(_chosen(select or [], ignore or []), failing, since, may_recall=not no_cache)
    jobs = jobs or workers.cores()
    if projects:
        if files or stdin_filename or baseline:
            raise typer.BadParameter("jangan sebut berkas, --stdin-filename atau --baseline", param_hint="--project")
        return _validate_all(projects, asked, targets, jobs, statistics=statistics)
    files = [stdin_filename] if stdin_filename else files or []
    here = named.project_with(stdin_filename, _input()) if stdin_filename else named.project_of(files)
    _refuse_own_files([here], targets)
    asked = asked._replace(files=files)
    recall = Recall(here, asked)
    found = None if baseline else recall.found()
    if found is None:
        from iki import outcomes, progress
        from iki.diagnostics import has_errors

        judged = outcomes.judged(here, asked, jobs, progress.of_run())
        if baseline and not has_errors(judged.checked.diagnostics):
            _put_off(here, judged.checked)
            return 0
        found = recall.keep(outcomes.found(here, judged, asked, jobs))
    if baseline:
        typer.echo("Temuan belum dicatat: perbaiki dahulu kesalahan di atas.", err=True)
    outcome = reported.outcome(found, asked, shown.line_of(here), shown.prefix(here))
    return _report(outcome, targets, statistics=statistics)


def _validate_all(projects: Sequence[str], asked: "Asked", targets: _Targets, jobs: int, *, statistics: bool) -> int:
    """Report on several projects in one."""
    from iki import offices, outcomes

    every = offices.named(projects)
    _refuse_own_files(every, targets)
    outcome, failures = outcomes.outcome_of_all(every, asked, jobs)
    code = _report(outcome, targets, statistics=statistics)
    for failure in failures:
        print(f"iki: {failure}", file=sys.stderr)
    return 2 if failures else code


def _report(outcome: "Outcome", targets: _Targets, *, statistics: bool) -> int:
    """Deliver what is to be reported, and return the exit code."""
    for style, target in targets:
        _deliver(outcome, "statistics" if statistics and target is None else style, target)
    return int(any(each.level in outcome.failing for each in outcome.diagnostics))


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> "Chosen":
    from iki.reported import Chosen

    wanted, unwanted = (
        frozenset(filter(None, ",".join(each).replace(" ", "").split(","))) for each in (select, ignore)
    )
    for option, names in (("--select", wanted), ("--ignore", unwanted)):
        if names:
            _refuse_unknown(names, option)
    return Chosen(wanted, unwanted)


def _refuse_unknown(names: frozenset[str], option: str) -> None:
    from iki.characters import printable
    from iki.lint import names_of_all
    from iki.naming import nearest

    known = names_of_all()
    for name in sorted(names.difference(known)):
        near = nearest(name, known)
        hint = f"; maksud Anda '{near}'" if near else "; daftarnya: iki explain"
        raise typer.BadParameter(f"tidak ada aturan bernama '{printable(name)}'{hint}", param_hint=option)


def _refuse_revision(since: str | None, stdin_filename: Path | None) -> None:
    if since is not None and stdin_filename:
        raise typer.BadParameter("tidak dapat bersama --stdin-filename", param_hint="--since")
    if since is not None and not since.strip():
        raise typer.BadParameter("tulis sebuah revisi, misalnya main...", param_hint="--since")


def _input() -> bytes:
    """Return what is put into the program, as an editor does with what is not yet saved."""
    from iki.source import MAX_BYTES

    if sys.stdin is None:
        raise typer.BadParameter("tidak ada masukan standar", param_hint="--stdin-filename")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _put_off(here: "Project", checked: "Checked") -> None:
    """Write down what the rules say now, so that only what is new will be told."""
    from iki import baseline, project
    from iki.errors import IkiError
    from iki.files import write_report

    every_told = (*checked.quality.told, *checked.quality.known)
    odd = project.odd_kind(here.root / project.BASELINE)
    if odd:
        raise IkiError(f"{project.BASELINE} adalah {odd}. Ganti dengan berkas biasa, atau hapus.")
    write_report(here.root / project.BASELINE, baseline.written(every_told))
    more = f" ({len(checked.quality.told)} baru)" if checked.quality.known else ""
    typer.echo(
        f"{len(every_told)} temuan dicatat di {project.BASELINE}{more}; 'iki validate' hanya menyebut yang lain."
    )


def _targets(formats: Sequence[str], *, statistics: bool) -> _Targets:
    """Split each `style[=FILE]`; only one report can have the standard output."""
    from iki.report import every_style

    targets = []
    for written in formats:
        name, _, file = written.partition("=")
        if name not in every_style():
            message = f"bentuk laporan '{name}' tidak ada; pilih salah satu: {', '.join(every_style())}"
            raise typer.BadParameter(message, param_hint="--format")
        targets.append((name, Path(file) if file else None))
    on_screen = [name for name, target in targets if target is None]
    written_to = [target.absolute() for _, target in targets if target is not None]
    if len(set(written_to)) < len(written_to):
        raise typer.BadParameter("dua laporan tidak dapat ditulis ke satu berkas", param_hint="--format")
    if len(on_screen) > 1:
        message = "hanya satu laporan yang dapat ke layar; beri '=BERKAS' pada yang lain"
        raise typer.BadParameter(message, param_hint="--format")
    if statistics and on_screen not in ([], ["text"]):
        raise typer.BadParameter("hanya bersama --format text", param_hint="--statistics")
    return targets if on_screen or not statistics else [("text", None), *targets]


def _refuse_own_files(every: "Sequence[Project]", targets: _Targets) -> None:
    """Refuse to write a report over what an office wrote."""
    from iki import project
    from iki.characters import printable

    written = {target: target.resolve() for _, target in targets if target is not None}
    own = {path.resolve() for here in every for path in project.own_files(here)} if written else ()
    for target, path in written.items():
        if path in own:
            message = f"{printable(str(target))} adalah berkas proyek ini; tulis laporannya ke berkas lain"
            raise typer.BadParameter(message, param_hint="--format")


def _deliver(outcome: "Outcome", style: str, target: Path | None) -> None:
    from iki import report

    if target is not None:
        from iki.files import write_report

        write_report(target, report.style(style)(outcome))
    else:
        in_colour = _shows_colours()
        typer.echo(report.on_screen(style, in_colour=in_colour)(outcome), nl=False, color=in_colour)


def _shows_colours() -> bool:
    """Tell whether somebody watches who wants colours; `FORCE_COLOR` is what CI servers set that show them."""
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))
