"""The real handlers on moto, called with the events of `events/`."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from exeoflow.bootstrap import application
from exeoflow.model.api_key import ApiKey, Scope, digest_of
from local.aws.stack import run_stack
from local.functions import LocalFunctions
from local.state.database import Database
from local.template import Stack

EVENTS = Path(__file__).parents[3] / "events"


def load_event(name: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return event


@dataclass(frozen=True)
class Answered:
    """What a handler answered, and that its envelope was one of the two."""

    status: int
    headers: Mapping[str, str]
    content: Mapping[str, Any]

    @property
    def data(self) -> Any:
        return self.content["data"]

    @property
    def code(self) -> str:
        code: str = self.content["error"]["code"]
        return code


@dataclass(frozen=True)
class Client:
    """Somebody with a key, who sends the events of `events/` with changes."""

    functions: Mapping[str, Any]
    key: str
    workspace: str

    def call(  # noqa: PLR0913  (each is one part of a request)
        self,
        operation: str,
        *,
        event: str | None = None,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        body: Any = None,
        raw_body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answered:
        sent = deepcopy(load_event(event or operation))
        sent["headers"].pop("idempotency-key", None)
        sent["headers"].pop("if-match", None)
        sent["headers"] |= {"authorization": f"Bearer {self.key}", **(headers or {})}
        if path is not None:
            sent["pathParameters"] = dict(path)
        if query is not None:
            sent["queryStringParameters"] = dict(query)
        if body is not None or raw_body is not None:
            sent["body"] = raw_body if body is None else json.dumps(body)
        answer = self.functions[operation].invoke(sent)
        content = json.loads(answer["body"])
        assert content["success"] is (answer["statusCode"] < 400)
        assert set(content) == {"success", "data" if content["success"] else "error"}
        return Answered(answer["statusCode"], answer["headers"], content)


@pytest.fixture(scope="module")
def parameters() -> Mapping[str, str]:
    """The stack's parameters."""
    return {}


@pytest.fixture(scope="module")
def declared(parameters: Mapping[str, str]) -> Iterator[Stack]:
    application.cache_clear()
    with run_stack(Database(":memory:"), parameters, lambda _: None) as stack:
        yield stack.declared
    application.cache_clear()


@pytest.fixture(scope="module")
def functions(declared: Stack) -> Mapping[str, Any]:
    table = LocalFunctions(declared.functions)
    return {function.declared.code.name: function for function in table.all}


def make_client(functions: Mapping[str, Any], **changes: Any) -> Client:
    secret, workspace = f"exo_live_{uuid4().hex}", changes.pop("workspace", uuid4().hex)
    clock = application().clock
    fields: dict[str, Any] = {
        "scopes": frozenset(Scope),
        "limit": 1000,
        "name": "test",
        "created_at": clock.now(),
    }
    application().keys.add(
        ApiKey(id=f"key_{uuid4().hex}", digest=digest_of(secret), workspace=workspace, **(fields | changes))
    )
    return Client(functions, secret, workspace)


@pytest.fixture
def client(functions: Mapping[str, Any]) -> Client:
    return make_client(functions)
