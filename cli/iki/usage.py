"""Usage errors and help of the command line in Indonesian; Typer's own words are English."""

from collections.abc import Collection, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from iki.naming import nearest

UsageError: type[Exception] = typer.BadParameter.__bases__[0]
"""What Typer raises for a wrong option or argument; the class itself has no public name."""

Projects = Annotated[
    list[str] | None,
    typer.Option(
        "--project",
        metavar="FOLDER",
        help="Folder proyek, atau pola seperti 'opd/*'; boleh diulang. Bawaan: folder ini.",
        show_default=False,
    ),
]
"""Which projects: an option of every command that takes several."""


def _at_least_one(jobs: int | None) -> int | None:
    """Refuse what is no number of processes; a limit that Typer knows of would stand in the help as `x>=1`."""
    if jobs is not None and jobs < 1:
        raise typer.BadParameter("paling sedikit 1")
    return jobs


Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", callback=_at_least_one, metavar="N", help="Banyaknya proses; bawaan: sebanyak inti prosesor."
    ),
]
"""How many processes: an option of every command whose work can be shared out."""

_HEADINGS = {
    "Usage: ": "Pemakaian: ",
    "\nArguments:": "\nArgumen:",
    "\nOptions:": "\nOpsi:",
    "\nCommands:": "\nPerintah:",
    "Show this message and exit.": "Tampilkan bantuan ini.",
    "[required]": "[wajib]",
}


def _in_indonesian(text: str) -> str:
    for english, indonesian in _HEADINGS.items():
        text = text.replace(english, indonesian)
    return text


def program(
    *,
    version: Annotated[bool, typer.Option("--version", help="Tampilkan versi iki.")] = False,
) -> None:
    """Menyusun dokumen Indikator Kinerja Individu dari berkas YAML."""


class Group(TyperGroup):
    """The program itself, its help in Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """Return the program's help."""
        return _in_indonesian(super().get_help(ctx))


class Command(TyperCommand):
    """A command, its help in Indonesian."""

    def get_help(self, ctx: Any) -> str:
        """Return the command's help."""
        return _in_indonesian(super().get_help(ctx))


def explain(error: Exception, arguments: Sequence[str]) -> str:
    """Say in Indonesian what is wrong with the command line and where its help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else f"iki {arguments[0]}"
    return f"{_reason(error)}\nLihat '{command} --help'."


def _reason(error: Exception) -> str:
    message = str(getattr(error, "message", error))
    match type(error).__name__:
        case "NoSuchOption":
            option = str(getattr(error, "option_name", ""))
            near = nearest(option, getattr(error, "possibilities", None) or ())
            return f"Opsi '{option}' tidak ada." + (f" Maksud Anda {near}?" if near else "")
        case "MissingParameter":
            return f"Argumen {_parameter(error)} belum diberikan."
        case "BadParameter":
            name = _parameter(error)
            return f"{'Pemakaian' if name in _flags(error) else 'Nilai'} {name} salah: {_wrong(message)}."
        case "BadOptionUsage":
            return _option_usage(str(getattr(error, "option_name", "")), message)
        case _:
            return _other(message)


def _wrong(message: str) -> str:
    """Say why a value is wrong; what iki says itself is said already."""
    return "harus bilangan bulat" if "valid int" in message else message


def _parameter(error: Exception) -> str:
    hint = getattr(error, "param_hint", None)
    parameter = getattr(error, "param", None)
    if hint is None and parameter is not None:
        hint = parameter.get_error_hint(getattr(error, "ctx", None))
    return " / ".join(hint) if isinstance(hint, (list, tuple)) else str(hint or "").replace("'", "")


def _flags(error: Exception) -> Collection[str]:
    """Return the options of the command that take no value."""
    context = getattr(error, "ctx", None)
    parameters = context.command.params if context is not None else ()
    return {name for each in parameters if getattr(each, "is_flag", False) for name in each.opts}


def _option_usage(option: str, message: str) -> str:
    return f"Opsi '{option}' tidak memakai nilai." if "not take" in message else f"Opsi '{option}' perlu sebuah nilai."


def _other(message: str) -> str:
    if message.startswith("No such command"):
        name = message.split("'")[1] if "'" in message else ""
        _, _, guess = message.partition("Did you mean ")
        return f"Perintah '{name}' tidak ada." + (f" Maksud Anda {guess}" if guess else "")
    if "unexpected extra argument" in message:
        extra = message[message.index("(", message.index("argument")) :].strip("()s ")
        return f"Argumen berlebih: {extra}. Apit nama yang lebih dari satu kata dengan tanda kutip."
    if message.startswith("Missing command"):
        return "Perintahnya belum disebut."
    return f"Baris perintah tidak dapat dibaca: {message}"
