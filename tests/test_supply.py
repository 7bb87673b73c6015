"""What CI installs is what `pyproject.toml` asks for, each file by its hash; what is passed on says what is in it."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions

import pytest
from conftest import CHECKOUT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
OF_USERS, OF_DEVELOPERS = ((CHECKOUT / name / "requirements.txt").read_text(encoding="utf-8") for name in ("ci", ".ci"))
ENTRY = re.compile(
    r"^([a-z0-9-]+)==([^\s;]+)(?: ; [^\\\n]+?)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def versions(locked: str) -> dict[str, str]:
    return {name: version for name, version, _ in ENTRY.findall(locked)}


def asked(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for, and what builds iki; an extra may ask for others of iki's."""
    optional = PROJECT["project"]["optional-dependencies"]
    every = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
    found = [Requirement(each) for each in (*every, *(each for extra in extras for each in optional[extra]))]
    others = {extra for each in found if each.name == "iki" for extra in each.extras} - set(extras)
    return asked(*extras, *others) if others else [each for each in found if each.name != "iki"]


@pytest.mark.parametrize(("locked", "extras"), [(OF_USERS, ("xlsx",)), (OF_DEVELOPERS, ("dev",))])
def test_what_is_locked_holds_all_that_is_asked_for_within_its_bounds(locked: str, extras: tuple[str, ...]) -> None:
    found = versions(locked)
    for requirement in asked(*extras):
        assert requirement.specifier.contains(found[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("locked", [OF_USERS, OF_DEVELOPERS])
def test_what_is_locked_holds_what_its_packages_ask_for(locked: str) -> None:
    found = versions(locked)
    here = {canonicalize_name(each.name): each for each in distributions()}
    for name in (name for name, version in found.items() if name in here and here[name].version == version):
        for requirement in map(Requirement, here[name].requires or ()):
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                assert canonicalize_name(requirement.name) in found, (name, requirement)


@pytest.mark.parametrize("locked", [OF_USERS, OF_DEVELOPERS])
def test_every_line_of_what_is_locked_is_a_version_a_hash_or_a_remark_and_no_place(locked: str) -> None:
    rest = ENTRY.sub("", locked).splitlines()
    assert all(re.fullmatch("    # via [a-z0-9, -]+", line) for line in rest[1:]), rest
    assert rest[0] == "# Made by .ci/lock from pyproject.toml; do not edit."
    assert "/" not in locked.replace(".ci/lock", "")


def test_both_locks_agree() -> None:
    assert versions(OF_USERS).items() <= versions(OF_DEVELOPERS).items()


def test_every_dependency_of_users_is_bounded_above() -> None:
    for requirement in map(Requirement, PROJECT["project"]["dependencies"]):
        assert "<" in str(requirement.specifier), requirement
    assert len(PROJECT["project"]["dependencies"]) == 7


def test_the_list_of_ingredients_is_that_of_what_is_locked() -> None:
    made = subprocess.run([sys.executable, CHECKOUT / ".ci" / "sbom.py"], check=True, capture_output=True).stdout
    stored = (CHECKOUT / "ci" / "sbom.cdx.json").read_bytes()
    assert json.loads(made) == json.loads(stored), "run .ci/lock"
    names = {each["name"] for each in json.loads(stored)["components"]}
    wanted = {canonicalize_name(Requirement(each).name) for each in PROJECT["project"]["dependencies"]}
    assert wanted < names
    assert "hatchling" not in names


def test_actions_of_others_are_pinned_to_a_commit() -> None:
    action = (CHECKOUT / "action.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", action)
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", each) for each in used), used
