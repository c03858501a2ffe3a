"""What is said of an endpoint, once: routes, permissions, answers and the document come from its row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from pkgutil import resolve_name
from typing import Any, Final, Generic, Literal, TypeVar

from exeoflow import errors
from exeoflow.api.answers import Answer, success
from exeoflow.api.query import QueryReader
from exeoflow.api.request import Request
from exeoflow.model.api_key import Scope

Data = TypeVar("Data", bound=Mapping[str, object])
Failures = tuple[type[errors.ExeoflowError], ...]
Method = Literal["GET", "POST", "PUT", "DELETE", "ANY"]
Tag = Literal[
    "Workflows",
    "Executions",
    "Webhooks",
    "Notifications",
    "Credentials",
    "Variables",
    "Approvals",
    "Keys",
    "Documentation",
]

_PATH_PARAMETER: Final = re.compile(r"\{([a-z_]+)\}")
_ANYBODY_MAY_SEE: Final = (
    errors.ExeoflowError,
    errors.StackFault,
    errors.Unavailable,
    errors.LimitReached,
)
_KEYED_MAY_SEE: Final = (
    errors.InvalidRequest,
    errors.Unauthorized,
    errors.Forbidden,
    errors.RateLimited,
    *_ANYBODY_MAY_SEE,
)

BODY_FAILURES: Final = (errors.InvalidRequest, errors.MalformedBody, errors.PayloadTooLarge)
"""What every endpoint with a body may answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A parameter; its `schema` is one of JSON Schema, or the words that it may be.

    Ids in the path describe themselves.
    """

    place: Literal["path", "query", "header"]
    name: str
    description: str
    schema: Mapping[str, Any] | type[StrEnum]
    example: str | None = None
    is_required: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A body: its type, or where one that needs pydantic is found (`module:name`), and an example.

    `object` stands for any JSON.
    """

    model: type | str
    example: Mapping[str, Any]
    is_required: bool = True
    may_be_form: bool = False

    @property
    def resolved(self) -> type:
        """The type itself."""
        return resolve_name(self.model) if isinstance(self.model, str) else self.model


@dataclass(frozen=True, kw_only=True, eq=False)
class Route:
    """An endpoint as the gateway and the doorkeeper know it.

    Without a `scope` anybody may call, or with `takes_any_key` everybody who has a key.

    `document` holds what else the document says of it, as it says it.
    """

    name: str
    method: Method
    path: str
    scope: Scope | None
    tag: Tag
    summary: str
    takes_any_key: bool = False
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    failures: Failures = ()
    document: Mapping[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody may call, without a key."""
        return self.scope is None and not self.takes_any_key

    @property
    def path_parameters(self) -> list[str]:
        """The names of the parameters in the path."""
        return _PATH_PARAMETER.findall(self.path)

    @property
    def query_parameters(self) -> frozenset[str]:
        """The names of the parameters behind the question mark."""
        return frozenset(each.name for each in self.parameters if each.place == "query")

    @property
    def possible_failures(self) -> Failures:
        """Everything that may be answered in place of what was asked for."""
        usual = _ANYBODY_MAY_SEE if self.is_open else _KEYED_MAY_SEE
        return (*self.failures, *(each for each in usual if each not in self.failures))

    def query(self, request: Request) -> QueryReader:
        """Return a reader of the request's query that knows what may stand in it."""
        return QueryReader(request.query, self.query_parameters)

    def refuse_unknown(self, request: Request) -> None:
        """Raise `InvalidRequest` for a query that would be ignored; where one may be, its reader does."""
        if request.query and not self.query_parameters:
            self.query(request).refuse_faults()

    def matches(self, path: str) -> bool:
        """Tell whether the path of a request is one of this route's."""
        start, greedy, _ = self.path.partition("{path+}")
        pattern = "[^/]+".join(re.escape(part) for part in re.split(r"\{[a-z_]+\}", start))
        return re.fullmatch(f"{pattern}.+" if greedy else pattern, path) is not None


@dataclass(frozen=True, kw_only=True, eq=False)
class Operation(Route, Generic[Data]):
    """An endpoint that answers with `data` in the envelope.

    With `has_entity_tag` an `ETag` comes along; with `has_page` a browser is answered with a page.
    """

    data: type[Data]
    example: Data
    status: HTTPStatus = HTTPStatus.OK
    body: Body | None = None
    has_entity_tag: bool = False
    has_page: bool = False

    def answer(self, data: Data, *, revision: int | None = None) -> Answer:
        """Answer with the data; `revision` becomes the `ETag`."""
        return success(self.status, data, revision=revision)
