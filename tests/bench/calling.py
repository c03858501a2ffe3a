"""Calls the handlers of the local stack as Lambda does, with events as API Gateway builds them."""

import contextlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.functions import Handler, LambdaContext, LocalFunctions
from local.gateway.event import build_event
from local.gateway.request import Request
from local.gateway.routing import Router
from local.place import ACCOUNT_ID
from local.template import Function, Stack


@dataclass(frozen=True)
class Call:
    """One request to one handler; it can be made again and again."""

    function: Function
    handler: Handler
    event: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return the folder of the function."""
        return self.function.code.name

    def make(self) -> Mapping[str, Any]:
        """Return `data` of the answer; the log lines and metrics are written and thrown away."""
        context = LambdaContext(
            self.function.name, self.function.arn, self.function.memory, self.function.timeout
        )
        with contextlib.redirect_stdout(io.StringIO()):
            answer = self.handler(self.event, context)
        content: dict[str, Any] = json.loads(answer["body"])
        if not content["success"]:
            raise RuntimeError(f"{self.name} answered {answer}")
        data: dict[str, Any] = content["data"]
        return data


class Caller:
    """Prepares calls with one API key."""

    def __init__(self, declared: Stack, key: str) -> None:
        self._functions = LocalFunctions(declared.functions)
        self._router = Router(self._functions.all)
        self._headers = (("authorization", f"Bearer {key}"), ("content-type", "application/json"))

    def prepare(self, method: str, path: str, body: object = None) -> Call:
        """Return a call of the route's handler."""
        content = b"" if body is None else json.dumps(body).encode()
        request = Request(method, path, "", self._headers, content, "127.0.0.1", "HTTP/1.1", 443)
        match = self._router.find(method, path)
        if match is None:
            raise LookupError(f"no route for {method} {path}")
        function = self._functions.find(match.function.declared.name)
        if function is None:
            raise LookupError(match.function.declared.name)
        return Call(function.declared, function.load(), build_event(request, match, ACCOUNT_ID))
