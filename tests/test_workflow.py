"""iki in other people's workflows: hooks, the action, the GitLab template and the problem matcher fit the program."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import CHECKOUT, Result

from iki import report
from iki.diagnostics import Diagnostic, Level, Location
from iki.report import Outcome

BASH = shutil.which("bash")
HOOKS = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
GITLAB = yaml.safe_load((CHECKOUT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["iki"]
CI_GUIDE = (CHECKOUT / "docs" / "ci.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_on_the_files_that_git_names(
    office: Path, iki: Callable[..., Result], hook: dict
) -> None:
    program, command = hook["entry"].split()
    assert program == "iki"
    assert re.search(hook["files"], "data/jabatan/camat.yaml")
    assert re.search(hook["files"], "kantor/data/jabatan/camat.yaml")
    assert not re.search(hook["files"], "data/jabatan/lama/camat.yaml")
    assert not re.search(hook["files"], "README.md")
    assert iki(command, "data/jabatan/camat.yaml").code == 0


def test_the_guide_names_every_hook_and_input() -> None:
    assert all(f"id: {hook['id']}" in CI_GUIDE for hook in HOOKS)
    assert all(f"{name}: " in CI_GUIDE for name in ACTION["inputs"])
    assert all(name in CI_GUIDE for name in GITLAB["variables"])


def test_the_action_runs_scripts_that_are_there_with_every_input() -> None:
    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    for step in steps:
        (script,) = re.findall(r'\$GITHUB_ACTION_PATH/([\w/.]+)"', step["run"])
        assert (CHECKOUT / script).is_file()
        assert step["shell"] == "bash"
    asked = "".join(str(steps[-1].get(key, "")) for key in ("env", "working-directory"))
    assert {f"inputs.{name}" for name in ACTION["inputs"]} == set(re.findall(r"inputs\.\w+", asked))
    assert not any("${{" in step["run"] for step in steps), "nothing of an input or event is part of a command"


def test_the_action_is_told_all_that_its_script_asks_for() -> None:
    """What a review reads from the environment is given by the action, or by the runner itself."""
    (review,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "tinjauan"]
    words = "".join((CHECKOUT / "ci" / name).read_text(encoding="utf-8") for name in ("review.sh", "validate.sh"))
    read = set(re.findall(r"\$\{?(IKI_[A-Z]+)", words))
    of_gitlab_or_its_own = {"IKI_CODEQUALITY", "IKI_JUNIT", "IKI_JSON"}
    assert set(review["env"]) == read - of_gitlab_or_its_own


def test_the_action_uploads_what_its_script_made() -> None:
    upload = ACTION["runs"]["steps"][-1]
    assert re.fullmatch(r"actions/upload-artifact@[0-9a-f]{40}", upload["uses"]), "a tag may be moved"
    assert upload["if"].startswith("always()"), "also where findings fail the job"
    outputs = set(re.findall(r"outputs\.(\w+)", str(upload)))
    script = (CHECKOUT / "ci" / "review.sh").read_text(encoding="utf-8")
    assert all(f"{name}=%s" in script for name in outputs)


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="bash is not installed")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["validate", "--format", "github"]),
        ({"IKI_STRICT": "true"}, ["validate", "--format", "github", "--strict"]),
        (
            {"IKI_STRICT": "True", "IKI_ARGUMENTS": "--ignore a\n--ignore b\n"},
            ["validate", "--format", "github", "--strict", "--ignore", "a", "--ignore", "b"],
        ),
        ({"IKI_SINCE": "-x y"}, ["validate", "--format", "github", "--since=-x y"]),
        ({"IKI_SARIF": "a b.sarif"}, ["validate", "--format", "github", "--format", "sarif=a b.sarif"]),
        (
            {"IKI_ARGUMENTS": "--ignore singkatan; touch $(echo jahat) *"},
            ["validate", "--format", "github", "--ignore", "singkatan;", "touch", "$(echo", "jahat)", "*"],
        ),
    ],
)
def test_the_action_passes_its_inputs_as_words_and_runs_none_of_them(
    tmp_path: Path, given: dict[str, str], expected: list[str]
) -> None:
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "iki"
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n', encoding="utf-8")
    fake.chmod(0o755)
    script = CHECKOUT / "ci" / "validate.sh"
    ran = subprocess.run(
        ["bash", script, tmp_path, "github"],
        cwd=tmp_path,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines() == expected
    assert ran.returncode == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bin"]


def test_gitlab_is_given_the_reports_that_it_asks_for() -> None:
    written = {value for name, value in GITLAB["variables"].items() if name in {"IKI_CODEQUALITY", "IKI_JUNIT"}}
    reports = {f"$CI_PROJECT_DIR/{file}" for file in GITLAB["artifacts"]["reports"].values()}
    assert written == reports
    script = (CHECKOUT / "ci" / "validate.sh").read_text(encoding="utf-8")
    assert set(re.findall(r'--format "(\w+)=', script)) <= set(report.every_style())


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="bash is not installed")
def test_gitlab_finds_the_scripts_of_the_iki_that_it_installed(tmp_path: Path) -> None:
    (found,) = [line for line in GITLAB["script"] if line.startswith("scripts=")]
    assert GITLAB["script"][0].startswith("venv=$(mktemp -d)/"), "nothing that a branch brings along is run"
    assert "CI_PROJECT_DIR" not in "".join(GITLAB["script"])
    installed = tmp_path / "installed" / "iki"
    shutil.copytree(CHECKOUT / "ci", installed / "builtin" / "ci")
    (installed / "__init__.py").touch()
    python = tmp_path / "bin" / "python"
    python.parent.mkdir(parents=True)
    there = f"import sys; sys.path.insert(0, '{installed.parent}'); exec(sys.argv[1])"
    python.write_text(
        f'#!/bin/sh\n[ "$1 $2" = "-I -c" ] && exec "{sys.executable}" -I -c "{there}" "$3"\n', encoding="utf-8"
    )
    python.chmod(0o755)
    ran = subprocess.run(
        ["bash", "-euc", f'{found}; ls "$scripts"'],
        env={**os.environ, "venv": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {"review.sh", "validate.sh", "comment.py", "requirements.txt"} <= set(ran.stdout.split())
    assert '"ci" = "iki/builtin/ci"' in (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["render", "coloured"])
def test_the_problem_matcher_reads_the_text_report(name: str) -> None:
    from iki.report import text

    matcher = json.loads((CHECKOUT / "ci" / "problem-matcher.json").read_text(encoding="utf-8"))
    (pattern,) = matcher["problemMatcher"][0]["pattern"]
    finding = Diagnostic(
        Location("data/jabatan/camat.yaml", 3, 5), Level.WARNING, "sel-kosong", "Tugas: [kosong].", "Isi."
    )
    told = getattr(text, name)(Outcome((finding,), 1)).splitlines()
    found = [each for each in (re.search(pattern["regexp"], line) for line in told) if each]
    assert [each.groups() for each in found] == [
        ("data/jabatan/camat.yaml", "3", "5", "warning", "Tugas: [kosong].", "sel-kosong")
    ]


def test_the_matcher_of_the_guide_reads_it_too() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", CI_GUIDE, re.DOTALL)
    pattern = json.loads(block)["tasks"][0]["problemMatcher"]["pattern"]["regexp"]
    assert re.search(pattern, "iki.yaml:1:1: error: Kunci 'x' tidak dikenal di sini. [kunci-tidak-dikenal]")
    assert not re.search(pattern, "  | tugas: kosong [x]")
