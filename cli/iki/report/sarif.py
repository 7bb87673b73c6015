"""The report for code scanning: SARIF 2.1.0, in which each rule is explained too."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from iki import __version__
from iki.characters import printable
from iki.diagnostics import Diagnostic, Level
from iki.explanations import Explanation, every_explanation
from iki.report import Outcome, fingerprints

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_BY_NAME = {"kesalahan": "error", "peringatan": "warning", "catatan": "note"}


def render(outcome: Outcome) -> str:
    """Return one run of one tool, all ASCII."""
    explained = {each.name: each for each in every_explanation()}
    used = sorted({each.rule for each in outcome.diagnostics})
    numbers = {name: index for index, name in enumerate(used)}
    run = {
        "tool": {"driver": _driver([_rule(name, explained.get(name)) for name in used])},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "Folder utama repositori."}}},
        "results": [
            _result(each, numbers, fingerprint, outcome.prefix)
            for each, fingerprint in zip(outcome.diagnostics, fingerprints(outcome), strict=True)
        ],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": "iki", "version": __version__, "semanticVersion": __version__, "language": "id", "rules": rules}


def _rule(name: str, explained: Explanation | None) -> dict[str, Any]:
    if explained is None:
        return {"id": name}
    more = "\n\n".join(filter(None, (explained.what, explained.why, explained.remedy, explained.basis)))
    return {
        "id": name,
        "shortDescription": {"text": explained.what},
        "fullDescription": {"text": more},
        "help": {"text": more},
        "defaultConfiguration": {"level": _BY_NAME[explained.level]},
    }


def _result(each: Diagnostic, numbers: Mapping[str, int], fingerprint: str, prefix: str) -> dict[str, Any]:
    region = {"startLine": each.location.line, "startColumn": each.location.column}
    if each.end is not None:
        region |= {"endLine": each.end[0], "endColumn": each.end[1]}
    uri = quote(f"{prefix}{each.location.path}".encode("utf-8", "surrogatepass"))
    return {
        "ruleId": each.rule,
        "ruleIndex": numbers[each.rule],
        "level": _LEVELS[each.level],
        "message": {"text": printable(f"{each.message} {each.hint}".strip())},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"}, "region": region}}
        ],
        "partialFingerprints": {"iki/v1": fingerprint},
    }
