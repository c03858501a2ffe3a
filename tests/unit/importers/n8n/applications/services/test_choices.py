"""Settings on which it depends what is asked, and choices under the names of their service."""

from typing import Any

import pytest

from tests.unit.importers.n8n.applications.services.sending import sent


@pytest.mark.parametrize(
    ("kind", "parameters", "url"),
    [
        ("discord", {"webhookUri": "https://a.example.com/1", "text": "x"}, "https://a.example.com/1"),
        (
            "discord",
            {"authentication": "webhook", "content": "x"},
            "https://discord.com/api/webhooks/<webhook>?wait=true",
        ),
        (
            "reddit",
            {"operation": "search", "location": "allReddit", "keyword": "x"},
            "https://oauth.reddit.com/search.json",
        ),
        (
            "sendGrid",
            {"resource": "contact", "operation": "get", "by": "email", "email": "a@example.com"},
            "https://api.sendgrid.com/v3/marketing/contacts/search",
        ),
        (
            "sendGrid",
            {"resource": "contact", "operation": "delete", "deleteAll": True},
            "https://api.sendgrid.com/v3/marketing/contacts?delete_all_contacts=true",
        ),
        (
            "microsoftTeams",
            {"resource": "task", "operation": "getAll", "tasksFor": "plan", "planId": "p"},
            "https://graph.microsoft.com/v1.0/planner/plans/p/tasks",
        ),
        (
            "helpScout",
            {"resource": "thread", "operation": "create", "conversationId": "c", "type": "note"},
            "https://api.helpscout.net/v2/conversations/c/notes",
        ),
        (
            "helpScout",
            {"resource": "thread", "operation": "create", "conversationId": "c", "type": "reply"},
            "https://api.helpscout.net/v2/conversations/c/reply",
        ),
    ],
)
def test_an_operation_depends_on_other_settings(kind: str, parameters: dict[str, Any], url: str) -> None:
    _, request = sent(kind, parameters, {}, {})

    assert request["url"] == url


@pytest.mark.parametrize(
    ("kind", "parameters", "sent_as", "values"),
    [
        (
            "github",
            {
                "resource": "review",
                "operation": "create",
                "owner": "ada",
                "repository": "engine",
                "pullRequestNumber": 1,
                "event": "requestChanges",
                "body": "no",
            },
            "body",
            {"event": "REQUEST_CHANGES", "body": "no"},
        ),
        (
            "elasticSecurity",
            {"resource": "connector", "operation": "create", "connectorType": ".servicenow", "username": "u"},
            "body",
            {"connector_type_id": ".servicenow", "secrets": {"username": "u"}},
        ),
        (
            "rundeck",
            {"operation": "execute", "jobid": "1", "arguments": {"arguments": [{"name": "a", "value": "b"}]}},
            "body",
            {"argString": "-a b "},
        ),
        (
            "googlePerspective",
            {
                "text": "x",
                "requestedAttributesUi": {
                    "requestedAttributesValues": [{"attributeName": "spam", "scoreThreshold": 0.5}]
                },
            },
            "body",
            {"requestedAttributes": {"SPAM": {"scoreType": "probability", "scoreThreshold": 0.5}}},
        ),
        (
            "freshworksCrm",
            {
                "resource": "search",
                "operation": "lookup",
                "searchField": "customField",
                "customFieldName": "cf_a",
                "customFieldValue": "b",
                "options": {"entities": ["deal", "user"]},
            },
            "query",
            {"q": "b", "f": "cf_a", "entities": "deal,user"},
        ),
        (
            "freshworksCrm",
            {"resource": "search", "operation": "query", "query": "x", "entities": ["deal"]},
            "query",
            {"q": "x", "include": "deal"},
        ),
        (
            "strava",
            {"resource": "activity", "operation": "getStreams", "activityId": "1", "keys": ["time", "watts"]},
            "query",
            {"keys": "time,watts"},
        ),
        (
            "paddle",
            {"resource": "payment", "operation": "getAll", "additionalFields": {"isPaid": True}},
            "body",
            {"is_paid": 1},
        ),
        (
            "slack",
            {
                "resource": "star",
                "operation": "add",
                "channelId": "C1",
                "target": "message",
                "timestamp": "1.2",
            },
            "body",
            {"channel": "C1", "timestamp": "1.2"},
        ),
        (
            "theHiveProject",
            {
                "resource": "task",
                "operation": "create",
                "caseId": "c",
                "taskFields": {"mappingMode": "defineBelow", "value": {"title": "look"}},
            },
            "body",
            {"title": "look"},
        ),
        (
            "onfleet",
            {"resource": "destination", "operation": "create", "unparsed": True, "address": "1 Way, Ely"},
            "body",
            {"address": {"unparsed": "1 Way, Ely"}},
        ),
        (
            "whatsApp",
            {
                "operation": "send",
                "phoneNumberId": "1",
                "recipientPhoneNumber": "2",
                "messageType": "image",
                "mediaLink": "https://example.com/a.png",
                "additionalFields": {"mediaCaption": "look"},
            },
            "body",
            {"type": "image", "image": {"link": "https://example.com/a.png", "caption": "look"}},
        ),
        (
            "linkedIn",
            {"postAs": "organization", "organization": "7", "text": "hi"},
            "body",
            {"author": "urn:li:organization:7"},
        ),
        (
            "pipedrive",
            {"resource": "deal", "operation": "create", "title": "a", "org_id": 5},
            "body",
            {"title": "a", "org_id": 5},
        ),
        (
            "keap",
            {"resource": "ecommerceOrder", "operation": "create", "contactId": "1", "orderType": "online"},
            "body",
            {"order_type": "Online"},
        ),
    ],
)
def test_a_choice_of_the_node_is_sent_as_its_service_has_it(
    kind: str, parameters: dict[str, Any], sent_as: str, values: dict[str, Any]
) -> None:
    _, request = sent(kind, parameters, {}, {})

    assert {name: request[sent_as].get(name) for name in values} == values
