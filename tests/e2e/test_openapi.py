"""schemathesis calls every operation of the OpenAPI document with what it allows and with what it forbids."""

import os
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, settings
from schemathesis.checks import CheckContext
from schemathesis.core.mutations import Mutation
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.hypothesis.builder import HypothesisTestConfig, HypothesisTestMode, create_test
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from exeoflow.api.documentation import published_document
from exeoflow.api.openapi import openapi_document
from tests.e2e.api import Api

# Elsewhere than here every call goes a long way.
EXAMPLES = 4 if "EXEOFLOW_URL" in os.environ else 8
# Calls at each limit of a schema are hundreds: the slow test makes them.
MODES = [HypothesisTestMode.EXAMPLES, HypothesisTestMode.FUZZING]
MORE_EXAMPLES = 25
MORE_MODES = [HypothesisTestMode.COVERAGE, HypothesisTestMode.FUZZING]
REFUSALS = ["400", "401", "403", "404", "405", "409", "412", "413", "429"]

# What the fields of a webhook, a credential or a retry say together, or in another language.
BEYOND_SCHEMAS = {
    "rerun-items",
    *("signature-header-missing", "signature-place", "signed-text-unknown", "signed-text-without-body"),
    *("delivery-id-invalid", "path-parameter-twice", "field-missing"),
    *("credential-hmac", "credential-part", "credential-secret-encoding"),
    *("credential-jwt", "jwt-keys", "jwt-algorithm", "jwt-audience-missing", "jwt-email-missing"),
    *("jwt-secret-short", "public-key-unreadable", "public-key-type"),
}

# By name: `parametrize` of schemathesis thinks of all calls while pytest collects, 12 s in each process.
# Its `from_fixture`, which would do so later, does not know pytest 9.2.
OPERATIONS = [
    pytest.param(path, method, id=f"{method.upper()} {path}")
    for path, methods in cast("dict[str, Any]", published_document()["paths"]).items()
    for method in methods
]


@pytest.fixture(scope="module")
def document() -> OpenApiSchema:
    refused = {"negative_data_rejection": {"expected-statuses": REFUSALS}}
    config = schemathesis.Config.from_dict({"checks": refused})
    return schemathesis.openapi.from_dict(openapi_document(), config=config)


def accepts_what_the_document_allows(
    context: CheckContext, response: schemathesis.Response, case: "schemathesis.Case[Any]"
) -> bool | None:
    """Let be refused what a schema cannot say: where connections lead, what needs another, what is past."""
    is_refused = response.status_code == HTTPStatus.BAD_REQUEST
    if is_refused and response.json()["error"]["code"] == "WORKFLOW_INVALID":
        return None
    if is_refused and _rules(response) <= BEYOND_SCHEMAS:
        return None
    query = case.query or {}
    needed = {"trigger_node": "workflow_id", "after": "wait"}
    if is_refused and any(name in query and other not in query for name, other in needed.items()):
        return None
    if is_refused and isinstance(case.body, dict) and case.body.get("expires_at"):
        return None
    if is_refused and _ends_a_line(case.body):
        return None
    return positive_data_acceptance(context, response, case)


def _ends_a_line(body: object) -> bool:
    """Tell whether a text ends in a line break: `$` matches before it for what draws, not in JSON Schema."""
    if isinstance(body, dict | list):
        return any(map(_ends_a_line, body.values() if isinstance(body, dict) else body))
    return isinstance(body, str) and body.endswith("\n")


def refuses_what_the_document_forbids(
    context: CheckContext, response: schemathesis.Response, case: "schemathesis.Case[Any]"
) -> bool | None:
    """Let be answered what lacks nothing but the key, which every call here is given, or has a field more."""
    changes: tuple[Mutation, ...] = getattr(case.meta and case.meta.phase.data, "mutations", ())
    if changes and all(_is_mended(change) or _is_passed_over(change) for change in changes):
        return None
    return negative_data_rejection(context, response, case)


def _is_mended(change: Mutation) -> bool:
    return (change.parameter_location, change.original_value) == (ParameterLocation.HEADER, "Authorization")


def _is_passed_over(change: Mutation) -> bool:
    in_query = change.parameter_location == ParameterLocation.QUERY
    return in_query and change.keywords == ("additionalProperties",)


def _rules(response: schemathesis.Response) -> set[str]:
    """Return the rules that a refused request breaks; of a field that is missing only a further secret's."""
    details = response.json()["error"].get("details", [])
    return {
        detail["rule"] if detail["rule"] != "field-missing" or detail["path"].endswith(".secret") else "other"
        for detail in details
    } or {"other"}


def fails_by_a_code_of_the_document(
    context: CheckContext, response: schemathesis.Response, case: "schemathesis.Case[Any]"
) -> bool | None:
    """Let a failure have only the codes that the operation names for its status."""
    del context
    if case.method.upper() != case.operation.method.upper():
        return None  # the trial of a method that nobody offers, which a gateway answers for itself
    described = case.operation.definition.raw["responses"].get(str(response.status_code), {})
    if "x-error-codes" in described:
        assert response.json()["error"]["code"] in described["x-error-codes"]
    return None


@pytest.fixture(scope="module", autouse=True)
def _no_generated_address_is_told_of_anything(api: Api) -> Iterator[None]:
    before = _notifications(api)
    yield
    for identifier in _notifications(api) - before:
        api.call("DELETE", f"/v1/notifications/{identifier}")


def _notifications(api: Api) -> set[str]:
    found = api.get("/v1/notifications?limit=100").data["notifications"]
    return {notification["id"] for notification in found}


def _drawn(count: int) -> settings:
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_what_the_document_says(
    document: OpenApiSchema, path: str, method: str, url: str, key: str
) -> None:
    held = HypothesisTestConfig(document.config, MODES, explicit_settings=_drawn(EXAMPLES))

    create_test(operation=document[path][method], test_func=_call(url, key), config=held)()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_to_many_calls_is_what_the_document_says(
    document: OpenApiSchema, path: str, method: str, url: str, key: str
) -> None:
    held = HypothesisTestConfig(document.config, MORE_MODES, explicit_settings=_drawn(MORE_EXAMPLES))

    create_test(operation=document[path][method], test_func=_call(url, key), config=held)()


def _call(url: str, key: str) -> Callable[["schemathesis.Case[Any]"], None]:
    """Make a call and hold its answer against the document."""

    def call(case: "schemathesis.Case[Any]") -> None:
        assume(_is_text(case.body))
        case.call_and_validate(
            base_url=url,
            headers={"Authorization": f"Bearer {key}"},
            # TRACE never comes as far as to a function, but everywhere to another answer
            excluded_checks=[positive_data_acceptance, negative_data_rejection, unsupported_method],
            additional_checks=[
                accepts_what_the_document_allows,
                refuses_what_the_document_forbids,
                fails_by_a_code_of_the_document,
            ],
        )

    return call


def _is_text(body: object) -> bool:
    """Tell whether a gateway would hand the body to a function: what is no text it refuses in its own way."""
    if isinstance(body, bytes):
        try:
            body.decode()
        except UnicodeDecodeError:
            return False
    return True


def test_the_served_document_is_the_one_that_is_tested(api: Api) -> None:
    assert api.get("/v1/openapi.json").body == openapi_document()
