"""Everything that is the same for every endpoint: the key, the envelope, the headers, one line in the log.

No exception leaves a handler: under `sam local` an HTTP API would answer it with 200 and a stack trace.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from exeoflow.api.answers import Answer, GatewayAnswer
from exeoflow.api.cors import reading_headers
from exeoflow.api.observability import Observability
from exeoflow.api.operation import Route
from exeoflow.api.problems import refusal
from exeoflow.api.request import Request
from exeoflow.errors import ExeoflowError, StackFault
from exeoflow.model.api_key import Admission, Allowance
from exeoflow.service.admit_request import Doorkeeper

_UNEXPECTED: Final = ExeoflowError()


class Host(Protocol):
    """What an endpoint needs of the application that it stands in front of."""

    @property
    def doorkeeper(self) -> Doorkeeper:
        """Who checks keys."""
        ...

    @property
    def observability(self) -> Observability:
        """Where logs and metrics go."""
        ...

    @property
    def allowed_origins(self) -> AbstractSet[str]:
        """The pages that may read answers."""
        ...


App = TypeVar("App", bound=Host)
Answerer = Callable[[Request, App], Answer]
Failed = Callable[[ExeoflowError, Request], Answer]


@dataclass(frozen=True)
class Endpoint(Generic[App]):
    """A Lambda handler for one route."""

    route: Route
    answerer: Answerer[App]
    application: Callable[[], App]
    failed: Failed = refusal

    def __call__(self, event: Mapping[str, Any], context: object) -> GatewayAnswer:
        """Answer one event of API Gateway."""
        del context  # the request's own id correlates logs with the client's view
        app = self.application()
        request = Request.of(event)
        app.observability.begin(request.id)
        visit = _Visit(app.observability, app.allowed_origins, self.route.name, request, self.failed)
        try:
            answer = self._answer(visit, app)
        except ExeoflowError as error:
            if isinstance(error, StackFault):
                # No fault of the client's: somebody must look after the stack.
                app.observability.crashed(self.route.name, error)
            answer = visit.failed(error)
        except Exception as error:  # noqa: BLE001  (the last line of defence)
            app.observability.crashed(self.route.name, error)
            answer = visit.failed(_UNEXPECTED)
        return visit.ended(answer)

    def _answer(self, visit: "_Visit", app: App) -> Answer:
        if self.route.is_open:
            return self.answerer(visit.request, app)
        admission = app.doorkeeper.identify(visit.request.secret)
        visit.admission = admission
        app.doorkeeper.check(admission, self.route.scope)
        self.route.refuse_unknown(visit.request)
        return self.answerer(visit.request.of_caller(admission.key), app)


@dataclass
class _Visit:
    """One request on its way through an endpoint, and what is known of its caller by now."""

    observability: Observability
    allowed_origins: AbstractSet[str]
    operation: str
    request: Request
    answer_failure: Failed
    admission: Admission | None = None
    code: str | None = None

    def failed(self, error: ExeoflowError) -> Answer:
        self.code = error.code
        return self.answer_failure(error, self.request)

    def ended(self, answer: Answer) -> GatewayAnswer:
        headers = {"X-Request-Id": self.request.id, **reading_headers(self.request, self.allowed_origins)}
        if "Vary" in headers and "Vary" in answer.headers:
            headers["Vary"] = f"{answer.headers['Vary']}, {headers['Vary']}"
        about = {}
        if self.admission is not None:
            headers |= _rate_headers(self.admission.allowance)
            about = {"workspace": self.admission.key.workspace, "key_id": self.admission.key.id}
        self.observability.request_ended(self.operation, answer.status, self.code, about)
        return answer.as_event(headers)


def _rate_headers(allowance: Allowance) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(allowance.limit),
        "X-RateLimit-Remaining": str(allowance.remaining),
        "X-RateLimit-Reset": str(allowance.reset),
    }
