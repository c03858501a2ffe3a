"""Airtable: fields of records, by the node's versions, and records that are found by their columns."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran

TABLE = {"base": {"__rl": True, "value": "b"}, "table": {"__rl": True, "value": "t"}}
OLD = {"application": "b", "table": "t"}
ITEM = {"id": "r1", "a": 1, "n": "x"}
RECORD = {"id": "r1", "createdTime": "T", "fields": {"a": 1}}


def sent(parameters: dict[str, Any], version: float, *answers: Any) -> tuple[Any, list[Any]]:
    node = base("call", "airtable", parameters) | {"typeVersion": version}
    return ran(imported(node), [ITEM], list(answers))


@pytest.mark.parametrize(
    ("version", "parameters", "fields"),
    [
        (1, {**OLD, "operation": "append"}, {"a": 1, "n": "x"}),
        (1, {**OLD, "operation": "append", "addAllFields": False, "fields": ["n", "none"]}, {"n": "x"}),
        (1, {**OLD, "operation": "update", "id": "r1", "options": {"ignoreFields": "n"}}, {"a": 1}),
        (1, {**OLD, "operation": "update", "id": "r1", "updateAllFields": False, "fields": ["a"]}, {"a": 1}),
        (2.1, {**TABLE, "operation": "create", "columns": {"value": {"id": "k", "b": "={{ $json.a }}"}}},
         {"id": "k", "b": 1}),
        (2.1, {**TABLE, "operation": "create", "columns": {"mappingMode": "autoMapInputData"},
               "options": {"ignoreFields": "id, n"}}, {"a": 1}),
        (2.1, {**TABLE, "operation": "update", "columns": {"matchingColumns": ["id"],
               "value": {"id": "r1", "b": 2}}}, {"b": 2}),
    ],
)  # fmt: skip
def test_the_fields_are_those_that_the_version_sends(
    version: float, parameters: dict[str, Any], fields: dict[str, Any]
) -> None:
    outcome, [request] = sent(parameters, version, RECORD)

    assert request["body"] == {"fields": fields}
    assert request["url"].removeprefix("https://api.airtable.com/v0/b/t") in {"", "/r1"}
    assert outcome.output == [RECORD]


@pytest.mark.parametrize(
    ("columns", "formula", "fields"),
    [
        ({"value": {"n": '={{ "q" + $json.n }}"', "b": 2}}, '{n}&""="qx\\""', {"b": 2}),
        ({"mappingMode": "autoMapInputData", "value": None}, '{n}&""="x"', {"id": "r1", "a": 1, "n": "x"}),
    ],
)
@pytest.mark.parametrize(("updates_all", "ids"), [(False, ["r7"]), (True, ["r7", "r8"])])
def test_a_record_is_changed_that_has_the_values_of_columns(
    columns: dict[str, Any],
    formula: str,
    fields: dict[str, Any],
    updates_all: bool,  # noqa: FBT001
    ids: list[str],
) -> None:
    parameters = {
        **TABLE,
        "operation": "update",
        "columns": {**columns, "matchingColumns": ["n"]},
        "options": {"updateAllMatches": updates_all, "typecast": True},
    }
    found = {"records": [{"id": "r7"}, {"id": "r8"}]}

    outcome, [asked, changed] = sent(parameters, 2.1, found, {"records": [RECORD]})

    assert asked["query"] == {"filterByFormula": f"AND({formula})"}
    assert changed["body"] == {"typecast": True, "records": [{"id": each, "fields": fields} for each in ids]}
    assert outcome.output == [RECORD]


def test_where_no_record_has_the_values_the_node_fails() -> None:
    columns = {"value": {"n": "x", "b": 2}, "matchingColumns": ["n"]}

    outcome, requests = sent({**TABLE, "operation": "update", "columns": columns}, 2.1, {"records": []})

    assert (outcome.status, len(requests)) == ("failed", 1)


@pytest.mark.parametrize(("keys", "merges"), [(["n"], True), (["id"], False)])
def test_a_record_is_merged_by_columns_but_not_by_its_id(keys: list[str], merges: bool) -> None:  # noqa: FBT001
    columns = {"value": {"id": "r1", "n": "x"}, "matchingColumns": keys}
    answer = {"records": [RECORD]} if merges else RECORD

    outcome, [request] = sent({**TABLE, "operation": "upsert", "columns": columns}, 2.1, answer)

    assert ("performUpsert" in request["body"], request["url"].endswith("/t")) == (merges, merges)
    assert outcome.output == [RECORD]


@pytest.mark.parametrize(
    ("version", "item"), [(2.1, {"id": "r1", "createdTime": "T", "a": 1}), (2.2, RECORD)]
)
@pytest.mark.parametrize("operation", ["search", "get"])
def test_what_is_read_is_flat_in_older_versions(version: float, item: dict[str, Any], operation: str) -> None:
    answer = {"records": [RECORD]} if operation == "search" else RECORD

    outcome, _ = sent({**TABLE, "operation": operation, "id": "r1"}, version, answer)

    assert outcome.output == [item]


def test_a_record_that_is_merged_by_an_id_that_is_not_given_is_new() -> None:
    columns = {"value": {"n": "x"}, "matchingColumns": ["id"]}

    _, [request] = sent({**TABLE, "operation": "upsert", "columns": columns}, 2.1, RECORD)

    assert (request["method"], request["body"]) == ("POST", {"fields": {"n": "x"}})
