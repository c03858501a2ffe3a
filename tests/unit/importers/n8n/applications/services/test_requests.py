"""Requests in the forms that single services have."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.unit.importers.n8n.applications.services.sending import sent
from tests.unit.importers.n8n.families.files.test_files import base, imported, node, ran


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


def test_a_message_to_a_user_goes_to_the_channel_with_him() -> None:
    parameters = {"resource": "message", "sendTo": "user", "userId": "7", "content": "x"}
    done = imported(base("call", "discord", parameters))

    _, [opened, sent_] = ran(done, [{}], [{"id": "d1"}, {}])

    assert (opened["url"], opened["body"]) == (
        "https://discord.com/api/v10/users/@me/channels",
        {"recipient_id": "7"},
    )
    assert sent_["url"] == "https://discord.com/api/v10/channels/d1/messages"


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


def test_a_tool_of_uproc_gets_its_own_parameters() -> None:
    parameters = {
        "group": "company",
        "tool": "getCompanyByIP",
        "ip": "={{ $json.n }}",
        "additionalOptions": {},
    }

    _, request = sent("uproc", parameters, {"n": 1}, {})

    assert request["body"] == {"processor": "get-company-by-ip", "params": {"ip": "1"}}


@pytest.mark.parametrize(
    ("kind", "parameters", "answer", "body"),
    [
        (
            "pagerDuty",
            {
                "operation": "update",
                "incidentId": "i",
                "email": "={{ $json.from }}",
                "conferenceBridgeUi": {"conferenceBridgeValues": {"conferenceNumber": "1"}},
                "updateFields": {"status": "resolved", "priorityId": "p"},
            },
            {"incident": {"id": "i"}},
            {
                "incident": {
                    "type": "incident",
                    "status": "resolved",
                    "conference_bridge": {"conference_number": "1"},
                    "priority": {"id": "p", "type": "priority_reference"},
                }
            },
        ),
        (
            "youTube",
            {
                "resource": "video",
                "operation": "update",
                "videoId": "v",
                "title": "t",
                "categoryId": "22",
                "updateFields": {"tags": "a,b", "privacyStatus": "public"},
            },
            {"id": "i"},
            {
                "id": "v",
                "snippet": {"title": "t", "categoryId": "22", "tags": ["a", "b"]},
                "status": {"privacyStatus": "public"},
            },
        ),
        (
            "n8n",
            {"resource": "credential", "name": "n", "credentialTypeName": "t", "data": '{"a": 1}'},
            {"id": "i"},
            {"name": "n", "type": "t", "data": {"a": 1}},
        ),
        (
            "keap",
            {"resource": "contactTag", "contactId": "7", "tagIds": [1, 2]},
            [{"id": "i"}],
            {"tagIds": [1, 2]},
        ),
        (
            "reddit",
            {"resource": "postComment", "operation": "getAll", "subreddit": "s", "postId": "p", "limit": 1},
            [{}, {"data": {"children": [{"data": {"id": "i"}}, {"data": {"id": "j"}}]}}],
            None,
        ),
        (
            "lingvaNex",
            {"text": "={{ $json.from }}", "translateTo": "de_DE", "options": {"from": "en_GB"}},
            {"err": None, "id": "i"},
            {"data": "me@x.example", "to": "de_DE", "platform": "api", "from": "en_GB"},
        ),
    ],
)
def test_what_is_changed_or_translated_is_sent(
    kind: str, parameters: dict[str, Any], answer: Any, body: dict[str, Any] | None
) -> None:
    [item], request = sent(kind, parameters, {"from": "me@x.example"}, answer)

    assert (request.get("body"), item["id"]) == (body, "i")
    assert request.get("headers", {}).get("From") == ("me@x.example" if kind == "pagerDuty" else None)
