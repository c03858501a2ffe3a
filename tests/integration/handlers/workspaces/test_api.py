"""Everything by which the API can name a thing, tried on a neighbour's: not found, nothing told or changed.

Rows come from the routes and from the schemas of their bodies: what is new there has no row, and fails.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest

from exeoflow.api.catalogue import routes
from exeoflow.api.documentation import published_document
from exeoflow.api.operation import Route
from tests.integration.handlers.conftest import Answered, Client
from tests.integration.handlers.workspaces.neighbour import SECRET, WORKFLOW, Neighbour, settle
from tests.integration.handlers.workspaces.schemas import is_text, last, texts_of, words

Said = tuple[int, str]

ROUTES: Final[Mapping[str, Route]] = {row.name: row for row in routes() if row.scope is not None}
BY_PATH: Final = sorted(name for name, row in ROUTES.items() if row.path_parameters)
LISTS: Final = sorted(name for name, row in ROUTES.items() if row.method == "GET" and not row.path_parameters)
# A name that each workspace gives itself: whoever sets it has set its own.
OWN_NAMES: Final = {"set_variable"}
NAMING_QUERIES: Final = {
    ("list_executions", "workflow_id"): "workflow_id",
    ("list_executions", "parent"): "execution_id",
    ("list_webhooks", "workflow_id"): "workflow_id",
}
# Words, numbers, times and places in what the other parameters have found.
OTHER_QUERIES: Final = words("error_code from label search status tag tags to trigger_node")
NAMING_FIELDS: Final = words("workflow_id execution_id error_workflow credential ids")
OTHER_FIELDS: Final = words("""
    StartAt States access_key_id allowed_hosts allowed_origins audience body body_claim ca certificate claims
    client_id client_secret comment connections created_at definition delivery_id description diagnostics
    error_code errors event expires_at field from header headers id input issuer item jwks_url key key_id
    labels name next_run node_id nodes parameter parameters passphrase password path prefix preset private_key
    query refresh_token region schedules scope search secret secret_access_key secret_headers
    secret_parameters service session_token settings signed_text source source_handle status subject tags
    target timestamp_field timestamp_header to token token_header token_scheme token_url topic trigger type
    updated_at url username value values verify_token
