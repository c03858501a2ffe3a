"""Forms that single services have, and what is told of settings that are not sent."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.descriptions import FILE_FORMS, NAMED
from exeoflow.importers.n8n.applications.forms import OF_PARAMETER, OF_VALUE
from exeoflow.importers.n8n.applications.model import Operation
from tests.unit.importers.n8n.test_files import PNG, base, imported, node, ran


def sent(kind: str, parameters: dict[str, Any], item: Any, answer: Any) -> tuple[Any, Any]:
    done = imported(base("call", kind, parameters))
    outcome, [request] = ran(done, [item], [answer])
    return outcome.output, request


def requests_of(operation: Operation) -> Iterator[Operation]:
    """Yield what an operation may send, by how the node is set, and what it sends before."""
    yield operation
    for each in filter(None, (operation.before, *operation.where.values())):
        yield from requests_of(each)


DESCRIBED = str(
    [
        [request.path, request.query, request.body]
        for application in APPLICATIONS.values()
        for operation in application.operations.values()
        for request in requests_of(operation)
    ]
)
NAMES = list(NAMED.finditer(DESCRIBED))


def test_the_catalogue_names_each_form_that_there_is_and_no_other() -> None:
    assert {match["form"] for match in NAMES} == {*OF_PARAMETER, *OF_VALUE, *FILE_FORMS}


def test_every_name_in_the_catalogue_is_read_as_one() -> None:
    written = re.findall(r"'\{(?:\w+:)?([\w.-]+)(?:\|[^}]*)?\}'", DESCRIBED)

    assert set(written) <= {name for match in NAMES for name in match["names"].split(", ")}


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("https://docs.google.com/document/d/abc-1/edit?tab=t.0", "abc-1"),
        ("={{ $json.url }}", "x_2"),
        ("abc", "abc"),
    ],
)
def test_a_document_is_known_by_its_address_or_id(written: str, id_: str) -> None:
    changes = [
        {"action": "insert", "text": "=Hi {{ $json.n }}"},
        {"action": "insert", "text": "x", "locationChoice": "location", "index": 3},
        {"action": "replaceAll", "text": "old", "replaceText": "new", "matchCase": True},
    ]
    parameters = {"operation": "update", "documentURL": written, "actionsUi": {"actionFields": changes}}

    _, request = sent(
        "googleDocs", parameters, {"n": 1, "url": "https://docs.google.com/document/d/x_2/"}, {}
    )

    assert request["url"] == f"https://docs.googleapis.com/v1/documents/{id_}:batchUpdate"
    assert request["body"]["requests"] == [
        {"insertText": {"text": "Hi 1", "endOfSegmentLocation": {}}},
        {"insertText": {"text": "x", "location": {"index": 3}}},
        {"replaceAllText": {"replaceText": "new", "containsText": {"text": "old", "matchCase": True}}},
    ]


def test_a_contact_is_written_with_all_its_fields() -> None:
    fields = {
        "firstName": "=A{{ $json.n }}",
        "companyName": "B",
        "customPropertiesUi": {"customPropertiesValues": [{"property": "x", "value": "y"}]},
    }
    parameters = {"resource": "contact", "email": "a@example.com", "additionalFields": fields}

    outcome, [request, profile] = ran(
        imported(base("call", "hubspot", parameters)), [{"n": 1}], [{"vid": 7, "isNew": True}, {"vid": 7}]
    )

    assert request["url"].endswith("/contacts/v1/contact/createOrUpdate/email/a%40example.com")
    assert request["body"]["properties"] == [
        {"property": "firstname", "value": "A1"},
        {"property": "company", "value": "B"},
        {"property": "x", "value": "y"},
    ]
    assert profile["url"] == "https://api.hubapi.com/contacts/v1/contact/vid/7/profile"
    assert outcome.output == [{"vid": 7, "isNew": True}]


@pytest.mark.parametrize(
    ("parameters", "method", "path", "body"),
    [
        (
            {"resource": "deal", "stage": "s", "additionalFields": {"dealName": "D", "associatedVids": [1]}},
            "POST",
            "/deals/v1/deal",
            {
                "properties": [{"name": "dealstage", "value": "s"}, {"name": "dealname", "value": "D"}],
                "associations": {"associatedVids": [1]},
            },
        ),
        (
            {"resource": "ticket", "ticketName": "T", "additionalFields": {"description": "x"}},
            "POST",
            "/crm-objects/v1/objects/tickets",
            [{"name": "subject", "value": "T"}, {"name": "content", "value": "x"}],
        ),
        (
            {"resource": "company", "operation": "update", "companyId": "3", "updateFields": {}},
            "PUT",
            "/companies/v2/companies/3",
            {"properties": []},
        ),
    ],
)
def test_a_record_of_sales_is_a_list_of_properties(
    parameters: dict[str, Any], method: str, path: str, body: Any
) -> None:
    _, request = sent("hubspot", parameters, {}, {})

    assert (request["method"], request["url"]) == (method, f"https://api.hubapi.com{path}")
    assert request["body"] == body


def test_an_issue_has_fields_of_its_own() -> None:
    own = {"fieldId": {"__rl": True, "mode": "id", "value": "customfield_1"}, "fieldValue": "=v{{ $json.n }}"}
    fields = {"assignee": {"__rl": True, "value": "a1"}, "customFieldsUi": {"customFieldsValues": [own]}}
    parameters = {"project": "1", "issueType": "2", "summary": "S", "additionalFields": fields}

    _, request = sent("jira", parameters, {"n": 1}, {"id": "9"})

    assert request["url"] == "https://<site>.atlassian.net/rest/api/2/issue"
    assert request["body"] == {
        "fields": {
            "project": {"id": "1"},
            "issuetype": {"id": "2"},
            "summary": "S",
            "assignee": {"id": "a1"},
            "customfield_1": "v1",
        }
    }


@pytest.mark.parametrize(("version", "path"), [("cloud", "/2/search/jql"), ("serverPat", "/2/search")])
def test_issues_are_searched_with_all_that_the_page_shows(version: str, path: str) -> None:
    parameters = {"operation": "getAll", "jiraVersion": version, "options": {"expand": ["names", "schema"]}}

    output, request = sent("jira", parameters, {}, {"issues": [{"id": "1"}]})

    assert request["url"].endswith(f"/rest/api{path}")
    assert request["body"] == {
        "jql": 'created >= "1970-01-01"',
        "fields": ["*navigable"],
        "expand": "names,schema",
        "maxResults": 50,
    }
    assert output == [{"id": "1"}]


@pytest.mark.parametrize(
    ("more", "version", "body"),
    [
        (
            {"comment": "C"},
            3,
            {
                "type": "doc",
                "version": 1,
                "content": [{"type": "paragraph", "content": [{"type": "text", "text": "C"}]}],
            },
        ),
        ({"comment": "C", "options": {"wikiMarkup": True}}, 2, "C"),
        ({"jsonParameters": True, "commentJson": '{"a": 1}'}, 3, {"a": 1}),
    ],
)
def test_a_comment_is_a_document_or_as_the_wiki_has_it(more: Any, version: int, body: Any) -> None:
    parameters = {"resource": "issueComment", "issueKey": "K-1", **more}

    _, request = sent("jira", parameters, {}, {})

    assert request["url"].endswith(f"/rest/api/{version}/issue/K-1/comment")
    assert request["body"] == {"body": body}


def test_a_search_has_the_conditions_of_the_node() -> None:
    groups = [{"filtersUi": {"filterValues": [{"propertyName": "email|string", "value": "={{ $json.m }}"}]}}]
    parameters = {"operation": "search", "filterGroupsUi": {"filterGroupsValues": groups}}

    output, request = sent("hubspot", parameters, {"m": "a"}, {"results": [{"id": "1"}, {"id": "2"}]})

    assert output == [{"id": "1"}, {"id": "2"}]
    [group] = request["body"]["filterGroups"]
    assert group == {"filters": [{"propertyName": "email", "operator": "EQ", "value": "a"}]}


def test_a_mail_is_noted_as_one() -> None:
    metadata = {"subject": "S", "html": "H", "fromEmail": "a@example.com", "toEmail": ["b@example.com"]}
    parameters = {"resource": "engagement", "type": "email", "metadata": metadata}

    _, request = sent("hubspot", parameters, {}, {})

    assert request["body"]["metadata"] == {
        "subject": "S",
        "html": "H",
        "from": {"email": "a@example.com"},
        "to": [{"email": "b@example.com"}],
    }


def test_a_report_is_rows_by_its_names() -> None:
    parameters = {
        "propertyId": {"__rl": True, "value": "9"},
        "metricsGA4": {"metricValues": [{"listName": "sessions"}]},
        "dimensionsGA4": {"dimensionValues": [{"listName": "country"}]},
        "dateRange": "custom",
        "startDate": "2026-01-02T00:00:00.000Z",
        "endDate": "={{ $json.end }}",
    }
    answer = {
        "dimensionHeaders": [{"name": "country"}],
        "metricHeaders": [{"name": "sessions"}],
        "rows": [{"dimensionValues": [{"value": "AT"}], "metricValues": [{"value": "3"}]}],
    }

    output, request = sent("googleAnalytics", parameters, {"end": "2026-01-03T00:00"}, answer)

    assert output == [{"country": "AT", "sessions": "3"}]
    assert request["body"]["dateRanges"] == [{"startDate": "2026-01-02", "endDate": "2026-01-03"}]


def test_a_graph_is_asked_at_its_address() -> None:
    options = {
        "fields": {"field": [{"name": "id"}, {"name": "message"}]},
        "queryParameters": {"parameter": [{"name": "q", "value": "={{ $json.q }}"}]},
    }
    parameters = {"graphApiVersion": "v23.0", "node": "me", "edge": "posts", "options": options}

    _, request = sent("facebookGraphApi", parameters, {"q": "a b"}, {"data": []})

    assert request["url"] == "https://graph.facebook.com/v23.0/me/posts?fields=id,message&q=a%20b"


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


def test_a_message_to_a_user_goes_to_the_channel_with_him() -> None:
    parameters = {"resource": "message", "sendTo": "user", "userId": "7", "content": "x"}
    done = imported(base("call", "discord", parameters))

    _, [opened, sent_] = ran(done, [{}], [{"id": "d1"}, {}])

    assert (opened["url"], opened["body"]) == (
        "https://discord.com/api/v10/users/@me/channels",
        {"recipient_id": "7"},
    )
    assert sent_["url"] == "https://discord.com/api/v10/channels/d1/messages"


def test_files_of_open_ai_are_listed_for_a_purpose_or_for_any() -> None:
    operation = {"resource": "file", "operation": "list"}
    type_ = "@n8n/n8n-nodes-langchain.openAi"

    for purpose, query in (("any", None), ("assistants", {"purpose": "assistants"})):
        done = imported(node("call", type_, {**operation, "options": {"purpose": purpose}}, 1.8))
        outcome, [request] = ran(done, [{}], [{"data": [{"id": "f1"}, {"id": "f2"}]}])

        assert (request["url"], request.get("query")) == ("https://api.openai.com/v1/files", query)
        assert outcome.output == [{"id": "f1"}, {"id": "f2"}]


def _chosen(content: object) -> dict[str, Any]:
    return {"index": 0, "message": {"content": content}, "finish_reason": "stop"}


@pytest.mark.parametrize(
    ("settings", "item"),
    [
        ({}, _chosen('{"a": 1}')),
        ({"jsonOutput": True}, _chosen({"a": 1})),
        ({"simplify": False}, {"id": "x", "choices": [_chosen('{"a": 1}')]}),
        ({"simplify": False, "jsonOutput": True}, {"id": "x", "choices": [_chosen({"a": 1})]}),
    ],
)
def test_a_message_of_open_ai_is_answered_in_json_or_whole(
    settings: dict[str, bool], item: dict[str, Any]
) -> None:
    parameters = {"modelId": "m", "messages": {"values": [{"content": "Hi"}]}, "options": {"maxTokens": 5}}
    done = imported(node("call", "@n8n/n8n-nodes-langchain.openAi", {**parameters, **settings}, 1.8))

    outcome, [request] = ran(done, [{}], [{"id": "x", "choices": [_chosen('{"a": 1}')]}])

    assert outcome.output == [item]
    assert request["body"]["max_completion_tokens"] == 5
    assert ("response_format" in request["body"]) is ("jsonOutput" in settings)


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
    ("kind", "version", "resource", "operation"),
    [
        ("gmail", 1, "draft", "create"),
        ("gmail", 2, "message", "send"),
        ("hubspot", 1, "deal", "create"),
        ("hubspot", 2.1, "contact", "upsert"),
        ("notion", 2.2, "page", "create"),
        ("openAi", 1, "text", "complete"),
        ("postgres", 2.6, "", "insert"),
    ],
)
def test_what_an_export_leaves_out_is_what_its_version_of_the_node_begins_with(
    kind: str, version: float, resource: str, operation: str
) -> None:
    application = APPLICATIONS[f"n8n-nodes-base.{kind}"]

    assert application.usual_resource(version) == resource
    assert application.usual_operation(version, resource) == operation


@pytest.mark.parametrize(("version", "query"), [(1.2, {}), (1.3, {"timeMin": "now", "timeMax": "in a week"})])
def test_a_setting_may_have_a_computed_default(version: float, query: dict[str, str]) -> None:
    parameters = {"operation": "getAll", "calendar": {"value": "c"}}
    done = imported(node("call", "n8n-nodes-base.googleCalendar", parameters, version))

    _, [request] = ran(done, [{}], [{"items": []}])

    asked = {name: each for name, each in request["query"].items() if name.startswith("time")}
    assert asked.keys() == query.keys()
    times = [datetime.fromisoformat(each) for each in asked.values()]
    assert [other - one for one, other in pairwise(times)] == [timedelta(days=7)] * (len(times) // 2)


def test_a_setting_with_a_hyphen_is_sent() -> None:
    parameters = {"from": "a", "to": "b", "message": "c", "additionalFields": {"client-ref": "mine"}}

    _, request = sent("vonage", {"resource": "sms", "operation": "send", **parameters}, {}, {"messages": []})

    assert request["body"]["client-ref"] == "mine"
    assert "account-ref" not in request["body"]


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


@pytest.mark.parametrize(
    ("is_whatsapp", "body"),
    [(False, "From=%2B1&To=%2B2&Body=hi"), (True, "From=whatsapp%3A%2B1&To=whatsapp%3A%2B2&Body=hi")],
)
def test_a_text_goes_to_a_telephone_or_to_whatsapp(is_whatsapp: bool, body: str) -> None:  # noqa: FBT001
    parameters = {"from": "+1", "to": "+2", "message": "hi", "toWhatsapp": is_whatsapp}

    _, request = sent("twilio", parameters, {}, {})

    assert request["body"] == body


def test_an_event_without_times_is_half_an_hour_from_now() -> None:
    parameters = {"resource": "event", "operation": "create", "calendarId": "c", "subject": "s"}

    _, request = sent("microsoftOutlook", parameters, {}, {})

    start, end = (datetime.fromisoformat(request["body"][each]["dateTime"]) for each in ("start", "end"))
    assert end - start == timedelta(minutes=30)
    assert abs(datetime.now(UTC) - start) < timedelta(minutes=5)


def test_a_new_user_is_told_of_as_the_node_is_set() -> None:
    told = {"channel": True, "desktop": "mention", "desktop_sound": False, "email": True, "first_name": False}
    parameters = {
        "resource": "user",
        "operation": "create",
        "authService": "email",
        "username": "ada",
        "email": "ada@example.com",
        "password": "secret",
        "additionalFields": {"notificationUi": {"notificationValues": told}},
    }

    _, request = sent("mattermost", parameters, {}, {})

    assert request["body"] == {
        "auth_service": "email",
        "username": "ada",
        "email": "ada@example.com",
        "password": "secret",
        "notificationUi": {"notificationValues": told},
        "notify_props": told,
    }


def test_a_template_is_a_name_and_a_language() -> None:
    parameters = {"phoneNumberId": "1", "recipientPhoneNumber": "2", "template": "hello|en_US"}

    _, request = sent("whatsApp", parameters, {}, {})

    assert request["body"]["template"] == {"name": "hello", "language": {"code": "en_US"}}


@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        ({"queryString": "it's"}, "name contains 'it\\'s'"),
        (
            {"searchMethod": "query", "queryString": "x > {{ 1 }}", "filter": {"whatToSearch": "files"}},
            "x > {{ 1 }} and mimeType != 'application/vnd.google-apps.folder' and trashed = false",
        ),
        (
            {
                "searchMethod": "query",
                "filter": {
                    "folderId": {
                        "__rl": True,
                        "mode": "url",
                        "value": "https://drive.google.com/drive/folders/a-1",
                    },
                    "includeTrashed": True,
                },
            },
            "'a-1' in parents",
        ),
        (
            {"queryString": "x", "filter": {"folderId": {"__rl": True, "mode": "list", "value": "root"}}},
            "name contains 'x' and trashed = false",
        ),
    ],
)
def test_files_are_searched_by_a_name_and_filters(parameters: dict[str, Any], query: str) -> None:
    _, request = sent("googleDrive", {"resource": "fileFolder", **parameters}, {}, {"files": []})

    assert request["query"]["q"] == query


@pytest.mark.parametrize(
    ("options", "method", "body"),
    [({}, "PATCH", {"trashed": True}), ({"deletePermanently": True}, "DELETE", None)],
)
def test_a_file_goes_into_the_bin_unless_it_is_deleted_for_good(
    options: dict[str, Any], method: str, body: Any
) -> None:
    parameters = {"operation": "deleteFile", "fileId": "a", "options": options}

    output, request = sent("googleDrive", parameters, {}, {})

    assert output == [{"id": "a", "success": True}]
    assert (request["method"], request.get("body")) == (method, body)


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


def test_a_text_is_a_file_in_dropbox() -> None:
    parameters = {"path": "/a \u00e4.txt", "fileContent": "=Hi {{ $json.n }}"}

    output, request = sent("dropbox", parameters, {"n": 1}, {"id": "7"})

    assert output == [{"id": "7"}]
    assert request["url"] == "https://content.dropboxapi.com/2/files/upload"
    assert json.loads(request["query"]["arg"]) == {"mode": "overwrite", "path": "/a \u00e4.txt"}
    assert (request["body_type"], request["body"]) == ("text", "Hi 1")


def test_a_file_comes_from_dropbox_and_goes_there() -> None:
    there = base("get", "dropbox", {"operation": "download", "path": "/x/a \u00e4.png"})
    back = base("put", "dropbox", {"path": "/b.png", "binaryData": True})

    outcome, requests = ran(imported(there, back), [{"n": 1}], [PNG, {"id": "7"}])

    assert outcome.output == [{"id": "7"}]
    assert requests[0]["url"] == "https://content.dropboxapi.com/2/files/download"
    assert json.loads(requests[0]["query"]["arg"]) == {"path": "/x/a \u00e4.png"}
    assert requests[1]["body_type"] == "binary"
    assert requests[1]["body"]["filename"] == "a \u00e4.png"


def test_texts_of_slides_are_replaced() -> None:
    rows = [
        {"text": "a", "replaceText": "={{ $json.n }}"},
        {"text": "b", "replaceText": "c", "matchCase": True},
    ]
    parameters = {"operation": "replaceText", "presentationId": "p", "textUi": {"textValues": rows}}

    _, request = sent("googleSlides", parameters, {"n": "x"}, {})

    assert request["body"] == {
        "requests": [
            {
                "replaceAllText": {
                    "replaceText": new,
                    "pageObjectIds": [],
                    "containsText": {"text": old, "matchCase": case},
                }
            }
            for old, new, case in (("a", "x", False), ("b", "c", True))
        ]
    }


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


def test_a_tool_of_uproc_gets_its_own_parameters() -> None:
    parameters = {
        "group": "company",
        "tool": "getCompanyByIP",
        "ip": "={{ $json.n }}",
        "additionalOptions": {},
    }

    _, request = sent("uproc", parameters, {"n": 1}, {})

    assert request["body"] == {"processor": "get-company-by-ip", "params": {"ip": "1"}}


def test_what_stands_in_a_body_by_hand_is_told() -> None:
    done = imported(base("call", "paddle", {"resource": "coupon", "operation": "getAll", "productId": "1"}))

    gaps = [each.values["gap"] for each in done.nodes[1].reasons if each.code == "application-address"]
    assert gaps == ["vendor id", "vendor auth code"]
