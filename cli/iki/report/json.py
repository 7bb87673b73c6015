"""The report for programs: version 1 of the JSON that the user's guide describes."""

import json

from iki.report import Outcome


def render(outcome: Outcome) -> str:
    """Return one JSON object, all ASCII, so that no text of the data can steer whatever prints it."""
    findings = [
        {
            "path": diagnostic.location.path,
            "line": diagnostic.location.line,
            "column": diagnostic.location.column,
            "level": diagnostic.level.value,
            "rule": diagnostic.rule,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        }
        for diagnostic in outcome.diagnostics
    ]
    return json.dumps({"version": 1, "diagnostics": findings}, indent=2) + "\n"
