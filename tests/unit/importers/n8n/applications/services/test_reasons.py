"""What is told of settings that are not sent, are missing, or ask for what nothing describes."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran


def test_settings_that_are_not_sent_are_told() -> None:
    parameters = {"resource": "contact", "operation": "get", "contactId": "1", "additionalFields": {"x": 1}}

    done = imported(base("call", "hubspot", parameters))

    told = [each.values for each in done.nodes[-1].reasons if each.code == "setting-left-out"]
    assert told == [{"setting": "additionalFields.x"}]


@pytest.mark.parametrize(
    ("kind", "parameters", "setting"),
    [
        ("airtable", {"operation": "list", "application": "", "table": ""}, "base, application"),
        ("openAi", {"resource": "image", "operation": "analyze"}, "imageUrls"),
        ("httpRequest", {"url": " "}, "url"),
        ("emailSend", {"fromEmail": "", "toEmail": "a@example.com"}, "fromEmail"),
        ("emailSend", {"fromEmail": "a@example.com", "subject": "x"}, "toEmail"),
    ],
)
def test_a_node_without_a_setting_that_it_needs_fails_until_it_has_one(
    kind: str, parameters: dict[str, Any], setting: str
) -> None:
    done = imported(base("call", kind, parameters))

    outcome, requests = ran(done, [{"a": 1}], [])

    assert ("setting-empty", {"setting": setting}) in [
        (each.code, dict(each.values)) for each in done.nodes[-1].reasons
    ]
    assert outcome.status == "failed"
    assert requests == []


@pytest.mark.parametrize(
    ("kind", "parameters", "code"),
    [
        (
            "reddit",
            {"resource": "user", "operation": "get", "username": "u", "details": "comments"},
            "application-operation",
        ),
        (
            "databricks",
            {"resource": "job", "operation": "run", "jobId": "1", "waitForCompletion": True},
            "application-operation",
        ),
        (
            "quickbooks",
            {"resource": "invoice", "operation": "get", "invoiceId": "1", "download": True},
            "setting-unsupported",
        ),
    ],
)
def test_a_way_that_is_not_described_is_told(kind: str, parameters: dict[str, Any], code: str) -> None:
    done = imported(base("call", kind, parameters))

    assert [each.code for each in done.nodes[-1].reasons] == [code]


@pytest.mark.parametrize(
    ("parameters", "left_out"),
    [
        ({"returnAll": True}, ["returnAll"]),
        ({"limit": 3}, []),
        ({"resource": "label", "limit": 3}, []),
    ],
)
def test_one_page_instead_of_all_is_told(parameters: dict[str, Any], left_out: list[str]) -> None:
    done = imported(base("call", "gmail", {"resource": "message", "operation": "getAll", **parameters}, 2))

    told = [reason.values["setting"] for reason in done.nodes[1].reasons if reason.code == "setting-left-out"]
    assert told == left_out


def test_groups_of_settings_that_are_not_sent_are_told() -> None:
    parameters = {
        "resource": "organization",
        "operation": "create",
        "someUi": {"values": [{"a": 1}]},
        "emptyUi": {},
        "fieldsJson": '{"a": 1}',
        "otherJson": "",
    }

    done = imported(base("call", "affinity", parameters))

    told = [reason.values["setting"] for reason in done.nodes[1].reasons if reason.code == "setting-left-out"]
    assert told == ["someUi.values", "fieldsJson"]


def test_what_stands_in_a_body_by_hand_is_told() -> None:
    done = imported(base("call", "paddle", {"resource": "coupon", "operation": "getAll", "productId": "1"}))

    gaps = [each.values["gap"] for each in done.nodes[1].reasons if each.code == "application-address"]
    assert gaps == ["vendor id", "vendor auth code"]