""")


def nothing_of(things: Mapping[str, str]) -> dict[str, str]:
    """Return ids of the same form that nobody has."""
    return {name: f"{thing[:-6]}zzzzzz" if len(thing) > 20 else thing for name, thing in things.items()} | (
        {"name": "nobodys"} if "name" in things else {}
    )


def said_in(answer: Answered, things: Mapping[str, str]) -> Said:
    """Return what was answered, but for the ids that were asked for."""
    said = json.dumps(answer.content)
    for name, thing in things.items():
        said = said.replace(thing, name) if len(thing) > 1 else said
    return answer.status, said


def test_what_a_path_names_is_not_found(stranger: Client, neighbour: Neighbour) -> None:
    before = neighbour.seen()

    told = {name: said_of_path(stranger, name, neighbour.things) for name in BY_PATH if name not in OWN_NAMES}
    for name in OWN_NAMES:
        stranger.call(name, path=neighbour.named_by(ROUTES[name].path_parameters))

    assert {name: said for name, (said, missing) in told.items() if said != missing} == {}
    assert {status for (status, _), _ in told.values()} == {404}
    assert neighbour.seen() == before


def said_of_path(stranger: Client, operation: str, things: Mapping[str, str]) -> tuple[Said, Said]:
    theirs = {name: things[name] for name in ROUTES[operation].path_parameters}
    nobodys = nothing_of(theirs)
    answer, missing = stranger.call(operation, path=theirs), stranger.call(operation, path=nobodys)
    return said_in(answer, theirs), said_in(missing, nobodys)


@pytest.mark.parametrize("operation", LISTS)
def test_a_list_has_nothing_of_a_neighbour(stranger: Client, neighbour: Neighbour, operation: str) -> None:
    said = json.dumps(stranger.call(operation, query={}).content)

    assert SECRET not in said
    assert not [thing for thing in neighbour.things.values() if "_" in thing and thing in said]


@pytest.mark.parametrize(("operation", "parameter"), NAMING_QUERIES)
def test_what_a_query_names_is_not_found(
    stranger: Client, neighbour: Neighbour, operation: str, parameter: str
) -> None:
    theirs = {parameter: neighbour.things[NAMING_QUERIES[operation, parameter]]}
    nobodys = nothing_of(theirs)

    answer = stranger.call(operation, query=theirs)
    missing = stranger.call(operation, query=nobodys)

    assert said_in(answer, theirs) == said_in(missing, nobodys)
    assert SECRET not in json.dumps(answer.content)


def bodies(things: Mapping[str, str], own: Mapping[str, str]) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """Return a body for each field that names a thing; `own` are what else a body must name."""
    failing: Mapping[str, Any] = {
        **WORKFLOW,
        "name": "Mine",
        "tags": [],
        "settings": {"error_workflow": things["workflow_id"]},
    }
    told = {
        "url": "https://example.com",
        "events": ["execution.failed"],
        "workflow_id": things["workflow_id"],
    }
    by_filter = {"action": "retry", "filter": {"workflow_id": things["workflow_id"]}}
    return {
        ("create_workflow", "settings.error_workflow"): failing,
        ("validate_workflow", "settings.error_workflow"): failing,
        ("update_workflow", "settings.error_workflow"): {"settings": failing["settings"]},
        ("create_webhook", "workflow_id"): {"workflow_id": things["workflow_id"], "name": "Mine"},
        **_held_in_webhooks(things["credential_id"], own["workflow_id"]),
        ("create_notification", "workflow_id"): told,
        ("update_notification", "workflow_id"): {"workflow_id": things["workflow_id"]},
        ("test_node", "execution_id"): {"execution_id": things["execution_id"]},
        ("change_workflows", "ids[]"): {"action": "delete", "ids": [things["workflow_id"]]},
        ("change_executions", "ids[]"): {"action": "retry", "ids": [things["execution_id"]]},
        ("change_executions", "filter.workflow_id"): by_filter,
    }


def _held_in_webhooks(credential_id: str, own_workflow: str) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    held = {"type": "bearer", "credential": credential_id}
    hook = {"workflow_id": own_workflow, "name": "Mine"}
    return {
        ("create_webhook", "authentication.credential"): {**hook, "authentication": held},
        ("create_webhook", "authentication[].credential"): {**hook, "authentication": [held]},
        ("update_webhook", "authentication.credential"): {"authentication": held},
        ("update_webhook", "authentication[].credential"): {"authentication": [held]},
    }


BODIES: Final = sorted(
    bodies(dict.fromkeys(("workflow_id", "execution_id", "credential_id"), ""), {"workflow_id": ""})
)


def test_what_a_body_names_is_not_found(functions: Mapping[str, Any], neighbour: Neighbour) -> None:
    mine, before = settle(functions), neighbour.seen()

    told = {row: said_of_body(mine, row, neighbour.things) for row in BODIES}

    assert {row: said for row, (said, missing, _) in told.items() if said != missing} == {}
    assert [row for row, (_, _, refused) in told.items() if not refused] == []
    assert neighbour.seen() == before


def said_of_body(mine: Neighbour, row: tuple[str, str], things: Mapping[str, str]) -> tuple[Said, Said, bool]:
    operation, nobodys = row[0], nothing_of(things)
    path = mine.named_by(ROUTES[operation].path_parameters)
    answer, missing = (
        mine.client.call(operation, path=path, body=bodies(named, mine.things)[row])
        for named in (things, nobodys)
    )
    return said_in(answer, things), said_in(missing, nobodys), is_refused(answer)


def is_refused(answer: Answered) -> bool:
    """Tell whether nothing was done: at all, or with any of many."""
    if answer.status >= 400:
        return True
    return answer.data.get("valid") is False or answer.data.get("done") == 0


def test_every_path_has_a_thing(neighbour: Neighbour) -> None:
    named = {name for row in ROUTES.values() for name in row.path_parameters}

    assert named == set(neighbour.things)


def test_every_query_is_known() -> None:
    written = {
        (row.name, each.name)
        for row in ROUTES.values()
        for each in row.parameters
        if each.place == "query" and is_text(each.schema)
    }

    assert {name for _, name in written - set(NAMING_QUERIES)} == OTHER_QUERIES
    assert set(NAMING_QUERIES) <= written


def test_every_field_of_a_body_is_known() -> None:
    written = {(name, field) for name in ROUTES for field in texts_of_body(name)}
    naming = {(name, field) for name, field in written if last(field) in NAMING_FIELDS}

    assert {last(field) for _, field in written - naming} == OTHER_FIELDS
    assert naming == set(BODIES)


def texts_of_body(operation: str) -> set[str]:
    row = ROUTES[operation]
    described: Any = published_document()
    asked = described["paths"][row.path][row.method.lower()].get("requestBody", {})
    schema = asked.get("content", {}).get("application/json", {}).get("schema", {})
    return set(texts_of(schema, described["components"]["schemas"]))
