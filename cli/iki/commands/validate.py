"""`iki validate`: say exactly what is wrong with the office's files, for planners, editors and CI."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.checking import Checked, Judged
    from iki.diagnostics import Diagnostic, Level
    from iki.project import Project
    from iki.report import Outcome
    from iki.rule import Rule
    from iki.since import Judge, Parted


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
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, metavar="N", help="Banyaknya proses; bawaan: sebanyak inti prosesor."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Anggap peringatan sebagai kesalahan.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Hanya hitung temuan menurut aturan.")] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Catat temuan yang ada di temuan-lama.tsv; selanjutnya hanya yang baru.")
    ] = False,
) -> int:
    """Periksa berkas dan laporkan kesalahannya.

    Semua kesalahan dilaporkan sekaligus, masing-masing dengan baris, kolom dan saran perbaikannya.
    """
    from iki import named, workers
    from iki.diagnostics import Level, has_errors

    targets = _targets(formats or ["text"], statistics=statistics)
    if baseline and (files or select or ignore or stdin_filename or formats or statistics or since is not None):
        raise typer.BadParameter("mencatat semua temuan; pakai tanpa pilihan lain", param_hint="--baseline")
    _refuse_revision(since, stdin_filename)
    if stdin_filename and files:
        raise typer.BadParameter("jangan sebut berkas lain", param_hint="--stdin-filename")
    chosen = _chosen(select or [], ignore or [])
    files = [stdin_filename] if stdin_filename else files or []
    here = named.project_with(stdin_filename, _input()) if stdin_filename else named.project_of(files)
    judge = partial(_judged, rules=chosen.rules, jobs=jobs or workers.cores(), templates=_wants_templates(files, here))
    judged = judge(here)
    checked = judged.checked
    if baseline and not has_errors(checked.diagnostics):
        _put_off(here, checked)
        return 0
    failing = frozenset((Level.ERROR, Level.WARNING) if strict else (Level.ERROR,))
    outcome = _outcome(here, judged, _parted(here, judged, since, judge), _Asked(files, chosen, failing, since or ""))
    _refuse_own_files(here, checked, targets)
    for style, target in targets:
        _deliver(outcome, "statistics" if statistics and target is None else style, target)
    if baseline:
        typer.echo("Temuan belum dicatat: perbaiki dahulu kesalahan di atas.", err=True)
    return int(any(each.level in failing for each in outcome.diagnostics))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rules of quality that are asked, and which names of others are wanted or not; no error is left out."""

    rules: "Sequence[Rule]"
    select: frozenset[str]
    ignore: frozenset[str]

    def has(self, each: "Diagnostic") -> bool:
        """Tell whether a finding is to be reported."""
        is_wanted = each.rule not in self.ignore and (not self.select or each.rule in self.select)
        return is_wanted or each.level == "error"


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> _Chosen:
    from iki.characters import printable
    from iki.explanations import every_explanation
    from iki.lint import every_rule
    from iki.naming import nearest

    wanted, unwanted = (
        frozenset(filter(None, ",".join(each).replace(" ", "").split(","))) for each in (select, ignore)
    )
    known = [each.name for each in every_explanation()] if wanted or unwanted else []
    for option, names in (("--select", wanted), ("--ignore", unwanted)):
        for name in sorted(names - set(known)):
            near = nearest(name, known)
            hint = f"; maksud Anda '{near}'" if near else "; daftarnya: iki explain"
            raise typer.BadParameter(f"tidak ada aturan bernama '{printable(name)}'{hint}", param_hint=option)
    rules = [rule for rule in every_rule() if rule.name not in unwanted and (not wanted or rule.name in wanted)]
    return _Chosen(rules, wanted, unwanted)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be reported: of which files, what of it, what fails, and since which revision."""

    files: Sequence[Path]
    chosen: _Chosen
    failing: "frozenset[Level]"
    since: str


def _parted(here: "Project", judged: "Judged", since: str | None, judge: "Judge") -> "Parted":
    """Return what is new since a revision, and what is not; without one everything is."""
    if since is None:
        return judged.diagnostics, ()
    from iki.since import parted

    return parted(here, judged, since, judge)


def _outcome(here: "Project", judged: "Judged", found: "Parted", asked: _Asked) -> "Outcome":
    """Return what is to be reported: of the files that are named, with templates where they are asked for."""
    from iki import named, shown
    from iki.diagnostics import by_place
    from iki.report import Outcome

    names = named.names(asked.files, here, judged.files)
    new, older = (
        [each for each in by_place(every) if each.location.path in names and asked.chosen.has(each)] for every in found
    )
    known = sum(each.source.path in names for each in judged.checked.quality.known)
    line_of, prefix = shown.line_of(here), shown.prefix(here)
    outcome = Outcome(new, len(names), sorted(names), line_of, prefix, asked.failing, known)
    return replace(outcome, since=_called(asked.since), older=len(older)) if older else outcome


def _called(revision: str) -> str:
    from iki.since import called

    return called(revision)


def _refuse_revision(since: str | None, stdin_filename: Path | None) -> None:
    if since is not None and stdin_filename:
        raise typer.BadParameter("tidak dapat bersama --stdin-filename", param_hint="--since")
    if since is not None and not since.strip():
        raise typer.BadParameter("tulis sebuah revisi, misalnya main...", param_hint="--since")


def _judged(here: "Project", *, rules: "Sequence[Rule]", jobs: int, templates: bool) -> "Judged":
    """Return all that is to be said of a project, of its templates where they are asked for."""
    from iki import checking, progress

    checked = checking.check(here, rules, jobs, progress.of_run())
    return checking.Judged(checked, _judged_templates(here, checked) if templates else {})


def _judged_templates(here: "Project", checked: "Checked") -> "dict[str, tuple[Diagnostic, ...]]":
    from iki import pipeline  # and with it all that makes documents

    return dict(pipeline.judge_templates(here, checked))


def _input() -> bytes:
    """Return what is put into the program, as an editor does with what is not yet saved."""
    from iki.dialect import MAX_BYTES

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


def _targets(formats: Sequence[str], *, statistics: bool) -> list[tuple[str, Path | None]]:
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


def _wants_templates(files: Sequence[Path], here: "Project") -> bool:
    """Tell whether the templates are asked for too: compiling them would be most of the wait for one data file."""
    from iki.named import whole

    folder = here.root.resolve() / "templates"
    paths = [whole(file) for file in files]
    return not paths or any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths)


def _refuse_own_files(here: "Project", checked: "Checked", targets: Sequence[tuple[str, Path | None]]) -> None:
    """Refuse to write a report over what the office wrote."""
    from iki.characters import printable

    own = {(here.root / name).resolve() for name in checked.files}
    for _, target in targets:
        if target is not None and target.resolve() in own:
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
