"""Tells, as CycloneDX, of what an iki is made that was installed by ci/requirements.txt."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parents[1]
_LOCKED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<only>[^\\\n]+?))? \\\n"
    r"(?:    --hash=\S+(?: \\)?\n)+    # via (?P<asked_by>.+)$",
    re.MULTILINE,
)


def main() -> None:
    """Print it: every package that iki asks for, or one of its packages; not what only builds iki."""
    content = (HERE / "ci" / "requirements.txt").read_text(encoding="utf-8")
    locked = {found["name"]: found for found in _LOCKED.finditer(content)}
    asked_by = {name: set(found["asked_by"].split(", ")) for name, found in locked.items()}
    inside = {"iki"}
    while found := {name for name, others in asked_by.items() if name not in inside and others & inside}:
        inside |= found
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "iki", "name": "iki"}},
        "components": [_component(locked[name]) for name in sorted(inside - {"iki"})],
        "dependencies": [
            {"ref": _reference(locked, name), "dependsOn": list(_asked(locked, asked_by, name))}
            for name in sorted(inside)
        ],
    }
    print(json.dumps(made, indent=1))


def _component(locked: re.Match[str]) -> dict[str, object]:
    name, version = locked["name"], locked["version"]
    where = {"properties": [{"name": "iki:only-where", "value": locked["only"]}]} if locked["only"] else {}
    known = {"bom-ref": f"{name}@{version}", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}"}
    return {"type": "library", **known, **where}


def _reference(locked: dict[str, re.Match[str]], name: str) -> str:
    return f"{name}@{locked[name]['version']}" if name in locked else name


def _asked(locked: dict[str, re.Match[str]], asked_by: dict[str, set[str]], name: str) -> Iterator[str]:
    """Yield what a package asks for."""
    return (_reference(locked, other) for other, others in sorted(asked_by.items()) if name in others)


if __name__ == "__main__":
    main()
