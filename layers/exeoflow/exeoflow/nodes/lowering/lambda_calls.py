"""What the lowerings that invoke Lambda functions have in common."""

from exeoflow.model.json import Json
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.shapes import Retrier, Task

LAMBDA_INVOKE = "arn:aws:states:::lambda:invoke"

LAMBDA_INVOKE_FOR_TENANT = "arn:aws:states:::aws-sdk:lambda:invoke"
"""The only integration that takes a `TenantId`; it gives the payload as text and takes no error for one.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
"""

LAMBDA_THROTTLED = Retrier(("Lambda.TooManyRequestsException",))
"""The only service error of Lambda after which the function certainly did not run.

`Lambda.ServiceException`, `Lambda.AWSLambdaException` and `Lambda.SdkClientException`, which the AWS guide
retries too, may come after the request was sent: a retry could repeat an effect, and only the author knows
whether that is harmless.
"""


LAMBDA_UNANSWERED = Retrier(
    ("Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.SdkClientException")
)
"""Errors of the service, for functions without effects: whatever happened, they may be called again."""

_FILES_UNREACHED = Retrier(("File.Unavailable",))
"""What such functions answer when the place of files is out of order (`exeoflow.service.files.errors`)."""


def lambda_call(function: str, payload: dict[str, Json], retry: tuple[Retrier, ...]) -> Task:
    """A call of one of the stack's functions, which yields what it returns."""
    return Task(
        resource=LAMBDA_INVOKE,
        arguments={"FunctionName": function, "Payload": payload},
        output="{% $states.result.Payload %}",
        retry=retry,
    )


def files_call(function: str, payload: dict[str, Json], bindings: Bindings) -> Task:
    """A call of one of the stack's functions that keep and read files, which belong to the execution.

    It may be made again, whatever happened: what is put twice is there once, and a file of which nobody was
    told is forgotten like any other.
    """
    return lambda_call(function, payload | _whose(bindings), (LAMBDA_UNANSWERED, _FILES_UNREACHED))


def files_call_once(function: str, payload: dict[str, Json], bindings: Bindings) -> Task:
    """Such a call whose effect is seen outside: it is made again only if that was certainly not done."""
    return lambda_call(function, payload | _whose(bindings), (LAMBDA_THROTTLED, _FILES_UNREACHED))


def _whose(bindings: Bindings) -> dict[str, Json]:
    return {"workspace": "${Workspace}", "execution_id": f"{{% {bindings.execution_id} %}}"}


def payload_unpacked(failure: str) -> Json:
    """What a function returned for a tenant, as JSON; `failure` is the error of one that did not answer."""
    failed = (
        f'{{"error": {{"code": "{failure}", "message": $string($_payload.errorType) & ": " & '
        "$string($_payload.errorMessage)}}"
    )
    return (
        "{% ($_payload := $parse($states.result.Payload); "
        f"$exists($states.result.FunctionError) ? {failed} : $_payload) %}}"
    )
