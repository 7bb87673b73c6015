"""The report for GitHub Actions: workflow commands that annotate the lines of a pull request."""

from iki.characters import printable
from iki.diagnostics import Diagnostic, Level
from iki.report import Outcome, closing_line

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(outcome: Outcome) -> str:
    """Return one workflow command a finding, and the closing line for whoever reads the log."""
    commands = (_command(diagnostic, outcome.prefix) for diagnostic in outcome.diagnostics)
    return "".join(f"{line}\n" for line in (*commands, closing_line(outcome)))


def _command(diagnostic: Diagnostic, prefix: str) -> str:
    place = diagnostic.location
    properties = {
        "file": f"{prefix}{place.path}",
        "line": place.line,
        "col": place.column,
        "title": f"iki: {diagnostic.rule}",
    }
    written = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    return (
        f"::{_COMMANDS[diagnostic.level]} {written}::{_escape(printable(diagnostic.message + hint, keep_lines=True))}"
    )


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    """A file's name is data too: a line end in it would let it write commands of its own."""
    return printable(_escape(text)).replace(":", "%3A").replace(",", "%2C")
