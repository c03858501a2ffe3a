"""What is the same for every endpoint."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest

from exeoflow.api.answers import Answer, success
from exeoflow.api.endpoint import Endpoint
from exeoflow.api.observability import Observability
from exeoflow.api.operation import Route
from exeoflow.api.request import Request
from exeoflow.errors import WorkflowNotFound
from exeoflow.model.api_key import ApiKey, Scope, digest_of
from exeoflow.service.admit_request import Doorkeeper
from tests.fakes.key_store import FakeKeyStore
from tests.fakes.time_and_chance import FakeClock

SECRET = "exo_secret"  # noqa: S105  (of a key that exists only here)
KEY = ApiKey(
    id="key_1",
    digest=digest_of(SECRET),
    name="CI",
    workspace="acme",
    scopes=frozenset({Scope.WORKFLOWS_READ}),
    limit=2,
    created_at=FakeClock().now(),
)


@dataclass
class FakeHost:
    clock: FakeClock = field(default_factory=FakeClock)
    observability: Observability = field(default_factory=Observability)
    allowed_origins: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.doorkeeper = Doorkeeper(FakeKeyStore({KEY.digest: KEY}), self.clock)


@pytest.fixture(autouse=True)
def _powertools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "exeoflow")
    # Powertools keeps the logger of a service, and with it the output that another test captured.
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", f"exeoflow-{uuid4()}")


def show(request: Request, host: FakeHost) -> Answer:
    del host
    return success(HTTPStatus.OK, {"workspace": request.workspace}, revision=3)


def miss(request: Request, host: FakeHost) -> Answer:
    del request, host
    raise WorkflowNotFound


def break_down(request: Request, host: FakeHost) -> Answer:
    del request, host
    raise ZeroDivisionError("exo_secret in a message")


def event(secret: str | None = SECRET, **headers: str) -> dict[str, Any]:
    authorization = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    return {
        "rawPath": "/v1/workflows",
        "headers": {**authorization, **headers},
        "requestContext": {"requestId": "request-1", "http": {"method": "GET"}},
    }


def call(
    answerer: Callable[[Request, FakeHost], Answer],
    sent: dict[str, Any],
    scope: Scope | None = Scope.WORKFLOWS_READ,
    host: FakeHost | None = None,
) -> tuple[int, dict[str, str], Any]:
    stand = host or FakeHost()
    route = Route(name="show", method="GET", path="/show", scope=scope, tag="Workflows", summary="Show")
    answer = Endpoint(route, answerer, lambda: stand)(sent, None)
    return answer["statusCode"], answer["headers"], json.loads(answer["body"])


def test_a_known_caller_gets_an_answer_with_limits_and_the_requests_id() -> None:
    status, headers, content = call(show, event())

    assert (status, content) == (200, {"success": True, "data": {"workspace": "acme"}})
    assert headers["X-RateLimit-Limit"] == "2"
    assert headers["X-RateLimit-Remaining"] == "1"
    assert int(headers["X-RateLimit-Reset"]) > 0
    assert headers["X-Request-Id"] == "request-1"
    assert headers["ETag"] == '"3"'
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("secret", [None, "wrong"])
def test_an_unknown_caller_learns_nothing(secret: str | None) -> None:
    status, headers, content = call(show, event(secret))

    assert (status, content["error"]["code"]) == (401, "UNAUTHORIZED")
    assert not any(name.startswith("X-RateLimit") for name in headers)


def test_limits_are_told_with_failures_too() -> None:
    host = FakeHost()

    missing = call(miss, event(), host=host)
    forbidden = call(show, event(), Scope.WORKFLOWS_WRITE, host)
    limited = call(show, event(), host=host)

    assert [(status, content["error"]["code"]) for status, _, content in (missing, forbidden, limited)] == [
        (404, "WORKFLOW_NOT_FOUND"),
        (403, "FORBIDDEN"),
        (429, "RATE_LIMITED"),
    ]
    assert [headers["X-RateLimit-Remaining"] for _, headers, _ in (missing, forbidden, limited)] == [
        "1",
        "0",
        "0",
    ]
    assert int(limited[1]["Retry-After"]) >= 1


def test_a_crash_is_an_answer_without_a_word_about_it() -> None:
    status, _, content = call(break_down, event())

    assert (status, content["error"]["code"]) == (500, "INTERNAL_ERROR")
    assert "secret" not in json.dumps(content)


def test_messages_follow_the_client() -> None:
    _, _, content = call(miss, event(**{"Accept-Language": "en"}))

    assert content["error"]["message"] == "Workflow not found."


def test_an_open_endpoint_asks_for_no_key() -> None:
    assert call(show, event(None), scope=None)[0] == 200


def test_logs_and_metrics_tell_of_requests_but_never_of_keys(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call(show, {**event(), "body": '{"password": "payload"}'})
    call(miss, event())

    out = capsys.readouterr().out
    assert "request-1" in out
    assert "key_1" in out
    assert '"Requests"' in out
    assert "WORKFLOW_NOT_FOUND" in out
    assert "exo_secret" not in out
    assert "payload" not in out


def test_an_answer_that_varies_by_more_than_the_page_says_both() -> None:
    def by_language(request: Request, host: FakeHost) -> Answer:
        del request, host
        return Answer(HTTPStatus.OK, "{}", {"Vary": "Accept-Language"})

    host = FakeHost(allowed_origins=frozenset({"https://app.example.com"}))

    _, headers, _ = call(by_language, event(), host=host)

    assert headers["Vary"] == "Accept-Language, Origin"
