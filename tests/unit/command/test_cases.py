"""Cases run workflows in virtual time, and say what is not as expected."""

from pathlib import Path
from typing import Any, Final

import pytest

from exeoflow.command.cases.command import check_file
from exeoflow.command.cases.judging import Verdict
from exeoflow.command.cases.report import write_junit

WORKFLOW = """\
name: Orders
nodes:
  - {id: start, type: trigger}
  - id: fetch
    type: http_request
    config: {url: "https://example.com/{{ $trigger.id }}"}
    retry: {max_attempts: 2, interval: 60, errors: [Http.Status503]}
    on_error: branch
  - {id: pause, type: wait, config: {seconds: 86400}}
  - {id: big, type: condition, config: {expression: "$nodes.fetch.body.total > 100"}}
  - {id: review, type: set, config: {values: {decision: review}}}
  - {id: accept, type: set, config: {values: {decision: accept}}}
  - {id: sorry, type: set, config: {values: {decision: sorry}}}
connections:
  - {source: start, target: fetch}
  - {source: fetch, target: pause}
  - {source: pause, target: big}
  - {source: big, target: review, source_handle: "true"}
  - {source: big, target: accept, source_handle: "false"}
  - {source: fetch, target: sorry, source_handle: error}
"""
ANSWER = "{output: {status: 200, headers: {}, body: {total: 250}}}"


def verdicts(folder: Path, cases: str) -> list[Verdict]:
    (folder / "orders.yaml").write_text(WORKFLOW, encoding="utf-8")
    path = folder / "orders.cases.yaml"
    path.write_text(f"cases:\n{cases}", encoding="utf-8")
    tested = check_file(path)
    assert tested.faults == ()
    return list(tested.verdicts)


def faults(folder: Path, cases: str) -> list[Any]:
    (folder / "orders.yaml").write_text(WORKFLOW, encoding="utf-8")
    path = folder / "orders.cases.yaml"
    path.write_text(cases, encoding="utf-8")
    return [(fault.rule, fault.line) for fault in check_file(path).faults]


def test_a_case_passes_where_all_is_as_expected(tmp_path: Path) -> None:
    case = f"""\
  - name: a big one
    input: {{id: 7}}
    mocks: {{fetch: {ANSWER}}}
    expect:
      output: {{decision: review}}
      steps: [fetch, pause, big, review]
      calls: {{fetch: [{{url: "https://example.com/7"}}]}}
"""
    (verdict,) = verdicts(tmp_path, case)
    assert verdict.differences == ()


def test_a_retry_is_answered_by_the_next_mock(tmp_path: Path) -> None:
    case = f"""\
  - name: second time
    input: {{id: 7}}
    mocks: {{fetch: [{{error: {{code: Http.Status503}}}}, {ANSWER}]}}
    expect: {{output: {{decision: review}}, calls: {{fetch: [{{}}, {{}}]}}}}
  - name: three times
    input: {{id: 7}}
    mocks: {{fetch: {{error: {{code: Http.Status503, message: no}}, after: 3}}}}
    expect: {{output: {{decision: sorry}}, steps: [fetch, sorry]}}
"""
    assert [verdict.differences for verdict in verdicts(tmp_path, case)] == [(), ()]


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        (
            "{output: {decision: accept}}",
            'output: expected {"decision": "accept"}, was {"decision": "review"}',
        ),
        ("{output: null}", 'output: expected null, was {"decision": "review"}'),
        ("{status: failed}", "status: expected failed, was success"),
        ("{steps: [fetch, review]}", "steps: expected fetch > review, were fetch > pause > big > review"),
        ("{calls: {fetch: []}}", "calls.fetch: expected 0 calls, were 1"),
        ("{calls: {fetch: [{method: PUT}]}}", 'calls.fetch[0]: expected {"method": "PUT"}, was '),
    ],
)
def test_a_difference_is_told(tmp_path: Path, expect: str, says: str) -> None:
    case = f"  - name: a\n    input: {{id: 7}}\n    mocks: {{fetch: {ANSWER}}}\n    expect: {expect}\n"
    (verdict,) = verdicts(tmp_path, case)
    assert [line.startswith(says) for line in verdict.differences] == [True]


def test_a_call_without_a_mock_fails_and_says_so(tmp_path: Path) -> None:
    case = "  - name: a\n    input: {id: 7}\n    expect: {status: failed, error: {node: fetch}}\n"
    workflow = WORKFLOW.replace("    on_error: branch\n", "").replace(
        "  - {source: fetch, target: sorry, source_handle: error}\n", ""
    )
    (tmp_path / "plain.yaml").write_text(workflow, encoding="utf-8")
    (tmp_path / "plain.cases.yaml").write_text(f"cases:\n{case}", encoding="utf-8")
    (verdict,) = check_file(tmp_path / "plain.cases.yaml").verdicts
    assert verdict.differences == ()
    (tmp_path / "plain.cases.yaml").write_text("cases:\n  - {name: b, input: {id: 1}}\n", encoding="utf-8")
    (verdict,) = check_file(tmp_path / "plain.cases.yaml").verdicts
    assert "Case.NotMocked" in verdict.differences[0]


