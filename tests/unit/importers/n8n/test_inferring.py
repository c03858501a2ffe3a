"""Operations by names that n8n does not have are what the fields of their nodes tell."""

from collections.abc import Mapping
from typing import Any

import pytest

from exeoflow.importers.n8n.inferring.operations import with_operations
from exeoflow.importers.n8n.source import Export, SourceNode
from exeoflow.importers.status import Status
from tests.unit.importers.n8n.test_computed import imported

REACTION = {"channelId": "c", "name": "+1", "timestamp": "1"}
DOMAIN = {"domain": "d"}
CLIENT = {"clientId": "1", "name": "n", "workspaceId": "w"}


def node(kind: str, version: float, parameters: dict[str, Any]) -> SourceNode:
    return SourceNode("it", f"n8n-nodes-base.{kind}", version, parameters, "it")


def alone(written: SourceNode) -> SourceNode:
    """What the operation of a node is, of whose export nothing else is known."""
    return with_operations(Export("x", {written.name: written})).nodes[written.name]


@pytest.mark.parametrize(
    ("kind", "version", "parameters", "meant"),
    [
        ("slack", 2.2, {"resource": "field_1", **REACTION}, {"resource": "reaction"}),
        ("dateTime", 2, {"operation": "f", "startDate": "a"}, {"operation": "getTimeBetweenDates"}),
        (
            "hubspotTool",
            1,
            {"resource": "company", "operation": "y", **DOMAIN},
            {"operation": "searchByDomain"},
        ),
        ("asana", 1, {"resource": "f", "id": "1", "isTextHtml": True}, {"resource": "taskComment"}),
        ("clockify", 1, {"resource": "f", "operation": "update", **CLIENT}, {"resource": "client"}),
        # By what a collection holds, by what must be chosen, and by fields that are shown only beside others.
        (
            "wooCommerce",
            1,
            {"resource": "f", "operation": "getAll", "filters": {"email": "e", "field_1": 1}},
            {"resource": "customer"},
        ),
        (
            "microsoftExcel",
            2.1,
            {
                "resource": "f",
                "operation": "append",
                "workbook": "b",
                "worksheet": "s",
                "dataMode": "autoMap",
            },
            {"resource": "worksheet"},
        ),
        ("postgres", 2.5, {"operation": "f", "table": "t", "where": {"values": []}}, {"operation": "select"}),
        (
            "postgres",
            2.5,
            {"operation": "f", "table": "t", "limit": 5, "returnAll": False, "where": {}},
            {"operation": "select"},
        ),
        # What a node begins with is meant if nothing else is.
        (
            "wooCommerce",
            1,
            {"resource": "f", "operation": "create", "name": "n", "imagesUi": {}},
            {"resource": "product"},
        ),
    ],
)
def test_the_fields_of_a_node_tell_its_operation(
    kind: str, version: float, parameters: dict[str, Any], meant: dict[str, str]
) -> None:
    found = alone(node(kind, version, parameters))

    assert found.parameters == {**parameters, **meant}
    assert found.unknown == {name: parameters[name] for name in meant}


@pytest.mark.parametrize(
    ("kind", "version", "parameters"),
    [
        ("slack", 2.2, REACTION),
        ("slack", 2.2, {"resource": "reaction", "operation": "remove", **REACTION}),
        ("slack", 2.2, {"resource": "={{ $json.r }}", **REACTION}),
        ("slack", 2.2, {"resource": 1, **REACTION}),
        ("slack", 9, {"resource": "field_1", **REACTION}),
        ("slack", 2.2, {"resource": "field_1", "options": {}}),
        ("slack", 2.2, {"resource": "field_1", **REACTION, "field_2": 1}),
        ("slack", 2.2, {"resource": "field_1", "operation": "get", **REACTION}),
        ("asana", 1, {"resource": "f", "id": "1", "additionalFields": {}}),  # a comment needs a text
        ("nothing", 1, {"operation": "field_1", "a": 1}),
        ("pipedrive", 1, {"resource": "f", "additionalFields": {"org_id": 1}}),  # a note needs a text
        ("n8n", 1, {"operation": "field_1", "workflowId": "w"}),  # activate, deactivate or get
        ("dateTime", 1, {"operation": "field_1", "value": "x"}),  # a version whose operations are not known
        ("airtable", 2.1, {"operation": "field_2", "base": "b", "id": "i", "table": "t"}),  # deletes a record
        ("googleSheets", 4, {"resource": "sheet", "operation": "f", "clear": "wholeSheet", "sheetName": "s"}),
        ("slack", 2.2, {"resource": "channel", "operation": "f", "channelId": "c", "userId": "u"}),  # kick
        ("chargebee", 1, {"resource": "subscription", "operation": "f", "subscriptionId": "s"}),  # cancel
        ("mySql", 2, {"operation": "f", "table": "t", "columnToMatchOn": "c", "dataMode": "defineBelow"}),
    ],
)
def test_what_is_not_told_stays_as_it_is(kind: str, version: float, parameters: dict[str, Any]) -> None:
    written = node(kind, version, parameters)

    assert alone(written) == written


