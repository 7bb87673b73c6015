"""Real git repositories for tests: made by the git that is at hand, edited and committed as people do."""

import os
import shutil
import subprocess
from pathlib import Path

GIT = shutil.which("git")
CAMAT = "data/jabatan/camat.yaml"


def git(folder: Path, *arguments: str, author: str = "Perencana", day: int = 5, check: bool = True) -> str:
    """Run git as a user would, whoever and whenever the test says; nothing of this computer's settings counts."""
    date = f"2026-01-{day:02d}T08:00:00+08:00"
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", author), ("EMAIL", "p@contoh.go.id"), ("DATE", date))
    }
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    made = subprocess.run(
        [str(GIT), *arguments], cwd=folder, env=environment, check=check, capture_output=True, text=True
    )
    return made.stdout.strip()


def commit(folder: Path, message: str = "x", *, author: str = "Perencana", day: int = 5) -> None:
    """Commit all that stands in a folder."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message, author=author, day=day)


def edit(folder: Path, old: str, new: str, name: str = CAMAT) -> None:
    """Replace what stands once in a file."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
