"""The outcome of cases as JUnit has it: https://github.com/testmoapp/junitxml."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from exeoflow.command.cases.judging import Verdict


def write_junit(path: Path, verdicts: Sequence[Verdict]) -> None:
    """Write one suite per workflow, one test per case."""
    root = Element("testsuites", name="exeoflow")
    for workflow in dict.fromkeys(verdict.workflow for verdict in verdicts):
        of = [verdict for verdict in verdicts if verdict.workflow == workflow]
        failures = sum(not verdict.passed for verdict in of)
        suite = SubElement(root, "testsuite", name=workflow, tests=str(len(of)), failures=str(failures))
        for verdict in of:
            _add(suite, verdict)
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _add(suite: Element, verdict: Verdict) -> None:
    test = SubElement(
        suite, "testcase", classname=verdict.workflow, name=verdict.case, time=f"{verdict.seconds:.3f}"
    )
    if not verdict.passed:
        failure = SubElement(test, "failure", message=verdict.differences[0])
        failure.text = "\n".join(verdict.differences)
