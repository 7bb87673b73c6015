"""The door: the commands in the order of `--help`, and the one place where exceptions become exit codes."""

import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

from iki import __version__
from iki.characters import printable

CANNOT_WORK = 2
INTERRUPTED, ENDED = 130, 143
_COMMANDS = (
    *("init", "new", "build", "watch", "validate", "fix", "explain", "worksheet"),
    *("diff", "review", "log", "show", "git", "template"),
)
"""The commands in the order of `--help`: each a module of its own, read only when it is asked for or all are shown."""
_WITH_COMMANDS = frozenset(("git", "template"))
"""Those that have commands of their own."""
_SELDOM = 500_000
"""How many new objects Python waits for before it looks for cycles among them: hardly any of iki's are in one."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    gc.set_threshold(_SELDOM)
    signal.signal(signal.SIGTERM, _end)
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what cannot be written is not tried again
        code = code or CANNOT_WORK
    gc.freeze()  # what is left goes with the process: nobody need look through it for cycles once more
    sys.exit(code)


def _end(*_: object) -> None:
    """Clear away what is on its way, and end: somebody wants that, as a system does that shuts down."""
    sys.exit(ENDED)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0 well, 1 faults, 2 cannot work like this, 3 a bug, 130 Ctrl-C."""
    if list(arguments) == ["--version"]:  # answered before Typer is imported: editors and scripts ask often
        print(f"iki {__version__}")
        return 0
    try:
        return _dispatch(arguments or ["--help"])
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # the last door: what nobody meant to come here is a bug of iki
        from iki.failures import explained

        message, code = explained(error, arguments)
        print(message, file=sys.stderr)
        return code


def _dispatch(arguments: Sequence[str]) -> int:
    import typer

    from iki import usage

    app = typer.Typer(
        cls=usage.Group,
        help="Menyusun dokumen Indikator Kinerja Individu dari berkas YAML.",
        subcommand_metavar="PERINTAH [ARGUMEN]...",
        options_metavar="[OPSI]",
        add_completion=False,
        context_settings={"help_option_names": ["--help", "-h"]},
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(usage.program)
    for name in [each for each in _COMMANDS if each == arguments[0]] or _COMMANDS:
        module = import_module(f"iki.commands.{name}")
        if name in _WITH_COMMANDS:
            below = typer.Typer(cls=usage.Group, name=name, help=module.HELP)
            for command in module.COMMANDS:
                is_hidden = command in getattr(module, "FOR_GIT", ())
                below.command(cls=usage.Command, options_metavar="[OPSI]", hidden=is_hidden)(command)
            app.add_typer(below, subcommand_metavar="PERINTAH [ARGUMEN]...", options_metavar="[OPSI]")
        else:
            app.command(cls=usage.Command, options_metavar="[OPSI]")(getattr(module, name))
    try:
        alone = ["--help"] if len(arguments) == 1 and arguments[0] in _WITH_COMMANDS else []
        code = app([*arguments, *alone], prog_name="iki", standalone_mode=False)
    except usage.UsageError as error:
        print(f"iki: {printable(usage.explain(error, arguments), keep_lines=True)}", file=sys.stderr)
        return CANNOT_WORK
    return code if isinstance(code, int) else 0
