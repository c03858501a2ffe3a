"""HTTP Request: page after page, and bodies whose names are computed."""

from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.judges.compiling import machine_of
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import imported_machine
from tests.unit.importers.n8n.test_computed import codes, imported, run, status


def paged(pagination: dict[str, Any], **more: Any) -> Import:
    options = {"pagination": {"pagination": pagination}}
    return imported("httpRequest", {"url": "https://example.com", "options": options, **more}, 4.2)


def by(name: str, value: str, **more: Any) -> dict[str, Any]:
    return {"parameters": {"parameters": [{"name": name, "value": value, **more}]}}


def pagination(done: Import) -> Any:
    steps = [each["config"] for each in done.workflow["nodes"] if each["type"] == "http_request"]
    return steps[0].get("pagination") if steps else "none"


SENT_BY_QUERY = {"parameter": "p", "in": "query"}
ALL = {"keep": "pages", "max_pages": 1000}
CURSOR = by("c", "={{ $response.body.meta.next }}")


def until(expression: str) -> dict[str, Any]:
    ends = {"paginationCompleteWhen": "other", "completeExpression": f"={{{{ {expression} }}}}"}
    return {**CURSOR, **ends}


SENT = {"sendQuery": True, "queryParameters": {"parameters": [{"name": "p", "value": "1"}]}}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (by("p", "={{ $pageCount + 1 }}"), {"mode": "page", "start": 1, "step": 1, **SENT_BY_QUERY}),
        (by("p", "={{ ($pageCount + 1) * 50 }}"), {"mode": "page", "start": 50, "step": 50, **SENT_BY_QUERY}),
        (
            by("p", "={{ $pageCount }}", type="body"),
            {"mode": "page", "start": 0, "step": 1, "parameter": "p", "in": "body"},
        ),
        (CURSOR, {"mode": "cursor", "next": "meta.next", "parameter": "c", "in": "query"}),
        (
            {"paginationMode": "responseContainsNextURL", "nextURL": "={{ $response.body.links[0].next }}"},
            {"mode": "next_url", "next": "links.0.next"},
        ),
        (
            by("c", "={{ $response.body['rows'].last().id }}"),
            {"mode": "cursor", "next": "rows.-1.id", "parameter": "c", "in": "query"},
        ),
        (
            by("c", "={{ $response.body.rows[$response.body.rows.length - 1].ids.first() }}"),
            {"mode": "cursor", "next": "rows.-1.ids.0", "parameter": "c", "in": "query"},
        ),
    ],
)
def test_the_ways_of_n8n_are_ways_of_ours(parameters: dict[str, Any], expected: dict[str, Any]) -> None:
    done = paged(parameters)

    assert pagination(done) == {**expected, **ALL}
    assert status(done) == "approximated"
    assert (done.expressions.total, done.expressions.translated) == (1, 1)


def test_a_number_goes_on_from_what_is_sent_first() -> None:
    found = pagination(paged(by("p", "={{ $request.qs.p + 1 }}"), **SENT))

    assert (found["start"], found["step"]) == (2, 1)


@pytest.mark.parametrize(
    ("expression", "end"),
    [
        ("!$response.body.meta.next", {}),
        ("$response.body.meta.next === null || $response.statusCode >= 400", {}),
        ("$response.body.isEmpty()", {}),
        ("!$response.body.has_more", {"more": "has_more"}),
        ("$response.body.has_more == false", {"more": "has_more"}),
        ("$response.body.rows.length === 0", {"more": "rows"}),
        ("$response.body.next === undefined", {"more": "next"}),
        ("$response.body.more !== true", {"more": "more"}),
        ("!('next' in $response.body.links)", {"more": "links.next"}),
    ],
)
def test_pages_end_where_n8n_says(expression: str, end: dict[str, str]) -> None:
    found = pagination(paged(until(expression)))

    assert {key: value for key, value in found.items() if key == "more"} == end


SIZED = {"sendQuery": True, "queryParameters": {"parameters": [{"name": "per_page", "value": "=50"}]}}


@pytest.mark.parametrize(
    ("expression", "items"),
    [
        ("$response.body.rows.length < 50", {"items": "rows"}),
        ("(50 > $response.body.length)", {}),
    ],
)
def test_a_page_with_fewer_items_than_asked_for_is_the_last(expression: str, items: dict[str, str]) -> None:
    counted = {**until(expression), **by("p", "={{ $pageCount + 1 }}")}
    done = paged(counted, **SIZED)
    sized = {"size": 50, "size_parameter": "per_page", **items}
    assert pagination(done) == {"mode": "page", "start": 1, "step": 1, **SENT_BY_QUERY, **ALL, **sized}
    assert status(paged(counted)) == "unsupported"  # nobody says how many there are on a page
    assert status(paged({**until(expression)}, **SIZED)) == "unsupported"


@pytest.mark.parametrize(
    "parameters",
    [
        {"paginationMode": "field_7"},
        {"parameters": {"parameters": []}},
        by("", "={{ $pageCount }}"),
        by("p", "={{ $pageCount }}", type="headers"),
        by("p", "={{ $pageCount * $pageCount }}"),
        by("p", "={{ $pageCount + $json.n }}"),
        by("p", "={{ 5 }}"),
        by("p", "={{ $response.body }}"),
        by("p", "x"),
        by("p", "={{ ( }}"),
        {**CURSOR, "paginationCompleteWhen": "receiveSpecificStatusCodes"},
        {
            **CURSOR,
            "paginationCompleteWhen": "receiveSpecificStatusCodes",
            "statusCodesWhenComplete": "204,404",
        },
        by("p", "={{ $response.body.a['b.c'] }}"),
        by("p", "={{ $response.body.a[$response.body.b.length - 1] }}"),
        until("!('a.b' in $response.body)"),
        until("!('a' in $json)"),
        until("$pageCount > 3"),
        until("!$response.body.a || !$response.body.b"),
        until("!$json.a || $json.b"),
        until("!$json.a"),
    ],
)
def test_other_pages_are_unsupported(parameters: dict[str, Any]) -> None:
    assert status(paged(parameters)) == "unsupported"