def told(kind: str, *written: dict[str, Any]) -> list[Mapping[str, Any]]:
    """What the operations of several nodes of an export are."""
    nodes = {str(n): node(kind, 1, parameters) for n, parameters in enumerate(written)}
    found = with_operations(Export("x", nodes=nodes))
    return [found.nodes[name].parameters for name in nodes]


WORKSPACE = {"workspaceId": "w"}
OF_CLIENT = {"resource": "f", "operation": "update", **CLIENT}
NAMED = {"resource": "f", "name": "n", **WORKSPACE}  # by itself a client or a tag


def test_a_word_means_the_same_to_all_nodes_of_a_kind() -> None:
    listed = {"resource": "f", "operation": "getAll", "returnAll": True}  # by itself anything
    other = {**NAMED, "resource": "g"}

    found = told("clockify", NAMED, OF_CLIENT, listed, other)

    assert [each["resource"] for each in found] == ["client", "client", "client", "g"]


def test_a_word_does_not_mean_what_is_named_otherwise() -> None:
    assert told("clockify", NAMED, {**NAMED, "resource": "tag"})[0]["resource"] == "client"
    assert told("clockify", OF_CLIENT, {**NAMED, "resource": "client"})[0]["resource"] == "client"


def test_words_that_contradict_themselves_tell_of_their_own_node_alone() -> None:
    contact = {"resource": "f", "contactId": "1", "segmentId": 3}

    found = told(
        "mautic", contact, {"resource": "f", "companyId": "1", "operation": "get"}, {"resource": "f"}
    )

    assert [each["resource"] for each in found] == ["contactSegment", "company", "f"]


def test_what_destroys_is_told_by_its_own_fields_alone() -> None:
    deleted = {"resource": "f", "operation": "delete"}

    assert told("clockify", OF_CLIENT, deleted)[1] == deleted
    assert told("clockify", OF_CLIENT, {**deleted, "clientId": "1", **WORKSPACE})[1]["resource"] == "client"


def test_nodes_of_others_stay_as_they_are() -> None:
    written = SourceNode("it", "n8n-nodes-x.slack", 2.2, {"resource": "field_1", **REACTION}, "it")

    assert alone(written) is written


def test_what_was_inferred_is_told() -> None:
    done = imported("slack", {"resource": "field_1", **REACTION}, 2.2)

    [reason] = [each for each in done.nodes[1].reasons if each.code == "operation-inferred"]
    assert dict(reason.given) == {"setting": "resource", "written": "field_1", "meant": "reaction"}
    assert done.nodes[1].status is Status.APPROXIMATED


@pytest.mark.parametrize("version", [float("inf"), float("nan"), 10**400, True, None, []])
def test_a_version_that_is_none_is_the_first(version: Any) -> None:
    done = imported("slack", {"resource": "field_1", **REACTION}, version)

    assert done.nodes[1].node.version == 1


def test_a_placeholder_holds_what_was_written() -> None:
    cropped = {"operation": "field_1", "width": 1, "height": 1, "positionX": 0, "positionY": 0}

    steps = imported("editImage", cropped, 1).workflow["nodes"]

    assert [each["config"]["config"] for each in steps if each["type"] == "placeholder"] == [cropped]
