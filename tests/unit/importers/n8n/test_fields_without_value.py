"""A field without a value, which is none in JSON, is there in n8n: what sees it is told."""

from typing import Any

import pytest

from tests.unit.importers.n8n.machines import connections_of, import_of
from tests.unit.importers.n8n.test_computed import codes


def after_set(
    version: float, parameters: dict[str, Any], kind: str, read: dict[str, Any], **flags: Any
) -> set[str]:
    """What is told of a node behind a Set."""
    made = {"type": "n8n-nodes-base.set", "typeVersion": version, "parameters": parameters, **flags}
    return behind(made, kind, read)


def behind(node: dict[str, Any], kind: str, read: dict[str, Any]) -> set[str]:
    """What is told of a node behind another."""
    base = "n8n-nodes-base."
    start = {"name": "start", "type": f"{base}manualTrigger", "typeVersion": 1, "parameters": {}}
    made = {"name": "made", **node}
    it = {"name": "it", "type": f"{base}{kind}", "typeVersion": 1, "parameters": read}
    connections = connections_of({"start": [["made"]], "made": [["it"]]})
    return codes(import_of({"name": "x", "nodes": [start, made, it], "connections": connections}))


OF_NOTHING: dict[str, Any] = {"values": {"string": [{"name": "u", "value": "={{ $json.u }}"}]}}
NAMES: dict[str, Any] = {"values": {"string": [{"name": "q", "value": "={{ Object.keys($json).join() }}"}]}}
CHOSEN = {"include": "selected", "includeFields": "k,u"}
EXCEPT = {"compare": "allFieldsExcept", "fieldsToExclude": "k"}
BY_REGEX = {"replacements": [{"searchRegex": "u", "replaceRegex": "w"}]}


@pytest.mark.parametrize(
    ("version", "parameters", "kind", "read", "expected"),
    [
        (2, OF_NOTHING, "removeDuplicates", EXCEPT, True),
        (1, OF_NOTHING, "itemLists", {"operation": "removeDuplicates", **EXCEPT}, True),
        (2, OF_NOTHING, "set", NAMES, True),
        (2, OF_NOTHING, "renameKeys", {"additionalOptions": {"regexReplacement": BY_REGEX}}, True),
        (2, OF_NOTHING, "html", {"operation": "convertToHtmlTable"}, True),
        (3, CHOSEN, "removeDuplicates", EXCEPT, True),
        (3.4, {"includeOtherFields": True, **CHOSEN}, "removeDuplicates", EXCEPT, True),
        (3.4, CHOSEN, "removeDuplicates", EXCEPT, False),
        (2, {}, "removeDuplicates", EXCEPT, False),
        (2, {"values": {"string": [{"name": "u", "value": "=a{{ $json.u }}"}]}}, "set", NAMES, False),
        (2, OF_NOTHING, "removeDuplicates", {"compare": "selectedFields", "fieldsToCompare": "k"}, False),
        (2, OF_NOTHING, "code", {"jsCode": "return [{json: {k: Object.keys(items[0].json)}}]"}, False),
        (2, OF_NOTHING, "noOp", {}, False),
    ],
)
def test_what_sees_a_field_without_a_value_is_told_behind_what_may_make_one(
    version: float, parameters: dict[str, Any], kind: str, read: dict[str, Any], *, expected: bool
) -> None:
    told = after_set(version, parameters, kind, read)

    assert ("fields-without-value" in told) is expected


def test_a_disabled_set_makes_no_field() -> None:
    told = after_set(2, OF_NOTHING, "removeDuplicates", EXCEPT, disabled=True)

    assert "fields-without-value" not in told


def test_datasets_are_compared_by_fields_without_a_value_too() -> None:
    matched = {"mergeByFields": {"values": [{"field1": "k", "field2": "k"}]}}

    told = after_set(2, OF_NOTHING, "compareDatasets", matched)

    assert "fields-without-value" in told


@pytest.mark.parametrize(("groups", "expected"), [("u", True), ("", False)])
def test_a_summarize_names_the_groups_of_a_missing_field(groups: str, *, expected: bool) -> None:
    parameters = {"fieldsToSummarize": {"values": [{"field": "k"}]}, "fieldsToSplitBy": groups}

    summarize = {"type": "n8n-nodes-base.summarize", "typeVersion": 1, "parameters": parameters}
    told = behind(summarize, "html", {"operation": "convertToHtmlTable"})

    assert ("fields-without-value" in told) is expected