def test_handles_that_no_case_takes_are_told(tmp_path: Path) -> None:
    (tmp_path / "orders.yaml").write_text(WORKFLOW, encoding="utf-8")
    path = tmp_path / "orders.cases.yaml"
    case = f"  - name: a\n    input: {{id: 7}}\n    mocks: {{fetch: {ANSWER}}}\n"
    path.write_text(f"cases:\n{case}", encoding="utf-8")
    coverage = check_file(path).coverage
    assert coverage is not None
    assert (coverage.handles, coverage.missed) == (5, ("big.false", "fetch.error"))


def test_faults_of_a_file_of_cases_have_their_line(tmp_path: Path) -> None:
    assert faults(tmp_path, "cases:\n  - name: a\n    inptu: {}\n") == [("case-malformed", 3)]
    assert faults(tmp_path, "cases:\n  - name: a\n    mocks:\n      fetsch: {}\n") == [
        ("case-node-unknown", 4)
    ]
    assert faults(tmp_path, "cases: [\n") == [("file-unreadable", 2)]
    assert faults(tmp_path, "workflow: other.yaml\ncases:\n  - name: a\n") == [("file-unreadable", 1)]


def test_a_workflow_that_waits_for_ever_is_told(tmp_path: Path) -> None:
    workflow = "name: A\nnodes:\n  - {id: s, type: trigger}\n  - {id: w, type: wait, config: {call: true}}\n"
    (tmp_path / "a.yaml").write_text(
        f"{workflow}connections:\n  - {{source: s, target: w}}\n", encoding="utf-8"
    )
    (tmp_path / "a.cases.yaml").write_text(
        "cases:\n  - name: a\n    mocks: {w: {output: {ok: true}, after: 5}}\n"
        "    expect: {output: {ok: true}}\n",
        encoding="utf-8",
    )
    tested = check_file(tmp_path / "a.cases.yaml")
    assert [verdict.differences for verdict in tested.verdicts] == [()], tested.faults


def test_a_report_is_what_other_tools_read(tmp_path: Path) -> None:
    path = tmp_path / "out" / "junit.xml"
    write_junit(path, [Verdict("A", "b", ("output: <no>",), 0.5, ()), Verdict("A", "c", (), 0.1, ())])
    text = path.read_text(encoding="utf-8")
    assert '<testsuite name="A" tests="2" failures="1">' in text
    assert '<failure message="output: &lt;no&gt;">' in text


ROWS: Final = """\
nodes:
  - {id: start, type: trigger}
  - {id: rows, type: parse, config: {format: csv, text: "{{ $input.text }}"}}
connections: [{source: start, target: rows}]
"""
_FILE: Final = "{'exeoflow:file': exec_1/file_1, size: 1, content_type: text/csv}"
CASES_OF_ROWS: Final = f"""\
cases:
  - name: text
    input: {{text: "n\\n1"}}
    expect: {{output: [{{n: "1"}}]}}
  - name: faulty
    input: {{text: 1}}
    expect: {{status: failed, error: {{node: rows, code: Data.Invalid}}}}
  - name: file
    input: {{text: {_FILE}}}
    mocks: {{rows: {{output: [{{n: "2"}}]}}}}
    expect: {{output: [{{n: "2"}}]}}
  - name: forgotten
    input: {{text: {_FILE}}}
    expect: {{status: failed, error: {{code: Case.NotMocked}}}}
"""


def test_what_lies_in_a_file_is_mocked_and_all_else_is_read(tmp_path: Path) -> None:
    (tmp_path / "rows.yaml").write_text(ROWS, encoding="utf-8")
    (tmp_path / "rows.cases.yaml").write_text(CASES_OF_ROWS, encoding="utf-8")

    told = [each.differences for each in check_file(tmp_path / "rows.cases.yaml").verdicts]

    assert told == [(), (), (), ()]


def test_code_over_files_is_mocked_by_what_it_returns(tmp_path: Path) -> None:
    workflow = """\
nodes:
  - {id: start, type: trigger}
  - {id: sums, type: code, config: {source: return $input, files: contents}}
connections: [{source: start, target: sums}]
"""
    cases = """\
cases:
  - name: returns
    input: {rows: 1}
    mocks: {sums: {output: {total: 3}}}
    expect: {output: {total: 3}, calls: {sums: [{input: {rows: 1}}]}}
  - name: fails
    input: {rows: 1}
    mocks: {sums: {error: {code: File.NotFound}}}
    expect: {status: failed, error: {node: sums, code: File.NotFound}}
"""
    (tmp_path / "sums.yaml").write_text(workflow, encoding="utf-8")
    (tmp_path / "sums.cases.yaml").write_text(cases, encoding="utf-8")

    assert [each.differences for each in check_file(tmp_path / "sums.cases.yaml").verdicts] == [(), ()]
