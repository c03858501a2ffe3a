"""Lowerings of nodes that call something outside the workflow."""

from typing import TYPE_CHECKING

from exeoflow.nodes.http import HttpRequestConfig
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.shapes import Retrier, Task

if TYPE_CHECKING:
    from exeoflow.model.json import Json

LAMBDA_INVOKE = "arn:aws:states:::lambda:invoke"

LAMBDA_THROTTLED = Retrier(("Lambda.TooManyRequestsException",))
"""The only service error of Lambda after which the function certainly did not run.

`Lambda.ServiceException`, `Lambda.AWSLambdaException` and `Lambda.SdkClientException`, which the AWS guide
retries too, may come after the request was sent: a retry could repeat an effect, and only the author knows
whether that is harmless.
"""


def lower_http_request(config: HttpRequestConfig, bindings: Bindings) -> Task:
    """A call of the Lambda function that sends the request."""
    payload: dict[str, Json] = {"method": bindings.value(config.method), "url": bindings.value(config.url)}
    for field in ("headers", "query", "body"):
        value = getattr(config, field)
        if value is not None:
            payload[field] = bindings.value(value)
    if config.credential is not None:
        payload["credential"] = bindings.value(
            config.credential
            if isinstance(config.credential, str)
            else config.credential.model_dump(exclude_none=True)
        )
        payload["workspace"] = "${Workspace}"
    if not config.follow_redirects:
        payload["follow_redirects"] = False
    if bindings.timeout is not None:
        payload["timeout"] = bindings.timeout
    payload["node_id"] = bindings.node_id
    payload["execution_id"] = f"{{% {bindings.execution_id} %}}"
    return Task(
        resource=LAMBDA_INVOKE,
        arguments={"FunctionName": "${RunHttpRequestFunctionArn}", "Payload": payload},
        output="{% $states.result.Payload %}",
        retry=(LAMBDA_THROTTLED,),
    )
