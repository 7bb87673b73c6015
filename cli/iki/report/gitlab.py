"""The report for GitLab: the JSON of Code Quality, which a merge request shows at its lines."""

import json

from iki.characters import printable
from iki.diagnostics import Level
from iki.report import Outcome, fingerprints

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(outcome: Outcome) -> str:
    """Return a list with one object a finding, all ASCII."""
    findings = [
        {
            "description": printable(f"{each.message} {each.hint}".strip()),
            "check_name": each.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[each.level],
            "location": {"path": f"{outcome.prefix}{each.location.path}", "lines": {"begin": each.location.line}},
        }
        for each, fingerprint in zip(outcome.diagnostics, fingerprints(outcome), strict=True)
    ]
    return json.dumps(findings, indent=2) + "\n"
