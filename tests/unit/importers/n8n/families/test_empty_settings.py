"""Settings that an export leaves out or that are empty: the node does or fails as n8n's does."""

import re
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.prelude import with_functions
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.unit.importers.n8n.families.files.test_files import base
from tests.unit.importers.n8n.families.files.test_files import imported as imported_nodes
from tests.unit.importers.n8n.test_computed import codes, imported, run, status

ITEMS: list[Any] = [{"a": [1, 2]}, {"a": 3}]


@pytest.mark.parametrize(
    ("kind", "parameters", "version"),
    [
        ("code", {}, 2),
        ("code", {"jsCode": "", "mode": "runOnceForEachItem"}, 2),
        ("function", {"functionCode": ""}, 1),
        ("aggregate", {"fieldsToAggregate": {}}, 1),
        ("sort", {}, 1),
        ("summarize", {}, 1.1),
        ("summarize", {"fieldsToSummarize": {"values": []}, "fieldsToSplitBy": "a"}, 1),
    ],
)
def test_what_n8n_does_not_run_without_fails_and_is_told(
    kind: str, parameters: dict[str, Any], version: float
) -> None:
    done = imported(kind, parameters, version)

    assert "setting-empty" in codes(done)
    with pytest.raises(AssertionError, match="could not be evaluated"):
        run(done, ITEMS)


@pytest.mark.parametrize(
    ("kind", "version", "expected"),
    [
        ("aggregate", 1, [{}]),
        ("splitOut", 1, []),
        ("function", 1, [{"a": [1, 2], "myNewField": 1}, {"a": 3, "myNewField": 1}]),
        ("functionItem", 1, [{"a": [1, 2], "myNewField": 1}, {"a": 3, "myNewField": 1}]),
    ],
)
def test_what_is_left_out_is_what_n8n_takes_it_for(kind: str, version: float, expected: list[Any]) -> None:
    done = imported(kind, {}, version)

    assert run(done, ITEMS) == expected
    assert status(done) == "exact"


@pytest.mark.parametrize("operation", ["aggregateItems", "splitOutItems", "summarize"])
def test_the_older_node_is_not_guessed_at(operation: str) -> None:
    assert status(imported("itemLists", {"operation": operation}, 2)) == "unsupported"


def test_empty_code_whose_failures_leave_elsewhere_has_no_counterpart() -> None:
    node = base("it", "code", {}, 2) | {"onError": "continueErrorOutput"}

    assert codes(imported_nodes(node)) == {"failure-unsupported"}


def test_a_merge_by_no_fields_fails() -> None:
    merged = {"mode": "combine", "fieldsToMatchString": ""}

    assert "setting-empty" in codes(imported("merge", merged, 3))
    assert "setting-unsupported" in codes(imported("merge", {**merged, "advanced": True}, 3))


@pytest.mark.parametrize(
    ("written", "url", "expected"),
    [
        ("http:///a/b c", "http://a/b%20c", set()),
        ("https://a\n.example.com\t", "https://a.example.com", set()),
        ("http://", None, {"setting-empty"}),
        ("https:// a?b", None, {"setting-empty"}),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(written: str, url: str | None, expected: set[str]) -> None:
    done = imported("httpRequest", {"url": written}, 4.2)

    requests = [each["config"] for each in done.workflow["nodes"] if each["type"] == "http_request"]
    assert codes(done) == expected
    assert isinstance(compile_workflow(done.workflow), CompiledWorkflow)
    assert url is None or requests[0]["url"] == url


@pytest.mark.parametrize(
    "written", ["example.com", "http:/example.com", "={{ 'ftp://' + $json.a }}", "={{ $json.b }}"]
)
def test_a_request_to_what_is_no_address_fails(written: str) -> None:
    done = imported("httpRequest", {"url": written}, 4.2)

    with pytest.raises(AssertionError, match="could not be evaluated"):
        run(done, [{"a": 3}])


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ('"ftp://a"', 'Invalid URL: ftp://a. URL must start with "http" or "https".'),
        ("3", "URL parameter must be a string, got number"),
        ('["http://a.example.com"]', "URL parameter must be a string, got object"),
        ("null", "URL parameter must be a string, got null"),
        ("{}.none", "URL parameter must be a string, got undefined"),
        ('" "', "URL parameter cannot be empty"),
    ],
)
def test_what_is_no_address_is_said_as_in_n8n(value: str, why: str) -> None:
    with pytest.raises(EvaluationError, match=re.escape(why)):
        evaluate(with_functions(f"$n8_address({value})"), {})


def test_an_address_has_no_blanks_around_it() -> None:
    address = evaluate(with_functions("$n8_address($v)"), {"v": " http://a.example.com/b c\n"})

    assert address == "http://a.example.com/b c"
