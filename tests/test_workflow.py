"""iki in other people's workflows: hooks, the action, the GitLab template and the problem matcher fit the program."""

import json
import os
import re
import shutil
import subprocess
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
    steps = ACTION["runs"]["steps"]
    for step in steps:
        (script,) = re.findall(r'\$GITHUB_ACTION_PATH/([\w/.]+)"', step["run"])
        assert (CHECKOUT / script).is_file()
    asked = "".join(str(steps[-1].get(key, "")) for key in ("env", "working-directory"))
    assert {f"inputs.{name}" for name in ACTION["inputs"]} == set(re.findall(r"inputs\.\w+", asked))
    assert not any("inputs." in step["run"] for step in steps), "an input is never part of a command"


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


def test_gitlab_is_given_the_reports_that_it_asks_for(office: Path, iki: Callable[..., Result]) -> None:
    (command,) = [line for line in GITLAB["script"] if "validate" in line]
    formats = re.findall(r'--format "?(?:(\w+)=\$CI_PROJECT_DIR/([\w.-]+)|(\w+))', command)
    styles = {style or alone for style, _, alone in formats}
    assert styles <= set(report.every_style())
    assert {file for _, file, _ in formats if file} == set(GITLAB["artifacts"]["reports"].values())


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
