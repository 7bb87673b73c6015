"""The report for CI servers: JUnit's XML, a test for each file and one for each finding that lets the run fail."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from iki.characters import printable
from iki.diagnostics import Diagnostic
from iki.report import Outcome, closing_line


def render(outcome: Outcome) -> str:
    """Return one suite; findings that fail nothing are what the test of their file puts out."""
    by_file: dict[str, list[Diagnostic]] = {name: [] for name in sorted(outcome.names)}
    for each in outcome.diagnostics:
        by_file.setdefault(each.location.path, []).append(each)
    failing = sum(each.level in outcome.failing for each in outcome.diagnostics)
    counts = {"tests": str(len(by_file) + failing), "failures": str(failing), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "iki", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "iki validate", **counts, "skipped": "0"})
    for name, findings in by_file.items():
        _add_file(suite, f"{outcome.prefix}{name}", findings, outcome)
    ET.SubElement(suite, "system-out").text = closing_line(outcome)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _add_file(suite: ET.Element, name: str, findings: Sequence[Diagnostic], outcome: Outcome) -> None:
    told = [each for each in findings if each.level not in outcome.failing]
    test = ET.SubElement(suite, "testcase", {"classname": printable(name), "name": "diperiksa", "time": "0"})
    if told:
        ET.SubElement(test, "system-out").text = "\n".join(map(_said, told))
    for each in (each for each in findings if each.level in outcome.failing):
        place = f"{each.location.line}:{each.location.column} {each.rule}"
        test = ET.SubElement(suite, "testcase", {"classname": printable(name), "name": place, "time": "0"})
        failure = ET.SubElement(test, "failure", {"message": printable(each.message), "type": each.rule})
        failure.text = _said(each)


def _said(each: Diagnostic) -> str:
    where = f"{printable(each.location.path)}:{each.location.line}:{each.location.column}"
    hint = f" Saran: {printable(each.hint)}" if each.hint else ""
    return f"{where}: {each.level}: {printable(each.message)} [{each.rule}]{hint}"
