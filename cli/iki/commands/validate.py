"""`iki validate`: say exactly what is wrong with the office's files, for planners, editors and CI."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.pipeline import Checked
    from iki.project import Project
    from iki.report import Outcome


def validate(
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
            help="text (bawaan), json atau github; dengan =BERKAS laporannya ditulis ke berkas. Boleh diulang.",
            show_default=False,
        ),
    ] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Anggap peringatan sebagai kesalahan.")] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Catat temuan yang ada di temuan-lama.tsv; selanjutnya hanya yang baru.")
    ] = False,
) -> int:
    """Periksa berkas dan laporkan kesalahannya.

    Semua kesalahan dilaporkan sekaligus, masing-masing dengan baris, kolom dan saran perbaikannya.
    """
    from iki import named, pipeline
    from iki.diagnostics import Level, by_place, has_errors
    from iki.lint import every_rule
    from iki.report import Outcome

    targets = _targets(formats or ["text"])
    if baseline and files:
        raise typer.BadParameter("mencatat temuan semua berkas; jangan sebut nama berkas", param_hint="--baseline")
    here = named.project_of(files or [])
    checked = pipeline.check(here, every_rule())
    if baseline and not has_errors(checked.diagnostics):
        _put_off(here, checked)
        return 0
    templates = dict(pipeline.judge_templates(here, checked)) if _wants_templates(files or [], here) else {}
    names = named.names(files or [], here, (*checked.files, *templates))
    every_finding = by_place((*checked.diagnostics, *(fault for faults in templates.values() for fault in faults)))
    findings = [diagnostic for diagnostic in every_finding if diagnostic.location.path in names]
    outcome = Outcome(findings, len(names))
    for style, target in targets:
        _deliver(outcome, style, target)
    if baseline:
        typer.echo("Temuan belum dicatat: perbaiki dahulu kesalahan di atas.", err=True)
    failing = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    return int(any(diagnostic.level in failing for diagnostic in findings))


def _put_off(here: "Project", checked: "Checked") -> None:
    """Write down what the rules say now, so that only what is new will be told."""
    from iki import baseline
    from iki.write import write_report

    every_told = (*checked.quality.told, *checked.quality.known)
    write_report(here.root / baseline.FILE, baseline.written(every_told))
    more = f" ({len(checked.quality.told)} baru)" if checked.quality.known else ""
    typer.echo(f"{len(every_told)} temuan dicatat di {baseline.FILE}{more}; 'iki validate' hanya menyebut yang lain.")


def _targets(formats: Sequence[str]) -> list[tuple[str, Path | None]]:
    """Split each `style[=FILE]`; only one report can have the standard output."""
    from iki.report import every_style

    targets = []
    for written in formats:
        name, _, file = written.partition("=")
        if name not in every_style():
            known = ", ".join(every_style())
            raise typer.BadParameter(
                f"bentuk laporan '{name}' tidak ada; pilih salah satu: {known}", param_hint="--format"
            )
        targets.append((name, Path(file) if file else None))
    if sum(target is None for _, target in targets) > 1:
        raise typer.BadParameter(
            "hanya satu laporan yang dapat ke layar; beri '=BERKAS' pada yang lain", param_hint="--format"
        )
    return targets


def _wants_templates(files: Sequence[Path], here: "Project") -> bool:
    """Tell whether the templates are asked for too: compiling them would be most of the wait for one data file."""
    from iki.named import whole

    folder = here.root.resolve() / "templates"
    paths = [whole(file) for file in files]
    return not paths or any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths)


def _deliver(outcome: "Outcome", style: str, target: Path | None) -> None:
    from iki import report

    text = report.style(style)(outcome)
    if target is None:
        typer.echo(text, nl=False)
    else:
        from iki.write import write_report

        write_report(target, text)