def test_a_mode_that_n8n_does_not_have_is_told_by_its_address() -> None:
    done = paged({"paginationMode": "field_7", "nextURL": "={{ $response.body.next }}"})

    assert pagination(done) == {"mode": "next_url", "next": "next", **ALL}
    assert "operation-inferred" in codes(done)


def test_no_pages_are_one() -> None:
    assert pagination(paged({"paginationMode": "off"})) is None


def test_a_limit_is_kept() -> None:
    found = pagination(paged({**CURSOR, "limitPagesFetched": True, "maxRequests": 3}))

    assert found["max_pages"] == 3


def test_a_computed_limit_is_kept_within_what_there_is() -> None:
    paging = paged({**CURSOR, "limitPagesFetched": True, "maxRequests": "={{ $json.most }}"})
    mosts: list[object] = [2, "1.5", None, 0, -4, 5000]
    services = Services(answers=[[]] * len(mosts))

    simulate(imported_machine(paging), [{"most": most} for most in mosts], services)

    asked = [each["pagination"]["max_pages"] for each in services.requests]
    assert asked == [2, 2, 1000, 1000, 1, 1000]


def test_a_body_as_it_is_has_its_type_beside_a_computed_header() -> None:
    named = [{"name": "content-type", "value": "={{ $json.h }}"}, {"name": "x", "value": "={{ $json.h }}"}]
    raw = {"contentType": "raw", "rawContentType": "text/x", "body": "b", "sendBody": True}
    given = {"method": "POST", "sendHeaders": True, "headerParameters": {"parameters": named}, **raw}
    sent = Services(answers=[{}])

    simulate(
        imported_machine(imported("httpRequest", {"url": "https://example.com", **given}, 4.2)),
        [{"h": "v"}],
        sent,
    )

    assert sent.requests[0]["headers"] == {"x": "v", "Content-Type": "text/x"}


def test_pages_end_at_a_status() -> None:
    ends = {"paginationCompleteWhen": "receiveSpecificStatusCodes", "statusCodesWhenComplete": "404, 410"}

    assert pagination(paged({**CURSOR, **ends}))["end_statuses"] == [404, 410]


def test_what_does_not_vary_is_sent_with_every_page() -> None:
    rows = [{"name": "c", "value": "={{ $response.body.next }}"}, {"name": "form", "value": "json"}]
    step = paged({"parameters": {"parameters": rows}}, **SENT).workflow["nodes"][-1]["config"]

    assert (step["query"], step["pagination"]["parameter"]) == ({"p": "1", "form": "json"}, "c")


def test_each_page_gives_items_as_an_answer_does() -> None:
    output = run(paged(CURSOR), [{}], [[{"rows": [1]}, [{"a": 1}, {"a": 2}], {"rows": []}]])

    assert output == [{"rows": [1]}, {"a": 1}, {"a": 2}, {"rows": []}]


@pytest.mark.parametrize(
    ("version", "more", "body"),
    [
        (4.2, {}, {"a": {"b": 1}, "k x": "v"}),
        (3, {}, {"a.b": 1, "k x": "v"}),
        (4.2, {"contentType": "form-urlencoded"}, {"a.b": 1, "k x": "v"}),
    ],
)
def test_a_body_of_names_that_are_paths_or_computed(
    version: float, more: dict[str, Any], body: dict[str, Any]
) -> None:
    rows = [{"name": "a.b", "value": "={{ $json.n }}"}, {"name": "=k {{ $json.k }}", "value": "v"}]
    sent = {"method": "POST", "sendBody": True, "bodyParameters": {"parameters": rows}, **more}
    done = imported("httpRequest", {"url": "https://example.com", **sent}, version)
    services = Services(answers=[{}])
    compiled = compile_workflow(done.workflow)
    assert isinstance(compiled, CompiledWorkflow)

    simulate(machine_of(compiled), [{"n": 1, "k": "x"}], services)

    assert services.requests[0]["body"] == body


def test_a_method_may_be_computed_and_certificates_are_told() -> None:
    options = {"allowUnauthorizedCerts": True}
    done = imported(
        "httpRequest", {"url": "https://e.x", "method": "={{ $json.m }}", "options": options}, 4.2
    )
    services = Services(answers=[{}])
    compiled = compile_workflow(done.workflow)
    assert isinstance(compiled, CompiledWorkflow)

    simulate(machine_of(compiled), [{"m": "PUT"}], services)

    assert services.requests[0]["method"] == "PUT"
    assert status(done) == "approximated"


@pytest.mark.parametrize(("form", "expected"), [("json", "approximated"), ("text", "exact")])
def test_a_request_that_is_tried_again_is_told(form: str, expected: str) -> None:
    """n8n tries it again where the first item has an `error`, which a text in a field is not."""
    options = {"response": {"response": {"responseFormat": form}}}

    done = imported("httpRequest", {"url": "https://e.com", "options": options}, 4.2, retryOnFail=True)

    assert status(done) == expected
