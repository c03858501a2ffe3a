"""One HTTP request, read from an event of API Gateway (payload format 2.0)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from exeoflow.api.language import preferred_language
from exeoflow.errors import Unauthorized
from exeoflow.model.api_key import ApiKey, Scope
from exeoflow.texts import Language

_BEARER: Final = "bearer "


@dataclass(frozen=True, slots=True)
class Request:
    """What a handler may know of a request. Names of headers are in lower case.

    `workspace`, `scopes` and `key` are empty until the key was checked. `body` is as it came;
    `exeoflow.api.bodies.body` reads it.
    """

    id: str
    method: str
    path: str
    path_parameters: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: str | None
    is_base64: bool
    raw_query: str = ""
    workspace: str = ""
    scopes: frozenset[Scope] = frozenset()
    key: ApiKey | None = None
    domain: str = ""

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> "Request":
        """Read the event; https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html."""
        context = event["requestContext"]
        return cls(
            id=context["requestId"],
            method=context["http"]["method"],
            path=event["rawPath"],
            path_parameters=event.get("pathParameters") or {},
            query=event.get("queryStringParameters") or {},
            headers={name.lower(): value for name, value in event["headers"].items()},
            body=event.get("body"),
            is_base64=event.get("isBase64Encoded", False),
            raw_query=event.get("rawQueryString", ""),
            domain=context.get("domainName", ""),
        )

    def of_caller(self, key: ApiKey) -> "Request":
        """Return the request of a caller whose key was checked."""
        return replace(self, workspace=key.workspace, scopes=key.scopes, key=key)

    @property
    def caller(self) -> ApiKey:
        """The key that was checked. Raises `Unauthorized` where none was."""
        if self.key is None:
            raise Unauthorized
        return self.key

    @property
    def origin(self) -> str:
        """Scheme and host as the client wrote them: a domain of its own may stand before the API."""
        scheme = self.headers.get("x-forwarded-proto", "https")
        return f"{scheme}://{self.headers.get('host', '')}"

    @property
    def api_address(self) -> str:
        """Where a function finds the API that it belongs to, whatever a client writes into headers.

        API Gateway says its own domain; without TLS this is the server of one machine.
        """
        if self.headers.get("x-forwarded-proto") == "http":
            return f"http://127.0.0.1:{self.headers.get('x-forwarded-port', '')}"
        return f"https://{self.domain}"

    @property
    def url(self) -> str:
        """The whole address as the client wrote it."""
        return f"{self.origin}{self.path}{'?' if self.raw_query else ''}{self.raw_query}"

    @property
    def language(self) -> Language:
        """The language of the answer's messages."""
        return preferred_language(self.headers.get("accept-language", ""))

    @property
    def secret(self) -> str | None:
        """The key of `Authorization: Bearer <key>`; None without one."""
        authorization = self.headers.get("authorization", "")
        has_key = authorization[: len(_BEARER)].lower() == _BEARER
        return authorization[len(_BEARER) :].strip() if has_key else None
