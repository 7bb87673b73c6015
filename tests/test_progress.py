"""The line that says how far long work is: there for whoever waits at a terminal, and never in anybody's way."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import POSITION, Result

from iki.progress import NONE, Progress

AT_ONCE = "import iki.progress as p; p._PATIENCE = p._PAUSE = 0; import iki.app; iki.app.main()"
LOWER = POSITION.replace("jabatan: Camat Bontang Barat", "jabatan: Lurah").replace("atasan:", "atasan: camat", 1)


class Clock:
    """Goes on by so much whenever somebody looks at it."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def shown(count: int, step: float) -> list[str]:
    """What was written of work of so many items."""
    terminal = io.StringIO()
    assert list(Progress(terminal, Clock(step)).over(range(count), "Menyusun", count)) == list(range(count))
    return [each for each in terminal.getvalue().split("\r") if each.strip()]


def screen(written: str) -> list[str]:
    """The lines that stand on a terminal after this was written to it, without blanks at their ends."""
    lines, column = [""], 0
    for letter in written:
        if letter == "\r":
            column = 0
        elif letter == "\n":
            lines.append("")
            column = 0
        else:
            lines[-1] = lines[-1][:column].ljust(column) + letter + lines[-1][column + 1 :]
            column += 1
    return [line.rstrip() for line in lines]


def test_short_work_shows_nothing() -> None:
    assert shown(90, 0.01) == []


def test_a_terminal_that_does_not_know_its_width_is_as_wide_as_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((0, 0)))
    monkeypatch.delenv("COLUMNS", raising=False)
    assert "Menyusun [#" in shown(500, 0.01)[-1]
    assert shown(500, 0.01)[-1].rstrip().endswith(" dari 500")


def test_whoever_waits_is_told_at_once_and_nobody_else() -> None:
    for clock, said in ((Clock(0.01), ""), (Clock(2), "iki: ada kesalahan\n")):
        terminal = io.StringIO()
        Progress(terminal, clock).note("iki: ada kesalahan")
        assert terminal.getvalue() == said
    NONE.note("iki: ada kesalahan")
    terminal = io.StringIO()
    progress = Progress(terminal, Clock(0.6))
    for number in progress.over(range(4), "Memeriksa", 4):
        if number == 3:
            progress.note("iki: ada kesalahan")
    assert screen(terminal.getvalue()) == ["iki: ada kesalahan", ""]


def test_an_error_is_named_before_the_rules_are_asked(
    office: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []

    def asked(*_: object) -> Iterator[object]:
        noted.append("rules")
        return iter(())

    monkeypatch.setattr("iki.lint.lint", asked)
    monkeypatch.setattr(Progress, "note", lambda _, said: noted.append(said))
    (office / "data" / "jabatan" / "lurah.yaml").write_text("jabatan: Lurah\ntugas: {a: b}\n", encoding="utf-8")
    assert iki("validate").code == 1
    assert noted == ["iki: ada kesalahan di data/jabatan/lurah.yaml:1; mutu masih dinilai.", "rules"]


def test_the_line_appears_after_a_second_and_is_drawn_at_most_ten_times_a_second() -> None:
    lines = shown(500, 0.01)  # five seconds
    assert 30 <= len(lines) <= 40
    assert lines[0].startswith("Menyusun [")
    assert lines[0].endswith(" dari 500")


def test_the_second_is_counted_from_the_beginning_of_the_run_not_of_its_part() -> None:
    terminal = io.StringIO()
    progress = Progress(terminal, Clock(0.01))
    list(progress.over(range(60), "Memeriksa", 60))
    list(progress.over(range(60), "Menyusun", 60))
    assert "Memeriksa" not in terminal.getvalue()
    assert "Menyusun" in terminal.getvalue()


def test_nothing_of_the_line_is_left_when_the_work_is_done_or_fails() -> None:
    terminal = io.StringIO()

    def failing() -> Iterator[int]:
        yield from range(20)
        raise OSError("disk penuh")

    progress = Progress(terminal, Clock(1))
    list(progress.over(range(20), "Memeriksa", 20))
    with pytest.raises(OSError, match="penuh"):
        list(progress.over(failing(), "Menyusun"))
    assert screen(terminal.getvalue()) == [""]


def test_a_line_that_is_printed_meanwhile_stands_whole_in_the_place_of_the_bar() -> None:
    terminal = io.StringIO()
    progress = Progress(terminal, Clock(1))
    for number in progress.over(range(3), "Menyusun", 3):
        progress.clear()
        terminal.write(f"{number}\n")
    assert screen(terminal.getvalue()) == ["0", "1", "2", ""]


@pytest.mark.parametrize("width", [9, 20, 33, 80, 200])
def test_the_line_keeps_to_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = shown(12_000, 0.01)
    assert max(map(len, lines)) < width
    assert ("dari 12.000" in lines[0]) == (width > 28)


def test_of_work_whose_length_is_not_known_only_the_number_is_shown() -> None:
    terminal = io.StringIO()
    list(Progress(terminal, Clock(0.25)).over(iter(range(10)), "Memeriksa"))
    assert "Memeriksa 4" in terminal.getvalue()


def test_where_nobody_watches_nothing_is_wrapped() -> None:
    every = iter(range(3))
    assert NONE.over(every, "Menyusun", 3) is every


def on_a_terminal(*arguments: str, term: str = "xterm") -> str:
    """All that a command wrote, its output and its errors, on a terminal of 60 columns."""
    pty = pytest.importorskip("pty", reason="a system without pseudo-terminals")
    import termios

    terminal, its_end = pty.openpty()
    termios.tcsetwinsize(its_end, (24, 60))
    environment = {**os.environ, "TERM": term}
    command = [sys.executable, "-c", AT_ONCE, *arguments]
    with subprocess.Popen(command, stdin=its_end, stdout=its_end, stderr=its_end, env=environment) as process:
        os.close(its_end)
        written = b"".join(iter(lambda: read(terminal), b""))
        os.close(terminal)
    assert process.returncode == 0
    return written.decode().replace("\r\n", "\n")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # so ends a terminal on Linux
        return b""


@pytest.fixture
def many(office: Path) -> Path:
    """An office of 150 positions: several groups of documents are written."""
    for number in range(149):
        (office / "data" / "jabatan" / f"lurah-{number}.yaml").write_text(LOWER, encoding="utf-8")
    return office


def test_on_a_terminal_a_build_shows_how_far_it_is_and_leaves_the_names_alone(
    many: Path, iki: Callable[..., Result]
) -> None:
    written = on_a_terminal("build")
    lines = [line.rstrip() for line in re.split("[\r\n]", written)]
    assert any(re.fullmatch(r"Memeriksa \[#+\.*\] \d+ dari 150", line) for line in lines)
    assert any(re.fullmatch(r"Menyusun \[#+\.*\] \d+ dari 302", line) for line in lines)
    assert max(map(len, lines)) < 60
    piped = iki("build")
    assert screen(written) == [*piped.err.splitlines(), *piped.out.splitlines(), ""]
    assert "Menyusun" not in piped.err


def test_on_a_terminal_validate_shows_how_far_it_is(many: Path) -> None:
    written = on_a_terminal("validate")
    assert re.search(r"Memeriksa \[#+\.*\] \d+ dari 150", written)
    assert re.search(r"Menilai mutu \[#+\.*\] \d+ dari 150", written)
    assert not any("[#" in line for line in screen(written))


def test_a_terminal_that_cannot_go_back_in_a_line_gets_none(many: Path) -> None:
    assert "Memeriksa" not in on_a_terminal("build", term="dumb")
